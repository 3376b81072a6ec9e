"""The tables of what changed since the version before, from figures by hand: which rows stand where, and in which words."""

import pandas as pd
import pytest

from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.revisions import COLUMNS
from indicators.year_changes import YearChange
from ingest.status import DatasetStatus
from pages.components.change_tables import counted, late_sentences, new_table, revised_table, year_table
from tests.made_figures import PARTICIPATION, line_of
from warehouse.health import Health

HAARLEM, VELSEN = Region("GM0392", "Haarlem", "gemeente"), Region("GM0453", "Velsen", "gemeente")
OF_A_ROW = {"indicator": "werklozen", "sector": "totaal", "eenheid": "personen", "bron": "CBS", "tabel": "85230NED"}


def changed(*rows: dict[str, object]) -> pd.DataFrame:
    """Changes of Haarlem in definite figures of 2023, unless a row says otherwise."""
    usual = {"regiocode": "GM0392", "periode": "2023", "status_oud": "definitief", "status_nieuw": "definitief"}
    return pd.DataFrame([OF_A_ROW | usual | row for row in rows], columns=COLUMNS)


FOUND = changed(
    {"soort": "herzien", "oud": 1000, "nieuw": 1100, "status_oud": "voorlopig"},
    {"soort": "herzien", "oud": 2000, "nieuw": 1500, "regiocode": "GM0453"},
    {"soort": "nieuw", "nieuw": 1200, "periode": "2024", "status_oud": "", "status_nieuw": "voorlopig"},
    {"soort": "vervallen", "oud": 900, "periode": "2022", "status_nieuw": ""},
    {"soort": "vervallen", "oud": 800, "periode": "2021", "status_nieuw": ""},
)


def test_a_revised_figure_stands_with_the_old_the_new_the_difference_and_the_new_status() -> None:
    table = revised_table(FOUND, HAARLEM)
    assert table
    assert table.caption == "Herziene cijfers van Haarlem"
    assert table.columns == ["Indicator", "Sector", "Periode", "Oud", "Nieuw", "Verschil", "Status", "Bron"]
    assert table.rows == [
        ["Werklozen", "Alle sectoren", "2023", "1.000", "1.100", "+100 (+10,0%)", "definitief", "CBS, 85230NED"],
    ]
    assert table.numeric == {3, 4, 5}


def test_a_revised_percentage_differs_in_percentage_points() -> None:
    table = revised_table(changed({"soort": "herzien", "indicator": "werkloosheid", "oud": 3.8, "nieuw": 4.1}), HAARLEM)
    assert table
    assert table.rows[0][3:6] == ["3,8%", "4,1%", "+0,3 procentpunt"]


def test_what_is_new_stands_with_its_figure_and_what_is_gone_with_the_one_it_had() -> None:
    fresh, gone = new_table(FOUND, HAARLEM), new_table(FOUND, HAARLEM, "vervallen")
    assert fresh
    assert gone
    assert (fresh.caption, gone.caption) == ("Nieuwe cijfers van Haarlem", "Vervallen cijfers van Haarlem")
    assert fresh.columns == gone.columns == ["Indicator", "Sector", "Periode", "Cijfer", "Status", "Bron"]
    assert fresh.rows == [["Werklozen", "Alle sectoren", "2024", "1.200", "voorlopig", "CBS, 85230NED"]]
    assert [row[2:5] for row in gone.rows] == [["2022", "900", "definitief"], ["2021", "800", "definitief"]]
    assert fresh.numeric == gone.numeric == {3}


def test_a_place_of_which_nothing_is_new_or_gone_has_no_table() -> None:
    assert revised_table(FOUND, VELSEN)
    assert (new_table(FOUND, VELSEN), new_table(FOUND, VELSEN, "vervallen")) == (None, None)
    assert revised_table(FOUND, Region("GM0473", "Zandvoort", "gemeente")) is None


@pytest.mark.parametrize(("many", "note"), [(100, ""), (101, "U ziet de nieuwste 100 van de 101 cijfers.")])
def test_of_more_than_a_hundred_figures_only_the_newest_are_shown(many: int, note: str) -> None:
    table = new_table(changed(*({"soort": "nieuw", "nieuw": 1, "periode": str(1900 + n)} for n in range(many))), HAARLEM)
    assert table
    assert (len(table.rows), table.rows[0][2], table.note) == (100, str(1900 + many - 1), note)


def test_all_changes_are_counted_by_kind() -> None:
    said = "Bij de laatste verversing zijn er cijfers bij gekomen of veranderd: "
    assert counted(FOUND) == f"{said}1 nieuw, 2 herzien en 2 vervallen."
    assert counted(FOUND[:1]) == f"{said}0 nieuw, 1 herzien en 0 vervallen."


def test_the_newest_figures_stand_first_and_those_of_one_period_in_the_order_of_their_indicators() -> None:
    rows = [("werklozen", "2022"), ("werklozen", "2023"), ("bijstand", "2023")]
    found = changed(*({"soort": "nieuw", "nieuw": 10, "indicator": key, "periode": period} for key, period in rows))
    table = new_table(found, HAARLEM)
    assert table
    assert [(row[0], row[2]) for row in table.rows] == [
        ("Personen met bijstand", "2023"), ("Werklozen", "2023"), ("Werklozen", "2022"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "before", "after", "said"),
    [
        (INDICATORS["werklozen"], 1000, 1100, "▲ meer: +100 (+10,0%)"),
        (INDICATORS["werklozen"], 1000, 900, "▼ minder: -100 (-10,0%)"),
        (PARTICIPATION, 72.0, 73.9, "▲ hoger: +1,9 procentpunt"),
        (PARTICIPATION, 73.9, 72.0, "▼ lager: -1,9 procentpunt"),
    ],
)
def test_a_change_in_a_year_is_more_or_less_of_a_count_and_higher_or_lower_of_a_ratio(indicator, before, after, said) -> None:
    own = line_of(indicator, {"2022": before, "2023": after})
    table = year_table([YearChange(indicator, own, *own.points)], HAARLEM)
    assert table.caption == "Veranderd in een jaar: Haarlem"
    assert table.columns == ["Indicator", "Verandering", "Van", "Cijfer", "Naar", "Cijfer nu", "Bron"]
    assert [(row[0], row[1], row[2], row[4], row[6]) for row in table.rows] == [
        (indicator.label, said, "2022", "2023", "CBS, 85230NED"),
    ]
    assert table.numeric == {3, 5}


def test_the_source_of_a_change_is_that_of_its_latest_figure() -> None:
    own = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.9})
    own.rows["tabel"] = ["oude tabel", "nieuwe tabel"]
    assert year_table([YearChange(PARTICIPATION, own, *own.points)], HAARLEM).rows[0][-1] == "CBS, nieuwe tabel"


def test_what_is_late_or_failed_is_said_without_the_marks_of_a_command() -> None:
    def of(dataset: str, outcome: str, overdue: bool) -> DatasetStatus:
        return DatasetStatus(dataset, dataset.title(), "", outcome, "Doe `dit`.", None, None, None, None, None, overdue)

    found = [of("op tijd", "current", False), of("te laat", "current", True), of("mislukt", "failed", False)]
    assert late_sentences(Health(None, None, None, found)) == ["Te Laat: Doe dit.", "Mislukt: Doe dit."]
