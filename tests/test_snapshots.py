"""Snapshots that never change, the log of attempts, and how each dataset stands."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import zstandard

from ingest.dataset import MONTHLY, QUARTERLY, YEARLY, Rhythm
from ingest.published import PublishedFigures
from ingest.run_log import Attempt, Outcome, RunLog
from ingest.snapshot import RECEIPT, DamagedSnapshot, Origin, Snapshot
from ingest.snapshots import SnapshotStore
from ingest.status import DatasetStatus, status
from tests.on_disk import cut_short

NOON = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
ORIGIN = Origin("CBS", "Vacatures", "80472ned", "https://cbs", "CC BY 4.0", None, NOON, "ab", 2, {"open": "Open_1"})
RAW = b'{"value":[{"ID":0},{"ID":1}]}' * 100


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """An empty store."""
    return SnapshotStore(tmp_path)


def drafted(store: SnapshotStore, dataset: str = "vacancies", example: bool | None = False, **files: bytes) -> Snapshot:
    """A finished draft with one raw file, or with these."""
    draft = store.draft(dataset, example)
    for name, data in (files or {"page": RAW}).items():
        draft.write(name, data)
    return draft.finish([ORIGIN], "mark")


def test_a_snapshot_gives_back_the_bytes_that_came_and_its_receipt(store: SnapshotStore) -> None:
    kept = store.accept(drafted(store, page=RAW, empty=b""))
    (found,) = SnapshotStore(store.root.parent).of("vacancies")
    assert found.read("page") == RAW
    assert found.read("empty") == b""
    assert found.receipt == kept.receipt
    assert found.receipt.origins == [ORIGIN]
    assert (found.receipt.dataset, found.receipt.example, found.receipt.declaration) == ("vacancies", False, "mark")
    assert [(file.name, file.size) for file in found.receipt.files] == [("page", len(RAW)), ("empty", 0)]
    assert (found.folder / "page.zst").stat().st_size < len(RAW) / 10


def test_files_are_listed_by_the_start_of_their_name_as_they_were_written(store: SnapshotStore) -> None:
    snapshot = drafted(store, **{"T.00001.json": b"b", "T.00000.json": b"a", "T.metadata.json": b"{}", "U.00000.json": b"c"})
    assert snapshot.names("T.0") == ["T.00001.json", "T.00000.json"]
    assert snapshot.names("V") == []


def test_the_sum_over_several_files_depends_on_each_byte_and_their_order(store: SnapshotStore) -> None:
    def sum_of(*files: tuple[str, bytes]) -> str:
        draft = store.draft("vacancies", False)
        for name, data in files:
            draft.write(name, data)
        return draft.sha256("T.")

    usual = sum_of(("T.0", b"ab"), ("T.1", b"c"))
    assert usual == sum_of(("T.0", b"ab"), ("U.0", b"x"), ("T.1", b"c"))
    assert len({usual, sum_of(("T.0", b"a"), ("T.1", b"bc")), sum_of(("T.0", b"c"), ("T.1", b"ab")), sum_of(("T.0", b"ab"))}) == 4


def test_the_sum_over_one_file_is_that_of_its_bytes_so_that_anyone_can_check_it(store: SnapshotStore) -> None:
    draft = store.draft("uwv-vacatures", False)
    draft.write("vacatures.csv", b"abc")
    draft.write("layout.json", b"[]")
    assert draft.sha256("vacatures.csv") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_draft_counts_only_once_it_is_accepted_and_then_stays(store: SnapshotStore) -> None:
    kept = store.accept(drafted(store))
    finished, left_by_a_killed_run = drafted(store), store.draft("vacancies", False)
    assert store.of("vacancies") == [kept]
    store.clear_pending()
    assert store.of("vacancies") == [store.accept(kept)] == [kept]
    assert not finished.folder.exists()
    assert not left_by_a_killed_run.folder.exists()


def test_after_the_clock_went_back_the_newest_snapshot_still_comes_last(store: SnapshotStore) -> None:
    ahead = store.draft("vacancies", False)
    ahead.taken = datetime.now(UTC) + timedelta(days=400)
    kept = [store.accept(ahead.finish([ORIGIN], "mark"))]
    for number in range(2):
        fresh = drafted(store, page=bytes([number]))
        counting = store.counting({"vacancies": store.of("vacancies")}, {"vacancies": fresh})["vacancies"]
        assert counting == [*kept, fresh]
        kept.append(store.accept(fresh))
    assert store.of("vacancies") == kept
    assert drafted(store, "other").receipt.taken <= datetime.now(UTC)


def test_snapshots_of_one_dataset_come_oldest_first_and_a_folder_without_a_receipt_is_none(store: SnapshotStore) -> None:
    kept = [store.accept(drafted(store, page=bytes([number]))) for number in range(3)]
    store.accept(drafted(store, "other"))
    (store.root / "vacancies" / "20200101T000000000000Z").mkdir()
    assert store.of("vacancies") == kept
    assert [snapshot.read("page") for snapshot in store.of("vacancies")] == [b"\0", b"\1", b"\2"]
    assert store.of("nothing") == []


def one_bit_turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def replaced(path: Path) -> None:
    path.write_bytes(zstandard.compress(RAW + b" "))


@pytest.mark.parametrize("damage", [cut_short, one_bit_turned, replaced, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_damaged_file_is_named_with_its_remedy_and_never_read(store: SnapshotStore, damage: Callable[[Path], object]) -> None:
    kept = store.accept(drafted(store))
    damage(kept.folder / "page.zst")
    with pytest.raises(DamagedSnapshot, match=r"page is beschadigd of verdwenen.*ingest refresh vacancies --force") as damaged:
        store.of("vacancies")[0].read("page")
    assert str(kept.folder) in str(damaged.value)


def test_a_receipt_from_before_stored_files_had_a_sha256_of_their_own_is_held_against_what_they_stand_for(store: SnapshotStore):
    kept = store.accept(drafted(store))
    receipt = kept.folder / RECEIPT
    written = msgspec.json.decode(receipt.read_bytes())
    assert all(file.pop("stored_sha256") for file in written["files"])
    receipt.write_bytes(msgspec.json.encode(written))
    (old,) = store.of("vacancies")
    assert old.read("page") == RAW
    replaced(kept.folder / "page.zst")
    with pytest.raises(DamagedSnapshot):
        old.read("page")


@pytest.mark.parametrize("text", ["", "{", '{"dataset": "vacancies"}'])
def test_a_damaged_receipt_is_named_with_its_remedy(store: SnapshotStore, text: str) -> None:
    receipt = store.accept(drafted(store)).folder / "receipt.json"
    receipt.write_text(text)
    with pytest.raises(DamagedSnapshot, match=rf"{re.escape(str(receipt))} is onleesbaar.*ingest refresh"):
        store.of("vacancies")


@pytest.mark.parametrize(
    ("accepted", "fresh", "counting", "others"),
    [
        ([True, True], None, [True, True], 1),
        ([True], False, [False], 0),
        ([True, False], None, [False], 0),
        ([True, None], None, [True, None], 1),
        ([None, True], False, [None, False], 0),
        ([], True, [True], 1),
    ],
)
def test_examples_of_all_datasets_count_until_there_is_a_single_real_one_and_the_agenda_always(
    store: SnapshotStore, accepted: list[bool | None], fresh: bool | None, counting: list[bool | None], others: int
) -> None:
    for dataset, example in [("other", True), *(("vacancies", example) for example in accepted)]:
        store.accept(drafted(store, dataset, example))
    found = store.counting(
        store.known(["vacancies", "other"])[0], {} if fresh is None else {"vacancies": drafted(store, example=fresh)}
    )
    assert [snapshot.receipt.example for snapshot in found["vacancies"]] == counting
    assert len(found["other"]) == others


FIRST = Attempt("vacancies", "80472ned", NOON, "refreshed", "", 1.5, 4, 100, 380, None)


def attempt(outcome: Outcome = "refreshed", day: int = 14, **changes: object) -> Attempt:
    """One attempt at the vacancies in August 2026; by itself its source says nothing of when it changed."""
    return msgspec.structs.replace(FIRST, outcome=outcome, started=NOON.replace(day=day), **changes)


def test_the_log_gives_back_all_attempts_oldest_first(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "nieuw")
    assert log.attempts() == []
    attempts = [attempt(), attempt("failed", 15, message="regel 1\nregel 2 – ë"), attempt("current", 16, example=True)]
    for one in attempts:
        log.add(one)
    assert RunLog(tmp_path / "nieuw").attempts() == attempts
    assert len(log.path.read_bytes().splitlines()) == 3


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00\x00\xff", b'"tekst"'])
def test_a_line_that_cannot_be_read_is_passed_over(tmp_path: Path, damage: bytes) -> None:
    log = RunLog(tmp_path)
    log.add(attempt(day=14))
    with log.path.open("ab") as file:
        file.write(damage + b"\n")
    log.add(attempt(day=16))
    assert log.attempts() == [attempt(day=14), attempt(day=16)]


def test_a_last_line_that_a_killed_run_left_half_is_passed_over(tmp_path: Path) -> None:
    log = RunLog(tmp_path)
    log.add(attempt(day=14))
    log.add(attempt(day=15))
    log.path.write_bytes(log.path.read_bytes()[:-20])
    assert log.attempts() == [attempt(day=14)]


def stands(tmp_path: Path, rhythm: Rhythm | None, today: date, *attempts: Attempt) -> DatasetStatus:
    """How the vacancies stand on a day after these attempts."""
    dataset = PublishedFigures("vacancies", "Vacatures", rhythm=rhythm)
    log = RunLog(tmp_path)
    for one in attempts:
        log.add(one)
    (found,) = status([dataset], log, today)
    return found


def test_a_dataset_that_was_never_tried_expects_nothing(tmp_path: Path) -> None:
    other = attempt(dataset="other")
    assert stands(tmp_path, QUARTERLY, NOON.date(), other) == DatasetStatus(
        "vacancies", "Vacatures", "", "never", "", None, None, None, None, None, False
    )


def test_a_failure_is_told_beside_the_last_success(tmp_path: Path) -> None:
    good = attempt(day=14, source_modified="2026-08-13T02:00:00")
    found = stands(
        tmp_path, QUARTERLY, NOON.date(), good, attempt("failed", 15, message="Tabel weg", rows=0, source_modified="2026-08-15")
    )
    assert (found.outcome, found.message, found.table) == ("failed", "Tabel weg", "80472ned")
    assert (found.last_attempt, found.last_success) == (NOON.replace(day=15), NOON)
    assert (found.source_modified, found.rows) == ("2026-08-13T02:00:00", 380)


@pytest.mark.parametrize(
    ("rhythm", "modified", "expected"),
    [
        (MONTHLY, "2026-08-01T02:00:00", date(2026, 9, 1)),
        (QUARTERLY, "2026-08-01T02:00:00", date(2026, 11, 1)),
        (YEARLY, "2026-08-01T02:00:00", date(2027, 8, 2)),
        (MONTHLY, None, date(2026, 9, 14)),
        (MONTHLY, "onbekend", date(2026, 9, 14)),
        (None, "2026-08-01T02:00:00", None),
    ],
)
def test_new_figures_are_expected_one_rhythm_after_the_source_changed_or_else_after_we_got_them(
    tmp_path: Path, rhythm: Rhythm | None, modified: str | None, expected: date | None
) -> None:
    assert stands(tmp_path, rhythm, NOON.date(), attempt(source_modified=modified)).next_expected == expected


@pytest.mark.parametrize(
    ("days", "example", "overdue"),
    [(31, False, False), (41, False, False), (42, False, True), (400, False, True), (400, True, False)],
)
def test_a_dataset_is_overdue_after_its_rhythm_and_its_grace_unless_it_is_an_example(
    tmp_path: Path, days: int, example: bool, overdue: bool
) -> None:
    today = NOON.date() + timedelta(days=days)
    assert stands(tmp_path, MONTHLY, today, attempt(example=example)).overdue is overdue


def test_neither_a_failure_nor_finding_nothing_new_puts_off_what_is_expected(tmp_path: Path) -> None:
    today = NOON.date() + timedelta(days=42)
    assert stands(tmp_path, MONTHLY, today, attempt(day=14), attempt("failed", 25)).overdue
    assert stands(tmp_path, MONTHLY, today, attempt("current", 25)).overdue
    assert not stands(tmp_path, MONTHLY, today, attempt("refreshed", 25)).overdue


def test_the_status_of_a_dataset_is_plain_json(tmp_path: Path) -> None:
    found = stands(tmp_path, QUARTERLY, NOON.date(), attempt()).as_json()
    wanted = {"last_attempt": "2026-08-14T12:00:00+00:00", "next_expected": "2026-11-14", "rows": 380, "overdue": False}
    assert found | wanted == found
