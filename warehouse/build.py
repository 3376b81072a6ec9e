"""Snapshots become a draft, the checked draft becomes the published version; or nothing changes, and it is said why."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import duckdb

from ingest.dataset import fingerprint
from ingest.errors import IngestError
from ingest.refresh import Publication
from ingest.snapshot import Snapshot
from warehouse.database_words import in_a_sentence
from warehouse.draft_file import SCHEMA
from warehouse.drafting import Drafted, Drafting
from warehouse.material import Counting, Material, places
from warehouse.revisions import Change, OtherTables, changes_between
from warehouse.version_file import DamagedVersion


@dataclass(frozen=True)
class Comparison:
    """What a new version would change: the version it was compared with, why snapshots were refused, every cell that differs."""

    before: str | None
    refused: Mapping[str, str]
    changes: list[Change]


@dataclass
class Builder(Material):
    """Builds versions for one data folder."""

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

    def compared(self, fresh: Mapping[str, Snapshot]) -> Comparison:
        """What publishing these new snapshots would change: a draft is built, checked, compared and thrown away.

        Raises IngestError when a check on the whole fails or the database does, as on a full disk; a snapshot that is refused is
        named in the Comparison.
        """
        try:
            return self._compared(fresh)
        except duckdb.Error as error:
            raise IngestError(f"Wat er zou veranderen, is niet te zien: {in_a_sentence(error)} Er is niets veranderd.") from error

    def built_from(self) -> frozenset[str]:
        """The snapshots that the newest version was built from, as `<dataset>/<key>`."""
        return self.before().snapshots

    def _compared(self, fresh: Mapping[str, Snapshot]) -> Comparison:
        head = self.versions.head()
        counting = self.counting({**fresh, **self.in_place(fresh)})
        with Drafting(self, self.mark).draft(counting) as draft:
            try:
                found = list(changes_between(self.versions.path(head), draft.path)) if head else []
            except (OtherTables, DamagedVersion, duckdb.OperationalError):  # after an upgrade or damage, all is read anew
                found, head = [], None
        return Comparison(head, draft.refused, found)

    def _published(self, fresh: Mapping[str, Snapshot], force: bool) -> Publication:
        current, counting = self.versions.current(), self.counting(self._put_back(fresh))
        if not any(found and not self.datasets[name].from_agenda for name, found in counting.snapshots.items()):
            return Publication(current, counting.unknown)
        if not force and self._is_built({name: self.read_from(name, found) for name, found in counting.snapshots.items()}):
            return Publication(current, counting.unknown)
        try:
            return self._build(counting, force)
        except (IngestError, duckdb.Error, OSError) as error:
            problem = f"Er is geen nieuwe versie gemaakt: {in_a_sentence(error)} Wat gepubliceerd was, blijft staan."
            return Publication(current, problem=problem)

    def _put_back(self, fresh: Mapping[str, Snapshot]) -> Mapping[str, Snapshot]:
        """Accept new snapshots that come in the place of one that is gone, as `in_place` tells them; gives the other new ones."""
        placed = self.in_place(fresh)
        for snapshot in placed.values():
            self.store.accept(snapshot)
        return {name: snapshot for name, snapshot in fresh.items() if name not in placed}

    def _build(self, counting: Counting, force: bool) -> Publication:
        with Drafting(self, self.mark).draft(counting) as draft:
            if not force and self._is_built(draft.used):
                return Publication(self.versions.current(), draft.refused)
            accepted = [snapshot for dataset, snapshot in counting.fresh.items() if dataset not in draft.refused]
            again = self._recovered(draft, counting.fresh)
            if self._publish(draft, accepted):
                return Publication(draft.name, draft.refused, recovered=again)
        return Publication(self.versions.current(), draft.refused, waiting=draft.name, recovered=again)

    def _publish(self, draft: Drafted, accepted: Iterable[Snapshot]) -> bool:
        """Accept the snapshots that a draft was built from, and publish it. Returns whether readers see it.

        First the snapshots: a version of which these are lost could not be built again. Where no version comes, as on a full
        disk, they are drafts again.
        """
        try:
            for snapshot in accepted:
                self.store.accept(snapshot)
            return self.versions.publish(draft.name, draft.path)
        except OSError:
            if draft.path.exists():
                for snapshot in accepted:
                    self.store.give_back(snapshot)
            raise

    def _recovered(self, draft: Drafted, fresh: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
        """The last snapshot of each dataset that the version before could not be built from, and this one could."""
        before = self.before()
        used = {name: found for name, found in draft.used.items() if found and name not in fresh}
        return {name: found[-1] for name, found in used.items() if before.mark and not places([found]) <= before.snapshots}

    def _is_built(self, snapshots: Mapping[str, Sequence[Snapshot]]) -> bool:
        """Whether the version before this one was built from exactly these, by today's reading."""
        before = self.before()
        return before.mark == self.mark and before.snapshots == places(snapshots.values())
