"""Versions of a data folder that hold one figure each: what is tested is which of them readers see."""

from pathlib import Path

import duckdb
import pytest

from warehouse.versions import Versions


def publish(versions: Versions, value: int) -> str:
    """A new version that holds one figure; its name."""
    with versions.draft() as (name, path):
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"create table observation as select {value} as value")
        versions.publish(name, path)
    return name


def read(connection: duckdb.DuckDBPyConnection) -> int:
    """The figure in a version made by `publish`."""
    ((value,),) = connection.execute("select value from observation").fetchall()
    return int(value)


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    """A data folder without any version."""
    return Versions(tmp_path / "data")


@pytest.fixture
def three(versions: Versions) -> list[str]:
    """The names of three versions, with the figures 100, 200 and 300."""
    return [publish(versions, value) for value in (100, 200, 300)]
