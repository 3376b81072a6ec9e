"""Files that people made: Dutch and international writing, headers on any row and in any spelling, CSV, XLSX and ODS."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from ingest.files.columns import one_of, period, ratio, sector, whole_number
from ingest.files.layout import Layout, find_tables, headers_seen, table_lines
from ingest.files.place_cells import place, region
from ingest.files.tabular import Cell, UnreadableCell, UnreadableFile, read_month, read_number, read_quarter, read_year
from ingest.files.workbook import Sheet, read_sheets
from tests.workbooks import Rows, ods, xlsx

WANTED = {"regiocode": ("regiocode", "arbeidsmarktregio"), "waarde": ("waarde", "openstaande vacatures"), "bron": ("bron",)}
REQUIRED = {"regiocode", "waarde"}


def located(sheets: list[Sheet]) -> Layout:
    """The layout of the table that is wanted here; there must be one."""
    return find_tables(sheets, WANTED, REQUIRED)[0]


def table_rows(sheets: list[Sheet], layout: Layout) -> list[tuple[int, dict[str, Cell]]]:
    """The rows below the header, each with its number and its cells by column."""
    return [(line.row, line.cells) for line in table_lines(sheets, layout)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234", 1234),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1234,5", 1234.5),
        ("1234.5", 1234.5),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234", 1234),
        ("3,8", 3.8),
        ("0,375", 0.375),
        ("0.375", 0.375),
        ("1 234 567", 1_234_567),
        ("- 12", -12),
        ("73.9%", 73.9),
        ("73,9 %", 73.9),
        ("-12", -12),
        ("\u22121.234", -1234),
        ("0", 0),
        ("0,0", 0),
        (380.0, 380),
        (0.0, 0),
        (-3.5, -3.5),
    ],
)
def test_a_number_is_read_in_dutch_and_international_writing(cell: Cell, value: float) -> None:
    assert read_number(cell) == value


@pytest.mark.parametrize("cell", ["", " ", ".", "-", "x", "X", "n.b.", "nb", "N.v.t.", "onbekend", " . ", None])
def test_a_sign_for_not_published_is_missing_and_never_zero(cell: Cell) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize(
    "cell", ["veel", "12 banen", "1.23.456", "1,5,5", "1.234.5", "--5", "5-", "1e3", "ca. 10", "12 34", "1 2345", "0 375"]
)
def test_what_is_no_number_shows_itself_and_an_example(cell: str) -> None:
    with pytest.raises(UnreadableCell, match="geen getal") as unreadable:
        read_number(cell)
    assert str(unreadable.value).startswith(f"'{cell}'")
    assert "1.234,5" in str(unreadable.value)


def test_a_count_may_be_as_large_as_could_ever_be_and_no_larger() -> None:
    assert whole_number("100.000.000") == 1e8
    with pytest.raises(UnreadableCell, match="'100000001' kan geen aantal zijn"):
        whole_number("100000001")


def test_a_count_is_not_negative() -> None:
    assert whole_number("0") == 0
    assert whole_number(".") is None
    with pytest.raises(UnreadableCell, match="'-1' is negatief"):
        whole_number("-1")


@pytest.mark.parametrize(
    "cell",
    [
        "2023-Q1", "2023Q1", "2023 q1", "Q1 2023", "K1-2023", "1e kwartaal 2023", "2023 1e kwartaal", "Kwartaal 1 2023",
        "2023KW01", "31-03-2023", "31/3/2023", "31.03.2023", "2023-03-31", date(2023, 3, 31),
    ],
)  # fmt: skip
def test_a_quarter_is_read_in_each_way_that_files_write_it(cell: Cell) -> None:
    assert read_quarter(cell) == "2023-Q1"


@pytest.mark.parametrize(
    ("cell", "quarter"),
    [("30-06-2023", "2023-Q2"), ("30-09-2023", "2023-Q3"), ("31-12-2023", "2023-Q4"), ("4e kwartaal 1999", "1999-Q4")],
)
def test_the_last_day_of_a_quarter_stands_for_it(cell: str, quarter: str) -> None:
    assert read_quarter(cell) == quarter


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("30-03-2023", "niet de laatste dag"),
        ("2023-01-01", "niet de laatste dag"),
        (date(2023, 1, 1), "niet de laatste dag"),
        ("2023", "geen kwartaal"),
        ("5e kwartaal 2023", "geen kwartaal"),
        ("2023-03", "is een maand en geen kwartaal"),
        ("03-2023", "is een maand en geen kwartaal"),
        ("2023 01", "is een maand en geen kwartaal"),
        ("Q1 23", "geen jaartal"),
        ("Q1", "geen jaartal"),
        ("", "geen jaartal"),
        (None, "geen jaartal"),
    ],
)
def test_what_is_no_quarter_says_why(cell: Cell, reason: str) -> None:
    with pytest.raises(UnreadableCell, match=reason):
        read_quarter(cell)


@pytest.mark.parametrize(
    "cell", ["2023-03", "03-2023", "maart 2023", "2023 Maart", "MAART 2023", "mrt 2023", "2023MM03", date(2023, 3, 15)]
)
def test_a_month_is_read_as_number_or_dutch_name(cell: Cell) -> None:
    assert read_month(cell) == "2023-03"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2023-13", "geen maand"),
        ("lente 2023", "geen maand"),
        ("maart", "geen jaartal"),
        (2023.10, "is een getal, waarin oktober en januari hetzelfde zijn"),
    ],
)
def test_what_is_no_month_says_why(cell: Cell, reason: str) -> None:
    with pytest.raises(UnreadableCell, match=reason):
        read_month(cell)


@pytest.mark.parametrize("cell", ["2023", " 2023 ", "2023JJ00", 2023.0])
def test_a_year_is_four_digits_also_when_a_spreadsheet_made_it_a_number(cell: Cell) -> None:
    assert read_year(cell) == "2023"


@pytest.mark.parametrize("cell", ["23", "2023-Q1", "1023", "1023JJ00", "2023KW01", 2023.5, "", None])
def test_what_is_no_year_says_so(cell: Cell) -> None:
    with pytest.raises(UnreadableCell, match="geen jaar"):
        read_year(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("2023", "2023"), (2023.0, "2023"), ("Q2 2023", "2023-Q2"), ("juni 2023", "2023-06"), ("30-06-2023", "2023-Q2")],
)
def test_a_period_is_whichever_the_cell_writes(cell: Cell, code: str) -> None:
    assert period(cell) == code


@pytest.mark.parametrize(
    ("read", "cell", "said"),
    [
        (period, "vorig jaar", ["'vorig jaar'", "2023-Q1"]),
        (region, "Haarlem", ["'Haarlem'", "AM37"]),
        (place, "9999", ["'9999'", "GM0392"]),
        (place, 2025.0, ["'2025'", "GM0392"]),
        (ratio, "50%", ["'50%'", "1,38"]),
        (region, "Zuid-Kennemerland", ["'Zuid-Kennemerland'", "hele naam"]),
        (sector, "vrije tijd", ["'vrije tijd'", "zorg-welzijn"]),
        (one_of({"officieel": "definitief"}), "bijna", ["'bijna'", "officieel"]),
    ],
)
def test_a_cell_that_does_not_fit_its_column_says_what_would(read: Callable[[Cell], object], cell: str, said: list[str]) -> None:
    with pytest.raises(UnreadableCell) as unreadable:
        read(cell)
    assert all(part in str(unreadable.value) for part in said)


@pytest.mark.parametrize("cell", ["GM0363", "363", 363.0, "0363"])
def test_a_gemeente_is_known_by_its_number(cell: Cell) -> None:
    assert place(cell) == "GM0363"


def test_a_word_from_a_fixed_list_gives_its_meaning() -> None:
    assert one_of({"officieel": "definitief"})(" Officieel ") == "definitief"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_in_each_encoding_and_with_each_separator(encoding: str, separator: str) -> None:
    text = "regio;loon\r\n Fryslân ;€ 10\r\n".replace(";", separator)
    (sheet,) = read_sheets("lonen.CSV", text.encode(encoding))
    assert sheet.rows == [["regio", "loon"], ["Fryslân", "€ 10"]]


def test_decimal_commas_do_not_count_as_separators() -> None:
    (sheet,) = read_sheets("a.csv", b'waarde;marge\n1,5;2,5\n"3,5; geschat";4,5\n')
    assert sheet.rows == [["waarde", "marge"], ["1,5", "2,5"], ["3,5; geschat", "4,5"]]


@pytest.mark.parametrize(("file_name", "write"), [("a.xlsx", xlsx), ("a.ods", ods)])
def test_a_spreadsheet_keeps_its_sheets_texts_numbers_and_dates(file_name: str, write: Callable[..., bytes]) -> None:
    rows: Rows = [["regiocode", "waarde", "peildatum"], ["AM37", 0, date(2023, 3, 31)], ["AM37", 1234.5, datetime(2023, 6, 30)]]  # noqa: DTZ001
    first, second = read_sheets(file_name, write(Titel=[["Vacatures"]], Gegevens=rows))
    assert (first.name, first.rows) == ("Titel", [["Vacatures"]])
    assert second.name == "Gegevens"
    assert second.rows == [rows[0], ["AM37", 0.0, date(2023, 3, 31)], ["AM37", 1234.5, date(2023, 6, 30)]]
    assert not isinstance(second.rows[2][2], datetime)


@pytest.mark.parametrize("file_name", ["rapport.pdf", "leeg.xlsx", "leeg.ods"])
def test_what_is_no_table_is_refused_by_name(file_name: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"{file_name}.*Sla het bestand opnieuw op"):
        read_sheets(file_name, b"%PDF-1.7")


def test_the_header_is_found_below_titles_and_notes_and_on_a_later_sheet() -> None:
    table: Rows = [["Vacatures"], ["Bron: UWV"], ["regiocode", "waarde"], ["AM37", 380]]
    sheets = read_sheets("a.xlsx", xlsx(Uitleg=[["regiocode", "is een code"]], Cijfers=table))
    layout = located(sheets)
    assert layout == Layout("Cijfers", 3, {"regiocode": "regiocode", "waarde": "waarde"})
    assert table_rows(sheets, layout) == [(4, {"regiocode": "AM37", "waarde": 380.0})]


@pytest.mark.parametrize(
    "header", ["Openstaande vacatures", "openstaande_vacatures", "OPENSTAANDE-VACATURES", " openstaande\n vacatures "]
)
def test_a_header_may_be_spelled_otherwise_and_keeps_its_own_spelling(header: str) -> None:
    sheets = [Sheet("", [["Arbeidsmarktregio", "Toelichting", header], ["AM37", "", "10"]])]
    layout = located(sheets)
    assert layout.columns == {"regiocode": "Arbeidsmarktregio", "waarde": header.strip()}
    assert table_rows(sheets, layout) == [(2, {"regiocode": "AM37", "waarde": "10"})]


def test_empty_rows_are_passed_over_and_the_next_keep_their_numbers() -> None:
    sheets = read_sheets("a.csv", b"regiocode;waarde;bron\nAM37;1;\n\n;;\nAM01;2\n")
    rows = table_rows(sheets, located(sheets))
    assert rows == [
        (2, {"regiocode": "AM37", "waarde": "1", "bron": ""}),
        (5, {"regiocode": "AM01", "waarde": "2", "bron": None}),
    ]


def test_a_required_column_that_is_nowhere_means_that_there_is_no_table() -> None:
    sheets = [Sheet("", [["Vacatures in de regio"], ["Regiocode", "Vacs", "Bron"], ["AM37", "10", "-"]])]
    assert find_tables(sheets, WANTED, REQUIRED) == []
    assert headers_seen(sheets) == ["Regiocode", "Vacs", "Bron"]


def test_a_header_is_not_looked_for_among_the_figures() -> None:
    deep = [Sheet("", [["titel"]] * 30 + [["regiocode", "waarde"]])]
    assert find_tables(deep, WANTED, REQUIRED) == []


def test_a_file_without_texts_has_no_headers() -> None:
    assert headers_seen([Sheet("", [[1.0, None], ["", 2.0]])]) == []
