"""What a version is made of: the snapshots of each dataset that count, and what of the version before is not among them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.dataset import Dataset
from ingest.snapshot import Snapshot
from ingest.snapshots import SnapshotStore
from warehouse.vanished import in_place, told, vanished
from warehouse.version_file import Facts, Source
from warehouse.versions import Versions


@dataclass(frozen=True)
class Counting:
    """The snapshots that count, by dataset and oldest first.

    `unknown` says of each dataset of which some cannot be read or are gone what is wrong. `fresh` are the new ones; one of these
    may still be refused, and then the accepted ones before it count.
    """

    snapshots: Mapping[str, list[Snapshot]]
    unknown: Mapping[str, str]
    fresh: Mapping[str, Snapshot]


@dataclass
class Material:
    """The snapshots and versions of one data folder. `accept_fewer` names datasets that may shrink this time."""

    store: SnapshotStore
    versions: Versions
    datasets: Mapping[str, Dataset]
    accept_fewer: frozenset[str] = field(default_factory=frozenset)

    def before(self) -> Facts:
        """What the newest version says about itself; all empty where there is none, or it cannot be read."""
        head = self.versions.head()
        return self.versions.facts(head) if head else Facts()

    def counting(self, fresh: Mapping[str, Snapshot]) -> Counting:
        """What counts, with these new snapshots.

        A snapshot that cannot be read may have been a real one: then no example takes the place of real figures.
        """
        accepted, unknown = self.store.known(self.datasets)
        snapshots, before = self.store.counting(accepted, fresh), self.before()
        real = any(snapshot.receipt.example is False for found in snapshots.values() for snapshot in found)
        if not (before.example and real):  # real figures come in the place of all examples
            gone = {name: self.gone(name, snapshots.get(name, [])) for name in self.datasets}
            unknown = {name: told(self.datasets[name], each, self.store) for name, each in gone.items() if each} | unknown
        if unknown and before.mark and not before.example:
            snapshots = {name: [each for each in found if not each.receipt.example] for name, found in snapshots.items()}
        return Counting(snapshots, unknown, fresh)

    def gone(self, dataset: str, counting: Sequence[Snapshot]) -> dict[str, Source]:
        """The snapshots that published figures of a dataset come from and that are gone, where nobody accepted to lose these."""
        if dataset in self.accept_fewer:
            return {}
        return vanished(self.datasets[dataset], self.before().sources, counting, self.store)

    def in_place(self, fresh: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
        """The new snapshots that come in the place of one that is gone, as `vanished.in_place` makes them."""
        return in_place(fresh, self.datasets, self.before().sources, self.store)

    def read_from(self, dataset: str, snapshots: list[Snapshot]) -> list[Snapshot]:
        """The snapshots that a dataset is read from: all of them where they accumulate, else the newest."""
        return snapshots if self.datasets[dataset].accumulates else snapshots[-1:]


def places(snapshots: Iterable[Sequence[Snapshot]]) -> set[str]:
    """What a version calls these snapshots: `<dataset>/<key>`."""
    return {snapshot.place for found in snapshots for snapshot in found}
