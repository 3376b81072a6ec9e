"""Small tables written as text, and a data folder with the versions that are built from them or from other sources."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from indicators.figures import Figures
from indicators.tables import indicator_table
from ingest.cbs.table import CbsTable
from ingest.dataset import YEARLY, Dataset, Measure, count
from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.example.wire import ExampleCbs, WireDimension, WireTable, WireTopic
from ingest.files.adding import Given, add
from ingest.published import COLUMNS
from ingest.refresh import Refreshed, refresh
from ingest.run_log import RunLog
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.wire.web import Traffic
from warehouse.build import Builder
from warehouse.versions import Versions

FIRST, LATER = "2026-08-14T02:00:00", "2026-09-01T02:00:00"


def declared(name: str, *measures: Measure, since: int | None = None) -> CbsTable:
    """A small dataset with regions, sectors and periods, found in the catalogue under its own name and a year."""
    titles = {measure.name: measure for measure in measures}
    return CbsTable(
        name, name, f"{name} {{year}}", titles, YEARLY, region="RegioS", sector="Bedrijfstak", levels=("AM", "GM"), since=since
    )


def edition(
    dataset: CbsTable, text: str, year: int = 2025, modified: str = FIRST, provisional: str = "", unlisted: str = ""
) -> WireTable:
    """A table of a dataset, written as columns of text: region, sector, period and each measure; a dot is "not published".

    Sectors are A-U (all) or an SBI letter, periods as CBS codes them; the `unlisted` code is in no code list.
    """
    header, *lines = [line.split() for line in text.splitlines() if line.strip()]
    rows = [dict(zip(header, cells, strict=True)) for cells in lines]
    topics = [
        WireTopic(f"{m.name}_{place}", (m.name,), m.unit, max(len(row[m.name].partition(".")[2]) for row in rows))
        for place, m in enumerate(dataset.measures.values(), start=1)
    ]
    codes = {name: [c for c in dict.fromkeys(row[name] for row in rows) if c != unlisted] for name in header[:3]}
    dimensions = [
        WireDimension("RegioS", [(code, f"Plaats {code}") for code in codes["region"]], "GeoDimension"),
        WireDimension("Bedrijfstak", [(code, f"{code} Sector") for code in codes["sector"]]),
        WireDimension(
            "Perioden",
            [(code, code, "Voorlopig" if code == provisional else "Definitief") for code in codes["period"]],
            "TimeDimension",
        ),
    ]
    raw = [
        {dimension.name: row[name] for dimension, name in zip(dimensions, header, strict=False)}
        | {topic.column: _number(row[topic.path[0]]) for topic in topics}
        for row in rows
    ]
    return WireTable(f"{dataset.name}-{year}", dataset.title.replace("{year}", str(year)), modified, dimensions, topics, raw)


def _number(cell: str) -> float | str | None:
    try:
        return None if cell == "." else float(cell)
    except ValueError:
        return cell


class DataFolder:
    """A data folder with datasets of its own and the versions that are built from them."""

    def __init__(self, folder: Path, *datasets: Dataset) -> None:
        self.folder = folder
        self.datasets: dict[str, Dataset] = {dataset.name: dataset for dataset in datasets}
        self.store, self.versions, self.log = SnapshotStore(folder), Versions(folder), RunLog(folder)
        self._figures: dict[str, Figures] = {}

    def refresh(self, *tables: WireTable, example: bool = False, accept_fewer: Iterable[str] = ()) -> Refreshed:
        """One run in which CBS offers these tables; a dataset that has none among them fails and keeps what it had."""
        sources = Sources(ExampleCbs(list(tables)), self.folder / "agenda", Traffic(), NoFiles() if example else None)
        return self.run(sources, accept_fewer)

    def run(self, sources: Sources, accept_fewer: Iterable[str] = (), force: bool = False) -> Refreshed:
        """One run of all datasets in which these are the sources."""
        return refresh(self.datasets.values(), sources, self.store, self.log, self.builder(accept_fewer).publish, force)

    def add(self, name: str, file_name: str, text: str) -> None:
        """Take a file that a person downloaded."""
        path = self.folder / file_name
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        add(Given(HAND_FILES[name], path, self.folder / "agenda"), self.store, self.log, self.builder().publish)

    def print_figures(self, *rows: str) -> None:
        """Write the figures that the documents of the region print, for the next run."""
        path = self.folder / "agenda" / "published_figures.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")

    def rows(self, *columns: str) -> list[tuple[object, ...]]:
        """These columns of the published figures, in order of region, sector and period."""
        with self.versions.reading() as connection:
            order = "region, sector, period, measure"
            return connection.execute(f"select {', '.join(columns)} from observation order by {order}").fetchall()

    def values(self) -> list[object]:
        """The published figures alone, in that order."""
        return [value for (value,) in self.rows("value")]

    def shown(self, key: str, *columns: str, region: str = "", sector: str = "totaal") -> list[tuple[object, ...]]:
        """Columns of an indicator's table, for one sector and, when it is named, one region; None for missing."""
        table = indicator_table(self.figures, key)
        chosen = table[(table["sector"] == sector) & table["regiocode"].isin([region] if region else table["regiocode"])]
        return [tuple(None if pd.isna(cell) else cell for cell in row) for row in chosen[list(columns)].itertuples(index=False)]

    @property
    def figures(self) -> Figures:
        """The published version."""
        name = self.versions.published()
        return self._figures.setdefault(name, Figures(self.versions, name))

    def builder(self, accept_fewer: Iterable[str] = ()) -> Builder:
        """What makes versions of this folder."""
        return Builder(self.store, self.versions, self.datasets, frozenset(accept_fewer))


class NoFiles:
    """The files of an example run that has none."""

    def file(self, dataset: str) -> tuple[str, bytes]:
        """None: each dataset that comes by hand fails."""
        raise IngestError(f"{dataset} hoort niet bij dit voorbeeld")


JOBS = declared("jobs", count("jobs", "banen"))
PEOPLE = declared("people", count("people", "personen"), count("change", "personen", signed=True))
GOOD = """
    region sector period   jobs
    GM0001 A-U    2023JJ00 500
    GM0002 A-U    2023JJ00 300
"""

UWV = HAND_FILES["uwv-vacatures"]  # a file that a person downloads
UWV_HEADER = "regiocode;periode;sector;waarde\n"
