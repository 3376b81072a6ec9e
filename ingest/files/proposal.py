"""A proposal how to read a file whose headers are not the declared ones: by what the headers say and what stands below them.

A person sees the proposal with the first rows as they would be read, and accepts it once.
"""

from collections import Counter
from dataclasses import dataclass, field

from ingest.files.columns import Column, breakdown, text
from ingest.files.header_fit import fit, reads, share_that_fits
from ingest.files.layout import HEADER_ROWS, PARTS_OF_A_YEAR, YEAR, has_year, header_pieces, joined, possible_headers
from ingest.files.mapping import ColumnMapping, header_value, how_much_told, readable
from ingest.files.tabular import UNCOMPUTED, Cell, plain
from ingest.files.workbook import Sheet

_SAMPLE = 25  # rows below a header that are looked at
# So many cells are looked at as headers, of a sheet at each depth and of a file in all, which takes some ten seconds: of a wide
# sheet fewer rows are tried.
_HEADERS_OF_A_SHEET, _HEADERS_OF_A_FILE = 7_000, 60_000


@dataclass
class _Candidate:
    """One possible header of one sheet, with what could be made of it so far."""

    pieces: list[tuple[str, ...]]
    sample: list[list[Cell]]
    chosen: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    wide: tuple[str, str, list[int]] | None = None
    by_sheet: str | None = None
    told: tuple[int, int] = (0, 0)
    score: float = 0.0

    @property
    def free(self) -> list[int]:
        """The columns of the file that nothing was made of yet; of headers that stand there twice nothing can be made."""
        used = {*self.chosen.values(), *self.beside.values(), *(self.wide[2] if self.wide else ())}
        times = Counter(self.pieces)
        return [place for place, pieces in enumerate(self.pieces) if times[pieces] == 1 and pieces and place not in used]

    def rank(self, more: float = 0.0) -> tuple[int, tuple[int, int], float]:
        """What candidates are compared by, the most telling first; `more` is by how much another must surpass the score."""
        return len(self.chosen), self.told, self.score + more

    @property
    def known(self) -> set[str]:
        """Our columns that have a place."""
        return {*self.chosen, *self.fixed, *(self.wide[:2] if self.wide else ()), *([self.by_sheet] if self.by_sheet else ())}

    def cells(self, place: int) -> list[Cell]:
        """The cells below a header that hold something, as far as they were looked at."""
        return [row[place] for row in self.sample if place < len(row) and row[place] not in (None, "", UNCOMPUTED)]

    def fit(self, column: Column, place: int) -> float:
        """How well a column of the file fits one of ours."""
        return fit(column, self.pieces[place], self.cells(place))

    def header(self, place: int) -> str:
        """The header of a column, joined."""
        return " ".join(self.pieces[place])


def propose(sheets: list[Sheet], columns: tuple[Column, ...], file_name: str) -> ColumnMapping | None:
    """The mapping that makes most of these sheets; None when no header gives every required column."""
    names = [sheet.name for sheet in sheets]
    best: _Candidate | None = None
    looked_at = 0
    for sheet in sheets:
        width = max((len(row) for row in sheet.rows[:HEADER_ROWS]), default=0)
        rows = min(len(sheet.rows), _HEADERS_OF_A_SHEET // max(width, 1))
        for number, depth in possible_headers(rows):
            looked_at += width
            if looked_at > _HEADERS_OF_A_FILE:
                break
            found = _candidate(sheet, number, depth, columns, names)
            if found and (best is None or found.rank() > best.rank(0.01)):
                best = found
    return _mapping(best, file_name) if best else None


def _candidate(sheet: Sheet, number: int, depth: int, columns: tuple[Column, ...], names: list[str]) -> _Candidate | None:
    pieces = header_pieces(sheet, number, depth)
    sample = sheet.rows[number + depth - 1 : number + depth - 1 + _SAMPLE]
    found = _Candidate(pieces, sample)
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
        ((score, column.name, place) for column in columns for place in found.free if (score := found.fit(column, place))),
        key=lambda pair: (-pair[0], pair[2]),
    )
    for score, name, place in pairs:
        if name not in found.chosen and place in found.free:
            found.chosen[name] = place
            found.score += score


def _join_year_and_part(found: _Candidate, columns: tuple[Column, ...]) -> None:
    """A year in one column and its month or quarter in the next make one period."""
    period = next((column for column in columns if column.name == "periode"), None)
    part = next((p for p in found.free if plain(found.header(p)).startswith(PARTS_OF_A_YEAR)), None)
    if period is None or part is None or any(map(has_year, found.cells(part))):
        return
    year = found.chosen.get(period.name) if period.required else None
    if year is None:
        year = next((p for p in found.free if plain(found.header(p)) in YEAR), None)
    if year is None:
        return
    together = [joined(row[year], row[part], found.header(part)) for row in found.sample if max(year, part) < len(row)]
    if together and sum(reads(period, cell) for cell in together) >= 0.8 * len([cell for cell in together if cell.strip()]):
        found.chosen[period.name], found.beside[period.name] = year, part


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
            found.told = how_much_told(column, {found.header(p): header_value(column, found.pieces[p]) or "" for p in places})
            found.score += 1.5
            return


def _take_the_only_numbers(found: _Candidate, required: list[Column]) -> None:
    """The one required figure that has no place yet is the one column of numbers that is left."""
    open_figures = [column for column in required if column.measure and column.name not in found.known]
    if len(open_figures) != 1:
        return
    numbers = [p for p in found.free if len(found.cells(p)) >= 1 and share_that_fits(open_figures[0], found.cells(p)) >= 0.5]
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
