"""Which snapshots count as gone: those that published figures come from, that are on disk no more and that nothing took over."""

from pathlib import Path

import pytest

from ingest.snapshot import Receipt, Snapshot
from ingest.snapshots import SnapshotStore
from ingest.stamps import moment_of
from tests.data_folder import JOBS, UWV
from warehouse.vanished import told, vanished
from warehouse.version_file import Source

FIRST, SECOND, THIRD = (f"2026010{day}T000000000000Z" for day in (1, 2, 3))


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """A store without any snapshot."""
    return SnapshotStore(tmp_path)


def sources(name: str, *keys: str) -> dict[str, Source]:
    """What published figures come from: these snapshots of a dataset."""
    return {f"{name}/{key}": Source(f"tabel {key[6:8]}", frozenset()) for key in keys}


def counting(store: SnapshotStore, name: str, *keys: str) -> list[Snapshot]:
    """The snapshots of a dataset that the next figures are made of."""
    return [Snapshot(store.root / name / key, Receipt(name, moment_of(key), False, "", [], [])) for key in keys]


def test_what_a_newer_snapshot_took_the_place_of_is_not_gone(store: SnapshotStore) -> None:
    known = sources("jobs", THIRD, SECOND, FIRST)
    assert list(vanished(JOBS, known, counting(store, "jobs", SECOND), store)) == [f"jobs/{THIRD}"]
    assert list(vanished(JOBS, known, counting(store, "jobs", FIRST, THIRD), store)) == []
    assert list(vanished(JOBS, known, [], store)) == [f"jobs/{key}" for key in (FIRST, SECOND, THIRD)]


def test_of_files_that_add_up_an_older_one_is_gone_as_well(store: SnapshotStore) -> None:
    known = sources(UWV.name, THIRD, SECOND, FIRST)
    gone = vanished(UWV, known, counting(store, UWV.name, SECOND), store)
    assert list(gone) == [f"{UWV.name}/{FIRST}", f"{UWV.name}/{THIRD}"]


def test_a_snapshot_of_another_dataset_or_one_that_was_taken_back_is_not_gone(store: SnapshotStore) -> None:
    withdrawn = store.root / "jobs" / "withdrawn" / SECOND
    withdrawn.parent.mkdir(parents=True)
    withdrawn.touch()
    known = sources("jobs", FIRST, SECOND) | sources("jobs-old", THIRD)
    assert vanished(JOBS, known, [], store) == sources("jobs", FIRST)


def test_what_is_gone_is_told_with_what_to_do_and_how_many_more_there_are(store: SnapshotStore) -> None:
    one, two, three = (sources("jobs", *keys) for keys in ((FIRST,), (FIRST, SECOND), (FIRST, SECOND, THIRD)))
    said = f"Momentopname {store.root}/jobs/{FIRST} (tabel 01) is verdwenen; de cijfers eruit blijven zoals ze waren."
    again = "Haal de bron opnieuw op: `python -m ingest refresh jobs --force`."
    assert told(JOBS, {}, store) == ""
    assert told(JOBS, one, store) == f"{said} {again}"
    assert told(JOBS, two, store) == f"{said} En nog 1 andere. {again}"
    assert told(JOBS, three, store) == f"{said} En nog 2 andere. {again}"
    by_hand = told(UWV, sources(UWV.name, FIRST), store)
    assert f"`python -m ingest add {UWV.name} BESTAND`. Hebt u het niet meer" in by_hand
    assert f"`python -m ingest add {UWV.name} BESTAND --accept-fewer`: wat alleen" in by_hand
