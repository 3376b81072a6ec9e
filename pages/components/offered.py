"""Which ways to look at the lines of a page there are for a place: only those that at least one of its indicators has."""

from dataclasses import dataclass

import streamlit as st

from indicators.lines import apart, line, line_by_season
from indicators.reshaped import CHANGE, FIGURE, INDEX, PER_1000, reshaped
from pages.components.shown import Shown, shown, whole_line
from pages.components.view import View


@dataclass(frozen=True)
class Offer:
    """The forms that a line of the page has, whether one has a margin, and whether one is there with and without the season."""

    shapes: tuple[str, ...]
    margins: bool
    seasons: bool


@st.cache_data(show_spinner=False, max_entries=400)
def offered(view: View, keys: tuple[str, ...]) -> Offer:
    """What there is to choose for the indicators of a page in a view."""
    lines = [found for found in (shown(view, key) for key in keys) if found.line.points]
    shapes = [shape for shape in (INDEX, CHANGE, PER_1000) if any(_has_shape(view, found, shape) for found in lines)]
    margins = any(_has_margin(view, found) for found in lines)
    return Offer((FIGURE, *shapes), margins, any(_has_seasons(view, found) for found in lines))


def _has_shape(view: View, found: Shown, shape: str) -> bool:
    """Whether a form has a figure in the years of the view; for a change the line must reach a year further back than these."""
    return bool(reshaped(view.figures, whole_line(view, found), shape, view.van, view.tot).points)


def _has_margin(view: View, found: Shown) -> bool:
    """Whether a margin is drawn at the line itself or at one of the wider places that may stand beside it."""
    around = {code: line(view.figures, found.indicator.key, code, found.sector) for code in view.benchmarks}
    drawn = {**around, found.place.code: found.line}
    why = apart(drawn, found.place.code)
    return any(each.rows["ondergrens"].notna().any() for code, each in drawn.items() if code not in why)


def _has_seasons(view: View, found: Shown) -> bool:
    key, place = found.indicator.key, found.place.code
    return all(line_by_season(view.figures, key, place, adjusted, found.sector).points for adjusted in (True, False))
