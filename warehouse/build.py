"""Snapshots become a draft file, the draft is checked, the checked draft becomes the published version."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from ingest.dataset import Dataset, IngestError, fingerprint
from ingest.lock import unusable
from ingest.refresh import STRANGE_ANSWER, Publication, strange_answer
from ingest.snapshots import Snapshot, SnapshotStore
from warehouse.before import before_of
from warehouse.checks import SHORTER, check
from warehouse.draft import SCHEMA, draft_database, finish
from warehouse.flow_checks import check_flows
from warehouse.load import Loader, Opened, in_utc
from warehouse.revisions import Change, OtherTables, changes_between
from warehouse.vanished import in_place, told, vanished
from warehouse.version_file import DamagedVersion, Facts, Source
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


class _Unreadable(IngestError):
    """What was accepted of a dataset cannot be read any more, or breaks a check of today."""


@dataclass
class Builder:
    """Builds versions for one data folder. `accept_fewer` names datasets that may shrink this time."""

    store: SnapshotStore
    versions: Versions
    datasets: Mapping[str, Dataset]
    accept_fewer: frozenset[str] = field(default_factory=frozenset)
    made: Publication = field(default=Publication(None), init=False)  # what came of the last one

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
        self.made = self._published(fresh, force)
        return self.made

    def _published(self, fresh: Mapping[str, Snapshot], force: bool) -> Publication:
        current, fresh = self.versions.current(), self._put_back(fresh)
        snapshots, unknown = self._counting(fresh)
        if not any(found and not self.datasets[name].from_agenda for name, found in snapshots.items()):
            return Publication(current, unknown)
        if not force and self._is_built({name: self._read_from(name, found) for name, found in snapshots.items()}):
            return Publication(current, unknown)
        try:
            return self._build(snapshots, unknown, fresh, force)
        except (IngestError, duckdb.Error, OSError) as error:
            problem = f"Er is geen nieuwe versie gemaakt: {_in_a_sentence(error)} Wat gepubliceerd was, blijft staan."
            return Publication(current, problem=problem)

    def compared(self, fresh: Mapping[str, Snapshot]) -> Comparison:
        """What publishing these new snapshots would change: a draft is built, checked, compared and thrown away.

        Raises IngestError when a check on the whole fails; a snapshot that is refused is named in the Comparison.
        """
        head, sources = self.versions.head(), self._facts_before().sources
        fresh = {**fresh, **in_place(fresh, self.datasets, sources, self.store)}
        snapshots, unknown = self._counting(fresh)
        with self._drafted(snapshots, unknown, fresh) as draft:
            try:
                found = list(changes_between(self.versions.path(head), draft.path)) if head else []
            except (OtherTables, DamagedVersion, duckdb.OperationalError):  # after an upgrade or damage, all is read anew
                found, head = [], None
        return Comparison(head, draft.refused, found)

    def _counting(self, fresh: Mapping[str, Snapshot]) -> tuple[dict[str, list[Snapshot]], dict[str, str]]:
        """Per dataset the snapshots that count; and of each dataset of which that cannot be known, or some are gone, why.

        What cannot be known may have been real: then no example comes in the place of real figures.
        """
        accepted, unknown = self.store.known(self.datasets)
        snapshots, before = self.store.counting(accepted, fresh), self._facts_before()
        real = any(snapshot.receipt.example is False for found in snapshots.values() for snapshot in found)
        if not (before.example and real):  # real figures come in the place of all examples
            gone = {name: self._gone(name, snapshots.get(name, [])) for name in self.datasets}
            unknown = {name: told(self.datasets[name], each, self.store) for name, each in gone.items() if each} | unknown
        if unknown and before.mark and not before.example:
            snapshots = {name: [each for each in found if not each.receipt.example] for name, found in snapshots.items()}
        return snapshots, unknown

    def _gone(self, dataset: str, counting: Sequence[Snapshot]) -> dict[str, Source]:
        """What the figures of a dataset come from, would be lost when it is made of these, and nobody accepted to lose."""
        if dataset in self.accept_fewer:
            return {}
        return vanished(self.datasets[dataset], self._facts_before().sources, counting, self.store)

    def _put_back(self, fresh: Mapping[str, Snapshot]) -> Mapping[str, Snapshot]:
        """These new snapshots, without the files that were added before and of which what was kept is gone: those are back."""
        placed = in_place(fresh, self.datasets, self._facts_before().sources, self.store)
        for name in placed:
            self.store.accept(placed[name])
        return {name: snapshot for name, snapshot in fresh.items() if name not in placed}

    def _facts_before(self) -> Facts:
        head = self.versions.head()
        return self.versions.facts(head) if head else Facts()

    def _build(
        self, snapshots: dict[str, list[Snapshot]], unknown: Mapping[str, str], fresh: Mapping[str, Snapshot], force: bool
    ) -> Publication:
        with self._drafted(snapshots, unknown, fresh) as draft:
            if not force and self._is_built(draft.used):
                return Publication(self.versions.current(), draft.refused)
            for dataset, snapshot in fresh.items():
                if dataset not in draft.refused:
                    self.store.accept(snapshot)
            again = self._recovered(draft, fresh)
            if self.versions.publish(draft.name, draft.path):
                return Publication(draft.name, draft.refused, recovered=again)
        return Publication(self.versions.current(), draft.refused, waiting=draft.name, recovered=again)

    def _recovered(self, draft: _Draft, fresh: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
        """The last snapshot of each dataset that the version before could not be built from, and this one could."""
        before = self._facts_before()
        used = {name: found for name, found in draft.used.items() if found and name not in fresh}
        return {name: found[-1] for name, found in used.items() if before.mark and not _keys({name: found}) <= before.snapshots}

    @contextmanager
    def _drafted(
        self, snapshots: dict[str, list[Snapshot]], unknown: Mapping[str, str], fresh: Mapping[str, Snapshot]
    ) -> Iterator[_Draft]:
        """A whole, checked version that nobody sees yet; it goes away unless it is published inside the block.

        A dataset of which what was accepted cannot be read any more is found out by reading it. Then all is loaded once more,
        with the figures of the version before for that one; and without that version where it turns out to be damaged itself.
        """
        lost = dict(unknown)
        while True:
            with self.versions.draft() as (name, path):
                try:
                    draft, unread = self._loaded(name, path, snapshots, fresh, lost)
                except duckdb.Error:
                    if self._before_is_whole():
                        raise
                    continue
                if not unread:
                    yield draft
                    return
            lost |= unread

    def _before_is_whole(self) -> bool:
        """Whether the version before is not what went wrong: all of it can be read, or it was not looked at anyway."""
        head = self.versions.head()
        return head is None or not self.versions.facts(head).mark or self.versions.is_whole(head)

    def _loaded(
        self, name: str, path: Path, snapshots: dict[str, list[Snapshot]], fresh: Mapping[str, Snapshot], lost: Mapping[str, str]
    ) -> tuple[_Draft, dict[str, str]]:
        """A draft in which `lost` datasets are as they were before; and which others cannot be read either, with the reason.

        Raises IngestError when nothing can be read by today's declarations, or a lost one cannot be kept as it was.
        """
        refused, unread, used = dict(lost), dict[str, str](), dict[str, list[Snapshot]]()
        example = any(snapshot.receipt.example for found in snapshots.values() for snapshot in found)
        to_read = {dataset: found for dataset, found in snapshots.items() if found and dataset not in lost}
        opened = self._opened(to_read, fresh)
        before = before_of(self.versions, self.mark, example)
        with draft_database(path, opened.texts() | before.texts(lost)) as connection:
            before.attach(connection)
            loader = Loader(connection, opened, path)
            for dataset, found in to_read.items():
                try:
                    used[dataset], reason = self._load(loader, dataset, found, fresh.get(dataset), before.comparable)
                except _Unreadable as error:
                    unread[dataset], reason = str(error), None
                if reason:
                    refused[dataset] = reason
            anew = any(not self.datasets[each].from_agenda for each in used)
            for reason in {**lost, **unread}.values():
                if before.has_other_tables or not (anew or before.comparable):
                    raise IngestError(reason)
            if not unread:
                for dataset in lost if before.path else ():
                    loader.keep(dataset)
                facts = [name, in_utc(datetime.now(UTC)), example, self.mark, sorted(_keys(used))]
                connection.execute("insert into version values (?, ?, ?, ?, ?)", facts)
                finish(connection, loader.names)
        return _Draft(name, path, used, refused), unread

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
        self, loader: Loader, dataset: str, snapshots: list[Snapshot], new: Snapshot | None, comparable: bool
    ) -> tuple[list[Snapshot], str | None]:
        """Load one dataset: with its new snapshot if that passes, else without. Returns what was used and why not all.

        Raises _Unreadable when what was accepted cannot be read.
        """
        candidates = self._read_from(dataset, snapshots)
        reason = self._load_checked(loader, self.datasets[dataset], candidates, comparable)
        if reason and new is not None:
            others = [snapshot for snapshot in snapshots if snapshot is not new]
            if self._gone(dataset, others):
                raise _Unreadable(reason)
            candidates = self._read_from(dataset, others)
            if not (still := self._load_checked(loader, self.datasets[dataset], candidates, comparable)):
                return candidates, reason
            reason = still
        if reason:
            raise _Unreadable(reason)
        return candidates, None

    def _load_checked(self, loader: Loader, dataset: Dataset, snapshots: list[Snapshot], comparable: bool) -> str:
        """Load snapshots when they pass; what is wrong with them, empty when nothing is. Raises what is wrong with ourselves."""
        connection = loader.connection
        connection.begin()
        try:
            loader.load(dataset, snapshots)
            skip = SHORTER if dataset.name in self.accept_fewer or not comparable else frozenset[str]()
            check(connection, dataset.name, skip)
            check_flows(connection, dataset.name, skip)
        except BaseException as error:
            connection.rollback()
            if isinstance(error, IngestError):
                return str(error)
            of_a_file = isinstance(error, duckdb.OperationalError) or type(error) is duckdb.Error  # bare: a wrong checksum
            if isinstance(error, (duckdb.Error, *STRANGE_ANSWER)) and not of_a_file:
                return strange_answer(dataset, error)
            raise
        connection.commit()
        return ""

    def built_from(self) -> frozenset[str]:
        """The snapshots that the newest version was built from, as `<dataset>/<key>`."""
        return self._facts_before().snapshots

    def _is_built(self, snapshots: Mapping[str, list[Snapshot]]) -> bool:
        """Whether the version before this one was built from exactly these, by today's reading."""
        before = self._facts_before()
        return before.mark == self.mark and before.snapshots == _keys(snapshots)


def _in_a_sentence(error: Exception) -> str:
    """What stopped a build, for people; the words of DuckDB are English and say too much."""
    if isinstance(error, OSError):
        return unusable(error)
    if isinstance(error, duckdb.Error):
        what = str(error).splitlines()[0]
        if isinstance(error, duckdb.ProgrammingError):
            return f"de database begrijpt een opdracht niet ({what}). Dat is een fout in dit programma; meld hem met deze regel."
        return f"er was te weinig ruimte op de schijf of in het geheugen, of een bestand is beschadigd ({what}). Maak ruimte."
    return str(error)


def _keys(snapshots: Mapping[str, list[Snapshot]]) -> set[str]:
    return {snapshot.place for found in snapshots.values() for snapshot in found}
