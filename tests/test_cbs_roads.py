"""Two roads to CBS: the same figures over both, and v4 for what v3 does not give."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ingest.cbs.areas import AreaTable
from ingest.cbs.table import CbsTable
from ingest.datasets import DATASETS as ALL
from ingest.errors import Detour, SourceUnavailable
from ingest.example.wire import WireTable
from ingest.refresh import Refreshed
from ingest.run_log import Attempt
from ingest.settings import AGENDA, Settings
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.wire.cbs_roads import road_to_cbs
from ingest.wire.web import Patience, Web
from tests.cbs_server import (
    CbsServer,
    Fault,
    Handler,
    cut,
    reset,
    served_tables,
    serving,
    short_json,
    status,
    tables_of_few_regions,
    web_page,
)
from tests.cbs_v4_server import BothRoads
from tests.changed_tables import changed, renamed_topic
from tests.data_folder import DataFolder
from tests.readers import PUBLISHED, published

DATASETS = {name: dataset for name, dataset in ALL.items() if isinstance(dataset, CbsTable | AreaTable)}
VACANCIES = "voorbeeld-vacatures-nl"

pytestmark = pytest.mark.slow
Run = Callable[..., Refreshed]


@pytest.fixture
def cbs(request: pytest.FixtureRequest) -> Iterator[CbsServer]:
    """A server with the example tables, as if they were real, that speaks both languages; here and there a cell is empty."""
    with serving(tables_with_holes(getattr(request, "param", served_tables)), BothRoads, page_size=5000) as server:
        yield server


@cache
def tables_with_holes(tables: Callable[[], list[WireTable]]) -> list[WireTable]:
    return [with_holes(table) for table in tables()]


def with_holes(table: WireTable) -> WireTable:
    """The same table with every thirteenth figure missing."""
    numbers = [topic.column for topic in table.topics if topic.datatype != "String"]
    holes = {(n // len(numbers), numbers[n % len(numbers)]) for n in range(5, len(table.rows) * len(numbers), 13)}
    rows = [{name: None if (n, name) in holes else cell for name, cell in row.items()} for n, row in enumerate(table.rows)]
    return replace(table, rows=rows)


@pytest.fixture
def run(cbs: CbsServer, tmp_path: Path) -> Run:
    """One refresh from the server over the named road, into a folder of that name, with little patience."""

    def once(api: str, names: list[str] | None = None, folder: str | None = None) -> Refreshed:
        place = tmp_path / (folder or api)
        road, web = road_to_cbs(Settings(place, cbs.url, cbs.url, api), Web(Patience(tries=3, first_wait=0.01, longest_wait=0.1)))
        wanted = [DATASETS[name] for name in names or DATASETS]
        return DataFolder(place, *wanted).run(Sources(road, AGENDA, web.traffic))

    return once


def attempts(result: Refreshed) -> dict[str, Attempt]:
    return {attempt.dataset: attempt for attempt in result.attempts}


def receipt(data_dir: Path, dataset: str) -> dict[str, object]:
    (origin,) = SnapshotStore(data_dir).of(dataset)[-1].receipt.origins
    return {"url": origin.url, "table": origin.table, "remark": origin.remark, "columns": origin.columns}


def test_both_roads_give_the_same_figures_for_every_declared_table(run: Run, tmp_path: Path) -> None:
    for api in ("v3", "v4"):
        result = run(api)
        assert {name: attempt.outcome for name, attempt in attempts(result).items()} == dict.fromkeys(DATASETS, "refreshed")
        assert not any(attempt.message for attempt in result.attempts)
    v3, v4 = published(tmp_path / "v3"), published(tmp_path / "v4")
    for table in PUBLISHED:
        assert v3[table] == v4[table], table
        assert v3[table], table
    values = [row[-4] for row in v3["observation"]]
    assert len(values) > 40_000
    assert 2_000 < sum(value is None for value in values) < len(values) / 10
    assert {row[0] for row in v3["observation"] + v3["flow"]} == DATASETS.keys() - {"areas"}


def test_each_road_asks_only_its_own_service(run: Run, cbs: CbsServer) -> None:
    run("v4", ["vacancies-nl"])
    assert cbs.asked_for("/odata/v1/CBS/") == len(cbs.asked)
    cbs.asked.clear()
    run("v3", ["vacancies-nl"])
    run("auto", ["vacancies-nl"])
    assert cbs.asked_for("/odata/v1/CBS/") == 0


def test_the_receipt_tells_the_road_the_table_and_the_measure_codes(run: Run, tmp_path: Path, cbs: CbsServer) -> None:
    run("v4", ["vacancies-nl"])
    found = receipt(tmp_path / "v4", "vacancies-nl")
    assert found["url"] == f"{cbs.url}/odata/v1/CBS/{VACANCIES}"
    assert found["table"] == VACANCIES
    assert found["columns"] == {"open_vacancies": "M000002_2", "new_vacancies": "M000003_2", "filled_vacancies": "M000004_2"}
    assert found["remark"] == ""


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (status(503), "status 503"), (status(404), "status 404"), (reset, "verbinding"), (cut, ""), (short_json, "afgebroken"),
        (web_page, "een webpagina"),
    ],
    ids=["503", "404", "reset", "cut", "short", "page"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["DataProperties", "TypedDataSet"])
def test_a_table_that_v3_does_not_give_comes_over_v4_and_the_log_and_receipt_say_so(
    run: Run, cbs: CbsServer, tmp_path: Path, how: Callable[..., None], where: str, said: str
) -> None:
    cbs.faults.append(Fault(f"{VACANCIES}/{where}", how))
    found = attempts(run("auto", ["vacancies-nl", "labour-force-nl"]))
    assert found["vacancies-nl"].outcome == found["labour-force-nl"].outcome == "refreshed"
    told = found["vacancies-nl"].message
    assert told.startswith(f"Tabel {VACANCIES} kwam over OData v4, omdat het over v3 niet lukte: ")
    assert said in told or "geen JSON" in told
    assert found["labour-force-nl"].message == ""
    assert receipt(tmp_path / "auto", "vacancies-nl") | {"columns": 0} == {
        "url": f"{cbs.url}/odata/v1/CBS/{VACANCIES}", "table": VACANCIES, "remark": told, "columns": 0,
    }  # fmt: skip
    assert "ODataFeed" in str(receipt(tmp_path / "auto", "labour-force-nl")["url"])


def test_v3_that_fails_halfway_leaves_nothing_of_itself_behind(run: Run, cbs: CbsServer, tmp_path: Path) -> None:
    cbs.page_size = 500
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", status(503), after=2))
    assert attempts(run("auto", ["vacancies-nl"]))["vacancies-nl"].outcome == "refreshed"
    cbs.faults.clear()
    run("v3", ["vacancies-nl"])
    assert published(tmp_path / "auto") == published(tmp_path / "v3")
    (snapshot,) = SnapshotStore(tmp_path / "auto").of("vacancies-nl")
    assert all(b'"@odata' in snapshot.read(name) for name in snapshot.names(f"{VACANCIES}.0"))


def test_a_v3_that_no_longer_keeps_to_its_protocol_is_left_for_v4(run: Run, cbs: CbsServer) -> None:
    answer = json.dumps({"value": [{}], "odata.nextLink": "https://elders.example/?$skiptoken=x"})
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", lambda handler: handler.send_text(200, answer)))
    found = attempts(run("auto", ["vacancies-nl"]))["vacancies-nl"]
    assert found.outcome == "refreshed"
    assert "skiptoken" in found.message


@pytest.mark.parametrize("cbs", [tables_of_few_regions], indirect=True)
def test_without_the_catalogue_of_v3_everything_comes_over_v4_and_v3_is_not_asked_again(run: Run, cbs: CbsServer) -> None:
    cbs.faults.append(Fault("ODataCatalog", status(503)))
    result = run("auto")
    assert result.ok
    assert all("kwam over OData v4" in attempt.message for attempt in result.attempts)
    assert (cbs.asked_for("ODataCatalog"), cbs.asked_for("ODataFeed")) == (3, 0)


def test_what_came_over_one_road_is_current_over_the_other(run: Run, cbs: CbsServer) -> None:
    run("v4", ["vacancies-nl"], "both")
    assert attempts(run("v3", ["vacancies-nl"], "both"))["vacancies-nl"].outcome == "current"
    cbs.replace(changed(cbs.tables[VACANCIES]))
    assert attempts(run("auto", ["vacancies-nl"], "both"))["vacancies-nl"].outcome == "refreshed"
    assert attempts(run("v4", ["vacancies-nl"], "both"))["vacancies-nl"].outcome == "current"


@pytest.mark.parametrize("cbs", [tables_of_few_regions], indirect=True)
def test_when_both_roads_are_blocked_the_message_tells_of_both(run: Run, cbs: CbsServer) -> None:
    cbs.faults += [Fault(f"{VACANCIES}/TypedDataSet", reset), Fault(f"{VACANCIES}/Observations", status(503))]
    found = attempts(run("auto"))
    told = found["vacancies-nl"].message
    assert found["vacancies-nl"].outcome == "failed"
    assert "over OData v4 is niet gelukt na 3 pogingen: de server antwoordt met status 503" in told
    assert "Over OData v3 lukte het ook niet: de verbinding is verbroken" in told
    assert [name for name, attempt in found.items() if attempt.outcome == "failed"] == ["vacancies-nl"]


def test_a_setting_of_the_network_that_blocks_both_roads_is_told_in_our_own_words(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")
    road, _ = road_to_cbs(Settings(tmp_path, "https://a.example", "https://b.example"), Web(Patience(tries=1)))
    with pytest.raises(SourceUnavailable, match="Over OData v3 lukte het ook niet: HTTPS_PROXY noemt geen proxy") as failed:
        road.tables()
    assert "SOCKS support" not in str(failed.value)


def test_a_table_that_changed_is_told_and_not_tried_over_the_other_road(run: Run, cbs: CbsServer) -> None:
    cbs.replace(renamed_topic(cbs.tables[VACANCIES]))
    found = attempts(run("auto", ["vacancies-nl"]))["vacancies-nl"]
    assert found.outcome == "failed"
    assert "onderwerp 'Openstaande vacatures'" in found.message
    assert cbs.asked_for("/odata/v1/CBS/") == 0
    assert "over OData v4" in attempts(run("v4", ["vacancies-nl"]))["vacancies-nl"].message


def test_a_table_that_changes_while_v4_reads_it_counts_as_not_received(run: Run, cbs: CbsServer) -> None:
    def change(handler: Handler) -> None:
        cbs.replace(changed(cbs.tables[VACANCIES]))
        handler.answer(f"/odata/v1/CBS/{VACANCIES}/Observations", {})

    cbs.faults.append(Fault(f"{VACANCIES}/Observations", change, times=1))
    assert "gewijzigd" in attempts(run("v4", ["vacancies-nl"]))["vacancies-nl"].message


def test_a_detour_is_for_who_takes_the_table_and_the_second_time_goes_well(cbs: CbsServer, tmp_path: Path) -> None:
    cbs.faults.append(Fault("TypedDataSet", status(404)))
    road, _ = road_to_cbs(Settings(tmp_path, cbs.url, cbs.url), Web(Patience(tries=1)))
    columns = ["Perioden", "OpenstaandeVacatures_1"]
    with pytest.raises(Detour, match=rf"{VACANCIES} kwam over OData v4.*python -m ingest refresh"):
        list(road.pages(VACANCIES, columns, "", None))
    assert issubclass(Detour, SourceUnavailable)
    assert len(list(road.pages(VACANCIES, ["Perioden", "M000002_2"], "", None))) >= 1
    assert road.modified(VACANCIES) == cbs.tables[VACANCIES].modified
