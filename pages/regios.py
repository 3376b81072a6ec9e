"""Hoe staat de regio ervoor naast de andere regio's, en hoe verschillen de gemeenten?"""

import streamlit as st

from indicators.registry import INDICATORS
from pages.components import address, dutch
from pages.components.comparing import GROUPS, compare, draw_comparison, draw_nothing, members, newest_full, periods
from pages.components.html import draw
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View, key: str, group: str, period: str) -> None:
    codes, notes = members(view, group)
    for note in notes[:1]:
        draw("notice", kind="note", strong=_ABOUT[group], text=note)
    if period:
        draw_comparison(view, compare(view, key, group, codes, period))
    elif len(codes) > 1:
        draw_nothing(view, key, group, codes)
    for note in notes[1:]:
        draw("notice", kind="note", strong="", text=note)


_ABOUT = {"regio": "Let op.", "vergelijkbaar": "Vergelijkbaar.", "gemeenten": "Gemeenten."}
view = current_view()
draw(
    "head",
    title="Regio's vergelijken",
    place="",
    paragraphs=["Kies een indicator en welke gebieden u naast elkaar wilt zien. De sector kiest u in het menu."],
)
what, where, when = st.columns(3)
with what:
    labels = {each: indicator.label for each, indicator in INDICATORS.items()}
    key = address.choose("Indicator", "cijfer", labels, "netto-arbeidsparticipatie")
with where:
    group = address.choose("Welke gebieden?", "groep", GROUPS, "regio")
codes = members(view, group)[0]
known = periods(view, key, codes)
period = ""
if known:
    with when:
        named = {each: dutch.period(each) for each in known}
        period = address.choose("Periode", "periode", named, newest_full(view, key, codes, known))
else:
    address.not_here("periode")
draw_page(view, key, group, period)
