"""One writer at a time: a second one hears who is busy, and the lock of a killed process is taken over."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.lock import Busy, writing
from ingest.settings import PROJECT, ConfigurationError
from ingest.system_words import in_words, is_of_the_disk, unusable

HOLDER = """
import sys
from pathlib import Path
from ingest.lock import writing
with writing(Path(sys.argv[1]), what="een verversing"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """A second process that holds the lock until it is told to end."""
    arguments = [sys.executable, "-c", HOLDER, str(data_dir)]
    with subprocess.Popen(arguments, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_who_holds_the_lock_is_named_to_who_comes_second(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        since = r"sinds \d\d-\d\d-\d{4} om \d\d:\d\d uur"
        told = rf"Een ander is al bezig met deze gegevens: een verversing, {since}\. Wacht .* Proces {other.pid} van .+ op .+\.$"
        with pytest.raises(Busy, match=told), writing(tmp_path):
            pass
        (tmp_path / "refresh.lock.txt").write_text("Proces 12")  # half a note
        with pytest.raises(Busy, match="Een ander proces is al bezig"), writing(tmp_path):
            pass
        (tmp_path / "refresh.lock.txt").unlink()
        with pytest.raises(Busy, match="ander proces"), writing(tmp_path):
            pass
        other.communicate("\n", timeout=10)
        with writing(tmp_path):
            assert (tmp_path / "refresh.lock.txt").read_text().startswith(f"Proces {os.getpid()} ")


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"is niet te maken: .*\. Kies een andere DATA_DIR\."), writing(Path("/proc/x")):
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    with another_process(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait(timeout=10)
        assert str(other.pid) in (tmp_path / "refresh.lock.txt").read_text()  # its note stays behind
        with writing(tmp_path):
            assert str(other.pid) not in (tmp_path / "refresh.lock.txt").read_text()
    assert not (tmp_path / "refresh.lock.txt").exists()


def test_the_lock_is_let_go_after_an_error_and_each_data_folder_has_its_own(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "a"), writing(tmp_path / "b"):
        raise ZeroDivisionError
    with writing(tmp_path / "a"):
        pass


def test_a_full_disk_does_not_keep_anyone_from_making_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with writing(tmp_path):
        assert not (tmp_path / "refresh.lock.txt").exists()


def test_a_lock_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "refresh.lock").mkdir()
    with pytest.raises(IngestError, match=r"refresh.lock is een map\. Maak ruimte"), writing(tmp_path):
        pass


def test_what_is_wrong_with_the_disk_is_told_apart_from_the_network() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert unusable(full).startswith("Een bestand past niet meer: de schijf is vol. Maak ruimte")
    assert is_of_the_disk(full)
    assert is_of_the_disk(PermissionError(errno.EACCES, "Permission denied", "/x"))
    assert not is_of_the_disk(ConnectionResetError(errno.ECONNRESET, "reset"))


def test_of_a_folder_in_one_where_nobody_may_write_it_is_not_said_that_it_is_not_there() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "/x")
    refused.__context__ = FileNotFoundError(errno.ENOENT, "No such file or directory", "/x/y")  # `mkdir` tried that first
    assert in_words(refused) == "is niet toegankelijk voor deze gebruiker"
