"""The name of an event along its line stands where the fewest data lines run, and can be read where one does."""

from dataclasses import replace
from itertools import pairwise

import pytest
from streamlit.elements.lib.streamlit_plotly_theme import BG_COLOR

from indicators.registry import INDICATORS
from pages.components import charts
from pages.components.chart_parts import PLOT
from pages.components.free_room import crossed, freest
from pages.components.trend_marks import Level, _halves, _length
from tests.made_figures import PARTICIPATION, line_of

BENT = {"mode": "lines+markers", "x": [2020.0, 2022.0, None, 2024.0, 2025.0], "y": [10.0, 20.0, None, 50.0, 40.0]}


@pytest.mark.parametrize(
    ("start", "end", "values"),
    [
        (2020.5, 2021.0, {(12.5, 15.0)}),
        (2022.5, 2023.5, set()),  # where the line is interrupted
        (2019.0, 2019.5, set()),
        (2023.5, 2024.5, {(50.0, 50.0), (45.0, 50.0)}),  # a marker, and the line from there
    ],
)
def test_what_runs_between_two_moments(start, end, values):
    assert set(crossed([BENT], start, end)) == values


def test_between_markers_alone_nothing_runs():
    diamonds = {"mode": "markers", "x": [2020.0, 2022.0], "y": [10.0, 20.0]}
    assert list(crossed([diamonds], 2020.5, 2021.0)) == []
    assert list(crossed([diamonds], 2021.5, 2022.0)) == [(20.0, 20.0)]


@pytest.mark.parametrize(
    ("taken", "start"),
    [
        ([], 6),
        ([(300, 310)], 6),
        ([(0, 0), (20, 20)], 25),  # above the lowest lines
        ([(0, 120)], 125),
        ([(0, 90), (200, 310)], 95),  # between
        ([(150, 310)], 6),
        ([(0, 310)], 6),  # nowhere: as it always was, at the bottom
        ([(60, 60), (150, 150), (240, 240)], 65),  # just the room between two
    ],
)
def test_words_stand_where_the_least_is_behind_them_and_low_if_that_is_equal(taken, start):
    assert freest(taken, 80)[0] == pytest.approx(start)


def name_of_event(figures, level=None):
    """Between which values the name of an event in 2019 stands in the chart of a line, and the name as it is drawn there."""
    line = replace(line_of(PARTICIPATION, figures), region="AM37")
    layout = charts.trend(PARTICIPATION, line, "Regio", [], level, []).layout
    (name,) = [note for note in layout.annotations if note.text.replace("<br>", " ") == "Haarlemmerliede naar Haarlemmermeer"]
    low, high = layout.yaxis.range
    length = (110 if "<br>" in name.text else 190) / PLOT  # as it is drawn
    return low + (high - low) * name.y, low + (high - low) * (name.y + length), name


def test_the_name_of_an_event_stands_clear_of_a_line_below_or_above():
    under, _, _ = name_of_event({"2018": 70.0, "2019": 70.0, "2020": 80.0})
    _, over, _ = name_of_event({"2018": 80.0, "2019": 80.0, "2020": 70.0})
    assert under > 70.0
    assert over < 80.0


def test_the_name_of_an_event_stands_clear_of_a_target():
    figures = {"2018": 80.0, "2019": 80.0, "2020": 80.0}
    under, over, _ = name_of_event(figures, Level(70.0, "doel"))
    assert 70.0 < under < over < 80.0


def test_a_line_behind_the_name_of_an_event_does_not_run_through_its_letters():
    _, _, name = name_of_event({"2018": 70.0, "2019": 80.0})
    font = name.font
    assert font.shadow.count(BG_COLOR) > 1  # the browser fills in the page of the light or the dark theme
    assert font.color != BG_COLOR


def test_the_name_of_an_event_stands_in_two_lines_only_where_one_would_have_more_behind_it():
    figures = {"2018": 76.4, "2019": 76.4, "2020": 70.0, "2021": 80.0}
    under, over, name = name_of_event(figures, Level(73.6, "doel"))
    assert name.text == "Haarlemmerliede<br>naar Haarlemmermeer"
    assert under < over < 73.6
    _, _, above = name_of_event({"2018": 70.0, "2019": 70.0, "2020": 80.0})
    assert "<br>" not in above.text


@pytest.mark.parametrize(
    ("name", "halves"), [("één", ["één"]), ("a bb", ["a", "bb"]), ("begin van de coronacrisis", ["begin van de", "coronacrisis"])]
)
def test_a_name_is_halved_between_two_words(name, halves):
    assert _halves(name) == halves


@pytest.mark.parametrize("key", ["netto-arbeidsparticipatie", "werknemersbanen"])
def test_names_of_near_events_stand_above_each_other_where_they_would_cross_on_the_smallest_telephone(key):
    indicator = INDICATORS[key]
    figures = {str(year): 50.0 + year / 100 for year in range(2010, 2026)}
    line = replace(line_of(indicator, figures, dataset="ww"), region="AM37")
    layout = charts.trend(indicator, line, "Regio", [], None, []).layout
    names = sorted((n.x, n.y * PLOT, _length(n.text.split("<br>")), n.text) for n in layout.annotations if n.textangle == -90)
    assert len(names) > 2
    year = 120 / (layout.xaxis.range[1] - layout.xaxis.range[0])  # pixels on a screen of 320
    for (at, low, long, one), (next_at, next_low, next_long, other) in pairwise(names):
        if (next_at - at) * year < 18 + 14 * other.count("<br>"):
            assert low + long <= next_low or next_low + next_long <= low, (one, other)
