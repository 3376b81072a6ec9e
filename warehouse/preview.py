"""A file before it is published: how it is read, what is wrong in which row, and the old figures against the new."""

from collections import Counter
from pathlib import Path

import msgspec

from ingest.adding import looked_at
from ingest.dataset import IngestError
from ingest.file_rows import Problem, RejectedFile
from ingest.hand_file import HandFile
from warehouse.build import Builder
from warehouse.revisions import Change

ROWS_SHOWN = 10
CHANGES_SHOWN = 300
_ORDER = ("vervallen", "herzien", "nieuw")  # what a person must look at stands first


class FilePreview(msgspec.Struct, frozen=True):
    """What would come of a file. With `problems` or a `message` it cannot be published; `before` is what it was compared with.

    `first` are the first rows as they are read; `counts` says per kind how many figures change, of which `changes` has the first.
    """

    dataset: str
    file: str
    rows: int = 0
    first: list[dict[str, str | float | None]] = []
    skipped: list[str] = []
    mapping: str = ""
    mapping_lines: list[str] = []
    before: str = ""
    counts: dict[str, int] = {}
    changes: list[Change] = []
    problems: list[Problem] = []
    message: str = ""

    @property
    def good(self) -> bool:
        """Whether the file can be published."""
        return not self.problems and not self.message


def preview(dataset: HandFile, path: Path, agenda: Path, builder: Builder, mapping: str | None = None) -> FilePreview:
    """Look at a file without taking it. To be called while holding the lock. Never raises for what stands in the file."""
    try:
        with looked_at(dataset, path, agenda, builder.store, mapping) as look:
            found = builder.compared({dataset.name: look.snapshot})
            return FilePreview(
                dataset=dataset.name,
                file=path.name,
                rows=len(look.rows),
                first=look.rows[:ROWS_SHOWN],
                skipped=[str(each) for each in look.skipped],
                mapping=look.proposal.name if look.proposal else "",
                mapping_lines=look.proposal.lines if look.proposal else [],
                before=found.before or "",
                counts=dict(Counter(change.kind for change in found.changes)),
                changes=sorted(found.changes, key=lambda change: _ORDER.index(change.kind))[:CHANGES_SHOWN],
                message=found.refused.get(dataset.name, ""),
            )
    except RejectedFile as error:
        proposed, _, _ = str(error).rpartition(f"{path.name} is niet toegevoegd")
        lines = proposed.strip().splitlines()
        return FilePreview(dataset=dataset.name, file=path.name, problems=error.problems, mapping_lines=lines)
    except IngestError as error:
        return FilePreview(dataset=dataset.name, file=path.name, message=str(error))
