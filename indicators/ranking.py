"""Places in order of a figure, with a rank only where the figure allows one.

A place has a rank when it differs from every other place by more than the margins and the rounding explain. Where it does not,
a number would promise more than the source knows: such a place is told how many others it cannot be told apart from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.point import Point, differs


@dataclass(frozen=True)
class Standing:
    """Where one place stands among others. `rank` counts from the highest figure, None where it is like another place.

    `above` and `below` are how many places are higher and lower for certain, `alike` how many cannot be told apart.
    """

    code: str
    point: Point
    rank: int | None
    above: int
    below: int
    alike: int


def standings(points: Mapping[str, Point]) -> list[Standing]:
    """The places from high to low, those with the same figure in the order of their codes."""
    ordered = sorted(points, key=lambda code: (-points[code].value, code))
    return [_standing(code, points) for code in ordered]


def _standing(code: str, points: Mapping[str, Point]) -> Standing:
    own = points[code]
    others = [point for each, point in points.items() if each != code]
    apart = [point for point in others if differs(own, point)]
    above = sum(point.value > own.value for point in apart)
    alike = len(others) - len(apart)
    return Standing(code, own, None if alike else above + 1, above, len(apart) - above, alike)
