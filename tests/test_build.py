"""From snapshots to a published version: how raw rows become figures, and what is refused on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.dataset import count
from ingest.errors import IngestError
from ingest.published import PublishedFigures
from tests.data_folder import GOOD, JOBS, LATER, PEOPLE, UWV, UWV_HEADER, DataFolder, declared, edition


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with one dataset, of which nothing was taken yet."""
    return DataFolder(tmp_path, JOBS)


def test_each_row_of_a_level_that_we_keep_becomes_a_figure_with_our_codes_and_its_status(
    folder: DataFolder,
) -> None:
    text = """
        region sector period   jobs
        GM0001 A-U    2022JJ00 400
        GM0001 Q      2023KW02 100
        AM37   B-F    2023MM03 7
        CR20   A-U    2023JJ00 900
    """
    folder.refresh(edition(JOBS, text, provisional="2023KW02"))
    assert folder.rows("region", "sector", "period", "frequency", "value", "status") == [
        ("AM37", "sbi-B-F", "2023-03", "month", 7, "definitief"),
        ("GM0001", "sbi-Q", "2023-Q2", "quarter", 100, "voorlopig"),
        ("GM0001", "totaal", "2022", "year", 400, "definitief"),
    ]


def test_a_figure_that_is_not_published_stays_missing_and_zero_stays_zero(folder: DataFolder) -> None:
    folder.refresh(edition(JOBS, "region sector period jobs\n GM0001 A-U 2022JJ00 .\n GM0001 A-U 2023JJ00 0"))
    assert folder.rows("period", "value") == [("2022", None), ("2023", 0)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "unlisted", "said"),
    [
        ("GM0009 A-U 2023JJ00 9", "GM0009", "onbekende regio GM0009"),
        ("GM0001 Q 2023JJ00 9", "Q", "onbekende sector Q"),
        ("GM0001 A-U 2024JJ00 9", "2024JJ00", "onbekende periode 2024JJ00"),
        ("GM0001 A-U 2024JJ00 veel", "", 'in kolom jobs_1 de tekst "veel". De vorige'),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_in_words_and_the_old_figures_stay(
    folder: DataFolder, row: str, unlisted: str, said: str
) -> None:
    folder.refresh(edition(JOBS, GOOD))
    before = folder.versions.current()
    run = folder.refresh(edition(JOBS, GOOD.replace("500", "600") + row, modified=LATER, unlisted=unlisted))
    assert said in run.attempts[0].message
    assert "verwacht was alleen codes uit de eigen codelijsten" in run.attempts[0].message
    assert (run.attempts[0].outcome, run.publication.version) == ("failed", before)
    assert folder.rows("value") == [(500,), (300,)]


@pytest.mark.slow
def test_a_refused_snapshot_is_not_kept(folder: DataFolder) -> None:
    folder.refresh(edition(JOBS, GOOD))
    folder.refresh(edition(JOBS, GOOD.replace("500", "-500"), modified=LATER))
    assert len(folder.store.of("jobs")) == 1
    assert not list((folder.store.root / ".pending").glob("*"))


@pytest.mark.slow
def test_one_refused_dataset_does_not_hold_up_another(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS, PEOPLE)
    people = "region sector period people change\n GM0001 A-U 2023JJ00 1000 -20"
    folder.refresh(edition(JOBS, GOOD), edition(PEOPLE, people))
    worse, newer = GOOD.replace("500", "-500"), people.replace("1000", "2000")
    run = folder.refresh(edition(JOBS, worse, modified=LATER), edition(PEOPLE, newer, modified=LATER))
    assert list(run.publication.refused) == ["jobs"]
    assert folder.rows("measure", "value") == [("change", -20), ("jobs", 500), ("people", 2000), ("jobs", 300)]


@pytest.mark.slow
@pytest.mark.parametrize(("old", "own"), [("70", ""), ("70", "."), ("70", "70"), (".", "70")])
def test_a_region_takes_over_the_figures_of_its_predecessor(folder: DataFolder, old: str, own: str) -> None:
    text = f"region sector period jobs\n AM16 A-U 2015JJ00 {old}\n AM37 A-U 2016JJ00 80"
    folder.refresh(edition(JOBS, text + (f"\n AM37 A-U 2015JJ00 {own}" if own else "")))
    assert folder.rows("region", "period", "value") == [("AM37", "2015", 70), ("AM37", "2016", 80)]


@pytest.mark.slow
def test_a_region_and_its_predecessor_with_different_figures_are_refused(folder: DataFolder) -> None:
    folder.refresh(edition(JOBS, GOOD))
    text = "region sector period jobs\n AM16 A-U 2015JJ00 70\n AM37 A-U 2015JJ00 71"
    run = folder.refresh(edition(JOBS, text, modified=LATER))
    assert "70.0 bij AM16 en 71.0 bij AM37. Zoek uit welk van de twee geldt" in run.publication.refused["jobs"]
    assert folder.rows("value") == [(500,), (300,)]


@pytest.mark.slow
def test_a_later_file_replaces_the_same_cells_and_keeps_the_others(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, UWV)
    folder.add(UWV.name, "een.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;8000\nAM37;2023-Q2;totaal;8100\n")
    folder.add(UWV.name, "twee.csv", f"{UWV_HEADER}AM37;2023-Q2;totaal;8200\nAM37;2023-Q3;totaal;8300\n")
    assert folder.rows("period", "value", "origin") == [("2023-Q1", 8000, 1), ("2023-Q2", 8200, 2), ("2023-Q3", 8300, 2)]


@pytest.mark.slow
def test_a_file_that_breaks_a_check_changes_nothing(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, UWV)
    folder.add(UWV.name, "een.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;8000\n")
    with pytest.raises(IngestError, match=r"twee.csv is niet toegevoegd; er is niets veranderd.*een sector is niet groter"):
        folder.add(UWV.name, "twee.csv", f"{UWV_HEADER}AM37;2023-Q1;Q;9000\n")
    assert folder.rows("value") == [(8000,)]
    assert len(folder.store.of(UWV.name)) == 1


@pytest.mark.slow
def test_without_anything_new_no_version_is_made_unless_it_is_forced(folder: DataFolder) -> None:
    first = folder.refresh(edition(JOBS, GOOD)).publication.version
    assert folder.refresh(edition(JOBS, GOOD)).publication.version == first
    assert folder.builder().publish({}).version == first
    again = folder.builder().publish({}, force=True).version
    assert [version.name for version in folder.versions.all()] == [first, again]


@pytest.mark.slow
def test_under_another_declaration_the_snapshots_are_read_again(folder: DataFolder, tmp_path: Path) -> None:
    first = folder.refresh(edition(JOBS, GOOD)).publication.version
    again = DataFolder(tmp_path, replace(JOBS, label="Banen"))
    assert again.builder().publish({}).version != first
    assert [receipt.label for receipt in again.figures.receipts.values()] == ["Banen"]


@pytest.mark.slow
def test_snapshots_that_do_not_fit_the_declaration_leave_what_was_published(folder: DataFolder, tmp_path: Path) -> None:
    first = folder.refresh(edition(JOBS, GOOD)).publication.version
    publication = DataFolder(tmp_path, declared("jobs", count("jobs", "arbeidsplaatsen"))).builder().publish({})
    assert publication.version == folder.versions.current() == first
    assert "de eenheid 'arbeidsplaatsen', gevonden is 'banen'" in publication.problem
    assert publication.problem.endswith("Wat gepubliceerd was, blijft staan.")


@pytest.mark.slow
def test_example_and_real_figures_never_mix(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS, PEOPLE, PublishedFigures())
    folder.print_figures("jobs,AM37,2022,150900,banen,,Banen,Agenda,Kenmerken")
    people = "region sector period people change\n GM0001 A-U 2023JJ00 1000 -20"
    folder.refresh(edition(JOBS, GOOD), edition(PEOPLE, people), example=True)
    assert set(folder.rows("status")) == {("voorbeeld",)}
    assert folder.figures.example
    folder.refresh(edition(JOBS, GOOD.replace("500", "600"), modified=LATER))
    assert folder.rows("measure", "value", "status") == [("jobs", 600, "definitief"), ("jobs", 300, "definitief")]
    assert not folder.figures.example
    assert list(folder.figures.printed["waarde"]) == [150900]


def test_a_version_knows_the_names_of_its_regions_and_where_each_figure_came_from(folder: DataFolder) -> None:
    folder.refresh(edition(JOBS, GOOD))
    assert [folder.figures.regions[code].name for code in ("NL01", "AM37", "GM0001")] == [
        "Nederland", "Zuid-Kennemerland en IJmond", "Plaats GM0001",
    ]  # fmt: skip
    (receipt,) = folder.figures.receipts.values()
    assert (receipt.producer, receipt.table, receipt.rows, receipt.modified) == ("CBS", "jobs-2025", 2, "2026-08-14T02:00:00")
    assert folder.versions.facts(folder.versions.published())[2] == {f"jobs/{folder.store.of('jobs')[0].receipt.key}"}
