"""A year above its quarters is a header of more rows, however it is written, and never a header of years."""

import time

import pytest

from ingest.files.layout import Layout, labels
from ingest.files.workbook import Sheet
from tests.adding_files import VACANCIES, Steward, steward
from tests.workbooks import Rows, edited, xlsx

__all__ = ["steward"]  # a fixture

QUARTERS = ["1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal"]
READ = [("2025-Q1", 12340), ("2025-Q2", 2000), ("2025-Q3", 3000), ("2025-Q4", None)]
BY_QUARTER = ";1e kwartaal;2e kwartaal;3e kwartaal;4e kwartaal\nZuid-Kennemerland en IJmond;12.340;2.000;3000;x\n"


def read(steward: Steward) -> list[tuple[str, float]]:
    """The figures that count, by period."""
    return [(period, value) for *_, period, value in steward.figures()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        f"Arbeidsmarktregio;2025;;;\n{BY_QUARTER}",
        f"Arbeidsmarktregio;2025;2025;2025;2025\n{BY_QUARTER}",
        f"Vacatures in 2025\nBron: UWV\n\nArbeidsmarktregio;2025;;;\n{BY_QUARTER}",
        f";2025;;;\nArbeidsmarktregio{BY_QUARTER}",
    ],
    ids=["once", "repeated", "below a title", "region below"],
)
def test_a_year_above_its_quarters_gives_quarters(steward: Steward, text: str) -> None:
    steward.add(VACANCIES, text)
    assert read(steward) == READ
    steward.add(VACANCIES, text.replace("12.340", "12.350"))
    assert read(steward)[0] == ("2025-Q1", 12350)
    assert len(steward.seen) == 1


@pytest.mark.slow
def test_merged_cells_of_excel_give_quarters(steward: Steward) -> None:
    rows: Rows = [["Arbeidsmarktregio", 2025], [None, *QUARTERS], ["AM37", 12340, 2000, 3000, "x"]]
    steward.add(VACANCIES, edited(xlsx(A=rows), lambda book: [book["A"].merge_cells(cells) for cells in ("A1:A2", "B1:E1")]))
    assert read(steward) == READ


@pytest.mark.slow
def test_two_years_above_their_quarters_give_eight_quarters(steward: Steward) -> None:
    steward.add(VACANCIES, "Arbeidsmarktregio;2024;;;;2025;;;\n;K1;K2;K3;K4;K1;K2;K3;K4\nAM37;1;2;3;4;5;6;7;8\n")
    assert read(steward) == [
        (f"{year}-Q{quarter}", 4 * (year - 2024) + quarter) for year in (2024, 2025) for quarter in range(1, 5)
    ]


@pytest.mark.slow
def test_one_quarter_below_each_year_is_that_quarter(steward: Steward) -> None:
    steward.add(VACANCIES, "Arbeidsmarktregio;2024;2025\n;K4;K1\nAM37;10;11\n")
    assert read(steward) == [("2024-Q4", 10), ("2025-Q1", 11)]


def test_years_above_small_figures_are_not_taken_for_months(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, "Arbeidsmarktregio;2023;2024\n;10;11\nAM37;20;21\n")
    assert "rij 2, kolom regiocode (kop 'Arbeidsmarktregio'): is leeg, maar verplicht" in said


@pytest.mark.parametrize("learnt", [False, True])
def test_figures_without_a_header_beside_a_period_are_refused(steward: Steward, learnt: bool) -> None:
    if learnt:
        steward.add(VACANCIES, "Arbeidsmarktregio;2023;2024\nAM37;10;11\n")
    before = read(steward)
    said = steward.refusal(VACANCIES, "Arbeidsmarktregio;2024;;2025;;\n;eerste;tweede;eerste;tweede;soort\nAM37;1;2;3;4;x\n")
    assert "In het bestand hebben de kolommen C, E cijfers maar geen kop, naast een kolom die gelezen wordt" in said
    assert read(steward) == before


@pytest.mark.slow
def test_a_column_without_a_header_may_hold_words_or_stand_apart(steward: Steward) -> None:
    steward.add(VACANCIES, ";Arbeidsmarktregio;2023;2024;;;\n1;AM37;10;11;voorlopig;;99\n")
    assert read(steward) == [("2023", 10), ("2024", 11)]


@pytest.mark.parametrize("header", ["waarde", "waarde*", "waarde ¹²", "waarde 1) *", "waarde * 2)", "waarde * * 3)"])
def test_the_signs_of_footnotes_behind_a_header_do_not_count(header: str) -> None:
    assert labels(Sheet("", [["*", header, "5", "(per 1.000)"]]), Layout("", 1, {})) == ["", "waarde", "5", "(per 1.000)"]


@pytest.mark.parametrize("line", ["*" * 100_000, " *" * 50_000, " 1)" * 40_000, " " * 100_000])
def test_a_line_of_signs_above_a_table_is_read_in_a_moment(line: str) -> None:
    begun = time.process_time()
    assert labels(Sheet("", [[f"{line} let op"]]), Layout("", 1, {})) == [f"{line} let op".strip()]
    assert time.process_time() - begun < 0.1


@pytest.mark.slow
def test_a_header_with_a_year_that_was_left_out_when_it_was_learnt_may_stay_and_a_new_one_may_not(steward: Steward) -> None:
    text = "Arbeidsmarktregio;2025 K1;2025 K2;verschil 2024-2025\nAM37;5000;5100;100\n"
    for figure in ("5100", "5200"):
        steward.add(VACANCIES, text.replace("5100", figure))
        assert read(steward) == [("2025-Q1", 5000), ("2025-Q2", float(figure))]
    assert [proposal.mapping.niet_gebruikt for proposal in steward.seen] == [["verschil 2024-2025"]]
    said = steward.refusal(VACANCIES, text.replace("2024-2025", "2023-2025"))
    assert "er eerder niet was: 'verschil 2023-2025'" in said
