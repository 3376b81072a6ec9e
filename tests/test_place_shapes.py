"""The map of squares has every place exactly once, the classes lose none, and the charts tell nothing by colour alone."""

from itertools import pairwise

import pytest

from indicators.agenda import home_region
from indicators.figures import Figures
from indicators.point import Point
from indicators.ranking import standings
from ingest.regions import ARBEIDSMARKTREGIOS
from pages.components import place_charts
from pages.components.chart_parts import GREY
from pages.components.place_shapes import TILES, classes, shapes, tiles
from tests.made_figures import PARTICIPATION

POINTS = {
    "GM0392": Point("2025", 74.0, 73.0, 75.0),
    "GM0453": Point("2025", 71.5, status="voorlopig"),
    "GM0473": Point("2025", 70.0),
}
NAMES = {"GM0392": "Haarlem", "GM0453": "Velsen", "GM0473": "Zandvoort", "GM0397": "Heemstede"}


@pytest.mark.parametrize("codes", [list(ARBEIDSMARKTREGIOS), list(home_region().gemeenten)], ids=["regions", "gemeenten"])
def test_every_place_has_one_square_of_its_own_and_a_name_of_its_own(codes: list[str]) -> None:
    assert set(codes) <= set(TILES)
    placed = [TILES[code][:2] for code in codes]
    assert len(set(placed)) == len(codes) in (35, 7)
    assert len({TILES[code][2] for code in codes}) == len(codes)


def test_no_square_is_left_for_a_place_that_is_not_there() -> None:
    assert set(TILES) == {*ARBEIDSMARKTREGIOS, *home_region().gemeenten}


@pytest.mark.parametrize(("south", "north"), [("AM30", "AM33"), ("AM24", "AM22"), ("AM37", "AM15"), ("GM0453", "GM0375")])
def test_a_square_stands_where_the_place_lies(south: str, north: str) -> None:
    drawn = tiles([south, north])
    assert drawn[south].middle[1] < drawn[north].middle[1]
    assert TILES["AM24"][0] < TILES["AM25"][0] < TILES["AM28"][0]


def test_squares_do_not_touch_and_a_place_without_one_stands_below() -> None:
    drawn = tiles(["GM0392", "GM0453", "GM9000", "GM9001"])
    boxes = [(min(p[0] for p in s.rings[0]), max(p[0] for p in s.rings[0]), s.middle[1]) for s in drawn.values()]
    assert all(a[2] != b[2] or a[1] < b[0] or b[1] < a[0] for a, b in pairwise(sorted(boxes)))
    assert drawn["GM9000"].middle[1] < drawn["GM0392"].middle[1]
    assert drawn["GM9000"].middle != drawn["GM9001"].middle


def test_classes_hold_every_place_once_and_equal_figures_together() -> None:
    found = classes({"a": 1.0, "b": 2.0, "c": 2.0, "d": 2.0, "e": 5.0, "f": 9.0})
    assert sorted(code for _, _, codes in found for code in codes) == ["a", "b", "c", "d", "e", "f"]
    assert len([1 for _, _, codes in found if {"b", "c", "d"} & set(codes)]) == 1
    assert all(low <= high for low, high, _ in found)
    assert [low for low, _, _ in found] == sorted(low for low, _, _ in found)
    assert classes({"a": 3.0}) == [(3.0, 3.0, ["a"])]
    assert classes({}) == []


def test_the_own_place_is_a_large_diamond_and_its_margin_is_drawn() -> None:
    figure = place_charts.dots(PARTICIPATION, standings(POINTS), NAMES, "GM0392", Point("2025", 73.1))
    own, others = figure.data
    assert (own.marker.symbol, own.y) == ("diamond", ("<b>Haarlem</b>",))
    assert own.marker.size > others.marker.size
    assert others.marker.color == GREY
    assert (own.error_x.visible, own.error_x.array, own.error_x.arrayminus) == (True, (1.0,), (1.0,))
    assert not others.error_x.visible
    assert figure.layout.yaxis.categoryarray == ("Zandvoort", "Velsen", "<b>Haarlem</b>")  # the first is drawn at the bottom
    assert [note.text for note in figure.layout.annotations] == ["Nederland 73,1%"]
    assert others.hovertext[0] == "<b>Velsen</b><br>2025: 71,5% (voorlopig)"


def test_a_lower_bound_of_zero_is_drawn_as_any_other() -> None:
    figure = place_charts.dots(PARTICIPATION, standings({"GM0392": Point("2025", 4.0, 0.0, 9.0)}), NAMES, "GM0392", None)
    (own,) = figure.data
    assert (own.error_x.array, own.error_x.arrayminus) == ((5.0,), (4.0,))


def test_the_map_says_each_figure_names_its_classes_and_leaves_a_missing_one_blank() -> None:
    drawn = tiles(NAMES)
    figure = place_charts.place_map(PARTICIPATION, POINTS, drawn, NAMES, "GM0392")
    assert {note.text for note in figure.layout.annotations} == {"Haarlem<br>74,0%", "Velsen<br>71,5%", "Zandvoort<br>70,0%"}
    areas = {trace.text: trace for trace in figure.data if trace.fill == "toself"}
    assert areas["<b>Heemstede</b><br>niet gepubliceerd"].fillcolor == "rgba(0,0,0,0)"
    assert {trace.name for trace in figure.data if trace.showlegend} == {"70,0%", "71,5%", "74,0%"}
    edge = figure.data[-1]
    assert (edge.mode, edge.line.width, edge.hoverinfo) == ("lines", 4, "skip")


def test_the_map_asks_nothing_of_another_host(figures: Figures) -> None:
    drawn, real = shapes(figures, list(ARBEIDSMARKTREGIOS))
    figure = place_charts.place_map(PARTICIPATION, POINTS, drawn, NAMES | ARBEIDSMARKTREGIOS, "AM37")
    assert not real
    assert {trace.type for trace in figure.data} == {"scatter"}  # no tiles, and no world map that Plotly would fetch


@pytest.mark.parametrize(("codes", "drawn"), [(["GM0014", "GM0037"], False), (["GM0014", "GM0392"], True), (["AM01"], True)])
def test_gemeenten_of_which_no_square_is_known_have_no_map_until_their_borders_are_there(
    figures: Figures, codes: list[str], drawn: bool
) -> None:
    assert bool(shapes(figures, codes)[0]) is drawn
