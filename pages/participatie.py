"""Hoeveel inwoners werken, en hoeveel zijn er werkloos?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LINES = ("netto-arbeidsparticipatie", "werkloosheid")


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "netto-arbeidsparticipatie", "Participatie en werkloosheid")
    topic.draw_key_figures(view, ["netto-arbeidsparticipatie", "bruto-arbeidsparticipatie", "werkloosheid", "beroepsbevolking"])


@drawn_once
def draw_lines(view: View) -> None:
    topic.draw_trend(view, "netto-arbeidsparticipatie", in_headline=True)
    topic.draw_places(view, "netto-arbeidsparticipatie")
    topic.draw_trend(view, "werkloosheid")
    draw_printed(view, *LINES)


view = current_view()
draw_head(view)
draw_lines(choose_look(view, *LINES))
