"""Hoeveel inwoners werken, en hoeveel zijn er werkloos?"""

from pages.components import topic
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    topic.draw_headline(view, "netto-arbeidsparticipatie", "Participatie en werkloosheid")
    topic.draw_key_figures(view, ["netto-arbeidsparticipatie", "bruto-arbeidsparticipatie", "werkloosheid", "beroepsbevolking"])
    topic.draw_trend(view, "netto-arbeidsparticipatie")
    topic.draw_places(view, "netto-arbeidsparticipatie")
    topic.draw_trend(view, "werkloosheid")
    topic.draw_printed(view, "netto-arbeidsparticipatie")


draw_page(current_view())
