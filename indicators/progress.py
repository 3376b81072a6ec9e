"""How an indicator stands against a target: the distance, the pace so far, the pace needed, and a status with its rule.

A status is only as firm as the figures: what falls within the margin, or within the rounding of the source, is no change.
"""

from dataclasses import dataclass, replace
from math import isclose
from typing import Literal

from indicators.agenda import Target
from indicators.breaks import Break, break_between
from indicators.point import Point, differs, newest_of_both, uncertainty, year_before
from ingest.periods import end, first_and_last, in_words, moment

Status = Literal[
    "op koers",
    "loopt achter",
    "goede richting",
    "verkeerde richting",
    "verschil valt binnen de marge",
    "geen doel vastgesteld",
    "te weinig gegevens",
]
JUDGED: frozenset[Status] = frozenset({"op koers", "loopt achter", "goede richting", "verkeerde richting"})
UNFAIR = "geen eerlijke vergelijking"


@dataclass(frozen=True)
class Progress:
    """Where a target stands. `distance` is what is still to go (negative: beyond it), `pace` and `needed` are per year, all in
    the unit of the target; each is None where it cannot be said. `rule` says in Dutch why the status is what it is. `latest` is
    the figure that is judged, `newest` the last one there is; where that is about a time after the end of the target, the last
    one up to that end is judged. `apart`: the region to compare with is there, and its figures are no fair comparison."""

    target: Target
    status: Status
    rule: str
    baseline: Point | None = None
    latest: Point | None = None
    benchmark: Point | None = None
    distance: float | None = None
    pace: float | None = None
    needed: float | None = None
    newest: Point | None = None
    apart: bool = False

    @property
    def newer(self) -> Point | None:
        """The newest figure, where an earlier one is judged: of the season of the baseline, or one that both regions have."""
        return None if self.newest == self.latest else self.newest

    @property
    def over(self) -> bool:
        """Whether there are figures about a time after the end of the target, and an earlier one is judged."""
        return bool(self.newer and self.target.tot and self.newer.moment >= end(self.target.tot))

    @property
    def moved(self) -> bool:
        """Whether the figure that is judged differs from the baseline by more than the margins and the rounding can explain."""
        return bool(self.baseline and self.latest and differs(self.baseline, self.latest))

    @property
    def uncertainty(self) -> str:
        """What may explain a difference between the figure that is judged and what it is set against."""
        return uncertainty(*(point for point in (self.latest, self.benchmark or self.baseline) if point))

    @property
    def verdict(self) -> str:
        """The status as people read it: it speaks of a margin only where the source gives one, and of too few figures only where
        more of them would help."""
        if self.apart:
            return UNFAIR
        within = self.status == "verschil valt binnen de marge" and (self.benchmark or self.baseline)
        return f"verschil valt binnen {self.uncertainty}" if within else self.status


def progress(
    target: Target,
    points: list[Point],
    benchmark: list[Point] | None = None,
    breaks: list[Break] | None = None,
    apart: str = "",
    seasonal: bool = False,
) -> Progress:
    """The progress of a target, from the points of its indicator in time order (those without a figure left out).

    `benchmark` holds the points of the region to compare with, `apart` why these are of another series (indicators/lines.py), in
    Dutch; empty where they are not. `seasonal`: the season is in the figures, so a pace is taken between figures of one time of
    the year. No pace or change is taken across a break. Figures after the end of a target say nothing about it,
    unless there are no others.
    """
    in_time = [point for point in points if not target.tot or point.moment < end(target.tot)] or points
    over = len(in_time) < len(points)
    return replace(_judged(target, in_time, benchmark or [], breaks or [], apart, over, seasonal), newest=_last(points))


def _judged(
    target: Target, points: list[Point], benchmark: list[Point], breaks: list[Break], apart: str, over: bool, seasonal: bool
) -> Progress:
    """The progress from the figure that is judged; `over` where the target has ended, so that there are later ones."""
    if not target.is_set:
        return Progress(
            target,
            "geen doel vastgesteld",
            "De documenten noemen dit als monitor, zonder getal of beginpunt.",
            latest=_last(points),
        )
    if not points:
        return Progress(target, "te weinig gegevens", "Er zijn nog geen cijfers over de regio.")
    if target.kind == "benchmark" and apart:
        rule = f"De regio is niet te vergelijken met het vergelijkingsgebied: {apart}."
        return Progress(target, "te weinig gegevens", rule, latest=points[-1], apart=True)
    if target.kind == "benchmark":
        return _against_benchmark(target, points, benchmark)
    comparable = [point for point in points if not break_between(breaks, point.moment, points[-1].moment)]
    baseline = _baseline(target, comparable, seasonal)
    if target.kind == "aantal":
        return _against_number(target, comparable, baseline, over, seasonal)
    return _in_direction(target, comparable, baseline, seasonal)


def _against_benchmark(target: Target, points: list[Point], benchmark: list[Point]) -> Progress:
    shared = newest_of_both(points, benchmark)
    if not shared:
        return Progress(target, "te weinig gegevens", "Er is geen periode met een cijfer voor beide gebieden.", latest=points[-1])
    latest, other = shared
    gap = _sign(target) * (latest.value - other.value)
    known = Progress(target, "op koers", "", latest=latest, benchmark=other, distance=-gap)
    if not differs(latest, other):
        same = f"Het verschil met het vergelijkingsgebied is niet groter dan {known.uncertainty}."
        return _said(known, "verschil valt binnen de marge", same)
    how = "beter" if gap > 0 else "minder goed"
    rule = f"De regio staat er {how} voor dan het vergelijkingsgebied, en het verschil is groter dan {known.uncertainty}."
    return _said(known, "op koers" if gap > 0 else "loopt achter", rule)


def _against_number(target: Target, points: list[Point], baseline: Point | None, over: bool, seasonal: bool) -> Progress:
    """Whether the newest figure reaches the number or else, until the end, whether the pace is enough. With the season in the
    figures the pace, and what is left, run from the last figure of the season of the baseline."""
    latest = points[-1]
    known = _so_far(target, baseline, latest, seasonal)
    until, finish = in_words(target.tot or ""), moment(_within(target.tot, points)[-1]) if target.tot else None
    if _reached(known):
        ended = f"Aan het einde, {until}, was het doel gehaald." if over else ""
        return _said(known, "op koers", ended or "Het laatste cijfer haalt het doel.")
    if over:
        return _said(known, "loopt achter", f"Aan het einde, {until}, was het doel niet gehaald.")
    if finish is not None and finish <= latest.moment:
        return _said(known, "loopt achter", f"Het einde, {until}, is bereikt en het doel nog niet.")
    if seasonal and baseline and (like := _same_season(points, baseline)) != baseline:
        latest, known = like, _so_far(target, baseline, like, seasonal)
    if _reached(known):
        return _said(known, "op koers", "Het laatste cijfer over dezelfde tijd van het jaar als het beginpunt haalt het doel.")
    if finish is None or target.value is None:
        return _trend(known, "Het document noemt geen jaar, dus een nodig tempo is niet te berekenen. ", points)
    needed = (target.value - latest.value) / (finish - latest.moment)
    known = replace(known, needed=needed)
    enough = known.pace is None or _sign(target) * known.pace >= _sign(target) * needed or isclose(known.pace, needed)
    if known.pace is None or (enough and not known.moved):
        return _trend(known, "", points)  # a pace that margin or rounding may explain is no pace to rely on
    if enough:
        return _said(known, "op koers", "Het tempo tot nu toe is genoeg om het doel op tijd te halen.")
    if not known.moved:
        still = f"Het cijfer veranderde nog niet meer dan {known.uncertainty} verklaart, en moet dat wel om het doel te halen."
        return _said(known, "loopt achter", still)
    return _said(known, "loopt achter", "Het tempo tot nu toe is te laag om het doel op tijd te halen.")


def _so_far(target: Target, baseline: Point | None, latest: Point, seasonal: bool) -> Progress:
    """What is left to a number and the pace until now; none between two times of the year with the season in the figures."""
    assert target.value is not None  # noqa: S101 - the agenda file is checked for it
    alike = baseline and not (seasonal and baseline.season != latest.season)
    pace = _pace(baseline, latest) if alike else None
    distance = _sign(target) * (target.value - latest.value)
    return Progress(target, "op koers", "", baseline=baseline, latest=latest, distance=distance, pace=pace)


def _reached(known: Progress) -> bool:
    return known.distance is not None and known.distance <= 0


def _in_direction(target: Target, points: list[Point], baseline: Point | None, seasonal: bool) -> Progress:
    latest = _same_season(points, baseline) if seasonal and baseline else points[-1]
    known = Progress(target, "goede richting", "", baseline=baseline, latest=latest, pace=_pace(baseline, latest))
    return _trend(known, "", points)


def _trend(known: Progress, before: str, points: list[Point]) -> Progress:
    """The status from the direction of the change since the baseline; the reason where there is no pace."""
    if known.baseline is None or known.latest is None or known.pace is None:
        return _said(known, "te weinig gegevens", before + _no_pace(known, points))
    if not differs(known.baseline, known.latest):
        same = f"De verandering is niet groter dan {known.uncertainty} van de bron."
        return _said(known, "verschil valt binnen de marge", before + same)
    good = _sign(known.target) * (known.latest.value - known.baseline.value) > 0
    since = f"Sinds {in_words(known.baseline.period)} gaat het cijfer de {'goede' if good else 'verkeerde'} kant op."
    return _said(known, "goede richting" if good else "verkeerde richting", before + since)


def _baseline(target: Target, points: list[Point], seasonal: bool) -> Point | None:
    """The point at the baseline that the target names, of a longer period its first; without a baseline, the point a year
    before the latest, else the first (of its time of the year, with the season in the figures)."""
    if target.van:
        start, _ = _within(target.van, points)
        return next((point for point in points if point.period == start), None)
    before = [point for point in points[:-1] if not seasonal or point.season == points[-1].season]
    return (year_before(points) or before[0]) if before else None


def _no_pace(known: Progress, points: list[Point]) -> str:
    """Why there is no pace to the figure that is judged."""
    if known.target.van and not known.baseline:
        return f"Er is geen vergelijkbaar cijfer over het beginpunt, {in_words(known.target.van)}."
    if known.baseline:
        like = "" if points[-1].period == known.baseline.period else " over dezelfde tijd van het jaar"
        return f"Sinds het beginpunt is er nog geen nieuw cijfer{like}."
    earlier = "eerder cijfer over dezelfde tijd van het jaar" if len(points) > 1 else "tweede cijfer"
    return f"Er is nog geen {earlier} om mee te vergelijken."


def _within(period: str, points: list[Point]) -> tuple[str, str]:
    """The first and the last period within that of a target, at the frequency of the newest figure."""
    return first_and_last(period, points[-1].frequency)


def _same_season(points: list[Point], baseline: Point) -> Point:
    """The latest point in the same quarter or month as the baseline: unadjusted figures follow the season."""
    return [point for point in points if point.season == baseline.season][-1]


def _pace(baseline: Point | None, latest: Point) -> float | None:
    if baseline is None or baseline.period == latest.period:
        return None
    return (latest.value - baseline.value) / (latest.moment - baseline.moment)


def _sign(target: Target) -> int:
    return 1 if target.richting == "omhoog" else -1


def _last(points: list[Point]) -> Point | None:
    return points[-1] if points else None


def _said(known: Progress, status: Status, rule: str) -> Progress:
    return replace(known, status=status, rule=rule)
