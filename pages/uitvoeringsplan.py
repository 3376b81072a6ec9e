"""Welke diensten, initiatieven en projecten zijn er, wat is er afgesproken, wat kost het, en welk cijfer moet bewegen?"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from indicators.agenda import pillars
from indicators.programme.plan import by_level, by_pillar, by_source, measurable, total, with_number
from indicators.programme.programme import Programme
from indicators.programme.records import Project
from indicators.sectors import NAMED, sector_name
from pages.components import address, dutch
from pages.components.cards import draw_tiles
from pages.components.html import draw
from pages.components.plan_parts import draw_sums, draw_timeline
from pages.components.programme import LEVELS, OWN_GROUPING, card, draw_downloads, draw_state, home_view, indicator_tile
from pages.components.stories import draw_stories
from pages.components.view import View, current_view

ALL = "alle"
FEW = 4  # so many projects stand above what they add up to; more stand below it
MEASURABLE = {ALL: "Alles", "ja": "Meetbaar afgesproken", "getal": "Met een getal", "nee": "Niet meetbaar afgesproken"}
SORTS = {"plan": "Volgorde van het plan", "naam": "Naam", "geld": "Meeste geld eerst", "ontbreekt": "Meeste ontbreekt eerst"}


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


def choose_projects(found: Programme) -> list[Project]:
    """The projects that the visitor chose, in the order asked for; the choices live in the address."""
    years = {str(year): str(year) for year in found.years}
    groups = {group.sleutel: group.naam for group in found.target_groups}
    aims = {ALL: "Alle", **{key: sector_name(key) for key in NAMED}, **groups}
    columns = st.columns(3)
    with columns[0]:
        year = address.choose("Jaar", "jaar", years, next(iter(years)))
        levels = {ALL: "Alle niveaus", **LEVELS}
        level = address.choose("Niveau", "niveau", levels, ALL)
    with columns[1]:
        pillar_names = {ALL: "Alle pijlers", **{key: each.naam for key, each in pillars().items()}}
        pillar = address.choose("Pijler", "pijler", pillar_names, ALL)
        aim = address.choose("Sector of doelgroep", "voor", aims, ALL)
    with columns[2]:
        state = address.choose("Afspraak", "afspraak", MEASURABLE, ALL)
        sort = address.choose("Sorteer op", "sorteer", SORTS, "plan")
    words = address.type_in("Zoek in de projecten", "tekst", "Bijvoorbeeld werkcentrum").casefold().split()
    chosen = [
        project
        for project in _STATES[state](found.of_year(int(year)))
        if level in (ALL, project.niveau)
        and (pillar == ALL or pillar in project.pijlers)
        and (aim == ALL or aim in (*project.sectoren, *project.doelgroepen))
        and all(word in _text(project) for word in words)
    ]
    return sorted(chosen, key=lambda project: _ORDERS[sort](found, project))


_STATES: dict[str, Callable[[list[Project]], list[Project]]] = {
    ALL: list,
    "ja": measurable,
    "getal": with_number,
    "nee": lambda projects: [project for project in projects if project.missing],
}
_ORDERS: dict[str, Callable[[Programme, Project], Any]] = {
    "plan": lambda _, project: 0,
    "naam": lambda _, project: project.naam.casefold(),
    "geld": lambda found, project: -(total(found, [project]) or 0),
    "ontbreekt": lambda _, project: -len(project.missing),
}


def _text(project: Project) -> str:
    parts = [project.naam, project.impact, project.resultaat, project.stand, *project.partijen]
    return " ".join(parts).casefold()


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


def draw_money(found: Programme, projects: list[Project]) -> None:
    """The money by level, pillar and source, and how much is known."""
    unknown = [project.naam for project in projects if not found.money_of(project.sleutel)]
    draw("section", title="Geld", text="De bedragen die het document noemt, in euro.")
    columns = st.columns(3)
    with columns[0]:
        levels = by_level(found, projects)
        draw_sums("Per niveau", levels)
    with columns[1]:
        note = "Een project onder meer pijlers telt bij elk mee; deze bedragen tellen dus niet op tot het totaal."
        draw_sums("Per pijler", by_pillar(found, projects), note)
    with columns[2]:
        draw_sums("Per bron", by_source(found, projects), "'Niet genoemd': het document zegt niet waar het geld vandaan komt.")
    words = (
        f"Samen {dutch.euro(total(found, projects))}. Niet elk bedrag is voor één jaar: de periode staat bij het project. "
        f"Zonder bedrag: {len(unknown)} van de {len(projects)}."
    )
    draw("notice", kind="note", strong="", text=words)


def draw_indicators(view: View, projects: list[Project]) -> None:
    """The macro figures that these projects should move, and how they move."""
    keys = dict.fromkeys(key for project in projects for key in project.indicatoren)
    if not keys:
        return
    text = "De cijfers van de regio waar deze projecten aan moeten bijdragen. Een verandering komt nooit door één project alleen."
    draw("section", title="Welke cijfers moeten bewegen", text=text)
    draw_tiles([indicator_tile(home_view(view), key) for key in keys])


draw_page(current_view())
