"""Refreshes that a person starts: each a process of its own that nobody waits for, with what it says in a file.

On disk, below `DATA_DIR/started_runs/<time>`: `run.json` (who started what), `output.txt` (what it said, a line at a time) and,
once it is over, `end.json`. A run without `end.json` whose process is gone was broken off, or it ended when no dashboard was
there to see that: a Ctrl-C in a terminal stops the dashboard only, a service manager such as systemd stops its runs with it.
"""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from ingest.datasets import DATASETS
from ingest.disk import in_one_step
from ingest.dutch import day_and_hour
from ingest.run_log import Run as Run
from ingest.run_log import scheduled_runs
from ingest.settings import AGENDA, own_command
from ingest.stamps import stamp
from ingest.timetable import longest_run

KEEP = 50  # runs that are kept with all they said

# The folders of runs that this process waits for: between the end of a process and its `end.json` there may be a moment.
_AWAITED: set[Path] = set()

Entry = TypeVar("Entry", bound=msgspec.Struct)


class AlreadyRunning(Exception):
    """A refresh that was started here is still going on; the sentence says who started it."""


class Started(msgspec.Struct, frozen=True):
    """Who started a refresh of which datasets (none: all), when (UTC), as which process; None where that was not written down."""

    name: str
    by: str
    when: datetime
    datasets: list[str]
    process: int | None = None


class End(msgspec.Struct, frozen=True):
    """How a run ended: its exit status (negative: the signal that ended it) and when (UTC)."""

    status: int
    when: datetime


@dataclass(frozen=True)
class StartedRun:
    """One refresh that a person started, as it stood when it was looked at. `end` is None while it goes on and when nobody saw
    its end."""

    started: Started
    end: End | None
    lines: list[str]
    going_on: bool = False

    @property
    def ok(self) -> bool:
        """Whether it came to a good end."""
        return self.end is not None and self.end.status == 0

    @property
    def message(self) -> str:
        """How it went, in a sentence with the last thing that it said; empty while it goes on and when all went well."""
        if self.going_on or self.ok:
            return ""
        last = self.lines[-1] if self.lines else "niets"
        if self.end is None:
            return f"Het einde van deze verversing is niet gezien. Het laatste wat ze zei: {last}"
        if self.end.status < 0:
            return f"De verversing is afgebroken ({signal.Signals(-self.end.status).name}), na: {last}"
        return last


class StartedRuns:
    """The refreshes of one data folder that a person started."""

    def __init__(self, data_dir: Path, agenda: Path = AGENDA) -> None:
        self.data_dir, self.root, self._agenda = data_dir, data_dir / "started_runs", agenda

    def start(self, by: str, datasets: list[str], over: Callable[[StartedRun], None] = lambda _: None) -> str:
        """Start a refresh and come back at once with the name of the run; `over` hears how it ended. Raises AlreadyRunning."""
        if busy := next((run for run in self.all() if run.going_on), None):
            when = day_and_hour(busy.started.when)
            raise AlreadyRunning(
                f"Er loopt al een verversing, begonnen door {busy.started.by} op {when}. Wacht tot die klaar is."
            )
        now = datetime.now(UTC)
        name = stamp(now)
        folder = self.root / name
        folder.mkdir(parents=True)
        try:
            process = self._begun(folder, Started(name, by, now, datasets))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _first_to_go(process.pid)
        threading.Thread(target=self._wait, args=(process, name, over), daemon=True, name=f"refresh-{name}").start()
        self._forget_oldest()
        return name

    def all(self) -> list[StartedRun]:
        """All runs that are kept, newest first."""
        names = sorted((path.parent.name for path in self.root.glob("*/run.json")), reverse=True)
        return [run for name in names if (run := self.get(name))]

    def get(self, name: str) -> StartedRun | None:
        """One run, or None when it is not kept (any more)."""
        folder = self.root / name
        started = _read(folder / "run.json", Started)
        if started is None:
            return None
        at_work = folder in _AWAITED or (started.process is not None and _lives(started.process))
        end = _read(folder / "end.json", End)  # after that: a run that is at work no more has written down its end before
        return StartedRun(started, end, _lines_of(folder / "output.txt"), at_work and end is None)

    def _begun(self, folder: Path, started: Started) -> subprocess.Popen[bytes]:
        """The process of a run, just begun. The run is written down before it, as who starts it may end at any moment."""
        with (folder / "output.txt").open("wb") as output:
            _write(folder / "run.json", started)
            process = subprocess.Popen(
                **own_command("ingest", "refresh", *started.datasets, DATA_DIR=str(self.data_dir)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C in the terminal is not for this; a service manager may end it
            )
        with suppress(OSError):  # a disk that is full now: it goes on, and how it ends is seen all the same
            _write(folder / "run.json", msgspec.structs.replace(started, process=process.pid))
        return process

    def _wait(self, process: subprocess.Popen[bytes], name: str, over: Callable[[StartedRun], None]) -> None:
        folder = self.root / name
        _AWAITED.add(folder)
        try:
            end = self._end_of(process)
            with suppress(OSError):  # a disk that is full now, or a run that was forgotten: who waits for its end hears of it
                _write(folder / "end.json", end)
        finally:
            _AWAITED.discard(folder)
        if run := self.get(name):
            over(replace(run, end=end))

    def _end_of(self, process: subprocess.Popen[bytes]) -> End:
        """How a process ends, which is killed when it takes too long."""
        try:
            status = process.wait(longest_run(self._agenda / "schedule.toml", DATASETS))
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        return End(status, datetime.now(UTC))

    def _forget_oldest(self) -> None:
        for run in self.all()[KEEP:]:
            shutil.rmtree(self.root / run.started.name, ignore_errors=True)


def scheduled(data_dir: Path) -> list[Run]:
    """The newest refreshes that the schedule started, newest first."""
    return scheduled_runs(data_dir).entries()[: -KEEP - 1 : -1]


@dataclass(frozen=True)
class Finished:
    """A command that came to its end: its exit status, what it answered and what it said to people."""

    status: int
    answer: str
    said: str


def finish(data_dir: Path, *command: str, seconds: int = 600) -> Finished:
    """Run `python -m ...` in a process of its own, to its end: what goes wrong there ends that process and not ours."""
    process = subprocess.Popen(
        **own_command(*command, DATA_DIR=str(data_dir)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    _first_to_go(process.pid)
    try:
        answer, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Finished(1, "", f"Dit was na {seconds} seconden nog niet klaar en is afgebroken; er is niets veranderd.")
    if process.returncode < 0:
        said = f"Dit is afgebroken ({signal.Signals(-process.returncode).name}); er is niets veranderd. {said}"
    return Finished(process.returncode, answer, said.strip())


def _first_to_go(process: int) -> None:
    """Have the system end this process rather than ours when memory runs out."""
    with suppress(OSError):
        Path(f"/proc/{process}/oom_score_adj").write_text("800")


def _lives(process: int) -> bool:
    """Whether a process is one of our refreshes; numbers are used again, so its command is looked at where that can be."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is of someone else, so it is not ours
        return False
    command = Path(f"/proc/{process}/cmdline")
    try:
        return not command.parent.parent.joinpath("self").exists() or b"\0ingest\0refresh\0" in command.read_bytes()
    except OSError:
        return False


def _lines_of(output: Path) -> list[str]:
    """What a run said; nothing where it is gone, as the oldest runs are thrown away while others look."""
    try:
        text = output.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _write(path: Path, entry: msgspec.Struct) -> None:
    with in_one_step(path) as unfinished:
        unfinished.write_bytes(msgspec.json.encode(entry))


def _read(path: Path, shape: type[Entry]) -> Entry | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (OSError, msgspec.MsgspecError):
        return None
