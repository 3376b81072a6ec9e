"""A herindeling: the sum of a region counts a gemeente that is no more as long as it was there, and misses none of its years."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from indicators.contributions import explain
from indicators.derivation import derivation
from indicators.figures import Figures
from indicators.lines import line
from indicators.tables import indicator_table
from ingest.errors import Detour, IngestError, SourceChanged, SourceUnavailable
from ingest.example.wire import ExampleCbs, WireTable
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.wire.cbs import Metadata
from ingest.wire.web import Traffic
from tests.data_folder import DataFolder, edition
from tests.flow_tables import HOME_WORK, MATRIX, TOWNS, matrix
from tests.region_tables import AREAS, PARTICIPATION, PEOPLE_HEADER, areas
from tests.visits import visit
from warehouse.flows import flows_between

pytestmark = pytest.mark.slow
BEFORE = areas(GM0010="AM01 PV20", GM0020="AM01 PV20", GM0030="AM03 PV22")
INTO = areas(GM0010="AM01 PV20", GM0030="AM03 PV22")  # 20 went into 10
NEW = areas(GM0099="AM01 PV20", GM0030="AM03 PV22")  # 10 and 20 became 99


def of_year(table: WireTable, year: int) -> WireTable:
    """The classification of a year."""
    return replace(table, table=f"gebieden-{year}", title=f"Gebieden in Nederland {year}")


def population(*lines: str) -> WireTable:
    """People by gemeente and year, in thousands."""
    return edition(PARTICIPATION, PEOPLE_HEADER + "\n".join(f"{each} ." for each in lines))


OLD_YEARS = ["GM0010 A-U 2024JJ00 50 100", "GM0020 A-U 2024JJ00 30 60"]
INTO_YEARS = [*OLD_YEARS, "GM0010 A-U 2025JJ00 50 100", "GM0020 A-U 2025JJ00 30 60", "GM0010 A-U 2026JJ00 90 165"]
NEW_YEARS = [*OLD_YEARS, "GM0010 A-U 2025JJ00 50 100", "GM0020 A-U 2025JJ00 30 60", "GM0099 A-U 2026JJ00 90 165"]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path, AREAS, PARTICIPATION)


def summed(figures: Figures) -> dict[str, float | None]:
    """The population of the region by year, in thousands."""
    rows = line(figures, "bevolking-15-75", "AM01").rows
    return {when: None if pd.isna(value) else value / 1000 for when, value in zip(rows["periode"], rows["waarde"], strict=True)}


@pytest.mark.parametrize(
    ("now", "years", "expected"),
    [
        (INTO, INTO_YEARS, {"2024": 160, "2025": 160, "2026": 165}),
        (NEW, NEW_YEARS, {"2024": 160, "2025": 160, "2026": 165}),
        (INTO, [*INTO_YEARS, "GM0020 A-U 2026JJ00 . ."], {"2024": 160, "2025": 160, "2026": 165}),
        (NEW, [*NEW_YEARS, "GM0099 A-U 2025JJ00 . ."], {"2024": 160, "2025": 160, "2026": 165}),
        (INTO, OLD_YEARS, {"2024": 160}),  # the table is still of before
        (NEW, OLD_YEARS, {"2024": 160}),
        (INTO, ["GM0010 A-U 2025JJ00 80 160", "GM0010 A-U 2026JJ00 90 165"], {"2025": 160, "2026": 165}),  # worked out anew
        (NEW, ["GM0099 A-U 2025JJ00 80 160", "GM0099 A-U 2026JJ00 90 165"], {"2025": 160, "2026": 165}),
        (INTO, [*INTO_YEARS[:3], "GM0020 A-U 2025JJ00 . ."], {"2024": 160, "2025": None}),  # missing is not zero
        (NEW, [*NEW_YEARS[:4], "GM0010 A-U 2026JJ00 90 165"], {"2024": 160, "2025": 160, "2026": None}),
    ],
)
def test_a_sum_is_that_of_the_gemeenten_of_each_year(
    folder: DataFolder, now: WireTable, years: list[str], expected: dict[str, float | None]
) -> None:
    folder.refresh(of_year(BEFORE, 2025), of_year(now, 2026), population(*years))
    assert summed(folder.figures) == expected
    alone = indicator_table(Figures(folder.versions, folder.versions.published()), "bevolking-15-75", regions=["AM01"])
    assert alone["waarde"].dropna().tolist() == [1000 * value for value in expected.values() if value]


def test_who_asks_how_a_sum_came_about_sees_the_gemeente_that_is_no_more(folder: DataFolder) -> None:
    folder.refresh(of_year(BEFORE, 2025), of_year(INTO, 2026), population(*INTO_YEARS))
    before, after = (derivation(folder.figures, "bevolking-15-75", "AM01", when) for when in ("2025", "2026"))
    assert [[cell.region for cell in found.cells] for found in (before, after)] == [["GM0010", "GM0020"], ["GM0010"]]
    assert [found.status for found in (before, after)] == ["definitief", "definitief"]


def test_what_went_over_is_said_to_be_no_figure_beside_the_growth_of_the_gemeente_that_took_it(folder: DataFolder) -> None:
    folder.refresh(of_year(BEFORE, 2025), of_year(INTO, 2026), population(*INTO_YEARS))
    found = explain(folder.figures, "bevolking-15-75", "AM01", "2025", "2026")
    assert found.whole.change == 5_000
    assert [(part.code, part.change) for part in found.divisions["gemeente"]] == [
        ("GM0010", 65_000), ("GM0020", None), ("", -60_000),
    ]  # fmt: skip
    assert found.divisions["gemeente"][-1].note == "Zonder cijfer: Plaats GM0020. Verder afronding."


def test_a_gemeente_that_is_no_more_is_none_of_the_region_now(folder: DataFolder) -> None:
    folder.refresh(of_year(BEFORE, 2024), of_year(INTO, 2026), population(*INTO_YEARS[-1:]))
    assert folder.figures.areas["AM01"] == ("GM0010",)
    assert (folder.figures.region_of("GM0020"), "GM0020" in folder.figures.regions) == (None, False)
    assert folder.figures.changing == {"AM01": {"GM0020": (0, 2024)}}


def test_an_older_classification_that_cannot_be_used_is_passed_over(folder: DataFolder) -> None:
    other = replace(BEFORE, topics=BEFORE.topics[:0], rows=[{"RegioS": row["RegioS"]} for row in BEFORE.rows])
    assert folder.refresh(of_year(other, 2024), of_year(BEFORE, 2012), of_year(INTO, 2026), population(*INTO_YEARS)).attempts
    assert summed(folder.figures) == {"2024": 100, "2025": 100, "2026": 165}  # nobody says where it lay


def test_a_version_from_before_that_was_kept_knows_the_gemeenten_of_then(folder: DataFolder) -> None:
    folder.refresh(of_year(INTO, 2026), population(*INTO_YEARS))
    (version,) = folder.versions.all()
    with duckdb.connect(str(version.path)) as connection:
        connection.execute("create table kept as select gemeente, region, origin from area")
        connection.execute("drop table area")
        connection.execute("alter table kept rename to area")
    found = Figures(folder.versions, version.name)
    assert (found.areas["AM01"], found.changing) == (("GM0010",), {})
    assert summed(found) == {"2024": 100, "2025": 100, "2026": 165}


ANEW = """
    GM0099 NL00 15.0 \n GM0099 GM0099 9.0 \n GM0099 GM0030 4.5 \n GM0030 NL00 20.0 \n GM0030 GM0099 2.5 \n GM0030 GM0030 16.0
    NL00 GM0099 13.0 \n NL00 GM0030 21.0
"""


@pytest.mark.parametrize(
    ("now", "flows"),
    [
        (areas(GM0010="AM01 PV20", GM0030="AM02 PV21"), MATRIX),
        (areas(GM0099="AM01 PV20", GM0030="AM02 PV21"), MATRIX),
        (areas(GM0099="AM01 PV20", GM0030="AM02 PV21"), ANEW),
    ],
)
def test_who_commuted_within_the_region_before_did_not_leave_it(tmp_path: Path, now: WireTable, flows: str) -> None:
    folder = DataFolder(tmp_path, AREAS, HOME_WORK)
    folder.refresh(of_year(TOWNS, 2025), of_year(now, 2026), matrix(flows))
    found = {key: line(folder.figures, key, "AM01").points for key in ("pendel-uitgaand", "pendel-inkomend")}
    assert {key: [point.value for point in points] for key, points in found.items()} == {
        "pendel-uitgaand": [40.0], "pendel-inkomend": [30.8],
    }  # fmt: skip
    with folder.versions.reading() as connection:
        there = flows_between(connection, "home-work", "2022", "AM", "AM01", None)
    assert {flow.work: flow.jobs for flow in there if flow.work.startswith("AM")} == {"AM01": 9_000, "AM02": 4_500}


class WithoutOne(ExampleCbs):
    """CBS that does not give the classification of 2025, for one reason or another, or not its rows."""

    failure: IngestError
    only_rows = False

    def metadata(self, table: str) -> Metadata:
        if table == "gebieden-2025" and not self.only_rows:
            raise self.failure
        return super().metadata(table)

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        if table == "gebieden-2025":
            raise self.failure
        return super().pages(table, select, where, row_count)


def test_an_older_classification_with_another_layout_is_passed_over_and_one_that_does_not_answer_is_asked_again(
    tmp_path: Path,
) -> None:
    store, cbs = SnapshotStore(tmp_path), WithoutOne([of_year(BEFORE, 2024), of_year(BEFORE, 2025), of_year(INTO, 2026)])
    asked = Sources(cbs, tmp_path, Traffic())
    cbs.failure = SourceChanged("gebieden-2025", "codes AM", "geen", "Kijk ernaar.")
    taken = AREAS.take(asked, store.draft("areas", example=False))
    assert [origin.table for origin in taken] == ["gebieden-2026", "gebieden-2024"]
    for cbs.failure in (SourceUnavailable("geen antwoord"), Detour("een andere weg")):
        with pytest.raises(type(cbs.failure)):
            AREAS.take(asked, store.draft("areas", example=False))
    cbs.only_rows, cbs.failure = True, SourceChanged("gebieden-2025", "rijen", "geen", "Kijk ernaar.")
    with pytest.raises(SourceChanged):  # its layout is as ever, so it is no edition that has nothing to tell
        AREAS.take(asked, store.draft("areas", example=False))


def test_a_gemeente_that_is_no_more_stays_in_the_filter_and_says_until_when(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.refresh(of_year(BEFORE, 2025), of_year(INTO, 2026), population(*INTO_YEARS))
    monkeypatch.setenv("DATA_DIR", str(folder.folder))
    options = visit().selectbox(key="regio").options
    assert {"Plaats GM0020 (gemeente tot en met 2025)", "Plaats GM0010 (gemeente)"} <= set(options)
