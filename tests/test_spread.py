"""What a chart of places or sectors says about the highest and the lowest: no more than the rounding of all of them allows."""

import pytest

from indicators.point import Point
from indicators.registry import INDICATORS
from pages.components.focus import highest
from pages.components.side_by_side import spread
from tests.made_figures import PARTICIPATION, point


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"A": point(70.0)}, "A: 70,0%."),
        (
            {"A": point(70.0), "B": point(72.0)},
            "Hoogste cijfer: B, 72,0%. Laagste: A, 70,0%. Let op de afronding bij kleine verschillen.",
        ),
        (
            {"A": point(70.0), "B": point(70.1)},
            "De verschillen vallen binnen de afronding: hoe kleiner de aantallen, hoe meer die uitmaakt.",
        ),
        (  # the lowest and the highest are small and rounded coarsely, those between them are not
            {"A": point(70.0, step=3.0), "B": point(70.5), "C": point(71.5), "D": point(72.0, step=3.0)},
            "De cijfers lopen van 70,0% (A) tot 72,0% (D). Niet elk verschil is groter dan de afronding.",
        ),
        ({"A": point(70.0, 1.5), "B": point(72.0, 1.5)}, "De verschillen vallen binnen de marge."),
        (
            {"A": point(72.0), "B": point(70.0), "C": point(72.0)},
            "Hoogste cijfer: A en C, 72,0%. Laagste: B, 70,0%. Let op de afronding bij kleine verschillen.",
        ),
        (
            {"X": point(72.0), **{name: point(70.0) for name in "ABCDE"}},
            "Hoogste cijfer: X, 72,0%. Laagste: A, B, C en 2 andere, 70,0%. Let op de afronding bij kleine verschillen.",
        ),
    ],
)
def test_differences_are_within_the_rounding_only_where_no_two_places_differ(points: dict[str, Point], said: str) -> None:
    assert spread(PARTICIPATION, points) == said


@pytest.mark.parametrize(
    ("points", "title", "said"),
    [
        (
            {"onderwijs": point(6.4, step=0.3), "zorg-welzijn": point(15.8), "techniek": point(17.3, step=0.2)},
            "van de focussectoren het hoogst in Techniek",
            "Van de focussectoren heeft Techniek het hoogste cijfer: 17,3%.",
        ),
        (
            {"zorg-welzijn": point(17.2, step=0.2), "onderwijs": point(6.4, step=0.2), "techniek": point(17.2, step=0.2)},
            "van de focussectoren het hoogst in Zorg & Welzijn en Techniek",
            "Van de focussectoren hebben Zorg & Welzijn (17,2%) en Techniek (17,2%) de hoogste cijfers: "
            "het verschil valt binnen de afronding.",
        ),
        (
            {"zorg-welzijn": point(17.2, 1.0), "onderwijs": point(17.0, 1.0), "techniek": point(17.4, 1.0)},
            "ongeveer gelijk in de focussectoren",
            "Van de focussectoren hebben Zorg & Welzijn (17,2%), Onderwijs (17,0%) en Techniek (17,4%) de hoogste cijfers: "
            "de verschillen vallen binnen de marge.",
        ),
    ],
)
def test_a_focus_sector_is_the_highest_only_where_the_others_differ_from_it(
    points: dict[str, Point], title: str, said: str
) -> None:
    assert highest(PARTICIPATION, points) == (title, said)


def test_of_a_count_a_focus_sector_has_the_most_and_other_sectors_may_have_more() -> None:
    points = {"zorg-welzijn": point(24_400, step=100), "techniek": point(26_600, step=100)}
    assert highest(INDICATORS["werknemersbanen"], points)[0] == "van de focussectoren de meeste in Techniek"
