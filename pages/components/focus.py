"""The focus sectors side by side, for every indicator that has sectors; and what another border of Techniek does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.absence import left_out
from indicators.indicator import Indicator
from indicators.line import Line
from indicators.lines import nearest_with_series, sector_lines
from indicators.point import Point, differs, uncertainty
from indicators.registry import INDICATORS
from indicators.sectors import FOCUS, NAMED, OTHER, definitions_to_choose, sector_name
from pages.components import address, dutch
from pages.components.chart_card import Telling, draw_chart
from pages.components.charts import places
from pages.components.html import draw
from pages.components.sentences import told_apart
from pages.components.shown import shown
from pages.components.tables import Table, series_table, unit_of
from pages.components.view import View

# What the page asks of the sectors, in this order; an indicator that there is not yet is named as such.
WANTED = {
    "werknemersbanen": "banen",
    "werknemersbanen-aandeel-focus": "aandeel in de banen",
    "vacatures": "vacatures",
    "vacatures-aandeel-focus": "aandeel in de vacatures",
    "vacaturegraad": "vacaturegraad",
    "spanning": "krapte",
    "werknemers-60plus": "werknemers van 60 jaar en ouder",
    "vestigingen": "vestigingen",
    "oprichtingen": "oprichtingen",
    "studenten-mbo": "mbo-studenten",
    "studenten-ho": "studenten in hbo en wo",
}
STANDARD, DEFINITIONS = definitions_to_choose()  # nothing where the agenda leaves no choice
_SECTORS = [*NAMED, FOCUS, OTHER, "totaal"]


@dataclass(frozen=True)
class BySector:
    """An indicator in the sectors of one place: for each sector its line, which may be empty."""

    indicator: Indicator
    place: str
    lines: dict[str, Line]

    @cached_property
    def period(self) -> str:
        """The newest period of any of the sectors."""
        return max((point.period for each in self.lines.values() for point in each.points), default="")

    def point(self, sector: str) -> Point | None:
        """The figure of a sector in the newest period."""
        return self.lines[sector].at(self.period)


def choose_definition() -> str:
    """Let the reader choose what counts as Techniek; the choice is in the address. Its name in agenda/focus_sectors.toml.

    Nothing is drawn, and the name is empty, where the agenda leaves no choice.
    """
    if not DEFINITIONS:
        return STANDARD
    names = {key: definition.naam for key, definition in DEFINITIONS.items()}
    return address.choose("Wat hoort bij Techniek?", "techniek", names, STANDARD)


def available() -> list[str]:
    """The indicators of this page that the dashboard has per sector."""
    return [key for key in WANTED if key in INDICATORS and INDICATORS[key].by_sector]


def lacking() -> list[str]:
    """In words what the page would show, but what is not there per sector."""
    return [words for key, words in WANTED.items() if key not in available()]


def by_sector(view: View, key: str, techniek: str) -> BySector:
    """The lines of an indicator in each sector, of the view's place or the nearest around it that has a series."""
    region = nearest_with_series(view.figures, key, view.region) or view.region
    lines = sector_lines(view.figures, key, region, _SECTORS, techniek)
    own = {sector: each.between(view.van, view.tot) for sector, each in lines.items()}
    place, _ = told_apart(view.figures.regions[region], view.place)
    return BySector(INDICATORS[key], place.name, own)


def focus_table(view: View, techniek: str) -> Table:
    """Every indicator in each sector, with period and the statuses that figures in the row have."""
    columns = ["Indicator", *(sector_name(sector) for sector in _SECTORS), "Periode", "Gebied"]
    rows = []
    for key in available():
        found = by_sector(view, key, techniek)
        if not found.period:
            continue
        points = [found.point(sector) for sector in _SECTORS]
        cells = [_cell(found.indicator, point) for point in points]
        status = dutch.listed(list(dict.fromkeys(point.status for point in points if point)))
        rows.append([found.indicator.with_unit, *cells, f"{dutch.short_period(found.period)}, {status}", found.place])
    return Table("De focussectoren in cijfers", columns, rows, set(range(1, len(_SECTORS) + 1)),
                 "Een streep betekent dat de bron dit cijfer niet geeft of dat het niet bestaat.")  # fmt: skip


def why_not_there(view: View, techniek: str) -> str:
    """Why this definition of Techniek leaves out figures of this page; empty where it leaves out none."""
    shown_of = {key: nearest_with_series(view.figures, key, view.region) or view.region for key in available()}
    found = [left_out(view.figures, INDICATORS[key], techniek, [region]) for key, region in shown_of.items()]
    return " ".join(dict.fromkeys(filter(None, found)))


def draw_sectors(view: View, key: str, techniek: str) -> None:
    """The focus sectors as bars, with the rest or, for a share, all of them together."""
    found = by_sector(view, key, techniek)
    wanted = [*NAMED, FOCUS if found.indicator.is_percentage else OTHER]
    there = [(sector, point) for sector in wanted if (point := found.point(sector))]
    if len(there) < 2:
        return
    rows = pd.concat([found.lines[sector].rows for sector, _ in there])
    rows = rows[rows["periode"] == found.period]
    named = {sector: point for sector, point in there if sector in NAMED} or dict(there)
    lacking = dutch.listed([sector_name(sector) for sector in NAMED if not found.point(sector)])
    without = f"Over {lacking} is er geen cijfer. " if lacking else ""
    title, finding = highest(found.indicator, named, "andere focussectoren" if lacking else "focussectoren")
    draw_chart(
        view,
        shown(view, key, max(named, key=lambda sector: named[sector].value), techniek),
        places(found.indicator, [(sector_name(sector), point, sector in NAMED) for sector, point in there]),
        Telling(
            name="focus",
            title=f"{found.indicator.label}: {f'zonder {lacking}' if lacking else title}",
            subtitle=f"{unit_of(rows)}, {found.place}, {dutch.period(found.period)}; gearceerd is om mee te vergelijken",
            finding=without + finding,
        ),
        series_table(f"{found.indicator.label} per sector, {found.place}", rows, newest_first=False),
        rows,
        [str(rows["regiocode"].iloc[0])],
    )


def highest(indicator: Indicator, named: Mapping[str, Point], among: str = "focussectoren") -> tuple[str, str]:
    """Which sector has the highest figure, as a title and as a sentence; more than one where margins or rounding may explain
    that one is higher. `among` is what these sectors are called together."""
    most = max(named, key=lambda sector: named[sector].value)
    alike = [sector for sector in named if sector == most or not differs(named[most], named[sector])]
    names = [sector_name(sector) for sector in alike]
    figures = [dutch.amount_of(indicator, named[sector].value) for sector in alike]
    if len(named) == 1:
        return names[0], f"{names[0]} heeft {figures[0]}."
    title = f"van de {among} {'het hoogst' if indicator.is_ratio else 'de meeste'} in {dutch.listed(names)}"
    if len(alike) == len(named):
        title = f"ongeveer gelijk in de {among}"
    if len(alike) == 1:
        return title, f"Van de {among} heeft {names[0]} het hoogste cijfer: {figures[0]}."
    each = dutch.listed([f"{name} ({figure})" for name, figure in zip(names, figures, strict=True)])
    apart = "het verschil valt" if len(alike) == 2 else "de verschillen vallen"
    within = uncertainty(*(named[sector] for sector in alike))
    return title, f"Van de {among} hebben {each} de hoogste cijfers: {apart} binnen {within}."


def definition_table(view: View) -> Table:
    """For each definition of Techniek the figure of every indicator, and how much that differs from the standard one."""
    keys = [key for key in available() if by_sector(view, key, STANDARD).point("techniek")]
    columns = ["Wat telt als Techniek", *(INDICATORS[key].with_unit for key in keys)]
    standard = {key: by_sector(view, key, STANDARD).point("techniek") for key in keys}
    rows = []
    for name, definition in DEFINITIONS.items():
        cells = [_effect(INDICATORS[key], standard[key], by_sector(view, key, name).point("techniek")) for key in keys]
        rows.append([definition.naam + (" (standaard)" if name == STANDARD else ""), *cells])
    return Table("Techniek bij elke afbakening", columns, rows, set(range(1, len(columns))),
                 "Tussen haakjes het verschil met de standaard. Een streep: de bron geeft Techniek niet zo.")  # fmt: skip


def draw_definitions(view: View) -> None:
    """What the choice of definition does to the figures."""
    if not DEFINITIONS:
        return
    draw("changes", title="Wat doet de afbakening van Techniek?", tables=[definition_table(view)],
         text="Er is geen officiële grens van de sector Techniek. Een andere grens geeft een ander cijfer.")  # fmt: skip


def _effect(indicator: Indicator, standard: Point | None, point: Point | None) -> str:
    if point is None:
        return "–"
    value = dutch.amount_of(indicator, point.value)
    if standard is None or point.value == standard.value:
        return value
    points = " procentpunt" if indicator.is_percentage else ""
    return f"{value} ({dutch.number(point.value - standard.value, indicator.decimals, sign=True)}{points})"


def _cell(indicator: Indicator, point: Point | None) -> str:
    return dutch.amount_of(indicator, point.value) if point else "–"
