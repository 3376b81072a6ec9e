"""The source note under a chart: who made the figures, which table, when, and what is not definite or was invented."""

import pandas as pd
import pytest

from indicators.lines import line
from pages.components.sources import source_note
from tests.made_figures import NOTHING, RISEN, UNTAPPED, line_of


def test_a_source_note_names_producer_title_table_and_date(figures):
    rows = line(figures, "netto-arbeidsparticipatie", "AM37").rows.assign(opgehaald="2026-11-21T05:45:00Z")
    receipt = next(each for each in figures.receipts.values() if each.table == "voorbeeld-arbeidsdeelname")
    made = f"Bron: voorbeeld in de vorm van CBS, {receipt.title} (voorbeeld-arbeidsdeelname), gemaakt 21 november 2026"
    assert source_note(figures, rows) == f"{made}. Alle cijfers zijn voorbeeldcijfers."
    assert source_note(figures, rows.assign(status="definitief")) == (
        f"Bron: CBS, {receipt.title} (voorbeeld-arbeidsdeelname), opgehaald 21 november 2026."
    )
    printed = RISEN.rows.tail(1).assign(bron="De regio", tabel="Agenda", status="gepubliceerd")
    (year,) = printed["periode"]
    assert source_note(figures, pd.concat([rows, printed])) == (
        f"{made}; De regio, Agenda, opgehaald 21 november 2026. {year}: gepubliceerd. Alle andere cijfers zijn voorbeeldcijfers."
    )


@pytest.mark.parametrize(
    ("status", "remark"),
    [
        ({}, ""),
        ({"2023": "voorlopig"}, " 2023: voorlopig."),
        ({"2022": "nader voorlopig", "2023": "voorlopig"}, " 2022: nader voorlopig. 2023: voorlopig."),
        ({"2021": "indicatief", "2022": "indicatief", "2023": "indicatief"}, " 2021, 2022 en 2023: indicatief."),
        ("indicatief", " 2020 tot en met 2023: indicatief."),
        ({"2019": "voorlopig"}, ""),  # what is not published is not provisional either
    ],
)
def test_a_source_note_says_what_is_not_definite(figures, status, remark):
    given = line_of(UNTAPPED, {"2019": None, "2020": 1, "2021": 2, "2022": 3, "2023": 4}, status=status)
    assert source_note(figures, given.rows) == f"Bron: CBS, 85230NED, opgehaald 21 november 2026.{remark}"


def test_every_source_of_a_chart_is_named_and_no_rows_have_no_source(figures):
    both = pd.concat([RISEN.rows, RISEN.rows.assign(bron="UWV", tabel="uwv.xlsx")])
    note = "Bron: CBS, 85230NED, opgehaald 21 november 2026; UWV, uwv.xlsx, opgehaald 21 november 2026."
    assert source_note(figures, both) == note
    assert source_note(figures, NOTHING.rows) == ""
