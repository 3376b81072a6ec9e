"""A steward who adds files by hand to a data folder of their own, and what UWV calls the columns of those files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.datasets import DATASETS, HAND_FILES
from ingest.errors import IngestError
from ingest.files.adding import Added, Given, Preview, add, undo
from ingest.files.mapping import ColumnMapping, to_be_saved
from ingest.run_log import RunLog
from ingest.snapshots import SnapshotStore
from warehouse.build import Builder
from warehouse.versions import NothingPublished, Versions

VACANCIES, JOBSEEKERS, TENSION = "uwv-vacatures", "uwv-werkzoekenden", "uwv-spanning"
HEADER = "regiocode;periode;sector;waarde;bron_url\n"
DECLARED = ["regiocode", "periode", "sector", "waarde"]

Accept = Callable[[Preview], bool]


def save_mapping(agenda: Path, dataset: str, name: str, mapping: ColumnMapping) -> Path:
    """Keep a mapping under a name, as if a person had accepted it. Returns its file."""
    with to_be_saved(agenda, dataset, name, mapping) as path:
        return path


class Steward:
    """Adds files to one data folder, accepts every proposal, and takes files back. `seen` holds what was proposed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.agenda, data_dir = folder, folder / "agenda", folder / "data"
        self.store, self.versions, self.log = SnapshotStore(data_dir), Versions(data_dir), RunLog(data_dir)
        self.seen: list[Preview] = []

    def add(
        self, dataset: str, what: str | bytes, file: str = "", name: str | None = None, accept: Accept = lambda _: True
    ) -> Added:
        """Add a text or a workbook under a file name, with the mapping of this name; `accept` answers a proposal."""

        def shown(proposal: Preview) -> bool:
            self.seen.append(proposal)
            return accept(proposal)

        path = self.folder / (file or ("a.csv" if isinstance(what, str) else "a.xlsx"))
        path.write_bytes(what.encode() if isinstance(what, str) else what)
        publish = Builder(self.store, self.versions, DATASETS).publish
        return add(Given(HAND_FILES[dataset], path, self.agenda, name), self.store, self.log, publish, shown)

    def undo(self, dataset: str) -> None:
        """Take the last file of a dataset back."""
        builder = Builder(self.store, self.versions, DATASETS, frozenset({dataset}))
        undo(HAND_FILES[dataset], self.store, self.log, builder.publish)

    def refusal(self, dataset: str, what: str | bytes, file: str = "", name: str | None = None) -> str:
        """What is said of a file that is refused, after which nothing has changed."""
        before = self.versions.current()
        with pytest.raises(IngestError) as refused:
            self.add(dataset, what, file, name)
        assert self.versions.current() == before
        return str(refused.value)

    def figures(self) -> list[tuple[str, str, str, float]]:
        """Every figure that counts."""
        try:
            with self.versions.reading() as connection:
                found = "select region, sector, period, value from observation order by all"
                return connection.execute(found).fetchall()
        except NothingPublished:
            return []


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    """A steward with an empty data folder."""
    return Steward(tmp_path)
