"""The pace to a number compares like season with like season, unless the source took the season out of its figures."""

import pytest

from indicators.figures import Figures
from indicators.point import Point
from indicators.progress import Progress, progress
from indicators.targets import target_progress
from pages.components.goals import goals_table
from tests.made_figures import quarters
from tests.made_targets import number, target

# Forty more a year, and a summer that is some three hundred higher.
BY_SEASON = (1000, 1100, 1300, 1050, 1040, 1140, 1340)


def judged(*values: float, seasonal: bool = True, **wanted: object) -> Progress:
    """1,500 jobs by the last quarter of 2022, from the first of 2020, unless `wanted` has something else."""
    return progress(number(1500, **{"van": "2020-Q1", "tot": "2022", **wanted}), quarters(*values), seasonal=seasonal)


def test_a_high_season_is_no_pace() -> None:
    across, alike = (judged(*BY_SEASON, seasonal=seasonal) for seasonal in (False, True))
    assert (across.status, across.pace, across.needed) == ("op koers", 340 / 1.5, 128)
    assert (alike.status, alike.pace, alike.needed) == ("loopt achter", 40, pytest.approx(460 / 1.75))
    assert (alike.latest, alike.newest) == (Point("2021-Q1", 1040, step=1.0), Point("2021-Q3", 1340, step=1.0))
    assert goals_table([alike], {}).rows[0][2:6] == [
        "Beginpunt: 1.000 banen (K1 2020)",
        "1.340 banen (K3 2021); beoordeeld is 1.040 banen (K1 2021), hetzelfde kwartaal als het beginpunt",
        "+10 per kwartaal",
        "+66 per kwartaal, tot en met 2022",
    ]


@pytest.mark.parametrize("until", ["2022", None])
def test_within_the_first_year_there_is_no_pace_and_the_reason_is_the_season(until: str | None) -> None:
    found = judged(*BY_SEASON[:3], tot=until)
    assert (found.status, found.pace, found.distance) == ("te weinig gegevens", None, 200)
    assert found.rule.endswith("Sinds het beginpunt is er nog geen nieuw cijfer over dezelfde tijd van het jaar.")
    assert goals_table([found], {}).rows[0][4] == "niet te zeggen: het beginpunt gaat over een andere tijd van het jaar"


def test_without_a_baseline_an_earlier_season_is_none_either() -> None:
    found = judged(*BY_SEASON[:3], van=None)
    assert (found.status, found.baseline) == ("te weinig gegevens", None)
    assert found.rule == "Er is nog geen eerder cijfer over dezelfde tijd van het jaar om mee te vergelijken."
    assert judged(*BY_SEASON, van=None).pace == 40
    gap = [point for point in quarters(*BY_SEASON, 0, 0, 0, 1420) if point.value and point.period[:4] != "2021"]
    assert progress(number(1500, van=None, tot="2023"), gap, seasonal=True).baseline == gap[2]


def test_a_number_without_a_year_follows_the_same_quarter() -> None:
    rising, falling = (judged(*values, tot=None) for values in (BY_SEASON, (1000, 1100, 1300, 1050, 960, 1060, 1260)))
    assert [found.status for found in (rising, falling)] == ["goede richting", "verkeerde richting"]


def test_a_direction_follows_the_same_quarter_too_and_the_newest_figure_where_the_season_is_out_of_them() -> None:
    by_season, adjusted = (progress(target(van="2020-Q1"), quarters(*BY_SEASON), seasonal=each) for each in (True, False))
    assert (by_season.latest, by_season.pace) == (Point("2021-Q1", 1040, step=1.0), 40)
    assert (adjusted.latest, adjusted.newer, adjusted.pace) == (Point("2021-Q3", 1340, step=1.0), None, 340 / 1.5)


def test_what_is_reached_or_over_is_judged_by_the_newest_figure() -> None:
    reached = judged(*BY_SEASON[:-1], 1500)
    assert (reached.status, reached.rule, reached.pace) == ("op koers", "Het laatste cijfer haalt het doel.", None)
    ended, over = judged(*BY_SEASON, tot="2021-Q3"), judged(*BY_SEASON, tot="2021-Q2")
    assert (ended.latest, ended.rule[:33]) == (ended.newest, "Het einde, het 3e kwartaal van 20")
    assert (over.latest, over.status) == (Point("2021-Q2", 1140, step=1.0), "loopt achter")
    high = judged(1000, 1100, 1300, 1050, 1600, 1140)
    assert high.status == "op koers"
    assert high.rule == "Het laatste cijfer over dezelfde tijd van het jaar als het beginpunt haalt het doel."


def test_no_figure_at_the_baseline_is_not_said_to_be_no_second_figure() -> None:
    found = progress(number(1500, van="2019", tot=None), quarters(*BY_SEASON))
    assert found.rule.endswith("te berekenen. Er is geen vergelijkbaar cijfer over het beginpunt, 2019.")


def test_which_figures_have_the_season_in_them_is_what_their_source_is_declared_to_give(figures: Figures) -> None:
    vacancies = number(100, indicator="vacatures", unit="vacatures", richting="omlaag", van="2023-Q1")
    benefits = number(100, indicator="ww", unit="personen", richting="omlaag", van="2023-01")
    by_season, adjusted = (target_progress(figures, each) for each in (vacancies, benefits))
    assert by_season.latest and by_season.newest and adjusted.latest  # noqa: PT018
    assert (by_season.latest.period, by_season.newest.period) == ("2026-Q1", "2026-Q2")
    assert (adjusted.latest, adjusted.latest.period[5:] != "01") == (adjusted.newest, True)
