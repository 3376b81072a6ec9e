"""`python -m ingest`: refresh, schedule, status, check, preview, add, undo, files and template."""

import os
import signal
import sys

from ingest import breaking_off

if __name__ == "__main__":
    breaking_off.at_once()
    # A signal ends the schedule with status 0, also during the imports that follow, which take seconds on a busy machine.
    if sys.argv[1:2] == ["schedule"]:
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, lambda *_: os._exit(0))  # nothing has begun that must end in good order

import json
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from ingest.command_words import Commands
from ingest.dataset import Dataset
from ingest.datasets import DATASETS, HAND_FILES, ON_REQUEST
from ingest.dutch import counted
from ingest.errors import IngestError
from ingest.files.adding import Given, Preview, add, file_of, undo
from ingest.files.hand_file import HandFile
from ingest.lock import the_only_schedule, writing
from ingest.refresh import Refreshed, inspected, log_untried, refresh
from ingest.run_log import RunLog
from ingest.run_words import check_lines, run_lines, status_table, steps
from ingest.settings import AGENDA, Settings
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.status import status
from ingest.system_words import in_words
from ingest.wire.cbs_roads import road_to_cbs
from ingest.wire.ckan import DATA_OVERHEID_API, Ckan
from ingest.wire.pdok import Pdok
from warehouse.build import Builder
from warehouse.preview import preview
from warehouse.versions import Versions

# A command imports what only it needs: the schedule starts a refresh often, and most find nothing new.


@click.group(cls=Commands, help="Cijfers ophalen bij CBS, UWV en de regio zelf.")
def main() -> None:
    """The commands of the data steward."""


@main.command("refresh", help="Kijk per dataset of de bron iets nieuws heeft, haal dat op, controleer het en publiceer het.")
@click.argument("names", nargs=-1, metavar="[DATASET ...]")
@click.option("--force", is_flag=True, help="Haal ook op wat niet veranderd is.")
@click.option("--example", is_flag=True, help="Gebruik voorbeeldcijfers; alleen zolang er geen echte cijfers zijn.")
@click.option("--or-example", is_flag=True, help="Gebruik voorbeeldcijfers als de bronnen onbereikbaar zijn en er nog niets is.")
@click.option("--accept-fewer", is_flag=True, help="Aanvaard dat de genoemde datasets korter zijn geworden.")
@click.option(
    "--wait", default=0, type=click.IntRange(min=0), metavar="SECONDEN", help="Wacht zo lang op wie al met de gegevens bezig is."
)
def refresh_command(names: tuple[str, ...], force: bool, example: bool, or_example: bool, accept_fewer: bool, wait: int) -> None:
    """Exit status 0 when all is current or refreshed, 1 when a source failed, 2 for wrong usage."""
    if accept_fewer and not names:
        raise click.UsageError("Noem bij --accept-fewer de datasets waarvoor dat geldt.")
    datasets, settings = _datasets(names, ended_too=example), Settings.from_environment()
    for name in () if example else filter(HAND_FILES.__contains__, names):
        page = HAND_FILES[name].page
        raise click.UsageError(f"{name} komt met de hand, van {page}. Gebruik `python -m ingest add {name} BESTAND`.")
    builder = _builder(settings, names if accept_fewer else ())
    with writing(settings.data_dir, wait, "een verversing"):
        if example and any(snapshot.receipt.example is False for name in DATASETS for snapshot in builder.store.of(name)):
            raise click.UsageError("Er zijn al echte cijfers; voorbeeldcijfers komen daar nooit bij. Kies een andere DATA_DIR.")
        sources = _example_sources() if example else _real_sources(settings)
        result = _run(datasets, sources, builder, settings, force)
        if or_example and result.publication.version is None:
            click.echo(
                "De bronnen zijn onbereikbaar en er is nog niets opgehaald: het dashboard krijgt VOORBEELDCIJFERS.", err=True
            )
            result = _run(list(DATASETS.values()), _example_sources(), builder, settings, force)
    sys.exit(0 if result.ok else 1)


@main.command("schedule", help="Blijf draaien en ververs op de tijden van agenda/schedule.toml.")
def schedule_command() -> None:
    """Exit status 0 on SIGTERM, SIGINT or SIGHUP; 1 where a schedule runs already, 2 for a timetable that cannot be."""
    from ingest.schedule import Schedule
    from ingest.timetable import timetable

    settings = Settings.from_environment()
    times = timetable(AGENDA / "schedule.toml", DATASETS)
    regular = [name for name in DATASETS if name not in HAND_FILES and (name not in ON_REQUEST or name in times.datasets)]
    with the_only_schedule(settings.data_dir):
        Schedule(times, times.slots(regular), settings.data_dir, lambda line: click.echo(line, err=True)).run()


@main.command("status", help="Eén regel per dataset: hoe de laatste poging ging en wanneer er nieuwe cijfers komen.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def status_command(as_json: bool) -> None:
    """Exit status 0."""
    found = status(DATASETS.values(), RunLog(Settings.from_environment().data_dir))
    if as_json:
        click.echo(json.dumps([row.as_json() for row in found], ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(status_table(found)))


@main.command("check", help="Vergelijk elke declaratie met wat de bron nu aanbiedt, zonder cijfers op te halen.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def check_command(as_json: bool) -> None:
    """Exit status 0 when all fit, 1 otherwise."""
    sources = _real_sources(Settings.from_environment())
    rows = [inspected(dataset, sources) for dataset in DATASETS.values()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(line for row in rows for line in check_lines(row)))
    sys.exit(0 if all(row["fits"] for row in rows) else 1)


@main.command("add", help="Neem een bestand dat u downloadde of invulde als nieuwe cijfers van DATASET.")
@click.argument("name", metavar="DATASET")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--mapping", metavar="NAAM", help="Lees met deze kolomindeling, of geef een nieuwe deze naam.")
@click.option("--accept", is_flag=True, help="Aanvaard het voorstel hoe de koppen worden gelezen, zonder te vragen.")
@click.option("--accept-fewer", is_flag=True, help="Aanvaard dat er minder cijfers overblijven dan er waren.")
@click.option("--after", metavar="VERSIE", help="Doe het alleen als deze versie, waarmee vergeleken is, nog de laatste is.")
def add_command(name: str, file: Path, mapping: str | None, accept: bool, accept_fewer: bool, after: str | None) -> None:
    """Exit status 0, or 1 with what is wrong in each row and nothing changed."""
    dataset, settings = _hand_file(name), Settings.from_environment()

    def accepted(preview: Preview) -> bool:
        if not accept and not sys.stdin.isatty():
            return False
        click.echo("\n".join(preview.lines), err=True)
        return accept or click.confirm(f"Klopt dit? Dan wordt het onthouden als '{preview.name}'", err=True)

    with writing(settings.data_dir, what="het toevoegen van een bestand"):
        builder = _builder(settings, [name] if accept_fewer else ())
        if after and after != (head := builder.versions.head()):
            raise IngestError(f"Na versie {after} is er al een nieuwere gemaakt: {head}. Bekijk het bestand opnieuw.")
        given = Given(dataset, file, AGENDA, mapping)
        added = add(given, builder.store, RunLog(settings.data_dir), builder.publish, accepted)
    for skipped in added.skipped:
        click.echo(f"{'Let op' if skipped.read else 'Overgeslagen'}: {skipped}", err=True)
    if added.learnt:
        click.echo(f"De kolomindeling is onthouden als agenda/mappings/{name}/{added.learnt}.toml.", err=True)
    if added.repeated:
        same = f"hetzelfde bestand telde al mee: {file_of(added.repeated)}"
        click.echo(f"Let op: {same}. Was dat niet de bedoeling, neem dit dan terug: `python -m ingest undo {name}`.", err=True)
    rows = counted(added.attempt.rows or 0, "rij", "rijen")
    click.echo(f"{file.name} is toegevoegd aan {name}: {rows}.{builder.versions.waits}", err=True)


@main.command("preview", help="Bekijk als JSON wat `add` met een bestand zou doen: fouten per rij, en oude tegen nieuwe cijfers.")
@click.argument("name", metavar="DATASET")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@click.option("--mapping", metavar="NAAM", help="Lees met deze kolomindeling, of geef een nieuwe deze naam.")
def preview_command(name: str, file: Path, mapping: str | None) -> None:
    """Exit status 0 when `add` takes the file, with its headers read as proposed where they are new; 1 when it has mistakes or
    leaves less than there was. Nothing changes."""
    dataset, settings = _hand_file(name), Settings.from_environment()
    with writing(settings.data_dir, what="het bekijken van een bestand"):
        found = preview(Given(dataset, file, AGENDA, mapping), _builder(settings))
    click.echo(msgspec.json.encode(found).decode())
    sys.exit(0 if found.good and not found.fewer else 1)


@main.command("undo", help="Neem het laatste bestand van DATASET terug: het vorige geldt weer. Er gaat niets verloren.")
@click.argument("name", metavar="DATASET")
@click.option("--taken", metavar="TIJD", help="Doe het alleen als het laatste bestand op dit moment is toegevoegd (UTC).")
def undo_command(name: str, taken: str | None) -> None:
    """Exit status 0, or 1 when there is nothing to take back and nothing changed."""
    dataset, settings = _hand_file(name), Settings.from_environment()
    with writing(settings.data_dir, what="het terugnemen van een bestand"):
        builder, log = _builder(settings, [name]), RunLog(settings.data_dir)
        if taken and [each.receipt.taken.isoformat() for each in builder.store.of(name)][-1:] != [taken]:
            raise IngestError("Het laatste bestand is intussen een ander; er is niets veranderd. Kijk opnieuw en kies dan.")
        last, before = undo(dataset, builder.store, log, builder.publish, builder.built_from())
        for said in log_untried(builder.made, log):  # what remains may not be readable either
            click.echo(said, err=True)
    now = f"nu geldt weer {file_of(before)}" if before else f"{name} heeft nu geen bestand meer"
    click.echo(f"Teruggenomen: {file_of(last)}; {now}.{builder.versions.waits}", err=True)


@main.command("files", help="De bestanden die ooit aan DATASET zijn toegevoegd, met wie ze gaf en wat ervan is teruggenomen.")
@click.argument("name", metavar="DATASET")
def files_command(name: str) -> None:
    """Exit status 0."""
    store = SnapshotStore(Settings.from_environment().data_dir)
    for snapshot in store.ever_of(_hand_file(name).name):
        state = "teruggenomen" if store.is_withdrawn(snapshot) else "voorbeeld" if snapshot.receipt.example else "telt mee"
        (origin,) = snapshot.receipt.origins
        click.echo(f"{state:13} {file_of(snapshot)}: {counted(origin.rows, 'rij', 'rijen')}, {origin.title}")


@main.command("template", help="Maak een leeg bestand (.csv of .xlsx) met de kolommen van DATASET.")
@click.argument("name", metavar="DATASET")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
def template_command(name: str, file: Path) -> None:
    """Exit status 0; 1 when it cannot be written, 2 when the file exists already or has another ending."""
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError(f"{file} moet eindigen op .csv of .xlsx.")
    if file.exists():
        raise click.UsageError(f"{file} bestaat al. Kies een andere naam.")
    from ingest.files.template import template

    try:
        file.write_bytes(template(_hand_file(name), file.name))
    except OSError as error:
        raise click.ClickException(f"{file} is niet te maken: {file.parent} {in_words(error)}. Kies een andere map.") from error
    click.echo(f"Vul {file} in en voeg het toe met `python -m ingest add {name} {file}`.", err=True)


def _builder(settings: Settings, accept_fewer: Iterable[str] = ()) -> Builder:
    """What makes versions of the snapshots; the datasets that are named may hold fewer figures than before."""
    return Builder(SnapshotStore(settings.data_dir), Versions(settings.data_dir), DATASETS, frozenset(accept_fewer))


def _run(datasets: list[Dataset], sources: Sources, builder: Builder, settings: Settings, force: bool) -> Refreshed:
    with steps() as tell:
        result = refresh(datasets, sources, builder.store, RunLog(settings.data_dir), builder.publish, force, tell)
    click.echo("\n".join(run_lines(result)), err=True)
    return result


def _datasets(names: tuple[str, ...], ended_too: bool = False) -> list[Dataset]:
    if unknown := [name for name in names if name not in DATASETS]:
        raise click.UsageError(f"Onbekende dataset: {', '.join(unknown)}. Er zijn: {', '.join(DATASETS)}.")
    return [DATASETS[name] for name in dict.fromkeys(names or DATASETS) if names or ended_too or name not in ON_REQUEST]


def _hand_file(name: str) -> HandFile:
    if name not in HAND_FILES:
        raise click.UsageError(f"Voor {name!r} is geen bestand nodig of mogelijk. Er zijn: {', '.join(HAND_FILES)}.")
    return HAND_FILES[name]


def _example_sources() -> Sources:
    from ingest.example.sources import example_sources

    return example_sources(AGENDA)


def _real_sources(settings: Settings) -> Sources:
    cbs, web = road_to_cbs(settings)
    return Sources(
        cbs,
        AGENDA,
        web.traffic,
        open_data=Ckan(settings.data_overheid_url, web, DATA_OVERHEID_API),
        pdok=Pdok(settings.pdok_url, web) if settings.pdok_url else None,
        duo=Ckan(settings.duo_url, web) if settings.duo_url else None,
    )


if __name__ == "__main__":
    main()
