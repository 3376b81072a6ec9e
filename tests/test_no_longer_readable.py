"""What becomes of a dataset of which what was accepted before cannot be read any more."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.example.wire import WireTable
from ingest.files.adding import undo
from ingest.snapshot import RECEIPT
from ingest.status import status
from tests.data_folder import JOBS, UWV, UWV_HEADER, DataFolder, edition
from tests.on_disk import cut_short


@pytest.fixture
def by_hand(tmp_path: Path) -> DataFolder:
    """A data folder with a table and three files that came by hand."""
    by_hand = DataFolder(tmp_path / "data", JOBS, UWV)
    by_hand.refresh(table(500))
    for year in (2021, 2022, 2023):
        by_hand.add(UWV.name, f"{year}.csv", f"{UWV_HEADER}AM37;{year}-Q1;totaal;{year}\n")
    return by_hand


def table(value: int) -> WireTable:
    return edition(
        JOBS, f"region sector period jobs\n GM0001 A-U 2023JJ00 {value}", modified=f"2026-08-14T02:{value % 60:02d}:00"
    )


def test_a_file_that_cannot_be_read_any_more_keeps_its_figures_and_blocks_no_other(by_hand: DataFolder) -> None:
    stricter = replace(UWV, row_checks=(lambda row: "mag niet meer" if row["periode"] == "2022-Q1" else None,))
    changed = DataFolder(by_hand.folder, JOBS, stricter)
    run = changed.refresh(table(600))
    assert {attempt.dataset: attempt.outcome for attempt in run.attempts} == {"jobs": "refreshed", UWV.name: "failed"}
    assert "mag niet meer" in run.failure
    assert changed.values() == [2021, 2022, 2023, 600]
    assert changed.rows("origin")[:3] == [(2,), (3,), (4,)]
    assert changed.figures.receipts[4].table == "2023.csv"
    assert status([stricter], changed.log)[0].outcome == "failed"
    again = by_hand.refresh(table(600))
    assert [(attempt.dataset, attempt.outcome) for attempt in again.attempts] == [("jobs", "current"), (UWV.name, "refreshed")]
    assert by_hand.values() == [2021, 2022, 2023, 600]


def test_a_damaged_file_in_the_middle_comes_back_in_its_place_when_it_is_added_again(by_hand: DataFolder) -> None:
    cut_short(by_hand.store.of(UWV.name)[1].folder / "2022.csv.zst")
    with pytest.raises(IngestError, match=r"2022.csv is beschadigd.*Voeg 2022.csv opnieuw toe.*`python -m ingest undo"):
        by_hand.add(UWV.name, "2024.csv", f"{UWV_HEADER}AM37;2024-Q1;totaal;2024\n")
    by_hand.add(UWV.name, "2022 (1).csv", f"{UWV_HEADER}AM37;2022-Q1;totaal;2022\n")
    assert len(by_hand.store.of(UWV.name)) == 3
    by_hand.add(UWV.name, "2024.csv", f"{UWV_HEADER}AM37;2024-Q1;totaal;2024\n")
    assert by_hand.values() == [2021, 2022, 2023, 2024, 500]


def test_damaged_files_can_be_taken_back_one_by_one_to_before_the_first_of_them(by_hand: DataFolder) -> None:
    cut_short(by_hand.store.of(UWV.name)[1].folder / "2022.csv.zst")
    assert by_hand.refresh(table(600)).attempts[-1].outcome == "failed"
    for left in ([2021, 2022, 2023, 600], [2021, 600]):
        undo(UWV, by_hand.store, by_hand.log, by_hand.builder([UWV.name]).publish)
        assert by_hand.values() == left


def test_an_unreadable_receipt_stops_its_own_dataset_only(by_hand: DataFolder) -> None:
    for name in (UWV.name, "jobs"):
        receipt = by_hand.store.of(name)[-1].folder / RECEIPT
        kept = receipt.read_text()
        receipt.write_text("{")
        run = by_hand.refresh(table(700))
        assert [attempt.dataset for attempt in run.attempts if attempt.outcome == "failed"] == [name]
        assert "onleesbaar. Verplaats" in run.failure
        assert by_hand.values() == [2021, 2022, 2023, 700]
        receipt.write_text(kept)
