"""A backup holds all that cannot be fetched again: restored elsewhere, on an empty folder, it gives the same figures."""

import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.settings import AGENDA
from tests.agenda_folder import agenda_copy
from tests.conftest import run_command
from tests.data_folder import FIRST, JOBS, LATER, DataFolder, edition
from tests.on_disk import files
from warehouse.backup import UnusableBackup, backup, restore
from warehouse.versions import Versions


@pytest.fixture
def place(example_copy: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A data folder and an agenda of its own."""
    return example_copy, agenda_copy(tmp_path / "agenda")


@pytest.fixture
def empty(tmp_path: Path) -> tuple[Path, Path]:
    """Another machine: nothing yet."""
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere", tmp_path / "elsewhere-agenda"


@pytest.mark.slow
def test_a_restored_backup_shows_the_same_figures_a_hand_file_among_them(tmp_path):
    agenda, elsewhere = tmp_path / "agenda", tmp_path / "agenda-elders"
    agenda_copy(agenda)
    agenda_copy(elsewhere)
    (agenda / "breaks.csv").write_text((agenda / "breaks.csv").read_text() + "2026,,,gebeurtenis,Proef,Proef\n")
    here, there, file = tmp_path / "hier", tmp_path / "daar", tmp_path / "backup.tar.gz"

    def run(where: Path, with_agenda: Path, *arguments: str) -> str:
        done = run_command(*arguments, data_dir=where, AGENDA_DIR=str(with_agenda))
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(here, agenda, "ingest", "template", "uwv-vacatures", str(tmp_path / "v.csv"))
    header = (tmp_path / "v.csv").read_text(encoding="utf-8-sig").strip()
    (tmp_path / "v.csv").write_text(f"{header}\nAM37;2026-Q3;totaal;7.250;\nAM37;2026-Q3;Techniek;1.300;\n", encoding="utf-8")
    run(here, agenda, "ingest", "add", "uwv-vacatures", str(tmp_path / "v.csv"))
    run(here, agenda, "warehouse", "backup", str(file))
    run(there, elsewhere, "warehouse", "restore", str(file))
    shown = run(here, agenda, "indicators", "show", "vacatures", "--regio", "AM37")
    assert ",7250," in shown
    assert run(there, elsewhere, "indicators", "show", "vacatures", "--regio", "AM37") == shown
    assert run(there, elsewhere, "ingest", "status", "--json") == run(here, agenda, "ingest", "status", "--json")
    assert "Proef" in (elsewhere / "breaks.csv").read_text()
    assert (elsewhere / "breaks.csv.voor-herstel").read_bytes() == (AGENDA / "breaks.csv").read_bytes()


@pytest.mark.parametrize("there", ["no folder", "an empty folder"])
def test_a_restore_brings_the_agenda_where_there_is_none(command, example_copy, empty, tmp_path, there):
    file, (data, agenda) = tmp_path / "b.tar.gz", empty
    assert command("warehouse", "backup", str(file), data_dir=example_copy).returncode == 0
    if there == "an empty folder":
        agenda.mkdir()
    done = command("warehouse", "restore", str(file), data_dir=data, AGENDA_DIR=str(agenda))
    assert (done.returncode, (agenda / "region.toml").read_bytes()) == (0, (AGENDA / "region.toml").read_bytes()), done.stderr
    assert Versions(data).current()


def test_a_backup_without_an_agenda_is_not_made(command, example_copy, tmp_path):
    done = command("warehouse", "backup", str(tmp_path / "b.tar.gz"), data_dir=example_copy, AGENDA_DIR=str(tmp_path / "niets"))
    assert (done.returncode, (tmp_path / "b.tar.gz").exists()) == (2, False)
    assert "region.toml is niet te gebruiken" in done.stderr


def test_everything_comes_back_but_what_is_made_anew_or_passing(place, empty, tmp_path):
    data, agenda = place
    for folder in (data / "eigen", data / "snapshots" / ".pending" / "half", agenda / "__pycache__"):
        folder.mkdir(parents=True)
    (data / "eigen" / "verslag.jsonl").write_text("{}\n")
    (data / "snapshots" / ".pending" / "half" / "x.zst").write_bytes(b"x")
    (agenda / "__pycache__" / "__main__.cpython-311.pyc").write_bytes(b"compiled here")
    (data / "refresh.lock").touch()
    backup(data, agenda, tmp_path / "b.tar.gz")
    assert restore(tmp_path / "b.tar.gz", *empty) == []
    passing = ("versions/", "worked_out/", "snapshots/.pending/", "refresh.lock")
    expected = {name: what for name, what in files(data).items() if not name.startswith(passing)}
    assert files(empty[0]) == expected
    assert {"run_log.jsonl", "eigen/verslag.jsonl"} < expected.keys()
    assert files(empty[1]) == {name: what for name, what in files(agenda).items() if not name.endswith((".py", ".pyc"))}  # code


def test_the_earlier_versions_come_along_when_asked_for(place, empty, tmp_path):
    unfinished = place[0] / "versions" / ".draft-x.duckdb.tmp"
    unfinished.mkdir()
    (unfinished / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"half")
    backup(*place, tmp_path / "b.tar.gz", with_versions=True)
    restore(tmp_path / "b.tar.gz", *empty)
    assert not (empty[0] / "versions" / unfinished.name).exists()
    assert Versions(empty[0]).current() == Versions(place[0]).current()
    with Versions(empty[0]).reading() as connection:
        assert connection.execute("select count(*) > 1000 from observation").fetchone() == (True,)


@pytest.mark.slow
def test_an_older_version_that_readers_saw_comes_back_with_its_versions_and_that_is_told(empty, tmp_path):
    agenda, file = agenda_copy(tmp_path / "agenda"), tmp_path / "b.tar.gz"
    folder = DataFolder(tmp_path / "data", JOBS)
    for figure, modified in ((500, FIRST), (510, LATER)):
        folder.refresh(edition(JOBS, f"region sector period jobs\nGM0001 A-U 2023JJ00 {figure}", modified=modified))
    older, newest = (version.name for version in folder.versions.all())
    folder.versions.show(older, "bea")
    backup(folder.folder, agenda, file, with_versions=True)
    done = run_command("warehouse", "restore", str(file), data_dir=empty[0], AGENDA_DIR=str(agenda))
    assert (done.returncode, Versions(empty[0]).current(), Versions(empty[0]).held()) == (0, older, True)
    assert f"Lezers zien versie {older}, want die was teruggezet" in done.stderr
    assert f"`python -m warehouse show {newest}`" in done.stderr


def test_a_log_that_grows_while_the_backup_is_made_leaves_it_whole(place, empty, tmp_path, monkeypatch):
    data, agenda = place
    os.link(data / "run_log.jsonl", data / "tweede naam.jsonl")
    logs = [data / "run_log.jsonl", data / "audit.jsonl"]
    logs[1].write_text("{}\n")
    add = tarfile.TarFile.addfile

    def beside_others(archive: tarfile.TarFile, *arguments: object) -> None:
        for log in logs:
            with log.open("a") as file:
                file.write("{}\n" * 100)
        add(archive, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(tarfile.TarFile, "addfile", beside_others)
        made = backup(data, agenda, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", *empty)
    assert {f"data/{name}" for name in files(empty[0])} | {f"agenda/{name}" for name in files(empty[1])} == made.files.keys()
    assert all((empty[0] / log.name).read_text().startswith(log.read_text()[:3]) for log in logs)


@pytest.mark.parametrize("damage", ["cut", "no archive", "missing file", "nothing"])
def test_a_damaged_backup_is_refused_and_changes_nothing(place, empty, tmp_path, damage):
    file = tmp_path / "b.tar.gz"
    backup(*place, file)
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "no archive":
        file.write_text("dit is geen back-up")
    elif damage == "missing file":
        repack(file, without="data/run_log.jsonl")
    else:
        file.unlink()
    with pytest.raises(UnusableBackup, match="Er is niets veranderd"):
        restore(file, *empty)
    assert files(empty[0]) == {}
    assert not empty[1].exists()


@pytest.mark.slow
def test_a_byte_that_flips_anywhere_is_told_unless_it_changes_nothing(empty, tmp_path):
    data, agenda, file = tmp_path / "data", tmp_path / "agenda", tmp_path / "b.tar.gz"
    (data / "snapshots" / "jobs" / "1Z").mkdir(parents=True)
    (data / "snapshots" / "jobs" / "1Z" / "receipt.json").write_text("{}")
    (data / "run_log.jsonl").write_text("".join(f'{{"number": {number * number}}}\n' for number in range(5000)))
    shutil.copytree(AGENDA / "stories", agenda)
    backup(data, agenda, file)
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 100):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        with suppress(UnusableBackup):
            restore(file, *empty)
        assert (files(empty[0]), files(empty[1])) in (({}, {}), (files(data), files(agenda)))
        shutil.rmtree(empty[1], ignore_errors=True)
        shutil.rmtree(empty[0])
        empty[0].mkdir()


def repack(file: Path, without: str = "", more: tarfile.TarInfo | None = None) -> None:
    """The same archive, but for one file that goes, or one more entry that is empty."""
    other = file.with_name("other")
    with tarfile.open(file) as before, tarfile.open(other, "w:gz") as after:
        for member in before:
            if member.name != without:
                after.addfile(member, before.extractfile(member))
        if more:
            after.addfile(more)
    other.replace(file)


def test_a_backup_with_a_time_that_no_file_can_have_is_not_whole(place, empty, tmp_path):
    file, entry = tmp_path / "b.tar.gz", tarfile.TarInfo("data/ooit")
    backup(*place, file)
    entry.mtime = 2**70
    repack(file, more=entry)
    with pytest.raises(UnusableBackup, match=r"geen hele back-up\. Er is niets veranderd\."):
        restore(file, *empty)
    assert files(empty[0]) == {}


@pytest.mark.parametrize("name", ["../ontsnapt", "data/../../ontsnapt", "/{folder}/ontsnapt", "data/link"])
def test_a_backup_with_what_leads_outside_its_folder_is_refused(place, empty, tmp_path, name):
    file = tmp_path / "b.tar.gz"
    backup(*place, file)
    entry = tarfile.TarInfo(name.format(folder=tmp_path))
    if name == "data/link":
        entry.type, entry.linkname = tarfile.SYMTYPE, str(tmp_path)
    repack(file, more=entry)
    with pytest.raises(UnusableBackup, match="is geen hele back-up"):
        restore(file, *empty)
    assert not list(tmp_path.rglob("ontsnapt"))
    assert not list(empty[0].iterdir())


def test_nothing_is_overwritten(place, empty, tmp_path):
    file = tmp_path / "b.tar.gz"
    backup(*place, file)
    before = files(place[0])
    with pytest.raises(UnusableBackup, match="bestaat al"):
        backup(*place, file)
    with pytest.raises(UnusableBackup, match="niet leeg"):
        restore(file, *place)
    with pytest.raises(UnusableBackup, match="map met gegevens zelf"):
        backup(*place, place[0] / "b.tar.gz")
    assert files(place[0]) == before
    assert not list(tmp_path.glob(".*.part"))


def test_what_is_elsewhere_behind_links_comes_back_as_plain_files(place, empty, tmp_path):
    data, agenda = place
    before = files(data)
    shutil.move(data / "snapshots", tmp_path / "bigdisk")
    (data / "snapshots").symlink_to(tmp_path / "bigdisk")
    shutil.move(data / "run_log.jsonl", tmp_path / "run_log.jsonl")
    (data / "run_log.jsonl").symlink_to(tmp_path / "run_log.jsonl")
    shutil.move(agenda / "stories", tmp_path / "stories")
    (agenda / "stories").symlink_to(tmp_path / "stories")
    (tmp_path / "bigdisk" / "back").symlink_to(data)  # a loop
    (agenda / ".#breaks.csv").symlink_to("bea@desk.1234")  # an editor has the file open
    with pytest.raises(UnusableBackup, match="map met gegevens zelf"):
        backup(data, agenda, tmp_path / "bigdisk" / "b.tar.gz")
    backup(data, agenda, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", *empty)
    restored = files(empty[0])
    assert restored == {name: what for name, what in before.items() if name in restored}
    assert {name for name in before if name.startswith("snapshots/")} < restored.keys()
    assert "run_log.jsonl" in restored
    assert files(empty[1] / "stories") == files(tmp_path / "stories")
    assert not [path for folder in empty for path in folder.rglob("*") if path.is_symlink()]


def test_a_data_folder_that_is_a_disk_of_its_own_is_backed_up_and_restored(empty, tmp_path, monkeypatch):
    receipt = tmp_path / "disk" / "snapshots" / "ww" / "20260101T000000000000Z" / "receipt.json"
    receipt.parent.mkdir(parents=True)
    receipt.write_text("{}")
    for folder in (tmp_path / "disk", empty[0]):
        (folder / "lost+found").mkdir()
    read = Path.iterdir

    def closed(folder):
        if folder.name == "lost+found":  # it is of root; these tests may run as root
            raise PermissionError(13, "Permission denied", str(folder))
        return read(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    backup(tmp_path / "disk", tmp_path / "agenda", tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", *empty)
    assert (empty[0] / receipt.relative_to(tmp_path / "disk")).read_text() == "{}"


def test_a_link_that_leads_to_nothing_is_told_instead_of_left_out(empty, tmp_path):
    data, agenda = empty
    (data / "run_log.jsonl").touch()
    (data / "snapshots").symlink_to(tmp_path / "unmounted")
    with pytest.raises(UnusableBackup, match=r"snapshots wijst naar .*/unmounted, en dat is er niet"):
        backup(data, agenda, tmp_path / "b.tar.gz")
    assert not (tmp_path / "b.tar.gz").exists()


@pytest.mark.parametrize(("made", "said"), [(None, " (het bestaat niet)"), (b"geen archief", ""), ("map", " (het is een map)")])
def test_what_is_wrong_with_a_file_is_said_in_dutch(empty, tmp_path, made, said):
    file = tmp_path / "b.tar.gz"
    if made == "map":
        file.mkdir()
    elif made:
        file.write_bytes(made)
    with pytest.raises(UnusableBackup) as refusal:
        restore(file, *empty)
    assert str(refusal.value) == f"{file} is geen hele back-up{said}. Er is niets veranderd. Neem een andere back-up."


def test_a_data_folder_without_any_snapshot_is_taken_for_the_wrong_one(tmp_path):
    (tmp_path / "data" / "snapshots" / ".pending").mkdir(parents=True)
    (tmp_path / "data" / "run_log.jsonl").write_text("{}\n")
    done = run_command("warehouse", "backup", str(tmp_path / "b.tar.gz"), data_dir=tmp_path / "data")
    assert (done.returncode, list(tmp_path.glob("*b.tar*"))) == (1, [])
    assert f"In {tmp_path / 'data'} is geen enkele momentopname. Wijst DATA_DIR wel naar" in done.stderr
