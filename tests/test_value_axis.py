"""Figures along an axis: how far it runs, and that no two of them look the same."""

import re

import pytest

from indicators.contributions import Part
from indicators.indicator import Indicator
from indicators.point import Point
from indicators.ranking import standings
from indicators.registry import INDICATORS
from pages.components import dutch
from pages.components.charts import trend
from pages.components.contribution_charts import bars
from pages.components.place_charts import dots
from pages.components.value_axis import number_axis, value_range
from pages.paper.drawing import drawing
from tests.made_figures import PARTICIPATION, VACANCIES, line_of


@pytest.mark.parametrize(
    ("values", "from_zero", "shown"),
    [
        ([4000, 5000], True, (0, 5400)),
        ([98, 100], True, (0, 108)),
        ([-100, 100], True, (-116, 116)),
        ([70.0, 75.0], False, (69.4, 75.6)),
        ([0.2, 5.2], False, (0, 5.8)),
        ([50.0, 50.0], False, (44, 56)),
        ([54.1, 54.4], False, (53.25, 55.25)),
        ([0.1, 0.2], False, (0, 1.15)),
        ([], True, (0, 1.08)),
    ],
)
def test_counts_start_at_zero_and_percentages_stay_close_but_never_below_it(values, from_zero, shown):
    assert value_range(values, from_zero) == pytest.approx(shown)


def written(indicator: Indicator, ticks: list[float]) -> list[str]:
    """Figures along an axis as Plotly.js writes them: in the format of the step between them, and with a point."""
    step = ticks[1] - ticks[0]
    stops = number_axis(indicator)["tickformatstops"]
    ranges = [stop["dtickrange"] for stop in stops]
    (fits,) = [n for n, (low, high) in enumerate(ranges) if (low is None or low <= step) and (high is None or step <= high)]
    return [f"{tick:{stops[fits]['value']}}" for tick in ticks]


@pytest.mark.parametrize("indicator", [PARTICIPATION, VACANCIES])
@pytest.mark.parametrize(
    ("ticks", "shown"),
    [
        ([53.5, 54.0, 54.5], ["53.5", "54.0", "54.5"]),
        ([0.0, 0.2, 0.4], ["0.0", "0.2", "0.4"]),
        ([0.1, 0.15, 0.2], ["0.10", "0.15", "0.20"]),
        ([54.0, 55.0, 56.0], ["54", "55", "56"]),
        ([0.0, 2000.0, 4000.0], ["0", "2,000", "4,000"]),
    ],
)
def test_figures_along_an_axis_have_as_many_decimals_as_the_step_between_them(indicator, ticks, shown):
    assert written(indicator, ticks) == shown


def test_dots_of_percentages_that_hardly_differ_do_not_fill_the_width():
    points = {"a": Point("2025", 9.2, 8.9, 9.5), "b": Point("2025", 9.4)}
    low, high = dots(PARTICIPATION, standings(points), {"a": "A", "b": "B"}, "a", Point("2025", 9.1)).layout.xaxis.range
    assert high - low == pytest.approx(2)
    assert low < 8.9 < 9.5 < high
    assert dots(VACANCIES, standings(points), {"a": "A", "b": "B"}, "", None).layout.xaxis.range is None


def test_the_line_of_the_country_lies_within_the_axis_of_a_ratio():
    points = {"a": Point("2025", 1.0), "b": Point("2025", 2.0)}
    low, high = dots(INDICATORS["spanning"], standings(points), {"a": "A", "b": "B"}, "a", Point("2025", 4.0)).layout.xaxis.range
    assert low == 0
    assert high > 4


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"2022": 54.1, "2023": 54.4}, ["53,5%", "54,0%", "54,5%", "55,0%"]),
        ({"2022": 70.0, "2023": 75.0}, ["70%", "72%", "74%"]),
        ({"2022": 0.0, "2023": 0.04}, ["0,0%", "0,2%", "0,4%", "0,6%", "0,8%", "1,0%"]),
    ],
)
def test_figures_along_the_axis_of_a_drawing_on_paper_differ_as_well(values, shown):
    svg = drawing(PARTICIPATION, [(line_of(PARTICIPATION, values), "Haarlem")])
    assert re.findall(r'text-anchor="end"[^>]*>([^<]+%)<', svg) == shown


def renamed(axis, ticks: list[float], decimals: int) -> list[str]:
    """Figures along an axis as a reader sees them: Plotly.js writes its own minus, unless it has other words for a tick."""
    words = [f"{tick:,.{decimals}f}".translate(str.maketrans("-,.", "−.,")) + (axis.ticksuffix or "") for tick in ticks]
    return [dict(axis.labelalias or {}).get(word, word) for word in words]


@pytest.mark.parametrize(
    ("change", "ticks", "decimals", "shown"),
    [
        ((-100, 300), [-200, 0, 200], 0, ["-200", "0", "200"]),
        ((-4_000, 1_000), [-4_000, -2_000, 0], 0, ["-4.000", "-2.000", "0"]),
        ((-4_000, 1_000), [-5_000, -4_500, -500], 0, ["-5.000", "-4.500", "-500"]),
    ],
)
def test_a_minus_along_an_axis_is_that_of_the_figures_at_the_bars(change, ticks, decimals, shown):
    figure = bars([Part("sector", "", f"Deel {value}", 0.0, value, value, "definitief", "CBS") for value in change])
    assert renamed(figure.layout.xaxis, ticks, decimals) == shown
    assert figure.data[0].text[-1] == dutch.number(change[0])


@pytest.mark.parametrize(
    ("values", "ticks", "decimals", "shown"),
    [
        ((-1.2, 0.9), [-1.0, -0.5, 0.5], 1, ["-1,0%", "-0,5%", "0,5%"]),
        ((-12.0, 5.0), [-10.0, -5.0, 0.0], 0, ["-10%", "-5%", "0%"]),
        ((-0.2, 0.1), [-0.2, -0.1, -0.05], 2, ["-0,20%", "-0,10%", "-0,05%"]),
    ],
)
def test_a_minus_along_the_axis_of_a_trend_is_that_of_its_labels(values, ticks, decimals, shown):
    change = line_of(PARTICIPATION, dict(zip(("2022", "2023"), values, strict=True)))
    axis = trend(PARTICIPATION, change, "Haarlem", [], None, [], from_zero=True).layout.yaxis
    assert renamed(axis, ticks, decimals) == shown


def test_an_axis_without_negative_figures_has_no_words_of_its_own():
    layout = trend(VACANCIES, line_of(VACANCIES, {"2022": 8000, "2023": 8110}), "Haarlem", [], None, []).layout
    assert layout.yaxis.labelalias is None
    assert layout.xaxis.labelalias is None
