"""Snapshots that are gone: their figures stay and it is told, until they are back or newer ones take their place."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from ingest.errors import IngestError
from ingest.files.adding import undo
from ingest.refresh import Publication, untried
from ingest.snapshot import RECEIPT, Snapshot
from ingest.status import status
from tests.data_folder import GOOD, JOBS, LATER, PEOPLE, UWV, UWV_HEADER, DataFolder, edition
from tests.on_disk import cut_short

pytestmark = pytest.mark.slow
JOBS_OF = edition(JOBS, GOOD)
PEOPLE_OF = edition(PEOPLE, "region sector period people change\n GM0001 A-U 2023JJ00 1000 -20")
KEPT = [("change", -20), ("jobs", 500), ("people", 1000), ("jobs", 300)]
AGAIN = "`python -m ingest refresh jobs --force`"


@pytest.fixture
def two(tmp_path: Path) -> DataFolder:
    """A data folder with two datasets."""
    two = DataFolder(tmp_path, JOBS, PEOPLE)
    two.refresh(JOBS_OF, PEOPLE_OF)
    return two


@pytest.fixture
def by_hand(tmp_path: Path) -> DataFolder:
    """A data folder with three files that came by hand; the last one has a newer figure for the first quarter of 2022."""
    by_hand = DataFolder(tmp_path / "data", JOBS, UWV)
    by_hand.refresh(JOBS_OF)
    for name, text in BROUGHT.items():
        by_hand.add(UWV.name, name, text)
    return by_hand


BROUGHT = {
    "2021.csv": f"{UWV_HEADER}AM37;2021-Q1;totaal;2021\n",
    "2022.csv": f"{UWV_HEADER}AM37;2022-Q1;totaal;2000\nAM37;2022-Q2;totaal;2022\n",
    "2023.csv": f"{UWV_HEADER}AM37;2022-Q1;totaal;2023\n",
}
BOTH = [2021, 2023, 2022, 500, 300]


def without_receipt(snapshot: Snapshot) -> None:
    (snapshot.folder / RECEIPT).unlink()


def gone(snapshot: Snapshot) -> None:
    shutil.rmtree(snapshot.folder)


def emptied(snapshot: Snapshot) -> None:
    gone(snapshot)
    snapshot.folder.mkdir()


@pytest.mark.parametrize("lose", [gone, emptied, without_receipt])
def test_the_figures_of_a_snapshot_that_is_gone_stay_and_each_build_says_so(two: DataFolder, lose) -> None:
    lost = two.store.of("jobs")[0]
    lose(lost)
    for _ in range(3):
        publication = two.builder().publish({}, force=True)
        assert list(publication.refused) == ["jobs"]
        assert f"{lost.folder}" in publication.refused["jobs"]
        assert "is verdwenen" in publication.refused["jobs"]
        assert two.rows("measure", "value") == KEPT


def test_it_is_told_by_a_refresh_of_another_dataset_that_makes_no_version_for_it_each_time(two: DataFolder) -> None:
    gone(two.store.of("jobs")[0])
    alone = DataFolder(two.folder, JOBS, PEOPLE)
    alone.builder().publish({})
    version = two.versions.published()
    publication = two.builder().publish({})
    assert (publication.version, AGAIN in publication.refused["jobs"]) == (version, True)


def test_a_newer_snapshot_takes_its_place_without_a_complaint(two: DataFolder) -> None:
    gone(two.store.of("jobs")[0])
    two.builder().publish({}, force=True)
    run = two.refresh(JOBS_OF, PEOPLE_OF)
    assert (run.ok, [attempt.outcome for attempt in run.attempts]) == (True, ["refreshed", "current"])
    assert two.rows("measure", "value") == KEPT
    assert two.builder().publish({}, force=True).refused == {}


def test_a_newer_snapshot_that_is_refused_takes_no_place(two: DataFolder) -> None:
    gone(two.store.of("jobs")[0])
    run = two.refresh(edition(JOBS, GOOD.replace("500", "-500"), modified=LATER), PEOPLE_OF)
    assert "niet negatief" in run.publication.refused["jobs"]
    assert two.rows("measure", "value") == KEPT
    assert AGAIN in two.builder().publish({}, force=True).refused["jobs"]


def test_an_older_snapshot_does_not_come_back_in_its_place(two: DataFolder) -> None:
    two.refresh(edition(JOBS, GOOD.replace("500", "510"), modified=LATER), PEOPLE_OF)
    gone(two.store.of("jobs")[-1])
    assert AGAIN in two.builder().publish({}, force=True).refused["jobs"]
    assert ("jobs", 510) in two.rows("measure", "value")


def test_an_older_snapshot_that_no_figure_comes_from_is_not_missed(two: DataFolder) -> None:
    two.refresh(edition(JOBS, GOOD.replace("500", "510"), modified=LATER), PEOPLE_OF)
    gone(two.store.of("jobs")[0])
    assert two.builder().publish({}, force=True).refused == {}


def test_a_snapshot_that_is_put_back_is_read_again_and_its_dataset_is_well(two: DataFolder, tmp_path: Path) -> None:
    folder = two.store.of("jobs")[0].folder
    folder.rename(tmp_path / "elders")
    assert two.refresh(PEOPLE_OF, edition(JOBS, GOOD.replace("500", "-1"), modified=LATER)).attempts[0].outcome == "failed"
    (tmp_path / "elders").rename(folder)
    publication = two.builder().publish({})
    assert (publication.refused, list(publication.recovered)) == ({}, ["jobs"])
    assert two.rows("measure", "value") == KEPT


@pytest.mark.parametrize("example", [True, False])
def test_an_example_that_can_be_read_again_is_logged_as_one(two: DataFolder, example: bool) -> None:
    snapshot = two.store.of("jobs")[0]
    again = replace(snapshot, receipt=msgspec.structs.replace(snapshot.receipt, example=example))
    (attempt,) = untried(Publication(None, recovered={"jobs": again}), set())
    assert (attempt.outcome, attempt.example) == ("refreshed", example)


def test_what_a_person_accepts_to_lose_is_lost(two: DataFolder) -> None:
    gone(two.store.of("jobs")[0])
    assert two.builder(["jobs"]).publish({}, force=True).refused == {}
    assert two.rows("measure", "value") == [("change", -20), ("people", 1000)]


def test_no_example_is_missed_once_there_are_real_figures(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS, PEOPLE)
    folder.refresh(JOBS_OF, PEOPLE_OF, example=True)
    gone(folder.store.of("people")[0])
    assert folder.refresh(edition(JOBS, GOOD, modified=LATER)).publication.refused == {}
    assert set(folder.rows("measure")) == {("jobs",)}


def test_a_file_that_is_gone_comes_back_in_its_own_place_when_it_is_added_again(by_hand: DataFolder) -> None:
    kept = by_hand.store.of(UWV.name)[1]
    gone(kept)
    said = r"niets veranderd.*\(2022\.csv\) is verdwenen.*dan komt het op zijn plaats terug: `python -m ingest add"
    with pytest.raises(IngestError, match=said):
        by_hand.add(UWV.name, "2024.csv", f"{UWV_HEADER}AM37;2024-Q1;totaal;2024\n")
    assert by_hand.refresh(JOBS_OF).attempts[-1].outcome == "failed"
    assert by_hand.values() == BOTH
    by_hand.add(UWV.name, "2022 (1).csv", BROUGHT["2022.csv"])
    assert [each.receipt.key for each in by_hand.store.of(UWV.name)][1] == kept.receipt.key
    assert by_hand.values() == BOTH
    assert by_hand.builder().publish({}, force=True).refused == {}
    assert by_hand.values() == BOTH
    assert status([UWV], by_hand.log)[0].outcome == "refreshed"


def test_several_files_that_are_gone_come_back_one_by_one(by_hand: DataFolder) -> None:
    shutil.rmtree(by_hand.store.root / UWV.name)
    assert by_hand.builder().publish({}, force=True).refused[UWV.name].startswith("Momentopname")
    for name in ("2023.csv", "2021.csv"):
        with pytest.raises(IngestError, match=rf"{name} is terug op zijn plaats, maar er is meer\. Momentopname"):
            by_hand.add(UWV.name, name, BROUGHT[name])
    by_hand.add(UWV.name, "2022.csv", BROUGHT["2022.csv"])
    assert by_hand.builder().publish({}, force=True).refused == {}
    assert by_hand.values() == BOTH


def test_several_damaged_files_come_back_one_by_one(by_hand: DataFolder) -> None:
    for kept, name in zip(by_hand.store.of(UWV.name), BROUGHT, strict=True):
        cut_short(kept.folder / f"{name}.zst")
    assert "is beschadigd of verdwenen" in by_hand.builder().publish({}, force=True).refused[UWV.name]
    for name in ("2023.csv", "2021.csv"):
        with pytest.raises(IngestError, match=rf"{name} is terug op zijn plaats, maar er is meer\. Momentopname"):
            by_hand.add(UWV.name, name, BROUGHT[name])
    by_hand.add(UWV.name, "2022.csv", BROUGHT["2022.csv"])
    assert len(by_hand.store.of(UWV.name)) == len(BROUGHT)
    assert by_hand.values() == BOTH


def test_files_that_were_taken_back_are_not_missed(by_hand: DataFolder) -> None:
    last = by_hand.store.of(UWV.name)[-1]
    undo(UWV, by_hand.store, by_hand.log, by_hand.builder([UWV.name]).publish)
    assert by_hand.values() == [2021, 2000, 2022, 500, 300]
    gone(last)
    assert by_hand.builder().publish({}, force=True).refused == {}
    assert by_hand.values() == [2021, 2000, 2022, 500, 300]
