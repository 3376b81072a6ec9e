"""What documents print below the charts of a page: each diamond has a row, which says what it is and in which unit."""

import json
import re

import pandas as pd
import pytest

from indicators.figures import Figures, current_figures
from tests.visits import seen, visit

pytestmark = pytest.mark.usefixtures("on_example")
CAPTION = "<caption>Cijfers in documenten van de regio</caption>"


def rows_of(found) -> list[list[str]]:
    """The first three cells of each row below the charts: what it is, its period, and the figure."""
    table = next(each for each in found.blocks if CAPTION in each).partition(CAPTION)[2]
    return [re.findall(r"<t[hd][^>]*>([^<]*)", row)[:3] for row in table.split("<tr>")[2:]]


def diamonds(chart) -> int:
    """How many figures of documents a chart has."""
    named = [each for each in json.loads(chart.spec)["data"] if each.get("name") == "Volgens een document van de regio"]
    return sum(len(each["y"]) for each in named)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["vacatures.py", "banen.py", "participatie.py", "onbenut.py", "scholing.py"])
def test_each_figure_of_a_document_in_a_chart_has_a_row(page):
    found = seen(visit(page))
    dated = [row for row in rows_of(found) if row[1] != "niet genoemd"]
    assert len(dated) == sum(diamonds(chart) for chart in found.charts) > 0


@pytest.mark.slow
def test_a_row_says_what_it_is_and_has_a_unit():
    rows = rows_of(seen(visit("vacatures.py")))
    assert ["Openstaande vacatures", "K1 2023", "8.150 vacatures"] in rows
    assert ["Aandeel vacatures in focussectoren", "K1 2023", "40%"] in rows


@pytest.mark.slow
def test_where_the_region_stands_in_for_a_gemeente_so_do_its_documents():
    assert rows_of(seen(visit("vacatures.py", regio="GM0392"))) == rows_of(seen(visit("vacatures.py")))


@pytest.mark.slow
def test_a_figure_of_a_range_of_periods_has_a_row_that_says_so(monkeypatch):
    printed = Figures.printed.func(current_figures())
    of_a_range = printed[printed["onderwerp"] == "vacatures"].head(1).assign(periode="2022-Q1/2022-Q3")
    monkeypatch.setattr(Figures, "printed", property(lambda _: pd.concat([printed, of_a_range])))
    found = seen(visit("vacatures.py", van="2018"))  # years that nobody chose before: what was drawn is remembered
    assert found.errors == []
    assert "K1 2022 tot en met K3 2022" in [row[1] for row in rows_of(found)]
