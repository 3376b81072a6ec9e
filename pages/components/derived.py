"""How one figure came about: which one a visitor asks about, its formula, what goes into that, and the cells of the source."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.absence import elsewhere, left_out
from indicators.derivation import Derivation, derivation
from indicators.lines import nearest_with_series
from indicators.registry import INDICATORS
from indicators.sectors import WITH_TECHNIEK, sector_name
from indicators.tables import indicator_table
from pages.components import address, dutch, topic
from pages.components.focus import STANDARD, choose_definition
from pages.components.html import draw
from pages.components.shown import sector_of, shown
from pages.components.sources import source_note
from pages.components.tables import Table
from pages.components.view import View, drawn_once


@dataclass(frozen=True)
class Asked:
    """The figures of one indicator in one region and sector, under one definition of Techniek."""

    key: str
    region: str
    sector: str
    techniek: str

    def rows(self, view: View) -> pd.DataFrame:
        """Their rows, in time order for each frequency."""
        table = indicator_table(view.figures, self.key, self.techniek, [self.region])
        return table[table["sector"] == self.sector]

    def periods(self, view: View) -> list[str]:
        """The periods that have a figure, newest first; those of the indicator's own frequency before others."""
        rows = self.rows(view)
        rows = rows[rows["waarde"].notna()]
        own = rows["frequency"] == INDICATORS[self.key].frequency
        return [*rows[own]["periode"][::-1], *rows[~own]["periode"][::-1]]


def choose_figure(view: View) -> tuple[Asked, str]:
    """The figures that a visitor asks about, and of which period; the period is empty where there is no figure."""
    labels = {key: indicator.label for key, indicator in INDICATORS.items()}
    what, when = st.columns(2)
    with what:
        key = address.choose("Indicator", "indicator", labels, "netto-arbeidsparticipatie")
    asked = _asked(view, key)
    periods = asked.periods(view)
    if not periods:
        address.not_here("periode")
        return asked, ""
    with when:
        address.forget_unless(periods, "periode", because=key)
        named = {each: dutch.period(each) for each in periods}
        return asked, address.choose("Periode", "periode", named, periods[0])


def _asked(view: View, key: str) -> Asked:
    # Where no source has a series, a document may still have a figure of the region itself.
    region = nearest_with_series(view.figures, key, view.region) or view.region
    sector = sector_of(view, INDICATORS[key])
    if INDICATORS[key].by_sector and sector in WITH_TECHNIEK:
        return Asked(key, region, sector, choose_definition())
    address.not_here("techniek")
    return Asked(key, region, sector, STANDARD)


def draw_no_figure(view: View, asked: Asked) -> None:
    """Why none of these figures is there."""
    indicator = INDICATORS[asked.key]
    why = left_out(view.figures, indicator, asked.techniek, [asked.region], [asked.sector])
    topic.draw_absence(view, indicator, why or elsewhere(view.figures, indicator, asked.region, asked.sector))


@drawn_once
def draw_derivation(view: View, asked: Asked, period: str) -> None:
    """The figure, its formula, its inputs and the cells behind it; only worked out when someone asks."""
    found = derivation(view.figures, asked.key, asked.region, period, asked.sector, asked.techniek)
    topic.draw_stand_in(view, shown(view, asked.key))
    rows = asked.rows(view)
    draw(
        "derivation",
        found=found,
        value=dutch.amount_of(found.indicator, found.value),
        unit=found.unit.removeprefix("% "),
        margin=dutch.bounds(found.lower, found.upper, found.indicator.decimals),
        period=dutch.period(period),
        sector="" if asked.sector == "totaal" else sector_name(asked.sector),
        source=source_note(view.figures, rows[rows["periode"] == period]),
        inputs=_inputs(found),
        cells=_cells(found),
    )


def _inputs(found: Derivation) -> Table:
    """What goes into the formula; what is an indicator itself has no column."""
    rows = [
        [each.what, each.column or "zelf berekend", dutch.short_period(each.period), dutch.trimmed(each.value)]
        for each in found.inputs
    ]
    return Table("Wat er in de formule gaat", ["Invoer", "Kolom in de bron", "Periode", "Waarde"], rows, {3})


def _cells(found: Derivation) -> Table:
    """The cells as their source gives them, with the stored bytes that they were read from below."""
    sectors = {cell.sector for cell in found.cells} - {"totaal"}
    columns = ["Gebied", "Tabel", "Kolom in de bron", *(["Sector"] if sectors else []), "Periode", "Waarde", "Eenheid", "Status"]
    rows = [
        [
            f"{cell.name} ({cell.region})",
            cell.source.table,
            cell.column,
            *([sector_name(cell.sector)] if sectors else []),
            dutch.short_period(cell.period),
            dutch.trimmed(cell.value),
            _unit(cell.unit, cell.factor),
            cell.status,
        ]
        for cell in found.cells
    ]
    snapshots = dutch.listed(list(dict.fromkeys(cell.snapshot for cell in found.cells)))
    note = f"Gelezen uit de bewaarde bestanden van {snapshots}."
    summed = any(cell.flows > 1 for cell in found.cells)
    title = "Sommen van cellen van de bron" if summed else "De cellen van de bron, zoals die ze geeft"
    return Table(title, columns, rows, {columns.index("Waarde")}, note)


def _unit(unit: str, factor: int) -> str:
    return unit if factor == 1 or str(factor) in unit else f"{unit} (1 is {dutch.number(factor)})"
