"""One writer at a time: who refreshes, adds or builds holds the lock of the data folder."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import filelock

from ingest.dataset import IngestError
from ingest.system_words import in_words


class Busy(IngestError):
    """Another process is changing the data."""


@contextmanager
def writing(data_dir: Path, patience: float = 0) -> Iterator[None]:
    """Hold the lock of a data folder. Raises Busy, naming the holder, when it is not free within `patience` seconds.

    The system itself lets go of the lock when its process ends, however it ends; the note beside it is only for people.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IngestError(f"De map {data_dir} is niet te maken: die {in_words(error)}. Kies een andere DATA_DIR.") from error
    note = data_dir / "refresh.lock.txt"
    lock = filelock.FileLock(data_dir / "refresh.lock")
    try:
        lock.acquire(timeout=patience)
    except filelock.Timeout as error:
        with suppress(OSError):
            raise Busy(f"{note.read_text().strip()} is al bezig met deze gegevens. Wacht tot dat klaar is.") from error
        raise Busy("Een ander proces is al bezig met deze gegevens. Wacht tot dat klaar is.") from error
    try:
        when = datetime.now(UTC).strftime("%d-%m-%Y %H:%M UTC")
        note.write_text(f"Proces {os.getpid()} van {_user()} op {socket.gethostname()} (sinds {when})")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
