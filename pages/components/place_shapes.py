"""The shapes of places on a map: their own borders where a version has them, and otherwise a square for each place.

On the map of squares every place is as large as any other and stands about where it lies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.figures import Figures

Ring = list[tuple[float, float]]
CLASSES = 4  # at most, each with a fill of its own (place_charts.py)
_NARROWING = 0.613  # a degree of longitude at 52.2 degrees north, as a part of a degree of latitude
_GAP = 0.04  # white between two squares, as a part of a square

# Code: (column from the west, row from the north, short name). Region names are too long for a square.
TILES: dict[str, tuple[int, int, str]] = {
    "AM02": (4, 0, "FRL"), "AM01": (5, 0, "GRO"),
    "AM15": (2, 1, "NHN"), "AM03": (5, 1, "DRE"),
    "AM37": (1, 2, "ZKIJ"), "AM17": (2, 2, "ZAA"), "AM11": (4, 2, "FLE"), "AM36": (5, 2, "ZWO"), "AM05": (6, 2, "TWE"),
    "AM19": (1, 3, "HRL"), "AM18": (2, 3, "AMS"), "AM12": (3, 3, "G&V"), "AM14": (4, 3, "AMF"), "AM06": (5, 3, "STD"),
    "AM09": (6, 3, "ACH"),
    "AM21": (0, 4, "HGL"), "AM34": (1, 4, "ZHC"), "AM20": (2, 4, "MHO"), "AM13": (3, 4, "UTR"), "AM38": (4, 4, "FOO"),
    "AM07": (5, 4, "MGL"),
    "AM22": (1, 5, "RMD"), "AM23": (2, 5, "DRD"), "AM35": (3, 5, "GOR"), "AM10": (4, 5, "RIV"), "AM08": (5, 5, "NIJ"),
    "AM24": (0, 6, "ZEE"), "AM25": (1, 6, "WBR"), "AM26": (2, 6, "MBR"), "AM27": (3, 6, "NOB"), "AM32": (4, 6, "HEL"),
    "AM29": (5, 6, "NLI"),
    "AM28": (3, 7, "ZOB"), "AM33": (5, 7, "MLI"),
    "AM30": (5, 8, "ZLI"),
    "GM0396": (1, 0, "Heemskerk"), "GM0375": (1, 1, "Beverwijk"), "GM0453": (1, 2, "Velsen"), "GM0377": (0, 3, "Bloemendaal"),
    "GM0392": (1, 3, "Haarlem"), "GM0473": (0, 4, "Zandvoort"), "GM0397": (1, 4, "Heemstede"),
}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """The rings of one place in a plane (east, north), what it is called there and where that name stands."""

    rings: list[Ring]
    name: str
    middle: tuple[float, float]


def shapes(figures: Figures, codes: Sequence[str]) -> tuple[dict[str, Shape], bool]:
    """The shapes of places by code, and whether these are real borders; squares as soon as one of the borders misses.

    None for gemeenten of which no square is known: squares in no order would not be a map.
    """
    parts = {code: figures.areas.get(code, ()) if code.startswith("AM") else (code,) for code in codes}
    borders = figures.borders
    if all(towns and all(town in borders for town in towns) for towns in parts.values()):
        names = {code: figures.regions[code].name for code in codes}
        return {code: _outlined(names[code], [r for town in towns for r in borders[town]]) for code, towns in parts.items()}, True
    return (tiles(codes) if any(code in TILES for code in codes) else {}), False


def tiles(codes: Iterable[str]) -> dict[str, Shape]:
    """A square for each place; one without a place of its own in TILES stands in a row below the others."""
    listed = list(codes)
    known = {code: TILES[code] for code in listed if code in TILES}
    below = max((row for _, row, _ in known.values()), default=-1) + 1
    unknown = [code for code in listed if code not in TILES]
    known |= {code: (number % 7, below + number // 7, code) for number, code in enumerate(unknown)}
    return {code: _square(*place) for code, place in known.items()}


def _square(column: int, row: int, name: str) -> Shape:
    west, east, south, north = column + _GAP, column + 1 - _GAP, -row - 1 + _GAP, -row - _GAP
    ring = [(west, south), (west, north), (east, north), (east, south), (west, south)]
    return Shape([ring], name, (column + 0.5, -row - 0.5))


def _outlined(name: str, rings: Sequence[Ring]) -> Shape:
    flat = [[(east * _NARROWING, north) for east, north in ring] for ring in rings]
    largest = max(flat, key=_extent)
    return Shape(flat, name, (sum(x for x, _ in _corners(largest)) / 2, sum(y for _, y in _corners(largest)) / 2))


def _corners(ring: Ring) -> tuple[tuple[float, float], tuple[float, float]]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _extent(ring: Ring) -> float:
    (west, south), (east, north) = _corners(ring)
    return (east - west) * (north - south)


def classes(values: Mapping[str, float]) -> list[tuple[float, float, list[str]]]:
    """The places in at most four classes of about as many places, from low to high: (lowest, highest, codes).

    Places with the same figure are in the same class.
    """
    ordered = sorted(values, key=lambda code: values[code])
    found: list[list[str]] = [[] for _ in range(CLASSES)]
    for number, code in enumerate(ordered):
        same = next((group for group in found if group and values[group[-1]] == values[code]), None)
        (found[number * CLASSES // len(ordered)] if same is None else same).append(code)
    return [(values[group[0]], values[group[-1]], group) for group in found if group]
