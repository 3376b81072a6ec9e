"""Reading tables out of CSV, XLSX and ODS files that people made, with the Dutch and international ways of writing.

A file becomes sheets of plain cells; `find_table` finds the sheet, the header row and the columns; the `read_*` functions
turn one cell into a value or say in Dutch why they cannot.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

import python_calamine

from ingest.periods import MONTHS

Cell = str | float | date | None

MISSING = {"", ".", "-", "x", "n.b.", "nb", "n.v.t.", "onbekend"}  # how sources write "not published"; never zero
_HEADER_ROWS = 30  # titles and notes above a header take fewer rows than this in any file seen

_MONTH = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"mrt": 3}


class UnreadableCell(ValueError):
    """A cell that is not what its column asks for; the sentence says what it is and what would do."""


class UnreadableFile(ValueError):
    """A file that holds no table we can read."""


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows` are its cells as they stand, the first row is number 1 for people."""

    name: str
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a file: sheet, header row (counted from 1), and per wanted column the header it has there."""

    sheet: str
    header_row: int
    columns: dict[str, str]


def read_sheets(file_name: str, data: bytes) -> list[Sheet]:
    """The sheets of a CSV, XLSX, XLS or ODS file. Raises UnreadableFile."""
    if PurePath(file_name).suffix.lower() in (".csv", ".txt", ".tsv"):
        return [Sheet("", _read_csv(_decode(data)))]
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Sheet(name, [_clean(row) for row in workbook.get_sheet_by_name(name).to_python()]) for name in workbook.sheet_names
        ]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(
            f"{file_name} is niet te lezen als CSV, XLSX of ODS ({error}). Sla het bestand opnieuw op."
        ) from error


def find_table(sheets: list[Sheet], wanted: Mapping[str, tuple[str, ...]], required: set[str]) -> Layout | None:
    """The first sheet and row in which all required columns stand; `wanted` gives per column the headers that it may have.

    None when there is no such row.
    """
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_HEADER_ROWS], start=1):
            headers = {_plain(cell): str(cell).strip() for cell in row if isinstance(cell, str) and cell.strip()}
            columns = {
                name: headers[key]
                for name, names in wanted.items()
                for key in [next((k for k in map(_plain, names) if k in headers), "")]
                if key
            }
            if required <= columns.keys():
                return Layout(sheet.name, number, columns)
    return None


def headers_seen(sheets: list[Sheet]) -> list[str]:
    """The texts of the row that looks most like a header: the one with most texts."""
    rows = [
        [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()] for s in sheets for row in s.rows[:_HEADER_ROWS]
    ]
    return max(rows, key=len, default=[])


def table_rows(sheets: list[Sheet], layout: Layout) -> list[tuple[int, dict[str, Cell]]]:
    """The rows below the header as (row number for people, cell per column); rows with no cell filled are left out."""
    rows = next(sheet.rows for sheet in sheets if sheet.name == layout.sheet)
    header = [_plain(cell) for cell in rows[layout.header_row - 1]]
    places = {name: header.index(_plain(title)) for name, title in layout.columns.items()}
    found = []
    for number, row in enumerate(rows[layout.header_row :], start=layout.header_row + 1):
        cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
        if any(cell not in (None, "") for cell in cells.values()):
            found.append((number, cells))
    return found


def read_number(cell: Cell) -> float | None:
    """A number in either writing: `1.234,5`, `1,234.5`, `1234.5`, `1 234`; None for the signs that mean "not published".

    A single separator with exactly three digits behind each is a thousands sign: counts of people and jobs are whole.
    Raises UnreadableCell.
    """
    if isinstance(cell, int | float):
        return float(cell)
    text = re.sub(r"[\s\u00a0\u202f]", "", _text(cell)).replace("\u2212", "-").rstrip("%")
    if text.lower() in MISSING:
        return None
    sign, digits = (-1.0, text[1:]) if text.startswith("-") else (1.0, text)
    for thousands, decimal in ((".", ","), (",", ".")):
        grouped = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?"
        plain = rf"\d+(?:{re.escape(decimal)}\d+)?"
        if re.fullmatch(grouped, digits) or (re.fullmatch(plain, digits) and not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)):
            return sign * float(digits.replace(thousands, "").replace(decimal, "."))
    raise UnreadableCell(f"'{cell}' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5")


def read_quarter(cell: Cell) -> str:
    """A quarter as `2023-Q1`, from `2023-Q1`, `K1 2023`, `1e kwartaal 2023`, or its last day. Raises UnreadableCell."""
    if isinstance(cell, date):
        return _quarter_of(cell.year, cell.month, cell.day, cell)
    text = _text(cell).lower()
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text):
        return _quarter_of(int(match[3]), int(match[2]), int(match[1]), cell)
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _quarter_of(int(match[1]), int(match[2]), int(match[3]), cell)
    year, rest = _year_in(text, cell)
    quarter = re.fullmatch(r"(?:[kq]|kwartaal|kw)?0?([1-4])(?:e|ste|de)?(?:kwartaal|kw|k|q)?", re.sub(r"[\s\-_/.]", "", rest))
    if not quarter:
        raise UnreadableCell(f"'{cell}' is geen kwartaal; schrijf bijvoorbeeld 2023-Q1 of 31-03-2023")
    return f"{year}-Q{quarter[1]}"


def read_month(cell: Cell) -> str:
    """A month as `2023-03`, from `2023-03`, `maart 2023` or `2023 Maart`. Raises UnreadableCell."""
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month:02d}"
    year, rest = _year_in(_text(cell).lower(), cell)
    word = re.sub(r"[\s\-_/.]", "", rest)
    month = int(word) if word.isdigit() else _MONTH.get(word[:3], 0)
    if not 1 <= month <= 12:
        raise UnreadableCell(f"'{cell}' is geen maand; schrijf bijvoorbeeld 2023-03 of maart 2023")
    return f"{year}-{month:02d}"


def read_year(cell: Cell) -> str:
    """A year as `2023`. Raises UnreadableCell."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else _text(cell)
    if not re.fullmatch(r"(19|20)\d{2}", text):
        raise UnreadableCell(f"'{cell}' is geen jaar; schrijf bijvoorbeeld 2023")
    return text


def _quarter_of(year: int, month: int, day: int, cell: Cell) -> str:
    if (month, day) not in ((3, 31), (6, 30), (9, 30), (12, 31)):
        raise UnreadableCell(f"'{cell}' is niet de laatste dag van een kwartaal; schrijf bijvoorbeeld 31-03-{year}")
    return f"{year}-Q{month // 3}"


def _year_in(text: str, cell: Cell) -> tuple[str, str]:
    """The four-digit year in a text, and what is left of the text without it."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text)
    if not match:
        raise UnreadableCell(f"'{cell}' heeft geen jaartal van vier cijfers")
    return match[1], text[: match.start()] + text[match.end() :]


def _read_csv(text: str) -> list[list[Cell]]:
    sample = "\n".join(text.splitlines()[:_HEADER_ROWS])
    delimiter = max(";\t,", key=sample.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _clean(row: Sequence[object]) -> list[Cell]:
    return [
        cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, str | float | date) else str(cell or "")
        for cell in row
    ]


def _plain(header: object) -> str:
    """A header as it is compared: case, spaces and joining signs do not count."""
    return re.sub(r"[\s_\-]+", " ", str(header or "")).strip().lower()


def _text(cell: Cell) -> str:
    return str(cell if cell is not None else "").strip()
