"""All raw snapshots of a data folder: which were accepted, taken back or are being taken, and which of them count.

On disk, below `DATA_DIR/snapshots`:

    <dataset>/<time>/receipt.json and one .zst file for each raw file      accepted
    <dataset>/withdrawn/<time>                                            says that a snapshot was taken back; it stays
    .pending/<dataset>-<time>/...                                         being taken, or not yet checked
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ingest.disk import in_one_step, sync
from ingest.snapshot import LAYOUT, RECEIPT, DamagedSnapshot, Draft, Snapshot
from ingest.stamps import ANY_STAMP, moment_of, now_behind, stamp


class SnapshotStore:
    """All snapshots of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / "snapshots"
        self._pending = self.root / ".pending"

    def draft(self, dataset: str, example: bool | None) -> Draft:
        """A new, empty draft. It will stand behind all that were accepted, also where the clock was ahead then."""
        last = max((path.name for path in (self.root / dataset).glob(ANY_STAMP)), default="")
        return Draft(self._pending / f"{dataset}-{stamp(datetime.now(UTC))}", dataset, example, now_behind(last))

    def accept(self, snapshot: Snapshot) -> Snapshot:
        """Keep a checked snapshot for good, beyond a power cut. One that was accepted before is returned as it is."""
        if snapshot.folder.parent != self._pending:
            return snapshot
        folder = self.root / snapshot.receipt.dataset / snapshot.receipt.key
        folder.parent.mkdir(parents=True, exist_ok=True)
        by_hand = snapshot.names(LAYOUT)  # what a source gave can be fetched again: to sync its pages takes a tenth of a refresh
        sync(*(snapshot.folder.iterdir() if by_hand else ()), snapshot.folder)
        os.replace(snapshot.folder, folder)
        sync(folder.parent, self.root)
        return Snapshot(folder, snapshot.receipt)

    def give_back(self, draft: Snapshot) -> None:
        """Make a snapshot that was accepted just now the draft again that it was; one that was not accepted stays as it is."""
        folder = self.root / draft.place
        if draft.folder.parent == self._pending and folder.exists():
            os.replace(folder, draft.folder)

    def has(self, place: str) -> bool:
        """Whether an accepted snapshot, `<dataset>/<key>`, is there or was taken back."""
        dataset, _, key = place.partition("/")
        return (self.root / place / RECEIPT).is_file() or (self.root / dataset / "withdrawn" / key).is_file()

    def in_place_of(self, draft: Snapshot, place: str) -> Snapshot:
        """A draft that, once accepted, stands where a snapshot was that is gone: `<dataset>/<key>`."""
        taken = moment_of(place.partition("/")[2])
        receipt = msgspec.structs.replace(draft.receipt, taken=taken)
        moved = Snapshot(draft.folder, receipt)
        moved.write_receipt()
        return moved

    def mended_by(self, draft: Snapshot) -> Snapshot | None:
        """The accepted snapshot with damaged files of which this draft holds the very bytes; None when there is none."""
        at_hand = {file.sha256 for file in draft.receipt.files}
        for kept in self.of(draft.receipt.dataset):
            if at_hand.isdisjoint(file.sha256 for file in kept.receipt.files):
                continue
            if (damaged := kept.damaged()) and at_hand.issuperset(file.sha256 for file in damaged):
                return kept
        return None

    def mend(self, draft: Snapshot) -> Snapshot | None:
        """Put what is damaged in an accepted snapshot back from a draft that holds the same bytes. Returns the mended one."""
        kept = self.mended_by(draft)
        if kept is None:
            return None
        at_hand = {file.sha256: draft.folder / f"{file.name}.zst" for file in draft.receipt.files}
        for file in kept.damaged():
            with in_one_step(kept.folder / f"{file.name}.zst") as unfinished:
                shutil.copyfile(at_hand[file.sha256], unfinished)
        sync(kept.folder)
        return kept

    def clear_pending(self) -> dict[str, datetime]:
        """Throw away drafts that a killed run left, or that did not pass the checks: their datasets, and when each was begun."""
        begun = dict(_dataset_and_time(draft.name) for draft in sorted(self._pending.glob(f"*-{ANY_STAMP}")))
        shutil.rmtree(self._pending, ignore_errors=True)
        return begun

    def of(self, dataset: str) -> list[Snapshot]:
        """The accepted snapshots of a dataset, oldest first, without those that were taken back. Raises DamagedSnapshot."""
        return [snapshot for snapshot in self.ever_of(dataset) if not self.is_withdrawn(snapshot)]

    def ever_of(self, dataset: str) -> list[Snapshot]:
        """All snapshots of a dataset that were ever accepted, oldest first. Raises DamagedSnapshot, also without a receipt."""
        folders = sorted(path for path in (self.root / dataset).glob("*Z") if path.is_dir() and any(path.iterdir()))
        return [Snapshot.at(folder) for folder in folders]

    def withdraw(self, snapshot: Snapshot) -> Path:
        """Take an accepted snapshot back: it stays where it is and counts no more. Returns the mark that says so."""
        mark = self._mark(snapshot)
        mark.parent.mkdir(exist_ok=True)
        mark.write_text(f"{datetime.now(UTC).isoformat()}\n")
        sync(mark, mark.parent, mark.parent.parent)
        return mark

    def is_withdrawn(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot was taken back."""
        return self._mark(snapshot).is_file()

    def holds_figures(self) -> bool:
        """Whether any snapshot counts, beside those of the agenda's own data. One that cannot be read may, so it does."""
        found, unknown = self.known(self._datasets())
        return bool(unknown) or any(s.receipt.example is not None for snapshots in found.values() for s in snapshots)

    def newest_counting(self, dataset: str) -> Snapshot | None:
        """The newest snapshot of a dataset that counts; an example does not once any dataset has a real one."""
        found, _ = self.known(self._datasets())
        return next(reversed(self.counting(found, {}).get(dataset, [])), None)

    def _datasets(self) -> list[str]:
        return [path.name for path in self.root.glob("[!.]*") if path.is_dir()]

    def _mark(self, snapshot: Snapshot) -> Path:
        return self.root / snapshot.receipt.dataset / "withdrawn" / snapshot.receipt.key

    def known(self, datasets: Iterable[str]) -> tuple[dict[str, list[Snapshot]], dict[str, str]]:
        """Per dataset its snapshots, as `of` gives them; and of each dataset of which a receipt cannot be read why not."""
        found: dict[str, list[Snapshot]] = {}
        unknown: dict[str, str] = {}
        for name in datasets:
            try:
                found[name] = self.of(name)
            except DamagedSnapshot as error:
                unknown[name] = str(error)
        return found, unknown

    def counting(self, accepted: Mapping[str, list[Snapshot]], fresh: Mapping[str, Snapshot]) -> dict[str, list[Snapshot]]:
        """Per dataset the snapshots that count, oldest first: these accepted ones and the fresh one.

        Once there is a single real one, no example counts any more.
        """
        found = {
            name: sorted(snapshots + ([fresh[name]] if name in fresh else []), key=lambda snapshot: snapshot.receipt.key)
            for name, snapshots in accepted.items()
        }
        real = any(snapshot.receipt.example is False for snapshots in found.values() for snapshot in snapshots)
        return {name: [s for s in snapshots if s.receipt.example is not real] for name, snapshots in found.items()}


def _dataset_and_time(draft: str) -> tuple[str, datetime]:
    """What the name of a draft's folder says."""
    dataset, _, begun = draft.rpartition("-")
    return dataset, moment_of(begun)
