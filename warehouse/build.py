"""Snapshots become a draft file, the draft is checked, the checked draft becomes the published version."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

import duckdb

from ingest.dataset import Dataset, IngestError, fingerprint
from ingest.refresh import Publication
from ingest.snapshots import Snapshot, SnapshotStore
from warehouse.checks import FEWER_CELLS, check
from warehouse.draft import SCHEMA, draft_database, finish
from warehouse.flow_checks import check_flows
from warehouse.load import Loader, Opened, in_utc
from warehouse.versions import Versions


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
        if not force and self._is_published({name: self._read_from(name, found) for name, found in snapshots.items()}):
            return Publication(current)
        try:
            return self._build(snapshots, fresh, force)
        except (IngestError, duckdb.Error, OSError) as error:
            problem = f"Er is geen nieuwe versie gemaakt: {error} Wat gepubliceerd was, blijft staan."
            return Publication(current, problem=problem)

    def _build(self, snapshots: dict[str, list[Snapshot]], fresh: Mapping[str, Snapshot], force: bool) -> Publication:
        refused: dict[str, str] = {}
        used: dict[str, list[Snapshot]] = {}
        example = any(snapshot.receipt.example for found in snapshots.values() for snapshot in found)
        with self.versions.draft() as (name, path):
            opened = self._opened(snapshots, fresh)
            with draft_database(path, opened.texts) as connection:
                self._attach_published(connection, example)
                loader = Loader(connection, opened, path)
                for dataset, found in snapshots.items():
                    if not found:
                        continue
                    used[dataset], reason = self._load(loader, dataset, found, fresh.get(dataset))
                    if reason:
                        refused[dataset] = reason
                if not force and self._is_published(used):
                    return Publication(self.versions.current(), refused)
                facts = [name, in_utc(datetime.now(UTC)), example, self.mark, sorted(_keys(used))]
                connection.execute("insert into version values (?, ?, ?, ?, ?)", facts)
                finish(connection, loader.names)
            for dataset, snapshot in fresh.items():
                if dataset not in refused:
                    self.store.accept(snapshot)
            self.versions.publish(name, path)
        return Publication(name, refused)

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

    def _attach_published(self, connection: duckdb.DuckDBPyConnection, example: bool) -> None:
        """Attach the published version as `before`, to compare with; an empty one when it holds another kind of figures."""
        current = self.versions.current()
        if current and self.versions.facts(current)[:2] == (self.mark, example):
            connection.execute(f"attach '{self.versions.path(current)}' as before (read_only)")
        else:
            connection.execute("attach ':memory:' as before")
            for table in ("observation", "flow"):
                connection.execute(f"create table before.{table} as from {table} limit 0")

    def _is_published(self, snapshots: Mapping[str, list[Snapshot]]) -> bool:
        """Whether the published version was built from exactly these, by today's reading."""
        current = self.versions.current()
        if current is None:
            return False
        mark, _, keys = self.versions.facts(current)
        return mark == self.mark and keys == _keys(snapshots)


def _keys(snapshots: Mapping[str, list[Snapshot]]) -> set[str]:
    return {f"{snapshot.receipt.dataset}/{snapshot.receipt.key}" for found in snapshots.values() for snapshot in found}
