"""Hoeveel mensen hebben een WW- of bijstandsuitkering?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "ww", "Uitkeringen")
    topic.draw_key_figures(view, ["ww", "bijstand", "bijstandsuitkeringen"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "ww", in_headline=True)
    topic.draw_trend(view, "bijstand")
    topic.draw_places(view, "bijstand")


view = current_view()
draw_head(view)
draw_lines(choose_look(view, "ww", "bijstand"))
