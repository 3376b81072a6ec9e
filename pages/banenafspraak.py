"""Hoeveel extra banen zijn er voor mensen uit het doelgroepregister, en hoe ver is de regio?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "banenafspraak", "Banenafspraak")
    topic.draw_key_figures(view, ["banenafspraak", "banenafspraak-realisatie"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "banenafspraak", in_headline=True)
    topic.draw_trend(view, "banenafspraak-realisatie")
    topic.draw_places(view, "banenafspraak")


view = current_view()
draw_head(view)
draw_lines(choose_look(view, "banenafspraak", "banenafspraak-realisatie"))
