"""Back-tests on the figures that the documents of the region print: typed over right, and what the dashboard shows."""

import re
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.registry import INDICATORS
from indicators.source_kinds import PRINTED
from indicators.tables import indicator_table, printed_table
from ingest.errors import IngestError
from ingest.example.sources import printed_figures
from ingest.periods import is_period
from ingest.published import COLUMNS, read_figures
from ingest.regions import level
from ingest.settings import AGENDA, PROJECT

FIGURES = read_figures((AGENDA / "published_figures.csv").read_bytes())
NAMES = list(dict.fromkeys(str(row["document"]) for row in FIGURES))
DOCUMENTS = PROJECT.parent / "shared" / "agenda_documents"

needs_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the documents (../shared/agenda_documents) are not on this machine"
)

# The dated figures of the region itself, for the indicators that there are: (key, period, figure).
DATED = [
    (str(row["onderwerp"]), str(row["periode"]), float(str(row["waarde"])))
    for row in FIGURES
    if row["onderwerp"] in INDICATORS and row["regiocode"] == "AM37" and is_period(str(row["periode"]))
]


def test_the_dated_figures_of_the_region_are_these() -> None:
    assert sorted(DATED) == [
        ("beroepsbevolking", "2022", 212_000),
        ("bevolking-15-75", "2023", 287_000),
        ("netto-arbeidsparticipatie", "2023", 73.9),
        ("onbenut-arbeidspotentieel", "2022", 28_000),
        ("studenten-ho", "2023", 12_840),
        ("studenten-mbo", "2023", 8387),
        ("vacatures", "2023-Q1", 8150),
        ("vacatures", "2024-Q2", 8110),
        ("vacatures-aandeel-focus", "2023-Q1", 40),
        ("werkcentrum-geholpen", "2024", 1175),
        ("werkcentrum-trajecten", "2024", 280),
        ("werknemers-60plus", "2021", 16_500),
        ("werknemersbanen", "2022", 150_900),
        ("werknemersbanen-aandeel-focus", "2022", 41),
    ]


@pytest.mark.parametrize(("key", "period", "value"), DATED)
def test_the_example_passes_exactly_through_what_the_documents_print(
    figures: Figures, key: str, period: str, value: float
) -> None:
    table = indicator_table(figures, key)
    sector = "focus" if INDICATORS[key].sectors else "totaal"
    own = table[(table["regiocode"] == "AM37") & (table["sector"] == sector) & (table["dataset"] != PRINTED)]
    cells = own[own["periode"] == period]
    if key.startswith("werkcentrum"):  # a file of the region has one kind of period: here the quarters of the year
        assert cells.empty
        cells = own[own["periode"].str.startswith(f"{period}-Q")]
    assert (cells["waarde"].sum(), set(cells["status"])) == (value, {"voorbeeld"})
    assert len(cells) == 1 + key.startswith("werkcentrum")


@pytest.mark.parametrize(("key", "period", "value"), DATED)
def test_what_a_document_prints_is_shown_with_its_document_and_place(
    figures: Figures, key: str, period: str, value: float
) -> None:
    found = printed_table(figures, key)
    (row,) = found[found["periode"] == period].to_dict("records")
    source = next(f for f in FIGURES if (f["onderwerp"], f["periode"], f["waarde"]) == (key, period, value))
    assert (row["regiocode"], row["waarde"], row["status"]) == ("AM37", value, "gepubliceerd")
    assert row["tabel"] == f"{source['document']}, {source['vindplaats']}"


def test_a_figure_of_an_indicator_is_in_the_unit_of_that_indicator() -> None:
    units = {(str(row["onderwerp"]), row["eenheid"]) for row in FIGURES if row["onderwerp"] in INDICATORS}
    assert units
    for key, unit in units:
        assert unit == ("%" if INDICATORS[key].is_percentage else INDICATORS[key].unit)


PERIOD = r"\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?"
PART_OF_THE_REGION = {"deelregio-ijmond", "deelregio-zuid-kennemerland", "rmc-zkij"}


def test_each_printed_figure_is_well_formed() -> None:
    assert len(NAMES) == 5
    for row in FIGURES:
        value = float(str(row["waarde"]))
        assert value > 0, row
        assert row["eenheid"] != "%" or value <= 100, row
        assert re.fullmatch(r"(doel:|budget:|context:)?[a-z0-9-]+", str(row["onderwerp"])), row
        assert re.fullmatch(rf"({PERIOD}(/({PERIOD})?)?)?", str(row["periode"])), row
        codes = str(row["regiocode"]).split("+")
        assert all(level(code) or code in PART_OF_THE_REGION for code in codes), row
        assert all(text == text.strip() for text in row.values() if isinstance(text, str)), row


PRINTED_ROW = dict(zip(COLUMNS, ["jobs", "AM37", "2022", "150900", "banen", "", "Banen", "Agenda", "Kenmerken"], strict=True))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"periode": "20233"}, r"rij 3, kolom periode: verwacht is een periode zoals 2023.*gevonden is '20233'\."),
        ({"periode": "2020-13-45"}, "kolom periode"),
        ({"periode": "2023-W12-1"}, "kolom periode"),
        ({"periode": "/2022"}, "kolom periode"),
        ({"regiocode": "XX99"}, r"rij 3, kolom regiocode: verwacht is een code zoals NL01.*gevonden is 'XX99'\."),
        ({"regiocode": "GM0392+"}, "kolom regiocode"),
        ({"vindplaats": "Kenmerken,te veel"}, "rij 3: verwacht zijn 9 cellen"),
        ({"vindplaats": '"Kenmerken'}, r"rij 3: geen CSV\. Kijk de aanhalingstekens na"),  # else it swallows all rows behind it
        ({"omschrijving": "België"}, r"rij 3, kolom omschrijving: verwacht is tekst in UTF-8, gevonden is het teken 'ë'.*1252"),
    ],
)
def test_a_row_that_is_not_well_formed_is_named_with_its_column(cells: dict[str, str], said: str) -> None:
    rows = [COLUMNS, PRINTED_ROW.values(), (PRINTED_ROW | cells).values()]
    with pytest.raises(IngestError, match=said):
        read_figures("\n".join(map(",".join, rows)).encode("cp1252"))


@pytest.mark.parametrize("period", ["", "2021/", "2020-03-20", "2022-Q2/2024-Q4", "2021-09/2022"])
@pytest.mark.parametrize("region", ["NL01", "GM0392+GM0473", "rmc-zkij"])
def test_periods_and_places_as_documents_name_them_are_taken(period: str, region: str) -> None:
    row = PRINTED_ROW | {"periode": period, "regiocode": region}
    assert len(read_figures("\n".join(map(",".join, [COLUMNS, row.values()])).encode())) == 1


@pytest.mark.parametrize("period", ["", "2021/", "2020-03-20", "2022-01/2022-09", "2022-Q1/2022-Q3"])
def test_the_example_passes_through_figures_of_one_period_only(tmp_path: Path, period: str) -> None:
    rows = [COLUMNS, *((PRINTED_ROW | {"onderwerp": "vacatures", "periode": each}).values() for each in (period, "2024-Q2"))]
    (tmp_path / "published_figures.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    assert printed_figures(tmp_path) == {"vacatures": {2024.25: 150_900.0}}


def test_where_the_file_of_printed_figures_is_broken_the_other_examples_go_on(tmp_path: Path) -> None:
    (tmp_path / "published_figures.csv").write_bytes(b"\xff\x00nonsense")
    assert printed_figures(tmp_path) == {}
    assert printed_figures(tmp_path / "nowhere") == {}


def test_no_figure_was_typed_over_twice() -> None:
    columns = ("onderwerp", "regiocode", "periode", "waarde", "toevoeging", "document")
    rows = [tuple(row[column] for column in columns) for row in FIGURES]
    assert sorted({str(row) for row in rows if rows.count(row) > 1}) == []


def test_the_document_that_states_the_number_for_the_banenafspraak_names_no_year() -> None:
    (row,) = [row for row in FIGURES if row["onderwerp"] == "doel:banenafspraak"]
    assert (row["waarde"], row["periode"]) == (1941, "")


# How a document may write a small count, or a part of a whole, in words.
IN_WORDS = {
    1: "een|één", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 7: "zeven", 8: "acht", 9: "negen", 10: "tien",
    12: "twaalf",
}  # fmt: skip
PARTS = {50: "helft", 33.3: "een derde", 75: "driekwart"}


def stands_in(text: str, value: float, unit: str, addition: str = "") -> bool:
    """Whether a text prints this figure: in digits, with Dutch points and commas, or as a small count or part in words.

    A percentage must have its sign and an amount its euro, unless the addition says that the text has none; "10 miljoen"
    and the lower end of "2 tot 4%" count.
    """
    written = [f"{value:,.0f}".replace(",", "."), f"{value:.0f}"] if value.is_integer() else [f"{value:g}".replace(".", ",")]
    if value >= 1_000_000 and value % 100_000 == 0:
        written.append(f"{value / 1_000_000:g} miljoen".replace(".", ","))
    digits = rf"(?<![\d.,])(?:{'|'.join(map(re.escape, written))})(?!\d|[.,]\d)"
    if unit.startswith("%"):
        pattern = rf"{digits}\s*(?:(?:-|–|tot|à)\s*\d+\s*)?(?:%|procent)|\b(?:{PARTS.get(value, '(?!)')})\b"
    elif unit.startswith("euro") and "zonder euroteken" not in addition:
        pattern = rf"€\s*{digits}|{digits}\s+euro\b"
    else:
        pattern = rf"{digits}|\b(?:{IN_WORDS.get(int(value), '(?!)')})\b"
    return re.search(pattern, text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("text", "value", "unit", "stands"),
    [
        ("er zijn 8.150 vacatures", 8150, "vacatures", True), ("er zijn 8150 vacatures", 8150, "vacatures", True),
        ("er zijn 18.150 vacatures", 8150, "vacatures", False), ("er zijn 8.151 vacatures", 8150, "vacatures", False),
        ("73,9% werkt", 73.9, "%", True), ("73,95% werkt", 73.9, "%", False), ("73,9 mensen", 73.9, "%", False),
        ("de zeven gemeenten", 7, "gemeenten", True), ("zeventig gemeenten", 7, "gemeenten", False),
        ("2 tot 4% lager", 2, "% lager loon", True), ("meer dan de helft", 50, "%", True), ("50 mensen", 50, "%", False),
        ("€ 10 miljoen", 10_000_000, "euro", True), ("10 miljoen mensen", 10_000_000, "euro", False),
        ("2900 euro per persoon", 2900, "euro", True), ("in 2.900 gevallen", 2900, "euro", False),
    ],
)  # fmt: skip
def test_a_figure_stands_in_a_text_as_people_write_it(text: str, value: float, unit: str, stands: bool) -> None:
    assert stands_in(text, float(value), unit) is stands


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each document by the name under which it is cited, as the list beside the documents says."""
    rows = [line.strip("|").split("|") for line in (DOCUMENTS / "README.md").read_text().splitlines() if ".txt |" in line]
    return {row[1].strip(): (DOCUMENTS / row[0].strip()).read_text() for row in rows}


@needs_documents
@pytest.mark.parametrize("document", NAMES)
def test_each_figure_stands_in_the_text_of_its_document(texts: dict[str, str], document: str) -> None:
    rows = [row for row in FIGURES if row["document"] == document]
    absent = [
        f"{row['onderwerp']}: {row['waarde']} {row['eenheid']}"
        for row in rows
        if not stands_in(texts[document], float(str(row["waarde"])), str(row["eenheid"]), str(row["toevoeging"]))
    ]
    assert absent == []


@pytest.mark.slow
@needs_documents
def test_a_large_figure_with_a_typing_error_would_be_noticed(texts: dict[str, str]) -> None:
    large = [(str(row["document"]), float(str(row["waarde"])), str(row["eenheid"])) for row in FIGURES]
    mistyped = [(texts[document], value + 1, unit) for document, value, unit in large if value >= 2500]
    assert len(mistyped) > 50
    assert not any(stands_in(*each) for each in mistyped)
