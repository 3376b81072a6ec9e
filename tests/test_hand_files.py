"""Files that a person fills in: from the template to figures, every row checked, and nothing taken when one is wrong."""

import io
from datetime import date
from pathlib import Path

import msgspec
import openpyxl
import pytest

from ingest.dataset import count, fingerprint
from ingest.example.files import ExampleFiles
from ingest.example.wire import ExampleCbs
from ingest.files.hand_file import HandFile
from ingest.files.mapping import ColumnMapping
from ingest.files.rows import RejectedFile
from ingest.files.template import template
from ingest.periods import Period
from ingest.snapshot import Draft
from ingest.sources import Sources
from ingest.wire.web import Traffic
from tests.adding_files import save_mapping
from tests.data_folder import UWV
from tests.filled_templates import JOBS, Row, Take, agenda, draft, filled, jobs, rows_of, take

__all__ = ["agenda", "draft", "take"]  # fixtures

PAGE = "https://www.uwv.nl/regio/zkij"


def vacancies(value: object = "7.250", **other: object) -> Row:
    """A row of vacancies in the region."""
    return {"regiocode": "AM37", "periode": "2026-Q1", "sector": "totaal", "waarde": value, "bron_url": PAGE, **other}


def total(value: object, **other: object) -> Row:
    """That row as it is read: about all occupations."""
    return vacancies(value, beroepsgroep=None, **other)


def rejected(take: Take, dataset: HandFile, what: list[Row] | bytes, file_name: str = "bestand.csv") -> RejectedFile:
    """The refusal of a file."""
    with pytest.raises(RejectedFile) as refusal:
        take(dataset, what, file_name)
    return refusal.value


@pytest.mark.parametrize("file_name", ["vacatures.csv", "vacatures.xlsx"])
def test_a_template_that_is_filled_in_becomes_figures(take: Take, file_name: str) -> None:
    snapshot = take(UWV, [vacancies(), vacancies("1.300", sector="Techniek")], file_name)
    (cells,) = UWV.read(snapshot)
    assert rows_of(cells) == [total(7250), total(1300, sector="techniek")]
    assert cells.measures == {"waarde": count("open_vacancies", "vacatures")}
    assert cells.region.meaning == {"AM37": "AM37"}
    assert (cells.sector.column, cells.sector.meaning) == ("sector", {"totaal": "totaal", "techniek": "techniek"})
    assert (cells.period_column, cells.periods) == ("periode", {"2026-Q1": Period("2026-Q1", "quarter", "definitief")})
    assert cells.status_column is None


def test_the_file_is_kept_as_it_came_and_its_origin_says_where_it_is_from(take: Take) -> None:
    data = filled(UWV, [vacancies(), vacancies("800", sector="onderwijs")])
    snapshot = take(UWV, data, "vacatures 2026.csv")
    (origin,) = snapshot.receipt.origins
    assert snapshot.read("vacatures 2026.csv") == data
    assert (origin.producer, origin.table, origin.url, origin.rows) == ("UWV", "vacatures 2026.csv", PAGE, 2)
    assert origin.columns["waarde"] == "waarde"


def test_without_an_address_in_the_file_the_origin_is_the_page_of_the_dataset(take: Take) -> None:
    snapshot = take(UWV, [vacancies(bron_url="")])
    assert snapshot.receipt.origins[0].url == UWV.page


def test_a_spreadsheet_may_hold_real_dates_and_numbers(take: Take) -> None:
    row = jobs(peildatum=date(2026, 3, 31), extra_banen_totaal=900, indicatie_tot_en_met_jaar=2026)
    by_quarter, _ = JOBS.read(take(JOBS, [row], "banen.xlsx"))
    (read,) = rows_of(by_quarter)
    assert (read["peildatum"], read["extra_banen_totaal"], read["indicatie_tot_en_met_jaar"]) == ("2026-Q1", 900, "2026")


def test_jobs_are_dated_by_quarter_and_their_indication_once_by_its_year(take: Take) -> None:
    country = jobs(regiocode="NL01", peildatum="31-12-2025", status="officieel", indicatie_banen="", indicatie_tot_en_met_jaar="")
    by_quarter, by_year = JOBS.read(take(JOBS, [jobs(), jobs(peildatum="31-12-2025"), country]))
    assert by_quarter.measures["extra_banen_totaal"] == count("extra_jobs", "banen", signed=True)
    assert "indicatie_banen" not in by_quarter.measures
    assert {row["peildatum"]: row["status"] for row in rows_of(by_quarter)} == {"2026-Q1": None, "2025-Q4": "definitief"}
    assert by_quarter.periods["2026-Q1"] == Period("2026-Q1", "quarter", "indicatief")
    assert by_quarter.status_column == "status"
    assert list(by_year.measures) == ["indicatie_banen"]
    assert [(row["indicatie_tot_en_met_jaar"], row["indicatie_banen"]) for row in rows_of(by_year)] == [("2026", 2000)]
    assert by_year.periods == {"2026": Period("2026", "year", "indicatief")}


def test_jobs_without_any_indication_give_no_figures_by_year(take: Take) -> None:
    _, by_year = JOBS.read(take(JOBS, [jobs(indicatie_banen="", indicatie_tot_en_met_jaar="")]))
    assert rows_of(by_year) == []


@pytest.mark.parametrize("sign", [".", "-", "x", "n.b.", "", " "])
def test_a_figure_that_was_not_published_stays_missing(take: Take, sign: str) -> None:
    (cells,) = UWV.read(take(UWV, [vacancies(sign)]))
    assert rows_of(cells) == [total(None)]


@pytest.mark.parametrize(
    ("dataset", "row", "column", "reason"),
    [
        (UWV, vacancies("veel"), "waarde", "'veel' is geen getal"),
        (UWV, vacancies("-5"), "waarde", "negatief"),
        (UWV, vacancies("1.000.000.000"), "waarde", "'1.000.000.000' kan geen aantal zijn: meer dan 100 miljoen"),
        (UWV, vacancies(periode=""), "periode", "leeg, maar verplicht"),
        (UWV, vacancies(regiocode="Haarlem"), "regiocode", "geen arbeidsmarktregio"),
        (UWV, vacancies(periode="Q1"), "periode", "geen periode"),
        (UWV, vacancies(sector="horeca"), "sector", "geen sector"),
        (JOBS, jobs(peildatum="30-03-2026"), "peildatum", "laatste dag van een kwartaal"),
        (JOBS, jobs(peildatum=""), "peildatum", "verplicht"),
        (JOBS, jobs(banen_nulmeting="-1"), "banen_nulmeting", "negatief"),
        (JOBS, jobs(extra_banen_totaal="-100000001"), "extra_banen_totaal", "meer dan 100 miljoen"),
        (JOBS, jobs(indicatie_tot_en_met_jaar="26"), "indicatie_tot_en_met_jaar", "geen jaar"),
        (JOBS, jobs(status="geschat"), "status", "indicatief of officieel"),
        (JOBS, jobs(extra_banen_totaal="905"), "-", "905, maar markt + overheid + inleen - nulmeting is 900"),
        (JOBS, jobs(extra_banen_totaal="", banen_inleen=""), "-", "vul extra_banen_totaal in"),
        (JOBS, jobs(extra_banen_totaal=".", banen_nulmeting="."), "-", "vul extra_banen_totaal in"),
        (JOBS, jobs(personen_werkzaam="4.001"), "-", "meer dan personen_doelgroep"),
        (JOBS, jobs(indicatie_tot_en_met_jaar=""), "-", "zonder jaar"),
    ],
)
def test_a_wrong_row_is_named_by_number_column_and_reason(
    take: Take, draft: Draft, dataset: HandFile, row: Row, column: str, reason: str
) -> None:
    right = vacancies(periode="2025-Q4") if dataset is UWV else jobs(peildatum="31-12-2025")
    refusal = rejected(take, dataset, [right, row])
    (problem,) = refusal.problems
    assert (problem.row, problem.column) == (3, column)
    assert reason in problem.reason
    assert f"rij 3, kolom {column}: " in str(refusal)
    assert draft.files == list(draft.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("dataset", "rows", "reason"),
    [
        (UWV, [vacancies(), vacancies("1")], "2 keer in het bestand: AM37, 2026-Q1, totaal (rij 2; rij 3)"),
        (UWV, [vacancies(100), vacancies(60, sector="onderwijs"), vacancies(45, sector="techniek")], "meer dan het totaal"),
        (JOBS, [jobs(), jobs(peildatum="Q1 2026")], "2 keer in het bestand: AM37, 2026-Q1"),
        (JOBS, [jobs(), jobs(peildatum="31-12-2025", indicatie_banen="1.900")], "twee verschillende indicaties tot en met 2026"),
        (UWV, [], "geen enkele rij"),
        (JOBS, [], "geen enkele rij"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_as_a_whole(
    take: Take, draft: Draft, dataset: HandFile, rows: list[Row], reason: str
) -> None:
    (problem,) = rejected(take, dataset, rows).problems
    assert problem.row == 0
    assert reason in str(problem)
    assert draft.files == list(draft.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("dataset", "rows"),
    [
        (JOBS, [jobs(extra_banen_totaal="904")]),  # rounded one by one
        (JOBS, [jobs(extra_banen_totaal="-100", banen_nulmeting="2.000")]),  # a decrease
        (JOBS, [jobs(extra_banen_totaal="")]),  # follows from the other four
        (JOBS, [jobs(banen_inleen="", banen_nulmeting="")]),
        (JOBS, [jobs(), jobs(peildatum="31-12-2025"), jobs(regiocode="NL01", indicatie_banen="9.000")]),
        (JOBS, [jobs(personen_werkzaam="4.000")]),
        (UWV, [vacancies("100"), vacancies("60", sector="onderwijs"), vacancies("44", sector="techniek")]),
        (
            UWV,
            [vacancies("100"), vacancies("90", sector="techniek"), vacancies("90", sector="onderwijs", regiocode="AM18")],
        ),
        (UWV, [vacancies("."), vacancies("90", sector="onderwijs")]),
    ],
)
def test_what_may_be_so_is_taken(take: Take, dataset: HandFile, rows: list[Row]) -> None:
    assert take(dataset, rows).receipt.origins[0].rows == len(rows)


def test_all_wrong_cells_are_named_at_once_by_the_rows_that_a_person_sees(take: Take) -> None:
    data = b"Vacatures in de regio\n\nregiocode;periode;sector;waarde\nAM37;2026;totaal;1\n\nAM99;2026;totaal;?\n"
    refusal = rejected(take, UWV, data, "vacatures.csv")
    assert [(problem.row, problem.column) for problem in refusal.problems] == [(6, "regiocode"), (6, "waarde")]
    assert str(refusal).startswith("vacatures.csv is niet toegevoegd; er is niets veranderd.")
    assert "voeg het opnieuw toe" in str(refusal)


def test_columns_may_have_their_usual_other_names_in_any_order(take: Take) -> None:
    data = b"Openstaande vacatures;Sector;Kwartaal;Arbeidsmarktregio\n7.250;Totaal;1e kwartaal 2026;Zuid-Kennemerland en IJmond\n"
    snapshot = take(UWV, data)
    (cells,) = UWV.read(snapshot)
    assert rows_of(cells) == [total(7250, bron_url=None)]
    assert snapshot.receipt.origins[0].columns["waarde"] == "Openstaande vacatures"


OTHER_HEADERS = b"Gebied;Tijdvak;Branche;Vacs\nAM37;2026-Q1;totaal;7.250\n"
MAPPING = ColumnMapping({"regiocode": "Gebied", "periode": "Tijdvak", "sector": "Branche", "waarde": "vacs"})


def test_unknown_headers_are_refused_with_both_sides_and_the_place_to_name_them(take: Take, agenda: Path) -> None:
    save_mapping(agenda, "banenafspraak", "2026", MAPPING)
    (problem,) = rejected(take, UWV, OTHER_HEADERS).problems
    assert "periode, regiocode, sector, waarde" in problem.reason
    assert "Gebied, Tijdvak, Branche, Vacs" in problem.reason
    assert "Er ontbreekt: regiocode, periode, waarde. Onbekend is: Gebied, Tijdvak, Vacs. " in problem.reason
    assert "`python -m ingest template uwv-vacatures uwv-vacatures.xlsx`" in problem.reason


def test_a_saved_column_mapping_finds_the_columns_and_is_needed_only_when_the_file_is_taken(take: Take, agenda: Path) -> None:
    save_mapping(agenda, "uwv-vacatures", "2019", ColumnMapping({"waarde": "Aantal vacatures"}))
    path = save_mapping(agenda, "uwv-vacatures", "2026", MAPPING)
    snapshot = take(UWV, OTHER_HEADERS)
    path.unlink()
    (cells,) = UWV.read(snapshot)
    assert rows_of(cells) == [total(7250, bron_url=None)]
    assert cells.origin.columns["regiocode"] == "Gebied"


@pytest.mark.parametrize("file_name", ["rapport.pdf", "vacatures.xlsx"])
def test_a_file_that_holds_no_table_is_refused_by_name(take: Take, file_name: str) -> None:
    assert file_name in str(rejected(take, UWV, b"%PDF-1.7", file_name))


@pytest.mark.parametrize("dataset", [JOBS, UWV])
def test_a_workbook_explains_each_column_and_says_which_are_required(dataset: HandFile) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(dataset, "a.xlsx")))
    notes = {row[0]: row[1:] for row in workbook["Toelichting"].iter_rows(min_row=2, values_only=True)}
    assert list(notes) == [cell.value for cell in workbook["Gegevens"][1]]
    assert notes["regiocode"] == ("ja", "Code of hele naam van de arbeidsmarktregio, zoals AM37")
    assert notes["bron_url"][0] == "nee"


@pytest.mark.slow
@pytest.mark.parametrize("dataset", [JOBS, UWV])
def test_a_run_takes_the_example_file_only_and_else_waits_for_a_person(dataset: HandFile, draft: Draft, agenda: Path) -> None:
    real = Sources(ExampleCbs([]), agenda, Traffic())
    assert not dataset.offers(real)
    assert dataset.page in dataset.inspect(real).words
    example = Sources(ExampleCbs([]), agenda, Traffic(), ExampleFiles({}))
    assert dataset.offers(example)
    (origin,) = dataset.take(example, draft)
    assert origin.rows > 1000
    receipt = draft.finish([origin], fingerprint(dataset)).receipt
    assert dataset.is_current(example, receipt)
    assert not dataset.is_current(example, msgspec.structs.replace(receipt, declaration="van vroeger"))
