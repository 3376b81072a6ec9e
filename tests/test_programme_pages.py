"""The pages about the agenda, run whole: what they say, how they filter, and that a broken file breaks nothing else."""

import csv
import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from indicators.programme.programme import FILES, programme
from indicators.programme.reading import read_csv
from ingest.settings import AGENDA
from pages.routes import ROUTES
from tests.agenda_folder import STORY, change, folder
from tests.answering import asking
from tests.conftest import Command, run_command
from tests.visits import seen, visit, visited

__all__ = ["folder"]  # a fixture

pytestmark = [pytest.mark.usefixtures("on_example"), pytest.mark.slow]

PAGES = ["agenda.py", "uitvoeringsplan.py", "doelgroepen.py", "dienstverlening.py", "evaluatie.py", "ervaringsverhalen.py"]


def test_years_without_a_figure_leave_no_figure_in_the_matrix_which_is_not_said_to_come_yet():
    text = seen(visit("agenda.py", tot="2003")).text
    assert "nog geen cijfer<" not in text
    assert 'Netto arbeidsparticipatie</a>: <span class="meta">geen cijfer</span>' in text


def test_the_matrix_has_a_cell_for_each_pillar_and_aandachtsgebied_with_figures_and_projects():
    text = seen(visit("agenda.py")).text
    cells = re.findall(r'<div class="panel matrix-cell">.*?</div>', text, re.DOTALL)
    assert len(cells) == 12
    assert all('class="cell-figures"' in cell and 'class="cell-projects"' in cell for cell in cells)
    assert '<a href="/uitvoeringsplan?jaar=2024&tekst=Hoofdzaak%7DWerk" target="_self">Hoofdzaak}Werk</a>' in text


def test_the_page_of_the_agenda_says_what_of_it_the_agenda_does_not_say():
    text = seen(visit("agenda.py")).text
    assert {cell.indeling for cell in programme().matrix} == {"eigen indeling"}
    assert "Welke cijfers in welk vakje staan, zegt de agenda niet: dat is hier gekozen." in text
    assert "en wat het dashboard eronder telt." in text  # no document divides the sectors into SBI
    assert "waar moet zijn" not in text  # an ambition is no target


def test_the_agenda_speaks_of_ticks_only_where_there_is_one_and_of_several_gemeenten(example_data, folder):
    text = seen(visit("agenda.py")).text
    assert "Nog geen van deze projecten is helemaal meetbaar afgesproken." in text
    assert "vinkje" not in text
    assert "<h3>Gemeenten</h3>" in text
    assert "<h3>Onderwijs</h3>" in text
    with_four_parts(folder)
    ((errors, text),) = visited(example_data, folder, "agenda.py").values()
    assert errors == []
    assert "Een vinkje staat bij een project dat helemaal meetbaar is afgesproken." in text
    assert text.count("</span> meetbaar</span>") > 0


def with_four_parts(folder: Path) -> None:
    """Agree on all four parts of a measurable result for the first project of the agenda in this folder."""
    path = folder / "projects.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {"maat": "Mensen", "nulmeting": "1", "doel": "2", "eenheid": "mensen", "datum": "2026"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_reader_is_told_no_names_of_files_and_one_name_of_the_werkgeversservicepunt():
    words = {page: re.sub(r"<[^>]*>", " ", seen(visit(page)).text) for page in PAGES}
    assert [page for page, text in words.items() if re.search(r"README|\bagenda/|\.toml|(?<!-)\b\w+\.csv", text)] == []
    assert "WerkgeversServicepunt" not in "".join(words.values())
    assert words["dienstverlening.py"].count("Werkgeversservicepunt (WSP)") == 1


def test_the_plan_says_how_much_can_be_measured_and_marks_each_project_with_what_is_missing():
    text = seen(visit("uitvoeringsplan.py")).text
    assert "22 diensten, initiatieven en projecten.</strong> Bij 3 noemt het document een getal." in text
    assert "Bij geen enkele zijn maat, nulmeting, doel en datum alle vier afgesproken" in text
    assert text.count("<strong>Niet meetbaar afgesproken.</strong>") == text.count('<li class="panel project">') == 22
    assert "Er ontbreken: nulmeting, datum." in text
    assert "Samen €4.867.687." in text


def test_that_a_project_runs_is_said_with_the_document_that_says_so_as_its_period_may_be_over():
    text = seen(visit("uitvoeringsplan.py", tekst="Statushouders en werk")).text
    assert (
        "Derde kwartaal 2024 tot en met eerste kwartaal 2025 · status: loopt (Stand van zaken arbeidsmarktregio ZKIJ Q1 2025)"
        in text
    )
    assert [each.sleutel for each in programme().projects if each.status != "niet gemeld" and not each.stand_document] == []


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ({"voor": "statushouders"}, ["Statushouders en werk"]),
        (
            {"niveau": "dienstverlening"},
            ["Regionaal Mobiliteitsteam ZKIJ Werkt Door", "Werkgeversservicepunt Zuid-Kennemerland en IJmond"],
        ),
        ({"tekst": "hoofdzaak"}, ["Hoofdzaak}Werk"]),
        ({"afspraak": "getal", "sorteer": "naam"}, ["Hoofdzaak}Werk", "Pilot", "Verdere Versterking Banenafspraak (VVB)"]),
        ({"pijler": "inclusiviteit", "voor": "techniek"}, []),
    ],
)
def test_the_plan_is_filtered_and_sorted_by_its_address(address, names):
    found = seen(visit("uitvoeringsplan.py", **address))
    shown = re.findall(r'<li class="panel project">\s*<h3>(.*?)</h3>', found.text)
    assert found.errors == []
    assert [name.split(" voorrang")[0] for name in shown] == names


def test_of_projects_without_any_amount_no_sum_is_told():
    found = programme()
    unpriced = next(each for each in found.of_year(2024) if not found.money_of(each.sleutel))
    text = seen(visit("uitvoeringsplan.py", tekst=unpriced.naam)).text
    assert "<p>De documenten noemen van geen van deze projecten een bedrag.</p>" in text
    assert "Samen" not in text


def test_target_groups_have_figures_targets_and_projects():
    text = seen(visit("doelgroepen.py")).text
    young = text.partition(">Jongeren<")[2].partition('class="project')[0]  # without its projects
    assert "Voor deze groep is er geen openbare reeks per regio" in young  # those of CBS here are about all ages
    assert "Werkloosheidspercentage" not in young
    assert text.count("Focusdoelgroep in 2024.") == 3
    assert text.count("Geen focusdoelgroep in 2024.") == 1
    assert "Doel: minstens 100 trajecten per jaar" in text
    assert "1.941 banen" in text


def test_services_show_what_a_document_prints_until_the_region_delivers_its_figures():
    text = seen(visit("dienstverlening.py")).text
    assert "Geen getal afgesproken. De agenda noemt dit als monitor" in text
    assert "1.175" in text
    assert re.search(r'<p class="value">50</p>\s*<p class="unit">trajecten</p>', text)
    assert "Doel: minstens 100 trajecten per jaar vanaf het 2e kwartaal van 2023" in text


def test_what_the_region_counts_is_shown_also_where_nothing_was_agreed_about_it(example_data, folder):
    services = (folder / "services.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "services.csv").write_text("".join(services[:2]), encoding="utf-8")
    ((errors, text),) = visited(example_data, folder, "dienstverlening.py").values()
    assert (errors, text.count("Geen getal afgesproken.")) == ([], 3)
    assert "<h2>Plaatsingen door het WSP</h2>" in text
    (folder / "services.csv").write_text(services[0], encoding="utf-8")
    ((errors, text),) = visited(example_data, folder, "dienstverlening.py").values()
    assert (errors, text.count("Geen getal afgesproken.")) == ([], 3)
    assert "Er zijn nog geen afspraken over diensten." in text


def test_a_source_is_called_one_of_what_was_agreed_only_where_something_was_agreed():
    text = seen(visit("dienstverlening.py")).text
    assert (text.count("Geen getal afgesproken."), text.count("Bron: Regionale strategische arbeidsmarktagenda")) == (3, 2)
    assert (text.count("Doel: minstens"), text.count("Bron van de afspraak: ")) == (1, 1)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ({}, 42),
        ({"meetbaar": "ja"}, 3),
        ({"verloop": "anders"}, 8),
        ({"tekst": "escaperoom 614"}, 1),
        ({"pijler": "Werkgelegenheid"}, 4),
    ],
)
def test_the_evaluation_is_searched_and_counts_as_the_document_does(address, number):
    text = seen(visit("evaluatie.py", **address)).text
    assert f"{number} van de 42 activiteiten" in text
    assert text.count('<li class="panel project">') == number
    assert "De evaluatie noemt bij 3 van de 42 activiteiten een getal dat vooraf was afgesproken" in text
    assert "Het document telt 42 activiteiten. Het spreekt van 10 projecten" in text


def test_which_number_counts_as_one_afterwards_stands_by_itself_and_is_not_said_twice_in_one_breath():
    text = seen(visit("evaluatie.py", tekst="telefoontjes")).text
    assert "Van de hulp naar betaald werk werd weinig gebruik gemaakt.</dd>" in text
    assert "<dt>Getal achteraf</dt><dd>5.500 telefoontjes</dd>" in text
    assert seen(visit("evaluatie.py")).text.count("<dt>Getal achteraf</dt>") == 20


def test_what_an_activity_cost_is_told_without_saying_that_no_amount_is_named_beside_one():
    text = seen(visit("evaluatie.py")).text
    money = dict(zip(re.findall(r"<h3>(\d+)\. ", text), re.findall(r"<dt>Geld</dt><dd>(.*?)</dd>", text), strict=True))
    assert money["8"] == "€357.500, bron: Perspectief op Werk; aanpak jeugdwerkloosheid. 320.000 euro en 37.500 euro."
    assert money["7"].startswith("Bron: aanpak jeugdwerkloosheid. 170.000 euro per jaar in 2020, 2021 en 2022")
    assert money["3"] == "Regionaal publiek geld: volgens het document niet van toepassing."
    assert [each for each in money.values() if "geen bedrag genoemd" in each or "n.v.t." in each] == []
    assert "Een bedrag per jaar telt niet mee" in text


def test_without_stories_the_page_says_so_and_invents_none():
    assert "Er zijn nog geen ervaringsverhalen." in seen(visit("ervaringsverhalen.py")).text


def test_of_another_region_the_pages_say_whose_programme_it_is():
    assert "hoort bij Zuid-Kennemerland en IJmond." in seen(visit("uitvoeringsplan.py", regio="AM18")).text


@pytest.mark.slow
def test_a_story_is_shown_as_text_and_a_broken_file_is_named_where_it_matters_only(example_data, folder):
    (folder / "stories" / "baan.md").write_text(STORY, encoding="utf-8")
    change(folder, "projects.csv", ",1941,", ",veel,")
    found = visited(example_data, folder, "overzicht.py", *PAGES)
    assert [errors for errors, _ in found.values()] == [[]] * 7
    message = "agenda/projects.csv, regel 8, veld doel: &#39;veel&#39; is geen getal"
    assert [page for page, (_, text) in found.items() if message in text] == ["agenda.py", "uitvoeringsplan.py", "doelgroepen.py"]
    assert "21 diensten, initiatieven en projecten." in found["uitvoeringsplan.py"][1]
    told = found["ervaringsverhalen.py"][1]
    assert "<p>Eerst &lt;b&gt;dit&lt;/b&gt;.</p>" in told
    assert "<p>Toen [dat](https://example.org).</p>" in told
    assert "Een nieuwe baan" in found["agenda.py"][1]


@pytest.mark.slow
def test_an_empty_agenda_for_another_region_is_valid_and_every_page_shows_it(tmp_path, command: Command):
    agenda, data_dir = tmp_path / "nieuw", tmp_path / "data"
    assert command("agenda", "new", "am18", str(agenda)).returncode == 0
    assert command("agenda", "check", str(agenda)).returncode == 0
    built = run_command("ingest", "refresh", "--example", data_dir=data_dir, AGENDA_DIR=str(agenda))
    assert built.returncode == 0, built.stdout + built.stderr
    found = visited(data_dir, agenda, "overzicht.py", "banenafspraak.py", *PAGES)
    assert [errors for errors, _ in found.values()] == [[]] * 8
    assert "De agenda heeft nog geen pijlers." in found["overzicht.py"][1]
    assert all("Groot Amsterdam" in text for _, text in found.values())
    assert all("Zuid-Kennemerland" not in text for _, text in found.values())
    assert "Er staan nog geen projecten in het plan." in found["uitvoeringsplan.py"][1]


def test_an_agenda_is_not_laid_down_over_another_nor_for_a_region_that_does_not_exist(tmp_path, command: Command):
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "region.toml").write_text("eigen")
    done = command("agenda", "new", "AM18", str(tmp_path / "vol"))
    assert (done.returncode, "is niet leeg" in done.stderr) == (2, True)
    assert (tmp_path / "vol" / "region.toml").read_text() == "eigen"
    done = command("agenda", "new", "AM99", str(tmp_path / "leeg"))
    assert (done.returncode, "AM99 is geen arbeidsmarktregio" in done.stderr) == (2, True)
    assert not (tmp_path / "leeg").exists()


@pytest.mark.parametrize(("page", "count"), [("overzicht.py", 5), ("banen.py", 1)])
def test_a_status_stands_only_where_the_years_chosen_hold_the_figure_that_is_judged(page, count):
    judged = re.compile(r'class="status (?:good|bad|plain)"><span aria-hidden="true">[^–]</span>')
    old, none, now = (seen(visit(page, **years)) for years in ({"van": "2005", "tot": "2010"}, {}, {"van": "2024"}))
    assert (old.errors, judged.findall(old.text)) == ([], [])
    assert len(judged.findall(none.text)) == len(judged.findall(now.text)) == count
    assert "Sinds 2022" not in old.text
    assert "beginpunt" not in str(old.charts)


def test_the_goals_say_which_figure_is_judged_and_name_the_place_to_compare_with():
    text = seen(visit("doelen.py")).text
    assert re.search(r"<dt>Laatste cijfer</dt><dd>[\d.]+ vacatures \(K2 2026, voorbeeld\)</dd>", text)
    assert re.search(
        r"<dt>Beoordeeld</dt><dd>[\d.]+ vacatures \(K1 2026, voorbeeld\), hetzelfde kwartaal als het beginpunt</dd>", text
    )
    assert re.search(r"minder goed voor dan Nederland \(\d\d,\d%\)", text)
    assert "het vergelijkingsgebied" not in text
    assert "<dd>niet te zeggen: de verandering valt binnen de afronding</dd>" in text


def test_the_programme_comes_as_csv_and_json_and_as_files(tmp_path, command: Command):
    ask = asking(Starlette(routes=ROUTES))
    listed = json.loads(ask("/api/v1/agenda").body)
    assert {each["naam"]: each["rijen"] for each in listed["bestanden"]}["evaluation"] == 42
    assert listed["fouten"] == []
    dutch = ask("/api/v1/agenda/projects.csv?opmaak=nl").body.decode("utf-8-sig").splitlines()
    assert (dutch[0].split(";")[0], len(dutch)) == ("sleutel", 23)
    (vvb,) = [each for each in json.loads(ask("/api/v1/agenda/projects.json").body) if each["sleutel"] == "vvb"]
    assert (vvb["doel"], vvb["nulmeting"], vvb["pijlers"]) == (1941, None, ["inclusiviteit"])
    assert ask("/api/v1/agenda/region.csv").status == 404
    for query, said in (("opmaak=fr", "kies uit nl"), ("jaar=2024", "Onbekende parameter"), ("opmaak=nl&opmaak=nl", "2 keer")):
        refusal = ask(f"/api/v1/agenda/projects.csv?{query}")
        assert (refusal.status, said in refusal.body.decode()) == (400, True)
    assert command("agenda", "export", str(tmp_path / "uit")).returncode == 0
    for name, kind in FILES.items():
        assert read_csv(tmp_path / "uit" / f"{name}.csv", kind).records == programme(AGENDA).records(name)
