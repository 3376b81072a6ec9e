"""The page about the sources: every table, how the last refresh went, and what is late."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.datasets import DATASETS
from ingest.run_log import Attempt, RunLog
from tests.example_folder import refresh_failed
from tests.visits import seen, visit


def late(*names: str) -> Callable[[Path], None]:
    """The last success of these was years ago."""
    facts = {"seconds": 1.0, "requests": 1, "bytes": 0, "rows": 9, "source_modified": "2020-02-01"}

    def happened(data_dir: Path) -> None:
        for name in names:
            RunLog(data_dir).add(Attempt(name, "", datetime(2020, 2, 1, tzinfo=UTC), "refreshed", "", **facts))

    return happened


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (lambda data_dir: None, "Bij de laatste verversing is alles gelukt."),
        (refresh_failed, f"Bij de laatste verversing ging iets mis bij: {DATASETS['participation'].label}."),
        (late("participation"), f"Te laat is: {DATASETS['participation'].label}."),
        (late("participation", "jobs"), f"Te laat zijn: {DATASETS['participation'].label}, {DATASETS['jobs'].label}."),
    ],
    ids=["all well", "one failed", "one late", "two late"],
)
def test_the_sources_page_names_every_table_and_says_how_the_last_refresh_went(
    example_data, tmp_path, monkeypatch, happened: Callable[[Path], None], said
):
    data_dir = Path(shutil.copytree(example_data, tmp_path / "data"))
    happened(data_dir)
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    found = seen(visit("bronnen.py"))
    assert said in found.text
    assert all(dataset.label in found.text for dataset in DATASETS.values())
