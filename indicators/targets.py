"""The targets of the agenda against the published figures."""

from dataclasses import replace

from indicators.agenda import Target, targets
from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import apart, line
from indicators.point import CHANCE, Point
from indicators.progress import JUDGED, Progress, progress
from indicators.registry import INDICATORS
from ingest.periods import frequency_of
from ingest.regions import level


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
    usual = line(figures, target.indicator, target.region, target.sector)
    frequency = frequency_of(target.van) if target.van else None
    own = line(figures, target.indicator, target.region, target.sector, frequency) if frequency else usual
    if not own.points or (own.only_printed and not usual.only_printed):  # no source has figures as long as the baseline
        own, frequency = usual, None
    beside, why = list[Point](), ""
    if target.benchmark:
        other = line(figures, target.indicator, target.benchmark, target.sector, frequency)
        sides = {target.region: own, target.benchmark: other}
        why = of_its_size(INDICATORS[target.indicator], target.region, target.benchmark)
        beside, why = other.points, why or apart(sides, target.region).get(target.benchmark, "")
    return _cautious(own, progress(target, own.points, beside, own.breaks, why, seasonal=not own.series.adjusted))


def of_its_size(indicator: Indicator, region: str, other: str) -> str:
    """Why two regions cannot be compared by this indicator: its figure depends on their size. In Dutch; empty where they can."""
    if not indicator.is_ratio:
        return "het gaat om een aantal, en dat hangt af van hoe groot een gebied is"
    if indicator.depends_on_size and level(region) != level(other):
        return "dit cijfer hangt af van hoe groot een gebied is"
    return ""


def _cautious(own: Line, found: Progress) -> Progress:
    """The progress, with what must be said of a difference between estimates of which no one knows how exact they are."""
    beside = found.benchmark or found.baseline
    if found.status not in JUDGED or not (found.latest and beside) or not own.may_be_chance(found.latest, beside):
        return found
    return replace(found, rule=f"{found.rule} {CHANCE}")
