"""`python -m warehouse`: build, versions, show, diff, prune, export, backup and restore."""

from ingest import breaking_off

if __name__ == "__main__":
    breaking_off.at_once()

import csv
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import duckdb

from ingest.command_words import Commands, NewPath
from ingest.dutch import counted
from ingest.errors import IngestError
from ingest.home import home
from ingest.lock import writing
from ingest.run_log import RunLog
from ingest.settings import AGENDA, Settings
from ingest.snapshots import SnapshotStore
from warehouse.audit import AuditLog, Record
from warehouse.backup import backup, restore
from warehouse.export import export
from warehouse.revisions import OtherTables, changes
from warehouse.versions import KEEP, NothingPublished, UnknownVersion, Versions

# The agenda is read on import of what knows the datasets. Only the commands that need it import that: `restore` brings it.


@click.group(cls=Commands, help="Versies van de cijfers: opnieuw bouwen, vergelijken, opruimen, uitvoeren.")
def main() -> None:
    """The commands about warehouse versions."""


@main.command("build", help="Bouw een nieuwe versie uit de momentopnamen en publiceer die.")
def build_command() -> None:
    """Exit status 0 when a version was published, 1 otherwise."""
    settings = Settings.from_environment()
    with _reporting(), writing(settings.data_dir, what="het bouwen van een versie"):
        _build(settings.data_dir)


def _build(data_dir: Path) -> None:
    from ingest.datasets import DATASETS
    from ingest.refresh import log_untried
    from warehouse.build import Builder

    publication = Builder(SnapshotStore(data_dir), Versions(data_dir), DATASETS).publish({}, force=True)
    for said in log_untried(publication, RunLog(data_dir)):
        click.echo(said, err=True)
    if publication.problem or publication.version is None:
        click.echo(publication.problem or str(NothingPublished()), err=True)
        sys.exit(1)
    click.echo(publication.told, err=True)


@main.command("show", help="Laat lezers VERSIE zien: een oudere (die blijft dan staan tot u vooruit gaat) of weer de nieuwste.")
@click.argument("name", metavar="VERSIE")
def show_command(name: str) -> None:
    """Exit status 0; 1 when someone is at work, 2 for an unknown version."""
    from warehouse.steering import show_version

    data_dir, who = Settings.from_environment().data_dir, f"{os.environ.get('USER') or os.getuid()} op {socket.gethostname()}"
    versions = Versions(data_dir)
    try:
        with _reporting():
            before = show_version(data_dir, name, who)
    except UnknownVersion as error:
        raise click.UsageError(str(error)) from error
    AuditLog(data_dir).add(Record.now(who, "", "versie tonen", "versie voor lezers", before or "", name, "gelukt"))
    kept = "Wat hierna wordt opgehaald, wacht tot u vooruit gaat." if versions.held() else "Nieuwe versies komen weer vanzelf."
    click.echo(f"Lezers zien nu versie {name}. {kept}", err=True)


@main.command("versions", help="De versies, oudste eerst; * is wat lezers nu zien.")
def versions_command() -> None:
    """Exit status 0."""
    for version in _versions().all():
        size = version.path.stat().st_size / 1e6
        click.echo(f"{'*' if version.current else ' '} {version.name}  {version.built:%d-%m-%Y %H:%M} UTC  {size:7.1f} MB")
    if _versions().held():
        click.echo("Lezers zien een oudere versie, want die is teruggezet. Nieuwe versies wachten.", err=True)


@main.command("diff", help="Nieuwe, herziene en vervallen cijfers tussen twee versies, als CSV (standaard de twee nieuwste).")
@click.argument("old", required=False, metavar="[OUD]")
@click.argument("new", required=False, metavar="[NIEUW]")
def diff_command(old: str | None, new: str | None) -> None:
    """Exit status 0; 1 when the versions have other tables; 2 for an unknown version."""
    versions = _versions()
    new = new or versions.head()
    old = old or (versions.before(new) if new else None)
    if not old or not new:
        click.echo("Er is nog geen tweede versie om mee te vergelijken.", err=True)
        return
    writer, count = csv.writer(sys.stdout, lineterminator="\n"), 0
    try:
        with _reporting():
            for count, change in enumerate(changes(versions, old, new), start=1):
                if count == 1:
                    writer.writerow(_CHANGE.values())
                writer.writerow([getattr(change, field) for field in _CHANGE])
    except UnknownVersion as error:
        raise click.UsageError(str(error)) from error
    except OtherTables as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    if not count:
        writer.writerow(_CHANGE.values())
    click.echo(f"{counted(count, 'verschil', 'verschillen')} tussen {old} en {new}", err=True)


@main.command("prune", help="Bewaar alleen de nieuwste versies; de gepubliceerde blijft altijd.")
@click.option("--keep", default=KEEP, show_default=True, type=click.IntRange(min=1), metavar="AANTAL", help="Hoeveel er blijven.")
def prune_command(keep: int) -> None:
    """Exit status 0."""
    settings = Settings.from_environment()
    with _reporting(), writing(settings.data_dir, what="het opruimen van versies"):
        removed = Versions(settings.data_dir).prune(keep)
    click.echo(f"{counted(len(removed), 'versie', 'versies')} verwijderd", err=True)


@main.command("export", help="Schrijf de gepubliceerde versie als Parquet-bestanden met een beschrijving naar MAP.")
@click.argument("folder", metavar="MAP", type=NewPath(file_okay=False))
def export_command(folder: Path) -> None:
    """Exit status 0; 1 when nothing is published."""
    with _reporting():
        for path in export(_versions(), folder):
            click.echo(path)


@main.command("backup", help="Bewaar in BESTAND (.tar.gz) alles wat niet opnieuw op te halen is, en de map agenda/.")
@click.argument("file", metavar="BESTAND", type=NewPath(dir_okay=False))
@click.option(
    "--versions", "with_versions", is_flag=True, help="Bewaar ook de eerdere versies; anders wordt er één opnieuw gebouwd."
)
@click.option(
    "--wait",
    default=600,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="SECONDEN",
    help="Wacht zo lang op wie met de gegevens bezig is.",
)
def backup_command(file: Path, with_versions: bool, wait: int) -> None:
    """Exit status 0; 1 when it could not be made, 2 without an agenda."""
    home()  # without an agenda there would be none in the back-up
    settings = Settings.from_environment()
    with _reporting(), writing(settings.data_dir, wait, "een back-up"):
        contents = backup(settings.data_dir, AGENDA, file, with_versions)
    click.echo(f"{file}: {counted(len(contents.files), 'bestand', 'bestanden')}, {file.stat().st_size / 1e6:.1f} MB", err=True)


@main.command("restore", help="Zet een back-up terug in een lege DATA_DIR en bouw daaruit een versie.")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path, dir_okay=False))
def restore_command(file: Path) -> None:
    """Exit status 0; 1 when the backup is not whole or the folder not empty, and nothing changed."""
    settings = Settings.from_environment()
    with _reporting(), writing(settings.data_dir, what="het terugzetten van een back-up"):
        for kept in restore(file, settings.data_dir, AGENDA):
            click.echo(f"Dit bestand was anders en is bewaard als {kept}", err=True)
        versions = Versions(settings.data_dir)
        if versions.current() is None:
            _build(settings.data_dir)
        elif versions.held():
            click.echo(
                f"Lezers zien versie {versions.current()}, want die was teruggezet toen de back-up werd gemaakt. Nieuwe versies "
                f"wachten. Ga vooruit met `python -m warehouse show {versions.head()}`.",
                err=True,
            )


# What is told of a change, and what that is called in the CSV.
_CHANGE = {
    "kind": "soort", "dataset": "dataset", "measure": "grootheid", "region": "regiocode", "sector": "sector", "period": "periode",
    "old": "oud", "new": "nieuw", "old_status": "status_oud", "new_status": "status_nieuw", "work": "werkregio",
}  # fmt: skip


@contextmanager
def _reporting() -> Iterator[None]:
    """What people must know becomes a sentence on standard error and exit status 1."""
    try:
        yield
    except (IngestError, NothingPublished) as error:
        click.echo(str(error), err=True)
    except duckdb.Error as error:
        click.echo(
            f"Een versie is niet te lezen of past niet op de schijf ({str(error).splitlines()[0]}). Maak ruimte op de schijf, "
            "of maak een nieuwe versie met `python -m warehouse build`.",
            err=True,
        )
    else:
        return
    sys.exit(1)


def _versions() -> Versions:
    return Versions(Settings.from_environment().data_dir)


if __name__ == "__main__":
    main()
