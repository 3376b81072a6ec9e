"""Tiles: one figure with its period, change, small trend, status against the target and one line of meaning."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from indicators.agenda import Note, notes
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.point import Point, differs, year_before
from indicators.progress import Progress
from pages.components import dutch
from pages.components.html import as_image, draw, rendered
from pages.components.sentences import rounded_to_nothing

# A word, a sign and a tone for each status: never colour alone.
STATUS_SIGNS = {
    "op koers": ("✓", "good"),
    "goede richting": ("↗", "good"),
    "loopt achter": ("!", "bad"),
    "verkeerde richting": ("↘", "bad"),
    "verschil valt binnen de marge": ("≈", "plain"),
    "geen doel vastgesteld": ("–", "plain"),
    "te weinig gegevens": ("?", "plain"),
}
_LEAST_SPAN = 3  # times what rounding or margin may explain: the tile calls that "ongeveer gelijk", so the line hardly moves


@dataclass(frozen=True)
class Spark:
    """A small line as an image, and what it shows in words."""

    image: str
    words: str


@dataclass(frozen=True)
class Remark:
    """A note of the editor as it is shown: about which period, what, and when it was written."""

    period: str
    text: str
    day: str


def remarks(found: Line, periods: Collection[str], among: Sequence[Note] | None = None) -> tuple[Remark, ...]:
    """The editor's notes about a line, in these periods; from the agenda unless they are given."""
    return tuple(
        Remark(dutch.period(note.period), note.text, dutch.day(note.written.isoformat()))
        for note in (notes() if among is None else among)
        if (note.indicator, note.region, note.sector) == (found.key, found.region, found.sector) and note.period in periods
    )


@dataclass(frozen=True)
class Tile:
    """What a tile says, all of it in words; `why` behind a line that opens, which says whether the goal was `derived`."""

    label: str
    when: str
    value: str = ""
    unit: str = ""
    change: str = ""
    spark: Spark | None = None
    status: str = ""
    icon: str = ""
    tone: str = ""
    meaning: str = ""
    why: str = ""
    derived: bool = False
    href: str = ""
    notes: tuple[Remark, ...] = ()


def draw_tiles(tiles: list[Tile], heading: str = "") -> None:
    """Tiles beside each other, as many as fit; `heading` is for screen readers, as who sees tiles sees that they are a group."""
    draw("tiles", tiles=tiles, heading=heading)


def tile(
    indicator: Indicator, line: Line, label: str = "", progress: Progress | None = None, meaning: str = "", href: str = ""
) -> Tile:
    """The tile of one line."""
    icon, tone = STATUS_SIGNS[progress.status] if progress else ("", "")
    status = dutch.first_upper(progress.verdict) if progress else ""
    found = Tile(label or indicator.label, "", status=status, icon=icon, tone=tone, meaning=meaning, href=href)
    if not line.points:
        return replace(found, meaning=meaning or "Er zijn nog geen cijfers voor dit gebied.")
    latest = line.points[-1]
    return replace(
        found,
        when=when(latest),
        value=dutch.amount_of(indicator, latest.value),
        unit="; ".join(filter(None, [indicator.of_what, rounded_to_nothing(indicator, latest)])),
        change=change(indicator, line),
        spark=spark(indicator, line.comparable),
        notes=remarks(line, {latest.period}),
    )


def when(point: Point) -> str:
    """The period of a figure, with its status where that says something: `2025 · voorlopig`."""
    return " · ".join(filter(None, [dutch.short_period(point.period), point.reservation]))


def change(indicator: Indicator, line: Line) -> str:
    """The change since a year before, in words that respect rounding and breaks."""
    before = year_before(line.points)
    if before is None:
        return ""
    latest, since = line.points[-1], dutch.short_period(before.period)
    if line.break_between(before, latest):
        return f"niet te vergelijken met {since}"
    if not differs(before, latest):
        return f"≈ ongeveer gelijk aan {since}"
    arrow = "▲" if latest.value > before.value else "▼"
    return f"{arrow} {dutch.change_of(indicator, before.value, latest.value)} sinds {since}"


def spark(indicator: Indicator, points: list[Point]) -> Spark | None:
    """A small line of at most the last 24 of the points, as an image with a text alternative."""
    shown = points[-24:]
    if len(shown) < 3:
        return None
    low, high = min(p.value for p in shown), max(p.value for p in shown)
    span = max(high - low, _LEAST_SPAN * max(_unsure(p) for p in shown)) or 1
    bottom, width = (low + high - span) / 2, 100 / (len(shown) - 1)
    path = " ".join(f"{n * width:.1f},{27 - 24 * (p.value - bottom) / span:.1f}" for n, p in enumerate(shown))
    first, last = shown[0], shown[-1]
    words = (
        f"Verloop: van {dutch.amount_of(indicator, first.value)} ({dutch.short_period(first.period)}) "
        f"naar {dutch.amount_of(indicator, last.value)} ({dutch.short_period(last.period)})"
    )
    return Spark(as_image(rendered("spark", path=path)), words)


def _unsure(point: Point) -> float:
    """How much a figure may move without meaning anything: the width of its margin, or the unit to which it is rounded."""
    return max(point.reach) - min(point.reach) or point.step
