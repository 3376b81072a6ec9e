"""Adding a file by hand: what is made of it, shown to a person before it counts, and taking the last one back."""

import re
import shutil
import time
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

import msgspec

from ingest.dataset import fingerprint
from ingest.dutch import counted, day_and_hour
from ingest.errors import IngestError
from ingest.files.hand_file import FileRead, HandFile, UnknownLayout
from ingest.files.layout import Layout
from ingest.files.mapping import ColumnMapping, check_name, saved_mappings, to_be_saved
from ingest.files.proposal import propose
from ingest.files.rows import RejectedFile, Row, Skipped
from ingest.files.tabular import UnreadableFile, as_text
from ingest.files.workbook import read_file
from ingest.refresh import Publish, brought, tell_broken_off, untried
from ingest.run_log import Attempt, RunLog
from ingest.snapshot import Snapshot
from ingest.snapshots import SnapshotStore
from ingest.system_words import in_words

_ROWS_SHOWN = 5
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Given:
    """A file that a person gives for a dataset; `name` chooses a mapping of the agenda, or names the one that is learnt."""

    dataset: HandFile
    path: Path
    agenda: Path
    name: str | None = None


@dataclass(frozen=True)
class Preview:
    """How a file would be read under a proposed mapping, in lines for a person."""

    name: str
    mapping: ColumnMapping
    lines: list[str]


@dataclass(frozen=True)
class Added:
    """A file that was taken: its attempt, the name of the mapping that was learnt for it, the rows that were passed over, and the
    file before it where that holds the very same bytes: taking one of the two back changes nothing."""

    attempt: Attempt
    learnt: str | None = None
    skipped: list[Skipped] = field(default_factory=list)
    repeated: Snapshot | None = None


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
    given: Given, store: SnapshotStore, log: RunLog, publish: Publish, accept: Callable[[Preview], bool] = lambda _: False
) -> Added:
    """Take a file as the next snapshot of its dataset, and publish.

    When the headers are neither the declared ones nor those of a saved mapping, `accept` is shown a proposal; what it accepts
    is saved once the file has been published. A file that was added before, and of which what was kept is damaged or gone, comes
    back in its own place instead. Raises IngestError (a RejectedFile says row by row what is wrong); then nothing has changed.
    """
    file, proposal = _read(given)
    if proposal and not accept(proposal):
        raise NotAccepted(
            "\n".join(proposal.lines)
            + f"\n{given.path.name} is niet toegevoegd; er is niets veranderd. Klopt het voorstel, voeg dan --accept toe."
        )
    with to_be_saved(given.agenda, given.dataset.name, proposal.name, proposal.mapping) if proposal else nullcontext():
        attempt = _publish(given.dataset, file, store, log, publish)
    return Added(attempt, proposal.name if proposal else None, file.skipped, _repeated(store.of(given.dataset.name)))


@contextmanager
def looked_at(given: Given, store: SnapshotStore) -> Iterator[Look]:
    """A file before it counts, with the proposal for its headers as if it were accepted; afterwards nothing of it is left.

    To be called while holding the lock. Raises IngestError.
    """
    file, proposal = _read(given)
    with _drafted(given.dataset, file, store) as snapshot:
        yield Look(snapshot, file.rows, file.skipped, proposal)


def may_be_taken_back(snapshot: Snapshot) -> bool:
    """Whether a file is one that somebody added: an example came with the program and is taken back by nobody."""
    return not snapshot.receipt.example


def undo(
    dataset: HandFile, store: SnapshotStore, log: RunLog, publish: Publish, built_from: Container[str] = ()
) -> tuple[Snapshot, Snapshot | None]:
    """Take the last file of a dataset back: the file before it counts again, in a new version. Nothing is thrown away.

    `built_from` names the snapshots that the newest version was built from, as `<dataset>/<key>`. If one of them was taken back
    already, a process was killed halfway: then that is brought to its end, and no other file is taken back.
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
    attempt = brought(before, started) if before else Attempt(dataset.name, "", started, "refreshed")
    table, seconds = file_of(before) if before else "", round((datetime.now(UTC) - started).total_seconds(), 3)
    log.add(msgspec.structs.replace(attempt, table=table, seconds=seconds))
    return last, before


def _repeated(counting: list[Snapshot]) -> Snapshot | None:
    """The file before the last one, where both hold the same bytes."""
    sums = [[file.sha256 for file in each.receipt.files] for each in counting[-2:]]
    return counting[-2] if len(sums) == 2 and sums[0] == sums[1] else None


def file_of(snapshot: Snapshot) -> str:
    """The name of the file in a snapshot and when it was added."""
    receipt = snapshot.receipt
    return f"{', '.join(origin.table for origin in receipt.origins)} (toegevoegd {day_and_hour(receipt.taken)})"


def _read(given: Given) -> tuple[FileRead, Preview | None]:
    """A file by the mapping of this name, else by the declared headers or any saved mapping, else by a proposal, which comes
    with it. Raises IngestError."""
    dataset, path, agenda, name = given.dataset, given.path, given.agenda, given.name
    data = _bytes_of(path)
    saved = saved_mappings(agenda, dataset.name, dataset.columns)
    mapping, proposal = saved.get(name) if name else None, None
    sheets = dataset.sheets_of(path.name, data)
    try:
        layouts = dataset.locate(path.name, sheets, agenda, mapping)
    except UnknownLayout as error:
        proposed = None if mapping else propose(error.sheets, dataset.columns, path.name)
        if proposed is None:
            raise
        learnt = _name_for(path, name, saved)
        layouts = dataset.locate(path.name, sheets, agenda, proposed)
        heading = f"{path.name} heeft andere koppen dan het sjabloon van {dataset.name}. Voorstel '{learnt}':"
        proposal = Preview(learnt, proposed, [heading, *(f"  {line}" for line in _described(proposed, layouts))])
    try:
        file = FileRead(path.name, data, layouts, *dataset.rows_of(path.name, sheets, layouts))
    except RejectedFile as error:
        if proposal is None:
            raise
        raise RejectedFile(path.name, error.problems, proposal.lines) from error
    return file, replace(proposal, lines=[*proposal.lines, *_first_rows(file)]) if proposal else None


def _bytes_of(path: Path) -> bytes:
    """What is in a file that a person gives. Raises IngestError."""
    try:
        return read_file(path)
    except UnreadableFile as error:
        raise IngestError(f"{error} Er is niets veranderd.") from error
    except OSError as error:
        raise IngestError(f"{path} is niet te lezen: het {in_words(error)}. Controleer de naam van het bestand.") from error


@contextmanager
def _drafted(dataset: HandFile, file: FileRead, store: SnapshotStore) -> Iterator[Snapshot]:
    """A file as a snapshot that does not count yet; unless it was accepted, nothing is left of it afterwards."""
    draft = store.draft(dataset.name, example=False)
    try:
        yield draft.finish(dataset.write(file, draft), fingerprint(dataset))
    finally:
        shutil.rmtree(draft.folder, ignore_errors=True)  # only this one: what a killed run left is told by the next attempt


def _publish(dataset: HandFile, file: FileRead, store: SnapshotStore, log: RunLog, publish: Publish) -> Attempt:
    """Take a file that was read as the next snapshot of its dataset, and publish. Raises IngestError."""
    started, clock = datetime.now(UTC), time.monotonic()
    tell_broken_off(store, log)
    with _drafted(dataset, file, store) as snapshot:
        attempt = msgspec.structs.replace(brought(snapshot, started), bytes=len(file.data))
        with log.intending([attempt]):
            mended = store.mend(snapshot)
            publication = publish({} if mended else {dataset.name: snapshot})
            is_back = mended or not snapshot.folder.exists()  # gone from there: accepted in the place of one that was lost
            if problem := publication.refused.get(dataset.name) or publication.problem:
                became = "is terug op zijn plaats, maar er is meer" if is_back else "is niet toegevoegd; er is niets veranderd"
                raise IngestError(f"{file.name} {became}. {problem}")
            attempt = msgspec.structs.replace(attempt, seconds=round(time.monotonic() - clock, 3))
            for each in [attempt, *untried(publication, {dataset.name})]:
                log.add(each)
    return attempt


def _name_for(path: Path, asked: str | None, saved: Container[str]) -> str:
    """The name for a new mapping: what was asked, else that of the file without what changes each time. Raises WrongMapping."""
    if asked:
        check_name(asked)
        return asked
    stem = re.sub(r"[\d_\-. ]*(?:[KQ]\d)?[\d_\-. ]*$", "", re.sub(r"[^\w -]", " ", path.stem))
    name = stem.strip(" -_")[:_LONGEST_NAME].strip() or "download"
    return next(free for free in chain([name], (f"{name}-{number}" for number in count(2))) if free not in saved)


def _described(mapping: ColumnMapping, layouts: list[Layout]) -> list[str]:
    said = [
        f"{ours} <- kop '{header}'" + (f" met '{mapping.ernaast[ours]}' erachter" if ours in mapping.ernaast else "")
        for ours, header in mapping.kolommen.items()
    ]
    if mapping.koppen_geven and layouts and layouts[0].across:
        given = list(layouts[0].across.labels.values())
        said += [
            f"{mapping.koppen_geven} <- de koppen {given[0]} tot en met {given[-1]} ({counted(len(given), 'kolom', 'kolommen')})"
        ]
        said += [f"{mapping.cellen_geven} <- de cellen daaronder"]
    if mapping.blad_geeft:
        said += [f"{mapping.blad_geeft} <- de naam van het blad ({counted(len(layouts), 'blad', 'bladen')})"]
    said += [f"{ours} <- overal '{value}' (staat niet in het bestand)" for ours, value in mapping.vast.items()]
    said += [f"niet gebruikt: {', '.join(mapping.niet_gebruikt)}"] if mapping.niet_gebruikt else []
    return said


def _first_rows(file: FileRead) -> list[str]:
    """The first rows of a file as they are read, and what was passed over, in lines for a person."""
    rows, skipped = file.rows, file.skipped
    first = f", de eerste {_ROWS_SHOWN}" if len(rows) > _ROWS_SHOWN else ""
    lines = ["", f"Zo wordt het bestand gelezen ({counted(len(rows), 'rij', 'rijen')}{first}):"]
    lines += [f"  {_told(row)}" for row in rows[:_ROWS_SHOWN]]
    if left := [one for one in skipped if not one.read]:
        lines += ["", f"Overgeslagen ({len(left)}):", *(f"  {one}" for one in left[:_ROWS_SHOWN])]
    return lines + [f"Let op: {one}" for one in skipped if one.read]


def _told(row: Row) -> str:
    return ", ".join(f"{name} {as_text(value)}" for name, value in row.items() if value is not None)
