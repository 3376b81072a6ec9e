"""Places beside each other: dots with their margins, and a map in classes. Nothing is told by colour alone."""

import textwrap
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit.elements.plotly_chart  # noqa: F401 - sets the theme that figures must be made under

from indicators.indicator import Indicator
from indicators.progress import Point
from indicators.ranking import Standing
from pages.components import dutch
from pages.components.charts import GREY, hover
from pages.components.place_shapes import Ring, Shape, classes

_FILLS = (("#DCE9F5", "#10171F"), ("#9CC5E6", "#10171F"), ("#4690D1", "#10171F"), ("#12436D", "#FFFFFF"))  # with their text
_EDGE = "#D9480F"  # round the own place: readable on every class, on a light and on a dark page
_ROW = 30  # pixels for a place, enough for a name on two lines
_FEW = 12  # so many places have room for a name on their own shape
_BARE = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}


def dots(
    indicator: Indicator, ranked: Sequence[Standing], names: Mapping[str, str], own: str, country: Point | None
) -> go.Figure:
    """A dot with its margin for each place, the highest above; the own place is a large diamond with its name in bold."""
    figure = go.Figure()
    labels = {s.code: _label(names[s.code], s.code == own) for s in ranked}
    for mine in (True, False):
        shown = [s for s in ranked if (s.code == own) is mine]
        if shown:
            figure.add_trace(_dots_of(indicator, shown, names, labels, mine))
    if country is not None:
        words = f"Nederland {_said(indicator, country)}"
        figure.add_vline(x=country.value, line={"dash": "dash", "color": GREY, "width": 2})
        figure.add_annotation(x=country.value, y=1, yref="paper", yanchor="bottom", text=words, showarrow=False,
                              font={"color": GREY})  # fmt: skip
    figure.update_layout(
        height=80 + _ROW * len(ranked), showlegend=False, separators=",.", dragmode=False,
        margin={"l": 0, "r": 10, "t": 34, "b": 30},
    )  # fmt: skip
    percent = indicator.is_percentage
    figure.update_xaxes(
        fixedrange=True, showgrid=True, nticks=5, tickangle=0, tickformat=",.0~f" if percent else ",.0f",
        ticksuffix="%" if percent else "", **({} if percent else {"rangemode": "tozero"}),
    )  # fmt: skip
    figure.update_yaxes(
        categoryorder="array", categoryarray=[labels[s.code] for s in reversed(ranked)], automargin=True, fixedrange=True,
        showgrid=True, tickfont={"size": 12}, range=[-0.7, len(ranked) - 0.3],
    )  # fmt: skip
    return figure


def _dots_of(
    indicator: Indicator, shown: Sequence[Standing], names: Mapping[str, str], labels: Mapping[str, str], mine: bool
) -> go.Scatter:
    above = [(s.point.upper or s.point.value) - s.point.value for s in shown]
    below = [s.point.value - (s.point.lower or s.point.value) for s in shown]
    style = {"size": 15, "symbol": "diamond"} if mine else {"size": 9, "color": GREY}
    return go.Scatter(
        x=[s.point.value for s in shown],
        y=[labels[s.code] for s in shown],
        mode="markers",
        marker=style,
        error_x={"type": "data", "array": above, "arrayminus": below, "color": GREY, "visible": any(above) or any(below)},
        hovertext=[f"<b>{names[s.code]}</b><br>{hover(indicator, s.point)}" for s in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def place_map(
    indicator: Indicator, points: Mapping[str, Point], drawn: Mapping[str, Shape], names: Mapping[str, str], own: str
) -> go.Figure:
    """The places in at most four classes; each class has a name with its limits, the own place a thick edge."""
    figure = go.Figure()
    for number, (low, high, codes) in enumerate(classes({code: point.value for code, point in points.items() if code in drawn})):
        fill, ink = _FILLS[number]
        limits = dict.fromkeys(dutch.amount(value, indicator.unit, indicator.decimals) for value in (low, high))
        for place, code in enumerate(codes):
            words = f"<b>{names[code]}</b><br>{hover(indicator, points[code])}"
            figure.add_trace(_area(drawn[code], fill, words, " tot en met ".join(limits), number, first=place == 0))
            if len(drawn) <= _FEW or len(drawn[code].name) <= 4:
                _name(figure, drawn[code], _said(indicator, points[code]), ink)
    for code in drawn.keys() - points.keys():
        words = f"<b>{names[code]}</b><br>{dutch.NOT_PUBLISHED}"
        figure.add_trace(_area(drawn[code], "rgba(0,0,0,0)", words, dutch.NOT_PUBLISHED, len(_FILLS), first=False))
    if own in drawn:
        x, y = _path(drawn[own].rings)
        figure.add_trace(
            go.Scatter(x=x, y=y, mode="lines", line={"width": 4, "color": _EDGE}, hoverinfo="skip", showlegend=False)
        )
    figure.update_layout(
        height=580 if len(drawn) > _FEW else 460, separators=",.", dragmode=False, hovermode="closest",
        plot_bgcolor="rgba(0,0,0,0)", margin={"l": 0, "r": 0, "t": 10, "b": 0},
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False},
    )  # fmt: skip
    figure.update_xaxes(**_BARE)
    figure.update_yaxes(**_BARE, scaleanchor="x")
    return figure


def _area(shape: Shape, fill: str, words: str, limits: str, number: int, first: bool) -> go.Scatter:
    x, y = _path(shape.rings)
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=fill, line={"width": 1, "color": GREY}, hoveron="fills", text=words,
        hoverinfo="text", name=limits, legendgroup=str(number), showlegend=first,
    )  # fmt: skip


def _path(rings: Sequence[Ring]) -> tuple[list[float | None], list[float | None]]:
    """The rings as one path, lifted between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*([None] if xs else []), *(x for x, _ in ring)]
        ys += [*([None] if ys else []), *(y for _, y in ring)]
    return xs, ys


def _name(figure: go.Figure, shape: Shape, value: str, ink: str) -> None:
    x, y = shape.middle
    square = len(shape.rings[0]) == 5  # on a real outline the name may stick out of it: then it has a ground of its own
    figure.add_annotation(
        x=x, y=y, text=f"{shape.name}<br>{value}", showarrow=False, font={"color": ink if square else _FILLS[0][1], "size": 11},
        bgcolor=None if square else "rgba(255, 255, 255, 0.75)",
    )  # fmt: skip


def _said(indicator: Indicator, point: Point) -> str:
    return dutch.amount(point.value, indicator.unit, indicator.decimals)


def _label(name: str, own: bool) -> str:
    wrapped = "<br>".join(textwrap.wrap(name, 18, break_long_words=False))
    return f"<b>{wrapped}</b>" if own else wrapped
