"""A refresh from a real server: what it costs, what each fault does, and that readers keep what they had."""

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.cbs_tables import CBS_TABLES
from ingest.dataset import Dataset
from ingest.datasets import DATASETS as ALL
from ingest.example.vacancy_tables import national_vacancies
from ingest.example.wire import WireDimension, WireTable
from ingest.refresh import Refreshed
from ingest.run_log import RunLog
from ingest.settings import AGENDA
from ingest.snapshot import Draft
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import Patience, Web
from tests.cbs_server import CbsServer, Fault, cbs, cut, reset, short_json, status, web_page
from tests.changed_tables import changed, renamed_topic
from tests.data_folder import DataFolder
from warehouse.versions import Versions

__all__ = ["cbs"]  # a fixture

# Few and small, as each test refreshes them anew; all tables together flow in tests/test_cbs_roads.py.
NAMES = {"participation", "untapped-potential", "labour-force-nl", "vacancies-regional", "vacancies-nl"}
DATASETS: dict[str, Dataset] = {table.name: table for table in CBS_TABLES if table.name in NAMES}
pytestmark = pytest.mark.slow
VACANCIES = "voorbeeld-vacatures-nl"


Run = Callable[..., Refreshed]


@pytest.fixture
def run(cbs: CbsServer, tmp_path: Path) -> Run:
    """One refresh of these tables from the server, with little patience."""

    def once(force: bool = False) -> Refreshed:
        web = Web(Patience(tries=3, first_wait=0.01, longest_wait=1.5))
        sources = Sources(CbsV3(cbs.url, web), AGENDA, web.traffic)
        return DataFolder(tmp_path, *DATASETS.values()).run(sources, force=force)

    return once


def outcomes(result: Refreshed) -> dict[str, str]:
    return {attempt.dataset: attempt.outcome for attempt in result.attempts}


def message(result: Refreshed, dataset: str) -> str:
    return next(attempt.message for attempt in result.attempts if attempt.dataset == dataset)


def published_total(data_dir: Path) -> float:
    """The published Dutch total of open vacancies in the second quarter of 2026, x 1000."""
    with Versions(data_dir).reading() as connection:
        row = connection.execute(
            "select value from observation where dataset = 'vacancies-nl' and measure = 'open_vacancies' "
            "and sector = 'totaal' and period = '2026-Q2'"
        ).fetchone()
    assert row
    return float(row[0])


def test_a_first_refresh_takes_all_tables_and_publishes(run: Run) -> None:
    result = run()
    assert result.ok
    assert set(outcomes(result).values()) == {"refreshed"}
    assert result.publication.version


def test_an_unchanged_source_costs_one_request_and_no_observations(run: Run, cbs: CbsServer) -> None:
    first = run()
    cbs.asked.clear()
    second = run()
    assert set(outcomes(second).values()) == {"current"}
    assert len(cbs.asked) == 1
    assert cbs.asked_for("ODataCatalog/Tables") == 1
    assert second.publication.version == first.publication.version


def test_one_changed_table_is_the_only_one_taken_again(run: Run, cbs: CbsServer) -> None:
    run()
    cbs.replace(changed(cbs.tables[VACANCIES], OntstaneVacatures_2=500))
    cbs.asked.clear()
    result = run()
    assert [name for name, outcome in outcomes(result).items() if outcome == "refreshed"] == ["vacancies-nl"]
    assert cbs.asked_for("TypedDataSet") == cbs.asked_for(f"{VACANCIES}/TypedDataSet") == 1


def test_force_takes_everything_again(run: Run) -> None:
    run()
    assert set(outcomes(run(force=True)).values()) == {"refreshed"}


def test_what_a_killed_run_had_begun_is_told_before_it_is_tried_again(run: Run, tmp_path: Path) -> None:
    begun = SnapshotStore(tmp_path).draft("vacancies-nl", example=False).taken
    run()
    of_table = [attempt for attempt in RunLog(tmp_path).attempts() if attempt.dataset == "vacancies-nl"]
    assert ["afgebroken" in attempt.message for attempt in of_table] == [True, False]
    assert abs(of_table[0].started - begun) < timedelta(seconds=1)


def test_each_request_is_counted_and_logged(run: Run, tmp_path: Path) -> None:
    run()
    logged = {attempt.dataset: attempt for attempt in RunLog(tmp_path).attempts()}
    assert set(logged) == set(DATASETS)
    assert logged["vacancies-nl"].requests == 6  # four of metadata, one page, and whether it changed meanwhile
    assert logged["vacancies-nl"].rows == len(national_vacancies().rows)
    assert logged["vacancies-nl"].bytes > 100_000


@pytest.mark.parametrize(
    "how",
    [status(503), status(500), status(429, retry_after="1"), reset, cut, short_json, web_page],
    ids=["503", "500", "429", "reset", "cut", "short-json", "web-page"],
)
@pytest.mark.parametrize("where", ["ODataCatalog", f"{VACANCIES}/DataProperties", f"{VACANCIES}/TypedDataSet"])
def test_a_fault_that_passes_is_waited_out(run: Run, cbs: CbsServer, how: Callable[..., None], where: str) -> None:
    cbs.faults.append(Fault(where, how, times=1))
    assert run().ok


@pytest.mark.parametrize(
    "how",
    [status(503), status(429), reset, cut, short_json, web_page],
    ids=["503", "429", "reset", "cut", "short-json", "web-page"],
)
def test_a_fault_that_stays_fails_one_dataset_and_keeps_its_figures(
    run: Run, cbs: CbsServer, tmp_path: Path, how: Callable[..., None]
) -> None:
    run()
    before = published_total(tmp_path)
    for name, vacancies in ((VACANCIES, 500.0), ("voorbeeld-vacatures-regio", 20.0)):  # of the country, and of one province
        cbs.replace(changed(cbs.tables[name], OpenstaandeVacatures_1=vacancies))
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", how))
    result = run()
    assert not result.ok
    assert outcomes(result) | {"vacancies-nl": "failed", "vacancies-regional": "refreshed"} == outcomes(result)
    assert VACANCIES in message(result, "vacancies-nl")
    assert "python -m ingest refresh" in message(result, "vacancies-nl")
    assert published_total(tmp_path) == before


def test_an_unreachable_source_fails_all_at_once(run: Run, cbs: CbsServer) -> None:
    cbs.faults.append(Fault("ODataCatalog", reset))
    result = run()
    assert set(outcomes(result).values()) == {"failed"}
    assert cbs.asked_for("ODataCatalog") == 3  # its own three tries, not three for each dataset
    assert result.publication.version is None


def test_a_table_that_changes_while_it_is_read_counts_as_not_received(run: Run, cbs: CbsServer) -> None:
    table = cbs.tables[VACANCIES]
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", _page_then(cbs, changed(table)), times=1))
    assert "gewijzigd" in message(run(), "vacancies-nl")


def _page_then(cbs: CbsServer, table: WireTable) -> Callable[..., None]:
    """Answer with the page as it is, and serve the changed table from then on."""

    def answer(handler: object) -> None:
        as_it_is = cbs.tables[table.table]
        cbs.replace(table)  # first, or the next question could come before it
        handler._page(as_it_is, {})  # type: ignore[attr-defined]

    return answer


def extra_dimension(table: WireTable) -> WireTable:
    rows = [{**row, "Geslacht": "T001038"} for row in table.rows]
    dimension = WireDimension("Geslacht", [("T001038", "Totaal mannen en vrouwen"), ("3000", "Mannen")])
    return replace(changed(table), rows=rows, dimensions=[*table.dimensions, dimension])


def unknown_period(table: WireTable) -> WireTable:
    periods = replace(table.dimensions[1], codes=[("2026W132", "2026 week 32"), *table.dimensions[1].codes])
    return replace(changed(table, Perioden="2026W132"), dimensions=[table.dimensions[0], periods])


def period_in_no_list(table: WireTable) -> WireTable:
    return changed(table, Perioden="2030KW01")


def a_tenth_of_the_rows(table: WireTable) -> WireTable:
    return replace(changed(table), rows=list(changed(table).rows)[: len(table.rows) // 10])


def negative_count(table: WireTable) -> WireTable:
    return changed(table, OpenstaandeVacatures_1=-5.0)


def other_unit(table: WireTable) -> WireTable:
    return replace(changed(table), topics=[replace(table.topics[0], unit="aantal"), *table.topics[1:]])


def other_title(table: WireTable) -> WireTable:
    return replace(changed(table), title="Vacatures; heel anders")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (renamed_topic, ["onderwerp 'Openstaande vacatures'", "Vacatures die openstaan", "ingest/cbs_tables.py"]),
        (extra_dimension, ["de dimensies", "Geslacht", "totalen dubbel"]),
        (unknown_period, ["2026W132", "2023KW01"]),
        (period_in_no_list, ["onbekende periode", "2030KW01"]),
        (a_tenth_of_the_rows, ["tiende", "--accept-fewer"]),
        (negative_count, ["niet negatief", "-5"]),
        (other_unit, ["eenheid", "x 1000", "aantal"]),
        (other_title, ["titel", "Vacatures; SBI 2008"]),
    ],
)
def test_a_source_that_changed_says_what_was_expected_and_found(
    run: Run, cbs: CbsServer, tmp_path: Path, change: Callable[[WireTable], WireTable], said: list[str]
) -> None:
    run()
    before = published_total(tmp_path)
    cbs.replace(change(cbs.tables[VACANCIES]))
    result = run()
    assert outcomes(result)["vacancies-nl"] == "failed"
    told = message(result, "vacancies-nl")
    assert all(part in told for part in said), told
    assert "vacancies-nl" in told or VACANCIES in told
    assert published_total(tmp_path) == before
    assert [name for name, outcome in outcomes(result).items() if outcome == "failed"] == ["vacancies-nl"]


def test_a_failed_dataset_is_tried_again_and_recovers(run: Run, cbs: CbsServer) -> None:
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", status(503)))
    assert outcomes(run())["vacancies-nl"] == "failed"
    cbs.faults.clear()
    assert outcomes(run())["vacancies-nl"] == "refreshed"


def test_without_a_new_version_each_attempt_that_brought_something_is_logged_as_failed(
    run: Run, cbs: CbsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    cbs.replace(changed(cbs.tables[VACANCIES], OpenstaandeVacatures_1=500.0))
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(Versions, "publish", lambda *_: (_ for _ in ()).throw(full))
    result = run()
    assert outcomes(result) == dict.fromkeys(DATASETS, "current") | {"vacancies-nl": "failed"}
    assert message(result, "vacancies-nl") == result.publication.problem
    assert "Er is geen nieuwe versie gemaakt: Een bestand past niet meer: de schijf is vol." in result.publication.problem
    logged = {attempt.dataset: attempt for attempt in RunLog(tmp_path).attempts()}["vacancies-nl"]
    assert (logged.outcome, logged.message) == ("failed", result.publication.problem)


def test_a_full_disk_is_not_blamed_on_the_source(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(Draft, "write", lambda *_: (_ for _ in ()).throw(full))
    told = message(run(), "vacancies-nl")
    assert "wat de bron gaf, is niet te bewaren. Een bestand past niet meer: de schijf is vol." in told


@pytest.mark.parametrize(
    "row", ['{"Geslacht":"T001038","Leeftijd":"10000 ","RegioS":"NL01","Perioden":"2013MM01"}', "[1,2]", "5"]
)
def test_a_row_in_another_form_fails_one_dataset_and_the_others_go_on(tmp_path: Path, cbs: CbsServer, row: str) -> None:
    benefits = ALL["ww"]
    datasets: dict[str, Dataset] = {"ww": benefits, **DATASETS}
    page = f'{{"value":[{row}]}}'
    cbs.faults.append(Fault("voorbeeld-ww/TypedDataSet", lambda handler: handler.send_text(200, page, "application/json")))
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", lambda handler: handler.send_text(200, page, "application/json")))
    web = Web(Patience(tries=1, first_wait=0.01, longest_wait=1.5))
    result = DataFolder(tmp_path, *datasets.values()).run(Sources(CbsV3(cbs.url, web), AGENDA, web.traffic))
    assert outcomes(result) == dict.fromkeys(datasets, "refreshed") | {"ww": "failed", "vacancies-nl": "failed"}
    assert result.publication.version
    assert re.fullmatch(r"Mislukt: ww, vacancies-nl\. .* Nog 1 andere oorzaak: zie `python -m ingest status`\.", result.failure)
