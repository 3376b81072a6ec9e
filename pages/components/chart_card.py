"""A chart in a frame of its own: message, unit and place above it; source, table, calculation and downloads below."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components.downloads import calculation_link, series_links
from pages.components.html import draw
from pages.components.shown import Shown
from pages.components.sources import source_note
from pages.components.tables import Table
from pages.components.view import View


@dataclass(frozen=True)
class Telling:
    """The words round a chart: its message, what it shows, what it says, and what its file and key are called."""

    name: str
    title: str
    subtitle: str
    finding: str


def draw_chart(
    view: View, found: Shown, figure: go.Figure, told: Telling, table: Table, rows: pd.DataFrame, regions: list[str]
) -> None:
    """A chart in a frame of its own: message, unit and place above it; source, table, calculation and downloads below."""
    indicator = found.indicator
    with st.container(border=True, key=f"kader-{indicator.key}-{told.name}"):
        draw("chart_head", told=told)
        st.plotly_chart(
            figure, key=f"{indicator.key}-{told.name}", config={"displayModeBar": False}, alt=f"{told.title}. {told.finding}"
        )
        draw(
            "chart_foot",
            source=source_note(view.figures, rows),
            table=table,
            indicator=indicator,
            name=f"{indicator.key}-{told.name}",
            calculation=calculation_link(view, found),
            links=series_links(indicator.key, regions, [found.sector] if indicator.by_sector else [], view.van, view.tot),
        )
