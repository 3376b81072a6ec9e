"""A chart in a frame of its own: message, unit and place above it; source, table, calculation and downloads below."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators.indicator import Indicator
from pages.components.downloads import Link, calculation_link, series_links
from pages.components.html import draw
from pages.components.sentences import meaning
from pages.components.shown import Shown
from pages.components.sources import source_note
from pages.components.tables import Table
from pages.components.view import View


@dataclass(frozen=True)
class Telling:
    """The words round a chart: its message, what it shows, what it says, and what its file and key are called.

    `files` stands beside the downloads where these hold other figures than the chart. What it says stands in the frame, unless
    it was `said_above`; in the text alternative it always is.
    """

    name: str
    title: str
    subtitle: str
    finding: str
    files: str = ""
    said_above: bool = False


@dataclass(frozen=True)
class Reading:
    """How to read a chart: what it shows, how it was made, and what to mind."""

    definition: str
    calculation: str
    caveats: tuple[str, ...] = ()


def draw_chart(
    view: View, found: Shown, figure: go.Figure, told: Telling, table: Table, rows: pd.DataFrame, regions: list[str]
) -> None:
    """The chart of an indicator in a view, with the downloads of its series in the sectors of the rows."""
    indicator = found.indicator
    sectors = list(dict.fromkeys(rows["sector"])) if indicator.by_sector else []
    links = series_links(indicator.key, regions, sectors, view.van, view.tot, found.techniek)
    source, calculation = source_note(view.figures, rows), calculation_link(view, found)
    reading = reading_of(indicator, sectors)
    draw_card(f"{indicator.key}-{told.name}", figure, told, source, table, reading, links, calculation)


def reading_of(indicator: Indicator, sectors: Sequence[str]) -> Reading:
    """How to read a chart of an indicator; where it shows one sector, the definition is about that."""
    definition = meaning(indicator, sectors[0]) if len(sectors) == 1 else indicator.definition
    return Reading(definition, indicator.calculation, indicator.caveats)


def draw_card(
    key: str, figure: go.Figure, told: Telling, source: str, table: Table, reading: Reading, links: list[Link],
    calculation: str = "",
) -> None:  # fmt: skip
    """A chart in a frame of its own: message, unit and place above it; source, table, calculation and downloads below.

    `calculation` is the address where one figure can be followed to its cells; empty where there is none.
    """
    with st.container(border=True, key=f"kader-{key}"):
        draw("chart_head", told=told)
        st.plotly_chart(figure, key=key, config={"displayModeBar": False}, alt=f"{told.title}. {told.finding}")
        foot = {"source": source, "table": table, "reading": reading, "calculation": calculation}
        draw("chart_foot", **foot, told=told, name=key, links=links)
