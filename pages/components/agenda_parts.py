"""The parts of the agenda that are drawn: its ambitions, its matrix, and what the region chose."""

from typing import Any
from urllib.parse import urlencode

from indicators.agenda import pillars
from indicators.programme.programme import Programme
from indicators.sectors import NAMED, focus_sectors
from pages.components import dutch
from pages.components.html import draw
from pages.components.programme import OWN_GROUPING, indicator_tile
from pages.components.view import View
from pages.interface.base import base_path

_MATRIX = "Per vakje de cijfers en de projecten die erbij horen."
_MEASURABLE = "Een vinkje staat bij een project dat helemaal meetbaar is afgesproken."
_NOT_MEASURABLE = "Nog geen van deze projecten is helemaal meetbaar afgesproken."
_OWN_CELLS = "Welke cijfers in welk vakje staan, zegt de agenda niet: dat is hier gekozen."
_SEVERAL = {"gemeente": "gemeenten"}  # kinds of partners whose name is another one for more of them


def draw_ambitions(found: Programme) -> None:
    """What the region wants to bring about; nothing where there are no ambitions yet."""
    if found.ambitions:
        draw("section", title="Ambities", text="Wat de regio met de agenda wil bereiken.")
        draw("facts", facts=[(each.naam, each.uitleg, f"{each.document}, {each.vindplaats}") for each in found.ambitions])


def draw_matrix(found: Programme, home: View) -> None:
    """Aandachtsgebieden against pillars: in each cell its figures and projects, and whose division that is."""
    draw("section", title="Pijlers en aandachtsgebieden", text=f"{_MATRIX} {_what_ticks_mean(found)}".strip())
    draw("matrix", rows=_matrix_rows(found, home))
    own_cells = any(cell.indeling == "eigen indeling" for cell in found.matrix)
    draw("notice", kind="note", strong="Eigen indeling.", text=f"{_OWN_CELLS} {OWN_GROUPING}" if own_cells else OWN_GROUPING)


def _what_ticks_mean(found: Programme) -> str:
    """What the ticks in the matrix mean, or that no project has one; nothing where there are no projects."""
    projects = [p for area in found.focus_areas for name in pillars() for p in found.in_cell(name, area.sleutel)]
    if not projects:
        return ""
    return _NOT_MEASURABLE if all(p.missing for p in projects) else _MEASURABLE


def _matrix_rows(found: Programme, home: View) -> list[dict[str, Any]]:
    """The rows of the matrix: an aandachtsgebied, and under each pillar its figures and projects."""
    keys = {(cell.pijler, cell.aandachtsgebied): cell.indicatoren for cell in found.matrix}
    return [
        {
            "area": area,
            "cells": [
                {
                    "pillar": pillar.naam,
                    "figures": [
                        indicator_tile(home, key, "focus" if area.sleutel == "focussectoren" else None)
                        for key in keys.get((name, area.sleutel), ())
                    ],
                    "projects": [
                        (p.naam, f"{base_path()}/uitvoeringsplan?{urlencode({'jaar': p.jaar, 'tekst': p.naam})}", not p.missing)
                        for p in found.in_cell(name, area.sleutel)
                    ],
                }
                for name, pillar in pillars().items()
            ],
        }
        for area in found.focus_areas
    ]


def draw_choices(found: Programme) -> None:
    """What the region chose: focus sectors, target groups by year, and who carries the agenda."""
    draw("section", title="Focussectoren", text="De sectoren waarop de regio zich richt, en wat het dashboard eronder telt.")
    sectors = focus_sectors()
    draw("facts", facts=[(sectors[key].naam, sectors[key].definities[sectors[key].standaard].naam, "") for key in NAMED])
    for year in sorted({group.jaar for group in found.target_groups}, reverse=True):
        chosen = [group for group in found.target_groups if group.jaar == year and group.focus == "ja"]
        draw("section", title=f"Focusdoelgroepen {year}", text="Elk jaar kiest de regio groepen met extra aandacht.")
        draw("facts", facts=[(group.naam, group.waarom, f"{group.document}, {group.vindplaats}") for group in chosen])
    if found.partners:
        draw("section", title="Partners", text="Wie de agenda samen uitvoeren.")
        kinds = list(dict.fromkeys(partner.soort for partner in found.partners))
        names = {kind: [partner.naam for partner in found.partners if partner.soort == kind] for kind in kinds}
        draw("facts", facts=[(_heading(kind, names[kind]), dutch.listed(names[kind]), "") for kind in kinds])


def _heading(kind: str, names: list[str]) -> str:
    return dutch.first_upper(_SEVERAL.get(kind, kind) if len(names) > 1 else kind)
