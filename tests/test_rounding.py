"""What a source rounds to tens or fives: a change of one step is no change, and a sum of such figures has a larger step."""

from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.contributions import explain
from indicators.figures import Figures
from indicators.formulas import per_thousand_jobs, rounded, share
from indicators.lines import line
from indicators.plain_text import explanation_text
from indicators.point import differs
from indicators.ranking import standings
from indicators.registry import INDICATORS
from indicators.tables import indicator_table, printed_table
from indicators.year_changes import year_changes
from ingest.dataset import count
from ingest.datasets import DATASETS
from pages.components import cards, sentences
from pages.components.contribution_charts import in_the_title
from tests.data_folder import LATER, DataFolder, declared, edition
from tests.made_figures import only, series_of
from tests.region_tables import AREAS, TWO_TOWNS
from warehouse.before import has_our_tables

BENEFITS = declared("benefits", count("social_assistance", "aantal", rounded_to=10))
HOUSEHOLDS = declared("social-assistance", count("social_assistance_households", "aantal", rounded_to=10, provisional_to=1000))
BIJSTAND = INDICATORS["bijstand"]
HEADER = "region sector period social_assistance\n"
TENS = (10, 14.14, 26.46)  # of one cell, of two and of seven
TABLE = f"""{HEADER}
    AM35   A-U 2025MM03 750
    AM35   A-U 2026MM03 760
    GM0010 A-U 2025MM03 400
    GM0010 A-U 2026MM03 420
    GM0020 A-U 2025MM03 410
    GM0020 A-U 2026MM03 410
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Bijstand in tens: of a region that has a figure of its own, and of two gemeenten that make up another."""
    folder = DataFolder(tmp_path, AREAS, BENEFITS)
    folder.refresh(TWO_TOWNS, edition(BENEFITS, TABLE))
    return folder


@pytest.mark.slow
def test_one_step_of_ten_is_no_change_in_arrows_in_words_or_in_what_changed(folder: DataFolder) -> None:
    risen = line(folder.figures, "bijstand", "AM35")
    assert [point.step for point in risen.points] == [10, 10]
    assert cards.tile(BIJSTAND, risen).change == "≈ ongeveer gelijk aan mrt 2025"
    assert sentences.development(BIJSTAND, risen).endswith("het verschil valt binnen de afronding.")
    changed, steady = year_changes(folder.figures, "AM35")
    assert (changed, BIJSTAND in [each.indicator for each in steady]) == ([], True)
    assert [each.indicator for each in year_changes(folder.figures, "GM0010")[0]] == [BIJSTAND]  # 20 is two steps


def test_the_parts_of_a_change_of_one_step_stand_under_about_the_same(folder: DataFolder) -> None:
    found = explain(folder.figures, "bijstand", "AM35")
    assert "dat is +10 personen (definitief). Valt binnen de afronding van de bron." in explanation_text(found)
    assert in_the_title(found) == "ongeveer gelijk, +10 (+1,3%)"


@pytest.mark.slow
def test_the_parts_of_a_change_within_the_margins_of_their_source_are_told_by_those(figures: Figures) -> None:
    found = explain(figures, "ww", "NL01")
    assert "Valt binnen de marge van de bron." in {part.note for part in found.divisions["arbeidsmarktregio"]}
    assert found.whole.note == ""


@pytest.mark.slow
def test_places_that_differ_by_one_step_have_no_rank(folder: DataFolder) -> None:
    latest = {code: line(folder.figures, "bijstand", code).points[0] for code in ("GM0010", "GM0020", "AM35")}
    assert {each.code: each.rank for each in standings(latest)} == {"AM35": 1, "GM0010": None, "GM0020": None}


def test_the_step_of_a_sum_grows_with_the_root_of_its_gemeenten(folder: DataFolder) -> None:
    before, after = line(folder.figures, "bijstand", "AM01").points
    assert (before.value, after.value, round(after.step, 2)) == (810, 830, 14.14)
    assert differs(before, after)


@pytest.mark.parametrize(
    ("key", "place", "step"),
    [
        ("bijstand", "GM0392", 10), ("bijstand", "AM37", 26.46), ("bijstandsuitkeringen", "GM0392", 10), ("ww", "AM37", 10),
        ("ww", "GM0392", 10), ("studenten-mbo", "GM0392", 10), ("studenten-ho", "GM0392", 14.14), ("vestigingen", "GM0392", 5),
        ("oprichtingen", "PV27", 5), ("werknemersbanen", "GM0392", 100), ("werknemers-60plus", "AM37", 1),
    ],
)  # fmt: skip
def test_the_step_is_that_of_the_rounding_that_the_page_names(figures: Figures, key: str, place: str, step: float) -> None:
    table = indicator_table(figures, key)
    rows = table[(table["regiocode"] == place) & (table["sector"] == "totaal") & table["waarde"].notna()]
    assert {round(each, 2) for each in rows["step"]} == {step}
    said = " ".join(INDICATORS[key].caveats)
    assert ("CBS rondt af op tientallen" in said, "CBS rondt af op vijftallen" in said) == (step in TENS, step == 5)


@pytest.mark.slow
def test_provisional_figures_of_the_country_in_thousands_are_no_change_of_some_tens(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, AREAS, HOUSEHOLDS)
    months = "2025MM05 350490", "2025MM06 351180", "2026MM05 351000", "2026MM06 353000"
    text = "region sector period social_assistance_households\n" + "\n".join(f"NL01 A-U {month}" for month in months)
    folder.refresh(TWO_TOWNS, edition(HOUSEHOLDS, text, provisional="2026MM05"))
    risen = line(folder.figures, "bijstandsuitkeringen", "NL01")
    assert [point.step for point in risen.points] == [10, 10, 1000, 10]
    first, second, provisional, last = risen.points
    assert (differs(first, provisional), differs(second, last)) == (False, True)
    (declared_so,) = HOUSEHOLDS.measures.values()
    assert next(iter(DATASETS["social-assistance"].measures.values())) == declared_so


@pytest.mark.slow
def test_a_version_from_before_the_rounding_was_kept_is_read_as_before_and_is_not_built_upon(folder: DataFolder) -> None:
    name = folder.versions.published()
    path = folder.versions.path(name)
    assert has_our_tables(path)
    with duckdb.connect(str(path)) as older:
        older.execute("alter table measure drop column provisional_to")
        older.execute("alter table measure drop column rounded_to")
    assert [point.step for point in line(Figures(folder.versions, name), "bijstand", "AM35").points] == [1, 1]
    assert not has_our_tables(path)
    assert folder.refresh(TWO_TOWNS, edition(BENEFITS, TABLE, modified=LATER)).ok
    assert [point.step for point in line(folder.figures, "bijstand", "AM35").points] == [10, 10]


@pytest.mark.slow
def test_a_version_from_before_that_of_provisional_figures_was_kept_counts_them_as_the_others(folder: DataFolder) -> None:
    name = folder.versions.published()
    with duckdb.connect(str(folder.versions.path(name))) as older:
        older.execute("alter table measure drop column provisional_to")
    assert [point.step for point in line(Figures(folder.versions, name), "bijstand", "AM35").points] == [10, 10]


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        ("netto-arbeidsparticipatie", [0.1]), ("vacatures-aandeel-focus", [1]), ("studenten-mbo", [1]), ("vacatures", [10, 10]),
        ("werknemers-60plus", [100]), ("onbenut-arbeidspotentieel", [1000]),
    ],
)  # fmt: skip
def test_a_figure_from_a_document_is_no_more_exact_than_its_print(figures: Figures, key: str, steps: list[float]) -> None:
    assert printed_table(figures, key)["step"].tolist() == steps


@given(st.integers(-5000, 5000), st.integers(1, 5000), st.sampled_from([0, 1]))
@example(1, 16, 1)
@example(201, 2000, 1)
def test_a_share_is_rounded_as_people_do_it_and_as_pages_write_it(part: int, whole: int, decimals: int) -> None:
    exact = Fraction(100 * part, whole)
    tenths = abs(exact) * 10**decimals + Fraction(1, 2)  # a half goes up, away from nothing
    expected = tenths.numerator // tenths.denominator / 10**decimals * (1 if part >= 0 else -1)
    assert rounded(100 * part / whole, decimals) == expected


def test_a_half_in_a_share_and_in_a_rate_goes_up() -> None:
    assert only(share(series_of({"2023": 1}), series_of({"2023": 16})), "value") == 6.3
    assert only(per_thousand_jobs(series_of({"2023-Q1": 109}), series_of({"2022": 2000})), "value") == 55
