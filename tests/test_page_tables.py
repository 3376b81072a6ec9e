"""Figures as a table on a page, from lines made by hand: order, words, and what does not fit."""

import re

import pandas as pd
import pytest

from indicators.registry import INDICATORS
from indicators.sectors import SECTORS
from pages.components import focus
from pages.components.html import rendered
from pages.components.tables import Table, series_table
from tests.made_figures import PARTICIPATION, UNSURE, VACANCIES, line_of
from tests.visits import seen, visit


def test_a_table_has_figures_in_dutch_with_status_and_source_newest_first():
    table = series_table("Verloop", line_of(PARTICIPATION, {"2022": None, "2023": 73.9}, status={"2023": "voorlopig"}).rows)
    assert table.columns == ["Gebied", "Periode", "Cijfer", "Status", "Bron"]
    assert table.rows == [
        ["Haarlem", "2023", "73,9%", "voorlopig", "CBS, 85230NED"],
        ["Haarlem", "2022", "niet gepubliceerd", "definitief", "CBS, 85230NED"],
    ]
    assert (table.note, table.numeric) == ("", {2})


def test_the_newest_period_of_all_lines_is_first_whatever_their_order_and_frequency():
    lines = [
        line_of(VACANCIES, {"2023": 1, "2024": 2}),
        line_of(VACANCIES, {"2024-05": 3, "2024-06": 4, "2025-01": 5}),
        line_of(VACANCIES, {"2023-Q4": 6, "2024-Q2": 7, "2024-Q4": 8}),
    ]
    table = series_table("Alles", pd.concat([each.rows for each in lines]))
    assert [row[1] for row in table.rows] == [
        "jan 2025", "2024", "K4 2024", "jun 2024", "K2 2024", "mei 2024", "2023", "K4 2023",
    ]  # fmt: skip


def test_a_table_has_a_margin_a_sector_and_an_indicator_where_there_are_several():
    rows = pd.concat([UNSURE.rows, line_of(VACANCIES, {"2023-Q1": 8150}, sector="focus").rows])
    table = series_table("Alles", rows, newest_first=False)
    assert table.columns == ["Gebied", "Indicator", "Sector", "Periode", "Cijfer", "Marge (95%)", "Status", "Bron"]
    assert table.rows[1][1:6] == ["Netto arbeidsparticipatie", "Alle sectoren", "2023", "73,0%", "72,4 tot 73,6"]
    assert table.rows[2][1:6] == ["Openstaande vacatures", "Focussectoren samen", "K1 2023", "8.150", ""]


def test_a_number_out_of_so_many_has_its_unit_in_a_table_of_several_indicators():
    rate = line_of(INDICATORS["vacaturegraad"], {"2023-Q1": 38})
    table = series_table("Alles", pd.concat([UNSURE.rows, rate.rows]), newest_first=False)
    assert {row[1] for row in table.rows} == {"Netto arbeidsparticipatie", "Vacaturegraad (vacatures per 1.000 banen)"}


def test_a_row_of_sectors_names_each_status_that_a_figure_in_it_has(monkeypatch):
    """A document printed the figure of Onderwijs; the others are indicative."""
    status = {sector: "gepubliceerd" if sector == "onderwijs" else "indicatief" for sector in SECTORS}
    lines = {sector: line_of(VACANCIES, {"2023-Q1": 100}, sector=sector, status=said) for sector, said in status.items()}
    monkeypatch.setattr(focus, "available", lambda: ["vacatures"])
    monkeypatch.setattr(focus, "by_sector", lambda *_: focus.BySector(VACANCIES, "Haarlem", lines))
    assert [row[-2:] for row in focus.focus_table(None, "").rows] == [["K1 2023, indicatief en gepubliceerd", "Haarlem"]]


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(("page", "times"), [("focussectoren.py", 2), ("veranderd.py", 1)])
def test_a_rate_is_named_with_its_unit_at_the_head_of_a_row_or_column(page, times):
    heads = re.findall(r"<th[^>]*>(Vacaturegraad[^<]*)</th>", seen(visit(page)).text)
    assert heads == ["Vacaturegraad (vacatures per 1.000 banen)"] * times


def test_a_table_says_how_many_rows_it_leaves_out():
    rows = line_of(VACANCIES, {str(year): year for year in range(1000, 3000)}).rows
    table = series_table("Lang", rows)
    assert (len(table.rows), table.rows[0][1]) == (1000, "2999")
    assert table.note == "U ziet 1.000 van de 2.000 rijen; de download heeft ze allemaal."
    assert table.note in rendered("table", table=table)


@pytest.mark.parametrize("text", ["14-08-2026", "2023-2027", "C-F", "62-63"])
def test_a_date_or_a_code_is_not_broken_at_its_hyphen(text):
    drawn = rendered("table", table=Table("Kop", ["Wat"], [[f"bouw ({text})"]]))
    assert f'bouw (<span class="unbroken">{text}</span>)' in drawn


@pytest.mark.parametrize("text", ["Zuid-Kennemerland", "20.800 (-5.800)", "2023-Q1", "voorbeeld-2"])
def test_other_words_with_a_hyphen_stay_as_they_are(text):
    assert f'<th scope="row">{text}</th>' in rendered("table", table=Table("Kop", ["Wat"], [[text]]))


def test_an_address_may_be_broken_behind_its_slashes_and_stays_harmless():
    cell = 'Haal het (https://www.uwv.nl/2021-2025/"<b>/data) op 14-08-2026, of niet ://'
    drawn = rendered("table", table=Table("Kop", ["Wat"], [[cell]]))
    assert "(https:/<wbr>/<wbr>www.uwv.nl/<wbr>2021-2025/<wbr>&#34;&lt;b&gt;/<wbr>data)" in drawn
    assert 'op <span class="unbroken">14-08-2026</span>, of niet ://<' in drawn


def test_words_from_outside_are_harmless_in_a_table_as_well():
    drawn = rendered("table", table=Table("Kop", ["A-B <i>"], [["<script>1-2</script>"]]))
    assert "<script>" not in drawn
    assert '&lt;script&gt;<span class="unbroken">1-2</span>&lt;/script&gt;' in drawn
    assert '<span class="unbroken">A-B</span> &lt;i&gt;' in drawn
