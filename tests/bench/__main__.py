"""`make bench`: one table of measurements; each ratio compares two things that were run in turn, in this run, on this machine."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.country import measure_country
from tests.bench.growth import measure_growth
from tests.bench.measure import Measured
from tests.bench.pages import measure_pages
from tests.bench.refreshes import measure_big_tables, measure_slow_server, measure_unchanged
from tests.bench.roads import measure_roads
from tests.bench.sessions import measure_sessions
from tests.bench.shows import measure_shows


def main() -> None:
    """Run what is named on the command line, or everything."""
    wanted = set(sys.argv[1:]) or {"tables", "slow", "unchanged", "roads", "growth", "country", "shows", "pages", "sessions"}
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        rows: list[Measured] = []
        if "tables" in wanted:
            rows += measure_big_tables(folder)
        if "slow" in wanted:
            rows += measure_slow_server(folder)
        if "unchanged" in wanted:
            rows += measure_unchanged(folder)
        if "roads" in wanted:
            rows += measure_roads(folder)
        if "growth" in wanted:
            rows += measure_growth(folder)
        if "country" in wanted:
            rows += measure_country(folder)
        if "shows" in wanted:
            rows += measure_shows(folder)
        if "pages" in wanted:
            rows += measure_pages(folder)
        if "sessions" in wanted:
            rows += measure_sessions(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'what':66} {'ours':>12} {'yardstick':>12} {'ratio':>7}  {'asked':10} ")
    for row in rows:
        print(row)


if __name__ == "__main__":
    main()
