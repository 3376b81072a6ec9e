"""What charts are made of: the colours of the theme, parts that many of them have, and the words at a figure."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit.elements.plotly_chart  # noqa: F401 - sets the theme that figures must be made under
from streamlit.elements.lib.streamlit_plotly_theme import BG_COLOR, CATEGORY_0, CATEGORY_2, CATEGORY_6, CATEGORY_7

from indicators.indicator import Indicator
from indicators.point import Point
from pages.components import dutch

OWN, TARGET, GREY = CATEGORY_0, CATEGORY_2, CATEGORY_7  # places in the theme: the browser fills in its light or dark colours
MORE = CATEGORY_6  # what went up
PAGE = BG_COLOR  # what lies behind a chart, filled in likewise
HEIGHT, TOP, BOTTOM = 380, 40, 30  # of a trend and its margins
PLOT = HEIGHT - TOP - BOTTOM  # pixels from the bottom of its plot to the top
LETTER = 6.2  # pixels of a letter on average
_MOST_TICKS = 20  # along an axis, on the largest screen
Part = dict[str, Any]  # a part of a figure as Plotly.js knows it


def bars_across(names: list[str], values: list[float], texts: list[str], hovers: list[str]) -> Part:
    """Bars from left to right, each with its name before it, its figure behind it and more under the mouse."""
    return {
        "type": "bar", "x": values, "y": names, "orientation": "h", "text": texts, "textposition": "outside", "cliponaxis": False,
        "hovertext": hovers, "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def bars_layout(height: int, room: float = 24) -> Part:
    """The room for bars from left to right, and behind the longest one for its text.

    Without `dragmode` a finger on the bars is a wish to zoom, and no longer moves the page.
    """
    return {"height": height, "showlegend": False, "separators": ",.", "margin": {"l": 0, "r": room, "t": 10, "b": BOTTOM},
            "bargap": 0.35, "dragmode": False}  # fmt: skip


def drawing(data: list[Part], layout: Part) -> go.Figure:
    """The figure that these parts describe, checked by Plotly. Described whole and then made: each change to a figure that is
    made already is checked anew, which takes ten times as long."""
    look = {"tickfont": {"size": 12, "color": GREY}}
    axes = {name: {**axis, **look, **_minus_signs(axis)} for name, axis in layout.items() if "axis" in name}
    return go.Figure({"data": data, "layout": {**({"font": {"color": GREY}} if axes else {}), **layout, **axes}})


def _minus_signs(axis: Part) -> Part:
    """The figures below zero along an axis with the minus that we write elsewhere: Plotly.js writes another sign, and must be
    told for each figure what stands there instead."""
    low, high = axis.get("range", (0, 0))
    if low >= 0 or "tickformat" not in axis:
        return {}
    tens = math.floor(math.log10(high - low))
    steps = [times * 10.0**power for power in range(tens - 2, tens + 1) for times in (1, 2, 5)]  # what Plotly.js chooses from
    used = [step for step in steps if (high - low) / step <= _MOST_TICKS]
    ticks = [(-step * n, max(0, -math.floor(math.log10(step)))) for step in used for n in range(1, int(-low / step) + 1)]
    texts = [f"{dutch.number(tick, decimals)}{axis.get('ticksuffix', '')}" for tick, decimals in ticks]
    return {"labelalias": {text.replace("-", "\N{MINUS SIGN}"): text for text in texts}}


def whiskers(points: Sequence[Point]) -> Part:
    """The 95% margin at each figure, where the source gives one: a bound of 0 is a bound."""
    above = [max(point.reach) - point.value for point in points]
    below = [point.value - min(point.reach) for point in points]
    return {"type": "data", "array": above, "arrayminus": below, "color": GREY, "visible": any(point.margin for point in points)}


def upright(at: float, to: float | None = None) -> Part:
    """Where a shape stands over the whole height of the plot: a line, or what lies between two values along the axis."""
    return {"type": "line", "x0": at, "x1": at if to is None else to, "yref": "y domain", "y0": 0, "y1": 1}


def above(at: float) -> Part:
    """Where words stand above the plot."""
    return {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}


def hover(indicator: Indicator, point: Point) -> str:
    """A figure with its period, status and margin, as it appears under the mouse."""
    bounds = [dutch.number(bound, indicator.decimals) for bound in point.margin or ()]
    margin = f"<br>tussen {' en '.join(bounds)}" if bounds else ""
    return f"{dutch.period(point.period)}: {dutch.amount_of(indicator, point.value)} ({point.status}){margin}"
