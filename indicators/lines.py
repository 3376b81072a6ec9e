"""The lines of a version: of a region, of several, of each sector; and where to look when there is none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import get_args

import numpy as np

from indicators.agenda_files import state_of
from indicators.figures import Figures
from indicators.line import Line, Made
from indicators.registry import INDICATORS
from indicators.sectors import unless_standard
from indicators.source_kinds import PRINTED, SEASONALLY_ADJUSTED
from indicators.tables import indicator_table, source_table
from ingest.periods import Frequency
from ingest.regions import COUNTRY
from ingest.sectors import TOTAL
from ingest.settings import AGENDA

FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
Asked = tuple[str, str | None, tuple[str, ...]]  # a table: the indicator, the definition of Techniek, the regions
Spans = dict[tuple[str, str, str], tuple[int, int]]  # by region, sector and frequency: the first row, and the one after the last


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
    wanted = next((each for each in frequencies_of(key) if each in there), None)
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
    places = [spans[region, sector, each] for each in ([frequency] if frequency else frequencies_of(asked[0]))
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


def frequencies_of(key: str) -> tuple[Frequency, ...]:
    """The frequencies at which to look for figures of an indicator, one after the other: its own goes first."""
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
