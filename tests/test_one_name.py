"""Groningen is a gemeente, an arbeidsmarktregio and a province: wherever several of them may stand, each is told apart."""

from dataclasses import replace

import pandas as pd
import pytest

from indicators.figures import Figures
from indicators.search import Entry, Found
from pages.components import look
from pages.components.citing import about
from pages.components.search import result
from pages.components.sentences import not_beside
from pages.components.shown import shown
from pages.components.view import Look, View
from tests.visits import visit

TOWN, REGION, PROVINCE = "GM0014", "AM01", "PV20"


@pytest.fixture
def view(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> View:
    """The gemeente Groningen, in the example."""
    monkeypatch.setenv("DATA_DIR", str(figures.versions.data_dir))
    return View(figures.version, TOWN, "totaal", None, None)


@pytest.mark.slow
def test_a_line_in_another_form_is_set_beside_places_by_their_level(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(look, "draw_card", lambda *given: told.append(given[2]))
    seen = replace(view, look=Look(shape="index"))
    look.draw_looked_at(seen, shown(seen, "werkloosheid"))
    for said in (told[0].subtitle, told[0].finding):
        assert [f"Groningen ({level})" in said for level in ("gemeente", "arbeidsmarktregio", "provincie")] == [True] * 3, said
        assert "Groningen:" not in said


@pytest.mark.slow
def test_a_place_without_such_a_line_is_named_with_its_level(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    told, own = [], view.figures.regions[TOWN]
    monkeypatch.setattr(look, "draw_card", lambda *given: told.append(given[2]))
    monkeypatch.setattr(look, "_beside", lambda *_: ([view.figures.regions[code] for code in (REGION, PROVINCE)], ""))
    line = look._line
    monkeypatch.setattr(
        look, "_line", lambda *given: line(*given) if given[2] == own else replace(line(*given), rows=line(*given).rows.iloc[:0])
    )
    seen = replace(view, look=Look(shape="index"))
    look.draw_looked_at(seen, shown(seen, "werkloosheid"))
    assert "Zonder Groningen (arbeidsmarktregio) en Groningen (provincie): daarvan zijn" in told[0].subtitle


def test_a_place_that_is_not_set_beside_the_others_is_named_with_its_level(figures: Figures) -> None:
    said = not_beside({PROVINCE: "het is een schatting", "NL01": "het is een schatting"}, figures.distinct_names)
    assert said == "Groningen (provincie) en Nederland staan er niet bij: het is een schatting."


def test_results_of_a_search_that_have_one_name_are_told_apart(view: View) -> None:
    places = [Entry("gebied", code, "Groningen") for code in (TOWN, REGION, PROVINCE)]
    found = [result(view, "banen", Found(place)) for place in places]
    assert [each.label for each in found] == [
        "Groningen (gemeente)", "Groningen (arbeidsmarktregio)", "Groningen (provincie)",
    ]  # fmt: skip
    assert found[0].text == "Toon deze pagina voor Groningen (gemeente)."
    work = Entry("cijfer", "werkloosheid", "Werkloosheidspercentage")
    assert result(view, "banen", Found(work, places[2])).label == "Werkloosheidspercentage in Groningen (provincie)"
    assert result(view, "banen", Found(Entry("gebied", "NL01", "Nederland"))).label == "Nederland"


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_places_of_one_name_are_told_apart_where_they_are_chosen() -> None:
    offered = visit("gegevens.py").multiselect(key="gebieden").options
    assert {"Groningen (gemeente)", "Groningen (arbeidsmarktregio)", "Groningen (provincie)", "Nederland"} <= set(offered)


def test_what_is_cited_names_each_place(figures: Figures) -> None:
    places = {"regiocode": [TOWN, PROVINCE, "NL01"], "regio": ["Groningen", "Groningen", "Nederland"]}
    rows = pd.DataFrame(
        {
            **places,
            "indicator": "werklozen",
            "periode": "2023",
            "bron": "CBS",
            "tabel": "T",
            "opgehaald": "2026-09-01T02:00",
            "status": "",
        }
    )
    assert (
        dict(about(figures, rows, "/"))["Inhoud"] == "Werklozen, Groningen (gemeente), Groningen (provincie) en Nederland, 2023"
    )
    flows = rows.rename(columns={"regiocode": "woonregio", "regio": "woonregio_naam"})
    flows[["werkregio", "werkregio_naam"]] = "AM01", "Groningen"
    said = dict(about(figures, flows, "/"))["Inhoud"]
    assert said.startswith("Woon-werkverkeer van Groningen (gemeente), Groningen (provincie) en Nederland naar Groningen (arb")
