"""The choices above the charts of a page: only those that change something for the place that was chosen."""

import pytest

from pages.components.look import SHAPES
from tests.visits import seen, visit

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_example")]
ALL = set(SHAPES)


@pytest.mark.parametrize(
    ("page", "region", "shapes", "boxes"),
    [
        ("uitkeringen.py", "AM37", ALL, {"marges", "seizoen"}),
        ("uitkeringen.py", "GM0392", ALL, set()),  # its region has a margin, but is of another series
        ("participatie.py", "AM37", ALL - {"inwoners"}, set()),
        ("participatie.py", "NL01", ALL - {"inwoners"}, {"seizoen"}),
        ("vacatures.py", "AM37", ALL, set()),
        ("banen.py", "AM37", ALL, set()),
        ("scholing.py", "AM37", ALL, set()),
        ("banenafspraak.py", "AM37", ALL, set()),
    ],
)
def test_a_choice_is_offered_where_an_indicator_of_the_page_has_it_for_the_place(page, region, shapes, boxes):
    visitor = visit(page, regio=region)
    assert seen(visitor).errors == []
    said = {SHAPES[each] for each in shapes}
    assert set(visitor.selectbox(key="weergave").options) == said
    assert {box.key for box in visitor.selectbox} & {"marges", "seizoen"} == boxes


@pytest.mark.parametrize(
    ("page", "asked", "said"),
    [
        (
            "vacatures.py",
            {"seizoen": "met"},
            "In de link staat seizoen=met, maar daarvan is er hier maar één reeks. Gekozen is nu: Standaard",
        ),
        (
            "banen.py",
            {"marges": "uit"},
            "In de link staat marges=uit, maar de bron geeft hier geen marge. Gekozen is nu: Met marges.",
        ),
        (
            "participatie.py",
            {"weergave": "inwoners"},
            "weergave=inwoners, maar hier zijn geen aantallen om door de inwoners te delen.",
        ),
        ("banen.py", {"marges": "half"}, "In de link staat marges=half, maar dat kennen wij niet. Gekozen is nu: Met marges."),
    ],
)
def test_what_an_address_asks_for_and_a_page_does_not_offer_gets_a_sentence_and_the_usual_page(page, asked, said):
    visitor = visit(page, **asked)
    found = seen(visitor)
    assert found.errors == []
    assert said in found.text
    assert "Deze vorm is er niet" not in found.text
    assert not {*asked} & {*visitor.query_params}
    assert [chart.spec for chart in found.charts] == [chart.spec for chart in seen(visit(page)).charts]


def test_a_choice_that_another_place_does_not_offer_makes_room_without_a_complaint():
    visitor = visit("participatie.py", regio="NL01", seizoen="zonder")
    visitor.selectbox(key="regio").select("AM37").run()
    found = seen(visitor)
    assert (found.errors, "complaint" in found.text, "seizoen" in visitor.query_params) == ([], False, False)
    assert "Deze vorm is er niet" not in found.text


def test_a_page_of_counts_says_why_no_larger_place_stands_beside_them_and_what_to_choose():
    said = "Aantallen staan niet naast die van grotere gebieden. Kies daarvoor “Per 1.000 inwoners”."
    assert said in seen(visit("uitkeringen.py")).text
    assert said not in seen(visit("uitkeringen.py", weergave="inwoners")).text
    assert said not in seen(visit("uitkeringen.py", naast="gemeenten")).text
    assert said not in seen(visit("uitkeringen.py", regio="NL01")).text


def test_a_change_is_offered_in_a_single_year_where_there_is_a_year_before_it_to_compare_with():
    visitor = visit("participatie.py", weergave="verandering", van="2023", tot="2023")
    found = seen(visitor)
    assert (found.errors, visitor.query_params["weergave"], "complaint" in found.text) == ([], "verandering", False)
    assert "Procentpunt meer dan een jaar eerder" in found.text
    after_a_break = visit("participatie.py", weergave="verandering", van="2021", tot="2021")
    said = "In de link staat weergave=verandering, maar hier is geen cijfer van een jaar eerder om mee te vergelijken."
    assert said in seen(after_a_break).text
