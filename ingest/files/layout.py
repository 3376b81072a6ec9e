"""Where a table stands in a sheet, and its rows: below one or more header rows, long or wide, with notes passed over."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from ingest.files.tabular import UNCOMPUTED, Cell, as_text, plain
from ingest.files.workbook import Sheet

HEADER_ROWS = 30  # titles and notes above a header take fewer rows than this in any file seen
DEPTH = 3  # header rows on top of each other
YEAR = ("jaar", "jaartal", "year")
PARTS_OF_A_YEAR = ("maand", "kwartaal")
# The signs of footnotes behind a header, from the last one back: looked for from the front, a line of stars takes ages.
_FOOTNOTES_BACKWARDS = re.compile(r"\A(?:[*¹²³⁴⁵]\s*|\)[0-9]\s+)+")


@dataclass(frozen=True)
class Across:
    """A wide table: the headers give our column `column` and the cells below them our column `values`.

    `labels` maps each such header to the part of it that is the value of `column`.
    """

    column: str
    values: str
    labels: dict[str, str]


@dataclass(frozen=True)
class Layout:
    """Where a table stands in a file: sheet, first header row (counted from 1), and per wanted column the header it has there.

    `header_rows` counts the header rows on top of each other. `beside` names per column a second header whose cells come
    behind those of the first (a month beside a year). `fixed` holds what counts for each row: the file does not say it, or says
    it in the name of the sheet.
    """

    sheet: str
    header_row: int
    columns: dict[str, str]
    header_rows: int = 1
    beside: dict[str, str] = field(default_factory=dict)
    across: Across | None = None
    fixed: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        """The headers of the file that something is read from."""
        return [*self.columns.values(), *self.beside.values(), *(self.across.labels if self.across else ())]

    @property
    def first_row(self) -> int:
        """The place of the first row below the header, counted from 0."""
        return self.header_row - 1 + self.header_rows


@dataclass(frozen=True)
class Line:
    """One row of the table as we want it: its number for people, and per column the cell and the header it stands under.

    `beyond` is the first filled cell to the right of the last header: in a text file, a separator inside a cell splits it so.
    `shared` names the columns whose cell is merged with that of another row or column. `parted` is for a row that stands in one
    cell as a whole: its cells if it is split there, once for each separator that may be meant.
    """

    row: int
    cells: dict[str, Cell]
    headers: Mapping[str, str]
    beyond: Cell = None
    shared: frozenset[str] = frozenset()
    parted: tuple[dict[str, Cell], ...] = ()


def possible_headers(rows: int) -> Iterator[tuple[int, int]]:
    """Where a header may stand in so many rows: its first row, counted from 1, and how many rows it has; one is tried first."""
    for depth in range(1, DEPTH + 1):
        for number in range(1, min(rows, HEADER_ROWS) - depth + 2):
            yield number, depth


def find_tables(sheets: list[Sheet], wanted: Mapping[str, tuple[str, ...]], required: set[str]) -> list[Layout]:
    """The table of each sheet that has one: below the first header with all required columns.

    `wanted` gives per column the headers that it may have. A month or quarter beside a year is read together with it.
    """
    found = [(sheet, layout) for sheet in sheets if (layout := _find_table(sheet, wanted, required))]
    return [_with_year(sheet, layout) for sheet, layout in found]


def _find_table(sheet: Sheet, wanted: Mapping[str, tuple[str, ...]], required: set[str]) -> Layout | None:
    for number, depth in possible_headers(len(sheet.rows)):
        headers = known_headers(header_pieces(sheet, number, depth))
        known = {name: [headers[key] for key in map(plain, names) if key in headers] for name, names in wanted.items()}
        columns = {name: there[0] for name, there in known.items() if there}
        if required <= columns.keys():
            return Layout(sheet.name, number, columns, depth)
    return None


def _with_year(sheet: Sheet, layout: Layout) -> Layout:
    """The same table, with the year before the month or quarter where that stands in a column of its own."""
    for header in unused_headers(sheet, layout):
        if plain(header) not in YEAR:
            continue
        for name, part in layout.columns.items():
            if plain(part).startswith(PARTS_OF_A_YEAR) and not any(map(has_year, cells_below(sheet, layout, part))):
                return replace(layout, columns=layout.columns | {name: header}, beside={name: part})
    return layout


def has_year(cell: Cell) -> bool:
    """Whether a cell names a year itself."""
    return isinstance(cell, date) or bool(re.search(r"(?:19|20)[0-9]{2}", str(cell)))


def sheet_of(sheets: list[Sheet], layout: Layout) -> Sheet:
    """The sheet in which a table stands."""
    return next(sheet for sheet in sheets if sheet.name == layout.sheet)


def unused_headers(sheet: Sheet, layout: Layout) -> list[str]:
    """The headers of a table that nothing is read from."""
    used = set(layout.headers)
    return [label for label in dict.fromkeys(labels(sheet, layout)) if label and label not in used]


def columns_without_header(sheet: Sheet, layout: Layout) -> list[str]:
    """The letters of the columns of a table that hold something below an empty header."""
    nameless = [place for place, label in enumerate(labels(sheet, layout)) if not label]
    below = sheet.rows[layout.first_row :]
    return [letters(place) for place in nameless if any(place < len(row) and plain(row[place]) for row in below)]


def cells_below(sheet: Sheet, layout: Layout, header: str) -> list[Cell]:
    """The cells of a column, for each row of the sheet below the header."""
    place = labels(sheet, layout).index(header)
    return [row[place] if place < len(row) else None for row in sheet.rows[layout.first_row :]]


def joined(year: Cell, part: Cell, header: str) -> str:
    """A year and its month or quarter as one text; a bare number is what its header says: `2025 K1`, `2025 01`."""
    text = _piece(part)
    if re.fullmatch("[0-9]{1,2}", text) and plain(header).startswith(PARTS_OF_A_YEAR):
        text = f"K{int(text)}" if plain(header).startswith("kw") else f"{int(text):02d}"
    return f"{_piece(year)} {text}".strip()


def labels(sheet: Sheet, layout: Layout) -> list[str]:
    """The header of each column of a table: the texts of its header rows, joined."""
    return [" ".join(pieces) for pieces in header_pieces(sheet, layout.header_row, layout.header_rows)]


def header_pieces(sheet: Sheet, header_row: int, header_rows: int) -> list[tuple[str, ...]]:
    """Per column the texts of its header rows, from above. A merged cell counts for each column and row that it covers."""
    rows = sheet.rows[header_row - 1 : header_row - 1 + header_rows]
    width = max((len(row) for row in rows), default=0)
    pieces = [[_piece(row[place]) if place < len(row) else "" for place in range(width)] for row in rows]
    for top, left, bottom, right in sheet.merged:
        for number in range(max(top, header_row - 1), min(bottom, header_row - 2 + header_rows) + 1):
            text = _piece(sheet.rows[top][left]) if left < len(sheet.rows[top]) else ""
            for place in range(left, min(right + 1, width)):
                pieces[number - header_row + 1][place] = text
    for upper, lower in pairwise(pieces):  # a text file has no merged cells: what is empty is as on its left
        for place in range(1, width):
            if not upper[place] and lower[place]:
                upper[place] = upper[place - 1]
    return [tuple(dict.fromkeys(filter(None, column))) for column in zip(*pieces, strict=True)]


def known_headers(found: list[tuple[str, ...]]) -> dict[str, str]:
    """Per header as it is compared, the header as it stands. The lowest text of a column will do, when no other column has it."""
    lowest = [(plain(pieces[-1]), " ".join(pieces)) for pieces in found if pieces]
    times = Counter(short for short, _ in lowest)
    once = {short: whole for short, whole in lowest if times[short] == 1}
    return once | {plain(whole): whole for _, whole in lowest}


def headers_seen(sheets: list[Sheet]) -> list[str]:
    """The texts of the row that looks most like a header: the one with most texts."""
    rows = [
        [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()] for s in sheets for row in s.rows[:HEADER_ROWS]
    ]
    return max(rows, key=len, default=[])


def doubled_header(sheets: list[Sheet], layout: Layout) -> str | None:
    """A header that is needed and stands in two columns, in words; None when there is no such."""
    found = [plain(label) for label in labels(sheet_of(sheets, layout), layout)]
    for label in layout.headers:
        places = [place for place, other in enumerate(found) if other == plain(label)]
        if len(places) > 1:
            where = ", ".join(map(letters, places))
            return f"rij {layout.header_row}: de kop '{label}' staat er {len(places)} keer (kolom {where})"
    return None


def table_lines(sheets: list[Sheet], layout: Layout) -> Iterator[Line]:
    """The rows below the header; rows with no cell filled are left out, and in a wide table the cells with nothing in them."""
    sheet = sheet_of(sheets, layout)
    found = [plain(label) for label in labels(sheet, layout)]
    places = {name: found.index(plain(label)) for name, label in layout.columns.items()}
    second = {name: found.index(plain(label)) for name, label in layout.beside.items()}
    wide = [(label, found.index(plain(label))) for label in layout.across.labels] if layout.across else []
    down = _merged_down(sheet)
    merged = _shared(sheet, {*places.values(), *(place for _, place in wide)})
    for number, row in enumerate(sheet.rows[layout.first_row :], start=layout.first_row + 1):

        def at(place: int, row: list[Cell] = row, number: int = number) -> Cell:
            return down.get((number - 1, place), row[place] if place < len(row) else None)

        cells = {name: at(place) for name, place in places.items()}
        cells |= {name: joined(cells[name], at(place), layout.beside[name]) for name, place in second.items()}
        if all(cell in (None, "") for cell in cells.values()) and all(at(place) in (None, "") for _, place in wide):
            continue
        cells |= layout.fixed
        beyond = next((cell for cell in row[len(found) :] if plain(cell)), None)
        if not layout.across or all(at(place) in (None, "") for _, place in wide):
            shared = frozenset(name for name, place in places.items() if (number - 1, place) in merged)
            yield Line(number, cells, layout.columns, beyond, shared, _parted(row, layout, places, wide))
            continue
        for label, place in wide:
            if at(place) not in (None, ""):
                own = {layout.across.column: layout.across.labels[label], layout.across.values: at(place)}
                shared = frozenset({layout.across.values} if (number - 1, place) in merged else ())
                yield Line(number, cells | own, layout.columns | {layout.across.values: label}, beyond, shared)


def parts_of(row: list[Cell]) -> Iterator[list[str]]:
    """The texts in the one cell of a row that holds anything, by each sign that may stand between them; none for another row."""
    held = [cell for cell in row if cell not in (None, "")]
    if len(held) == 1 and isinstance(held[0], str) and "\n" not in held[0]:
        for sign in ";\t,":
            if sign in held[0]:
                with suppress(csv.Error):  # a text that no CSV can hold, as with half of an end of line in it
                    yield next(csv.reader([held[0]], delimiter=sign))


def letters(place: int) -> str:
    """The letters of a column in a spreadsheet, from its place counted from 0: 0 is A, 26 is AA."""
    from openpyxl.utils import get_column_letter  # it takes long to import, and only a few messages need it

    return get_column_letter(place + 1)


def _parted(row: list[Cell], layout: Layout, places: dict[str, int], wide: list[tuple[str, int]]) -> tuple[dict[str, Cell], ...]:
    """The cells of a row that stands in one cell; in a wide table those of its first figure."""
    own = places | ({layout.across.values: wide[0][1]} if layout.across else {})
    return tuple(
        {name: parts[place].strip() for name, place in own.items()}
        for parts in parts_of(row)
        if len(parts) > max(own.values(), default=0)
    )


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """What the cells of a merged range hold, for ranges over several rows: the value of its first cell."""
    return {
        (row, left): sheet.rows[top][left]
        for top, left, bottom, right in sheet.merged
        if bottom > top and left == right and left < len(sheet.rows[top])
        for row in range(top, min(bottom + 1, len(sheet.rows)))
    }


def _shared(sheet: Sheet, places: set[int]) -> set[tuple[int, int]]:
    """The cells of these columns that are merged with one of another row, or with one of another of these columns."""
    return {
        (row, place)
        for top, left, bottom, right in sheet.merged
        for covered in [[place for place in range(left, min(right, max(places, default=0)) + 1) if place in places]]
        if bottom > top or len(covered) > 1
        for row in range(top, min(bottom + 1, len(sheet.rows)))
        for place in covered
    }


def _piece(cell: Cell) -> str:
    """The text of one header cell, without the sign of a footnote behind it."""
    text = as_text(cell if cell != UNCOMPUTED else "").strip()
    return _FOOTNOTES_BACKWARDS.sub("", text[::-1])[::-1]
