"""The cells of a file by hand that name a place: by its code, or by a name that places of several levels may share."""

import re
from functools import cache

from ingest.files.tabular import Cell, UnreadableCell, as_text, plain
from ingest.home import home
from ingest.regions import NAMESAKES, PROVINCIES, division, find_region, is_place, level

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


class OutsideScope(UnreadableCell):
    """A cell that is in order but about a place that we have no code for; its row is passed over and named."""


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
    """As `place`, in a file of the whole country about gemeenten only: each is known by its name, and no name is a region's."""
    named = _in_the_country().get(_name(cell))
    if named and _level_behind(cell) != _REGION:
        return named
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


@cache
def _in_the_country() -> dict[str, str]:
    """The code of each gemeente by its name in small letters."""
    return {name.lower(): code for code, name, _ in division()}


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
