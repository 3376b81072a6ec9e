"""Formulas: series in, series out. None of them knows which indicator it serves."""

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from indicators.series import INDEX, Series, combine, of_each
from ingest.sectors import TOTAL

Numbers = TypeVar("Numbers", float, "pd.Series[float]", pd.DataFrame)


def total(*parts: Series) -> Series:
    """The sum of the parts: 7,000 + 8,000 + 13,000 is 28,000. Missing where a part is missing.

    Each part was rounded by itself, so the step of the sum is the root of the summed squares: four thousands give 2,000.
    So is its margin that of the margins (`propagated`): parts of 30 and 40 above give 50 above.
    """
    return combine(parts, lambda *values: sum(values), slopes=lambda *values: [1.0 for _ in values])


def difference(whole: Series, part: Series) -> Series:
    """The whole less the part; step and margin as in a sum, the part's margin turned round."""
    return combine([whole, part], lambda a, b: a - b, slopes=lambda a, b: [1.0, -1.0])


def share(part: Series, whole: Series) -> Series:
    """The part as a percentage of the whole, to one decimal: 380 of 10,000 is 3.8. A whole of zero has no share.

    Its step and its margin come from both: one more in the part moves it by 100 / whole, one more in the whole by
    -100 x part / whole squared. So 200 plus or minus 30 of exactly 1,000 is 20 plus or minus 3, and of 126 thousand one
    thousand is a step of 0.8. The step is at least the 0.1 of that one decimal.
    """
    return _to_one_decimal(combine([part, whole], lambda a, b: 100 * a / b, slopes=lambda a, b: [100 / b, -100 * a / b**2]))


def share_of_the_rest(whole: Series, part: Series) -> Series:
    """What the whole holds beside the part, as a percentage of the whole: of 1,000 with 460 in the part it is 54.

    Step and margin as in a share: the whole stands in it twice, and moves it by 100 x part / whole squared.
    """
    return _to_one_decimal(combine([whole, part], lambda a, b: 100 * (a - b) / a, slopes=lambda a, b: [100 * b / a**2, -100 / a]))


def per_thousand_jobs(vacancies: Series, jobs: Series) -> Series:
    """Vacancies for each 1,000 jobs in the last December that had passed: 8,150 in 2023-Q1 of 150,900 in 2022 is 54.

    Whole numbers, as CBS prints its own rate; its step and its margin come from both, as in a share, and the step is at least
    that one. Nothing where that December is not published yet.
    """
    beside = _yearly(jobs, vacancies.frame.index, _last_december)
    known = beside.frame["value"].notna().to_numpy()
    frame = combine(
        [vacancies, beside],
        lambda a, b: rounded(1000 * a / b, 0),
        slopes=lambda a, b: [1000 / b, -1000 * a / b**2],
    ).frame.reindex(vacancies.frame.index)[known]
    frame[["lower", "upper"]] = rounded(frame[["lower", "upper"]], 0)
    return Series(frame.assign(step=frame["step"].clip(lower=1.0)))


def share_of_all_sectors(figures: Series) -> Series:
    """Each sector as a percentage of all sectors in the same place and period; the sector `totaal` itself is left out."""
    everything = figures.frame.index.get_level_values("sector") == TOTAL
    parts = figures.frame[~everything]
    whole = figures.frame[everything].droplevel("sector")
    place_and_period = pd.MultiIndex.from_arrays([parts.index.get_level_values(level) for level in ("region", "period")])
    return share(Series(parts), Series(whole.reindex(place_and_period).set_axis(parts.index)))


def share_of_the_year(part: Series, whole: Series) -> Series:
    """A figure of any period as a percentage of a yearly one, of the year that the period lies in."""
    beside = _yearly(whole, part.frame.index, lambda period: period[:4])
    return share(part, beside).where(beside.frame["value"].notna().to_numpy())


def same(figures: Series) -> Series:
    """The figures as they are."""
    return figures


def _to_one_decimal(percentage: Series) -> Series:
    frame = percentage.frame.assign(step=percentage.frame["step"].clip(lower=0.1))
    numbers = ["value", "lower", "upper"]
    frame[numbers] = rounded(frame[numbers], 1)
    return Series(frame)


def rounded(numbers: Numbers, decimals: int) -> Numbers:
    """Numbers as people round them, and as pages write them: 6.25 is 6.3, where NumPy and Python make it the even 6.2.

    A half of which a computer keeps a little less is a half as well: 100 x 201 / 2000 is 10.05, so 10.1.
    """
    scale = 10.0**decimals
    size = (abs(numbers) * scale + 0.5 + 1e-9) // 1 / scale
    return size * ((numbers >= 0) * 2 - 1)


def _yearly(yearly: Series, cells: "pd.Index[Any]", year_of: Callable[[str], str]) -> Series:
    """For each cell the yearly figure of the same place and sector in the year that belongs to its period."""
    years = of_each(cells.get_level_values("period"), year_of)
    keys = pd.MultiIndex.from_arrays([cells.get_level_values("region"), cells.get_level_values("sector"), years], names=INDEX)
    return Series(yearly.frame.reindex(keys).set_axis(cells))


def _last_december(period: str) -> str:
    """The year of the last December that has passed when a period ends: 2022 for 2023-Q1 and 2023-11, 2023 for 2023-Q4."""
    ends_the_year = len(period) == 4 or period.endswith(("Q4", "-12"))
    return period[:4] if ends_the_year else str(int(period[:4]) - 1)
