"""Hoeveel banen van werknemers zijn er, en groeien de focussectoren?"""

from pages.components import topic
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    topic.draw_headline(view, "werknemersbanen", "Banen van werknemers")
    topic.draw_key_figures(view, ["werknemersbanen", ("werknemersbanen", "focus"), "werknemersbanen-aandeel-focus"])
    topic.draw_trend(view, "werknemersbanen", "focus")
    topic.draw_trend(view, "werknemersbanen-aandeel-focus")
    topic.draw_sectors(view, "werknemersbanen")
    topic.draw_places(view, "werknemersbanen")
    topic.draw_printed(view, "werknemersbanen")


draw_page(current_view())
