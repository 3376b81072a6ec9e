"""Plain sentences that follow from the figures by rule: what it is, how it changed, how it compares."""

import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from indicators.indicator import Indicator
from indicators.line import Line
from indicators.point import CHANCE, Point, differs, newest_of_both, uncertainty, year_before
from indicators.progress import UNFAIR, Progress
from indicators.regions import Region, distinct_names
from indicators.sectors import NAMED_IN_WORDS, sector_name
from indicators.source_kinds import SEASONALLY_ADJUSTED
from indicators.words import in_words
from pages.components import dutch


def level(indicator: Indicator, line: Line, place: Region) -> str:
    """What the latest figure says, with its margin and whether the season is taken out of it. Empty when there is none."""
    if not line.points:
        return ""
    latest = line.points[-1]
    said = indicator.sentence.format(
        value=figure_in_full(indicator, latest),
        per100=dutch.number(latest.value),
        place=f"in {place.said}",
        period=in_words(latest.period),
        sector="" if line.sector == "totaal" else f" in {in_sector(line.sector)}",
        Label=indicator.label,
    )
    if line.rows["dataset"][line.rows["periode"] == latest.period].isin(SEASONALLY_ADJUSTED).any():
        said = f"{said.removesuffix('.')}, gecorrigeerd voor het seizoen."
    return " ".join(filter(None, [said, class_words(indicator, latest.value)]))


def class_words(indicator: Indicator, value: float) -> str:
    """The word that the source has for a figure, with its limits: `Dat heet krap (van 1,5 tot 4).`"""
    if not indicator.classes:
        return ""
    word, lower, upper = indicator.class_of(value)
    first, last = (dutch.trimmed(limit) for limit in (lower, upper or 0.0))
    limits = f"vanaf {first}" if upper is None else f"van {first} tot {last}"
    return f"Dat heet {word} ({limits})."


def figure(indicator: Indicator, point: Point) -> str:
    """A figure with its status beside it: `73,9%`, `1.819 (indicatief)`, `0 (afgerond: minder dan 500)`."""
    value = dutch.amount_of(indicator, point.value)
    beside = "; ".join(filter(None, [rounded_to_nothing(indicator, point), point.reservation]))
    return f"{value} ({beside})" if beside else value


def rounded_to_nothing(indicator: Indicator, point: Point) -> str:
    """What a count of 0 may be where the source rounds to tens or more: `afgerond: minder dan 500`. Empty for another figure.

    Of what was worked out of several rounded figures the step is no unit of rounding: then `afgerond`.
    """
    if point.value or point.step < 10 or indicator.is_percentage:
        return ""
    return "afgerond" if point.step % 10 else f"afgerond: minder dan {dutch.number(point.step / 2)}"


def figure_in_full(indicator: Indicator, point: Point) -> str:
    """A figure with its margin and status in a sentence: `4.230 (marge: tussen 3.940 en 4.530; voorlopig)`."""
    if not point.margin:
        return figure(indicator, point)
    value, lower, upper = (dutch.amount_of(indicator, each) for each in (point.value, *point.margin))
    beside = "; ".join(filter(None, [f"marge: tussen {lower} en {upper}", point.reservation]))
    return f"{value} ({beside})"


def development(indicator: Indicator, line: Line) -> str:
    """How the latest figure differs from a year before, honest about rounding, margins and breaks; empty without one."""
    points = line.points
    before = year_before(points)
    if before is None:
        return ""
    latest, since = points[-1], f"dan in {in_words(before.period)}"
    if broken := line.break_between(before, latest):
        return f"Met {in_words(before.period)} is dit niet te vergelijken: {broken.name}."
    if not differs(before, latest):
        return (
            f"Dat is ongeveer evenveel als in {in_words(before.period)}: het verschil valt binnen {uncertainty(before, latest)}."
        )
    rise = latest.value - before.value
    size = dutch.number(abs(rise), indicator.decimals)
    if indicator.is_percentage:
        return f"Dat is {size} procentpunt {'hoger' if rise > 0 else 'lager'} {since}."
    part = dutch.number(100 * rise / before.value, 1, sign=True) if before.value > 0 else "0,0"
    much = "" if part == "0,0" else f" ({part}%)"
    if indicator.is_ratio:
        return f"Dat is {size} {'hoger' if rise > 0 else 'lager'} {since}{much}."
    return f"Dat zijn er {size} {'meer' if rise > 0 else 'minder'} {since}{much}."


def comparison(indicator: Indicator, line: Line, other: Line, other_place: Region) -> str:
    """How the latest figure compares with another place in the same period; only for ratios, as places differ in size."""
    shared = newest_of_both(line.points, other.points)
    if not indicator.is_ratio or not shared:
        return ""
    own, their = shared
    value = dutch.amount_of(indicator, their.value)
    when = "Het cijfer is" if own == line.points[-1] else f"In {in_words(own.period)} was het cijfer"
    if not differs(own, their):
        inside = f"het verschil valt binnen {uncertainty(own, their)}"
        return f"{when} ongeveer gelijk aan dat van {other_place.said} ({value}): {inside}."
    size = dutch.number(abs(own.value - their.value), indicator.decimals)
    points = " procentpunt" if indicator.is_percentage else ""
    higher = "hoger" if own.value > their.value else "lager"
    return (
        f"{when} {size}{points} {higher} dan in {other_place.said} ({value}); "
        f"het verschil is groter dan {uncertainty(own, their)}."
    )


def compared_with(progress: Progress, regions: Mapping[str, Region]) -> Region | None:
    """The region that a target is to do better than, under a name that is not also that of the target's own region."""
    target = progress.target
    own, found = (regions.get(code or "") for code in (target.region, target.benchmark))
    return told_apart(found, own)[0] if own and found else found


def told_apart(*places: Region) -> list[Region]:
    """The same places, of which those that share a name have their level behind it."""
    names = distinct_names((place.code, place.name) for place in places)
    return [replace(place, name=names[place.code]) for place in places]


def standing(indicator: Indicator, progress: Progress, benchmark: Region | None) -> str:
    """Why a target stands as it does; the region to compare with by its name and figure, and whose idea the target is."""
    rule = f"{progress.rule} {_DERIVED}" if progress.target.derived else progress.rule
    if not benchmark:
        return rule
    there = progress.benchmark
    value = f" ({dutch.amount_of(indicator, there.value)})" if there else ""
    return rule.replace("het vergelijkingsgebied", f"{benchmark.said}{value}")


def goal_in_short(indicator: Indicator, progress: Progress, benchmark: Region | None) -> str:
    """What a target asks and how far that is, in a line or two; `standing` says why. That it may be chance stays beside it."""
    return f"Doel: {_asked(indicator, progress, benchmark)}.{' Kan toeval zijn.' if CHANCE in progress.rule else ''}"


def _asked(indicator: Indicator, progress: Progress, benchmark: Region | None) -> str:
    """`hoger dan Nederland (73,1%)`, `1.941 of meer; nog 122 te gaan`, `omlaag; sinds K1 2023 gedaald`."""
    target, start = progress.target, progress.baseline
    up = target.richting == "omhoog"
    when = f"in {dutch.short_period(progress.latest.period)}" if progress.newer and progress.latest else ""
    if target.kind == "benchmark":
        there = dutch.amount_of(indicator, progress.benchmark.value) if progress.benchmark else ""
        value = f" ({_spaced(there, when)})" if there else ""
        return f"{'hoger' if up else 'lager'} dan {benchmark.said if benchmark else target.benchmark}{value}"
    if target.kind == "aantal":
        wanted = dutch.amount_given(target.value, target.unit, indicator.decimals)
        asked = _spaced(wanted, "of meer" if up else "of minder", f"in {in_words(target.tot)}" if target.tot else "")
        return f"{asked}; {_spaced(when, _left(indicator, progress.distance))}" if progress.distance is not None else asked
    if progress.pace is None or start is None:
        return target.richting or ""
    way = ("gestegen" if progress.pace > 0 else "gedaald") if progress.moved else "ongeveer gelijk"
    return f"{target.richting}; sinds {dutch.short_period(start.period)} {way}"


def _left(indicator: Indicator, distance: float) -> str:
    """How far a number still is: `nog 122 te gaan`, `gehaald`."""
    size = f"{dutch.number(distance, indicator.decimals)}{' procentpunt' if indicator.is_percentage else ''}"
    return f"nog {size} te gaan" if distance > 0 else "gehaald"


def _spaced(*parts: str) -> str:
    """The parts that say something, with spaces between them."""
    return " ".join(filter(None, parts))


def not_beside(why: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Which places are not set beside the others, and why (indicators/lines.py `apart`): a sentence for each reason."""
    by_reason = {reason: [names[code] for code in why if why[code] == reason] for reason in dict.fromkeys(why.values())}
    return " ".join(
        f"{dutch.listed(places)} {'staan' if len(places) > 1 else 'staat'} er niet bij: {reason}."
        for reason, places in by_reason.items()
    )


def in_lines(name: str, letters: int = 24) -> str:
    """A name in a drawing: a long one in two lines, or nothing is left for the figures on a small screen. Words stay whole."""
    return "<br>".join(textwrap.wrap(name, letters, break_long_words=False))


def in_sector(sector: str) -> str:
    """A sector in a sentence: `de focussectoren samen`, `Techniek`."""
    return {"focus": "de focussectoren samen", "overig": "de overige sectoren"}.get(sector, sector_name(sector))


def subject(indicator: Indicator, sector: str) -> str:
    """The indicator with its sector, unless it is the one that it shows by itself: `Banen van werknemers in Techniek`."""
    if sector == indicator.own_sector:
        return indicator.label
    if indicator.sectors:  # a share, with the focus sectors in its name
        return indicator.label.replace("focussectoren", in_sector(sector))
    return f"{indicator.label} in {in_sector(sector)}"


def meaning(indicator: Indicator, sector: str) -> str:
    """What the indicator is; of a share in one focus sector, with that sector."""
    if not indicator.sectors or sector == indicator.own_sector:
        return indicator.definition
    return indicator.definition.replace(NAMED_IN_WORDS, in_sector(sector))


def message(indicator: Indicator, line: Line, other: Line | None = None, other_place: Region | None = None) -> str:
    """The title of a chart: what stands out, in a few words."""
    points, about = line.points, subject(indicator, line.sector)
    if other and other_place and points:
        theirs = other.at(points[-1].period)
        if theirs:
            if not differs(points[-1], theirs):
                return f"{about}: ongeveer gelijk aan {other_place.said}"
            return f"{about}: {'hoger' if points[-1].value > theirs.value else 'lager'} dan in {other_place.said}"
    before = year_before(points)
    if before is None or line.break_between(before, points[-1]):
        return about
    if not differs(before, points[-1]):
        return f"{about}: ongeveer gelijk aan een jaar eerder"
    more, less = ("hoger", "lager") if indicator.is_ratio else ("meer", "minder")
    return f"{about}: {more if points[-1].value > before.value else less} dan een jaar eerder"


def lead(indicator: Indicator, line: Line, place: Region, other: Line | None = None, other_place: Region | None = None) -> str:
    """Level, development and comparison, one after the other; and that a difference may be chance, where no one knows."""
    compared = comparison(indicator, line, other, other_place) if other and other_place else ""
    before = year_before(line.points)
    pairs = [(before, line.points[-1])] if before and not line.break_between(before, line.points[-1]) else []
    pairs += [pair] if compared and other and (pair := newest_of_both(line.points, other.points)) else []
    doubt = CHANCE if any(differs(*pair) and line.may_be_chance(*pair) for pair in pairs) else ""
    return " ".join(filter(None, [level(indicator, line, place), development(indicator, line), compared, doubt]))


class End(NamedTuple):
    """The lowest or the highest of some figures: the figure, how it is written, and all places of which it is written so."""

    point: Point
    figure: str
    places: str


def ends(indicator: Indicator, points: Mapping[str, Point]) -> tuple[End, End]:
    """The lowest and the highest figure of places, by their names; at least one place has a figure."""
    said = {name: dutch.amount_of(indicator, point.value) for name, point in points.items()}

    def end(name: str) -> End:
        return End(points[name], said[name], dutch.listed_in_part([each for each in said if said[each] == said[name]]))

    low, high = (pick(points, key=lambda name: points[name].value) for pick in (min, max))
    return end(low), end(high)


def from_low_to_high(low: End, high: End) -> str:
    """Between which figures all others lie, without saying that any of them differ."""
    return f"De cijfers lopen van {low.figure} ({low.places}) tot {high.figure} ({high.places})."


def overview(found: list[Progress]) -> str:
    """How the region stands against all targets of the agenda: those that can be judged, then those that cannot and why."""
    by_verdict = Counter(each.verdict for each in found)
    without, unknown, unfair = (by_verdict.pop(each, 0) for each in ("geen doel vastgesteld", "te weinig gegevens", UNFAIR))
    known = by_verdict.total()
    said = dutch.listed([f"{times} {_STANDING[verdict][times > 1]}" for verdict, times in by_verdict.items()])
    derived = sum(each.target.derived for each in found if each.verdict in by_verdict)
    of_all = f"Van de {known} doelen die te beoordelen zijn" if known > 1 else "Van het ene doel dat te beoordelen is"
    goal, goals = ("ander doel", "andere doelen") if known else ("doel", "doelen")
    other = "andere " if known or unknown or unfair else ""
    parts = [
        f"{of_all}: {said}." if known else "",
        f"Bij {derived} daarvan is de richting afgeleid door het dashboard." if derived else "",
        f"Voor {dutch.counted(unknown, goal, goals)} zijn er nog te weinig gegevens." if unknown else "",
        f"Voor {dutch.counted(unfair, goal, goals)} is er geen eerlijke vergelijking." if unfair else "",
        f"Voor {dutch.counted(without, f'{other}monitor', f'{other}monitors')} is nog geen doel vastgesteld." if without else "",
    ]
    return " ".join(filter(None, parts))


_DERIVED = "De richting is afgeleid door het dashboard; het document noemt haar niet."

# How one target stands, and how several do.
_STANDING = {
    "op koers": ("ligt op koers", "liggen op koers"),
    "loopt achter": ("loopt achter", "lopen achter"),
    "goede richting": ("gaat de goede kant op", "gaan de goede kant op"),
    "verkeerde richting": ("gaat de verkeerde kant op", "gaan de verkeerde kant op"),
    "verschil valt binnen de marge": ("blijft binnen de marge", "blijven binnen de marge"),
    "verschil valt binnen de afronding": ("blijft binnen de afronding", "blijven binnen de afronding"),
}
