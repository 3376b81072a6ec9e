"""The example of the whole country: 35 regions, 342 gemeenten, all tables, and the matrix of homes and workplaces.

With seven years of that matrix it holds 1.5 million figures; here it has so many years that there are five million.
"""

import sys
from pathlib import Path

import duckdb

from tests.bench.measure import Measured, Run, run

FIRST_YEAR = 1988  # of the matrix

# As `python -m ingest refresh --example`, with all gemeenten and years.
_REFRESH = """
import sys
from dataclasses import replace
from pathlib import Path
from ingest.datasets import DATASETS
from ingest.example.commuting_tables import home_work
from ingest.example.sources import example_sources, printed_figures
from ingest.example.tables import example_tables
from ingest.example.wire import ExampleCbs
from ingest.refresh import refresh
from ingest.run_log import RunLog
from ingest.settings import AGENDA
from ingest.snapshots import SnapshotStore
from warehouse.build import Builder
from warehouse.versions import Versions

data, whole = Path(sys.argv[1]), sys.argv[2] == "whole"
store = SnapshotStore(data)
publish = Builder(store, Versions(data), DATASETS).publish
sources = example_sources(AGENDA, whole)
if whole:
    matrix = {table.table: table for table in home_work(int(sys.argv[3]))}
    tables = [matrix.get(table.table, table) for table in example_tables(printed_figures(AGENDA))]
    sources = replace(sources, cbs=ExampleCbs(tables))
result = refresh(DATASETS.values(), sources, store, RunLog(data), publish)
assert result.ok, [attempt for attempt in result.attempts if attempt.outcome == "failed"]
"""


def refresh_country(data: Path, size: str = "whole") -> Run:
    """Take and publish the example, of the whole country or `small`, in a process of its own."""
    return run([sys.executable, "-c", _REFRESH, str(data), size, str(FIRST_YEAR)])


def measure_country(folder: Path) -> list[Measured]:
    """The refresh with its build, and a build alone, against the limits of two minutes and 1 GB and against the small example.

    Then what is worked out ahead of a version that holds what the one before held, against the first time.
    """
    whole, small = refresh_country(folder / "country"), refresh_country(folder / "small", "small")
    data = {"DATA_DIR": str(folder / "country")}
    prepare = [sys.executable, "-m", "indicators", "prepare"]
    prepared = run(prepare, **data)
    build = run([sys.executable, "-m", "warehouse", "build"], **data)
    prepared_again = run(prepare, **data)  # of a version that holds the same
    what = f"country, {_figures(folder / 'country') / 1e6:.1f} million figures"
    return [
        Measured(f"{what}: refresh, against 2 min", whole.seconds, 120, "s", "<= 1"),
        Measured(f"{what}: peak memory, against 1 GB", whole.megabytes, 1000, "MB", "<= 1"),
        Measured(f"{what}: peak memory, against small", whole.megabytes, small.megabytes, "MB"),
        Measured(f"{what}: build, against 2 min", build.seconds, 120, "s", "<= 1"),
        Measured(f"{what}: peak memory, against 1 GB", build.megabytes, 1000, "MB", "<= 1"),
        Measured(
            f"{what}: prepare when nothing changed, against the first time",
            prepared_again.seconds,
            prepared.seconds,
            "s",
        ),
        Measured(f"{what}: peak memory, against the first time", prepared_again.megabytes, prepared.megabytes, "MB"),
    ]


def _figures(data: Path) -> int:
    """How many figures and flows the published version holds."""
    version = (data / "versions" / "current").read_text().strip()
    with duckdb.connect(str(data / "versions" / f"{version}.duckdb"), read_only=True) as connection:
        counts = connection.execute("select count(*) from observation union all select count(*) from flow").fetchall()
    return sum(int(count) for (count,) in counts)
