"""What a chart of places or sectors says about the highest and the lowest: no more than the rounding of all of them allows."""

import pytest

from indicators.point import Point
from pages.components.focus import highest
from pages.components.topic import spread
from tests.test_sentences import PARTICIPATION


def at(value: float, step: float, margin: float | None = None) -> Point:
    return Point("2025", value, *((value - margin, value + margin) if margin else (None, None)), step=step)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"A": at(70.0, 0.1)}, "A: 70,0%."),
        (
            {"A": at(70.0, 0.1), "B": at(72.0, 0.1)},
            "Hoogste cijfer: B, 72,0%. Laagste: A, 70,0%. Let op de afronding bij kleine verschillen.",
        ),
        (
            {"A": at(70.0, 0.1), "B": at(70.1, 0.1)},
            "De verschillen vallen binnen de afronding: hoe kleiner de aantallen, hoe meer die uitmaakt.",
        ),
        (  # the lowest and the highest are small and rounded coarsely, those between them are not
            {"A": at(70.0, 3.0), "B": at(70.5, 0.1), "C": at(71.5, 0.1), "D": at(72.0, 3.0)},
            "De cijfers lopen van 70,0% (A) tot 72,0% (D). Niet elk verschil is groter dan de afronding.",
        ),
        ({"A": at(70.0, 0.1, 1.5), "B": at(72.0, 0.1, 1.5)}, "De verschillen vallen binnen de marge."),
        (
            {"A": at(72.0, 0.1), "B": at(70.0, 0.1), "C": at(72.0, 0.1)},
            "Hoogste cijfer: A en C, 72,0%. Laagste: B, 70,0%. Let op de afronding bij kleine verschillen.",
        ),
        (
            {"X": at(72.0, 0.1), **{name: at(70.0, 0.1) for name in "ABCDE"}},
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
            {"onderwijs": at(6.4, 0.3), "zorg-welzijn": at(15.8, 0.1), "techniek": at(17.3, 0.2)},
            "het hoogst in Techniek",
            "Van de focussectoren heeft Techniek het hoogste cijfer: 17,3%.",
        ),
        (
            {"zorg-welzijn": at(17.2, 0.2), "onderwijs": at(6.4, 0.2), "techniek": at(17.2, 0.2)},
            "het hoogst in Zorg & Welzijn en Techniek",
            "Van de focussectoren hebben Zorg & Welzijn (17,2%) en Techniek (17,2%) de hoogste cijfers: "
            "het verschil valt binnen de afronding.",
        ),
        (
            {"zorg-welzijn": at(17.2, 0.1, 1.0), "onderwijs": at(17.0, 0.1, 1.0), "techniek": at(17.4, 0.1, 1.0)},
            "het hoogst in Zorg & Welzijn, Onderwijs en Techniek",
            "Van de focussectoren hebben Zorg & Welzijn (17,2%), Onderwijs (17,0%) en Techniek (17,4%) de hoogste cijfers: "
            "de verschillen vallen binnen de marge.",
        ),
    ],
)
def test_a_focus_sector_is_the_highest_only_where_the_others_differ_from_it(
    points: dict[str, Point], title: str, said: str
) -> None:
    assert highest(PARTICIPATION, points) == (title, said)
