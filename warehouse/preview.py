"""A file before it is published: how it is read, what is wrong in which row, and the old figures against the new."""

from collections import Counter
from dataclasses import replace

import msgspec

from ingest.errors import IngestError
from ingest.files.adding import Given, looked_at
from ingest.files.rows import Problem, RejectedFile
from ingest.snapshot import Snapshot
from warehouse.build import Builder, Comparison
from warehouse.revisions import Change

ROWS_SHOWN = 10
CHANGES_SHOWN = 300
_ORDER = ("vervallen", "herzien", "nieuw")  # what a person must look at stands first


class FilePreview(msgspec.Struct, frozen=True):
    """What would come of a file. With `problems` or a `message` it cannot be published; `before` is what it was compared with.

    `first` are the first rows as they are read, `unseen` is what was read though it is hidden; `counts` says per kind how many
    figures change, of which `changes` has the first. With `fewer` a person must accept that less remains than there was. A file
    that `mends` was added before: what was kept of it is damaged and comes back in its own place, and nothing is compared.
    `ends_example` counts the example figures that go because these are the first real ones; they are not among the changes.
    """

    dataset: str
    file: str
    rows: int = 0
    first: list[dict[str, str | float | None]] = []
    skipped: list[str] = []
    unseen: list[str] = []
    mapping: str = ""
    mapping_lines: list[str] = []
    before: str = ""
    counts: dict[str, int] = {}
    changes: list[Change] = []
    ends_example: int = 0
    fewer: bool = False
    mends: bool = False
    problems: list[Problem] = []
    message: str = ""

    @property
    def good(self) -> bool:
        """Whether the file can be published, if need be by a person who accepts that less remains."""
        return not self.problems and not self.message


def preview(given: Given, builder: Builder) -> FilePreview:
    """Look at a file without taking it. To be called while holding the lock. Never raises for what stands in the file."""
    dataset, file = given.dataset.name, given.path.name
    try:
        with looked_at(given, builder.store) as look:
            seen = FilePreview(
                dataset=dataset,
                file=file,
                rows=len(look.rows),
                first=look.rows[:ROWS_SHOWN],
                skipped=[str(each) for each in look.skipped if not each.read],
                unseen=[each.said for each in look.skipped if each.read],
                mapping=look.proposal.name if look.proposal else "",
                mapping_lines=look.proposal.lines if look.proposal else [],
            )
            if builder.store.mended_by(look.snapshot):
                return msgspec.structs.replace(seen, before=builder.versions.head() or "", mends=True)
            found, fewer = _compared(builder, dataset, look.snapshot)
            changes = [change for change in found.changes if not _is_end_of_example(change)]
            return msgspec.structs.replace(
                seen,
                before=found.before or "",
                counts=dict(Counter(change.kind for change in changes)),
                changes=sorted(changes, key=lambda change: _ORDER.index(change.kind))[:CHANGES_SHOWN],
                ends_example=len(found.changes) - len(changes),
                fewer=fewer,
                message=found.refused.get(dataset, ""),
            )
    except RejectedFile as error:
        return FilePreview(dataset=dataset, file=file, problems=error.problems, mapping_lines=error.proposed)
    except IngestError as error:
        return FilePreview(dataset=dataset, file=file, message=str(error))


def _is_end_of_example(change: Change) -> bool:
    """Whether an example figure goes: of a file that came by hand no figure is an example, so it is the first real one."""
    return change.kind == "vervallen" and change.old_status == "voorbeeld"


def _compared(builder: Builder, dataset: str, new: Snapshot) -> tuple[Comparison, bool]:
    """What a new snapshot would change, and whether it may only when a person accepts that less remains than there was."""
    found = builder.compared({dataset: new})
    if dataset in found.refused:
        anyway = replace(builder, accept_fewer=frozenset({dataset})).compared({dataset: new})
        if dataset not in anyway.refused:
            return anyway, True
    return found, False
