"""The rows of a table that a person made: each cell read by its column, notes and totals told from figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import msgspec

from ingest.errors import IngestError
from ingest.files.columns import Column, is_wrong_percentage, text
from ingest.files.layout import Layout, Line, table_lines
from ingest.files.place_cells import OutsideScope
from ingest.files.tabular import UNCOMPUTED, Cell, UnreadableCell, plain
from ingest.files.workbook import Sheet

Row = dict[str, str | float | None]
# What a spreadsheet writes where a formula fails, in any of its languages: `#N/A`, `#DEEL/0!`, `#NAAM?`.
_ERROR = re.compile(r"#[A-Z]+(?:/[A-Z0])?[!?]?")
EMPTY = "is leeg, maar verplicht"
_WITHOUT_RESULT = "is een formule waarvan de uitkomst niet bewaard is; open het bestand in Excel en sla het op"
_TOO_LONG = (
    "deze rij heeft meer cellen dan de kop ('{}' is er te veel); staat het teken tussen de cellen ook in een cel, zet die cel "
    "dan tussen aanhalingstekens"
)
_IN_ONE_CELL = (
    "deze rij staat in één cel; haal de aanhalingstekens om de hele rij weg, of zet elk deel in een eigen cel met hetzelfde "
    "teken ertussen als in de andere rijen"
)
_SHOWN = 50  # problems listed one by one; a file with more has one cause


class NumberedRow(Row):
    """A row that knows where in the file it stands."""

    __slots__ = ("number", "sheet")

    number: int
    sheet: str

    @property
    def where(self) -> str:
        """The place of the row for people."""
        return _where(self.sheet, self.number)


def _where(sheet: str, row: int) -> str:
    return f"blad {sheet}, rij {row}" if sheet else f"rij {row}"


class Problem(msgspec.Struct, frozen=True):
    """What is wrong in one row; row 0 stands for the file as a whole. `header` is what the column is called in the file."""

    row: int
    column: str
    reason: str
    sheet: str = ""
    header: str = ""

    def __str__(self) -> str:
        if not self.row:
            return self.reason
        named = f" (kop '{self.header}')" if self.header and plain(self.header) != plain(self.column) else ""
        return f"{_where(self.sheet, self.row)}, kolom {self.column}{named}: {self.reason}"


class Skipped(msgspec.Struct, frozen=True):
    """A row that holds no figure of ours: a note, a total, another place. `said` is what stands in it.

    Row 0 stands for several rows or a whole sheet, named in `said`. What was `read` is no such row: it counts, and a person is
    told of it because it is hidden in the workbook.
    """

    row: int
    said: str
    why: str
    read: bool = False

    def __str__(self) -> str:
        return f"rij {self.row} ({self.why}): {self.said}" if self.row else f"{self.said} ({self.why})"


class RejectedFile(IngestError):
    """A file with at least one wrong row; `problems` says where and why, and nothing of the file was loaded.

    `proposed` are the lines about how its headers were read, where a person has not agreed to that yet.
    """

    def __init__(self, file_name: str, problems: list[Problem], proposed: Sequence[str] = ()) -> None:
        self.problems, self.proposed = problems, list(proposed)
        listed = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
        if len(problems) > _SHOWN:
            listed += f"\n  ... en nog {len(problems) - _SHOWN} andere"
        refused = f"{file_name} is niet toegevoegd; er is niets veranderd."
        super().__init__("\n".join([*proposed, refused, listed, "Verbeter het bestand en voeg het opnieuw toe."]))


@dataclass(frozen=True)
class Reading:
    """One row as it was read: its values, or what is wrong with it, or why it was passed over."""

    number: int
    row: NumberedRow = field(default_factory=NumberedRow)
    problems: tuple[Problem, ...] = ()
    skipped: Skipped | None = None


def read_rows(sheets: list[Sheet], layout: Layout, columns: tuple[Column, ...]) -> Iterator[Reading]:
    """Every row of a table, read by its columns; a wide row that is passed over is told once."""
    headers = layout.columns | layout.beside
    columns = tuple(_remembering(column, headers.get(column.name, "")) for column in columns)
    uncomputed = any(sheet.uncomputed for sheet in sheets)
    last = 0
    for line in table_lines(sheets, layout):
        why = _why_passed_over(line, layout, columns)
        if why and any(_is_row(cells, columns) for cells in line.parted):
            reading = Reading(line.row, problems=(Problem(line.row, "-", _IN_ONE_CELL),))
        elif why:
            reading = Reading(line.row, skipped=Skipped(line.row, _shown(line), why))
        else:
            reading = _read(line, columns, uncomputed)
        if reading.skipped is None or line.row != last:
            yield reading
        last = line.row if reading.skipped else last


def _remembering(column: Column, header: str) -> Column:
    """The same column below its header, which remembers how it read a cell: most cells occur many times."""
    return column if column.read is text else replace(column, read=lru_cache(1024, typed=True)(column.reader(header)))


def _read(line: Line, columns: tuple[Column, ...], uncomputed: bool) -> Reading:
    """The values of a row. A blank figure was not published, where all else that is required is filled in. In a workbook with
    formulas that no program worked out it may be one of those, and is a problem."""
    blank = [column for column in columns if column.required and _empty(line.cells.get(column.name))]
    unpublished = not uncomputed and all(column.measure for column in blank)
    row = NumberedRow()
    row.number, row.sheet = line.row, ""
    problems = [Problem(line.row, "-", _TOO_LONG.format(line.beyond))] if line.beyond is not None else []
    for column in columns:
        cell = line.cells.get(column.name)
        header = line.headers.get(column.name, "")
        if _empty(cell):
            row[column.name] = None
            if column in blank and not unpublished:
                problems.append(Problem(line.row, column.name, EMPTY, header=header))
            elif column.measure and cell == UNCOMPUTED:
                problems.append(Problem(line.row, column.name, _WITHOUT_RESULT, header=header))
            continue
        try:
            _refuse_error(cell)
            _refuse_percentage(column, cell)
            row[column.name] = column.read(cell)
            if column.measure and row[column.name] is not None and column.name in line.shared:
                raise UnreadableCell(f"'{cell}' staat in een samengevoegde cel; geef elke rij en kolom haar eigen cijfer")
        except OutsideScope as error:
            return Reading(line.row, skipped=Skipped(line.row, str(error), "andere plaats"))
        except UnreadableCell as error:
            problems.append(Problem(line.row, column.name, str(error), header=header))
    return Reading(line.row, row, tuple(problems))


def _refuse_error(cell: Cell) -> None:
    if isinstance(cell, str) and _ERROR.fullmatch(cell):
        raise UnreadableCell(f"'{cell}' is een fout van een formule; herstel haar, of schrijf een punt als er geen cijfer is")


def _refuse_percentage(column: Column, cell: Cell) -> None:
    if is_wrong_percentage(column, cell):
        raise UnreadableCell(f"'{cell}' is een percentage; hier hoort een {'verhouding' if column.decimals else 'aantal'}")


def _why_passed_over(line: Line, layout: Layout, columns: tuple[Column, ...]) -> str:
    """Why a row is not one of figures, in Dutch; empty when it is."""
    named = [column for column in columns if column.name in line.headers and not _empty(line.cells.get(column.name))]
    if named and all(plain(line.cells[column.name]) == plain(line.headers[column.name].split(" ")[-1]) for column in named):
        return "kop"
    if any(plain(line.cells[column.name]) in column.passed_over for column in named):
        return "totaal of overig"
    needed = [column for column in columns if column.required and column.name not in layout.fixed]
    blank = [column for column in needed if _empty(line.cells.get(column.name))]
    told = [column for column in named if column.read is not text]
    if blank and not any(_fits(column, line.cells[column.name]) for column in told):
        return "toelichting"
    if layout.across and layout.across.values not in line.cells:
        return "zonder cijfers"
    return ""


def _is_row(cells: dict[str, Cell], columns: tuple[Column, ...]) -> bool:
    """Whether the parts of a row that stands in one cell are a row of figures, and not a note with commas."""
    needed = [column for column in columns if column.required and column.name in cells and column.read is not text]
    return len(needed) > 1 and all(not _empty(cells[each.name]) and _fits(each, cells[each.name]) for each in needed)


def _fits(column: Column, cell: Cell) -> bool:
    try:
        column.read(cell)
    except OutsideScope:
        return True
    except UnreadableCell:
        return False
    return True


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip() in ("", UNCOMPUTED))


def _shown(line: Line) -> str:
    texts = [str(cell) for name, cell in line.cells.items() if name in line.headers and not _empty(cell)]
    return "; ".join(texts)[:80]
