"""Figures drawn: a trend in time and a comparison of places, with Dutch numbers and labels at the lines themselves.

The first trace has the first colour of the theme: the place itself. What it is compared with is grey and dashed, a target
dotted, a figure from a document a diamond: nothing is told by colour alone.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import streamlit.elements.plotly_chart  # noqa: F401 - sets the theme that figures must be made under

from indicators.agenda import Break, home_region
from indicators.indicator import Indicator
from indicators.lines import Line
from indicators.progress import Point
from pages.components import dutch

GREY, TARGET, SHADE = "#6B7683", "#A8327D", "rgba(168, 50, 125, 0.07)"  # readable on a light and on a dark page
HEIGHT = 380
_LABEL_GAP = 32  # pixels between two labels at line ends: the height of their two lines of text
_MANY, _SMALL_GAP = 4, 17  # more labels than this have their name and value on one line
_DASHES = ("dash", "dot", "dashdot", "longdash")
_HALF_A_STEP = {
    "year": 1 / 2,
    "quarter": 1 / 8,
    "month": 1 / 24,
}  # a break lies between two figures
Part = dict[str, Any]  # a part of a figure as Plotly.js knows it
_PROVISIONAL = ("voorlopig", "nader voorlopig")


@dataclass(frozen=True)
class Level:
    """A horizontal dotted line with words: a target, or the point where it starts from."""

    value: float
    words: str


def trend(
    indicator: Indicator,
    own: Line,
    own_name: str,
    others: Sequence[tuple[Line, str]],
    level: Level | None,
    printed: list[Point],
    from_zero: bool | None = None,
) -> go.Figure:
    """A line in time for a place, lines for what it is compared with, breaks, the years of the agenda and printed figures.

    The axis begins at 0 for counts and not for percentages, unless `from_zero` says so.
    """
    traces = [(own, own_name), *others]
    data: list[Part] = []
    for number, (line, name) in enumerate(traces):
        style = {"width": 3} if number == 0 else {"width": 2, "color": GREY, "dash": _DASHES[(number - 1) % len(_DASHES)]}
        data += [*_margin(line), _line_trace(indicator, line, name, style)]
    if printed:
        data.append(_printed_trace(indicator, printed))
    values = [p.value for line, _ in traces for p in line.points] + [p.value for p in printed] + ([level.value] if level else [])
    low, high = value_range(values, from_zero=not indicator.is_percentage if from_zero is None else from_zero)
    layout = {
        "height": HEIGHT,
        "showlegend": False,
        "separators": ",.",
        "margin": {"l": 0, "r": 120 if len(traces) <= _MANY else 160, "t": 40, "b": 30},
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {"fixedrange": True, "showgrid": False},
        "yaxis": {"range": [low, high], "fixedrange": True, "automargin": True, "nticks": 7, **number_axis(indicator)},
        "shapes": [],
        "annotations": [],
    }
    if moments := [p.moment for line, _ in traces for p in line.points] + [p.moment for p in printed]:
        _mark_time(layout, own, min(moments), max(moments))
    if level:
        _mark_level(layout, level)
    layout["annotations"] += _end_labels(indicator, traces, low, high)
    return drawing(data, layout)


def places(indicator: Indicator, rows: Sequence[tuple[str, Point, bool]]) -> go.Figure:
    """Bars for places in the same period, as (name, figure, is one of the places); a place to compare with is hatched grey."""
    ordered = sorted(rows, key=lambda row: row[1].value)
    data: list[Part] = []
    for inside in (True, False):
        chosen = [(name, point) for name, point, place in ordered if place == inside]
        if not chosen:
            continue
        values, texts = [point.value for _, point in chosen], [said(indicator, point) for _, point in chosen]
        hovers = [f"<b>{name}</b><br>{hover(indicator, point)}" for name, point in chosen]
        marker = {} if inside else {"color": GREY, "pattern": {"shape": "/", "solidity": 0.3}}
        bars = bars_across([name for name, _ in chosen], values, texts, hovers)
        data.append({**bars, "marker": marker, "error_x": _whiskers([point for _, point in chosen])})
    top = max(point.value for _, point, _ in ordered) * 1.15
    names = [name for name, _, _ in ordered]
    layout = {
        **bars_layout(90 + 34 * len(ordered)),
        "xaxis": {"range": [0, top], "showgrid": True, "fixedrange": True, **number_axis(indicator)},
        "yaxis": {"categoryorder": "array", "categoryarray": names, "automargin": True, "fixedrange": True},
    }
    return drawing(data, layout)


def bars_across(names: list[str], values: list[float], texts: list[str], hovers: list[str]) -> Part:
    """Bars from left to right, each with its name before it, its figure behind it and more under the mouse."""
    return {
        "type": "bar", "x": values, "y": names, "orientation": "h", "text": texts, "textposition": "outside", "cliponaxis": False,
        "hovertext": hovers, "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def bars_layout(height: int) -> Part:
    """The room for bars from left to right."""
    return {"height": height, "showlegend": False, "separators": ",.", "margin": {"l": 0, "r": 10, "t": 10, "b": 30},
            "bargap": 0.35}  # fmt: skip


def drawing(data: list[Part], layout: Part) -> go.Figure:
    """The figure that these parts describe, checked by Plotly. Described whole and then made: each change to a figure that is
    made already is checked anew, which takes ten times as long."""
    return go.Figure({"data": data, "layout": layout})


def _whiskers(points: list[Point]) -> Part:
    """The 95% margin at the end of each bar, where the source gives one."""
    known = [point if point.lower is not None and point.upper is not None else None for point in points]
    above = [point.upper - point.value if point and point.upper is not None else 0 for point in known]
    below = [point.value - point.lower if point and point.lower is not None else 0 for point in known]
    return {"type": "data", "array": above, "arrayminus": below, "color": GREY, "visible": any(known)}


def value_range(values: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The range of a value axis: from zero for counts, close around the figures for percentages."""
    low, high = min(values, default=0), max(values, default=1)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
        room = 0.08 * ((high - low) or 1)
        return (low - room if low < 0 else 0.0), high + room
    room = 0.12 * ((high - low) or abs(high) or 1)
    return max(low - room, 0), high + room


def _line_trace(indicator: Indicator, line: Line, name: str, style: Part) -> Part:
    """One line, interrupted where its method broke and where a figure is missing; open markers are provisional."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    texts: list[str] = []
    symbols: list[str] = []
    previous: Point | None = None
    for point in line.points:
        if previous is not None and _interrupted(line, previous, point):
            xs, ys, texts, symbols = [*xs, None], [*ys, None], [*texts, ""], [*symbols, "circle"]
        xs.append(point.moment)
        ys.append(point.value)
        texts.append(f"<b>{name}</b><br>{hover(indicator, point)}")
        symbols.append("circle-open" if point.status in _PROVISIONAL else "circle")
        previous = point
    marked = "lines+markers" if len(xs) <= 40 else "lines"
    return {
        "type": "scatter", "x": xs, "y": ys, "name": name, "mode": marked, "line": style,
        "marker": {"symbol": symbols, "size": 7}, "hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }  # fmt: skip


def _interrupted(line: Line, before: Point, after: Point) -> bool:
    """Whether a break or a missing figure lies between two points that follow each other."""
    if line.break_between(before, after):
        return True
    return any(before.period < period < after.period for period in line.gaps)


def _margin(line: Line) -> list[Part]:
    """The 95% margin as a band, where the source gives one."""
    points = [point for point in line.points if point.lower is not None and point.upper is not None]
    if not points:
        return []
    edge = {"type": "scatter", "x": [point.moment for point in points], "mode": "lines", "line": {"width": 0},
            "hoverinfo": "skip", "showlegend": False}  # fmt: skip
    upper, lower = [point.upper for point in points], [point.lower for point in points]
    return [{**edge, "y": upper}, {**edge, "y": lower, "fill": "tonexty", "fillcolor": "rgba(70, 144, 209, 0.2)"}]


def _printed_trace(indicator: Indicator, printed: list[Point]) -> Part:
    return {
        "type": "scatter",
        "x": [point.moment for point in printed],
        "y": [point.value for point in printed],
        "name": "Volgens een document van de regio",
        "mode": "markers",
        "marker": {"symbol": "diamond-open", "size": 13, "color": TARGET, "line": {"width": 2}},
        "hovertext": [f"<b>Volgens een document van de regio</b><br>{hover(indicator, point)}" for point in printed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def number_axis(indicator: Indicator) -> Part:
    """How the figures of an indicator stand along an axis."""
    return {
        "tickformat": ",.0f" if not indicator.is_percentage else ",.0~f",
        "ticksuffix": "%" if indicator.is_percentage else "",
    }


def _year_axis(start: float, end: float) -> Part:
    """Whole years. Beyond five years Plotly takes no less than one, and on a narrow screen as few as fit there."""
    if end - start > 5:
        return {"tickformat": "d"}
    return {"tickvals": list(range(int(end), int(start), -1 if end - start <= 3 else -2)), "tickformat": "d"}


def _mark_time(layout: Part, own: Line, first: float, last: float) -> None:
    """Years along the axis, the years of the agenda shaded, and each break as a dashed line with its reason."""
    agenda = home_region().agenda
    end = max(last, min(agenda.tot, last + 2)) + 0.1
    layout["xaxis"] |= {"range": [first - 0.3, end], "tickangle": 0, **_year_axis(first - 0.3, end)}
    if agenda.van < end:
        layout["shapes"].append({**upright(max(agenda.van, first - 0.3), end), "type": "rect", "fillcolor": SHADE,
                                 "line": {"width": 0}, "layer": "below"})  # fmt: skip
        words = {"text": "looptijd agenda", "font": {"size": 12, "color": TARGET}}
        layout["annotations"].append({**above(max(agenda.van, first)), "xanchor": "left", **words})
    for found in own.breaks:
        if first < found.moment <= last:
            _mark_break(layout, found, found.moment - _HALF_A_STEP[own.rows["frequency"].iloc[0]])


def _mark_break(layout: Part, found: Break, at: float) -> None:
    """A break as a dashed line with its name above it; another border or an event as a dotted line with its name along it."""
    broken = found.kind == "breuk"
    layout["shapes"].append({**upright(at), "line": {"dash": "dash" if broken else "dot", "width": 1, "color": GREY}})
    words = {"text": "<br>".join(textwrap.wrap(found.name, 16)), "font": {"size": 12, "color": GREY}}
    if not broken:
        words = {"y": 0.02, "textangle": -90, "text": found.name, "hovertext": found.note, "font": {"size": 11, "color": GREY}}
    layout["annotations"].append({**above(at), "xanchor": "right", **words})


def _mark_level(layout: Part, level: Level) -> None:
    """A dotted line over the whole width, with its words at the left."""
    across = {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": level.value, "y1": level.value}
    layout["shapes"].append({**across, "line": {"dash": "dot", "color": TARGET, "width": 2}})
    where = {"x": 0, "xref": "paper", "y": level.value, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    layout["annotations"].append({**where, "text": level.words, "font": {"color": TARGET}})


def upright(at: float, to: float | None = None) -> Part:
    """Where a shape stands over the whole height of the plot: a line, or what lies between two values along the axis."""
    return {"type": "line", "x0": at, "x1": at if to is None else to, "yref": "y domain", "y0": 0, "y1": 1}


def above(at: float) -> Part:
    """Where words stand above the plot."""
    return {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}


def _end_labels(indicator: Indicator, traces: Sequence[tuple[Line, str]], low: float, high: float) -> list[Part]:
    """A label with name and value at the end of each line, moved apart where they would meet."""
    ends = sorted(
        ((line.points[-1], name, number == 0) for number, (line, name) in enumerate(traces) if line.points),
        key=lambda end: end[0].value,
    )
    many = len(ends) > _MANY
    gap = _SMALL_GAP if many else _LABEL_GAP
    pixels = (HEIGHT - 70) / ((high - low) or 1)
    places = [(end[0].value - low) * pixels for end in ends]
    for _ in range(len(places) ** 2):
        for lower, upper in pairwise(range(len(places))):
            overlap = gap - (places[upper] - places[lower])
            if overlap > 0:
                places[lower] -= overlap / 2
                places[upper] += overlap / 2
    labels: list[Part] = []
    for (point, name, own), place in zip(ends, places, strict=True):
        words = f"{name}{' ' if many else '<br>'}{said(indicator, point)}"
        where = {"x": point.moment, "y": point.value, "xanchor": "left", "xshift": 8,
                 "yshift": place - (point.value - low) * pixels}  # fmt: skip
        looks = {"text": f"<b>{words}</b>", "font": {}} if own else {"text": words, "font": {"color": GREY}}
        labels.append({**where, **looks, "align": "left", "showarrow": False})
    return labels


def said(indicator: Indicator, point: Point) -> str:
    """A figure with its unit."""
    return dutch.amount(point.value, indicator.unit, indicator.decimals)


def hover(indicator: Indicator, point: Point) -> str:
    """A figure with its period, status and margin, as it appears under the mouse."""
    margin = ""
    if point.lower is not None and point.upper is not None:
        margin = f"<br>tussen {dutch.number(point.lower, indicator.decimals)} en {dutch.number(point.upper, indicator.decimals)}"
    return f"{dutch.period(point.period)}: {said(indicator, point)} ({point.status}){margin}"
