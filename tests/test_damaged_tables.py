"""A damaged file with tables that were worked out, in a folder that we may not write to: nobody waits for it at each question."""

import errno
import io
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.kept_tables import given, kept, table
from warehouse.worked_out import STANDARD, WorkedOut

__all__ = ["kept"]  # a fixture


def test_a_damaged_file_that_stays_is_opened_once_until_another_comes_in_its_place(
    kept: WorkedOut, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep([given(table(5.0))])
    good = Path(shutil.copyfile(kept._path, tmp_path / "good"))
    kept._path.write_bytes(b"x" * 20_000)

    def not_mine(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    opened, connect = list[str](), duckdb.connect
    monkeypatch.setattr(Path, "unlink", not_mine)
    monkeypatch.setattr(duckdb, "connect", lambda path, **how: [opened.append(path), connect(path, **how)][1])
    for _ in range(3):
        assert kept.table("werkloosheid", STANDARD) is None
        assert kept.write_csv(io.BytesIO(), "werkloosheid") is None
    assert opened == [str(kept._path)]
    good.replace(kept._path)
    found = kept.table("werkloosheid", STANDARD)
    assert found is not None
    assert list(found["waarde"]) == [5.0]
