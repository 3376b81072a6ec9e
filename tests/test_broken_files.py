"""Broken files: each is answered with a Dutch sentence that names the spot, none changes anything, none takes much memory."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from ingest.datasets import DATASETS
from ingest.errors import IngestError
from ingest.files import proposal
from ingest.files.adding import Given, add
from ingest.files.header_fit import _alike
from ingest.files.layout import known_headers
from ingest.files.proposal import propose
from ingest.files.tabular import Cell
from ingest.files.workbook import MAX_BYTES, Sheet, read_sheets
from ingest.files.workbook_size import MAX_COLUMNS
from ingest.run_log import RunLog
from ingest.settings import PROJECT
from ingest.snapshots import SnapshotStore
from tests.broken_files import BOOKS, GOOD, HEADER, TEXTS, Broken, bytes_of, merged
from tests.data_folder import UWV
from tests.on_disk import files
from warehouse.build import Builder
from warehouse.versions import Versions

GIGABYTE = 2**30
SWELLING = ("bom.xlsx", "hoek.xlsx", "rijen.xlsx", "herhaling.xlsx")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one good file was added."""
    folder = tmp_path_factory.mktemp("kapot")
    (folder / "goed.csv").write_text(HEADER + GOOD, encoding="utf-8")
    attempt(folder, folder / "goed.csv")
    return folder


def attempt(folder: Path, file: Path) -> None:
    """Add a file, accepting whatever is proposed."""
    store = SnapshotStore(folder / "data")
    publish = Builder(store, Versions(folder / "data"), DATASETS).publish
    add(Given(UWV, file, folder), store, RunLog(folder / "data"), publish, lambda _: True)


def state(folder: Path) -> dict[str, bytes]:
    """Every file below the data folder and the mappings, but not the lock."""
    return {f"{top}/{place}": data for top in ("data", "mappings") for place, data in files(folder / top).items()}


def test_there_are_at_least_sixty_of_them() -> None:
    assert len({name for name, _, _ in TEXTS + BOOKS}) == len(TEXTS + BOOKS) >= 60


@pytest.mark.parametrize("broken", TEXTS + BOOKS, ids=[name for name, _, _ in TEXTS + BOOKS])
def test_a_broken_file_is_answered_with_the_spot_and_changes_nothing(published: Path, broken: Broken) -> None:
    name, made, said = broken
    file = published / name
    file.write_bytes(bytes_of(made))
    before = state(published)
    with pytest.raises(IngestError) as refusal:
        attempt(published, file)
    message = str(refusal.value)
    assert said in message
    assert name in message
    assert "niets veranderd" in message
    assert state(published) == before


def test_the_size_of_a_file_is_looked_at_before_it_is_read(published: Path) -> None:
    file = published / "groot.csv"
    with file.open("wb") as sparse:
        sparse.truncate(500 * 2**20)
    with pytest.raises(IngestError, match=r"groot\.csv is 500 MB; meer dan 25 MB wordt niet gelezen"):
        attempt(published, file)
    file.unlink()


@pytest.mark.parametrize("name", ["er-is-niets.csv", "map"])
def test_what_is_no_file_is_said_to_be_none(published: Path, name: str) -> None:
    (published / "map").mkdir(exist_ok=True)
    with pytest.raises(IngestError, match=name):
        attempt(published, published / name)


MEASURED = """
import resource, sys
from pathlib import Path
from ingest.files import proposal
from ingest.files.adding import Given, add
from ingest.datasets import DATASETS, HAND_FILES
from ingest.files.header_fit import _alike
from ingest.files.layout import known_headers
from ingest.files.proposal import propose
from ingest.run_log import RunLog
from ingest.snapshots import SnapshotStore
from warehouse.build import Builder
from warehouse.versions import Versions

folder, file = map(Path, sys.argv[1:])
store = SnapshotStore(folder / "data")
publish = Builder(store, Versions(folder / "data"), DATASETS).publish
try:
    add(Given(HAND_FILES["uwv-vacatures"], file, folder), store, RunLog(folder / "data"), publish, lambda _: True)
except Exception as error:
    print(type(error).__name__)
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024)
"""


def peak_memory(folder: Path, file: Path) -> tuple[str, int]:
    """How adding a file in a process of its own ended, and the most bytes that it or a child of it took."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder), str(file)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    outcome, peak = done.stdout.split()
    return outcome, int(peak)


@pytest.mark.slow
def test_the_headers_of_a_wide_file_are_read_in_a_moment() -> None:
    headers = [(f"kop {number}",) for number in range(20_000)] + [("dubbel",), ("dubbel",)]
    started = time.process_time()
    found = known_headers(headers)
    assert time.process_time() - started < 3  # each against each took over a minute
    assert (len(found), found["kop 19999"]) == (20_001, "kop 19999")


def test_a_proposal_for_a_wide_sheet_looks_at_its_first_rows_only() -> None:
    rows: list[list[Cell]] = [[f"h{row}_{place}" for place in range(MAX_COLUMNS)] for row in range(30)]
    tried = Counter[int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposal, "_candidate", lambda sheet, number, depth, *_: tried.update([number]))
        assert propose([Sheet("a", rows)] * 9, UWV.columns, "a.xlsx") is None
    assert max(tried) == 7
    assert tried.total() == 60


def test_a_header_far_from_a_name_is_told_so_without_a_comparison() -> None:
    assert [_alike(*pair) for pair in (("vacatures", "Vacatures"), ("aantal vacatures", "vacatures"), ("xyz", "periode"))] == [
        1,
        0.9,
        0,
    ]
    assert 0.8 < _alike("periodes", "periode") < 1


def test_cells_merged_below_the_last_row_are_no_matter(published: Path) -> None:
    file = published / "leeg-samengevoegd.xlsx"
    file.write_bytes(merged('<mergeCell ref="A8:A9"/>'))
    assert read_sheets(file.name, file.read_bytes())[0].merged == ()


@pytest.mark.slow
@pytest.mark.parametrize("broken", [b for b in BOOKS if b[0] in SWELLING], ids=SWELLING)
def test_a_file_that_swells_stays_under_a_gigabyte(published: Path, broken: Broken) -> None:
    file = published / broken[0]
    file.write_bytes(bytes_of(broken[1]))
    outcome, peak = peak_memory(published, file)
    assert outcome == "RejectedFile"
    assert peak < GIGABYTE


@pytest.mark.slow
@pytest.mark.parametrize("line", [";" * 40 + "\n", "ab;cd;ef;gh\n", "é" * 30 + ";" + "ü" * 30 + "\n"])
def test_the_largest_text_that_is_read_stays_under_a_gigabyte(published: Path, line: str) -> None:
    file = published / "vol.csv"
    text = (HEADER + line * (MAX_BYTES // len(line.encode()))).encode()
    file.write_bytes(text[: MAX_BYTES - 1])
    outcome, peak = peak_memory(published, file)
    file.unlink()
    assert outcome in ("RejectedFile", "IngestError")
    assert peak < GIGABYTE
