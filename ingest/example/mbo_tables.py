"""The example's table of mbo students by leerweg, which CBS gives for arbeidsmarktregio's and provinces, not for gemeenten."""

from ingest.example.duo import BBL_PART, bbl_by_home
from ingest.example.model import Anchors, noise
from ingest.example.places import PROVINCIE_SIZE, REGIO_SIZE, region_titles, towns_of, up_to_the_country
from ingest.example.students_and_firms import mbo_by_home, school_years, tens
from ingest.example.times import MODIFIED
from ingest.example.wire import WireDimension, WireTable, WireTopic

_YEARS = range(2015, 2026)
_BBL = "A025293"
_LEERWEGEN = [
    ("A025290", "Totaal mbo (incl. extranei)"),
    ("A041867", "Totaal mbo (excl. extranei)"),
    ("A041868", "Bol totaal"),
    (_BBL, "Bbl totaal"),
]
_PINNED = {  # the total of each
    "Geslacht": ("T001038", "Totaal mannen en vrouwen"),
    "Niveau": ("T001336", "Totaal"),
    "Studierichting": ("T001072", "Totaal"),
}
_BY_SIZE = ("A047349", "Vier grootste gemeenten (G4)")  # classes of gemeenten by size stand among the regions
_TOPIC = WireTopic("MboStudenten_1", ("Mbo-studenten",), "aantal")


def mbo_by_leerweg(anchors: Anchors) -> WireTable:
    """Who works and learns (BBL) in each school year, in tens; a region has what its gemeenten have in the file of DUO."""
    regions = [*region_titles("NL", "LD", "PV"), _BY_SIZE, *region_titles("AM")]
    whole = {dimension: code for dimension, (code, _) in _PINNED.items()}
    rows = [
        {**whole, "Leerweg": _BBL, "Regio": code, "Perioden": f"{year}SJ00", _TOPIC.column: count}
        for year, counts in _bbl(anchors).items()
        for code, count in counts.items()
    ]
    dimensions = [
        *(WireDimension(dimension, [code]) for dimension, code in _PINNED.items()),
        WireDimension("Leerweg", _LEERWEGEN),
        WireDimension("Regio", regions),  # CBS does not call it a GeoDimension here
        school_years(_YEARS),
    ]
    title = "Mbo; studenten, niveau, leerweg, studierichting, regiokenmerken"
    return WireTable("voorbeeld-mbo", title, MODIFIED, dimensions, [_TOPIC], rows)


def _bbl(anchors: Anchors) -> dict[int, dict[str, int]]:
    mbo = mbo_by_home(anchors, _YEARS)
    towns = bbl_by_home(mbo)
    found = {}
    for year in _YEARS:
        wide = {code: tens(mbo[code][year] * BBL_PART * (1 + 0.08 * noise(code, "bbl"))) for code in PROVINCIE_SIZE}
        found[year] = up_to_the_country(wide, sum) | {
            region: tens(sum(towns[town][year] for town in towns_of(region)) / sum(towns_of(region).values()))
            for region in REGIO_SIZE
        }
    return found
