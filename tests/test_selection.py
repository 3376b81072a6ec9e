"""Several indicators as one table, and the forms in which it leaves: a workbook, a citation, a line of code."""

import io
import json
import re
from functools import partial

import openpyxl
import pandas as pd
import pytest

from indicators.figures import Figures
from indicators.query import BadQuestion, UnknownIndicator, series
from indicators.registry import INDICATORS
from indicators.selection import ORDERS, Selection, selected
from indicators.tables import CONTRACT
from indicators.workbook import SHEETS, to_excel
from pages.components.citing import about, bibtex, citation, data_address, python_line, r_line
from tests.answering import answered

BOTH = Selection(("werklozen", "vacatures"), ("AM37", "NL01"), ("techniek",), "2022", "2024")


def opened(workbook: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_a_selection_is_the_series_of_its_indicators_one_after_the_other(figures: Figures):
    table = selected(figures, BOTH)
    parts = [series(figures, "werklozen", BOTH.regions, [], "2022", "2024"),
             series(figures, "vacatures", BOTH.regions, ["techniek"], "2022", "2024")]  # fmt: skip
    assert list(table.columns) == CONTRACT
    pd.testing.assert_frame_equal(table, pd.concat(parts, ignore_index=True))
    assert set(zip(table["indicator"], table["sector"], strict=True)) == {("werklozen", "totaal"), ("vacatures", "techniek")}


def test_an_indicator_without_the_sector_that_was_asked_for_is_shown_as_it_is(figures: Figures):
    table = selected(figures, Selection(("vacatures-aandeel-focus",), ("AM37",), ("overig",)))
    assert set(table["sector"]) == set(selected(figures, Selection(("vacatures-aandeel-focus",), ("AM37",)))["sector"])


def test_an_indicator_that_lacks_a_section_is_shown_as_it_is_beside_one_that_has_it(figures: Figures):
    table = selected(figures, Selection(("werknemersbanen", "werknemers-60plus"), ("AM37",), ("sbi-Q",)))
    assert set(table["sector"][table["indicator"] == "werknemersbanen"]) == {"sbi-Q"}
    assert "totaal" in set(table["sector"][table["indicator"] == "werknemers-60plus"])


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_has_all_rows_and_what_is_not_published_stands_last(figures: Figures, order):
    table = selected(figures, Selection(("vacatures",), ("AM37", "GM0392", "NL01")), order)
    assert len(table) == len(selected(figures, Selection(("vacatures",), ("AM37", "GM0392", "NL01"))))
    values = table["waarde"].dropna()
    if order in ("hoogste", "laagste"):
        assert values.is_monotonic_decreasing if order == "hoogste" else values.is_monotonic_increasing
        assert table["waarde"].isna().cumsum().max() == table["waarde"].isna().sum()
    if order == "nieuwste":
        assert table["periode"].is_monotonic_decreasing


def test_a_selection_of_nothing_or_of_something_unknown_is_refused(figures: Figures):
    with pytest.raises(BadQuestion, match="Kies minstens één indicator"):
        selected(figures, Selection(()))
    with pytest.raises(UnknownIndicator, match="Onbekende indicator 'vacature'"):
        selected(figures, Selection(("vacature",)))


def test_a_workbook_has_the_rows_their_metadata_and_the_definitions(figures: Figures):
    table = selected(figures, BOTH)
    sheets = opened(to_excel(figures, table, about(figures, table, "https://voorbeeld.nl/x")))
    assert tuple(sheets) == SHEETS
    header, *rows = sheets["Gegevens"]
    assert list(header) == CONTRACT
    expected = [[None if value != value or value == "" else value for value in row] for row in table.astype(object).to_numpy()]
    assert [list(row) for row in rows] == expected
    metadata = dict(sheets["Metagegevens"])
    assert metadata["Adres"] == "https://voorbeeld.nl/x"
    assert f"https://voorbeeld.nl/x?stand={figures.version}." in metadata["Citeren"]
    assert metadata["Versie van de gegevens"] == figures.version
    assert metadata["Let op"] == "Dit zijn voorbeeldcijfers: ze zijn verzonnen."
    assert [name for name in metadata if name.startswith("Kolom ")] == [f"Kolom {column}" for column in CONTRACT]
    sources = [text for name, text in sheets["Metagegevens"] if name == "Bron"]
    assert len(sources) == len(table[["bron", "tabel"]].drop_duplicates())
    assert all("licentie" in text and "opgehaald" in text for text in sources)
    assert [row[:2] for row in sheets["Definities"][1:]] == [(key, INDICATORS[key].label) for key in BOTH.keys]


def test_a_figure_that_is_not_published_is_an_empty_cell_and_a_number_is_a_number(figures: Figures):
    table = selected(figures, Selection(("werklozen",), ("AM37",), (), "2023", "2023")).copy()
    table.loc[len(table)] = {**table.iloc[0].to_dict(), "waarde": float("nan")}
    _, first, second = opened(to_excel(figures, table))["Gegevens"]
    place = CONTRACT.index("waarde")
    assert (first[place], second[place]) == (7000, None)


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "http://voorbeeld.nl"])
def test_a_text_is_never_a_formula_or_a_link(figures: Figures, text):
    table = selected(figures, Selection(("werklozen",), ("AM37",), (), "2023", "2023")).assign(regio=text)
    book = openpyxl.load_workbook(io.BytesIO(to_excel(figures, table)))
    cell = book["Gegevens"].cell(2, CONTRACT.index("regio") + 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) is not text.startswith("http")


def test_the_same_figures_give_the_same_workbook(figures: Figures):
    table = selected(figures, BOTH)
    assert to_excel(figures, table) == to_excel(figures, table)


@pytest.mark.usefixtures("on_example")
def test_a_file_of_a_version_is_called_after_it(figures: Figures):
    answer = answered(data_address("/", BOTH, "csv", stand=figures.version))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="arbeidsmarkt-{figures.version}.csv"'
    assert bytes(answer.body) == bytes(answered(data_address("/", BOTH, "csv")).body)


@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_every_form_of_a_selection_holds_the_same_figures(figures: Figures, ending):
    body = io.BytesIO(bytes(answered(data_address("/", BOTH, ending)).body))
    readers = {
        "csv": pd.read_csv,
        "json": lambda b: pd.DataFrame(json.load(b)),
        "parquet": pd.read_parquet,
        "xlsx": partial(pd.read_excel, engine="calamine"),
    }
    found = readers[ending](body)
    assert list(found.columns) == CONTRACT
    assert found["waarde"].tolist() == selected(figures, BOTH)["waarde"].tolist()


@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/gegevens.csv", 400, "Kies minstens één indicator"),
        ("/api/v1/gegevens.csv?indicator=vacature", 404, "Onbekende indicator 'vacature'."),
        ("/api/v1/gegevens.csv?indicator=vacatures&regio=XX", 400, "Onbekende regio 'XX'."),
        ("/api/v1/gegevens.csv?indicator=vacatures&kleur=rood", 400, "Onbekende parameter 'kleur'."),
        ("/api/v1/gegevens.csv?indicator=vacatures&opmaak=us", 400, "opmaak 'us' bestaat niet"),
        ("/api/v1/gegevens.ods?indicator=vacatures", 404, "Vraag om gegevens.csv"),
        ("/api/v1/gegevens.csv?indicator=vacatures&stand=gisteren", 400, "stand is geen datum"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(address, status, said):
    answer = answered(address)
    assert answer.status_code == status
    assert json.loads(answer.body)["detail"].startswith(said)


@pytest.mark.usefixtures("on_example")
def test_an_answer_that_would_be_too_long_says_how_to_ask_for_less(monkeypatch):
    monkeypatch.setenv("API_MAX_ROWS", "10")
    answer = answered("/api/v1/gegevens.csv?indicator=vacatures")
    assert answer.status_code == 400
    assert json.loads(answer.body)["detail"].endswith("heeft er hoogstens 10. Vraag minder met regio, sector, van en tot.")


def test_a_citation_names_figures_places_years_sources_version_and_address(figures: Figures):
    table = selected(figures, Selection(("werklozen",), ("GM0392", "AM37"), (), "2022", "2023"))
    said = citation(figures, table, "https://voorbeeld.nl/a")
    assert said.startswith(
        "Werklozen, Haarlem en Zuid-Kennemerland en IJmond, 2022 tot en met 2023. "
        "Bron: voorbeeld in de vorm van CBS, Arbeidsdeelname; "
    )
    assert said.endswith(f" Via Arbeidsmarktdashboard, versie {figures.version}, https://voorbeeld.nl/a. Voorbeeldcijfers.")


def test_bibtex_keeps_its_braces_in_balance_and_its_signs_harmless(figures: Figures):
    table = selected(figures, Selection(("werkloosheid",), ("AM37",))).assign(tabel="50% & meer_{x}")
    entry = bibtex(figures, table, "https://voorbeeld.nl/a?b=c&d=e")
    assert entry.startswith("@misc{arbeidsmarktdashboard20")
    assert r"tabel 50\% \& meer\_\{x\}" in entry
    assert r"\url{https://voorbeeld.nl/a?b=c&d=e}" in entry
    assert entry.count("{") == entry.count("}")


def test_two_selections_in_one_list_of_references_have_two_keys(figures: Figures):
    table = selected(figures, Selection(("werkloosheid",), ("AM37",)))
    keys = [bibtex(figures, table, f"https://voorbeeld.nl/{end}").split(",")[0] for end in ("a", "b", "a")]
    assert keys[0] == keys[2] != keys[1]
    assert all(re.fullmatch(r"@misc\{arbeidsmarktdashboard20\d\d-[0-9a-f]{8}", key) for key in keys)


def test_the_lines_of_code_read_the_whole_selection():
    address = data_address("https://voorbeeld.nl/", BOTH, "csv")
    assert address.endswith("gegevens.csv?indicator=werklozen,vacatures&regio=AM37,NL01&sector=techniek&van=2022&tot=2024")
    assert f'read_csv("{address}"' in python_line(address)
    assert f'read.csv("{address}"' in r_line(address)


@pytest.mark.parametrize("what", ["pendel/AM37", "bijdragen/vestigingen"])
@pytest.mark.usefixtures("on_example")
def test_a_file_is_called_after_what_it_is_about_and_its_kind(what: str):
    answer = answered(f"/api/v1/{what}.csv{'?regio=AM37' if 'bijdragen' in what else ''}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{what.replace("/", "-")}.csv"'
