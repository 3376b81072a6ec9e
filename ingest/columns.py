"""The columns of a file that comes by hand, and how their cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.dataset import Measure
from ingest.home import home
from ingest.regions import find_region
from ingest.sectors import find_sector
from ingest.tabular import (
    Cell,
    UnreadableCell,
    is_bare_number_of_year,
    is_numbered_month,
    plain,
    read_month,
    read_number,
    read_quarter,
    read_ratio,
    read_year,
)

# How files name a row that sums the others, or what could not be divided: no region of ours.
TOTALS = frozenset(
    {
        "totaal",
        "eindtotaal",
        "subtotaal",
        "total",
        "som",
        "overig",
        "onbekend",
        "overig/onbekend",
        "niet in te delen",
        "buitenland",
    }
)
# How files name "all" in a breakdown that we do not keep.
ALL = frozenset({"", "totaal", "alle", "alle beroepen", "alle beroepsgroepen", "alle leeftijden", "totaal beroepen", "t"})


# What a file may be broken down by, and the words that headers have for it: its rows are then about a part of the whole.
_BREAKDOWNS = {
    "sector": re.compile(r"sector|branche|bedrijfstak|\bsbi\b"),
    "beroep": re.compile(r"beroep(?!sbevolking|sonderwijs)"),
    "leeftijd": re.compile(r"leeftijd"),
    "geslacht": re.compile(r"geslacht"),
    "opleiding": re.compile(r"opleiding"),
}
# No gemeente has a higher number (the highest is 1992): above it stand years, and the 9999 of "unknown".
_HIGHEST_GEMEENTE = 1999


class OutsideScope(UnreadableCell):
    """A cell that is in order but about a place that we have no code for; its row is passed over and named."""


@dataclass(frozen=True)
class Column:
    """One column of a file: its name in the template, how a cell is read, the other headers it may have, and what it is for.

    `measure` makes it a figure, printed with `decimals`; `dated_by` names the column with its period where that is not the
    file's own. A row in which the cell is one of `passed_over` is no row of ours. `unless_named` is what is proposed for all
    rows of a file that lacks the column.
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


def region(cell: Cell) -> str:
    """The region code of a cell. Raises UnreadableCell."""
    code = find_region(str(cell))
    if code is None:
        raise UnreadableCell(f"'{cell}' is geen arbeidsmarktregio; schrijf de code (AM37) of de hele naam")
    return code


def own_place(cell: Cell) -> str:
    """The code of the own region or of one of its gemeenten. Raises UnreadableCell."""
    text = _name(cell)
    known = {home().code: home().naam, **home().gemeenten}
    code = next((code for code, name in known.items() if text in (code.lower(), name.lower())), None) or _gemeente_code(text)
    if code not in known:
        whole = f"{home().naam} ({home().code})"
        raise UnreadableCell(f"'{cell}' is niet {whole} of een gemeente daarin; schrijf haar code of naam, of haal de rij weg")
    return code


def place(cell: Cell) -> str:
    """The code of the country, an arbeidsmarktregio or a gemeente. Raises OutsideScope for the name of another gemeente."""
    text = _name(cell)
    if text.isdecimal() and int(text) > _HIGHEST_GEMEENTE:
        raise UnreadableCell(f"'{text}' is geen nummer van een gemeente; schrijf de code (zoals GM0392) of de naam")
    code = find_region(text) or _gemeente_code(text)
    if code:
        return code
    named = next((code for code, name in home().gemeenten.items() if text == name.lower()), None)
    if named is None:
        raise OutsideScope(
            f"'{cell}' is geen gemeente of arbeidsmarktregio waarvan de code bekend is; hoort zij erbij, schrijf dan haar eigen "
            "CBS-code (die van Haarlem is bijvoorbeeld GM0392)"
        )
    return named


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


def whole_number(cell: Cell) -> float | None:
    """A count of zero or more, None when it is not published. Raises UnreadableCell."""
    number = read_number(cell)
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


def breakdown(header: str) -> str | None:
    """What a column with this header breaks the figures down by (`sector`, `beroep`, `leeftijd`); None when by nothing."""
    return next((kind for kind, words in _BREAKDOWNS.items() if words.search(plain(header))), None)


def is_about_all(cell: Cell) -> bool:
    """Whether a cell of a breakdown says that its row is about the whole: `totaal`, `alle beroepen`, or nothing."""
    said = plain(cell)
    return said in ALL or said.startswith(("totaal", "alle "))


def _name(cell: Cell) -> str:
    """A name as it is compared, without the level that some files put behind it: `Haarlem (gemeente)` is `haarlem`."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r"\s*\((?:gemeente|am)\)$", "", " ".join(str(cell).lower().split()))


def _gemeente_code(text: str) -> str | None:
    """The code for `GM0392`, or the bare number of a gemeente as `0392` or `392`."""
    match = re.fullmatch(r"(?:gm)?\s*([0-9]{1,4})", text)
    return f"GM{int(match[1]):04d}" if match and int(match[1]) else None
