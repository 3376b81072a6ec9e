"""The run log: every attempt to refresh a dataset with its outcome, and every run that the schedule started."""

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

    def add(self, attempt: Attempt) -> None:
        """Write one attempt at the end."""
        self._journal.add(attempt)

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
