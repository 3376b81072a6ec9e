"""How time and memory grow with the number of observations: a first refresh, a rebuild from snapshots, and showing one line."""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.bench.big_table import render, serving_files
from tests.bench.measure import Measured, Run, medians, run

ONCE = 300_000
TIMES = (1, 3, 10)
RUNS = 3


def measure_growth(folder: Path) -> list[Measured]:
    """Per size and command a line with seconds and one with peak memory, each against 1x; at most linear is asked of time.

    The sizes take turns. Whole processes, start-up included; that is the same for all, so it can only flatter the ratios.
    """
    with ExitStack() as servers:
        places = {times: _Place(folder, times, servers) for times in TIMES}
        rounds = [{times: place.measured() for times, place in places.items()} for _ in range(RUNS)]
    rows = []
    for what in ("refresh", "build", "show"):
        found = {times: medians([each[times][what] for each in rounds]) for times in TIMES}
        for times, ours in found.items():
            label, most = f"{what} of {ONCE * times:,} rows ({times}x)", f"<= {times}" if times > 1 else ""
            rows.append(Measured(f"{label}: seconds, against 1x", ours.seconds, found[1].seconds, "s", most))
            rows.append(Measured(f"{label}: peak memory, against 1x", ours.megabytes, found[1].megabytes, "MB"))
    return rows


class _Place:
    """One size: a server with the table, and a data folder."""

    def __init__(self, folder: Path, times: int, servers: ExitStack) -> None:
        self.data = folder / f"growth-data-{times}"
        pages = folder / f"growth-{times}"
        render(pages, ONCE * times)
        self.url = servers.enter_context(serving_files(pages))

    def measured(self) -> dict[str, Run]:
        """One run of each command, the refresh into an empty folder."""
        shutil.rmtree(self.data, ignore_errors=True)
        return {
            "refresh": self._run("ingest", "refresh", "vacancies-regional"),
            "build": self._run("warehouse", "build"),
            "show": self._run("indicators", "show", "vacatures", "--regio", "GM0001"),
        }

    def _run(self, *command: str) -> Run:
        return run([sys.executable, "-m", *command], DATA_DIR=str(self.data), CBS_V3_URL=self.url)
