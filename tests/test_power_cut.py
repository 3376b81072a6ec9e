"""What was reported as done is on disk: each file before the step that makes it count, and each step before the report."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.files.adding import undo
from ingest.files.mapping import ColumnMapping, to_be_saved
from tests.data_folder import UWV, UWV_HEADER, DataFolder

OF_2022 = "AM37;2022-Q1;totaal;2022\n"


class Power:
    """What was written to disk and what was moved to its place, in order."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.steps = folder, list[tuple[str, str]]()
        self._replace = os.replace
        patch.setattr(os, "fsync", self._seen)
        patch.setattr(os, "replace", self._moved)

    def _seen(self, handle: int) -> None:
        self.steps.append(("written", self._name(Path(f"/proc/self/fd/{handle}").readlink())))

    def _moved(self, source: Path, target: Path) -> None:
        self.steps.append(("moved", self._name(target)))
        self._replace(source, target)

    def _name(self, path: str | Path) -> str:
        return os.path.relpath(path, self.folder)

    def before(self, step: str) -> set[str]:
        """The last names of what was written before a file or folder was moved to its place."""
        return {Path(name).name for kind, name in self.steps[: self.steps.index(("moved", step))] if kind == "written"}

    def after(self, step: str) -> list[str]:
        """What was written since."""
        return [name for kind, name in self.steps[self.steps.index(("moved", step)) + 1 :] if kind == "written"]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with one file that came by hand."""
    folder = DataFolder(tmp_path / "data", UWV)
    folder.add(UWV.name, "2021.csv", f"{UWV_HEADER}AM37;2021-Q1;totaal;2021\n")
    return folder


@pytest.fixture
def power(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Power]:
    """Looks at what is written to disk from then on."""
    return lambda: Power(folder.folder, monkeypatch)


@pytest.mark.slow
def test_a_file_that_was_added_is_whole_on_disk_before_it_counts_and_its_place_before_it_is_told(
    folder: DataFolder, power: Callable[[], Power]
) -> None:
    seen = power()
    folder.add(UWV.name, "2022.csv", f"{UWV_HEADER}{OF_2022}")
    newest = folder.store.of(UWV.name)[-1]
    place = f"snapshots/{newest.place}"
    assert {"2022.csv.zst", "layout.json.zst", "receipt.json"} <= seen.before(place)
    assert any(name.startswith(f"{UWV.name}-") for name in seen.before(place))  # the folder in which it was made
    assert {f"snapshots/{UWV.name}", "snapshots"} <= set(seen.after(place))


@pytest.mark.slow
def test_what_was_taken_back_is_marked_on_disk(folder: DataFolder, power: Callable[[], Power]) -> None:
    folder.add(UWV.name, "2022.csv", f"{UWV_HEADER}{OF_2022}")
    seen = power()
    last, _ = undo(UWV, folder.store, folder.log, folder.builder([UWV.name]).publish)
    marks = f"snapshots/{UWV.name}/withdrawn"
    assert [name for _, name in seen.steps][:3] == [f"{marks}/{last.receipt.key}", marks, f"snapshots/{UWV.name}"]


def test_a_file_that_came_back_in_its_place_is_on_disk(folder: DataFolder, power: Callable[[], Power]) -> None:
    damaged = folder.store.of(UWV.name)[-1].folder / "2021.csv.zst"
    damaged.write_bytes(b"x")
    seen = power()
    folder.add(UWV.name, "2021.csv", f"{UWV_HEADER}AM37;2021-Q1;totaal;2021\n")
    place = str(damaged.relative_to(folder.folder))
    assert ".2021.csv.zst.part" in seen.before(place)
    assert str(Path(place).parent) in seen.after(place)


@pytest.mark.slow
def test_a_version_that_waits_is_noted_on_disk_before_it_is_there(folder: DataFolder, power: Callable[[], Power]) -> None:
    folder.add(UWV.name, "2022.csv", f"{UWV_HEADER}{OF_2022}")
    folder.versions.show(folder.versions.all()[0].name, "bea")
    seen = power()
    folder.add(UWV.name, "2023.csv", f"{UWV_HEADER}AM37;2023-Q1;totaal;2023\n")
    newest = folder.versions.all()[-1]
    assert folder.versions.held()
    assert "version_moves.jsonl" in seen.before(f"versions/{newest.path.name}")


def test_a_mapping_that_was_learnt_is_on_disk(tmp_path: Path, folder: DataFolder, power: Callable[[], Power]) -> None:
    seen = power()
    with to_be_saved(tmp_path, UWV.name, "download", ColumnMapping({"regiocode": "AMR"})):
        pass
    assert [Path(name).name for kind, name in seen.steps if kind == "written"] == [".download.toml.part", UWV.name]
