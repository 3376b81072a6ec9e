"""Welke diensten, initiatieven en projecten zijn er, wat is er afgesproken, wat kost het, en welk cijfer moet bewegen?"""

from pages.components.chosen_projects import choose_projects
from pages.components.html import draw
from pages.components.plan_parts import count, draw_cards, draw_indicators, draw_money, draw_timeline, verdict
from pages.components.programme import OWN_GROUPING, draw_downloads, draw_state
from pages.components.stories import draw_stories
from pages.components.view import View, current_view

FEW = 4  # so many projects stand above what they add up to; more stand below it


def draw_page(view: View) -> None:
    draw("head", title="Uitvoeringsplan", place="", paragraphs=["Wat de regio doet, wat is afgesproken en wat ervan kwam."])
    found = draw_state(view, "projects", "budgets", "stories")
    if not found.projects:
        words = "Het programmateam heeft ze nog niet toegevoegd."
        draw("notice", kind="empty", strong="Er staan nog geen projecten in het plan.", text=words)
        return
    projects = choose_projects(found)
    draw("notice", kind="note", strong=count(projects), text=verdict(projects))
    if projects:
        if len(projects) <= FEW:
            draw_cards(found, projects)
        draw_money(found, projects)
        draw("section", title="Tijdlijn", text="Wanneer projecten lopen, zoals het document het zegt.")
        draw_timeline(projects)
        draw_indicators(view, projects)
        if len(projects) > FEW:
            draw_cards(found, projects)
        shown = {project.sleutel for project in projects}
        draw_stories([story for story in found.stories if story.project in shown])
    draw("notice", kind="note", strong="Eigen indeling.", text=OWN_GROUPING)
    draw_downloads("projects", "budgets")


draw_page(current_view())
