"""Every page, run whole on the example figures: for each kind of region, for a sector, for wrong links and without data."""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pages.stewardship.door import OPENED_BY
from tests.example_folder import refreshed_again
from tests.visits import PAGES, Seen, in_download, in_table, looked_at, seen, visit
from warehouse.versions import Versions

STEWARDSHIP = {f"{page}.py" for page in (*OPENED_BY, "inloggen")}  # in the menu only where people can log in
TOPICS = [
    "banen.py", "banenafspraak.py", "focussectoren.py", "onbenut.py", "participatie.py", "regios.py", "uitkeringen.py",
    "vacatures.py", "veranderd.py", "woonwerk.py",
]  # fmt: skip
OTHER_ADDRESSES = [{"regio": "GM0392"}, {"regio": "NL01"}, {"regio": "PV27", "sector": "techniek", "van": "2022", "tot": "2024"}]
ADDRESSES = [
    {"regio": "AM37"},
    *(pytest.param(each, marks=pytest.mark.slow) for each in OTHER_ADDRESSES),
]


@pytest.fixture(scope="module", params=ADDRESSES, ids=lambda address: "&".join(f"{k}={v}" for k, v in address.items()))
def all_pages(request: pytest.FixtureRequest, example_data: Path) -> dict[str, Seen]:
    """All pages with one address, each as it was seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(example_data))
        visitor = visit(**request.param)
        return {page: looked_at(visitor, page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_title_the_example_banner_and_nothing_that_went_wrong(all_pages, page):
    found = all_pages[page]
    assert found.errors == []
    assert len(re.findall("<h1>.+</h1>", found.text)) == 1
    assert found.text.count('<div class="notice example"') == 1
    assert 'class="notice complaint"' not in found.text
    assert found.text.count("<footer") == 1


@pytest.mark.parametrize("page", PAGES)
def test_each_chart_has_an_alternative_a_source_note_a_table_and_downloads(all_pages, page):
    found = all_pages[page]
    assert len(found.feet) == len(found.charts)
    assert len(found.charts) >= 2 or page not in TOPICS
    assert all(len(chart.alt) > 20 for chart in found.charts)
    for foot in found.feet:
        assert re.search(r'"source">Bron: voorbeeld .+, gemaakt \d.+ Alle (andere )?cijfers zijn voorbeeldcijfers\.</p>', foot)
        assert foot.count("<table>") == 1
        assert foot.count('<tr><th scope="row">') >= 1
        assert foot.count('<a href="/api/v1/') == 5  # kinds of file
        many = page in ("regios.py", "veranderd.py") or "/api/v1/pendel/" in foot  # many figures, or flows between regions
        assert foot.count('<a href="/berekening?') == (not many)
        assert foot.count("data-picture=") == 2
    names = [re.search(r'<div class="chart-foot" role="group" aria-label="([^"]+)">', foot) for foot in found.feet]
    assert all(names)
    assert len({name[1] for name in names}) == len(names)  # which chart, for who hears "Excel" or "PNG"


@pytest.mark.parametrize("page", ["banenafspraak.py", "onbenut.py", "participatie.py", "uitkeringen.py"])
@pytest.mark.usefixtures("on_example")
def test_the_download_holds_every_figure_of_the_table(all_pages, page):
    for foot in all_pages[page].feet:
        assert in_table(foot)
        assert in_table(foot) <= in_download(foot)


@pytest.mark.usefixtures("on_example")
def test_the_overview_asks_about_the_region_and_shows_the_pillars_of_its_agenda():
    found = seen(visit())
    assert "<h1>Hoe staat de regio ervoor?</h1>" in found.text
    steps = ["Wat ziet u?", "Hoe zeker is een cijfer?", "Hoe neemt u het mee?"]
    pillars = ["Inclusiviteit", "Leven lang ontwikkelen", "Talent boeien & binden"]
    assert re.findall("<h2>(.+?)</h2>", found.text) == [*steps, *pillars]
    assert "doelen die te beoordelen zijn" in found.text
    assert '<p class="status' in found.text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_overview_of_another_region_has_no_targets_and_links_that_keep_the_region():
    found = seen(visit(regio="AM18", van="2020"))
    assert '<p class="status' not in found.text
    assert "horen bij de agenda van Zuid-Kennemerland en IJmond" in found.text
    links = re.findall(r'href="(/\w+(?:\?[^"]*)?)" target="_self"', found.text)
    cards, foot = "/participatie?regio=AM18&van=2020", "/bronnen?regio=AM18&van=2020"
    assert {cards, foot} < set(links)
    assert all("regio=AM18&van=2020" in link for link in links)


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_where_a_gemeente_has_no_figures_its_region_stands_in_and_the_page_says_so():
    visitor = visit(regio="GM0392")
    said = "Haarlem heeft hierover zelf geen reeks. U ziet daarom Zuid-Kennemerland en IJmond."
    assert said in looked_at(visitor, "vacatures.py").text
    assert "zelf geen reeks" not in looked_at(visitor, "participatie.py").text


@pytest.mark.usefixtures("on_example")
def test_years_without_figures_say_so_instead_of_an_empty_chart():
    found = seen(visit("participatie.py", tot="2005"))
    assert (found.errors, found.charts) == ([], [])
    assert "Voor deze keuze zijn er geen cijfers." in found.text


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("on_example")
def test_a_wrong_link_gives_a_friendly_sentence_and_the_page(page):
    found = seen(visit(page, regio="XX", tot="9", foo="1"))
    assert found.errors == []
    assert "<strong>Deze link klopt niet helemaal.</strong>" in found.text
    assert "In de link staat regio=XX, maar dat kennen wij niet. Gekozen is nu: Zuid-Kennemerland en IJmond." in found.text
    assert "In de link staat tot=9, maar dat kennen wij niet." in found.text
    assert "De link heeft een onderdeel dat wij niet kennen: foo." in found.text
    assert "<h1>" in found.text


@pytest.mark.usefixtures("on_example")
def test_years_in_the_wrong_order_are_told_where_no_figure_can_be_shown():
    found = seen(visit("gegevens.py", van="2024", tot="2020"))
    assert found.errors == []
    assert "Voor deze keuze zijn er geen cijfers." in found.text
    assert "Deze jaren kunnen niet" in found.text


def test_without_any_data_the_page_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    visitor = visit()
    found = seen(visitor)
    assert found.errors == []
    assert found.text.count("<h1>") == 1
    assert "Er zijn nog geen cijfers. Haal ze op met python -m ingest refresh" in found.text
    assert list(visitor.selectbox) == []


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_filters_survive_a_change_of_page():
    visitor = visit()
    for name, choice in {"regio": "GM0392", "sector": "techniek", "van": "2019", "tot": "2024"}.items():
        visitor.selectbox(key=name).select(choice).run()
    for page in ("vacatures.py", "gegevens.py", "agenda.py", "uitleg.py", "overzicht.py"):
        visitor.switch_page(page).run()
        chosen = {name: visitor.selectbox(key=name).value for name in ("regio", "sector", "van", "tot")}
        assert chosen == {"regio": "GM0392", "sector": "techniek", "van": "2019", "tot": "2024"} == dict(visitor.query_params)


@pytest.mark.usefixtures("on_example")
def test_the_menu_leads_to_every_page_and_keeps_the_filters():
    menu = next(each.proto.body for each in visit(regio="GM0392", van="2020", foo="1").get("html") if "<nav" in each.proto.body)
    links = [urlsplit(html.unescape(href)) for href in re.findall('href="(.*?)"', menu)]
    assert sorted(f"{link.path[1:] or 'overzicht'}.py" for link in links) == [page for page in PAGES if page not in STEWARDSHIP]
    assert {link.query for link in links} == {"regio=GM0392&van=2020"}


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_a_sector_changes_the_vacancies_and_another_border_of_techniek_the_share():
    visitor = visit("vacatures.py", sector="techniek", regio="PV27")
    found = seen(visitor)
    assert " vacatures open in Techniek." in found.text
    assert "is hier: Nijverheid, energie en ICT (B-F en J)." in found.text
    visitor.selectbox(key="techniek").select("smal").run()
    narrow = seen(visitor)
    assert "is hier: Industrie, energie, water en bouw (C-F)." in narrow.text
    assert visitor.query_params["techniek"] == "smal"
    assert narrow.charts[0].spec == found.charts[0].spec
    assert [old.spec == new.spec for old, new in zip(found.charts, narrow.charts, strict=True)].count(False) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_data_page_shows_what_was_chosen_and_says_how_much_it_leaves_out():
    visitor = visit("gegevens.py", indicator="werklozen,vacatures", gebieden="AM37,NL01")
    found = seen(visitor)
    assert "<caption>Werklozen en Openstaande vacatures</caption>" in found.text
    forms = re.findall(r'<a(?: class="button")? href="/api/v1/gegevens\.[^"]+" download>(.+?)</a>', found.text)
    assert forms == ["Excel", "CSV voor Excel", "CSV internationaal", "JSON", "Parquet"]
    rows, listed = re.findall(r"([\d.]+) rijen\. Elke rij", found.text)[0], found.text.count('<tr><th scope="row">')
    assert listed == 200
    assert f"Rij 1 tot en met 200 van de {rows}; een download heeft ze allemaal." in found.text
    visitor.multiselect(key="indicator").set_value([]).run()
    assert "Kies minstens één indicator en één gebied." in seen(visitor).text


@pytest.mark.slow
def test_a_version_published_while_the_app_runs_shows_at_the_next_run(example_copy, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(example_copy))
    visitor = visit("participatie.py", tot="2023")
    before = seen(visitor)
    old = Versions(example_copy).published()
    assert f"Versie {old}" in before.text
    assert '<p class="value">73,9%</p>' in before.text
    refreshed_again(example_copy)
    after = seen(visitor.run())
    assert after.errors == []
    assert Versions(example_copy).published() != old
    assert f"Versie {Versions(example_copy).published()}" in after.text
    assert '<p class="value">80,0%</p>' in after.text
