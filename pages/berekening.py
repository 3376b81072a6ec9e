"""Hoe is dit cijfer berekend, en uit welke cellen van de bron?"""

import streamlit as st

from indicators.absence import left_out
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
from pages.components.view import View, current_view, drawn_once


def draw_page(view: View) -> None:
    draw("head", title="Hoe is dit berekend?", place="", paragraphs=[_WHAT])
    labels = {key: indicator.label for key, indicator in INDICATORS.items()}
    what, when = st.columns(2)
    with what:
        key = address.choose("Indicator", "indicator", labels, "netto-arbeidsparticipatie")
    # Where no source has a series, a document may still have a figure of the region itself.
    region = nearest_with_series(view.figures, key, view.region) or view.region
    sector = sector_of(view, INDICATORS[key])
    if INDICATORS[key].by_sector and sector in WITH_TECHNIEK:
        techniek = choose_definition()
    else:
        techniek = STANDARD
        address.not_here("techniek")
    periods = periods_of(view, key, region, sector, techniek)
    if not periods:
        address.not_here("periode")
        why = left_out(view.figures, INDICATORS[key], techniek, [region], [sector])
        topic.draw_absence(view, INDICATORS[key], why)
        return
    with when:
        address.forget_unless(periods, "periode", because=key)
        named = {each: dutch.period(each) for each in periods}
        period = address.choose("Periode", "periode", named, periods[0])
    draw_derivation(view, key, region, sector, period, techniek)


def periods_of(view: View, key: str, region: str, sector: str, techniek: str) -> list[str]:
    """The periods that have a figure, newest first; those of the indicator's own frequency before others."""
    table = indicator_table(view.figures, key, techniek, [region])
    rows = table[(table["sector"] == sector) & table["waarde"].notna()]
    own = rows["frequency"] == INDICATORS[key].frequency
    return [*rows[own]["periode"][::-1], *rows[~own]["periode"][::-1]]


@drawn_once
def draw_derivation(view: View, key: str, region: str, sector: str, period: str, techniek: str) -> None:
    """The figure, its formula, its inputs and the cells behind it; only worked out when someone asks."""
    found = derivation(view.figures, key, region, period, sector, techniek)
    topic.draw_stand_in(view, shown(view, key))
    table = indicator_table(view.figures, key, techniek, [region])
    rows = table[(table["sector"] == sector) & (table["periode"] == period)]
    draw(
        "derivation",
        found=found,
        value=dutch.amount_of(found.indicator, found.value),
        unit=found.unit.removeprefix("% "),
        margin=dutch.bounds(found.lower, found.upper, found.indicator.decimals),
        period=dutch.period(period),
        sector="" if sector == "totaal" else sector_name(sector),
        source=source_note(view.figures, rows),
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


_WHAT = (
    "Kies een indicator en een periode; gebied en sector kiest u in het menu. "
    "U ziet de formule, wat erin gaat en de cellen van de bron."
)

draw_page(current_view())
