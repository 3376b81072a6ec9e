"""Charts tell nothing by colour alone, draw no figure that was not published, and speak Dutch."""

import re
import tomllib
from dataclasses import replace
from itertools import pairwise, product

import pytest
from streamlit.elements.lib import streamlit_plotly_theme as theme

from indicators.contributions import UNALLOCATED, Part
from indicators.point import Point
from ingest.settings import PROJECT
from pages.components import chart_parts, charts, trend_marks
from pages.components.contribution_charts import bars
from tests.made_figures import PARTICIPATION, UNTAPPED, VACANCIES, line_of

STEADY = line_of(PARTICIPATION, {"2021": 70.0, "2022": 72.0, "2023": 73.9})


def drawn(own, *others, level=None, printed=(), indicator=PARTICIPATION):
    """A trend of Haarlem beside other places."""
    named = [(line, f"Plaats {number}") for number, line in enumerate(others, start=1)]
    return charts.trend(indicator, own, "Haarlem", named, level, list(printed))


def test_the_bars_of_a_change_have_colours_of_the_theme_so_that_they_fit_a_dark_page_too():
    changes = {"Meer": 300.0, "Minder": -200.0, UNALLOCATED: 5.0}
    parts = [Part("sector", "", name, 0.0, change, change, "definitief", "CBS") for name, change in changes.items()]
    assert bars(parts).data[0].marker.color == (theme.CATEGORY_7, theme.CATEGORY_2, theme.CATEGORY_6)


def trace(figure, name="Haarlem"):
    return next(each for each in figure.data if each.name == name)


def words(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def label_heights(figure) -> list[float]:
    """How high the labels at the line ends stand in the plot, in pixels, from low to high."""
    ends = [note for note in figure.layout.annotations if note.yshift is not None and note.yref is None]
    return sorted(height_of(figure, note.y) + note.yshift for note in ends)


def height_of(figure, value: float) -> float:
    """How high a value stands in the plot, in pixels."""
    low, high = figure.layout.yaxis.range
    return (value - low) * (figure.layout.height - figure.layout.margin.t - figure.layout.margin.b) / (high - low)


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


def test_a_margin_is_drawn_as_a_band_and_leaves_the_line_its_colour():
    upper, lower, own = drawn(line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.0}, margin=0.5)).data
    assert own.line.color == trace(drawn(STEADY)).line.color == theme.CATEGORY_0
    assert (upper.y, lower.y, lower.fill) == ((72.5, 73.5), (71.5, 72.5), "tonexty")
    assert [each for each in drawn(STEADY).data if each.fill] == []


def test_a_target_is_a_dotted_line_with_words_inside_the_chart():
    figure = drawn(STEADY, level=trend_marks.Level(80.0, "doel: 80,0%"))
    (target,) = [shape for shape in figure.layout.shapes if shape.y0 == shape.y1 == 80.0]
    assert target.line.dash == "dot"
    (said,) = [note for note in figure.layout.annotations if "doel: 80,0%" in note.text]
    assert (said.yref, said.y, said.yanchor) == ("paper", 0, "top")  # under the years, where no line and no name can run
    assert -said.yshift + 14 < figure.layout.margin.b
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


@pytest.mark.parametrize("level", [60.0, 73.0, 73.8, 73.9, 74.0, 75.0])
@pytest.mark.parametrize("others", [(), (73.9,), (73.0, 74.5), (73.1, 73.2, 73.3, 73.4, 73.5)])
def test_the_line_of_a_level_never_strikes_through_a_label(level, others):
    figure = drawn(STEADY, *(line_of(PARTICIPATION, {"2023": other}) for other in others), level=trend_marks.Level(level, "doel"))
    half, heights = 8.5 if len(others) > 4 else 16, label_heights(figure)
    assert len(heights) == len(others) + 1
    assert all(abs(height - height_of(figure, level)) > half for height in heights)
    assert all(upper - lower >= 2 * half - 0.5 for lower, upper in pairwise(heights))
    assert heights[-1] < 310 + 8  # hardly over the top of the plot: the name of the agenda stands there


@pytest.mark.parametrize(("name", "least", "most"), [("Regio", 60, 60), ("Noord-Holland", 85, 100), ("Regio" * 9, 160, 160)])
def test_the_room_at_the_right_is_that_of_the_longest_label(name, least, most):
    room = charts.trend(PARTICIPATION, STEADY, name, [], None, []).layout.margin.r
    assert least <= room <= most


@pytest.mark.parametrize("first", [2012, 2018, 2020])
def test_the_name_of_a_break_is_not_cut_off_at_the_left_of_a_telephone(first):
    years = {str(year): 70.0 for year in range(first, 2026)}
    figure = drawn(line_of(PARTICIPATION, years, dataset="participation"))
    (name,) = [note for note in figure.layout.annotations if "meetmethode" in note.text]
    start, end = figure.layout.xaxis.range
    room = 30 + (250 - figure.layout.margin.r) * (name.x - start) / (end - start)  # in a chart of 300 pixels
    lines = name.text.split("<br>")
    assert max(map(len, lines)) * 6 <= room + name.xshift
    assert 14 * len(lines) < figure.layout.margin.t
    assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b == 310  # the plot keeps its height


def test_many_labels_stand_on_one_line_each_and_apart():
    figure = drawn(STEADY, *(line_of(PARTICIPATION, {"2023": 73.9}) for _ in range(7)))
    heights = label_heights(figure)
    assert len(heights) == 8
    assert min(above - below for below, above in pairwise(heights)) == pytest.approx(17, abs=1)
    assert {"<b>Haarlem 73,9%</b>", "Plaats 7 73,9%"} <= set(words(figure))


def test_labels_with_room_stand_at_their_own_line_end():
    notes = drawn(STEADY, line_of(PARTICIPATION, {"2023": 60.0})).layout.annotations
    assert [note.yshift for note in notes if note.yshift is not None] == [0, 0]


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
    layout = charts.places(PARTICIPATION, BARS).layout
    assert layout.xaxis.range[0] == 0
    assert layout.xaxis.range[1] > 74.0
    plot = 130  # pixels of a chart of 300, with names of places before the bars
    assert layout.margin.r + plot * (1 - 74.0 / layout.xaxis.range[1]) > len("74,0%") * 7
    assert chart_parts.bars_layout(100)["margin"]["r"] >= 20


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


def luminance(colour: list[float]) -> float:
    red, green, blue = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_in_a_chart_can_be_read_in_both_themes_on_the_page_and_on_the_years_of_the_agenda(name):
    looks = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][name]
    themed = {getattr(theme, f"CATEGORY_{number}"): colour for number, colour in enumerate(looks["chartCategoricalColors"])}
    own = line_of(PARTICIPATION, {"2019": 69.0, "2020": 70.0, "2023": 72.0}, dataset="participation")
    layout = drawn(own, STEADY, level=trend_marks.Level(80.0, "doel")).layout
    fonts = [layout.font, layout.xaxis.tickfont, layout.yaxis.tickfont, *(note.font for note in layout.annotations)]
    page, *words = [
        [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        for colour in [looks["backgroundColor"], *{themed[font.color] for font in fonts}]  # as the browser fills them in
    ]
    *shade, cover = map(float, re.findall(r"[\d.]+", trend_marks.SHADE))
    band = [under * (1 - cover) + over / 255 * cover for under, over in zip(page, shade, strict=True)]
    for colour, ground in product(words, (page, band)):
        dark, light = sorted([luminance(colour), luminance(ground)])
        assert (light + 0.05) / (dark + 0.05) >= 4.5
