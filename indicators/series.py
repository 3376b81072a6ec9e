"""A series of figures, and the way in which figures are combined: by place and period, with nothing lost on the way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ingest.dataset import STATUSES as STATUSES

# A combined figure is as good as the weakest that it was made of.
_RANK = {status: rank for rank, status in enumerate(STATUSES)}
_NAMES = np.array([*STATUSES, None], dtype=object)  # by rank; -1 is no status at all

Objects = np.typing.NDArray[np.object_]

if TYPE_CHECKING:
    Values = pd.Series[float]
    Words = pd.Series[str]

INDEX = ["region", "sector", "period"]
_NUMBERS = ["value", "lower", "upper"]
COLUMNS = [*_NUMBERS, "status", "origin", "step"]


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
    slopes: "Callable[..., Sequence[Values | float]]",
) -> Series:
    """A new series from the values of the parts, cell by cell; a cell that misses in one part misses in the result.

    `step` makes the rounding unit of the result from those of the parts. `slopes` gives, from the values of the parts, how
    much the result moves with each of them; the margins follow from that by `propagated`.
    """
    frames = [part.frame for part in parts]
    index = reduce(lambda one, other: one.union(other), (frame.index for frame in frames))
    aligned = [frame.reindex(index) for frame in frames]
    values = value(*(frame["value"] for frame in aligned))
    below, above = propagated(aligned, slopes(*(frame["value"] for frame in aligned)))
    result = pd.DataFrame({"value": values, "lower": values - below, "upper": values + above}, index=index)
    result["status"] = weakest([frame["status"] for frame in aligned])
    origins = [joined(cells) for cells in zip(*(frame["origin"] for frame in aligned), strict=True)]
    result["origin"] = pd.Series(origins, index=index, dtype=object)
    result["step"] = step(*(frame["step"] for frame in aligned))
    result[_NUMBERS] = result[_NUMBERS].replace([np.inf, -np.inf], np.nan)
    return Series(result[COLUMNS])


def propagated(parts: Sequence[pd.DataFrame], slopes: "Sequence[Values | float]") -> "tuple[Values, Values]":
    """How far the margin of a combined figure reaches below and above it, by first-order propagation of error.

    Each part has its own 95% interval, and moves the result by its slope. The parts count as independent, so the reaches are
    the root of the summed squares; below and above are kept apart, as an interval need not lie evenly around its figure. A
    share of a whole that holds the part itself so gets a margin that is too wide rather than too narrow. Where one of the
    parts has no margin the result has none: a margin that leaves out a part would promise too much.
    """
    reaches = [squared_reaches(part, slope) for part, slope in zip(parts, slopes, strict=True)]
    return _root_of_sum([below for below, _ in reaches]), _root_of_sum([above for _, above in reaches])


def squared_reaches(part: pd.DataFrame, slope: "Values | float") -> "tuple[Values, Values]":
    """How far the margin of one part reaches below and above, squared, in a result that it moves by this slope."""
    down, up = (part["value"] - part["lower"]) * slope, (part["upper"] - part["value"]) * slope
    return down.where(down > -up, -up) ** 2, up.where(up > -down, -down) ** 2


def _root_of_sum(squares: "list[Values]") -> "Values":
    return reduce(lambda one, other: one + other, squares) ** 0.5


def weakest(statuses: "list[Words]") -> "Words":
    """Per row the weakest of the statuses; a part that misses the row has no say."""
    ranks = np.maximum.reduce([_ranks(status) for status in statuses])
    return pd.Series(_NAMES[ranks], index=statuses[0].index, dtype=object)


def weakest_of(statuses: "Words", place: list[Any]) -> "Words":
    """Per place the weakest of the statuses of its rows."""
    ranks = pd.Series(_ranks(statuses), index=statuses.index).groupby(place, sort=False).max()
    return pd.Series(_NAMES[ranks], index=ranks.index, dtype=object)


def _ranks(statuses: "Words") -> "np.typing.NDArray[np.int64]":
    found: np.typing.NDArray[np.int64] = translated(statuses, _RANK, -1).astype(np.int64)
    return found


def translated(words: "pd.Series[Any] | pd.Index[Any]", meaning: Mapping[Any, object], missing: object = None) -> Objects:
    """What each of the words means; `missing` where it means nothing. Each different word is looked up only once."""
    numbers, different = pd.factorize(words)
    found: Objects = np.array([*(meaning.get(word, missing) for word in different), missing], dtype=object)
    return found[numbers]  # a missing word has number -1


def joined(cells: tuple[object, ...]) -> frozenset[int]:
    """The receipts of all the cells together; a cell that misses adds none."""
    return frozenset().union(*(cell for cell in cells if isinstance(cell, frozenset)))
