"""What makes a series another one (the season taken out, an approximation) is in its unit wherever that stands."""

import re

import pytest

from indicators.contributions import explain
from indicators.figures import Figures
from indicators.plain_text import explanation_text
from tests.visits import seen, visit

ADJUSTED = "personen, gecorrigeerd voor het seizoen"
APPROXIMATE = "Vacatures per 1.000 banen, benadering"


@pytest.mark.parametrize(("key", "unit"), [("ww", ADJUSTED), ("onbenut-arbeidspotentieel", "personen")])
def test_what_adds_to_a_change_is_in_the_unit_of_the_series(figures: Figures, key: str, unit: str) -> None:
    found = explain(figures, key, "AM37")
    assert set(found.table()["eenheid"]) == {unit}
    assert f" {unit} (voorbeeld)" in explanation_text(found)


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("page", "asked", "begins"),
    [
        ("focussectoren.py", {}, [APPROXIMATE]),
        ("regios.py", {"cijfer": "vacaturegraad"}, [APPROXIMATE] * 2),
        ("regios.py", {"cijfer": "ww"}, ["Personen, gecorrigeerd voor het seizoen"] * 2),
    ],
)
def test_a_chart_of_places_or_sectors_says_what_series_it_shows(page: str, asked: dict[str, str], begins: list[str]) -> None:
    subtitles = re.findall(r'<p class="subtitle">([^<]*)</p>', seen(visit(page, **asked)).text)
    assert [said[: len(begins[0])] for said in subtitles if said.startswith(begins[0])] == begins


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_page_of_the_focus_sectors_first_says_how_much_of_the_jobs_is_in_them() -> None:
    standard, narrow = (seen(visit("focussectoren.py", **asked)).text for asked in ({}, {"techniek": "midden"}))
    said = [
        re.search(r"In december \d{4} was (\d\d,\d%) \(voorbeeld\) van alle banen van werknemers in ", text)
        for text in (standard, narrow)
    ]
    assert all(said)
    assert f">{said[0][1]}<" in standard.partition("<h2>In één tabel</h2>")[2]  # the figure of the table
    assert said[0][1] != said[1][1]  # it follows what counts as Techniek
