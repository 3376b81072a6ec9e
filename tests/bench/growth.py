"""How time and memory grow with the number of observations: a first refresh, a rebuild from snapshots, and showing one line."""

import shutil
import sys
from pathlib import Path

from tests.bench.big_table import render, serving_files
from tests.bench.measure import Measured, Run, medians, run

ONCE = 300_000
TIMES = (1, 3, 10)
RUNS = 3


def measure_growth(folder: Path) -> list[Measured]:
    """Per size and command a line with seconds and one with peak memory, each against 1x; at most linear is asked of time.

    Whole processes, start-up included; that is the same for all sizes, so it can only hide growth at the smallest of them.
    """
    found = {times: _at(folder, times) for times in TIMES}
    rows = []
    for what in ("refresh", "build", "show"):
        once = found[1][what]
        for times in TIMES:
            run_ = found[times][what]
            label = f"{what} of {ONCE * times:,} observations ({times}x), against 1x"
            rows.append(Measured(f"{label}: seconds", run_.seconds, once.seconds, "s", f"<= {times}" if times > 1 else ""))
            rows.append(Measured(f"{label}: memory", run_.megabytes, once.megabytes, "MB"))
    return rows


def _at(folder: Path, times: int) -> dict[str, Run]:
    pages, data = folder / f"growth-{times}", folder / f"growth-data-{times}"
    render(pages, ONCE * times)
    refreshes = []
    with serving_files(pages) as url:
        for _ in range(RUNS):
            shutil.rmtree(data, ignore_errors=True)
            refreshes.append(_run("ingest", "refresh", "vacancies-regional", DATA_DIR=str(data), CBS_V3_URL=url))
    builds = [_run("warehouse", "build", DATA_DIR=str(data)) for _ in range(RUNS)]
    shows = [_run("indicators", "show", "vacatures", "--regio", "GM0001", DATA_DIR=str(data)) for _ in range(RUNS)]
    shutil.rmtree(pages)
    shutil.rmtree(data)
    return {"refresh": medians(refreshes), "build": medians(builds), "show": medians(shows)}


def _run(*command: str, **environment: str) -> Run:
    return run([sys.executable, "-m", *command], **environment)
