"""What stands around the lines of a trend: years, the years of the agenda, breaks with their reason, and the line of a level."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.agenda import home_region
from indicators.breaks import Break
from indicators.line import Line
from pages.components.chart_parts import BOTTOM, GREY, LETTER, PAGE, PLOT, TARGET, Part, above, upright
from pages.components.free_room import crossed, freest

SHADE = "rgba(168, 50, 125, 0.07)"
_NARROW, _NARROWEST = 250, 205  # pixels of a chart on a telephone, and on the smallest, beside the figures along its axis
# Pixels that upright words take, and a second line of them, of a plot that is neither wide nor narrow.
_UPRIGHT, _UPRIGHT_LINE, _PLOT_WIDTH = 18, 14, 500
_WORTH = 12  # pixels that must come free for a second line: it may meet the event before on a telephone
_SMALL = 11  # pixels of upright letters
_TWICE = 2  # as bad as a data line: letters behind letters
_KEY = 22  # pixels for the line under the years with the words of a level


@dataclass(frozen=True)
class Level:
    """A horizontal dotted line with words: a target, or the point where it starts from."""

    value: float
    words: str


def _year_axis(start: float, end: float) -> Part:
    """Whole years. Beyond five years Plotly takes no less than one, and on a narrow screen as few as fit there."""
    few = {"tickvals": list(range(int(end), int(start), -1 if end - start <= 3 else -2))} if end - start <= 5 else {}
    return {"tickformat": "d", **few}


def mark_time(layout: Part, own: Line, first: float, last: float, drawn: Sequence[Part], level: Level | None) -> None:
    """Years along the axis, the years of the agenda shaded, and each break as a dashed line with its reason.

    `drawn` and `level` are the lines in the chart, which the names of events stay clear of where there is room.
    """
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
            _mark_break(layout, found, own.drawn_at(found), drawn, level)


def _mark_break(layout: Part, found: Break, at: float, drawn: Sequence[Part], level: Level | None) -> None:
    """A break as a dashed line with its name above it; another border or an event as a dotted line with its name along it."""
    broken = found.kind == "breuk"
    layout["shapes"].append({**upright(at), "line": {"dash": "dash" if broken else "dot", "width": 1, "color": GREY}})
    words = _named_above(layout, found.name, at) if broken else _named_along(layout, found, at, drawn, level)
    layout["annotations"].append({**above(at), "xanchor": "right", **words})


def _named_along(layout: Part, found: Break, at: float, drawn: Sequence[Part], level: Level | None) -> Part:
    """A name along its line where the least runs behind it, in two lines where less does then. An edge in the colour of the page
    keeps a data line out of its letters, and what stands beside them in sight. Names cross no other name, also where these come
    near each other on the smallest telephone."""
    (first, last), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    apart = (last - first) / (_NARROWEST - layout["margin"]["r"])  # years to a pixel there

    def room(lines: list[str]) -> tuple[float, float]:
        """Where these lines begin, and how much is behind them."""
        width = _width(lines)
        values = [*crossed(drawn, at - width * (last - first) / _PLOT_WIDTH, at), *([(level.value,) * 2] if level else [])]
        taken = [((lower - low) * PLOT / (high - low), (upper - low) * PLOT / (high - low)) for lower, upper in values]
        near = [span for end, wide, span in _names_along(layout) if at - width * apart < end and end - wide * apart < at]
        taken += _TWICE * near
        return freest(taken, _length(lines))

    ways = [(lines, *room(lines)) for lines in ([found.name], _halves(found.name))]
    lines, start, _ = min(ways, key=lambda way: way[2] + _WORTH * len(way[0]))
    font = {"size": _SMALL, "color": GREY, "shadow": ", ".join([f"0 0 2px {PAGE}"] * 4)}
    return {"y": start / PLOT, "textangle": -90, "text": "<br>".join(lines), "hovertext": found.note, "font": font}


def _names_along(layout: Part) -> Iterator[tuple[float, int, tuple[float, float]]]:
    """Of each name that stands along a line its moment, how wide it is, and between which heights of the plot it stands."""
    for note in layout["annotations"]:
        if note.get("textangle"):
            lines, start = note["text"].split("<br>"), note["y"] * PLOT
            yield note["x"], _width(lines), (start, start + _length(lines))


def _width(lines: Sequence[str]) -> int:
    """Pixels that upright words take beside their line."""
    return _UPRIGHT + _UPRIGHT_LINE * (len(lines) - 1)


def _length(lines: Sequence[str]) -> float:
    """Pixels that upright words take along their line."""
    return LETTER * _SMALL / 12 * max(map(len, lines))


def _halves(name: str) -> list[str]:
    """A name in two lines, as far as it has two words."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda place: abs(2 * place - len(name)), default=len(name))
    return [part for part in (name[:middle], name[middle + 1 :]) if part]


def _named_above(layout: Part, name: str, at: float) -> Part:
    """A name that ends above a moment, in lines that fit at the left of it on a telephone as well."""
    first, last = layout["xaxis"]["range"]
    room, least = (30 + (width - layout["margin"]["r"]) * (at - first) / (last - first) for width in (_NARROW, _NARROWEST))
    lines = textwrap.wrap(name, max(8, min(16, int(room / LETTER))), break_long_words=False)
    higher = max(0, 10 + 15 * len(lines) - layout["margin"]["t"])
    layout["height"], layout["margin"]["t"] = layout["height"] + higher, layout["margin"]["t"] + higher
    over = max(0, LETTER * max(map(len, lines)) - least)
    return {"text": "<br>".join(lines), "xshift": over, "font": {"size": 12, "color": GREY}}


def mark_level(layout: Part, level: Level) -> None:
    """A dotted line over the whole width. Its words stand under the years, behind dots: no line ever runs there."""
    layout["shapes"].append({"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": level.value, "y1": level.value,
                             "line": {"dash": "dot", "color": TARGET, "width": 2}})  # fmt: skip
    layout["height"] += _KEY
    layout["margin"]["b"] += _KEY
    layout["annotations"].append({
        "x": 0, "xref": "paper", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -BOTTOM + 2,
        "text": f"<b>·····</b> {level.words}", "font": {"size": 12, "color": TARGET}, "showarrow": False,
    })  # fmt: skip
