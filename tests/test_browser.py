"""The dashboard in a real browser, as a visitor uses it: the filters, links, downloads, and the way to a cell of the source."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pypdf
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browsing import IN_BROWSER, choose

pytestmark = IN_BROWSER


def test_the_page_is_dutch_and_lets_in_nothing_from_elsewhere(page: Page, address: str) -> None:
    assert "default-src 'self'" in page.goto(address).headers["content-security-policy"]
    assert page.locator("html").get_attribute("lang") == "nl"


def test_region_and_sector_change_the_page_and_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/vacatures")
    expect(page.get_by_text("stonden er in Zuid-Kennemerland en IJmond").first).to_be_visible()
    choose(page, "Gebied", "Groot Amsterdam (arbeidsmarktregio)")
    expect(page.get_by_text("stonden er in Groot Amsterdam").first).to_be_visible()
    choose(page, "Sector", "Techniek")
    expect(page.get_by_text("vacatures open in Techniek").first).to_be_visible()
    assert page.url == f"{address}/vacatures?regio=AM18&sector=techniek"
    page.get_by_role("link", name="Participatie en werkloosheid", exact=True).click()
    expect(page.get_by_text("Groot Amsterdam (arbeidsmarktregio)").first).to_be_visible()
    assert "regio=AM18" in page.url


def test_back_and_forward_go_through_the_views(page: Page, address: str) -> None:
    page.goto(f"{address}/onbenut")
    expect(page.get_by_text("waren er in Zuid-Kennemerland en IJmond").first).to_be_visible()
    choose(page, "Gebied", "Haarlem (gemeente)")
    expect(page.get_by_text("waren er in Haarlem").first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("waren er in Zuid-Kennemerland en IJmond").first).to_be_visible()
    page.go_forward()
    expect(page.get_by_text("waren er in Haarlem").first).to_be_visible()


def test_a_shared_link_opens_the_same_view(page: Page, address: str) -> None:
    page.goto(f"{address}/participatie?regio=GM0453&van=2018&tot=2023")
    expect(page.get_by_text("Velsen (gemeente)").first).to_be_visible()
    expect(page.get_by_text("2018 tot en met 2023").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Tot en met")).to_have_value("2023")


def test_a_wrong_link_is_met_with_a_friendly_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}/participatie?regio=AM99&kleur=rood")
    expect(page.get_by_text("regio=AM99")).to_be_visible()
    expect(page.get_by_text("kleur", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Participatie en werkloosheid")


def test_a_csv_for_excel_is_downloaded_from_a_chart_and_from_the_data_page(page: Page, address: str) -> None:
    page.goto(f"{address}/onbenut?regio=GM0392")
    with page.expect_download() as from_chart:
        page.get_by_role("link", name="CSV voor Excel").first.click()
    text = Path(from_chart.value.path()).read_bytes().decode("utf-8-sig")
    assert text.startswith("indicator;regiocode;regio;sector;periode;waarde;")
    assert ";Haarlem;totaal;2023;12000;;;voorbeeld;personen;" in text
    page.goto(f"{address}/gegevens?indicator=vacatures&gebieden=AM37&sector=techniek&van=2026")
    with page.expect_download() as from_page:
        page.get_by_role("link", name="CSV internationaal").first.click()
    rows = Path(from_page.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3  # the header and two quarters of 2026
    assert rows[1].startswith("vacatures,AM37,Zuid-Kennemerland en IJmond,techniek,2026-Q1,")


def test_the_table_under_a_chart_opens_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/onbenut")
    summary = page.get_by_text("Bekijk als tabel").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("columnheader", name="Status").first).to_be_visible()


def test_a_chart_is_saved_as_svg_and_png_with_its_title_and_source_in_it(page: Page, address: str) -> None:
    page.goto(f"{address}/onbenut")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    title = page.locator(".chart-head h2").first.inner_text()
    source = page.locator(".chart-foot .source").first.inner_text()
    with page.expect_download() as vectors:
        page.get_by_role("button", name="SVG").first.click()
    assert vectors.value.suggested_filename == "onbenut-arbeidspotentieel-verloop.svg"
    drawing = Path(vectors.value.path()).read_text(encoding="utf-8")
    assert "non-scaling-stroke" not in drawing  # its lines grow with it, as its dots and letters do
    picture = ET.fromstring(drawing)
    texts = ["".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0].replace(" ", "") == title.replace(" ", "")
    assert texts[-1].replace(" ", "") == source.replace(" ", "")
    assert any("looptijd agenda" in text for text in texts)
    button = page.get_by_role("button", name="PNG").first
    button.focus()
    with page.expect_download() as pixels:
        page.keyboard.press("Enter")
    with Image.open(pixels.value.path()) as image:
        assert image.size == tuple(3 * int(picture.get(side)) for side in ("width", "height"))
        assert image.convert("L").getextrema() != (255, 255)


def test_a_saved_chart_of_flows_has_its_words_in_the_colour_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/woonwerk")
    word = page.locator(".sankey .node-label").filter(has_text="Groot Amsterdam").first
    expect(word).to_be_visible()
    with page.expect_download() as vectors:
        page.get_by_role("button", name="SVG").first.click()
    page.set_content(Path(vectors.value.path()).read_text(encoding="utf-8"))  # on its own, without the style of the page
    assert word.evaluate("word => getComputedStyle(word).fill") == "rgb(27, 39, 51)"


def test_the_overview_leads_to_the_briefing_of_the_same_region(page: Page, address: str) -> None:
    page.goto(f"{address}/?regio=GM0392")
    page.get_by_role("link", name="Briefing voor college en raad (pdf)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Briefing")
    expect(page.get_by_text("Haarlem (gemeente)").first).to_be_visible()


def test_the_briefing_opens_as_a_pdf_with_the_figures_of_the_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?regio=GM0392")
    expect(page.locator(".tile .value")).to_have_count(5)
    values = page.locator(".tile .value").all_inner_texts()
    with page.expect_download() as paper:
        page.get_by_role("link", name="Bewaar de pdf").click()
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(paper.value.path()).pages)
    assert all(value in text for value in values)


def test_the_way_from_a_chart_to_the_cells_behind_it(page: Page, address: str) -> None:
    page.goto(f"{address}/onbenut?regio=GM0392")
    page.get_by_text("Hoe is dit berekend?", exact=True).last.click()
    page.get_by_role("link", name="Bekijk de invoer en de cellen van de bron").last.click()
    expect(page.get_by_role("heading", level=1, name="Hoe is dit berekend?")).to_be_visible()
    expect(page.get_by_role("table", name="De cellen van de bron, zoals die ze geeft")).to_contain_text("Haarlem (GM0392)")
