"""Adding a file by hand: what is made of it, shown to a person before it counts, and taking the last one back."""

import re
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from ingest.dataset import IngestError, fingerprint
from ingest.file_rows import RejectedFile, Row, Skipped
from ingest.hand_file import HandFile, UnknownLayout
from ingest.layout import Layout
from ingest.mapping import ColumnMapping, check_name, saved_mappings, to_be_saved
from ingest.proposal import propose
from ingest.refresh import Publish, add_file, bytes_of
from ingest.run_log import Attempt, RunLog
from ingest.snapshots import Snapshot, SnapshotStore
from ingest.workbook import Sheet

_ROWS_SHOWN = 5
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Preview:
    """How a file would be read under a proposed mapping, in lines for a person."""

    name: str
    mapping: ColumnMapping
    lines: list[str]


@dataclass(frozen=True)
class Added:
    """A file that was taken: its attempt, the name of the mapping that was learnt for it, the rows that were passed over."""

    attempt: Attempt
    learnt: str | None = None
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """A file as it would be taken: a snapshot that does not count yet, its rows, what was passed over, and the mapping that would
    be learnt."""

    snapshot: Snapshot
    rows: list[Row]
    skipped: list[Skipped]
    proposal: Preview | None


class NotAccepted(IngestError):
    """A person did not accept the proposed mapping, or was not there to be asked."""


def add(
    dataset: HandFile,
    path: Path,
    agenda: Path,
    store: SnapshotStore,
    log: RunLog,
    publish: Publish,
    name: str | None = None,
    accept: Callable[[Preview], bool] = lambda _: False,
) -> Added:
    """Take a file as the next snapshot of its dataset. `name` chooses a saved mapping, or names the one that is learnt.

    When the headers are neither the declared ones nor those of a saved mapping, `accept` is shown a proposal; what it accepts
    is saved once the file has been published. Raises IngestError; then nothing has changed.
    """
    data = bytes_of(path)
    saved = saved_mappings(agenda, dataset.name, dataset.columns)
    mapping = saved.get(name) if name else None
    learnt = None
    try:
        skipped = _passed_over(dataset, path.name, data, agenda, mapping)
    except UnknownLayout as error:
        proposal = None if mapping else propose(error.sheets, dataset.columns, path.name)
        if proposal is None:
            raise
        sheets = dataset.sheets_of(path.name, data)
        preview, skipped = _preview(dataset, path.name, sheets, agenda, proposal, _name_for(path, name, saved))
        if not accept(preview):
            raise NotAccepted(
                "\n".join(preview.lines)
                + f"\n{path.name} is niet toegevoegd; er is niets veranderd. Klopt het voorstel, voeg dan --accept toe."
            ) from error
        mapping, learnt = proposal, preview.name
    with to_be_saved(agenda, dataset.name, learnt, mapping) if learnt and mapping else nullcontext():
        attempt = add_file(dataset, path, agenda, store, log, publish, mapping, data)
    return Added(attempt, learnt, skipped)


@contextmanager
def looked_at(dataset: HandFile, path: Path, agenda: Path, store: SnapshotStore, name: str | None = None) -> Iterator[Look]:
    """A file before it counts, with the proposal for its headers as if it were accepted; afterwards nothing of it is left.

    To be called while holding the lock. Raises IngestError.
    """
    data = bytes_of(path)
    saved = saved_mappings(agenda, dataset.name, dataset.columns)
    mapping = saved.get(name) if name else None
    sheets, proposal = dataset.sheets_of(path.name, data), None
    try:
        layouts = dataset.locate(path.name, sheets, agenda, mapping)
    except UnknownLayout as error:
        learnt = None if mapping else propose(error.sheets, dataset.columns, path.name)
        if learnt is None:
            raise
        proposal, _ = _preview(dataset, path.name, sheets, agenda, learnt, _name_for(path, name, saved))
        mapping, layouts = learnt, dataset.locate(path.name, sheets, agenda, learnt)
    rows, skipped = dataset.rows_of(path.name, sheets, layouts)
    store.clear_pending()
    draft = store.draft(dataset.name, example=False)
    try:
        origins = dataset.take_file(path.name, data, draft, agenda, mapping)
        yield Look(draft.finish(origins, fingerprint(dataset)), rows, skipped, proposal)
    finally:
        store.clear_pending()


def may_be_taken_back(snapshot: Snapshot) -> bool:
    """Whether a file is one that somebody added: an example came with the program and is taken back by nobody."""
    return not snapshot.receipt.example


def undo(
    dataset: HandFile, store: SnapshotStore, log: RunLog, publish: Publish, built_from: Container[str] = ()
) -> tuple[Snapshot, Snapshot | None]:
    """Take the last file of a dataset back: the file before it counts again, in a new version. Nothing is thrown away.

    `built_from` names the snapshots that the newest version was built from, as `<dataset>/<key>`. One of them that was taken back
    already is there because a process was killed halfway: then that is brought to its end, and no other file is taken back.
    Returns the snapshot that was taken back and the last one that counts now. Raises IngestError; then nothing has changed.
    """
    started = datetime.now(UTC)
    halfway = [each for each in store.ever_of(dataset.name) if store.is_withdrawn(each) and each.place in built_from]
    counting = store.of(dataset.name)
    if not (halfway or counting):
        raise IngestError(
            f"Van {dataset.name} is er geen bestand om terug te nemen. Zie `python -m ingest files {dataset.name}`."
        )
    last = halfway[-1] if halfway else counting.pop()
    if not (halfway or may_be_taken_back(last)):
        raise IngestError(f"{file_of(last)} is een voorbeeld en is niet terug te nemen; er is niets veranderd.")
    mark = store.withdraw(last)
    try:
        problem = "" if store.holds_figures() else "Zonder dit bestand blijft er niets over; voeg eerst het juiste bestand toe."
        problem = problem or publish({}).problem
    except BaseException:
        mark.unlink()
        raise
    if problem:
        mark.unlink()
        raise IngestError(f"{file_of(last)} is niet teruggenomen; er is niets veranderd. {problem}")
    before = store.newest_counting(dataset.name)
    log.add(
        Attempt(
            dataset=dataset.name,
            table=file_of(before) if before else "",
            started=started,
            outcome="refreshed",
            message="",
            seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
            requests=0,
            bytes=0,
            rows=sum(origin.rows for origin in before.receipt.origins) if before else 0,
            source_modified=before.receipt.origins[0].modified if before else None,
            example=bool(before.receipt.example) if before else False,
        )
    )
    return last, before


def file_of(snapshot: Snapshot) -> str:
    """The name of the file in a snapshot and when it was added."""
    receipt = snapshot.receipt
    return f"{', '.join(origin.table for origin in receipt.origins)} (toegevoegd {receipt.taken:%d-%m-%Y %H:%M} UTC)"


def _passed_over(dataset: HandFile, file_name: str, data: bytes, agenda: Path, mapping: ColumnMapping | None) -> list[Skipped]:
    sheets = dataset.sheets_of(file_name, data)
    return dataset.rows_of(file_name, sheets, dataset.locate(file_name, sheets, agenda, mapping))[1]


def _name_for(path: Path, asked: str | None, saved: Container[str]) -> str:
    """The name for a new mapping: what was asked, else that of the file without what changes each time. Raises WrongMapping."""
    if asked:
        check_name(asked)
        return asked
    stem = re.sub(r"[\d_\-. ]*(?:[KQ]\d)?[\d_\-. ]*$", "", re.sub(r"[^\w -]", " ", path.stem))
    name = stem.strip(" -_")[:_LONGEST_NAME].strip() or "download"
    return next(free for free in chain([name], (f"{name}-{number}" for number in count(2))) if free not in saved)


def _preview(
    dataset: HandFile, file_name: str, sheets: list[Sheet], agenda: Path, mapping: ColumnMapping, name: str
) -> tuple[Preview, list[Skipped]]:
    layouts = dataset.locate(file_name, sheets, agenda, mapping)
    lines = [f"{file_name} heeft andere koppen dan het sjabloon van {dataset.name}. Voorstel '{name}':"]
    lines += [f"  {line}" for line in _described(mapping, layouts)]
    try:
        rows, skipped = dataset.rows_of(file_name, sheets, layouts)
    except RejectedFile as error:
        raise RejectedFile(file_name, error.problems, lines) from error
    lines += ["", f"Zo wordt het bestand gelezen ({len(rows)} rijen, de eerste {min(len(rows), _ROWS_SHOWN)}):"]
    lines += [f"  {_told(row)}" for row in rows[:_ROWS_SHOWN]]
    if left := [one for one in skipped if not one.read]:
        lines += ["", f"Overgeslagen ({len(left)}):", *(f"  {one}" for one in left[:_ROWS_SHOWN])]
    lines += [f"Let op: {one}" for one in skipped if one.read]
    return Preview(name, mapping, lines), skipped


def _described(mapping: ColumnMapping, layouts: list[Layout]) -> list[str]:
    said = [
        f"{ours} <- kop '{header}'" + (f" met '{mapping.ernaast[ours]}' erachter" if ours in mapping.ernaast else "")
        for ours, header in mapping.kolommen.items()
    ]
    if mapping.koppen_geven and layouts and layouts[0].across:
        given = list(layouts[0].across.labels.values())
        said += [f"{mapping.koppen_geven} <- de koppen {given[0]} tot en met {given[-1]} ({len(given)} kolommen)"]
        said += [f"{mapping.cellen_geven} <- de cellen daaronder"]
    if mapping.blad_geeft:
        said += [f"{mapping.blad_geeft} <- de naam van het blad ({len(layouts)} bladen)"]
    said += [f"{ours} <- overal '{value}' (staat niet in het bestand)" for ours, value in mapping.vast.items()]
    said += [f"niet gebruikt: {', '.join(mapping.niet_gebruikt)}"] if mapping.niet_gebruikt else []
    return said


def _told(row: Row) -> str:
    return ", ".join(f"{name} {_number(value)}" for name, value in row.items() if value is not None)


def _number(value: str | float | None) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
