"""An indicator as a table: which source a line comes from, what is summed over gemeenten, and where printed figures stand."""

from pathlib import Path

import pytest

from indicators.figures import current_figures, figures_of
from indicators.lines import has_series, line, nearest_with_series
from indicators.tables import indicator_table, printed_table
from ingest.dataset import thousands
from ingest.datasets import HAND_FILES
from ingest.published import PublishedFigures
from tests.data_folder import FIRST, JOBS, LATER, UWV, UWV_HEADER, DataFolder, declared, edition
from tests.region_tables import AREAS, PARTICIPATION, PEOPLE, PEOPLE_HEADER, TWO_TOWNS, VACANCIES, VACANCIES_HEADER, areas

pytestmark = pytest.mark.slow
ADJUSTED, UNADJUSTED = declared("labour-force-nl-adjusted", *PEOPLE), declared("labour-force-nl", *PEOPLE)
VACANCIES_NL = declared("vacancies-nl", thousands("open_vacancies"))
BANENAFSPRAAK = HAND_FILES["banenafspraak"]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder for small tables under the names of the real sources."""
    return DataFolder(
        tmp_path, AREAS, PARTICIPATION, ADJUSTED, UNADJUSTED, VACANCIES, VACANCIES_NL, UWV, BANENAFSPRAAK, PublishedFigures()
    )


def test_thousands_become_units_exactly(folder: DataFolder) -> None:
    printed = {"PV20": "83.1", "PV21": "0.1", "PV22": "441.2", "PV23": "1157.3"}
    folder.refresh(edition(VACANCIES, VACANCIES_HEADER + "\n".join(f"{code} A-U 2023KW01 {x}" for code, x in printed.items())))
    shown_in_units = {code: (value, step) for code, value, step in folder.shown("vacatures", "regiocode", "waarde", "step")}
    assert shown_in_units == {"PV20": (83100, 100), "PV21": (100, 100), "PV22": (441200, 100), "PV23": (1157300, 100)}


def test_a_percentage_stays_as_it_was_printed(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 212 287 73.8"))
    assert folder.shown("netto-arbeidsparticipatie", "waarde", "step") == [(73.8, 0.1)]


def test_a_line_comes_whole_from_the_first_source_that_has_it_at_that_frequency(folder: DataFolder) -> None:
    regional = f"{VACANCIES_HEADER} NL01 A-U 2023KW01 441.2 \n NL01 A-U 2023KW02 ."
    national = f"{VACANCIES_HEADER} NL01 A-U 2022KW04 430.0 \n NL01 A-U 2023KW02 427.1 \n NL01 A-U 2022JJ00 435.0"
    folder.refresh(edition(VACANCIES, regional), edition(VACANCIES_NL, national))
    assert folder.shown("vacatures", "periode", "waarde", "dataset") == [
        ("2023-Q1", 441200, "vacancies-regional"), ("2023-Q2", None, "vacancies-regional"), ("2022", 435000, "vacancies-nl"),
    ]  # fmt: skip


def test_a_source_in_which_nothing_of_a_line_is_published_leaves_it_to_the_next(folder: DataFolder) -> None:
    tables = (
        edition(VACANCIES, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 ."),
        edition(VACANCIES_NL, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 427.1"),
    )
    folder.refresh(*tables)
    assert folder.shown("vacatures", "waarde", "dataset") == [(427100, "vacancies-nl")]


def test_each_region_has_the_source_that_knows_it(folder: DataFolder) -> None:
    folder.refresh(edition(VACANCIES, f"{VACANCIES_HEADER} PV27 A-U 2023KW01 74.5"))
    folder.add(UWV.name, "uwv.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;8150\n")
    assert folder.shown("vacatures", "regiocode", "waarde", "bron", "tabel") == [
        ("PV27", 74500, "CBS", "vacancies-regional-2025"), ("AM37", 8150, "UWV", "uwv.csv"),
    ]  # fmt: skip


def test_the_percentage_that_a_source_prints_goes_before_the_computed_one(folder: DataFolder) -> None:
    text = f"{PEOPLE_HEADER} AM37 A-U 2022JJ00 212 287 . \n AM37 A-U 2023JJ00 212 287 73.8"
    folder.refresh(edition(PARTICIPATION, text))
    assert folder.shown("netto-arbeidsparticipatie", "periode", "waarde") == [("2022", 73.9), ("2023", 73.8)]


def test_figures_adjusted_for_the_season_are_named_so_in_their_unit(folder: DataFolder) -> None:
    adjusted = f"{PEOPLE_HEADER} NL01 A-U 2023KW01 9600 13200 73.0"
    unadjusted = f"{PEOPLE_HEADER} NL01 A-U 2023KW01 9500 13200 72.0 \n NL01 A-U 2023JJ00 9550 13200 72.5"
    folder.refresh(edition(ADJUSTED, adjusted), edition(UNADJUSTED, unadjusted))
    unit = "% van de bevolking van 15 tot 75 jaar"
    assert folder.shown("netto-arbeidsparticipatie", "periode", "waarde", "eenheid") == [
        ("2023-Q1", 73.0, f"{unit}, gecorrigeerd voor het seizoen"), ("2023", 72.5, unit),
    ]  # fmt: skip


OF_TOWNS = f"""{PEOPLE_HEADER}
    GM0010 A-U 2022JJ00 50 100 .
    GM0020 A-U 2022JJ00 10 400 .
    GM0010 A-U 2023JJ00 60 100 60.0
    GM0020 A-U 2023JJ00 .  400 10.0
"""


def test_a_region_of_which_the_source_has_only_empty_cells_is_summed_over_its_gemeenten_once(folder: DataFolder) -> None:
    towns = "GM0010 A-U 2023JJ00 50 100 . \n GM0020 A-U 2023JJ00 10 400 ."
    folder.refresh(TWO_TOWNS, edition(PARTICIPATION, f"{PEOPLE_HEADER} AM01 A-U 2023JJ00 . . . \n {towns}"))
    assert folder.shown("netto-arbeidsparticipatie", "waarde", region="AM01") == [(12.0,)]


def test_a_region_that_the_source_lacks_is_computed_from_the_sums_over_its_gemeenten(folder: DataFolder) -> None:
    folder.refresh(TWO_TOWNS, edition(PARTICIPATION, OF_TOWNS))
    assert folder.shown("bevolking-15-75", "periode", "waarde", region="AM01") == [("2022", 500_000), ("2023", 500_000)]
    assert folder.shown("netto-arbeidsparticipatie", "periode", "waarde", region="AM01") == [("2022", 12.0), ("2023", None)]


def test_the_status_of_such_a_sum_is_the_weakest_of_the_gemeenten(folder: DataFolder) -> None:
    rows = ["GM0010 A-U 2022JJ00 1", "GM0020 A-U 2022JJ00 2", "GM0010 A-U 2023JJ00 3", "GM0020 A-U 2023JJ00 4"]
    text = VACANCIES_HEADER + "\n".join(rows)
    folder.refresh(TWO_TOWNS, edition(VACANCIES, text, provisional="2023JJ00"))
    assert folder.shown("vacatures", "waarde", "status", region="AM01") == [(3000, "definitief"), (7000, "voorlopig")]


def test_a_region_that_the_source_has_is_not_summed(folder: DataFolder) -> None:
    folder.refresh(TWO_TOWNS, edition(PARTICIPATION, f"{OF_TOWNS} AM01 A-U 2022JJ00 59 501 11.8"))
    assert folder.shown("bevolking-15-75", "periode", "waarde", region="AM01") == [("2022", 501_000)]


def test_a_region_with_a_gemeente_that_the_source_lacks_is_not_summed(folder: DataFolder) -> None:
    folder.refresh(areas(GM0010="AM01 PV20", GM0020="AM01 PV20", GM0030="AM01 PV20"), edition(PARTICIPATION, OF_TOWNS))
    assert folder.shown("bevolking-15-75", "waarde", region="AM01") == []
    assert len(folder.shown("bevolking-15-75", "waarde", region="GM0010")) == 2


def test_a_figure_from_two_receipts_names_both(folder: DataFolder) -> None:
    header = "regiocode;peildatum;extra_banen_totaal;indicatie_banen;indicatie_tot_en_met_jaar\n"
    folder.add(BANENAFSPRAAK.name, "een.csv", f"{header}AM37;31-03-2023;900;1900;2023\n")
    folder.add(BANENAFSPRAAK.name, "twee.csv", f"{header}AM37;30-06-2023;950;;\nAM01;30-06-2023;700;1000;2023\n")
    assert folder.shown("banenafspraak-realisatie", "periode", "waarde", "tabel", "status", region="AM37") == [
        ("2023-Q1", 47.4, "een.csv", "indicatief"), ("2023-Q2", 50.0, "een.csv; twee.csv", "indicatief"),
    ]  # fmt: skip


PRINTED = [
    "vacatures,AM37,2023-Q1,8150,vacatures,,Open vacatures,Agenda,Kenmerken",
    "vacatures,AM37,2024-Q2,8110,vacatures,,Open vacatures,Stand van zaken,1. Inleiding",
    "vacatures,AM37,,8000,vacatures,jaar niet vermeld,Open vacatures,Agenda,Kenmerken",
    "vacatures,deelregio-ijmond,2023,3000,vacatures,,Open vacatures,Agenda,Kenmerken",
    "vacatures-aandeel-focus,AM37,2023-Q1,40,%,,Aandeel,Agenda,Kenmerken",
]


def test_a_printed_figure_stands_only_where_no_dataset_has_that_cell(folder: DataFolder) -> None:
    folder.print_figures(*PRINTED)
    folder.refresh(edition(VACANCIES, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 441.2"))
    folder.add(UWV.name, "uwv.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;8160\n")
    assert folder.shown("vacatures", "periode", "waarde", "status", "tabel", region="AM37") == [
        ("2023-Q1", 8160, "definitief", "uwv.csv"), ("2024-Q2", 8110, "gepubliceerd", "Stand van zaken, 1. Inleiding"),
    ]  # fmt: skip


def test_a_printed_share_of_the_focus_sectors_belongs_to_them_together(folder: DataFolder) -> None:
    folder.print_figures(*PRINTED)
    folder.refresh(edition(VACANCIES, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 441.2"))
    (row,) = printed_table(folder.figures, "vacatures-aandeel-focus").to_dict("records")
    assert (row["sector"], row["waarde"], row["regio"]) == ("focus", 40, "Zuid-Kennemerland en IJmond")
    assert folder.shown("vacatures-aandeel-focus", "waarde", sector="focus") == [(40,)]


def test_one_line_has_one_frequency_its_own_one_before_any_other(folder: DataFolder) -> None:
    text = (
        f"{VACANCIES_HEADER} NL01 A-U 2022JJ00 440.0 \n NL01 A-U 2023KW01 441.2 \n NL01 A-U 2023KW02 . \n PV27 A-U 2022JJ00 70.0"
    )
    folder.refresh(edition(VACANCIES, text))
    found = folder.figures
    assert [point.period for point in line(found, "vacatures", "NL01").points] == ["2023-Q1"]
    assert [point.period for point in line(found, "vacatures", "NL01", frequency="year").points] == ["2022"]
    assert [point.period for point in line(found, "vacatures", "PV27").points] == ["2022"]
    assert line(found, "vacatures", "AM37").points == []


def test_a_line_between_two_years_holds_both(folder: DataFolder) -> None:
    years = "\n".join(f"AM37 A-U {year}JJ00 200 300 66.7" for year in range(2018, 2024))
    folder.refresh(edition(PARTICIPATION, PEOPLE_HEADER + years))
    whole = line(folder.figures, "bevolking-15-75", "AM37")
    assert [point.period for point in whole.between(2019, 2021).points] == ["2019", "2020", "2021"]
    assert [point.period for point in whole.between(None, 2018).points] == ["2018"]
    assert [found.since for found in whole.breaks] == ["2021", "2016", "2019", "2020-03"]
    assert [found.since for found in line(folder.figures, "bevolking-15-75", "NL01").breaks] == []  # a line without rows


def test_where_a_region_has_no_series_the_nearest_region_around_it_is_found(folder: DataFolder) -> None:
    folder.print_figures(*PRINTED)
    folder.refresh(
        areas(GM0392="AM37 PV27", GM0453="AM37 PV27", GM0010="AM37 PV20"),
        edition(VACANCIES, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 9"),
    )
    assert not has_series(folder.figures, "vacatures", "AM37")
    assert nearest_with_series(folder.figures, "vacatures", "GM0392") == "NL01"
    folder.refresh(edition(VACANCIES, f"{VACANCIES_HEADER} NL01 A-U 2023KW01 9 \n PV27 A-U 2023KW01 1", modified=LATER))
    assert [nearest_with_series(folder.figures, "vacatures", code) for code in ("GM0392", "AM37", "PV20")] == [
        "PV27",
        "PV27",
        "NL01",
    ]
    folder.add(UWV.name, "uwv.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;8150\n")
    assert [nearest_with_series(folder.figures, "vacatures", code) for code in ("GM0392", "AM37")] == ["AM37", "AM37"]
    assert nearest_with_series(folder.figures, "werkloosheid", "GM0392") is None


def test_regions_stand_from_large_to_small_and_the_home_gemeenten_are_always_there(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} GM0010 A-U 2023JJ00 5 10 50.0"))
    codes = list(folder.figures.regions)
    levels = [folder.figures.regions[code].level for code in codes]
    assert list(dict.fromkeys(levels)) == ["land", "provincie", "arbeidsmarktregio", "gemeente"]
    assert codes.index("PV21") < codes.index("PV26") < codes.index("AM37") < codes.index("GM0392")
    assert folder.figures.regions["GM0392"].name == "Haarlem"


def test_a_measure_that_the_version_does_not_have_is_an_empty_series(folder: DataFolder) -> None:
    folder.refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} GM0010 A-U 2023JJ00 5 10 50.0"))
    assert len(folder.figures.measure("participation", "employed").frame)
    assert folder.figures.measure("participation", "jobs").frame.empty
    assert len(indicator_table(folder.figures, "banenafspraak")) == 0


def test_the_program_looks_at_each_new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DataFolder(tmp_path, JOBS)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    seen = []
    for place, modified in (("GM0010", FIRST), ("GM0020", LATER)):
        folder.refresh(edition(JOBS, f"region sector period jobs\n {place} A-U 2023JJ00 5", modified=modified))
        seen.append(place in current_figures().regions)
        assert current_figures() is current_figures()
    assert seen == [True, True]


@pytest.mark.usefixtures("on_example")
def test_questions_about_earlier_versions_leave_what_is_remembered_of_the_published_one() -> None:
    now = current_figures()
    earlier = [figures_of(f"2025010{day}T000000000000Z") for day in range(1, 8)]
    assert figures_of(earlier[-1].version) is earlier[-1]
    assert current_figures() is now
    assert figures_of(now.version) is now
