"""A line in another form: as an index, as change on a year, or per 1,000 inhabitants. Never across a break in its method."""

from dataclasses import replace
from math import hypot

import pandas as pd

from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import line
from indicators.point import Point
from indicators.registry import INDICATORS
from indicators.series import weakest
from ingest.periods import in_words

POPULATION = "bevolking-15-75"
OVER_A_YEAR = "meer dan een jaar eerder"  # ends the unit of a change
FIGURE, INDEX, CHANGE, PER_1000 = "cijfer", "index", "verandering", "inwoners"
_VALUES = ["waarde", "ondergrens", "bovengrens", "step"]


def index(given: Line, base: str | None = None) -> Line:
    """The figures as a percentage of the one in the period `base`, or of the first one since the last break.

    What lies before that period is left out, and so is all where it has no figure or a break lies after it. The margin of the
    base itself is left out of account: the margins are those of the figures, in the same measure. The status is the weaker of
    that of the figure and that of the base.
    """
    points = given.comparable if given.points else []
    start = next((number for number, point in enumerate(points) if base in (None, point.period)), None)
    if start is None or not points[start].value:
        return _with(given, [], "")
    scale = 100 / points[start].value
    found = [replace(_scaled(point, scale), status=weakest([point.status, points[start].status])) for point in points[start:]]
    return _with(given, found, f"index ({in_words(points[start].period)} is 100)", as_it_was=True)


def change_on_a_year(given: Line) -> Line:
    """Each figure against that of a year earlier, in percentage points for a percentage, else in percent. Without margins, and
    with the weaker of both statuses."""
    percentage = INDICATORS[given.key].is_percentage
    before = {round(point.moment, 6): point for point in given.points}
    found = []
    for point in given.points:
        earlier = before.get(round(point.moment - 1, 6))
        if earlier is None or given.break_between(earlier, point) or not (percentage or earlier.value > 0):
            continue
        difference = point.value - earlier.value
        value = difference if percentage else 100 * difference / earlier.value
        found.append(Point(point.period, value, None, None, 0.0, weakest([point.status, earlier.status])))
    return _with(given, found, f"{'procentpunt' if percentage else '%'} {OVER_A_YEAR}")


def per_1000_inhabitants(given: Line, population: Line) -> Line:
    """A count per 1,000 inhabitants from 15 to 75, of the same year or, failing that, the newest year before it.

    The margins are those of the count alone; the rounding is that of both, as one thousand is five percent of a gemeente of
    20,000, and the status is the weaker of both. A count that is a ratio already has no such form: the line is then empty.
    """
    indicator = INDICATORS[given.key]
    if indicator.is_ratio:
        return _with(given, [], "")
    people = {int(point.period[:4]): point for point in population.points if point.value}
    found = []
    for point in given.points:
        year = max((each for each in people if each <= int(point.period[:4])), default=None)
        if year is not None:
            whole = people[year]
            scaled = _scaled(point, 1000 / whole.value)
            step = hypot(scaled.step, scaled.value * whole.step / whole.value)
            found.append(replace(scaled, step=step, status=weakest([point.status, whole.status])))
    return _with(given, found, f"{indicator.unit} per 1.000 inwoners van 15 tot 75 jaar", as_it_was=True)


def reshaped(
    figures: Figures, given: Line, shape: str, van: int | None = None, tot: int | None = None, base: str | None = None
) -> Line:
    """A line in one of the forms, of these years. An index begins at `base`, or in the first of these years; a change looks a
    year before them."""
    if shape == INDEX:
        return index(given.between(van, tot), base)
    if shape == CHANGE:
        return change_on_a_year(given).between(van, tot)
    if shape == PER_1000:
        return per_1000_inhabitants(given, line(figures, POPULATION, given.region)).between(van, tot)
    return given.between(van, tot)


def without_margins(given: Line) -> Line:
    """The same line without its margins."""
    return replace(given, rows=given.rows.assign(ondergrens=float("nan"), bovengrens=float("nan")))


def as_indicator(indicator: Indicator, shape: str, unit: str) -> Indicator:
    """The indicator with the unit and the decimals of its other form."""
    return indicator if shape == FIGURE else replace(indicator, unit=unit, decimals=1, classes=())


def _with(given: Line, points: list[Point], unit: str, as_it_was: bool = False) -> Line:
    """The rows of these points, with their values and unit; the rest of each row stays.

    With `as_it_was` the unit keeps what made the figure another series (indicators/tables.py): `, gecorrigeerd voor het seizoen`.
    """
    values = pd.DataFrame(
        [[p.value, p.lower, p.upper, p.step] for p in points], index=[p.period for p in points], columns=_VALUES, dtype=float
    )
    rows = given.rows[given.rows["periode"].isin(values.index)]
    replaced = values.assign(status=[p.status for p in points]).reindex(rows["periode"]).set_axis(rows.index)
    kept = rows["eenheid"].str.removeprefix(INDICATORS[given.key].unit) if as_it_was else ""
    return replace(given, rows=rows.assign(**{name: replaced[name] for name in [*_VALUES, "status"]}, eenheid=unit + kept))


def _scaled(point: Point, scale: float) -> Point:
    """The point with its figure, its margin and its rounding so many times as large."""
    lower, upper = (None if bound is None else bound * scale for bound in (point.lower, point.upper))
    return replace(point, value=point.value * scale, lower=lower, upper=upper, step=point.step * scale)
