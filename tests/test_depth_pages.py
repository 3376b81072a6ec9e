"""The pages that compare and explain: each run whole, for a region, a gemeente, a province and the country."""

import html
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from indicators.agenda import targets
from indicators.point import Point
from indicators.ranking import Standing
from indicators.registry import INDICATORS
from ingest.datasets import DATASETS
from pages.components import comparing
from pages.components.comparing import position, standing_sentence
from pages.components.focus import available, lacking
from tests.answering import answered
from tests.example_folder import refresh_failed, refreshed_again
from tests.visits import Seen, looked_at, seen, table_rows, visit

PAGES = ["regios.py", "woonwerk.py", "focussectoren.py", "doelen.py", "veranderd.py"]


@pytest.mark.slow
@pytest.mark.parametrize("region", ["AM37", "GM0392", "NL01", "PV27"])
@pytest.mark.usefixtures("on_example")
def test_every_page_draws_for_every_kind_of_region_and_each_download_answers(region: str) -> None:
    visitor = visit(regio=region)
    for page in PAGES:
        found = looked_at(visitor, page)
        assert found.errors == [], page
        assert len(found.charts) == len(found.feet)
        for foot in found.feet:
            for address in map(html.unescape, re.findall(r'href="(/api/v1/[^"]+)"', foot)):
                answer = answered(address)
                assert answer.status_code == 200, address
                assert ".csv" not in address or answer.body.decode("utf-8-sig").count("\n") > 1, address


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_all_regions_stand_in_one_list_and_a_rank_stands_only_where_there_is_one() -> None:
    found = seen(visit("regios.py"))
    rows = table_rows(found.text, "Netto arbeidsparticipatie in 2025, van hoog naar laag")
    assert len(rows) == len({row[0] for row in rows}) == 35
    assert rows[0][1] == "1" or rows[0][1].startswith("geen: gelijk met")
    by_figure = {}
    for name, rank, figure, *_ in rows:
        by_figure.setdefault(figure, []).append((name, rank))
    same = [places for places in by_figure.values() if len(places) > 1]
    assert same
    assert all(rank.startswith("geen: gelijk met") for places in same for _, rank in places)
    assert "Een plaats staat er alleen als het gebied van alle andere verschilt" in found.text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_gemeenten_comparable_regions_another_period_and_indicator_are_chosen_in_the_address() -> None:
    visitor = visit("regios.py", groep="gemeenten", cijfer="werkloosheid", periode="2023")
    found = seen(visitor)
    assert "complaint" not in found.text
    assert len(table_rows(found.text, "Werkloosheidspercentage in 2023")) == 7
    visitor.selectbox(key="groep").select("vergelijkbaar").run()
    near = seen(visitor)
    assert len(table_rows(near.text, "Werkloosheidspercentage in 2023")) == 6
    assert "Dit zijn de regio's die het meest lijken op Zuid-Kennemerland en IJmond. Wij letten op omvang" in near.text
    assert visitor.query_params["groep"] == "vergelijkbaar"


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_another_indicator_with_other_periods_takes_its_newest_without_a_complaint() -> None:
    visitor = visit(periode="2023")
    looked_at(visitor, "regios.py")
    visitor.selectbox(key="cijfer").select("vacatures").run()
    found = seen(visitor)
    assert (found.errors, "complaint" in found.text) == ([], False)
    assert "Openstaande vacatures in het 2e kwartaal van 2026, van hoog naar laag" in found.text
    assert "periode" not in visitor.query_params


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_places_compared_on_one_sector_are_so_in_each_title_in_the_map_and_in_the_definition() -> None:
    found = seen(visit("regios.py", cijfer="vacatures-aandeel-focus", sector="techniek"))
    heads = [block for block in found.blocks if 'class="chart-head"' in block]
    assert [head.count("<h2>Aandeel vacatures in Techniek") for head in heads] == [1, 1]
    assert "Aandeel vacatures in Techniek in het 2e kwartaal van 2026, van hoog naar laag, bij de kaart" in found.text
    assert all("<p>Het deel van de openstaande vacatures in Techniek.</p>" in html.unescape(foot) for foot in found.feet)
    jobs = seen(visit("regios.py", cijfer="werknemersbanen", sector="onderwijs"))
    assert jobs.text.count("<h2>Banen van werknemers in Onderwijs op de kaart, 2024</h2>") == 1


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_an_indicator_without_figures_for_gemeenten_says_so() -> None:
    found = seen(visit("regios.py", groep="gemeenten", cijfer="vacatures"))
    assert (found.errors, found.charts) == ([], [])
    assert "De bron geeft dit niet per gemeente." in found.text


@pytest.mark.parametrize(
    ("asked", "said", "unsaid", "places"),
    [
        (
            {},
            ["per gemeente</h2>", "7 gemeenten van Zuid-Kennemerland en IJmond, 2025. De bron geeft"],
            ["Beverwijk staat", "De ruit is"],
            7,
        ),
        ({"regio": "GM0392"}, ["De ruit is Haarlem", "de dikke rand is Haarlem"], ["Beverwijk staat"], 7),
        ({"regio": "PV26"}, ["2 gemeenten van Utrecht", "De kaart is er nog niet."], ["Zuid-Kennemerland en IJmond, 20"], 2),
        (
            {"regio": "AM18"},
            ["Bij Groot Amsterdam hoort in deze cijfers één gemeente: Amsterdam."],
            ["Beverwijk", "Kies een andere"],
            0,
        ),
        ({"regio": "NL01"}, ["Bij Nederland horen in deze cijfers geen gemeenten."], ["Beverwijk", "Kies een andere"], 0),
    ],
)
@pytest.mark.usefixtures("on_example")
def test_gemeenten_are_those_of_the_place_that_was_chosen_and_only_a_chosen_one_stands_out(asked, said, unsaid, places) -> None:
    found = seen(visit("regios.py", groep="gemeenten", cijfer="werkloosheid", **asked))
    maps = int(any("rand is" in each for each in said) or not asked)  # squares are known of the gemeenten of the own region
    assert (found.errors, len(found.charts)) == ([], 1 + maps if places else 0)
    assert all(each in found.text for each in said)
    assert not [each for each in unsaid if each in found.text]
    assert not places or len(table_rows(found.text, "Werkloosheidspercentage in")) == places


@pytest.mark.parametrize(
    ("above", "below", "alike", "said"),
    [
        (0, 0, 6, "A verschilt niet duidelijk van de andere"),
        (2, 2, 2, "A staat in het midden"),
        (0, 3, 3, "A staat hoger dan 3 van de 6 andere"),
        (3, 0, 3, "A staat lager dan 3 van de 6 andere"),
    ],
)
def test_a_place_like_all_others_is_not_said_to_stand_in_the_middle(above: int, below: int, alike: int, said: str) -> None:
    assert position(Standing("a", Point("2025", 12.1), None, above, below, alike), {"a": "A"}) == said


def test_regions_are_compared_in_the_newest_period_that_half_of_them_have(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"2023": "abcd", "2024": "abc", "2025": "ab", "2026": "a"}
    rows = [{"periode": period, "regiocode": code, "waarde": 1.0} for period, codes in known.items() for code in codes]
    places = [*rows, {"periode": "2026", "regiocode": "b", "waarde": None}]
    monkeypatch.setattr(comparing, "_rows", lambda *_: pd.DataFrame(places))
    assert comparing.newest_full(None, "", [], ["2026", "2025", "2024", "2023"]) == "2025"
    assert comparing.newest_full(None, "", [], ["2024", "2023"]) == "2024"


@pytest.mark.parametrize(("above", "said"), [(1, "lager dan in 1 gebied."), (2, "lager dan in 2 gebieden.")])
def test_one_place_that_is_higher_is_one_gebied(above: int, said: str) -> None:
    found = SimpleNamespace(indicator=INDICATORS["werkloosheid"])
    assert standing_sentence(found, Standing("a", Point("2025", 12.1), None, above, 3, 0), {"a": "A"}).endswith(said)


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [(0, 6, "hoger dan in 6 gebieden"), (0, 1, "hoger dan in 1 gebied"), (6, 0, "lager dan in 6 gebieden")],
)
def test_the_highest_and_the_lowest_are_not_set_against_no_place_at_all(above: int, below: int, said: str) -> None:
    found = SimpleNamespace(indicator=INDICATORS["werkloosheid"])
    standing = Standing("a", Point("2025", 12.1), 1, above, below, 0)
    assert standing_sentence(found, standing, {"a": "A"}) == f"A heeft 12,1%. Dat is {said}."


@pytest.mark.usefixtures("on_example")
def test_one_row_is_counted_as_one() -> None:
    found = seen(visit("gegevens.py", indicator="netto-arbeidsparticipatie", gebieden="AM37", van="2024", tot="2024"))
    assert '<p class="count">1 rij. Elke rij' in found.text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_flows_leave_out_what_stays_inside_and_a_province_gets_the_region_with_a_word() -> None:
    visitor = visit("woonwerk.py", regio="GM0392", per="gemeente")
    found = seen(visitor)
    rows = table_rows(found.text, "Stromen over de grens van Haarlem in 2024")
    assert {row[0].split(" ")[0] for row in rows} == {"naar", "uit"}
    assert "naar Haarlem" not in {row[0] for row in rows}
    visitor.selectbox(key="per").select("arbeidsmarktregio").run()
    wider = table_rows(seen(visitor).text, "Stromen over de grens van Haarlem in 2024")
    assert not any("Zuid-Kennemerland en IJmond" in row[0] for row in wider)
    assert "niet voor Noord-Holland. U ziet Zuid-Kennemerland en IJmond." in seen(visit("woonwerk.py", regio="PV27")).text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_every_target_stands_with_its_document_and_none_gets_a_number_it_has_not() -> None:
    found = seen(visit("doelen.py"))
    rows = {row[0]: row for row in table_rows(found.text, "Alle doelen van de agenda")}
    for target in targets():
        row = rows[target.name]
        assert row[-1] == f"{target.document}, {target.place}"
        if target.kind == "nog niet vastgesteld":
            stated = f"Richting afgesproken ({target.richting}), geen getal vastgesteld"
            assert row[1] == (stated if target.richting else "Geen getal en geen richting vastgesteld")
        if target.value is None:
            assert row[5] == "niet te zeggen: er is geen getal afgesproken"
    assert rows["Minstens 1.941 extra banen voor de banenafspraak"][5] == "niet te zeggen: het document noemt geen jaar"
    assert "horen bij de agenda van" in seen(visit("doelen.py", regio="AM18")).text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_focus_sectors_show_each_indicator_there_is_and_name_what_is_not() -> None:
    assert set(available()) == {key for key in INDICATORS if key in available() and INDICATORS[key].by_sector}
    visitor = visit("focussectoren.py")
    found = seen(visitor)
    rows = table_rows(found.text, "De focussectoren in cijfers")
    assert {row[0] for row in rows} <= {INDICATORS[key].with_unit for key in available()}
    assert all(word in found.text for word in lacking())
    effect = {row[0]: row for row in table_rows(found.text, "Techniek bij elke afbakening")}
    narrow = next(row for name, row in effect.items() if name.startswith("Industrie"))
    assert re.search(r"\(-[\d.]+\)", narrow[-1])  # fewer establishments than by the standard border
    visitor.selectbox(key="techniek").select("smal").run()
    assert "Techniek is hier: Industrie, energie, water en bouw (C-F)." in seen(visitor).text


@pytest.mark.slow
def test_what_a_refresh_revised_stands_with_the_old_and_the_new_figure(example_copy: Path, monkeypatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(example_copy))
    assert "Dit is de eerste verversing die bewaard is." in seen(visit("veranderd.py")).text
    refreshed_again(example_copy)
    found = seen(visit("veranderd.py"))
    assert "Bij de laatste verversing zijn er cijfers bij gekomen of veranderd: 0 nieuw," in found.text
    rows = table_rows(found.text, "Herziene cijfers van Zuid-Kennemerland en IJmond")
    assert ["Netto arbeidsparticipatie", "Alle sectoren", "2023", "73,9%", "80,0%", "+6,1 procentpunt"] in [r[:6] for r in rows]


@pytest.mark.slow
def test_a_failed_source_is_named_where_people_look_for_what_changed(example_data: Path, tmp_path: Path, monkeypatch) -> None:
    data_dir = Path(shutil.copytree(example_data, tmp_path / "data"))
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    assert "Alle bronnen zijn op tijd." in seen(visit("veranderd.py")).text
    refresh_failed(data_dir)
    assert f"{DATASETS['participation'].label}: CBS is niet bereikbaar." in seen(visit("veranderd.py")).text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_contributions_add_up_to_the_change_with_the_rest_shown() -> None:
    found: Seen = seen(visit("veranderd.py", cijfer="beroepsbevolking"))
    rows = table_rows(found.text, "Beroepsbevolking: bijdragen per gemeente")
    numbers = [int(row[3].replace(".", "").replace("+", "")) for row in rows]
    assert rows[-2][0] == "Niet toe te delen"
    assert sum(numbers[:-1]) == numbers[-1]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/pendel/AM37.csv?richting=inkomend&per=gemeente", 200, "woonregio,woonregio_naam"),
        ("/api/v1/pendel/AM37.csv?richting=opzij", 400, "kies uit uitgaand, inkomend"),
        ("/api/v1/pendel/AM99.csv", 400, "Onbekende regio 'AM99'"),
        ("/api/v1/pendel/PV27.json", 400, "per gemeente en per arbeidsmarktregio, niet voor Noord-Holland. Kies bijvoorbeeld"),
        ("/api/v1/pendel/NL01.csv?richting=inkomend", 400, "per gemeente en per arbeidsmarktregio, niet voor Nederland"),
        ("/api/v1/pendel/haarlem.csv", 400, "Onbekende regio 'haarlem'. Bedoelde u: GM0392 (Haarlem)?"),
        ("/api/v1/pendel/AM37.csv?jaar=1900", 400, "kies uit"),
        ("/api/v1/pendel/AM37.csv?jaar=2019", 200, ",2019,"),
        ("/api/v1/pendel/AM37.csv?kleur=rood", 400, "Onbekende parameter 'kleur'"),
        ("/api/v1/bijdragen/werklozen.csv?regio=AM37&regio=GM0392", 400, "regio staat er 2 keer. Geef er één."),
        ("/api/v1/pendel/AM37.pdf", 404, "Vraag om AM37.csv"),
        ("/api/v1/bijdragen/vestigingen.json?regio=AM37", 200, "niet toe te delen"),
        ("/api/v1/bijdragen/vestigingen.json?regio=AM37&sector=", 200, "niet toe te delen"),
        ("/api/v1/bijdragen/vestigingen.csv?regio=AM37&sector=techniek", 200, "IJmond,techniek,"),
        ("/api/v1/bijdragen/vestigingen.csv", 400, "Geef een regio"),
        ("/api/v1/bijdragen/vestiging.csv?regio=AM37", 404, "Onbekende indicator"),
        ("/api/v1/bijdragen/werkloosheid.csv?regio=AM37", 400, "telt niet op"),
    ],
)
@pytest.mark.usefixtures("on_example")
def test_the_addresses_of_flows_and_contributions_answer_or_say_what_is_allowed(address: str, status: int, said: str) -> None:
    answer = answered(address)
    assert answer.status_code == status
    assert said in answer.body.decode()


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_a_chart_of_one_year_names_that_year_once() -> None:
    found = seen(visit("scholing.py", van="2023", tot="2023"))
    assert "Personen, Zuid-Kennemerland en IJmond, 2023</p>" in found.text
    assert "2023 tot en met 2023" not in found.text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_overview_says_of_its_targets_that_chosen_years_do_not_count_for_them() -> None:
    said = "Daarvoor tellen de nieuwste cijfers, welke jaren u ook koos.</p>"
    whole, until = seen(visit()).text, seen(visit(tot="2022")).text
    assert (said in whole, said in until) == (False, True)
    assert all("niet groter dan de marge of de afronding, dan zeggen wij" in each for each in (whole, until))
    assert ": Van" not in until
