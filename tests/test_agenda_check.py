"""`python -m agenda check`: a wrong word in any file of the agenda is named, with its file; nothing vanishes silently."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indicators.agenda import NOTE, WrongAgenda, briefing_choice, pillars, targets
from indicators.agenda_check import agenda_problems
from indicators.agenda_writing import AgendaDesk, NotWritten
from indicators.programme.programme import programme
from ingest.settings import AGENDA
from tests.agenda_folder import change, folder
from tests.conftest import Command
from tests.visits import FRAME, visited

__all__ = ["folder"]  # a fixture


def test_the_agenda_that_is_shipped_is_in_order() -> None:
    assert agenda_problems(AGENDA) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("targets.csv", ",banenafspraak,AM37", ",banenafsprak,AM37", "de indicator 'banenafsprak' bestaat niet"),
        ("targets.csv", "AM37,focus,", "AM37,focuss,", "de sector 'focuss' bestaat niet"),
        ("targets.csv", ",banenafspraak,AM37", ",banenafspraak,AM99", "regiocode 'AM99' bestaat niet"),
        ("targets.csv", "omhoog,NL01", "omhoog,NL09", "regiocode 'NL09' bestaat niet"),
        ("targets.csv", ",aantal,1941,banen,", ",aantal,10,% minder,", "'% minder' past niet bij banenafspraak, dat in banen is"),
        ("targets.csv", ",omlaag,,2022,2027,", ",omlaag,,2022,2021,", "tot (2021) ligt voor van (2022)"),
        (
            "targets.csv",
            ",netto-arbeidsparticipatie,AM37,totaal,benchmark,,% van de bevolking van 15 tot 75 jaar,",
            ",werklozen,AM37,totaal,benchmark,,personen,",
            "AM37 is niet te vergelijken met NL01: het gaat om een aantal, en dat hangt af van hoe groot een gebied is. Kies",
        ),
        (
            "targets.csv",
            "richting,,personen,",
            "richting,,duizend personen,",
            "'duizend personen' past niet bij",
        ),
        (
            "targets.csv",
            "% van de bevolking van 15",
            "% van de beroepsbevolking van 15",
            "participatie, dat in % van de",
        ),
        ("targets.csv", ",aantal,1941,", ",aantal,veel,", "'veel' is geen getal"),
        ("targets.csv", ",aantal,1941,", ",aantal,x,", "'x' is geen getal"),
        ("targets.csv", "blijft.,ja", "blijft.,nee", "afgeleid 'nee' bestaat niet"),
        ("breaks.csv", "2021,participation,", "2021,participatie,", "reeks 'participatie' is geen dataset of indicator"),
        ("focus_sectors.toml", 'sbi = ["Q"]', 'sbi = ["QQ"]', "'QQ' is geen SBI"),
        ("focus_sectors.toml", 'sbi = ["Q"]', 'sbi = ["8\u0666"]', "is geen SBI"),
        ("targets.csv", ",banenafspraak,AM37", ",banenafspraak,GM037\u0665", "regiocode"),
        ("focus_sectors.toml", "[zorg-welzijn", "[overig", "'overig' kan geen focussector heten"),
        ("focus_sectors.toml", "[zorg-welzijn", '["Zorg & Welzijn"', "'Zorg & Welzijn' kan geen focussector heten"),
        ("focus_sectors.toml", '"Onderwijs"', '" "', "onderwijs: naam is leeg"),
        ("focus_sectors.toml", 'sbi = ["Q"]', "sbi = []", "zorg-welzijn, agenda: er staat geen SBI"),
        ("focus_sectors.toml", 'sbi = ["Q"]', 'sbi = ["H-I"]', "zorg-welzijn, agenda: 'H-I' is geen som die CBS geeft"),
        ("focus_sectors.toml", '"B-F", "J"', '"B-F", "C", "J"', "techniek, agenda: C zit ook in B-F"),
        ("focus_sectors.toml", '"62-63", "71"', '"62-63", "851"', "P van onderwijs en 851 van techniek overlappen"),
        ("focus_sectors.toml", "[techniek.definities.smal]", "[onderwijs.definities.smal]", "onderwijs: alleen van techniek"),
        ("focus_sectors.toml", "sbi = [", "sbi = ", "agenda/focus_sectors.toml"),
        ("pillars.toml", '"werkloosheid"', '"werkeloosheid"', "de indicator 'werkeloosheid' bestaat niet"),
        ("pillars.toml", 'pagina = "woonwerk"', 'pagina = "woon-werk"', "de pagina 'woon-werk' bestaat niet"),
        ("published_figures.csv", ",2022,", ",20222,", "kolom periode: verwacht is een periode"),
        ("schedule.toml", '["06:45"]', '["kwart voor zeven"]', "'kwart voor zeven' is geen tijd"),
        ("region.toml", '"AM37"', '"AM16"', "code 'AM16' is geen arbeidsmarktregio"),
        ("region.toml", '"AM37"', "37", "agenda/region.toml"),
        ("region.toml", "kleinste_aantal =", "kleinste_getal =", "`kleinste_getal` kennen wij niet"),
        ("region.toml", '"Zuid-Kennemerland en IJmond"', '""', "naam is leeg"),
        ("pillars.toml", 'doel = "Iedereen doet mee"', "", "inclusiviteit: `doel` ontbreekt"),
        (
            "pillars.toml",
            'sector = "focus"',
            'sectr = "focus"',
            "talent-boeien-en-binden: bij `monitors[1]`: `sectr` kennen wij niet",
        ),
        ("briefing.toml", 'sector = "focus"', 'sektor = "focus"', "`sektor` kennen wij niet"),
        ("targets.csv", ",2022,2027,", ",2028,2027,", "van 2028 ligt na tot 2027. Draai ze om"),
        ("glossary.toml", '"spanning"', '"spaning"', "de indicator 'spaning' bestaat niet"),
        ("briefing.toml", '"netto-arbeidsparticipatie"', '"netto"', "de indicator 'netto' bestaat niet"),
        ("briefing.toml", 'sector = "focus"', 'sector = "fokus"', "de sector 'fokus' bestaat niet"),
        ("targets.csv", "AM37,focus,", "AM37,sbi-Z,", "'Z' is geen SBI; schrijf Q, B-F of 62-63."),
        ("focus_sectors.toml", '"62-63", "71"', '"62-63", "67"', "breed: afdeling 67 bestaat niet in de SBI 2008. Schrijf een"),
        ("focus_sectors.toml", '"Onderwijs"', '"techniek "', "onderwijs: 'techniek ' heet ook iets anders"),
        ("focus_sectors.toml", '"Onderwijs"', '"Totaal"', "onderwijs: 'Totaal' heet ook iets anders"),
        ("region.toml", "van = 2023", "van = 23", "23 is geen jaar van een agenda. Schrijf het met vier cijfers"),
        ("region.toml", "kleinste_aantal = 10", "kleinste_aantal = -1", "kleinste_aantal is -1. Schrijf een aantal, zoals 10."),
    ],
)
def test_a_wrong_word_is_named_with_its_file(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder, file, old, new)
    problems = agenda_problems(folder)
    assert any(said in problem and problem.startswith((f"agenda/{file}", file)) for problem in problems), problems


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        (
            "targets.csv",
            "Ondernemerschap stimuleren",
            "agenda/targets.csv, 'Ondernemerschap stimuleren': dezelfde rij staat er 2",
        ),
        ("notes.csv", "Fusie", "agenda/notes.csv, 'Fusie.': dezelfde rij staat er 2 keer. Laat er één staan."),
        (
            "breaks.csv",
            "begin van de coronacrisis",
            "agenda/breaks.csv, 'begin van de coronacrisis': dezelfde rij staat er 2 keer.",
        ),
        (
            "published_figures.csv",
            "212000",
            "agenda/published_figures.csv, 'Inwoners van de regio die werken of werk zoeken': dezelfde",
        ),
        (
            "budgets.csv",
            "520588",
            "agenda/budgets.csv, regel 16: deze hele rij staat er al, en telt dus dubbel; haal er een weg.",
        ),
        ("partners.csv", "UWV", "agenda/partners.csv, regel 17: deze hele rij staat er al"),
        ("ambitions.csv", "Duurzame plek", "agenda/ambitions.csv, regel 5: deze hele rij staat er al"),
    ],
)
def test_a_row_that_stands_there_twice_is_named(folder: Path, file: str, row: str, said: str) -> None:
    (folder / "notes.csv").write_text(f"{','.join(NOTE)}\nwerklozen,AM37,totaal,2023,2026-11-21,Fusie.\n")
    path = folder / file
    (again,) = [line for line in path.read_text(encoding="utf-8").splitlines() if row in line]
    with path.open("a", encoding="utf-8") as twice:
        twice.write(f"{again}\n")
    (problem,) = agenda_problems(folder)
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("read", "file", "right", "where"),
    [
        (pillars, "pillars.toml", '"werkloosheid"', "agenda/pillars.toml, leven-lang-ontwikkelen"),
        (briefing_choice, "briefing.toml", '"werkloosheid"', "agenda/briefing.toml"),
        (briefing_choice, "briefing.toml", 'verloop = "netto-arbeidsparticipatie"', "agenda/briefing.toml"),
    ],
)
def test_a_figure_to_show_that_is_no_indicator_is_refused_as_the_file_is_read(
    folder: Path, read: Callable[[Path], object], file: str, right: str, where: str
) -> None:
    change(folder, file, right, f'{right[:-1]}x"')
    with pytest.raises(WrongAgenda, match=rf"^{where}: de indicator '\S+x' bestaat niet"):
        read(folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("targets.csv", ",banenafspraak,AM37", ",banenafspraak,AM99", "regiocode 'AM99' bestaat niet"),
        ("targets.csv", ",omlaag,,2022,2027,", ",omlaag,,2022,2021,", "tot (2021) ligt voor van (2022)"),
        ("notes.csv", "tekst\n", "tekst\nwerklozen,AM99,totaal,2023,2026-11-21,Fusie.\n", "regiocode 'AM99' bestaat niet"),
        ("projects.csv", ",inclusiviteit,", ",inclusie,", "'inclusie' bestaat niet"),
    ],
)
def test_what_the_check_refuses_cannot_be_saved(folder: Path, tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    desk = AgendaDesk(folder, tmp_path / "data")
    desk.data_dir.mkdir()
    before = desk.open(file)
    assert old in before.text
    with pytest.raises(NotWritten) as refused:
        desk.write(file, before.text.replace(old, new), before.mark, "bea")
    assert any(said in problem for problem in refused.value.problems)
    assert desk.open(file) == before
    change(folder, file, old, new)
    assert agenda_problems(folder) == refused.value.problems


def test_a_mistake_that_came_into_another_file_since_the_start_hinders_nobody(folder: Path, tmp_path: Path) -> None:
    desk = AgendaDesk(folder, tmp_path / "data")
    desk.data_dir.mkdir()
    assert agenda_problems(folder) == []  # what is read once for a process is remembered now
    change(folder, "briefing.toml", '"netto-arbeidsparticipatie"', '"netto"')
    opened = desk.open("targets.csv")
    desk.write("targets.csv", opened.text.replace(",1941,", ",2000,"), opened.mark, "bea")
    assert ",2000," in desk.open("targets.csv").text


def test_targets_wait_for_the_pillars(folder: Path) -> None:
    (folder / "pillars.toml").write_text("")
    said = [problem for problem in agenda_problems(folder) if problem.startswith("agenda/targets.csv, rij 2:")]
    assert said == ["agenda/targets.csv, rij 2: er zijn nog geen pijlers. Zet ze eerst in agenda/pillars.toml."]


def test_a_target_that_ends_before_it_begins_is_told_once(folder: Path) -> None:
    change(folder, "targets.csv", ",2022,2027,", ",2028,2027,")
    (problem,) = agenda_problems(folder)
    assert problem.endswith(": van 2028 ligt na tot 2027. Draai ze om: tot (2027) ligt voor van (2028).")


def test_a_percentage_may_be_called_by_its_sign_alone(folder: Path) -> None:
    change(folder, "targets.csv", ",% van de bevolking van 15 tot 75 jaar,", ",%,")
    assert agenda_problems(folder) == []


def test_sectors_are_those_of_the_agenda_that_is_checked(folder: Path) -> None:
    change(folder, "focus_sectors.toml", "zorg-welzijn", "zorg")
    told = [*agenda_problems(folder), *map(str, programme(folder).problems)]
    assert told
    assert all("zorg-welzijn" in problem for problem in told), told
    change(folder, "projects.csv", "zorg-welzijn", "zorg")
    assert [*agenda_problems(folder), *map(str, programme(folder).problems)] == []


def test_an_agenda_has_a_focus_sector(folder: Path) -> None:
    (folder / "focus_sectors.toml").write_text("", encoding="utf-8")
    assert "agenda/focus_sectors.toml: er staat geen focussector in. Zet er ten minste één neer." in agenda_problems(folder)


def test_each_of_several_broken_files_is_told(folder: Path) -> None:
    change(folder, "published_figures.csv", ",2022,", ",20222,")
    change(folder, "focus_sectors.toml", 'sbi = ["Q"]', 'sbi = ["QQ"]')
    change(folder, "schedule.toml", '["06:45"]', '["kwart voor zeven"]')
    told = agenda_problems(folder)
    for said in ("kolom periode: verwacht is een periode", "'QQ' is geen SBI", "'kwart voor zeven' is geen tijd"):
        assert [said in problem for problem in told].count(True) == 1, (said, told)


@pytest.mark.parametrize("file", ["targets.csv", "notes.csv", "published_figures.csv", "pillars.toml", "projects.csv"])
def test_a_file_in_another_encoding_is_named_and_how_to_keep_it(folder: Path, command: Command, file: str) -> None:
    path = folder / file
    path.write_bytes(path.read_bytes() + "# coördinator".encode("cp1252"))
    done = command("agenda", "check", str(folder))
    assert (done.returncode, file in done.stdout, "UTF-8" in done.stdout) == (1, True, True), done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_readable_region_no_command_goes_on(folder: Path, command: Command) -> None:
    path = folder / "region.toml"
    path.write_bytes(path.read_bytes() + "# coördinator".encode("cp1252"))
    done = command("ingest", "status", AGENDA_DIR=str(folder))
    assert (done.returncode, "region.toml is niet te gebruiken: het is geen UTF-8" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("file", ["targets.csv", "pillars.toml"])
def test_a_file_that_is_gone_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert any(
        f"agenda/{file} is niet te lezen: het bestaat niet. Zet het terug, of" in problem for problem in agenda_problems(folder)
    )


THRESHOLD = '[[drempels]]\nnaam = "krap"\nindicator = "spanning"\nregio = "AM37"\nboven = 3\ndocument = "Besluit"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (THRESHOLD.replace("AM37", "AM73"), "agenda/alerts.toml, 'krap': regiocode 'AM73' bestaat niet"),
        (f'{THRESHOLD}sector = "tehcniek"\n', "agenda/alerts.toml, 'krap': de sector 'tehcniek' bestaat niet"),
    ],
)
def test_a_threshold_that_would_never_be_passed_is_named(folder: Path, text: str, said: str) -> None:
    (folder / "alerts.toml").write_text(THRESHOLD, encoding="utf-8")
    assert agenda_problems(folder) == []
    (folder / "alerts.toml").write_text(text, encoding="utf-8")
    assert any(problem.startswith(said) for problem in agenda_problems(folder))


def test_a_number_is_read_as_the_document_prints_it(folder: Path) -> None:
    change(folder, "targets.csv", ",aantal,1941,", ",aantal,1.941,")
    assert next(target.value for target in targets(folder) if target.kind == "aantal") == 1941


def test_the_command_names_what_is_wrong_and_no_command_ends_in_a_trace(folder: Path, command: Command) -> None:
    change(folder, "breaks.csv", "2021,participation,", "2021,participatie,")
    done = command("agenda", "check", str(folder))
    assert (done.returncode, "reeks 'participatie'" in done.stdout) == (1, True)
    change(folder, "region.toml", '"AM37"', "37")
    done = command("ingest", "status", AGENDA_DIR=str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert "region.toml is niet te gebruiken" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_that_several_files_meet_is_told_once(folder: Path, command: Command) -> None:
    change(folder, "pillars.toml", 'doel = "Iedereen doet mee"', "")
    done = command("agenda", "check", str(folder))
    assert (done.returncode, done.stdout.count("`doel` ontbreekt"), done.stdout.count("\n")) == (1, 1, 1), done.stdout


@pytest.mark.slow
def test_a_page_says_in_dutch_what_cannot_be_read(folder: Path, example_data: Path) -> None:
    assert FRAME.is_file()
    change(folder, "targets.csv", ",aantal,1941,", ",aantal,veel,")
    (errors, text) = visited(example_data, folder, "doelen.py")["doelen.py"]
    assert errors == []
    assert "De agenda is niet te lezen" in text
    assert "&#39;veel&#39; is geen getal" in text
