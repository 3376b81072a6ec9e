"""The files of the programme are checked: a mistake is named by file, line and field, and the rest stays."""

from pathlib import Path

import pytest

from indicators.agenda_check import agenda_problems
from indicators.programme.export import records_csv
from indicators.programme.programme import FILES, programme
from indicators.programme.reading import Problem, read_csv, read_story
from indicators.programme.records import Project
from ingest.settings import AGENDA
from pages.stewardship.agenda_actions import story_fields
from tests.agenda_folder import STORY, folder
from tests.conftest import Command

__all__ = ["folder"]  # a fixture

ROW = {
    "sleutel": "proef", "jaar": "2024", "niveau": "initiatief", "naam": "Proef", "impact": "Meer werk",
    "indeling": "document", "document": "Plan", "vindplaats": "Hoofdstuk 1",
}  # fmt: skip


def project_file(folder: Path, *rows: dict[str, str]) -> Path:
    path, columns = folder / "projects.csv", list(Project.model_fields)
    lines = [columns, *([f'"{row.get(column, "")}"' for column in columns] for row in rows)]
    path.write_text("\n".join(",".join(cells) for cells in lines) + "\n", encoding="utf-8")
    return path


def said(*problems: Problem) -> list[str]:
    return [str(problem) for problem in problems]


def test_the_agenda_of_the_region_has_no_problems():
    assert said(*programme(AGENDA).problems) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"doel": "veel"},
            "agenda/projects.csv, regel 3, veld doel: 'veel' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5.",
        ),
        ({"naam": ""}, "agenda/projects.csv, regel 3, veld naam: is leeg; vul het in."),
        ({"document": ""}, "agenda/projects.csv, regel 3, veld document: is leeg; vul het in."),
        (
            {"jaar": "dit jaar"},
            "agenda/projects.csv, regel 3, veld jaar: 'dit jaar' is geen geheel getal; schrijf bijvoorbeeld 2024.",
        ),
        (
            {"van": "voorjaar"},
            "agenda/projects.csv, regel 3, veld van: 'voorjaar' is geen periode; schrijf bijvoorbeeld 2024, 2024-Q1 of 2024-03.",
        ),
        (
            {"niveau": "plan"},
            "agenda/projects.csv, regel 3, veld niveau: 'plan' bestaat niet; "
            "kies uit 'dienstverlening', 'initiatief', 'innovatieve agenda' of 'in verbinding'.",
        ),
        ({"doel": "1.941"}, "agenda/projects.csv, regel 3, veld eenheid: bij een doel hoort een eenheid."),
        ({"van": "2026", "tot": "2024"}, "agenda/projects.csv, regel 3, veld van: 2026 ligt na tot, 2024."),
        ({"van": "2024-Q4", "tot": "2024-Q1"}, "agenda/projects.csv, regel 3, veld van: 2024-Q4 ligt na tot, 2024-Q1."),
        ({"van": "2024-05", "tot": "2024-04"}, "agenda/projects.csv, regel 3, veld van: 2024-05 ligt na tot, 2024-04."),
        (
            {"stand": "Loopt goed"},
            "agenda/projects.csv, regel 3, veld stand_document: bij een stand horen stand_document en stand_vindplaats.",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_file_line_and_field_and_the_other_rows_stay(tmp_path, changes, message):
    path = project_file(tmp_path, ROW, ROW | {"sleutel": "tweede"} | changes, ROW | {"sleutel": "derde"})
    read = read_csv(path, Project)
    assert said(*read.problems) == [message]
    assert [project.sleutel for project in read.records] == ["proef", "derde"]


def test_a_line_is_counted_as_an_editor_does_when_a_cell_holds_several_lines(tmp_path):
    path = project_file(tmp_path, ROW | {"impact": "Meer\nwerk"}, ROW | {"naam": ""})
    assert [problem.line for problem in read_csv(path, Project).problems] == [4]


def test_a_missing_and_a_strange_column_are_named(tmp_path):
    path = project_file(tmp_path, ROW)
    path.write_text(path.read_text().replace("impact", "effect", 1))
    assert said(*read_csv(path, Project).problems) == [
        "agenda/projects.csv, regel 1: kolom impact ontbreekt; kolom 'effect' kennen wij niet."
    ]


def test_a_loose_comma_and_an_open_quote_are_named(tmp_path):
    path = project_file(tmp_path, ROW)
    path.write_text(path.read_text() + "los,deze,komma\n")
    assert "agenda/projects.csv, regel 3: er zijn 3 cellen en 31 kolommen" in said(*read_csv(path, Project).problems)[0]
    path.write_text(path.read_text() + '"open')
    assert "regel 4: deze regel is geen goede CSV" in said(*read_csv(path, Project).problems)[-1]


def test_a_number_that_was_agreed_as_a_minimum_says_so_beside_it():
    least = [each for each in programme(AGENDA).projects if each.doel is not None and "minstens" in each.resultaat.lower()]
    assert [each.sleutel for each in least] == ["vvb", "hoofdzaak-werk"]  # "Minimaal 1.941", "(minimaal) 100 trajecten"
    assert all(each.maat.startswith("Minimaal aantal ") for each in least)


def test_a_file_that_is_no_utf8_or_is_gone_is_a_problem_and_no_crash(folder):
    (folder / "budgets.csv").write_bytes("project,bedrag\nvvb,€".encode("cp1252"))
    (folder / "partners.csv").unlink()
    found = programme(folder)
    assert [problem.file for problem in found.problems] == ["budgets.csv", "partners.csv"]
    assert (found.budgets, found.partners) == ((), ())
    assert len(found.projects) == 22


def test_semicolons_and_decimal_commas_of_a_dutch_excel_are_read_too(folder):
    found = programme(folder)
    for name in FILES:
        (folder / f"{name}.csv").write_bytes(records_csv(name, found.records(name), "nl"))
    again = programme(folder)
    assert said(*again.problems) == []
    assert [again.records(name) for name in FILES] == [found.records(name) for name in FILES]


@pytest.mark.parametrize("form", ["internationaal", "nl"])
def test_what_a_download_marks_as_text_is_read_as_it_was(tmp_path, form):
    odd = {"naam": "-10% uitval", "resultaat": "+5 plekken;-2", "maat": "@werk", "eenheid": "=procent", "impact": "'s Avonds"}
    (project,) = read_csv(project_file(tmp_path, {**ROW, **odd, "doel": "-5", "nulmeting": "-1,5"}), Project).records
    path = tmp_path / "projects.csv"
    path.write_bytes(records_csv("projects", (project,), form))
    assert b"'-5" in path.read_bytes()
    assert (read_csv(path, Project).records, said(*read_csv(path, Project).problems)) == ((project,), [])
    assert (project.doel, project.nulmeting, project.naam) == (-5, -1.5, "-10% uitval")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "projects.csv",
            "route-werk",
            "route-wrk",
            "veld aandachtsgebieden: 'route-wrk' bestaat niet; kies bijvoorbeeld route-werk",
        ),
        ("budgets.csv", "vvb,", "vbb,", "veld project: 'vbb' bestaat niet; kies bijvoorbeeld vvb"),
        ("matrix.csv", "inclusiviteit,", "inclusief,", "veld pijler: 'inclusief' bestaat niet; kies bijvoorbeeld inclusiviteit"),
        ("projects.csv", "banenafspraak-realisatie", "banenafspraken", "veld indicatoren: 'banenafspraken' bestaat niet"),
        ("projects.csv", "\nwsp,", "\nrmt,", "veld sleutel: 2024 rmt staat er al; elke rij is uniek"),
    ],
)
def test_what_a_row_refers_to_must_exist_and_the_message_offers_what_is_near(folder, file, old, new, message):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(
        problem.startswith(f"agenda/{file}, regel ") and message in problem for problem in said(*programme(folder).problems)
    )


def test_a_wrong_target_leaves_the_programme_checked_and_is_told_by_its_own_file(folder):
    for file, old, new in (
        ("targets.csv", ",aantal,1941,", ",aantal,veel,"),
        ("projects.csv", "banenafspraak-realisatie", "onzin"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    (problem,) = said(*programme(folder).problems)
    assert "agenda/projects.csv, regel " in problem
    assert "veld indicatoren: 'onzin' bestaat niet" in problem
    assert agenda_problems(folder) == [
        "agenda/targets.csv, rij 2: waarde 'veel' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5.",
        problem,
    ]


def test_a_target_that_waits_for_its_figures_is_known_while_its_row_is_wrong(folder):
    with (folder / "targets.csv").open("a", encoding="utf-8") as file:
        file.write("Nog te tellen,inclusiviteit,straks-geteld,AM37,totaal,wens,,personen,omhoog,,,,Plan,Hoofdstuk 1,,\n")
    text = (folder / "projects.csv").read_text(encoding="utf-8")
    (folder / "projects.csv").write_text(text.replace("banenafspraak-realisatie", "straks-geteld", 1), encoding="utf-8")
    assert said(*programme(folder).problems) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("onderwerp\n", "verwacht zijn de kolommen onderwerp, regiocode, periode, waarde, eenheid, toevoeging, omschrijving, "
         "document, vindplaats; gevonden is onderwerp. Herstel de kop"),
        (None, "is niet te lezen: het bestaat niet. Zet het bestand terug"),
    ],
)  # fmt: skip
def test_what_keeps_the_printed_figures_from_being_read_is_told_with_the_file_named_once(folder, text, reason):
    path = folder / "published_figures.csv"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert said(*programme(folder).problems) == [f"agenda/published_figures.csv: {reason}."]


def test_an_edit_shows_at_the_next_look(folder):
    assert len(programme(folder).partners) == 15
    with (folder / "partners.csv").open("a", encoding="utf-8") as file:
        file.write("Sigra,zorg,Plan,Hoofdstuk 1\n")
    assert len(programme(folder).partners) == 16


def test_a_story_is_read_as_plain_paragraphs(folder):
    (folder / "stories" / "baan.md").write_text(STORY, encoding="utf-8")
    (story,) = programme(folder).stories
    assert story.paragraphs == ["Eerst <b>dit</b>.", "Toen [dat](https://example.org)."]


@pytest.mark.parametrize("text", [STORY, "\n\n" + STORY, STORY.replace("\n", "\r\n"), "\r\n" + STORY.replace("\n", "\r\n")])
def test_the_editor_opens_a_story_with_the_fields_that_the_reader_finds(tmp_path, text):
    path = tmp_path / "baan.md"
    path.write_bytes(text.encode())
    ((_, story),) = read_story(path).rows
    opened = story_fields(text)
    assert {name: getattr(story, name) for name in opened} == opened
    assert set(opened) == {"titel", "datum", "pijler", "toestemming", "document", "vindplaats", "tekst"}


@pytest.mark.parametrize(
    ("van", "tot"), [("2024", "2024-Q1"), ("2024-Q4", "2024"), ("2024-04", "2024-04"), ("2023-12", "2024-01")]
)
def test_a_project_may_end_within_the_period_in_which_it_starts(tmp_path, van, tot):
    read = read_csv(project_file(tmp_path, {**ROW, "van": van, "tot": tot}), Project)
    assert (said(*read.problems), len(read.records)) == ([], 1)


def test_the_line_of_a_mistake_in_a_story_counts_the_empty_lines_before_it(tmp_path):
    path = tmp_path / "baan.md"
    path.write_text("\n\n" + STORY.replace('"Een nieuwe baan"', "Een nieuwe baan"), encoding="utf-8")
    assert "bij regel 4, teken 9" in said(*read_story(path).problems)[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('toestemming = "ja"', 'toestemming = "nee"', "een verhaal staat er alleen met toestemming"),
        ('datum = "2025-03"', 'datum = "maart"', "regel 3, veld datum: 'maart' is geen periode"),
        ('pijler = "inclusiviteit"\n', "", "een verhaal hoort bij een pijler, project of indicator"),
        (
            'titel = "Een nieuwe baan"',
            "titel = Een nieuwe baan",
            "de velden boven de tekst kloppen niet: het is geen geldige TOML (bij regel 2, teken 9)",
        ),
        ('vindplaats = "Bladzijde 2"', "vindplaats =", "geen geldige TOML (bij regel 7, teken 13)"),
        ('document = "Nieuwsbrief"\n', "", "veld document: ontbreekt; vul het aan"),
        ("+++\ntitel", "titel", "het bestand begint met een regel +++"),
    ],
)
def test_a_wrong_story_is_named_and_left_out(tmp_path, old, new, message):
    path = tmp_path / "baan.md"
    path.write_text(STORY.replace(old, new, 1), encoding="utf-8")
    read = read_story(path)
    assert read.records == ()
    assert message in said(*read.problems)[0]
    assert said(*read.problems)[0].startswith("agenda/stories/baan.md")


def test_the_check_command_names_what_is_wrong(folder, command: Command):
    assert command("agenda", "check", str(folder)).returncode == 0
    (folder / "partners.csv").write_text("naam,soort,document,vindplaats\nUWV,,Plan,Hoofdstuk 1\n", encoding="utf-8")
    done = command("agenda", "check", str(folder))
    assert (done.returncode, done.stdout) == (1, "agenda/partners.csv, regel 2, veld soort: is leeg; vul het in.\n")
