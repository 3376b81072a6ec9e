"""Labels at line ends: within the plot, in the order of their lines, apart, near their ends, and tied where they are not."""

import re
from itertools import pairwise

import pytest

from pages.components import charts
from pages.components.chart_parts import PLOT
from pages.components.end_labels import label_heights, spaced
from pages.components.trend_marks import Level
from pages.paper.drawing import BOTTOM, HEIGHT, drawing
from tests.made_figures import PARTICIPATION, UNTAPPED, line_of


@pytest.mark.parametrize(
    ("ends", "heights"),
    [
        ([], []),
        ([50], [50]),
        ([20, 50, 90], [20, 50, 90]),  # room enough: each at its own end
        ([50, 50], [45, 55]),  # round their middle
        ([10, 50, 52, 90], [10, 46, 56, 90]),  # only those that meet move
        ([50, 50, 62], [44, 54, 64]),  # a third is pushed along
        ([-5, 0], [5, 15]),  # out below: up as a block
        ([0, 1, 2, 90], [5, 15, 25, 90]),
        ([97, 99], [85, 95]),  # out above: down as a block
        ([0, 100], [5, 95]),
    ],
)
def test_labels_move_no_more_than_they_must(ends, heights):
    assert spaced(ends, 10, 5, 95) == pytest.approx(heights)


def test_more_labels_than_fit_stand_closer_and_stay_within():
    assert spaced([0] * 11, 20, 0, 100) == pytest.approx(range(0, 101, 10))


@pytest.mark.parametrize("level", [None, 0, 20, 60, 155, 250, 300, PLOT])
@pytest.mark.parametrize("ends", [[0] * 8, [2, 4, 6, 8, 15, 16, 60, 240], [PLOT] * 8, [155] * 8, [0], [PLOT], []])
def test_labels_stay_within_the_plot_apart_in_order_and_off_a_level(ends, level):
    heights = label_heights(ends, 17, level)
    assert len(heights) == len(ends)
    assert all(8.5 <= height <= PLOT - 8.5 for height in heights)
    assert all(upper - lower >= 17 - 1e-6 for lower, upper in pairwise(heights))
    assert level is None or all(abs(height - level) >= 8.5 for height in heights)


def ends_of(figures, level=None):
    """The labels of a trend whose lines end at these figures, and the ties to their ends."""
    own, *others = (line_of(UNTAPPED, {"2024": figure, "2025": figure}) for figure in figures)
    named = [(line, f"Plaats {number}") for number, line in enumerate(others, start=1)]
    layout = charts.trend(UNTAPPED, own, "Regio", named, level, []).layout
    at_ends = [note for note in layout.annotations if note.x == 2025.0]
    return [note for note in at_ends if note.text], [note for note in at_ends if note.showarrow]


def test_a_label_that_is_moved_is_tied_to_the_end_of_its_line():
    labels, ties = ends_of([29_000, 12_000, 6_000, 4_000, 2_000, 2_000, 2_000, 1_000])
    moved = {(label.y, round(label.yshift)) for label in labels if abs(label.yshift) > 17 / 4}
    assert len(labels) == 8
    assert {(tie.y, round(-tie.ay)) for tie in ties} == moved
    assert {label.y for label in labels} - {y for y, _ in moved} == {29_000, 12_000, 1_000}  # at their own end
    for tie in ties:
        assert (tie.text, tie.arrowhead, tie.arrowwidth, tie.arrowcolor) == ("", 0, 1, tie.font.color)
        assert tie.standoff > 3.5  # the marker stays free
        assert tie.ax < min(label.xshift for label in labels)


def test_labels_with_room_have_no_tie_and_stand_close_to_their_ends():
    labels, ties = ends_of([29_000, 12_000])
    assert ties == []
    assert {label.xshift for label in labels} == {8}


@pytest.mark.parametrize("level", [None, Level(0.0, "beginpunt"), Level(28_000.0, "beginpunt")])
def test_no_label_hangs_among_the_years_below_the_plot(level):
    labels, _ = ends_of([29_000, *[0] * 7], level)
    assert all(label.y * PLOT / (29_000 * 1.08) + label.yshift >= 8 for label in labels)


def test_a_tie_takes_its_room_at_the_right():
    close, tied = (
        charts.trend(PARTICIPATION, line_of(PARTICIPATION, {"2025": 70.0}), "Haarlemmermeer", [(other, "Velsen")], None, [])
        for other in (line_of(PARTICIPATION, {"2025": figure}) for figure in (50.0, 69.9))
    )
    assert tied.layout.margin.r > close.layout.margin.r


def test_labels_on_paper_stay_within_the_plot_as_well():
    lines = [
        (line_of(UNTAPPED, {"2024": figure, "2025": figure}), name)
        for figure, name in ((29_000, "Ver"), (0, "Laag"), (0, "Diep"))
    ]
    heights = {name: float(y) for y, name in re.findall(r'y="([\d.]+)"[^>]*>(Ver|Laag|Diep)<', drawing(UNTAPPED, lines))}
    assert max(heights.values()) + 14 <= HEIGHT - BOTTOM  # the figure stands under the name
    assert abs(heights["Laag"] - heights["Diep"]) >= 29 - 0.1
