"""Every page in a real browser, on a wide and a narrow screen, light and dark: what WCAG and a careful visitor ask of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pages.interface.shell import START, page_names
from tests.browsing import IN_BROWSER, OPEN_ALL, TOO_WIDE, drawn, opened, violations

pytestmark = [*IN_BROWSER, pytest.mark.slow]

ODD = ["vacatures?zoek=krapte", "participatie?regio=AM99&kleur=rood", "banen?tot=2005"]
PAGES = ["", *sorted(page_names() - {START}), *ODD]
# The screens that each page is measured on: a desk, a tablet, letters of 200%; a phone, letters of 400%.
SCREENS = {"wide": (1440, 768, 720), "narrow": (360, 320)}


FINISHED = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass
class Visitor:
    """Someone with one kind of screen who goes from page to page, and what their browser met with on the present one.

    On a wide screen each page is opened by its address, on a narrow one from the menu where it stands in it.
    """

    page: Page
    widths: tuple[int, ...]
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    hosts: set[str | None] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda line: self.said.append(line.text) if line.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).hostname))
        self.page.on("response", lambda answer: self.refused.append(answer.url) if answer.status >= 400 else None)

    def opens(self, address: str, path: str) -> Page:
        for met in (self.said, self.refused, self.hosts):
            met.clear()
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": self.widths[0], "height": 1000})
        link = self.page.locator(f'[data-testid=stSidebar] a[href="{path}"]')
        if self.widths == SCREENS["narrow"] and self.page.url.startswith(address) and link.count():
            self.chooses(link)
        else:
            opened(self.page, address, path)
        return self.page

    def chooses(self, link: Locator) -> None:
        """Choose a page from the menu, which then goes out of the way."""
        self.page.get_by_role("button", name="Menu openen").click()
        name = link.inner_text().split("\n")[-1]  # an icon stands before it
        link.click()
        expect(self.page).to_have_title(f"{name} · Arbeidsmarktdashboard")
        expect(self.page.locator(FINISHED)).to_be_attached()
        expect(self.page.get_by_role("button", name="Menu openen")).to_be_visible()
        drawn(self.page)
        self.page.wait_for_timeout(300)


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[dict[str, Visitor]]:
    """One visitor for each kind of screen, who wants less motion: so nothing is on its way while it is measured."""
    contexts = {screen: browser.new_context(locale="nl-NL", reduced_motion="reduce") for screen in SCREENS}
    yield {screen: Visitor(context.new_page(), SCREENS[screen]) for screen, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize(
    ("path", "screen"),
    [(path, screen) for path in PAGES for screen in SCREENS if screen == "wide" or path not in ODD],
)
def test_a_page_holds_to_wcag_fits_its_screen_and_asks_nothing_of_others(visitors, address: str, path: str, screen: str) -> None:
    visitor = visitors[screen]
    page = visitor.opens(address, path)
    page.wait_for_function("document.title.includes(' · ')")
    assert page.locator("h1").count() == 1
    page.evaluate(OPEN_ALL)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)  # colours fade
    assert violations(page) == []
    for width in visitor.widths:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(250)  # charts are drawn anew
        assert not page.evaluate(TOO_WIDE), f"sticks out at {width} px"
    assert (visitor.said, visitor.refused) == ([], [])
    assert visitor.hosts <= {"127.0.0.1", None}
