"""What a source never gives is said so; only where another choice would help is one advised."""

import pytest

from indicators.absence import never_given
from indicators.figures import Figures
from indicators.lines import Line, lines_of
from indicators.registry import INDICATORS
from pages.components import topic
from pages.components.view import View
from tests.visits import seen, visit

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


@pytest.mark.usefixtures("on_example")
def test_a_gemeente_without_a_figure_in_the_newest_period_is_named(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_far_as_known(*asked: object) -> dict[str, Line]:
        found = lines_of(*asked)  # type: ignore[arg-type]
        return found | {code: Line(found[code].key, code, "totaal", found[code].rows.iloc[:-1]) for code in ("GM0375", "GM0396")}

    said = []
    monkeypatch.setattr(topic, "draw_chart", lambda *given: said.append(given[3].subtitle))
    view = View(figures.version, "AM37", "totaal", None, None)
    topic.draw_places(view, "bijstand")
    monkeypatch.setattr(topic, "lines_of", as_far_as_known)
    topic.draw_places(view, "bijstand")
    assert [". Geen cijfer over Beverwijk en Heemskerk" in each for each in said] == [False, True]


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_title_of_the_overview_is_right_for_a_region_of_which_the_name_is_a_plural() -> None:
    assert "<h1>Hoe staat het ervoor in de Drechtsteden?</h1>" in seen(visit("overzicht.py", regio="AM23")).text
