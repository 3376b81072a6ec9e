"""In a browser of some years ago, as on an iPad that stays at Safari 16: it leaves out what it does not know of our style."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from ingest.settings import PROJECT
from tests.browsing import COLOURS, IN_BROWSER, OPEN_ALL, opened, violations

pytestmark = IN_BROWSER

STYLE = PROJECT / "pages" / "components" / "style.css"
ADDRESS = re.compile(r"/style\.css")
UNKNOWN = {r"light-dark\(": "not-yet(", r'content: [^;]+ / "";': ""}  # Safari 17.5 and 17.4 were the first to know these
BACKGROUND = "each => getComputedStyle(each).backgroundColor"


def as_an_older_browser_reads_it(route: Route) -> None:
    style = STYLE.read_text(encoding="utf-8")
    for words, other in UNKNOWN.items():
        style, times = re.subn(words, other, style)
        assert times
    route.fulfill(body=style, content_type="text/css")


@pytest.fixture
def older(page: Page) -> Iterator[Page]:
    page.route(ADDRESS, as_an_older_browser_reads_it)
    yield page
    page.unroute(ADDRESS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_buttons_bars_and_statuses_can_be_seen_in_both_themes(older: Page, address: str, theme: str) -> None:
    older.emulate_media(color_scheme=theme)
    for path, seen in (("", ("a.button", ".status.good", ".status.bad")), ("uitvoeringsplan", (".bar-fill",))):
        opened(older, address, path)
        older.evaluate(OPEN_ALL)
        assert violations(older, COLOURS) == []
        ground = older.locator(".stApp").evaluate(BACKGROUND)
        for each in seen:
            assert older.locator(each).first.evaluate(BACKGROUND) not in ("rgba(0, 0, 0, 0)", ground), each


def test_a_phone_has_the_word_menu_and_the_names_of_columns_that_stand_below_each_other(older: Page, address: str) -> None:
    older.set_viewport_size({"width": 390, "height": 844})
    opened(older, address, "briefing")
    expect(older.get_by_role("button", name="Menu openen")).to_be_visible()
    words = "([wanted, part]) => getComputedStyle(document.querySelector(wanted), part).content"
    assert older.evaluate(words, ["[data-testid=stExpandSidebarButton]", "::after"]) == '"Menu"'
    assert older.evaluate(words, [".stacked td", "::before"]) == '"Stand en regel"'
