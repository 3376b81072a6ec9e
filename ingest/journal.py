"""A journal: one JSON object per line, only ever added to, so that a killed process loses at most its own last line."""

from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from ingest.disk import sync

Entry = TypeVar("Entry", bound=msgspec.Struct)


class Journal(Generic[Entry]):
    """The entries of one file; a file that is not there has none."""

    def __init__(self, path: Path, shape: type[Entry]) -> None:
        self.path = path
        self._decoder = msgspec.json.Decoder(shape)

    def add(self, entry: Entry, durable: bool = False) -> None:
        """Write one entry at the end, in one go. Half a line that a killed process left is closed first.

        A `durable` entry is on disk, beyond a power cut, when this returns.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = msgspec.json.encode(entry) + b"\n"
        with self.path.open("ab+") as file:
            if file.tell():
                file.seek(-1, 2)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            if durable:
                file.flush()
                sync(self.path, self.path.parent)

    def entries(self) -> list[Entry]:
        """All entries, oldest first; half a line is passed over."""
        if not self.path.is_file():
            return []
        return [entry for line in self.path.read_bytes().splitlines() if (entry := self._decoded(line))]

    def _decoded(self, line: bytes) -> Entry | None:
        try:
            return self._decoder.decode(line)
        except msgspec.MsgspecError:
            return None
