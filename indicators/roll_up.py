"""Sums over gemeenten, for an arbeidsmarktregio that a source does not publish itself."""

import pandas as pd

from indicators.figures import Figures
from indicators.series import COLUMNS, INDEX, STATUSES, Series

_SUMMED = ["value", "below", "above"]


def rolled_up(figures: Figures, series: Series) -> Series:
    """The figures and, for an arbeidsmarktregio that the source lacks, the sum over its gemeenten where each has one.

    Gemeenten are those of the newest classification, in every period. The margin of a sum is the root of the summed squares
    (`indicators.margins.of_sum`); it has one where all gemeenten have.
    """
    have = set(series.frame.index.get_level_values("region")[series.frame["value"].notna()])
    lacking = {code: towns for code, towns in figures.areas.items() if code.startswith("AM") and code not in have}
    complete = {code: towns for code, towns in lacking.items() if towns and set(towns) <= have}
    if not complete:
        return series
    return Series(pd.concat([series.frame, _sums(series, complete)]))


def _sums(series: Series, regions: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Per region, sector and period the sum over gemeenten, missing where one of them is missing."""
    home = {town: region for region, towns in regions.items() for town in towns}
    cells = series.frame.reset_index()
    cells = cells[cells["region"].isin(list(home))]
    cells = cells.assign(
        home=cells["region"].map(home),
        below=(cells["value"] - cells["lower"]) ** 2,
        above=(cells["upper"] - cells["value"]) ** 2,
        status=cells["status"].map(STATUSES.index),
    )
    by_cell = cells.groupby(["home", "sector", "period"], sort=False)
    sums, known = by_cell[_SUMMED].sum(), by_cell[_SUMMED].count()
    wanted = known.index.get_level_values("home").map({region: len(towns) for region, towns in regions.items()})
    sums = sums.where(known.eq(wanted.to_numpy(), axis=0))
    sums["lower"] = (sums["value"] - sums["below"] ** 0.5).round()
    sums["upper"] = (sums["value"] + sums["above"] ** 0.5).round()
    sums["status"] = by_cell["status"].max().map(dict(enumerate(STATUSES)))
    sums[["origin", "step"]] = by_cell[["origin", "step"]].first()
    return sums.rename_axis(INDEX)[COLUMNS]
