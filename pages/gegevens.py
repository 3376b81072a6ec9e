"""Welke cijfers zijn er, en hoe neem ik ze mee?"""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from indicators.export import to_csv
from indicators.query import series
from indicators.registry import INDICATORS
from indicators.sectors import sector_name
from pages.components import address, dutch
from pages.components.downloads import series_links
from pages.components.html import draw
from pages.components.tables import series_table
from pages.components.view import View, current_view

SHOWN = 200


def draw_page(view: View) -> None:
    figures = view.figures
    draw(
        "head",
        title="Gegevens en downloads",
        place="",
        paragraphs=["Kies indicatoren en gebieden. De jaren kiest u in het menu."],
    )
    keys = address.choose_several(
        "Indicatoren",
        "indicator",
        {key: each.label for key, each in INDICATORS.items()},
        ["netto-arbeidsparticipatie"],
        "Kies indicatoren",
    )
    names = {code: region.name for code, region in figures.regions.items()}
    regions = address.choose_several("Gebieden", "gebieden", names, [view.region, *view.benchmarks], "Kies gebieden")
    sectors = [view.sector] if view.sector != "totaal" else []
    if not keys or not regions:
        draw("notice", kind="empty", strong="Nog niets te zien.", text="Kies minstens één indicator en één gebied.")
        return
    rows = pd.concat(
        [series(figures, key, regions, sectors if INDICATORS[key].by_sector else [], view.van, view.tot) for key in keys]
    )
    what = dutch.listed([INDICATORS[key].label for key in keys])
    sector = f", {sector_name(view.sector)}" if sectors else ""
    draw("count", rows=dutch.number(len(rows)), example=figures.example)
    draw_downloads(rows)
    draw(
        "data",
        table=series_table(f"{what}{sector}", rows, most=SHOWN, newest_first=False),
        definitions=[INDICATORS[key] for key in keys],
    )
    draw("addresses", links={INDICATORS[key].label: series_links(key, regions, sectors, view.van, view.tot) for key in keys})


def draw_downloads(rows: pd.DataFrame) -> None:
    """Both forms of CSV, for all that was chosen; the bytes are made when someone asks for them."""
    day = datetime.now(UTC).date().isoformat()
    with st.container(horizontal=True):
        st.download_button(
            "CSV voor Excel", lambda: to_csv(rows, "nl"), f"arbeidsmarkt-{day}.csv", "text/csv", on_click="ignore", type="primary"
        )
        st.download_button(
            "CSV internationaal", lambda: to_csv(rows), f"arbeidsmarkt-{day}-int.csv", "text/csv", on_click="ignore"
        )


draw_page(current_view())
