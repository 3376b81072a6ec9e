"""What a person sees in a workbook counts: 100% is no 1, and what is read though it is hidden is told."""

from collections.abc import Callable

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.files.tabular import read_number
from ingest.files.workbook import read_sheets
from ingest.files.workbook_marks import marks
from tests.adding_files import DECLARED, VACANCIES, Steward, steward
from tests.workbooks import Rows, edited, ods, repacked, xlsx

__all__ = ["steward"]  # a fixture
ROWS: Rows = [list(DECLARED), ["AM37", "2025-Q1", "totaal", 1], ["AM37", "2025-Q2", "totaal", 5]]


def looking(change: Callable[[Worksheet], None], rows: Rows = ROWS) -> bytes:
    """A workbook with these rows, changed as a person changes what a sheet looks like."""
    return edited(xlsx(A=rows), lambda book: change(book["A"]))


def in_ods(old: str, new: str, rows: Rows = ROWS) -> bytes:
    """An ODS file with these rows, in the text of which `old` is `new`."""
    return repacked(ods(A=rows), lambda _, part: part.replace(old.encode(), new.encode(), 1))


def percent(number: float, code: str = "0%") -> bytes:
    def change(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A1"].number_format = number, code

    return looking(change, [["x"]])


def percent_ods(number: float, shown: str) -> bytes:
    float_cell = f'<table:table-cell office:value-type="float" office:value="{number}"/>'
    cell = f'<table:table-cell office:value-type="percentage" office:value="{number}" calcext:value-type="percentage">'
    return in_ods(float_cell, f"{cell}<text:p>{shown}</text:p></table:table-cell>", [[number]])


@pytest.mark.slow
def test_a_percentage_is_no_count(steward: Steward) -> None:
    excel = looking(lambda sheet: setattr(sheet["D2"], "number_format", "0%"))
    cell = 'office:value-type="float" office:value="1"/>'
    libre = in_ods(cell, 'office:value-type="percentage" office:value="1"><text:p>100%</text:p></table:table-cell>')
    for data, name in ((excel, "a.xlsx"), (libre, "a.ods")):
        assert "rij 2, kolom waarde: '100%' is een percentage; hier hoort een aantal" in steward.refusal(VACANCIES, data, name)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "name", "seen"),
    [
        (percent(1), "a.xlsx", "100%"),
        (percent(0.12345, "0.00%"), "a.xlsx", "12.3450%"),
        (percent(-0.5, "0.0%;[Red]-0.0%"), "a.xlsx", "-50%"),
        (percent_ods(0.333, "33%"), "a.ods", "33.3%"),
        (percent_ods(12, "1200%"), "a.ods", "1200%"),
    ],
)
def test_a_percentage_is_read_as_it_is_seen_and_not_rounded(data: bytes, name: str, seen: str) -> None:
    for trusted in (True, False):
        assert read_sheets(name, data, trusted)[0].rows == [[seen]]
    assert read_number(seen) == pytest.approx(float(seen.rstrip("%")))


@pytest.mark.parametrize("stored", ["9E999999", "9E99999", "1E-99999"])
def test_a_percentage_with_more_digits_than_anyone_writes_stands_as_it_is_stored(stored: str) -> None:
    far = repacked(percent(2), lambda _, part: part.replace(b"<v>2</v>", f"<v>{stored}</v>".encode()))
    assert marks(far).cells == [(0, 0, 0, f"{stored}%")]


@pytest.mark.parametrize("code", ['0" % van alle"', r"0\%"])
def test_a_percent_sign_in_the_words_of_a_format_multiplies_nothing(code: str) -> None:
    assert read_sheets("a.xlsx", percent(2, code), trusted=True)[0].rows == [[2]]


@pytest.mark.slow
def test_a_column_of_percentages_is_not_proposed_as_counts(steward: Steward) -> None:
    steward.add(VACANCIES, "AMR;tijdvak;n;groei\nAM37;2025-Q1;40;5%\nAM37;2025-Q2;42;6%\n")
    assert [value for *_, value in steward.figures()] == [40, 42]


@pytest.mark.slow
def test_what_is_hidden_and_read_is_told(steward: Steward) -> None:
    rows: Rows = [*ROWS, ["AM37", "2025-Q3", "totaal", 6], [], ["AM18", "2025-Q3", "totaal", 7]]

    def hide(sheet: Worksheet) -> None:
        for row in (3, 4, 5, 6):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["D"].hidden = sheet.column_dimensions["F"].hidden = True

    told = steward.add(VACANCIES, looking(hide, rows)).skipped
    assert [str(each) for each in told] == ["rij 3 tot en met 4, rij 6, kolom D (verborgen, en toch gelezen)"]
    assert len(steward.figures()) == 4


def test_what_an_ods_file_hides_is_known() -> None:
    head = "<table:table-column/><table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>".replace(
        "'", '"'
    )
    (sheet,) = read_sheets("a.ods", in_ods('<table:table table:name="A">', f'<table:table table:name="A">{head}'), trusted=True)
    assert (sheet.unseen.columns, sheet.unseen.rows) == (((1, 2),), ())
    filtered = '<table:table-row table:visibility="filter" table:number-rows-repeated="3">'
    (sheet,) = read_sheets("a.ods", in_ods("<table:table-row>", filtered), trusted=True)
    assert (sheet.unseen.columns, sheet.unseen.rows) == ((), ((0, 2),))
