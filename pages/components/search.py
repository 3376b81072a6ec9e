"""The search box: what a visitor types, and links to the indicators, regions, words, pages and projects that match."""

import ast
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from indicators.agenda import glossary, pillars
from indicators.programme.programme import programme
from indicators.registry import INDICATORS
from indicators.search import Entry, Found, entries, find
from pages.components import address, dutch
from pages.components.html import draw
from pages.components.view import View, drawn_once
from pages.interface.shell import START, page_names

PAGES = Path(__file__).parent.parent
_ANY = {START, "berekening", "gegevens", "regios"}  # pages on which a visitor chooses from all indicators
Titles = tuple[tuple[str, str], ...]  # of each page the last part of its address and its title


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
def draw_results(view: View, page: str, query: str, titles: Titles) -> None:
    """What matches, as links that keep the filters; on the page that is open, for another region."""
    found = [result(view, page, each) for each in search(view, query, titles)]
    draw("search", query=query, results=found, to=view.address)


def search(view: View, query: str, titles: Titles) -> list[Found]:
    """What matches: the indicators and regions of a version, the words that are explained, pages, projects and target groups."""
    known = entries(INDICATORS.values(), view.figures.regions.values(), glossary())
    return find(query, [*known, *_pages(titles), *_parts_of_the_programme()])


def _pages(titles: Titles) -> list[Entry]:
    return [Entry("pagina", path, title, text=question_of(path or START)) for path, title in titles]


def _parts_of_the_programme() -> list[Entry]:
    found = programme()
    projects = [Entry("project", str(each.jaar), each.naam, (each.sleutel,), each.impact) for each in found.projects]
    return projects + [
        Entry("doelgroep", str(each.jaar), each.naam, (each.sleutel,), each.waarom) for each in found.target_groups
    ]


def result(view: View, page: str, found: Found) -> Result:
    """One match as a line of the list."""
    entry, place = found.entry, found.place
    kind = "Uitleg" if entry.kind == "begrip" else dutch.first_upper(entry.kind)
    there = replace(view, region=place.key) if place else view
    names = view.figures.distinct_names
    label = f"{entry.label} in {names[place.key]}" if place else entry.label
    if entry.kind == "gebied":
        label = names[entry.key]
        return Result(kind, label, replace(view, region=entry.key).address(page), f"Toon deze pagina voor {label}.")
    if href := _elsewhere(view, entry).get(entry.kind):
        return Result(kind, label, href, entry.text)
    return Result(kind, label, page_of(there, entry.key), entry.text)


def page_of(view: View, indicator: str) -> str:
    """The address of the page that shows an indicator, with the same choices: the one that names it, else that of its monitor."""
    monitors = (monitor for pillar in pillars().values() for monitor in pillar.monitors)
    shown_on = pages_by_indicator().get(indicator) or next((m.pagina for m in monitors if m.indicator == indicator), "")
    return view.address(shown_on) if shown_on else view.address("gegevens", indicator=indicator)


def _elsewhere(view: View, entry: Entry) -> dict[str, str]:
    """Where all but an indicator or a region is shown, by the kind of entry."""
    return {
        "begrip": view.address("uitleg"),
        "pagina": view.address(entry.key),
        "project": view.address("uitvoeringsplan", jaar=entry.key, tekst=entry.label),
        "doelgroep": view.address("doelgroepen", jaar=entry.key),
    }


@cache
def question_of(page: str) -> str:
    """The question that a page answers: the first line of its file."""
    return (ast.get_docstring(ast.parse((PAGES / f"{page}.py").read_text(encoding="utf-8"))) or "").split("\n")[0]


@cache
def pages_by_indicator() -> dict[str, str]:
    """The page that shows each indicator: the first that is about it; the page Gegevens has those that no page names."""
    found: dict[str, str] = {}
    for name in sorted(page_names() - _ANY):
        for node in ast.walk(ast.parse((PAGES / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in INDICATORS:
                found.setdefault(str(node.value), name)
    return found
