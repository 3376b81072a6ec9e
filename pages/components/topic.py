"""What topic pages are made of: a headline, tiles, a trend and the places side by side.

Each part asks for its figures and draws them; where a region has no series, the nearest one around it is shown, and said so.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from indicators.absence import ONLY_YEARS, absence, elsewhere, left_out, never_given, to_come
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import lines_of
from indicators.sectors import NAMED, OTHER, sector_name
from indicators.tables import indicator_table
from indicators.words import in_words
from pages.components import dutch
from pages.components.cards import Tile, draw_tiles, remarks, tile
from pages.components.chart_card import Telling, draw_chart
from pages.components.charts import places, trend
from pages.components.html import draw
from pages.components.look import chart_name, draw_looked_at
from pages.components.marks import printed_figures, target_level, unfiled
from pages.components.sentences import (
    class_words,
    compared_with,
    goal_in_short,
    in_lines,
    meaning,
    message,
    not_beside,
    standing,
    subject,
)
from pages.components.shown import Shown, short_names, shown, target_of, whole_line
from pages.components.side_by_side import side_by_side, spread
from pages.components.tables import series_table, unit_of
from pages.components.value_axis import value_range
from pages.components.view import Look, View

_LOCAL = ("gemeente", "arbeidsmarktregio")


def draw_headline(view: View, key: str, title: str) -> None:
    """The title of a page and what the figures say in two or three sentences."""
    main = shown(view, key)
    place = " · ".join(filter(None, [view.place.with_level, main.sector_words]))
    said = main.said or absence(view.figures, main.indicator, _why_nothing(view, main))
    draw("head", title=title, place=place, paragraphs=[said])
    draw_stand_in(view, main)


def draw_stand_in(view: View, found: Shown) -> None:
    """That another place is told of, where the place of the view has no series of its own; nothing where it has one."""
    if found.stands_in:
        words = f"{found.asked.name} heeft hierover zelf geen reeks. U ziet daarom {found.place.said}."
        local = found.asked.level in _LOCAL and found.place.level not in _LOCAL  # a file would be of the region
        why = to_come(view.figures, found.indicator) if local else ""
        draw("notice", kind="stand-in", strong="Let op.", text=" ".join(filter(None, [words, why])))


def draw_key_figures(view: View, keys: Sequence[str | tuple[str, str]]) -> None:
    """A tile for each indicator, or indicator and sector; the status where the agenda has a target for this region."""
    draw_tiles([key_figure(view, *(key if isinstance(key, tuple) else (key,))) for key in keys], heading="Kerncijfers")


def key_figure(view: View, key: str, sector: str | None = None, href: str = "") -> Tile:
    """The tile of an indicator in a view, in the sector of the view unless one is given."""
    found = shown(view, key, sector)
    progress = target_of(view, found)
    about = [subject(found.indicator, found.sector)] if found.indicator.sectors else [found.indicator.label, found.sector_words]
    label = " · ".join(filter(None, [*about, found.place.name if found.stands_in else ""]))
    points = found.line.points
    called = class_words(found.indicator, points[-1].value) if points else ""
    said = [called, meaning(found.indicator, found.sector)]
    told = " ".join(filter(None, said)) if points else absence(view.figures, found.indicator, _why_nothing(view, found))
    own = tile(found.indicator, found.line, label, progress, told, href)
    if not (points and progress and progress.target.is_set):
        return own
    judged = (found.indicator, progress, compared_with(progress, view.figures.regions))
    return replace(own, meaning=goal_in_short(*judged), why=standing(*judged), derived=progress.target.derived)


def draw_trend(view: View, key: str, sector: str | None = None, techniek: str | None = None, in_headline: bool = False) -> None:
    """The line in time with what it is compared with, the target, breaks and printed figures; figures, source, downloads.

    `in_headline` leaves out the sentences that the headline of the page already says.
    """
    found = shown(view, key, sector, techniek)
    if not found.line.points:
        why = left_out(view.figures, found.indicator, techniek, [found.place.code], [found.sector])
        draw_absence(view, found.indicator, why or _why_nothing(view, found))
        return
    if view.look != Look():
        draw_looked_at(view, found)
        return
    printed = printed_figures(view, found)
    progress = target_of(view, found)
    own, *wider = short_names(found.places)
    others = [(other, name) for (other, _), name in zip(found.others, wider, strict=True)]
    figure = trend(found.indicator, found.line, own, others, target_level(progress), [point for point, _ in printed])
    rows = pd.concat([found.rows, *(row for _, row in printed)])
    draw_chart(
        view,
        found,
        figure,
        Telling(
            name=chart_name(view, found),
            title=message(found.indicator, found.line, *found.widest),
            subtitle=chart_subtitle(view, found, rows),
            finding=found.said,
            said_above=in_headline,
            files=unfiled(found, [point for point, _ in printed]),
        ),
        series_table(f"{subject(found.indicator, found.sector)}, {found.place_names}", rows),
        rows,
        [place.code for place in found.places],
    )
    if said := remarks(found.line, {point.period for point in found.line.points}):
        draw("editor", notes=said)


def draw_absence(view: View, indicator: Indicator, why: str = "") -> None:
    """Why there is nothing of an indicator, in its place; `why` where that is known already."""
    draw("notice", kind="empty", strong=f"{indicator.label}.", text=absence(view.figures, indicator, why))


def draw_places(view: View, key: str) -> None:
    """The gemeenten of the region side by side, or the arbeidsmarktregio's for a province or the country."""
    found = shown(view, key)
    codes, what = _neighbours(view)
    about = subject(found.indicator, found.sector)
    beside = side_by_side(view, found, codes)
    if beside is None:
        never = never_given(view.figures, found.indicator, codes, found.sector, what)
        years = ONLY_YEARS if any(each.points for each in lines_of(view.figures, key, codes, found.sector).values()) else ""
        draw("notice", kind="empty", strong=f"{about} per {what}.", text=never or absence(view.figures, found.indicator, years))
        return
    names = beside.names
    bars = [(in_lines(names[code]), point, code in beside.inside) for code, point in beside.points.items()]
    draw_chart(
        view,
        found,
        places(found.indicator, bars),
        Telling(
            name="gebieden",
            title=f"{about} per {what} in {in_words(beside.period)}",
            subtitle=unit_of(beside.rows)
            + ("; gearceerd is een gebied om mee te vergelijken" if beside.outside else "")
            + (f". Geen cijfer over {dutch.listed_in_part(beside.lacking)}" if beside.lacking else "")
            + (f". {not_beside(beside.apart, view.figures.distinct_names)}" if beside.apart else ""),
            finding=spread(found.indicator, {names[code]: point for code, point in beside.inside.items()}),
        ),
        series_table(f"{about} per {what}, {dutch.period(beside.period)}", beside.rows, newest_first=False),
        beside.rows,
        list(names),
    )


def draw_sectors(view: View, key: str) -> None:
    """The sectors of a place side by side, in the latest period: sections where the source has them, else the focus sectors."""
    found = shown(view, key, "totaal")
    if not found.line.points:
        return
    period = found.line.points[-1].period
    table = indicator_table(view.figures, key, regions=[found.place.code])
    rows = table[(table["periode"] == period) & table["waarde"].notna()]
    sections = rows[rows["sector"].str.fullmatch("sbi-[A-Z]")]
    rows = sections if len(sections) else rows[rows["sector"].isin([*NAMED, OTHER])]
    if rows.empty:
        return
    each_sector = {str(sector): own for sector, own in rows.groupby("sector", sort=False)}.items()
    by_name = {sector_name(sector): Line(key, found.place.code, sector, own).points[0] for sector, own in each_sector}
    draw_chart(
        view,
        found,
        places(found.indicator, [(in_lines(name), point, True) for name, point in by_name.items()]),
        Telling(
            name="sectoren",
            title=f"{found.indicator.label} per sector in {in_words(period)}",
            subtitle=f"{unit_of(rows)}, {found.place.name}",
            finding=spread(found.indicator, by_name),
        ),
        series_table(f"{found.indicator.label} per sector, {found.place.name}", rows, newest_first=False),
        rows,
        [found.place.code],
    )


def _why_nothing(view: View, found: Shown) -> str:
    """Why nothing is shown: the years alone, where there are figures in others, or the place or sector; else empty."""
    if whole_line(view, found).points:
        return ONLY_YEARS
    return elsewhere(view.figures, found.indicator, found.place.code, found.sector)


def _neighbours(view: View) -> tuple[list[str], str]:
    """The places to set side by side: the gemeenten of the region, or all arbeidsmarktregio's, and what they are."""
    region = view.figures.region_of(view.region) if view.place.level == "gemeente" else view.region
    if region and region.startswith("AM"):
        return list(view.figures.areas.get(region, ())), "gemeente"
    return list(view.figures.arbeidsmarktregios), "arbeidsmarktregio"


def chart_subtitle(view: View, found: Shown, rows: pd.DataFrame) -> str:
    """What a chart shows: unit, sector, places, periods, whether its axis begins at 0, and which places are left out and why."""
    filled = rows[rows["waarde"].notna()]
    years = dutch.span(filled["periode"].min(), filled["periode"].max())
    unit = unit_of(found.line.rows)
    from_zero = not found.indicator.is_percentage or value_range(filled["waarde"].tolist(), from_zero=False)[0] <= 0
    axis = "" if from_zero else "; de as begint niet bij 0"
    sector = f", {found.sector_words}" if found.sector_words else ""
    missing = f". {not_beside(found.apart, view.figures.distinct_names)}" if found.apart else ""
    return f"{unit}{sector}, {found.place_names}, {years}{axis}{missing}"
