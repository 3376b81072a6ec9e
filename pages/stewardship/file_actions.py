"""The actions on files that come by hand: look at one, publish it, take the last one back. Each runs in a process of its own."""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

import msgspec

from pages.components.dutch import to_the_second
from pages.stewardship.guard import Deed, NotDone, guarded
from pages.stewardship.roles import Action
from warehouse.hand_files import AddedFile, added_files, hand_datasets
from warehouse.preview import FilePreview
from warehouse.runs import finish


@guarded(Action.SEE_FILES, quiet=True)
def files_of(deed: Deed, dataset: str) -> list[AddedFile]:
    """Every file that was ever added to a dataset, newest first."""
    deed.subject = _known(dataset)
    return added_files(deed.data_dir, dataset)


@guarded(Action.PREVIEW_FILE, quiet=True)
def preview_file(deed: Deed, dataset: str, file_name: str, data: bytes, mapping: str = "") -> FilePreview:
    """What publishing a file would do: how it is read, what is wrong by row, the old figures against the new."""
    deed.subject = _known(dataset)
    with _laid_down(file_name, data) as path:
        done = finish(deed.data_dir, "ingest", "preview", dataset, str(path), *_by(mapping))
    try:
        return msgspec.json.decode(done.answer, type=FilePreview)
    except msgspec.MsgspecError as error:
        raise NotDone(done.said or "Het bestand is niet te bekijken. Probeer het opnieuw.") from error


@guarded(Action.PUBLISH_FILE)
def publish_file(
    deed: Deed, dataset: str, file_name: str, data: bytes, mapping: str, before: str, accept_fewer: bool = False
) -> str:
    """Publish a file that was looked at against version `before`, with the mapping that was shown. Gives what was said."""
    deed.subject, deed.old = _known(dataset), _counting(deed, dataset)
    deed.new = f"{_clean(file_name)}, {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}"
    with _laid_down(file_name, data) as path:
        after = ("--after", before) if before else ()
        fewer = ("--accept-fewer",) if accept_fewer else ()
        deed.record("begonnen")  # its process may outlive ours, which then writes no end
        done = finish(deed.data_dir, "ingest", "add", dataset, str(path), "--accept", *_by(mapping), *after, *fewer)
    if done.status:
        raise NotDone(done.said)
    deed.message = done.said
    return done.said


@guarded(Action.UNDO_FILE)
def undo_file(deed: Deed, dataset: str, last: str) -> str:
    """Take the last file of a dataset back; `last` is the one that the steward saw as the last. Gives what was said."""
    deed.subject = _known(dataset)
    counting = next((file for file in added_files(deed.data_dir, dataset) if file.counts), None)
    deed.old = named(counting) if counting else ""
    if deed.old != last:
        raise NotDone(f"Het laatste bestand is intussen een ander: {deed.old or 'er is er geen'}. Kijk opnieuw en kies dan.")
    taken = ("--taken", counting.added.isoformat()) if counting else ()
    deed.record("begonnen")
    done = finish(deed.data_dir, "ingest", "undo", dataset, *taken)
    if done.status:
        raise NotDone(done.said)
    deed.new, deed.message = _counting(deed, dataset), done.said
    return done.said


def named(file: AddedFile) -> str:
    """A file that was added, as the pages and the audit log call it."""
    return f"{file.file} (toegevoegd {to_the_second(file.added)})"


def _counting(deed: Deed, dataset: str) -> str:
    return next((named(file) for file in added_files(deed.data_dir, dataset) if file.counts), "")


def _known(dataset: str) -> str:
    if dataset not in hand_datasets():
        raise NotDone(f"Voor '{dataset}' is geen bestand nodig of mogelijk. Kies een ander onderwerp.")
    return dataset


def _by(mapping: str) -> tuple[str, ...]:
    return ("--mapping", mapping) if mapping else ()


@contextmanager
def _laid_down(file_name: str, data: bytes) -> Iterator[Path]:
    """The bytes of a file in a folder of their own, for as long as a process reads them."""
    with tempfile.TemporaryDirectory(prefix="dashboard-") as folder:
        path = Path(folder) / _clean(file_name)
        path.write_bytes(data)
        yield path


def _clean(file_name: str) -> str:
    """The last part of a name, as far as it is made of letters, digits and the signs that names have; never an option."""
    last = PureWindowsPath(file_name).name
    stem, dot, ending = re.sub(r"[^\w .()+-]", "_", last).strip(" .-").rpartition(".")
    return f"{(stem or 'bestand')[:80]}{dot or '.'}{ending[:8]}"
