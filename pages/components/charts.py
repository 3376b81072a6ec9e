"""Figures drawn: a trend in time and a comparison of places, with Dutch numbers and labels at the lines themselves.

The place itself has the first colour of the theme. What it is compared with is grey and dashed, a target dotted, a figure
from a document a diamond: nothing is told by colour alone.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from indicators.indicator import Indicator
from indicators.line import Line
from indicators.point import Point
from pages.components import dutch
from pages.components.chart_parts import (
    BOTTOM,
    GREY,
    HEIGHT,
    LETTER,
    OWN,
    TARGET,
    TOP,
    Part,
    bars_across,
    bars_layout,
    drawing,
    hover,
    whiskers,
)  # fmt: skip
from pages.components.dashes import dashes
from pages.components.end_labels import Named, end_labels, room_for
from pages.components.trend_marks import Level, mark_level, mark_time
from pages.components.value_axis import number_axis, value_range


def trend(
    indicator: Indicator, own: Line, own_name: str, others: Named, level: Level | None, printed: list[Point],
    from_zero: bool | None = None,
) -> go.Figure:  # fmt: skip
    """A line in time for a place, lines for what it is compared with, breaks, the years of the agenda and printed figures.

    The axis begins at 0 for counts and not for percentages, unless `from_zero` says so.
    """
    traces = [(own, own_name), *others]
    data: list[Part] = []
    dashed = [{"width": 2, "color": GREY, "dash": dash.screen} for dash in dashes([line.region for line, _ in others])]
    for (line, name), style in zip(traces, [{"width": 3, "color": OWN}, *dashed], strict=True):
        data += [*_margin(line), _line_trace(indicator, line, name, style)]
    data += [_printed_trace(indicator, printed)] if printed else []
    values = [p.value for line, _ in traces for p in line.points] + [p.value for p in printed] + ([level.value] if level else [])
    low, high = value_range(values, from_zero=not indicator.is_percentage if from_zero is None else from_zero)
    labels = end_labels(indicator, traces, level, low, high)
    layout = {
        "height": HEIGHT, "showlegend": False, "separators": ",.", "hovermode": "closest", "dragmode": False,
        "margin": {"l": 0, "r": room_for(labels), "t": TOP, "b": BOTTOM},
        "xaxis": {"fixedrange": True, "showgrid": False},
        "yaxis": {"range": [low, high], "fixedrange": True, "automargin": True, "nticks": 7, **number_axis(indicator)},
        "shapes": [], "annotations": labels,
    }  # fmt: skip
    if moments := [p.moment for line, _ in traces for p in line.points] + [p.moment for p in printed]:
        mark_time(layout, own, min(moments), max(moments), [trace for trace in data if "name" in trace], level)
    if level:
        mark_level(layout, level)
    return drawing(data, layout)


def places(indicator: Indicator, rows: Sequence[tuple[str, Point, bool]]) -> go.Figure:
    """Bars for places in the same period, as (name, figure, is one of the places); a place to compare with is hatched grey."""
    ordered = sorted(rows, key=lambda row: row[1].value)
    data: list[Part] = []
    for inside in sorted({place for _, _, place in rows}, reverse=True):
        chosen = [(name, point) for name, point, place in ordered if place == inside]
        values, texts = [point.value for _, point in chosen], [dutch.amount_of(indicator, point.value) for _, point in chosen]
        hovers = [f"<b>{name}</b><br>{hover(indicator, point)}" for name, point in chosen]
        marker = {} if inside else {"color": GREY, "pattern": {"shape": "/", "solidity": 0.3}}
        bars = bars_across([name for name, _ in chosen], values, texts, hovers)
        data.append({**bars, "marker": marker, "error_x": whiskers([point for _, point in chosen])})
    reach = value_range([edge for _, point, _ in ordered for edge in point.reach], from_zero=True)
    names = [name for name, _, _ in ordered]
    longest = max(len(dutch.amount_of(indicator, point.value)) for _, point, _ in ordered)
    layout = {
        **bars_layout(90 + 34 * len(ordered), 10 + LETTER * longest),
        "xaxis": {"range": reach, "showgrid": True, "fixedrange": True, **number_axis(indicator)},
        "yaxis": {"categoryorder": "array", "categoryarray": names, "automargin": True, "fixedrange": True},
    }
    return drawing(data, layout)


def _line_trace(indicator: Indicator, line: Line, name: str, style: Part) -> Part:
    """One line, interrupted where its method broke and where a figure is missing; open markers are provisional."""
    drawn: list[tuple[float | None, float | None, str, str]] = []
    for piece in line.pieces:
        drawn += [(None, None, "", "circle")] if drawn else []
        for point in piece:
            symbol = "circle-open" if point.provisional else "circle"
            drawn.append((point.moment, point.value, f"<b>{name}</b><br>{hover(indicator, point)}", symbol))
    xs, ys, texts, symbols = ([each[part] for each in drawn] for part in range(4))
    return {
        "type": "scatter", "x": xs, "y": ys, "name": name, "mode": "lines+markers" if len(xs) <= 40 else "lines", "line": style,
        "marker": {"symbol": symbols, "size": 7}, "hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }  # fmt: skip


def _margin(line: Line) -> list[Part]:
    """The 95% margin as a band, where the source gives one."""
    known = [(point.moment, *point.margin) for point in line.points if point.margin]
    edge = {"type": "scatter", "x": [at for at, _, _ in known], "mode": "lines", "line": {"width": 0},
            "hoverinfo": "skip", "showlegend": False}  # fmt: skip
    lower, upper = {"y": [low for _, low, _ in known]}, {"y": [high for _, _, high in known]}
    filled = {"fill": "tonexty", "fillcolor": "rgba(70, 144, 209, 0.2)"}
    return [{**edge, **upper}, {**edge, **lower, **filled}] if known else []


def _printed_trace(indicator: Indicator, printed: list[Point]) -> Part:
    name = "Volgens een document van de regio"
    return {
        "type": "scatter", "x": [point.moment for point in printed], "y": [point.value for point in printed], "name": name,
        "mode": "markers", "marker": {"symbol": "diamond-open", "size": 13, "color": TARGET, "line": {"width": 2}},
        "hovertext": [f"<b>{name}</b><br>{hover(indicator, point)}" for point in printed],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
