"""One raw snapshot: the bytes as a source gave them, compressed, with a receipt; never changed once accepted."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import zstandard

from ingest.disk import sync
from ingest.errors import IngestError
from ingest.stamps import stamp

RECEIPT = "receipt.json"
LAYOUT = "layout.json"  # only a file that came by hand has one


class DamagedSnapshot(IngestError):
    """A stored file is not what its receipt says it is."""


@dataclass(frozen=True)
class Origin:
    """Where the figures of one table or file come from.

    `modified` is what the source itself says, as it says it (CBS: local time without zone); `retrieved` is ours, in UTC;
    `sha256` is that of its file as it came; of more files, that of their sha256s, in order and without anything between them.
    `rows` counts raw rows, of a file that came by hand those that were read; `columns` maps our measure names to the source's
    columns; `remark` says in words what was unusual about how it came.
    """

    producer: str
    title: str
    table: str
    url: str
    licence: str
    modified: str | None
    retrieved: datetime
    sha256: str
    rows: int
    columns: dict[str, str]
    remark: str = ""


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

    @classmethod
    def at(cls, folder: Path) -> "Snapshot":
        """The snapshot that stands in this folder. Raises DamagedSnapshot where its receipt cannot be read."""
        path = folder / RECEIPT
        try:
            return cls(folder, msgspec.json.decode(path.read_bytes(), type=Receipt))
        except (OSError, msgspec.MsgspecError) as error:
            what = "onleesbaar" if path.exists() else "verdwenen"
            raise DamagedSnapshot(
                f"De ontvangstbon {path} is {what}. Verplaats die map en haal de bron opnieuw op (`python -m ingest refresh`), "
                f"of voeg een bestand dat met de hand kwam opnieuw toe (`python -m ingest add {folder.parent.name} BESTAND`)."
            ) from error

    def write_receipt(self) -> None:
        """Write the receipt into the folder, beyond a power cut."""
        path = self.folder / RECEIPT
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self.receipt), indent=1))
        sync(path)

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
        """The sha256 of the file whose name starts with `prefix`; where there are more, that of their sha256s, in order."""
        found = [file.sha256 for file in self.files if file.name.startswith(prefix)]
        return found[0] if len(found) == 1 else _sha256("".join(found).encode())

    def finish(self, origins: list[Origin], declaration: str) -> Snapshot:
        """Write the receipt; from here on the draft is whole."""
        snapshot = Snapshot(self.folder, Receipt(self.dataset, self.taken, self.example, declaration, origins, self.files))
        snapshot.write_receipt()
        return snapshot


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
