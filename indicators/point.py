"""One figure of a line at a moment, and what two of them tell: whether they differ, by more than chance and rounding explain."""

from dataclasses import dataclass
from math import isclose

from ingest.periods import Frequency, frequency_of, moment

MARGIN, ROUNDING = "de marge", "de afronding"
CHANCE = "Het gaat om schattingen zonder marge: het verschil kan toeval zijn."


@dataclass(frozen=True)
class Point:
    """One figure in time. `step` is the unit to which the source rounds; without a margin the bounds are None."""

    period: str
    value: float
    lower: float | None = None
    upper: float | None = None
    step: float = 0.0
    status: str = "definitief"

    @property
    def moment(self) -> float:
        """The period as a point in time, in years."""
        return moment(self.period)

    @property
    def frequency(self) -> Frequency:
        """Of how long it is: a year, a quarter or a month."""
        return frequency_of(self.period)

    @property
    def season(self) -> str:
        """Which quarter or month of its year it is of; empty for a whole year."""
        return self.period[4:]

    @property
    def reservation(self) -> str:
        """Its status where that is to be told beside it; empty for a definite figure."""
        return "" if self.status == "definitief" else self.status

    @property
    def provisional(self) -> bool:
        """Whether its source says that it may still change."""
        return "voorlopig" in self.status

    @property
    def margin(self) -> tuple[float, float] | None:
        """The bounds of its 95% interval; None where the source does not give both."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)

    @property
    def reach(self) -> tuple[float, ...]:
        """All that must fit on an axis: the figure, and the bounds of its margin where it has one."""
        return self.value, *(self.margin or ())


def year_before(points: list[Point]) -> Point | None:
    """The point one year before the last one, if there is one."""
    return next((point for point in points if points[-1].moment - point.moment == 1), None)


def newest_of_both(points: list[Point], others: list[Point]) -> tuple[Point, Point] | None:
    """The figures of two places in the newest period in which both have one; None without such a period."""
    theirs = {point.period: point for point in others}
    return next(((point, theirs[point.period]) for point in reversed(points) if point.period in theirs), None)


def differs(one: Point, other: Point) -> bool:
    """Whether two figures differ by more than their margins and their rounding can explain.

    With margins: the intervals do not overlap. A difference of one rounding unit is never a difference, also where a computer
    makes a little more than 0.1 of 73.9 - 73.8.
    """
    gap, step = abs(one.value - other.value), max(one.step, other.step)
    if gap <= step or isclose(gap, step):
        return False
    low, high = sorted((one, other), key=lambda point: point.value)
    return min(high.reach) > max(low.reach)


def uncertainty(*points: Point) -> str:
    """What may explain a difference between figures: "de marge" where the source gives one, else "de afronding"."""
    return MARGIN if any(point.margin for point in points) else ROUNDING
