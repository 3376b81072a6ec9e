"""Refreshing one large CBS table against cbsodata, pandas and DuckDB on the same server; and a refresh without news."""

import shutil
import sys
from pathlib import Path

from tests.bench.big_table import TABLE, render, serving_files
from tests.bench.measure import Measured, Run, medians, run

SIZES = (300_000, 3_000_000)
RUNS = 5

# What an analyst would write: fetch the table with its titles, make a frame, put it in a database.
_YARDSTICK = f"""
import sys, cbsodata, duckdb, pandas
cbsodata.options.use_https = False
frame = pandas.DataFrame(cbsodata.get_data("{TABLE}", catalog_url=sys.argv[1].split("//")[1]))
with duckdb.connect(sys.argv[2]) as connection:
    connection.execute("create table cells as from frame")
"""


def measure_big_tables(folder: Path) -> list[Measured]:
    """Seconds and peak memory at each size, and how memory grows with the size. Whole processes, start-up included."""
    rows, peaks = [], {}
    for size in SIZES:
        pages = folder / f"table-{size}"
        render(pages, size)
        with serving_files(pages) as url:
            ours, theirs = _in_turn(folder, url, 3 if size > 1_000_000 else RUNS)
        shutil.rmtree(pages)
        peaks[size] = ours.megabytes
        rows.append(
            Measured(f"refresh of {size:,} rows: seconds, against cbsodata", ours.seconds, theirs.seconds, "s", "<= 0.333")
        )
        rows.append(
            Measured(
                f"refresh of {size:,} rows: peak memory, against cbsodata", ours.megabytes, theirs.megabytes, "MB", "<= 0.333"
            )
        )
    rows.append(Measured("peak memory at 3,000,000 rows, against 300,000", peaks[SIZES[1]], peaks[SIZES[0]], "MB", "<= 1.2"))
    return rows


# Seconds that a server takes to put together one page of 10,000 rows before it sends it. An assumption, and a careful one: CBS
# was not reachable from where this was written. ODataFeed works each page out anew, and its first answer may take a minute.
SLOW = 0.5


def measure_slow_server(folder: Path) -> list[Measured]:
    """As the first of the big tables, from a server that waits before each page as a real one does."""
    pages = folder / "slow"
    render(pages, SIZES[0])
    with serving_files(pages, SLOW) as url:
        ours, theirs = _in_turn(folder, url, 3)
    what = f"refresh of {SIZES[0]:,} rows, {SLOW} s wait for each page: seconds"
    return [Measured(what, ours.seconds, theirs.seconds, "s", "<= 0.333")]


def _in_turn(folder: Path, url: str, times: int) -> tuple[Run, Run]:
    ours, theirs = [], []
    for _ in range(times):
        ours.append(run(_refresh(), DATA_DIR=_empty(folder / "data"), CBS_V3_URL=url))
        theirs.append(run([sys.executable, "-c", _YARDSTICK, url, str(_no_file(folder / "yardstick.duckdb"))]))
    return medians(ours), medians(theirs)


def measure_unchanged(folder: Path) -> list[Measured]:
    """A refresh when nothing has changed, against the one that took the table."""
    pages = folder / "unchanged"
    render(pages, SIZES[0])
    with serving_files(pages) as url:
        first = run(_refresh(), DATA_DIR=_empty(folder / "data"), CBS_V3_URL=url)
        again = medians([run(_refresh(), DATA_DIR=str(folder / "data"), CBS_V3_URL=url) for _ in range(RUNS)])
    return [Measured("unchanged refresh: seconds, against the first one", again.seconds, first.seconds, "s")]


def _refresh() -> list[str]:
    return [sys.executable, "-m", "ingest", "refresh", "vacancies-regional"]


def _empty(folder: Path) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    return str(folder)


def _no_file(path: Path) -> Path:
    path.unlink(missing_ok=True)
    return path
