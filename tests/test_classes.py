"""The words that UWV has for the spanningsindicator, and where they stand."""

import pytest

from indicators.registry import INDICATORS
from pages.components.sentences import class_words

TENSION = INDICATORS["spanning"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "Dat heet zeer ruim (van 0 tot 0,25)."),
        (0.25, "Dat heet ruim (van 0,25 tot 0,67)."),
        (0.67, "Dat heet gemiddeld (van 0,67 tot 1,5)."),
        (1.5, "Dat heet krap (van 1,5 tot 4)."),
        (3.99, "Dat heet krap (van 1,5 tot 4)."),
        (4.0, "Dat heet zeer krap (vanaf 4)."),
        (9.0, "Dat heet zeer krap (vanaf 4)."),
    ],
)
def test_a_tension_has_a_word_with_its_limits_of_which_the_lower_one_belongs_to_it(value, said):
    assert class_words(TENSION, value) == said


def test_other_indicators_have_no_words_for_their_figures():
    assert [key for key, indicator in INDICATORS.items() if class_words(indicator, 1.0)] == ["spanning"]
