"""Hoeveel vacatures staan er open, hoeveel daarvan in de focussectoren, en hoe krap is de arbeidsmarkt?"""

from pages.components import topic
from pages.components.focus import DEFINITIONS, choose_definition
from pages.components.html import draw
from pages.components.look import choose_look
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LINES = ("vacatures", "vacatures-aandeel-focus", "spanning", "vacaturegraad")


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "vacatures", "Vacatures en krapte")
    topic.draw_key_figures(view, ["vacatures", ("vacatures", "focus"), "vacatures-aandeel-focus", "spanning"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "vacatures", in_headline=True)
    topic.draw_sectors(view, "vacatures")


@drawn_once
def draw_share(view: View, techniek: str) -> None:
    topic.draw_trend(view, "vacatures-aandeel-focus", techniek=techniek)
    if techniek:
        words = "UWV deelt de sectoren zelf in: daarvan zijn er alleen cijfers bij de standaard."
        draw("notice", kind="note", strong="Techniek", text=f"is hier: {DEFINITIONS[techniek].naam}. {words}")
    topic.draw_trend(view, "spanning")
    topic.draw_trend(view, "vacaturegraad")
    topic.draw_places(view, "vacatures")
    draw_printed(view, *LINES)


view = current_view()
draw_head(view)
view = choose_look(view, *LINES)
draw_lines(view)
techniek = choose_definition()
draw_share(view, techniek)
