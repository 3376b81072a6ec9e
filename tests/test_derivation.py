"""How a figure came about: exactly the cells of the source that gave it, and the formula over them."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.derivation import COLUMNS, Derivation, derivation
from indicators.figures import Figures
from indicators.plain_text import derivation_text
from indicators.quantities import drawn_from
from indicators.query import BadQuestion
from indicators.registry import INDICATORS
from indicators.sectors import FOCUS
from indicators.source_kinds import PRINTED
from indicators.tables import indicator_table
from ingest.dataset import count
from ingest.datasets import DATASETS, HAND_FILES
from ingest.published import PublishedFigures
from tests.conftest import Command
from tests.data_folder import DataFolder, declared, edition
from tests.home_towns import TOWN_CODES
from tests.region_tables import PARTICIPATION, PEOPLE_HEADER, VACANCIES, VACANCIES_HEADER

STUDENTS = replace(declared("students", count("students", "aantal")), kinds={"hbo Sector": "hbo", "wo Sector": "wo"})


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder for small tables under the names of the real sources."""
    return DataFolder(tmp_path, PARTICIPATION, VACANCIES, STUDENTS, HAND_FILES["banenafspraak"], PublishedFigures())


def cells(found: Derivation) -> list[tuple[object, ...]]:
    """Measure, region, sector, period and raw value of each cell."""
    return [(cell.measure, cell.region, cell.sector, cell.period, cell.value) for cell in found.cells]


@pytest.mark.slow
def test_a_computed_share_names_its_two_cells_in_the_unit_of_the_source(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 60 500 . \n AM37 A-U 2022JJ00 50 500 ."))
    found = derivation(folder.figures, "netto-arbeidsparticipatie", "AM37", "2023")
    assert found.value == 12.0
    assert cells(found) == [("employed", "AM37", "totaal", "2023", 60), ("population", "AM37", "totaal", "2023", 500)]
    assert [(given.what, given.column, given.value) for given in found.inputs] == [
        ("Werkzame beroepsbevolking", "employed_1", 60_000),
        ("Beroeps- en niet-beroepsbevolking", "population_2", 500_000),
    ]
    assert "  Werkzame beroepsbevolking = employed_1, 2023: 60.000" in derivation_text(found)
    (cell, _) = found.cells
    assert (cell.column, cell.unit, cell.factor, cell.status) == ("employed_1", "x 1000", 1000, "definitief")
    assert (cell.source.table, cell.source.producer) == ("participation-2025", "CBS")
    assert cell.snapshot.startswith("participation/")


@pytest.mark.slow
def test_a_percentage_that_the_source_prints_is_that_one_cell(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 60 500 12.1"))
    found = derivation(folder.figures, "netto-arbeidsparticipatie", "AM37", "2023")
    assert cells(found) == [("net_participation", "AM37", "totaal", "2023", 12.1)]
    assert found.note.startswith("Dit cijfer staat zo in de bron")


@pytest.mark.slow
def test_a_region_that_is_a_sum_names_the_cell_of_each_gemeente(folder: DataFolder) -> None:
    rows = "\n".join(f"{town} A-U 2023JJ00 {place} 100 ." for place, town in enumerate(TOWN_CODES, start=1))
    folder.refresh(edition(PARTICIPATION, PEOPLE_HEADER + rows))
    found = derivation(folder.figures, "netto-arbeidsparticipatie", "AM37", "2023")
    assert found.value == 4.0
    assert [cell[1:] for cell in cells(found)] == [
        *((town, "totaal", "2023", place) for place, town in enumerate(TOWN_CODES, start=1)),
        *((town, "totaal", "2023", 100) for town in TOWN_CODES),
    ]
    assert found.note == "De bron heeft geen cijfer over de regio zelf; daarom is er over de gemeenten opgeteld."
    assert {cell.measure for cell in derivation(folder.figures, "bevolking-15-75", "AM37", "2023").cells} == {"population"}


@pytest.mark.slow
def test_a_figure_that_is_not_published_names_the_cell_that_lacks(folder: DataFolder) -> None:
    rows = "\n".join(
        f"{town} A-U {year}JJ00 1 {'.' if (town, year) == ('GM0453', 2023) else 100} ."
        for town in TOWN_CODES
        for year in (2022, 2023)
    )
    folder.refresh(edition(PARTICIPATION, PEOPLE_HEADER + rows))
    found = derivation(folder.figures, "netto-arbeidsparticipatie", "AM37", "2023")
    assert found.value is None
    assert ("population", "GM0453", "totaal", "2023", None) in cells(found)
    assert found.note == "Een van de cellen is niet gepubliceerd; daarom is er geen cijfer."
    text = derivation_text(found)
    assert text.splitlines()[0].endswith(", 2023: niet gepubliceerd, definitief.")
    assert "(GM0453), totaal, 2023: niet gepubliceerd, " in text


@pytest.mark.slow
def test_a_focus_sector_names_the_sections_that_it_is_the_sum_of(folder: DataFolder) -> None:
    sectors = {"A-U": 100, "Q": 20, "P": 10, "B-F": 20, "J": 5, "G": 30}
    rows = "\n".join(f"PV27 {sector} 2023KW01 {value}" for sector, value in sectors.items())
    folder.refresh(edition(VACANCIES, VACANCIES_HEADER + rows))
    found = derivation(folder.figures, "vacatures", "PV27", "2023-Q1", "techniek")
    assert (found.value, [cell[2] for cell in cells(found)]) == (25_000, ["sbi-B-F", "sbi-J"])
    share = derivation(folder.figures, "vacatures-aandeel-focus", "PV27", "2023-Q1")
    assert (share.sector, share.value) == (FOCUS, 55.0)
    assert {cell[2] for cell in cells(share)} == {"sbi-B-F", "sbi-J", "sbi-P", "sbi-Q", "totaal"}


@pytest.mark.slow
def test_a_figure_by_kind_names_each_kind_that_it_is_the_sum_of(folder: DataFolder) -> None:
    folder.refresh(edition(STUDENTS, "region sector period students\n AM37 hbo 2023JJ00 80 \n AM37 wo 2023JJ00 50"))
    found = derivation(folder.figures, "studenten-ho", "AM37", "2023")
    assert found.value == 130
    assert [(given.what, given.column, given.value) for given in found.inputs] == [
        ("Leerlingen/studenten, hbo", "students_1", 80),
        ("Leerlingen/studenten, wo", "students_1", 50),
    ]


@pytest.mark.slow
def test_what_a_figure_of_the_source_itself_does_not_need_is_not_said_to_be_missing(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 . 500 12.1"))
    found = derivation(folder.figures, "netto-arbeidsparticipatie", "AM37", "2023")
    assert (found.value, [(given.column, given.value) for given in found.inputs]) == (12.1, [("population_2", 500_000)])


@pytest.mark.slow
def test_a_figure_of_a_file_names_the_column_as_it_is_called_there(folder: DataFolder) -> None:
    folder.add("banenafspraak", "banen.csv", "regio;kwartaal;extra banen\nAM37;31-03-2023;500\n")
    found = derivation(folder.figures, "banenafspraak", "AM37", "2023-Q1")
    assert [cell.column for cell in found.cells] == ["extra banen"]


@pytest.mark.slow
def test_a_figure_of_a_quarter_over_one_of_a_year_names_both(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 60 500 ."))
    header = "regiocode;peildatum;extra_banen_totaal;indicatie_banen;indicatie_tot_en_met_jaar\n"
    folder.add("banenafspraak", "banen.csv", f"{header}AM37;31-03-2023;500;2000;2023\n")
    found = derivation(folder.figures, "banenafspraak-realisatie", "AM37", "2023-Q1")
    assert found.value == 25.0
    assert [cell[3:] for cell in cells(found)] == [("2023-Q1", 500), ("2023", 2000)]
    assert [(given.period, given.value) for given in found.inputs] == [("2023-Q1", 500), ("2023", 2000)]


@pytest.mark.slow
def test_a_figure_from_a_document_names_the_document(folder: DataFolder) -> None:
    folder.print_figures("vacatures,AM37,2023-Q1,8150,vacatures,,Open vacatures,Agenda,Kenmerken")
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 60 500 ."))
    found = derivation(folder.figures, "vacatures", "AM37", "2023-Q1")
    assert (found.value, found.cells) == (8150, [])
    assert found.note == "Overgenomen uit Agenda, Kenmerken; het document geeft geen onderdelen."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            ("netto-arbeidsparticipatie", "AM37", "2019"),
            "Plaats AM37 heeft geen netto-arbeidsparticipatie over 2019 (",
        ),
        (
            ("netto-arbeidsparticipatie", "AM37", "2019-Q1"),
            "Plaats AM37 heeft geen netto-arbeidsparticipatie over het 1e ",
        ),
        (("netto-arbeidsparticipatie", "AM37", "toen"), "periode is geen periode: 'toen'."),
        (("netto-arbeidsparticipatie", "AM99", "2023"), "Onbekende regio 'AM99'."),
        (("werkloosheid", "AM37", "2023"), "Plaats AM37 heeft geen werkloosheid over 2023 (Alle sectoren). Er is er geen;"),
    ],
)
def test_a_figure_that_is_not_there_is_told(folder: DataFolder, question: tuple[str, str, str], answer: str) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2022JJ00 60 500 . \n AM37 A-U 2023JJ00 60 500 ."))
    with pytest.raises(BadQuestion) as refused:
        derivation(folder.figures, *question)
    assert str(refused.value).startswith(answer)


@pytest.mark.parametrize(
    ("dataset", "measure", "words"),
    [
        ("participation", "labour_force", "Beroepsbevolking"),  # of `group > title`, the title
        ("labour-force-nl", "population", "Beroeps- en niet-beroepsbevolking"),  # of alternatives, the first
        ("uwv-spanning", "tension", "Openstaande vacatures per persoon die korter dan een half jaar WW heeft"),
        ("uwv-open-match", "posted_vacancies", "Aantal op werk.nl van de soort vacature"),
        ("areas", "population", ""),
        ("participation", "jobs", ""),
    ],
)
def test_a_quantity_is_called_what_its_source_calls_it(dataset: str, measure: str, words: str) -> None:
    assert DATASETS[dataset].words(measure) == words


@pytest.mark.slow
@pytest.mark.parametrize("key", INDICATORS)
@pytest.mark.parametrize("region", ["AM37", "NL01", "GM0392"])
def test_in_the_example_each_figure_can_be_walked_back_to_its_cells(figures: Figures, key: str, region: str) -> None:
    table = indicator_table(figures, key)
    rows = table[(table["regiocode"] == region) & (table["dataset"] != PRINTED) & table["waarde"].notna()]
    if rows.empty:
        pytest.skip("the example has no figures of this region")
    row = rows.iloc[-1]
    found = derivation(figures, key, region, row["periode"], row["sector"])
    assert found.value == row["waarde"]
    assert found.cells
    assert all(known.value is not None for known in (*found.cells, *found.inputs))
    assert not {cell.column for cell in found.cells} & {cell.measure for cell in found.cells}
    assert all(known.what and known.what != known.column for known in found.inputs)
    assert {(cell.dataset, cell.measure) for cell in found.cells} <= drawn_from(INDICATORS[key], row["dataset"])
    assert {cell.source.table for cell in found.cells} == set(row["tabel"].split("; "))
    assert list(found.table().columns) == COLUMNS
    assert derivation_text(found).endswith(f"opgehaald {row['opgehaald']}.")


def test_the_command_shows_the_cells(command: Command, example_data: Path) -> None:
    question = ["indicators", "cells", "onbenut-aandeel", "--regio", "AM37", "--periode", "2023"]
    text = command(*question, data_dir=example_data)
    assert (text.returncode, text.stderr) == (0, "")
    assert "Onbenut arbeidspotentieel / bevolking van 15 tot 75 jaar x 100" in text.stdout
    rows = list(csv.DictReader(io.StringIO(command(*question, "--vorm", "csv", data_dir=example_data).stdout)))
    assert [row["grootheid"] for row in rows] == [
        "available_not_searched", "population", "searched_not_available", "underemployed", "unemployed",
    ]  # fmt: skip
    assert command(*question[:-1], "2099", data_dir=example_data).returncode == 2
