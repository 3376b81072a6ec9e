"""What the page on comparing places is made of: which places, in which period, and what the comparison says in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.absence import never_given, to_come
from indicators.agenda import home_region
from indicators.comparable import comparable
from indicators.indicator import Indicator
from indicators.line import Line, within_years
from indicators.lines import apart, frequencies_of, line
from indicators.point import Point, uncertainty
from indicators.query import BadQuestion
from indicators.ranking import Standing, standings
from indicators.regions import COUNTRY, Region
from indicators.registry import INDICATORS
from indicators.tables import indicator_table
from indicators.words import in_words
from pages.components import dutch
from pages.components.chart_card import Reading, Telling, draw_card, reading_of
from pages.components.downloads import series_links
from pages.components.html import draw
from pages.components.place_charts import dots, place_map
from pages.components.place_shapes import shapes
from pages.components.sentences import ends, from_low_to_high, in_sector, not_beside, subject
from pages.components.shown import sector_of
from pages.components.sources import source_note
from pages.components.tables import Table, unit_of
from pages.components.view import View

GROUPS = {"regio": "Alle arbeidsmarktregio's", "vergelijkbaar": "Vergelijkbare regio's", "gemeenten": "Gemeenten van de regio"}
_NO_BORDERS = "Zij komt hier zodra de grenzen van deze gemeenten zijn opgehaald bij het Kadaster (PDOK)."
_WHAT = {"regio": "arbeidsmarktregio's", "vergelijkbaar": "vergelijkbare regio's", "gemeenten": "gemeenten"}
_ONE = {"regio": "arbeidsmarktregio", "vergelijkbaar": "arbeidsmarktregio", "gemeenten": "gemeente"}


@dataclass(frozen=True)
class Comparison:
    """An indicator in one period for a group of places, from high to low.

    `own` is the place of the view among them, `whole` what they are the gemeenten of; None where there is none. `apart` says why
    places of the group are not among them, by their code.
    """

    indicator: Indicator
    sector: str
    period: str
    group: str
    own: Region | None
    whole: Region | None
    rows: pd.DataFrame
    lines: dict[str, Line]
    apart: Mapping[str, str]

    @property
    def about(self) -> str:
        """What is compared: the indicator, with its sector."""
        return subject(self.indicator, self.sector)

    @property
    def reading(self) -> Reading:
        """How to read it: the definition is about the sector."""
        return reading_of(self.indicator, [self.sector])

    @property
    def codes(self) -> list[str]:
        """The places, with and without a figure."""
        return list(self.lines)

    @cached_property
    def points(self) -> dict[str, Point]:
        """The figures of the places that have one."""
        return {code: point for code, each in self.lines.items() for point in each.points}

    @cached_property
    def ranked(self) -> list[Standing]:
        """The places with a figure, from high to low."""
        return standings(self.points)


def own_place(view: View, group: str) -> str:
    """The place of the view in a group: its region among regions, failing that the home region; among gemeenten only a gemeente
    that was chosen, else none (empty)."""
    if group == "gemeenten":
        return view.region if view.place.level == "gemeente" else ""
    near = view.region if view.region.startswith("AM") else view.figures.region_of(view.region)
    return near or home_region().code


def whole_of(view: View) -> Region:
    """The place whose gemeenten are compared: that of the view, or the arbeidsmarktregio of a gemeente."""
    region = view.figures.region_of(view.region) if view.place.level == "gemeente" else None
    return view.figures.regions[region or view.region]


def members(view: View, group: str) -> tuple[list[str], list[str]]:
    """The codes of the places in a group, and sentences about how they were chosen."""
    if group == "gemeenten":
        return _gemeenten(view)
    own = own_place(view, group)
    if group == "regio":
        codes = list(view.figures.arbeidsmarktregios)
        elsewhere = f"{view.place.name} ligt niet in één arbeidsmarktregio. Gemarkeerd is {view.figures.regions[own].said}."
        return codes, [] if own in (view.region, view.figures.region_of(view.region)) else [elsewhere]
    try:
        found = comparable(view.figures, own)
    except BadQuestion as reason:
        return [own], [str(reason)]
    themes = dutch.listed(list(dict.fromkeys(each.variable.theme for each in found.used)))
    said = f"Dit zijn de regio's die het meest lijken op {view.figures.regions[own].said}. Wij letten op {themes}."
    return [own, *(each.code for each in found.neighbours)], [said, *found.notes]


def _gemeenten(view: View) -> tuple[list[str], list[str]]:
    """The gemeenten of the place of the view, and a sentence where these are too few to compare."""
    whole, regions = whole_of(view), view.figures.regions
    codes = [code for code in view.figures.areas.get(whole.code, ()) if code in regions]
    if len(codes) > 1:
        return codes, []
    few = f"hoort in deze cijfers één gemeente: {regions[codes[0]].name}" if codes else "horen in deze cijfers geen gemeenten"
    return codes, [f"Bij {whole.said} {few}. Er is dus niets om te vergelijken. Kies een ander gebied."]


def periods(view: View, key: str, codes: list[str]) -> list[str]:
    """The periods in which at least two of the places have a figure, newest first."""
    rows = _rows(view, key, codes)
    rows = rows[rows["waarde"].notna()]
    wanted = next((each for each in frequencies_of(key) if (rows["frequency"] == each).any()), "")
    many = rows[rows["frequency"] == wanted].groupby("periode")["regiocode"].nunique()
    return sorted((period for period in many.index if many[period] > 1), reverse=True)


def newest_full(view: View, key: str, codes: list[str], known: list[str]) -> str:
    """The newest period in which at least half of the places that ever have a figure have one."""
    rows = _rows(view, key, codes)
    many = rows[rows["waarde"].notna()].groupby("periode")["regiocode"].nunique()
    return next((period for period in known if 2 * many[period] >= many.max()), known[0])


def compare(view: View, key: str, group: str, codes: list[str], period: str) -> Comparison:
    """The figures of the places in one period."""
    rows = _rows(view, key, codes)
    rows = rows[rows["periode"] == period].sort_values("waarde", ascending=False, na_position="last")
    indicator = INDICATORS[key]
    sector = sector_of(view, indicator)
    lines = {code: Line(key, code, sector, rows[rows["regiocode"] == code]) for code in codes}
    why = apart(lines)
    lines, rows = {code: each for code, each in lines.items() if code not in why}, rows[~rows["regiocode"].isin(list(why))]
    own, whole = view.figures.regions.get(own_place(view, group)), whole_of(view) if group == "gemeenten" else None
    return Comparison(indicator, sector, period, group, own, whole, rows, lines, why)


def draw_comparison(view: View, found: Comparison) -> None:
    """The dots, the map and both their tables."""
    names = view.figures.names
    country, why = _country(view, found)
    told = _telling(found, names, not_beside({**found.apart, **why}, view.figures.distinct_names))
    own = found.own.code if found.own and found.own.code in found.points else ""
    year = int(found.period[:4])
    codes, sectors = [each.code for each in found.ranked], [found.sector] if found.indicator.by_sector else []
    links = series_links(found.indicator.key, codes, sectors, year, year)
    source = source_note(view.figures, found.rows)
    figure = dots(found.indicator, found.ranked, names, own, country)
    draw_card(f"vergelijk-{found.indicator.key}", figure, told, source, rank_table(found, names), found.reading, links)
    drawn, real = shapes(view.figures, found.codes)
    if not drawn:
        draw("notice", kind="empty", strong="De kaart is er nog niet.", text=_NO_BORDERS)
        return
    told = Telling(
        name="kaart",
        title=f"{found.about} op de kaart, {dutch.period(found.period)}",
        subtitle=unit_of(found.rows)
        + (f"; de dikke rand is {found.own.name}" if found.own else "")
        + ("" if real else "; elk vierkant is een gebied, ongeveer waar het ligt"),
        finding=_spread(found, names),
    )
    figure = place_map(found.indicator, found.points, drawn, names, own)
    table = rank_table(found, names, {} if real else {code: shape.name for code, shape in drawn.items()})
    source += " Grenzen: CBS en Kadaster via PDOK (CC BY 4.0)." if real else ""
    draw_card(f"kaart-{found.indicator.key}", figure, told, source, table, found.reading, links)


def _country(view: View, found: Comparison) -> tuple[Point | None, dict[str, str]]:
    """The figure of the country to draw behind those of the places, or why it is left out: as `apart` says it, or empty."""
    if not found.indicator.stands_beside_others:
        return None, {}
    national = line(view.figures, found.indicator.key, COUNTRY, found.sector, str(found.rows["frequency"].iloc[0]))
    point = national.at(found.period)
    why = apart({**found.lines, COUNTRY: national}).get(COUNTRY) if point else None
    return (None, {COUNTRY: why}) if why else (point, {})


def rank_table(found: Comparison, names: Mapping[str, str], short: dict[str, str] | None = None) -> Table:
    """The places from high to low, with a rank only where there is one; then those without a figure."""
    columns = ["Gebied", *(["Op de kaart"] if short else []), "Plaats", "Cijfer", "Marge (95%)", "Status"]
    rows = []
    for each in found.ranked:
        point, decimals = each.point, found.indicator.decimals
        margin = dutch.bounds(point.lower, point.upper, decimals) or "de bron geeft geen marge"
        rank = str(each.rank) if each.rank else f"geen: gelijk met {each.alike} andere"
        value = dutch.amount_of(found.indicator, point.value)
        rows.append([names[each.code], *([short[each.code]] if short else []), rank, value, margin, point.status])
    missing = [code for code in found.codes if code not in found.points]
    rows += [[names[code], *([short[code]] if short else []), "", dutch.NOT_PUBLISHED, "", ""] for code in missing]
    beside = "" if short is None else ", bij de kaart"
    caption = f"{found.about} in {in_words(found.period)}, van hoog naar laag{beside}"
    return Table(caption, columns, rows, {columns.index("Cijfer")}, _no_rank(found.ranked))


ALIKE = "verschilt niet duidelijk van de andere"


def _no_rank(ranked: list[Standing]) -> str:
    """When a place has a rank."""
    explains = uncertainty(*(each.point for each in ranked))
    return f"Een plaats staat er alleen als het gebied van alle andere verschilt, meer dan {explains} van de bron."


def draw_nothing(view: View, key: str, group: str, codes: list[str]) -> None:
    """Say that the source never has figures for such places, that they are yet to come, or that this choice has none."""
    figures, indicator = view.figures, INDICATORS[key]
    never = never_given(figures, indicator, codes, sector_of(view, indicator), _ONE[group])
    text = f"Hierover zijn geen cijfers voor de {_WHAT[group]} in deze keuze. Kies een andere indicator, sector of groep."
    draw("notice", kind="empty", strong=f"{indicator.label}.", text=never or to_come(figures, indicator) or text)


def _rows(view: View, key: str, codes: list[str]) -> pd.DataFrame:
    table = within_years(indicator_table(view.figures, key, regions=codes), view.van, view.tot)
    return table[table["regiocode"].isin(codes) & (table["sector"] == sector_of(view, INDICATORS[key]))]


def _telling(found: Comparison, names: Mapping[str, str], left_out: str) -> Telling:
    sector = "" if found.sector == "totaal" else f", {in_sector(found.sector)}"
    own = next((each for each in found.ranked if found.own and each.code == found.own.code), None)
    what = f"{_WHAT[found.group]} van {found.whole.said}" if found.whole else _WHAT[found.group]
    place = "gemeente" if found.whole else "gebied"
    margins = any(each.point.margin for each in found.ranked)
    drawn = "de streep is de marge van 95%" if margins else "de bron geeft geen marge"
    return Telling(
        name="vergelijking",
        title=f"{found.about}: {position(own, names)}" if own else f"{found.about} per {place}",
        subtitle=f"{unit_of(found.rows)}{sector}, {len(found.ranked)} {what}, {dutch.period(found.period)}. "
        + dutch.first_upper(f"de ruit is {found.own.name}; {drawn}" if own and found.own else drawn)
        + (f". {left_out}" if left_out else ""),
        finding=" ".join(filter(None, [standing_sentence(found, own, names), _spread(found, names), _no_rank(found.ranked)])),
    )


def position(own: Standing, names: Mapping[str, str]) -> str:
    """Where a place stands, as a title: with a rank, or with the part of the list it is surely in."""
    total = own.above + own.below + own.alike + 1
    if own.rank:
        return f"{names[own.code]} staat op plaats {own.rank} van {total}"
    if own.below > own.above:
        return f"{names[own.code]} staat hoger dan {own.below} van de {total - 1} andere"
    if own.above > own.below:
        return f"{names[own.code]} staat lager dan {own.above} van de {total - 1} andere"
    return f"{names[own.code]} {'staat in het midden' if own.above else ALIKE}"


def standing_sentence(found: Comparison, own: Standing | None, names: Mapping[str, str]) -> str:
    """Where a place stands, in a full sentence; of one without a figure that it has none."""
    if own is None:
        untold = found.own if found.own and found.own.code not in found.apart else None
        return f"{untold.name} heeft in deze periode geen cijfer." if untold else ""
    value = dutch.amount_of(found.indicator, own.point.value)
    if not own.above and not own.below:
        return f"{names[own.code]} heeft {value} en {ALIKE}: de verschillen zijn te klein om iets te zeggen."
    alike = f" Met {own.alike} is het verschil te klein om iets te zeggen." if own.alike else ""
    sides = [(word, many) for word, many in (("hoger", own.below), ("lager", own.above)) if many]
    said = dutch.listed([f"{word} dan in {many}" for word, many in sides])
    return f"{names[own.code]} heeft {value}. Dat is {said} {'gebied' if sides[-1][1] == 1 else 'gebieden'}.{alike}"


def _spread(found: Comparison, names: Mapping[str, str]) -> str:
    """The lowest and the highest figure, each with all places that have it."""
    return from_low_to_high(*ends(found.indicator, {names[each.code]: each.point for each in found.ranked}))
