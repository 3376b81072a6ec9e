"""One line: an indicator in one region and sector at one frequency, in time order, and what must be known to read it."""

from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import NamedTuple

import pandas as pd

from indicators.breaks import Break, break_between, breaks_of
from indicators.point import ROUNDING, Point, uncertainty
from indicators.registry import INDICATORS
from indicators.source_kinds import ESTIMATED, PRINTED, SEASONALLY_ADJUSTED
from indicators.words import listed

_HALF_A_STEP = {"year": 1 / 2, "quarter": 1 / 8, "month": 1 / 24}  # a break lies between two figures


class Made(NamedTuple):
    """What makes figures one series: who publishes them, and whether they are adjusted for the season or an approximation."""

    maker: str
    adjusted: bool
    approximate: bool


@dataclass(frozen=True)
class Line:
    """The rows of one line (columns as in indicator_table) and what must be known to read them."""

    key: str
    region: str
    sector: str
    rows: pd.DataFrame

    @cached_property
    def points(self) -> list[Point]:
        """The rows that have a figure."""
        columns = [self.rows[name].tolist() for name in ("periode", "waarde", "ondergrens", "bovengrens", "step", "status")]
        return [
            Point(period, value, None if isnan(lower) else lower, None if isnan(upper) else upper, step, status)
            for period, value, lower, upper, step, status in zip(*columns, strict=True)
            if not isnan(value)
        ]

    def at(self, period: str) -> Point | None:
        """The point of one period, None where there is no figure."""
        return next((point for point in self.points if point.period == period), None)

    @cached_property
    def gaps(self) -> list[str]:
        """The periods of which there is a row without a figure."""
        return list(self.rows["periode"][self.rows["waarde"].isna()])

    @cached_property
    def series(self) -> Made:
        """What makes its figures one series with others. What a document prints only fills up a line, and does not count."""
        columns = [self.rows[name].tolist() for name in ("waarde", "dataset", "bron")]
        known = {(dataset, source) for value, dataset, source in zip(*columns, strict=True) if not isnan(value)}
        own = {pair for pair in known if pair[0] != PRINTED} or known
        datasets, makers = {dataset for dataset, _ in own}, {maker for _, source in own for maker in source.split("; ")}
        approximate = not datasets.isdisjoint(INDICATORS[self.key].approximate)
        return Made(listed(sorted(makers)), not datasets.isdisjoint(SEASONALLY_ADJUSTED), approximate)

    @property
    def only_printed(self) -> bool:
        """Whether its figures stand in documents alone, and no source has such a series."""
        return bool((self.rows["dataset"] == PRINTED).all())

    def may_be_chance(self, *points: Point) -> bool:
        """Whether a difference with these points may be chance for all we know: an estimate of which no margin is given."""
        return uncertainty(*points) == ROUNDING and not ESTIMATED.isdisjoint(self.rows["dataset"])

    @cached_property
    def breaks(self) -> list[Break]:
        """The breaks that touch this line."""
        return [found for dataset in dict.fromkeys(self.rows["dataset"]) for found in breaks_of(dataset, self.region, self.key)]

    def break_between(self, before: Point, after: Point) -> Break | None:
        """The break in the method between two points of this line, if there is one."""
        return break_between(self.breaks, before.moment, after.moment)

    @property
    def pieces(self) -> list[list[Point]]:
        """The points, apart where a break or a figure that is not published lies between two of them."""
        found: list[list[Point]] = []
        for point in self.points:
            before = found[-1][-1] if found else None
            if before is None or self.break_between(before, point) or self._gap_between(before, point):
                found.append([])
            found[-1].append(point)
        return found

    def _gap_between(self, before: Point, after: Point) -> bool:
        return any(before.period < gap < after.period for gap in self.gaps)

    def drawn_at(self, found: Break) -> float:
        """Where along the years a break of this line is drawn: halfway between its first figure and the one before."""
        return found.moment - _HALF_A_STEP[self.rows["frequency"].iloc[0]]

    @property
    def comparable(self) -> list[Point]:
        """The points since the last break in the method: those that compare with the latest."""
        points = self.points
        return [point for point in points if not self.break_between(point, points[-1])]

    def between(self, van: int | None, tot: int | None) -> "Line":
        """The same line from the year `van` up to and including `tot`."""
        if van is None and tot is None:
            return self
        return Line(self.key, self.region, self.sector, within_years(self.rows, van, tot))


def within_years(table: pd.DataFrame, van: int | None, tot: int | None) -> pd.DataFrame:
    """The rows from the year `van` up to and including `tot`; None is no limit."""
    years = table["periode"].str[:4].astype(int)
    return table[(years >= (van or 0)) & (years <= (tot or 9999))]
