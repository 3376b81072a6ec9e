"""The frame in a real browser: search, Dutch words, the welcome, wrong addresses."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import expect

from tests.browsing import AT, IN_BROWSER, drawn, opened

pytestmark = IN_BROWSER

AS_BROWSER = {"Accept": "text/html"}
ENGLISH = [
    "Sidebar",
    "Collapse sidebar",
    "Expand sidebar",
    "Open",
    "Clear all",
    "Selected values",
    "Close",
    "Dismiss",
    "Main menu",
]
WHITE = "rgb(255, 255, 255)"
NAMES = "[...document.querySelectorAll('[aria-label]')].map(each => each.getAttribute('aria-label'))"


def test_the_words_of_streamlit_itself_are_dutch_whatever_language_the_browser_has(browser, address):
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 1000})
    english = context.new_page()
    opened(english, address, "gegevens")
    names = english.evaluate(NAMES)
    assert {"Menu en filters", "Menu sluiten", "Lijst openen", "Uitleg bij Sector", "Gekozen"} <= set(names)
    emptied = sorted(name for name in names if name.startswith("Alles wissen"))
    assert emptied == ["Alles wissen bij Gebieden", "Alles wissen bij Indicatoren"]  # each list is emptied by a name of its own
    assert [name for name in names if name in ENGLISH or name.startswith(("Remove ", "Help for "))] == []
    english.get_by_role("combobox", name="Gebied", exact=True).fill("zzzz")
    expect(english.get_by_text("Niets gevonden")).to_be_visible()
    english.locator("[data-testid=stMultiSelect] input").first.fill("werk")
    expect(english.get_by_role("option").first).to_have_text(re.compile(r"^Kies deze \d+$"))
    context.close()


def test_search_by_keyboard_finds_an_indicator_in_a_region_and_its_link_opens_it_there(page, address):
    opened(page, address, "vacatures?van=2020")
    box = page.get_by_role("textbox", name="Zoek een cijfer, gebied of begrip")
    box.focus()
    page.keyboard.type("werkloosheid HAARLEM")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name="Werkloosheidspercentage in Haarlem")
    expect(result).to_be_visible()
    page.wait_for_url("**zoek=werkloosheid*")
    result.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Participatie en werkloosheid")
    expect(page.get_by_text("Haarlem (gemeente)").first).to_be_visible()
    assert page.url == f"{address}/participatie?regio=GM0392&van=2020"


def test_the_menu_says_which_page_is_open(page, address):
    current = page.get_by_role("navigation", name="Pagina's").locator("[aria-current=page]")
    for path, name in (("", "Overzicht"), ("vacatures", "Vacatures en krapte")):
        opened(page, address, path)
        expect(current).to_have_count(1)
        expect(current).to_contain_text(name)
    for _ in range(2):  # the second time it is open already
        page.get_by_role("link", name="Banenafspraak", exact=True).click()
        expect(current).to_contain_text("Banenafspraak")
        expect(current).to_have_count(1)
        drawn(page)
    page.go_back()
    expect(current).to_contain_text("Vacatures en krapte")


def test_a_link_to_the_page_that_is_open_adds_no_step_back_in_whatever_order_the_address_has_its_filters(page, address):
    for path, goes_on in (("uitleg?van=2020&regio=GM0392", False), ("uitleg?van=2020", True)):
        opened(page, address, path)
        link, steps = page.locator("footer.foot").get_by_role("link", name="Uitleg"), page.evaluate("history.length")
        if goes_on:  # an address with other filters is another view
            link.evaluate("each => { each.href = each.href.replace('2020', '2021') }")
        link.click()
        page.wait_for_url(f"{address}/uitleg?{'van=2021' if goes_on else 'regio=GM0392&van=2020'}")
        assert (page.evaluate("history.length") > steps) == goes_on, path


def test_a_page_opens_at_its_top_without_a_new_document_and_after_back_or_reload_stands_where_it_was_left(page, address):
    opened(page, address, "?regio=GM0392&van=2020")
    page.evaluate("window.first = true")
    card = page.get_by_role("link", name="Banen van werknemers", exact=True)
    card.scroll_into_view_if_needed()
    left = page.evaluate(AT)
    assert left > 500
    for link in (page.get_by_role("link", name="Banen", exact=True), card):
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Banen van werknemers")
        drawn(page)
        expect(page.get_by_text("Haarlem (gemeente)").first).to_be_visible()
        assert (page.evaluate(AT), page.url) == (0, f"{address}/banen?regio=GM0392&van=2020")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hoe staat het ervoor in Haarlem?")
        page.wait_for_function(f"() => {AT} === {left}")
        assert page.url == f"{address}/?regio=GM0392&van=2020"
    assert page.evaluate("window.first")
    page.reload()
    page.wait_for_function(f"() => {AT} === {left}")
    assert not page.evaluate("window.first")


def test_on_a_phone_the_menu_closes_once_a_page_is_chosen_and_beside_a_desk_it_stays(page, address):
    opener = page.get_by_role("button", name="Menu openen")
    opened(page, address, "doelen")
    page.get_by_role("link", name="Banen", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Banen")).to_be_visible()
    drawn(page)
    expect(opener).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 800})
    opened(page, address, "doelen")
    opener.click()
    page.get_by_role("link", name="Banen", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Banen")).to_be_visible()
    expect(opener).to_be_visible()


@pytest.mark.parametrize(("role", "name"), [("combobox", "Gebied"), ("textbox", "Zoek een cijfer, gebied of begrip")])
def test_a_field_with_the_focus_has_a_ring(page, address, role, name):
    opened(page, address, "vacatures")
    page.keyboard.press("Tab")  # from here on a browser shows the focus of who uses the keyboard
    page.get_by_role(role, name=name, exact=True).focus()
    widths = "e => { const w = []; for (; e && w.length < 4; e = e.parentElement) w.push(getComputedStyle(e).outline); return w }"
    outlines = page.get_by_role(role, name=name, exact=True).evaluate(widths)
    assert any("solid 3px" in outline for outline in outlines), outlines


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "width", "wanted", "ring"),
    [
        ("", 1440, "button[aria-controls=stSidebar]", {"light": WHITE, "dark": WHITE}),
        ("", 1440, "[aria-label^='Uitleg bij']", {"light": WHITE, "dark": WHITE}),
        ("", 1440, "[data-testid=stSidebarContent]", {"light": WHITE, "dark": WHITE}),  # a stop in Firefox alone
        ("", 360, "button[aria-controls=stSidebar]", {"light": "rgb(18, 67, 109)", "dark": "rgb(143, 193, 238)"}),
        ("gegevens", 1440, "[data-testid=stExpander] summary", {"light": "rgb(18, 67, 109)", "dark": "rgb(143, 193, 238)"}),
    ],
    ids=["closes the menu", "explains a filter", "scrolls the menu", "opens the menu", "unfolds"],
)
def test_what_is_no_field_has_a_ring_that_stands_out(page, address, path, width, wanted, ring, colours):
    page.emulate_media(color_scheme=colours)
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, address, path)
    page.keyboard.press("Tab")
    stop = page.locator(wanted).first
    stop.evaluate("stop => { if (stop.tagName === 'DIV') stop.tabIndex = 0; stop.focus() }")
    style = stop.evaluate("stop => { const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(stop); "
                          "return [outlineStyle, outlineWidth, outlineColor] }")  # fmt: skip
    assert style == ["solid", "3px", ring[colours]]


def test_a_search_can_be_shared_and_one_without_result_says_so(page, address):
    opened(page, address, "?zoek=krapte")
    expect(page.get_by_role("link", name="Spanningsindicator")).to_be_visible()
    expect(page.get_by_text("Er zijn meer vacatures dan mensen")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ resultaten voor “krapte”$"))  # for who hears the page
    opened(page, address, "?zoek=qqqq")
    expect(page.get_by_role("status")).to_have_text("Geen resultaten voor “qqqq”")
    expect(page.get_by_role("heading", name="Niets gevonden voor “qqqq”")).to_be_visible()


def test_the_first_screen_has_figures_and_a_line_that_opens_the_explanation(page, address):
    opened(page, address, "")
    tile = page.locator(".tile").first.bounding_box()
    assert tile["y"] + tile["height"] / 2 < page.viewport_size["height"]
    explanation = page.get_by_text("Elk vak is een onderwerp")
    expect(explanation).to_be_hidden()
    page.get_by_text("Voor het eerst hier?").click()
    expect(explanation).to_be_visible()
    assert page.context.cookies() == [] or all(cookie["name"].startswith("_streamlit") for cookie in page.context.cookies())


@pytest.mark.parametrize("path", ["bestaat-niet", "a/b/c", "frame", "vacatures/extra"])
def test_an_address_that_is_no_page_gets_a_dutch_404_with_a_way_back(page, address, path):
    answer = page.goto(f"{address}/{path}")
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == "nl"
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina bestaat niet")
    page.get_by_role("link", name="Naar het overzicht").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe staat de regio ervoor?")


def test_the_name_of_the_first_page_leads_to_it_with_its_filters(address):
    answer = requests.get(f"{address}/overzicht?regio=GM0392", headers=AS_BROWSER, allow_redirects=False, timeout=10)
    assert (answer.status_code, urlsplit(answer.headers["location"])[2:4]) == (307, ("/", "regio=GM0392"))


def test_the_page_of_streamlit_is_ours_before_its_script_runs(address):
    body = requests.get(f"{address}/vacatures", headers=AS_BROWSER, timeout=10).text
    assert '<html lang="nl">' in body
    assert "Streamlit app" not in body.partition("</noscript>")[0]
    assert body.index("shell.js") < body.index('type="module"')
    assert "Zet JavaScript aan" in body


def test_years_in_the_wrong_order_are_named(page, address):
    opened(page, address, "participatie?van=2024&tot=2020")
    expect(page.get_by_text("Kies bij Van een jaar dat niet na Tot en met ligt.")).to_be_visible()
