"""One writer at a time: who refreshes, adds or builds holds the lock of the data folder."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import filelock

from ingest.dutch import day_and_hour
from ingest.errors import IngestError
from ingest.settings import ConfigurationError
from ingest.system_words import in_words, unusable


class Busy(IngestError):
    """Another process is changing the data."""


@contextmanager
def writing(data_dir: Path, patience: float = 0, what: str = "een opdracht") -> Iterator[None]:
    """Hold the lock of a data folder. Raises Busy when it is not free within `patience` seconds, ConfigurationError where there
    can be no such folder.

    `what` names the work for others who find the lock held: `een verversing`. The system releases the lock when its process
    ends, however it ends; the note beside it is only for people.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"De map {data_dir} is niet te maken: die {in_words(error)}. Kies een andere DATA_DIR."
        ) from error
    note = data_dir / "refresh.lock.txt"
    lock = filelock.FileLock(data_dir / "refresh.lock")
    try:
        lock.acquire(timeout=patience)
    except filelock.Timeout as error:
        with suppress(OSError, ValueError):  # a note that is not there, or not whole
            process, since = note.read_text().splitlines()
            raise Busy(
                f"Een ander is al bezig met deze gegevens: {since}. Wacht tot dat klaar is en probeer het dan opnieuw. "
                f"Duurt het te lang, noem dan aan wie de server beheert: {process}."
            ) from error
        raise Busy("Een ander proces is al bezig met deze gegevens. Wacht tot dat klaar is.") from error
    except OSError as error:
        raise IngestError(unusable(error)) from error
    try:
        since = day_and_hour(datetime.now(UTC))
        process = f"Proces {os.getpid()} van {_user()} op {socket.gethostname()}"
        with suppress(OSError):  # on a full disk one must still be able to prune
            note.write_text(f"{process}\n{what}, sinds {since}\n")
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


@contextmanager
def the_only_schedule(data_dir: Path) -> Iterator[None]:
    """Be the schedule of a data folder. Raises Busy where another process is, which would fetch and try again all twice."""
    lock = filelock.FileLock(data_dir / "schedule.lock")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise Busy(f"Er draait al een rooster voor {data_dir}. Stop dat eerst, of laat het zijn werk doen.") from error
    except OSError:  # a disk that is full or that nobody may write to now; that may pass, and each refresh says so
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
