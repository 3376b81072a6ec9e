"""A file looked at before it counts: where a person must accept that less remains, and where it mends what was damaged."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.quantities import quantity_label
from ingest.errors import IngestError
from ingest.files.adding import Given
from ingest.files.hand_file import UnknownLayout
from ingest.files.workbook import read_sheets
from pages.components.tables import Table
from pages.stewardship import files_drawn, versions_drawn
from tests.data_folder import GOOD, JOBS, UWV, UWV_HEADER, DataFolder, edition
from tests.full_disk import full_disk
from tests.on_disk import cut_short
from warehouse.export import export
from warehouse.preview import FilePreview, preview
from warehouse.revisions import Change
from warehouse.versions import Versions

PERIODS = [f"{year}-Q{quarter}" for year in (2021, 2022) for quarter in (1, 2, 3, 4)]
WHOLE = UWV_HEADER + "".join(f"AM37;{period};totaal;100\n" for period in PERIODS)
SHORTER = "".join(line.replace("100", "." if "2021" in line else "100") for line in WHOLE.splitlines(keepends=True))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with one file that came by hand."""
    folder = DataFolder(tmp_path / "data", UWV)
    folder.add(UWV.name, "heel.csv", WHOLE)
    return folder


def looked_at(folder: DataFolder, name: str, text: str) -> FilePreview:
    path = folder.folder / name
    path.write_text(text)
    return preview(Given(UWV, path, folder.folder / "agenda"), folder.builder())


@pytest.mark.slow
def test_a_file_that_leaves_less_is_shown_with_what_goes_and_asks_a_person(folder: DataFolder) -> None:
    found = looked_at(folder, "korter.csv", SHORTER)
    assert (found.good, found.fewer, found.message, found.counts) == (True, True, "", {"vervallen": 4})
    assert [(change.kind, change.period) for change in found.changes] == [("vervallen", period) for period in PERIODS[:4]]
    with pytest.raises(IngestError, match="--accept-fewer"):
        folder.add(UWV.name, "korter.csv", SHORTER)
    assert folder.rows("value") == [(100,)] * 8


@pytest.mark.slow
def test_what_a_killed_refresh_had_begun_is_left_by_who_looks_and_told_by_who_adds(folder: DataFolder) -> None:
    begun = folder.store.draft("jobs", example=False).taken
    before = folder.log.attempts()
    looked_at(folder, "korter.csv", SHORTER)
    assert folder.log.attempts() == before
    for name in ("meer.csv", "nog meer.csv"):
        folder.add(UWV.name, name, WHOLE)
    told = [(each.dataset, each.outcome, "afgebroken" in each.message) for each in folder.log.attempts()[len(before) :]]
    assert told == [("jobs", "failed", True), *[(UWV.name, "refreshed", False)] * 2]
    assert abs(folder.log.attempts()[len(before)].started - begun) < timedelta(seconds=1)


def test_what_a_killed_refresh_had_begun_is_told_by_a_refresh_of_other_datasets_too(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data", JOBS)
    folder.store.draft("of-another-run", example=False)
    folder.refresh(edition(JOBS, GOOD))
    told = [(each.dataset, each.outcome, each.message) for each in folder.log.attempts()]
    broken_off = "Deze poging is afgebroken voordat zij klaar was; er is niets veranderd."
    assert told == [("of-another-run", "failed", broken_off), ("jobs", "refreshed", "")]


@pytest.mark.slow
def test_the_first_real_figures_end_the_example_which_is_told_and_hides_no_change(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data", UWV, JOBS)
    folder.refresh(edition(JOBS, GOOD), example=True)
    found = looked_at(folder, "heel.csv", WHOLE)
    assert (found.good, found.ends_example, found.counts) == (True, 2, {"nieuw": 8})
    folder.add(UWV.name, "heel.csv", WHOLE)
    assert looked_at(folder, "korter.csv", SHORTER).ends_example == 0


@pytest.mark.slow
def test_a_data_folder_may_have_an_apostrophe_in_its_name(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "An's cijfers", UWV)
    for text in (WHOLE, f"{UWV_HEADER}AM37;2023-Q1;totaal;7\n"):
        folder.add(UWV.name, "cijfers.csv", text)
    assert looked_at(folder, "meer.csv", f"{UWV_HEADER}AM37;2023-Q2;totaal;8\n").counts == {"nieuw": 1}
    assert export(folder.versions, tmp_path / "uit 't huis")


@pytest.mark.slow
def test_a_file_that_leaves_as_much_asks_nothing(folder: DataFolder) -> None:
    found = looked_at(folder, "meer.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n")
    assert (found.good, found.fewer, found.mends, found.counts) == (True, False, False, {"nieuw": 1})


@pytest.mark.slow
def test_a_file_of_which_what_was_kept_is_damaged_may_come_back(folder: DataFolder) -> None:
    folder.add(UWV.name, "later.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n")
    kept = folder.store.of(UWV.name)[0].folder / "heel.csv.zst"
    whole = kept.read_bytes()
    cut_short(kept)
    found = looked_at(folder, "heel (1).csv", WHOLE)
    assert (found.good, found.mends, found.before, found.counts) == (True, True, folder.versions.head(), {})
    assert kept.read_bytes() != whole, "a look changes nothing"
    folder.add(UWV.name, "heel (1).csv", WHOLE)
    assert kept.read_bytes() == whole
    assert len(folder.store.of(UWV.name)) == 2


@pytest.mark.slow
def test_on_a_full_disk_a_look_says_so_and_changes_nothing(folder: DataFolder) -> None:
    with full_disk():
        found = looked_at(folder, "meer.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n")
    assert not found.good
    assert found.message.startswith("Wat er zou veranderen, is niet te zien: er was te weinig ruimte op de schijf")
    assert not list(folder.versions.root.glob(".draft-*"))
    assert looked_at(folder, "meer.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n").good


@pytest.mark.slow
def test_a_file_does_not_count_when_the_disk_is_full_at_the_last_step(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = folder.store.of(UWV.name)
    monkeypatch.setattr(Versions, "_write", full)
    with pytest.raises(IngestError, match=r"meer\.csv is niet toegevoegd; er is niets veranderd\..*de schijf is vol"):
        folder.add(UWV.name, "meer.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n")
    assert folder.store.of(UWV.name) == before
    monkeypatch.undo()
    folder.add(UWV.name, "meer.csv", UWV_HEADER + "AM37;2023-Q1;totaal;7\n")
    assert len(folder.store.of(UWV.name)) == len(before) + 1


@pytest.mark.slow
def test_a_proposal_is_shown_whole_beside_what_is_wrong_in_the_file(folder: DataFolder) -> None:
    named = "Regio;Kwartaal;Bedrijfstak;Vacs\nAM37;2024 K1;totaal;{}\nAM37;2024 K2;totaal;9\n"
    good = looked_at(folder, "anders.csv", named.format(8))
    wrong = looked_at(folder, "anders.csv", named.format("anders.csv is niet toegevoegd"))
    assert wrong.mapping_lines == good.mapping_lines[: len(wrong.mapping_lines)] != []
    assert wrong.mapping_lines[-1].startswith("  ")
    assert [problem.row for problem in wrong.problems] == [2]


def test_the_headers_that_are_missing_and_unknown_are_named(tmp_path: Path) -> None:
    sheets = read_sheets("anders.csv", b"regiocode;Kwartaal;waarde;Zomaar\nAM37;2023-Q1;7;x\n")
    with pytest.raises(UnknownLayout) as refused:
        UWV.locate("anders.csv", sheets, tmp_path, None)
    said = refused.value.problems[0].reason
    assert said.startswith("Er ontbreekt: sector. Onbekend is: Zomaar. Verwacht zijn de kolommen ")


def test_on_the_page_the_empty_file_is_a_button_and_not_a_command(folder: DataFolder) -> None:
    (problem,) = looked_at(folder, "anders.csv", "Gebied;Iets\nAM37;x\n").problems
    assert "onder de koppen van het sjabloon: `python -m ingest template uwv-vacatures uwv-vacatures.xlsx`." in problem.reason
    said = files_drawn._with_the_button(problem.reason, UWV.name)
    assert said.endswith("onder de koppen van het sjabloon: de knop Leeg bestand, hierboven.")
    assert "python" not in said


def test_each_quantity_has_a_name_in_dutch(figures: Figures) -> None:
    with figures.versions.reading(figures.version) as connection:
        query = (
            "select distinct dataset::varchar, measure::varchar from observation union select dataset::varchar, 'flow' from flow"
        )
        found = connection.execute(query).fetchall()
    assert [measure for dataset, measure in found if quantity_label(dataset, measure) == measure] == []
    assert quantity_label("plaatsingen-wsp", "placements") == "Plaatsingen door het WSP"
    assert quantity_label("banenafspraak", "jobs_at_start") == "Banen bij de nulmeting"


def test_changes_are_drawn_with_the_names_of_their_quantities(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Table] = []
    monkeypatch.setattr(versions_drawn, "draw", lambda _, table: drawn.append(table))
    monkeypatch.setattr(versions_drawn, "_region_names", dict)
    change = Change("nieuw", "plaatsingen-wsp", "placements", "AM37", "totaal", "2025", None, 5.0, None, "eigen opgave")
    versions_drawn.draw_changes([change], {"nieuw": 1})
    assert drawn[0].rows[0][1] == "Plaatsingen door het WSP"
