"""Hoeveel inwoners werken, en hoeveel zijn er werkloos?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "netto-arbeidsparticipatie", "Participatie en werkloosheid")
    topic.draw_key_figures(view, ["netto-arbeidsparticipatie", "bruto-arbeidsparticipatie", "werkloosheid", "beroepsbevolking"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "netto-arbeidsparticipatie")
    topic.draw_places(view, "netto-arbeidsparticipatie")
    topic.draw_trend(view, "werkloosheid")
    topic.draw_printed(view, "netto-arbeidsparticipatie")


view = current_view()
draw_head(view)
draw_lines(choose_look(view, "netto-arbeidsparticipatie", "werkloosheid"))
