"""What comes by hand: which files there are, their templates, and every file that was ever added."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.datasets import DATASETS, HAND_FILES
from ingest.files.adding import may_be_taken_back
from ingest.files.hand_file import template_command as template_command
from ingest.files.mapping import saved_mappings
from ingest.files.template import template
from ingest.files.workbook import KINDS as KINDS
from ingest.files.workbook import MAX_BYTES
from ingest.settings import AGENDA
from ingest.snapshots import SnapshotStore

MOST_MEGABYTES = MAX_BYTES // 2**20


@dataclass(frozen=True)
class HandDataset:
    """A dataset of which the figures come as a file: its name, what it is, who makes it, and where a person finds it."""

    name: str
    label: str
    producer: str
    page: str
    columns: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class AddedFile:
    """One file that was added: its name, when (UTC), what it is, how many rows, whether it counts and whether it is an example.

    `to_take_back` says that it may be taken back, once it is the last.
    """

    file: str
    added: datetime
    title: str
    rows: int
    counts: bool
    example: bool
    to_take_back: bool


def hand_datasets() -> dict[str, HandDataset]:
    """Every dataset that comes by hand, by name; of each column its name, its explanation and whether it must be there."""
    return {
        name: HandDataset(
            name,
            each.label,
            each.producer,
            each.page,
            tuple((column.name, column.explanation, column.required) for column in each.columns),
        )
        for name, each in HAND_FILES.items()
    }


def refreshable() -> dict[str, str]:
    """The label of every dataset that a refresh can fetch, by name."""
    return {name: each.label for name, each in DATASETS.items() if name not in HAND_FILES}


def added_files(data_dir: Path, name: str) -> list[AddedFile]:
    """Every file that was ever added to a dataset, newest first; those that were taken back count no more. Raises IngestError."""
    store = SnapshotStore(data_dir)
    found = []
    for snapshot in reversed(store.ever_of(name)):
        receipt = snapshot.receipt
        (origin,) = receipt.origins
        counts, example = not store.is_withdrawn(snapshot), bool(receipt.example)
        may = counts and may_be_taken_back(snapshot)
        found.append(AddedFile(origin.table, receipt.taken, origin.title, origin.rows, counts, example, may))
    return found


def template_of(name: str, file_name: str) -> bytes:
    """An empty file for a dataset, CSV or XLSX by its name."""
    return template(HAND_FILES[name], file_name)


def mappings_of(name: str) -> list[str]:
    """The names of the mappings that were saved for a dataset. Raises WrongMapping."""
    return list(saved_mappings(AGENDA, name))
