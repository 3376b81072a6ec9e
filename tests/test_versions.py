"""Versions of the figures: which one readers see, what changed between two, and how they leave the program."""

import csv
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import duckdb
import pytest

from ingest.datasets import DATASETS
from tests.conftest import Command
from tests.data_folder import FIRST, JOBS, LATER, DataFolder, edition
from tests.example_folder import refresh_failed
from tests.small_versions import publish, read, three, versions
from warehouse.draft_file import SCHEMA
from warehouse.export import export
from warehouse.health import health
from warehouse.revisions import Change, changes
from warehouse.versions import DamagedVersion, NothingPublished, UnknownVersion, Versions

__all__ = ["three", "versions"]  # fixtures


@pytest.fixture
def two_builds(tmp_path: Path) -> tuple[Versions, str, str]:
    """Two versions built from a table and its revision."""
    folder = DataFolder(tmp_path / "data", JOBS)
    for cells, modified, provisional in (("100 200 300 .", FIRST, ""), ("100 210 . 400 500", LATER, "2021JJ00")):
        rows = "\n".join(f"AM37 A-U {year}JJ00 {value}" for year, value in enumerate(cells.split(), start=2020))
        folder.refresh(edition(JOBS, f"region sector period jobs\n{rows}", modified=modified, provisional=provisional))
    old, new = (version.name for version in folder.versions.all())
    return folder.versions, old, new


def test_readers_see_the_version_that_was_published_last(versions: Versions, three: list[str]) -> None:
    assert versions.current() == versions.published() == three[-1]
    assert [(version.name, version.current) for version in versions.all()] == list(zip(three, (False, False, True), strict=True))
    with versions.reading() as connection:
        assert read(connection) == 300


def test_a_version_is_named_after_the_moment_at_which_it_was_built(versions: Versions, three: list[str]) -> None:
    built = versions.all()[-1].built
    assert timedelta(0) <= datetime.now(UTC) - built < timedelta(minutes=5)
    assert f"{built:%Y%m%dT%H%M%S}" == three[-1][:15]


def test_without_any_version_a_reader_is_told_how_to_make_one(versions: Versions) -> None:
    assert versions.current() is None
    assert versions.all() == []
    with (
        pytest.raises(NothingPublished, match=r"Er zijn nog geen cijfers. Haal ze op met `python -m ingest refresh`"),
        versions.reading(),
    ):
        pass


def test_a_reader_keeps_its_version_while_the_next_reader_sees_the_new_one(versions: Versions) -> None:
    publish(versions, 100)
    with versions.reading() as early:
        publish(versions, 200)
        with versions.reading() as late, Versions(versions.data_dir).reading() as elsewhere:
            assert [read(connection) for connection in (early, late, elsewhere)] == [100, 200, 200]


def test_a_reader_keeps_its_version_even_when_that_is_removed(versions: Versions) -> None:
    first = publish(versions, 100)
    with versions.reading() as reader:
        publish(versions, 200)
        assert versions.prune(keep=1) == [first]
        assert read(reader) == 100


def test_a_reader_can_ask_for_an_older_version_and_cannot_change_it(versions: Versions, three: list[str]) -> None:
    with versions.reading(three[0]) as connection:
        assert read(connection) == 100
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("delete from observation")


@pytest.mark.parametrize("name", ["20200101T000000000000Z", "", "../versions/current"])
def test_a_version_that_does_not_exist_is_refused_and_the_newest_are_named(
    versions: Versions, three: list[str], name: str
) -> None:
    with pytest.raises(UnknownVersion, match=rf"De nieuwste zijn: {', '.join(three)}\."):
        versions.path(name)


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"", b"../versions/{}\n", b"20200101T000000000000Z\n"])
@pytest.mark.parametrize("pointer", ["current", "held"])
def test_a_pointer_that_names_no_version_counts_as_not_there_and_the_next_version_heals_it(
    versions: Versions, three: list[str], pointer: str, damage: bytes
) -> None:
    versions.show(three[1], "test")
    (versions.root / pointer).write_bytes(damage.replace(b"{}", three[1].encode()))
    assert (versions.current(), versions.held()) == (None if pointer == "current" else three[1], False)
    assert [version.name for version in versions.all()] == three
    newest = publish(versions, 400)
    assert (versions.published(), versions.held()) == (newest, False)


def test_a_copy_that_a_person_put_beside_a_version_is_none(versions: Versions, three: list[str]) -> None:
    path = versions.path(three[0])
    path.with_stem(f"{path.stem} (kopie)").write_bytes(path.read_bytes())
    assert [version.name for version in versions.all()] == three


def test_pruning_keeps_the_newest_versions(versions: Versions, three: list[str]) -> None:
    assert versions.prune(keep=2) == three[:1]
    assert [version.name for version in versions.all()] == three[1:]
    assert versions.prune(keep=2) == []


def test_pruning_keeps_the_published_version_however_old(versions: Versions, three: list[str]) -> None:
    (versions.root / "current").write_text(three[0] + "\n")
    assert versions.prune(keep=1) == [three[1]]
    with versions.reading() as connection:
        assert read(connection) == 100


@pytest.mark.slow
def test_by_default_the_newest_thirty_versions_are_kept(versions: Versions) -> None:
    names = [publish(versions, value) for value in range(31)]
    assert [version.name for version in versions.all()] == names[1:]


def test_publishing_prunes_as_well(versions: Versions, three: list[str]) -> None:
    with versions.draft() as (name, path):
        path.write_bytes(b"")
        versions.publish(name, path, keep=2)
    assert [version.name for version in versions.all()] == [three[2], name]


def test_a_draft_that_is_not_published_leaves_nothing(versions: Versions, three: list[str]) -> None:
    with versions.draft() as (_, path):
        path.write_bytes(b"half")
        (versions.root / f"{path.name}.wal").write_bytes(b"half")
        (versions.root / f"{path.name}.tmp").mkdir()
        (versions.root / f"{path.name}.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"half")
    assert list(versions.root.glob(".draft-*")) == []
    left_by_a_killed_run = versions.root / ".draft-20260101T000000000000Z.duckdb"
    left_by_a_killed_run.write_bytes(b"half")
    beside = left_by_a_killed_run.with_name(f"{left_by_a_killed_run.name}.tmp")
    beside.mkdir()  # where DuckDB keeps what does not fit in memory
    (beside / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"half")
    assert [version.name for version in versions.all()] == three
    assert publish(versions, 400) > three[-1]
    assert list(versions.root.glob(".draft-*")) == []


def test_a_difference_is_new_revised_or_gone_with_both_figures(two_builds: tuple[Versions, str, str]) -> None:
    versions, old, new = two_builds
    assert list(changes(versions, old, new)) == [
        Change("herzien", "jobs", "jobs", "AM37", "totaal", "2021", 200, 210, "definitief", "voorlopig"),
        Change("vervallen", "jobs", "jobs", "AM37", "totaal", "2022", 300, None, "definitief", None),
        Change("nieuw", "jobs", "jobs", "AM37", "totaal", "2023", None, 400, None, "definitief"),
        Change("nieuw", "jobs", "jobs", "AM37", "totaal", "2024", None, 500, None, "definitief"),
    ]
    assert list(changes(versions, new, new)) == []
    with pytest.raises(UnknownVersion, match="'2020' bestaat niet"):
        list(changes(versions, old, "2020"))


def test_diff_compares_the_two_newest_versions_and_writes_csv(two_builds: tuple[Versions, str, str], command: Command) -> None:
    versions, old, new = two_builds
    done = command("warehouse", "diff", data_dir=versions.data_dir)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert [(row["soort"], row["periode"], row["oud"], row["nieuw"]) for row in rows[:2]] == [
        ("herzien", "2021", "200.0", "210.0"), ("vervallen", "2022", "300.0", ""),
    ]  # fmt: skip
    assert done.stderr == f"4 verschillen tussen {old} en {new}\n"
    unknown = command("warehouse", "diff", "2020", new, data_dir=versions.data_dir)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "Versie '2020' bestaat niet" in unknown.stderr


def test_the_published_version_is_marked_in_the_list(versions: Versions, three: list[str], command: Command) -> None:
    lines = command("warehouse", "versions", data_dir=versions.data_dir).stdout.splitlines()
    assert [line.partition("Z")[0] + "Z" for line in lines] == [f"  {three[0]}", f"  {three[1]}", f"* {three[2]}"]


def test_an_export_holds_every_table_whole_and_a_dictionary(example_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d'export"
    *files, dictionary = export(Versions(example_data), folder)
    with Versions(example_data).reading() as connection:
        counts = {
            table: connection.execute(f"select count(*) from {table}").fetchone()
            for (table,) in connection.execute("select table_name from duckdb_tables() where not temporary").fetchall()
        }
    assert {path.stem for path in files} == set(counts) == {
        "version", "origin", "measure", "observation", "flow", "region", "area", "published_figure", "border",
    }  # fmt: skip
    assert all(counts.values())
    for path in files:
        assert duckdb.execute("select count(*) from read_parquet(?)", [str(path)]).fetchone() == counts[path.stem]
        assert f"## {path.name}" in dictionary.read_text()


def test_an_export_that_breaks_off_leaves_the_one_before_as_it_was(
    versions: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(versions, 100)
    before = {path: path.read_bytes() for path in export(versions, tmp_path / "uit")}
    publish(versions, 200)
    monkeypatch.setattr(Path, "write_text", Mock(side_effect=OSError("full")))  # the dictionary, which comes last
    with pytest.raises(OSError, match="full"):
        export(versions, tmp_path / "uit")
    assert {path: path.read_bytes() for path in (tmp_path / "uit").rglob("*")} == before


def test_every_table_and_column_has_a_description_in_the_dictionary(example_data: Path, tmp_path: Path) -> None:
    text = export(Versions(example_data), tmp_path)[-1].read_text()
    with duckdb.connect() as connection:
        connection.execute("create type code as varchar;" + SCHEMA)
        columns = connection.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
    sections = {section.splitlines()[0]: section for section in text.split("## ")[1:]}
    assert len(columns) > 40
    for table, column in columns:
        section = sections[f"{table}.parquet"]
        assert section.splitlines()[2].startswith("Eén regel"), table
        (row,) = [line for line in section.splitlines() if line.startswith(f"| {column} |")]
        assert row.split("|")[3].strip(), f"{table}.{column}"


def test_the_export_command_names_its_files_and_says_when_there_is_nothing(
    versions: Versions, tmp_path: Path, command: Command
) -> None:
    nothing = command("warehouse", "export", str(tmp_path / "uit"), data_dir=versions.data_dir)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "Er zijn nog geen cijfers." in nothing.stderr
    publish(versions, 100)
    done = command("warehouse", "export", str(tmp_path / "uit"), data_dir=versions.data_dir)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [str(tmp_path / "uit" / name) for name in ("observation.parquet", "LEESMIJ.md")]


def test_health_tells_the_version_its_age_and_which_datasets_failed(example_copy: Path) -> None:
    found = health(example_copy)
    assert found.version == Versions(example_copy).current()
    assert found.built
    assert found.age_hours == pytest.approx((datetime.now(UTC) - found.built).total_seconds() / 3600, abs=0.02)
    assert ([row.dataset for row in found.datasets], found.failed) == (list(DATASETS), [])
    refresh_failed(example_copy)
    assert health(example_copy).failed == ["participation"]


def test_a_version_whose_file_is_gone_is_built_anew_from_its_snapshots(command: Command, example_copy: Path) -> None:
    versions = Versions(example_copy)
    versions.path(versions.published()).unlink()
    assert (versions.current(), health(example_copy).version) == (None, None)
    assert command("indicators", "show", "ww", data_dir=example_copy).returncode == 1
    assert command("indicators", "show", "bestaat-niet", data_dir=example_copy).returncode == 2
    assert command("warehouse", "build", data_dir=example_copy).returncode == 0
    assert versions.current()


def test_a_version_whose_file_is_damaged_is_told_and_built_anew(command: Command, example_copy: Path, tmp_path: Path) -> None:
    versions = Versions(example_copy)
    damaged = versions.published()
    os.truncate(versions.path(damaged), 100_000)
    with pytest.raises(DamagedVersion, match=rf"{damaged} is beschadigd.*warehouse build"), versions.reading():
        pass
    for wanted in (["export", str(tmp_path / "uit")], ["diff", damaged, damaged]):
        done = command("warehouse", *wanted, data_dir=example_copy)
        assert (done.returncode, done.stdout) == (1, "")
        assert "`python -m warehouse build`" in done.stderr
        assert "Traceback" not in done.stderr
    assert command("ingest", "refresh", "--example", data_dir=example_copy).returncode == 0
    assert versions.current() != damaged
    with versions.reading() as connection:
        assert connection.execute("select count(*) > 1000 from observation").fetchone() == (True,)


def test_diff_compares_the_two_newest_while_an_older_one_is_held(two_builds: tuple[Versions, str, str], command: Command) -> None:
    versions, old, new = two_builds
    versions.show(old, "test")
    done = command("warehouse", "diff", data_dir=versions.data_dir)
    assert done.stderr == f"4 verschillen tussen {old} en {new}\n"


def test_health_without_any_version_says_so(tmp_path: Path) -> None:
    found = health(tmp_path)
    assert (found.version, found.built, found.age_hours, found.failed) == (None, None, None, [])
    assert {row.outcome for row in found.datasets} == {"never"}
