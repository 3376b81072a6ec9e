"""A proposal how to read a file whose headers are not the declared ones: by what the headers say and what stands below them.

A person sees the proposal with the first rows as they would be read, and accepts it once.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ingest.columns import Column, OutsideScope, breakdown, text
from ingest.columns import place as any_place
from ingest.layout import DEPTH, HEADER_ROWS, PARTS_OF_A_YEAR, YEAR, has_year, header_pieces, joined
from ingest.mapping import ColumnMapping, header_value, readable
from ingest.tabular import Cell, UnreadableCell, plain
from ingest.workbook import Sheet

_SAMPLE = 25  # rows below a header that are looked at
_ALIKE = 0.8  # a header this much like a name is that name, unless the cells below contradict it
_RATHER = 0.55  # so much alike is enough when the cells below fit as well
_FIRST_YEAR = 1990  # no figure of a file is about an earlier year: a lower number is a count


@dataclass
class _Candidate:
    """One possible header of one sheet, with what could be made of it so far."""

    sheet: Sheet
    number: int
    depth: int
    pieces: list[tuple[str, ...]]
    sample: list[list[Cell]]
    chosen: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    wide: tuple[str, str, list[int]] | None = None
    by_sheet: str | None = None
    score: float = 0.0

    @property
    def free(self) -> list[int]:
        """The columns of the file that nothing was made of yet; of headers that stand there twice nothing can be made."""
        used = {*self.chosen.values(), *self.beside.values(), *(self.wide[2] if self.wide else ())}
        return [
            place for place, pieces in enumerate(self.pieces) if self.pieces.count(pieces) == 1 and pieces and place not in used
        ]

    @property
    def known(self) -> set[str]:
        """Our columns that have a place."""
        return {*self.chosen, *self.fixed, *(self.wide[:2] if self.wide else ()), *([self.by_sheet] if self.by_sheet else ())}

    def cells(self, place: int) -> list[Cell]:
        """The cells below a header that hold something, as far as they were looked at."""
        return [row[place] for row in self.sample if place < len(row) and row[place] not in (None, "")]

    def header(self, place: int) -> str:
        """The header of a column, joined."""
        return " ".join(self.pieces[place])


def propose(sheets: list[Sheet], columns: tuple[Column, ...], file_name: str) -> ColumnMapping | None:
    """The mapping that makes most of these sheets; None when no header gives every required column."""
    names = [sheet.name for sheet in sheets]
    best: _Candidate | None = None
    for sheet in sheets:
        for depth in range(1, DEPTH + 1):
            for number in range(1, min(len(sheet.rows), HEADER_ROWS) - depth + 2):
                found = _candidate(sheet, number, depth, columns, names)
                if found and (best is None or (len(found.chosen), found.score) > (len(best.chosen), best.score + 0.01)):
                    best = found
    return _mapping(best, file_name) if best else None


def _candidate(sheet: Sheet, number: int, depth: int, columns: tuple[Column, ...], names: list[str]) -> _Candidate | None:
    pieces = header_pieces(sheet, number, depth)
    sample = sheet.rows[number + depth - 1 : number + depth - 1 + _SAMPLE]
    found = _Candidate(sheet, number, depth, pieces, sample)
    if len(found.free) < 2 or not sample:
        return None
    _assign(found, columns)
    _join_year_and_part(found, columns)
    required = [column for column in columns if column.required]
    _spread(found, required)
    _take_the_only_numbers(found, required)
    for column in required:
        if column.name in found.known:
            continue
        if len(names) > 1 and sum(readable(column, name) for name in names) > 1 and not found.by_sheet:
            found.by_sheet = column.name
        elif column.unless_named and (named := _same_breakdown(found, column)) is not None:
            found.chosen[column.name] = named  # its cells do not fit: better said of each row than left out
        elif column.unless_named:
            found.fixed[column.name] = column.unless_named
    return found if {column.name for column in required} <= found.known else None


def _same_breakdown(found: _Candidate, column: Column) -> int | None:
    """A column of the file that, by its header, breaks the figures down as our column does."""
    kind = breakdown(column.name)
    return next((place for place in found.free if kind and breakdown(found.header(place)) == kind), None)


def _assign(found: _Candidate, columns: tuple[Column, ...]) -> None:
    """Give our columns the headers that fit best, the best fit first."""
    pairs = sorted(
        ((score, column.name, place) for column in columns for place in found.free if (score := _fit(found, column, place))),
        key=lambda pair: (-pair[0], pair[2]),
    )
    for score, name, place in pairs:
        if name not in found.chosen and place in found.free:
            found.chosen[name] = place
            found.score += score


def _fit(found: _Candidate, column: Column, place: int) -> float:
    """How well a header and the cells below it fit one of our columns, 0 for not at all. A header that is a value is no name."""
    if column.read is not text and not column.measure and header_value(column, found.pieces[place]):
        return 0.0
    alike = max(_alike(spelled, name) for spelled in _spellings(found.pieces[place]) for name in (column.name, *column.also))
    cells = found.cells(place)
    fits = _share_that_fits(column, cells)
    if column.read is text:
        return alike if alike >= _ALIKE else 0.0
    if (alike >= _ALIKE and fits >= 0.5) or (alike >= _RATHER and fits >= 0.8):
        return alike + fits
    tells_itself = column.required and not column.measure and fits >= 0.9 and not any(_may_be_a_count(column, c) for c in cells)
    return fits if tells_itself else 0.0


def _may_be_a_count(column: Column, cell: Cell) -> bool:
    """Whether a bare number below an unknown header may as well be a figure or the number of a row: all but a recent year."""
    number = _plain_number(cell).strip()
    recent = number.isdecimal() and _FIRST_YEAR <= int(number) <= datetime.now(UTC).year + 1
    return number.isdecimal() and (column.read is any_place or not recent)


def _spellings(pieces: tuple[str, ...]) -> Iterable[str]:
    return (plain(" ".join(pieces)), plain(pieces[-1]))


def _alike(header: str, name: str) -> float:
    wanted = plain(name)
    if header == wanted:
        return 1.0
    words = re.split(r"\W+", header)
    whole = 0.9 if len(wanted) > 3 and all(word in words for word in wanted.split()) else 0.0
    return max(whole, difflib.SequenceMatcher(None, header, wanted).ratio() * 0.95)


def _share_that_fits(column: Column, cells: list[Cell]) -> float:
    """The part of the cells that the column reads; notes below a table may be among them."""
    return sum(_reads(column, cell) for cell in cells) / len(cells) if cells else 0.0


def _reads(column: Column, cell: Cell) -> bool:
    if plain(cell) in column.passed_over:
        return True
    try:
        column.read(cell)
    except OutsideScope:
        return False
    except UnreadableCell:
        return False
    return True


def _join_year_and_part(found: _Candidate, columns: tuple[Column, ...]) -> None:
    """A year in one column and its month or quarter in the next make one period."""
    for column in columns:
        year = found.chosen.get(column.name)
        if not column.required or column.measure or year is None:
            year = next((p for p in found.free if plain(found.header(p)) in YEAR), None)
        part = next((p for p in found.free if plain(found.header(p)).startswith(PARTS_OF_A_YEAR)), None)
        if column.name != "periode" or year is None or part is None:
            continue
        if any(map(has_year, found.cells(part))):
            continue
        together = [joined(row[year], row[part], found.header(part)) for row in found.sample if max(year, part) < len(row)]
        if together and sum(_reads(column, cell) for cell in together) >= 0.8 * len([cell for cell in together if cell.strip()]):
            found.chosen[column.name], found.beside[column.name] = year, part


def _plain_number(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "")


def _spread(found: _Candidate, required: list[Column]) -> None:
    """Headers that are periods or sectors themselves make a wide table."""
    values = next((column.name for column in required if column.measure), None)
    for column in required:
        if column.measure or column.read is text or column.name in found.chosen or not values:
            continue
        taken = found.chosen.get(values)
        places = [p for p in (*found.free, *([taken] if taken is not None else [])) if header_value(column, found.pieces[p])]
        if len(places) > 1:
            found.chosen.pop(values, None)
            found.wide = (column.name, values, sorted(places))
            found.score += 1.5
            return


def _take_the_only_numbers(found: _Candidate, required: list[Column]) -> None:
    """The one required figure that has no place yet is the one column of numbers that is left."""
    open_figures = [column for column in required if column.measure and column.name not in found.known]
    if len(open_figures) != 1:
        return
    numbers = [p for p in found.free if len(found.cells(p)) >= 1 and _share_that_fits(open_figures[0], found.cells(p)) >= 0.5]
    if len(numbers) == 1:
        found.chosen[open_figures[0].name] = numbers[0]


def _mapping(found: _Candidate, file_name: str) -> ColumnMapping:
    return ColumnMapping(
        kolommen={name: found.header(place) for name, place in found.chosen.items()},
        ernaast={name: found.header(place) for name, place in found.beside.items()},
        vast=found.fixed,
        koppen_geven=found.wide[0] if found.wide else None,
        cellen_geven=found.wide[1] if found.wide else None,
        blad_geeft=found.by_sheet,
        niet_gebruikt=[found.header(place) for place in found.free],
        geleerd_van=file_name,
    )
