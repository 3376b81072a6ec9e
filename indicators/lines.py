"""One line: an indicator in one region and sector at one frequency, in time order; and where to look when there is none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isnan
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators.agenda_files import state_of
from indicators.breaks import Break, break_between, breaks_of
from indicators.figures import Figures
from indicators.point import ROUNDING, Point, uncertainty
from indicators.registry import INDICATORS
from indicators.sectors import unless_standard
from indicators.tables import ESTIMATED, PRINTED, SEASONALLY_ADJUSTED, indicator_table, source_table, within_years
from indicators.words import listed
from ingest.regions import COUNTRY
from ingest.sectors import TOTAL
from ingest.settings import AGENDA

FREQUENCIES = ("year", "quarter", "month")
_HALF_A_STEP = {"year": 1 / 2, "quarter": 1 / 8, "month": 1 / 24}  # a break lies between two figures
Asked = tuple[str, str | None, tuple[str, ...]]  # a table: the indicator, the definition of Techniek, the regions
Spans = dict[tuple[str, str, str], tuple[int, int]]  # by region, sector and frequency: the first row, and the one after the last


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


def line(
    figures: Figures, key: str, region: str, sector: str = TOTAL, frequency: str | None = None, techniek: str | None = None
) -> Line:
    """A line at the frequency asked for; otherwise at the indicator's own, failing that at any that the region has a series of,
    and failing that one of what documents print.

    May be without rows.
    """
    return _line_of(figures, (key, techniek, neighbourhood(figures, region)), region, sector, frequency)


def lines_of(figures: Figures, key: str, regions: Sequence[str], sector: str = TOTAL) -> dict[str, Line]:
    """The lines of several regions, each as `line` gives it, worked out together."""
    return {region: _line_of(figures, (key, None, tuple(regions)), region, sector) for region in regions}


def sector_lines(figures: Figures, key: str, region: str, sectors: Sequence[str], techniek: str | None = None) -> dict[str, Line]:
    """The lines of several sectors of one region, all at the frequency that `line` gives most of its sectors."""
    other = unless_standard(techniek)  # read for this region alone; the standard one is read with the places around it
    asked = (key, other, (region,) if other else neighbourhood(figures, region))
    there = {frequency for code, _, frequency in _spans(figures, asked) if code == region}
    wanted = next((each for each in _order(key) if each in there), None)
    return {sector: _line_of(figures, asked, region, sector, wanted) for sector in sectors}


def line_by_season(figures: Figures, key: str, region: str, adjusted: bool, sector: str = TOTAL) -> Line:
    """The line that is adjusted for the season, or that is not, at the finest frequency that a source of that kind has.

    Without rows where no source gives it. Figures per year are neither: they are no part of this.
    """
    for dataset in INDICATORS[key].sources:
        if (dataset in SEASONALLY_ADJUSTED) is adjusted:
            rows = source_table(figures, key, dataset, [region])
            rows = rows[rows["sector"] == sector]
            for frequency in reversed(FREQUENCIES[1:]):
                found = Line(key, region, sector, rows[rows["frequency"] == frequency])
                if found.points:
                    return found
    return Line(key, region, sector, indicator_table(figures, key, regions=[region]).iloc[:0])


def apart(lines: Mapping[str, Line], own: str = "", over_a_year: bool = False) -> dict[str, str]:
    """The lines that may not be set beside that of the region `own` or, without one, beside most of them; with why, in Dutch.

    Two lines are one series where the same producers publish them, both with or both without the season, and both or neither as
    an approximation. UWV estimates vacancies that CBS asks firms for, and counts uitkeringen where CBS counts persons: those
    never go together. Two tables of one producer do: CBS gives a region and the country from one survey or register, in one
    definition (participation, jobs, establishments). Where the method of such a table changed, that is a break of its line.
    `over_a_year` is for changes on a year earlier, in which there is no season.
    """
    known = {code: each.series for code, each in lines.items() if each.points}
    if not known:
        return {}
    theirs = "dit gebied" if own else "de meeste gebieden"
    wanted = known.get(own) or Counter(known.values()).most_common(1)[0][0]
    found = {code: _difference(series, wanted, theirs, over_a_year) for code, series in known.items()}
    return {code: why for code, why in found.items() if why}


def _difference(one: Made, other: Made, theirs: str, over_a_year: bool) -> str:
    if one.maker != other.maker:
        return f"die cijfers komen uit een andere bron ({one.maker}) dan die van {theirs} ({other.maker})"
    if one.adjusted is not other.adjusted and not over_a_year:
        yes, no = ("wel", "niet") if one.adjusted else ("niet", "wel")
        return f"die cijfers zijn {yes} gecorrigeerd voor het seizoen en die van {theirs} {no}"
    if one.approximate is not other.approximate:
        yes, no = ("een", "niet") if one.approximate else ("geen", "wel")
        return f"die cijfers zijn {yes} benadering en die van {theirs} {no}"
    return ""


def _line_of(figures: Figures, asked: Asked, region: str, sector: str, frequency: str | None = None) -> Line:
    """A line of a table. Remembered with its points and breaks, as a page shows a line in several ways."""
    cell = (*asked, region, sector, frequency, state_of(AGENDA / "breaks.csv"))
    if (known := figures.lines.get(cell)) is not None:
        return known
    spans = _spans(figures, asked)
    places = [spans[region, sector, each] for each in ([frequency] if frequency else _order(asked[0]))
              if (region, sector, each) in spans] or [(0, 0)]  # fmt: skip
    table = indicator_table(figures, *asked)
    there = [Line(asked[0], region, sector, table.iloc[start:end]) for start, end in dict.fromkeys(places)]
    return figures.lines.keep(cell, next((each for each in there if not each.only_printed), there[0]))


def _spans(figures: Figures, asked: Asked) -> Spans:
    """Where in a table the rows of each line begin and end: they stand together, in time order."""
    if (known := figures.spans.get(asked)) is not None:
        return known
    table = indicator_table(figures, *asked)
    names = [table[column].to_numpy(dtype=object) for column in ("regiocode", "sector", "frequency")]
    first = np.ones(len(table), dtype=bool)
    first[1:] = np.logical_or.reduce([name[1:] != name[:-1] for name in names])
    starts = [*np.flatnonzero(first).tolist(), len(table)]
    return figures.spans.keep(
        asked, {(names[0][start], names[1][start], names[2][start]): (start, end) for start, end in pairwise(starts)}
    )


def _order(key: str) -> tuple[str, ...]:
    return (INDICATORS[key].frequency, *FREQUENCIES)


def neighbourhood(figures: Figures, region: str) -> tuple[str, ...]:
    """The regions whose figures are read together with those of this one, as who asks for one of them soon asks for the others.

    For an arbeidsmarktregio or a gemeente: that arbeidsmarktregio and its gemeenten. Otherwise the country, the landsdelen and
    the provinces, with which everything is compared.
    """
    middle = figures.region_of(region) or region
    return (middle, *figures.areas.get(middle, ())) if middle.startswith(("AM", "GM")) else figures.wide


def has_series(figures: Figures, key: str, region: str) -> bool:
    """Whether a source has a series for this region, and not only a figure printed in a document."""
    if (known := figures.with_series.get((key, region))) is None:
        asked: Asked = (key, None, neighbourhood(figures, region))
        datasets = indicator_table(figures, *asked)["dataset"]
        rows = [datasets.iloc[start:end] for (code, *_), (start, end) in _spans(figures, asked).items() if code == region]
        known = figures.with_series[key, region] = any((each != PRINTED).any() for each in rows)
    return known


def nearest_with_series(figures: Figures, key: str, region: str) -> str | None:
    """The region itself or, failing that, the smallest one around it that has a series: region, province, country."""
    around = [region, figures.region_of(region), figures.province_of(region), COUNTRY]
    return next((code for code in around if code and has_series(figures, key, code)), None)
