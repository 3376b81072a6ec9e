"""The example's tables about students by home region, and about establishments of firms and new ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.example.model import Anchors, apportion, bent, line, noise
from ingest.example.places import GEMEENTEN, HOME, PROVINCIE_SIZE, REGIO_SIZE, region_titles, towns_of, up_to_the_country
from ingest.example.times import MODIFIED, cbs_status
from ingest.example.vacancy_tables import ALL_SECTIONS, SECTIONS, SUMS
from ingest.example.wire import Lazily, WireDimension, WireTable, WireTopic

Counts = Mapping[str, int]

_SCHOOL_YEARS = range(2014, 2026)
_MBO = {2014: 36.0, 2020: 38.5, 2025: 35.0}  # students per 1,000 inhabitants of 15 to 75
_HO = {2014: 55.0, 2021: 62.0, 2025: 58.0}
_MBO_KIND = "A041867"
_KINDS = [
    ("T001038", "Totaal onderwijssoorten"),
    (_MBO_KIND, "Totaal mbo (excl. extranei)"),
    ("A042650", "Mbo: entreeopleiding"),
    ("A025294", "Hbo"),
    ("A025297", "Wo"),
]

_FIRM_YEARS = range(2015, 2027)
_FIRMS = {2015: 118.0, 2020: 150.0, 2026: 197.0}  # establishments per 1,000 inhabitants of 15 to 75
_OPENED = {2015: 0.105, 2019: 0.12, 2022: 0.135, 2026: 0.105}  # of the establishments, in a year
# The part of each section in all establishments: many small firms in advice, building and care.
_PARTS = [0.028, 0.001, 0.033, 0.002, 0.001, 0.104, 0.124, 0.029, 0.034, 0.058, 0.046, 0.014, 0.206, 0.046, 0.002, 0.053, 0.091,
          0.063, 0.065]  # fmt: skip


def students(anchors: Anchors) -> WireTable:
    """Students by kind of education for the country, landsdelen, provinces and gemeenten, per school year."""
    regions = WireDimension("Regiokenmerken", region_titles("NL", "LD", "PV", "GM"), "GeoDimension")
    rows = [
        {"Geslacht": "T001038", "Onderwijssoort": kind, "Regiokenmerken": code, "Perioden": f"{year}SJ00", _STUDENTS: count}
        for year in _SCHOOL_YEARS
        for code, kinds in _studying(year, anchors).items()
        for kind, count in kinds.items()
    ]
    dimensions = [
        WireDimension("Geslacht", [("T001038", "Totaal mannen en vrouwen")]),
        WireDimension("Onderwijssoort", _KINDS),
        regions,
        school_years(_SCHOOL_YEARS),
    ]
    title = "Leerlingen en studenten; onderwijssoort, woonregio"
    return WireTable(
        "voorbeeld-studenten", title, MODIFIED, dimensions, [WireTopic(_STUDENTS, ("Leerlingen/studenten",), "aantal")], rows
    )


_STUDENTS = "LeerlingenStudenten_1"


def school_years(years: Iterable[int]) -> WireDimension:
    """The periods of a table of students, each called after the year in which it begins."""
    titles = [(f"{year}SJ00", f"{year}/'{year % 100 + 1}", cbs_status(year, 2024)) for year in years]
    return WireDimension("Perioden", titles, "TimeDimension")


def _studying(year: int, anchors: Anchors) -> dict[str, Counts]:
    """The students of each region by kind; those of the region itself pass through what its documents print."""
    found: dict[str, Counts] = {code: _kinds(*_students_of(code, size, year, {})) for code, size in PROVINCIE_SIZE.items()}
    for region, size in REGIO_SIZE.items():
        towns = towns_of(region)
        rest = max(1 - sum(towns.values()), 0.0) if region != HOME else 0.0
        shares = [*(share * (1 + 0.1 * noise(code, "studenten")) for code, share in towns.items()), rest]
        mbo, ho = _students_of(region, size, year, anchors if region == HOME else {})
        split = zip(towns, _in_tens(mbo, shares), _in_tens(ho, shares), strict=False)
        found |= {code: _kinds(own_mbo, own_ho) for code, own_mbo, own_ho in split}
    return up_to_the_country(found, _sum)


def _students_of(place: str, size: float, year: int, anchors: Anchors) -> tuple[int, int]:
    """The mbo students and those in hbo and wo together of a place of this size (x 1000): in tens, or what a document prints."""

    def own(points: Mapping[int, float], key: str, time: float) -> float:
        return size / 1000 * line(points, time) * (1 + 0.12 * noise(place, key) + 0.01 * noise(place, key, time))

    mbo, ho = (
        bent(lambda t, points=points, key=key: own(points, key, t), anchors.get(key, {}), float(year))  # type: ignore[misc]
        for points, key in ((_MBO, "studenten-mbo"), (_HO, "studenten-ho"))
    )
    return _whole(1000 * mbo, year in anchors.get("studenten-mbo", {})), _whole(
        1000 * ho, year in anchors.get("studenten-ho", {})
    )


def _whole(students: float, printed: bool) -> int:
    return round(students) if printed else tens(students)


def tens(students: float) -> int:
    """A number as CBS rounds it in these tables."""
    return 10 * round(students / 10)


def _in_tens(total: int, weights: Sequence[float]) -> list[int]:
    """Parts that add up to the total, in tens as CBS rounds them; what is no ten of the total goes to the largest part."""
    parts = [10 * part for part in apportion(total // 10, weights)]
    parts[parts.index(max(parts))] += total % 10
    return parts


def _kinds(mbo: int, ho: int) -> Counts:
    hbo, wo = _in_tens(ho, [0.6, 0.4])
    return {"T001038": 5 * (mbo + ho), _MBO_KIND: mbo, "A042650": 10 * round(0.004 * mbo), "A025294": hbo, "A025297": wo}


def _sum(parts: Iterable[Counts]) -> Counts:
    listed = list(parts)
    return {kind: sum(counts[kind] for counts in listed) for kind in listed[0]}


def mbo_by_home(anchors: Anchors, years: Iterable[int]) -> dict[str, dict[int, int]]:
    """The mbo students of each place of the example in these years, as the table of students has them."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for year in years:
        for code, kinds in _studying(year, anchors).items():
            found[code][year] = kinds[_MBO_KIND]
    return found


def firms() -> list[WireTable]:
    """Establishments by gemeente, by province, and the openings, which CBS does not give by gemeente."""
    towns = {code: REGIO_SIZE[region] * share for code, (_, region, share) in GEMEENTEN.items()}
    provinces = {year: {code: _firms(code, size, year) for code, size in PROVINCIE_SIZE.items()} for year in _FIRM_YEARS}
    wide = {year: up_to_the_country(found, _sum) for year, found in provinces.items()}
    near = {year: {code: _firms(code, size, year) for code, size in towns.items()} for year in _FIRM_YEARS}
    opened = {
        year: {code: {kind: _fives(line(_OPENED, year) * n) for kind, n in counts.items()} for code, counts in found.items()}
        for year, found in wide.items()
        if year < _FIRM_YEARS[-1]
    }
    count = WireTopic("Vestigingen_1", ("Vestigingen",), "aantal")
    openings = WireTopic("OprichtingenVanVestigingen_1", ("Oprichtingen van vestigingen",), "aantal")
    return [
        _firm_table("voorbeeld-vestigingen-gemeente", "Vestigingen van bedrijven; bedrijfstak, gemeente", count, near, "GM"),
        _firm_table("voorbeeld-vestigingen", "Vestigingen van bedrijven; bedrijfstak, regio", count, wide, "NL", "LD", "PV"),
        _firm_table(
            "voorbeeld-oprichtingen",
            "Vestigingen van bedrijven; oprichtingen, bedrijfstak, regio",
            openings,
            opened,
            "NL",
            "LD",
            "PV",
        ),
    ]


def _firms(place: str, size: float, year: int) -> Counts:
    """The establishments of a place of this size (x 1000) by section, rounded to fives as CBS does, and their sums."""
    whole = size * line(_FIRMS, year) * (1 + 0.1 * noise(place, "firms"))
    cells = {
        code: _fives(whole * part * (1 + 0.2 * noise(place, code, "firms")))
        for (code, _, _), part in zip(SECTIONS, _PARTS, strict=True)
    }
    letters = {title[0]: code for code, title, _ in SECTIONS}
    sums = {code: sum(cells[letters[letter]] for letter in inside) for code, _, inside in SUMS}
    return {ALL_SECTIONS[0]: sum(cells.values())} | cells | sums


def _fives(value: float) -> int:
    return 5 * round(value / 5)


def _firm_table(table: str, title: str, topic: WireTopic, found: Mapping[int, Mapping[str, Counts]], *levels: str) -> WireTable:
    titles = {code: name for code, name, *_ in [*SECTIONS, *SUMS]}
    sectors = WireDimension("BedrijfstakkenBranchesSBI2008", [ALL_SECTIONS, *titles.items()])
    periods = [(f"{year}JJ00", str(year), cbs_status(year, 2025)) for year in found]
    dimensions = [
        sectors,
        WireDimension("RegioS", region_titles(*levels), "GeoDimension"),
        WireDimension("Perioden", periods, "TimeDimension"),
    ]
    return WireTable(table, title, MODIFIED, dimensions, [topic], Lazily(lambda: _firm_rows(found, topic)))


def _firm_rows(found: Mapping[int, Mapping[str, Counts]], topic: WireTopic) -> Iterator[dict[str, object]]:
    for year, regions in found.items():
        for region, counts in regions.items():
            for sector, count in counts.items():
                where = {"BedrijfstakkenBranchesSBI2008": sector, "RegioS": region, "Perioden": f"{year}JJ00"}
                yield where | {topic.column: count}
