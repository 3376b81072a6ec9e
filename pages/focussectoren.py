"""Hoe staan de focussectoren van de agenda ervoor?"""

from indicators.sectors import FOCUS, NAMED, NAMED_IN_WORDS
from pages.components import dutch
from pages.components.focus import (
    DEFINITIONS,
    available,
    choose_definition,
    draw_definitions,
    draw_sectors,
    focus_table,
    lacking,
    why_not_there,
)
from pages.components.html import draw
from pages.components.shown import shown
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View, techniek: str) -> None:
    share = shown(view, "werknemersbanen-aandeel-focus", FOCUS, techniek).said
    text = " ".join(filter(None, [share, f"Techniek is hier: {DEFINITIONS[techniek].naam}." if techniek else ""]))
    draw("changes", title="In één tabel", text=text, tables=[focus_table(view, techniek)])
    if why := why_not_there(view, techniek):
        draw("notice", kind="note", strong="Let op.", text=why)
    for key in available():
        draw_sectors(view, key, techniek)
    draw_definitions(view)
    if lacking():
        words = f"geeft de bron niet per sector, of het dashboard heeft ze nog niet: {dutch.listed(lacking())}."
        draw("notice", kind="note", strong="Deze cijfers", text=words)


_SECTORS, _BESIDE = (
    ("deze sectoren", "U ziet ze hier naast elkaar.") if len(NAMED) > 1 else ("één sector", "U ziet haar naast de rest.")
)
view = current_view()
draw(
    "head",
    title="Focussectoren",
    place=view.place.with_level,
    paragraphs=[f"De agenda kiest voor {_SECTORS}: {NAMED_IN_WORDS}. {_BESIDE}"],
)
techniek = choose_definition()
draw_page(view, techniek)
