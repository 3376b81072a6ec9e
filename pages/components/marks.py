"""What stands in a chart beside the lines themselves: the target, and figures that documents print."""

import pandas as pd

from indicators.line import Line
from indicators.point import Point
from indicators.progress import Progress
from indicators.registry import INDICATORS
from indicators.source_kinds import PRINTED
from indicators.tables import printed_table
from pages.components import dutch
from pages.components.shown import Shown
from pages.components.trend_marks import Level
from pages.components.view import View


def target_level(progress: Progress | None) -> Level | None:
    """The dotted line of a target: its value, or where a direction starts from."""
    if progress is None:
        return None
    indicator = INDICATORS[progress.target.indicator]
    if progress.target.value is not None:
        value = dutch.amount_given(progress.target.value, indicator.unit, indicator.decimals)
        return Level(progress.target.value, f"doel: {value}")
    if progress.baseline and progress.target.kind == "richting":
        value = dutch.amount_of(indicator, progress.baseline.value)
        return Level(progress.baseline.value, f"beginpunt {dutch.short_period(progress.baseline.period)}: {value}")
    return None


def printed_figures(view: View, found: Shown) -> list[tuple[Point, pd.DataFrame]]:
    """The dated figures that documents print of the line that is shown, each with its row."""
    rows = printed_table(view.figures, found.indicator.key)
    rows = rows[(rows["regiocode"] == found.place.code) & (rows["sector"] == found.sector)]
    frequency = set(found.line.rows["frequency"])
    rows = rows[rows["frequency"].isin(frequency)]
    marks = Line(found.indicator.key, found.place.code, found.sector, rows).between(view.van, view.tot)
    return [(point, marks.rows[marks.rows["periode"] == point.period]) for point in marks.points]


def unfiled(found: Shown, printed: list[Point]) -> str:
    """That the downloads lack figures that a document prints, where a source has figures of the same periods; else nothing."""
    filed = set(found.line.rows["periode"][found.line.rows["dataset"] == PRINTED])
    lacks = any(point.period not in filed for point in printed)
    return "De cijfers uit documenten (de ruiten) staan niet in deze bestanden." if lacks else ""
