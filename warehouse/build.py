"""Snapshots become a draft file, the draft is checked, the checked draft becomes the published version."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from ingest.dataset import Dataset, IngestError, fingerprint
from ingest.refresh import Publication
from ingest.snapshots import Snapshot, SnapshotStore
from warehouse.checks import FEWER_CELLS, check
from warehouse.draft import SCHEMA, draft_database, finish
from warehouse.flow_checks import check_flows
from warehouse.load import Loader, Opened, in_utc
from warehouse.revisions import Change, OtherTables, changes_between
from warehouse.versions import Versions


@dataclass(frozen=True)
class Comparison:
    """What a new version would change: the version it was compared with, why snapshots were refused, every cell that differs."""

    before: str | None
    refused: Mapping[str, str]
    changes: list[Change]


@dataclass(frozen=True)
class _Draft:
    """A version that is not published: its name and file, the snapshots it was built from, and why others were refused."""

    name: str
    path: Path
    used: dict[str, list[Snapshot]]
    refused: dict[str, str]


@dataclass
class Builder:
    """Builds versions for one data folder. `accept_fewer` names datasets that may shrink this time."""

    store: SnapshotStore
    versions: Versions
    datasets: Mapping[str, Dataset]
    accept_fewer: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def mark(self) -> str:
        """The mark of the tables and of what is declared; under another mark, snapshots must be read again."""
        declared = "".join(fingerprint(dataset) for dataset in self.datasets.values())
        return hashlib.sha256((SCHEMA + declared).encode()).hexdigest()[:16]

    def publish(self, fresh: Mapping[str, Snapshot], force: bool = False) -> Publication:
        """Build, check and publish a version from the accepted snapshots and these new ones.

        A new snapshot that cannot be read or breaks a check is refused, and its dataset keeps what it had. Without any
        change nothing is built, unless `force`. Never raises for what a source did: that is in the Publication.
        """
        snapshots = self.store.counting(self.datasets, fresh)
        current = self.versions.current()
        if not any(found and not self.datasets[name].from_agenda for name, found in snapshots.items()):
            return Publication(current)
        if not force and self._is_built({name: self._read_from(name, found) for name, found in snapshots.items()}):
            return Publication(current)
        try:
            return self._build(snapshots, fresh, force)
        except (IngestError, duckdb.Error, OSError) as error:
            problem = f"Er is geen nieuwe versie gemaakt: {error} Wat gepubliceerd was, blijft staan."
            return Publication(current, problem=problem)

    def compared(self, fresh: Mapping[str, Snapshot]) -> Comparison:
        """What publishing these new snapshots would change: a draft is built, checked, compared and thrown away.

        Raises IngestError when a check on the whole fails; a snapshot that is refused is named in the Comparison.
        """
        snapshots, head = self.store.counting(self.datasets, fresh), self.versions.head()
        with self._drafted(snapshots, fresh) as draft:
            try:
                found = list(changes_between(self.versions.path(head), draft.path)) if head else []
            except OtherTables:  # after an upgrade, all figures are read anew
                found, head = [], None
        return Comparison(head, draft.refused, found)

    def _build(self, snapshots: dict[str, list[Snapshot]], fresh: Mapping[str, Snapshot], force: bool) -> Publication:
        with self._drafted(snapshots, fresh) as draft:
            if not force and self._is_built(draft.used):
                return Publication(self.versions.current(), draft.refused)
            for dataset, snapshot in fresh.items():
                if dataset not in draft.refused:
                    self.store.accept(snapshot)
            if self.versions.publish(draft.name, draft.path):
                return Publication(draft.name, draft.refused)
        return Publication(self.versions.current(), draft.refused, waiting=draft.name)

    @contextmanager
    def _drafted(self, snapshots: dict[str, list[Snapshot]], fresh: Mapping[str, Snapshot]) -> Iterator[_Draft]:
        """A whole, checked version that nobody sees yet; it goes away unless it is published inside the block."""
        refused: dict[str, str] = {}
        used: dict[str, list[Snapshot]] = {}
        example = any(snapshot.receipt.example for found in snapshots.values() for snapshot in found)
        with self.versions.draft() as (name, path):
            opened = self._opened(snapshots, fresh)
            with draft_database(path, opened.texts()) as connection:
                self._attach_before(connection, example)
                loader = Loader(connection, opened, path)
                for dataset, found in snapshots.items():
                    if not found:
                        continue
                    used[dataset], reason = self._load(loader, dataset, found, fresh.get(dataset))
                    if reason:
                        refused[dataset] = reason
                facts = [name, in_utc(datetime.now(UTC)), example, self.mark, sorted(_keys(used))]
                connection.execute("insert into version values (?, ?, ?, ?, ?)", facts)
                finish(connection, loader.names)
            yield _Draft(name, path, used, refused)

    def _read_from(self, dataset: str, snapshots: list[Snapshot]) -> list[Snapshot]:
        """The snapshots that a dataset is read from: all of them where they accumulate, else the newest."""
        return snapshots if self.datasets[dataset].accumulates else snapshots[-1:]

    def _opened(self, snapshots: Mapping[str, list[Snapshot]], fresh: Mapping[str, Snapshot]) -> Opened:
        """All snapshots that may be read: those that count, and what a dataset falls back on when its new one is refused."""
        opened = Opened()
        for name, found in snapshots.items():
            counting = self._read_from(name, found)
            before = self._read_from(name, [snapshot for snapshot in found if snapshot is not fresh.get(name)])
            for snapshot in counting + [snapshot for snapshot in before if snapshot not in counting]:
                opened.add(self.datasets[name], snapshot)
        return opened

    def _load(
        self, loader: Loader, dataset: str, snapshots: list[Snapshot], new: Snapshot | None
    ) -> tuple[list[Snapshot], str | None]:
        """Load one dataset: with its new snapshot if that passes, else without. Returns what was used and why not all."""
        candidates = self._read_from(dataset, snapshots)
        try:
            self._load_checked(loader, self.datasets[dataset], candidates)
        except (IngestError, duckdb.Error) as error:
            if new is None:
                raise
            candidates = self._read_from(dataset, [snapshot for snapshot in snapshots if snapshot is not new])
            self._load_checked(loader, self.datasets[dataset], candidates)
            return candidates, str(error)
        return candidates, None

    def _load_checked(self, loader: Loader, dataset: Dataset, snapshots: list[Snapshot]) -> None:
        connection = loader.connection
        connection.begin()
        try:
            loader.load(dataset, snapshots)
            skip = frozenset({FEWER_CELLS}) if dataset.name in self.accept_fewer else frozenset[str]()
            check(connection, dataset.name, skip)
            check_flows(connection, dataset.name, skip)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()

    def _attach_before(self, connection: duckdb.DuckDBPyConnection, example: bool) -> None:
        """Attach the version before this one as `before`, to compare with; an empty one when it holds another kind of figures."""
        head = self.versions.head()
        if head and self.versions.facts(head)[:2] == (self.mark, example):
            connection.execute(f"attach '{self.versions.path(head)}' as before (read_only)")
        else:
            connection.execute("attach ':memory:' as before")
            for table in ("observation", "flow"):
                connection.execute(f"create table before.{table} as from {table} limit 0")

    def _is_built(self, snapshots: Mapping[str, list[Snapshot]]) -> bool:
        """Whether the version before this one was built from exactly these, by today's reading."""
        head = self.versions.head()
        if head is None:
            return False
        mark, _, keys = self.versions.facts(head)
        return mark == self.mark and keys == _keys(snapshots)


def _keys(snapshots: Mapping[str, list[Snapshot]]) -> set[str]:
    return {f"{snapshot.receipt.dataset}/{snapshot.receipt.key}" for found in snapshots.values() for snapshot in found}
