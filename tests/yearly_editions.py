"""A CBS table that comes under a new id each year, and the yearly classification of gemeenten: their editions, small."""

from dataclasses import replace
from pathlib import Path

from ingest.cbs.table import CbsTable
from ingest.dataset import YEARLY, thousands
from ingest.example.wire import ExampleCbs, WireDimension, WireTable, WireTopic
from ingest.sources import Sources
from ingest.wire.web import Traffic

TITLE = "Arbeidsdeelname; binding arbeidsmarkt; regio (indeling {year})"
PEOPLE = WireDimension("Geslacht", [("T001038", "Totaal mannen en vrouwen"), ("3000", "Mannen")])
EMPLOYED = WireTopic("Werkzaam_2", ("Werkzame beroepsbevolking",))
DECLARED = CbsTable(
    name="untapped-potential",
    label="Binding met de arbeidsmarkt per regio",
    title=TITLE,
    measures={"Werkzame beroepsbevolking": thousands("employed")},
    rhythm=YEARLY,
    keep={"Geslacht": "Totaal mannen en vrouwen"},
    region="RegioS",
    levels=("NL", "AM"),
    since=2013,
)


def edition(year: int, first: int, regions: str = "NL01 AM37", **changes: object) -> WireTable:
    """The edition of a year: from a first year up to that one, 100 people and 60 men per region, modified that August."""
    codes, years = regions.split(), range(first, year)
    rows = [
        {"Geslacht": sex, "RegioS": region, "Perioden": f"{when}JJ00", "Werkzaam_2": value}
        for when in years
        for region in codes
        for sex, value in (("T001038", 100), ("3000", 60))
    ]
    places = WireDimension("RegioS", [(code, f"Gebied {code}") for code in codes], "GeoDimension")
    periods = WireDimension("Perioden", [(f"{when}JJ00", str(when), "Definitief") for when in years], "TimeDimension")
    title, modified = TITLE.format(year=year), f"{year}-08-14T02:00:00"
    table = WireTable(f"T{year}NED", title, modified, [PEOPLE, places, periods], [EMPLOYED], rows)
    return replace(table, **changes)


def sources(*tables: WireTable) -> Sources:
    """A run in which CBS has these tables."""
    return Sources(ExampleCbs(list(tables)), Path(), Traffic())


def titled(table: str, title: str, modified: str = "2026-01-01T02:00:00") -> WireTable:
    """An empty table of this title."""
    return edition(2020, 2020, table=table, title=title, modified=modified)


_LIES_IN = {
    "GM0392": {"AM": ("AM37", "ZKIJ (AM)"), "PV": ("PV27", "Noord-Holland (PV)"), "CR": ("CR21", "Haarlem (CR)")},
    "GM0383": {"AM": ("AM15", "Noord-Holland Noord (AM)"), "PV": ("PV27", "Noord-Holland (PV)"), "CR": ("", None)},
}


def classification(year: int, *kinds: str) -> WireTable:
    """The classification of a year, with a padded code and name for each kind of region in this order."""
    numbers = range(5, 5 + 2 * len(kinds))
    topics = [WireTopic(f"{'Code' if n % 2 else 'Naam'}_{n}", (f"Kolom {n}",), "", 0, "String") for n in numbers]
    rows = []
    for gemeente, regions in _LIES_IN.items():
        cells = [cell and cell.ljust(10) for kind in kinds for cell in regions[kind]]
        rows.append({"RegioS": gemeente} | {topic.column: cell for topic, cell in zip(topics, cells, strict=True)})
    places = WireDimension("RegioS", [("GM0392", "Haarlem"), ("GM0383", "Castricum")], "GeoDimension")
    return WireTable(f"G{year}NED", f"Gebieden in Nederland {year}", f"{year}-01-02T02:00:00", [places], topics, rows)
