"""WCAG 2.2 in a real browser, beside what holds of every page: open menus and lists, the keyboard, paper, less motion."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import IN_BROWSER, OPEN_ALL, WIDE, choose, drawn, opened, violations

pytestmark = IN_BROWSER

# Best practice, not WCAG: Streamlit draws an open list (a listbox with its own name) at the end of the page, outside <main>.
OUTSIDE_MAIN = "region: "
# What the eye sees of an element and what surrounds it closely: outline, shadow, border and background.
LOOKS = """element => {
  const found = [];
  for (let each = element, n = 0; each && n < 5; each = each.parentElement, n++) {
    const style = getComputedStyle(each);
    found.push(style.outline, style.boxShadow, style.borderColor, style.backgroundColor);
  }
  return found.join('|');
}"""

# What of a chart is cut off on A4 (18 cm between its margins), asked at once: Plotly gets no time to draw anew.
ON_PAPER = """() => {
  window.dispatchEvent(new Event('beforeprint'));
  document.documentElement.style.width = '680px';
  const cut = [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const room = chart.getBoundingClientRect();
    const parts = [...chart.querySelectorAll('.main-svg text, .main-svg path')].filter(each => !each.closest('defs'));
    const beyond = each => each.right > room.right + 2 || each.bottom > room.bottom + 2;
    return [parts.length < 20 || room.width > 680 ? chart : null, ...parts.filter(part => beyond(part.getBoundingClientRect()))];
  }).filter(Boolean).map(part => part.outerHTML.slice(0, 150));
  document.documentElement.style.width = '';
  window.dispatchEvent(new Event('afterprint'));
  return cut;
}"""


@pytest.fixture(params=[(1440, "light"), (1440, "dark"), (360, "light"), (360, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def visitor(request: pytest.FixtureRequest, page: Page) -> Page:
    """A visitor with a wide or narrow screen, in the light or the dark theme."""
    width, theme = request.param
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(color_scheme=theme)
    return page


def test_axe_finds_nothing_in_an_open_menu_or_an_open_list(visitor, address):
    opened(visitor, address, "gegevens")
    if visitor.viewport_size["width"] < 500:
        visitor.get_by_role("button", name="Menu openen").click()
        expect(visitor.get_by_role("link", name="Overzicht", exact=True)).to_be_visible()
        visitor.wait_for_timeout(600)  # the menu slides in
    assert violations(visitor) == []
    visitor.get_by_role("combobox", name="Gebied", exact=True).click()
    expect(visitor.get_by_role("option").first).to_be_visible()
    found = violations(visitor)
    assert [each for each in found if not (each.startswith(OUTSIDE_MAIN) and 'aria-label="Gebied"' in each)] == []


def test_the_first_tab_leads_past_the_menu(page, address):
    opened(page, address, "vacatures")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")


@pytest.mark.parametrize("width", [1440, 360])
def test_the_keyboard_opens_and_closes_the_menu_and_is_never_in_a_closed_one(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, address, "vacatures")
    closer, opener = (page.get_by_role("button", name=name) for name in ("Menu sluiten", "Menu openen"))
    if width == 1440:  # open at first
        closer.press("Enter")
        expect(opener).to_be_focused()
    assert "Menu" in opener.evaluate("button => getComputedStyle(button, '::after').content")  # an icon alone says too little
    for turn in range(2):
        expect(page.get_by_role("link", name="Overzicht", exact=True)).to_be_hidden()
        for _ in range(8):
            page.keyboard.press("Tab")
            assert not page.evaluate("document.activeElement.closest('[data-testid=stSidebar]') !== null")
        opener.press("Enter")
        expect(closer).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name="Gebied", exact=True)).to_be_focused()
        if turn == 0:
            closer.press("Enter")
            expect(opener).to_be_focused()


@pytest.mark.slow
def test_a_menu_over_the_page_closes_with_escape_and_where_the_focus_leaves_it(page, address):
    page.set_viewport_size({"width": 320, "height": 256})  # letters of 400% in a window of 1280 by 1024
    opened(page, address, "doelen")
    closer, opener = (page.get_by_role("button", name=name) for name in ("Menu sluiten", "Menu openen"))
    opener.press("Enter")
    expect(closer).to_be_focused()
    page.wait_for_timeout(600)  # the menu slides in, and a list would close again
    area = page.get_by_role("combobox", name="Gebied", exact=True)
    area.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")  # closes the list, and only that
    expect(page.get_by_role("option")).to_have_count(0)
    expect(area).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(closer).to_be_focused()
    page.get_by_role("link", name="Toegankelijkheid", exact=True).first.focus()
    page.keyboard.press("Tab")
    expect(closer).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")  # and not behind the menu


def test_tab_reaches_menu_filters_search_tables_and_downloads_and_each_stop_can_be_seen(page, address):
    opened(page, address, "banenafspraak")
    names, unseen, before = [], [], None
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        focused = page.evaluate_handle("document.activeElement").as_element()
        if focused.evaluate("(element, before) => [document.body, before].includes(element)", before):  # past the last stop
            break
        before = focused
        name = focused.evaluate("e => e.getAttribute('aria-label') || e.innerText || e.closest('label')?.innerText || e.tagName")
        with_focus = focused.evaluate(LOOKS)
        focused.evaluate("element => element.blur()")
        page.wait_for_timeout(250)  # colours fade
        if focused.evaluate(LOOKS) == with_focus:
            unseen.append(name)
        focused.evaluate("element => element.focus()")
        names.append(name.strip())
    wanted = ["Overzicht", "Bronnen en verversing", "Gebied", "Sector", "Van", "Tot en met", "Zoek een cijfer, gebied of begrip"]
    wanted += ["Bekijk als tabel", "Hoe is dit berekend?", "CSV voor Excel"]
    assert [name for name in wanted if not any(name in each for each in names)] == [], names
    assert unseen == []


def test_a_filter_is_chosen_with_the_keyboard_alone(page, address):
    opened(page, address, "participatie")
    page.get_by_role("combobox", name="Gebied", exact=True).focus()
    page.keyboard.type("Haarlem (g")
    expect(page.get_by_role("option", name="Haarlem (gemeente)", exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Haarlem (gemeente)").first).to_be_visible()
    page.wait_for_url("**/participatie?regio=GM0392")


def test_a_single_letter_does_nothing(page, address):
    opened(page, address, "vacatures")
    page.locator("h1").click()
    page.keyboard.press("c")
    page.keyboard.press("r")
    page.wait_for_timeout(500)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_wants_less_motion_gets_none(page, address):
    page.emulate_media(reduced_motion="reduce")
    opened(page, address, "vacatures")
    moving = page.evaluate("""() => [...document.querySelectorAll('.stApp *')].filter(each => {
        const style = getComputedStyle(each);
        return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
    }).length""")
    assert moving == 0


def test_on_paper_there_is_no_menu_and_every_chart_and_table_is_whole(page, address):
    opened(page, address, "banenafspraak")
    page.evaluate(OPEN_ALL)
    page.emulate_media(media="print")
    for gone in ("stSidebar", "stHeader", "stTextInput"):
        expect(page.get_by_test_id(gone).first).to_be_hidden()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    cut = page.evaluate("""() => [...document.querySelectorAll('.table-scroll, .stApp, [data-testid=stMain]')]
        .filter(each => each.scrollHeight > each.clientHeight + 2 && getComputedStyle(each).overflowY !== 'visible').length""")
    assert cut == 0
    screen = page.locator("footer.foot").bounding_box()
    assert screen["y"] > 1500  # the whole page flows, far beyond one screen
    assert page.evaluate(ON_PAPER) == []
    page.evaluate("window.asked = []; addEventListener('beforeprint', () => asked.push('print'))")
    assert len(page.pdf(format="A4")) > 50_000
    assert page.evaluate("asked") == ["print"]  # printing itself does what is measured above
    assert page.locator(".main-svg[viewBox]").count() == 0  # and leaves the page as it was


def test_paper_is_light_in_the_dark_theme_as_well(page, address):
    page.emulate_media(color_scheme="dark")
    opened(page, address, "banenafspraak")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # which a browser does before it looks like paper
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate("""() => ['.stApp', '.js-plotly-plot', '.main-svg', '.head h1', '.chart-head h2'].map(each => {
        const style = getComputedStyle(document.querySelector(each));
        return [each, style.backgroundColor, style.filter, style.color];
    })""")
    looks = {each: rest for each, *rest in seen}
    assert looks[".stApp"][0] == "rgb(255, 255, 255)"
    assert looks[".js-plotly-plot"][1].startswith("invert(1)")  # light colours made for a dark page become dark ones
    assert looks[".main-svg"][0] == "rgba(0, 0, 0, 0)"
    assert looks[".head h1"][2] == looks[".chart-head h2"][2] == "rgb(27, 39, 51)"


@pytest.mark.slow
def test_a_map_on_paper_has_its_own_colours_in_the_dark_theme_too(page, address):
    colours = """() => { const map = document.querySelector('[class*=st-key-kader-kaart-] .js-plotly-plot');
        const ofWords = getComputedStyle(map.querySelector('.legendtext')).fill;
        return [getComputedStyle(map).filter, getComputedStyle(map.querySelector('.fills path')).fill, ofWords]; }"""
    printed = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        opened(page, address, "regios")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme=theme)
        printed.append(page.evaluate(colours))
        page.emulate_media(media="screen")
    (light, fill, _), (dark, same, words) = printed
    assert (light, fill) == (dark, same) == ("none", fill)
    assert words == "rgb(27, 39, 51)"  # dark, on paper


@pytest.mark.slow
def test_who_hears_the_page_is_told_once_what_a_choice_or_another_page_shows(page, address):
    opened(page, address, "participatie")
    page.evaluate("""() => {
        window.heard = [];
        const voice = document.querySelector('body > [aria-live=polite]');
        new MutationObserver(() => voice.textContent && heard.push(voice.textContent)).observe(voice, {childList: true});
    }""")

    def heard() -> list[str]:
        page.wait_for_function("() => heard.length > 0")
        drawn(page)
        page.wait_for_timeout(1500)
        return page.evaluate("heard.splice(0)")

    choose(page, "Gebied", "Haarlem (gemeente)")
    (told,) = heard()
    assert told.startswith("Participatie en werkloosheid. Haarlem (gemeente). Van elke 100 inwoners")
    choose(page, "Van", "2020")
    assert heard() == ["De pagina is aangepast aan uw keuze."]
    choose(page, "Tot en met", "2019")
    (told,) = heard()
    assert told.startswith("Deze jaren kunnen niet. Kies bij Van een jaar dat niet na Tot en met ligt. Participatie en ")
    choose(page, "Tot en met", "nu")
    (told,) = heard()
    assert told.startswith("Participatie en werkloosheid. ")
    page.get_by_role("link", name="Doelen", exact=True).click()
    (told,) = heard()
    assert told.startswith("Doelen. ")
    page.get_by_role("textbox", name="Zoek een cijfer, gebied of begrip").fill("krapte")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain").get_by_role("status")).to_contain_text("krapte")  # which says so itself
    page.wait_for_timeout(1500)
    assert page.evaluate("heard") == []


@pytest.mark.slow
def test_who_chooses_before_the_first_page_has_come_to_rest_hears_what_it_shows(browser, address):
    with browser.new_context(viewport=WIDE, locale="nl-NL") as context:
        page = context.new_page()
        page.add_init_script("const later = setTimeout; window.setTimeout = (task, ms) => later(task, ms === 500 ? 5000 : ms)")
        opened(page, address, "participatie")
        choose(page, "Gebied", "Haarlem (gemeente)")
        expect(page.locator("body > [aria-live=polite]")).to_contain_text("Haarlem (gemeente)")


@pytest.mark.slow
def test_a_head_that_is_drawn_long_after_the_program_has_run_is_told_as_well(page, address):
    opened(page, address, "doelen")
    page.wait_for_timeout(1500)
    page.locator(".head").evaluate("head => { head.innerHTML = '<h1>Doelen</h1><p>Zandvoort</p>' }")
    expect(page.locator("body > [aria-live=polite]")).to_have_text("Doelen. Zandvoort.")


@pytest.mark.slow
def test_a_chart_is_heard_as_what_it_says_and_not_as_loose_numbers(page, address):
    opened(page, address, "vacatures")
    charts = page.get_by_role("figure")
    assert charts.count() == page.locator(".js-plotly-plot").count() > 3
    for chart in charts.all():
        heard = chart.aria_snapshot()
        assert heard.startswith("- 'figure \"" if ":" in heard else '- figure "')
        assert "img" not in heard
