"""What a target is judged by: a benchmark that says something, and a line of a source where there is one."""

import pytest

from indicators.figures import Figures
from indicators.registry import INDICATORS
from indicators.targets import target_progress
from pages.components.sentences import standing
from tests.test_progress import target


@pytest.mark.parametrize(
    ("key", "beside", "why"),
    [
        ("onbenut-arbeidspotentieel", "NL01", "het gaat om een aantal, en dat hangt af van hoe groot een gebied is"),
        ("onbenut-arbeidspotentieel", "AM22", "het gaat om een aantal, en dat hangt af van hoe groot een gebied is"),
        ("pendel-uitgaand", "PV27", "dit cijfer hangt af van hoe groot een gebied is"),
        ("pendel-uitgaand", "AM22", ""),
        ("onbenut-aandeel", "NL01", ""),
        ("spanning", "NL01", ""),
    ],
)
def test_a_figure_that_goes_with_size_is_no_benchmark(figures: Figures, key: str, beside: str, why: str) -> None:
    wanted = target("benchmark", indicator=key, unit=INDICATORS[key].unit, richting="omlaag", benchmark=beside, van=None)
    found = target_progress(figures, wanted)
    assert (found.status == "te weinig gegevens") is bool(why)
    if why:
        place = figures.regions[beside]
        assert (found.benchmark, found.distance) == (None, None)
        assert standing(INDICATORS[key], found, place) == f"De regio is niet te vergelijken met {place.said}: {why}."
