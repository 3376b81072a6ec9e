"""Room in a real browser for what is wide: tables, pictures and choices on a phone and a tablet, and what breaks on paper."""

import io

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browsing import IN_BROWSER, TOO_WIDE, opened

pytestmark = IN_BROWSER

# As WCAG 1.4.12 asks for: of the size of the letters.
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"


def test_on_a_phone_the_goals_of_the_briefing_stand_below_each_other_and_the_chart_can_be_read(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    opened(page, address, "briefing")
    table = page.get_by_role("table", name="Doelen met een getal of een richting")
    columns = table.get_by_role("columnheader").all_inner_texts()
    assert columns == ["Doel en document", "Stand en regel", "Uitgangspunt", "Laatste cijfer"]
    row = table.get_by_role("row").nth(1)
    assert (row.get_by_role("rowheader").count(), row.get_by_role("cell").count()) == (1, 3)
    fits = "box => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight"
    assert page.locator(".stacked").evaluate(fits)
    picture = page.get_by_role("region", name="Grafiek: ")
    assert picture.evaluate("box => [box.tabIndex, box.scrollWidth > box.clientWidth]") == [0, True]
    assert picture.locator("img").bounding_box()["width"] >= 560  # its letters are 13 of 700


def test_the_heads_of_columns_with_figures_make_room(page: Page, address: str) -> None:
    opened(page, address, "focussectoren")
    table = page.get_by_role("region", name="Techniek bij elke afbakening")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") < 100
    assert table.locator(".unbroken").evaluate_all("all => all.every(each => each.getClientRects().length === 1)")


def test_a_choice_above_lines_is_not_cut_off_on_a_tablet(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 768, "height": 1000})
    opened(page, address, "uitkeringen")  # with all four of them
    choices = page.locator(".st-key-weergaven input")
    assert choices.count() == 4
    assert choices.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.value)") == []


@pytest.mark.parametrize("part", [".value", ".spark", ".more"])
def test_tiles_beside_each_other_have_their_figures_at_one_height(page: Page, address: str, part: str) -> None:
    opened(page, address, "vacatures")  # names of one line and of two, with a status and without
    tops = page.locator(f".tile {part}").evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().top))")
    assert (len(tops), len(set(tops))) == (4, 1)


@pytest.mark.slow
def test_what_was_chosen_can_be_read_whole_on_a_small_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    opened(page, address, "gegevens?indicator=studenten-mbo,vacatures-aandeel-focus")
    names = page.locator("[data-tag] > span")
    assert names.all_inner_texts()[:2] == ["Mbo-studenten onder de inwoners", "Aandeel vacatures in focussectoren"]
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.parentElement.clientHeight)"
    assert names.evaluate_all(f"{cut}.map(each => each.innerText)") == []


@pytest.mark.slow
def test_the_name_of_a_break_is_not_cut_off_on_a_small_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    opened(page, address, "participatie")
    beyond = """charts => charts.flatMap(chart => [...chart.querySelectorAll('.annotation text')]
        .filter(each => each.getBoundingClientRect().left < chart.getBoundingClientRect().left).map(each => each.textContent))"""
    assert page.locator(".js-plotly-plot").evaluate_all(beyond) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_matrix_of_the_agenda_keeps_its_words_in_its_cells_beside_the_menu(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    opened(page, address, "agenda")
    beyond = """cells => cells.flatMap(cell => [...cell.querySelectorAll('a, h4')]
        .filter(each => each.getBoundingClientRect().right > cell.getBoundingClientRect().right).map(each => each.innerText))"""
    assert page.locator(".matrix-cell").evaluate_all(beyond) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "group", "columns"),
    [("vacatures", ".tiles", {1440: 4, 1280: 2, 768: 2, 360: 1}), ("doelen", ".goals >> nth=0", {1440: 2, 768: 2, 360: 1})],
    ids=["figures", "goals"],
)
def test_four_tiles_stand_beside_each_other_or_two_by_two(
    page: Page, address: str, path: str, group: str, columns: dict[int, int]
) -> None:
    opened(page, address, path)
    found = {}
    for width in columns:
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(300)  # the menu closes where there is no room for it
        tiles = page.locator(group).locator(".tile")
        lefts = tiles.evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().left))")
        assert len(lefts) == 4
        found[width] = len(set(lefts))
    assert found == columns


@pytest.mark.slow
@pytest.mark.parametrize(("size", "beside"), [(16, True), (24, False)])
def test_the_years_in_the_menu_are_not_cut_off_where_letters_are_large(page: Page, address: str, size: int, beside: bool) -> None:
    opened(page, address, "toegankelijkheid?van=2021")
    page.add_style_tag(content=f"html {{ font-size: {size}px }}")
    page.wait_for_timeout(500)
    years = page.get_by_test_id("stSidebar").get_by_test_id("stColumn")
    assert years.locator("input").evaluate_all("all => all.map(each => each.scrollWidth <= each.clientWidth)") == [True, True]
    tops = years.evaluate_all("all => all.map(each => Math.round(each.getBoundingClientRect().top))")
    assert (tops[0] == tops[1]) == beside


def test_on_paper_a_heading_stands_above_what_it_is_about(page: Page, address: str) -> None:
    opened(page, address, "overzicht")
    below = page.evaluate("""() => [...document.querySelectorAll('.section')].map(each => [
        each.querySelector('h2').innerText,
        each.closest('[data-testid=stElementContainer]').nextElementSibling.querySelector('h3').innerText,
    ])""")
    assert len(below) == 3
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(paper) > 1
    words = ["".join(each.extract_text().split()) for each in paper]
    for heading, first in below:
        (there,) = (each for each in words if "".join(heading.split()) in each)
        assert "".join(first.split()) in there.partition("".join(heading.split()))[2], heading
    closed = page.locator(".tile details:not([open]) p").all_text_contents()
    assert len(closed) == 5
    assert [reason for reason in closed if "".join(reason.split()) not in "".join(words)] == []  # why a goal stands as it does


@pytest.mark.slow
def test_on_paper_the_chart_of_the_briefing_has_its_heading_and_no_empty_page_follows(page: Page, address: str) -> None:
    opened(page, address, "briefing")
    heading = "".join(page.locator(".paper h2").first.inner_text().split())
    page.evaluate("document.querySelector('.picture-scroll').insertAdjacentHTML('beforeend', '<p>Onder de grafiek</p>')")
    paper = ["".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert [heading in each for each in paper] == ["Onderdegrafiek" in each for each in paper]
    # Whatever the length of the page: what comes after its foot takes no room.
    page.emulate_media(media="print")
    whole = page.locator("section.paper").filter(has=page.get_by_role("heading", name="Voortgang op de doelen"))
    assert whole.evaluate("part => getComputedStyle(part).breakInside") == "avoid"  # Firefox keeps a heading no other way
    bottom = "([foot, main]) => main.getBoundingClientRect().bottom - foot.getBoundingClientRect().bottom"
    parts = [page.locator(each).element_handle() for each in ("footer.foot", "[data-testid=stMainBlockContainer]")]
    assert page.evaluate(bottom, parts) == pytest.approx(0, abs=1)


@pytest.mark.slow
def test_bars_are_seen_by_who_chose_colours_of_their_own(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, address, "uitvoeringsplan")
    colours = (
        "all => all.map(bar => [getComputedStyle(bar).backgroundColor, getComputedStyle(bar.parentElement).backgroundColor])"
    )
    for kind in (".bar-fill", ".span-fill"):
        bars = page.locator(kind).evaluate_all(colours)
        assert bars
        assert [each for each in bars if each[0] == each[1]] == []


@pytest.mark.slow
@pytest.mark.parametrize(("path", "width"), [("", 1280), ("doelen", 320), ("berekening", 320)])
def test_letters_that_stand_further_apart_cut_nothing_off(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, address, path)
    page.add_style_tag(content=SPACED)
    page.wait_for_timeout(300)
    cut = "all => all.filter(each => each.innerText && each.scrollWidth > each.clientWidth + 1).map(each => each.innerText)"
    assert page.locator(".menu a").evaluate_all(cut) == []
    assert not page.evaluate(TOO_WIDE)
