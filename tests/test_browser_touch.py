"""On a tablet, with a finger, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browsing import AT, IN_BROWSER, PATIENCE, opened

pytestmark = IN_BROWSER

LETTERS = """() => [...document.querySelectorAll('input, textarea')].filter(each => each.getBoundingClientRect().width > 1)
    .map(each => [each.getAttribute('aria-label'), parseFloat(getComputedStyle(each).fontSize)])"""


@pytest.fixture(scope="module")
def tablet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True, locale="nl-NL", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def swipe(finger: CDPSession, page: Page, x: float, y: float) -> None:
    """A finger that goes 150 pixels up from here, as one does to read on."""
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 15 * step}]})
        page.wait_for_timeout(16)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(250)


@pytest.mark.parametrize("path", ["participatie", "woonwerk", "veranderd"])
def test_a_finger_on_any_chart_moves_the_page(tablet: Page, address: str, path: str) -> None:
    opened(tablet, address, path)
    finger = tablet.context.new_cdp_session(tablet)
    charts = tablet.locator(".js-plotly-plot .main-svg:first-child").all()
    assert charts
    for chart in charts:
        chart.evaluate("each => each.scrollIntoView({ block: 'start' })")
        tablet.wait_for_timeout(100)
        before, box = tablet.evaluate(AT), chart.bounding_box()
        assert box is not None
        swipe(finger, tablet, box["x"] + box["width"] * 0.45, max(box["y"] + box["height"] / 2, 200))
        assert tablet.evaluate(AT) > before + 50, chart.evaluate("each => each.closest('[role=figure]')?.ariaLabel")


def test_a_tap_on_a_bar_tells_its_figure(tablet: Page, address: str) -> None:
    opened(tablet, address, "participatie")
    bar = tablet.locator(".js-plotly-plot .bars .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    tablet.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tablet.locator(".hoverlayer", has_text="voorbeeld").wait_for()


@pytest.mark.parametrize("path", ["vacatures", "gegevens"])
def test_a_field_that_is_touched_has_letters_for_which_no_tablet_enlarges_the_page(tablet: Page, address: str, path: str) -> None:
    opened(tablet, address, path)
    fields = tablet.evaluate(LETTERS)
    assert len(fields) >= 8
    assert [field for field in fields if field[1] < 16] == []  # as Safari on an iPad or iPhone counts


@pytest.mark.parametrize("path", ["regios", "uitvoeringsplan"])
def test_what_was_chosen_in_fields_beside_each_other_is_not_cut_off_by_the_menu(tablet: Page, address: str, path: str) -> None:
    opened(tablet, address, path)
    fields = tablet.locator("[data-testid=stMain] [data-testid=stColumn] input")
    assert fields.count() >= 3
    assert fields.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.value)") == []
