"""Hoeveel mensen hebben een WW- of bijstandsuitkering?"""

from pages.components import topic
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    topic.draw_headline(view, "ww", "Uitkeringen")
    topic.draw_key_figures(view, ["ww", "bijstand", "bijstandsuitkeringen"])
    topic.draw_trend(view, "ww")
    topic.draw_trend(view, "bijstand")
    topic.draw_places(view, "bijstand")


draw_page(current_view())
