"""What many tests share: a data folder, one built example version, and the commands run as a person would run them."""

import csv
import gc
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from streamlit.components.v2 import manifest_scanner

from indicators.figures import Figures
from ingest.settings import PROJECT
from tests.browsing import address, browser, page, window
from tests.example_folder import example_folder
from warehouse.versions import Versions

__all__ = ["address", "browser", "page", "window"]  # fixtures

hypothesis.settings.register_profile("without a clock", deadline=None)  # a busy machine is no fault of what is tested
hypothesis.settings.load_profile("without a clock")

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts a command in a process of its own, or needs a data folder with a past, is slow; `make check` leaves it out.

    Files with a browser, which take longest, come first, and those that need the example last: it is being made meanwhile.
    """
    with_browser = {item.path for item in items if item.get_closest_marker("browser")}
    with_example = {item.path for item in items if _uses(item, "example_data")}
    items.sort(key=lambda item: (item.path not in with_browser, item.path in with_example))
    for item in items:
        if _uses(item, "command", "example_copy", "by_hand"):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin to make the example where a test needs it, and have what was imported never looked through for garbage again."""
    gc.collect()
    gc.freeze()
    first = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"
    if first and any(_uses(item, "example_data") for item in session.items):
        making = [sys.executable, "-m", "tests.example_folder", str(_example_cache(session.config))]
        subprocess.Popen(making, cwd=PROJECT, stdout=subprocess.DEVNULL)


def pytest_unconfigure() -> None:
    """Let go of it at the end, or DuckDB would say that it leaks."""
    gc.unfreeze()


def _uses(item: pytest.Item, *fixtures: str) -> bool:
    return not set(fixtures).isdisjoint(getattr(item, "fixturenames", ()))


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
    with example_folder(_example_cache(request.config)) as made:
        if not data_dir.exists():
            shutil.copytree(made, data_dir)
    return data_dir


def _example_cache(config: pytest.Config) -> Path:
    assert config.cache is not None
    return config.cache.mkdir("example")


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


def shown(data_dir: Path, *arguments: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The rows of `indicators show` by region, sector and period."""
    done = run_command("indicators", "show", *arguments, data_dir=data_dir)
    assert done.returncode == 0, done.stderr
    return {(row["regiocode"], row["sector"], row["periode"]): row for row in csv.DictReader(io.StringIO(done.stdout))}
