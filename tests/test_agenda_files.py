"""The files of agenda/: what is wrong is told by file and row, an edit is seen at once, and writing is all or nothing."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from indicators.agenda import WrongAgenda, briefing_choice, glossary, home_region, notes, targets
from indicators.agenda_check import agenda_problems
from indicators.agenda_files import agenda_mark
from indicators.agenda_writing import AgendaDesk, NotWritten
from indicators.programme.editable import EDITABLE, LooseQuote, columns_to_save, rows_of, text_of, told
from indicators.programme.new_region import lay_down
from indicators.programme.programme import programme
from ingest.settings import AGENDA
from tests.agenda_folder import agenda_copy

HEADER = (AGENDA / "targets.csv").read_text().splitlines()[0]
GOOD = "Meer banen,inclusiviteit,banenafspraak,AM37,totaal,aantal,1941,banen,omhoog,,,,Agenda,Doelen,,"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            GOOD.replace("aantal", "wens"),
            "soort 'wens' bestaat niet; kies uit aantal, richting, benchmark, nog niet vastgesteld.",
        ),
        (GOOD.replace("inclusiviteit", "sport"), "pijler 'sport' bestaat niet; kies uit inclusiviteit, "),
        (GOOD.replace("omhoog", "opzij"), "richting 'opzij' bestaat niet; kies uit omhoog, omlaag."),
        (GOOD.replace("1941", "veel"), "waarde 'veel' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5."),
        (GOOD.replace("1941", ""), "waarde is leeg, maar nodig bij een doel van de soort 'aantal'."),
        (GOOD.replace("aantal", "benchmark"), "vergelijk is leeg, maar nodig bij een doel van de soort 'benchmark'."),
        (GOOD.replace("aantal", "nog niet vastgesteld"), "alleen een doel van de soort 'aantal' heeft een waarde."),
        (GOOD.replace(",,,,Agenda", ",,voorjaar,,Agenda"), "van 'voorjaar' is geen periode; schrijf bijvoorbeeld 2023, "),
        (GOOD.replace("Agenda", ""), "document is leeg, maar nodig"),
        (GOOD + "nee", "afgeleid 'nee' bestaat niet; kies uit ja."),
        (GOOD + "ja", "alleen een doel van de soort 'richting' of 'benchmark' kan afgeleid zijn. Maak afgeleid leeg."),
        (GOOD + ",nog iets", "er zijn niet precies 16 cellen; staat een komma los?"),
        ("Meer banen,inclusiviteit", "er zijn niet precies 16 cellen; staat een komma los?"),
    ],
)
def test_a_wrong_row_of_targets_is_told_by_file_and_row(tmp_path: Path, row: str, sentence: str) -> None:
    shutil.copy(AGENDA / "pillars.toml", tmp_path)
    (tmp_path / "targets.csv").write_text(f"{HEADER}\n{GOOD}\n{row}\n")
    with pytest.raises(WrongAgenda) as refused:
        targets(tmp_path)
    assert str(refused.value).startswith(f"agenda/targets.csv, rij 3: {sentence}")


def test_an_edit_of_the_key_figures_or_of_a_word_is_seen_at_once(tmp_path: Path) -> None:
    for word in ("ww", "bijstand"):
        (tmp_path / "briefing.toml").write_text(f'verloop = "{word}"\nkerncijfers = []\n')
        (tmp_path / "glossary.toml").write_text(f'[een]\nnaam = "Een"\nuitleg = "{word}"\n')
        assert briefing_choice(tmp_path).verloop == glossary(tmp_path)["een"].uitleg == word


def test_a_file_from_before_a_column_came_is_read_and_gets_the_column_when_it_is_saved(tmp_path: Path) -> None:
    shutil.copy(AGENDA / "pillars.toml", tmp_path)
    old = f"{HEADER.removesuffix(',afgeleid')}\n{GOOD.removesuffix(',')}\n"
    (tmp_path / "targets.csv").write_text(old)
    assert [found.derived for found in targets(tmp_path)] == [False]
    columns, rows = rows_of(old)
    assert text_of(columns_to_save(EDITABLE["targets"], columns), rows) == f"{HEADER}\n{GOOD}\n"
    assert columns_to_save(EDITABLE["notes"], []) == ["indicator", "regiocode", "sector", "periode", "datum", "tekst"]
    assert columns_to_save(EDITABLE["notes"], ["indicator"]) == ["indicator"]


def test_an_empty_agenda_for_another_region_has_the_column_too(tmp_path: Path) -> None:
    lay_down("AM18", tmp_path / "nieuw")
    assert (tmp_path / "nieuw" / "targets.csv").read_text() == f"{HEADER}\n"
    assert agenda_problems(tmp_path / "nieuw") == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('naam = "Zuid-Kennemerland en IJmond"', "", "`naam` ontbreekt"),
        ('"AM37"', "37", "bij `code`: er staat een geheel getal, maar daar hoort een tekst"),
        ("[agenda]", "[agenda", "geen geldige TOML (bij regel "),
    ],
)
def test_a_wrong_region_is_told_by_file(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    text = (AGENDA / "region.toml").read_text()
    assert right in text
    (tmp_path / "region.toml").write_text(text.replace(right, wrong))
    with pytest.raises(WrongAgenda, match=r"^agenda/region\.toml: .*Vergelijk met de toelichting in het bestand\.$") as refused:
        home_region(tmp_path)
    assert told in str(refused.value)


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    """A copy of the agenda, to be edited."""
    return agenda_copy(tmp_path / "agenda")


@pytest.fixture
def desk(agenda: Path, tmp_path: Path) -> AgendaDesk:
    """Where that copy is edited."""
    (tmp_path / "data").mkdir()
    return AgendaDesk(agenda, tmp_path / "data")


def test_an_edit_is_seen_at_the_next_question(agenda: Path) -> None:
    mark = agenda_mark(agenda)
    assert (notes(agenda), len(targets(agenda))) == ([], 11)
    with (agenda / "notes.csv").open("a") as file:
        file.write("werklozen,AM37,totaal,2023,2026-11-21,Een fusie telt mee.\n")
    assert [note.text for note in notes(agenda)] == ["Een fusie telt mee."]
    assert agenda_mark(agenda) != mark


def test_a_file_or_folder_that_cannot_be_reached_is_told_also_when_it_was_read_before(agenda: Path) -> None:
    assert targets(agenda)
    (agenda / "targets.csv").unlink()
    (agenda / "targets.csv").symlink_to(agenda / "targets.csv")
    assert "agenda/targets.csv is niet te lezen: het verwijst naar zichzelf. Zet het terug" in str(agenda_problems(agenda))
    shutil.rmtree(agenda)
    agenda.write_text("een bestand in plaats van de map")
    with pytest.raises(WrongAgenda, match=r"targets\.csv is niet te lezen: het ligt in iets dat geen map is"):
        targets(agenda)


@pytest.mark.parametrize("key", EDITABLE)
def test_a_file_that_is_saved_unchanged_is_the_same_to_the_byte(key: str) -> None:
    text = (AGENDA / f"{key}.csv").read_text(encoding="utf-8")
    assert text_of(*rows_of(text)) == text
    assert [column.name for column in EDITABLE[key].columns()] == rows_of(text)[0]


def test_every_value_of_the_agenda_can_be_chosen_again() -> None:
    for key, file in EDITABLE.items():
        for row in rows_of((AGENDA / f"{key}.csv").read_text(encoding="utf-8"))[1]:
            for column in file.columns():
                if column.choices and column.name != "indicator":  # a figure that is still to come has no indicator yet
                    assert row[column.name] in column.choices or not (row[column.name] or column.required), (key, column.name)


def with_value(desk: AgendaDesk, value: str) -> str:
    """The targets with another number for the banenafspraak, which has 1941."""
    return desk.open("targets.csv").text.replace(",1941,", f",{value},")


def test_a_good_file_is_written_and_the_earlier_one_is_kept_with_who_replaced_it(desk: AgendaDesk) -> None:
    before = desk.open("targets.csv")
    desk.write("targets.csv", with_value(desk, "2000"), before.mark, "bea@voorbeeld.nl")
    assert [target.value for target in targets(desk.agenda) if target.value] == [2000]
    (earlier,) = desk.earlier("targets.csv")
    assert earlier.replaced.by == "bea@voorbeeld.nl"
    assert desk.text_before("targets.csv", earlier.name) == before.text
    assert sorted(path.name for path in desk.agenda.glob(".*")) == []


@pytest.mark.parametrize("text", ['naam,tekst\na,b\nc,"los\nd,e\n', 'naam,tekst\na,b\nc,"los\nd,"e"\n'])
def test_a_file_with_a_loose_quote_is_not_edited_as_the_rows_behind_it_would_be_lost(text: str) -> None:
    with pytest.raises(LooseQuote, match="In rij 3 staat een aanhalingsteken los"):
        rows_of(text)
    assert rows_of(text.replace('"los', '"niet ""los"""'))[1][1:] == [
        {"naam": "c", "tekst": 'niet "los"'},
        {"naam": "d", "tekst": "e"},
    ]


@pytest.mark.slow
def test_an_earlier_state_whose_receipt_is_not_whole_is_passed_over_and_the_file_is_edited_as_ever(desk: AgendaDesk) -> None:
    for value in ("2000", "3000"):
        opened = desk.open("targets.csv")
        desk.write("targets.csv", opened.text.replace(",1941,", f",{value},"), opened.mark, "bea@voorbeeld.nl")
    newest, first = desk.earlier("targets.csv")
    (desk.history / "targets.csv" / newest.name / "receipt.json").write_bytes(b"")  # the power went
    assert desk.earlier("targets.csv") == [first]
    with pytest.raises(NotWritten, match="is niet bewaard"):
        desk.text_before("targets.csv", newest.name)
    with pytest.raises(NotWritten, match="is intussen veranderd door bea@"):
        desk.write("targets.csv", "x", "another mark", "anna@voorbeeld.nl")


def test_a_file_with_mistakes_is_refused_whole_with_each_of_them(desk: AgendaDesk) -> None:
    before = desk.open("targets.csv")
    wrong = with_value(desk, "veel").replace(",richting,,", ",wens,,")
    with pytest.raises(NotWritten) as refused:
        desk.write("targets.csv", wrong, before.mark, "bea")
    assert refused.value.problems[0] == (
        "agenda/targets.csv, rij 2: waarde 'veel' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5."
    )
    assert len(refused.value.problems) == 1 + before.text.count(",richting,,")
    assert desk.open("targets.csv") == before
    assert desk.earlier("targets.csv") == []


def test_who_saves_second_is_told_who_was_first_and_overwrites_nothing(desk: AgendaDesk) -> None:
    opened = desk.open("targets.csv")
    desk.write("targets.csv", with_value(desk, "2000"), opened.mark, "anna@voorbeeld.nl")
    said = r"is intussen veranderd door anna@voorbeeld\.nl op [-\d]{10} om \d\d:\d\d uur\. Wat u invulde staat er nog"
    with pytest.raises(NotWritten, match=said):
        desk.write("targets.csv", with_value(desk, "3000"), opened.mark, "bea@voorbeeld.nl")
    assert ",2000," in desk.open("targets.csv").text


@pytest.mark.slow
def test_what_others_refer_to_cannot_be_taken_away_and_an_old_mistake_elsewhere_does_not_hinder(desk: AgendaDesk) -> None:
    projects = desk.open("projects.csv")
    columns, rows = rows_of(projects.text)
    without = text_of(columns, [row for row in rows if row["sleutel"] != "rmt"])
    with pytest.raises(NotWritten, match=r"agenda/budgets\.csv, regel 2, veld project: 'rmt' bestaat niet"):
        desk.write("projects.csv", without, projects.mark, "bea")
    (desk.agenda / "partners.csv").write_text("naam\nfout\n")
    assert programme(desk.agenda).problems
    rows[0]["impact"] = "Iedereen aan het werk."
    desk.write("projects.csv", text_of(columns, rows), projects.mark, "bea")
    assert programme(desk.agenda).projects[0].impact == "Iedereen aan het werk."


STORY = """+++
titel = "Een nieuwe baan"
datum = "2025-03"
pijler = "inclusiviteit"
toestemming = "{permission}"
document = "Gesprek"
vindplaats = "opgetekend door het Werkcentrum"
+++
Toen vond ik werk.
"""


@pytest.mark.slow
def test_a_story_is_written_changed_and_taken_away_and_its_history_knows_when_there_was_none(desk: AgendaDesk) -> None:
    name = "stories/nieuwe-baan.md"
    with pytest.raises(NotWritten, match=r"agenda/stories/nieuwe-baan\.md, regel 5, veld toestemming: dit is 'nee'"):
        desk.write(name, STORY.format(permission="nee"), desk.open(name).mark, "bea")
    desk.write(name, STORY.format(permission="ja"), desk.open(name).mark, "bea")
    assert desk.names() == [name]
    desk.write(name, None, desk.open(name).mark, "anna")
    assert desk.names() == []
    newest, first = desk.earlier(name)
    assert desk.text_before(name, newest.name) == STORY.format(permission="ja")
    assert desk.text_before(name, first.name) is None


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(desk: AgendaDesk) -> None:
    opened = desk.open("targets.csv")
    (desk.data_dir / "agenda-history").write_text("a file where a folder should be")
    with pytest.raises(NotWritten, match=rf"^{desk.data_dir} is niet te beschrijven .*toegang tot die map: .* DATA_DIR\.$"):
        desk.write("targets.csv", with_value(desk, "2000"), opened.mark, "bea")
    assert desk.open("targets.csv") == opened


@pytest.mark.parametrize(
    ("replaced", "folder", "remedy"),
    [
        ("copyfile", "data", "Maak ruimte op die schijf .*: het is die van DATA_DIR"),
        ("copytree", "tmp", "Maak ruimte op die schijf, of laat TMPDIR wijzen"),
        ("fsync", "agenda", "Laat AGENDA_DIR wijzen naar een map waar dat wel kan"),
    ],
)
def test_of_a_full_disk_it_is_told_which_one_is_full(
    desk: AgendaDesk, monkeypatch: pytest.MonkeyPatch, replaced: str, folder: str, remedy: str
) -> None:
    opened, text, here = desk.open("targets.csv"), with_value(desk, "2000"), desk.agenda.parent
    (here / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "tmp"))
    system = os if replaced == "fsync" else shutil
    step = getattr(system, replaced)

    def full(*given: object, **how: object) -> object:
        """What a disk without room says, which names no file."""
        if replaced == "copyfile" and "agenda-history" not in str(given[1]):  # of another step
            return step(*given, **how)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(system, replaced, full)
    with pytest.raises(NotWritten, match=rf"^{here / folder} is niet te beschrijven \(.* vol\)\. {remedy}"):
        desk.write("targets.csv", text, opened.mark, "bea")
    assert desk.open("targets.csv") == opened
    assert not list(desk.agenda.glob(".*"))  # what was half written is gone


def test_what_of_the_agenda_cannot_be_copied_is_told_in_dutch(desk: AgendaDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    opened, text = desk.open("targets.csv"), with_value(desk, "2000")
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(NotWritten, match=r"is niet te beschrijven \(het kopiëren lukt niet\)\. .*TMPDIR"):
        desk.write("targets.csv", text, opened.mark, "bea")


def test_what_changed_is_told_by_field_or_as_whole_rows() -> None:
    rows = [{"naam": "a", "waarde": "1"}, {"naam": "b", "waarde": ""}]
    assert told(rows, [{"naam": "a", "waarde": "2"}, rows[1]], ("naam",)) == ("a, waarde: 1", "a, waarde: 2")
    assert told(rows, rows[1:], ("naam",)) == ("naam: a; waarde: 1", "")
    assert told(rows, [*rows, {"naam": "c", "waarde": "3"}], ("naam",)) == ("", "naam: c; waarde: 3")


def test_what_cannot_be_seen_does_not_come_into_a_file() -> None:
    assert text_of(["naam"], [{"naam": " a\x00\u202eb\u200b\r\nc "}]) == 'naam\n"ab\nc"\n'
