"""Waar werken de inwoners, en waar komen de mensen vandaan die hier werken?"""

from dataclasses import replace

import streamlit as st

from indicators.absence import to_come
from indicators.flows import Level, no_flows_of
from indicators.registry import INDICATORS
from pages.components import address, topic
from pages.components.flow_charts import commuting_place, draw_direction, draw_flows, flows, years
from pages.components.html import draw
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LEVELS = {"arbeidsmarktregio": "Per arbeidsmarktregio", "gemeente": "Per gemeente"}
KEYS = ["woon-werkbalans", "pendel-uitgaand", "pendel-inkomend"]


@drawn_once
def draw_balance(asked: View, view: View) -> None:
    topic.draw_headline(view, "woon-werkbalans", "Woon-werkverkeer")
    if view.region != asked.region:
        words = f"{no_flows_of(asked.place)} U ziet {view.place.said}."
        draw("notice", kind="stand-in", strong="Let op.", text=words)
    topic.draw_key_figures(view, KEYS)


@drawn_once
def draw_page(view: View, by: Level, year: str) -> None:
    found = flows(view, view.region, by, year)
    if found.outgoing.empty and found.incoming.empty:
        draw("notice", kind="empty", strong="Stromen.", text=f"Over {year} zijn er geen stromen van {view.place.said}.")
    else:
        draw_flows(view, found)
        draw_direction(view, found, "uitgaand")
        draw_direction(view, found, "inkomend")


@drawn_once
def draw_trends(view: View) -> None:
    for key in KEYS:
        topic.draw_trend(view, key)
    topic.draw_places(view, "woon-werkbalans")
    draw_printed(view, *KEYS)


asked = current_view()
view = replace(asked, region=commuting_place(asked))
draw_balance(asked, view)
known = years(view)
if known:
    when, what = st.columns(2)
    with when:
        year = address.choose("Jaar van de stromen", "jaar", {each: each for each in known}, known[0])
    with what:
        by = address.choose("Stromen", "per", LEVELS, view.place.level)
    draw_page(view, "gemeente" if by == "gemeente" else "arbeidsmarktregio", year)
else:
    address.not_here("jaar", "per")
    waiting = to_come(view.figures, INDICATORS["pendel-uitgaand"])
    text = waiting or "Voor deze jaren zijn er geen stromen tussen woonplaats en werk."
    draw("notice", kind="empty", strong="Stromen.", text=text)
draw_trends(view)
