"""The name and value at the end of each line of a trend, so that no key is needed.

Labels that would meet are moved apart, within the plot and clear of the line of a level. One that was moved away from the end of
its line is tied to it by a thin line.
"""

import re
from collections.abc import Sequence

from indicators.indicator import Indicator
from indicators.line import Line
from pages.components import dutch
from pages.components.chart_parts import GREY, LETTER, OWN, PLOT, Part
from pages.components.trend_marks import Level

_GAP = 32  # pixels between two labels: the height of their two lines of text
_MANY, _SMALL_GAP = 4, 17  # more labels than this have their name and value on one line
_BESIDE, _TIED = 8, 22  # pixels from the end of a line to a label: the second where some are tied to their end
_CLEAR = 5  # pixels round the end of a line for its marker
Named = Sequence[tuple[Line, str]]  # lines with their names


def end_labels(indicator: Indicator, traces: Named, level: Level | None, low: float, high: float) -> list[Part]:
    """A label with name and value at the end of each line, moved apart where they would meet, and off the line of a level."""
    ends = [(line.points[-1], name, number == 0) for number, (line, name) in enumerate(traces) if line.points]
    ends.sort(key=lambda end: end[0].value)
    many = len(ends) > _MANY
    gap = _SMALL_GAP if many else _GAP
    pixels = PLOT / ((high - low) or 1)
    own_heights = [(end[0].value - low) * pixels for end in ends]
    heights = label_heights(own_heights, gap, (level.value - low) * pixels if level else None)
    moves = [height - own_height for height, own_height in zip(heights, own_heights, strict=True)]
    elsewhere = [abs(move) > gap / 4 for move in moves]
    labels, ties = [], []
    for (point, name, own), move, tied in zip(ends, moves, elsewhere, strict=True):
        words, colour = f"{name}{' ' if many else '<br>'}{dutch.amount_of(indicator, point.value)}", OWN if own else GREY
        at, font = {"x": point.moment, "y": point.value}, {"font": {"color": colour}}
        where = {"xanchor": "left", "xshift": _TIED if any(elsewhere) else _BESIDE, "yshift": move}
        labels.append({**at, **where, **font, "text": f"<b>{words}</b>" if own else words, "align": "left", "showarrow": False})
        ties += [{**at, **font, **_tie(move, colour)}] if tied else []
    return ties + labels


def _tie(move: float, colour: str) -> Part:
    """A thin line from the end of a line to its label. An arrow without head or words: unlike a shape it may leave the plot."""
    return {"text": "", "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colour, "standoff": _CLEAR,
            "ax": _TIED - 1, "ay": -move}  # fmt: skip


def label_heights(ends: Sequence[float], gap: float, level: float | None = None) -> list[float]:
    """Heights of labels for line ends from low to high, in pixels of the plot: within it, in that order, a gap apart and half
    a gap from a level, as near to their ends as that allows."""
    if level is None:
        return spaced(ends, gap, gap / 2, PLOT - gap / 2)
    clear = level - gap / 2 - 2, level + gap / 2 + 2
    above, below = _fit(PLOT - gap / 2 - clear[1], gap), _fit(clear[0] - gap / 2, gap)
    under = sum(end < level for end in ends)
    under = max(min(under, below), len(ends) - above)  # what has no room at its own side stands at the other one
    return [*spaced(ends[:under], gap, gap / 2, clear[0]), *spaced(ends[under:], gap, clear[1], PLOT - gap / 2)]


def _fit(room: float, gap: float) -> int:
    """How many labels a gap apart have their middle in this room."""
    return int(room // gap) + 1 if room >= 0 else 0


def spaced(ends: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Heights from low to high, a gap apart and between two bounds, as near the ends as can be; closer if too many.

    Those that would meet are one block around the middle of their ends; a block that runs out below or above is shifted whole.
    """
    gap = min(gap, (high - low) / max(1, len(ends) - 1))
    blocks: list[list[float]] = []  # where the lowest label of a block would stand according to each end in it
    for number, end in enumerate(ends):
        block = [end - number * gap]
        while blocks and _mean(blocks[-1]) >= _mean(block):
            block = blocks.pop() + block
        blocks.append(block)
    starts = [min(max(_mean(block), low), high - (len(ends) - 1) * gap) for block in blocks for _ in block]
    return [start + number * gap for number, start in enumerate(starts)]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def room_for(labels: list[Part]) -> float:
    """How much room labels at line ends need at the right of the plot: no more, so that a telephone shows the most of it."""
    longest = max((len(words) for label in labels for words in re.split("</?b>|<br>", label["text"])), default=0)
    shift = max((label.get("xshift", 0) for label in labels), default=0)
    return min(max(60, 4 + shift + LETTER * longest), 160)
