"""Welke diensten, initiatieven en projecten zijn er, wat is er afgesproken, wat kost het, en welk cijfer moet bewegen?"""

from indicators.programme.plan import measurable, with_number
from indicators.programme.programme import Programme
from indicators.programme.records import Project
from pages.components import dutch
from pages.components.cards import draw_tiles
from pages.components.chosen_projects import choose_projects
from pages.components.html import draw
from pages.components.plan_parts import draw_money, draw_timeline
from pages.components.programme import OWN_GROUPING, card, draw_downloads, draw_state, home_view, indicator_tile
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


def draw_cards(found: Programme, projects: list[Project]) -> None:
    """The projects, each with what was agreed and what is missing."""
    draw("section", title="Projecten", text="Met wat is afgesproken, en wat daaraan ontbreekt.")
    draw("projects", cards=[card(found, project) for project in projects])


def count(projects: list[Project]) -> str:
    """How many projects are shown."""
    return f"{dutch.counted(len(projects), 'dienst, initiatief of project', 'diensten, initiatieven en projecten')}."


def verdict(projects: list[Project]) -> str:
    """How many have a number, and how many were agreed in full."""
    whole, numbers = len(measurable(projects)), len(with_number(projects))
    return (
        f"Bij {numbers} noemt het document een getal. Bij {whole or 'geen enkele'} zijn maat, nulmeting, doel en datum "
        "alle vier afgesproken; alleen dan is later te meten of het werkte."
    )


def draw_indicators(view: View, projects: list[Project]) -> None:
    """The macro figures that these projects should move, and how they move."""
    keys = dict.fromkeys(key for project in projects for key in project.indicatoren)
    if not keys:
        return
    text = "De cijfers van de regio waar deze projecten aan moeten bijdragen. Een verandering komt nooit door één project alleen."
    draw("section", title="Welke cijfers moeten bewegen", text=text)
    draw_tiles([indicator_tile(home_view(view), key) for key in keys])


draw_page(current_view())
