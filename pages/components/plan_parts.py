"""The parts of a plan that are drawn: its projects, money as bars, when projects run, and the figures that must move."""

from dataclasses import dataclass

import streamlit as st

from indicators.programme.plan import Sum, by_level, by_pillar, by_source, measurable, total, with_number
from indicators.programme.programme import Programme
from indicators.programme.records import Project
from indicators.programme.timeline import timeline
from pages.components import dutch
from pages.components.cards import draw_tiles
from pages.components.html import draw
from pages.components.programme import LEVELS, card, home_view, indicator_tile
from pages.components.view import View


@dataclass(frozen=True)
class Bar:
    """One bar: its name, what it says, and how wide it is, in percent of the widest."""

    name: str
    value: str
    note: str
    width: float


@dataclass(frozen=True)
class Span:
    """A project on the time line; `left` and `width` in percent. `open`: no document gives its begin or its end."""

    name: str
    words: str
    left: float
    width: float
    open: bool


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


def draw_cards(found: Programme, projects: list[Project]) -> None:
    """The projects, each with what was agreed and what is missing."""
    draw("section", title="Projecten", text="Met wat is afgesproken, en wat daaraan ontbreekt.")
    draw("projects", cards=[card(found, project) for project in projects])


def draw_money(found: Programme, projects: list[Project]) -> None:
    """The money by level, pillar and source, and how much is known."""
    whole = total(found, projects)
    draw("section", title="Geld", text="De bedragen die het document noemt, in euro.")
    if whole is None:
        draw("notice", kind="note", strong="", text="De documenten noemen van geen van deze projecten een bedrag.")
        return
    columns = st.columns(3)
    with columns[0]:
        _draw_sums("Per niveau", by_level(found, projects))
    with columns[1]:
        note = "Een project onder meer pijlers telt bij elk mee; deze bedragen tellen dus niet op tot het totaal."
        _draw_sums("Per pijler", by_pillar(found, projects), note)
    with columns[2]:
        _draw_sums("Per bron", by_source(found, projects), "'Niet genoemd': het document zegt niet waar het geld vandaan komt.")
    unknown = sum(not found.money_of(project.sleutel) for project in projects)
    words = (
        f"Samen {dutch.euro(whole)}. Niet elk bedrag is voor één jaar: de periode staat bij het project. "
        f"Zonder bedrag: {unknown} van de {len(projects)}."
    )
    draw("notice", kind="note", strong="", text=words)


def _draw_sums(title: str, sums: list[Sum], note: str = "") -> None:
    """Amounts of money as bars, each with its amount and how many projects it is of."""
    most = max((each.amount for each in sums), default=0) or 1
    bars = [
        Bar(
            LEVELS.get(each.name) or dutch.first_upper(each.name),
            dutch.euro(each.amount),
            dutch.counted(each.projects, "project", "projecten"),
            100 * each.amount / most,
        )
        for each in sums
    ]
    draw("sums", title=title, bars=bars, note=note)


def draw_timeline(projects: list[Project]) -> None:
    """When projects run, in years, with the period in words; and which have none."""
    found = timeline(projects)
    if found is None:
        return
    length = found.last + 1 - found.first
    spans = []
    for run in found.runs:
        start, end = run.start if run.start is not None else found.first, run.end if run.end is not None else found.last + 1
        left, width = 100 * (start - found.first) / length, 100 * (end - start) / length
        spans.append(Span(run.project.naam, run.project.periode, left, max(width, 1.5), None in (run.start, run.end)))
    undated = dutch.listed([project.naam for project in found.undated])
    draw("timeline", spans=spans, years=list(range(found.first, found.last + 1)), undated=undated)


def draw_indicators(view: View, projects: list[Project]) -> None:
    """The macro figures that these projects should move, and how they move."""
    keys = dict.fromkeys(key for project in projects for key in project.indicatoren)
    if not keys:
        return
    text = "De cijfers van de regio waar deze projecten aan moeten bijdragen. Een verandering komt nooit door één project alleen."
    draw("section", title="Welke cijfers moeten bewegen", text=text)
    draw_tiles([indicator_tile(home_view(view), key) for key in keys])
