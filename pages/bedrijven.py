"""Hoeveel bedrijven zijn er, en hoeveel komen erbij?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "vestigingen", "Bedrijven")
    topic.draw_key_figures(view, ["vestigingen", "oprichtingen"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "vestigingen", in_headline=True)
    topic.draw_trend(view, "oprichtingen")
    topic.draw_sectors(view, "vestigingen")
    topic.draw_places(view, "vestigingen")


view = current_view()
draw_head(view)
draw_lines(choose_look(view, "vestigingen", "oprichtingen"))
