"""Real answers of CBS's OData v4 through the whole house: the same figures as over v3, and each code list as it is."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.cbs.fit import fit
from ingest.cbs.table import CbsTable
from ingest.cbs_tables import CBS_TABLES
from ingest.dataset import MONTHLY, count, percentage, thousands
from ingest.settings import AGENDA
from ingest.sources import Sources
from ingest.wire.cbs import CatalogueEntry, read_structure
from ingest.wire.cbs_v4 import CbsV4
from ingest.wire.web import Patience, Web
from tests.cbs_server import CbsServer, serving
from tests.cbs_v4_server import BothRoads, Documents
from tests.conftest import run_command
from tests.data_folder import DataFolder
from tests.readers import published
from tests.real_tables import SHARED, labour_force_nl, needs_real_tables

pytestmark = [needs_real_tables, pytest.mark.slow]
FIXTURES = SHARED / "v4_fixtures"
REAL = ["labour-force-nl", "labour-force-nl-adjusted"]

# Two tables that are read here as CBS publishes them: every title in 80590ned is the same, its groups tell them apart.
UNEMPLOYMENT = CbsTable(
    name="unemployment",
    label="Werkloosheid per maand",
    title="Arbeidsdeelname en werkloosheid per maand",
    keep={"Geslacht": "Totaal", "Leeftijd": "15 tot 75 jaar"},
    measures={
        "Beroepsbevolking > Niet-seizoengecorrigeerd": thousands("labour_force"),
        "Werkloosheidspercentage > Niet-seizoengecorrigeerd": percentage("unemployment_rate"),
        "M004210": percentage("unemployment_rate_adjusted"),
    },
    rhythm=MONTHLY,
)
BENEFITS = CbsTable(
    name="ww",
    label="Personen met een WW-uitkering",
    title="Personen met WW-uitkering, seizoengecorrigeerd; persoonskenmerken en regio",
    keep={"Geslacht": "Totaal mannen en vrouwen", "Leeftijd": "Totaal", "Marges": "Waarde"},
    region="RegioS",
    levels=("NL", "PV", "AM"),
    measures={"Personen met een werkloosheidsuitkering": count("ww_persons", "aantal")},
    rhythm=MONTHLY,
)

# The titles of the groups of 80590ned; of the other tables no answer with groups is at hand, and their numbers stand in.
GROUPS = {
    "3000790_1": "Beroepsbevolking",
    "3000795_1": "Werkzame beroepsbevolking",
    "3000800_1": "Werkloze beroepsbevolking",
    "M001906_1": "Werkloosheidspercentage",
    "3000810_1": "Niet-beroepsbevolking",
    "M001731_1": "Bruto arbeidsparticipatie",
    "M001796_1": "Netto arbeidsparticipatie",
}


def recorded(table: str) -> Documents:
    """All that was recorded of a table, by the names that v4 uses."""
    folder = FIXTURES / table
    read = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    measures: list[dict[str, Any]] = read["measure-codes"]["value"]
    groups = {m["MeasureGroupId"].strip(): None for m in measures if m["MeasureGroupId"]}
    cells = read.get("observations-page-1", {"value": []})["value"]
    known = GROUPS if table == "80590ned" else {}
    return {
        "Properties": [read["properties"] | {"ObservationCount": len(cells)}],
        "Dimensions": read["dimensions"]["value"],
        "MeasureCodes": measures,
        "MeasureGroups": [
            {"Id": group, "Index": 0, "Title": known.get(group, f"Groep {group}"), "ParentId": None} for group in groups
        ],
        **{f"{name.removeprefix('codes-')}Codes": body["value"] for name, body in read.items() if name.startswith("codes-")},
        "Observations": cells,
    }


def answering(answers: dict[str, Documents]) -> type[BothRoads]:
    """A handler that answers what CBS answered."""
    return type("Recorded", (BothRoads,), {"recorded": answers})


@pytest.fixture(scope="module")
def cbs() -> Iterator[CbsServer]:
    """A server with the recorded tables over v4, and one of them as it would be over v3; pages of a thousand cells."""
    answers = {table: recorded(table) for table in ("80590ned", "85224NED", "85554NED")}
    with serving([labour_force_nl()], answering(answers), page_size=1000) as server:
        yield server


def road(cbs: CbsServer) -> CbsV4:
    return CbsV4(cbs.url, Web(Patience(tries=2, first_wait=0.01)))


def test_both_roads_give_the_figures_of_85224ned(cbs: CbsServer, tmp_path: Path) -> None:
    for api in ("v3", "v4"):
        done = run_command(
            "ingest", "refresh", *REAL, data_dir=tmp_path / api, CBS_API=api, CBS_V3_URL=cbs.url, CBS_V4_URL=cbs.url
        )
        assert done.returncode == 0, done.stderr
    v3, v4 = published(tmp_path / "v3"), published(tmp_path / "v4")
    assert v3 == v4
    assert len(v4["observation"]) == 10 * (66 + 53)
    found = {row[:5]: row[6] for row in v4["observation"]}
    assert found["labour-force-nl", "net_participation", "NL01", "totaal", "2022"] == 72.2  # as 85224NED prints it
    assert found["labour-force-nl", "population", "NL01", "totaal", "2025"] == 13426
    assert found["labour-force-nl", "unemployed", "NL01", "totaal", "2022"] == 350


def test_a_cell_that_cannot_be_is_missing_and_a_title_in_many_groups_is_found_by_its_group(
    cbs: CbsServer, tmp_path: Path
) -> None:
    web, folder = Web(Patience(tries=2)), DataFolder(tmp_path, UNEMPLOYMENT)
    result = folder.run(Sources(CbsV4(cbs.url, web), AGENDA, web.traffic))
    assert result.ok, result.attempts
    found = {(measure, period): value for measure, period, value in folder.rows("measure", "period", "value")}
    assert (found["unemployment_rate", "2026-06"], found["unemployment_rate_adjusted", "2026-06"]) == (3.9, 3.8)
    assert found["labour_force", "2003"] == 8451
    years = {value for (measure, period), value in found.items() if measure.endswith("adjusted") and len(period) == 4}
    assert years == {None}  # CBS: a year has no season to correct for
    assert len(found) == 3 * 399


def test_the_regions_and_statuses_of_85554ned_are_read_from_its_own_lists(cbs: CbsServer) -> None:
    found = fit(BENEFITS, read_structure(road(cbs).metadata("85554NED")))
    assert found.levels == {"NL", "PV", "AM"}
    assert (found.region_names["AM37"], found.region_names["AM16"]) == ("Zuid-Kennemerland en IJmond", "Zuid-Kennemerland")
    assert found.region.meaning["AM99"] is None
    assert found.where == "Geslacht eq 'T001038' and Leeftijd eq '10000' and Marges eq 'MW00000'"
    assert Counter(period.status for period in found.periods.values()) == {"nader voorlopig": 157, "voorlopig": 3}
    assert [topic.column for _, topic in found.topics] == ["D001908"]
    found = BENEFITS.inspect(Sources(road(cbs), AGENDA, road(cbs).web.traffic))
    assert (found.table, found.words[:25]) == ("85554NED", "Personen met WW-uitkering")


def test_a_declared_title_is_found_in_the_real_catalogue() -> None:
    listed = json.loads((FIXTURES / "_catalog_83_of_4858.json").read_text())["value"]
    with serving([], answering({row["Identifier"]: {"Properties": [row]} for row in listed})) as cbs:
        assert len(road(cbs).tables()) == 83
        assert [entry.table for entry in UNEMPLOYMENT.editions(road(cbs))] == ["80590ned"]
        declared = next(table for table in CBS_TABLES if isinstance(table, CbsTable) and table.name == "labour-force-nl")
        assert declared.editions(road(cbs)) == [
            CatalogueEntry("85224NED", "Arbeidsdeelname; kerncijfers seizoengecorrigeerd", "2026-04-30T06:30:00")
        ]
