"""95% margins of CBS: three raw rows (the value and its bounds) read as one figure with its margin."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.cbs.areas import AreaTable
from ingest.cbs.margins import Margins, side_by_side
from ingest.cbs.table import CbsTable
from ingest.dataset import MONTHLY, YEARLY, count
from ingest.errors import SourceChanged
from ingest.example.wire import WireDimension, WireTable, WireTopic
from tests.data_folder import DataFolder

CODES = {"MW00000": "value", "MOG0095": "lower", "MBG0095": "upper"}


def three_rows(*rows: tuple[str, str, float | None]) -> list[bytes]:
    """Raw rows (margin, region, figure) as a snapshot gives them."""
    return [b"\n".join(json.dumps({"Marges": m, "RegioS": r.ljust(6), "WW_1": x}).encode() for m, r, x in rows)]


def read(*rows: tuple[str, str, float | None]) -> list[dict[str, object]]:
    """The rows as they are read: value and bounds beside each other."""
    lines = b"".join(side_by_side("85554NED", three_rows(*rows), "Marges", CODES, ["Marges", "RegioS"], ["WW_1"])).splitlines()
    return [json.loads(line) for line in lines]


def test_a_value_and_its_bounds_become_one_row_wherever_they_stand() -> None:
    found = read(("MOG0095", "AM37", 90), ("MW00000", "NL01", 500), ("MW00000", "AM37", 100), ("MBG0095", "AM37", 120))
    assert found == [
        {"RegioS": "AM37  ", "WW_1": 100, "WW_1 lower": 90, "WW_1 upper": 120},
        {"RegioS": "NL01  ", "WW_1": 500},
    ]


def test_bounds_without_a_value_are_the_margin_of_nothing() -> None:
    assert read(("MW00000", "AM37", None), ("MOG0095", "AM37", 90)) == [
        {"RegioS": "AM37  ", "WW_1": None, "WW_1 lower": None, "WW_1 upper": None}
    ]


def test_a_margin_code_in_no_list_and_a_cell_that_comes_twice_are_refused() -> None:
    with pytest.raises(SourceChanged, match=r"85554NED, dimensie Marges: .*MW00000, MOG0095, MBG0095.*'MX'"):
        read(("MX", "AM37", 1))
    with pytest.raises(SourceChanged, match=r"tweemaal MW00000, AM37"):
        read(("MW00000", "AM37", 1), ("MW00000", "AM37", 2))


@pytest.mark.parametrize("row", [b'{"RegioS":"NL01","WW_1":5}', b"[1,2]", b'"NL01"', b'{"Marges":"MW00000","RegioS":"NL01"}'])
def test_a_row_in_another_form_is_told_with_what_was_expected(row: bytes) -> None:
    with pytest.raises(SourceChanged, match=r"Tabel 85554NED: verwacht was rijen met Marges, RegioS, WW_1.*andere vorm"):
        list(side_by_side("85554NED", [row], "Marges", CODES, ["Marges", "RegioS"], ["WW_1"]))


PERSONS = WireTopic("WW_1", ("Personen met WW",), "aantal")
DECLARED = CbsTable(
    name="ww",
    label="WW",
    title="WW {year}",
    measures={"Personen met WW": count("unemployment_benefit", "aantal")},
    rhythm=MONTHLY,
    region="RegioS",
    margins=Margins("Marges"),
    levels=("GM",),
)


def benefits(**towns: tuple[float, float, float]) -> WireTable:
    """WW in March 2023 by gemeente: value, lower and upper bound, each in a row of its own."""
    margins = [("MW00000", "Waarde"), ("MOG0095", "Ondergrens 95%-interval"), ("MBG0095", "Bovengrens 95%-interval")]
    rows = [
        {"Marges": code, "RegioS": town, "Perioden": "2023MM03", "WW_1": figures[place]}
        for place, (code, _) in enumerate(margins)
        for town, figures in towns.items()
    ]
    regions = WireDimension("RegioS", [(town, town) for town in towns], "GeoDimension")
    periods = WireDimension("Perioden", [("2023MM03", "2023 maart", "Voorlopig")], "TimeDimension")
    return WireTable("ww", "WW 2023", "2026-08-14", [WireDimension("Marges", margins), regions, periods], [PERSONS], rows)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder for one table with margins and the classification of gemeenten."""
    return DataFolder(tmp_path, AreaTable("areas", "Gebieden", "Gebieden in Nederland {year}", ("AM",), YEARLY), DECLARED)


@pytest.mark.slow
def test_margins_reach_the_warehouse_beside_their_figure(folder: DataFolder) -> None:
    assert folder.refresh(benefits(GM0010=(100, 90, 120))).attempts[-1].outcome == "refreshed"
    assert folder.rows("region", "period", "value", "lower", "upper", "status") == [
        ("GM0010", "2023-03", 100, 90, 120, "voorlopig")
    ]


@pytest.mark.slow
def test_a_figure_outside_its_own_margin_is_refused(folder: DataFolder) -> None:
    (_, attempt) = folder.refresh(benefits(GM0010=(100, 110, 120))).attempts
    assert attempt.outcome == "failed"
    assert "een cijfer ligt binnen zijn marge" in attempt.message


def test_a_table_without_the_dimension_or_with_other_titles_does_not_fit(folder: DataFolder) -> None:
    table = benefits(GM0010=(100, 90, 120))
    renamed = replace(table, dimensions=[WireDimension("Marges", [("MW00000", "Waarde")]), *table.dimensions[1:]])
    (_, attempt) = folder.refresh(renamed).attempts
    assert "'Ondergrens 95%-interval'" in attempt.message
    (_, attempt) = folder.refresh(replace(table, dimensions=table.dimensions[1:])).attempts
    assert "de dimensies Marges, Perioden, RegioS" in attempt.message


@pytest.mark.slow
def test_a_table_that_comes_without_its_margins_is_refused(folder: DataFolder) -> None:
    folder.refresh(benefits(GM0010=(100, 90, 120), GM0011=(100, 90, 120)))
    table = benefits(GM0010=(110, 90, 120), GM0011=(110, 90, 120))
    values = replace(table, modified="2026-09-14", rows=[row for row in table.rows if row["Marges"] == "MW00000"])
    (_, attempt) = folder.refresh(values).attempts
    assert "0 cellen met een marge, dat waren er 2" in attempt.message
    assert folder.rows("value") == [(100,), (100,)]
    assert folder.refresh(values, accept_fewer=["ww"]).attempts[-1].outcome == "refreshed"
