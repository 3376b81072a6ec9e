"""Numbers, periods and dates are written as Dutch readers expect them."""

import time
from datetime import UTC, datetime

import pytest

from indicators.reshaped import OVER_A_YEAR
from ingest.dutch import day_and_hour
from pages.components import dutch


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (8110, 0, "8.110"),
        (999, 0, "999"),
        (2384722, 0, "2.384.722"),
        (1234.5, 1, "1.234,5"),
        (12, 1, "12,0"),
        (28143.4, 0, "28.143"),
        (0, 0, "0"),
        (-1.2, 1, "-1,2"),
        (-8110, 0, "-8.110"),
        (-0.04, 1, "0,0"),
        (72.5, 0, "73"),
        (73.5, 0, "74"),
        (0.25, 1, "0,3"),
        (-0.25, 1, "-0,3"),
    ],
)
def test_a_number_has_points_for_thousands_and_a_comma_for_decimals(value, decimals, written):
    assert dutch.number(value, decimals) == written


@pytest.mark.parametrize(("value", "written"), [(120, "+120"), (-120, "-120"), (0, "0"), (0.4, "0")])
def test_with_a_sign_a_rise_has_a_plus_and_what_rounds_to_nothing_has_none(value, written):
    assert dutch.number(value, sign=True) == written


@pytest.mark.parametrize(("value", "written"), [(4, "4"), (1.5, "1,5"), (0.666, "0,67"), (8110.0, "8.110"), (-20.25, "-20,25")])
def test_a_number_by_itself_has_the_decimals_that_it_needs(value, written):
    assert dutch.trimmed(value) == written


def test_a_figure_has_no_decimals_where_none_are_asked_for():
    assert dutch.amount(8110, "vacatures") == "8.110"
    assert dutch.amount_given(50, "trajecten") == "50"
    assert dutch.change(8110, 7990, "vacatures") == "-120 (-1,5%)"


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_missing_figure_is_not_published_and_never_zero(value):
    assert dutch.number(value) == dutch.trimmed(value) == "niet gepubliceerd"
    assert dutch.number(value, 1, sign=True) == "niet gepubliceerd"
    assert dutch.amount(value, "% van de beroepsbevolking", 1) == "niet gepubliceerd"
    assert dutch.amount(value, "personen") == "niet gepubliceerd"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        (73.9, "% van de bevolking van 15 tot 75 jaar", 1, "73,9%"),
        (40, "%", 0, "40%"),
        (1234.5, "%", 1, "1.234,5%"),
        (8110, "vacatures", 0, "8.110"),
        (0.8, f"procentpunt {OVER_A_YEAR}", 1, "+0,8 procentpunt"),
        (12.5, f"% {OVER_A_YEAR}", 1, "+12,5%"),
    ],
)
def test_a_percentage_has_its_sign_without_a_space_and_a_count_stands_alone(value, unit, decimals, written):
    assert dutch.amount(value, unit, decimals) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"), [(40, "%", "40%"), (8.6, "%", "8,6%"), (8150, "vacatures", "8.150 vacatures")]
)
def test_a_figure_of_a_document_stands_as_it_is_there_with_what_it_counts(value, unit, written):
    assert dutch.amount_in_full(value, unit) == written


@pytest.mark.parametrize(
    ("lower", "upper", "written"), [(3940, 4530, "3.940 tot 4.530"), (None, 4530, ""), (3940, float("nan"), "")]
)
def test_a_margin_has_two_bounds_or_none(lower, upper, written):
    assert dutch.bounds(lower, upper) == written


def test_a_long_list_names_three_and_counts_the_others():
    assert dutch.listed_in_part(["a", "b", "c", "d"]) == "a, b, c en d"
    assert dutch.listed_in_part(["a", "b", "c", "d", "e"]) == "a, b, c en 2 andere"


def test_an_amount_that_a_document_does_not_name_is_not_nothing():
    assert (dutch.euro(2_384_722), dutch.euro(None), dutch.euro(0)) == ("€2.384.722", "niet genoemd", "€0")


@pytest.mark.parametrize(
    ("old", "new", "decimals", "written"),
    [(73.6, 73.9, 1, "+0,3 procentpunt"), (74.1, 73.9, 1, "-0,2 procentpunt"), (73.9, 73.9, 1, "0,0 procentpunt")],
)
def test_a_percentage_changes_by_procentpunten(old, new, decimals, written):
    assert dutch.change(old, new, "% van de bevolking", decimals) == written


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [(8000, 7880, "-120 (-1,5%)"), (8000, 9000, "+1.000 (+12,5%)"), (8000, 8000, "0 (0,0%)"), (0, 50, "+50"), (-50, -20, "+30")],
)
def test_a_count_changes_by_a_number_and_a_percentage_unless_it_came_from_nothing(old, new, written):
    assert dutch.change(old, new, "banen") == written


@pytest.mark.parametrize(("number", "said"), [(0, "0 rijen"), (1, "1 rij"), (2, "2 rijen"), (160_906, "160.906 rijen")])
def test_one_thing_is_counted_in_the_singular(number, said):
    assert dutch.counted(number, "rij", "rijen") == said


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("2024", "2024", "2024"),
        ("2024-Q1", "1e kwartaal 2024", "K1 2024"),
        ("2024-Q2", "2e kwartaal 2024", "K2 2024"),
        ("2023-01", "januari 2023", "jan 2023"),
        ("2023-03", "maart 2023", "mrt 2023"),
        ("2023-05", "mei 2023", "mei 2023"),
        ("2023-10", "oktober 2023", "okt 2023"),
    ],
)
def test_a_period_has_a_long_and_a_short_form(code, long, short):
    assert (dutch.period(code), dutch.short_period(code)) == (long, short)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [("2015", "2023", "2015 tot en met 2023"), ("2023-Q1", "2024-Q2", "K1 2023 tot en met K2 2024"), ("2023", "2023", "2023")],
)
def test_one_period_runs_to_no_other(first, last, written):
    assert dutch.span(first, last) == written


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("2022-Q1", "1e kwartaal 2022", "K1 2022"),
        ("2022-01/2022-09", "januari 2022 tot en met september 2022", "jan 2022 tot en met sep 2022"),
        ("2022-Q1/2022-Q3", "1e kwartaal 2022 tot en met 3e kwartaal 2022", "K1 2022 tot en met K3 2022"),
        ("2021-09/2022", "september 2021 tot en met 2022", "sep 2021 tot en met 2022"),
        ("2021/", "vanaf 2021", "vanaf 2021"),
        ("2020-03-20", "20 maart 2020", "20-03-2020"),
        ("", "niet genoemd", "niet genoemd"),
        (float("nan"), "niet genoemd", "niet genoemd"),
        (None, "niet genoemd", "niet genoemd"),
    ],
)
def test_the_period_of_a_printed_figure_may_be_a_date_or_a_range(code, long, short):
    assert (dutch.printed_period(code), dutch.printed_period(code, short=True)) == (long, short)


@pytest.fixture
def elsewhere(monkeypatch):
    """A server whose own clock is not that of UTC or Amsterdam."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "moment",
    ["2026-11-21T05:45:00Z", "2026-11-21T05:45:00", "2026-11-21T05:45:00+00:00", datetime(2026, 11, 21, 5, 45, tzinfo=UTC)],
)
def test_a_moment_has_five_forms(moment, elsewhere):
    assert dutch.day(moment) == "21 november 2026"
    assert dutch.day_and_time(moment) == "21 november 2026 om 06:45"
    assert dutch.short_day(moment) == "21-11-2026"
    assert dutch.short_day_and_time(moment) == "21-11-2026 06:45"
    assert dutch.to_the_second(moment) == "21-11-2026 06:45:00"


@pytest.mark.parametrize(
    ("utc", "clock"),
    [
        ("2026-01-31T23:30:00Z", "1 februari 2026 om 00:30"),  # winter: one hour ahead, and a day later
        ("2026-07-31T22:30:00Z", "1 augustus 2026 om 00:30"),  # summer: two hours ahead
        ("2026-03-29T00:59:00Z", "29 maart 2026 om 01:59"),  # the minute before the clock goes forward
        ("2026-03-29T01:00:00Z", "29 maart 2026 om 03:00"),
        ("2026-10-25T00:59:00Z", "25 oktober 2026 om 02:59"),  # the minute before it goes back
        ("2026-10-25T01:00:00Z", "25 oktober 2026 om 02:00"),
    ],
)
def test_a_moment_stands_on_the_clock_of_amsterdam_in_summer_and_winter(utc, clock):
    assert dutch.day_and_time(utc) == clock


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-20T23:30:00", "20-11-2026"),  # CBS: Dutch time without a zone
        ("2026-07-31T23:59:00", "31-07-2026"),
        ("2026-11-20T23:30:00+00:00", "21-11-2026"),
        ("2026-11-20T23:30:00Z", "21-11-2026"),
        ("2026-04-03", "03-04-2026"),
    ],
)
def test_a_moment_of_a_source_without_a_zone_is_on_the_clock_of_amsterdam(written, day, elsewhere):
    assert dutch.short_day(dutch.source_moment(written)) == day


def test_a_date_without_a_clock_stays_that_date():
    assert dutch.short_day("2026-08-14") == "14-08-2026"
    assert dutch.day("2026-08-14") == "14 augustus 2026"


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["Velsen"], "Velsen"), (["Velsen", "Haarlem"], "Velsen en Haarlem"), (["a", "b", "c"], "a, b en c")],
)
def test_a_list_ends_with_en(parts, said):
    assert dutch.listed(parts) == said


@pytest.mark.parametrize(("text", "upper"), [("in de IJmond", "In de IJmond"), ("UWV", "UWV"), ("", "")])
def test_a_capital_in_front_leaves_the_rest_as_it_is(text, upper):
    assert dutch.first_upper(text) == upper


@pytest.mark.parametrize(
    ("text", "lower"),
    [("Personen met bijstand", "personen met bijstand"), ("WW-instroom", "WW-instroom"), ("IJmond", "IJmond"), ("", "")],
)
def test_within_a_sentence_an_abbreviation_keeps_its_capitals(text, lower):
    assert dutch.first_lower(text) == lower


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "02-07-2026 om 00:30 uur"),
        (datetime(2026, 11, 21, 5, 45, tzinfo=UTC), "21-11-2026 om 06:45 uur"),
    ],
)
def test_who_reads_when_something_was_reads_it_on_the_clock_of_amsterdam(moment, written):
    assert day_and_hour(moment) == written
