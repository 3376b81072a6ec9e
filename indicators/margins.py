"""How 95% margins travel through a calculation: error propagation, with its assumption beside each formula.

A margin is a distance below the figure and one above it, for an interval need not be symmetric. Where a part has no margin
the result has none: an error that nobody gives is not an error of zero.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    Values = pd.Series[float]


@dataclass(frozen=True)
class Spread:
    """Figures and, for each, how far its 95% interval reaches below and above it; NaN without a margin."""

    value: "Values"
    below: "Values"
    above: "Values"


def of_sum(*parts: Spread) -> "tuple[Values, Values]":
    """Root of the summed squares, as for parts whose errors are independent: margins of 30 and 40 give 50, not 70.

    Parts of one sample are nearly so; parts that share respondents would need a covariance, which no source gives.
    """
    return _root(*(part.below for part in parts)), _root(*(part.above for part in parts))


def of_difference(whole: Spread, part: Spread) -> "tuple[Values, Values]":
    """As in a sum; low is a low whole less a high part. Where the part lies inside the whole this is wide rather than narrow."""
    return _root(whole.below, part.above), _root(whole.above, part.below)


def of_proportion(part: Spread, whole: Spread) -> "tuple[Values, Values]":
    """For part / whole, the part lying inside the whole: root of (margin of part)² - (proportion x margin of whole)², over whole.

    A high part goes with a high whole, so the errors partly cancel. Where the root would be of a negative number the sign
    becomes a plus, as for a ratio. Source of the method: US Census Bureau, Understanding and Using American Community Survey
    Data (2020), chapter 8, "derived proportions".
    """
    proportion = part.value / whole.value

    def width(of_part: "Values", of_whole: "Values") -> "Values":
        cancelled, added = of_part**2 - (proportion * of_whole) ** 2, of_part**2 + (proportion * of_whole) ** 2
        return cancelled.where(cancelled >= 0, added) ** 0.5 / whole.value

    return width(part.below, whole.below), width(part.above, whole.above)


def of_ratio(part: Spread, whole: Spread) -> "tuple[Values, Values]":
    """For part / whole of two independent counts: root of (margin of part)² + (ratio x margin of whole)², over whole."""
    ratio = part.value / whole.value
    return (
        _root(part.below, ratio * whole.above) / whole.value,
        _root(part.above, ratio * whole.below) / whole.value,
    )


def _root(*widths: "Values") -> "Values":
    squares: Values = sum(width**2 for width in widths)  # type: ignore[assignment]
    return squares**0.5
