"""Hoe gebruik ik dit dashboard, en wat betekenen de woorden?"""

import re
from pathlib import Path

import streamlit as st

from indicators.agenda import glossary
from pages.components.html import draw
from pages.components.tables import Table
from pages.components.view import View, current_view

HANDBOOK = Path(__file__).parent.parent / "docs" / "handleiding.md"
_TABLE = re.compile(r"^(.+):\n\n((?:\|.*\n)+)", re.MULTILINE)


def draw_page(view: View) -> None:
    draw("head", title="Uitleg", place="", paragraphs=["Zo leest u de cijfers, en zo neemt u ze mee."])
    parts = _TABLE.split(HANDBOOK.read_text(encoding="utf-8").partition("\n")[2])
    st.markdown(parts[0])
    for caption, table, text in zip(*(parts[n::3] for n in (1, 2, 3)), strict=True):
        draw("plain_table", table=table_of(caption, table))
        st.markdown(text)
    draw("glossary", terms=list(glossary().values()))


def table_of(caption: str, markdown: str) -> Table:
    """A table of the handbook as a table of a page: Streamlit draws one of Markdown without a caption and without scopes."""
    columns, _, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in markdown.splitlines()]
    return Table(caption, columns, rows)


draw_page(current_view())
