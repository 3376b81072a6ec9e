"""One line: an indicator in one region and sector at one frequency, in time order; and where to look when there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.agenda import Break, break_between, breaks_of
from indicators.figures import Figures
from indicators.progress import Point
from indicators.registry import INDICATORS
from indicators.tables import PRINTED, indicator_table
from ingest.regions import COUNTRY

FREQUENCIES = ("year", "quarter", "month")


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
        known = self.rows[self.rows["waarde"].notna()]
        columns = [known[name].tolist() for name in ("periode", "waarde", "ondergrens", "bovengrens", "step", "status")]
        return [
            Point(period, value, None if pd.isna(lower) else lower, None if pd.isna(upper) else upper, step, status)
            for period, value, lower, upper, step, status in zip(*columns, strict=True)
        ]

    @cached_property
    def gaps(self) -> list[str]:
        """The periods of which there is a row without a figure."""
        return list(self.rows["periode"][self.rows["waarde"].isna()])

    @cached_property
    def breaks(self) -> list[Break]:
        """The breaks that touch this line."""
        return [found for dataset in dict.fromkeys(self.rows["dataset"]) for found in breaks_of(dataset, self.region, self.key)]

    def break_between(self, before: Point, after: Point) -> Break | None:
        """The break in the method between two points of this line, if there is one."""
        return break_between(self.breaks, before.moment, after.moment)

    @property
    def comparable(self) -> list[Point]:
        """The points since the last break in the method: those that compare with the latest."""
        points = self.points
        return [point for point in points if not self.break_between(point, points[-1])]

    def between(self, van: int | None, tot: int | None) -> "Line":
        """The same line from the year `van` up to and including `tot`."""
        years = self.rows["periode"].str[:4].astype(int)
        keep = (years >= (van or 0)) & (years <= (tot or 9999))
        return Line(self.key, self.region, self.sector, self.rows[keep])


def line(
    figures: Figures, key: str, region: str, sector: str = "totaal", frequency: str | None = None, techniek: str | None = None
) -> Line:
    """A line at the frequency asked for; otherwise at the indicator's own, failing that at any that the region has.

    May be without rows.
    """
    return _line_in(neighbourhood(figures, key, region, techniek), key, region, sector, frequency)


def lines_of(figures: Figures, key: str, regions: Sequence[str], sector: str = "totaal") -> dict[str, Line]:
    """The lines of several regions, each as `line` gives it, worked out together."""
    table = indicator_table(figures, key, regions=tuple(regions))
    return {region: _line_in(table, key, region, sector) for region in regions}


def _line_in(table: pd.DataFrame, key: str, region: str, sector: str, frequency: str | None = None) -> Line:
    rows = table[(table["regiocode"] == region) & (table["sector"] == sector)]
    order = (INDICATORS[key].frequency, *FREQUENCIES)
    wanted = frequency or next((each for each in order if (rows["frequency"] == each).any()), order[0])
    return Line(key, region, sector, rows[rows["frequency"] == wanted])


def neighbourhood(figures: Figures, key: str, region: str, techniek: str | None = None) -> pd.DataFrame:
    """The table of an arbeidsmarktregio with its gemeenten, or of the country with what is wider than these.

    Who asks for one of them asks for more, and what is wider is compared with whatever a visitor looks at.
    """
    middle = figures.region_of(region) or region
    if middle.startswith(("AM", "GM")):
        return indicator_table(figures, key, techniek, (middle, *figures.areas.get(middle, ())))
    return indicator_table(figures, key, techniek, figures.wide)


def has_series(figures: Figures, key: str, region: str) -> bool:
    """Whether a source has a series for this region, and not only a figure printed in a document."""
    table = neighbourhood(figures, key, region)
    return bool(((table["regiocode"] == region) & (table["dataset"] != PRINTED)).any())


def nearest_with_series(figures: Figures, key: str, region: str) -> str | None:
    """The region itself or, failing that, the smallest one around it that has a series: region, province, country."""
    around = [region, figures.region_of(region), figures.province_of(region), COUNTRY]
    return next((code for code in around if code and has_series(figures, key, code)), None)
