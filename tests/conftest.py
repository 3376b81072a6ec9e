"""What many tests share: a data folder, one built example version, and the commands run as a person would run them."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from indicators.ahead import work_out_ahead
from indicators.figures import Figures
from indicators.mark import calculation_mark
from ingest.datasets import DATASETS
from ingest.example.sources import example_sources
from ingest.lock import writing
from ingest.refresh import refresh
from ingest.run_log import RunLog
from ingest.settings import AGENDA, PROJECT
from ingest.snapshots import SnapshotStore
from tests.browsing import address, browser, page, window
from warehouse.build import Builder
from warehouse.draft_file import SCHEMA
from warehouse.versions import Versions

__all__ = ["address", "browser", "page", "window"]  # fixtures

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts a command in a process of its own, or needs a data folder with a past, is slow; `make check` leaves it out."""
    for item in items:
        if {"command", "example_copy", "by_hand"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once() -> Iterator[None]:
    """At each page that a test opens Streamlit would look through all installed packages, a fifth of a second each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def example_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str, request: pytest.FixtureRequest) -> Path:
    """A data folder with the example figures published and worked out; shared by all tests, so not to be changed."""
    of_this_run = tmp_path_factory.getbasetemp()
    data_dir = (of_this_run if worker_id == "master" else of_this_run.parent) / "example"
    cache = request.config.cache
    assert cache is not None
    with writing(cache.mkdir("example-lock"), patience=180):  # the first worker that asks makes it
        if not data_dir.exists():
            shutil.copytree(_made_before(cache.mkdir("example")), data_dir)
    return data_dir


def _made_before(cache: Path) -> Path:
    """The example as this program makes it: from an earlier run of today, or made now, in twenty seconds."""
    tables = sorted([*AGENDA.rglob("*.csv"), *(PROJECT / "ingest").rglob("*.csv")])
    made_of = SCHEMA + "".join(path.read_text(encoding="utf-8") for path in tables)
    mark = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d} {calculation_mark()} {made_of}".encode()).hexdigest()[:16]
    if not (cache / mark).is_dir():
        for other in cache.iterdir():
            shutil.rmtree(other)
        data_dir = cache / f"{mark}.part"
        store, versions = SnapshotStore(data_dir), Versions(data_dir)
        builder = Builder(store, versions, DATASETS)
        result = refresh(DATASETS.values(), example_sources(AGENDA), store, RunLog(data_dir), builder.publish)
        assert result.ok, [attempt.message for attempt in result.attempts]
        work_out_ahead(Figures(versions, versions.published()))
        data_dir.rename(cache / mark)
    return cache / mark


@pytest.fixture
def example_copy(example_data: Path, tmp_path: Path) -> Path:
    """A copy of the example data folder, to be changed at will."""
    return Path(shutil.copytree(example_data, tmp_path / "data"))


@pytest.fixture(scope="session")
def figures(example_data: Path) -> Figures:
    """The example version."""
    versions = Versions(example_data)
    return Figures(versions, versions.published())


@pytest.fixture
def on_example(example_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program looks at the example data folder."""
    monkeypatch.setenv("DATA_DIR", str(example_data))
    return example_data


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs `python -m ...` in a process of its own, on a data folder of its own unless `data_dir` is given."""

    def run(*arguments: str, data_dir: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_command(*arguments, data_dir=data_dir or tmp_path / "data", **environment)

    return run


def run_command(*arguments: str, data_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m ...` as a person would, from the project folder."""
    variables = {**os.environ, "DATA_DIR": str(data_dir), "CBS_API": "v3", **environment}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=PROJECT, env=variables, capture_output=True, text=True, timeout=120, check=False
    )
