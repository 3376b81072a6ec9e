"""Each check in warehouse/checks.py: figures that just pass it, and figures that it refuses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

from ingest.dataset import count
from tests.data_folder import JOBS, LATER, DataFolder, declared, edition
from warehouse.checks import CHECKS, FEWER_CELLS, HOME_STAYS, ONE_RHYTHM, CheckFailed, check
from warehouse.draft_file import draft_database

MEASURES = """
    ('jobs', 'banen', 1, 0, false), ('change', 'banen', 1, 0, true), ('net_participation', '%', 1, 1, false),
    ('employed', 'x 1000', 1000, 0, false), ('unemployed', 'x 1000', 1000, 0, false), ('labour_force', 'x 1000', 1000, 0, false),
    ('vacancies', 'x 1000', 1000, 1, false), ('rate', 'per 1 000 banen', 1, 0, false),
    ('tension', 'verhouding', 1, 2, false)
"""


@dataclass(frozen=True)
class Case:
    """Rows of text that just pass a check, rows that break it, what is said of them, and what was published before."""

    passes: str
    breaks: str
    says: str
    before: str = ""


ROWS = "\n".join(f"jobs GM00{number} totaal 2023 100" for number in range(10, 20))
NINE, EIGHT = "\n".join(ROWS.splitlines()[:9]), "\n".join(ROWS.splitlines()[:8])

# By the sentence of the check. A row of text is measure, region, sector, period, value (a dot: missing), and
# lower and upper, or that it is one of the region's own.
CASES = {
    "een cel komt één keer voor": Case(
        passes="jobs AM37 totaal 2023 100 \n jobs AM37 totaal 2022 100 \n jobs AM37 sbi-Q 2023 100 \n jobs GM0392 totaal 2023 9",
        breaks="jobs AM37 totaal 2023 100 \n jobs AM37 totaal 2023 .",
        says="AM37 totaal 2023 jobs staat er 2 keer",
    ),
    "een percentage ligt tussen 0 en 100": Case(
        passes="net_participation AM37 totaal 2022 0 \n net_participation AM37 totaal 2023 100",
        breaks="net_participation AM37 totaal 2023 100.1 \n net_participation AM37 totaal 2022 -0.1",
        says="2 keer niet \n AM37 totaal 2022 net_participation is -0.1 \n AM37 totaal 2023 net_participation is 100.1",
    ),
    "een aantal is niet negatief": Case(
        passes="jobs AM37 totaal 2022 0 \n change AM37 totaal 2023 -20",
        breaks="jobs AM37 totaal 2023 -1",
        says="AM37 totaal 2023 jobs is -1.0",
    ),
    "een aantal is hoogstens honderd miljoen": Case(
        passes="jobs NL01 totaal 2023 100000000 \n vacancies AM37 totaal 2023-Q1 100000 \n change AM37 totaal 2023 -100000000",
        breaks="jobs NL01 totaal 2023 100000001 \n vacancies AM37 totaal 2023-Q1 100000.1 \n jobs AM37 totaal 2021 nan"
        "\n jobs AM37 totaal 2022 inf",
        says="4 keer niet",
    ),
    "een cijfer ligt binnen zijn marge": Case(
        passes="jobs AM37 totaal 2022 100 100 110 \n jobs AM37 totaal 2021 110 100 110 \n jobs AM37 totaal 2023 100",
        breaks="jobs AM37 totaal 2023 100 101 110 \n jobs AM37 totaal 2022 111 101 110",
        says="2 keer niet \n AM37 totaal 2022 jobs is 111.0 \n AM37 totaal 2023 jobs is 100.0",
    ),
    "de werkzame en de werkloze beroepsbevolking zijn samen de beroepsbevolking": Case(
        passes="employed AM37 totaal 2023 200 \n unemployed AM37 totaal 2023 10 \n labour_force AM37 totaal 2023 211",
        breaks="employed AM37 totaal 2023 200 \n unemployed AM37 totaal 2023 10 \n labour_force AM37 totaal 2023 212"
        "\n employed AM37 totaal 2022 200 \n unemployed AM37 totaal 2022 10 \n labour_force AM37 totaal 2022 208",
        says="2 keer niet \n AM37 totaal 2023 200.0 + 10.0 is niet 212.0 \n AM37 totaal 2022 200.0 + 10.0 is niet 208.0",
    ),
    "een sector is niet groter dan alle sectoren samen": Case(
        passes="vacancies AM37 totaal 2023-Q1 8 \n vacancies AM37 sbi-Q 2023-Q1 9.5 \n change AM37 totaal 2023 5 "
        "\n change AM37 sbi-Q 2023 9 \n net_participation AM37 totaal 2023 50 \n net_participation AM37 sbi-Q 2023 60"
        "\n rate AM37 totaal 2023-Q1 30 \n rate AM37 sbi-Q 2023-Q1 50",
        breaks="vacancies AM37 totaal 2023-Q1 8 \n vacancies AM37 sbi-Q 2023-Q1 9.6",
        says="AM37 sbi-Q 2023-Q1 vacancies is 9.6, het totaal 8.0",
    ),
    "een gebied heeft niet meer dan Nederland": Case(
        passes="vacancies NL01 totaal 2023-Q1 8 \n vacancies AM37 totaal 2023-Q1 9.5 \n vacancies AM37 sbi-Q 2023-Q1 9"
        "\n change NL01 totaal 2023 5 \n change AM37 totaal 2023 9 \n rate NL01 totaal 2023 5 \n rate AM37 totaal 2023 9"
        "\n tension NL01 totaal 2023-Q1 1 \n tension AM37 totaal 2023-Q1 4 \n jobs NL01 totaal 2023 . \n jobs AM37 totaal 2023 9",
        breaks="vacancies NL01 totaal 2023-Q1 8 \n vacancies AM37 totaal 2023-Q1 9.6",
        says="AM37 totaal 2023-Q1 vacancies is 9.6, Nederland 8.0",
    ),
    "een periode is al begonnen toen het cijfer werd opgehaald": Case(
        passes="jobs AM37 totaal 2023 100 \n jobs AM37 totaal 2023-Q2 100 \n jobs AM37 totaal 2023-04 100",
        breaks="jobs AM37 totaal 2024 100 \n jobs AM37 totaal 2023-Q3 100 \n jobs AM37 totaal 2023-05 100",
        says="3 keer niet",
    ),
    ONE_RHYTHM: Case(
        passes="jobs AM37 totaal 2023-Q1 40 eigen-opgave \n jobs AM37 totaal 2022-Q4 . eigen-opgave "
        "\n jobs GM0392 totaal 2022-Q4 40 eigen-opgave \n jobs NL01 totaal 2022 90 \n jobs NL01 totaal 2022-Q4 50",
        breaks="jobs AM37 totaal 2022 40 eigen-opgave \n jobs GM0392 totaal 2022-Q4 . eigen-opgave"
        "\n vacancies AM37 totaal 2022-05 . eigen-opgave \n vacancies AM37 totaal 2022 40 eigen-opgave",
        says="jobs staat er per jaar (AM37) en per kwartaal (GM0392); vacancies staat er per jaar (AM37) en per maand (AM37)",
    ),
    HOME_STAYS: Case(
        passes="jobs AM37 totaal 2023 100 \n jobs GM0392 totaal 2023 9 \n jobs PV27 totaal 2023 400 \n jobs NL01 totaal 2023 900",
        breaks="jobs AM37 totaal 2023 . \n jobs GM0392 totaal 2023 9 \n jobs GM0392 totaal 2022 9 \n jobs GM0392 totaal 2021 9"
        " \n jobs GM0392 totaal 2020 9",
        says="3 keer niet, bijvoorbeeld AM37; NL01; PV27",
        before="jobs AM37 totaal 2022 100 \n jobs PV27 totaal 2022 400 \n jobs NL01 totaal 2022 900 \n jobs GM0392 totaal 2022 9"
        " \n jobs GM0019 totaal 2022 . \n jobs GM0019 totaal 2023 .",
    ),
    FEWER_CELLS: Case(passes=NINE, breaks=f"{EIGHT} \n jobs GM0018 totaal 2023 .", says="8 cellen, dat waren er 10", before=ROWS),
}

TEXTS = {
    "region",
    "uwv-vacatures",
    "another",
    "year",
    "quarter",
    "month",
    "definitief",
    "eigen opgave",
    *(f"GM000{number}" for number in range(5)),
}
TEXTS |= {word for case in CASES.values() for rows in (case.passes, case.breaks, case.before) for word in rows.split()}


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A draft version with the dataset `region`, retrieved in the first minutes of April 2023 here, beside an empty version."""
    with draft_database(tmp_path / "draft.duckdb", TEXTS) as connection:
        connection.execute("attach ':memory:' as before")
        connection.execute("create table before.observation as from observation limit 0")
        connection.execute("create table before.origin as from origin limit 0")
        connection.execute(f"insert into measure select unnest(['region', 'another']), *, 1, 1 from (values {MEASURES})")
        connection.execute(
            """insert into origin values (1, 'region', '', 'CBS', '', '', '', '', null, '2023-03-31 22:05', '', 0, map(), '')"""
        )
        yield connection


def fill(connection: duckdb.DuckDBPyConnection, text: str, dataset: str = "region", table: str = "observation") -> None:
    """Rows of text as figures of a dataset."""
    for line in text.strip().splitlines():
        measure, region, sector, period, value, *more = line.split()
        own = more == ["eigen-opgave"]
        lower, upper = (None, None) if own or not more else more
        frequency = "year" if len(period) == 4 else "quarter" if "Q" in period else "month"
        number = None if value == "." else value
        row = [dataset, measure, region, sector, period, frequency, number, lower, upper, "eigen opgave" if own else "definitief"]
        connection.execute(f"insert into {table} values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", row)


def test_each_check_has_its_case() -> None:
    assert CASES.keys() == CHECKS.keys()


@pytest.mark.parametrize("sentence", CHECKS)
def test_figures_that_just_pass_are_accepted(draft: duckdb.DuckDBPyConnection, sentence: str) -> None:
    fill(draft, CASES[sentence].before, table="before.observation")
    fill(draft, CASES[sentence].passes)
    check(draft, "region")


@pytest.mark.parametrize("sentence", CHECKS)
def test_figures_that_break_a_check_are_refused_in_words_unless_it_is_skipped(
    draft: duckdb.DuckDBPyConnection, sentence: str
) -> None:
    fill(draft, CASES[sentence].before, table="before.observation")
    fill(draft, CASES[sentence].breaks)
    with pytest.raises(CheckFailed) as refused:
        check(draft, "region")
    said = str(refused.value)
    assert said.startswith(f"Dataset region: verwacht is: {sentence}; gevonden: ")
    for part in CASES[sentence].says.splitlines():
        assert part.strip() in said
    assert "De vorige cijfers blijven staan." in said
    check(draft, "region", skip=frozenset({sentence}))


def test_figures_of_another_dataset_are_not_looked_at(draft: duckdb.DuckDBPyConnection) -> None:
    for case in CASES.values():
        fill(draft, case.before, "another", "before.observation")
        fill(draft, case.breaks, "another")
    with pytest.raises(CheckFailed):
        check(draft, "another")
    check(draft, "region")


def test_the_sentence_counts_all_wrong_rows_and_shows_three(draft: duckdb.DuckDBPyConnection) -> None:
    fill(draft, "\n".join(f"jobs GM000{number} totaal 2023 -1" for number in range(5)))
    with pytest.raises(CheckFailed) as refused:
        check(draft, "region")
    assert "gevonden: 5 keer niet" in str(refused.value)
    assert str(refused.value).count("jobs is -1.0") == 3


def test_missing_figures_break_no_check_but_the_one_on_length(draft: duckdb.DuckDBPyConnection) -> None:
    parts = "employed AM37 totaal 2023 200 \n unemployed AM37 totaal 2023 . \n labour_force AM37 totaal 2023 500"
    fill(
        draft,
        f"{parts} \n vacancies AM37 totaal 2023-Q1 . \n vacancies AM37 sbi-Q 2023-Q1 9 \n net_participation AM37 totaal 2023 .",
    )
    check(draft, "region")


HOURS = declared("hours", count("hours", "uren"))
TEN = "region sector period jobs\n" + "\n".join(f"GM00{number} A-U 2023JJ00 100" for number in range(10, 20))
TWO = "\n".join(TEN.splitlines()[:3])


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder in which two datasets of ten cells are published."""
    folder = DataFolder(tmp_path, JOBS, HOURS)
    folder.refresh(edition(JOBS, TEN), edition(HOURS, TEN.replace("jobs", "hours")))
    return folder


@pytest.mark.slow
def test_a_table_that_became_much_shorter_is_taken_over_only_when_that_dataset_is_named(folder: DataFolder) -> None:
    shorter = edition(JOBS, TWO, modified=LATER), edition(HOURS, TWO.replace("jobs", "hours"), modified=LATER)
    refused = folder.refresh(*shorter).publication.refused
    assert "met `python -m ingest refresh jobs --accept-fewer`" in refused["jobs"]
    assert list(folder.refresh(*shorter, accept_fewer=["jobs"]).publication.refused) == ["hours"]
    assert [sum(row == (name,) for row in folder.rows("dataset")) for name in ("jobs", "hours")] == [2, 10]


@pytest.mark.slow
def test_what_was_read_by_other_declarations_is_not_counted_against(folder: DataFolder, tmp_path: Path) -> None:
    upgraded = DataFolder(tmp_path, replace(JOBS, label="Banen"), HOURS)
    offered = edition(JOBS, TWO, modified=LATER), edition(HOURS, TEN.replace("jobs", "hours"))
    assert upgraded.refresh(*offered).publication.refused == {}
    assert [sum(row == (name,) for row in upgraded.rows("dataset")) for name in ("jobs", "hours")] == [2, 10]


def test_advice_for_a_shorter_file_that_came_by_hand_is_a_command_that_is_there(draft: duckdb.DuckDBPyConnection) -> None:
    fill(draft, ROWS, "another", "before.observation")
    connection = draft.execute("update before.observation set dataset = 'uwv-vacatures'")
    with pytest.raises(CheckFailed, match=r"python -m ingest add uwv-vacatures BESTAND --accept-fewer`\.$"):
        check(connection, "uwv-vacatures")


@pytest.mark.slow
def test_what_is_wrong_in_a_shorter_table_is_still_refused(folder: DataFolder) -> None:
    wrong = edition(JOBS, TWO.replace("100", "-100"), modified=LATER)
    assert "een aantal is niet negatief" in folder.refresh(wrong, accept_fewer=["jobs"]).publication.refused["jobs"]
    assert len(folder.rows("value")) == 20
