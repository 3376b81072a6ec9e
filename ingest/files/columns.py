"""The columns of a file that comes by hand, and how their cells are read; those that name a place: `place_cells.py`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.dataset import Measure
from ingest.files.tabular import (
    Cell,
    UnreadableCell,
    has_percent_sign,
    is_bare_number_of_year,
    is_day,
    is_numbered_month,
    plain,
    read_month,
    read_number,
    read_quarter,
    read_ratio,
    read_year,
)
from ingest.focus_sectors import CHOICES, find_sector

# How files name "all" in a breakdown that we do not keep.
ALL = frozenset({"", "totaal", "alle", "alle beroepen", "alle beroepsgroepen", "alle leeftijden", "totaal beroepen", "t"})

MOST = 100_000_000  # persons, jobs, vacancies or firms: five times as many as the Netherlands has inhabitants

# What a file may be broken down by, and the words that headers have for it: its rows are then about a part of the whole.
_BREAKDOWNS = {
    "sector": re.compile(r"sector|branche|bedrijfstak|\bsbi\b"),
    "beroep": re.compile(r"beroep(?!sbevolking|sonderwijs)"),
    "leeftijd": re.compile(r"leeftijd"),
    "geslacht": re.compile(r"geslacht"),
    "opleiding": re.compile(r"opleiding"),
}
# The lengths of a period as headers name them: 31-03-2025 ends a month as well as a quarter.
_LENGTHS = {"maand": read_month, "kwartaal": read_quarter, "jaar": read_year}


@dataclass(frozen=True)
class Column:
    """One column of a file: its name in the template, how a cell is read, the other headers it may have, and what it is for.

    `measure` makes it a figure, printed with `decimals`; `dated_by` names the column with its period where that is not the
    file's own. A row in which the cell is one of `passed_over` is no row of ours. `unless_named` is what is proposed for all
    rows of a file that lacks the column. `below` reads a cell with its header, where that may decide what the cell means.
    """

    name: str
    read: Callable[[Cell], str | float | None]
    explanation: str
    also: tuple[str, ...] = ()
    required: bool = False
    measure: Measure | None = None
    dated_by: str | None = None
    decimals: int = 0
    passed_over: frozenset[str] = frozenset()
    unless_named: str | None = None
    below: Callable[[Cell, str], str] | None = None

    def reader(self, header: str) -> Callable[[Cell], str | float | None]:
        """How a cell is read that stands below this header."""
        below = self.below
        return self.read if below is None else lambda cell: below(cell, header)


def sector(cell: Cell) -> str:
    """The sector code of a cell. Raises UnreadableCell."""
    code = find_sector(str(cell))
    if code is None:
        raise UnreadableCell(f"'{cell}' is geen sector; schrijf {CHOICES}")
    return code


def period(cell: Cell, header: str = "") -> str:
    """A quarter, month or year, whichever the cell writes; a day is what `header` says, else its quarter where that is its last.

    Raises UnreadableCell.
    """
    if is_day(cell) and (read := _period_in(header)):
        return read(cell)
    if is_bare_number_of_year(cell):
        raise UnreadableCell(f"'{cell}' kan een kwartaal of een maand zijn; schrijf bijvoorbeeld 2023-Q1 of 2023-03")
    if is_numbered_month(cell):
        return read_month(cell)
    for read in (read_year, read_quarter, read_month):
        try:
            return read(cell)
        except UnreadableCell:
            continue
    raise UnreadableCell(f"'{cell}' is geen periode; schrijf bijvoorbeeld 2023-Q1, 2023-03 of 2023")


def difference(cell: Cell) -> float | None:
    """How many more or fewer of what is counted, None when it is not published. Raises UnreadableCell."""
    number = read_number(cell)
    if number is not None and abs(number) > MOST:
        raise UnreadableCell(
            f"'{cell}' kan geen aantal zijn: meer dan 100 miljoen mensen, banen of vacatures heeft Nederland niet"
        )
    return number


def whole_number(cell: Cell) -> float | None:
    """A count of zero or more, None when it is not published. Raises UnreadableCell."""
    number = difference(cell)
    if number is not None and number < 0:
        raise UnreadableCell(f"'{cell}' is negatief; dat kan hier niet")
    if number is not None and not number.is_integer():
        raise UnreadableCell(f"'{cell}' is geen heel getal; dat kan hier niet")
    return number


def ratio(cell: Cell) -> float | None:
    """A ratio of zero or more, None when it is not published. Raises UnreadableCell.

    The limit of 100 tells a ratio from a count in the wrong column: "zeer krap" begins at 4.
    """
    number = read_ratio(cell)
    if number is not None and not 0 <= number <= 100:
        raise UnreadableCell(f"'{cell}' kan geen verhouding zijn; die ligt tussen 0 en 100")
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


def is_wrong_percentage(column: Column, cell: Cell) -> bool:
    """Whether a cell is written as a percentage where its column has counts or ratios."""
    return column.measure is not None and column.measure.unit != "%" and has_percent_sign(cell)


def breakdown(header: str) -> str | None:
    """What a column with this header breaks the figures down by (`sector`, `beroep`, `leeftijd`); None when by nothing."""
    return next((kind for kind, words in _BREAKDOWNS.items() if words.search(plain(header))), None)


def is_about_all(cell: Cell) -> bool:
    """Whether a cell of a breakdown says that its row is about the whole: `totaal`, `alle beroepen`, or nothing."""
    said = plain(cell)
    return said in ALL or said.startswith(("totaal", "alle "))


def _period_in(header: str) -> Callable[[Cell], str] | None:
    """How a period is read below a header that names its length; None where it names none, or several."""
    said = [read for word, read in _LENGTHS.items() if re.search(rf"\b{word}\b", plain(header))]
    return said[0] if len(said) == 1 else None
