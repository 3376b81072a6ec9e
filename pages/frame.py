"""The frame round every page: menu, filters, banner and footer."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import streamlit as st

from indicators.agenda import WrongAgenda, home_region
from indicators.agenda_files import agenda_mark
from indicators.figures import Figures, current_figures, figures_of
from indicators.regions import COUNTRY
from indicators.sectors import SECTORS, sector_name
from indicators.words import AMSTERDAM
from pages.components import address, search
from pages.components.foot import draw_foot
from pages.components.html import draw
from pages.components.menu import draw_menu, entry
from pages.components.stories import draw_stories_of_page
from pages.components.view import View, drawn_once
from pages.stewardship.door import closed, draw_steward_menu, is_steward_page, steward_pages
from warehouse.version_file import DamagedVersion, NothingPublished

HERE = Path(__file__).parent
PAGES = {  # the address of each is the name of its file
    "": [
        st.Page("overzicht.py", title="Overzicht", icon=":material/home:", default=True),
        st.Page("doelen.py", title="Doelen", icon=":material/flag:"),
        st.Page("veranderd.py", title="Wat is er veranderd", icon=":material/history:"),
    ],
    "Onderwerpen": [
        st.Page("vacatures.py", title="Vacatures en krapte", icon=":material/work:"),
        st.Page("onbenut.py", title="Onbenut arbeidspotentieel", icon=":material/group_add:"),
        st.Page("participatie.py", title="Participatie en werkloosheid", icon=":material/groups:"),
        st.Page("banen.py", title="Banen", icon=":material/business_center:"),
        st.Page("uitkeringen.py", title="Uitkeringen", icon=":material/savings:"),
        st.Page("banenafspraak.py", title="Banenafspraak", icon=":material/handshake:"),
        st.Page("scholing.py", title="Scholing en studenten", icon=":material/school:"),
        st.Page("bedrijven.py", title="Bedrijven", icon=":material/storefront:"),
    ],
    "Vergelijken": [
        st.Page("regios.py", title="Regio's vergelijken", icon=":material/leaderboard:"),
        st.Page("focussectoren.py", title="Focussectoren", icon=":material/factory:"),
        st.Page("woonwerk.py", title="Woon-werkverkeer", icon=":material/commute:"),
    ],
    "Agenda": [
        st.Page("agenda.py", title="Agenda", icon=":material/grid_view:"),
        st.Page("uitvoeringsplan.py", title="Uitvoeringsplan", icon=":material/checklist:"),
        st.Page("doelgroepen.py", title="Doelgroepen", icon=":material/diversity_3:"),
        st.Page("dienstverlening.py", title="Dienstverlening", icon=":material/support_agent:"),
        st.Page("evaluatie.py", title="Evaluatie", icon=":material/fact_check:"),
        st.Page("ervaringsverhalen.py", title="Ervaringsverhalen", icon=":material/forum:"),
    ],
    "Gegevens": [
        st.Page("briefing.py", title="Briefing", icon=":material/picture_as_pdf:"),
        st.Page("berekening.py", title="Hoe is dit berekend?", icon=":material/calculate:"),
        st.Page("gegevens.py", title="Gegevens en downloads", icon=":material/download:"),
        st.Page("bronnen.py", title="Bronnen en verversing", icon=":material/database:"),
        st.Page("programmas.py", title="Voor programma's (API)", icon=":material/api:"),
    ],
    "Over dit dashboard": [
        st.Page("uitleg.py", title="Uitleg", icon=":material/help:"),
        st.Page("toegankelijkheid.py", title="Toegankelijkheid", icon=":material/accessibility_new:"),
    ],
}
_WAIT = 5  # seconds from one look for the first figures to the next
_EXAMPLE = (
    "Alle cijfers op dit dashboard zijn verzonnen, behalve wat uit een document is overgenomen: met een ruit in een grafiek, of "
    "met de naam van het document erbij."
)


def main() -> None:
    """Draw the frame and, inside it, the page that the address names; or what is wrong with the agenda or the figures when these
    cannot be read."""
    try:
        draw_frame()
    except DamagedVersion as damaged:  # that turned out while a page was drawn
        draw_nothing_to_show(damaged)
    except WrongAgenda as wrong:
        draw("head", title="De agenda is niet te lezen", place="", paragraphs=[str(wrong)])


def draw_frame() -> None:
    """The menu, the filters, the banner, the page and the footer."""
    st.set_page_config(  # before the navigation, or the browser looks for a page's icon at another host
        page_icon=str(HERE / "components" / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="auto",
    )
    stewards = steward_pages()
    page = st.navigation({**PAGES, "Beheer": stewards}, position="hidden")
    st.set_page_config(page_title=f"{page.title} · Arbeidsmarktdashboard")
    if closed():
        return
    try:
        figures = current_figures()
        _ = figures.regions  # a version that is damaged is told before anything of it is drawn
    except NothingPublished as nothing:
        with st.sidebar:
            draw_steward_menu(stewards, {})
        if is_steward_page(page.url_path):
            address.adopt()
            page.run()
            return
        draw_nothing_to_show(nothing)
        return
    address.adopt()
    with st.sidebar:
        draw("brand", region=home_region().naam)
        view = choose_view(figures)
        kept = kept_in_links(st.query_params)
        draw_menu_of_pages(kept)
        draw_steward_menu(stewards, kept)
    st.session_state["view"] = view
    with st.container(horizontal_alignment="right", key="zoekvak"):
        query = search.ask()
    if query:
        titles = tuple((each.url_path, each.title) for section in PAGES.values() for each in section)
        search.draw_results(view, page.url_path, query, titles)
    if figures.example:
        draw("notice", kind="example", strong="Voorbeeldcijfers.", text=_EXAMPLE)
    above_the_page = st.container()
    page.run()
    draw_stories_of_page(page.url_path)
    with above_the_page:  # what is wrong with a choice on the page is known only after it was drawn
        draw_complaints(view)
    draw_foot(view, page.title)


def draw_complaints(view: View) -> None:
    """What is wrong with the years that were chosen, and with the address that the visitor came with."""
    if view.van and view.tot and view.van > view.tot:
        text = "Kies bij Van een jaar dat niet na Tot en met ligt."
        draw("notice", kind="complaint", strong="Deze jaren kunnen niet.", text=text)
    for complaint in address.complaints():
        draw("notice", kind="complaint", strong="Deze link klopt niet helemaal.", text=complaint)


def draw_nothing_to_show(why: NothingPublished) -> None:
    """Why there are no figures: none were made yet, or their file is damaged."""
    if isinstance(why, DamagedVersion):
        text = "Bent u bezoeker? Dan kunt u niets doen: de beheerder maakt de cijfers opnieuw."
        draw("head", title="De cijfers zijn nu niet te lezen", place="", paragraphs=[str(why).replace("`", ""), text])
        return
    draw("head", title="Nog geen cijfers", place="", paragraphs=[str(why).replace("`", "")])
    draw("nothing")
    _look_again()


@st.fragment(run_every=_WAIT)
def _look_again() -> None:
    """Draw the page anew as soon as there are figures."""
    with suppress(NothingPublished):
        current_figures()
        st.rerun()


def choose_view(figures: Figures) -> View:
    """The filters that all pages share; their choices live in the address."""
    regions = region_options(figures.version)
    home = home_region().code if home_region().code in regions else next(iter(regions))
    region = address.choose("Gebied", "regio", regions, home)
    sectors = {sector: sector_name(sector) for sector in SECTORS}
    sector = address.choose("Sector", "sector", sectors, "totaal", "Werkt op de cijfers die er per sector zijn.")
    newest = max(home_region().agenda.tot, datetime.now(AMSTERDAM).year)  # figures go on after the agenda has ended
    years = {str(year): str(year) for year in range(2003, newest + 1)}
    first, last = st.columns(2)
    with first:
        van = address.choose("Van", "van", {"begin": "begin", **years}, "begin")
    with last:
        tot = address.choose("Tot en met", "tot", {"nu": "nu", **dict(reversed(years.items()))}, "nu")
    return View(
        version=figures.version,
        region=region,
        sector=sector,
        van=int(van) if van != "begin" else None,
        tot=int(tot) if tot != "nu" else None,
        agenda=agenda_mark(),
    )


@st.cache_data(show_spinner=False, max_entries=4)
def region_options(version: str) -> dict[str, str]:
    """All regions with how the list names them: the home region and its gemeenten first, then wider, then the others."""
    figures, home = figures_of(version), home_region()
    first = [home.code, *home.gemeenten, home.provincie, COUNTRY]
    order = ["arbeidsmarktregio", "provincie", "landsdeel", "gemeente"]
    rest = sorted((r for r in figures.regions.values() if r.level in order), key=lambda r: (order.index(r.level), r.name))
    codes = dict.fromkeys([code for code in first if code in figures.regions] + [region.code for region in rest])
    return {code: _option(figures, code) for code in codes}


def _option(figures: Figures, code: str) -> str:
    """The name of a region with its level; of a gemeente that is no more also her last year."""
    region, last = figures.regions[code], figures.last_years.get(code)
    if code in (home_region().code, COUNTRY):
        return region.name
    return f"{region.name} ({region.level}{f' tot en met {last}' if last else ''})"


def kept_in_links(query: Mapping[str, str]) -> dict[str, str]:
    """What a link to another page takes along of the address: the filters."""
    return {name: value for name, value in query.items() if name in ("regio", "sector", "van", "tot")}


@drawn_once
def draw_menu_of_pages(kept: dict[str, str]) -> None:
    """Links to all pages that keep the filters."""
    draw_menu("Pagina's", {section: [entry(page, kept) for page in pages] for section, pages in PAGES.items()})


main()
