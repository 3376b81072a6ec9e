"""Hoeveel bedrijven zijn er, en hoeveel komen erbij?"""

from pages.components import topic
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    topic.draw_headline(view, "vestigingen", "Bedrijven")
    topic.draw_key_figures(view, ["vestigingen", "oprichtingen"])
    topic.draw_trend(view, "vestigingen")
    topic.draw_trend(view, "oprichtingen")
    topic.draw_sectors(view, "vestigingen")
    topic.draw_places(view, "vestigingen")


draw_page(current_view())
