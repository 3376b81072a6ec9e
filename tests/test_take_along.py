"""The pages with which figures are taken along: the briefing's preview, the data page and the calculation."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from indicators.derivation import derivation
from indicators.figures import current_figures
from indicators.lines import line
from indicators.plain_text import derivation_text
from indicators.registry import INDICATORS
from pages.components import dutch
from pages.paper.content import briefing_of
from tests.visits import seen, visit

pytestmark = pytest.mark.usefixtures("on_example")


def test_the_preview_shows_what_is_in_the_pdf_and_links_to_exactly_that():
    version = current_figures().version
    text = seen(visit("briefing.py", regio="GM0392", sector="techniek", van="2020")).text
    found = briefing_of(version, "GM0392", "/")
    assert re.findall(r'<p class="value">(.+?)</p>', text) == [tile.value for tile in found.tiles]
    assert text.count(f"/briefing.pdf?regio=GM0392&versie={version}") == 2
    assert all(goal.rule in text for goal in found.goals)
    assert all(source in text for source in found.sources)
    assert f'alt="{found.chart.alt}"' in text


@pytest.mark.slow
def test_the_calculation_shows_the_formula_the_inputs_and_every_cell():
    figures, key = current_figures(), "onbenut-aandeel"
    text = seen(visit("berekening.py", indicator=key, periode="2023")).text
    found = derivation(figures, key, "AM37", "2023")
    assert found.indicator.calculation in text
    assert f'<p class="figure">{dutch.amount(found.value, found.indicator.unit, found.indicator.decimals)} ' in text
    assert all(f'<th scope="row">{given.what}</th><td>{given.column or "zelf berekend"}</td>' in text for given in found.inputs)
    rows = re.findall(r"<tr><th scope=\"row\">Zuid-Kennemerland en IJmond \(AM37\)</th><td>(.*?)</td><td>(.*?)</td>", text)
    assert rows == [(cell.source.table, cell.column) for cell in found.cells]
    assert found.cells[0].snapshot in text


@pytest.mark.slow
def test_the_calculation_follows_the_definition_of_techniek_that_a_chart_was_drawn_with():
    link = re.search(r'"(/berekening\?[^"]*techniek=smal)"', seen(visit("vacatures.py", regio="NL01", techniek="smal")).text)
    asked = dict(parse_qsl(urlsplit(html.unescape(link[1])).query))
    text, usual = (seen(visit("berekening.py", **asked | each)).text for each in ({}, {"techniek": ""}))
    found = derivation(current_figures(), asked["indicator"], "NL01", asked["periode"], techniek="smal")
    figure = f'<p class="figure">{dutch.amount(found.value, found.indicator.unit, found.indicator.decimals)} '
    assert figure in text
    assert figure not in usual


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "unit"),
    [("ww", "personen, gecorrigeerd voor het seizoen"), ("vacaturegraad", "vacatures per 1.000 banen, benadering")],
)
def test_the_calculation_tells_which_of_several_series_a_figure_is_of(key: str, unit: str):
    assert f" <span>{unit}, voorbeeld" in seen(visit("berekening.py", indicator=key)).text
    figures = current_figures()
    newest = line(figures, key, "AM37").points[-1].period
    assert f" {unit}" in derivation_text(derivation(figures, key, "AM37", newest)).splitlines()[0]


def test_the_calculation_says_why_a_definition_leaves_a_figure_out():
    text = seen(visit("berekening.py", indicator="vacatures", sector="techniek", techniek="smal")).text
    assert "Voor deze keuze zijn er geen cijfers. UWV deelt de sectoren zelf in" in text


@pytest.mark.slow
def test_the_calculation_of_every_indicator_opens_on_its_newest_figure():
    visitor = visit("berekening.py")
    for key, indicator in INDICATORS.items():
        visitor.selectbox(key="indicator").select(key).run()
        found = seen(visitor)
        assert found.errors == []
        assert f"<h2>{indicator.label}, " in found.text
        assert 'class="notice complaint"' not in found.text


@pytest.mark.slow
def test_a_chosen_period_that_the_next_indicator_lacks_is_let_go():
    visitor = visit("berekening.py", indicator="vacatures", periode="2024-Q1")
    assert "1e kwartaal 2024</h2>" in seen(visitor).text
    visitor.selectbox(key="indicator").select("netto-arbeidsparticipatie").run()
    assert "periode" not in visitor.query_params
    assert 'class="notice complaint"' not in seen(visitor).text


@pytest.mark.slow
def test_the_link_below_a_chart_opens_the_calculation_of_its_newest_figure():
    text = seen(visit("participatie.py", regio="GM0392")).text
    assert "/berekening?regio=GM0392&indicator=netto-arbeidsparticipatie&periode=2025" in text


def test_a_long_table_is_read_sheet_by_sheet_and_put_in_order():
    visitor = visit("gegevens.py", indicator="vacatures", gebieden="AM37,NL01", volgorde="hoogste", blad="2")
    text = seen(visitor).text
    assert "Rij 201 tot en met 400 van de " in text
    assert text.count('<tr><th scope="row">') == 200
    figures = [int(cell.replace(".", "")) for cell in re.findall(r'<td class="number">([\d.]+)</td>', text)]
    assert figures == sorted(figures, reverse=True)


def test_a_sheet_beyond_the_last_one_is_the_last_one():
    text = seen(visit("gegevens.py", indicator="werklozen", gebieden="AM37,NL01", blad="99", van="2020")).text
    assert 'class="notice complaint"' not in text
    assert "<table>" in text


def test_the_data_page_has_links_citations_and_code_to_copy():
    visitor = visit("gegevens.py", indicator="werklozen", gebieden="GM0392", sectoren="techniek")
    copied = [code.value for code in visitor.code]
    assert len(copied) == 7
    assert copied[0].endswith("/gegevens?indicator=werklozen&gebieden=GM0392&sectoren=techniek")
    assert any(text.startswith("@misc{") for text in copied)
    assert sum(f"stand={current_figures().version}" in text for text in copied) == 3  # the link, the citation and BibTeX
    assert sum("/api/v1/gegevens.csv?indicator=werklozen&regio=GM0392&sector=techniek" in text for text in copied) == 6
    links = re.findall(r'href="(/api/v1/gegevens\.[^"]+)"', html.unescape("\n".join(seen(visitor).blocks)))
    assert [link.split("?")[0].rpartition(".")[2] for link in links] == ["xlsx", "csv", "csv", "json", "parquet"]
