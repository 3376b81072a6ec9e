"""Every page in a real browser, on a wide and a narrow screen, light and dark: what WCAG and a careful visitor ask of each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.interface.shell import START, page_names
from tests.browsing import BROKEN_WORDS, COLOURS, IN_BROWSER, OPEN_ALL, TOO_WIDE, drawn, opened, violations

pytestmark = [*IN_BROWSER, pytest.mark.slow]

# What stands in the menu: of each page its address, its heading and whether it has charts.
PAGES = {
    "Overzicht": ("", "Hoe staat de regio ervoor?", False),
    "Doelen": ("doelen", "Doelen", False),
    "Wat is er veranderd": ("veranderd", "Wat is er veranderd?", True),
    "Vacatures en krapte": ("vacatures", "Vacatures en krapte", True),
    "Onbenut arbeidspotentieel": ("onbenut", "Onbenut arbeidspotentieel", True),
    "Participatie en werkloosheid": ("participatie", "Participatie en werkloosheid", True),
    "Banen": ("banen", "Banen", True),
    "Uitkeringen": ("uitkeringen", "Uitkeringen", True),
    "Banenafspraak": ("banenafspraak", "Banenafspraak", True),
    "Scholing en studenten": ("scholing", "Scholing en studenten", True),
    "Bedrijven": ("bedrijven", "Bedrijven", True),
    "Regio's vergelijken": ("regios", "Regio's vergelijken", True),
    "Focussectoren": ("focussectoren", "Focussectoren", True),
    "Woon-werkverkeer": ("woonwerk", "Woon-werkverkeer", True),
    "Agenda": ("agenda", "De agenda", False),
    "Uitvoeringsplan": ("uitvoeringsplan", "Uitvoeringsplan", False),
    "Doelgroepen": ("doelgroepen", "Doelgroepen", False),
    "Dienstverlening": ("dienstverlening", "Dienstverlening", True),
    "Evaluatie": ("evaluatie", "Evaluatie doe-agenda 2020-2022", False),
    "Ervaringsverhalen": ("ervaringsverhalen", "Ervaringsverhalen", False),
    "Briefing": ("briefing", "Briefing", False),
    "Hoe is dit berekend?": ("berekening", "Hoe is dit berekend?", False),
    "Gegevens en downloads": ("gegevens", "Gegevens en downloads", False),
    "Bronnen en verversing": ("bronnen", "Bronnen en verversing", False),
    "Voor programma's (API)": ("programmas", "Voor programma's (API)", False),
    "Uitleg": ("uitleg", "Uitleg", False),
    "Toegankelijkheid": ("toegankelijkheid", "Toegankelijkheid", False),
}
# Pages outside the menu, and addresses with something odd in them.
OTHERS = sorted(page_names() - {START} - {address for address, _, _ in PAGES.values()})
OTHERS += ["vacatures?zoek=krapte", "participatie?regio=AM99&kleur=rood", "banen?tot=2005"]
# The screens that each page is measured on: a desk, a tablet, letters of 200%; a phone, letters of 400%.
WIDE, NARROW = (1440, 768, 720), (360, 320)
# Chromium refuses in silence what others tell as an error.
REFUSED_BY_POLICY = "addEventListener('securitypolicyviolation', each => console.warn(each.violatedDirective, each.blockedURI))"
FINISHED = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass
class Visitor:
    """Someone who goes from page to page, and what their browser met with on the present one."""

    page: Page
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    hosts: set[str | None] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.add_init_script(REFUSED_BY_POLICY)
        self.page.on("console", lambda line: self.said.append(line.text) if line.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).hostname))
        self.page.on("response", lambda answer: self.refused.append(answer.url) if answer.status >= 400 else None)

    def begins(self, width: int) -> None:
        """Forget the page before, on a screen of this many pixels, in the light theme."""
        for met in (self.said, self.refused, self.hosts):
            met.clear()
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": width, "height": 1000})

    def chooses(self, name: str, address: str) -> None:
        """Open a page from the menu of the page before, or of the first one; on a phone the menu opens and closes for it."""
        if not self.page.url.startswith(address):
            opened(self.page, address, "")
        link = self.page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True)
        on_a_phone = self.page.evaluate("innerWidth") in NARROW
        if on_a_phone:
            self.page.get_by_role("button", name="Menu openen").click()
        link.click()
        expect(self.page).to_have_title(f"{name} · Arbeidsmarktdashboard")
        expect(link).to_be_visible(visible=not on_a_phone)
        expect(self.page.locator(FINISHED)).to_be_attached()
        drawn(self.page)
        self.page.wait_for_timeout(300)

    def finds_it_whole(self, *widths: int) -> None:
        """What must hold of any page: WCAG in both themes, room and whole words at each of these widths, no errors, nothing from
        elsewhere."""
        page = self.page
        page.wait_for_function("document.title.includes(' · ')")
        assert page.locator("h1").count() == 1
        page.evaluate(OPEN_ALL)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(300)  # colours fade
        assert violations(page, COLOURS) == []  # all else is as it was in the light theme
        for width in widths:
            page.set_viewport_size({"width": width, "height": 1000})
            page.wait_for_timeout(250)  # charts are drawn anew
            assert not page.evaluate(TOO_WIDE), f"sticks out at {width} px"
            assert page.evaluate(BROKEN_WORDS) == [], f"breaks words at {width} px"
        assert (self.said, self.refused) == ([], [])
        assert self.hosts <= {"127.0.0.1", None}


@contextmanager
def someone(browser: Browser) -> Iterator[Visitor]:
    """A visitor who wants less motion: so nothing is on its way while it is measured."""
    context = browser.new_context(locale="nl-NL", reduced_motion="reduce")
    yield Visitor(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def at_a_desk(browser: Browser) -> Iterator[Visitor]:
    with someone(browser) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def with_a_phone(browser: Browser) -> Iterator[Visitor]:
    with someone(browser) as visitor:
        yield visitor


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_the_menu_with_its_charts_and_is_whole_on_a_desk(at_a_desk: Visitor, address: str, name: str) -> None:
    path, heading, charts = PAGES[name]
    page = at_a_desk.page
    at_a_desk.begins(WIDE[0])
    at_a_desk.chooses(name, address)
    assert urlsplit(page.url).path == f"/{path}"
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    expect(page.get_by_role("note").filter(has_text="Voorbeeldcijfers")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if charts:
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    at_a_desk.finds_it_whole(*WIDE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_the_menu_and_is_whole_on_a_phone(with_a_phone: Visitor, address: str, name: str) -> None:
    with_a_phone.begins(NARROW[0])
    with_a_phone.chooses(name, address)
    assert urlsplit(with_a_phone.page.url).path == f"/{PAGES[name][0]}"
    with_a_phone.finds_it_whole(*NARROW)


@pytest.mark.parametrize("path", OTHERS)
def test_an_address_outside_the_menu_is_whole_on_a_desk(at_a_desk: Visitor, address: str, path: str) -> None:
    at_a_desk.begins(WIDE[0])
    opened(at_a_desk.page, address, path)
    at_a_desk.finds_it_whole(*WIDE)


@pytest.mark.parametrize("path", OTHERS)
def test_an_address_outside_the_menu_is_whole_on_a_phone(with_a_phone: Visitor, address: str, path: str) -> None:
    with_a_phone.begins(NARROW[0])
    opened(with_a_phone.page, address, path)
    with_a_phone.finds_it_whole(*NARROW)


def test_the_menu_holds_these_pages_in_this_order(at_a_desk: Visitor, address: str) -> None:
    at_a_desk.begins(WIDE[0])
    opened(at_a_desk.page, address, "")
    links = at_a_desk.page.get_by_test_id("stSidebar").get_by_role("link").all_inner_texts()
    assert [link.split("\n")[-1] for link in links] == list(PAGES)  # an icon stands before the name
