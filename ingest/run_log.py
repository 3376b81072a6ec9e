"""The run log: every attempt to refresh a dataset, with its outcome; one JSON object per line, only ever added to."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

Outcome = Literal["current", "refreshed", "failed"]


class Attempt(msgspec.Struct, frozen=True):
    """One try at one dataset. `message` is empty when all went well; `bytes` counts what came over the line."""

    dataset: str
    table: str
    started: datetime
    outcome: Outcome
    message: str
    seconds: float
    requests: int
    bytes: int
    rows: int
    source_modified: str | None
    example: bool = False


class RunLog:
    """The log of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "run_log.jsonl"

    def add(self, attempt: Attempt) -> None:
        """Write one attempt at the end; a line is written in one go, so a killed run cannot mix two."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(msgspec.json.encode(attempt) + b"\n")

    def attempts(self) -> list[Attempt]:
        """All attempts, oldest first. A line that a killed run left half is passed over."""
        if not self.path.is_file():
            return []
        return [attempt for line in self.path.read_bytes().splitlines() if (attempt := _decoded(line))]


def _decoded(line: bytes) -> Attempt | None:
    try:
        return msgspec.json.decode(line, type=Attempt)
    except msgspec.MsgspecError:
        return None
