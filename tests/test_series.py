"""Formulas and focus sectors on small series: round numbers in, round numbers out, nothing made up where a part misses."""

from collections.abc import Callable
from math import isnan
from pathlib import Path

import pytest

from indicators.agenda_files import WrongAgenda
from indicators.formulas import (
    difference,
    per_thousand_jobs,
    same,
    share,
    share_of_all_sectors,
    share_of_the_rest,
    share_of_the_year,
    total,
)
from indicators.sectors import (
    FOCUS,
    OTHER,
    UnknownDefinition,
    focus_sectors,
    sbi_codes,
    sector_name,
    sector_rank,
    with_focus_sectors,
)
from indicators.series import Series
from ingest.settings import AGENDA
from tests.made_figures import only, series_of


def values(series: Series) -> dict[str, float | None]:
    """The figures of a series by "region sector period"; None for a missing one."""
    return {" ".join(key): None if isnan(value) else value for key, value in series.frame["value"].items()}


def by_sector(**sectors: float | None) -> Series:
    """Figures of AM37 in 2023 by sector; `bf` is section B-F, other single letters are SBI sections."""
    names = {"bf": "sbi-B-F"} | {letter: f"sbi-{letter.upper()}" for letter in "abcdefghijpq"}
    return series_of({f"AM37 {names.get(name, name.replace('_', '-'))} 2023": value for name, value in sectors.items()})


def in_2023(series: Series) -> dict[str, float | None]:
    """The figures of AM37 in 2023 by sector."""
    return {key.split()[1]: value for key, value in values(series).items()}


@pytest.mark.parametrize(
    ("part", "whole", "percentage"),
    [(380, 10_000, 3.8), (212, 287, 73.9), (1, 3, 33.3), (0, 50, 0.0), (50, 50, 100.0), (5, 0, None), (0, 0, None)],
)
def test_a_share_is_a_percentage_to_one_decimal_and_a_whole_of_zero_has_none(
    part: float, whole: float, percentage: float | None
) -> None:
    assert values(share(series_of({"2023": part}), series_of({"2023": whole}))) == {"AM37 totaal 2023": percentage}


def test_over_several_gemeenten_the_share_is_that_of_the_sums_and_not_the_mean_of_the_shares() -> None:
    part = total(series_of({"2023": 50}), series_of({"2023": 10}))
    whole = total(series_of({"2023": 100}), series_of({"2023": 400}))
    assert only(share(part, whole), "value") == 12.0  # the mean of 50% and 2.5% would be 26.3


def test_a_sum_adds_cell_by_cell() -> None:
    one, other = series_of({"AM37 2022": 7000, "AM37 2023": 8000}), series_of({"AM37 2022": 1000, "AM37 2023": 2000})
    assert values(total(one, other)) == {"AM37 totaal 2022": 8000, "AM37 totaal 2023": 10_000}
    assert values(difference(one, other)) == {"AM37 totaal 2022": 6000, "AM37 totaal 2023": 6000}
    assert same(one) is one


@pytest.mark.parametrize("formula", [total, difference, share])
@pytest.mark.parametrize("second", [{"2023": None}, {"2022": 5}])
def test_a_missing_part_makes_the_result_missing(formula: Callable[..., Series], second: dict[str, float | None]) -> None:
    result = values(formula(series_of({"2023": 10}), series_of(second)))
    assert result["AM37 totaal 2023"] is None
    assert set(result.values()) == {None}


def test_a_combination_with_a_series_without_figures_has_none() -> None:
    assert values(total(series_of({"2023": 10}), Series.empty())) == {"AM37 totaal 2023": None}
    assert total(Series.empty(), Series.empty()).frame.empty


@pytest.mark.parametrize(
    ("statuses", "weakest"),
    [
        (("definitief", "definitief"), "definitief"),
        (("definitief", "nader voorlopig"), "nader voorlopig"),
        (("voorlopig", "nader voorlopig"), "voorlopig"),
        (("indicatief", "voorlopig"), "indicatief"),
        (("gepubliceerd", "indicatief"), "gepubliceerd"),
        (("eigen opgave", "gepubliceerd"), "eigen opgave"),
        (("voorbeeld", "eigen opgave"), "voorbeeld"),
    ],
)
def test_the_status_of_a_result_is_the_weakest_of_its_parts(statuses: tuple[str, str], weakest: str) -> None:
    one, other = (series_of({"2023": 10}, status=status) for status in statuses)
    assert only(total(one, other), "status") == only(share(other, one), "status") == weakest


def test_the_origin_of_a_result_is_that_of_all_its_parts() -> None:
    parts = [series_of({"2023": 10}, origin=number) for number in (1, 2, 2, 5)]
    assert only(total(*parts), "origin") == {1, 2, 5}


def test_the_rounding_of_four_thousands_makes_a_sum_that_is_good_to_two_thousand() -> None:
    parts = [series_of({"2023": 7000}, step=1000)] * 4
    assert only(total(*parts), "step") == 2000
    assert only(difference(series_of({"2023": 9}, step=3), series_of({"2023": 5}, step=4)), "step") == 5


def test_a_share_is_as_rough_as_the_rounding_of_its_part_and_its_whole() -> None:
    def step(part: float, whole: float, rounded_to: float) -> object:
        return only(share(series_of({"2023": part}, step=rounded_to), series_of({"2023": whole}, step=rounded_to)), "step")

    assert step(8000, 125_000, 1000) == pytest.approx(0.8016, abs=0.0001)
    assert step(100_000, 100_000, 1000) == pytest.approx(2**0.5)
    assert step(8000, 125_000, 1) == 0.1


def test_what_is_left_of_a_whole_moves_with_the_whole_only_once() -> None:
    rest = share_of_the_rest(series_of({"2023": 100_000}, step=1000), series_of({"2023": 46_000}, step=1000))
    assert only(rest, "value") == 54.0
    assert only(rest, "step") == pytest.approx((1 + 0.46**2) ** 0.5)


def test_another_series_fills_in_only_what_is_not_published() -> None:
    mine = series_of({"2021": 10, "2022": None, "2023": None}, origin=1)
    result = mine.or_else(series_of({"2021": 11, "2022": 22}, origin=2))
    assert values(result) == {"AM37 totaal 2021": 10, "AM37 totaal 2022": 22, "AM37 totaal 2023": None}
    assert result.frame.loc[("AM37", "totaal", "2022"), "origin"] == {2}
    assert values(Series.empty().or_else(mine)) == values(mine)


def test_a_share_of_all_sectors_is_taken_in_the_same_place_and_period() -> None:
    cells = {
        "NL01 totaal 2023": 400,
        "NL01 focus 2023": 100,
        "AM37 totaal 2023": 50,
        "AM37 focus 2023": 20,
        "AM37 focus 2024": 30,
    }
    assert values(share_of_all_sectors(series_of(cells))) == {
        "NL01 focus 2023": 25.0, "AM37 focus 2023": 40.0, "AM37 focus 2024": None,
    }  # fmt: skip


def test_a_quarter_is_compared_with_the_figure_of_its_own_year() -> None:
    quarters = series_of({"2022-Q4": 900, "2023-Q1": 950, "2024-Q1": 990})
    years = series_of({"2022": 1000, "2023": 1900})
    assert values(share_of_the_year(quarters, years)) == {"AM37 totaal 2022-Q4": 90.0, "AM37 totaal 2023-Q1": 50.0}
    newest_first = series_of(
        {"2023-Q1": 950, "2021-Q4": 300, "2022-Q4": 900}
    )  # as figures of the source stand before computed ones
    assert values(share_of_the_year(newest_first, years)) == {"AM37 totaal 2023-Q1": 50.0, "AM37 totaal 2022-Q4": 90.0}


def test_the_focus_sectors_are_sums_of_sections_and_the_rest_is_what_is_left() -> None:
    result = in_2023(with_focus_sectors(by_sector(totaal=1000, q=150, p=50, bf=180, j=20)))
    assert {name: result[name] for name in ("zorg-welzijn", "onderwijs", "techniek", FOCUS, OTHER)} == {
        "zorg-welzijn": 150, "onderwijs": 50, "techniek": 200, "focus": 400, "overig": 600,
    }  # fmt: skip
    assert result["totaal"] == 1000


@pytest.mark.parametrize(
    ("secret", "lacking"),
    [
        ("q", {"sbi-Q", "zorg-welzijn", "focus", "overig"}),
        ("j", {"sbi-J", "techniek", "focus", "overig"}),
        ("totaal", {"totaal", "overig"}),
    ],
)
def test_a_sector_without_figure_makes_the_sums_over_it_missing(secret: str, lacking: set[str]) -> None:
    cells: dict[str, float | None] = {"totaal": 1000, "q": 150, "p": 50, "bf": 180, "j": 20}
    result = in_2023(with_focus_sectors(by_sector(**cells | {secret: None})))
    assert {sector for sector, value in result.items() if value is None} == lacking


def test_a_sector_that_the_source_names_itself_stays_as_it_is() -> None:
    named = by_sector(totaal=1000, zorg_welzijn=160, q=150, onderwijs=50, techniek=190, bf=180, j=20, overig=605)
    result = in_2023(with_focus_sectors(named))
    assert (result["zorg-welzijn"], result["techniek"], result[FOCUS], result[OTHER]) == (160, 190, 400, 605)


@pytest.mark.slow
def test_under_another_definition_techniek_as_the_source_names_it_is_left_out_with_what_holds_it() -> None:
    cells = {"totaal": 1000, "zorg_welzijn": 160, "onderwijs": 50, "techniek": 190, "focus": 400, "overig": 600}
    assert in_2023(with_focus_sectors(by_sector(**cells), "agenda")) == in_2023(with_focus_sectors(by_sector(**cells)))
    left = in_2023(with_focus_sectors(by_sector(**cells), "midden"))
    known = {sector: value for sector, value in left.items() if value is not None}
    assert known == {"totaal": 1000, "zorg-welzijn": 160, "onderwijs": 50}
    with_sections = in_2023(with_focus_sectors(by_sector(**cells, bf=180), "midden"))
    assert (with_sections["techniek"], with_sections[FOCUS], with_sections[OTHER]) == (180, 390, 610)


def test_a_source_without_sectors_gets_none() -> None:
    figures_of_all = by_sector(totaal=1000)
    assert with_focus_sectors(figures_of_all) is figures_of_all
    assert with_focus_sectors(Series.empty()).frame.empty


@pytest.mark.parametrize(
    ("definition", "codes", "techniek"),
    [
        (None, ["sbi-B-F", "sbi-J"], 200),
        ("agenda", ["sbi-B-F", "sbi-J"], 200),
        ("midden", ["sbi-B-F"], 180),
        ("smal", ["sbi-C", "sbi-D", "sbi-E", "sbi-F"], 100),
        ("breed", ["sbi-B-F", "sbi-62-63", "sbi-71"], None),
    ],
)
def test_each_definition_of_techniek_draws_another_border(
    definition: str | None, codes: list[str], techniek: float | None
) -> None:
    assert sbi_codes("techniek", definition) == codes
    parts = by_sector(totaal=1000, q=150, p=50, bf=180, j=20, c=40, d=30, e=20, f=10)
    result = in_2023(with_focus_sectors(parts, definition))
    assert result.get("techniek") == techniek
    assert result.get(FOCUS) == (techniek and techniek + 200)
    assert sbi_codes("onderwijs", definition) == ["sbi-P"]


def test_an_unknown_definition_of_techniek_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UnknownDefinition, match=r"geen definitie 'groot'. Er zijn: agenda, smal, midden, breed\."):
        with_focus_sectors(by_sector(totaal=1000, q=150), "groot")


def test_the_jobs_beside_vacancies_are_those_of_the_last_december_that_had_passed() -> None:
    jobs = series_of({"2022": 150_900, "2023": 163_000})
    before, from_then_on = ("2023-Q1", "2023-Q3", "2023-11"), ("2023-Q4", "2023-12", "2023")
    vacancies = series_of(dict.fromkeys((*before, *from_then_on, "2025-Q1"), 8150))
    assert values(per_thousand_jobs(vacancies, jobs)) == {
        f"AM37 totaal {period}": rate for periods, rate in ((before, 54), (from_then_on, 50)) for period in periods
    }


def test_the_margin_of_a_rate_of_two_counts_adds_both() -> None:
    # 100 vacancies on 1,000 jobs: root of 3² + (0.1 x 40)² is 5, of 1,000 jobs is 5 per 1,000
    rate = per_thousand_jobs(series_of({"2023-Q1": 100}, margin=3), series_of({"2022": 1000}, margin=40))
    assert (only(rate, "value"), only(rate, "lower"), only(rate, "upper")) == (100, 95, 105)


@pytest.mark.parametrize(("vacancies", "jobs", "step"), [(300, 15_000, 6.67), (8150, 150_900, 1.0)])
def test_the_step_of_a_rate_of_two_counts_comes_from_both_and_is_at_least_one(vacancies: int, jobs: int, step: float) -> None:
    # of 15,000 jobs a hundred vacancies are 6.67 per 1,000, and a hundred jobs more or less 0.13 in a rate of 20
    rate = per_thousand_jobs(series_of({"2023-Q1": vacancies}, step=100), series_of({"2022": jobs}, step=100))
    assert only(rate, "step") == pytest.approx(step, abs=0.005)


def test_the_default_definition_of_each_focus_sector_is_among_its_definitions() -> None:
    assert list(focus_sectors(AGENDA)) == ["zorg-welzijn", "onderwijs", "techniek"]
    for sector in focus_sectors(AGENDA).values():
        assert sector.standaard in sector.definities


def test_a_wrong_file_with_focus_sectors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "focus_sectors.toml").write_text('[techniek]\nnaam = "Techniek"\n')
    with pytest.raises(WrongAgenda, match="standaard"):
        focus_sectors(tmp_path)


def test_sectors_have_names_and_an_order_for_people() -> None:
    codes = ["sbi-Q", "overig", "techniek", "sbi-A", "focus", "onderwijs", "totaal", "zorg-welzijn"]
    assert [sector_name(code) for code in sorted(codes, key=sector_rank)] == [
        "Alle sectoren", "Focussectoren samen", "Zorg & Welzijn", "Onderwijs", "Techniek", "Overige sectoren",
        "Landbouw, bosbouw en visserij (A)", "Gezondheids- en welzijnszorg (Q)",
    ]  # fmt: skip
    assert [sector_name(code) for code in ("sbi-B-F", "sbi-62-63", "sbi-71")] == [
        "Nijverheid en energie (B-F)", "IT- en informatiedienstverlening (62-63)", "Bedrijfstak 71",
    ]  # fmt: skip
