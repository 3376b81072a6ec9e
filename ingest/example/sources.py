"""The sources of an example run."""

from collections import defaultdict
from pathlib import Path

from ingest.errors import IngestError
from ingest.example.duo import ExampleDuo
from ingest.example.files import ExampleFiles
from ingest.example.model import Anchors
from ingest.example.open_match import ExampleOpenData
from ingest.example.places import HOME, settle
from ingest.example.tables import example_tables
from ingest.example.wire import ExampleCbs
from ingest.periods import is_period, moment
from ingest.published import figures_in
from ingest.sources import Sources
from ingest.wire.web import Traffic

# The indicators whose example passes through printed figures.
ANCHORED = {
    "bevolking-15-75",
    "beroepsbevolking",
    "netto-arbeidsparticipatie",
    "onbenut-arbeidspotentieel",
    "studenten-mbo",
    "studenten-ho",
    "vacatures",
    "vacatures-aandeel-focus",
    "werkcentrum-geholpen",
    "werkcentrum-trajecten",
    "werknemers-60plus",
    "werknemersbanen",
    "werknemersbanen-aandeel-focus",
}


def example_sources(agenda: Path, whole_country: bool = False) -> Sources:
    """Example tables and files that pass through the figures printed in the documents of the region.

    They are about a few gemeenten, or about all of them: see `settle`, which makes this a choice for the whole process.
    """
    settle(whole_country)
    anchors = printed_figures(agenda)
    return Sources(
        cbs=ExampleCbs(example_tables(anchors)),
        agenda=agenda,
        traffic=Traffic(),
        example_files=ExampleFiles(anchors),
        open_data=ExampleOpenData(),
        duo=ExampleDuo(anchors),
    )


def printed_figures(agenda: Path) -> Anchors:
    """The figures that the documents print of one period and the region: key -> point in time -> value, persons in thousands.

    None where their file cannot be read: the dataset of that file says why, and the others go on.
    """
    found: dict[str, dict[float, float]] = defaultdict(dict)
    try:
        rows = figures_in(agenda)
    except IngestError:
        return found
    for row in rows:
        period, value = str(row["periode"]), float(str(row["waarde"]))
        if row["onderwerp"] in ANCHORED and row["regiocode"] == HOME and is_period(period):
            found[str(row["onderwerp"])][moment(period)] = value / 1000 if row["eenheid"] == "personen" else value
    return found
