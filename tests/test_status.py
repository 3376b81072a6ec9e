"""When new figures are expected, when they are late, what is said then; and a log that survives a killed process."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

import ingest.status
from ingest.dataset import MONTHLY, YEARLY
from ingest.datasets import DATASETS, HAND_FILES
from ingest.periods import AMSTERDAM
from ingest.run_log import Attempt, RunLog
from ingest.status import DatasetStatus, status
from tests.clocks import clock_at

STARTED = datetime(2026, 1, 10, 6, 45, tzinfo=UTC)


def attempt(dataset: str = "participation", outcome: str = "current", modified: str | None = "2026-01-01", **given) -> Attempt:
    return Attempt(dataset, "85268NED", STARTED, outcome, given.pop("message", ""), 1.0, 1, 1, 1, modified, **given)


def status_of(log: RunLog, today: date, dataset: str = "participation") -> DatasetStatus:
    (found,) = status([DATASETS[dataset]], log, today)
    return found


@pytest.fixture
def log(tmp_path) -> RunLog:
    return RunLog(tmp_path)


def test_the_table_stays_known_when_an_attempt_does_not_come_to_one(log):
    log.add(attempt())
    log.add(Attempt("participation", "", STARTED, "failed", "Onleesbaar."))
    assert (status_of(log, STARTED.date()).outcome, status_of(log, STARTED.date()).table) == ("failed", "85268NED")


def test_new_figures_are_expected_a_rhythm_after_the_source_last_changed_and_late_after_its_grace(log):
    log.add(attempt())
    expected, grace = date(2027, 1, 2), date(2027, 2, 16)
    assert (YEARLY.days, YEARLY.grace) == (366, 45)
    on_time, late = status_of(log, grace), status_of(log, date(2027, 2, 17))
    assert (on_time.next_expected, on_time.overdue, on_time.message) == (expected, False, "")
    assert late.overdue
    assert late.message.startswith("Te laat: nieuwe cijfers waren verwacht op 02-01-2027 (jaarlijks).")


def test_a_file_that_a_person_brings_is_expected_after_the_last_one_and_says_where_it_is_found(log):
    log.add(attempt("uwv-vacatures", "refreshed", None))
    rhythm = DATASETS["uwv-vacatures"].rhythm
    assert rhythm is not None
    found = status_of(log, date(2027, 6, 1), "uwv-vacatures")
    assert found.overdue
    assert (found.next_expected - STARTED.date()).days == rhythm.days >= MONTHLY.days
    assert "`python -m ingest add uwv-vacatures BESTAND`" in found.message
    assert "https://www.uwv.nl" in found.message


def test_of_a_file_that_nobody_added_it_is_said_where_it_comes_from(log):
    found = {row.dataset: row for row in status(DATASETS.values(), log)}
    assert {row.outcome for row in found.values()} == {"never"}
    assert "Nog niet toegevoegd. Haal het bestand (https://www.uwv.nl" in found["uwv-vacatures"].message
    own = found["plaatsingen-wsp"].message
    assert own.startswith(
        "Nog niet toegevoegd. Vul een bestand in (`python -m ingest template plaatsingen-wsp BESTAND` maakt er een)"
    )
    assert own.endswith("en voeg het toe met `python -m ingest add plaatsingen-wsp BESTAND`.")
    assert {name for name, row in found.items() if row.message} == set(HAND_FILES)


def test_a_failure_is_said_before_lateness_and_does_not_hide_it(log):
    log.add(attempt())
    log.add(attempt(outcome="failed", message="CBS antwoordt niet."))
    found = status_of(log, date(2028, 1, 1))
    assert (found.outcome, found.overdue, found.message) == ("failed", True, "CBS antwoordt niet.")
    assert found.last_success == STARTED


def test_example_figures_and_what_never_came_are_not_late(log):
    assert not status_of(log, date(2028, 1, 1)).overdue
    log.add(attempt(example=True))
    assert not status_of(log, date(2028, 1, 1)).overdue


def test_what_lies_in_the_agenda_goes_with_the_example_and_says_nothing_of_real_figures(log):
    def outcomes() -> dict[str, str]:
        return {row.dataset: row.outcome for row in status(DATASETS.values(), log) if row.outcome != "never"}

    log.add(attempt(example=True))
    log.add(attempt("published-figures", "refreshed", example=False))
    assert outcomes() == {"participation": "current", "published-figures": "refreshed"}
    log.add(attempt("labour-force-nl", "refreshed", example=False))  # these are real figures
    assert outcomes() == {"labour-force-nl": "refreshed", "published-figures": "refreshed"}


def test_half_a_line_of_a_killed_process_costs_that_line_only(log):
    log.add(attempt(message="eerste"))
    with log.path.open("ab") as file:
        file.write(b'{"dataset":"partic')
    log.add(attempt(message="tweede"))
    assert [each.message for each in log.attempts()] == ["eerste", "tweede"]


def test_a_source_that_names_no_change_is_late_however_often_it_has_nothing_new(log):
    log.add(attempt("gemeente-borders", "refreshed", None))
    for years in (1, 2):
        later = STARTED.replace(year=STARTED.year + years)
        log.add(msgspec.structs.replace(attempt("gemeente-borders", "current", None), started=later))
    found = status_of(log, date(2028, 2, 1), "gemeente-borders")
    assert (found.next_expected, found.overdue) == (date(2027, 1, 11), True)
    assert found.last_success is not None
    assert found.last_success.year == 2028


def test_a_day_is_that_of_the_netherlands(log, monkeypatch):
    evening = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)  # half past midnight of the 10th there
    log.add(msgspec.structs.replace(attempt("uwv-vacatures", "refreshed", None), started=evening))
    rhythm = DATASETS["uwv-vacatures"].rhythm
    assert rhythm is not None
    expected = date(2026, 1, 10) + timedelta(days=rhythm.days)
    last_of_grace = expected + timedelta(days=rhythm.grace)
    moments = [datetime.combine(last_of_grace, time(hour), AMSTERDAM) for hour in (0, 23)]
    moments.append(datetime.combine(last_of_grace + timedelta(days=1), time(0, 30), AMSTERDAM))
    found = []
    for moment in moments:
        monkeypatch.setattr(ingest.status, "datetime", clock_at(moment))
        found += status([DATASETS["uwv-vacatures"]], log)
    assert [each.next_expected for each in found] == [expected] * 3
    assert [each.overdue for each in found] == [False, False, True]
