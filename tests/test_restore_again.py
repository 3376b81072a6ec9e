"""A restore that was killed half-way: restoring again gives all that the backup holds, and throws away nothing else."""

import os
import shutil
from pathlib import Path

import pytest

from tests.on_disk import files
from warehouse.backup import UnusableBackup, backup, restore


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def here(tmp_path: Path) -> tuple[Path, Path]:
    """A small data folder and its agenda."""
    data, agenda = tmp_path / "data", tmp_path / "agenda"
    for name in ("snapshots/ww/1Z/receipt.json", "snapshots/ww/2Z/receipt.json", "run_log.jsonl", "audit.jsonl"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(f"{name}\n")
    agenda.mkdir()
    (agenda / "breaks.csv").write_text("van de back-up\n")
    return data, agenda


@pytest.fixture
def there(tmp_path: Path) -> tuple[Path, Path]:
    """Another machine: an empty data folder, and an agenda with a file of its own making."""
    data, agenda = tmp_path / "there", tmp_path / "there-agenda"
    data.mkdir()
    agenda.mkdir()
    (agenda / "breaks.csv").write_text("eigen\n")
    return data, agenda


@pytest.fixture
def file(here: tuple[Path, Path], tmp_path: Path) -> Path:
    """The backup of `here`."""
    backup(*here, tmp_path / "b.tar.gz")
    return tmp_path / "b.tar.gz"


def killed(patch: pytest.MonkeyPatch, file: Path, there: tuple[Path, Path], moves: int) -> None:
    """A restore that is killed before it moves anything once more, or while it copies where it may not move at all."""
    replace, left = os.replace, [moves]

    def until(source: Path, target: Path) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        replace(source, target)

    with patch.context() as patched:
        patched.setattr(os, "replace", until)
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # whoever is killed tidies nothing up
        with pytest.raises(Killed):
            restore(file, *there)


@pytest.mark.parametrize("moves", range(6))
def test_a_restore_that_was_killed_is_whole_after_restoring_again(here, there, file, monkeypatch, moves):
    killed(monkeypatch, file, there, moves)
    restore(file, *there)
    assert files(there[0]) == files(here[0])
    assert files(there[1]) == files(here[1]) | {"breaks.csv.voor-herstel": b"eigen\n"}


def test_a_restore_that_was_killed_while_a_version_was_built_is_done_again(here, there, file):
    restore(file, *there)
    half = there[0] / "versions" / ".draft-20260101T120000000000Z.duckdb"
    half.parent.mkdir()
    half.write_bytes(b"half")
    restore(file, *there)
    assert files(there[0]) == files(here[0])


def test_a_folder_that_shows_figures_is_not_restored_into_though_all_snapshots_are_those_of_the_backup(there, file):
    restore(file, *there)
    for name in ("20260101T120000000000Z.duckdb", "current"):
        (there[0] / "versions").mkdir(exist_ok=True)
        (there[0] / "versions" / name).write_text("20260101T120000000000Z\n")
        before = files(there[0])
        with pytest.raises(UnusableBackup, match="is niet leeg"):
            restore(file, *there)
        assert files(there[0]) == before


def test_what_came_beside_a_half_restored_folder_is_not_thrown_away(there, file, monkeypatch):
    killed(monkeypatch, file, there, 5)
    mine = there[0] / "snapshots" / "ww" / "3Z" / "receipt.json"
    mine.parent.mkdir(parents=True)
    mine.write_text("van later\n")
    before = files(there[0])
    with pytest.raises(UnusableBackup, match="is niet leeg"):
        restore(file, *there)
    assert files(there[0]) == before


def test_a_damaged_backup_after_a_killed_restore_changes_nothing(here, there, file, monkeypatch, tmp_path):
    killed(monkeypatch, file, there, 4)
    before = files(there[0])
    (tmp_path / "stuk.tar.gz").write_bytes(file.read_bytes()[:200])
    with pytest.raises(UnusableBackup, match="Er is niets veranderd"):
        restore(tmp_path / "stuk.tar.gz", *there)
    assert files(there[0]) == before
    restore(file, *there)
    assert files(there[0]) == files(here[0])


def test_an_agenda_file_that_an_earlier_restore_kept_is_not_overwritten(there, file):
    (there[1] / "breaks.csv.voor-herstel").write_text("van eerder\n")
    (kept,) = restore(file, *there)
    assert (kept.name, kept.read_text()) == ("breaks.csv.voor-herstel-2", "eigen\n")
    assert (there[1] / "breaks.csv.voor-herstel").read_text() == "van eerder\n"


def test_an_agenda_that_is_the_same_is_not_written_as_it_may_be_of_another_user(here, there, file, monkeypatch):
    shutil.copytree(here[1], there[1], dirs_exist_ok=True)

    def closed(_: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(shutil, "copy2", closed)
    assert restore(file, *there) == []
    assert (files(there[0]), files(there[1])) == (files(here[0]), files(here[1]))


def test_an_agenda_that_cannot_be_written_changes_nothing(here, there, file, monkeypatch):
    def closed(_: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", closed)
        with pytest.raises(PermissionError):
            restore(file, *there)
    assert (list(there[0].iterdir()), files(there[1])) == ([], {"breaks.csv": b"eigen\n"})
    restore(file, *there)
    assert files(there[0]) == files(here[0])
