"""The focus sectors of the agenda, as sums of SBI sections, in whichever definition is chosen."""

import re
from functools import cache
from pathlib import Path

import msgspec
import pandas as pd

from indicators.agenda_files import WrongAgenda, toml
from indicators.formulas import TOTAL, difference
from indicators.series import INDEX, Series
from indicators.sums import sums
from ingest.sectors import FOCUS_SECTORS, NAMED_SECTORS, SBI_SECTIONS, SBI_SUMS
from ingest.settings import AGENDA

FOCUS, OTHER = "focus", "overig"
NAMED = tuple(FOCUS_SECTORS)
SECTORS = (TOTAL, FOCUS, *NAMED, OTHER)  # that a visitor chooses from, in the order in which they stand
WITH_TECHNIEK = ("techniek", FOCUS, OTHER)  # the sectors that another definition of Techniek changes
DRAWN_BY_UWV = (  # a caveat
    "UWV deelt de sectoren zelf in. Bij een andere afbakening van Techniek is er van UWV daarom geen cijfer over Techniek, "
    "de focussectoren samen en de overige sectoren."
)
SBI = re.compile(r"[A-U](?:-[A-U])?|[0-9]{2,5}(?:-[0-9]{2,5})?")  # a section, some sections, or divisions


class Definition(msgspec.Struct, frozen=True):
    """One way to draw the border of a sector: its name and its SBI codes."""

    naam: str
    sbi: list[str]


class FocusSector(msgspec.Struct, frozen=True):
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
    for sector, declared in found.items():
        if sector not in NAMED:
            raise WrongAgenda(f"agenda/focus_sectors.toml: '{sector}' is geen focussector; er zijn {', '.join(NAMED)}.")
        if declared.standaard not in declared.definities:
            known = ", ".join(declared.definities)
            raise WrongAgenda(f"agenda/focus_sectors.toml, {sector}: standaard '{declared.standaard}' is geen van {known}.")
        wrong = [code for each in declared.definities.values() for code in each.sbi if not SBI.fullmatch(code)]
        if wrong:
            raise WrongAgenda(f"agenda/focus_sectors.toml, {sector}: '{wrong[0]}' is geen SBI; schrijf Q, B-F of 62-63.")
    return found


def sbi_codes(sector: str, techniek: str | None = None) -> list[str]:
    """The SBI sectors (`sbi-Q`) that a focus sector is the sum of. Raises UnknownDefinition."""
    declared = focus_sectors()[sector]
    chosen = techniek if sector == "techniek" and techniek else declared.standaard
    if chosen not in declared.definities:
        raise UnknownDefinition(f"Techniek kent geen definitie '{chosen}'. Er zijn: {', '.join(declared.definities)}.")
    return [f"sbi-{code}" for code in declared.definities[chosen].sbi]


def unless_standard(techniek: str | None) -> str | None:
    """A definition of Techniek; None for the standard one, which holds where none is chosen. Raises UnknownDefinition."""
    sbi_codes("techniek", techniek)  # refuses one that is not there, also where nothing depends on it
    return None if techniek == focus_sectors()["techniek"].standaard else techniek


def with_focus_sectors(figures: Series, techniek: str | None = None, adds_up: bool = True) -> Series:
    """The figures, with each focus sector, the three together (`focus`) and what is left (`overig`) added.

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
    """The figures of one sector (or other kind), under another name; of a kind apart, as the total of that kind."""
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
    named = {**NAMED_SECTORS, TOTAL: "Alle sectoren", FOCUS: "Focussectoren samen"}
    return named.get(sector) or (f"Bedrijfstak {sbi}" if sbi != sector else sector)


def sector_rank(sector: str) -> tuple[int, str]:
    """The order in which sectors stand: all, the focus sectors, the rest, then the SBI sections."""
    return (SECTORS.index(sector), "") if sector in SECTORS else (len(SECTORS), sector)
