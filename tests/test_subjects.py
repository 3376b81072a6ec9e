"""What a figure is about, in words: its sector, its place, and what it is."""

import re

import pytest

from indicators.indicator import COUNTED
from indicators.regions import distinct_names
from indicators.registry import INDICATORS
from pages.components import sentences
from tests.made_figures import VACANCIES, line_of
from tests.visits import seen, visit

SHARE = INDICATORS["vacatures-aandeel-focus"]


@pytest.mark.parametrize(
    ("indicator", "sector", "said"),
    [
        (VACANCIES, "totaal", "Openstaande vacatures"),
        (VACANCIES, "techniek", "Openstaande vacatures in Techniek"),
        (VACANCIES, "focus", "Openstaande vacatures in de focussectoren samen"),
        (SHARE, "focus", "Aandeel vacatures in focussectoren"),
        (SHARE, "techniek", "Aandeel vacatures in Techniek"),
    ],
)
def test_what_a_figure_is_about_names_its_sector(indicator, sector, said):
    assert sentences.subject(indicator, sector) == said


def test_a_share_of_one_sector_is_explained_by_that_sector():
    assert sentences.meaning(SHARE, "techniek") == "Het deel van de openstaande vacatures in Techniek."
    assert sentences.meaning(SHARE, "focus") == SHARE.definition
    assert all(each.definition != sentences.meaning(each, "onderwijs") for each in INDICATORS.values() if each.sectors)


def test_a_rise_that_is_nothing_in_percent_says_no_percentage():
    given = line_of(VACANCIES, {"2022-Q2": 1_000_000.0, "2023-Q2": 1_000_080.0}, step=10)
    assert sentences.development(VACANCIES, given) == "Dat zijn er 80 meer dan in het 2e kwartaal van 2022."


def test_two_places_with_one_name_are_told_apart_by_their_level():
    told = distinct_names([("AM01", "Groningen"), ("PV20", "Groningen"), ("NL01", "Nederland")])
    assert told == {"AM01": "Groningen (arbeidsmarktregio)", "PV20": "Groningen (provincie)", "NL01": "Nederland"}


def test_what_is_not_counted_in_people_is_not_defined_as_people():
    people = ("Mensen ", "Inwoners ", "Werkzoekenden ", "Werknemers ", "Studenten ")
    others = [each for each in INDICATORS.values() if each.unit in COUNTED - {"personen"}]
    assert [each.key for each in others if each.definition.startswith(people)] == []


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    "page", ["bedrijven", "uitkeringen", "banen", "participatie", "onbenut", "vacatures", "banenafspraak", "scholing"]
)
def test_what_a_page_says_at_its_head_is_not_said_again_above_its_chart_but_by_the_chart_itself(page):
    found = seen(visit(f"{page}.py", regio="NL01" if page == "bedrijven" else "AM37"))
    (lead,) = re.findall('<p class="lead">(.+)</p>', found.text)
    assert lead not in re.findall('<p class="finding">(.+)</p>', found.text)
    assert found.charts[0].alt.endswith(lead)


def test_an_indicator_has_one_name_for_every_place_also_for_a_gemeente_and_the_country() -> None:
    said = {key: f"{each.label} {each.unit} {each.definition} {each.calculation}" for key, each in INDICATORS.items()}
    assert [key for key, words in said.items() if " in de regio" in words] == []
