"""How far an indicator reaches: which levels of regions, at which frequencies, from when to when."""

from dataclasses import dataclass

from indicators.figures import Figures
from indicators.lines import FREQUENCIES
from indicators.regions import LEVELS
from indicators.source_kinds import PRINTED
from indicators.tables import indicator_table


@dataclass(frozen=True)
class Reach:
    """One level of regions at one frequency: how many regions have figures, and the first and last period with one."""

    level: str
    frequency: str
    regions: int
    first: str
    last: str


def reach(figures: Figures, key: str) -> list[Reach]:
    """What a version has of an indicator from its sources, from the country down to gemeenten; figures in documents apart."""
    table = indicator_table(figures, key)
    rows = table[table["waarde"].notna() & (table["dataset"] != PRINTED)]
    rows = rows.assign(level=rows["regiocode"].map({code: region.level for code, region in figures.regions.items()}))
    found = rows.groupby(["level", "frequency"]).agg(
        regions=("regiocode", "nunique"), first=("periode", "min"), last=("periode", "max")
    )
    reached = [Reach(level, frequency, int(n), first, last) for (level, frequency), n, first, last in found.itertuples()]
    return sorted(reached, key=lambda each: (LEVELS.index(each.level), FREQUENCIES.index(each.frequency)))


_EACH = {"year": "per jaar", "quarter": "per kwartaal", "month": "per maand"}


def in_words(reached: list[Reach]) -> str:
    """A reach as one line: `35 x arbeidsmarktregio per jaar, 2013 t/m 2025; ...`."""
    said = [f"{each.regions} x {each.level} {_EACH[each.frequency]}, {each.first} t/m {each.last}" for each in reached]
    return "; ".join(said) or "nog geen cijfers"
