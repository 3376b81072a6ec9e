"""The run log: every attempt to refresh a dataset with its outcome, and every run that the schedule started."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from ingest.journal import Journal

Outcome = Literal["current", "refreshed", "failed"]


class Attempt(msgspec.Struct, frozen=True):
    """One try at one dataset. `message` is empty when all went well; `bytes` counts what came over the line, or is in a file."""

    dataset: str
    table: str
    started: datetime
    outcome: Outcome
    message: str = ""
    seconds: float = 0
    requests: int = 0
    bytes: int = 0
    rows: int = 0
    source_modified: str | None = None
    example: bool = False


class RunLog:
    """The attempts of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._journal = Journal(data_dir / "run_log.jsonl", Attempt)
        self.path = self._journal.path
        self._intended = Journal(data_dir / "run_log.intended.jsonl", Attempt)

    def add(self, attempt: Attempt) -> None:
        """Write one attempt at the end."""
        self._journal.add(attempt)

    @contextmanager
    def intending(self, attempts: Iterable[Attempt]) -> Iterator[None]:
        """Keep what is about to be done and logged inside the block: a process may be killed between the two."""
        with suppress(OSError):  # a disk that is full now: that is told when the rest is written
            for attempt in attempts:
                self._intended.add(attempt)
        try:
            yield
        finally:
            self._intended.path.unlink(missing_ok=True)

    def take_intended(self) -> list[Attempt]:
        """What a killed process had kept as above and not logged yet; it is kept no longer."""
        said = {(attempt.dataset, attempt.started) for attempt in self.attempts()}
        unsaid = [attempt for attempt in self._intended.entries() if (attempt.dataset, attempt.started) not in said]
        self._intended.path.unlink(missing_ok=True)
        return unsaid

    def attempts(self) -> list[Attempt]:
        """All attempts, oldest first."""
        return self._journal.entries()


class Run(msgspec.Struct, frozen=True):
    """One refresh that the schedule started, at `started` (UTC). `message` is the last line it said, empty when all went well."""

    started: datetime
    datasets: list[str]
    exit_status: int
    seconds: float
    message: str


def scheduled_runs(data_dir: Path) -> Journal[Run]:
    """The runs that the schedule started, of one data folder."""
    return Journal(data_dir / "scheduled_runs.jsonl", Run)
