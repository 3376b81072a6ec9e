"""The targets of the agenda against the published figures."""

from dataclasses import replace

from indicators.agenda import Target, targets
from indicators.figures import Figures
from indicators.lines import Line, apart, line
from indicators.progress import CHANCE, JUDGED, Point, Progress, progress
from indicators.registry import INDICATORS
from ingest.periods import frequency_of


def all_progress(figures: Figures) -> list[Progress]:
    """The progress of each target of the agenda, in the order of agenda/targets.csv."""
    return [target_progress(figures, target) for target in targets()]


def progress_of(figures: Figures, key: str, region: str, sector: str) -> Progress | None:
    """The progress of the target for an indicator, region and sector, or None when the agenda has none."""
    found = next((t for t in targets() if (t.indicator, t.region, t.sector) == (key, region, sector)), None)
    return target_progress(figures, found) if found else None


def target_progress(figures: Figures, target: Target) -> Progress:
    """The progress of one target. Indicators that the dashboard does not have yet have no figures."""
    if target.indicator not in INDICATORS:
        return progress(target, [])
    frequency = frequency_of(target.van) if target.van else None
    own = line(figures, target.indicator, target.region, target.sector, frequency)
    if not own.points and frequency:  # the source has no figures as long as the baseline
        frequency = None
        own = line(figures, target.indicator, target.region, target.sector)
    beside, why = list[Point](), ""
    if target.benchmark:
        other = line(figures, target.indicator, target.benchmark, target.sector, frequency)
        beside, why = other.points, apart({target.region: own, target.benchmark: other}, target.region).get(target.benchmark, "")
    return _cautious(own, progress(target, own.points, beside, own.breaks, why, seasonal=not own.series.adjusted))


def _cautious(own: Line, found: Progress) -> Progress:
    """The progress, with what must be said of a difference between estimates of which no one knows how exact they are."""
    beside = found.benchmark or found.baseline
    if found.status not in JUDGED or not (found.latest and beside) or not own.may_be_chance(found.latest, beside):
        return found
    return replace(found, rule=f"{found.rule} {CHANCE}")
