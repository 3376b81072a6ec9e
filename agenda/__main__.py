"""`python -m agenda`: check the files of the agenda, export them, or lay down an empty agenda for another region."""

from ingest import breaking_off

if __name__ == "__main__":
    breaking_off.at_once()

import sys
from pathlib import Path

import click

from indicators.agenda_check import agenda_problems
from indicators.commands import answered
from indicators.figures import Figures, current_figures
from indicators.programme.export import NAMES, records_csv
from indicators.programme.new_region import CannotLayDown, lay_down
from indicators.programme.programme import programme
from ingest.command_words import Commands, NewPath
from ingest.dutch import counted
from ingest.settings import AGENDA, ConfigurationError
from warehouse.versions import NothingPublished


@click.group(cls=Commands, help="De agenda van de regio: controleren, meenemen, of een lege agenda voor een andere regio.")
def main() -> None:
    """The commands about the folder agenda/."""


@main.command("new", help="Leg een lege, geldige agenda neer voor een andere arbeidsmarktregio, zoals AM18.")
@click.argument("code", metavar="REGIO")
@click.argument("folder", metavar="MAP", type=NewPath())
def new_command(code: str, folder: Path) -> None:
    """Exit status 0; 2 for an unknown region or a folder that is not empty; 1 when the published version is damaged."""
    try:
        written = answered(lambda: lay_down(code.upper(), folder, _published()))
    except CannotLayDown as error:
        raise click.UsageError(str(error)) from error
    edit = "Vul region.toml, focus_sectors.toml en pillars.toml aan (zie docs/another-region.md)"
    click.echo(f"{len(written)} bestanden staan in {folder}. {edit} en start met AGENDA_DIR={folder}")


@main.command("check", help="Controleer alle bestanden van de agenda; noemt bestand, regel en veld.")
@click.argument("folder", metavar="[MAP]", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
def check_command(folder: Path | None) -> None:
    """Exit status 0 when all is well, 1 otherwise."""
    problems = answered(lambda: agenda_problems(folder or AGENDA, _published()))
    for problem in problems:
        click.echo(problem)
    click.echo(f"{counted(len(problems), 'fout', 'fouten')} gevonden." if problems else "Alles in orde.", err=True)
    sys.exit(1 if problems else 0)


@main.command("export", help="Schrijf alle bestanden van het programma als CSV naar een map.")
@click.argument("folder", metavar="MAP", type=NewPath(file_okay=False))
def export_command(folder: Path) -> None:
    """Exit status 0."""
    found = programme()
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (folder / f"{name}.csv").write_bytes(records_csv(name, found.records(name)))
    click.echo(f"{len(NAMES)} bestanden staan in {folder}.")


def _published() -> Figures | None:
    """The published figures, or None: an agenda can be laid down and checked before there are any."""
    try:
        return current_figures()
    except (NothingPublished, ConfigurationError):
        return None


if __name__ == "__main__":
    main()
