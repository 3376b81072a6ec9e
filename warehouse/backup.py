"""A backup is one file with all that cannot be fetched or computed again; restoring it gives the same figures.

In it: the folder agenda/, and everything in the data folder but what is made anew (the versions, unless they are asked for)
and what is only there while someone is working. All snapshots are in it: CBS revises its tables and keeps no earlier state.
What is elsewhere behind a link is in it as the file that it is, because that is what the program reads.
The last file in the archive lists all others with their sha256, and nothing is restored before all of them are right.
"""

import hashlib
import io
import itertools
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from ingest.disk import in_one_step
from ingest.errors import IngestError
from ingest.system_words import in_words
from warehouse.versions import throw_away

_LIST = "backup.json"
_DATA, _AGENDA = "data", "agenda"
_MADE_ANEW = "versions"
_SNAPSHOT = f"{_DATA}/snapshots/*/*/receipt.json"
_PASSING = {".pending", "refresh.lock", "refresh.lock.txt", "alerts.lock", "audit.lock", "agenda.lock", "worked_out"}
_PASSING |= {"schedule.lock", ".restore", ".restore.part"}
_PASSING |= {"lost+found"}  # of the system, on a disk of its own; for nobody else to read
_PASSING |= {"__pycache__"}  # the agenda's code, compiled on each machine anew; often nobody but root may write there
_BEING_MADE = (".draft-", ".#")  # a version that is being built; the mark of an editor, a link to nothing


class UnusableBackup(IngestError):
    """A backup that cannot be made or restored; the sentence says why, and nothing has changed."""


class Contents(msgspec.Struct, frozen=True):
    """What is in a backup: when it was made (UTC), and the sha256 of each file by its path in the archive."""

    made: datetime
    files: dict[str, str]


def backup(data_dir: Path, agenda: Path, file: Path, with_versions: bool = False) -> Contents:
    """Write a backup to a new file. To be called while holding the lock, so that no snapshot is half there.

    Raises UnusableBackup when the file exists already or lies inside the data folder, when there is no snapshot in that, and
    when a link leads to nothing.
    """
    if file.exists():
        raise UnusableBackup(f"{file} bestaat al en wordt niet overschreven. Kies een andere naam, bijvoorbeeld met de datum.")
    if any(file.resolve().is_relative_to(folder) for folder in _places(data_dir)):
        raise UnusableBackup(f"{file} ligt in de map met gegevens zelf. Kies een plaats op een andere schijf.")
    found = {f"{_DATA}/{path.relative_to(data_dir).as_posix()}": path for path in _kept(data_dir, with_versions)}
    found |= {f"{_AGENDA}/{path.relative_to(agenda).as_posix()}": path for path in _kept(agenda, with_versions=True)}
    if not any(PurePosixPath(name).match(_SNAPSHOT) for name in found):
        raise UnusableBackup(f"In {data_dir} is geen enkele momentopname. Wijst DATA_DIR wel naar de map van het dashboard?")
    contents = Contents(datetime.now(UTC), {})
    with (
        in_one_step(file) as unfinished,
        unfinished.open("wb") as out,
        tarfile.open(fileobj=out, mode="w:gz", compresslevel=1, dereference=True) as archive,  # snapshots are compressed already
    ):
        for name, path in found.items():
            contents.files[name] = _add_file(archive, name, path)
        # The list comes last: logs are added to while this goes on.
        _add_bytes(archive, _LIST, msgspec.json.format(msgspec.json.encode(contents)))
    return contents


def restore(file: Path, data_dir: Path, agenda: Path) -> list[Path]:
    """Put a backup back into an empty data folder, and its agenda in place. To be called while holding the lock.

    An agenda file that differs is kept beside the restored one, as `.voor-herstel`; those that are kept are returned.
    What a restore that was killed had put in the folder already makes way, as long as nothing else came beside it but the
    beginning of a version. Raises UnusableBackup when the data folder is not empty or the backup is not whole; then nothing
    has changed.
    """
    staging, unpacked = data_dir / ".restore", data_dir / ".restore.part"
    present = sorted(path for path in data_dir.iterdir() if path.name not in _PASSING)
    full = UnusableBackup(
        f"{data_dir} is niet leeg ({', '.join(path.name for path in present[:3])}). "
        "Een back-up komt alleen in een lege map: kies een andere DATA_DIR."
    )
    makes_way = not present or _came_from(staging, present, data_dir)
    if not makes_way and (data_dir / _MADE_ANEW / "current").is_file():
        raise full
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        _unpack(file, unpacked)
        # A restore that was killed while its version was built had put all in place, and had no list of it any more.
        if not (makes_way or _came_from(unpacked, present, data_dir)):
            raise full
        kept = _place_agenda(unpacked / _AGENDA, agenda)
        for path in present:
            throw_away(path)
        shutil.rmtree(staging, ignore_errors=True)
        os.replace(unpacked, staging)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    for path in (staging / _DATA).iterdir() if (staging / _DATA).is_dir() else ():
        os.replace(path, data_dir / path.name)
    shutil.rmtree(staging, ignore_errors=True)
    return kept


def _came_from(staging: Path, present: list[Path], data_dir: Path) -> bool:
    """Whether all that is present is as it was in a backup that was unpacked, but for a version that is being built."""
    try:
        listed = msgspec.json.decode((staging / _LIST).read_bytes(), type=Contents).files
    except (OSError, msgspec.MsgspecError):
        return False
    found = {path.relative_to(data_dir): path for each in present for path in (each, *_below(each)) if not path.is_dir()}
    return all(
        listed.get(f"{_DATA}/{name.as_posix()}") == _sha256(path)
        for name, path in found.items()
        if not any(part.startswith(_BEING_MADE) for part in name.parts)
    )


def _unpack(file: Path, staging: Path) -> None:
    """Unpack everything into a folder and compare it with the list."""
    broken = f"{file} is geen hele back-up"
    remedy = "Er is niets veranderd. Neem een andere back-up."
    try:
        with tarfile.open(file, mode="r:gz") as archive:
            _extract(archive, staging)
        contents = msgspec.json.decode((staging / _LIST).read_bytes(), type=Contents)
    except (OSError, EOFError, zlib.error, tarfile.TarError, msgspec.MsgspecError, ValueError, OverflowError) as error:
        why = f" (het {in_words(error)})" if isinstance(error, OSError) and error.errno else ""
        raise UnusableBackup(f"{broken}{why}. {remedy}") from error
    for name, expected in contents.files.items():
        path = staging / PurePosixPath(name)
        if not path.is_file() or _sha256(path) != expected:
            raise UnusableBackup(f"{broken}: {name} ontbreekt of is beschadigd. {remedy}")
    if not contents.files:
        raise UnusableBackup(f"{broken}: er zit niets in. {remedy}")


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """The files of an archive, with their times. Raises ValueError for anything else in it, and for a path that leads outside.

    What tarfile has for this came with Python 3.11.4, and servers with Debian 12 have 3.11.2.
    """
    for member in archive:
        path = PurePosixPath(member.name)
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{member.name} hoort niet in een back-up")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            shutil.copyfileobj(content, out)
        os.utime(target, (member.mtime, member.mtime))


def _place_agenda(source: Path, agenda: Path) -> list[Path]:
    """Put the files of an agenda in place; those that are the same there already stay, as they may be another user's."""
    kept = []
    for path in _kept(source, with_versions=True):
        target = agenda / path.relative_to(source)
        if target.is_file() and target.read_bytes() == path.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with in_one_step(target) as unfinished:
            shutil.copy2(path, unfinished)
            if target.is_file():
                kept.append(_free_name(target.with_name(f"{target.name}.voor-herstel")))
                os.replace(target, kept[-1])
    return kept


def _free_name(wanted: Path) -> Path:
    """The name, or where there is such a file already the first numbered one that is free."""
    numbered = (wanted.with_name(f"{wanted.name}-{number}") for number in itertools.count(2))
    return next(path for path in itertools.chain([wanted], numbered) if not path.exists())


def _kept(folder: Path, with_versions: bool) -> Iterator[Path]:
    """The files of a folder that belong in a backup, in order. Raises UnusableBackup for a link that leads to nothing."""
    for path in _below(folder):
        parts = path.relative_to(folder).parts
        passing = any(part.startswith(_BEING_MADE) for part in parts)
        if path.suffix == ".py" or passing or (parts[0] == _MADE_ANEW and not with_versions):
            continue
        if path.is_file():
            yield path
        elif path.is_symlink() and not path.exists():
            raise UnusableBackup(
                f"{path} wijst naar {path.readlink()}, en dat is er niet; wat daar hoort te staan, zou ontbreken. "
                "Koppel de schijf aan of haal de verwijzing weg."
            )


def _below(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """All that is below a folder and not passing, in order, also behind links; one back to a folder `above` is not followed."""
    above |= {folder.resolve()}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in _PASSING:
            continue
        yield path
        if path.is_dir() and path.resolve() not in above:
            yield from _below(path, above)


def _places(folder: Path) -> set[Path]:
    """Where the files of a folder really are: the folder itself, and the folders elsewhere that links in it lead to."""
    return {path.resolve() for path in (folder, *_below(folder)) if path == folder or (path.is_symlink() and path.is_dir())}


class _Hashed:
    """A file that remembers the sha256 of what was read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.sha256.update(data)
        return data


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file as it is now, and give the sha256 of the bytes that were added."""
    with path.open("rb") as file:
        hashed = _Hashed(file)
        archive.addfile(archive.gettarinfo(arcname=name, fileobj=file), hashed)
    return hashed.sha256.hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = len(data), int(datetime.now(UTC).timestamp())
    archive.addfile(entry, io.BytesIO(data))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
