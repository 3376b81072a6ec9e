"""How a line in time is looked at: in which form, beside which other places, with or without margins. Part of the address."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from indicators.comparable import comparable
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import apart, line, line_by_season
from indicators.point import Point, differs, uncertainty, year_before
from indicators.query import BadQuestion
from indicators.regions import Region
from indicators.reshaped import CHANGE, FIGURE, INDEX, PER_1000, POPULATION, as_indicator, reshaped, without_margins
from indicators.words import in_words
from pages.components import address, dutch
from pages.components.chart_card import Reading, Telling, draw_card
from pages.components.charts import trend
from pages.components.downloads import series_links
from pages.components.html import draw
from pages.components.marks import printed_figures, target_level, unfiled
from pages.components.offered import offered
from pages.components.sentences import figure as figure_of
from pages.components.sentences import figure_in_full, meaning, not_beside, subject, told_apart
from pages.components.shown import Shown, sector_of, short_name, target_of
from pages.components.sources import source_note
from pages.components.tables import series_table
from pages.components.trend_marks import Level
from pages.components.view import Look, View

SHAPES = {
    FIGURE: "Het cijfer zelf",
    INDEX: "Index: het begin is 100",
    CHANGE: "Verandering op een jaar",
    PER_1000: "Per 1.000 inwoners",
}
_NO_SHAPE = {
    INDEX: "hier is geen cijfer dat op 100 te stellen is",
    CHANGE: "hier is geen cijfer van een jaar eerder om mee te vergelijken",
    PER_1000: "hier zijn geen aantallen om door de inwoners te delen",
}
BESIDE = {
    "breed": "Provincie en Nederland",
    "gemeenten": "Gemeenten van de regio",
    "alike": "Regio's die erop lijken",
    "niets": "Niets",
}
MARGINS = {"aan": "Met marges", "uit": "Zonder marges"}
SEASON = {"gewoon": "Standaard", "zonder": "Gecorrigeerd voor het seizoen", "met": "Niet gecorrigeerd"}
_COUNTS_ALONE = f"Aantallen staan niet naast die van grotere gebieden. Kies daarvoor “{SHAPES[PER_1000]}”."
MOST = 8  # lines beside the place itself: more cannot be told apart
_TITLES = {FIGURE: "", INDEX: " als index", CHANGE: ", verandering op een jaar", PER_1000: " per 1.000 inwoners"}
_DRAWN = {
    INDEX: "de index",
    CHANGE: "de verandering op een jaar",
    PER_1000: "het aantal per 1.000 inwoners",
    "zonder": "die waar het seizoen uit is",
    "met": "die met het seizoen erin",
}
_HOW = {
    INDEX: "Elk cijfer is gedeeld door het eerste dat u ziet, maal 100. De index begint na de laatste breuk in de meting.",
    CHANGE: "Elk cijfer is vergeleken met dat van een jaar eerder, en niet over een breuk in de meting heen. Zonder marge.",
    PER_1000: "Elk aantal is gedeeld door de bevolking van 15 tot 75 jaar in dat jaar, of in het laatste jaar dat bekend is, "
    "maal 1.000. De marge is die van het aantal. De bevolking is afgerond op duizendtallen: in een kleine gemeente kan een "
    "sprong in januari daarvan komen.",
    FIGURE: "De cijfers van de bron, naast die van andere gebieden.",
}


def choose_look(view: View, *keys: str) -> View:
    """The same view, with how the visitor wants to see the lines of these indicators below; drawn as at most four choices."""
    offer = offered(view, keys)
    with st.container(horizontal=True, key="weergaven"):
        shapes = {shape: SHAPES[shape] for shape in offer.shapes}
        shape = address.choose("Hoe wilt u de lijnen zien?", "weergave", shapes, FIGURE, elsewhere=_NO_SHAPE)
        beside = address.choose("Vergelijk met", "naast", BESIDE, "breed")
        margins = _choose_where(offer.margins, "Marges", "marges", MARGINS, "de bron geeft hier geen marge")
        season = _choose_where(offer.seasons, "Seizoen", "seizoen", SEASON, "daarvan is er hier maar één reeks")
    if (shape, beside) == (FIGURE, "breed") and view.benchmarks and PER_1000 in offer.shapes:
        draw("source_line", text=_COUNTS_ALONE)
    return replace(view, look=Look(shape, beside, margins == "aan", season))


def _choose_where(there: bool, label: str, key: str, options: dict[str, str], why: str) -> str:
    """A choice where there is something to choose; the first of the options where there is not, which `why` explains."""
    first = next(iter(options))
    if not there:
        return address.keep_to(key, first, options[first], dict.fromkeys(options, why))
    return address.choose(label, key, options, first)


def draw_looked_at(view: View, found: Shown) -> None:
    """The line of an indicator in the form and beside the places that the visitor chose."""
    shape = view.look.shape
    own, own_place = _line(view, found, found.place), found.place
    if not own.points:
        what = dutch.first_lower(found.indicator.label)
        said = f"Deze vorm is er niet voor {what} in {own_place.name}. Kies hierboven iets anders."
        draw("notice", kind="empty", strong=f"{found.indicator.label}.", text=said)
        return
    others, note = _others(view, found, own)
    own_place, *wider = told_apart(own_place, *(place for place, _ in others))
    drawn = [(own_place, own), *((place, each) for place, (_, each) in zip(wider, others, strict=True))]
    unit = str(own.rows["eenheid"].iloc[0])
    indicator = as_indicator(found.indicator, shape, unit)
    names = [place.name for place, _ in drawn]
    level, printed = _marks(view, found)
    rows = pd.concat([*(each.rows for _, each in drawn), *(row for _, row in printed)])
    people = [line(view.figures, POPULATION, place.code).rows for place, _ in drawn] if shape == PER_1000 else []
    caution = _caution(own, _figures(view, found, own_place)) if shape == CHANGE else ""
    told = Telling(
        name=chart_name(view, found),
        title=f"{subject(found.indicator, found.sector)}{_TITLES[shape]}",
        subtitle=f"{', '.join(filter(None, [dutch.first_upper(unit), dutch.listed(names)]))}. {note}".strip(),
        finding=f"{_finding(drawn, indicator)} {caution}".strip(),
        files=_other_files(view, found, [each for _, each in drawn]) or unfiled(found, [point for point, _ in printed]),
    )
    from_zero = shape != INDEX and not (shape == FIGURE and indicator.is_percentage)
    named, diamonds = [(each, place.name) for place, each in drawn[1:]], [point for point, _ in printed]
    figure = trend(indicator, own, short_name(own_place), named, level, diamonds, from_zero)
    codes, sectors = [place.code for place, _ in drawn], [found.sector] if indicator.by_sector else []
    downloads = series_links(found.indicator.key, codes, sectors, view.van, view.tot, found.techniek)
    reading = Reading(
        meaning(found.indicator, found.sector),
        f"{_HOW[shape]} De downloads geven de reeks die het dashboard standaard gebruikt.",
        found.indicator.caveats,
    )
    table = series_table(f"{told.title}, {dutch.listed(names)}", rows, shown_as=indicator)
    source = source_note(view.figures, pd.concat([rows, *people]))
    draw_card(f"{found.indicator.key}-{told.name}", figure, told, source, table, reading, downloads)


def _marks(view: View, found: Shown) -> tuple[Level | None, list[tuple[Point, pd.DataFrame]]]:
    """The target and the printed figures, which are about the figure itself and its usual series."""
    usual = view.look.shape == FIGURE and view.look.season == "gewoon"
    return (target_level(target_of(view, found)), printed_figures(view, found)) if usual else (None, [])


def _lacking(view: View, codes: list[str]) -> str:
    """Which of the places to compare with have no line, so that nobody looks for it."""
    form = "hierover" if view.look.shape == FIGURE else "in deze vorm"
    named = view.figures.distinct_names
    return f"Zonder {dutch.listed([named[code] for code in codes])}: daarvan zijn {form} geen cijfers." if codes else ""


def chart_name(view: View, found: Shown) -> str:
    """How the chart of a line is called; with its sector where the page has one of the sector of the view as well."""
    return "verloop" if found.sector == sector_of(view, found.indicator) else f"verloop-{found.sector}"


def _others(view: View, found: Shown, own: Line) -> tuple[list[tuple[Region, Line]], str]:
    """The lines to draw beside that of the place itself, and what to say about the places that were chosen and those left out."""
    shape = view.look.shape
    places, note = _beside(view, found)
    plain = replace(view, look=replace(view.look, shape=FIGURE))
    figures = {place.code: _line(plain, found, place) for place in (found.place, *places)}
    why = apart(figures, found.place.code, over_a_year=shape == CHANGE)
    base = own.points[0].period if shape == INDEX else None  # one and the same for all
    beside = [(place, _line(view, found, place, base)) for place in places if place.code not in why]
    lacking = _lacking(view, [place.code for place, each in beside if not each.points])
    said = " ".join(filter(None, [note, lacking, not_beside(why, view.figures.distinct_names)]))
    return [(place, each) for place, each in beside if each.points], said


def _line(view: View, found: Shown, place: Region, base: str | None = None) -> Line:
    shaped = reshaped(view.figures, _figures(view, found, place), view.look.shape, view.van, view.tot, base)
    return shaped if view.look.margins else without_margins(shaped)


def _figures(view: View, found: Shown, place: Region) -> Line:
    """The figures of a place in all years, of the season that was chosen."""
    key, frequency = found.indicator.key, str(found.line.rows["frequency"].iloc[0])
    if view.look.season == "gewoon":
        return line(view.figures, key, place.code, found.sector, frequency, found.techniek)
    return line_by_season(view.figures, key, place.code, view.look.season == "zonder", found.sector)


def _beside(view: View, found: Shown) -> tuple[list[Region], str]:
    """The places to compare with, and what to say about that choice."""
    regions, region = view.figures.regions, view.figures.region_of(view.region) or view.region
    codes: list[str] = []
    note = ""
    if view.look.beside == "gemeenten":
        codes = list(view.figures.areas.get(region, ()))
        note = f"De eerste {MOST} gemeenten op naam." if len(codes) > MOST + (view.region in codes) else ""
    elif view.look.beside == "alike":
        try:
            codes = [each.code for each in comparable(view.figures, region).neighbours]
            note = "De vijf regio's die in opbouw het meest lijken: zie Regio's vergelijken."
        except BadQuestion:
            note = "Regio's die erop lijken zijn er alleen voor een arbeidsmarktregio en haar gemeenten."
    elif view.look.beside == "breed":
        of_its_own_size = view.look.shape != FIGURE and not found.indicator.depends_on_size
        codes = view.benchmarks if of_its_own_size or found.indicator.stands_beside_others else []
    places = [regions[code] for code in codes if code in regions and code != found.place.code]
    if view.look.beside != "breed":  # that goes from near to wide
        places.sort(key=lambda place: place.name)
    return places[:MOST], note


def _other_files(view: View, found: Shown, drawn: list[Line]) -> str:
    """That the downloads hold the usual series, where what is drawn is another one; else nothing."""
    look = view.look
    other = _DRAWN.get(look.shape) or _DRAWN.get(look.season)
    same = look.shape == FIGURE and all(_is_usual(view, found, each) for each in drawn)
    return "" if other is None or same else f"Deze bestanden bevatten de gewone reeks, niet {other}."


def _is_usual(view: View, found: Shown, drawn: Line) -> bool:
    """Whether the figures of a line are those that the indicator gives for these periods unless another season is asked for."""
    usual = line(view.figures, drawn.key, drawn.region, drawn.sector, str(drawn.rows["frequency"].iloc[0]), found.techniek).rows
    return {*zip(drawn.rows["periode"], drawn.rows["dataset"], strict=True)} <= {
        *zip(usual["periode"], usual["dataset"], strict=True)
    }


def _finding(drawn: list[tuple[Region, Line]], indicator: Indicator) -> str:
    """The latest figure of the place itself, which stands first, and that of each other in that period, with its status."""
    (place, own), *others = drawn
    last = own.points[-1]
    theirs = [(other, point) for other, each in others for point in each.points if point.period == last.period]
    beside = [f"{other.name} {figure_of(indicator, point)}" for other, point in theirs]
    said = f"{place.name}: {figure_in_full(indicator, last)} in {in_words(last.period)}."
    return f"{said} Ter vergelijking: {dutch.listed(beside)}." if beside else said


def _caution(changes: Line, figures: Line) -> str:
    """That the last change that is drawn is no more than the margin or the rounding of the figures it was made of, where so."""
    until = [point for point in figures.points if point.moment <= changes.points[-1].moment]
    before, latest = year_before(until), until[-1]
    if before is None or differs(before, latest):
        return ""
    return f"De laatste verandering valt binnen {uncertainty(before, latest)}."
