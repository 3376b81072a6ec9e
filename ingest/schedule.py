"""The schedule: stays running, and refreshes at the times of the timetable, one refresh at a time.

Each refresh is a process of its own. What goes wrong there, were it a crash of a library or memory that ran out, ends that
process and not the schedule; its memory goes back to the system; and it may be stopped at any moment, because a refresh that
is killed changes nothing that readers see. For the same reasons what follows each refresh is a process of its own as well:
`python -m indicators prepare`, and then `alerts`.
"""

import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from ingest.run_log import Run, RunLog, scheduled_runs
from ingest.settings import own_command
from ingest.timetable import Slot, Timetable

LOCK_PATIENCE = 1800  # seconds that a refresh waits for a person who is adding a file
STOP_PATIENCE = 20  # seconds between asking a process to end and making it; service managers allow 90
_DAYS = {"ma": "mon", "di": "tue", "wo": "wed", "do": "thu", "vr": "fri", "za": "sat", "zo": "sun"}


class _Moments(CronTrigger):  # type: ignore[misc]  # of a library without types
    """The moments of a clock, each once. Alone, the library passes over 00:30 of the day after the one on which the clock goes
    forward, and gives 02:30 twice on the one on which it goes back."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The moment that follows, as the library asks for it."""
        next_day = now.astimezone(self.timezone).date() + timedelta(days=1)
        found: list[datetime] = [
            super().get_next_fire_time(previous_fire_time, now),
            super().get_next_fire_time(None, datetime.combine(next_day, datetime.min.time(), self.timezone)),
        ]
        moment = min(found)
        return self.get_next_fire_time(None, moment.astimezone(UTC) + timedelta(seconds=1)) if _came_before(moment) else moment


def _came_before(moment: datetime) -> bool:
    """Whether the clock showed this already, an hour earlier."""
    first, now = moment.replace(fold=0).utcoffset(), moment.utcoffset()
    return first is not None and now is not None and first > now


class _Spread(BaseTrigger):  # type: ignore[misc]  # of a library without types
    """The moments of another trigger, each up to `most` seconds later by chance.

    Added in UTC. On the clock, the hour that comes twice in October would fall back to its first time, which has passed already:
    then the same moment would be due for ever.
    """

    def __init__(self, moments: _Moments, most: int) -> None:
        self.moments, self.most = moments, most

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The moment that follows, as the library asks for it."""
        moment = self.moments.get_next_fire_time(previous_fire_time, now)
        return moment.astimezone(UTC) + timedelta(seconds=random.uniform(0, self.most))  # noqa: S311 - no secret


class Schedule:
    """Runs the slots of a timetable. `tell` hears what happens, a line at a time."""

    def __init__(self, timetable: Timetable, slots: list[Slot], data_dir: Path, tell: Callable[[str], None]) -> None:
        self.timetable, self.slots, self.data_dir, self.tell = timetable, slots, data_dir, tell
        self._runs = scheduled_runs(data_dir)
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        # One worker: one at a time. Whoever was missed while the machine slept is run once (coalesce), however late it is.
        self._scheduler = BackgroundScheduler(
            timezone=timetable.zone,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def run(self) -> None:
        """Refresh on schedule until a signal to stop, or the end of the terminal; a refresh that runs then is stopped first."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, lambda *_: self._stopping.set())
        for slot in self.slots:
            trigger = self._trigger(slot)
            missed = {"next_run_time": datetime.now(UTC)} if self._was_missed(slot) else {}
            self._scheduler.add_job(self.refresh, trigger, args=(slot,), id=str(slot), **missed)
            self.tell(f"{slot}: {', '.join(slot.datasets)}" + (" (haalt nu in)" if missed else ""))
        self._scheduler.start()
        while not self._stopping.wait(1):  # with an end: a signal that another thread gets does not end a wait without one
            pass
        self._stop_process()
        # Not waiting: while it waits, the scheduler holds a lock that a refresh that asks for another attempt waits for.
        self._scheduler.shutdown(wait=False)
        self.tell("Het rooster is gestopt.")

    def refresh(self, slot: Slot, attempt: int = 1) -> None:
        """Refresh the datasets of a slot, note how it went, send alerts, and try again later when it failed."""
        started, clock = datetime.now(UTC), time.monotonic()
        status, said = self._finish("ingest", "refresh", *slot.datasets, "--wait", str(LOCK_PATIENCE))
        if self._stopping.is_set():
            return
        seconds = round(time.monotonic() - clock, 3)
        with suppress(OSError):  # a disk that is full now: the alert and another attempt matter all the more
            self._runs.add(Run(started, list(slot.datasets), status, seconds, said if status else ""))
        self._finish("indicators", "prepare")
        self._finish("indicators", "alerts")
        if status and attempt < self.timetable.pogingen:
            again = datetime.now(UTC) + timedelta(minutes=self.timetable.opnieuw_na)
            self._scheduler.add_job(
                self.refresh, "date", run_date=again, args=(slot, attempt + 1), id=f"{slot}, opnieuw", replace_existing=True
            )

    def _finish(self, *command: str) -> tuple[int, str]:
        """Run `python -m ...` to its end: its exit status and the last line that it said."""
        with self._guard:
            if self._stopping.is_set():
                return 0, ""
            self._process = process = subprocess.Popen(
                **own_command(*command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                start_new_session=True,  # a Ctrl-C in the terminal is for the schedule, which then stops this in good order
            )
        limit = threading.Timer(self.timetable.langste_duur * 60, process.kill)
        limit.daemon = True
        limit.start()
        last = ""
        for line in process.stderr or ():
            last = line.strip() or last
            self.tell(line.rstrip())
        status = process.wait()
        limit.cancel()
        if status < 0 and not self._stopping.is_set():
            last = f"De verversing is afgebroken ({signal.Signals(-status).name}), na: {last or 'niets'}"
        return status, last

    def _stop_process(self) -> None:
        with self._guard:
            process = self._process
        if process is None or process.poll() is not None:
            return
        self.tell("De lopende verversing wordt afgebroken; de gepubliceerde cijfers blijven staan.")
        process.terminate()
        try:
            process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()

    def _trigger(self, slot: Slot) -> _Spread:
        return _Spread(self._moments(slot), self.timetable.spreiding)

    def _moments(self, slot: Slot) -> _Moments:
        days = ",".join(_DAYS[day] for day in slot.days)
        return _Moments(
            day_of_week=days,
            hour=slot.hour,
            minute=slot.minute,
            second=slot.second,
            timezone=self.timetable.zone,
        )

    def _was_missed(self, slot: Slot) -> bool:
        """Whether this slot came by since its datasets were last tried; what waits for a person is never tried."""
        tried = {a.dataset: a.started for a in RunLog(self.data_dir).attempts() if a.dataset in slot.datasets}
        if not tried:
            return True
        due = self._moments(slot).get_next_fire_time(None, min(tried.values()).astimezone(self.timetable.zone))
        return due <= datetime.now(UTC)
