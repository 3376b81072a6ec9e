"""Hoeveel extra banen zijn er voor mensen uit het doelgroepregister, en hoe ver is de regio?"""

from pages.components import topic
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    topic.draw_headline(view, "banenafspraak", "Banenafspraak")
    topic.draw_key_figures(view, ["banenafspraak", "banenafspraak-realisatie"])
    topic.draw_trend(view, "banenafspraak")
    topic.draw_trend(view, "banenafspraak-realisatie")
    topic.draw_places(view, "banenafspraak")


draw_page(current_view())
