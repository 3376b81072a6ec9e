"""The columns of a file that comes by hand, and how their cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.dataset import Measure
from ingest.focus_sectors import CHOICES, find_sector
from ingest.home import home
from ingest.regions import NAMESAKES, PROVINCIES, find_region, is_place, level
from ingest.tabular import (
    Cell,
    UnreadableCell,
    as_text,
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
# No gemeente has a higher number (the highest is 1992): a higher one is a year or, as 9999, no place at all (`is_place`).
_HIGHEST_GEMEENTE = 1999
_DIGITS = 5  # of a number are enough to see that it is higher; Python refuses to read one of thousands
# What says of which level a name is: behind the name itself (`Haarlem (gemeente)`), or in the header above it.
_GEMEENTE, _REGION, _PROVINCE = "gemeente", "arbeidsmarktregio", "provincie"
_BEHIND = re.compile(r"\s*\((gemeente|am)\)$")
_IN_HEADER = {
    _GEMEENTE: re.compile("gemeente"),
    _REGION: re.compile(r"arbeidsmarkt|\bamr\b|\bregio(?!code)"),
    _PROVINCE: re.compile("provincie"),
}

_PROVINCES = {name.lower() for name in PROVINCIES.values()}

# The lengths of a period as headers name them: 31-03-2025 ends a month as well as a quarter.
_LENGTHS = {"maand": read_month, "kwartaal": read_quarter, "jaar": read_year}


class OutsideScope(UnreadableCell):
    """A cell that is in order but about a place that we have no code for; its row is passed over and named."""


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


def region(cell: Cell) -> str:
    """The region code of a cell. Raises UnreadableCell."""
    code = find_region(str(cell))
    if code is None:
        raise UnreadableCell(f"'{cell}' is geen arbeidsmarktregio; schrijf de code (AM37) of de hele naam")
    return code


def own_place(cell: Cell, header: str = "") -> str:
    """The code of the own region or of one of its gemeenten; `header` tells two of one name apart. Raises UnreadableCell."""
    text, behind = _name(cell), _level_behind(cell)
    known = {home().code: home().naam, **home().gemeenten}
    named = [code for code, name in known.items() if text in (code.lower(), name.lower()) and behind in ("", level(code))]
    code = next(iter(named), None) or _gemeente_code(text)
    if len(named) > 1:
        code = _meant(cell, _level_in(header), *named)
    if code not in known:
        whole = f"{home().naam} ({home().code})"
        raise UnreadableCell(f"'{cell}' is niet {whole} of een gemeente daarin; schrijf haar code of naam, of haal de rij weg")
    return code


def gemeente_place(cell: Cell) -> str:
    """As `place`, in a file that is about gemeenten only: no name in it is that of a region."""
    return place(cell if _level_behind(cell) else f"{_name(cell)} ({_GEMEENTE})")


def place(cell: Cell, header: str = "") -> str:
    """The code of the country, an arbeidsmarktregio or a gemeente; `header` tells two of one name apart.

    Raises OutsideScope for the name of another gemeente, UnreadableCell for what is no place or may be two.
    """
    text, behind = _name(cell), _level_behind(cell)
    numbered = _gemeente_code(text)
    if numbered and not is_place(numbered):
        raise OutsideScope(f"'{cell}' is geen plaats maar buitenland of onbekend; een gemeente heeft een code zoals GM0392")
    if text.isdecimal() and int(text.lstrip("0")[:_DIGITS] or 0) > _HIGHEST_GEMEENTE:
        raise UnreadableCell(f"'{text}' is geen nummer van een gemeente; schrijf de code (zoals GM0392) of de naam")
    code = _region_or_namesake(cell, header) or numbered
    if code:
        return code
    named = next((code for code, name in home().gemeenten.items() if text == name.lower() and behind != _REGION), None)
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


def _name(cell: Cell) -> str:
    """A name as it is compared, without the level that some files put behind it: `Haarlem (gemeente)` is `haarlem`."""
    return _BEHIND.sub("", " ".join(as_text(cell).lower().split()))


def _level_behind(cell: Cell) -> str:
    """The level that a name has behind it; empty when it has none."""
    found = _BEHIND.search(" ".join(str(cell).lower().split()))
    return "" if found is None else _GEMEENTE if found[1] == "gemeente" else _REGION


def _level_in(header: str) -> str:
    """The level of the places below a header; empty when it names none, or both."""
    said = [each for each, words in _IN_HEADER.items() if words.search(plain(header))]
    return said[0] if len(said) == 1 else ""


def _region_or_namesake(cell: Cell, header: str) -> str | None:
    """The code for a name that an arbeidsmarktregio has: its own, or that of the gemeente of the same name. None for other names.

    Raises UnreadableCell when either may be meant. Raises OutsideScope for a name that a provincie has too, where the level that
    was said is provincie, or is gemeente and there is no gemeente of that name.
    """
    text, behind = _name(cell), _level_behind(cell)
    code, said = find_region(text), behind or _level_in(header)
    if (
        code
        and text != code.lower()
        and text in _PROVINCES
        and (said == _PROVINCE or (said == _GEMEENTE and code not in NAMESAKES))
    ):
        raise OutsideScope(
            f"'{cell}' is ook een provincie, en hier staat {said}; is de arbeidsmarktregio bedoeld, schrijf dan {code}"
        )
    if code in NAMESAKES and text != code.lower():
        return _meant(cell, said, code, NAMESAKES[code])
    return None if behind == _GEMEENTE else code


def _meant(cell: Cell, said: str, region_code: str, gemeente_code: str) -> str:
    """Which of two places of one name is meant, by the level that was said. Raises UnreadableCell when neither was."""
    if said not in (_GEMEENTE, _REGION):
        raise UnreadableCell(f"'{cell}' is een gemeente en een arbeidsmarktregio; schrijf {gemeente_code} of {region_code}")
    return region_code if said == _REGION else gemeente_code


def _gemeente_code(text: str) -> str | None:
    """The code for `GM0392`, or the bare number of a gemeente as `0392` or `392`."""
    match = re.fullmatch(r"(?:gm)?\s*([0-9]{1,4})", text)
    return f"GM{int(match[1]):04d}" if match and int(match[1]) else None
