"""Where in the plot of a trend words can stand with the least of its lines behind them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pages.components.chart_parts import PLOT, Part

_MARKER = 5  # pixels that a line and its markers take above and below
_EDGE = 6  # pixels between words and the bottom or the top
Span = tuple[float, float]  # from low to high


def crossed(traces: Sequence[Part], start: float, end: float) -> Iterator[Span]:
    """Between which values the drawn lines and markers run from one moment to another."""
    for trace in traces:
        points = list(zip(trace["x"], trace["y"], strict=True))
        yield from ((y, y) for x, y in points if x is not None and start <= x <= end)
        for (x, y), (next_x, next_y) in pairwise(points) if "lines" in trace["mode"] else ():
            if x is None or next_x is None or next_x <= start or x >= end:
                continue
            ends = [y + (next_y - y) * (min(max(at, x), next_x) - x) / (next_x - x) for at in (start, end)]
            yield min(ends), max(ends)


def freest(taken: Sequence[Span], length: float) -> tuple[float, float]:
    """The height at which words of this length begin so that the least stands behind them, the lowest of several such heights,
    and how much that is. Both in pixels of the plot."""
    top = max(_EDGE, PLOT - _EDGE - length)
    spans = [(low - _MARKER, high + _MARKER) for low, high in taken]
    starts = {_EDGE, top, *(min(max(at, _EDGE), top) for low, high in spans for at in (high, low - length))}
    behind, start = min((round(sum(_shared((at, at + length), span) for span in spans), 3), at) for at in starts)
    return start, behind


def _shared(one: Span, other: Span) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
