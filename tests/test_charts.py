"""Charts tell nothing by colour alone, draw no figure that was not published, and speak Dutch."""

from dataclasses import replace
from itertools import pairwise

import pytest

from indicators.progress import Point
from pages.components import charts
from tests.test_sentences import PARTICIPATION, UNTAPPED, VACANCIES, line_of

STEADY = line_of(PARTICIPATION, {"2021": 70.0, "2022": 72.0, "2023": 73.9})


def drawn(own, *others, level=None, printed=(), indicator=PARTICIPATION):
    """A trend of Haarlem beside other places."""
    named = [(line, f"Plaats {number}") for number, line in enumerate(others, start=1)]
    return charts.trend(indicator, own, "Haarlem", named, level, list(printed))


def trace(figure, name="Haarlem"):
    return next(each for each in figure.data if each.name == name)


def words(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def label_heights(figure) -> list[float]:
    """How high the labels at the line ends stand in the plot, in pixels, from low to high."""
    low, high = figure.layout.yaxis.range
    pixels = (figure.layout.height - figure.layout.margin.t - figure.layout.margin.b) / (high - low)
    return sorted((note.y - low) * pixels + note.yshift for note in figure.layout.annotations if note.yshift is not None)


def test_a_missing_figure_breaks_the_line_and_is_no_zero():
    shown = trace(drawn(line_of(PARTICIPATION, {"2021": 70.0, "2022": None, "2023": 73.9})))
    assert shown.y == (70.0, None, 73.9)
    assert shown.x == (2021.0, None, 2023.0)
    assert shown.connectgaps is False


def test_a_break_in_the_method_breaks_the_line_and_is_drawn_with_its_reason():
    figure = drawn(line_of(PARTICIPATION, {"2019": 69.0, "2020": 70.0, "2021": 72.0}, dataset="participation"))
    assert trace(figure).y == (69.0, 70.0, None, 72.0)
    assert [(shape.x0, shape.line.dash) for shape in figure.layout.shapes if shape.line.dash == "dash"] == [(2020.5, "dash")]
    assert "nieuwe<br>meetmethode CBS" in words(figure)


def test_a_new_border_is_no_break_in_the_line():
    moved = replace(line_of(PARTICIPATION, {"2018": 69.0, "2019": 70.0}), region="AM37")
    assert [found.kind for found in moved.breaks if found.since == "2019"] == ["grenswijziging"]
    assert trace(drawn(moved)).y == (69.0, 70.0)


def test_a_line_without_gaps_stays_whole():
    assert trace(drawn(STEADY)).y == (70.0, 72.0, 73.9)


@pytest.mark.parametrize(
    ("status", "marker"),
    [("definitief", "circle"), ("nader voorlopig", "circle-open"), ("voorlopig", "circle-open"), ("voorbeeld", "circle")],
)
def test_a_provisional_figure_has_an_open_marker_and_the_word(status, marker):
    shown = trace(drawn(line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.9}, status={"2023": status})))
    assert shown.marker.symbol == ("circle", marker)
    assert shown.mode == "lines+markers"
    assert shown.hovertext[1] == f"<b>Haarlem</b><br>2023: 73,9% ({status})"


def test_the_markers_stay_with_their_figures_where_the_line_is_broken():
    broken = line_of(PARTICIPATION, {"2021": 70.0, "2022": None, "2023": 73.9}, status={"2023": "voorlopig"})
    shown = trace(drawn(broken))
    assert len(shown.marker.symbol) == len(shown.x) == len(shown.hovertext) == 3
    assert shown.marker.symbol[2] == "circle-open"


@pytest.mark.parametrize(
    ("indicator", "given", "said"),
    [
        (VACANCIES, line_of(VACANCIES, {"2024-Q2": 8110}), "2e kwartaal 2024: 8.110 (definitief)"),
        (UNTAPPED, line_of(UNTAPPED, {"2023": 25_000}, margin=500), "2023: 25.000 (definitief)<br>tussen 24.500 en 25.500"),
        (PARTICIPATION, line_of(PARTICIPATION, {"2023": 73.9}, margin=0.6), "2023: 73,9% (definitief)<br>tussen 73,3 en 74,5"),
    ],
)
def test_what_appears_under_the_mouse_is_dutch_with_status_and_margin(indicator, given, said):
    shown = trace(drawn(given, indicator=indicator))
    assert shown.hovertext == (f"<b>Haarlem</b><br>{said}",)
    assert shown.hovertemplate == "%{hovertext}<extra></extra>"


def test_numbers_along_an_axis_are_dutch():
    figure = drawn(line_of(VACANCIES, {"2024-Q1": 8000, "2024-Q2": 8110}), indicator=VACANCIES)
    assert figure.layout.separators == ",."
    assert (figure.layout.yaxis.tickformat, figure.layout.yaxis.ticksuffix) == (",.0f", "")
    assert drawn(STEADY).layout.yaxis.ticksuffix == "%"


def test_a_margin_is_drawn_as_a_band():
    upper, lower = [
        each for each in drawn(line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.0}, margin=0.5)).data if not each.name
    ]
    assert (upper.y, lower.y, lower.fill) == ((72.5, 73.5), (71.5, 72.5), "tonexty")
    assert [each for each in drawn(STEADY).data if each.fill] == []


def test_a_target_is_a_dotted_line_with_words_inside_the_chart():
    figure = drawn(STEADY, level=charts.Level(80.0, "doel: 80,0%"))
    (target,) = [shape for shape in figure.layout.shapes if shape.y0 == shape.y1 == 80.0]
    assert target.line.dash == "dot"
    assert "doel: 80,0%" in words(figure)
    assert figure.layout.yaxis.range[1] > 80.0
    assert [shape for shape in drawn(STEADY).layout.shapes if shape.y0 == shape.y1] == []


def test_a_printed_figure_is_an_open_diamond_that_names_a_document():
    figure = drawn(STEADY, printed=[Point("2024", 78.0, status="gepubliceerd")])
    diamonds = trace(figure, "Volgens een document van de regio")
    assert (diamonds.mode, diamonds.marker.symbol) == ("markers", "diamond-open")
    assert (diamonds.x, diamonds.y) == ((2024.0,), (78.0,))
    assert diamonds.hovertext == ("<b>Volgens een document van de regio</b><br>2024: 78,0% (gepubliceerd)",)
    assert figure.layout.yaxis.range[1] > 78.0
    assert figure.layout.xaxis.range[1] > 2024.0


def test_every_line_has_a_dash_and_a_label_of_its_own():
    others = [line_of(PARTICIPATION, {"2022": 60.0 + number, "2023": 60.0 + number}) for number in range(4)]
    figure = drawn(STEADY, *others)
    lines = [each for each in figure.data if each.mode == "lines+markers"]
    assert len({each.line.dash for each in lines}) == 5
    assert trace(figure).line.dash is None  # the place itself is the one whole line, and the thickest
    assert trace(figure).line.width > max(each.line.width for each in lines if each.name != "Haarlem")
    assert figure.layout.showlegend is False
    assert {"<b>Haarlem 73,9%</b>", "Plaats 1 60,0%", "Plaats 4 63,0%"} <= set(words(figure))


@pytest.mark.parametrize("other", [73.9, 73.8, 74.2, 60.0])
def test_labels_at_line_ends_never_run_into_each_other(other):
    heights = label_heights(drawn(STEADY, line_of(PARTICIPATION, {"2023": other})))
    assert len(heights) == 2
    assert all(upper - lower >= 32 - 1e-6 for lower, upper in pairwise(heights))


def test_many_labels_stand_on_one_line_each_and_apart():
    figure = drawn(STEADY, *(line_of(PARTICIPATION, {"2023": 73.9}) for _ in range(7)))
    heights = label_heights(figure)
    assert len(heights) == 8
    assert min(above - below for below, above in pairwise(heights)) == pytest.approx(17, abs=1)
    assert {"<b>Haarlem 73,9%</b>", "Plaats 7 73,9%"} <= set(words(figure))


def test_labels_with_room_stand_at_their_own_line_end():
    notes = drawn(STEADY, line_of(PARTICIPATION, {"2023": 60.0})).layout.annotations
    assert [note.yshift for note in notes if note.yshift is not None] == [0, 0]


@pytest.mark.parametrize(
    ("values", "from_zero", "shown"),
    [
        ([4000, 5000], True, (0, 5400)),
        ([98, 100], True, (0, 108)),
        ([-100, 100], True, (-116, 116)),
        ([70.0, 75.0], False, (69.4, 75.6)),
        ([0.2, 5.2], False, (0, 5.8)),
        ([50.0, 50.0], False, (44, 56)),
        ([], True, (0, 1.08)),
    ],
)
def test_counts_start_at_zero_and_percentages_stay_close_but_never_below_it(values, from_zero, shown):
    assert charts.value_range(values, from_zero) == pytest.approx(shown)


@pytest.mark.parametrize(("indicator", "zero"), [(VACANCIES, True), (PARTICIPATION, False)])
def test_a_trend_of_a_count_starts_at_zero_and_that_of_a_percentage_need_not(indicator, zero):
    low, _ = drawn(line_of(indicator, {"2022": 72, "2023": 74}), indicator=indicator).layout.yaxis.range
    assert (low == 0) is zero


@pytest.mark.parametrize(
    ("years", "ticks"),
    [
        (range(2003, 2024), None),  # Plotly takes as many as fit the screen, and no half ones as there are more than five
        (range(2021, 2024), (2025, 2023, 2021)),
        (range(2021, 2023), (2024, 2022)),
        (range(2023, 2024), (2025, 2024, 2023)),
    ],
)
def test_years_along_the_axis_are_whole_few_and_unrotated(years, ticks):
    axis = drawn(line_of(PARTICIPATION, {str(year): 70.0 for year in years})).layout.xaxis
    assert (axis.tickangle, axis.tickformat) == (0, "d")
    assert axis.tickvals == ticks
    assert ticks or axis.range[1] - axis.range[0] > 5
    assert axis.range[0] < years[0]
    assert axis.range[1] > years[-1]


def test_the_years_of_the_agenda_are_shaded_with_words_and_only_where_they_are():
    figure = drawn(STEADY)
    (shade,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (shade.x0, shade.layer) == (2023, "below")
    assert "looptijd agenda" in words(figure)
    assert "looptijd agenda" not in words(drawn(line_of(PARTICIPATION, {"2015": 70.0, "2016": 70.0})))


BARS = [
    ("Haarlem", Point("2023", 74.0), True),
    ("Velsen", Point("2023", 71.5, 70.9, 72.1, status="voorlopig"), True),
    ("Nederland", Point("2023", 73.0), False),
]


def test_bars_start_at_zero_and_leave_room_for_their_text():
    axis = charts.places(PARTICIPATION, BARS).layout.xaxis
    assert axis.range[0] == 0
    assert axis.range[1] > 74.0


def test_bars_stand_from_high_to_low_whatever_they_are():
    order = charts.places(PARTICIPATION, BARS).layout.yaxis.categoryarray
    assert order == ("Velsen", "Nederland", "Haarlem")  # Plotly draws the first at the bottom


def test_a_place_to_compare_with_is_hatched_and_not_only_grey():
    inside, outside = charts.places(PARTICIPATION, BARS).data
    assert (list(inside.y), inside.marker.pattern.shape) == (["Velsen", "Haarlem"], None)
    assert (list(outside.y), outside.marker.pattern.shape) == (["Nederland"], "/")


def test_a_bar_says_its_figure_and_its_status_in_dutch():
    inside, _ = charts.places(PARTICIPATION, BARS).data
    assert inside.text == ("71,5%", "74,0%")
    assert inside.hovertext[0] == "<b>Velsen</b><br>2023: 71,5% (voorlopig)<br>tussen 70,9 en 72,1"
