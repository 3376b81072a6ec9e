"""The tables of what changed since the version before, from figures by hand: which rows stand where, and in which words."""

import pandas as pd
import pytest

from indicators.regions import Region
from indicators.revisions import COLUMNS
from pages.components.change_tables import counted, new_table, revised_table

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
