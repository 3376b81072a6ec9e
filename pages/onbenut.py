"""Hoeveel mensen willen en kunnen (meer) werken, en bereikt de regio hen beter?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LINES = ("onbenut-arbeidspotentieel", "onbenut-aandeel")


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "onbenut-arbeidspotentieel", "Onbenut arbeidspotentieel")
    topic.draw_key_figures(view, ["onbenut-arbeidspotentieel", "werklozen", "semiwerklozen", "onderbenutte-deeltijders"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "onbenut-arbeidspotentieel", in_headline=True)
    topic.draw_trend(view, "onbenut-aandeel")
    topic.draw_places(view, "onbenut-aandeel")
    draw_printed(view, *LINES)


view = current_view()
draw_head(view)
draw_lines(choose_look(view, *LINES))
