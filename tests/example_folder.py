"""The example figures in a data folder, published and worked out: made once for many tests and kept for other runs that day.

`python -m tests.example_folder CACHE` makes them beside the tests that do without.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indicators.ahead import work_out_ahead
from indicators.figures import Figures
from indicators.mark import calculation_mark
from ingest.datasets import DATASETS
from ingest.example.sources import example_sources, printed_figures
from ingest.example.tables import example_tables
from ingest.example.wire import ExampleCbs
from ingest.lock import writing
from ingest.refresh import refresh
from ingest.run_log import Attempt, RunLog
from ingest.settings import AGENDA, PROJECT
from ingest.snapshots import SnapshotStore
from warehouse.build import Builder
from warehouse.draft_file import SCHEMA
from warehouse.versions import Versions


@contextmanager
def example_folder(cache: Path) -> Iterator[Path]:
    """The example as this program makes it, from an earlier run of today or made now, in fifteen seconds.

    As long as the block lasts nobody else makes it or takes it from there.
    """
    with writing(cache / "lock", patience=180):
        made = cache / "made" / _mark()
        if not made.is_dir():
            shutil.rmtree(made.parent, ignore_errors=True)
            data_dir = made.with_suffix(".part")
            store, versions = SnapshotStore(data_dir), Versions(data_dir)
            builder = Builder(store, versions, DATASETS)
            result = refresh(DATASETS.values(), example_sources(AGENDA), store, RunLog(data_dir), builder.publish)
            assert result.ok, [attempt.message for attempt in result.attempts]
            work_out_ahead(Figures(versions, versions.published()))
            data_dir.rename(made)
        yield made


def _mark() -> str:
    """What the example follows from: the day, the program and the tables beside it."""
    tables = sorted([*AGENDA.rglob("*.csv"), *(PROJECT / "ingest").rglob("*.csv")])
    made_of = SCHEMA + "".join(path.read_text(encoding="utf-8") for path in tables)
    return hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d} {calculation_mark()} {made_of}".encode()).hexdigest()[:16]


def refreshed_again(data_dir: Path) -> None:
    """Publish a second version in which one printed anchor is another figure."""
    store = SnapshotStore(data_dir)
    anchors = {**printed_figures(AGENDA), "netto-arbeidsparticipatie": {2023.0: 80.0}}
    sources = replace(example_sources(AGENDA), cbs=ExampleCbs(example_tables(anchors)))
    builder = Builder(store, Versions(data_dir), DATASETS)
    assert refresh([DATASETS["participation"]], sources, store, RunLog(data_dir), builder.publish, force=True).ok


def refresh_failed(data_dir: Path) -> None:
    """Write into the log that the last attempt at one dataset went wrong."""
    facts = {"seconds": 1.0, "requests": 1, "bytes": 0, "rows": 0, "source_modified": None}
    RunLog(data_dir).add(Attempt("participation", "", datetime.now(UTC), "failed", "CBS is niet bereikbaar.", **facts))


if __name__ == "__main__":
    with example_folder(Path(sys.argv[1])):
        pass
