"""The frame round every page: menu, filters, banner and footer."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import streamlit as st

from indicators.agenda import WrongAgenda, home_region
from indicators.figures import Figures, current_figures
from pages.components import address, search
from pages.components.filters import choose_view, draw_complaints, kept_in_links
from pages.components.foot import draw_foot
from pages.components.html import draw
from pages.components.menu import draw_menu, entry
from pages.components.stories import draw_stories_of_page
from pages.components.view import drawn_once
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
    """The page that the address names, with its frame; to whom may not read it, only the way to log in."""
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
        draw_without_figures(page, stewards, nothing)
    else:
        draw_with_figures(page, stewards, figures)


def draw_without_figures(page: Any, stewards: list[Any], why: NothingPublished) -> None:
    """Why there is nothing to read; to stewards, all that they can do about it."""
    with st.sidebar:
        draw_steward_menu(stewards, {})
    if is_steward_page(page.url_path):
        address.adopt()
        page.run()
    else:
        draw_nothing_to_show(why)


def draw_with_figures(page: Any, stewards: list[Any], figures: Figures) -> None:
    """The menu, the filters, the banner, the page and the footer."""
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


@drawn_once
def draw_menu_of_pages(kept: dict[str, str]) -> None:
    """Links to all pages that keep the filters."""
    draw_menu("Pagina's", {section: [entry(page, kept) for page in pages] for section, pages in PAGES.items()})


main()
