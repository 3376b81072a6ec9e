"""How the lines of what a place is compared with are dashed: the country always in one way, a province in another."""

from collections.abc import Sequence
from typing import NamedTuple

from indicators.regions import level


class Dash(NamedTuple):
    """One way to dash a line: as Plotly.js knows it, and as an SVG does."""

    screen: str
    paper: str


_OF_LEVEL = {"land": Dash("dash", "7 4"), "provincie": Dash("dot", "2 3")}
_OTHERS = (
    Dash("dashdot", "9 3 2 3"),
    Dash("longdash", "12 4"),
    Dash("longdashdot", "12 4 2 4"),
    Dash("9px,3px,2px,3px,2px,3px", "9 3 2 3 2 3"),
)
_FIRST = {"gemeente": 1}  # it begins with the second dash: the first is that of an arbeidsmarktregio, also in other charts


def dashes(codes: Sequence[str]) -> list[Dash]:
    """A dash for each of these regions: that of its level, and for more of one level the next."""
    found: list[Dash] = []
    seen: dict[str, int] = {}
    for code in codes:
        kind = level(code) or ""
        number = seen[kind] = seen.get(kind, _FIRST.get(kind, 0) - 1) + 1
        found.append(_OF_LEVEL.get(kind) or _OTHERS[number % len(_OTHERS)])
    return found
