"""A file that is taken back while its process is killed: the next attempt finishes that, and takes no other file back."""

from pathlib import Path

import pytest

from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.files.adding import undo
from ingest.refresh import Publication
from tests.conftest import Command
from tests.data_folder import UWV, UWV_HEADER, DataFolder
from warehouse.hand_files import added_files


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with two files that came by hand."""
    folder = DataFolder(tmp_path / "data", UWV)
    for year in (2021, 2022):
        folder.add(UWV.name, f"{year}.csv", f"{UWV_HEADER}AM37;{year}-Q1;totaal;{year}\n")
    return folder


def taken_back(folder: DataFolder) -> str:
    """Take the last file back; the name of the file that was."""
    builder = folder.builder([UWV.name])
    last, _ = undo(UWV, folder.store, folder.log, builder.publish, builder.built_from())
    return last.receipt.origins[0].table


@pytest.mark.slow
def test_files_are_taken_back_from_the_last_to_the_first_but_one(folder: DataFolder) -> None:
    assert taken_back(folder) == "2022.csv"
    assert folder.rows("value") == [(2021,)]
    with pytest.raises(IngestError, match="blijft er niets over"):
        taken_back(folder)
    assert folder.rows("value") == [(2021,)]


@pytest.mark.slow
def test_a_file_that_is_added_twice_is_told_as_undoing_it_once_leaves_it_counting(command: Command, tmp_path: Path) -> None:
    once, other = tmp_path / "een.csv", tmp_path / "twee.csv"
    once.write_text(f"{UWV_HEADER}AM37;2021-Q1;totaal;10\n")
    other.write_text(f"{UWV_HEADER}AM37;2021-Q2;totaal;20\n")
    said = [command("ingest", "add", UWV.name, str(file)).stderr for file in (once, other, once, once)]
    assert ["hetzelfde bestand telde al mee: een.csv (toegevoegd " in each for each in said] == [False, False, False, True]
    assert f"neem dit dan terug: `python -m ingest undo {UWV.name}`." in said[3]


@pytest.mark.slow
def test_an_example_does_not_count_again_while_there_are_real_figures(tmp_path: Path) -> None:
    other = HAND_FILES["plaatsingen-wsp"]
    folder = DataFolder(tmp_path / "data", UWV, other)
    folder.store.accept(folder.store.draft(UWV.name, example=True).finish([], "x"))
    folder.add(UWV.name, "2021.csv", f"{UWV_HEADER}AM37;2021-Q1;totaal;2021\n")
    folder.add(
        other.name, "wsp.csv", "regiocode;periode;aantal;aangeleverd_door;aangeleverd_op\nAM37;2026-Q1;100;WSP;01-05-2026\n"
    )
    builder = folder.builder([UWV.name])
    last, now = undo(UWV, folder.store, folder.log, builder.publish, builder.built_from())
    assert (last.receipt.origins[0].table, now) == ("2021.csv", None)


@pytest.mark.slow
def test_what_a_killed_process_left_halfway_is_brought_to_its_end(folder: DataFolder) -> None:
    folder.store.withdraw(folder.store.of(UWV.name)[-1])  # and then the process was killed
    assert folder.rows("value") == [(2021,), (2022,)]
    assert taken_back(folder) == "2022.csv"
    assert folder.rows("value") == [(2021,)]
    assert len(folder.store.of(UWV.name)) == 1


def test_an_example_is_taken_back_by_the_command_as_little_as_on_the_page(command: Command, example_copy: Path) -> None:
    done = command("ingest", "undo", "plaatsingen-wsp", data_dir=example_copy)
    assert (done.returncode, "is een voorbeeld en is niet terug te nemen; er is niets veranderd." in done.stderr) == (1, True)
    (example,) = added_files(example_copy, "plaatsingen-wsp")
    assert (example.counts, example.example, example.to_take_back) == (True, True, False)


@pytest.mark.slow
def test_a_file_counts_again_when_taking_it_back_breaks_off(folder: DataFolder) -> None:
    def breaks(_: object) -> Publication:
        assert len(folder.store.of(UWV.name)) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undo(UWV, folder.store, folder.log, breaks)
    assert len(folder.store.of(UWV.name)) == 2
    assert folder.rows("value") == [(2021,), (2022,)]
