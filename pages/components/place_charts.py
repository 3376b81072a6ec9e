"""Places beside each other: dots with their margins, and a map in classes. Nothing is told by colour alone."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from indicators.indicator import Indicator
from indicators.point import Point
from indicators.ranking import Standing
from indicators.regions import COUNTRY
from pages.components import dutch
from pages.components.chart_parts import GREY, Part, above, drawing, hover, upright, whiskers
from pages.components.dashes import dashes
from pages.components.place_shapes import Ring, Shape, classes
from pages.components.sentences import in_lines
from pages.components.value_axis import number_axis, value_range

_FILLS = (("#DCE9F5", "#10171F"), ("#9CC5E6", "#10171F"), ("#4690D1", "#10171F"), ("#12436D", "#FFFFFF"))  # with their text
_EDGE = "#D9480F"  # round the own place: readable on every class, on a light and on a dark page
_ROW = 30  # pixels for a place, enough for a name on two lines
_FEW = 12  # so many places have room for a name on their own shape
_BARE = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}


def dots(
    indicator: Indicator, ranked: Sequence[Standing], names: Mapping[str, str], own: str, country: Point | None
) -> go.Figure:
    """A dot with its margin for each place, the highest above; the own place is a large diamond with its name in bold."""
    labels = {s.code: _label(names[s.code], s.code == own) for s in ranked}
    kinds = [[s for s in ranked if (s.code == own) is mine] for mine in (True, False)]
    data = [_dots_of(indicator, shown, names, labels, shown is kinds[0]) for shown in kinds if shown]
    percent = indicator.is_percentage
    layout: Part = {
        "height": 80 + _ROW * len(ranked), "showlegend": False, "separators": ",.", "dragmode": False,
        "margin": {"l": 0, "r": 10, "t": 34, "b": 30},
        "xaxis": {"fixedrange": True, "showgrid": True, "nticks": 5, "tickangle": 0, **number_axis(indicator),
                  **({"range": _span(ranked, country, percent)} if percent or country else {"rangemode": "tozero"})},
        "yaxis": {"categoryorder": "array", "categoryarray": [labels[s.code] for s in reversed(ranked)], "automargin": True,
                  "fixedrange": True, "showgrid": True, "tickfont": {"size": 12}, "range": [-0.7, len(ranked) - 0.3]},
    }  # fmt: skip
    if country is not None:
        (dash, _), *_ = dashes([COUNTRY])
        layout["shapes"] = [{**upright(country.value), "line": {"dash": dash, "color": GREY, "width": 2}}]
        words = {"text": f"Nederland {dutch.amount_of(indicator, country.value)}", "font": {"color": GREY}}
        layout["annotations"] = [{**above(country.value), **words}]
    return drawing(data, layout)


def _span(ranked: Sequence[Standing], country: Point | None, percent: bool) -> tuple[float, float]:
    """How far the axis runs: round all figures and their margins, from 0 unless they are percentages."""
    points = [*(s.point for s in ranked), *([country] if country else [])]
    return value_range([edge for point in points for edge in point.reach], from_zero=not percent)


def _dots_of(
    indicator: Indicator, shown: Sequence[Standing], names: Mapping[str, str], labels: Mapping[str, str], mine: bool
) -> Part:
    style = {"size": 15, "symbol": "diamond"} if mine else {"size": 9, "color": GREY}
    return {
        "type": "scatter",
        "x": [s.point.value for s in shown],
        "y": [labels[s.code] for s in shown],
        "mode": "markers",
        "marker": style,
        "error_x": whiskers([s.point for s in shown]),
        "hovertext": [f"<b>{names[s.code]}</b><br>{hover(indicator, s.point)}" for s in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def place_map(
    indicator: Indicator, points: Mapping[str, Point], drawn: Mapping[str, Shape], names: Mapping[str, str], own: str
) -> go.Figure:
    """The places in at most four classes; each class has a name with its limits, the own place a thick edge."""
    data: list[Part] = []
    labels: list[Part] = []
    for number, (low, high, codes) in enumerate(classes({code: point.value for code, point in points.items() if code in drawn})):
        fill, ink = _FILLS[number]
        limits = dict.fromkeys(dutch.amount_of(indicator, value) for value in (low, high))
        for place, code in enumerate(codes):
            words = f"<b>{names[code]}</b><br>{hover(indicator, points[code])}"
            data.append(_area(drawn[code], fill, words, " tot en met ".join(limits), number, first=place == 0))
            if len(drawn) <= _FEW or len(drawn[code].name) <= 4:
                labels.append(_name(drawn[code], dutch.amount_of(indicator, points[code].value), ink))
    for code in drawn.keys() - points.keys():
        words = f"<b>{names[code]}</b><br>{dutch.NOT_PUBLISHED}"
        data.append(_area(drawn[code], "rgba(0,0,0,0)", words, dutch.NOT_PUBLISHED, len(_FILLS), first=False))
    if own in drawn:
        data.append({**_path(drawn[own].rings), "line": {"width": 4, "color": _EDGE}, "hoverinfo": "skip", "showlegend": False})
    layout = {
        "height": 580 if len(drawn) > _FEW else 460, "separators": ",.", "dragmode": False, "hovermode": "closest",
        "plot_bgcolor": "rgba(0,0,0,0)", "margin": {"l": 0, "r": 0, "t": 10, "b": 0}, "annotations": labels,
        "legend": {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "itemclick": False, "itemdoubleclick": False},
        "xaxis": _BARE, "yaxis": {**_BARE, "scaleanchor": "x"},
    }  # fmt: skip
    return drawing(data, layout)


def _area(shape: Shape, fill: str, words: str, limits: str, number: int, first: bool) -> Part:
    return {
        **_path(shape.rings), "fill": "toself", "fillcolor": fill, "line": {"width": 1, "color": GREY}, "hoveron": "fills",
        "text": words, "hoverinfo": "text", "name": limits, "legendgroup": str(number), "showlegend": first,
    }  # fmt: skip


def _path(rings: Sequence[Ring]) -> Part:
    """The rings as one path, lifted between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*([None] if xs else []), *(x for x, _ in ring)]
        ys += [*([None] if ys else []), *(y for _, y in ring)]
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys}


def _name(shape: Shape, value: str, ink: str) -> Part:
    x, y = shape.middle
    square = len(shape.rings[0]) == 5  # on a real outline the name may stick out of it: then it has a ground of its own
    looks = {"font": {"color": ink if square else _FILLS[0][1], "size": 11}}
    ground = {} if square else {"bgcolor": "rgba(255, 255, 255, 0.75)"}
    return {"x": x, "y": y, "text": f"{shape.name}<br>{value}", "showarrow": False, **looks, **ground}


def _label(name: str, own: bool) -> str:
    wrapped = in_lines(name, 18)
    return f"<b>{wrapped}</b>" if own else wrapped
