"""What a source never gives is said so; only where another choice would help is one advised."""

import pytest

from indicators.absence import never_given
from indicators.figures import Figures
from indicators.registry import INDICATORS
from tests.test_pages import seen, visit

VACANCIES, PARTICIPATION = INDICATORS["vacatures"], INDICATORS["netto-arbeidsparticipatie"]


def test_a_source_without_figures_for_such_places_or_by_sector_is_told_apart_from_a_choice_without(figures: Figures) -> None:
    towns = list(figures.areas["AM37"])
    assert never_given(figures, VACANCIES, towns, "totaal", "gemeente") == "De bron geeft dit niet per gemeente."
    assert never_given(figures, VACANCIES, ["AM37"], "techniek", "arbeidsmarktregio") == ""
    assert never_given(figures, PARTICIPATION, towns, "totaal", "gemeente") == ""
    by_town = "De bron geeft dit per gemeente alleen voor alle sectoren samen."
    assert never_given(figures, PARTICIPATION, towns, "techniek", "gemeente") == by_town


@pytest.mark.usefixtures("on_example")
def test_a_page_does_not_advise_another_choice_where_none_would_help() -> None:
    found = seen(visit("vacatures.py"))
    assert "<strong>Openstaande vacatures per gemeente.</strong> De bron geeft dit niet per gemeente." in found.text
    assert "Kies iets anders" not in found.text
