"""A series of figures, and the way in which figures are combined: by place and period, with nothing lost on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.margins import Spread

# What a figure's status is worth, best first: a combined figure is as good as the weakest that it was made of.
STATUSES = ["definitief", "nader voorlopig", "voorlopig", "indicatief", "gepubliceerd", "eigen opgave", "voorbeeld"]
_RANK = {status: rank for rank, status in enumerate(STATUSES)}

if TYPE_CHECKING:
    Values = pd.Series[float]
    Words = pd.Series[str]

INDEX = ["region", "sector", "period"]
COLUMNS = ["value", "lower", "upper", "status", "origin", "step"]


@dataclass(frozen=True)
class Series:
    """Figures of one quantity in one unit.

    `frame` has the index (region, sector, period) and the columns `value`, `lower`, `upper` (floats; NaN is "not published"),
    `status` (one of STATUSES), `origin` (a frozenset of receipt numbers) and `step` (the unit to which the source rounds).
    """

    frame: pd.DataFrame

    @classmethod
    def empty(cls) -> "Series":
        """A series without figures."""
        index = pd.MultiIndex.from_arrays([[], [], []], names=INDEX)
        return cls(
            pd.DataFrame(
                {column: pd.Series(dtype=object if column in ("status", "origin") else float) for column in COLUMNS}, index=index
            )
        )

    @property
    def known(self) -> bool:
        """Whether there is any figure at all."""
        return bool(self.frame["value"].notna().any())

    def or_else(self, other: "Series") -> "Series":
        """These figures and, for cells that are not published here, those of the other series."""
        mine = self.frame[self.frame["value"].notna()]
        rest = other.frame[~other.frame.index.isin(mine.index)]
        nothing = self.frame[~self.frame.index.isin(mine.index) & ~self.frame.index.isin(rest.index)]
        return Series(pd.concat([frame for frame in (mine, rest, nothing) if len(frame)] or [mine]))

    def where(self, keep: "pd.Series[bool] | np.typing.NDArray[np.bool_]") -> "Series":
        """The rows for which the condition holds."""
        return Series(self.frame[keep])


def combine(
    parts: Iterable[Series],
    value: "Callable[..., Values]",
    step: "Callable[..., Values]",
    margin: "Callable[..., tuple[Values, Values]] | None" = None,
) -> Series:
    """A new series from the values of the parts, cell by cell; a cell that misses in one part misses in the result.

    `step` makes the rounding unit of the result from those of the parts; `margin` (see indicators.margins) how far its 95%
    interval reaches below and above it, from those of the parts. Without `margin` the result has no bounds.
    """
    frames = [part.frame for part in parts]
    index = reduce(lambda one, other: one.union(other), (frame.index for frame in frames))
    aligned = [frame.reindex(index) for frame in frames]
    values = value(*(frame["value"] for frame in aligned))
    result = pd.DataFrame({"value": values, "lower": np.nan, "upper": np.nan}, index=index)
    result["value"] = result["value"].replace([np.inf, -np.inf], np.nan)
    if margin:
        spreads = [Spread(f["value"], f["value"] - f["lower"], f["upper"] - f["value"]) for f in aligned]
        below, above = margin(*spreads)
        known = result["value"].notna()
        result["lower"], result["upper"] = (values - below).where(known), (values + above).where(known)
    result["status"] = weakest([frame["status"] for frame in aligned])
    origins = [_joined(cells) for cells in zip(*(frame["origin"] for frame in aligned), strict=True)]
    result["origin"] = pd.Series(origins, index=index, dtype=object)
    result["step"] = step(*(frame["step"] for frame in aligned))
    return Series(result[COLUMNS])


def weakest(statuses: "list[Words]") -> "Words":
    """Per row the weakest of the statuses; a part that misses the row has no say."""
    ranks = pd.concat([status.map(_RANK) for status in statuses], axis=1).max(axis=1)
    return ranks.map(dict(enumerate(STATUSES)))


def _joined(cells: tuple[object, ...]) -> frozenset[int]:
    return frozenset().union(*(cell for cell in cells if isinstance(cell, frozenset)))
