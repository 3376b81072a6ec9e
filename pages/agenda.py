"""Wat wil de regio, langs welke wegen, met wie, en wat zeggen de cijfers daarbij?"""

from indicators.agenda import home_region, pillars
from pages.components.agenda_parts import draw_ambitions, draw_choices, draw_matrix
from pages.components.html import draw
from pages.components.programme import draw_downloads, draw_state, home_view
from pages.components.stories import draw_stories
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    agenda = home_region().agenda
    years = f"{agenda.van} tot en met {agenda.tot}"
    draw("head", title="De agenda", place=f"{home_region().naam} · {years}", paragraphs=[f"{agenda.naam}."])
    found = draw_state(view, "ambitions", "focus_areas", "matrix", "projects", "target_groups", "partners", "stories")
    there = found.focus_areas and pillars()
    if not there:
        words = "Het programmateam heeft de pijlers en aandachtsgebieden nog niet toegevoegd."
        draw("notice", kind="empty", strong="De matrix is nog leeg.", text=words)
    draw_ambitions(found)
    if there:
        draw_matrix(found, home_view(view))
    draw_choices(found)
    draw_stories([story for story in found.stories if story.pijler])
    draw_downloads("ambitions", "focus_areas", "matrix", "target_groups", "partners")


draw_page(current_view())
