"""Hoe gebruik ik dit dashboard, en wat betekenen de woorden?"""

from pathlib import Path

import streamlit as st

from indicators.agenda import glossary
from pages.components.html import draw
from pages.components.view import View, current_view

HANDBOOK = Path(__file__).parent.parent / "docs" / "handleiding.md"


def draw_page(view: View) -> None:
    draw("head", title="Uitleg", place="", paragraphs=["Zo leest u de cijfers, en zo neemt u ze mee."])
    st.markdown(HANDBOOK.read_text(encoding="utf-8").partition("\n")[2])
    draw("glossary", terms=list(glossary().values()))


draw_page(current_view())
