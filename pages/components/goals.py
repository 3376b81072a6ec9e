"""The targets of the agenda in words: where they come from, where they stand, and what is still needed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.absence import never_given, to_come
from indicators.agenda import pillars
from indicators.formulas import rounded
from indicators.indicator import Indicator
from indicators.lines import line, nearest_with_series
from indicators.point import Point
from indicators.progress import Progress
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.sectors import sector_name
from indicators.words import in_words
from pages.components import dutch
from pages.components.cards import STATUS_SIGNS, Spark, spark
from pages.components.sentences import compared_with, standing
from pages.components.tables import Table
from pages.components.view import View

DERIVED = "Afgeleid door het dashboard"
_NOT_JUDGED = ("te weinig gegevens", "geen doel vastgesteld")
_NO_YEAR = "niet te zeggen: het document noemt geen jaar"


@dataclass(frozen=True)
class GoalCard:
    """One target as people read it. `facts` are pairs of a term and what it is here."""

    name: str
    what: str
    status: str
    icon: str
    tone: str
    rule: str
    facts: list[tuple[str, str]]
    spark: Spark | None
    note: str


@dataclass(frozen=True)
class PillarGoals:
    """A pillar of the agenda and its targets."""

    name: str
    cards: list[GoalCard]


def goal_cards(view: View, found: list[Progress]) -> list[PillarGoals]:
    """All targets by pillar, in the order of the agenda."""
    return [
        PillarGoals(pillar.naam, [_card(view, each) for each in found if each.target.pillar == key])
        for key, pillar in pillars().items()
    ]


def goals_table(found: list[Progress], regions: Mapping[str, Region]) -> Table:
    """All targets in one table: baseline, latest, pace and what is needed. `regions` have the names of places, by code."""
    columns = ["Doel", "Afspraak", "Vergeleken met", "Nu", "Tempo tot nu toe", "Nodig vanaf nu", "Stand", "Document"]
    rows = [
        [
            each.target.name,
            f"{DERIVED}: {dutch.first_lower(agreed(each, regions))}" if each.target.derived else agreed(each, regions),
            _compared(each, regions),
            latest(each),
            _pace(each),
            needed(each),
            dutch.first_upper(each.verdict),
            _document(each),
        ]
        for each in found
    ]
    return Table("Alle doelen van de agenda", columns, rows)


def agreed(each: Progress, regions: Mapping[str, Region]) -> str:
    """What the document agrees on, or the dashboard derived from it: a number, a direction, or nothing yet."""
    target = each.target
    until = f" in {in_words(target.tot)}" if target.tot else ""
    if target.kind == "aantal":
        least = "of meer" if target.richting == "omhoog" else "of minder"
        return f"{dutch.amount_in_full(target.value, target.unit, _decimals(each))} {least}{until or ', zonder jaar'}"
    if target.kind == "richting":
        last = f" tot en met {in_words(target.tot)}" if target.tot else ""
        return f"{dutch.first_upper(target.richting or '')}{last}; geen getal afgesproken"
    if target.kind == "benchmark":
        better = "Hoger" if target.richting == "omhoog" else "Lager"
        return f"{better} dan {place_name(each, regions)}"
    if target.richting:
        return f"Richting afgesproken ({target.richting}), geen getal vastgesteld"
    return "Geen getal en geen richting vastgesteld"


def place_name(each: Progress, regions: Mapping[str, Region]) -> str:
    """The region to do better than, by its name; by its code where the figures do not know it."""
    found = compared_with(each, regions)
    return found.name if found else each.target.benchmark or ""


def needed(each: Progress) -> str:
    """The pace that is needed from now on, or why that cannot be said."""
    until = in_words(each.target.tot) if each.target.tot else ""
    if each.needed is not None:
        return f"{_in_rhythm(each, each.needed)}, tot en met {until}"
    if each.target.kind != "aantal":
        return "niet te zeggen: er is geen getal afgesproken"
    if each.distance is None:
        return "niet te zeggen: er is nog geen cijfer"
    if each.distance <= 0:
        return "niets meer: het doel is gehaald"
    return f"niet te zeggen: het einde, {until}, is bereikt" if until else _NO_YEAR


def rule(view: View, each: Progress) -> str:
    """Why a target stands as it does, in the words of the tiles."""
    indicator = INDICATORS.get(each.target.indicator)
    return standing(indicator, each, compared_with(each, view.figures.regions)) if indicator else each.rule


def latest(each: Progress) -> str:
    """The newest figure; where an earlier one is judged, that one too and why."""
    return "; beoordeeld is ".join(filter(None, [figure(each, each.newest), _judged(each)]))


def start_name(each: Progress) -> str:
    """What to call the figure from which the pace is counted; it is a baseline only where the target names one."""
    if each.target.van:
        return "Beginpunt"
    first = each.baseline and each.latest and each.latest.moment - each.baseline.moment != 1
    return "Eerste cijfer" if first else "Een jaar eerder"


def figure(each: Progress, point: Point | None) -> str:
    """A figure of a target with its unit, its period and its status: `1.819 banen (K1 2026, voorlopig)`."""
    if point is None:
        return "geen cijfer"
    beside = ", ".join(filter(None, [dutch.short_period(point.period), point.reservation]))
    return f"{dutch.amount(point.value, each.target.unit, _decimals(each))}{_counted(each)} ({beside})"


def _card(view: View, each: Progress) -> GoalCard:
    indicator = INDICATORS.get(each.target.indicator)
    icon, tone = STATUS_SIGNS[each.status]
    own = line(view.figures, indicator.key, each.target.region, each.target.sector) if indicator else None
    sector = "" if each.target.sector == "totaal" else f", {sector_name(each.target.sector)}"
    return GoalCard(
        name=each.target.name,
        what=f"{indicator.label if indicator else 'Hierover heeft het dashboard nog geen cijfers'}{sector}",
        status=dutch.first_upper(each.verdict),
        icon=icon,
        tone=tone,
        rule=rule(view, each),
        facts=_facts(view, each, indicator),
        spark=spark(indicator, own.comparable) if indicator and own else None,
        note=each.target.note,
    )


def _facts(view: View, each: Progress, indicator: Indicator | None) -> list[tuple[str, str]]:
    regions = view.figures.regions
    facts = [(DERIVED if each.target.derived else "Afgesproken", agreed(each, regions))]
    if each.benchmark:
        facts.append(("Vergelijking", figure(each, each.benchmark)))
    elif each.baseline or each.target.van:
        facts.append((start_name(each), figure(each, each.baseline)))
    facts.append(("Laatste cijfer", figure(each, each.newest)))
    if indicator and not each.newest:
        facts += _instead(view, each, indicator)
    if judged := _judged(each):
        facts.append(("Beoordeeld", judged))
    if each.distance is not None and each.target.kind == "aantal" and each.distance > 0:
        facts.append(("Nog te gaan", f"{dutch.number(each.distance, _decimals(each))}{_points(each) or _counted(each)}"))
    if each.target.kind in ("aantal", "richting"):
        facts += [("Tempo tot nu toe", _pace(each)), ("Nodig vanaf nu", needed(each))]
    return [*facts, ("Document", _document(each))]


def _instead(view: View, each: Progress, indicator: Indicator) -> list[tuple[str, str]]:
    """Why a target has no figure, where that is known, and the newest one of the nearest region around it that has any."""
    figures, target = view.figures, each.target
    level = figures.regions[target.region].level if target.region in figures.regions else "gebied"
    why = never_given(figures, indicator, [target.region], target.sector, level) or to_come(figures, indicator)
    around = nearest_with_series(figures, indicator.key, target.region)
    points = line(figures, indicator.key, around, target.sector).points if around else []
    there = [(figures.regions[around].name, figure(each, points[-1]))] if around and points else []
    return [("Waarom niet", why), *there] if why else there


def _compared(each: Progress, regions: Mapping[str, Region]) -> str:
    """The figure of the baseline, of a year earlier or of the region to compare with, and which of these it is."""
    if each.benchmark:
        return f"{place_name(each, regions)}: {figure(each, each.benchmark)}"
    if not each.baseline and not each.target.van:
        return "geen beginpunt"
    return f"{start_name(each)}: {figure(each, each.baseline)}"


def _judged(each: Progress) -> str:
    """The figure that is judged and why it is that one; nothing where it is the newest, or where none is judged."""
    if each.newer is None or each.latest is None or each.status in _NOT_JUDGED:
        return ""
    season = f"{'hetzelfde kwartaal' if each.latest.frequency == 'quarter' else 'dezelfde maand'} als het beginpunt"
    if not each.over:
        why = "de nieuwste periode met een cijfer voor beide gebieden" if each.benchmark else season
    elif each.benchmark:
        why = "het laatste cijfer voor beide gebieden tot het einde van het doel"
    else:
        by_season = each.target.kind == "richting" and each.latest.frequency != "year"
        why = f"het laatste cijfer{f' over {season}' if by_season else ''} tot het einde van het doel"
    return f"{figure(each, each.latest)}, {why}"


def _pace(each: Progress) -> str:
    """The pace so far; none where the figures have not moved by more than their margin or rounding, or are of two seasons."""
    if each.pace is None:
        seasons = {point.season for point in (each.baseline, each.latest) if point}
        return "niet te zeggen" + (": het beginpunt gaat over een andere tijd van het jaar" if len(seasons) > 1 else "")
    return _in_rhythm(each, each.pace) if each.moved else f"niet te zeggen: de verandering valt binnen {each.uncertainty}"


def _in_rhythm(each: Progress, yearly: float) -> str:
    """A change per year as one per year where the figures are yearly, else per quarter; as round as the figures are."""
    by_year = each.latest is None or each.latest.frequency == "year"
    decimals = _decimals(each)
    step = max(10.0**-decimals, _power_of_ten(each.latest.step) if each.latest else 0)
    change = rounded((yearly if by_year else yearly / 4) / step, 0) * step
    size = dutch.number(change, decimals, sign=True) if change else f"minder dan {dutch.number(step, decimals)}"
    return f"{size}{_points(each)} per {'jaar' if by_year else 'kwartaal'}"


def _counted(each: Progress) -> str:
    """What a figure of a target counts, as it stands after it; a percentage says itself that it is one."""
    return "" if each.target.unit.startswith("%") else f" {each.target.unit}"


def _points(each: Progress) -> str:
    """In what a difference is counted, where that must be said: of 38% and 40% it is 2 percentage points, not 2%."""
    return " procentpunt" if each.target.unit.startswith("%") else ""


def _power_of_ten(step: float) -> float:
    """The power of ten in a unit of rounding: 100 for 500."""
    return 10.0 ** math.floor(math.log10(step)) if step > 0 else 0


def _decimals(each: Progress) -> int:
    indicator = INDICATORS.get(each.target.indicator)
    return indicator.decimals if indicator else 0


def _document(each: Progress) -> str:
    return f"{each.target.document}, {each.target.place}"
