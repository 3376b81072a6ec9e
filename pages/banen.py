"""Hoeveel banen van werknemers zijn er, groeien de focussectoren, en hoeveel werknemers zijn 60 jaar of ouder?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LINES = ("werknemersbanen", "werknemersbanen-aandeel-focus", "werknemers-60plus")


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "werknemersbanen", "Banen van werknemers")
    topic.draw_key_figures(view, ["werknemersbanen", ("werknemersbanen", "focus"), *LINES[1:]])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "werknemersbanen", in_headline=True)
    if view.sector == "totaal":
        topic.draw_trend(view, "werknemersbanen", "focus")
    topic.draw_trend(view, "werknemersbanen-aandeel-focus")
    topic.draw_trend(view, "werknemers-60plus")
    topic.draw_sectors(view, "werknemersbanen")
    topic.draw_places(view, "werknemersbanen")
    draw_printed(view, *LINES)


view = current_view()
draw_head(view)
draw_lines(choose_look(view, *LINES))
