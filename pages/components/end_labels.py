"""The name and value at the end of each line of a trend, so that no key is needed: moved apart, and off the line of a level."""

import re
from collections.abc import Sequence
from itertools import pairwise

from indicators.indicator import Indicator
from indicators.lines import Line
from pages.components.chart_parts import BOTTOM, GREY, HEIGHT, LETTER, OWN, TOP, Part, said
from pages.components.trend_marks import Level

_GAP = 32  # pixels between two labels: the height of their two lines of text
_MANY, _SMALL_GAP = 4, 17  # more labels than this have their name and value on one line
Named = Sequence[tuple[Line, str]]  # lines with their names


def end_labels(indicator: Indicator, traces: Named, level: Level | None, low: float, high: float) -> list[Part]:
    """A label with name and value at the end of each line, moved apart where they would meet, and off the line of a level."""
    ends = [(line.points[-1], name, number == 0) for number, (line, name) in enumerate(traces) if line.points]
    ends.sort(key=lambda end: end[0].value)
    many = len(ends) > _MANY
    pixels = (HEIGHT - TOP - BOTTOM) / ((high - low) or 1)
    own_heights = [(end[0].value - low) * pixels for end in ends]
    heights = _apart(own_heights, _SMALL_GAP if many else _GAP, (level.value - low) * pixels if level else None)
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


def room_for(labels: list[Part]) -> float:
    """How much room labels at line ends need at the right of the plot: no more, so that a telephone shows the most of it."""
    longest = max((len(words) for label in labels for words in re.split("</?b>|<br>", label["text"])), default=0)
    return min(max(60, 12 + LETTER * longest), 160)
