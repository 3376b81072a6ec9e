"""The search box: what a visitor types, and links to the indicators, regions and words that match."""

import ast
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from indicators.agenda import glossary
from indicators.registry import INDICATORS
from indicators.search import Found, entries, find
from pages.components import address
from pages.components.html import draw
from pages.components.view import View, drawn_once
from pages.interface.shell import START, page_names

PAGES = Path(__file__).parent.parent
_KINDS = {"cijfer": "Cijfer", "gebied": "Gebied", "begrip": "Uitleg"}


@dataclass(frozen=True)
class Result:
    """One line of the list: what kind of thing it is, what it is called, where it is and what it means."""

    kind: str
    label: str
    href: str
    text: str


def ask() -> str:
    """The box; what was typed stands in the address."""
    return address.type_in("Zoek een cijfer, gebied of begrip", "zoek", "Zoek een cijfer, gebied of begrip", label_shown=False)


@drawn_once
def draw_results(view: View, page: str, query: str) -> None:
    """What matches, as links that keep the filters; on the page that is open, for another region."""
    draw("search", query=query, results=[result(view, page, found) for found in search(view, query)])


def search(view: View, query: str) -> list[Found]:
    """What matches in a version: its indicators, its regions and the words that are explained."""
    return find(query, entries(INDICATORS.values(), view.figures.regions.values(), glossary()))


def result(view: View, page: str, found: Found) -> Result:
    """One match as a line of the list."""
    entry, place = found.entry, found.place
    there = replace(view, region=place.key) if place else view
    label = f"{entry.label} in {place.label}" if place else entry.label
    if entry.kind == "gebied":
        return Result(_KINDS["gebied"], label, replace(view, region=entry.key).address(page), f"Toon deze pagina voor {label}.")
    if entry.kind == "begrip":
        return Result(_KINDS["begrip"], label, view.address("uitleg"), entry.text)
    shown_on = pages_by_indicator().get(entry.key)
    href = there.address(shown_on) if shown_on else there.address("gegevens", indicator=entry.key)
    return Result(_KINDS["cijfer"], label, href, entry.text)


@cache
def pages_by_indicator() -> dict[str, str]:
    """The page that shows each indicator: the first that names it; the page Gegevens has those that no page names."""
    found: dict[str, str] = {}
    for name in sorted(page_names() - {START, "gegevens"}):
        for node in ast.walk(ast.parse((PAGES / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in INDICATORS:
                found.setdefault(str(node.value), name)
    return found
