"""A declaration against a table as CBS publishes it: what to ask for when it fits, both sides shown when it does not."""

from dataclasses import replace

import msgspec
import pytest

from ingest.cbs.fit import Fit, fit
from ingest.cbs.table import CbsTable
from ingest.dataset import YEARLY, Measure, percentage, thousands
from ingest.errors import SourceChanged
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.periods import Period
from ingest.wire.cbs import Structure, Topic, dimension_names, read_page, read_structure

PEOPLE = WireDimension("Persoonskenmerken", [("T009002", "Totaal personen "), ("3000", "Geslacht: mannen")])
REGIONS = WireDimension("RegioS", [("NL01", "Nederland"), ("AM37", "ZKIJ (AM)"), ("CR21", "Haarlem (CR)"), ("GM0392", "Haarlem")])
PERIODS = WireDimension("Perioden", [("2024JJ00", "2024", "Voorlopig"), ("2016JJ00", "2016", "Definitief")], "TimeDimension")
SECTORS = WireDimension("SBI", [("T001081", "A-U Alle activiteiten"), ("422400", "Q Zorg"), ("WP19", "Grootte: 10 of meer")])

EMPLOYED = WireTopic("Werkzaam_3", ("Beroepsbevolking", "Werkzame beroepsbevolking", "Werkzame beroepsbevolking"))
EMPLOYEE = WireTopic("Werknemer_4", ("Beroepsbevolking", "Werkzame beroepsbevolking", "Positie in de werkkring", "Werknemer"))
NET = WireTopic("Netto_24", ("Netto arbeidsparticipatie",), "%", 1)
TABLE = WireTable(
    "86271NED", "Arbeidsdeelname; regio", "2026-08-14T02:00:00", [PEOPLE, REGIONS, PERIODS], [EMPLOYED, EMPLOYEE, NET], []
)

EMPLOYED_PATH = "Werkzame beroepsbevolking > Werkzame beroepsbevolking"
DECLARED = CbsTable(
    name="participation",
    label="Arbeidsdeelname per regio",
    title="Arbeidsdeelname; regio",
    measures={EMPLOYED_PATH: thousands("employed"), "Netto arbeidsparticipatie": percentage("net_participation")},
    rhythm=YEARLY,
    keep={"Persoonskenmerken": "Totaal personen"},
    region="RegioS",
)


def structure(table: WireTable = TABLE) -> Structure:
    """The structure that a table describes on the wire."""
    return read_structure(table.metadata())


def fitted(*topics: WireTopic, **measures: Measure) -> Fit:
    """These topics fitted to measures declared by path."""
    return fit(replace(DECLARED, measures=measures), structure(replace(TABLE, topics=list(topics))))


def changed(table: WireTable, declared: CbsTable = DECLARED) -> str:
    """What is said of a table that does not fit."""
    with pytest.raises(SourceChanged) as misfit:
        fit(declared, structure(table))
    return str(misfit.value)


def test_a_structure_has_the_dimensions_and_the_topics_with_the_titles_of_their_groups() -> None:
    found = structure(replace(TABLE, title=" Arbeidsdeelname;  regio ", rows=[{}] * 380))
    assert (found.table, found.title, found.modified, found.row_count) == (
        "86271NED",
        "Arbeidsdeelname; regio",
        "2026-08-14T02:00:00",
        380,
    )
    assert list(found.dimensions) == ["Persoonskenmerken", "RegioS", "Perioden"]
    assert found.topics == [Topic(topic.column, topic.path, topic.unit, topic.decimals) for topic in (EMPLOYED, EMPLOYEE, NET)]
    assert str(found.topics[0]) == "Beroepsbevolking > Werkzame beroepsbevolking > Werkzame beroepsbevolking"


def test_topics_of_the_same_title_in_different_groups_are_told_apart() -> None:
    quantities = [WireTopic(f"T_{n}", (group, "Seizoengecorrigeerd")) for n, group in enumerate(["Werkzaam", "Werkloos"])]
    assert [topic.path for topic in structure(replace(TABLE, topics=quantities)).topics] == [
        ("Werkzaam", "Seizoengecorrigeerd"),
        ("Werkloos", "Seizoengecorrigeerd"),
    ]


def test_a_table_may_be_silent_about_its_size_units_and_kinds() -> None:
    metadata = TABLE.metadata()
    del metadata["TableInfos"][0]["RecordCount"]
    for row in metadata["DataProperties"]:
        for name in ("Type", "Unit", "Decimals"):  # the kind then stands in odata.type only
            row.pop(name, None)
    found = read_structure(metadata)
    assert found.row_count is None
    assert {(topic.unit, topic.decimals) for topic in found.topics} == {("", 0)}
    assert dimension_names(metadata["DataProperties"]) == ["Persoonskenmerken", "RegioS", "Perioden"]


def test_a_page_keeps_its_rows_as_they_came_and_knows_the_next() -> None:
    page = read_page(
        b'{"odata.metadata":"x","value":[{"ID":0,  "A":1.50},{"ID":1,"A":null}],"odata.nextLink":"http://x?$skip=2"}'
    )
    assert [bytes(row) for row in page.value] == [b'{"ID":0,  "A":1.50}', b'{"ID":1,"A":null}']
    assert page.next_link == "http://x?$skip=2"
    assert read_page(b'{"value":[]}').next_link is None


@pytest.mark.parametrize("body", [b'{"value":[{"ID":0,"A":', b"<!doctype html>", b'{"error":"te veel"}', b"", b'{"value":[]}{'])
def test_a_body_that_is_cut_short_or_something_else_is_no_page(body: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        read_page(body)


def test_a_declaration_that_fits_says_what_to_ask_for() -> None:
    found = fit(DECLARED, structure())
    assert [(measure.name, topic.column) for measure, topic in found.topics] == [
        ("employed", "Werkzaam_3"),
        ("net_participation", "Netto_24"),
    ]
    assert found.select == ["Persoonskenmerken", "RegioS", "Perioden", "Werkzaam_3", "Netto_24"]
    assert found.where == "Persoonskenmerken eq 'T009002'"


def test_a_pinned_code_keeps_the_padding_that_cbs_wants_in_a_filter() -> None:
    declared = replace(DECLARED, keep={"Persoonskenmerken": "geslacht:  MANNEN"})
    assert fit(declared, structure()).where == "Persoonskenmerken eq '3000   '"


def test_two_pinned_dimensions_are_filtered_together() -> None:
    ages = WireDimension("Leeftijd", [("10000", "Totaal")])
    declared = replace(DECLARED, keep={**DECLARED.keep, "Leeftijd": "Totaal"})
    found = fit(declared, structure(replace(TABLE, dimensions=[PEOPLE, ages, REGIONS, PERIODS])))
    assert found.where == "Persoonskenmerken eq 'T009002' and Leeftijd eq '10000'"


def test_nothing_is_filtered_where_nothing_is_pinned() -> None:
    declared = replace(DECLARED, keep={})
    assert fit(declared, structure(replace(TABLE, dimensions=[REGIONS, PERIODS]))).where == ""


def test_regions_of_our_levels_and_periods_are_mapped_without_their_padding() -> None:
    found = fit(DECLARED, structure())
    assert found.region.column == "RegioS"
    assert found.region.meaning == {"NL01": "NL01", "AM37": "AM37", "CR21": None, "GM0392": "GM0392"}
    assert found.region_names == {"NL01": "Nederland", "AM37": "ZKIJ", "GM0392": "Haarlem"}
    assert found.levels == {"NL", "AM", "GM"}
    assert found.first_year == 2016
    assert found.periods["2024JJ00"] == Period("2024", "year", "voorlopig")
    assert (found.sector.column, found.sector.meaning) == (None, {"": "totaal"})


def test_a_table_without_regions_is_about_the_country() -> None:
    declared = replace(DECLARED, keep={}, region=None, sector="SBI", leave_out_sectors="Grootte")
    found = fit(declared, structure(replace(TABLE, dimensions=[SECTORS, PERIODS])))
    assert (found.region.column, found.region.meaning, found.levels) == (None, {"": "NL01"}, {"NL"})
    assert found.sector.column == "SBI"
    assert found.sector.meaning == {"T001081": "totaal", "422400": "sbi-Q", "WP19": None}


@pytest.mark.parametrize(
    "path",
    [
        "Werknemer",
        "positie in de  werkkring>WERKNEMER",
        "Beroepsbevolking > Werkzame beroepsbevolking > Positie in de werkkring > Werknemer",
        "Loontrekker|Werknemer",
        "Werknemer|Netto arbeidsparticipatie",
        "Werkzame beroepsbevolking > Werknemer|Positie in de werkkring > Werknemer",
    ],
)
def test_a_topic_is_found_by_the_end_of_its_path_or_by_an_alternative(path: str) -> None:
    ((_, topic),) = fitted(EMPLOYED, EMPLOYEE, replace(NET, unit="x 1 000"), **{path: thousands("employees")}).topics
    assert topic.column == "Werknemer_4"


def test_a_topic_that_is_the_whole_path_goes_before_one_that_ends_in_it() -> None:
    alone, inside = WireTopic("Werkzaam_1", ("Werkzame beroepsbevolking",)), EMPLOYED
    ((_, topic),) = fitted(inside, alone, **{"Werkzame beroepsbevolking": thousands("employed")}).topics
    assert topic.column == "Werkzaam_1"


def test_a_path_that_two_topics_end_in_is_not_guessed_but_the_next_alternative_is_tried() -> None:
    men, women = (WireTopic(f"{sex}_1", (sex, "Werkloos")) for sex in ("Mannen", "Vrouwen"))
    with pytest.raises(SourceChanged, match=r"'Werkloos', gevonden is .*Mannen > Werkloos"):
        fitted(men, women, Werkloos=thousands("unemployed"))
    ((_, topic),) = fitted(men, women, **{"Werkloos|Vrouwen > Werkloos": thousands("unemployed")}).topics
    assert topic.column == "Vrouwen_1"


def test_an_optional_measure_may_be_absent() -> None:
    found = fitted(
        NET, **{"Bruto arbeidsparticipatie": percentage("gross", optional=True), "Netto arbeidsparticipatie": percentage("net")}
    )
    assert [measure.name for measure, _ in found.topics] == ["net"]
    assert found.select[-1] == "Netto_24"


def test_an_optional_measure_in_another_unit_is_still_a_change() -> None:
    with pytest.raises(SourceChanged, match="eenheid"):
        fitted(NET, **{"Netto arbeidsparticipatie": replace(thousands("net"), optional=True)})


@pytest.mark.parametrize("unit", ["x 1 000", "x 1000", "X 1 000"])
def test_a_unit_is_compared_without_its_spaces(unit: str) -> None:
    assert fitted(replace(EMPLOYED, unit=unit), **{EMPLOYED_PATH: thousands("employed")}).topics


@pytest.mark.parametrize("unit", ["aantal", "%", "x 1 000 000", ""])
def test_another_unit_shows_both_units_and_the_topic(unit: str) -> None:
    told = changed(replace(TABLE, topics=[replace(EMPLOYED, unit=unit), NET]))
    assert all(part in told for part in ["86271NED", str(structure().topics[0]), "'x 1000'", f"'{unit}'", "ingest/cbs_tables.py"])


def test_a_renamed_topic_shows_the_declared_path_and_the_nearest_titles() -> None:
    told = changed(replace(TABLE, topics=[EMPLOYED, EMPLOYEE, replace(NET, path=("Netto-arbeidsparticipatie",))]))
    assert "86271NED" in told
    assert told.index("'Netto arbeidsparticipatie'") < told.index("'Netto-arbeidsparticipatie'") < told.index("Werknemer")


def test_a_table_without_topics_says_so() -> None:
    assert "geen enkel onderwerp" in changed(replace(TABLE, topics=[]))


@pytest.mark.parametrize(
    ("dimensions", "found"),
    [
        ([PEOPLE, REGIONS, PERIODS, SECTORS], "Perioden, Persoonskenmerken, RegioS, SBI"),
        ([REGIONS, PERIODS], "Perioden, RegioS"),
        ([PEOPLE, replace(REGIONS, name="Regiokenmerken"), PERIODS], "Perioden, Persoonskenmerken, Regiokenmerken"),
    ],
)
def test_a_dimension_too_many_too_few_or_renamed_is_never_read(dimensions: list[WireDimension], found: str) -> None:
    told = changed(replace(TABLE, dimensions=dimensions))
    assert f"verwacht was de dimensies Perioden, Persoonskenmerken, RegioS, gevonden is {found}." in told
    assert "totalen dubbel" in told


@pytest.mark.parametrize(
    "codes", [[("3000", "Mannen"), ("4000", "Vrouwen")], [("1", "Totaal personen"), ("2", "Totaal personen"), ("3000", "Mannen")]]
)
def test_a_pinned_title_must_belong_to_one_code(codes: list[tuple[str, str]]) -> None:
    told = changed(replace(TABLE, dimensions=[replace(PEOPLE, codes=codes), REGIONS, PERIODS]))
    assert "dimensie Persoonskenmerken" in told
    assert "'Totaal personen'" in told
    assert "; ".join(title for _, title in codes) in told


@pytest.mark.parametrize(
    ("dimensions", "said"),
    [
        ([PEOPLE, REGIONS, replace(PERIODS, codes=[("2024W132", "2024 week 32", "Voorlopig")])], "'2024W132'"),
        ([PEOPLE, REGIONS, replace(PERIODS, codes=[("2024JJ00", "2024", "Geschat")])], "'Geschat'"),
        ([PEOPLE, replace(REGIONS, codes=[("NL01", "Nederland"), ("Haarlem", "Haarlem")]), PERIODS], "'Haarlem'"),
    ],
)
def test_a_code_in_an_unknown_form_is_a_change(dimensions: list[WireDimension], said: str) -> None:
    assert said in changed(replace(TABLE, dimensions=dimensions))


def test_a_sector_in_an_unknown_form_is_a_change() -> None:
    declared = replace(DECLARED, keep={}, region=None, sector="SBI")
    assert "'Grootte: 10 of meer'" in changed(replace(TABLE, dimensions=[SECTORS, PERIODS]), declared)
