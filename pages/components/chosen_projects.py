"""The projects of a plan that a visitor chose, by year, level, pillar, aim and words, in the order asked for."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from indicators.agenda import pillars
from indicators.programme.plan import measurable, total, with_number
from indicators.programme.programme import Programme
from indicators.programme.records import Project
from indicators.sectors import NAMED, sector_name
from pages.components import address
from pages.components.programme import LEVELS

_ALL = "alle"
_MEASURABLE = {_ALL: "Alles", "ja": "Meetbaar afgesproken", "getal": "Met een getal", "nee": "Niet meetbaar afgesproken"}
_SORTS = {"plan": "Volgorde van het plan", "naam": "Naam", "geld": "Meeste geld eerst", "ontbreekt": "Meeste ontbreekt eerst"}


def choose_projects(found: Programme) -> list[Project]:
    """The projects that the visitor chose, in the order asked for; the choices live in the address."""
    years = {str(year): str(year) for year in found.years}
    groups = {group.sleutel: group.naam for group in found.target_groups}
    aims = {_ALL: "Alle", **{key: sector_name(key) for key in NAMED}, **groups}
    columns = st.columns(3)
    with columns[0]:
        year = address.choose("Jaar", "jaar", years, next(iter(years)))
        levels = {_ALL: "Alle niveaus", **LEVELS}
        level = address.choose("Niveau", "niveau", levels, _ALL)
    with columns[1]:
        pillar_names = {_ALL: "Alle pijlers", **{key: each.naam for key, each in pillars().items()}}
        pillar = address.choose("Pijler", "pijler", pillar_names, _ALL)
        aim = address.choose("Sector of doelgroep", "voor", aims, _ALL)
    with columns[2]:
        state = address.choose("Afspraak", "afspraak", _MEASURABLE, _ALL)
        sort = address.choose("Sorteer op", "sorteer", _SORTS, "plan")
    words = address.type_in("Zoek in de projecten", "tekst", "Bijvoorbeeld werkcentrum").casefold().split()
    chosen = [
        project
        for project in _STATES[state](found.of_year(int(year)))
        if level in (_ALL, project.niveau)
        and (pillar == _ALL or pillar in project.pijlers)
        and (aim == _ALL or aim in (*project.sectoren, *project.doelgroepen))
        and all(word in _text(project) for word in words)
    ]
    return sorted(chosen, key=lambda project: _ORDERS[sort](found, project))


_STATES: dict[str, Callable[[list[Project]], list[Project]]] = {
    _ALL: list,
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
