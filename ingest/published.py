"""The figures that the region's own documents print (agenda/published_figures.csv), typed over with document and place."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.dataset import Found, Rhythm, Rows, fingerprint
from ingest.dutch import counted
from ingest.errors import IngestError
from ingest.files.csv_file import delimiter_by_header
from ingest.files.tabular import UnreadableCell, read_number
from ingest.home import home
from ingest.periods import is_period
from ingest.regions import level
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources
from ingest.system_words import in_words

FILE = "published_figures.csv"
_NAMED = f"agenda/{FILE}"  # as people are told of it
COLUMNS = ["onderwerp", "regiocode", "periode", "waarde", "eenheid", "toevoeging", "omschrijving", "document", "vindplaats"]
_REQUIRED = ("onderwerp", "regiocode", "eenheid", "omschrijving", "document", "vindplaats")


@dataclass(frozen=True)
class PublishedFigures:
    """One row of the file is one figure as a document prints it; an empty period means that the document names none."""

    name: str = "published-figures"
    label: str = "Cijfers uit de documenten van de regio"
    producer: str = f"Arbeidsmarktregio {home().naam}"
    rhythm: Rhythm | None = None
    accumulates: bool = False
    from_agenda: bool = True

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        now = hashlib.sha256(_bytes_in(sources.agenda)).hexdigest()
        return last.declaration == fingerprint(self) and last.files[0].sha256 == now

    def words(self, measure: str) -> str:
        return ""

    def offers(self, sources: Sources) -> bool:
        return True

    def inspect(self, sources: Sources) -> Found:
        return Found(FILE, counted(len(figures_in(sources.agenda)), "cijfer", "cijfers"))

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The file as it is. Raises IngestError, naming the row, when a row is wrong."""
        data = _bytes_in(sources.agenda)
        rows = read_figures(data)
        draft.write(FILE, data)
        return [
            Origin(
                producer=self.producer,
                title=self.label,
                table=FILE,
                url=_NAMED,
                licence="openbare documenten",
                modified=None,
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(FILE),
                rows=len(rows),
                columns={},
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Rows]:
        """Rows of the warehouse table `published_figure`."""
        (origin,) = snapshot.receipt.origins
        yield Rows(origin, "published_figure", read_figures(snapshot.read(FILE)))


def figures_in(agenda: Path) -> list[dict[str, object]]:
    """The rows of the file in an agenda folder, as `read_figures` gives them. Raises IngestError."""
    return read_figures(_bytes_in(agenda))


def read_figures(data: bytes) -> list[dict[str, object]]:
    """The rows of the file, with `waarde` as a number; empty rows are passed over. Raises IngestError, naming the row, when one
    is wrong, and for a loose quote: it would make one cell of all the rows behind it."""
    text, number, found = _text(data), 1, list[dict[str, object]]()
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_by_header(text), strict=True)
    try:
        if table.fieldnames != COLUMNS:
            raise IngestError(
                f"{_NAMED}: verwacht zijn de kolommen {', '.join(COLUMNS)}; gevonden is {', '.join(table.fieldnames or [])}. "
                "Herstel de kop."
            )
        for number, row in enumerate(table, start=2):
            if any(row.values()):
                found.append(_checked(number, row))
    except csv.Error as error:
        raise IngestError(
            f"{_NAMED}, rij {number + 1}: geen CSV. Kijk de aanhalingstekens na, of bewaar het bestand als CSV (UTF-8)."
        ) from error
    return found


def _bytes_in(agenda: Path) -> bytes:
    try:
        return (agenda / FILE).read_bytes()
    except OSError as error:
        raise IngestError(f"{_NAMED} is niet te lezen: het {in_words(error)}. Zet het bestand terug.") from error


def _text(data: bytes) -> str:
    """The text of the file. Raises IngestError, naming the row and the column, when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].rpartition(b"\n")[2].decode(errors="replace")
        delimiter = delimiter_by_header(data.decode(errors="replace"))
        row, cells = data.count(b"\n", 0, error.start) + 1, next(csv.reader([line], delimiter=delimiter), [])
        column = COLUMNS[min(max(len(cells) - 1, 0), len(COLUMNS) - 1)]
        raise IngestError(
            f"{_NAMED}, rij {row}, kolom {column}: verwacht is tekst in UTF-8, gevonden is het teken "
            f"{data[error.start : error.start + 1].decode('cp1252', 'replace')!r} in een andere codering, zoals Windows-1252. "
            "Bewaar het bestand als CSV (UTF-8)."
        ) from error


def _checked(number: int, row: dict[str, str]) -> dict[str, object]:
    if None in row or None in row.values():
        raise IngestError(
            f"{_NAMED}, rij {number}: verwacht zijn {len(COLUMNS)} cellen, gevonden is een ander aantal. Kijk de komma's en "
            "aanhalingstekens na."
        )
    empty = [column for column in _REQUIRED if not row[column]]
    if empty:
        raise IngestError(f"{_NAMED}, rij {number}: {', '.join(empty)} is leeg. Vul het aan.")
    for column, fits, form in (("periode", _is_time, _PERIODS), ("regiocode", _is_place, _PLACES)):
        if not fits(row[column]):
            raise IngestError(
                f"{_NAMED}, rij {number}, kolom {column}: verwacht is {form}; gevonden is {row[column]!r}. Verbeter de cel."
            )
    try:
        value = read_number(row["waarde"])
    except UnreadableCell as error:
        raise IngestError(f"{_NAMED}, rij {number}, kolom waarde: {error}.") from error
    if value is None:
        raise IngestError(f"{_NAMED}, rij {number}, kolom waarde: er staat geen cijfer. Haal de rij weg of vul het aan.")
    return {**row, "waarde": value}


_PERIODS = "een periode zoals 2023, 2023-Q1, 2023-03 of 2023-03-20, twee daarvan met een / ertussen, of niets"
_PLACES = "een code zoals NL01, PV27, AM37 of GM0392 (meer met een +), of een deel van de regio zoals deelregio-ijmond"
_PART_OF_REGION = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


def _is_time(cell: str) -> bool:
    """Whether a cell says when in one of the ways that documents do; `2021/` is from 2021 on, and empty that none is named."""
    first, _, last = cell.partition("/")
    return not cell or (_is_moment(first) and (not last or _is_moment(last)))


def _is_moment(text: str) -> bool:
    try:
        return is_period(text) or str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def _is_place(cell: str) -> bool:
    return all(level(code) or _PART_OF_REGION.fullmatch(code) for code in cell.split("+"))
