"""A selection of figures: several indicators at once, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.query import BadQuestion, check_beforehand, indicator, series
from indicators.tables import CONTRACT, indicator_table
from ingest.focus_sectors import NAMED_SECTORS


@dataclass(frozen=True)
class Selection:
    """What was asked for: keys of indicators, codes of regions, sectors and years (both included); empty means all of them."""

    keys: tuple[str, ...]
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    van: str = ""
    tot: str = ""

    def check(self) -> None:
        """Raise UnknownIndicator or BadQuestion for what is wrong with it whatever figures there are."""
        if not self.keys:
            raise BadQuestion("Kies minstens één indicator, zoals indicator=vacatures,werklozen.")
        for key in self.keys:
            check_beforehand(key, self.sectors, self.van, self.tot)

    def asked(self) -> dict[str, str]:
        """The selection as parameters of the HTTP interface, without those that are empty."""
        parts = {"indicator": self.keys, "regio": self.regions, "sector": self.sectors}
        named = {name: ",".join(values) for name, values in parts.items()} | {"van": self.van, "tot": self.tot}
        return {name: value for name, value in named.items() if value}


class TooManyRows(BadQuestion):
    """A selection of more rows than were allowed."""


ORDERS = {
    "indicator": "Per indicator en gebied",
    "nieuwste": "Nieuwste eerst",
    "hoogste": "Hoogste cijfer eerst",
    "laagste": "Laagste cijfer eerst",
}
_BY = {"nieuwste": ("periode", False), "hoogste": ("waarde", False), "laagste": ("waarde", True)}


@lru_cache(maxsize=4)
def selected(figures: Figures, selection: Selection, order: str = "indicator", most: int | None = None) -> pd.DataFrame:
    """The figures of a selection with the CONTRACT columns, in one of ORDERS; figures that are not published stand last.

    An indicator that has none of the sectors asked for comes with all of its own. The table is remembered and not to be changed.
    Raises UnknownIndicator, BadQuestion, and TooManyRows once there are more than `most` rows, before it works out the rest.
    """
    selection.check()
    if order in _BY:
        column, ascending = _BY[order]
        return selected(figures, selection, most=most).sort_values(column, ascending=ascending, kind="stable", na_position="last")
    parts, rows = [], 0
    for each in [indicator(key) for key in dict.fromkeys(selection.keys)]:
        sectors = _sectors(figures, each, selection.sectors)
        parts.append(series(figures, each.key, selection.regions, sectors, selection.van, selection.tot))
        rows += len(parts[-1])
        if most is not None and rows > most:
            raise TooManyRows(f"Dit zijn meer dan {most} rijen.")
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)[CONTRACT]


def _sectors(figures: Figures, asked: Indicator, sectors: Sequence[str]) -> list[str]:
    """The sectors that this indicator can be asked for."""
    if not asked.by_sector or not sectors:
        return []
    known = set(asked.sectors or NAMED_SECTORS)
    if not known.issuperset(sectors):
        known |= set(indicator_table(figures, asked.key)["sector"])
    return [sector for sector in sectors if sector in known]
