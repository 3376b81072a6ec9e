"""A line in time as an SVG: vectors and text only, drawn without a browser, so that the server can put it on paper.

It follows the rules of pages/components/charts.py: the place itself in blue, what it is compared with grey and dashed, a
target dotted, labels at the lines themselves, a gap where a figure is missing or does not compare.
"""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from indicators.agenda import home_region
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.point import Point
from pages.components import dutch
from pages.components.dashes import dashes
from pages.components.end_labels import spaced
from pages.components.trend_marks import Level
from pages.components.value_axis import value_range

WIDTH, HEIGHT = 700, 385
LEFT, RIGHT, TOP, BOTTOM = 46, 138, 30, 26  # room for the figures on the axes and the labels at the ends
BLUE, GREY, TARGET, GRID = "#12436D", "#5B6673", "#A8327D", "#D9E0E8"
_LABEL_HEIGHT = 29
_FONT = "Libertinus Serif, Source Sans, sans-serif"


class _Scale:
    """Where a moment and a value stand in the drawing."""

    def __init__(self, moments: Sequence[float], values: Sequence[float], from_zero: bool) -> None:
        self.first, self.last = min(moments) - 0.2, max(moments) + 0.2
        self.low, self.high = value_range(values, from_zero)

    def x(self, moment: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (moment - self.first) / (self.last - self.first), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - self.low) / (self.high - self.low), 1)

    def ticks(self) -> tuple[list[float], int]:
        """Round values along the axis, at most seven, and with how many decimals no two of them look the same."""
        rough = (self.high - self.low) / 6
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
        numbers = range(math.ceil(self.low / step), math.floor(self.high / step) + 1)
        return [round(n * step, 10) for n in numbers], max(0, -math.floor(math.log10(step) + 1e-9))


def drawing(indicator: Indicator, lines: Sequence[tuple[Line, str]], level: Level | None = None) -> str:
    """The SVG of lines with their names, the first of which is the place itself and has figures."""
    points = [point for each, _ in lines for point in each.points]
    values = [edge for point in points for edge in point.reach] + ([level.value] if level else [])
    scale = _Scale([point.moment for point in points], values, not indicator.is_percentage)
    own = lines[0][0]
    parts = [*_background(indicator, scale), *_breaks(own, scale)]
    styles = ["", *(dash.paper for dash in dashes([each.region for each, _ in lines[1:]]))]
    for (each, _), dashed in reversed(list(zip(lines, styles, strict=True))):
        parts += [] if dashed else _band(each.points, scale)
        parts += _line(each, scale, dashed)
    parts += _level(level, scale)
    parts += _labels(indicator, lines, scale)
    frame = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}" font-size="13"'
    return f"<svg {frame}>{''.join(parts)}</svg>"


def _background(indicator: Indicator, scale: _Scale) -> Iterator[str]:
    """The years of the agenda, the values with their lines, and the years along the bottom."""
    agenda = home_region().agenda
    if agenda.van < scale.last:
        left = scale.x(max(agenda.van, scale.first))
        size = f'width="{WIDTH - RIGHT - left}" height="{HEIGHT - TOP - BOTTOM}"'
        yield f'<rect x="{left}" y="{TOP}" {size} fill="{TARGET}" fill-opacity="0.06"/>'
        yield _text(left + 3, TOP - 4, "looptijd agenda", TARGET, size=11)
    unit = "%" if indicator.is_percentage else ""
    ticks, decimals = scale.ticks()
    for tick in ticks:
        y = scale.y(tick)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{GRID}"/>'
        yield _text(LEFT - 7, y + 4, f"{dutch.number(tick, decimals)}{unit}", GREY, anchor="end")
    years = range(math.ceil(scale.first), math.floor(scale.last) + 1)
    every = -(-len(years) // 9)
    for year in years[::-1][::every]:
        yield _text(scale.x(year), HEIGHT - 7, str(year), GREY, anchor="middle")


def _breaks(own: Line, scale: _Scale) -> Iterator[str]:
    """Each break in the method as a dashed line with its name."""
    for found in own.breaks:
        if found.kind == "breuk" and scale.first + 0.2 < found.moment <= scale.last:
            x = scale.x(own.drawn_at(found))
            yield f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="{GREY}" stroke-dasharray="4 3"/>'
            yield _text(x - 4, TOP - 4, found.name, GREY, anchor="end", size=11)


def _band(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """The 95% margin, where the source gives one."""
    if known := [(point.moment, *point.margin) for point in points if point.margin]:
        edge = [(at, upper) for at, _, upper in known] + [(at, lower) for at, lower, _ in reversed(known)]
        path = "L".join(f"{scale.x(at)} {scale.y(value)}" for at, value in edge)
        yield f'<path d="M{path}Z" fill="{BLUE}" fill-opacity="0.14"/>'


def _line(each: Line, scale: _Scale, dashed: str) -> Iterator[str]:
    """One line, in pieces where something lies between; a provisional figure is an open circle. The place itself has no dash."""
    colour, width = (GREY, 1.6) if dashed else (BLUE, 2.6)
    dash = f' stroke-dasharray="{dashed}"' if dashed else ""
    for piece in each.pieces:
        path = "L".join(f"{scale.x(point.moment)} {scale.y(point.value)}" for point in piece)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    points = each.points
    for point in points if not dashed and len(points) <= 40 else points[-1:]:
        fill = "#FFFFFF" if point.provisional else colour
        place = f'cx="{scale.x(point.moment)}" cy="{scale.y(point.value)}"'
        yield f'<circle {place} r="3" fill="{fill}" stroke="{colour}" stroke-width="1.4"/>'


def _level(level: Level | None, scale: _Scale) -> Iterator[str]:
    if level:
        y = scale.y(level.value)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{TARGET}" stroke-width="1.6" stroke-dasharray="2 3"/>'
        yield _text(LEFT + 4, y - 5, level.words, TARGET)


def _labels(indicator: Indicator, lines: Sequence[tuple[Line, str]], scale: _Scale) -> Iterator[str]:
    """Name and last figure at the end of each line, moved apart where they would meet."""
    ends = sorted(
        ((scale.y(each.points[-1].value), each.points[-1], name, number == 0) for number, (each, name) in enumerate(lines)),
        key=lambda end: end[0],
    )
    half = _LABEL_HEIGHT / 2
    places = spaced([end[0] for end in ends], _LABEL_HEIGHT, TOP + half, HEIGHT - BOTTOM - half)
    for (_, point, name, own), place in zip(ends, places, strict=True):
        colour, weight = (BLUE, "bold") if own else (GREY, "normal")
        x, value = scale.x(point.moment) + 9, dutch.amount_of(indicator, point.value)
        yield _text(x, place - 2, name, colour, weight=weight)
        yield _text(x, place + 12, f"{value} ({dutch.short_period(point.period)})", colour, weight=weight)


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start", size: int = 13, weight: str = "normal") -> str:
    style = f'fill="{colour}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'
