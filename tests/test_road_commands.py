"""The road to CBS as a data steward chooses it: `CBS_API`, and what `refresh`, `check` and `status` say of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.settings import ConfigurationError, Settings
from tests.cbs_server import CbsServer, Fault, serving, status, tables_of_few_regions
from tests.cbs_v4_server import BothRoads
from tests.conftest import Command

VACANCIES = "voorbeeld-vacatures-nl"


@pytest.fixture
def cbs() -> Iterator[CbsServer]:
    """A server with the example tables, about few regions, that speaks both languages."""
    with serving(tables_of_few_regions(), BothRoads, page_size=20_000) as server:
        yield server


@pytest.fixture
def roads(cbs: CbsServer) -> dict[str, str]:
    """The environment in which both services are that server."""
    return {"CBS_V3_URL": cbs.url, "CBS_V4_URL": cbs.url}


@pytest.mark.parametrize(("asked", "meant"), [(None, "auto"), ("", "auto"), ("auto", "auto"), ("v3", "v3"), ("v4", "v4")])
def test_the_road_is_a_setting_with_both_as_its_default(asked: str | None, meant: str) -> None:
    settings = Settings.from_environment({} if asked is None else {"CBS_API": asked})
    assert (settings.cbs_api, settings.cbs_v4_url) == (meant, "https://datasets.cbs.nl")


@pytest.mark.parametrize("asked", ["V4", "v5", "3", "beide"])
def test_an_unknown_road_is_refused_with_those_that_there_are(asked: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"CBS_API kent de waarde '{asked}' niet. Kies uit: auto .*, v3 .*, v4 "):
        Settings.from_environment({"CBS_API": asked})


def test_the_second_service_has_the_same_rules_for_its_address_as_the_first() -> None:
    with pytest.raises(ConfigurationError, match=r"CBS_V4_URL.*http.*Gebruik https"):
        Settings.from_environment({"CBS_V4_URL": "http://datasets.cbs.nl"})
    assert Settings.from_environment({"CBS_V4_URL": "http://localhost:8000/"}).cbs_v4_url == "http://localhost:8000"


@pytest.mark.slow
@pytest.mark.parametrize("command_line", [("ingest", "refresh"), ("ingest", "check"), ("ingest", "status")])
def test_an_unknown_road_is_exit_status_2_with_a_sentence(command: Command, command_line: tuple[str, ...]) -> None:
    done = command(*command_line, CBS_API="v5")
    assert done.returncode == 2
    assert "CBS_API kent de waarde 'v5' niet. Kies uit: auto" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("api", ["v3", "v4", "auto"])
def test_check_fits_over_each_road_and_downloads_no_figures(
    command: Command, cbs: CbsServer, roads: dict[str, str], api: str
) -> None:
    done = command("ingest", "check", "--json", CBS_API=api, **roads)
    assert done.returncode == 0, done.stderr
    rows = {row["dataset"]: row for row in json.loads(done.stdout)}
    assert rows["vacancies-nl"]["table"] == VACANCIES
    assert all(row["fits"] for row in rows.values())
    assert cbs.asked_for("TypedDataSet") == cbs.asked_for("Observations") == 0
    assert (cbs.asked_for("/odata/v1/CBS/") > 0) == (api == "v4")
    assert (cbs.asked_for("/OData") > 0) == (api != "v4")


@pytest.mark.slow
def test_check_says_which_tables_would_come_over_the_second_road(command: Command, cbs: CbsServer, roads: dict[str, str]) -> None:
    cbs.faults.append(Fault(f"{VACANCIES}/DataProperties", status(404)))
    done = command("ingest", "check", "--json", CBS_API="auto", **roads)
    found = {row["dataset"]: row["found"] for row in json.loads(done.stdout)}
    assert done.returncode == 0
    assert "kwam over OData v4, omdat het over v3 niet lukte" in found["vacancies-nl"]
    assert "OData v4" not in found["labour-force-nl"]


@pytest.mark.slow
def test_a_refresh_over_the_second_road_succeeds_and_status_tells_why(
    command: Command, cbs: CbsServer, roads: dict[str, str], tmp_path: Path
) -> None:
    cbs.faults.append(Fault(f"{VACANCIES}/TypedDataSet", status(404)))
    done = command("ingest", "refresh", "vacancies-nl", "labour-force-nl", CBS_API="auto", **roads)
    assert done.returncode == 0, done.stderr
    assert f"Tabel {VACANCIES} kwam over OData v4" in done.stderr
    told = {row["dataset"]: row for row in json.loads(command("ingest", "status", "--json").stdout)}
    assert told["vacancies-nl"]["outcome"] == told["labour-force-nl"]["outcome"] == "refreshed"
    assert told["vacancies-nl"]["message"].startswith(f"Tabel {VACANCIES} kwam over OData v4")
    assert told["labour-force-nl"]["message"] == ""
    (receipt,) = (tmp_path / "data" / "snapshots" / "vacancies-nl").glob("*/receipt.json")
    (origin,) = json.loads(receipt.read_text())["origins"]
    assert origin["url"] == f"{cbs.url}/odata/v1/CBS/{VACANCIES}"
    assert origin["remark"] == told["vacancies-nl"]["message"]
