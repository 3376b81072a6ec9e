"""The figures that a visitor chose on the page Gegevens: which, in which order, and how to take them along."""

from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from indicators.absence import to_come
from indicators.query import BadQuestion
from indicators.registry import INDICATORS
from indicators.sectors import SECTORS, sector_name, sector_rank
from indicators.selection import ORDERS, Selection, selected
from indicators.tables import indicator_table
from pages.components import address, dutch
from pages.components.citing import bibtex, citation, data_address, fixed_address, python_line, r_line
from pages.components.downloads import FORMS, Link, series_links
from pages.components.html import draw
from pages.components.tables import Table, series_table
from pages.components.view import View

SHOWN = 200  # rows of one sheet


def choose_selection(view: View) -> Selection:
    """Indicators, regions and sectors from this page; years, and the sector where none is chosen here, from the menu."""
    labels = {key: each.label for key, each in INDICATORS.items()}
    keys = address.choose_several("Indicatoren", "indicator", labels, ["netto-arbeidsparticipatie"], "Kies indicatoren")
    regions = address.choose_several(
        "Gebieden", "gebieden", view.figures.distinct_names, [view.region, *view.benchmarks], "Kies gebieden"
    )
    known = set(SECTORS)
    known |= {sector for key in keys for sector in indicator_table(view.figures, key)["sector"].unique()}
    sectors = {sector: sector_name(sector) for sector in sorted(known, key=sector_rank)}
    chosen = address.choose_several("Sectoren", "sectoren", sectors, [], "Alle sectoren, of die van het menu")
    if not chosen and view.sector != "totaal":
        chosen = [view.sector]
    return Selection(tuple(keys), tuple(regions), tuple(chosen), str(view.van or ""), str(view.tot or ""))


def choose_rows(view: View, selection: Selection) -> tuple[pd.DataFrame, int]:
    """All rows of a selection in the order that the visitor chose, and the number of the sheet of them to show."""
    order, sheet = st.columns(2)
    with order:
        chosen = address.choose("Volgorde", "volgorde", ORDERS, "indicator")
    try:
        rows = selected(view.figures, selection, chosen)
    except BadQuestion:  # years in the wrong order, of which the frame says so
        rows = pd.DataFrame()
    with sheet:
        return rows, address.choose_sheet("Blad", "blad", max(1, -(-len(rows) // SHOWN)))


def not_there_yet(view: View, selection: Selection, rows: pd.DataFrame) -> str:
    """Which data are not there yet of the indicators without a row in any year; empty where none is missing."""
    there = set() if rows.empty else set(rows["indicator"])
    to_be_added = {key: to_come(view.figures, INDICATORS[key]) for key in selection.keys if key not in there}
    said = (
        text
        for key, text in to_be_added.items()
        if text and selected(view.figures, replace(selection, keys=(key,), van="", tot="")).empty
    )
    return " ".join(dict.fromkeys(said))


def sheet_of(rows: pd.DataFrame, number: int) -> Table:
    """One sheet of the table: only these rows are put into words, however many there are."""
    first = SHOWN * (number - 1)
    what = dutch.listed([INDICATORS[key].label for key in rows["indicator"].unique()])
    table = series_table(what, rows.iloc[first : first + SHOWN], newest_first=False)
    last = dutch.number(min(first + SHOWN, len(rows)))
    note = f"Rij {dutch.number(first + 1)} tot en met {last} van de {dutch.number(len(rows))}; een download heeft ze allemaal."
    return replace(table, note=note if len(rows) > SHOWN else "")


def links_to_all(selection: Selection) -> list[Link]:
    """Downloads of the whole selection as one table, in each of the forms."""
    return [Link(data_address("/", selection, ending, **more), words) for ending, more, words in FORMS]


def links_by_indicator(view: View, selection: Selection) -> dict[str, list[Link]]:
    """Downloads of each indicator of the selection by itself, under its name."""
    found = {}
    for key in selection.keys:
        sectors = selection.sectors if INDICATORS[key].by_sector else ()
        found[INDICATORS[key].label] = series_links(key, selection.regions, sectors, view.van, view.tot)
    return found


def draw_ways_to_share(view: View, selection: Selection, rows: pd.DataFrame) -> None:
    """Texts to copy: links, citations, and lines of code that read the same figures."""
    site = address.site()
    api = data_address(site, selection, "csv")
    fixed = fixed_address(api, view.version)
    asked = selection.asked()
    here = {"indicator": asked["indicator"], "gebieden": asked["regio"], "sectoren": asked.get("sector", "")}
    kept = {name: value for name, value in {**here, "van": selection.van, "tot": selection.tot}.items() if value}
    texts = {
        "Link naar deze pagina met deze keuze": f"{site}gegevens?{urlencode(kept, safe=',')}",
        "Adres voor programma's (API), altijd de nieuwste cijfers": api,
        "Hetzelfde, met precies deze cijfers, zolang deze versie bewaard blijft": fixed,
        "Verwijzing voor in een tekst": citation(view.figures, rows, fixed),
        "BibTeX": bibtex(view.figures, rows, fixed),
        "Inlezen met Python": python_line(api),
        "Inlezen met R": r_line(api),
    }
    with st.expander("Delen, citeren en inlezen in Python of R"):
        for what, text in texts.items():
            draw("label", text=what)
            st.code(text, language=None, wrap_lines=True)
