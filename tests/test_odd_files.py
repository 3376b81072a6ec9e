"""Files that look in order and are not: what would be read wrong, or not at all, is refused or named, never left out silently."""

from collections.abc import Callable

import pytest

from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.files.mapping import ColumnMapping, saved_mappings
from tests.adding_files import DECLARED, HEADER, JOBSEEKERS, TENSION, VACANCIES, Steward, save_mapping, steward
from tests.home_towns import TOWN_CODES, TOWN_NAMES
from tests.workbooks import Rows, xlsx

__all__ = ["steward"]  # a fixture

WIDE = "AMR;2025 K1;2025 K2\nAM37;5000;5100\n"


@pytest.mark.parametrize("end", ["", '"'], ids=["one mark", "two marks"])
def test_a_loose_quotation_mark_swallows_no_rows(steward: Steward, end: str) -> None:
    rows = f'AM37;2025-Q1;totaal;1;"eerste kwartaal\nAM37;2025-Q2;totaal;2;x\nAM37;2025-Q3;totaal;3;y{end}\n'
    said = steward.refusal(VACANCIES, HEADER + rows)
    assert "a.csv, rij 2: een cel heeft geen einde, want er staat een aanhalingsteken los" in said


@pytest.mark.slow
def test_a_cell_between_quotation_marks_may_have_more_lines(steward: Steward) -> None:
    steward.add(VACANCIES, HEADER + 'AM37;2025-Q1;totaal;1;"eerste\nregel; en ""tweede"""\nAM37;2025-Q2;totaal;2;x\n')
    assert [period for _, _, period, _ in steward.figures()] == ["2025-Q1", "2025-Q2"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "cell", "read"),
    [("Sector", "Techniek", "sector <- kop 'Sector'"), ("Beroepsgroep", "Koks", "beroepsgroep <- kop 'Beroepsgroep'")],
)
def test_a_learnt_mapping_does_not_take_a_part_for_the_total(steward: Steward, header: str, cell: str, read: str) -> None:
    steward.add(VACANCIES, WIDE)
    assert saved_mappings(steward.agenda, VACANCIES)["a"].vast == {"sector": "totaal"}
    added = steward.add(VACANCIES, f"AMR;{header};2025 K1;2025 K2\nAM37;{cell};900;910\nAM37;Totaal;5000;5100\n")
    assert added.learnt == "a-2"
    assert any(read in line for line in steward.seen[-1].lines)
    assert [value for _, sector, _, value in steward.figures() if sector == "totaal"] == [5000, 5100]


@pytest.mark.parametrize(
    ("dataset", "text"),
    [
        ("uwv-ww-gemeente", "gemeente;maand;leeftijd;aantal\nAmsterdam;2025-03;tot 27 jaar;3\nHaarlem;2025-03;tot 27 jaar;3\n"),
        (VACANCIES, "AMR;Leeftijdsgroep;2025 K1;2025 K2\nAM37;tot 27 jaar;900;910\n"),
    ],
)
def test_a_column_that_narrows_and_is_not_read_is_refused(steward: Steward, dataset: str, text: str) -> None:
    said = steward.refusal(dataset, text)
    assert "splitst de cijfers uit (er staat 'tot 27 jaar') en wordt niet gelezen" in said
    assert "haal de kolom weg" in said


def test_a_column_that_narrows_is_refused_where_the_sheet_names_the_place_and_the_headers_the_months(steward: Steward) -> None:
    rows: Rows = [["Leeftijd", "2025-01", "2025-02"], ["Totaal", 12, 14], ["tot 27 jaar", 3, 4]]
    said = steward.refusal("uwv-ww-gemeente", xlsx(**dict.fromkeys(TOWN_NAMES, rows)))
    assert "Blad Beverwijk: de kolom 'Leeftijd' splitst de cijfers uit (er staat 'tot 27 jaar')" in said


def test_a_column_that_narrows_may_stand_there_when_it_says_total_only_or_says_the_same_again(steward: Steward) -> None:
    rows = "AM37;2025-Q1;totaal;T001;Alle leeftijden;9\nAM37;2025-Q1;techniek;T002;;5\n"
    added = steward.add(VACANCIES, "regiocode;periode;sector;sectorcode;leeftijd;waarde\n" + rows)
    assert added.attempt.rows == 2
    assert "rij 1 (kolommen die niet gebruikt zijn): sectorcode, leeftijd" in map(str, added.skipped)


@pytest.mark.slow
def test_a_declared_layout_with_a_column_that_narrows_becomes_a_question(steward: Steward) -> None:
    steward.add(TENSION, "AMR;Kwartaal;Beroepsgroep naam;Spanning\nAM37;2025 K1;Koks;5,1\nAM37;2025 K1;Totaal;3,1\n")
    assert any("beroepsgroep <- kop 'Beroepsgroep naam'" in line for line in steward.seen[0].lines)
    assert steward.figures() == [("AM37", "totaal", "2025-Q1", 3.1)]


def test_a_sector_that_cannot_be_read_is_not_proposed_as_the_total(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, "AMR;Sector UWV;Vacs;Kwartaal\nAM37;ICT;900;2025 K3\n")
    assert "overal 'totaal'" not in said
    assert "rij 2, kolom sector (kop 'Sector UWV'): 'ICT' is geen sector" in said


@pytest.mark.slow
def test_all_sheets_with_the_declared_headers_are_read_and_the_others_named(steward: Steward) -> None:
    sheets: dict[str, Rows] = {year: [list(DECLARED), ["AM37", f"{year}-Q1", "totaal", 5]] for year in ("2024", "2025")}
    added = steward.add(
        VACANCIES, xlsx("2023", **sheets, **{"2023": [list(DECLARED), ["AM37", "2023-Q1", "totaal", 6]]}, Uit=[["x"]])
    )
    assert [period for _, _, period, _ in steward.figures()] == ["2024-Q1", "2025-Q1"]
    assert [str(each) for each in added.skipped] == [
        "blad 2023 (verborgen, telt niet mee)",
        "blad Uit (niet gelezen, want de koppen staan er niet)",
    ]


def test_figures_on_a_hidden_sheet_only_are_no_figures(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, xlsx("oud", oud=[list(DECLARED), ["AM37", "2024-Q1", "totaal", 5]], nieuw=[["leeg"]]))
    assert "Verborgen bladen tellen niet mee (oud)" in said


@pytest.mark.parametrize(("name", "header"), [("Februari 2026", "Iets"), ("Fbr 2026", "Geregistreerd")])
def test_a_sheet_for_a_month_that_does_not_fit_is_named(steward: Steward, name: str, header: str) -> None:
    rows: Rows = [[code, 5] for code in TOWN_CODES]
    sheets: dict[str, Rows] = {"Januari 2026": [["Gemeentecode", "Geregistreerd"], *rows], name: [["Code", header], *rows]}
    sheets["Maart 2026"] = sheets["Januari 2026"]
    assert f"Van de bladen {name} is de naam of de kop anders" in steward.refusal(JOBSEEKERS, xlsx(**sheets))


def test_a_month_in_a_column_of_quarters_is_no_quarter(steward: Steward) -> None:
    assert "'2025-03' is een maand en geen kwartaal" in steward.refusal(TENSION, "regio;kwartaal;spanning\nAM37;2025-03;3,1\n")


@pytest.mark.slow
def test_a_year_and_a_bare_number_of_a_quarter_make_one_period(steward: Steward) -> None:
    text = "AMR naam UWV;Jaar;Kwartaal;Branche;Openstaand\nAM37;2025;1;Totaal;900\nAM37;2025;2;Totaal;910\n"
    steward.add(VACANCIES, text)
    assert any("periode <- kop 'Jaar' met 'Kwartaal' erachter" in line for line in steward.seen[0].lines)
    steward.add(VACANCIES, text.replace("2025;2", "2025;3"))
    assert [(period, value) for _, _, period, value in steward.figures()] == [
        ("2025-Q1", 900), ("2025-Q2", 910), ("2025-Q3", 910),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("written", "month"), [("3", "03"), ("10", "10"), ("maart", "03"), ("2025-03", "03")])
def test_a_year_beside_a_month_is_read_with_it_under_declared_headers(steward: Steward, written: str, month: str) -> None:
    steward.add("uwv-ww-gemeente", "Gemeente;Jaar;Maand;Aantal\n" + "".join(f"{town};2025;{written};5\n" for town in TOWN_NAMES))
    assert steward.seen == []
    assert {period for _, _, period, _ in steward.figures()} == {f"2025-{month}"}


def test_a_quarter_is_not_taken_for_its_year(steward: Steward) -> None:
    said = steward.refusal("uwv-60plus", "Regio;Jaar;Kwartaal;Sector;Aantal\nAM37;2024;1;totaal;9\n")
    assert "kolom 'Kwartaal' splitst de cijfers uit" in said


@pytest.mark.parametrize("name", ["UWV: vacatures 2025", "x/a", "a" * 81])
def test_a_name_that_cannot_be_is_refused_before_anything_is_published(steward: Steward, name: str) -> None:
    assert "kan niet de naam van een kolomindeling zijn" in steward.refusal(VACANCIES, WIDE, name=name)


@pytest.mark.slow
def test_a_long_file_name_gives_a_shorter_name_and_an_earlier_mapping_stays(steward: Steward) -> None:
    file = f"{'vacatures ' * 15}.csv"
    first, second = steward.add(VACANCIES, WIDE, file), steward.add(VACANCIES, WIDE.replace("AMR", "Gebied"), file)
    assert first.learnt is not None
    assert len(first.learnt) <= 60
    assert second.learnt == f"{first.learnt}-2"
    found = saved_mappings(steward.agenda, VACANCIES)
    assert [found[name].kolommen["regiocode"] for name in (first.learnt, second.learnt)] == ["AMR", "Gebied"]


def test_a_folder_that_cannot_be_written_is_found_before_anything_is_published(steward: Steward) -> None:
    steward.agenda.mkdir()
    (steward.agenda / "mappings").write_text("in de weg")
    said = steward.refusal(VACANCIES, WIDE)
    assert "kan niet bewaard worden" in said
    assert "Er is niets veranderd" in said


def test_nothing_is_left_of_a_mapping_when_the_file_is_refused(steward: Steward) -> None:
    steward.refusal(VACANCIES, WIDE.replace("5100", "veel"))
    assert [path for path in steward.agenda.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("cell", ["50%", "0,375", "12 34"])
def test_what_is_no_count_does_not_become_one(steward: Steward, cell: str) -> None:
    assert f"rij 2, kolom waarde: '{cell}' is " in steward.refusal(VACANCIES, f"{HEADER}AM37;2025-Q1;totaal;{cell};\n")


@pytest.mark.parametrize(
    ("dataset", "text"),
    [
        (JOBSEEKERS, "Nr;2023;Wat\n1;2010;a\n2;1950;b\n3;1960;c\n"),
        (JOBSEEKERS, "Nr;Maand;Aantal\n1;2025-01;5\n2;2025-02;6\n3;2025-03;7\n"),
        (VACANCIES, "AMR;Iets;Anders\nAM37;1950;5\nAM18;1960;6\n"),
    ],
)
def test_figures_and_row_numbers_are_not_proposed_as_periods_and_places(steward: Steward, dataset: str, text: str) -> None:
    assert "python -m ingest template" in steward.refusal(dataset, text)
    assert steward.seen == []


@pytest.mark.parametrize(
    ("wrong", "unknown"),
    [
        ('koppen_geven = "period"\n[kolommen]\nregiocode = "AMR"', "period"),
        ('blad_geeft = "maand"\n[kolommen]\nregiocode = "AMR"', "maand"),
        ('[kolommen]\nregio = "AMR"', "regio"),
        ('[kolommen]\nregiocode = "AMR"\n[ernaast]\nperiode = "Maand"', "ernaast"),
    ],
)
def test_a_mapping_with_a_column_that_is_not_there_is_named(steward: Steward, wrong: str, unknown: str) -> None:
    folder = steward.agenda / "mappings" / VACANCIES
    folder.mkdir(parents=True)
    (folder / "oud.toml").write_text(wrong)
    for name in (None, "oud"):
        said = steward.refusal(VACANCIES, WIDE, name=name)
        assert f"{VACANCIES}/oud.toml" in said
        assert unknown in said


def test_a_mapping_does_not_fit_where_a_declared_column_would_be_left_out(steward: Steward) -> None:
    learnt = ColumnMapping({"regiocode": "Gebied", "peildatum": "Tijdvak", "extra_banen_totaal": "Meer"})
    save_mapping(steward.agenda, "banenafspraak", "oud", learnt)
    text = "Gebied;Tijdvak;Meer;personen_werkzaam\nAM37;2025-Q1;900;50\n"
    said = steward.refusal("banenafspraak", text, name="oud")
    assert "De kolom 'personen_werkzaam' is personen_werkzaam, maar de kolomindeling die past" in said


def test_a_formula_that_was_never_worked_out_is_said_to_be_the_cause(steward: Steward) -> None:
    said = steward.refusal(VACANCIES, xlsx(A=[list(DECLARED), ["AM37", "2025-Q1", "totaal", "=1+1"]]))
    assert "rij 2, kolom waarde: is leeg, maar verplicht; van formules in dit bestand is de uitkomst niet bewaard" in said
    assert "formules" not in steward.refusal(VACANCIES, xlsx(A=[list(DECLARED), ["AM37", None, "totaal", None]]))


@pytest.mark.slow
def test_a_blank_figure_is_not_published_where_its_row_says_what_it_is_about(steward: Steward) -> None:
    rows: Rows = [list(DECLARED), ["AM37", "2025-Q1", "totaal", 5], ["AM37", "2025-Q2", "totaal", None]]
    steward.add(VACANCIES, xlsx(A=rows))
    assert [(period, value) for _, _, period, value in steward.figures()] == [("2025-Q1", 5), ("2025-Q2", None)]
    said = steward.refusal(VACANCIES, xlsx(A=[list(DECLARED), ["AM37", None, "totaal", None]]))
    assert [f"rij 2, kolom {name}: is leeg, maar verplicht" in said for name in ("periode", "waarde")] == [True, True]


def test_rows_about_the_same_are_named(steward: Steward) -> None:
    row = ["AM37", "2025-Q1", "totaal", 5]
    said = steward.refusal(VACANCIES, xlsx(Een=[list(DECLARED), row], Twee=[list(DECLARED), row]))
    assert "Staat 2 keer in het bestand: AM37, 2025-Q1, totaal (blad Een, rij 2; blad Twee, rij 2)" in said


@pytest.mark.slow
def test_a_file_that_was_taken_once_and_is_refused_today_says_how_to_go_on(
    steward: Steward, monkeypatch: pytest.MonkeyPatch
) -> None:
    steward.add(VACANCIES, f"{HEADER}AM37;2025-Q1;totaal;5;\n")
    strict: Callable[[object, object], None] = lambda column, cell: _refuse(cell)  # noqa: E731
    monkeypatch.setattr("ingest.files.rows._refuse_percentage", strict)
    (snapshot,) = steward.store.of(VACANCIES)
    with pytest.raises(IngestError, match=r"a\.csv is eerder aan uwv-vacatures toegevoegd.*ingest undo uwv-vacatures"):
        list(HAND_FILES[VACANCIES].read(snapshot))


def _refuse(cell: object) -> None:
    from ingest.files.tabular import UnreadableCell

    raise UnreadableCell(f"'{cell}' mag niet meer")


@pytest.mark.slow
def test_commas_in_remarks_do_not_part_the_cells(steward: Steward) -> None:
    towns = "Haarlem, Velsen, Heemskerk, Beverwijk, Zandvoort, Bloemendaal, Heemstede, en wie elders woont"
    steward.add(VACANCIES, f"{HEADER}AM37;2025-Q1;totaal;1;{towns}\nAM37;2025-Q2;totaal;2;{towns}\n")
    assert [value for *_, value in steward.figures()] == [1, 2]


@pytest.mark.slow
def test_lines_may_end_as_on_an_old_macintosh(steward: Steward) -> None:
    steward.add(VACANCIES, f"{HEADER}AM37;2025-Q1;totaal;1;\nAM37;2025-Q2;totaal;2;\n".replace("\n", "\r"))
    assert [value for *_, value in steward.figures()] == [1, 2]
