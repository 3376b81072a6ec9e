"""Raw snapshots: the bytes as a source gave them, compressed, with a receipt; never changed once accepted.

On disk, below `DATA_DIR/snapshots`:

    <dataset>/<time>/receipt.json and one .zst file for each raw file      accepted
    <dataset>/withdrawn/<time>                                            says that a snapshot was taken back; it stays
    .pending/<dataset>-<time>/...                                         being taken, or not yet checked
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import zstandard

from ingest.dataset import IngestError, Origin
from ingest.disk import sync
from ingest.stamps import ANY_STAMP, moment_of, now_behind, stamp

RECEIPT = "receipt.json"
LAYOUT = "layout.json"  # only a file that came by hand has one


class DamagedSnapshot(IngestError):
    """A stored file is not what its receipt says it is."""


class StoredFile(msgspec.Struct, frozen=True):
    """One raw file: its name, its sha256 and size before compression; and the sha256 as it is stored (empty in old receipts)."""

    name: str
    sha256: str
    size: int
    stored_sha256: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """What was taken, when and from where.

    `taken` puts the snapshots of a dataset in order: where the clock went back it is just behind that of the one before. When the
    figures were retrieved stands in `origins`.
    `example` is true for invented figures, false for real ones, None for the agenda's own data, which goes with both.
    `declaration` is the fingerprint of the dataset's declaration then.
    """

    dataset: str
    taken: datetime
    example: bool | None
    declaration: str
    origins: list[Origin]
    files: list[StoredFile]

    @property
    def key(self) -> str:
        """The name of the snapshot's folder, which sorts by time."""
        return stamp(self.taken)


@dataclass(frozen=True)
class Snapshot:
    """One snapshot on disk."""

    folder: Path
    receipt: Receipt

    @property
    def place(self) -> str:
        """What a version calls it: `<dataset>/<key>`."""
        return f"{self.receipt.dataset}/{self.receipt.key}"

    @property
    def rows(self) -> int:
        """The number of raw rows of all its tables or files."""
        return sum(origin.rows for origin in self.receipt.origins)

    def read(self, name: str) -> bytes:
        """The raw bytes of one file. Raises DamagedSnapshot when they are not those of the receipt."""
        entry = next((file for file in self.receipt.files if file.name == name), None)
        if entry is None:
            raise self._damaged(name)
        try:
            stored = (self.folder / f"{name}.zst").read_bytes()
            data = zstandard.ZstdDecompressor().decompress(stored)
        except (OSError, zstandard.ZstdError) as error:
            raise self._damaged(name) from error
        # The compressed bytes prove as much, and are a thirtieth to go through; old receipts have only the sha256 of the others.
        if _sha256(stored) != entry.stored_sha256 and _sha256(data) != entry.sha256:
            raise self._damaged(name)
        return data

    def damaged(self) -> list[StoredFile]:
        """The files that cannot be read any more."""
        found = []
        for file in self.receipt.files:
            try:
                self.read(file.name)
            except DamagedSnapshot:
                found.append(file)
        return found

    def names(self, prefix: str) -> list[str]:
        """The files whose name starts with `prefix`, in the order in which they were written."""
        return [file.name for file in self.receipt.files if file.name.startswith(prefix)]

    def _damaged(self, name: str) -> DamagedSnapshot:
        dataset = self.receipt.dataset
        remedy = f"Haal de bron opnieuw op: `python -m ingest refresh {dataset} --force`."
        if any(file.name == LAYOUT for file in self.receipt.files):
            file_name = ", ".join(origin.table for origin in self.receipt.origins)
            remedy = f"Voeg {file_name} opnieuw toe, dan komt het op zijn plaats terug: `python -m ingest add {dataset} BESTAND`."
            remedy += " Hebt u het niet meer, neem dan terug wat daarna is toegevoegd en dit bestand zelf: "
            remedy += f"`python -m ingest undo {dataset}`."
        return DamagedSnapshot(f"Momentopname {self.folder}: het bestand {name} is beschadigd of verdwenen. {remedy}")


class Draft:
    """A snapshot being taken; nothing of it counts until the store accepts it."""

    def __init__(self, folder: Path, dataset: str, example: bool | None, taken: datetime) -> None:
        self.folder, self.dataset, self.example, self.taken = folder, dataset, example, taken
        self.files: list[StoredFile] = []
        self._compressor = zstandard.ZstdCompressor(level=1)  # kept: making one takes as long as half a page
        folder.mkdir(parents=True)

    def write(self, name: str, data: bytes) -> None:
        """Store one raw file, compressed."""
        stored = self._compressor.compress(data)
        (self.folder / f"{name}.zst").write_bytes(stored)
        self.files.append(StoredFile(name, _sha256(data), len(data), _sha256(stored)))

    def sha256(self, prefix: str) -> str:
        """One sha256 over the files whose name starts with `prefix`: that of their own sha256s, in order."""
        return _sha256("".join(f.sha256 for f in self.files if f.name.startswith(prefix)).encode())

    def finish(self, origins: list[Origin], declaration: str) -> Snapshot:
        """Write the receipt; from here on the draft is whole."""
        receipt = Receipt(self.dataset, self.taken, self.example, declaration, origins, self.files)
        _write_receipt(self.folder, receipt)
        return Snapshot(self.folder, receipt)


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

    def has(self, place: str) -> bool:
        """Whether an accepted snapshot, `<dataset>/<key>`, is there or was taken back."""
        dataset, _, key = place.partition("/")
        return (self.root / place / RECEIPT).is_file() or (self.root / dataset / "withdrawn" / key).is_file()

    def in_place_of(self, draft: Snapshot, place: str) -> Snapshot:
        """A draft that, once accepted, stands where a snapshot was that is gone: `<dataset>/<key>`."""
        taken = moment_of(place.partition("/")[2])
        receipt = msgspec.structs.replace(draft.receipt, taken=taken)
        _write_receipt(draft.folder, receipt)
        return Snapshot(draft.folder, receipt)

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
            unfinished = kept.folder / f"{file.name}.part"
            shutil.copyfile(at_hand[file.sha256], unfinished)
            sync(unfinished)
            os.replace(unfinished, kept.folder / f"{file.name}.zst")
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
        return [Snapshot(folder, _read_receipt(folder / RECEIPT)) for folder in folders]

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


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_receipt(folder: Path, receipt: Receipt) -> None:
    with (folder / RECEIPT).open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(receipt), indent=1))
        file.flush()
        os.fsync(file.fileno())


def _read_receipt(path: Path) -> Receipt:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Receipt)
    except (OSError, msgspec.MsgspecError) as error:
        what = "onleesbaar" if path.exists() else "verdwenen"
        raise DamagedSnapshot(
            f"De ontvangstbon {path} is {what}. Verplaats die map en haal de bron opnieuw op (`python -m ingest refresh`), "
            f"of voeg een bestand dat met de hand kwam opnieuw toe (`python -m ingest add {path.parent.parent.name} BESTAND`)."
        ) from error
