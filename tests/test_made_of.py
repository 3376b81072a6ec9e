"""An indicator is worked out anew for a version that holds something else for it, and for no other."""

import io
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from indicators import ahead
from indicators.ahead import work_out_ahead
from indicators.figures import Figures
from indicators.made_of import made_of
from indicators.registry import INDICATORS
from indicators.tables import work_out
from tests.data_folder import FIRST, LATER, DataFolder, edition
from tests.kept_tables import after, given, kept, table
from tests.region_tables import AREAS, PARTICIPATION, PEOPLE_HEADER, TWO_TOWNS, VACANCIES, VACANCIES_HEADER
from warehouse.versions import Versions
from warehouse.worked_out import STANDARD, WorkedOut

__all__ = ["kept"]  # a fixture

BANENAFSPRAAK = {"banenafspraak", "banenafspraak-realisatie"}
COMMUTERS = {"pendel-inkomend", "pendel-uitgaand"}

Others = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def before(figures: Figures) -> dict[str, str]:
    """What the indicators of the example are made of."""
    return made_of(figures)


@pytest.fixture
def others(figures: Figures, before: dict[str, str], tmp_path: Path) -> Others:
    """The indicators that are made of something else in a version that these statements have changed."""

    def found(statements: str) -> set[str]:
        copy = tmp_path / "versions" / f"{figures.version}.duckdb"
        copy.parent.mkdir()
        shutil.copyfile(figures.versions.path(figures.version), copy)
        with duckdb.connect(str(copy)) as connection:
            connection.execute(statements)
        after = made_of(Figures(Versions(tmp_path), figures.version))
        assert before.keys() == after.keys() == INDICATORS.keys()
        return {key for key in INDICATORS if before[key] != after[key]}

    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "update observation set value = value + 1 where dataset = 'banenafspraak' and period = '2025-Q1'",
        "update observation set value = null where dataset = 'banenafspraak' and period = '2025-Q1'",
        "update observation set status = 'voorlopig' where dataset = 'banenafspraak' and period = '2025-Q1'",
        "update observation set lower = 1 where dataset = 'banenafspraak' and period = '2025-Q1'",
        "delete from observation where dataset = 'banenafspraak' and period = '2025-Q1'",
        "update measure set rounded_to = 10 where dataset = 'banenafspraak'",
        "update origin set retrieved = retrieved + interval 1 second where dataset = 'banenafspraak'",
        "update origin set producer = 'iemand anders' where dataset = 'banenafspraak'",
    ],
)
def test_figures_of_one_source_and_their_receipt_decide_about_what_is_drawn_from_it(others: Others, change: str) -> None:
    assert others(change) == BANENAFSPRAAK


def test_two_figures_that_change_places_are_not_the_same(others: Others, figures: Figures) -> None:
    swapped = "update observation set value = case period when '2025-Q1' then {0} else {1} end where {2} and period in {3}"
    where = "dataset = 'banenafspraak' and region = 'AM37' and sector = 'totaal' and measure = 'extra_jobs'"
    periods = ("2024-Q4", "2025-Q1")
    with figures.versions.reading(figures.version) as connection:
        query = f"select value from observation where {where} and period in {periods} order by period"
        values = [value for (value,) in connection.execute(query).fetchall()]
    assert others(swapped.format(*values, where, periods)) == BANENAFSPRAAK


def test_flows_between_places_decide_about_who_travels(others: Others) -> None:
    found = others("update flow set value = value + 1 where rowid = 1")
    assert found >= COMMUTERS
    assert all("home-work" in INDICATORS[key].sources for key in found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "update region set name = 'Haarlem aan zee' where region = 'GM0392'",
        "update area set region = 'AM01' where region = 'AM37' and gemeente = 'GM0392'",
        "update area set until = 2024 where gemeente = 'GM0392'",
    ],
)
def test_which_places_there_are_decides_about_everything(others: Others, change: str) -> None:
    assert others(change) == set(INDICATORS)


@pytest.mark.slow
def test_what_a_document_prints_of_an_indicator_decides_about_that_one(others: Others) -> None:
    assert others("update published_figure set waarde = waarde + 1 where onderwerp = 'vacatures'") == {"vacatures"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        "update version set built = built + interval 1 day",
        "update border set rings = '[]'",
        # As when a file was added of which the receipt comes before all others.
        "update observation set origin = origin + 1; update flow set origin = origin + 1; update area set origin = origin + 1; "
        "update published_figure set origin = origin + 1; update border set origin = origin + 1; "
        "create table moved as from origin; delete from origin; "
        "insert into origin select * replace (origin + 1 as origin) from moved; drop table moved",
    ],
)
def test_what_no_figure_follows_from_decides_about_nothing(others: Others, change: str) -> None:
    assert others(change) == set()


@pytest.mark.slow
def test_only_what_a_refresh_changed_is_worked_out_anew_and_all_is_as_if_it_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worked_out_now() -> set[str]:
        """The indicators that were worked out for the published version, all of whose tables are right."""
        anew: list[str] = []

        def noted(figures: Figures, key: str, techniek: str | None = None, regions: Sequence[str] = ()) -> pd.DataFrame:
            anew.append(key)
            return work_out(figures, key, techniek, regions)

        monkeypatch.setattr(ahead, "work_out", noted)
        figures = Figures(folder.versions, folder.versions.published())
        assert work_out_ahead(figures)
        for key in INDICATORS:
            found = figures.worked_out.table(key, STANDARD)
            assert found is not None
            pd.testing.assert_frame_equal(found, work_out(figures, key))
        return set(anew)

    def openings(value: int, modified: str) -> None:
        vacancies = edition(VACANCIES, f"{VACANCIES_HEADER} AM01 A-U 2023JJ00 {value}", modified=modified)
        folder.refresh(TWO_TOWNS, edition(PARTICIPATION, f"{PEOPLE_HEADER} AM01 A-U 2023JJ00 212 287 73.8"), vacancies)

    folder = DataFolder(tmp_path, AREAS, PARTICIPATION, VACANCIES)
    openings(3, FIRST)
    assert worked_out_now() == set(INDICATORS)
    openings(4, LATER)
    found = worked_out_now()
    assert found == {key for key, each in INDICATORS.items() if "vacancies-regional" in each.sources}
    assert {"vacatures"} <= found < set(INDICATORS)


def not_again() -> pd.DataFrame:
    pytest.fail("it was worked out already")


@pytest.mark.slow
def test_a_table_that_is_made_of_the_same_comes_from_the_version_before(kept: WorkedOut) -> None:
    kept.keep([given(table(5.0, 4.0)), given(table(1.0), "smal"), given(table(2.0), "breed")])
    later = after(kept)
    same = given(table())._replace(work_out=not_again)
    later.keep([same, same._replace(variant="smal"), given(table(3.0), "breed", made_of="another mark")])
    found = [list(later.table("werkloosheid", variant)["waarde"]) for variant in (STANDARD, "smal", "breed")]
    assert found == [[5.0, 4.0], [1.0], [3.0]]
    out = io.BytesIO()
    assert later.write_csv(out, "werkloosheid").rows == 2
    assert out.getvalue() == b"regiocode,waarde\nNL01,5.0\nAM37,4.0\n"


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [lambda data: b"x" * len(data), lambda data: data[:5000]])
def test_where_the_tables_of_the_version_before_are_damaged_all_is_worked_out(
    kept: WorkedOut, spoil: Callable[[bytes], bytes]
) -> None:
    kept.keep([given(table(5.0))])
    kept._path.write_bytes(spoil(kept._path.read_bytes()))
    later = after(kept)
    later.keep([given(table(4.0))])
    assert list(later.table("werkloosheid", STANDARD)["waarde"]) == [4.0]


@pytest.mark.slow
def test_what_was_worked_out_otherwise_is_worked_out_again(kept: WorkedOut) -> None:
    kept.keep([given(table(5.0))])
    later = after(kept, "mark of another program")
    later.keep([given(table(4.0))])
    assert list(later.table("werkloosheid", STANDARD)["waarde"]) == [4.0]
