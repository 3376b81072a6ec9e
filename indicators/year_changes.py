"""What changed in a region since a year before: only what is larger than the margins or the rounding explain."""

from dataclasses import dataclass

from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import line
from indicators.point import Point, differs, uncertainty, year_before
from indicators.registry import INDICATORS
from ingest.datasets import ON_REQUEST


@dataclass(frozen=True)
class YearChange:
    """The change of one indicator between two points a year apart. `size` is the change as a part of the figure before."""

    indicator: Indicator
    line: Line
    before: Point
    latest: Point

    @property
    def size(self) -> float:
        """How large the change is beside the figure it started from: 0.1 for a tenth; 1 where that figure was 0."""
        return abs(self.latest.value - self.before.value) / abs(self.before.value) if self.before.value else 1.0

    @property
    def uncertainty(self) -> str:
        """What may explain a change: the margin where the source gives one, else its rounding."""
        return uncertainty(self.before, self.latest)

    @property
    def may_be_chance(self) -> bool:
        """Whether the figures are estimated and their source gives no margin: no one knows then how much of it is chance."""
        return self.line.may_be_chance(self.before, self.latest)


def year_changes(figures: Figures, region: str) -> tuple[list[YearChange], list[YearChange]]:
    """The changes of a region, the largest first, and the indicators that stayed the same within what can be known.

    An indicator without a figure a year before, with a break in between, or of a series that has ended, is in neither.
    """
    changed: list[YearChange] = []
    steady: list[YearChange] = []
    for indicator in INDICATORS.values():
        if set(indicator.sources) <= ON_REQUEST:
            continue
        own = line(figures, indicator.key, region, indicator.own_sector)
        before = year_before(own.points)
        if before is None or own.break_between(before, own.points[-1]):
            continue
        found = YearChange(indicator, own, before, own.points[-1])
        (changed if differs(found.before, found.latest) else steady).append(found)
    return sorted(changed, key=lambda each: (-each.size, each.indicator.key)), steady
