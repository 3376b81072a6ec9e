"""Margins travel along: through sums, differences and shares, over gemeenten, and into charts; none is made up."""

from math import nan

import pandas as pd
import pytest

from indicators.figures import Figures
from indicators.formulas import difference, share, share_of_all_sectors, total
from indicators.indicator import Indicator
from indicators.query import series
from indicators.registry import INDICATORS
from indicators.series import Series
from indicators.tables import evaluate
from tests.made_figures import series_of


def with_margin(value: float, below: float, above: float, cell: str = "2023") -> Series:
    """One figure with a 95% interval that reaches this far below and above it."""
    one = series_of({cell: value})
    one.frame[["lower", "upper"]] = [value - below, value + above]
    return one


def margin(found: Series) -> tuple[float | None, float | None]:
    """The bounds of a series of one figure, None where it has none."""
    ((lower, upper),) = found.frame[["lower", "upper"]].to_numpy()
    return (None if pd.isna(lower) else lower, None if pd.isna(upper) else upper)


def test_the_margin_of_a_sum_is_the_root_of_the_summed_squares() -> None:
    assert margin(total(with_margin(1000, 30, 3), with_margin(2000, 40, 4))) == (2950, 3005)


def test_in_a_difference_the_margin_of_what_is_taken_away_turns_round() -> None:
    assert margin(difference(with_margin(2000, 30, 3), with_margin(500, 4, 40))) == (1450, 1505)


def test_a_share_takes_the_margins_of_its_part_and_of_its_whole() -> None:
    assert margin(share(with_margin(200, 30, 30), with_margin(1000, 0, 0))) == (17, 23)
    assert margin(share(with_margin(200, 0, 0), with_margin(1000, 50, 100))) == (18, 21)
    assert margin(share(with_margin(200, 30, 30), with_margin(1000, 200, 200))) == (15, 25)
    assert margin(share(with_margin(100, 2, 1), with_margin(300, 0, 0))) == (32.7, 33.7)  # 32,67 and 33,67


@pytest.mark.parametrize("formula", [total, difference, share])
def test_a_part_without_a_margin_gives_a_result_without_one(formula: object) -> None:
    assert callable(formula)
    assert margin(formula(with_margin(500, 3, 3), series_of({"2023": 100}))) == (None, None)
    assert margin(formula(series_of({"2023": 500}), with_margin(100, 3, 3))) == (None, None)


def test_a_whole_of_zero_gives_no_share_and_no_margin() -> None:
    found = share(with_margin(5, 1, 1), with_margin(0, 0, 0))
    assert margin(found) == (None, None)


def test_the_share_of_a_sector_has_a_margin_too() -> None:
    parts = [with_margin(200, 30, 30, "AM37 techniek 2023"), with_margin(1000, 0, 0, "AM37 totaal 2023")]
    assert margin(share_of_all_sectors(Series(pd.concat([part.frame for part in parts])))) == (17, 23)


def test_a_missing_figure_has_no_margin() -> None:
    assert margin(total(with_margin(10, 1, 1), series_of({"2023": None}, margin=nan))) == (None, None)


@pytest.mark.parametrize("found", INDICATORS.values(), ids=lambda found: found.key)
def test_where_the_source_gives_no_margin_the_definition_says_so(figures: Figures, found: Indicator) -> None:
    has_margin = any(evaluate(figures, found, dataset).frame["lower"].notna().any() for dataset in found.sources)
    said = " ".join([found.definition, found.calculation, *found.caveats]).lower()
    assert has_margin or "geen marge" in said


@pytest.mark.parametrize("key", INDICATORS)
def test_a_figure_lies_within_its_margin(figures: Figures, key: str) -> None:
    table = series(figures, key).dropna(subset=["waarde", "ondergrens", "bovengrens"])
    assert ((table["ondergrens"] <= table["waarde"]) & (table["waarde"] <= table["bovengrens"])).all()
