"""A selection of figures: several indicators at once, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.query import BadQuestion, indicator, series
from indicators.tables import CONTRACT


@dataclass(frozen=True)
class Selection:
    """What was asked for: keys of indicators, codes of regions, sectors and years (both included); empty means all of them."""

    keys: tuple[str, ...]
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    van: str = ""
    tot: str = ""

    def asked(self) -> dict[str, str]:
        """The selection as parameters of the HTTP interface, without those that are empty."""
        parts = {"indicator": self.keys, "regio": self.regions, "sector": self.sectors}
        named = {name: ",".join(values) for name, values in parts.items()} | {"van": self.van, "tot": self.tot}
        return {name: value for name, value in named.items() if value}


@lru_cache(maxsize=8)
def selected(figures: Figures, selection: Selection) -> pd.DataFrame:
    """The figures of a selection with the CONTRACT columns, in the order of the indicators. Not to be changed.

    An indicator that has none of the sectors asked for is shown as it is by itself. Raises UnknownIndicator, BadQuestion.
    """
    if not selection.keys:
        raise BadQuestion("Kies minstens één indicator, zoals indicator=vacatures,werklozen.")
    parts = [
        series(figures, key, selection.regions, _sectors(indicator(key), selection.sectors), selection.van, selection.tot)
        for key in dict.fromkeys(selection.keys)
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)[CONTRACT]


ORDERS = {
    "indicator": "Per indicator en gebied",
    "nieuwste": "Nieuwste eerst",
    "hoogste": "Hoogste cijfer eerst",
    "laagste": "Laagste cijfer eerst",
}
_BY = {"nieuwste": ("periode", False), "hoogste": ("waarde", False), "laagste": ("waarde", True)}


def ordered(table: pd.DataFrame, order: str) -> pd.DataFrame:
    """The same rows in one of ORDERS; what is not published stands last."""
    if order not in _BY:
        return table
    column, ascending = _BY[order]
    return table.sort_values(column, ascending=ascending, kind="stable", na_position="last")


def _sectors(asked: Indicator, sectors: Sequence[str]) -> list[str]:
    """The sectors that this indicator can be asked for."""
    if not asked.by_sector:
        return []
    return [sector for sector in sectors if not asked.sectors or sector in asked.sectors]
