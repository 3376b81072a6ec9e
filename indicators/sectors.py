"""The focus sectors of the agenda, as sums of SBI sections, in whichever definition is chosen."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import msgspec
import pandas as pd

from indicators.agenda_files import WrongAgenda, toml
from indicators.formulas import difference
from indicators.series import INDEX, Series
from indicators.sums import sums
from ingest.focus_sectors import FOCUS_SECTORS, NAMED_SECTORS, NOT_FOCUS, TECHNIEK, TECHNIEK_IS_CHOSEN
from ingest.focus_sectors import NAMED_IN_WORDS as NAMED_IN_WORDS
from ingest.sectors import SBI_DIVISIONS, SBI_SECTIONS, SBI_SUMS, TOTAL
from ingest.settings import AGENDA

FOCUS, OTHER = "focus", "overig"
NAMED = tuple(FOCUS_SECTORS)
SECTORS = (TOTAL, FOCUS, *NAMED, OTHER)  # that a visitor chooses from, in the order in which they stand
WITH_TECHNIEK = (TECHNIEK, FOCUS, OTHER) if TECHNIEK_IS_CHOSEN else ()  # what another definition of Techniek changes
_DRAWN_BY_UWV = (
    "UWV deelt de sectoren zelf in. Bij een andere afbakening van Techniek zijn er van UWV daarom geen cijfers over Techniek, "
    "de focussectoren samen en de overige sectoren."
)
DRAWN_BY_UWV = (_DRAWN_BY_UWV,) if TECHNIEK_IS_CHOSEN else ()  # caveats, where there is another definition
BY_TECHNIEK = ("Het aandeel hangt af van wat tot Techniek wordt gerekend.",) if TECHNIEK_IS_CHOSEN else ()
SBI = re.compile(r"[A-U](?:-[A-U])?|[0-9]{2,5}(?:-[0-9]{2,5})?")  # a section, some sections, or divisions
_KEY = re.compile(r"(?!sbi-)[a-z][a-z0-9]+(?:-[a-z0-9]+)*")


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to draw the border of a sector: its name and its SBI codes."""

    naam: str
    sbi: list[str]


class FocusSector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A focus sector with its possible definitions; `standaard` is the one that counts unless another is chosen."""

    naam: str
    standaard: str
    definities: dict[str, Definition]


class UnknownDefinition(ValueError):
    """A definition of Techniek that is not in the agenda folder."""


@cache
def focus_sectors(agenda: Path = AGENDA) -> dict[str, FocusSector]:
    """The focus sectors as agenda/focus_sectors.toml describes them. Raises WrongAgenda."""
    found = toml(agenda / "focus_sectors.toml", dict[str, FocusSector])
    if wrong := next(_mistakes(found), None):
        raise WrongAgenda(f"agenda/focus_sectors.toml{wrong}")
    return found


def _mistakes(found: dict[str, FocusSector]) -> Iterator[str]:
    if not found:
        yield ": er staat geen focussector in. Zet er ten minste één neer."
    names = [name.strip().lower() for name in (*(each.naam for each in found.values()), *NOT_FOCUS.values(), *NOT_FOCUS)]
    for sector, declared in found.items():
        if sector in (TOTAL, FOCUS, OTHER) or not _KEY.fullmatch(sector):
            yield f": '{sector}' kan geen focussector heten; schrijf kleine letters, cijfers en streepjes, zoals zorg-welzijn."
        if not declared.naam.strip():
            yield f", {sector}: naam is leeg. Schrijf hoe de sector op de pagina's heet."
        if names.count(declared.naam.strip().lower()) > 1:
            yield f", {sector}: '{declared.naam}' heet ook iets anders. Kies een eigen naam: bestanden noemen haar zo."
        if declared.standaard not in declared.definities:
            yield f", {sector}: standaard '{declared.standaard}' is geen van {', '.join(declared.definities)}."
        if sector != TECHNIEK and len(declared.definities) > 1:
            yield f", {sector}: alleen van {TECHNIEK} zijn er meer definities te kiezen. Houd er één over."
        for name, definition in declared.definities.items():
            yield from (f", {sector}, {name}: {wrong}" for wrong in sbi_mistakes(definition.sbi))
    for one, other in combinations(found, 2):
        for drawn in found[one].definities.values():
            for beside in found[other].definities.values():
                for code, again in _overlapping(drawn.sbi, beside.sbi):
                    yield f": {code} van {one} en {again} van {other} overlappen; dan telt een bedrijfstak twee keer mee."


def sbi_mistakes(codes: list[str]) -> Iterator[str]:
    """What is wrong with SBI codes of which the figures are to be added up, in Dutch; only the first is sure to be told."""
    if not codes:
        yield "er staat geen SBI. Schrijf ten minste één code, zoals Q."
    for code in codes:
        if not SBI.fullmatch(code):
            yield f"'{code}' is geen SBI; schrijf Q, B-F of 62-63."
        elif "-" in code and code not in SBI_SUMS:
            yield f'\'{code}\' is geen som die CBS geeft ({", ".join(SBI_SUMS)}); schrijf de delen los, zoals "H", "I".'
        elif code[0].isdecimal() and not any(first <= int(code[:2]) <= last for first, last in SBI_DIVISIONS.values()):
            yield f"afdeling {code[:2]} bestaat niet in de SBI 2008. Schrijf een andere."
    for place, code in enumerate(codes):
        yield from (f"{again} zit ook in {code}. Haal er een weg." for _, again in _overlapping([code], codes[place + 1 :]))


def _overlapping(some: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of SBI codes, one of each list, that share a part."""
    for code in some:
        first, last = _span(code)
        yield from ((code, other) for other in others if _span(other)[0] <= last and first <= _span(other)[1])


def _span(code: str) -> tuple[str, str]:
    """The first and the last SBI number that a code holds, written so that numbers sort as text: `62` is 62000 up to 62999."""
    first, _, last = code.partition("-")
    if code[0].isdecimal():
        return first.ljust(5, "0"), (last or first).ljust(5, "9")
    return f"{SBI_DIVISIONS[first][0]:02d}000", f"{SBI_DIVISIONS[last or first][1]:02d}999"


def sbi_codes(sector: str, techniek: str | None = None) -> list[str]:
    """The SBI sectors (`sbi-Q`) that a focus sector is the sum of. Raises UnknownDefinition."""
    declared = focus_sectors()[sector]
    chosen = techniek if sector == TECHNIEK and techniek else declared.standaard
    if chosen not in declared.definities:
        raise UnknownDefinition(f"Techniek kent geen definitie '{chosen}'. Er zijn: {', '.join(declared.definities)}.")
    return [f"sbi-{code}" for code in declared.definities[chosen].sbi]


def unless_standard(techniek: str | None) -> str | None:
    """A definition of Techniek; None for the standard one, which holds where none is chosen. Raises UnknownDefinition."""
    if not techniek:
        return None
    if TECHNIEK not in focus_sectors():
        raise UnknownDefinition("De agenda heeft geen focussector Techniek. Laat techniek weg.")
    sbi_codes(TECHNIEK, techniek)  # refuses one that is not there, also where nothing depends on it
    return None if techniek == focus_sectors()[TECHNIEK].standaard else techniek


def definitions_to_choose() -> tuple[str, dict[str, Definition]]:
    """The standard definition of Techniek and all of them; nothing where the agenda leaves no choice."""
    techniek = focus_sectors()[TECHNIEK] if TECHNIEK_IS_CHOSEN else None
    return (techniek.standaard, techniek.definities) if techniek else ("", {})


def with_focus_sectors(figures: Series, techniek: str | None = None, adds_up: bool = True) -> Series:
    """The figures, with each focus sector, all of them together (`focus`) and what is left (`overig`) added.

    A sector that the source names itself stays as it is. But it drew the border of Techniek itself, so under another definition
    than the standard one what it counts there is left out: nobody knows what that would be. A missing part makes its sum
    missing. Figures that do not add up (percentages, rates) only get the focus sectors that are one SBI section.
    """
    if unless_standard(techniek):
        figures = figures.where(~figures.frame.index.get_level_values("sector").isin(WITH_TECHNIEK))
    present = set(figures.frame.index.unique("sector"))
    if present <= {TOTAL}:
        return figures
    parts = {sector: sbi_codes(sector, techniek) for sector in NAMED}
    member_of = {code: sector for sector, codes in parts.items() if adds_up or len(codes) == 1 for code in codes}
    figures = figures.or_else(_summed(figures, member_of))
    if not adds_up:
        return figures
    figures = figures.or_else(_summed(figures, dict.fromkeys(NAMED, FOCUS)))
    rest = difference(only(figures, TOTAL, OTHER), only(figures, FOCUS, OTHER))
    return figures.or_else(rest)


def _summed(figures: Series, member_of: dict[str, str]) -> Series:
    parts = figures.frame[figures.frame.index.get_level_values("sector").isin(list(member_of))]
    return Series(sums(parts, "sector", member_of))


def only(figures: Series, sector: str, name: str = TOTAL) -> Series:
    """The figures of one sector under another name, by default as if it were the whole.

    So a kind of schooling, which stands where other tables have their sectors, becomes an indicator by itself.
    """
    chosen = figures.frame[figures.frame.index.get_level_values("sector") == sector]
    region, _, period = chosen.index.levels  # type: ignore[attr-defined]
    codes = chosen.index.codes  # type: ignore[attr-defined]
    index = pd.MultiIndex([region, [name], period], [codes[0], [0] * len(chosen), codes[2]], names=INDEX)
    return Series(chosen.set_axis(index))


def sector_name(sector: str) -> str:
    """The name of a sector for people: `Techniek`, `Industrie (C)`, `Nijverheid en energie (B-F)`; of others `Bedrijfstak 71`.

    What is another kind than a sector, as `hbo`, has the name that it has here.
    """
    sbi = sector.removeprefix("sbi-")
    if name := SBI_SECTIONS.get(sbi) or SBI_SUMS.get(sbi):
        return f"{name} ({sbi})"
    named = {**NAMED_SECTORS, TOTAL: "Alle sectoren"}
    return named.get(sector) or (f"Bedrijfstak {sbi}" if sbi != sector else sector)


def sector_rank(sector: str) -> tuple[int, str]:
    """The order in which sectors stand: all, the focus sectors, the rest, then the SBI sections."""
    return (SECTORS.index(sector), "") if sector in SECTORS else (len(SECTORS), sector)
