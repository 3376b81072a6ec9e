"""A version in the making: every dataset loaded and checked, with its new snapshot where that is good and else as it was."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest.dataset import Dataset
from ingest.errors import IngestError
from ingest.refresh import STRANGE_ANSWER, strange_answer
from ingest.snapshot import Snapshot
from warehouse.before import Before, before_of
from warehouse.checks import SHORTER, check
from warehouse.draft_file import draft_database, finish
from warehouse.flow_checks import check_flows
from warehouse.load import Loader, Opened, in_utc
from warehouse.material import Counting, Material, places


@dataclass(frozen=True)
class Drafted:
    """A version that is not published: its name and file, the snapshots it was built from, and why others were refused."""

    name: str
    path: Path
    used: dict[str, list[Snapshot]]
    refused: dict[str, str]


class _Unreadable(IngestError):
    """What was accepted of a dataset cannot be read any more, or breaks a check of today."""


@dataclass(frozen=True)
class Drafting:
    """Makes drafts of this material, under the mark of today's tables and declarations."""

    material: Material
    mark: str

    @contextmanager
    def draft(self, counting: Counting) -> Iterator[Drafted]:
        """A whole, checked version that nobody sees yet; it goes away unless it is published inside the block.

        That the accepted snapshots of a dataset cannot be read any more shows only when they are read. Then all is loaded once
        more, with the figures of the version before for that dataset; and once more without that version where it turns out to be
        damaged itself.

        Raises IngestError when nothing can be read by today's declarations, or a dataset cannot be kept as it was.
        """
        lost = dict(counting.unknown)
        while True:
            with self.material.versions.draft() as (name, path):
                try:
                    drafted, unread = self._loaded(name, path, counting, lost)
                except duckdb.Error:
                    if self._before_is_whole():
                        raise
                    continue
                if not unread:
                    yield drafted
                    return
            lost |= unread

    def _before_is_whole(self) -> bool:
        """Whether the version before cannot be what went wrong: all of it can be read, or nothing was taken from it."""
        versions = self.material.versions
        head = versions.head()
        return head is None or not versions.facts(head).mark or versions.is_whole(head)

    def _loaded(self, name: str, path: Path, counting: Counting, lost: Mapping[str, str]) -> tuple[Drafted, dict[str, str]]:
        """A draft in which the `lost` datasets have their figures of the version before; and which other datasets turned out to
        be unreadable, with the reason. Where there are any the draft is not whole."""
        example = any(snapshot.receipt.example for found in counting.snapshots.values() for snapshot in found)
        to_read = {dataset: found for dataset, found in counting.snapshots.items() if found and dataset not in lost}
        opened = self._opened(to_read, counting.fresh)
        before = before_of(self.material.versions, self.mark, example)
        with draft_database(path, opened.texts() | before.texts(lost)) as connection:
            before.attach(connection)
            loader = Loader(connection, opened, path)
            used, refused, unread = self._load_all(loader, to_read, counting.fresh, before)
            self._refuse_what_cannot_stay({**lost, **unread}, used, before)
            if not unread:
                for dataset in lost if before.path else ():
                    loader.keep(dataset)
                facts = [name, in_utc(datetime.now(UTC)), example, self.mark, sorted(places(used.values()))]
                connection.execute("insert into version values (?, ?, ?, ?, ?)", facts)
                finish(connection, loader.names)
        return Drafted(name, path, used, {**lost, **refused}), unread

    def _load_all(
        self, loader: Loader, to_read: Mapping[str, list[Snapshot]], fresh: Mapping[str, Snapshot], before: Before
    ) -> tuple[dict[str, list[Snapshot]], dict[str, str], dict[str, str]]:
        """Load these datasets: what each was made of; why new snapshots were refused; and which cannot be read, and why."""
        used, refused, unread = dict[str, list[Snapshot]](), dict[str, str](), dict[str, str]()
        for dataset, found in to_read.items():
            try:
                used[dataset], reason = self._load(loader, dataset, found, fresh.get(dataset), before.comparable)
            except _Unreadable as error:
                unread[dataset] = str(error)
            else:
                refused |= {dataset: reason} if reason else {}
        return used, refused, unread

    def _refuse_what_cannot_stay(self, unread: Mapping[str, str], used: Collection[str], before: Before) -> None:
        """Raise IngestError where what cannot be read cannot be kept as it was, or nothing new would stand beside it."""
        anew = any(not self.material.datasets[each].from_agenda for each in used)
        for reason in unread.values():
            if before.has_other_tables or not (anew or before.comparable):
                raise IngestError(reason)

    def _opened(self, snapshots: Mapping[str, list[Snapshot]], fresh: Mapping[str, Snapshot]) -> Opened:
        """All snapshots that may be read: those that count, and what a dataset falls back on when its new one is refused."""
        opened = Opened()
        for name, found in snapshots.items():
            read = self.material.read_from(name, found)
            before = self.material.read_from(name, [snapshot for snapshot in found if snapshot is not fresh.get(name)])
            for snapshot in read + [snapshot for snapshot in before if snapshot not in read]:
                opened.add(self.material.datasets[name], snapshot)
        return opened

    def _load(
        self, loader: Loader, dataset: str, snapshots: list[Snapshot], new: Snapshot | None, comparable: bool
    ) -> tuple[list[Snapshot], str | None]:
        """Load one dataset: with its new snapshot if that passes, else without. Returns what was used and why not all.

        Raises _Unreadable when what was accepted cannot be read.
        """
        material = self.material
        candidates = material.read_from(dataset, snapshots)
        reason = self._load_checked(loader, material.datasets[dataset], candidates, comparable)
        if reason and new is not None:
            others = [snapshot for snapshot in snapshots if snapshot is not new]
            if material.gone(dataset, others):
                raise _Unreadable(reason)
            candidates = material.read_from(dataset, others)
            if not (still := self._load_checked(loader, material.datasets[dataset], candidates, comparable)):
                return candidates, reason
            reason = still
        if reason:
            raise _Unreadable(reason)
        return candidates, None

    def _load_checked(self, loader: Loader, dataset: Dataset, snapshots: list[Snapshot], comparable: bool) -> str:
        """Load snapshots; nothing of them stays when they do not pass. Returns what is wrong with them, empty when nothing is.

        Raises every error that is not about these snapshots.
        """
        connection = loader.connection
        connection.begin()
        try:
            loader.load(dataset, snapshots)
            skip = SHORTER if dataset.name in self.material.accept_fewer or not comparable else frozenset[str]()
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
