"""Numbers, periods and headers, whatever is in them: what was written is read back, and what is odd is refused in a sentence."""

import math
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files.columns import period
from ingest.files.layout import Layout, find_tables, header_pieces, letters, table_lines
from ingest.files.tabular import Cell, UnreadableCell, read_month, read_number, read_quarter, read_ratio, read_year
from ingest.files.workbook import Sheet
from ingest.periods import MONTHS, is_period

years = st.integers(1900, 2099)
odd_cells = st.one_of(st.text(max_size=30), st.floats(), st.dates(), st.none())
WANTED = {"regiocode": ("regiocode", "arbeidsmarktregio"), "waarde": ("waarde", "aantal")}


def tried(read: Callable[[Cell], object], cell: Cell) -> tuple[object, str]:
    """What a reader makes of a cell, and else what it says."""
    try:
        return read(cell), ""
    except UnreadableCell as error:
        return None, str(error)


def grouped(whole: int, sign: str) -> str:
    """1234567 as 1.234.567."""
    return f"{whole:,}".replace(",", sign)


@given(st.integers(0, 10**11), st.sampled_from([".", ",", " ", "\u00a0", "\u202f", ""]))
def test_a_whole_number_is_read_whatever_groups_its_digits(whole: int, sign: str) -> None:
    assert read_number(grouped(whole, sign)) == whole


@given(st.integers(0, 10**9), st.integers(0, 9), st.sampled_from([(".", ","), (",", "."), (" ", ","), ("", ",")]))
def test_a_number_with_a_decimal_is_read_in_dutch_and_international_writing(
    whole: int, tenth: int, signs: tuple[str, str]
) -> None:
    thousands, decimal = signs
    found = read_number(f"{grouped(whole, thousands)}{decimal}{tenth}")
    assert found is not None
    assert math.isclose(found, whole + tenth / 10)


@given(st.integers(0, 9999), st.integers(0, 999), st.sampled_from(".,"))
def test_a_ratio_takes_its_only_separator_for_the_decimal_one(whole: int, rest: int, sign: str) -> None:
    found = read_ratio(f"{whole}{sign}{rest:03d}")
    assert found is not None
    assert math.isclose(found, whole + rest / 1000)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_that_a_spreadsheet_holds_stays_what_it_is(value: float) -> None:
    assert read_number(value) == value


@pytest.mark.slow
@given(odd_cells)
def test_any_cell_is_a_finite_number_or_missing_or_refused_with_itself_in_the_sentence(cell: Cell) -> None:
    for read in (read_number, read_ratio):
        found, said = tried(read, cell)
        assert "'" in said if said else found is None or math.isfinite(float(str(found)))


QUARTERS = ["{y}-Q{q}", "Q{q} {y}", "K{q}-{y}", "{q}e kwartaal {y}", "{y}KW0{q}", "{y} {q}e Kwartaal"]
MONTH_FORMS = ["{y}-{m:02d}", "{m:02d}-{y}", "{name} {y}", "{y} {Name}", "{NAME} {y}", "{short} {y}"]


@pytest.mark.slow
@given(years, st.integers(1, 4), st.sampled_from(QUARTERS))
def test_a_quarter_is_read_in_each_writing(year: int, quarter: int, form: str) -> None:
    text = form.format(y=year, q=quarter)
    assert read_quarter(text) == period(text) == f"{year}-Q{quarter}"


@given(years, st.integers(1, 12), st.sampled_from(MONTH_FORMS))
def test_a_month_is_read_in_each_writing_and_never_taken_for_a_quarter(year: int, month: int, form: str) -> None:
    name = MONTHS[month - 1]
    text = form.format(y=year, m=month, name=name, Name=name.title(), NAME=name.upper(), short=name[:3])
    assert read_month(text) == period(text) == f"{year}-{month:02d}"
    assert tried(read_quarter, text)[0] is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_stands_for_its_month_and_only_the_last_of_a_quarter_for_that(day: date) -> None:
    assert read_month(day) == read_month(f"{day:%d-%m-%Y}") == f"{day:%Y-%m}"
    last = (day.month, day.day) in ((3, 31), (6, 30), (9, 30), (12, 31))
    assert period(day) == (f"{day.year}-Q{day.month // 3}" if last else f"{day:%Y-%m}")


@given(odd_cells)
def test_any_cell_is_a_period_in_our_writing_or_refused(cell: Cell) -> None:
    for read in (read_year, read_quarter, read_month, period):
        found, said = tried(read, cell)
        assert said or is_period(str(found))


@pytest.mark.slow
@given(st.lists(st.lists(st.one_of(st.text(max_size=8), st.floats(allow_nan=False), st.none()), max_size=6), max_size=12))
def test_any_sheet_has_a_table_or_none_and_reading_it_never_fails(rows: list[list[Cell]]) -> None:
    sheet = Sheet("Blad1", rows)
    for number in range(1, len(rows) + 1):
        assert all(all(pieces) for pieces in header_pieces(sheet, number, min(3, len(rows) - number + 1)))
    for layout in find_tables([sheet], WANTED, {"regiocode", "waarde"}):
        assert list(table_lines([sheet], layout)) is not None


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(["titel", "Bron: UWV", ""]), max_size=8),
    st.permutations(["Arbeidsmarktregio", "Aantal", "Toelichting"]),
    st.integers(1, 40),
)
def test_a_header_is_found_below_any_title_and_in_any_order(titles: list[str], header: list[str], count: int) -> None:
    values = {"Arbeidsmarktregio": "AM37", "Aantal": float(count), "Toelichting": ""}
    rows: list[list[Cell]] = [[title] for title in titles]
    rows += [list(header), [values[name] for name in header]]
    (layout,) = find_tables([Sheet("", rows)], WANTED, {"regiocode", "waarde"})
    assert layout == Layout("", len(titles) + 1, {"regiocode": "Arbeidsmarktregio", "waarde": "Aantal"})
    (line,) = table_lines([Sheet("", rows)], layout)
    assert (line.row, line.cells) == (len(titles) + 2, {"regiocode": "AM37", "waarde": count})


@given(st.integers(0, 16383))
def test_the_letters_of_a_column_count_on_as_in_a_spreadsheet(place: int) -> None:
    value = 0
    for letter in letters(place):
        value = value * 26 + ord(letter) - 64
    assert value == place + 1


@pytest.mark.parametrize(("cell", "code"), [("2025JJ00", "2025"), ("2025KW01", "2025-Q1"), ("2025mm03", "2025-03")])
def test_a_period_may_be_written_as_cbs_does(cell: str, code: str) -> None:
    assert period(cell) == code
