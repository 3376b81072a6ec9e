"""Files as a careful person would not have made them: what a program would read otherwise than a person sees it, is refused."""

import os
import time

import pytest

from ingest.files.workbook_marks import cells_of, unpacked
from tests.adding_files import DECLARED, HEADER, JOBSEEKERS, TENSION, VACANCIES, Steward, steward
from tests.home_towns import TOWN_NAMES
from tests.workbooks import Rows, edited, ods, packed, repacked, xlsx

__all__ = ["steward"]  # a fixture


@pytest.mark.parametrize(
    ("dataset", "text", "lost"),
    [
        (TENSION, "regiocode,periode,waarde\nAM37,2025-Q1,3,12\n", "12"),
        (VACANCIES, "regiocode,periode,sector,waarde\nAM37,2025-Q1,totaal,1,234\nAM18,2025-Q1,totaal,5,678,,\n", "234"),
        (VACANCIES, "AMR,2025 K1,2025 K2\nAM37,5,000,5,100\n", "5"),
    ],
    ids=["decimal sign", "sign of thousands", "wide"],
)
def test_a_number_that_the_sign_between_cells_parts_is_not_read_as_its_beginning(
    steward: Steward, dataset: str, text: str, lost: str
) -> None:
    said = steward.refusal(dataset, text)
    assert f"rij 2, kolom -: deze rij heeft meer cellen dan de kop ('{lost}' is er te veel)" in said


@pytest.mark.parametrize(
    ("dataset", "text"),
    [
        (VACANCIES, 'regiocode,periode,sector,waarde\nAM37,2025-Q1,totaal,3\n"AM37,2025-Q2,totaal,4"\n'),
        (VACANCIES, 'regiocode;periode;sector;waarde\nAM37;2025-Q1;totaal;3\n"AM37;2025-Q2;totaal;."\n'),
        (TENSION, "regiocode;periode;waarde\nAM37;2025-Q1;3\nAM37,2025-Q2,4\n"),
        (VACANCIES, 'AMR,2025 K1,2025 K2\nAM37,5,6\n"AM18,7,8"\n'),
    ],
    ids=["in quotation marks", "not published", "another sign", "wide"],
)
def test_a_row_in_one_cell_is_no_note(steward: Steward, dataset: str, text: str) -> None:
    assert "rij 3, kolom -: deze rij staat in één cel; haal de aanhalingstekens" in steward.refusal(dataset, text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "note", ["Bron: UWV, bewerkt, door ons, 2025", "AM37, het eerste kwartaal, voorlopig, 5", "AM37, 2025-Q1"]
)
def test_a_note_with_commas_stays_a_note(steward: Steward, note: str) -> None:
    added = steward.add(VACANCIES, f'regiocode,periode,sector,waarde\nAM37,2025-Q1,totaal,3\n"{note}"\n')
    assert [each.why for each in added.skipped] == ["toelichting"]


@pytest.mark.slow
def test_a_text_of_which_each_line_stands_between_quotation_marks_is_read(steward: Steward) -> None:
    steward.add(VACANCIES, '"regiocode,periode,sector,waarde,bron_url"\n"AM37,2025-Q1,totaal,3,""hier, en daar"""\n')
    assert steward.figures() == [("AM37", "totaal", "2025-Q1", 3)]


@pytest.mark.slow
def test_a_workbook_with_all_headers_in_one_cell_says_so(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, xlsx(A=[["regiocode;periode;sector;waarde"], ["AM37;2025-Q1;totaal;3"]]))
    assert "Alle koppen staan in één cel: verdeel de tekst over kolommen" in said


@pytest.mark.slow
def test_a_row_may_end_with_empty_cells_beyond_the_header_and_a_note_with_full_ones(steward: Steward) -> None:
    added = steward.add(VACANCIES, HEADER + "AM37;2025-Q1;totaal;1234;x;;;\nBron: UWV; werk.nl; ; ; ; zie daar\n")
    assert steward.figures() == [("AM37", "totaal", "2025-Q1", 1234)]
    assert [each.why for each in added.skipped] == ["toelichting"]


@pytest.mark.slow
@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_of_a_formula_is_no_figure_that_was_not_published(steward: Steward, error: str) -> None:
    rows: Rows = [list(DECLARED), *(["AM37", f"{year}-Q1", "totaal", 5] for year in range(2010, 2026))]
    steward.add(VACANCIES, xlsx(A=[["vooraf"]], B=rows))  # so many that one less is not "more than a tenth"
    rows[3] = ["AM37", "2012-Q1", "totaal", error]
    said = steward.refusal(VACANCIES, xlsx(A=[["vooraf"]], B=rows))
    assert f"blad B, rij 4, kolom waarde: '{error}' is een fout van een formule; herstel haar" in said


@pytest.mark.slow
def test_an_error_in_a_wide_table_is_told_and_one_that_is_not_read_does_no_harm(steward: Steward) -> None:
    wide: Rows = [["AMR", "2025 K1", "2025 K2", "groei"], ["AM37", 5, "#REF!", "#DIV/0!"]]
    assert "rij 2, kolom waarde (kop '2025 K2'): '#REF!' is een fout" in steward.refusal(VACANCIES, xlsx(A=wide))
    wide[1][2] = 6
    steward.add(VACANCIES, xlsx(A=[*wide, ["Totaal", "#REF!", 6]]))
    assert [value for *_, value in steward.figures()] == [5, 6]


@pytest.mark.slow
def test_an_error_of_libreoffice_is_told_as_well(steward: Steward) -> None:
    good = ods(A=[DECLARED, ["AM37", "2025-Q1", "totaal", "FOUT"], ["AM37", "2025-Q2", "totaal", 5]])
    cell = b'office:value-type="string"><text:p>FOUT<'
    failed = b'office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!<'
    told = steward.refusal(VACANCIES, repacked(good, lambda _, part: part.replace(cell, failed)), "a.ods")
    assert "rij 2, kolom waarde: '#DIV/0!' is een fout" in told


@pytest.mark.slow
@pytest.mark.parametrize("row", [["AM37", 5, "=B2+1"], ["AM37", "=B3+1", "=C3+1"]], ids=["one cell", "whole row"])
def test_a_formula_without_a_result_does_not_fall_out_of_a_wide_table(steward: Steward, row: list[object]) -> None:
    said = steward.refusal(VACANCIES, xlsx(A=[["AMR", "2025 K1", "2025 K2"], row, ["AM18", 5, 6]]))
    assert "rij 2, kolom waarde (kop '2025 K2'): is leeg, maar verplicht; van formules in dit bestand" in said


@pytest.mark.slow
def test_a_formula_without_a_result_in_a_column_that_may_be_empty_is_told(steward: Steward) -> None:
    header: list[object] = ["regiocode", "peildatum", "extra_banen_totaal", "personen_doelgroep"]
    said = steward.refusal("banenafspraak", xlsx(A=[header, ["AM37", "2025-Q1", 5, "=1+1"]]))
    assert "rij 2, kolom personen_doelgroep: is een formule waarvan de uitkomst niet bewaard is" in said


@pytest.mark.slow
def test_a_header_without_a_result_is_no_header(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, xlsx(A=[["AMR", "2025 K1", "2025 K2", "=C1+1"], ["AM37", 5, 6, 7]]))
    assert "heeft kolom D cijfers maar geen kop" in said


def test_a_formula_of_which_the_result_is_an_empty_text_has_a_result() -> None:
    cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1</f></c><c r="AA3"><f t="shared" si="0"/><v/></c>'
    assert list(cells_of(unpacked(book(cells)))) == [(0, 0, 1, "="), (0, 2, 26, "=")]


@pytest.mark.slow
def test_a_place_that_failed_is_not_one_outside_the_region(steward: Steward) -> None:
    rows: Rows = [["gemeente", "maand", "aantal"], *([town, "2025-03", 5] for town in TOWN_NAMES), ["#N/A", "2025-03", 9]]
    assert "rij 9, kolom regiocode (kop 'gemeente'): '#N/A' is een fout" in steward.refusal(JOBSEEKERS, xlsx(A=rows))


@pytest.mark.parametrize("cells", ['<c r="A1" t="e"' + " " * 40_000, "<c><v>" * 40_000, "<c><f>#" * 40_000])
def test_a_sheet_that_is_made_to_take_long_does_not(cells: str) -> None:
    data, begun = book(cells), time.process_time()
    assert list(cells_of(unpacked(data))) == []
    assert time.process_time() - begun < 0.5


OWN = "regiocode;{};aantal;aangeleverd_door;aangeleverd_op\nAM37;{};20;WSP;01-11-2025\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "cell", "read"),
    [
        ("maand", "31-03-2025", "2025-03"),
        ("kwartaal", "31-03-2025", "2025-Q1"),
        ("periode", "31-03-2025", "2025-Q1"),
        ("periode", "28-02-2025", "2025-02"),
        ("kwartaal", "maart 2025", "2025-03"),
    ],
)
def test_a_day_is_the_period_that_its_header_says(steward: Steward, header: str, cell: str, read: str) -> None:
    steward.add("plaatsingen-wsp", OWN.format(header, cell))
    assert [period for _, _, period, _ in steward.figures()] == [read]


@pytest.mark.parametrize(
    ("header", "cell", "wrong"),
    [
        ("jaar", "31-12-2024", "'31-12-2024' is geen jaar"),
        ("kwartaal", "28-02-2025", "'28-02-2025' is niet de laatste dag van een kwartaal"),
    ],
)
def test_a_day_that_its_header_contradicts_is_refused(steward: Steward, header: str, cell: str, wrong: str) -> None:
    assert wrong in steward.refusal("plaatsingen-wsp", OWN.format(header, cell))


@pytest.mark.slow
def test_the_last_days_of_months_are_months(steward: Steward) -> None:
    text = "regiocode;Maand;Aantal plaatsingen;aangeleverd_door;aangeleverd_op\n"
    rows = "".join(f"AM37;{day}-2025;20;WSP;01-11-2025\n" for day in ("31-01", "28-02", "31-03"))
    steward.add("plaatsingen-wsp", text + rows)
    assert [period for _, _, period, _ in steward.figures()] == ["2025-01", "2025-02", "2025-03"]


def with_merged(cells: str, rows: Rows) -> bytes:
    """A workbook with these rows, in which these cells are one."""
    return edited(xlsx(A=rows), lambda book: book["A"].merge_cells(cells))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "rows", "said"),
    [
        ("C3:C4", [["gemeente", "maand", "aantal"], *([town, "2025-03", 5] for town in TOWN_NAMES)], "rij 3, kolom waarde"),
        ("B2:C2", [["AMR", "2025 K1", "2025 K2"], ["AM37", 5, None]], "rij 2, kolom waarde (kop '2025 K1')"),
        ("B2:B3", [["AMR", "2025 K1", "2025 K2"], ["AM37", 5, 6], ["AM18", None, 7]], "rij 3, kolom waarde (kop '2025 K1')"),
    ],
    ids=["two places", "two periods", "two places in a wide table"],
)
def test_a_figure_that_two_places_or_periods_share_is_of_neither(steward: Steward, cells: str, rows: Rows, said: str) -> None:
    dataset = JOBSEEKERS if "gemeente" in rows[0] else VACANCIES
    assert f"{said}: '5.0' staat in een samengevoegde cel" in steward.refusal(dataset, with_merged(cells, rows)).replace(
        " (kop 'aantal')", ""
    )


@pytest.mark.slow
def test_what_rows_are_about_may_stand_in_a_merged_cell(steward: Steward) -> None:
    rows: Rows = [list(DECLARED), ["AM37", "2025-Q1", "totaal", 5], [None, "2025-Q2", "totaal", 6], ["Totaal", None, None, 11]]
    steward.add(VACANCIES, with_merged("A2:A3", rows))
    assert [value for *_, value in steward.figures()] == [5, 6]


@pytest.mark.slow
def test_a_sign_that_nothing_was_published_may_stand_in_a_merged_cell(steward: Steward) -> None:
    rows: Rows = [list(DECLARED), ["AM37", "2025-Q1", "totaal", "n.b."], ["AM37", "2025-Q2", "totaal", None]]
    steward.add(VACANCIES, with_merged("D2:D3", rows))
    assert [value for *_, value in steward.figures()] == [None, None]


def test_a_column_without_a_header_is_named(steward: Steward) -> None:
    added = steward.add(VACANCIES, "regiocode;;periode;sector;waarde;;\nAM37;;2025-Q1;totaal;5;dubbel geteld?;\n")
    assert [str(each) for each in added.skipped] == ["rij 1 (kolommen zonder kop, niet gelezen): F"]


@pytest.mark.parametrize(
    "text",
    [
        "Openstaande vacatures (x 1.000)\n\n" + HEADER + "AM37;2025-Q1;totaal;5;\n",
        HEADER + ";;;x 1 000;\nAM37;2025-Q1;totaal;5;\n",
        HEADER + "AM37;2025-Q1;totaal;5;\nAantallen in duizendtallen\n",
        "regiocode;periode;sector;Vacatures x1000\nAM37;2025-Q1;totaal;5\n",
    ],
    ids=["title", "unit below the header", "note", "header"],
)
def test_figures_in_thousands_are_not_taken_for_units(steward: Steward, text: str) -> None:
    assert "cijfers in duizenden worden niet gelezen" in steward.refusal(VACANCIES, text)


@pytest.mark.slow
def test_what_is_in_thousands_and_is_not_read_does_no_harm(steward: Steward) -> None:
    text = "Vacatures boven 1 000 per 1.000 banen\nregiocode;periode;sector;waarde;banen (x 1 000)\nAM37;2025-Q1;totaal;5;90\n"
    steward.add(VACANCIES, text)
    assert [value for *_, value in steward.figures()] == [5]


def test_a_name_that_is_too_long_to_be_kept_is_said_to_be(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, HEADER + "AM37;2025-Q1;totaal;5;\n", "é" * 124 + ".csv")
    assert "is te lang om te bewaren. Geef het bestand een kortere naam" in said


def test_a_name_of_bytes_that_are_no_letters_is_said_to_be_so(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, HEADER + "AM37;2025-Q1;totaal;5;\n", os.fsdecode(b"caf\xe9.csv"))
    assert said.startswith("De naam van caf?.csv heeft tekens die niet te bewaren zijn. Geef het bestand een andere naam.")


def book(cells: str) -> bytes:
    """As much of a workbook as is searched."""
    return packed(
        {
            "xl/workbook.xml": '<sheet r:id="rId1"/>' + "<sheet " * 40_000,
            "xl/_rels/workbook.xml.rels": '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
            "xl/worksheets/sheet1.xml": cells,
        }
    )
