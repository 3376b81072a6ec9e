"""The declarations on commuting, education and firms, against a server that speaks as CBS does; and what they become."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.lines import nearest_with_series
from indicators.tables import indicator_table
from ingest.cbs.fit import fit
from ingest.cbs.table import CbsTable
from ingest.cbs_people_and_firms import PEOPLE_AND_FIRMS
from ingest.errors import SourceChanged
from ingest.example.wire import WireDimension, WireTable
from ingest.periods import Period, years_of_december
from ingest.wire.cbs import read_structure
from ingest.wire.cbs_v3 import CbsV3
from tests.cbs_server import CbsServer, served_tables, serving
from tests.conftest import Command
from tests.flow_tables import matrix

DECLARED = {table.name: table for table in PEOPLE_AND_FIRMS}


@pytest.fixture(scope="module")
def cbs() -> Iterator[CbsServer]:
    """The example tables over HTTP."""
    with serving(served_tables()) as server:
        yield server


@pytest.fixture(scope="module")
def tables() -> dict[str, WireTable]:
    """The example tables by title."""
    return {table.title: table for table in served_tables()}


def fitted(declared: CbsTable, table: WireTable) -> object:
    """How a declaration reads a table."""
    return fit(declared, read_structure(table.metadata()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("home-work", {"NL", "LD", "PV", "GM"}), ("students", {"NL", "LD", "PV", "GM"}),
        ("mbo-students", {"NL", "LD", "PV", "AM"}), ("establishments-by-gemeente", {"GM"}),
        ("establishments", {"NL", "LD", "PV"}), ("openings", {"NL", "LD", "PV"}),
    ],
)  # fmt: skip
def test_each_declaration_fits_the_table_that_the_service_offers(cbs: CbsServer, name: str, levels: set[str]) -> None:
    service = CbsV3(cbs.url)
    declared = DECLARED[name]
    found = fit(declared, read_structure(service.metadata(declared.editions(service)[0].table)))
    assert found.levels == levels
    assert [measure.name for measure, _ in found.topics] == [measure.name for measure in declared.measures.values()]


def test_check_tells_which_levels_hoped_for_a_table_does_not_give(cbs: CbsServer, command: Command) -> None:
    done = command("ingest", "check", "--json", CBS_V3_URL=cbs.url)
    found = {row["dataset"]: row for row in json.loads(done.stdout)}
    assert "zonder AM, GM, die regio's geeft deze tabel niet" in found["openings"]["found"]
    assert "zonder" not in found["home-work"]["found"]
    assert "2021-2024" in found["home-work"]["found"]


def test_the_older_matrix_counts_as_an_edition_and_may_be_gone(cbs: CbsServer) -> None:
    service = CbsV3(cbs.url)
    titles = [entry.title for entry in DECLARED["home-work"].editions(service)]
    assert [title[:20] for title in titles] == ["Werknemersbanen en r", "Banen van werknemers"]
    with serving([matrix()]) as alone:
        assert [entry.table for entry in DECLARED["home-work"].editions(CbsV3(alone.url))] == ["85481NED"]


def test_the_code_for_everywhere_is_found_by_its_title_at_both_ends() -> None:
    found = fitted(DECLARED["home-work"], matrix())
    assert {found.region.meaning["NL00"], found.work.meaning["NL00"]} == {"totaal"}  # type: ignore[attr-defined]
    assert found.periods == {"2022MM12": Period("2022", "year", "definitief")}  # type: ignore[attr-defined]
    nameless = replace(DECLARED["home-work"], everywhere="Overal")
    with pytest.raises(SourceChanged, match="'Overal', gevonden is Plaats GM0010"):
        fitted(nameless, matrix())


def test_a_year_may_be_given_as_such_or_by_its_december_but_by_no_other_month() -> None:
    december, year = Period("2022-12", "month", "voorlopig"), Period("2021", "year", "definitief")
    assert years_of_december("T", {"2022MM12": december, "2021JJ00": year}) == {
        "2022MM12": Period("2022", "year", "voorlopig"), "2021JJ00": year,
    }  # fmt: skip
    with pytest.raises(SourceChanged, match="2022MM11"):
        years_of_december("T", {"2022MM11": Period("2022-11", "month", "voorlopig")})


@pytest.mark.slow
def test_kinds_of_education_are_found_by_title_and_the_others_left_out(tables: dict[str, WireTable]) -> None:
    table = tables["Leerlingen en studenten; onderwijssoort, woonregio"]
    found = fitted(DECLARED["students"], table)
    assert found.sector.meaning == {  # type: ignore[attr-defined]
        "T001038": None, "A041867": "mbo", "A042650": None, "A025294": "hbo", "A025297": "wo",
    }  # fmt: skip
    sexes, kinds, regions, periods = table.dimensions
    renamed = WireDimension("Onderwijssoort", [(code, title.replace("Hbo", "Hogeschool")) for code, title in kinds.codes])
    with pytest.raises(SourceChanged, match=r"Hoger beroepsonderwijs', gevonden is .*Hogeschool"):
        fitted(DECLARED["students"], replace(table, dimensions=[sexes, renamed, regions, periods]))


@pytest.mark.parametrize("name", ["Regiokenmerken", "RegioS"])
def test_the_region_dimension_of_students_may_have_either_name(tables: dict[str, WireTable], name: str) -> None:
    table = tables["Leerlingen en studenten; onderwijssoort, woonregio"]
    sexes, kinds, regions, periods = table.dimensions
    dimensions = [sexes, kinds, WireDimension(name, regions.codes, "GeoDimension"), periods]
    assert fitted(DECLARED["students"], replace(table, dimensions=dimensions)).region.column == name  # type: ignore[attr-defined]


def test_a_region_is_the_sum_of_its_gemeenten_and_a_school_year_its_first_year(figures: Figures) -> None:
    table = indicator_table(figures, "studenten-mbo")
    of_2023 = table[table["periode"] == "2023"].set_index("regiocode")["waarde"]
    assert of_2023["AM37"] == sum(of_2023[town] for town in figures.areas["AM37"]) == 8387
    students = figures.measure("students", "students").frame["value"]
    assert students[students % 10 != 0].index.tolist() == [("GM0392", "mbo", "2023")]  # in tens, but for what a document prints
    ho = indicator_table(figures, "studenten-ho").set_index(["regiocode", "periode"])["waarde"]
    assert ho["GM0392", "2023"] == students["GM0392", "hbo", "2023"] + students["GM0392", "wo", "2023"]


def test_who_works_and_learns_comes_from_cbs_for_a_region_and_from_duo_for_its_gemeenten(figures: Figures) -> None:
    table = indicator_table(figures, "deelname-scholing")
    source = table.drop_duplicates("regiocode").set_index("regiocode")["dataset"]
    assert (source["AM37"], source["PV27"], source["NL01"]) == ("mbo-students", "mbo-students", "mbo-students")
    assert source["GM0392"] == "mbo-duo"
    of_2023 = table[table["periode"] == "2023"].set_index("regiocode")["waarde"]
    assert of_2023["AM37"] == pytest.approx(sum(of_2023[town] for town in figures.areas["AM37"]), abs=5)  # CBS gives tens


def test_establishments_come_by_gemeente_where_cbs_gives_them_and_by_province_from_the_other_table(figures: Figures) -> None:
    table = indicator_table(figures, "vestigingen")
    source = table.drop_duplicates("regiocode").set_index("regiocode")["dataset"]
    assert (source["AM37"], source["GM0392"]) == ("establishments-by-gemeente", "establishments-by-gemeente")
    assert (source["PV27"], source["NL01"]) == ("establishments", "establishments")
    cells = table[(table["regiocode"] == "AM37") & (table["periode"] == "2024")].set_index("sector")["waarde"]
    assert 0 < cells["techniek"] < cells["totaal"]


def test_openings_are_shown_for_the_province_where_the_region_has_none(figures: Figures) -> None:
    assert nearest_with_series(figures, "oprichtingen", "AM37") == "PV27"


@pytest.mark.parametrize("key", ["woon-werkbalans", "pendel-inkomend", "studenten-ho", "vestigingen"])
def test_the_command_shows_the_region_with_its_source(command: Command, example_data: Path, key: str) -> None:
    done = command("indicators", "show", key, "--regio", "AM37", "--vorm", "json", data_dir=example_data)
    rows = json.loads(done.stdout)
    assert rows
    assert all(row["waarde"] > 0 and row["status"] == "voorbeeld" and row["bron"] == "CBS" for row in rows)
    assert all(row["tabel"].startswith("voorbeeld-") and row["opgehaald"].endswith("Z") for row in rows)


def test_most_far_flows_of_the_example_round_to_zero(tables: dict[str, WireTable]) -> None:
    rows = tables["Werknemersbanen en reisafstand; woon- en werkregio"].rows
    towns = [row for row in rows if str(row["WoonregioS"])[:2] == str(row["WerkregioS"])[:2] == "GM"]
    zero = [row for row in towns if not row["BanenVanWerknemers_1"]]
    assert 0.3 < len(zero) / len(towns) < 0.9
    assert all(row["WoonWerkafstand_2"] is None for row in zero)
