"""A rank only where a place differs from every other; what really changed in a year; the figures of one region alone."""

import pytest
from pandas.testing import assert_frame_equal

from indicators.figures import Figures
from indicators.point import Point
from indicators.ranking import Standing, standings
from indicators.registry import INDICATORS
from indicators.tables import indicator_table
from indicators.year_changes import year_changes
from tests.made_figures import point


def ranks(points: dict[str, Point]) -> dict[str, int | None]:
    return {each.code: each.rank for each in standings(points)}


def test_places_that_differ_have_a_rank_from_high_to_low() -> None:
    assert ranks({"a": point(70.0), "b": point(75.0), "c": point(72.0)}) == {"b": 1, "c": 2, "a": 3}
    assert [each.code for each in standings({"a": point(70.0), "b": point(75.0)})] == ["b", "a"]


def test_places_whose_margins_overlap_have_no_rank_and_the_others_keep_theirs() -> None:
    found = standings({"top": point(80.0, 1.0), "mid": point(72.0, 1.0), "near": point(71.0, 1.0), "low": point(60.0, 1.0)})
    assert {each.code: each.rank for each in found} == {"top": 1, "mid": None, "near": None, "low": 4}
    assert found[1] == Standing("mid", point(72.0, 1.0), None, above=1, below=1, alike=1)


def test_a_difference_of_one_rounding_unit_gives_no_rank() -> None:
    assert ranks({"a": point(72.1), "b": point(72.0)}) == {"a": None, "b": None}
    assert ranks({"a": point(72.3), "b": point(72.0)}) == {"a": 1, "b": 2}


def test_one_wide_margin_takes_away_the_ranks_of_all_that_it_touches() -> None:
    found = ranks({"a": point(75.0, 0.1), "b": point(74.0, 5.0), "c": point(72.0, 0.1)})
    assert found == {"a": None, "b": None, "c": None}


def test_places_with_the_same_figure_stand_in_the_order_of_their_codes() -> None:
    assert [each.code for each in standings({"GM2": point(70.0), "GM1": point(70.0)})] == ["GM1", "GM2"]
    assert standings({}) == []
    assert ranks({"alone": point(70.0)}) == {"alone": 1}


@pytest.mark.slow
def test_a_change_of_a_year_counts_only_beyond_rounding_and_never_across_a_break(figures: Figures) -> None:
    changed, steady = year_changes(figures, "AM37")
    assert changed
    assert [each.size for each in changed] == sorted((each.size for each in changed), reverse=True)
    assert not {each.indicator.key for each in changed} & {each.indicator.key for each in steady}
    assert not {"uwv-open-match"} & {source for each in changed for source in each.indicator.sources}
    for each in changed:
        assert each.latest.moment - each.before.moment == 1
        assert abs(each.latest.value - each.before.value) > max(each.latest.step, each.before.step)
        assert each.line.break_between(each.before, each.latest) is None


REGIONS = ["AM37", "GM0392", "PV27", "NL01"]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "techniek"), [*((key, None) for key in INDICATORS), ("vestigingen", "breed")])
def test_some_regions_alone_give_the_same_figures_as_the_whole_country(figures: Figures, key: str, techniek: str | None) -> None:
    whole = indicator_table(figures, key, techniek)
    alone = Figures(figures.versions, figures.version)  # which has not worked out the whole country
    for asked in [*([code] for code in REGIONS), REGIONS]:
        known = whole[whole["regiocode"].isin(asked)].reset_index(drop=True)
        assert_frame_equal(indicator_table(alone, key, techniek, asked), known, check_dtype=False)
    assert all(regions for *_, regions in alone.tables)
