"""The schedule in a process of its own, with a timetable of the next seconds."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.settings import PROJECT
from tests.agenda_folder import agenda_copy
from tests.cbs_server import CbsServer
from tests.clocks import PATIENCE

SOON = 10  # seconds from now; by then a schedule has started, also on a busy machine


def in_seconds(*seconds: float) -> str:
    """These moments from now, as times of a timetable."""
    now = datetime.now(ZoneInfo("Europe/Amsterdam"))
    return str([f"{now + timedelta(seconds=each):%H:%M:%S}" for each in seconds]).replace("'", '"')


@contextmanager
def scheduled(folder: Path, cbs: CbsServer, lines: str) -> Iterator[subprocess.Popen[str]]:
    """A running schedule with this timetable; what it says goes to log.txt."""
    agenda = folder / "agenda"
    if not agenda.exists():
        agenda_copy(agenda)
    (agenda / "schedule.toml").write_text(f"spreiding = 0\n{lines}\n")
    here = {"CBS_V3_URL": cbs.url, "CBS_API": "v3"}  # and nothing outside is asked
    environment = {**os.environ, "DATA_DIR": str(folder), "AGENDA_DIR": str(agenda), **here}
    with (folder / "log.txt").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest", "schedule"], cwd=PROJECT, env=environment, stderr=log, text=True
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def stopped(process: subprocess.Popen[str], sign: signal.Signals = signal.SIGTERM) -> int:
    """The exit status after a signal."""
    process.send_signal(sign)
    return process.wait(PATIENCE)
