"""A visitor in a real browser: the dashboard on example figures, headless Chromium, opening pages and choosing filters."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright

from tests.loopback import dashboard

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
IN_BROWSER = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")]
# Without these, Chromium looks things up by itself.
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
# A page lives for seconds here: what the engine for JavaScript does beside it, to be quicker later, takes more than it gives, and
# so does looking for what memory it may have back.
_ENGINE = "--js-flags=--single-threaded --no-opt --min-semi-space-size=64 --initial-old-space-size=1024"
WIDE: ViewportSize = {"width": 1440, "height": 1000}
PATIENCE = 30_000  # milliseconds until we say that something never comes
AT = "document.querySelector('[data-testid=stMain]').scrollTop"  # how far down the page somebody has read
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some(each => each.scrollWidth > each.clientWidth)"""
# The words that a column too narrow for them breaks in the middle. One range goes over all words: a document moves each range
# that it has along with every later change, and thousands of them made the next page several times as slow.
BROKEN_WORDS = """() => {
  const broken = [], range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest('svg, style, .hidden, code')) {
      for (const word of text.nodeValue.matchAll(/[\\p{L}\\d.,%]+/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter(part => part.width).map(part => Math.round(part.top)));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""
# target-size (2.5.8) is new in WCAG 2.2 and has to be switched on; all other rules of axe are on, best practices too.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
OPEN_ALL = "document.querySelectorAll('details').forEach(box => { box.open = true })"


@pytest.fixture(scope="session")
def address(example_data: Path) -> Iterator[str]:
    """The address of the dashboard on example figures."""
    with dashboard(example_data) as (url, _):
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", _ENGINE, *_QUIET]
        with_bars = ["--hide-scrollbars"]  # else there is more room than people at a desk have
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, ignore_default_args=with_bars)
        expect.set_options(timeout=PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window in which one visitor comes after the other: a new one reads all programs anew, which takes longer than a page.

    They want less motion, which takes a quarter of the processor where a page is drawn without a graphics card.
    """
    context = browser.new_context(viewport=WIDE, accept_downloads=True, locale="nl-NL", reduced_motion="reduce")
    window = context.new_page()
    window.set_default_timeout(PATIENCE)
    yield window
    context.close()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """A visitor with a wide screen who was never here before."""
    with visiting(window):
        yield window


@contextmanager
def visiting(window: Page) -> Iterator[Page]:
    """Someone in a window, who leaves nothing behind."""
    try:
        yield window
    finally:
        window.context.clear_cookies()
        window.emulate_media(media="null", color_scheme="null", reduced_motion="reduce", forced_colors="null")
        window.set_viewport_size(WIDE)
        with suppress(Error):  # a page of Chromium itself, where a test never came to one of ours, keeps nothing
            window.evaluate("localStorage.clear(); sessionStorage.clear()")
        window.goto("about:blank")


def opened(visitor: Page, address: str, path: str) -> None:
    """Open a page and wait until its foot is there and nothing is being drawn any more."""
    visitor.goto(f"{address}/{path}")
    expect(visitor.locator("footer.foot")).to_be_visible(timeout=60_000)
    drawn(visitor)
    visitor.wait_for_timeout(300)


def drawn(visitor: Page) -> None:
    """Wait until nothing is being drawn any more: the program has run, and each part of the page is loaded."""
    for busy in ("stStatusWidget", "stSkeleton"):
        expect(visitor.get_by_test_id(busy)).to_have_count(0, timeout=60_000)


def choose(visitor: Page, label: str, option: str) -> None:
    """Pick an option of a filter in the menu, by typing its name as a long list asks for."""
    visitor.get_by_role("combobox", name=label, exact=True).fill(option)
    visitor.get_by_role("option", name=option, exact=True).click()


def violations(visitor: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    """What axe finds wrong on the page by these rules, once it is drawn."""
    drawn(visitor)
    found = Axe().run(visitor, options=rules).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:150]}" for rule in found for node in rule["nodes"]]
