"""A series of figures, and the way in which figures are combined: by place and period, with nothing lost on the way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ingest.periods import STATUSES

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
    @cache
    def empty(cls) -> "Series":
        """A series without figures."""
        index = pd.MultiIndex.from_arrays([[], [], []], names=INDEX)
        return cls(
            pd.DataFrame(
                {column: pd.Series(dtype=object if column in ("status", "origin") else float) for column in COLUMNS}, index=index
            )
        )

    def or_else(self, other: "Series") -> "Series":
        """These figures and, for cells that are not published here, those of the other series."""
        published = self.frame["value"].notna()
        mine, blank = self.frame[published], self.frame[~published]
        rest = other.frame[~other.frame.index.isin(mine.index)]
        nothing = blank[~blank.index.isin(rest.index)] if len(blank) else blank
        return Series(pd.concat([frame for frame in (mine, rest, nothing) if len(frame)] or [mine]))

    def where(self, keep: "pd.Series[bool] | np.typing.NDArray[np.bool_]") -> "Series":
        """The rows for which the condition holds."""
        return Series(self.frame[keep])


def combine(
    parts: Iterable[Series],
    value: "Callable[..., Values]",
    slopes: "Callable[..., Sequence[Values | float]]",
) -> Series:
    """A new series from the values of the parts, cell by cell; a cell that is missing in one part is missing in the result.

    `slopes` gives, from the values of the parts, how much the result moves with each of them. The margins follow from that by
    `propagated`, and so does the step: each part was rounded by itself, so it is the root of the summed squares.
    """
    aligned = _aligned([part.frame for part in parts])
    index = aligned[0].index
    values = value(*(frame["value"] for frame in aligned))
    moved = slopes(*(frame["value"] for frame in aligned))
    below, above = propagated(aligned, moved)
    result = pd.DataFrame({"value": values, "lower": values - below, "upper": values + above}, index=index)
    result["status"] = _weakest_per_row([frame["status"] for frame in aligned])
    result["origin"] = _joined_rows([frame["origin"] for frame in aligned])
    result["step"] = _root_of_sum([(frame["step"] * slope) ** 2 for frame, slope in zip(aligned, moved, strict=True)])
    result[_NUMBERS] = result[_NUMBERS].replace([np.inf, -np.inf], np.nan)
    return Series(result[COLUMNS])


def _aligned(frames: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """The frames with the cells of all of them, in one order."""
    if all(frame.index.equals(frames[0].index) for frame in frames[1:]):
        return frames
    index = reduce(lambda one, other: one.union(other), (frame.index for frame in frames))
    return [frame.reindex(index) for frame in frames]


def _joined_rows(cells: "list[pd.Series[Any]]") -> "Objects":
    """Per row the receipts of all columns together. There are few different rows, and each is joined only once."""
    factorized = [pd.factorize(np.asarray(column, dtype=object)) for column in cells]
    rows, place = np.unique(np.column_stack([numbers for numbers, _ in factorized]), axis=0, return_inverse=True)
    receipts = [[*found, None] for _, found in factorized]  # a missing cell has number -1
    sets = np.empty(len(rows), dtype=object)
    sets[:] = [joined(tuple(known[n] for known, n in zip(receipts, row, strict=True))) for row in rows]
    return sets[place.ravel()]


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
    if part["lower"].isna().all():
        nothing = part["lower"].astype(float)
        return nothing, nothing
    down, up = (part["value"] - part["lower"]) * slope, (part["upper"] - part["value"]) * slope
    return down.where(down > -up, -up) ** 2, up.where(up > -down, -down) ** 2


def _root_of_sum(squares: "list[Values]") -> "Values":
    return reduce(lambda one, other: one + other, squares) ** 0.5


def weakest(statuses: Iterable[str]) -> str:
    """The weakest of some statuses: what is made of several figures is as good as that. Empty without any."""
    return max(statuses, key=STATUSES.index, default="")


def _weakest_per_row(statuses: "list[Words]") -> "Objects":
    """Per row the weakest of the statuses; a part without that row does not count."""
    return named_statuses(np.maximum.reduce([ranks_of(status) for status in statuses]))


def ranks_of(statuses: "Words") -> "np.typing.NDArray[np.intp]":
    """How weak each status is, as a number; -1 for none at all."""
    found: np.typing.NDArray[np.intp] = translated(statuses, _RANK, -1).astype(np.intp)
    return found


def named_statuses(ranks: "np.typing.NDArray[np.intp]") -> "Objects":
    """The statuses that `ranks_of` made numbers of."""
    return _NAMES[ranks]


def translated(words: "pd.Series[Any] | pd.Index[Any]", meaning: Mapping[Any, object], missing: object = None) -> Objects:
    """What each of the words means; `missing` where it means nothing. Each different word is looked up only once."""
    return of_each(words, lambda word: meaning.get(word, missing), missing)


def of_each(words: "pd.Series[Any] | pd.Index[Any]", what: Callable[[Any], object], missing: object = None) -> Objects:
    """What `what` makes of each of the words; `missing` where there is none. Each different word is asked for only once."""
    numbers, different = pd.factorize(words)
    found: Objects = np.array([*map(what, different), missing], dtype=object)
    return found[numbers]  # a missing word has number -1


def or_none(value: float | None) -> float | None:
    """A number of a frame, None where it is missing there."""
    return None if value is None or pd.isna(value) else float(value)


def joined(cells: tuple[object, ...]) -> frozenset[int]:
    """The receipts of all the cells together; a missing cell adds none."""
    return frozenset().union(*(cell for cell in cells if isinstance(cell, frozenset)))
