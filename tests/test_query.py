"""Asking for figures, in the program and on the command line, and the forms in which they leave it."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from indicators.asking import listed
from indicators.export import DANGEROUS, Form, harmless, to_csv, to_json, to_parquet
from indicators.figures import Figures
from indicators.query import BadQuestion, UnknownIndicator, indicator, series
from indicators.registry import INDICATORS
from indicators.tables import CONTRACT
from tests.conftest import Command

# From the contract: what other programs rely on.
COLUMNS = [
    "indicator", "regiocode", "regio", "sector", "periode", "waarde", "ondergrens", "bovengrens", "status", "eenheid",
    "bron", "tabel", "opgehaald",
]  # fmt: skip


def test_a_series_has_the_columns_of_the_contract_in_their_order(figures: Figures) -> None:
    assert CONTRACT == COLUMNS
    assert list(series(figures, "vacatures").columns) == COLUMNS


@pytest.mark.parametrize("key", INDICATORS)
def test_each_indicator_has_figures_of_the_region_and_each_row_says_what_it_is(figures: Figures, key: str) -> None:
    table = series(figures, key, ["PV27" if key == "oprichtingen" else "AM37"])  # CBS gives openings by province
    assert table["waarde"].notna().any()
    assert set(table["indicator"]) == {key}
    assert set(table["status"]) <= {"voorbeeld", "gepubliceerd"}
    assert (
        table.drop(columns=["waarde", "ondergrens", "bovengrens"])
        .map(lambda text: isinstance(text, str) and text != "")
        .all(axis=None)
    )
    assert not table.duplicated(["regiocode", "sector", "periode"]).any()


def test_regions_stand_in_the_order_asked_for_and_each_line_in_the_order_of_time(figures: Figures) -> None:
    table = series(figures, "netto-arbeidsparticipatie", ["GM0392", "AM37"], van=2020, tot=2022)
    assert list(zip(table["regio"], table["periode"], strict=True)) == [
        ("Haarlem", "2020"), ("Haarlem", "2021"), ("Haarlem", "2022"),
        ("Zuid-Kennemerland en IJmond", "2020"), ("Zuid-Kennemerland en IJmond", "2021"), ("Zuid-Kennemerland en IJmond", "2022"),
    ]  # fmt: skip


def test_all_regions_and_sectors_answer_where_none_is_named(figures: Figures) -> None:
    table = series(figures, "vacatures", van=2023, tot=2023)
    assert {"NL01", "PV27", "AM37", "AM01"} <= set(table["regiocode"])
    assert {"totaal", "focus", "zorg-welzijn", "onderwijs", "techniek", "overig", "sbi-Q"} <= set(table["sector"])
    assert set(table["periode"].str[:4]) == {"2023"}


def test_only_the_sectors_asked_for_answer(figures: Figures) -> None:
    table = series(figures, "vacatures", ["NL01"], ["techniek", "totaal"], van=2023, tot="2023")
    assert list(dict.fromkeys(table["sector"])) == ["totaal", "techniek"]
    assert series(figures, "werkloosheid", ["AM37"], ["techniek"]).empty


def test_another_definition_of_techniek_gives_other_figures(figures: Figures) -> None:
    usual, narrow = (
        series(figures, "vacatures", ["NL01"], ["techniek"], 2023, 2023, techniek)["waarde"].sum() for techniek in (None, "smal")
    )
    assert 0 < narrow < usual


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"key": "vacature"}, "Onbekende indicator 'vacature'. Bedoelde u: vacatures, "),
        ({"regions": ["AM16"]}, "Onbekende regio 'AM16'. Bedoelde u: AM37 (Zuid-Kennemerland en IJmond)"),
        ({"key": "netto"}, "Onbekende indicator 'netto'. Bedoelde u: netto-arbeidsparticipatie"),
        ({"regions": ["GM392"]}, "Onbekende regio 'GM392'. Bedoelde u: GM0392 (Haarlem)"),
        ({"regions": ["AM37", "haarlem"]}, "Onbekende regio 'haarlem'. Bedoelde u: GM0392 (Haarlem)"),
        ({"regions": ["Haarlm"]}, "Onbekende regio 'Haarlm'. Bedoelde u: GM0392 (Haarlem)?"),
        ({"regions": ["????"]}, "Onbekende regio '????'. Mogelijk zijn onder meer: NL01 (Nederland), "),
        ({"sectors": ["technique"]}, "Onbekende sector 'technique'. Bedoelde u: techniek"),
        ({"van": "23"}, "van is geen jaar: '23'. Schrijf een jaartal van 1900 tot en met 2100, zoals 2023."),
        ({"tot": "2023-Q1"}, "tot is geen jaar: '2023-Q1'."),
        ({"van": 2024, "tot": 2023}, "van (2024) ligt na tot (2023). Draai ze om."),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_what_is_allowed(
    figures: Figures, question: dict[str, object], answer: str
) -> None:
    with pytest.raises(BadQuestion) as refused:
        series(figures, **{"key": "vacatures", **question})
    assert str(refused.value).startswith(answer)


def test_an_unknown_indicator_is_told_apart() -> None:
    with pytest.raises(UnknownIndicator):
        indicator("niets")
    assert indicator("vacatures").label == "Openstaande vacatures"


@pytest.mark.parametrize(("text", "parts"), [("AM37,GM0392", ["AM37", "GM0392"]), (" AM37 ,, ", ["AM37"]), ("", []), (None, [])])
def test_codes_are_listed_with_commas(text: str | None, parts: list[str]) -> None:
    assert listed(text) == parts


def table(**changes: object) -> pd.DataFrame:
    """Two rows of a series: 73.9, and a figure that is not published; one text may be changed in the first."""
    row = {
        "indicator": "vacatures",
        "regio": "Beverwijk",
        "periode": "2023-Q1",
        "waarde": 73.9,
        "ondergrens": 73.0,
        "bron": "CBS; UWV",
    }
    return pd.DataFrame([row | changes, row | {"waarde": float("nan"), "ondergrens": float("nan")}])


def test_international_csv_has_commas_points_and_no_byte_order_mark() -> None:
    assert to_csv(table(waarde=8150.0)).decode() == (
        "indicator,regio,periode,waarde,ondergrens,bron\n"
        "vacatures,Beverwijk,2023-Q1,8150,73,CBS; UWV\n"
        "vacatures,Beverwijk,2023-Q1,,,CBS; UWV\n"
    )


def test_dutch_csv_has_semicolons_commas_and_a_byte_order_mark() -> None:
    assert to_csv(table(), "nl") == b"\xef\xbb\xbf" + (
        b"indicator;regio;periode;waarde;ondergrens;bron\r\n"
        b'vacatures;Beverwijk;2023-Q1;73,9;73;"CBS; UWV"\r\n'
        b'vacatures;Beverwijk;2023-Q1;;;"CBS; UWV"\r\n'
    )


@pytest.mark.parametrize(
    ("form", "text", "safe"),
    [
        *((form, text, f"'{text}") for form in ("internationaal", "nl") for text in ("=1+1", "+31", "-cmd", "@SUM(A1)")),
        *((form, "\t=1", "'\t'=1") for form in ("internationaal", "nl")),
        ("nl", "\r=1", "'\r'=1"),
    ],
)
def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_made_harmless(form: Form, text: str, safe: str) -> None:
    written = to_csv(table(regio=text), form).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(written, newline=""), delimiter=";" if form == "nl" else ",")
    assert first["regio"] == safe
    assert second["regio"] == "Beverwijk"


SEPARATORS = [(form, other) for form in ("internationaal", "nl") for other in (";", ",", "\t")]


@pytest.mark.parametrize(("form", "other"), SEPARATORS)
@pytest.mark.parametrize(
    "text",
    ["x;=1+cmd", "x,=1+1", "x;=1;y", "x\t@SUM(A1)", 'x;"=1+1', 'x,""+1,y', "x\n=1", "x;\t=1", "x\t\t\t\t-1", "x;\r\r=1"],
)
def test_a_text_has_no_formula_for_who_opens_the_file_with_another_separator_either(form: Form, other: str, text: str) -> None:
    written = to_csv(table(indicator="gewoon", regio=text, bron=text), form).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=other) for cell in row]
    assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []


@pytest.mark.parametrize("text", ["CBS; UWV", "a, b - c; d", "'s-Gravenhage; 5%", "x;y=1"])
def test_a_text_that_no_program_takes_for_a_formula_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_negative_number_stays_a_number() -> None:
    assert b",-20.5," in to_csv(table(waarde=-20.5))
    assert b";-20,5;" in to_csv(table(waarde=-20.5), "nl")


def test_json_has_null_for_what_is_not_published_and_whole_numbers_without_decimals() -> None:
    first, second = json.loads(to_json(table(waarde=8150.0, regio="'s-Gravenhage é")))
    assert (first["waarde"], first["regio"], second["waarde"]) == (8150, "'s-Gravenhage é", None)
    assert b'"waarde": 8150,' in to_json(table(waarde=8150.0))
    assert b'"waarde": 73.9,' in to_json(table())
    assert list(first) == list(table().columns)


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 5])
def test_json_is_made_in_parts_with_the_bytes_of_the_whole(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.export._AT_A_TIME", 2)
    found = pd.concat([table(waarde=8150.0, regio='a"b\n\u00e9'), table(), table(bron=None)]).head(rows)
    plain = json.loads(to_json(found))
    assert len(plain) == rows
    assert to_json(found).decode() == json.dumps(plain, ensure_ascii=False, indent=1)


def test_parquet_gives_back_the_same_table(figures: Figures) -> None:
    whole = series(figures, "vacatures", ["AM37"])
    back = pd.read_parquet(io.BytesIO(to_parquet(whole)))
    pd.testing.assert_frame_equal(back, whole)
    assert set(back[["waarde", "ondergrens", "bovengrens"]].dtypes.astype(str)) == {"float64"}


def test_list_names_every_indicator(command: Command) -> None:
    found = json.loads(command("indicators", "list", "--json").stdout)
    assert [row["key"] for row in found] == list(INDICATORS)
    assert all(row["label"] and row["unit"] and row["definition"] and row["sources"] for row in found)


def test_show_writes_the_series_as_csv(command: Command, example_data: Path) -> None:
    question = ["netto-arbeidsparticipatie", "--regio", "AM37", "--van", "2022", "--tot", "2023"]
    done = command("indicators", "show", *question, data_dir=example_data)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (done.returncode, done.stderr, list(rows[0])) == (0, "", COLUMNS)
    assert [row["periode"] for row in rows] == ["2022", "2023"]
    assert (rows[1]["waarde"], rows[1]["ondergrens"], rows[1]["status"], rows[1]["bron"]) == ("73.9", "", "voorbeeld", "CBS")


def test_show_writes_the_series_as_json(command: Command, example_data: Path) -> None:
    question = ["vacatures", "--regio", "AM37,NL01", "--sector", "totaal,techniek", "--van", "2023", "--vorm", "json"]
    done = command("indicators", "show", *question, data_dir=example_data)
    rows = json.loads(done.stdout)
    assert {(row["regiocode"], row["sector"]) for row in rows} == {
        ("AM37", "totaal"), ("AM37", "techniek"), ("NL01", "totaal"), ("NL01", "techniek"),
    }  # fmt: skip
    assert list(rows[0]) == COLUMNS
    assert (rows[0]["periode"], rows[0]["waarde"], rows[0]["ondergrens"]) == ("2023-Q1", 8150, None)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        (["vacature"], "Bedoelde u: vacatures"),
        (["vacatures", "--regio", "AM37,Velsen"], "Bedoelde u: GM0453 (Velsen)"),
        (["vacatures", "--sector", "zorg-en-welzijn"], "Bedoelde u: zorg-welzijn"),
    ],
)
def test_show_refuses_what_it_does_not_know_with_status_2(
    command: Command, example_data: Path, question: list[str], nearest: str
) -> None:
    done = command("indicators", "show", *question, data_dir=example_data)
    assert (done.returncode, done.stdout) == (2, "")
    assert nearest in done.stderr


def test_show_says_how_to_get_figures_where_there_are_none(command: Command) -> None:
    done = command("indicators", "show", "vacatures")
    assert (done.returncode, done.stdout) == (1, "")
    assert "python -m ingest refresh" in done.stderr
    done = command("indicators", "show", "vacatures", "--sector", "zorg-en-welzijn")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Bedoelde u: zorg-welzijn" in done.stderr


def test_of_a_long_key_that_is_none_only_the_beginning_is_said():
    with pytest.raises(BadQuestion) as refused:
        indicator("x" * 70_000)
    assert str(refused.value).startswith(f"Onbekende indicator '{'x' * 100}...'. ")
    assert len(str(refused.value)) < 3000
