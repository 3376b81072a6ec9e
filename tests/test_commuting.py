"""Commuting: what crosses the border of a region, and where it goes. Worked on three gemeenten in two regions."""

import io
import tracemalloc
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from indicators.export import to_parquet
from indicators.figures import Figures
from indicators.flows import FLOW_COLUMNS, ranked_flows
from indicators.tables import indicator_table
from indicators.workbook import to_excel
from tests.conftest import Command
from tests.data_folder import LATER, DataFolder
from tests.flow_tables import HOME_WORK, MATRIX, TOWNS, earlier, matrix
from tests.region_tables import AREAS
from warehouse.flows import INSIDE, LOCAL, RESIDENTS
from warehouse.revisions import Change, OtherTables, changes, touched

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with the areas and the matrix."""
    return DataFolder(tmp_path, AREAS, HOME_WORK)


@pytest.fixture
def commuters(folder: DataFolder) -> DataFolder:
    """The worked example, published."""
    result = folder.refresh(TOWNS, matrix(), example=True)
    assert result.ok, [attempt.message for attempt in result.attempts]
    return folder


def test_who_works_in_another_gemeente_of_the_region_does_not_leave_the_region(commuters: DataFolder) -> None:
    assert commuters.shown("pendel-uitgaand", "waarde", region="GM0010") == [(60.0,)]  # 10 - 4 of 10
    assert commuters.shown("pendel-uitgaand", "waarde", region="GM0020") == [(60.0,)]  # 5 - 2 of 5
    assert commuters.shown("pendel-uitgaand", "waarde", region="AM01") == [(40.0,)]  # 15 - (4 + 2 + 1 + 2) of 15


def test_who_comes_from_another_gemeente_of_the_region_does_not_come_from_outside(commuters: DataFolder) -> None:
    assert commuters.shown("pendel-inkomend", "waarde", region="GM0010") == [(50.0,)]  # 8 - 4 of 8
    assert commuters.shown("pendel-inkomend", "waarde", region="AM01") == [(30.8,)]  # 13 - 9 of 13


def test_the_balance_is_the_jobs_in_the_region_per_100_jobs_of_its_residents(commuters: DataFolder) -> None:
    assert commuters.shown("woon-werkbalans", "regiocode", "waarde", "status", "periode") == [
        ("AM01", 86.7, "voorbeeld", "2022"), ("AM02", 105.0, "voorbeeld", "2022"),
        ("GM0010", 80.0, "voorbeeld", "2022"), ("GM0020", 100.0, "voorbeeld", "2022"), ("GM0030", 105.0, "voorbeeld", "2022"),
    ]  # fmt: skip


def test_incoming_less_outgoing_is_what_the_region_has_more_in_jobs_than_in_jobs_of_residents(figures: Figures) -> None:
    values = [figures.measure("home-work", measure).frame["value"] for measure in (RESIDENTS, LOCAL, INSIDE)]
    residents, local, inside = (series.loc["AM37", "totaal", "2023"] for series in values)
    assert (local - inside) - (residents - inside) == local - residents
    table = indicator_table(figures, "woon-werkbalans")
    (row,) = table[(table["regiocode"] == "AM37") & (table["periode"] == "2023")].to_dict("records")
    assert row["waarde"] == round(100 * local / residents, 1)


def test_jobs_are_in_units_and_the_step_of_a_sum_grows_with_its_flows(commuters: DataFolder) -> None:
    found = {name: commuters.figures.measure("home-work", name).frame for name in (RESIDENTS, INSIDE)}
    assert found[RESIDENTS].loc[("AM01", "totaal", "2022"), "value"] == 15_000
    assert found[INSIDE].loc[("AM01", "totaal", "2022"), ["value", "step"]].tolist() == [9000, 200]  # four flows, each to 100
    assert found[INSIDE].loc[("GM0010", "totaal", "2022"), ["value", "step"]].tolist() == [4000, 100]


@pytest.mark.parametrize("flow", ["GM0010 GM0020 2.0", "GM0010 NL00 10.0"])
def test_a_region_in_which_one_flow_is_not_published_has_no_figure(folder: DataFolder, flow: str) -> None:
    folder.refresh(TOWNS, matrix(MATRIX.replace(flow, flow.rsplit(" ", 1)[0] + " .")))
    assert folder.shown("pendel-uitgaand", "waarde", region="AM01") == []
    assert folder.shown("pendel-uitgaand", "waarde", region="GM0020") == [(60.0,)]


def test_a_region_of_which_a_gemeente_has_no_rows_at_all_has_no_figure(folder: DataFolder) -> None:
    lines = [line for line in MATRIX.splitlines() if "GM0020" not in line]
    folder.refresh(TOWNS, matrix("\n".join(lines)))
    assert {region for (region,) in folder.shown("pendel-uitgaand", "regiocode")} == {"AM02", "GM0010", "GM0030"}


def test_a_region_that_the_source_publishes_itself_is_not_summed(folder: DataFolder) -> None:
    own = "\n AM01 NL00 15.1 \n AM01 AM01 9.1 \n NL00 AM01 13.1"
    folder.refresh(TOWNS, matrix(MATRIX + own))
    assert folder.shown("pendel-uitgaand", "waarde", "step", region="AM01") == [(39.7, pytest.approx(0.773, abs=0.001))]


def test_flows_between_levels_and_to_unknown_places_stay_out(folder: DataFolder) -> None:
    other = "\n GM0010 PV20 6.0 \n PV20 GM0010 6.0 \n GM0010 GM0000 1.0 \n GM0010 CR01 6.0"
    other += "\n CR01 NL00 25.0 \n NL00 CR01 25.0 \n GM0000 NL00 2.0"
    folder.refresh(TOWNS, matrix(MATRIX + other))
    with folder.versions.reading() as connection:
        assert connection.execute("select count(*) from flow").fetchone() == (15,)
    assert folder.shown("pendel-uitgaand", "waarde", region="AM01") == [(40.0,)]


def test_the_table_before_2021_gives_the_years_before_it_and_no_other(folder: DataFolder) -> None:
    folder.refresh(TOWNS, matrix(MATRIX.replace("16.0", "15.0"), 2021, 2022), earlier(2019, 2020, 2021))
    assert folder.shown("pendel-uitgaand", "periode", "waarde", "tabel", region="AM02") == [
        ("2019", 20.0, "83628NED"), ("2020", 20.0, "83628NED"), ("2021", 25.0, "85481NED"), ("2022", 25.0, "85481NED"),
    ]  # fmt: skip


def test_the_largest_flows_of_a_region_stand_first_with_their_share_and_source(commuters: DataFolder) -> None:
    table = ranked_flows(commuters.figures, "AM01")
    assert list(table.columns) == [*FLOW_COLUMNS, "step"]
    assert table["step"].tolist() == [200, pytest.approx(141.4, abs=0.1)]  # of four flows to 100, and of two
    assert table[["woonregio", "werkregio", "waarde", "aandeel"]].to_numpy().tolist() == [
        ["AM01", "AM01", 9000, 60.0], ["AM01", "AM02", 4500, 30.0],
    ]  # fmt: skip
    assert table.iloc[1][["werkregio_naam", "periode", "status", "eenheid", "bron", "tabel"]].tolist() == [
        "Gebied AM02", "2022", "voorbeeld", "banen", "CBS", "85481NED",
    ]  # fmt: skip
    assert table["opgehaald"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()


def test_flows_to_a_region_are_ranked_by_the_gemeente_where_people_live(commuters: DataFolder) -> None:
    table = ranked_flows(commuters.figures, "AM01", "inkomend", by="gemeente")
    assert table[["woonregio", "werkregio", "waarde", "aandeel"]].to_numpy().tolist() == [
        ["GM0010", "AM01", 6000, 46.2], ["GM0020", "AM01", 3000, 23.1], ["GM0030", "AM01", 2500, 19.2],
    ]  # fmt: skip


def test_a_flow_with_a_part_that_is_not_published_stands_last_without_a_figure(folder: DataFolder) -> None:
    folder.refresh(TOWNS, matrix(MATRIX.replace("GM0010 GM0020 2.0", "GM0010 GM0020 .")))
    table = ranked_flows(folder.figures, "AM01").astype(object)
    assert table["werkregio"].tolist() == ["AM02", "AM01"]
    assert table["waarde"].isna().tolist() == [False, True]


def test_where_no_flow_of_a_place_is_published_they_can_still_be_taken_along(folder: DataFolder) -> None:
    folder.refresh(TOWNS, matrix("GM0010 NL00 10.0 \n GM0010 GM0010 . \n GM0010 GM0030 . \n GM0030 NL00 20.0"))
    table = ranked_flows(folder.figures, "GM0010", by="gemeente")[FLOW_COLUMNS]
    assert table["waarde"].isna().tolist() == [True, True]
    _, *rows = openpyxl.load_workbook(io.BytesIO(to_excel(folder.figures, table)))["Gegevens"].iter_rows(values_only=True)
    assert [(row[2], *row[5:7]) for row in rows] == [("GM0010", None, None), ("GM0030", None, None)]
    assert pd.read_parquet(io.BytesIO(to_parquet(table)))[["waarde", "aandeel"]].dtypes.tolist() == [float, float]


def test_the_year_of_flows_can_be_chosen(figures: Figures) -> None:
    assert set(ranked_flows(figures, "AM37")["periode"]) == {"2024"}
    table = ranked_flows(figures, "AM37", year=2019)
    assert set(table["periode"]) == {"2019"}
    assert "AM18" in set(table["werkregio"][:3])
    assert ranked_flows(figures, "AM37", year=1999).empty


def test_a_version_without_flows_has_an_empty_table(folder: DataFolder) -> None:
    folder.refresh(TOWNS)
    assert ranked_flows(folder.figures, "AM01").empty
    assert indicator_table(folder.figures, "pendel-uitgaand").empty


def test_a_matrix_with_an_unknown_code_is_refused_and_the_figures_stay(folder: DataFolder) -> None:
    folder.refresh(TOWNS, matrix())
    result = folder.refresh(TOWNS, matrix(MATRIX + "\n GM0099 GM0010 1.0", modified=LATER, unlisted="GM0099"))
    (message,) = [attempt.message for attempt in result.attempts if attempt.outcome == "failed"]
    assert "onbekende woonregio GM0099" in message
    assert folder.shown("pendel-uitgaand", "waarde", region="AM01") == [(40.0,)]


def test_the_commands_show_the_region_next_to_its_gemeenten(command: Command, example_data: Path) -> None:
    done = command("indicators", "show", "pendel-uitgaand", "--regio", "AM37,GM0392", "--van", "2021", "--tot", "2021",
                   data_dir=example_data)  # fmt: skip
    header, region, town = (line.split(",") for line in done.stdout.splitlines())
    assert (region[1], region[header.index("waarde")]) == ("AM37", "54")  # the share that the documents print, without a year
    assert float(town[header.index("waarde")]) > 54
    assert region[header.index("tabel")] == "voorbeeld-woonwerk"


def test_the_matrix_never_stands_in_memory_as_a_whole(folder: DataFolder) -> None:
    folder.refresh(TOWNS, matrix(), example=True)
    name = folder.versions.published()
    grow(folder.versions.path(name))
    figures = Figures(folder.versions, name)

    def peak(call: object) -> int:
        tracemalloc.start()
        call()  # type: ignore[operator]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    def whole() -> None:
        with figures.versions.reading(name) as connection:
            assert len(connection.execute("from flow").df()) > 342 * 342

    asked = peak(lambda: [indicator_table(figures, "pendel-uitgaand"), ranked_flows(figures, "AM01", by="gemeente")])
    assert len(ranked_flows(figures, "AM01", by="gemeente")) == 3
    assert asked < peak(whole) / 10


def grow(path: Path) -> None:
    """Add flows between 342 other gemeenten to a version, inside the database."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create or replace table flow as select * replace (home::varchar as home, work::varchar as work) from flow;
            insert into flow select 'home-work', 'GM' || (2000 + h), 'GM' || (2000 + w), '2022', 0.1, 'voorbeeld', 1
            from range(342) as home(h), range(342) as work(w)""")


def test_a_diff_of_two_versions_has_the_flows_that_differ_one_by_one(folder: DataFolder) -> None:
    assert folder.refresh(TOWNS, matrix()).ok
    before = folder.versions.published()
    assert folder.refresh(TOWNS, matrix(MATRIX.replace("GM0010 GM0020 2.0", "GM0010 GM0020 2.5"), modified=LATER)).ok
    after = folder.versions.published()
    assert list(changes(folder.versions, before, after)) == [
        Change("herzien", HOME_WORK.name, "flow", "GM0010", "totaal", "2022", 2.0, 2.5, "definitief", "definitief", "GM0020")
    ]
    assert touched(folder.versions, before, after) == {(HOME_WORK.name, measure) for measure in (RESIDENTS, LOCAL, INSIDE)}


def test_a_version_from_before_there_were_flows_is_not_compared_and_a_sentence_says_so(folder: DataFolder) -> None:
    assert folder.refresh(TOWNS, matrix()).ok
    before = folder.versions.published()
    assert folder.refresh(TOWNS, matrix(modified=LATER)).ok
    with duckdb.connect(str(folder.versions.path(before))) as connection:
        connection.execute("drop table flow")
    with pytest.raises(OtherTables, match=r"stromen \(flow\) ontbreekt in een van beide. Vergelijk twee nieuwere versies"):
        list(changes(folder.versions, before, folder.versions.published()))
    assert touched(folder.versions, before, folder.versions.published()) == set()
