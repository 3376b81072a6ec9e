"""95% margins: three raw rows read as one figure with its bounds, and what a sum, a share or a rate makes of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from math import isnan, nan
from pathlib import Path

import pandas as pd
import pytest

from indicators.figures import Figures
from indicators.formulas import difference, per_thousand_jobs, share, total
from indicators.roll_up import rolled_up
from indicators.series import INDEX, Series
from ingest.areas import AreaTable
from ingest.cbs import CbsTable
from ingest.cbs_margins import Margins, side_by_side
from ingest.dataset import MONTHLY, YEARLY, SourceChanged, count
from ingest.example.wire import WireDimension, WireTable, WireTopic
from tests.test_build import DataFolder
from tests.test_series import only, values
from tests.test_tables import areas

CODES = {"MW00000": "value", "MOG0095": "lower", "MBG0095": "upper"}


def interval(**cells: tuple[float, float, float]) -> Series:
    """Figures of AM37 by period (`p2023`): value, lower and upper bound."""
    index = pd.MultiIndex.from_tuples([("AM37", "totaal", period[1:].replace("_", "-")) for period in cells], names=INDEX)
    frame = pd.DataFrame(list(cells.values()), columns=["value", "lower", "upper"], index=index, dtype=float)
    return Series(frame.assign(status="definitief", origin=[frozenset([1])] * len(frame), step=10.0))


def bounds(series: Series) -> tuple[float | None, float | None]:
    """The bounds of a series of one figure; None without a margin."""
    ((lower, upper),) = series.frame[["lower", "upper"]].to_numpy().tolist()
    return (None if isnan(lower) else lower, None if isnan(upper) else upper)


def test_margins_of_30_and_40_give_a_sum_with_50_and_not_70() -> None:
    result = total(interval(p2023=(1000, 970, 1030)), interval(p2023=(2000, 1960, 2040)))
    assert (only(result, "value"), *bounds(result)) == (3000, 2950, 3050)


def test_a_margin_that_reaches_further_up_than_down_stays_so() -> None:
    result = total(interval(p2023=(1000, 970, 1060)), interval(p2023=(2000, 1960, 2080)))
    assert bounds(result) == (2950, 3100)


def test_a_difference_is_low_where_the_whole_is_low_and_the_part_high() -> None:
    result = difference(interval(p2023=(2000, 1970, 2060)), interval(p2023=(1000, 920, 1040)))
    assert (only(result, "value"), *bounds(result)) == (1000, 950, 1100)


@pytest.mark.parametrize("formula", [total, difference, share, per_thousand_jobs])
def test_a_part_without_a_margin_leaves_the_result_without(formula: Callable[..., Series]) -> None:
    assert bounds(formula(interval(p2023=(380, 350, 410)), interval(p2023=(10_000, nan, nan)))) == (None, None)
    assert bounds(formula(interval(p2023=(380, nan, nan)), interval(p2023=(10_000, 9_900, 10_100)))) == (None, None)


def test_the_margin_of_a_share_is_that_of_a_proportion() -> None:
    # 20% of 10,000: root of 100² - (0.2 x 400)² is 60, of 10,000 is 0.6 percentage point
    result = share(interval(p2023=(2000, 1900, 2100)), interval(p2023=(10_000, 9600, 10_400)))
    assert (only(result, "value"), *bounds(result)) == (20.0, 19.4, 20.6)


def test_where_the_whole_is_less_certain_than_its_part_the_margin_is_that_of_a_ratio() -> None:
    # 50% of 1,000: 30² - (0.5 x 80)² is negative, so the root of 30² + 40², which is 50, of 1,000
    result = share(interval(p2023=(500, 470, 530)), interval(p2023=(1000, 920, 1080)))
    assert bounds(result) == (45.0, 55.0)


def test_a_share_of_nothing_has_neither_a_figure_nor_a_margin() -> None:
    result = share(interval(p2023=(0, 0, 10)), interval(p2023=(0, 0, 10)))
    assert isnan(float(str(only(result, "value"))))
    assert bounds(result) == (None, None)


def test_the_margin_of_a_rate_of_two_counts_adds_both() -> None:
    # 100 vacancies on 1,000 jobs: root of 3² + (0.1 x 40)² is 5, of 1,000 jobs is 5 per 1,000
    result = per_thousand_jobs(interval(p2023_Q1=(100, 97, 103)), interval(p2022=(1000, 960, 1040)))
    assert (only(result, "value"), *bounds(result)) == (100, 95, 105)


def test_the_jobs_beside_vacancies_are_those_of_the_last_december_that_had_passed() -> None:
    jobs = interval(p2022=(150_900, nan, nan), p2023=(163_000, nan, nan))
    vacancies = interval(p2023_Q1=(8150, nan, nan), p2023_Q3=(8150, nan, nan), p2023_Q4=(8150, nan, nan), p2025_Q1=(1, nan, nan))
    assert values(per_thousand_jobs(vacancies, jobs)) == {
        "AM37 totaal 2023-Q1": 54, "AM37 totaal 2023-Q3": 54, "AM37 totaal 2023-Q4": 50,
    }  # fmt: skip


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


def test_margins_reach_the_warehouse_beside_their_figure(folder: DataFolder) -> None:
    assert folder.refresh(benefits(GM0010=(100, 90, 120))).attempts[-1].outcome == "refreshed"
    assert folder.rows("region", "period", "value", "lower", "upper", "status") == [
        ("GM0010", "2023-03", 100, 90, 120, "voorlopig")
    ]


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


def summed(figures: Figures) -> tuple[float, ...]:
    """Value and bounds of AM01 in March 2023, summed over its gemeenten."""
    series = rolled_up(figures, figures.measure("ww", "unemployment_benefit"))
    return tuple(series.frame.loc[("AM01", "totaal", "2023-03"), ["value", "lower", "upper"]])


def test_a_sum_over_gemeenten_has_the_margin_of_a_sum(folder: DataFolder) -> None:
    folder.refresh(areas(GM0010="AM01 PV20", GM0020="AM01 PV20"), benefits(GM0010=(1000, 970, 1060), GM0020=(2000, 1960, 2080)))
    assert summed(folder.figures) == (3000, 2950, 3100)
