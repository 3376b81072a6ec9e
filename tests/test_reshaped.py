"""Lines in another form: an index, a change on a year, per 1,000 inhabitants; on worked examples, and on the pages."""

import pytest

from indicators.lines import line_by_season
from indicators.point import differs
from indicators.registry import INDICATORS
from indicators.reshaped import INDEX, change_on_a_year, index, per_1000_inhabitants, without_margins
from pages.components import look
from pages.components.look import SHAPES
from pages.components.shown import shown
from pages.components.view import Look, View
from tests.made_figures import PARTICIPATION, UNTAPPED, VACANCIES, line_of
from tests.visits import seen, visit

PEOPLE = line_of(UNTAPPED, {"2021": 200_000, "2023": 250_000})


def values(line) -> dict[str, float]:
    return {point.period: round(point.value, 3) for point in line.points}


def unit(line) -> str:
    return line.rows["eenheid"].iloc[0]


def test_an_index_is_a_percentage_of_the_first_figure_with_its_margin():
    found = index(line_of(UNTAPPED, {"2021": 20_000, "2022": 25_000, "2023": 15_000}, margin=1_000))
    assert values(found) == {"2021": 100, "2022": 125, "2023": 75}
    assert (found.points[1].lower, found.points[1].upper) == (120, 130)
    assert unit(found) == "index (2021 is 100)"


def test_an_index_begins_after_the_last_break():
    found = index(line_of(PARTICIPATION, {"2019": 60.0, "2020": 61.0, "2021": 70.0, "2022": 77.0}, dataset="participation"))
    assert values(found) == {"2021": 100, "2022": 110}


def test_lines_beside_each_other_have_one_base():
    longer = line_of(UNTAPPED, {"2020": 10_000, "2021": 20_000, "2022": 30_000})
    assert values(index(longer, "2021")) == {"2021": 100, "2022": 150}
    assert index(line_of(UNTAPPED, {"2022": 30_000}), "2021").points == []


def test_an_index_from_nothing_is_nothing():
    assert index(line_of(VACANCIES, {"2021-Q1": 0, "2021-Q2": 10})).points == []
    assert index(line_of(VACANCIES, {"2021-Q1": None})).points == []


def test_a_count_changes_in_percent_and_a_percentage_in_points():
    vacancies = change_on_a_year(line_of(VACANCIES, {"2022-Q1": 8_000, "2022-Q2": 9_000, "2023-Q1": 10_000, "2023-Q3": 7_000}))
    assert values(vacancies) == {"2023-Q1": 25}
    assert unit(vacancies) == "% meer dan een jaar eerder"
    share = change_on_a_year(line_of(PARTICIPATION, {"2021": 70.0, "2022": 72.5, "2023": 72.0}, margin=0.5))
    assert values(share) == {"2022": 2.5, "2023": -0.5}
    assert unit(share) == "procentpunt meer dan een jaar eerder"
    assert share.points[0].lower is None  # the figures of two years do not give the margin of their difference


def test_nothing_is_a_part_of_what_was_less_than_nothing():
    assert values(change_on_a_year(line_of(VACANCIES, {"2022-Q1": -50, "2023-Q1": -20}))) == {}


def test_a_change_never_reaches_over_a_break():
    broken = line_of(PARTICIPATION, {"2019": 60.0, "2020": 61.0, "2021": 70.0, "2022": 71.0}, dataset="participation")
    assert values(change_on_a_year(broken)) == {"2020": 1, "2022": 1}


def test_a_count_per_inhabitant_takes_the_population_of_its_year_or_the_one_before():
    found = per_1000_inhabitants(line_of(UNTAPPED, {"2020": 9_000, "2021": 20_000, "2022": 22_000, "2023": 20_000}), PEOPLE)
    assert values(found) == {"2021": 100, "2022": 110, "2023": 80}
    assert unit(found).endswith("per 1.000 inwoners van 15 tot 75 jaar")


def test_a_count_per_inhabitant_is_as_definite_as_the_weaker_of_count_and_population():
    people = line_of(UNTAPPED, {"2024": 20_000, "2025": 20_000}, status={"2025": "voorlopig"})
    found = per_1000_inhabitants(line_of(UNTAPPED, {"2024": 1_000, "2025": 1_000}), people)
    assert [point.status for point in found.points] == ["definitief", "voorlopig"]


def test_what_is_set_against_an_earlier_figure_is_no_firmer_than_that_one():
    line = line_of(
        UNTAPPED, {"2022": 28_000, "2023": 27_000, "2024": 26_000}, status={"2022": "gepubliceerd", "2024": "voorlopig"}
    )
    assert [point.status for point in change_on_a_year(line).points] == ["gepubliceerd", "voorlopig"]
    assert {point.status for point in index(line).points} == {"gepubliceerd"}


def test_a_count_per_inhabitant_is_as_coarse_as_the_count_and_the_population_together():
    town = line_of(UNTAPPED, {"2024": 19_000, "2025": 20_000}, step=1_000)
    before, after = per_1000_inhabitants(line_of(UNTAPPED, {"2024": 1_000, "2025": 1_000}, step=30), town).points
    assert (round(before.value, 2), after.value) == (52.63, 50)
    assert after.step == pytest.approx((1.5**2 + 2.5**2) ** 0.5)  # 30 of 20,000, and 50 x 1,000 of 20,000
    assert not differs(before, after)  # nothing changed but the rounded population
    exact = line_of(UNTAPPED, {"2025": 20_000})  # not rounded to thousands
    assert per_1000_inhabitants(line_of(UNTAPPED, {"2025": 1_000}, step=30), exact).points[0].step == pytest.approx(1.5)


def test_a_percentage_has_no_figure_per_inhabitant():
    for ratio in (PARTICIPATION, INDICATORS["spanning"], INDICATORS["vacaturegraad"]):
        assert per_1000_inhabitants(line_of(ratio, {"2021": 70.0}), PEOPLE).points == []


def test_margins_can_be_left_out():
    (point,) = without_margins(line_of(UNTAPPED, {"2023": 25_000}, margin=500)).points
    assert (point.value, point.lower, point.upper) == (25_000, None, None)


@pytest.mark.parametrize(
    ("key", "region", "adjusted", "frequency", "dataset"),
    [
        ("ww", "AM37", True, "month", "ww"),
        ("ww", "AM37", False, "month", "benefits"),
        ("netto-arbeidsparticipatie", "NL01", True, "quarter", "labour-force-nl-adjusted"),
        ("netto-arbeidsparticipatie", "NL01", False, "quarter", "labour-force-nl"),
    ],
)
def test_both_series_are_there_where_sources_give_both(figures, key, region, adjusted, frequency, dataset):
    found = line_by_season(figures, key, region, adjusted)
    assert {*found.rows["frequency"]} == {frequency}
    assert {*found.rows["dataset"]} == {dataset}
    assert all(("seizoen" in unit) is adjusted for unit in found.rows["eenheid"])


def test_without_such_a_source_there_is_no_line(figures):
    assert line_by_season(figures, "netto-arbeidsparticipatie", "AM37", adjusted=True).points == []
    assert line_by_season(figures, "vacatures", "AM37", adjusted=True).points == []


def test_an_index_and_a_count_per_inhabitant_say_that_the_season_is_out_of_them(figures):
    adjusted, unadjusted = (line_by_season(figures, "ww", "AM37", season) for season in (True, False))
    assert unit(index(adjusted, "2015-01")) == "index (januari 2015 is 100), gecorrigeerd voor het seizoen"
    assert unit(per_1000_inhabitants(adjusted, PEOPLE)).endswith("van 15 tot 75 jaar, gecorrigeerd voor het seizoen")
    assert not any("seizoen" in unit(each) for each in (index(unadjusted), per_1000_inhabitants(unadjusted, PEOPLE)))
    assert unit(change_on_a_year(adjusted)) == "% meer dan een jaar eerder"  # in which there is no season


def test_an_index_promises_no_base_of_a_year():
    assert SHAPES[INDEX] == "Index: het begin is 100"  # the base is a month or a quarter as well


@pytest.mark.parametrize(
    ("drawn", "within"),
    [
        ({"2022": 70.0, "2023": 71.0, "2024": 71.0}, True),
        ({"2022": 70.0, "2023": 70.0, "2024": 71.0}, False),
        ({"2018": 60.0, "2019": 60.0, "2020": 61.0, "2021": 61.0}, False),  # a break lies before the last, so 2020 is drawn last
        ({"2018": 60.0, "2019": 61.0, "2020": 61.0, "2021": 70.0}, True),
    ],
)
def test_a_caution_is_about_the_change_that_is_drawn_last_of_the_season_that_was_chosen(figures, monkeypatch, drawn, within):
    told = []
    monkeypatch.setattr(look, "line_by_season", lambda *_: line_of(PARTICIPATION, drawn, dataset="participation"))
    monkeypatch.setattr(look, "draw_card", lambda *given: told.append(given[2].finding))
    view = View(figures.version, "AM37", "totaal", None, None, look=Look("verandering", "niets", season="zonder"))
    monkeypatch.setenv("DATA_DIR", str(figures.versions.data_dir))
    look.draw_looked_at(view, shown(view, PARTICIPATION.key))
    assert told[0].endswith(" De laatste verandering valt binnen de afronding.") is within


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("page", "address", "words"),
    [
        ("vacatures.py", {"weergave": "index"}, "Openstaande vacatures als index"),
        ("participatie.py", {"weergave": "verandering", "naast": "gemeenten"}, "Procentpunt meer dan een jaar eerder"),
        ("onbenut.py", {"weergave": "inwoners", "naast": "alike"}, "per 1.000 inwoners van 15 tot 75 jaar"),
        ("onbenut.py", {"weergave": "inwoners"}, "De bevolking is afgerond op duizendtallen"),
        ("banen.py", {"weergave": "inwoners"}, "Deze vorm is er niet voor aandeel banen in focussectoren in Zuid-Kennemer"),
        ("participatie.py", {"seizoen": "zonder", "regio": "NL01"}, "gecorrigeerd voor het seizoen"),
        ("uitkeringen.py", {"weergave": "index"}, "is 100), gecorrigeerd voor het seizoen, Zuid-Kennemerland en IJmond"),
        ("uitkeringen.py", {"seizoen": "zonder"}, "Deze vorm is er niet voor personen met bijstand in Zuid-Kennemerland"),
        ("uitkeringen.py", {"seizoen": "met"}, "Personen, Zuid-Kennemerland en IJmond"),
        ("participatie.py", {"naast": "alike", "regio": "NL01"}, "alleen voor een arbeidsmarktregio"),
        ("uitkeringen.py", {"marges": "uit", "naast": "niets"}, "Personen met een WW-uitkering"),
        ("banen.py", {"weergave": "krom"}, "In de link staat weergave=krom, maar dat kennen wij niet."),
    ],
)
def test_a_page_draws_the_form_that_its_address_asks_for(page, address, words):
    visitor = visit(page, **address)
    found = seen(visitor)
    assert found.errors == []
    assert words in found.text
    kept = {name: value for name, value in address.items() if value != "krom"}
    assert {name: visitor.query_params.get(name) for name in kept} == kept


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_table_below_the_chart_has_the_form_too():
    found = seen(visit("vacatures.py", weergave="index"))
    assert ">100,0<" in found.text
    assert "De downloads geven de reeks die het dashboard standaard gebruikt." in found.text
