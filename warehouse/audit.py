"""The audit log: who changed what and when, with the old and the new value; also what was refused and what failed."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import filelock
import msgspec

from ingest.journal import Journal

Outcome = Literal["gelukt", "begonnen", "geweigerd", "mislukt"]
FIELDS = ("wanneer", "wie", "rol", "handeling", "onderwerp", "oud", "nieuw", "uitkomst", "melding")


_OURS = ("when", "who", "role", "action", "subject", "old", "new", "outcome", "message")


class Record(msgspec.Struct, frozen=True, rename=dict(zip(_OURS, FIELDS, strict=True))):
    """One deed, in the file under the names of FIELDS. `when` is UTC; `who` is an address, or what else the provider calls a
    person; a text is empty where nothing applies."""

    when: datetime
    who: str
    role: str
    action: str
    subject: str
    old: str
    new: str
    outcome: Outcome
    message: str = ""

    @classmethod
    def now(
        cls, who: str, role: str, action: str, subject: str, old: str, new: str, outcome: Outcome, message: str = ""
    ) -> "Record":
        """A record of this moment."""
        return cls(datetime.now(UTC), who, role, action, subject, old, new, outcome, message)

    @property
    def cells(self) -> list[str]:
        """What the fields of FIELDS hold, as texts."""
        when = self.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [when, self.who, self.role, self.action, self.subject, self.old, self.new, self.outcome, self.message]


class AuditLog:
    """The records of one data folder: only ever added to, and on disk before the deed counts as recorded."""

    def __init__(self, data_dir: Path) -> None:
        self._journal = Journal(data_dir / "audit.jsonl", Record)
        self.path = self._journal.path
        self._lock = filelock.FileLock(data_dir / "audit.lock")

    def add(self, record: Record) -> None:
        """Write one record at the end; one process at a time. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._journal.add(record, durable=True)

    def check_writable(self) -> None:
        """Raise OSError when nothing could be recorded now; then nothing should be done either."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            os.fsync(file.fileno())

    def records(self) -> list[Record]:
        """All records, oldest first."""
        return self._journal.entries()
