"""A target that has ended is judged at its end: what the figures did afterwards makes it no success and no failure."""

from collections.abc import Sequence

import pytest

from indicators.agenda import Kind
from indicators.point import Point
from indicators.progress import Status, progress
from pages.components.goals import goals_table
from tests.made_figures import points, quarters
from tests.made_targets import number, target


@pytest.mark.parametrize(
    ("values", "status", "rule"),
    [
        ((1000, 1400, 1800, 2100), "loopt achter", "Aan het einde, 2022, was het doel niet gehaald."),
        ((1000, 1400, 2100, 1800), "op koers", "Aan het einde, 2022, was het doel gehaald."),
        ((1000, 1400, None, 2100), "loopt achter", "Aan het einde, 2022, was het doel niet gehaald."),
    ],
)
def test_a_number_is_judged_at_its_end_and_not_by_what_came_later(
    values: Sequence[float | None], status: Status, rule: str
) -> None:
    known = [Point(str(2020 + place), value, step=1.0) for place, value in enumerate(values) if value is not None]
    found = progress(number(2000, tot="2022"), known)
    assert (found.status, found.rule, found.over, found.newest) == (status, rule, True, known[-1])
    assert found.latest == known[-2]
    assert found.needed is None


def test_a_direction_ends_with_its_target_as_well_and_no_target_before_its_first_figure() -> None:
    down = progress(target(richting="omlaag", tot="2021"), points(1000, 900, 1200))
    assert (down.status, down.latest) == ("goede richting", Point("2021", 900, step=1.0))
    shown = goals_table([down], {}).rows[0]
    assert shown[3] == "1.200 banen (2022); beoordeeld is 900 banen (2021), het laatste cijfer tot het einde van het doel"
    early = progress(number(2000, tot="2019"), points(1000, 900))
    assert (early.latest, early.over) == (Point("2021", 900, step=1.0), False)
    assert early.rule == "Het einde, 2019, is bereikt en het doel nog niet."


@pytest.mark.parametrize("kind", ["nog niet vastgesteld", "richting"])
def test_where_nothing_is_judged_no_figure_is_said_to_be(kind: Kind) -> None:
    found = progress(target(kind, van="2019", tot="2021"), points(1000, 900, 1200))
    assert found.status in ("geen doel vastgesteld", "te weinig gegevens")
    assert goals_table([found], {}).rows[0][3] == "1.200 banen (2022)"


def test_the_figure_that_is_judged_at_the_end_is_called_what_it_is() -> None:
    by_season = progress(target(van="2020-Q1", tot="2021-Q2"), quarters(100, 500, 500, 500, 120, 600, 700), seasonal=True)
    assert goals_table([by_season], {}).rows[0][3] == (
        "700 banen (K3 2021); beoordeeld is 120 banen (K1 2021), het laatste cijfer over hetzelfde kwartaal als het beginpunt "
        "tot het einde van het doel"
    )
    beside = progress(target("benchmark", benchmark="NL01", tot="2021"), points(60, 70, 75), points(90))
    assert goals_table([beside], {}).rows[0][3] == (
        "75 banen (2022); beoordeeld is 60 banen (2020), het laatste cijfer voor beide gebieden tot het einde van het doel"
    )


def test_a_number_is_at_least_or_at_most_so_much() -> None:
    least, most = (goals_table([progress(number(900, richting=way), points(1000))], {}).rows[0] for way in ("omhoog", "omlaag"))
    assert (least[1], most[1]) == ("900 banen of meer in 2030", "900 banen of minder in 2030")


def test_a_pace_that_is_not_to_be_told_is_not_called_too_low() -> None:
    found = progress(number(1200), points(1000, 1001))
    assert found.status == "loopt achter"
    assert found.rule == "Het cijfer veranderde nog niet meer dan de afronding verklaart, en moet dat wel om het doel te halen."
    assert goals_table([found], {}).rows[0][4] == "niet te zeggen: de verandering valt binnen de afronding"
