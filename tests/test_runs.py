"""A refresh that a person starts: how long it may last, as any other; whether it still goes on; and how it ended."""

import errno
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

import warehouse.runs
from ingest.datasets import DATASETS
from ingest.timetable import longest_run
from pages.stewardship.runs_drawn import runs_table
from tests.clocks import PATIENCE, until
from warehouse.runs import End, Started, StartedRun, StartedRuns


def test_a_refresh_that_a_person_starts_may_last_as_long_as_the_timetable_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBS_V3_URL", "http://127.0.0.1:9")  # nobody there
    (tmp_path / "schedule.toml").write_text("langste_duur = 0.0005\n")
    runs = StartedRuns(tmp_path / "data", tmp_path)
    name = runs.start("bea@voorbeeld.nl", ["areas"])
    run = until(lambda: (found := runs.get(name)) and found.end and found, "the end of the refresh")
    assert run.message.startswith("De verversing is afgebroken (SIGKILL), na: ")


@pytest.mark.slow
def test_a_run_goes_on_until_its_end_was_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended, looked = threading.Event(), threading.Event()

    def after_a_look(path: Path, entry: msgspec.Struct) -> None:
        if path.name == "end.json":
            ended.set()
            assert looked.wait(PATIENCE)
        write(path, entry)

    write = warehouse.runs._write
    monkeypatch.setattr(warehouse.runs, "_write", after_a_look)
    runs = StartedRuns(tmp_path)
    name = runs.start("bea@voorbeeld.nl", ["there-is-none"])
    assert ended.wait(PATIENCE)
    (run,) = runs.all()
    assert (run.going_on, run.message) == (True, "")
    looked.set()
    run = until(lambda: (found := runs.get(name)) and found.end and found, "the end of the refresh")
    assert (run.going_on, run.end.status) == (False, 2)


def test_a_run_is_known_from_before_its_process_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crash(BaseException):
        """The end of who starts it, between its process and the next line."""

    def begun_and_gone(*_: object, **__: object) -> None:
        raise Crash

    monkeypatch.setattr(subprocess, "Popen", begun_and_gone)
    monkeypatch.setattr(shutil, "rmtree", begun_and_gone)  # nor does it come to tidying up
    runs = StartedRuns(tmp_path)
    with pytest.raises(Crash):
        runs.start("bea@voorbeeld.nl", ["areas"])
    (run,) = runs.all()
    assert (run.started.by, run.started.datasets, run.going_on) == ("bea@voorbeeld.nl", ["areas"], False)
    assert run.message.startswith("Het einde van deze verversing is niet gezien.")


def test_a_run_of_which_no_process_can_be_made_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(BlockingIOError):
        StartedRuns(tmp_path).start("bea@voorbeeld.nl", [])
    assert StartedRuns(tmp_path).all() == []
    assert list((tmp_path / "started_runs").iterdir()) == []


@pytest.mark.slow
def test_the_end_of_a_run_is_heard_also_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, entry: object) -> None:
        if path.name == "end.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        path.write_bytes(msgspec.json.encode(entry))

    monkeypatch.setattr("warehouse.runs._write", full)
    heard: list[StartedRun] = []
    StartedRuns(tmp_path).start("bea@voorbeeld.nl", ["geen-dataset"], heard.append)
    (run,) = until(lambda: heard, "the end of the refresh")
    assert run.end
    assert run.end.status


def test_a_run_whose_words_are_thrown_away_meanwhile_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "started_runs" / "nu"
    folder.mkdir(parents=True)
    folder.joinpath("run.json").write_bytes(msgspec.json.encode(Started("nu", "bea", datetime.now(UTC), [])))
    (run,) = StartedRuns(tmp_path).all()
    assert run.lines == []


@pytest.mark.parametrize(("lines", "minutes"), [("langste_duur = 7", 7), ("langste_duur = -7", 180), ("langste_duur =", 180)])
def test_a_timetable_that_is_wrong_allows_what_the_standard_one_does(tmp_path: Path, lines: str, minutes: int) -> None:
    (tmp_path / "schedule.toml").write_text(lines)
    assert longest_run(tmp_path / "schedule.toml", DATASETS) == minutes * 60
    assert longest_run(tmp_path / "none.toml", DATASETS) == 180 * 60


@pytest.mark.parametrize(("command", "goes_on"), [("refresh", True), ("schedule", False)])
def test_a_run_whose_number_another_process_has_by_now_goes_on_no_more(tmp_path: Path, command: str, goes_on: bool) -> None:
    waiting = [sys.executable, "-c", "print(flush=True); input()", "ingest", command]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # from here on the system knows its command
        folder = tmp_path / "started_runs" / "20260101T000000000000Z"
        folder.mkdir(parents=True)
        (folder / "output.txt").touch()
        started = Started(folder.name, "bea", datetime(2026, 1, 1, tzinfo=UTC), [], process.pid)
        (folder / "run.json").write_bytes(msgspec.json.encode(started))
        (run,) = StartedRuns(tmp_path).all()
        assert run.going_on is goes_on
        process.communicate(b"\n")


@pytest.mark.parametrize(
    ("status", "said"), [(0, "gelukt"), (1, "niet helemaal gelukt"), (2, "mislukt"), (-9, "mislukt"), (None, "mislukt")]
)
def test_a_refresh_of_which_a_source_failed_is_no_failure_of_all_and_names_no_command(status: int | None, said: str) -> None:
    now = datetime.now(UTC)
    lines = ["Mislukt: ww. Er kwam geen antwoord. Nog 2 andere oorzaken: zie `python -m ingest status`."]
    run = StartedRun(Started("n", "bea@voorbeeld.nl", now, []), None if status is None else End(status, now), lines)
    (row,) = runs_table([run]).rows
    assert row[1:4] == ["bea@voorbeeld.nl", "alle", said]
    assert "`" not in row[4]
    if status:
        assert row[4].endswith("Er kwam geen antwoord. Nog 2 andere oorzaken: zie Laatste poging per onderwerp.")
