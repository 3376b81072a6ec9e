"""Welke cijfers zijn er, en hoe neem ik ze mee?"""

from indicators.registry import INDICATORS
from pages.components import address, dutch
from pages.components.chosen_figures import (
    choose_rows,
    choose_selection,
    draw_ways_to_share,
    links_by_indicator,
    links_to_all,
    not_there_yet,
    sheet_of,
)
from pages.components.html import draw
from pages.components.view import View, current_view


def draw_page(view: View) -> None:
    draw("head", title="Gegevens en downloads", place="", paragraphs=[_WHAT])
    selection = choose_selection(view)
    if not selection.keys or not selection.regions:
        address.not_here("volgorde", "blad")
        draw("notice", kind="empty", strong="Nog niets te zien.", text="Kies minstens één indicator en één gebied.")
        return
    rows, sheet = choose_rows(view, selection)
    draw("count", rows=dutch.counted(len(rows), "rij", "rijen"), example=view.figures.example)
    missing = not_there_yet(view, selection, rows)
    if rows.empty:
        text = missing or "Voor deze keuze zijn er geen cijfers. Kies andere jaren of gebieden."
        draw("notice", kind="empty", strong="Geen cijfers.", text=text)
        return
    if missing:
        draw("notice", kind="note", strong="Niet alles is er.", text=missing)
    draw("take", links=links_to_all(selection))
    draw("data", table=sheet_of(rows, sheet), definitions=[INDICATORS[key] for key in selection.keys])
    draw_ways_to_share(view, selection, rows)
    draw("addresses", links=links_by_indicator(view, selection))


_WHAT = "Kies indicatoren, gebieden en sectoren. De jaren kiest u in het menu. Wat u kiest staat in het adres van deze pagina."

draw_page(current_view())
