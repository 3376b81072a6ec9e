"""The columns of a file that comes by hand, and how their cells are read."""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.dataset import Measure
from ingest.regions import find_region
from ingest.sectors import find_sector
from ingest.tabular import Cell, UnreadableCell, read_month, read_number, read_quarter, read_year


@dataclass(frozen=True)
class Column:
    """One column of a file: its name in the template, how a cell is read, the other headers it may have, and what it is for.

    `measure` makes it a figure; `dated_by` names the column with its period where that is not the file's own.
    """

    name: str
    read: Callable[[Cell], str | float | None]
    explanation: str
    also: tuple[str, ...] = ()
    required: bool = False
    measure: Measure | None = None
    dated_by: str | None = None


def region(cell: Cell) -> str:
    """The region code of a cell. Raises UnreadableCell."""
    code = find_region(str(cell))
    if code is None:
        raise UnreadableCell(f"'{cell}' is geen arbeidsmarktregio; schrijf de code (AM37) of de hele naam")
    return code


def sector(cell: Cell) -> str:
    """The sector code of a cell. Raises UnreadableCell."""
    code = find_sector(str(cell))
    if code is None:
        raise UnreadableCell(
            f"'{cell}' is geen sector; schrijf totaal, zorg-welzijn, onderwijs, techniek, overig of een SBI-letter"
        )
    return code


def period(cell: Cell) -> str:
    """A quarter, month or year, whichever the cell writes. Raises UnreadableCell."""
    for read in (read_year, read_quarter, read_month):
        try:
            return read(cell)
        except UnreadableCell:
            continue
    raise UnreadableCell(f"'{cell}' is geen periode; schrijf bijvoorbeeld 2023-Q1, 2023-03 of 2023")


def whole_number(cell: Cell) -> float | None:
    """A count of zero or more, None when it is not published. Raises UnreadableCell."""
    number = read_number(cell)
    if number is not None and number < 0:
        raise UnreadableCell(f"'{cell}' is negatief; dat kan hier niet")
    return number


def text(cell: Cell) -> str:
    """Any text."""
    return str(cell).strip()


def one_of(meaning: dict[str, str]) -> Callable[[Cell], str]:
    """A reader that accepts only these words and gives their meaning."""

    def read(cell: Cell) -> str:
        word = text(cell).lower()
        if word not in meaning:
            raise UnreadableCell(f"'{cell}' is niet {' of '.join(meaning)}")
        return meaning[word]

    return read
