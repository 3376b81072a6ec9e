"""What changed: contributions of gemeenten and sectors that add up exactly to the change, on small built versions."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.absence import ONLY_YEARS, absence
from indicators.contributions import COLUMNS, UNALLOCATED, Explanation, explain
from indicators.figures import Figures
from indicators.indicator import COUNTED, Indicator
from indicators.lines import nearest_with_series
from indicators.plain_text import explanation_text
from indicators.query import BadQuestion, UnknownIndicator
from indicators.registry import INDICATORS
from indicators.series import Series
from ingest.dataset import thousands
from ingest.published import PublishedFigures
from pages.components.contribution_charts import draw_contributions, finding
from pages.components.view import View
from tests.conftest import Command
from tests.data_folder import UWV, UWV_HEADER, DataFolder, declared, edition
from tests.home_towns import TOWNS
from tests.made_figures import series_of
from tests.region_tables import VACANCIES, VACANCIES_HEADER

UNTAPPED = declared("untapped-potential", thousands("unemployed"))
HEADER = "region sector period unemployed\n"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder for small tables under the names of the real sources."""
    return DataFolder(tmp_path, UNTAPPED, VACANCIES, UWV, PublishedFigures())


def per_town(first: str, second: str, years: tuple[int, int] = (2022, 2023), region: str = "10 20") -> str:
    """Rows for the seven gemeenten and the region, in two years."""
    values = dict(zip(TOWNS, zip(first.split(), second.split(), strict=True), strict=True)) | {"AM37": tuple(region.split())}
    return HEADER + "\n".join(
        f"{code} A-U {year}JJ00 {pair[place]}" for code, pair in values.items() for place, year in enumerate(years)
    )


def parts(found: Explanation, division: str) -> dict[str, float | None]:
    """The change of each part of a division, by its name (places as in TOWNS), in the order in which they stand."""
    return {TOWNS.get(part.code, part.name): part.change for part in found.divisions[division]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Werklozen of the gemeenten of AM37: two years that add up, two with 2.000 left over, and two in which two of them lack one;
    of AM01 two years alone; vacatures by sector."""
    pairs = {(2022, 2023): ("1 1 4 1 1 1 1", "2 1 9 1 1 5 1"), (2013, 2014): ("1 1 4 1 1 1 1", "2 1 7 1 1 5 1"),
             (2015, 2016): ("1 1 4 1 . 1 1", "2 1 9 1 1 5 .")}  # fmt: skip
    rows = [per_town(*cells, years).removeprefix(HEADER) for years, cells in pairs.items()]
    rows += ["AM01 A-U 2022JJ00 10", "AM01 A-U 2023JJ00 12"]
    folder = DataFolder(tmp_path_factory.mktemp("made"), UNTAPPED, VACANCIES, PublishedFigures())
    unemployed = edition(UNTAPPED, HEADER + "\n".join(rows), provisional="2023JJ00")
    folder.refresh(unemployed, edition(VACANCIES, of_sectors(SECTORS, "2022KW01", "2023KW01")))
    return folder.figures


def assert_adds_up(found: Explanation) -> None:
    """Each division adds up exactly to the change, in decimal writing."""
    assert found.divisions
    for division in found.divisions.values():
        assert sum(Decimal(str(part.change)) for part in division if part.change is not None) == Decimal(str(found.whole.change))
        assert division[-1].name == UNALLOCATED


def test_the_contributions_of_the_gemeenten_add_up_to_the_change_of_the_region(made: Figures) -> None:
    found = explain(made, "werklozen", "AM37", "2022", "2023")
    assert (found.whole.before, found.whole.after, found.whole.change) == (10_000, 20_000, 10_000)
    assert parts(found, "gemeente") == {
        "Haarlem": 5000, "Velsen": 4000, "Beverwijk": 1000, "Bloemendaal": 0, "Heemskerk": 0, "Heemstede": 0, "Zandvoort": 0,
        UNALLOCATED: 0,
    }  # fmt: skip
    assert_adds_up(found)


def test_what_rounding_leaves_over_is_said_and_not_spread(made: Figures) -> None:
    found = explain(made, "werklozen", "AM37", "2013", "2014")
    assert parts(found, "gemeente")[UNALLOCATED] == 2000
    assert found.divisions["gemeente"][-1].note == "Afronding, of wat de bron niet verdeelt."
    assert_adds_up(found)


def test_a_gemeente_whose_figure_is_missing_is_not_divided_and_named(made: Figures) -> None:
    found = explain(made, "werklozen", "AM37", "2015", "2016")
    shown = {TOWNS.get(part.code, part.name): (part.change, part.note) for part in found.divisions["gemeente"]}
    assert shown["Heemstede"] == (None, "Geen cijfer over 2015.")
    assert shown["Zandvoort"] == (None, "Geen cijfer over 2016.")
    assert shown[UNALLOCATED] == (0, "Zonder cijfer: Plaats GM0397, Plaats GM0473. Verder afronding.")
    assert_adds_up(found)


def test_a_change_of_one_rounding_unit_is_called_so(made: Figures) -> None:
    notes = {part.code: part.note for part in explain(made, "werklozen", "AM37", "2022").divisions["gemeente"]}
    assert (notes["GM0375"], notes["GM0392"], notes["GM0377"]) == (
        "Valt binnen de afronding van de bron.", "", "",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("1 1 9 1 1 1 1", "De grootste verandering is die van Plaats GM0392: +5.000."),
        ("1 1 9 1 1 6 1", "De grootste veranderingen zijn die van Plaats GM0392 (+5.000) en Plaats GM0453 (+5.000)"),
        ("1 1 9 1 1 5 1", "De grootste veranderingen zijn die van Plaats GM0392 (+5.000) en Plaats GM0453 (+4.000)"),
        ("2 2 4 2 2 2 1", "Plaats GM0375 (+1.000), Plaats GM0377 (+1.000), Plaats GM0396 (+1.000) en 2 andere"),
        ("2 2 4 1 1 1 1", "Elk daarvan valt binnen de afronding van de bron."),
    ],
)
def test_no_part_is_called_the_largest_that_rounding_does_not_tell_from_another(
    folder: DataFolder, after: str, said: str
) -> None:
    folder.refresh(edition(UNTAPPED, per_town("1 1 4 1 1 1 1", after)))
    assert said in finding(explain(folder.figures, "werklozen", "AM37", "2022").divisions["gemeente"])


SECTORS = {"A-U": "100.4 130.1", "Q": "20.1 25.3", "P": "10 9.9", "B-F": "20 26", "J": "5 5", "G": "30.2 40.1", "I": "15 ."}


def of_sectors(sectors: dict[str, str], *years: str, region: str = "PV27") -> str:
    """Rows of one region for sectors in successive quarters or years."""
    lines = (
        f"{region} {sector} {year} {cell}"
        for sector, row in sectors.items()
        for year, cell in zip(years, row.split(), strict=True)
    )
    return VACANCIES_HEADER + "\n".join(lines)


def test_the_contributions_of_the_sectors_add_up_and_no_sector_counts_twice(made: Figures) -> None:
    found = explain(made, "vacatures", "PV27")
    assert (found.van, found.tot, found.whole.change) == ("2022-Q1", "2023-Q1", 29_700)
    assert parts(found, "sector") == {
        "Overige sectoren": 18_600, "Techniek": 6000, "Zorg & Welzijn": 5200, "Onderwijs": -100, UNALLOCATED: 0,
    }  # fmt: skip
    assert [part.code for part in found.divisions["sector"]] == ["overig", "techniek", "zorg-welzijn", "onderwijs", ""]
    assert parts(found, "bedrijfstak") == {
        "Handel (G)": 9900, "Gezondheids- en welzijnszorg (Q)": 5200, "Onderwijs (P)": -100,
        "Informatie en communicatie (J)": 0, "Horeca (I)": None,
        UNALLOCATED: 14_700,
    }  # fmt: skip
    assert_adds_up(found)


def test_a_focus_sector_is_divided_into_its_own_parts(made: Figures) -> None:
    together = explain(made, "vacatures", "PV27", sector="focus")
    assert parts(together, "sector") == {"Techniek": 6000, "Zorg & Welzijn": 5200, "Onderwijs": -100, UNALLOCATED: 0}
    techniek = explain(made, "vacatures", "PV27", sector="techniek")
    assert parts(techniek, "bedrijfstak") == {
        "Nijverheid en energie (B-F)": 6000, "Informatie en communicatie (J)": 0, UNALLOCATED: 0,
    }  # fmt: skip
    assert_adds_up(techniek)


def test_a_source_without_gemeenten_or_sectors_leaves_the_whole_change_undivided(made: Figures) -> None:
    found = explain(made, "werklozen", "AM01")
    assert parts(found, "gemeente") == parts(found, "sector") == {UNALLOCATED: 2000}
    assert "Bron geeft" not in found.divisions["sector"][0].note
    assert found.divisions["sector"][0].note == "De bron geeft hiervan geen cijfers per sector."


@pytest.mark.slow
def test_the_country_is_divided_into_arbeidsmarktregios(folder: DataFolder) -> None:
    rows = ["NL01 A-U 2022JJ00 100", "NL01 A-U 2023JJ00 110", "AM37 A-U 2022JJ00 10", "AM37 A-U 2023JJ00 14"]
    folder.refresh(edition(UNTAPPED, HEADER + "\n".join(rows)))
    found = explain(folder.figures, "werklozen", "NL01")
    assert parts(found, "arbeidsmarktregio") == {"Plaats AM37": 4000, UNALLOCATED: 6000}


@pytest.mark.slow
def test_no_contribution_is_computed_across_a_break(folder: DataFolder) -> None:
    rows = "\n".join(f"AM37 A-U {year}JJ00 {year - 2000}" for year in range(2017, 2023))
    folder.refresh(edition(UNTAPPED, HEADER + rows))
    with pytest.raises(BadQuestion, match=r"^Tussen 2020 en 2022 ligt een breuk in de reeks \(nieuwe meetmethode CBS, 2021\)\."):
        explain(folder.figures, "werklozen", "AM37", "2020", "2022")
    moved = explain(folder.figures, "werklozen", "AM37", "2018", "2020")
    assert moved.whole.change == 2000
    assert any("Haarlemmerliede" in note for note in moved.notes)
    assert explain(folder.figures, "werklozen", "AM37", "2021", "2022").notes == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"van": "2022", "tot": "2022"}, "van (2022) ligt niet voor tot (2022)."),
        ({"van": "2023", "tot": "2022"}, "van (2023) ligt niet voor tot (2022)."),
        ({"van": "2015"}, "Er is geen cijfer over 2015 (van). Er zijn cijfers van 2022 tot en met 2023."),
        ({"tot": "2030"}, "Er is geen cijfer over 2030 (tot). Er zijn cijfers van 2022 tot en met 2023."),
        ({"van": "2022", "tot": "2023-Q1"}, "van (2022) en tot (2023-Q1) zijn niet even lang."),
        ({"van": "2022-Q1"}, "Plaats AM01 heeft voor deze keuze geen cijfers van werklozen; wel van 2022 tot en met 2023."),
        ({"van": "vorig jaar"}, "van is geen periode: 'vorig jaar'."),
        ({"region": "AM73"}, "Onbekende regio 'AM73'. Bedoelde u: "),
        ({"key": "werkloosheid"}, "Werkloosheidspercentage (% van de beroepsbevolking) is een verhouding: die telt niet op"),
        ({"key": "onbenut-aandeel"}, "Aandeel onbenut arbeidspotentieel (% van"),
    ],
)
def test_a_question_without_an_answer_is_told_why(made: Figures, question: dict[str, str], answer: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        explain(made, **{"key": "werklozen", "region": "AM01", **question})
    assert str(refused.value).startswith(answer)


@pytest.mark.slow
def test_a_missing_figure_is_told_in_words_for_who_reads_a_page(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.refresh(edition(VACANCIES, of_sectors(SECTORS, "2022KW01", "2023KW01")))
    have = "van het 1e kwartaal van 2022 tot en met het 1e kwartaal van 2023."
    with pytest.raises(BadQuestion, match=rf"over het 2e kwartaal van 2022 \(van\)\. Er zijn cijfers {have}"):
        explain(folder.figures, "vacatures", "PV27", van="2022-Q2")
    with pytest.raises(BadQuestion, match=rf"geen cijfers van openstaande vacatures; wel {have}"):
        explain(folder.figures, "vacatures", "PV27", van="2022")
    with pytest.raises(BadQuestion, match=r"^De gegevens “.*” \(CBS\) zijn er nog niet\."):
        explain(folder.figures, "werklozen", "PV27")
    said = []
    monkeypatch.setattr("pages.components.topic.draw", lambda *_, text, **__: said.append(text))
    monkeypatch.setattr(View, "figures", folder.figures)
    draw_contributions(View("", "PV27", "totaal", None, 2021), "vacatures")
    assert said == [absence(folder.figures, INDICATORS["vacatures"], ONLY_YEARS)]


@pytest.mark.slow
def test_an_unknown_indicator_is_told_apart(folder: DataFolder) -> None:
    folder.refresh(edition(UNTAPPED, f"{HEADER} AM37 A-U 2022JJ00 10"))
    with pytest.raises(UnknownIndicator):
        explain(folder.figures, "werkloos", "AM37")
    with pytest.raises(BadQuestion, match="Er is geen cijfer van een jaar eerder"):
        explain(folder.figures, "werklozen", "AM37")


@pytest.mark.slow
def test_a_figure_that_only_a_document_prints_has_no_parts(folder: DataFolder) -> None:
    folder.print_figures("vacatures,AM37,2023-Q1,8150,vacatures,,Open vacatures,Agenda,Kenmerken")
    folder.refresh(edition(UNTAPPED, f"{HEADER} AM37 A-U 2022JJ00 10"))
    folder.add(UWV.name, "uwv.csv", f"{UWV_HEADER}AM37;2024-Q1;totaal;8160\n")
    with pytest.raises(BadQuestion, match=r"2023 staat alleen in een document \(Agenda, Kenmerken\)"):
        explain(folder.figures, "vacatures", "AM37")


def test_as_a_table_each_part_has_its_source_status_and_note(made: Figures) -> None:
    table = explain(made, "werklozen", "AM37").table()
    assert list(table.columns) == COLUMNS
    assert set(table["status"]) == {"voorlopig"}
    assert set(table["tabel"]) == {"untapped-potential-2025"}
    assert table["opgehaald"].str.endswith("Z").all()
    assert table.loc[0, ["verdeling", "code", "bijdrage"]].tolist() == ["totaal", "AM37", 10_000]
    assert table[table["verdeling"] == "gemeente"]["bijdrage"].sum() == 10_000


@pytest.mark.slow
@pytest.mark.parametrize("key", [key for key, each in INDICATORS.items() if each.adds_up])
def test_in_the_example_every_indicator_that_adds_up_does_so(figures: Figures, key: str) -> None:
    found = explain(figures, key, nearest_with_series(figures, key, "AM37") or "AM37")
    assert_adds_up(found)
    assert explanation_text(found).startswith(INDICATORS[key].label)


@pytest.mark.parametrize("found", [each for each in INDICATORS.values() if each.adds_up], ids=lambda each: each.key)
def test_an_indicator_that_adds_up_is_the_same_sum_for_two_places_as_for_both_together(found: Indicator) -> None:
    def result(values: dict[str, float]) -> float:
        by_kind = {
            f"AM37 {kind} {when}": value for when, value in values.items() for kind in ("totaal", "mbo", "mbo-bbl", "hbo", "wo")
        }
        return float(computed(found, series_of(by_kind)).frame["value"].iloc[0])

    assert result({"2023": 300.0}) + result({"2023": 500.0}) == pytest.approx(result({"2023": 800.0}))


def computed(found: Indicator, given: Series) -> Series:
    """An indicator whose measures are all this one series."""
    inputs = [computed(each, given) if isinstance(each, Indicator) else given for each in found.inputs.values()]
    return found.formula(*inputs)


def test_every_other_unit_is_that_of_a_ratio() -> None:
    others = {each.unit for each in INDICATORS.values()} - COUNTED
    assert all(unit.startswith("%") or " per " in unit or unit == "verhouding" for unit in others)


def test_the_command_writes_text_csv_and_json(command: Command, example_data: Path) -> None:
    question = ["indicators", "explain", "werklozen", "--regio", "AM37", "--van", "2022", "--tot", "2024"]
    text = command(*question, data_dir=example_data)
    assert (text.returncode, text.stderr) == (0, "")
    assert "Bijdrage per gemeente:" in text.stdout
    assert "Bron: CBS, voorbeeld-binding, opgehaald " in text.stdout
    rows = json.loads(command(*question, "--vorm", "json", data_dir=example_data).stdout)
    assert list(rows[0]) == COLUMNS
    csv = command(*question, "--vorm", "csv", data_dir=example_data).stdout.splitlines()
    assert csv[0] == ",".join(COLUMNS)
    assert len(csv) == len(rows) + 1
    refused = command("indicators", "explain", "werkloosheid", "--regio", "AM37", data_dir=example_data)
    assert (refused.returncode, refused.stdout) == (2, "")
