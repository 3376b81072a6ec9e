"""Hoeveel mensen leren, en hoeveel daarvan naast hun werk?"""

from pages.components import topic
from pages.components.look import choose_look
from pages.components.printed import draw_printed
from pages.components.view import View, current_view, drawn_once

LINES = ("deelname-scholing", "studenten-mbo", "studenten-ho")


@drawn_once
def draw_head(view: View) -> None:
    topic.draw_headline(view, "deelname-scholing", "Scholing en studenten")
    topic.draw_key_figures(view, ["deelname-scholing", "scholing-met-hulp", "studenten-mbo", "studenten-ho"])


@drawn_once
def draw_lines(view: View) -> None:
    for key in LINES:
        topic.draw_trend(view, key, in_headline=key == LINES[0])
    topic.draw_places(view, "deelname-scholing")
    topic.draw_places(view, "studenten-mbo")
    draw_printed(view, *LINES)


view = current_view()
draw_head(view)
draw_lines(choose_look(view, *LINES))
