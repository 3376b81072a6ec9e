"""Codes of periods, regions and sectors: CBS's writing turned into ours, and the settings of a run."""

import re

import pytest

from ingest.errors import SourceChanged
from ingest.files.place_cells import OutsideScope, place
from ingest.focus_sectors import find_sector
from ingest.periods import Period, frequency_of, in_words, is_period, moment, periods_of, read_period
from ingest.regions import ARBEIDSMARKTREGIOS, SUCCESSORS, clean_name, find_region, is_place, level, regions_of
from ingest.sectors import sectors_of

Code = dict[str, str | None]


def codes(*titles: tuple[str, str]) -> list[Code]:
    """A code list as CBS gives it, from (key, title)."""
    return [{"Key": key, "Title": title} for key, title in titles]


def period_code(key: str, status: str | None = "Definitief") -> list[Code]:
    """A Perioden list of one period."""
    return [{"Key": key, "Title": "2023", "Status": status}]


@pytest.mark.parametrize(
    ("cbs", "ours"),
    [
        ("2023JJ00", "2023"),
        ("2023SJ00", "2023"),
        ("2023KW01", "2023-Q1"),
        ("2023KW04", "2023-Q4"),
        ("2023MM01", "2023-01"),
        ("2023MM12", "2023-12"),
        ("2023KW02  ", "2023-Q2"),
    ],
)
def test_a_quarter_is_written_as_year_and_q_and_a_month_as_year_and_number(cbs: str, ours: str) -> None:
    assert read_period(cbs) == ours
    assert is_period(ours)


@pytest.mark.parametrize(
    "cbs", ["2010X000", "2023W132", "2023KW05", "2023KW00", "2023MM13", "2023MM00", "2023", "2023-Q1", "", "202\u0663JJ00"]
)
def test_a_period_in_an_unknown_form_has_no_code(cbs: str) -> None:
    assert read_period(cbs) is None


@pytest.mark.parametrize(
    ("code", "frequency", "point", "words"),
    [
        ("2023", "year", 2023.0, "2023"),
        ("2023-Q1", "quarter", 2023.0, "het 1e kwartaal van 2023"),
        ("2023-Q2", "quarter", 2023.25, "het 2e kwartaal van 2023"),
        ("2023-Q4", "quarter", 2023.75, "het 4e kwartaal van 2023"),
        ("2023-01", "month", 2023.0, "januari 2023"),
        ("2023-03", "month", 2023 + 2 / 12, "maart 2023"),
        ("2023-07", "month", 2023.5, "juli 2023"),
    ],
)
def test_a_period_has_a_frequency_a_point_in_time_and_words(code: str, frequency: str, point: float, words: str) -> None:
    assert frequency_of(code) == frequency
    assert moment(code) == pytest.approx(point)
    assert in_words(code) == words


@pytest.mark.parametrize("text", ["2023JJ00", "2023-Q5", "2023-13", "2023-00", "23", "2023-Q1 ", "2023-1", "202\u0663"])
def test_only_our_own_writing_is_a_period(text: str) -> None:
    assert not is_period(text)


def test_a_list_of_periods_mixes_years_and_quarters_and_keeps_each_status() -> None:
    found = periods_of(
        "80472ned",
        [*period_code("2023KW01", "Voorlopig"), *period_code("2022JJ00", "NaderVoorlopig"), *period_code("2021JJ00 "),
         *period_code("2020JJ00", "Nader voorlopig ")],
    )  # fmt: skip
    assert found == {
        "2023KW01": Period("2023-Q1", "quarter", "voorlopig"),
        "2022JJ00": Period("2022", "year", "nader voorlopig"),
        "2021JJ00": Period("2021", "year", "definitief"),
        "2020JJ00": Period("2020", "year", "nader voorlopig"),
    }


@pytest.mark.parametrize("status", [None, "", " "])
def test_a_period_without_a_status_is_definite(status: str | None) -> None:
    assert periods_of("80472ned", period_code("2023JJ00", status))["2023JJ00"].status == "definitief"


@pytest.mark.parametrize(
    ("key", "status", "said"),
    [("2010X000", "Definitief", ["80472ned", "'2010X000'", "2023KW01"]), ("2023JJ00", "Geschat", ["2023JJ00", "'Geschat'"])],
)
def test_an_unknown_period_or_status_shows_what_was_expected_and_found(key: str, status: str, said: list[str]) -> None:
    with pytest.raises(SourceChanged) as changed:
        periods_of("80472ned", period_code(key, status))
    assert all(part in str(changed.value) for part in [*said, "ingest/periods.py"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NL01", "land"),
        ("LD03", "landsdeel"),
        ("PV27", "provincie"),
        ("AM37", "arbeidsmarktregio"),
        ("GM0392", "gemeente"),
        ("CR21", None),
        ("Haarlem", None),
        ("AM", None),
        ("AM3\u0667", None),
    ],
)
def test_the_first_letters_of_a_region_tell_its_level(code: str, words: str | None) -> None:
    assert level(code) == words


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Utrecht (PV)", "Utrecht"),
        ("Utrecht (gemeente)", "Utrecht"),
        ("West-Nederland (LD)  ", "West-Nederland"),
        ("Zuid-Kennemerland en IJmond (AM)", "Zuid-Kennemerland en IJmond"),
        ("Bergen (NH.)", "Bergen (NH.)"),
    ],
)
def test_a_name_loses_the_sign_of_its_level_only(title: str, name: str) -> None:
    assert clean_name(title) == name


def test_a_list_of_regions_keeps_our_levels_and_leaves_out_corop_and_what_has_no_place() -> None:
    meaning, names = regions_of(
        "85554NED",
        codes(
            ("NL01  ", "Nederland"),
            ("AM37  ", "Zuid-Kennemerland en IJmond (AM)"),
            ("GM0392", "Haarlem"),
            ("CR21  ", "Agglomeratie Haarlem (CR)"),
            ("AM99  ", "Niet in te delen (AM)"),
            ("PV99  ", "Niet in te delen (PV)"),
            ("GM0000", "Niet in te delen"),
        ),
    )
    left_out = dict.fromkeys(["CR21", "AM99", "PV99", "GM0000"])
    assert meaning == {"NL01": "NL01", "AM37": "AM37", "GM0392": "GM0392"} | left_out
    assert names == {"NL01": "Nederland", "AM37": "Zuid-Kennemerland en IJmond", "GM0392": "Haarlem"}


def test_a_gemeente_whose_number_ends_in_99_is_a_gemeente() -> None:
    meaning, _ = regions_of("85554NED", codes(("GM0199", "Rijnwaarden"), ("GM1699", "Noordenveld")))
    assert list(meaning.values()) == ["GM0199", "GM1699"]


def test_a_region_in_an_unknown_form_shows_itself_and_what_was_expected() -> None:
    with pytest.raises(SourceChanged, match=r"85554NED.*GM0392.*'Haarlem'.*ingest/regions\.py"):
        regions_of("85554NED", codes(("Haarlem", "Haarlem")))


def test_in_a_list_of_regions_that_is_mixed_other_classes_are_left_out() -> None:
    meaning, names = regions_of(
        "85353NED", codes(("PV27   ", "Noord-Holland (PV)"), ("A047349", "Vier grootste gemeenten (G4)")), mixed=True
    )
    assert meaning == {"PV27": "PV27", "A047349": None}
    assert names == {"PV27": "Noord-Holland"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AM37", "AM37"),
        (" am37 ", "AM37"),
        ("Zuid-Kennemerland en  IJmond", "AM37"),
        ("ZUID-KENNEMERLAND EN IJMOND", "AM37"),
        ("nl01", "NL01"),
        ("Nederland", "NL01"),
        ("Zuid-Kennemerland", None),  # the old region AM16, with another border
        ("IJmond", None),
        ("Haarlem", None),
        ("AM99", None),
        ("AM16", None),
        ("8", None),
        ("", None),
    ],
)
def test_a_region_is_found_by_its_code_or_whole_name_never_by_a_part(text: str, code: str | None) -> None:
    assert find_region(text) == code


@pytest.mark.parametrize(
    "code", ["GM0998", "GM0999", "GM9998", "GM9999", "GM0000", "AM98", "AM99", "PV00", "NL00", "CR21", "2025"]
)
def test_abroad_and_unknown_are_no_place_wherever_they_stand(code: str) -> None:
    assert not is_place(code)
    listed = [] if code == "2025" else [(code, "Onbekend")]
    assert regions_of("85554NED", codes(("GM0392", "Haarlem"), *listed))[1] == {"GM0392": "Haarlem"}
    if code.startswith("GM"):
        for written in (code, code[2:], f" {code.lower()} "):
            with pytest.raises(OutsideScope):
                place(written)


def test_thirty_five_regions_are_in_use_and_none_of_them_is_one_that_was_succeeded() -> None:
    assert len(ARBEIDSMARKTREGIOS) == 35
    assert SUCCESSORS.keys().isdisjoint(ARBEIDSMARKTREGIOS)
    assert set(SUCCESSORS.values()) <= ARBEIDSMARKTREGIOS.keys()


def test_a_list_of_sectors_takes_sections_sums_and_divisions_from_their_titles() -> None:
    meaning = sectors_of(
        "83583NED",
        codes(
            ("T001081", "A-U Alle economische activiteiten"),
            ("422400 ", "Q Gezondheids- en welzijnszorg "),
            ("300003 ", "B-F Nijverheid en energie"),
            ("330300 ", "25 Metaalproductenindustrie"),
            ("395005 ", "62-63 IT- en informatiedienstverlening"),
            ("WP19074", "Bedrijfsgrootte: 100 of meer"),
            ("300005 ", "G+I Handel en horeca"),
            ("800050 ", "22, 31-32 Overige industrie"),
            ("999999 ", "SBI-code onbekend"),
        ),
        leave_out="Bedrijfsgrootte",
    )
    assert meaning == {
        "T001081": "totaal",
        "422400": "sbi-Q",
        "300003": "sbi-B-F",
        "330300": "sbi-25",
        "395005": "sbi-62-63",
        "WP19074": None,
        "300005": None,
        "800050": None,
        "999999": None,
    }


@pytest.mark.parametrize(
    "title", ["Bedrijfsgrootte: 100 of meer", "Economische activiteit onbekend", "Q", "Z Iets nieuws", "G+Z Iets"]
)
def test_a_sector_in_an_unknown_form_shows_itself_and_what_was_expected(title: str) -> None:
    with pytest.raises(SourceChanged, match=rf"80472ned.*'Q Gezondheids.*'{re.escape(title)}'.*ingest/sectors\.py"):
        sectors_of("80472ned", codes(("1", title)), leave_out=None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Totaal", "totaal"),
        (" zorg-welzijn", "zorg-welzijn"),
        ("Zorg & Welzijn", "zorg-welzijn"),
        ("zorg en welzijn", "zorg-welzijn"),
        ("TECHNIEK", "techniek"),
        ("Overige sectoren", "overig"),
        ("q", "sbi-Q"),
        ("sbi-Q", "sbi-Q"),
        ("Q Gezondheids- en welzijnszorg", "sbi-Q"),
        ("B-F Nijverheid en energie", "sbi-B-F"),
        ("sbi-b-f", "sbi-B-F"),
        ("B - F Nijverheid en energie", "sbi-B-F"),
        ("B t/m F", "sbi-B-F"),
        ("O tot en met Q Niet-commercieel", "sbi-O-Q"),
        ("A - U Totaal", "totaal"),
        ("M en N Zakelijke diensten", None),
        ("A-U Alle economische activiteiten", "totaal"),
        ("sbi-a-u", "totaal"),
        ("zorg", None),
        ("V Iets nieuws", None),
        ("", None),
    ],
)
def test_a_sector_is_found_by_its_code_its_name_or_its_section(text: str, code: str | None) -> None:
    assert find_sector(text) == code
