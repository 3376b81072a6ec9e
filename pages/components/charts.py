"""Figures drawn: a trend in time and a comparison of places, with Dutch numbers and labels at the lines themselves.

The place itself has the first colour of the theme. What it is compared with is grey and dashed, a target dotted, a figure
from a document a diamond: nothing is told by colour alone.
"""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import streamlit.elements.plotly_chart  # noqa: F401 - sets the theme that figures must be made under
from streamlit.elements.lib.streamlit_plotly_theme import CATEGORY_0, CATEGORY_2, CATEGORY_7

from indicators.agenda import Break, home_region
from indicators.indicator import Indicator
from indicators.lines import Line
from indicators.progress import Point
from pages.components import dutch
from pages.components.value_axis import number_axis, value_range

OWN, TARGET, GREY = CATEGORY_0, CATEGORY_2, CATEGORY_7  # places in the theme: the browser fills in its light or dark colours
SHADE = "rgba(168, 50, 125, 0.07)"
HEIGHT, TOP, BOTTOM = 380, 40, 30
_LETTER, _NARROW = 6.2, 250  # pixels of a letter on average, and of a chart on a telephone beside the figures along its axis
_KEY = 22  # pixels for the line under the years with the words of a level
_LABEL_GAP = 32  # pixels between two labels at line ends: the height of their two lines of text
_MANY, _SMALL_GAP = 4, 17  # more labels than this have their name and value on one line
_DASHES = ("dash", "dot", "dashdot", "longdash")
Part = dict[str, Any]  # a part of a figure as Plotly.js knows it
Named = Sequence[tuple[Line, str]]  # lines with their names


@dataclass(frozen=True)
class Level:
    """A horizontal dotted line with words: a target, or the point where it starts from."""

    value: float
    words: str


def trend(
    indicator: Indicator, own: Line, own_name: str, others: Named, level: Level | None, printed: list[Point],
    from_zero: bool | None = None,
) -> go.Figure:  # fmt: skip
    """A line in time for a place, lines for what it is compared with, breaks, the years of the agenda and printed figures.

    The axis begins at 0 for counts and not for percentages, unless `from_zero` says so.
    """
    traces = [(own, own_name), *others]
    data: list[Part] = []
    for number, (line, name) in enumerate(traces):
        dashed = {"width": 2, "color": GREY, "dash": _DASHES[(number - 1) % len(_DASHES)]}
        data += [*_margin(line), _line_trace(indicator, line, name, dashed if number else {"width": 3, "color": OWN})]
    data += [_printed_trace(indicator, printed)] if printed else []
    values = [p.value for line, _ in traces for p in line.points] + [p.value for p in printed] + ([level.value] if level else [])
    low, high = value_range(values, from_zero=not indicator.is_percentage if from_zero is None else from_zero)
    labels = _end_labels(indicator, traces, level, low, high)
    layout = {
        "height": HEIGHT, "showlegend": False, "separators": ",.", "hovermode": "closest", "dragmode": False,
        "margin": {"l": 0, "r": _room_for(labels), "t": TOP, "b": BOTTOM},
        "xaxis": {"fixedrange": True, "showgrid": False},
        "yaxis": {"range": [low, high], "fixedrange": True, "automargin": True, "nticks": 7, **number_axis(indicator)},
        "shapes": [], "annotations": labels,
    }  # fmt: skip
    if moments := [p.moment for line, _ in traces for p in line.points] + [p.moment for p in printed]:
        _mark_time(layout, own, min(moments), max(moments))
    if level:
        _mark_level(layout, level)
    return drawing(data, layout)


def places(indicator: Indicator, rows: Sequence[tuple[str, Point, bool]]) -> go.Figure:
    """Bars for places in the same period, as (name, figure, is one of the places); a place to compare with is hatched grey."""
    ordered = sorted(rows, key=lambda row: row[1].value)
    data: list[Part] = []
    for inside in sorted({place for _, _, place in rows}, reverse=True):
        chosen = [(name, point) for name, point, place in ordered if place == inside]
        values, texts = [point.value for _, point in chosen], [said(indicator, point) for _, point in chosen]
        hovers = [f"<b>{name}</b><br>{hover(indicator, point)}" for name, point in chosen]
        marker = {} if inside else {"color": GREY, "pattern": {"shape": "/", "solidity": 0.3}}
        bars = bars_across([name for name, _ in chosen], values, texts, hovers)
        data.append({**bars, "marker": marker, "error_x": whiskers([point for _, point in chosen])})
    edges = [edge for _, point, _ in ordered for edge in (point.value, point.lower, point.upper) if edge is not None]
    reach = value_range(edges, from_zero=True)
    names = [name for name, _, _ in ordered]
    layout = {
        **bars_layout(90 + 34 * len(ordered), 10 + _LETTER * max(len(said(indicator, point)) for _, point, _ in ordered)),
        "xaxis": {"range": reach, "showgrid": True, "fixedrange": True, **number_axis(indicator)},
        "yaxis": {"categoryorder": "array", "categoryarray": names, "automargin": True, "fixedrange": True},
    }
    return drawing(data, layout)


def bars_across(names: list[str], values: list[float], texts: list[str], hovers: list[str]) -> Part:
    """Bars from left to right, each with its name before it, its figure behind it and more under the mouse."""
    return {
        "type": "bar", "x": values, "y": names, "orientation": "h", "text": texts, "textposition": "outside", "cliponaxis": False,
        "hovertext": hovers, "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def bars_layout(height: int, room: float = 24) -> Part:
    """The room for bars from left to right, and behind the longest one for its text."""
    return {"height": height, "showlegend": False, "separators": ",.", "margin": {"l": 0, "r": room, "t": 10, "b": BOTTOM},
            "bargap": 0.35}  # fmt: skip


def drawing(data: list[Part], layout: Part) -> go.Figure:
    """The figure that these parts describe, checked by Plotly. Described whole and then made: each change to a figure that is
    made already is checked anew, which takes ten times as long."""
    axes = {name: {**axis, "tickfont": {"size": 12, "color": GREY}} for name, axis in layout.items() if "axis" in name}
    return go.Figure({"data": data, "layout": {**({"font": {"color": GREY}} if axes else {}), **layout, **axes}})


def whiskers(points: Sequence[Point]) -> Part:
    """The 95% margin at each figure, where the source gives one: a bound of 0 is a bound."""
    known = [point if point.lower is not None and point.upper is not None else None for point in points]
    above = [point.upper - point.value if point and point.upper is not None else 0 for point in known]
    below = [point.value - point.lower if point and point.lower is not None else 0 for point in known]
    return {"type": "data", "array": above, "arrayminus": below, "color": GREY, "visible": any(known)}


def _line_trace(indicator: Indicator, line: Line, name: str, style: Part) -> Part:
    """One line, interrupted where its method broke and where a figure is missing; open markers are provisional."""
    drawn: list[tuple[float | None, float | None, str, str]] = []
    for before, point in zip([None, *line.points], line.points, strict=False):
        if before is not None and _interrupted(line, before, point):
            drawn.append((None, None, "", "circle"))
        symbol = "circle-open" if "voorlopig" in point.status else "circle"
        drawn.append((point.moment, point.value, f"<b>{name}</b><br>{hover(indicator, point)}", symbol))
    xs, ys, texts, symbols = ([each[part] for each in drawn] for part in range(4))
    return {
        "type": "scatter", "x": xs, "y": ys, "name": name, "mode": "lines+markers" if len(xs) <= 40 else "lines", "line": style,
        "marker": {"symbol": symbols, "size": 7}, "hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }  # fmt: skip


def _interrupted(line: Line, before: Point, after: Point) -> bool:
    """Whether a break or a missing figure lies between two points that follow each other."""
    return bool(line.break_between(before, after)) or any(before.period < period < after.period for period in line.gaps)


def _margin(line: Line) -> list[Part]:
    """The 95% margin as a band, where the source gives one."""
    points = [point for point in line.points if point.lower is not None and point.upper is not None]
    edge = {"type": "scatter", "x": [point.moment for point in points], "mode": "lines", "line": {"width": 0},
            "hoverinfo": "skip", "showlegend": False}  # fmt: skip
    upper, lower = {"y": [point.upper for point in points]}, {"y": [point.lower for point in points]}
    filled = {"fill": "tonexty", "fillcolor": "rgba(70, 144, 209, 0.2)"}
    return [{**edge, **upper}, {**edge, **lower, **filled}] if points else []


def _printed_trace(indicator: Indicator, printed: list[Point]) -> Part:
    name = "Volgens een document van de regio"
    return {
        "type": "scatter", "x": [point.moment for point in printed], "y": [point.value for point in printed], "name": name,
        "mode": "markers", "marker": {"symbol": "diamond-open", "size": 13, "color": TARGET, "line": {"width": 2}},
        "hovertext": [f"<b>{name}</b><br>{hover(indicator, point)}" for point in printed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _year_axis(start: float, end: float) -> Part:
    """Whole years. Beyond five years Plotly takes no less than one, and on a narrow screen as few as fit there."""
    few = {"tickvals": list(range(int(end), int(start), -1 if end - start <= 3 else -2))} if end - start <= 5 else {}
    return {"tickformat": "d", **few}


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
            _mark_break(layout, found, own.drawn_at(found))


def _mark_break(layout: Part, found: Break, at: float) -> None:
    """A break as a dashed line with its name above it; another border or an event as a dotted line with its name along it."""
    broken = found.kind == "breuk"
    layout["shapes"].append({**upright(at), "line": {"dash": "dash" if broken else "dot", "width": 1, "color": GREY}})
    words = {"y": 0.02, "textangle": -90, "text": found.name, "hovertext": found.note, "font": {"size": 11, "color": GREY}}
    if broken:
        words = _named_above(layout, found.name, at)
    layout["annotations"].append({**above(at), "xanchor": "right", **words})


def _named_above(layout: Part, name: str, at: float) -> Part:
    """A name that ends above a moment, in lines that fit at the left of it on a telephone as well."""
    first, last = layout["xaxis"]["range"]
    room = 30 + (_NARROW - layout["margin"]["r"]) * (at - first) / (last - first)
    lines = textwrap.wrap(name, max(8, min(16, int(room / _LETTER))), break_long_words=False)
    higher = max(0, 10 + 15 * len(lines) - layout["margin"]["t"])
    layout["height"], layout["margin"]["t"] = layout["height"] + higher, layout["margin"]["t"] + higher
    over = max(0, _LETTER * max(map(len, lines)) - room)
    return {"text": "<br>".join(lines), "xshift": over, "font": {"size": 12, "color": GREY}}


def _mark_level(layout: Part, level: Level) -> None:
    """A dotted line over the whole width. Its words stand under the years, behind dots: no line ever runs there."""
    layout["shapes"].append({"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": level.value, "y1": level.value,
                             "line": {"dash": "dot", "color": TARGET, "width": 2}})  # fmt: skip
    layout["height"] += _KEY
    layout["margin"]["b"] += _KEY
    layout["annotations"].append({
        "x": 0, "xref": "paper", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -BOTTOM + 2,
        "text": f"<b>·····</b> {level.words}", "font": {"size": 12, "color": TARGET}, "showarrow": False,
    })  # fmt: skip


def upright(at: float, to: float | None = None) -> Part:
    """Where a shape stands over the whole height of the plot: a line, or what lies between two values along the axis."""
    return {"type": "line", "x0": at, "x1": at if to is None else to, "yref": "y domain", "y0": 0, "y1": 1}


def above(at: float) -> Part:
    """Where words stand above the plot."""
    return {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}


def _end_labels(indicator: Indicator, traces: Named, level: Level | None, low: float, high: float) -> list[Part]:
    """A label with name and value at the end of each line, moved apart where they would meet, and off the line of a level."""
    ends = [(line.points[-1], name, number == 0) for number, (line, name) in enumerate(traces) if line.points]
    ends.sort(key=lambda end: end[0].value)
    many = len(ends) > _MANY
    pixels = (HEIGHT - TOP - BOTTOM) / ((high - low) or 1)
    own_heights = [(end[0].value - low) * pixels for end in ends]
    heights = _apart(own_heights, _SMALL_GAP if many else _LABEL_GAP, (level.value - low) * pixels if level else None)
    labels: list[Part] = []
    for (point, name, own), height, own_height in zip(ends, heights, own_heights, strict=True):
        words = f"{name}{' ' if many else '<br>'}{said(indicator, point)}"
        where = {"x": point.moment, "y": point.value, "xanchor": "left", "xshift": 8, "yshift": height - own_height}
        looks = {"text": f"<b>{words}</b>" if own else words, "font": {"color": OWN if own else GREY}}
        labels.append({**where, **looks, "align": "left", "showarrow": False})
    return labels


def _apart(heights: list[float], gap: float, level: float | None) -> list[float]:
    """Heights from low to high, moved until they are a gap apart and half a gap from a level, in pixels of the plot."""
    moved = list(heights)
    for _ in range(len(moved) ** 2):
        for lower, upper in pairwise(range(len(moved))):
            overlap = max(gap - (moved[upper] - moved[lower]), 0)
            moved[lower], moved[upper] = moved[lower] - overlap / 2, moved[upper] + overlap / 2
    if level is None:
        return moved
    fit = int((HEIGHT - TOP - BOTTOM + 8 - level) // gap)  # so many over the level; what more ends there stands under it
    under = len(moved) - min(fit, sum(height >= level for height in heights))
    for side, numbers in ((1, range(under, len(moved))), (-1, range(under - 1, -1, -1))):
        nearest = level + side * (gap / 2 + 2)
        for number in numbers:
            moved[number] = side * max(side * moved[number], side * nearest)
            nearest = moved[number] + side * gap
    return moved


def _room_for(labels: list[Part]) -> float:
    """How much room labels at line ends need at the right of the plot: no more, so that a telephone shows the most of it."""
    longest = max((len(words) for label in labels for words in re.split("</?b>|<br>", label["text"])), default=0)
    return min(max(60, 12 + _LETTER * longest), 160)


def said(indicator: Indicator, point: Point) -> str:
    """A figure with its unit."""
    return dutch.amount(point.value, indicator.unit, indicator.decimals)


def hover(indicator: Indicator, point: Point) -> str:
    """A figure with its period, status and margin, as it appears under the mouse."""
    margin = ""
    if point.lower is not None and point.upper is not None:
        margin = f"<br>tussen {dutch.number(point.lower, indicator.decimals)} en {dutch.number(point.upper, indicator.decimals)}"
    return f"{dutch.period(point.period)}: {said(indicator, point)} ({point.status}){margin}"
