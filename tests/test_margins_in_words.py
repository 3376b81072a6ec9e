"""A margin and a correction for the season stand in the sentence that says a figure, not only in the chart and the file."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from indicators import alerts
from indicators.figures import Figures
from indicators.line import Line
from indicators.lines import line
from indicators.registry import INDICATORS
from pages.components import sentences
from tests.made_figures import HAARLEM, PARTICIPATION, UNSURE, UNTAPPED, line_of
from tests.visits import seen, visit

WW = INDICATORS["ww"]
SAID = "Aan het einde van april 2026 hadden in Haarlem {} mensen een WW-uitkering{}."


@pytest.mark.parametrize(
    ("margin", "status", "figure"),
    [
        (295, "voorlopig", "4.235 (marge: tussen 3.940 en 4.530; voorlopig)"),
        (295, "definitief", "4.235 (marge: tussen 3.940 en 4.530)"),
        (float("nan"), "voorlopig", "4.235 (voorlopig)"),
        (float("nan"), "definitief", "4.235"),
    ],
)
def test_the_sentence_gives_the_margin_where_the_source_does(margin: float, status: str, figure: str) -> None:
    given = line_of(WW, {"2026-04": 4235}, margin=margin, status=status, dataset="ww")
    assert sentences.level(WW, given, HAARLEM) == SAID.format(figure, ", gecorrigeerd voor het seizoen")


def test_a_percentage_has_its_margin_as_a_percentage() -> None:
    said = "Van elke 100 inwoners van 15 tot 75 jaar in Haarlem hadden er 73 betaald werk in 2023: "
    assert sentences.level(PARTICIPATION, UNSURE, HAARLEM) == f"{said}73,0% (marge: tussen 72,4% en 73,6%)."


def test_a_figure_that_is_not_corrected_for_the_season_does_not_say_so() -> None:
    assert sentences.level(WW, line_of(WW, {"2026-04": 4235}, dataset="benefits"), HAARLEM) == SAID.format("4.235", "")


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_page_says_the_margin_of_the_region_and_in_the_chosen_form(figures: Figures) -> None:
    margin = r"[\d.]+ \(marge: tussen [\d.]+ en [\d.]+; voorbeeld\)"
    region = seen(visit("uitkeringen.py"))
    assert re.search(rf"{margin} mensen een WW-uitkering, gecorrigeerd voor het seizoen\.", region.text)
    alone = seen(visit("uitkeringen.py", naast="niets"))
    assert re.search(rf"Zuid-Kennemerland en IJmond: {margin} in \w+ 20\d\d\.", alone.text + str(alone.charts))


def test_the_definition_names_the_places_whose_figures_are_corrected(figures: Figures) -> None:
    said = "voor arbeidsmarktregio's, provincies en Nederland gecorrigeerd voor het seizoen."
    assert WW.definition.endswith(said)
    corrected = {
        code: line(figures, "ww", code).rows["dataset"].eq("ww").all() for code in ("AM37", "PV27", "NL01", "LD03", "GM0392")
    }
    assert corrected == {"AM37": True, "PV27": True, "NL01": True, "LD03": False, "GM0392": False}


@pytest.mark.parametrize(
    ("given", "threshold", "said"),
    [
        (
            line_of(PARTICIPATION, {"2025-Q1": 72.96}, margin=1.5, status="voorlopig"),
            73.0,
            "het 1e kwartaal van 2025: 72,96% van de bevolking van 15 tot 75 jaar (voorlopig; marge 71,46 tot 74,46). Dat is "
            "onder de drempel van 73 uit Notitie.",
        ),
        (
            line_of(UNTAPPED, {"2025-01": 12_300.0}),
            12_345.5,
            "januari 2025: 12.300 personen (definitief). Dat is onder de drempel van 12.345,5 uit Notitie.",
        ),
    ],
)
def test_an_alert_writes_periods_figures_and_moments_as_people_read_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Line, threshold: float, said: str
) -> None:
    monkeypatch.setattr(alerts, "line", lambda *_: given)
    ruled = alerts.Rules(drempels=(alerts.Threshold("Te weinig", given.key, "GM0392", "Notitie", onder=threshold),))
    (event,), _ = alerts.look(tmp_path, cast(Figures, SimpleNamespace(example=False)), ruled)
    assert f" in Haarlem, {said} Bron: CBS, 85230NED, opgehaald 21-11-2026 om 06:45 uur." in event.message
