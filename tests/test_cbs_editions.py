"""Tables that come under a new id each year: the newest edition counts, older ones only for what it lacks; and the areas."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from ingest.cbs.table import editions
from ingest.dataset import Dataset, Rows, fingerprint, thousands
from ingest.errors import IngestError, SourceChanged
from ingest.example.wire import ExampleCbs, WireTable, WireTopic
from ingest.periods import Period
from ingest.snapshot import Draft, Snapshot
from ingest.snapshots import SnapshotStore
from tests.region_tables import AREAS
from tests.yearly_editions import DECLARED, EMPLOYED, TITLE, classification, edition, sources, titled


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """An empty draft."""
    return SnapshotStore(tmp_path).draft("tabel", example=False)


Take = Callable[..., Snapshot]


@pytest.fixture
def take(draft: Draft) -> Take:
    """Takes a dataset from these tables as a snapshot."""

    def taken(dataset: Dataset, *tables: WireTable) -> Snapshot:
        return draft.finish(dataset.take(sources(*tables), draft), fingerprint(dataset))

    return taken


def used(snapshot: Snapshot) -> list[str]:
    """The ids of the tables in a snapshot."""
    return [origin.table for origin in snapshot.receipt.origins]


def found(title: str, *tables: WireTable, known_as: str | None = None) -> list[str]:
    """The ids that a title leads to."""
    return [entry.table for entry in editions(ExampleCbs(list(tables)), title, known_as, "Dataset x")]


def test_the_newest_edition_is_that_of_the_highest_year_not_of_the_last_change_or_id() -> None:
    old = titled("9NED", TITLE.format(year=2023), "2026-01-01")
    middle = titled("5NED", TITLE.format(year=2024), "2025-01-01")
    new = titled("1NED", TITLE.format(year=2025), "2024-01-01")
    assert found(TITLE, old, new, middle) == ["1NED", "5NED", "9NED"]


def test_a_comma_a_capital_or_a_double_space_in_a_title_makes_no_other_table() -> None:
    odd = titled("84915NED", "Arbeidsdeelname; Binding  arbeidsmarkt, regio (indeling 2022) ")
    assert found(TITLE, odd, titled("85969NED", TITLE.format(year=2023))) == ["85969NED", "84915NED"]


@pytest.mark.parametrize(
    "title",
    [
        "Arbeidsdeelname; binding arbeidsmarkt; regio (indeling 2022), 2013-2022",
        "Arbeidsdeelname; binding arbeidsmarkt; regio",
        "Kerncijfers: arbeidsdeelname; binding arbeidsmarkt; regio (indeling 2022)",
        "Arbeidsdeelname; binding arbeidsmarkt; regio (indeling 22)",
    ],
)
def test_a_title_that_is_only_partly_the_same_is_another_table(title: str) -> None:
    assert found(TITLE, titled("1NED", title), titled("2NED", TITLE.format(year=2022))) == ["2NED"]


def test_of_two_tables_with_one_title_without_a_year_the_last_changed_goes_first() -> None:
    tables = [titled(f"{year}NED", "Vacatures", f"{year}-05-01") for year in (2024, 2026, 2025)]
    assert found("Vacatures", *tables) == ["2026NED", "2025NED", "2024NED"]


def test_a_table_whose_title_changed_is_found_by_the_id_under_which_it_was_known() -> None:
    tables = [titled("80472ned", "Vacatures; SBI 2025"), titled("1NED", "Iets anders")]
    assert found("Vacatures; SBI 2008", *tables, known_as="80472NED") == ["80472ned"]


def test_a_title_that_fits_goes_before_the_known_id() -> None:
    tables = [titled("80472ned", "Iets anders"), titled("90000NED", "Vacatures; SBI 2008")]
    assert found("Vacatures; SBI 2008", *tables, known_as="80472ned") == ["90000NED"]


def test_a_table_that_is_nowhere_shows_the_title_and_id_that_were_looked_for() -> None:
    with pytest.raises(SourceChanged, match=r"Dataset x.*'Vacatures'.*80472ned.*catalogus.*ingest/cbs_tables\.py"):
        found("Vacatures", titled("1NED", "Vacaturegraad"), known_as="80472ned")


def test_only_the_newest_edition_is_taken_when_it_has_all_levels_and_years(take: Take) -> None:
    assert used(take(DECLARED, edition(2024, 2013), edition(2025, 2013))) == ["T2025NED"]


def test_an_older_edition_is_taken_for_a_level_that_the_newer_lack(take: Take) -> None:
    tables = [
        edition(2025, 2013, "NL01 PV27"),
        edition(2024, 2013, "NL01 PV27"),
        edition(2023, 2013, "NL01 AM37"),
        edition(2022, 2013, "NL01 AM37"),
    ]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2023NED"]


def test_older_editions_are_taken_for_years_until_the_first_one_wanted(take: Take) -> None:
    tables = [edition(2025, 2021), edition(2022, 2016), edition(2020, 2003), edition(2019, 2003)]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2022NED", "T2020NED"]


def test_an_edition_with_old_years_of_the_country_alone_does_not_end_the_search_for_those_of_the_region(take: Take) -> None:
    tables = [edition(2025, 2021), edition(2022, 2013, "NL01"), edition(2020, 2013, "NL01"), edition(2018, 2003)]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2022NED", "T2018NED"]


def test_an_older_edition_is_taken_for_the_own_region_that_the_newer_lacks_among_others_of_its_level(take: Take) -> None:
    tables = [edition(2025, 2013, "NL01 AM15"), edition(2024, 2013), edition(2023, 2013)]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2024NED"]


def test_without_a_first_year_older_editions_are_taken_for_levels_only(take: Take) -> None:
    assert used(take(replace(DECLARED, since=None), edition(2025, 2021), edition(2022, 2013))) == ["T2025NED"]


def test_all_editions_are_taken_when_even_the_oldest_lacks_something(take: Take) -> None:
    tables = [edition(2025, 2021, "NL01"), edition(2022, 2016, "NL01")]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2022NED"]


RENAMED = [WireTopic("Werkzaam_2", ("Mensen met werk",))]


def test_an_older_edition_of_another_layout_is_passed_over(take: Take) -> None:
    tables = [edition(2025, 2021), edition(2024, 2013, topics=RENAMED), edition(2023, 2013)]
    assert used(take(DECLARED, *tables)) == ["T2025NED", "T2023NED"]


def test_a_newest_edition_of_another_layout_is_never_replaced_by_an_older_one(take: Take, draft: Draft) -> None:
    with pytest.raises(SourceChanged, match=r"T2025NED.*Mensen met werk"):
        take(DECLARED, edition(2025, 2013, topics=RENAMED), edition(2024, 2013))
    assert draft.files == []


def test_a_table_is_taken_with_its_pinned_cut_only_and_an_origin(take: Take) -> None:
    table = edition(2025, 2013)
    snapshot = take(DECLARED, table)
    (origin,) = snapshot.receipt.origins
    assert (origin.producer, origin.title, origin.licence) == ("CBS", TITLE.format(year=2025), "CC BY 4.0")
    assert origin.url.endswith("/ODataFeed/odata/T2025NED")
    assert origin.modified == "2025-08-14T02:00:00"
    assert origin.rows == 12 * 2  # years times regions; the men are left out
    assert origin.columns == {"employed": "Werkzaam_2"}
    assert snapshot.names("") == ["T2025NED.metadata.json", "T2025NED.00000.json"]
    assert msgspec.json.decode(snapshot.read("T2025NED.metadata.json")) == table.metadata()


def test_a_snapshot_is_read_newest_edition_first_with_all_that_its_codes_mean(take: Take) -> None:
    older = edition(2023, 2013, topics=[replace(EMPLOYED, decimals=1)])
    newest, old = DECLARED.read(take(DECLARED, edition(2025, 2021, "NL01"), older))
    assert (newest.origin.table, old.origin.table) == ("T2025NED", "T2023NED")
    assert newest.measures == {"Werkzaam_2": thousands("employed")}
    assert (newest.decimals, old.decimals) == ({"employed": 0}, {"employed": 1})
    assert (newest.region.column, newest.region.meaning) == ("RegioS", {"NL01": "NL01"})
    assert old.region_names == {"NL01": "Gebied NL01", "AM37": "Gebied AM37"}
    assert newest.period_column == "Perioden"
    assert newest.periods["2021JJ00"] == Period("2021", "year", "definitief")
    lines = [msgspec.json.decode(line) for chunk in newest.lines for line in chunk.splitlines()]
    assert [line["Perioden"] for line in lines] == [f"{year}JJ00" for year in range(2021, 2025)]
    assert {(line["Geslacht"], line["RegioS"], line["Werkzaam_2"]) for line in lines} == {("T001038", "NL01", 100)}


NEWEST, FILLS_UP, UNUSED = edition(2025, 2021), edition(2022, 2013), edition(2020, 2003)
LATER = "2026-09-01T02:00:00"


def test_a_table_that_says_nothing_of_its_last_change_is_never_current(take: Take) -> None:
    table = edition(2026, 2013, modified="")
    assert not DECLARED.is_current(sources(table), take(DECLARED, table).receipt)


@pytest.mark.parametrize(
    ("now", "current"),
    [
        ([NEWEST, FILLS_UP, UNUSED], True),
        ([NEWEST, FILLS_UP, replace(UNUSED, modified=LATER)], True),
        ([NEWEST, FILLS_UP], True),
        ([replace(NEWEST, modified=LATER), FILLS_UP, UNUSED], False),
        ([NEWEST, replace(FILLS_UP, modified=LATER), UNUSED], False),
        ([NEWEST, UNUSED], False),
        ([edition(2026, 2013), NEWEST, FILLS_UP, UNUSED], False),
    ],
)
def test_a_snapshot_is_current_until_an_edition_that_it_used_changes_or_a_newer_one_comes(
    take: Take, now: list[WireTable], current: bool
) -> None:
    snapshot = take(DECLARED, NEWEST, FILLS_UP, UNUSED)
    assert used(snapshot) == ["T2025NED", "T2022NED"]
    assert DECLARED.is_current(sources(*now), snapshot.receipt) is current


def test_another_declaration_makes_a_snapshot_old(take: Take) -> None:
    receipt = take(DECLARED, NEWEST, FILLS_UP).receipt
    assert not replace(DECLARED, since=2010).is_current(sources(NEWEST, FILLS_UP), receipt)


def test_an_inspection_says_which_table_was_found_and_what_it_lacks() -> None:
    said = " ".join(DECLARED.inspect(sources(FILLS_UP, edition(2025, 2021, "NL01 GM0392"))))
    assert said.startswith(
        "T2025NED Arbeidsdeelname; binding arbeidsmarkt; regio (indeling 2025): GM, NL, 2021-2024, 1 onderwerp; zonder"
    )
    assert "zonder AM" in said
    assert "zonder" not in DECLARED.inspect(sources(FILLS_UP)).words


@pytest.mark.parametrize("kinds", [("AM", "PV"), ("PV", "AM"), ("CR", "PV", "AM")])
def test_each_gemeente_lies_in_its_regions_wherever_the_columns_stand_this_year(take: Take, kinds: tuple[str, ...]) -> None:
    (read,) = AREAS.read(take(AREAS, classification(2025, "CR"), classification(2026, *kinds)))
    assert isinstance(read, Rows)
    assert read.table == "area"
    assert read.origin.table == "G2026NED"
    assert [tuple(row.values()) for row in read.rows] == [
        ("GM0392", "Haarlem", "AM37", "ZKIJ"),
        ("GM0383", "Castricum", "AM15", "Noord-Holland Noord"),
        ("GM0392", "Haarlem", "PV27", "Noord-Holland"),
        ("GM0383", "Castricum", "PV27", "Noord-Holland"),
    ]


def test_a_gemeente_outside_a_kind_of_region_is_left_out_of_it(take: Take) -> None:
    (read,) = replace(AREAS, levels=("CR",)).read(take(AREAS, classification(2026, "AM", "CR", "PV")))
    assert isinstance(read, Rows)
    assert [(row["gemeente"], row["region"]) for row in read.rows] == [("GM0392", "CR21")]


def test_a_kind_of_region_in_no_column_shows_the_columns_that_there_are(take: Take) -> None:
    snapshot = take(AREAS, classification(2026, "PV"))
    with pytest.raises(SourceChanged, match=r"G2026NED.*codes die met AM beginnen.*Code_5, Naam_6"):
        list(AREAS.read(snapshot))


def test_the_areas_are_current_until_they_change_or_a_newer_year_comes(take: Take) -> None:
    table = classification(2026, "AM", "PV")
    receipt = take(AREAS, table).receipt
    assert AREAS.is_current(sources(table, classification(2025, "AM")), receipt)
    assert not AREAS.is_current(sources(table, classification(2027, "AM", "PV")), receipt)
    assert not AREAS.is_current(sources(replace(table, modified=LATER)), receipt)
    older = classification(2025, "AM")
    assert not AREAS.is_current(sources(table, replace(older, modified=LATER)), take(AREAS, table, older).receipt)
    assert not replace(AREAS, levels=("AM",)).is_current(sources(table), receipt)
    found = AREAS.inspect(sources(table))
    assert (found.table, found.words.split(":")[0]) == ("G2026NED", "Gebieden in Nederland 2026")


def test_a_classification_that_is_nowhere_is_an_error() -> None:
    with pytest.raises(IngestError, match=r"Gebieden in Nederland"):
        AREAS.inspect(sources(NEWEST))
