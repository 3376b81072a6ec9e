"""A refresh that is killed at any moment: the published version is complete every time, and the next refresh succeeds."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.example.wire import ExampleCbs
from ingest.refresh import Publication, Publish, refresh
from ingest.run_log import RunLog
from ingest.settings import PROJECT
from ingest.snapshot import Snapshot
from ingest.sources import Sources
from ingest.wire.web import Traffic
from tests.cbs_server import CbsServer, served_tables, serving
from tests.conftest import run_command
from tests.data_folder import GOOD, JOBS, PEOPLE, DataFolder, edition
from warehouse.versions import Versions

KILLS = 50
TABLES = {
    "participation": "voorbeeld-arbeidsdeelname",
    "vacancies-nl": "voorbeeld-vacatures-nl",
}  # small


def next_edition(cbs: CbsServer, number: int) -> None:
    """Both tables change: one figure is a little higher, the date one minute later."""
    for table in map(cbs.tables.__getitem__, TABLES.values()):
        rows = [dict(row) for row in table.rows]
        column = table.topics[-1].column
        if isinstance(rows[-1][column], float | int):
            rows[-1][column] = float(str(rows[-1][column])) + 0.1
        cbs.replace(replace(table, rows=rows, modified=f"2026-08-16T{number // 60:02d}:{number % 60:02d}:00"))


def cells(data_dir: Path) -> int:
    """How many figures readers see; fails unless the version is named right and all its snapshots are there."""
    versions = Versions(data_dir)
    with versions.reading() as connection:
        (count,) = connection.execute("select count(*) from observation").fetchone() or (0,)
        name, snapshots = connection.execute("select name, snapshots from version").fetchone() or ("", [])
    assert name == versions.current()
    assert all((data_dir / "snapshots" / snapshot / "receipt.json").is_file() for snapshot in snapshots)
    return int(count)


class Killed(BaseException):
    """The end of a process."""


def killed_behind(publish: Publish, log: Path) -> Publish:
    """Publishes, and is killed before it comes to the log: what was kept for whoever comes next is there afterwards."""

    def published(fresh: Mapping[str, Snapshot]) -> Publication:
        publish(fresh)
        log.with_suffix(".kept").write_bytes(log.read_bytes())
        raise Killed

    return published


@pytest.mark.slow
def test_what_was_published_by_a_process_that_was_killed_right_behind_it_is_logged_by_the_next(tmp_path: Path) -> None:
    folder, left = DataFolder(tmp_path, JOBS, PEOPLE), tmp_path / "run_log.intended.jsonl"
    first = Sources(ExampleCbs([edition(JOBS, GOOD)]), tmp_path / "agenda", Traffic())
    with pytest.raises(Killed):
        refresh([JOBS], first, folder.store, folder.log, killed_behind(folder.builder().publish, left))
    left.with_suffix(".kept").rename(left)
    assert folder.versions.current()
    assert folder.log.attempts() == []
    folder.refresh(edition(JOBS, GOOD))
    assert [(attempt.dataset, attempt.outcome) for attempt in folder.log.attempts()] == [
        ("jobs", "refreshed"), ("jobs", "current"), ("people", "failed"),
    ]  # fmt: skip
    assert not left.exists()
    folder.refresh(edition(JOBS, GOOD))
    assert len(folder.log.attempts()) == 5


def test_what_a_killed_process_had_taken_but_not_published_is_logged_as_broken_off(tmp_path: Path) -> None:
    folder, left = DataFolder(tmp_path, JOBS), tmp_path / "run_log.intended.jsonl"
    sources = Sources(ExampleCbs([edition(JOBS, GOOD)]), tmp_path / "agenda", Traffic())
    with pytest.raises(Killed):
        refresh([JOBS], sources, folder.store, folder.log, killed_behind(lambda _: Publication(None), left))
    left.with_suffix(".kept").rename(left)
    folder.refresh(edition(JOBS, GOOD))
    assert [attempt.outcome for attempt in folder.log.attempts()] == ["failed", "refreshed"]


@pytest.mark.slow
def test_a_refresh_killed_at_fifty_moments_leaves_a_whole_version_each_time(tmp_path: Path) -> None:
    moments = random.Random(2027)
    with serving(served_tables()) as cbs:
        environment = {**os.environ, "DATA_DIR": str(tmp_path), "CBS_V3_URL": cbs.url}
        started = time.monotonic()
        assert run_command("ingest", "refresh", *TABLES, data_dir=tmp_path, CBS_V3_URL=cbs.url).returncode == 0
        whole = time.monotonic() - started
        all_cells = cells(tmp_path)
        seen = set()
        for number in range(KILLS):
            next_edition(cbs, number)
            process = subprocess.Popen(
                [sys.executable, "-m", "ingest", "refresh", *TABLES],
                cwd=PROJECT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(moments.uniform(0.2, 1.4) * whole)
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert cells(tmp_path) == all_cells, f"after kill {number}"
            seen.add(Versions(tmp_path).current())
        assert run_command("ingest", "refresh", *TABLES, data_dir=tmp_path, CBS_V3_URL=cbs.url).returncode == 0
    assert cells(tmp_path) == all_cells
    assert not list((tmp_path / "versions").glob(".draft-*"))
    assert not list((tmp_path / "snapshots" / ".pending").glob("*"))
    failed = {attempt.message for attempt in RunLog(tmp_path).attempts() if attempt.outcome == "failed"}
    assert failed == {"Deze poging is afgebroken voordat zij klaar was; er is niets veranderd."}
    assert len(seen) > 1, "no refresh got far enough to publish: the moments do not cover the whole run"
