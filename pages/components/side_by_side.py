"""Places set side by side in one period: whose figures stand beside each other, whose do not, and what can be said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import apart, line, lines_of
from indicators.point import MARGIN, Point, differs, uncertainty
from indicators.regions import distinct_names
from pages.components.sentences import ends, from_low_to_high
from pages.components.shown import Shown
from pages.components.view import View


@dataclass(frozen=True)
class SideBySide:
    """Figures of one period by the code of their place: of the places asked for (`inside`), and of wider ones beside them.

    `names` tells the places apart in the order in which they stand, and `rows` are their rows, the highest first. `apart` says
    why a place that has figures is not among them, and `lacking` names those that have none in this period.
    """

    period: str
    inside: Mapping[str, Point]
    outside: Mapping[str, Point]
    names: Mapping[str, str]
    rows: pd.DataFrame
    apart: Mapping[str, str]
    lacking: list[str]

    @property
    def points(self) -> dict[str, Point]:
        """The figures of all these places, those that were asked for first."""
        return {**self.inside, **self.outside}


def side_by_side(view: View, found: Shown, codes: Sequence[str]) -> SideBySide | None:
    """These places in the latest period in the chosen years that any of them has, beside the place of the view and wider ones.

    None where none of them has a figure in these years.
    """
    regions, key = view.figures.regions, found.indicator.key
    lines = lines_of(view.figures, key, codes, found.sector)
    known = {code: each for code, whole in lines.items() if (each := whole.between(view.van, view.tot)).points}
    if not known:
        return None
    period = max(each.points[-1].period for each in known.values())
    inside = _at(period, known)
    compared = [view.region, *view.benchmarks] if found.indicator.stands_beside_others else []
    lines |= {code: line(view.figures, key, code, found.sector) for code in compared if code not in inside}
    outside = _at(period, {code: lines[code] for code in compared if code not in inside})
    why = apart({code: lines[code] for code in [*inside, *outside]})
    inside, outside = ({code: point for code, point in each.items() if code not in why} for each in (inside, outside))
    names = distinct_names([(code, regions[code].name) for code in [*inside, *outside]])
    rows = pd.concat([lines[code].rows for code in names])
    rows = rows[rows["periode"] == period].sort_values("waarde", ascending=False)
    lacking = [regions[code].name for code in codes if code not in inside and code not in why]
    return SideBySide(period, inside, outside, names, rows, why, lacking)


def _at(period: str, lines: Mapping[str, Line]) -> dict[str, Point]:
    return {code: point for code, each in lines.items() if (point := each.at(period))}


def spread(indicator: Indicator, inside: dict[str, Point]) -> str:
    """Who is highest and lowest, as far as the margins and the rounding of these and of all others allow to say so."""
    low, high = ends(indicator, inside)
    if len(inside) < 2:
        return f"{low.places}: {low.figure}."
    within = uncertainty(*inside.values())
    if differs(low.point, high.point):
        rough = within == MARGIN or indicator.is_ratio or any(point.step > 1 for point in inside.values())
        caution = f" Let op {within} bij kleine verschillen." if rough else ""
        return f"Hoogste cijfer: {high.places}, {high.figure}. Laagste: {low.places}, {low.figure}.{caution}"
    if any(differs(one, other) for one, other in combinations(inside.values(), 2)):  # a large place is rounded less coarsely
        return f"{from_low_to_high(low, high)} Niet elk verschil is groter dan {within}."
    why = "" if within == MARGIN else ": hoe kleiner de aantallen, hoe meer die uitmaakt"
    return f"De verschillen vallen binnen {within}{why}."
