"""The actions on the figures: refresh, have readers see another version, compare, prune."""

from pages.components import dutch
from pages.stewardship.guard import Deed, guarded
from pages.stewardship.roles import Action
from warehouse import steering
from warehouse.revisions import Change, changes
from warehouse.runs import StartedRun, StartedRuns
from warehouse.versions import Versions


@guarded(Action.SEE_RUNS, quiet=True)
def started_runs(deed: Deed) -> list[StartedRun]:
    """The refreshes that people started, newest first, with all they said."""
    return StartedRuns(deed.data_dir).all()


@guarded(Action.REFRESH)
def start_refresh(deed: Deed, datasets: list[str]) -> str:
    """Start a refresh of some datasets (none named: all), in a process of its own; its end is recorded when it comes."""
    versions = Versions(deed.data_dir)
    deed.subject, deed.old, deed.outcome = ", ".join(datasets) or "alle onderwerpen", versions.current() or "", "begonnen"

    def over(run: StartedRun) -> None:
        deed.new = versions.current() or ""
        deed.record("gelukt" if run.ok else "mislukt", run.message)

    return StartedRuns(deed.data_dir).start(deed.who.name, datasets, over)


@guarded(Action.SHOW_VERSION)
def show_version(deed: Deed, name: str, seen: str) -> None:
    """Have readers see another version. `seen` is the one that the steward saw as current: has that changed, nothing is done."""
    deed.subject, deed.old, deed.new = "versie voor lezers", seen, name
    steering.show_version(deed.data_dir, name, deed.who.name, seen)


@guarded(Action.COMPARE, quiet=True)
def compare_versions(deed: Deed, old: str, new: str) -> list[Change]:
    """Every figure that differs between two versions."""
    deed.subject = f"{old} tegen {new}"
    return list(changes(Versions(deed.data_dir), old, new))


@guarded(Action.PRUNE)
def prune_versions(deed: Deed, keep: int) -> list[str]:
    """Remove all but the newest versions; what readers see stays. Gives the names of those that are gone."""
    versions = Versions(deed.data_dir)
    deed.subject, deed.old = f"alle versies behalve de nieuwste {keep}", _how_many(versions)
    removed = steering.prune_versions(deed.data_dir, keep)
    deed.new, deed.message = _how_many(versions), f"Weg: {', '.join(removed) or 'geen'}"
    return removed


def _how_many(versions: Versions) -> str:
    return dutch.counted(len(versions.all()), "versie", "versies")
