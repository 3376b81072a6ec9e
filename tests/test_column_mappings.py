"""A layout that is not the declared one is proposed once, shown, saved under a name, and known the next time."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.files import header_fit
from ingest.files.adding import Added, NotAccepted, Preview
from ingest.files.hand_file import HandFile
from ingest.files.header_fit import fit
from ingest.files.mapping import layouts_by, saved_mappings
from ingest.files.proposal import propose
from ingest.files.rows import RejectedFile, Row
from ingest.files.tabular import Cell
from ingest.files.workbook import read_sheets
from tests.adding_files import VACANCIES, Accept, Steward, steward
from tests.clocks import clock_at
from tests.home_towns import TOWN_NAMES, TOWNS
from tests.workbooks import Rows, edited, xlsx
from warehouse.versions import Versions

__all__ = ["steward"]  # a fixture

Take = Callable[..., Added]
FILE = "vacatures 2026-Q1.csv"
HOME = "Zuid-Kennemerland en IJmond"
LONG = f"Gebied;Tijdvak;Branche;Vacs\n{HOME};2026-Q1;totaal;7.250\nFlevoland;2026-Q1;totaal;9.000\n"
BY_QUARTER = f"""Openstaande vacatures per arbeidsmarktregio
Bron: UWV

AMR;2025 K3;2025 K4*;2026 K1;verschil
{HOME};8.110;7.900;x;1
Groot Amsterdam;20.100;.;19.000;2
Totaal;28.210;7.900;19.000;3
* voorlopig
"""
BY_SECTOR = f"""Gebied;Tijdvak;Totaal;Zorg & Welzijn;Onderwijs;Techniek
{HOME};1e kwartaal 2026;8.110;900;300;-
"""


def stacked_headers() -> bytes:
    """A workbook with a year over its quarters, in merged cells."""
    rows: Rows = [
        ["Spanningsindicator"], [], ["Arbeidsmarktregio", 2025, None, 2026], [None, "K3", "K4", "K1"],
        [HOME, 3.1, 3.2, 3.25], ["Flevoland", 1.1, None, 1.5], ["Bron: UWV"],
    ]  # fmt: skip
    return edited(xlsx(Spanning=rows), lambda book: [book["Spanning"].merge_cells(cells) for cells in ("B3:C3", "A3:A4")])


def sheets_by_month() -> bytes:
    """A workbook with a sheet for each month, and one that explains."""
    header = ["Gemeentecode", "Naam", "Geregistreerd"]
    months: dict[str, Rows] = {
        month: [list(header), *([code, town, 100 + number] for code, town in TOWNS.items())]
        for number, month in enumerate(["Januari 2026", "Februari 2026"])
    }
    return xlsx(Toelichting=[["Geregistreerde werkzoekenden"]], **months)


def rows_under_a_proposal(dataset: HandFile, file_name: str, data: bytes) -> list[Row]:
    """The rows as they are read under what is proposed."""
    sheets = read_sheets(file_name, data)
    mapping = propose(sheets, dataset.columns, file_name)
    assert mapping is not None
    rows, _ = dataset.rows_of(file_name, sheets, layouts_by(mapping, sheets, dataset.columns))
    return rows


def cells(rows: list[Row], *columns: str) -> list[tuple[object, ...]]:
    """These columns of the rows."""
    return [tuple(row[column] for column in columns) for row in rows]


def test_headers_with_other_words_are_told_by_what_stands_below_them() -> None:
    rows = rows_under_a_proposal(HAND_FILES[VACANCIES], "a.csv", LONG.encode())
    assert cells(rows, "regiocode", "periode", "sector", "waarde") == [
        ("AM37", "2026-Q1", "totaal", 7250),
        ("AM11", "2026-Q1", "totaal", 9000),
    ]


def test_a_header_with_a_typing_error_is_told_by_its_letters() -> None:
    header, row = "Gemeente;Kwartaal;Aantal;Aangelevert door;Aangeleverd op;Toelichtng", "Haarlem;2026-Q1;40;WSP;03-04-2026;later"
    rows = rows_under_a_proposal(HAND_FILES["plaatsingen-wsp"], "a.csv", f"{header}\n{row}\n".encode())
    assert cells(rows, "regiocode", "aangeleverd_door", "toelichting") == [("GM0392", "WSP", "later")]


@pytest.mark.parametrize("cells", [["1", "2", "3"], [1.0, 2.0, 3.0]], ids=["text", "workbook"])
def test_numbers_below_an_unknown_header_tell_of_no_place(cells: list[Cell]) -> None:
    (place,) = [column for column in HAND_FILES["uwv-werkzoekenden"].columns if column.name == "regiocode"]
    assert fit(place, ("Nr",), cells) == 0
    assert fit(place, ("Nr",), ["Haarlem", "Velsen", "GM0375"]) == 1


def test_next_year_is_the_one_after_that_of_the_netherlands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_fit, "datetime", clock_at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)))  # 2027 has begun there
    year = next(column for column in HAND_FILES["uwv-60plus"].columns if column.name == "periode")
    assert [fit(year, ("Nr",), [each, each]) for each in ("2028", "2029")] == [1, 0]


def test_quarters_as_columns_become_rows_and_totals_and_notes_are_passed_over() -> None:
    rows = rows_under_a_proposal(HAND_FILES[VACANCIES], "a.csv", BY_QUARTER.encode())
    assert cells(rows, "regiocode", "periode", "waarde") == [
        ("AM37", "2025-Q3", 8110), ("AM37", "2025-Q4", 7900), ("AM37", "2026-Q1", None),
        ("AM18", "2025-Q3", 20100), ("AM18", "2025-Q4", None), ("AM18", "2026-Q1", 19000),
    ]  # fmt: skip


def test_sectors_as_columns_become_rows() -> None:
    rows = rows_under_a_proposal(HAND_FILES[VACANCIES], "a.csv", BY_SECTOR.encode())
    assert cells(rows, "sector", "waarde") == [
        ("totaal", 8110),
        ("zorg-welzijn", 900),
        ("onderwijs", 300),
        ("techniek", None),
    ]


def test_a_year_and_a_dutch_month_in_two_columns_make_one_period() -> None:
    lines = [f"{town};2025;Juni;{100 + place}" for place, town in enumerate(TOWN_NAMES)]
    data = "\n".join(["Woongemeente;Jaar;Maand;Aantal uitkeringen", *lines, "Amsterdam;2025;Juni;9.000", "Eindtotaal;;;99.999"])
    rows = rows_under_a_proposal(HAND_FILES["uwv-ww-gemeente"], "ww.csv", data.encode())
    assert cells(rows, "regiocode", "periode", "waarde")[2] == ("GM0392", "2025-06", 102)
    assert len(rows) == 7


def test_merged_headers_over_two_rows_are_read_together() -> None:
    rows = rows_under_a_proposal(HAND_FILES["uwv-spanning"], "a.xlsx", stacked_headers())
    assert cells(rows, "regiocode", "periode", "waarde") == [
        ("AM37", "2025-Q3", 3.1), ("AM37", "2025-Q4", 3.2), ("AM37", "2026-Q1", 3.25),
        ("AM11", "2025-Q3", 1.1), ("AM11", "2026-Q1", 1.5),
    ]  # fmt: skip


def test_the_name_of_a_sheet_may_be_the_period() -> None:
    rows = rows_under_a_proposal(HAND_FILES["uwv-werkzoekenden"], "a.xlsx", sheets_by_month())
    assert {row["periode"] for row in rows} == {"2026-01", "2026-02"}
    assert len(rows) == 14


def test_nothing_is_proposed_for_a_file_about_something_else() -> None:
    sheets = read_sheets("a.csv", b"Naam;Leeftijd\nJan;34\nPiet;40\n")
    assert propose(sheets, HAND_FILES["banenafspraak"].columns, "a.csv") is None


@pytest.fixture
def take(steward: Steward) -> Take:
    """Adds a text as a file, as a steward would; `accept` is the answer to a proposal."""

    def taken(text: str, accept: Accept = lambda _: False, name: str | None = None) -> Added:
        return steward.add(VACANCIES, text, FILE, name, accept)

    return taken


def test_a_proposal_is_shown_and_nothing_happens_until_it_is_accepted(take: Take, tmp_path: Path) -> None:
    with pytest.raises(NotAccepted) as refusal:
        take(BY_QUARTER)
    said = str(refusal.value)
    assert "regiocode <- kop 'AMR'" in said
    assert "periode <- de koppen 2025 K3 tot en met 2026 K1 (3 kolommen)" in said
    assert "sector <- overal 'totaal' (staat niet in het bestand)" in said
    assert "regiocode AM37, periode 2025-Q3, sector totaal, waarde 8110" in said
    assert "rij 7 (totaal of overig): Totaal" in said
    assert "niet gebruikt: verschil" in said
    assert "--accept" in said
    assert saved_mappings(tmp_path / "agenda", VACANCIES) == {}
    assert Versions(tmp_path / "data").current() is None


@pytest.mark.slow
def test_what_was_accepted_once_is_known_the_next_time_also_with_a_new_quarter(take: Take, tmp_path: Path) -> None:
    first = take(BY_QUARTER, accept=lambda _: True)
    assert first.learnt == "vacatures"
    assert list(saved_mappings(tmp_path / "agenda", VACANCIES)) == ["vacatures"]
    wider = (
        BY_QUARTER.replace("2026 K1;", "2026 K1;2026 K2;").replace(";x;1", ";x;7.000;1").replace("19.000;2", "19.000;18.000;2")
    )
    again = take(wider.replace("19.000;3", "19.000;25.000;3"))
    assert again.learnt is None
    with Versions(tmp_path / "data").reading() as connection:
        found = connection.execute("select region, value from observation where period = '2026-Q2' order by region").fetchall()
    assert found == [("AM18", 18000), ("AM37", 7000)]


@pytest.mark.slow
def test_a_new_dated_header_that_cannot_be_read_is_named_and_not_lost_silently(take: Take) -> None:
    take(BY_QUARTER, accept=lambda _: True)
    with pytest.raises(RejectedFile, match=r"niet te lezen.*'kwartaal twee 2026'"):
        take(BY_QUARTER.replace("2026 K1;", "2026 K1;kwartaal twee 2026;"))


@pytest.mark.slow
def test_a_mapping_is_chosen_by_its_name(take: Take, tmp_path: Path) -> None:
    take(LONG, accept=lambda _: True, name="lang")
    assert list(saved_mappings(tmp_path / "agenda", VACANCIES)) == ["lang"]
    assert take(LONG, name="lang").attempt.rows == 2
    with pytest.raises(RejectedFile, match="gevonden is"):
        take(BY_QUARTER, name="lang")


def test_a_mapping_is_not_kept_when_the_file_itself_is_refused(take: Take, tmp_path: Path) -> None:
    with pytest.raises(RejectedFile, match=r"rij 3, kolom waarde \(kop 'Vacs'\): '-9' is negatief"):
        take(LONG.replace("9.000", "-9") + f"{HOME};2025-Q4;totaal;1\n", accept=lambda _: True)
    assert saved_mappings(tmp_path / "agenda", VACANCIES) == {}


def test_a_damaged_mapping_names_its_file(take: Take, tmp_path: Path) -> None:
    folder = tmp_path / "agenda" / "mappings" / VACANCIES
    folder.mkdir(parents=True)
    (folder / "oud.toml").write_text("kolommen = 3")
    with pytest.raises(IngestError, match=r"uwv-vacatures/oud\.toml"):
        take(LONG)


@pytest.mark.slow
def test_what_a_person_was_shown_is_added_whatever_became_of_the_file_meanwhile(take: Take, tmp_path: Path) -> None:
    def agreed(_: Preview) -> bool:
        (tmp_path / FILE).write_text(LONG.replace("7.250", "1"), encoding="utf-8")
        return True

    take(LONG, accept=agreed)
    with Versions(tmp_path / "data").reading() as connection:
        figure = connection.execute("select value from observation where region = 'AM37'").fetchone()
    assert figure == (7250,)


def test_a_mapping_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "mappings" / VACANCIES
    folder.mkdir(parents=True)
    (folder / "download.toml").write_text('[kolommen]\nregiocode = "AMR"\n', encoding="utf-8-sig")
    assert saved_mappings(tmp_path, VACANCIES)["download"].kolommen == {"regiocode": "AMR"}
