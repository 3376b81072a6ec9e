"""What is worked out ahead of time is what would be worked out now; and whatever befalls it, readers get the same figures."""

import asyncio
import errno
import io
import os
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import filelock
import pandas as pd
import pytest

from indicators import ahead
from indicators.ahead import version_to_work_out, work_out_ahead
from indicators.figures import Figures
from indicators.mark import calculation_mark
from indicators.registry import INDICATORS
from indicators.remembered import Remembered
from indicators.sectors import focus_sectors
from indicators.tables import indicator_table, work_out
from pages.interface import ahead as server
from tests.agenda_folder import agenda_copy
from tests.cbs_server import serving, tables_of_few_regions
from tests.clocks import until
from tests.conftest import Command, run_command
from tests.damaged_files import cut_off, flipped
from tests.data_folder import DataFolder, edition
from tests.full_disk import full_disk
from tests.kept_tables import CELLS, HAARLEM, REGION, after, given, kept, table
from tests.loopback import dashboard
from tests.region_tables import PARTICIPATION, PEOPLE_HEADER
from warehouse.versions import Versions
from warehouse.worked_out import STANDARD, WorkedOut

__all__ = ["kept"]  # a fixture

OTHERS = [name for name in focus_sectors()["techniek"].definities if name != focus_sectors()["techniek"].standaard]


def anew(figures: Figures) -> Figures:
    """The same version, of which nothing is remembered."""
    return Figures(figures.versions, figures.version)


@pytest.mark.slow
@pytest.mark.parametrize("key", INDICATORS)
def test_what_was_kept_is_what_is_worked_out(figures, key):
    pd.testing.assert_frame_equal(indicator_table(anew(figures), key), work_out(figures, key))


@pytest.mark.parametrize("techniek", OTHERS)
@pytest.mark.parametrize("key", ["werknemersbanen", "vestigingen"])
def test_another_border_of_techniek_is_kept_as_well(figures, key, techniek):
    found = indicator_table(anew(figures), key, techniek, REGION)
    pd.testing.assert_frame_equal(found, work_out(figures, key, techniek, REGION))
    assert not found.equals(indicator_table(figures, key, regions=REGION))


def test_the_standard_definition_by_its_name_is_the_standard(figures):
    standard = focus_sectors()["techniek"].standaard
    assert indicator_table(figures, "werknemersbanen", standard, REGION) is indicator_table(
        figures, "werknemersbanen", regions=REGION
    )


@pytest.mark.slow
def test_the_example_of_these_tests_was_worked_out(figures):
    kept = anew(figures).worked_out
    assert kept.there
    assert all(kept.table(key, STANDARD, [HAARLEM]) is not None for key in INDICATORS)
    assert not work_out_ahead(figures)


@pytest.mark.slow
def test_a_first_refresh_without_files_of_people_is_worked_out_too(tmp_path):
    with serving(tables_of_few_regions()) as cbs:
        run_command("ingest", "refresh", "vacancies-regional", "published-figures", data_dir=tmp_path, CBS_V3_URL=cbs.url)
    versions = Versions(tmp_path)
    fresh = Figures(versions, versions.published())
    assert work_out_ahead(fresh)
    kinds = {str(work_out(fresh, key).dtypes.to_dict()) for key in INDICATORS}
    assert len(kinds) == 1  # whether there is any figure, or any margin, or not
    pd.testing.assert_frame_equal(indicator_table(anew(fresh), "vacatures"), work_out(fresh, "vacatures"))


def test_one_process_works_tables_out_and_others_wait_for_it(kept, monkeypatch):
    """A stand-in for a version: the other process is done when the right to work comes free."""

    @contextmanager
    def waited():
        kept.keep([given(table(5.0))])
        yield

    monkeypatch.setattr(kept, "at_work", waited)
    monkeypatch.setattr(ahead, "_tables", lambda _: pytest.fail("it was done already"))
    assert not work_out_ahead(SimpleNamespace(worked_out=kept))


def test_the_right_to_work_tables_out_is_for_one_process(kept):
    with kept.at_work(), pytest.raises(filelock.Timeout):
        filelock.FileLock(kept._folder / "lock", timeout=0, is_singleton=False).acquire()


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [lambda file: os.truncate(file, 5000), cut_off, flipped(300), flipped(3 * 4096 + 2**18 + 100)],
    ids=["cut off in its header", "cut off", "cannot be opened", "turns out while it is read"],
)
def test_what_is_damaged_is_thrown_away_and_may_be_kept_again(kept, damage):
    kept.keep([given(table(5.0))])
    damage(kept._path)
    assert kept.table("werkloosheid", STANDARD) is None
    assert kept.write_csv(io.BytesIO(), "werkloosheid") is None
    assert not kept.there
    kept.keep([given(table(4.0))])
    assert list(kept.table("werkloosheid", STANDARD)["waarde"]) == [4.0]


def test_what_is_damaged_and_of_another_user_is_as_if_it_were_not_there(kept, monkeypatch):
    kept.keep([given(table(5.0))])
    kept._path.write_bytes(b"x" * 20_000)

    def not_mine(path, missing_ok=False):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", not_mine)
    for _ in range(2):
        assert kept.table("werkloosheid", STANDARD) is None
        assert kept.write_csv(io.BytesIO(), "werkloosheid") is None


def test_a_full_disk_beside_it_leaves_it_as_it_is(kept):
    kept.keep([given(table(5.0, 4.0))])
    with full_disk(room=10):
        assert kept.write_csv(io.BytesIO(), "werkloosheid", ["AM37"]) is None
    assert kept.there
    assert list(kept.table("werkloosheid", STANDARD)["waarde"]) == [5.0, 4.0]
    assert kept.write_csv(io.BytesIO(), "werkloosheid", ["AM37"]).rows == 1


def test_rows_come_back_as_they_were_kept(kept):
    kept.keep([given(table(5.0, 4.0, 3.5)), given(table(1.0), "smal")])
    assert list(kept.table("werkloosheid", STANDARD)["waarde"]) == [5.0, 4.0, 3.5]
    assert list(kept.table("werkloosheid", STANDARD, [HAARLEM, "NL01"])["regiocode"]) == ["NL01", HAARLEM]
    assert list(kept.table("werkloosheid", "smal")["waarde"]) == [1.0]


def test_a_table_without_rows_is_kept_and_one_that_is_not_there_is_none(kept):
    assert kept.table("werkloosheid", STANDARD) is None
    kept.keep([given(table(5.0).iloc[:0])])
    assert len(kept.table("werkloosheid", STANDARD)) == 0
    assert kept.table("werkloosheid", "smal") is None
    assert kept.table("vacatures", STANDARD) is None


def test_what_breaks_off_keeps_nothing(kept, tmp_path):
    def breaking():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept.keep([given(table(5.0)), given(table(), "smal")._replace(work_out=breaking)])
    assert not kept.there
    assert list((tmp_path / "worked_out").iterdir()) == []


def test_under_another_mark_nothing_is_there(kept, tmp_path):
    kept.keep([given(table(5.0))])
    other = WorkedOut(Versions(tmp_path), kept.version, "other", CELLS)
    assert (kept.there, other.there) == (True, False)
    assert other.table("werkloosheid", STANDARD) is None


@pytest.mark.parametrize(
    ("file", "decides"),
    [("focus_sectors.toml", True), ("region.toml", True)]
    + [(f"{name}.toml", False) for name in ("alerts", "briefing", "glossary", "pillars", "schedule")],
)
def test_the_mark_is_another_only_after_an_edit_of_what_figures_follow_from(tmp_path, file, decides):
    agenda = agenda_copy(tmp_path / "agenda")
    with (agenda / file).open("a") as edited:
        edited.write("# bewerkt\n")
    assert (calculation_mark(agenda) != calculation_mark()) is decides


def test_what_was_worked_out_of_a_version_that_nobody_sees_goes_away(kept, tmp_path):
    kept.keep([given(table(5.0))])
    abandoned = tmp_path / "worked_out" / ".draft-1-old.duckdb"
    abandoned.touch()
    beside = tmp_path / "worked_out" / ".draft-1-old.duckdb.tmp"
    beside.mkdir()  # where DuckDB keeps what does not fit in memory
    for left in (abandoned, beside):
        os.utime(left, (time.time() - 7200,) * 2)
    later = after(kept)
    later.keep([given(table(6.0))])
    assert (kept.there, later.there, abandoned.exists(), beside.exists()) == (False, True, False, False)


def test_only_the_latest_are_remembered():
    remembered: Remembered[str] = Remembered(2)
    assert [remembered.keep(number, str(number)) for number in (1, 2, 3)] == ["1", "2", "3"]
    assert list(remembered) == [2, 3]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A data folder with a few figures, of which nothing was worked out."""
    DataFolder(tmp_path, PARTICIPATION).refresh(edition(PARTICIPATION, f"{PEOPLE_HEADER} AM37 A-U 2023JJ00 212 287 73.8"))
    return tmp_path


def test_prepare_says_what_it_did_and_answers_stay_the_same(command: Command, small: Path):
    def answer() -> str:
        return command("indicators", "show", "netto-arbeidsparticipatie", data_dir=small).stdout

    now = answer()
    assert ",73.8," in now
    assert "is nu vooruit uitgerekend" in command("indicators", "prepare", data_dir=small).stderr
    assert "is al vooruit uitgerekend" in command("indicators", "prepare", data_dir=small).stderr
    assert answer() == now


def test_where_it_cannot_be_kept_the_reason_is_told(command: Command, small: Path):
    (small / "worked_out").touch()
    found = command("indicators", "prepare", data_dir=small)
    assert (found.returncode, "langzamer" in found.stderr, "Traceback" in found.stderr) == (1, True, False)


def test_on_a_full_disk_the_reason_is_told_and_nothing_is_kept(command: Command, small: Path):
    with full_disk():
        found = command("indicators", "prepare", data_dir=small)
    assert (found.returncode, "Traceback" in found.stderr) == (1, False)
    assert "langzamer. De tabellen zijn niet uit te rekenen of te bewaren: er was te weinig ruimte" in found.stderr
    assert [path.name for path in (small / "worked_out").iterdir()] == ["lock"]
    assert "is nu vooruit uitgerekend" in command("indicators", "prepare", data_dir=small).stderr


def test_without_figures_there_is_nothing_to_work_out(command: Command, monkeypatch, tmp_path):
    found = command("indicators", "prepare")
    assert (found.returncode, "Er zijn nog geen cijfers" in found.stderr) == (1, True)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
    assert version_to_work_out() is None
    monkeypatch.setenv("CBS_V3_URL", "ftp://opendata.cbs.nl")
    assert version_to_work_out() is None


@pytest.mark.slow
def test_a_server_works_out_the_version_that_readers_see(small: Path):
    with dashboard(small):
        until(lambda: list((small / "worked_out").glob("[0-9]*")), "tables that are worked out")
    (found,) = (path for path in (small / "worked_out").iterdir() if path.name != "lock")
    assert found.name.startswith(f"{Versions(small).published()}-")


def test_a_server_goes_on_working_ahead_after_the_disk_or_a_process_refused(monkeypatch, caplog):
    ended = SimpleNamespace(poll=lambda: 0, terminate=lambda: None, wait=lambda: 0)
    looks = [OSError("the disk"), "one", "one", "one", None, "one", "two"]  # of one, what was kept was thrown away
    starts = [OSError("no process"), ended, ended, ended]

    def taken(results: list) -> object:
        found = results.pop(0) if results else None
        if isinstance(found, OSError):
            raise found
        return found

    async def until_all_is_started() -> None:
        async with server.working_ahead(None), asyncio.timeout(20):
            while starts:
                await asyncio.sleep(0.01)

    monkeypatch.setattr(server, "version_to_work_out", lambda: taken(looks))
    monkeypatch.setattr(server, "start_preparing", lambda: taken(starts))
    monkeypatch.setattr(server, "_LOOK_AGAIN", 0)
    asyncio.run(until_all_is_started())
    assert [text.rpartition(": ")[2] for text in caplog.messages] == ["the disk", "no process"]
    assert looks == []


def test_working_ahead_gives_way_to_those_who_wait(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    process = ahead.start_preparing()
    try:
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 10
    finally:
        process.kill()
        process.wait()
