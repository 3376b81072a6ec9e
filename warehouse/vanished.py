"""Snapshots that published figures come from and that are on disk no more: what they were, what to say and how one comes back."""

from collections.abc import Mapping, Sequence

from ingest.dataset import Dataset
from ingest.files.hand_file import HandFile
from ingest.snapshot import Snapshot
from ingest.snapshots import SnapshotStore
from warehouse.version_file import Source


def vanished(
    dataset: Dataset, sources: Mapping[str, Source], counting: Sequence[Snapshot], store: SnapshotStore
) -> dict[str, Source]:
    """The snapshots that published figures of a dataset come from and that are gone, by `<dataset>/<key>`, oldest first.

    `sources` are the snapshots that the figures of the version before come from, `counting` those that the next one is made of. A
    snapshot that was taken back is not gone, nor is one that a newer snapshot takes the place of.
    """
    newest = max((snapshot.place for snapshot in counting), default="")
    here = {snapshot.place for snapshot in counting}
    return {
        place: sources[place]
        for place in sorted(sources)
        if place.startswith(f"{dataset.name}/")
        and place not in here
        and not store.has(place)
        and (dataset.accumulates or place > newest)
    }


def told(dataset: Dataset, gone: Mapping[str, Source], store: SnapshotStore) -> str:
    """What is gone and what to do, in a sentence; empty where nothing is."""
    if not gone:
        return ""
    first, *others = gone
    more = f" En nog {len(others)} andere." if others else ""
    said = (
        f"Momentopname {store.root / first} ({gone[first].tables}) is verdwenen; de cijfers eruit blijven zoals ze waren.{more} "
    )
    if not isinstance(dataset, HandFile):
        return f"{said}Haal de bron opnieuw op: `python -m ingest refresh {dataset.name} --force`."
    add = f"`python -m ingest add {dataset.name} BESTAND"
    return (
        f"{said}Voeg het bestand opnieuw toe, dan komt het op zijn plaats terug: {add}`. Hebt u het niet meer, voeg dan een "
        f"ander bestand toe met {add} --accept-fewer`: wat alleen in het verdwenen bestand stond, vervalt dan."
    )


def in_place(
    fresh: Mapping[str, Snapshot], datasets: Mapping[str, Dataset], sources: Mapping[str, Source], store: SnapshotStore
) -> dict[str, Snapshot]:
    """The new snapshots of files that were added before and whose snapshot is gone, each as a draft in the place of that one."""
    placed = {}
    for name, snapshot in fresh.items():
        brought = {origin.sha256 for origin in snapshot.receipt.origins}
        gone = vanished(datasets[name], sources, [], store) if datasets[name].accumulates else {}
        if place := next((place for place, source in gone.items() if source.sha256s == brought), None):
            placed[name] = store.in_place_of(snapshot, place)
    return placed
