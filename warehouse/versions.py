"""Warehouse versions: immutable files and the small pointer that names the published one. Nothing else knows these files.

On disk, below `DATA_DIR/versions`: `<name>.duckdb` for each version, `current` with the name of the published one, and
`.draft-...` while one is being built or published. A reader opens the file that the pointer names and looks again when it
moves, so it sees one whole version or the next, never a mixture.

A person may have readers see an older version (`show`). Then that one is held: what is built later waits, and readers see it
only when a person shows it. `held` names the version that is held; `DATA_DIR/version_moves.jsonl` says who showed what and when.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import duckdb
import msgspec

from ingest.disk import sync
from ingest.journal import Journal
from ingest.stamps import ANY_STAMP, moment_of, now_behind, stamp
from warehouse.version_file import DamagedVersion as DamagedVersion
from warehouse.version_file import Facts, connected, facts_of, is_whole, telling_damage
from warehouse.version_file import NothingPublished as NothingPublished

_ANY = f"{ANY_STAMP}.duckdb"  # not `... (kopie).duckdb`
KEEP = 30  # versions kept by default: a month of daily refreshes, enough to see what was revised


class UnknownVersion(Exception):
    """A version name that is not there; the sentence names those that are."""


class Move(msgspec.Struct, frozen=True):
    """One time that readers did not simply get the newest version: `shown` by a person, or left `waiting` when it was built.

    A version that was `pruned` while an older one stayed has one too, with the moment it was built: from then on readers saw it.
    """

    when: datetime
    version: str
    kind: Literal["shown", "waiting", "pruned"]
    by: str = ""


@dataclass(frozen=True)
class Version:
    """One published or earlier version."""

    name: str
    path: Path
    current: bool

    @property
    def built(self) -> datetime:
        """When it was made, in UTC and to the second: as it is named, or as its file says where the clock had been ahead then."""
        named = moment_of(self.name)
        try:
            made = min(named, datetime.fromtimestamp(self.path.stat().st_mtime, UTC))
        except FileNotFoundError:  # pruned meanwhile
            made = named
        return made.replace(microsecond=0)


class Versions:
    """The versions of one data folder. One of these may be shared by all threads of a process."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.root = data_dir / "versions"
        self._pointer = self.root / "current"
        self._hold = self.root / "held"
        self._intent = self.root / ".draft-pointer"
        self.moves = Journal(data_dir / "version_moves.jsonl", Move)
        self._open: dict[str, duckdb.DuckDBPyConnection] = {}
        self._guard = threading.Lock()

    def current(self) -> str | None:
        """The name of the published version, or None; also None where its file or the pointer itself is gone or damaged, so
        that it can be built anew."""
        return self._named(self._pointer)

    def published(self) -> str:
        """The name of the published version. Raises NothingPublished."""
        name = self.current()
        if name is None:
            raise NothingPublished
        return name

    def all(self) -> list[Version]:
        """All versions, oldest first."""
        current = self.current()
        return [Version(path.stem, path, path.stem == current) for path in sorted(self.root.glob(_ANY))]

    def held(self) -> bool:
        """Whether readers see an older version because a person chose so; then what is built waits for a person."""
        held = self._named(self._hold)
        return held is not None and held == self.current()

    @property
    def waits(self) -> str:
        """What to say behind what was made, when readers do not see it yet; empty when they do."""
        head = self.head()
        return f" Lezers zien het nog niet: versie {head} wacht (`python -m warehouse show {head}`)." if self.held() else ""

    def head(self) -> str | None:
        """The version that the next one is built upon: the newest while an older one is held, else the published one."""
        return max((version.name for version in self.all()), default=None) if self.held() else self.current()

    def before(self, name: str) -> str | None:
        """The name of the version that came before another, or None."""
        return max((version.name for version in self.all() if version.name < name), default=None)

    def as_of(self, moment: datetime) -> Version | None:
        """The version that readers saw at a moment (with its zone); None where that is not kept.

        That is the newest built by then, unless it waited or a person had shown another one since.
        """
        moves = self.moves.entries()
        waited = {move.version for move in moves if move.kind == "waiting"}
        kept = {version.name: version for version in self.all()}
        built = [(version.built, version.name) for version in kept.values()]
        built += [(move.when, move.version) for move in moves if move.kind == "pruned"]
        seen = [(when, name) for when, name in built if name not in waited]
        seen += [(move.when, move.version) for move in moves if move.kind == "shown"]
        past = [name for when, name in sorted(seen) if when <= moment]
        return kept.get(past[-1]) if past else None

    def path(self, name: str) -> Path:
        """The file of a version. Raises UnknownVersion."""
        path = self.root / f"{name}.duckdb"
        if path not in self.root.glob(_ANY):
            known = ", ".join(version.name for version in self.all()[-5:]) or "geen"
            raise UnknownVersion(f"Versie {name!r} bestaat niet. De nieuwste zijn: {known}. Zie `python -m warehouse versions`.")
        return path

    @contextmanager
    def reading(self, name: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection to a version, the published one by default.

        Raises NothingPublished, DamagedVersion (also when that turns out inside the block), UnknownVersion.
        """
        name = name or self.published()
        with self._guard:
            if name not in self._open:
                connection = connected(self.path(name))
                current = self.current()
                # Connections to versions that are no longer asked for end when the last cursor on them does.
                self._open = {key: kept for key, kept in self._open.items() if key == current} | {name: connection}
            cursor = self._open[name].cursor()
        try:
            with telling_damage(self.root / f"{name}.duckdb"):
                yield cursor
        except DamagedVersion:
            with self._guard:
                if broken := self._open.pop(name, None):
                    broken.close()  # what it read of the file would stand for a file that is put back
            raise
        finally:
            cursor.close()

    def facts(self, name: str) -> Facts:
        """What a version says about itself; all empty for one that cannot be read any more. Raises UnknownVersion."""
        return facts_of(self.path(name))

    def is_whole(self, name: str) -> bool:
        """Whether all of a version can be read; one of which that turns out not to be so has no facts from then on."""
        return is_whole(self.path(name))

    @contextmanager
    def draft(self) -> Iterator[tuple[str, Path]]:
        """A name and a file for a new version; the file goes away unless `publish` took it.

        It will stand behind all that are there, also where the clock was ahead when these were made.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        self._finish_publishing()
        for leftover in self.root.glob(".draft-*"):
            throw_away(leftover)
        name = stamp(now_behind(max((version.name for version in self.all()), default="")))
        path = self.root / f".draft-{name}.duckdb"
        try:
            yield name, path
        finally:
            throw_away_draft(path)

    def publish(self, name: str, draft: Path, keep: int = KEEP) -> bool:
        """Make a finished draft the published version: the file first, the pointer last, each in one step.

        While a person holds an older version the pointer stays: the new one waits. Returns whether readers see it.
        """
        waits = self.held()
        sync(draft)
        if waits:  # first the note, or the version could seem to have been seen
            self.moves.add(Move(datetime.now(UTC), name, "waiting"), durable=True)
        else:
            self._write(self._intent, name)
        os.replace(draft, self.root / f"{name}.duckdb")
        self._finish_publishing()
        sync(self.root)
        self.prune(keep)
        return not waits

    def show(self, name: str, by: str) -> str | None:
        """Have readers see a version that is kept, older or newer. Returns the one that they saw before. Raises UnknownVersion.

        Any version but the newest is held from then on; the newest is followed again. To be called while holding the lock.
        """
        self.path(name)
        self._finish_publishing()
        before = self.current()
        if name == max(version.name for version in self.all()):
            self._hold.unlink(missing_ok=True)
        else:
            self._point(self._hold, name)
        self._point(self._pointer, name)
        sync(self.root)
        self.moves.add(Move(datetime.now(UTC), name, "shown", by), durable=True)
        return before

    def _named(self, pointer: Path) -> str | None:
        """The version that a pointer names; None where it names none that is there, whatever its bytes are."""
        try:
            name = pointer.read_bytes().decode(errors="replace").strip()
        except FileNotFoundError:
            return None
        return name if name in {path.stem for path in self.root.glob(_ANY)} else None

    def _finish_publishing(self) -> None:
        """Move the pointer to a version that was published; also where a process was killed between its file and the pointer.

        Else the next version would be compared with one that nobody saw, and what that one revised would never be told.
        """
        if self._named(self._intent):
            os.replace(self._intent, self._pointer)

    def _point(self, pointer: Path, name: str) -> None:
        new_pointer = self.root / ".draft-current"
        self._write(new_pointer, name)
        os.replace(new_pointer, pointer)

    def _write(self, pointer: Path, name: str) -> None:
        pointer.write_text(name + "\n")
        sync(pointer)

    def prune(self, keep: int = KEEP) -> list[str]:
        """Remove all but the newest versions; never the published one. Returns the names removed."""
        there = self.all()
        removed = [version for version in there[:-keep] if not version.current]
        stay = [version.name for version in there if version not in removed]
        for version in removed:
            # Else `as_of` would say that readers saw the older one then. The note goes first: we may be killed in between.
            if version.name > stay[0]:
                with suppress(OSError):  # on a full disk one must still be able to prune
                    self.moves.add(Move(version.built, version.name, "pruned"), durable=True)
            version.path.unlink()
        return [version.name for version in removed]


def throw_away_draft(draft: Path) -> None:
    """Remove a draft and what DuckDB keeps beside it: its log, and the folder of what did not fit in memory."""
    for part in draft.parent.glob(f"{draft.name}*"):
        throw_away(part)


def throw_away(left: Path) -> None:
    """Remove what a killed process left: a file, or the folder in which DuckDB kept what did not fit in memory."""
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
