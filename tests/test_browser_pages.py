"""Every page in a real browser, on a wide and a narrow screen, light and dark: what WCAG and a careful visitor ask of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pages.interface.shell import START, page_names
from tests.browsing import IN_BROWSER, OPEN_ALL, opened

pytestmark = [*IN_BROWSER, pytest.mark.slow]

PAGES = ["", *sorted(page_names() - {START})]
ODD = ["vacatures?zoek=krapte", "participatie?regio=AM99&kleur=rood", "banen?tot=2005"]
# The screens that each page is measured on: a desk, a tablet, letters of 200%; a phone, letters of 400%.
WIDTHS = {"wide": (1440, 768, 720), "narrow": (360, 320)}
# target-size (2.5.8) is new in WCAG 2.2 and has to be switched on; all other rules of axe are on, best practices too.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some(each => each.scrollWidth > each.clientWidth)"""


@dataclass
class Looked:
    """What was seen of the pages on one kind of screen, each with its path: all lists are of what is wrong."""

    titles: dict[str, str] = field(default_factory=dict)
    console: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    hosts: set[str | None] = field(default_factory=set)
    too_wide: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    not_one_h1: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=list(WIDTHS))
def looked(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Looked]:
    """All pages as they were seen, with everything unfolded."""
    first, *others = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": first, "height": 1000}, color_scheme="light", locale="nl-NL")
    visitor, found = context.new_page(), Looked()
    visitor.on("console", lambda said: found.console.append(said.text) if said.type in ("error", "warning") else None)
    visitor.on("pageerror", lambda error: found.console.append(str(error)))
    visitor.on("request", lambda asked: found.hosts.add(urlsplit(asked.url).hostname))
    visitor.on("response", lambda answer: found.refused.append(answer.url) if answer.status >= 400 else None)
    for path in [*PAGES, *ODD]:
        opened(visitor, address, path)
        visitor.wait_for_function("document.title.includes(' · ')")
        _look(visitor, path, (first, *others), found)
    yield found
    context.close()


def _look(visitor: Page, path: str, widths: tuple[int, ...], found: Looked) -> None:
    found.titles[path] = visitor.title()
    if visitor.locator("h1").count() != 1:
        found.not_one_h1.append(path)
    visitor.evaluate(OPEN_ALL)
    for theme in ("light", "dark"):
        visitor.emulate_media(color_scheme=theme)
        visitor.wait_for_timeout(300)  # colours fade
        for rule in Axe().run(visitor, options=RULES).response["violations"]:
            found.violations += [f"{path} {theme} {rule['id']}: {n['target']} {n['html'][:150]}" for n in rule["nodes"]]
    visitor.emulate_media(color_scheme="light")
    for width in widths:
        visitor.set_viewport_size({"width": width, "height": 1000})
        visitor.wait_for_timeout(250)  # charts are drawn anew
        if visitor.evaluate(TOO_WIDE):
            found.too_wide.append(f"{path} at {width} px")
    visitor.set_viewport_size({"width": widths[0], "height": 1000})


def test_axe_finds_nothing_in_the_light_and_the_dark_theme(looked: Looked) -> None:
    assert looked.violations == []


def test_nothing_sticks_out_sideways(looked: Looked) -> None:
    assert looked.too_wide == []


def test_a_deep_link_leaves_the_console_empty_and_asks_nothing_of_others(looked: Looked) -> None:
    assert (looked.console, looked.refused) == ([], [])
    assert looked.hosts <= {"127.0.0.1", None}


def test_every_page_has_a_title_of_its_own_and_one_heading_of_the_first_level(looked: Looked) -> None:
    titles = [looked.titles[path] for path in PAGES]
    assert all(title.endswith(" · Arbeidsmarktdashboard") for title in titles)
    assert len(set(titles)) == len(PAGES)
    assert looked.not_one_h1 == []
