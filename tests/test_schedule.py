"""The schedule in a process of its own: it refreshes on time, catches up, goes on after trouble, and ends when asked."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.run_log import Attempt, Run, RunLog, scheduled_runs
from ingest.schedule import Schedule
from ingest.settings import PROJECT
from ingest.timetable import Timetable
from tests.agenda_folder import agenda_copy
from tests.cbs_server import Fault, cbs, reset
from tests.clocks import PATIENCE, until
from tests.conftest import run_command
from tests.scheduling import SOON, in_seconds, scheduled, stopped
from warehouse.versions import Versions

__all__ = ["cbs"]  # a fixture

pytestmark = pytest.mark.slow


def runs(folder: Path) -> list[Run]:
    return scheduled_runs(folder).entries()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_refreshes_at_its_time_and_ends_with_status_0_when_asked(tmp_path, cbs, sign):
    run_command("ingest", "refresh", data_dir=tmp_path, CBS_V3_URL=cbs.url)
    tried = len(RunLog(tmp_path).attempts())
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(SOON)}") as process:
        until(lambda: runs(tmp_path), "a refresh on schedule")
        assert stopped(process, sign) == 0
    (run,) = runs(tmp_path)
    assert (run.exit_status, run.message) == (0, "")
    assert len(RunLog(tmp_path).attempts()) == 2 * tried
    assert "haalt nu in" not in (tmp_path / "log.txt").read_text()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("read", ["focus_sectors.toml", "schedule.toml"])
def test_it_ends_with_status_0_while_it_starts_too(tmp_path, cbs, sign, read):
    """The first file is read while modules are imported; a pipe in its place holds up the start."""
    pipe = agenda_copy(tmp_path / "agenda") / read
    pipe.unlink()
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "schedule"],
        cwd=PROJECT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "AGENDA_DIR": str(pipe.parent)},
    )
    try:
        writer = until(lambda: read_by_someone(pipe), "the reading of this file")
        assert stopped(process, sign) == 0
        os.close(writer)
    finally:
        process.kill()


def read_by_someone(pipe: Path) -> int | None:
    """The way to write to a pipe, which there is only when someone reads it."""
    with suppress(OSError):
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    return None


def test_a_second_schedule_for_the_same_folder_says_so_and_ends(tmp_path, cbs):
    later = f"tijden = {in_seconds(3600)}"
    for _ in range(2):  # the lock that the first leaves behind holds nobody up
        with scheduled(tmp_path, cbs, later) as process:
            until(lambda: (tmp_path / "log.txt").read_text().count("elke dag om"), "a start")
            with scheduled(tmp_path, cbs, later) as second:
                assert second.wait(PATIENCE) == 1
            assert stopped(process) == 0
        said = (tmp_path / "log.txt").read_text()
        assert said.count("elke dag om") == 1
        assert f"Er draait al een rooster voor {tmp_path}. Stop dat eerst" in said
        (tmp_path / "log.txt").unlink()


def test_what_was_missed_while_it_was_off_is_caught_up_once(tmp_path, cbs):
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-3600)}") as process:
        until(lambda: runs(tmp_path), "catching up")
        assert stopped(process) == 0
    assert Versions(tmp_path).current()
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-3600)}") as process:
        until(lambda: (tmp_path / "log.txt").read_text().count("elke dag om") == 2, "a second start")
        assert stopped(process) == 0
    assert len(runs(tmp_path)) == 1
    assert (tmp_path / "log.txt").read_text().count("haalt nu in") == 1


def test_a_machine_that_was_off_for_two_days_refreshes_when_it_starts(tmp_path, cbs):
    long_ago = datetime.now(UTC) - timedelta(days=2)
    RunLog(tmp_path).add(Attempt("participation", "85268NED", long_ago, "current", "", 1.0, 1, 1, 1, None))
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-3600)}") as process:
        until(lambda: runs(tmp_path), "catching up")
        assert stopped(process) == 0


def test_datasets_with_a_time_of_their_own_are_refreshed_apart_and_one_at_a_time(tmp_path, cbs):
    apart = f"tijden = {in_seconds(-60)}\n[datasets.participation]\ntijden = {in_seconds(-60.0 * 60)}"
    with scheduled(tmp_path, cbs, apart) as process:
        until(lambda: len(runs(tmp_path)) == 2, "both refreshes")
        assert stopped(process) == 0
    first, second = runs(tmp_path)
    assert ["participation"] in (first.datasets, second.datasets)
    assert first.exit_status == second.exit_status == 0
    assert first.started + timedelta(seconds=first.seconds) <= second.started


def test_a_failing_source_is_noted_tried_again_and_does_not_stop_the_schedule(tmp_path, cbs):
    fault = Fault("voorbeeld-binding", lambda handler: handler.send_text(404, "weg"))
    cbs.faults.append(fault)
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-60)}\nopnieuw_na = 0.01") as process:
        until(lambda: runs(tmp_path), "a refresh")
        fault.where = "nergens meer"
        until(lambda: any(run.exit_status == 0 for run in runs(tmp_path)), "a refresh without trouble")
        assert stopped(process) == 0
    assert runs(tmp_path)[0].exit_status == 1
    assert runs(tmp_path)[0].message.startswith("Mislukt: untapped-potential. De server weigert")
    assert len(runs(tmp_path)) <= 3


def test_it_stops_while_a_refresh_that_failed_asks_for_another_attempt(tmp_path, monkeypatch):
    def stopped_meanwhile(schedule: Schedule, *command: str) -> tuple[int, str]:
        if command[0] == "indicators":
            schedule._stopping.set()
            until(lambda: not schedule._scheduler.running, "the end of the scheduler")
        return 1, "mislukt"

    monkeypatch.setattr(Schedule, "_finish", stopped_meanwhile)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    timetable = Timetable()
    schedule = Schedule(timetable, timetable.slots(["participation"]), tmp_path, lambda line: None)
    running = threading.Thread(target=schedule.run, daemon=True)
    running.start()
    running.join(PATIENCE)
    assert not running.is_alive()


def test_a_refresh_that_failed_is_told_and_tried_again_when_no_note_can_be_made_of_it(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(Schedule, "_finish", lambda schedule, *command: done.append(command[:2]) or (1, "mislukt"))
    timetable = Timetable()
    (slot,) = timetable.slots(["participation"])
    schedule = Schedule(timetable, [slot], tmp_path, lambda line: None)
    (tmp_path / "scheduled_runs.jsonl").mkdir()  # as a full disk: nothing can be added to it
    schedule.refresh(slot)
    assert done == [("ingest", "refresh"), ("indicators", "prepare"), ("indicators", "alerts")]
    assert [job.id for job in schedule._scheduler.get_jobs()] == [f"{slot}, opnieuw"]


def test_a_refresh_that_crashes_does_not_stop_the_schedule(tmp_path, cbs):
    (tmp_path / "snapshots").write_text("hier hoort een map te staan")
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-60)}\nopnieuw_na = 0.03") as process:
        until(lambda: runs(tmp_path), "a crash")
        (tmp_path / "snapshots").unlink()
        until(lambda: Versions(tmp_path).current(), "a version")
        assert stopped(process) == 0
    assert runs(tmp_path)[0].exit_status == 1
    assert runs(tmp_path)[0].message


def test_a_refresh_that_hangs_is_ended(tmp_path, cbs):
    cbs.delay = 60
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-60)}\npogingen = 1\nlangste_duur = 0.05") as process:
        until(lambda: runs(tmp_path), "the end of what hangs")
        assert stopped(process) == 0
    assert "SIGKILL" in runs(tmp_path)[0].message


def test_a_refresh_that_runs_when_it_is_stopped_leaves_all_as_it_was(tmp_path, cbs):
    run_command("ingest", "refresh", data_dir=tmp_path, CBS_V3_URL=cbs.url)
    version, tried = Versions(tmp_path).current(), len(RunLog(tmp_path).attempts())
    asked, cbs.delay = len(cbs.asked), 5
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(2)}") as process:
        until(lambda: len(cbs.asked) > asked, "a question to the source")
        assert stopped(process) == 0
    assert (Versions(tmp_path).current(), len(RunLog(tmp_path).attempts())) == (version, tried)
    assert runs(tmp_path) == []
    cbs.delay = 0
    assert run_command("ingest", "refresh", data_dir=tmp_path, CBS_V3_URL=cbs.url).returncode == 0


def test_a_refresh_waits_for_a_person_who_is_adding_a_file(tmp_path, cbs):
    from ingest.lock import writing

    with writing(tmp_path):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "ingest", "refresh", "--wait", "60"],
            cwd=PROJECT,
            env={**os.environ, "DATA_DIR": str(tmp_path), "CBS_V3_URL": cbs.url, "CBS_API": "v3"},
            stderr=subprocess.DEVNULL,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(3)
    assert waiting.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('tijden = ["half zeven"]', "'half zeven' is geen tijd"),
        ('tijdzone = "Europa/Haarlem"', "tijdzone 'Europa/Haarlem' bestaat niet"),
        ('[datasets.bestaat-niet]\ntijden = ["06:45"]', "onbekende dataset: bestaat-niet"),
        ('dagen = ["zondag"]', "dagen"),
        ("pogingen = 0", "pogingen kan niet 0 zijn"),
        ("tijd = 1", "tijd"),
    ],
)
def test_a_timetable_that_cannot_be_is_exit_status_2_and_says_why(tmp_path, cbs, lines, said):
    with scheduled(tmp_path, cbs, lines) as process:
        assert process.wait(PATIENCE) == 2
    assert said in (tmp_path / "log.txt").read_text()


def test_no_source_needs_to_answer_for_it_to_keep_running(tmp_path, cbs):
    cbs.faults.append(Fault("", reset))
    with scheduled(tmp_path, cbs, f"tijden = {in_seconds(-60)}\npogingen = 1") as process:
        until(lambda: runs(tmp_path), "a refresh without any answer")
        assert process.poll() is None
        assert stopped(process) == 0
    assert Versions(tmp_path).current() is None
    assert RunLog(tmp_path).attempts()[0].started > datetime.now(UTC) - timedelta(minutes=5)
