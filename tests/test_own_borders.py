"""Where UWV names the sectors itself, another definition of Techniek changes no figure: it leaves some out, and says why."""

import json

import pytest

from indicators.absence import left_out
from indicators.figures import Figures
from indicators.registry import INDICATORS
from indicators.sectors import WITH_TECHNIEK
from indicators.tables import indicator_table
from tests.answering import answered
from tests.conftest import Command
from tests.visits import seen, table_rows, visit

KEYS = ["vacatures", "vacatures-aandeel-focus", "vacaturegraad"]
WHY = "UWV deelt de sectoren zelf in, en geeft Techniek niet bij deze afbakening."
WITHOUT = (
    "Daarom zijn er geen cijfers over Techniek, de focussectoren samen en de overige sectoren. Kies de standaard om die te zien."
)


def by_sector(figures: Figures, key: str, region: str, techniek: str | None) -> dict[tuple[str, str], float]:
    """The figures of a region that are there, by sector and period."""
    rows = indicator_table(figures, key, techniek, [region])
    rows = rows[rows["waarde"].notna()]
    return dict(zip(zip(rows["sector"], rows["periode"], strict=True), rows["waarde"], strict=True))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("techniek", ["smal", "midden", "breed"])
def test_a_region_counted_by_uwv_keeps_only_what_no_border_of_techniek_changes(figures: Figures, key: str, techniek: str) -> None:
    usual, other = (by_sector(figures, key, "AM37", each) for each in (None, techniek))
    assert {sector for sector, _ in usual} & {*WITH_TECHNIEK}
    assert other == {cell: value for cell, value in usual.items() if cell[0] not in WITH_TECHNIEK}
    assert other
    assert left_out(figures, INDICATORS[key], techniek, ["AM37"]).startswith(WHY)


@pytest.mark.parametrize("key", KEYS)
def test_the_standard_definition_by_its_name_is_the_standard_one(figures: Figures, key: str) -> None:
    assert by_sector(figures, key, "AM37", "agenda") == by_sector(figures, key, "AM37", None)
    assert left_out(figures, INDICATORS[key], "agenda", ["AM37"]) == ""


@pytest.mark.parametrize("key", KEYS)
def test_a_province_counted_by_cbs_follows_the_definition(figures: Figures, key: str) -> None:
    usual, narrow = (by_sector(figures, key, "PV27", each) for each in (None, "midden"))
    assert usual.keys() == narrow.keys()
    assert usual["techniek", "2025-Q1"] > narrow["techniek", "2025-Q1"]
    assert usual["onderwijs", "2025-Q1"] == narrow["onderwijs", "2025-Q1"]
    assert left_out(figures, INDICATORS[key], "midden", ["PV27"]) == ""


def test_only_what_was_asked_for_counts_as_left_out(figures: Figures) -> None:
    vacancies = INDICATORS["vacatures"]
    assert left_out(figures, vacancies, "midden", ["AM37"], ["totaal", "onderwijs"]) == ""
    assert left_out(figures, vacancies, "midden", ["AM37"], ["focus"]) == f"{WHY} {WITHOUT}"
    assert left_out(figures, vacancies, "midden", ["AM37"], van="2099") == ""
    assert left_out(figures, INDICATORS["werkloosheid"], "midden", ["AM37"]) == ""


def test_the_rate_says_that_its_two_sources_draw_sectors_otherwise() -> None:
    assert any("grenzen sectoren niet hetzelfde af" in said for said in INDICATORS["vacaturegraad"].caveats)
    assert all(any("UWV deelt de sectoren zelf in" in said for said in INDICATORS[key].caveats) for key in KEYS)


def test_show_gives_the_rest_and_says_why_it_is_not_all(command: Command, example_data) -> None:
    asked = ("indicators", "show", "vacatures", "--regio", "AM37", "--techniek", "midden", "--vorm", "json")
    done = command(*asked, data_dir=example_data)
    assert {row["sector"] for row in json.loads(done.stdout)} == {"totaal", "zorg-welzijn", "onderwijs"}
    assert WHY in done.stderr
    alone = command(*asked, "--sector", "techniek", data_dir=example_data)
    assert (json.loads(alone.stdout), WHY in alone.stderr) == ([], True)


@pytest.mark.usefixtures("on_example")
def test_the_api_gives_no_rate_of_techniek_under_another_definition() -> None:
    asked = "/api/v1/indicatoren/vacaturegraad.json?regio=AM37&sector=techniek,totaal&techniek=midden"
    assert {row["sector"] for row in json.loads(answered(asked).body)} == {"totaal"}


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_page_with_vacancies_says_why_there_is_no_share() -> None:
    found = seen(visit("vacatures.py", techniek="midden"))
    assert f"Voor deze keuze zijn er geen cijfers. {WHY}" in found.text
    assert WHY not in seen(visit("vacatures.py")).text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_page_with_focus_sectors_shows_no_effect_that_is_not_there() -> None:
    found = seen(visit("focussectoren.py", techniek="midden"))
    assert WHY in found.text
    assert "Openstaande vacatures: zonder Techniek" in found.text
    rows = {row[0]: row for row in table_rows(found.text, "De focussectoren in cijfers")}
    assert [rows[INDICATORS[key].with_unit][3] for key in KEYS] == ["–"] * 3
    head = table_rows(found.text, "Techniek bij elke afbakening")
    narrow = next(row for row in head if row[0].startswith("Nijverheid en energie (B-F)"))
    assert narrow[3:6] == ["–"] * 3
    of_province = seen(visit("focussectoren.py", techniek="midden", regio="PV27"))
    assert WHY not in of_province.text
    narrow = next(
        r for r in table_rows(of_province.text, "Techniek bij elke afbakening") if r[0].startswith("Nijverheid en energie (")
    )
    assert all("(-" in cell for cell in narrow[3:6])
