"""What a person decides about versions: which one readers see, and how many are kept. Done while holding the lock."""

from pathlib import Path

from ingest.errors import IngestError
from ingest.lock import writing
from warehouse.revisions import OtherTables
from warehouse.runs import AlreadyRunning
from warehouse.versions import NothingPublished, UnknownVersion, Versions

FEWEST = 2  # without the version before, nobody can go back


class SeenAnother(Exception):
    """Readers see another version than the one that a person decided upon; the sentence says which."""


# What tells itself, in a sentence for people that ends with what to do.
TELLS_ITSELF = (IngestError, AlreadyRunning, NothingPublished, OtherTables, SeenAnother, UnknownVersion)


def show_version(data_dir: Path, name: str, by: str, seen: str | None = None) -> str | None:
    """Have readers see a version; gives the one that they saw before.

    `seen` is the version that the person saw as the current one. Raises SeenAnother when it is not (any more), UnknownVersion
    and Busy; then nothing has changed.
    """
    versions = Versions(data_dir)
    with writing(data_dir, what="het kiezen van een versie"):
        if seen is not None and versions.current() != seen:
            raise SeenAnother(f"Lezers zien intussen versie {versions.current()}. Kijk opnieuw en kies dan.")
        return versions.show(name, by)


def prune_versions(data_dir: Path, keep: int) -> list[str]:
    """Remove all but the newest versions, at least FEWEST; what readers see stays. Gives the names of those that are gone."""
    if keep < FEWEST:
        raise IngestError(f"Bewaar minstens {FEWEST} versies: zonder de vorige kunt u niet terug.")
    with writing(data_dir, what="het opruimen van versies"):
        return Versions(data_dir).prune(keep)
