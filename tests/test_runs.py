"""How long a refresh that a person starts may last: as the timetable allows any other."""

from pathlib import Path

import pytest

from ingest.datasets import DATASETS
from ingest.timetable import longest_run
from tests.test_stewardship import wait_for
from warehouse.runs import StartedRuns


def test_a_refresh_that_a_person_starts_may_last_as_long_as_the_timetable_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CBS_V3_URL", "http://127.0.0.1:9")  # nobody there
    (tmp_path / "schedule.toml").write_text("langste_duur = 0.0005\n")
    runs = StartedRuns(tmp_path / "data", tmp_path)
    name = runs.start("bea@voorbeeld.nl", ["areas"])
    run = wait_for(lambda: (found := runs.get(name)) and found.end and found)
    assert run.message.startswith("De verversing is afgebroken (SIGKILL), na: ")


@pytest.mark.parametrize(("lines", "minutes"), [("langste_duur = 7", 7), ("langste_duur = -7", 180), ("langste_duur =", 180)])
def test_a_timetable_that_is_wrong_allows_what_the_standard_one_does(tmp_path: Path, lines: str, minutes: int) -> None:
    (tmp_path / "schedule.toml").write_text(lines)
    assert longest_run(tmp_path / "schedule.toml", DATASETS) == minutes * 60
    assert longest_run(tmp_path / "none.toml", DATASETS) == 180 * 60
