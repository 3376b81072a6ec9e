"""What a source never gives is said so, and what is yet to come; only where another choice would help is one advised."""

from dataclasses import replace
from pathlib import Path

import pytest

from indicators.absence import ONLY_YEARS, absence, elsewhere, never_given, to_come
from indicators.figures import Figures
from indicators.line import Line
from indicators.lines import lines_of
from indicators.registry import INDICATORS
from ingest.published import PublishedFigures
from pages.components import comparing, side_by_side, topic
from pages.components.view import View
from tests.conftest import Command
from tests.data_folder import DataFolder, edition
from tests.region_tables import VACANCIES as TABLE
from tests.region_tables import VACANCIES_HEADER
from tests.visits import seen, visit

_THERE = "De bron geeft ze niet over {}, wel over Zuid-Kennemerland en IJmond. Kies dat gebied."
VACANCIES, PARTICIPATION = INDICATORS["vacatures"], INDICATORS["netto-arbeidsparticipatie"]


def test_a_source_without_figures_for_such_places_or_by_sector_is_told_apart_from_a_choice_without(figures: Figures) -> None:
    towns = list(figures.areas["AM37"])
    assert never_given(figures, VACANCIES, towns, "totaal", "gemeente") == "De bron geeft dit niet per gemeente."
    assert never_given(figures, VACANCIES, ["AM37"], "techniek", "arbeidsmarktregio") == ""
    assert never_given(figures, PARTICIPATION, towns, "totaal", "gemeente") == ""
    by_town = "De bron geeft dit per gemeente alleen voor alle sectoren samen."
    assert never_given(figures, PARTICIPATION, towns, "techniek", "gemeente") == by_town


@pytest.mark.slow
def test_a_file_that_nobody_added_is_named_where_its_figures_would_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = DataFolder(tmp_path, TABLE)
    folder.refresh(edition(TABLE, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 60 \n NL01 A-U 2024KW01 70"))
    figures, said = folder.figures, "(UWV) zijn er nog niet. De beheerder voegt ze toe: zie Bronnen en verversing."
    assert to_come(figures, VACANCIES).endswith(said)
    assert absence(figures, VACANCIES) == to_come(figures, VACANCIES)
    assert never_given(figures, VACANCIES, ["AM37"], "techniek", "arbeidsmarktregio") == ""
    assert never_given(figures, VACANCIES, ["GM0392"], "totaal", "gemeente") == "De bron geeft dit niet per gemeente."
    page = seen(visit("vacatures.py")).text
    assert f"U ziet daarom Plaats NL01. {to_come(figures, VACANCIES)}" in page
    assert f"U ziet daarom Plaats NL01. {to_come(figures, VACANCIES)}" in seen(visit("vacatures.py", regio="GM0392")).text
    tension, placed = (to_come(figures, INDICATORS[key]) for key in ("spanning", "plaatsingen-wsp"))
    assert page.count(tension) == 2  # in its tile and in the place of its chart
    assert placed in seen(visit("dienstverlening.py")).text
    assert f"<strong>Spanningsindicator.</strong> {tension}" in seen(visit("berekening.py", indicator="spanning")).text
    assert f"<strong>Spanningsindicator.</strong> {tension}" in seen(visit("regios.py", cijfer="spanning")).text
    assert f"<strong>Geen cijfers.</strong> {tension}" in seen(visit("gegevens.py", indicator="spanning")).text
    flows = to_come(figures, INDICATORS["pendel-uitgaand"])
    assert f"<strong>Stromen.</strong> {flows}" in seen(visit("woonwerk.py")).text
    both = seen(visit("gegevens.py", indicator="vacatures,spanning")).text
    assert f"<strong>Niet alles is er.</strong> {tension}" in both


@pytest.mark.slow
def test_years_without_figures_are_told_apart_from_a_file_that_nobody_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = DataFolder(tmp_path, TABLE)
    folder.refresh(edition(TABLE, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 60 \n NL01 A-U 2024KW01 70"))
    to_be_added, years = to_come(folder.figures, VACANCIES), {"van": "2010", "tot": "2012"}
    page = seen(visit("vacatures.py", regio="NL01", **years)).text
    assert page.count(f"Voor deze keuze zijn er geen cijfers. {ONLY_YEARS}") == 3  # above the page, in a tile, for a chart
    assert to_be_added in seen(visit("gegevens.py", indicator="vacatures", gebieden="AM37", **years)).text
    found = seen(visit("gegevens.py", indicator="vacatures", gebieden="NL01", **years)).text
    assert "Kies andere jaren of gebieden." in found
    assert to_be_added not in found
    for region, said in (("NL01", ONLY_YEARS), ("AM37", to_be_added)):
        told = command("indicators", "show", "vacatures", "--regio", region, "--van", "2010", "--tot", "2012", data_dir=tmp_path)
        assert told.stderr.strip().endswith(said)


@pytest.mark.slow
def test_the_calculation_of_a_figure_that_only_a_document_has_names_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = DataFolder(tmp_path, TABLE, PublishedFigures())
    folder.print_figures("werkcentrum-geholpen,AM37,2024,1175,personen,,Mensen die verder kwamen,Stand van zaken,1. Inleiding")
    folder.refresh(edition(TABLE, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 60"))
    found = seen(visit("berekening.py", indicator="werkcentrum-geholpen"))
    assert found.errors == []
    assert '<p class="figure">1.175 ' in found.text
    assert "Overgenomen uit Stand van zaken, 1. Inleiding; het document geeft geen onderdelen." in found.text
    assert "zijn er nog niet" not in found.text


def test_where_every_source_is_there_nothing_is_to_come(figures: Figures) -> None:
    assert {to_come(figures, each) for each in INDICATORS.values()} == {""}
    assert absence(figures, VACANCIES).startswith("Voor deze keuze zijn er geen cijfers.")


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_a_page_does_not_advise_another_choice_where_none_would_help() -> None:
    found = seen(visit("vacatures.py"))
    assert "<strong>Openstaande vacatures per gemeente.</strong> De bron geeft dit niet per gemeente." in found.text
    assert "Kies iets anders" not in found.text


@pytest.mark.parametrize(
    ("key", "region", "sector", "said"),
    [
        ("plaatsingen-wsp", "NL01", "totaal", _THERE.format("Nederland")),
        ("werkcentrum-geholpen", "AM18", "totaal", _THERE.format("Groot Amsterdam")),
        ("oprichtingen", "AM37", "totaal", ""),
        ("vacatures", "NL01", "totaal", ""),
        ("werkloosheid", "NL01", "techniek", "De bron geeft dit hier alleen voor alle sectoren samen. Kies die."),
        ("vacatures", "NL01", "sbi-X", "De bron geeft dit hier niet voor deze sector. Kies een andere."),
    ],
)
def test_where_another_place_or_sector_has_figures_that_one_is_named(
    figures: Figures, key: str, region: str, sector: str, said: str
) -> None:
    assert elsewhere(figures, INDICATORS[key], region, sector) == said


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_first_page_of_the_country_says_which_place_has_what_is_missing() -> None:
    text = seen(visit("overzicht.py", regio="NL01")).text
    assert text.count("wel over Zuid-Kennemerland en IJmond. Kies dat gebied.") == 2
    assert "Kies iets anders" not in text


@pytest.mark.usefixtures("on_example")
def test_places_that_a_source_never_gives_are_not_said_to_be_missing_from_this_choice(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(comparing, "draw", lambda *_, text, **__: said.append(text))
    view = View(figures.version, "AM37", "techniek", None, None)
    towns = list(figures.areas["AM37"])
    comparing.draw_nothing(view, "vacatures", "gemeenten", towns)
    comparing.draw_nothing(view, "werkloosheid", "gemeenten", towns)
    comparing.draw_nothing(replace(view, tot=1990), "vacatures", "regio", ["AM37", "AM01"])
    assert said[0] == "De bron geeft dit niet per gemeente."
    assert all(text.startswith("Hierover zijn geen cijfers voor de") for text in said[1:])


@pytest.mark.usefixtures("on_example")
def test_a_gemeente_without_a_figure_in_the_newest_period_is_named(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_far_as_known(*asked: object) -> dict[str, Line]:
        found = lines_of(*asked)  # type: ignore[arg-type]
        return found | {code: Line(found[code].key, code, "totaal", found[code].rows.iloc[:-1]) for code in ("GM0375", "GM0396")}

    said = []
    monkeypatch.setattr(topic, "draw_chart", lambda *given: said.append(given[3].subtitle))
    view = View(figures.version, "AM37", "totaal", None, None)
    topic.draw_places(view, "bijstand")
    monkeypatch.setattr(side_by_side, "lines_of", as_far_as_known)
    topic.draw_places(view, "bijstand")
    assert [". Geen cijfer over Beverwijk en Heemskerk" in each for each in said] == [False, True]


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_title_of_the_overview_is_right_for_a_region_of_which_the_name_is_a_plural() -> None:
    assert "<h1>Hoe staat het ervoor in de Drechtsteden?</h1>" in seen(visit("overzicht.py", regio="AM23")).text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_overview_says_which_of_the_places_with_one_name_it_is_about() -> None:
    for code, place in {"AM01": "Groningen (arbeidsmarktregio)", "PV20": "Groningen (provincie)"}.items():
        assert f'<p class="place">{place}</p>' in seen(visit("overzicht.py", regio=code)).text
