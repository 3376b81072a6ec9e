"""Lines beside other places: who has no figures is named, and what belongs to the figure itself stays in the chart."""

import html
import json

import pytest

from indicators.regions import Region
from indicators.registry import INDICATORS
from pages.components.sentences import comparison, development
from tests.made_figures import line_of
from tests.visits import seen, visit

pytestmark = pytest.mark.usefixtures("on_example")
TOWNS = "Beverwijk, Bloemendaal, Haarlem, Heemskerk, Heemstede, Velsen en Zandvoort"


def diamonds_and_levels(chart) -> tuple[int, int]:
    """How many figures from documents a chart has, and how many dotted lines over its whole width."""
    drawn = json.loads(chart.spec)
    diamonds = [len(each["y"]) for each in drawn["data"] if each.get("name") == "Volgens een document van de regio"]
    return sum(diamonds), len([shape for shape in drawn["layout"]["shapes"] if shape.get("xref") == "x domain"])


@pytest.mark.slow
def test_places_without_figures_to_stand_beside_are_named():
    found = seen(visit("vacatures.py", naast="gemeenten"))
    assert f"Zonder {TOWNS}: daarvan zijn hierover geen cijfers." in html.unescape(found.text)
    assert "Zonder " not in seen(visit("participatie.py", naast="gemeenten")).text
    other = seen(visit("vacatures.py", naast="gemeenten", weergave="index"))
    assert f"Zonder {TOWNS}: daarvan zijn in deze vorm geen cijfers." in html.unescape(other.text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("participatie.py", {"naast": "niets"}),
        ("participatie.py", {"naast": "gemeenten"}),
        ("uitkeringen.py", {"marges": "uit"}),
        ("onbenut.py", {"naast": "alike"}),
    ],
)
def test_other_places_or_no_margins_leave_the_target_and_the_figures_from_documents_in_the_chart(page, asked):
    usual, other = seen(visit(page)), seen(visit(page, **asked))
    first = diamonds_and_levels(usual.charts[0])
    assert page == "uitkeringen.py" or sum(first) > 0
    assert diamonds_and_levels(other.charts[0]) == first
    assert other.feet[0].count(">gepubliceerd<") == usual.feet[0].count(">gepubliceerd<")


@pytest.mark.slow
def test_another_form_has_no_target_and_no_figures_from_documents():
    assert diamonds_and_levels(seen(visit("participatie.py", weergave="index")).charts[0]) == (0, 0)


@pytest.mark.parametrize(
    ("key", "beside"),
    [
        ("spanning", True), ("netto-arbeidsparticipatie", True), ("pendel-uitgaand", False),  # a larger place has fewer commuters
        ("vacaturegraad", False),  # of two sources, that of the country of one
        ("vacatures", False),
    ],
)  # fmt: skip
def test_a_ratio_that_is_drawn_alike_everywhere_stands_beside_wider_places(key, beside):
    assert INDICATORS[key].stands_beside_others is beside


def test_a_ratio_is_higher_or_lower_and_is_compared_without_percentage_points():
    tension = INDICATORS["spanning"]
    own, country = line_of(tension, {"2024": 3.4, "2025": 3.27}), line_of(tension, {"2025": 2.49})
    assert development(tension, own).startswith("Dat is 0,13 lager dan in 2024")
    assert comparison(tension, own, country, Region("NL01", "Nederland", "land")).startswith(
        "Het cijfer is 0,78 hoger dan in Nederland (2,49)"
    )
