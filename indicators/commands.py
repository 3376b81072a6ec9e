"""The commands that explain figures: what changed, what a refresh did, which regions are alike, and how a figure came about."""

import json
import sys
from collections.abc import Callable
from typing import TypeVar

import click
import pandas as pd

from indicators.agenda import WrongAgenda
from indicators.comparable import as_json, comparable
from indicators.contributions import explain
from indicators.derivation import derivation
from indicators.export import to_csv, to_json
from indicators.figures import configured_versions
from indicators.plain_text import comparable_text, derivation_text, explanation_text
from indicators.query import BadQuestion
from indicators.revisions import indicator_changes
from indicators.sectors import UnknownDefinition
from indicators.vintages import figures_on
from ingest.settings import ConfigurationError
from warehouse.versions import NothingPublished, UnknownVersion

Answer = TypeVar("Answer")

stand_option = click.option("--stand", metavar="DATUM", help="Zoals de cijfers op deze dag stonden, bijvoorbeeld 2026-03-01.")
techniek_option = click.option("--techniek", help="Definitie van Techniek uit agenda/focus_sectors.toml.")
_form_option = click.option("--vorm", type=click.Choice(["tekst", "csv", "json"]), default="tekst", show_default=True)


@click.command("explain", help="Wat veranderde: de bijdrage van elke gemeente en elke sector aan de verandering.")
@click.argument("key", metavar="INDICATOR")
@click.option("--regio", required=True, help="Regiocode, zoals AM37.")
@click.option("--van", help="Periode van vergelijking, zoals 2022 of 2023-Q1 (standaard een jaar voor --tot).")
@click.option("--tot", help="Laatste periode (standaard de nieuwste).")
@click.option("--sector", default="totaal", show_default=True)
@techniek_option
@stand_option
@_form_option
def explain_command(
    key: str, regio: str, van: str | None, tot: str | None, sector: str, techniek: str | None, stand: str | None, vorm: str
) -> None:
    """Exit status 0; 2 for a question that cannot be answered; 1 when nothing is published yet."""
    found = answered(lambda: explain(figures_on(stand), key, regio, van, tot, sector, techniek))
    if vorm == "tekst":
        click.echo(explanation_text(found))
    else:
        write(found.table(), vorm)


@click.command("cells", help="Hoe is dit berekend: de formule, de invoer en de cellen van de bron achter één cijfer.")
@click.argument("key", metavar="INDICATOR")
@click.option("--regio", required=True, help="Regiocode, zoals AM37.")
@click.option("--periode", required=True, help="Zoals 2023, 2023-Q1 of 2023-03.")
@click.option("--sector", help="Sector (standaard die de indicator zelf toont).")
@techniek_option
@stand_option
@_form_option
def cells_command(
    key: str, regio: str, periode: str, sector: str | None, techniek: str | None, stand: str | None, vorm: str
) -> None:
    """Exit status 0; 2 for a figure that is not there; 1 when nothing is published yet."""
    found = answered(lambda: derivation(figures_on(stand), key, regio, periode, sector, techniek))
    if vorm == "tekst":
        click.echo(derivation_text(found))
    else:
        write(found.table(), vorm)


@click.command("changes", help="Welke cijfers tussen twee versies nieuw, herzien of vervallen zijn (standaard de twee nieuwste).")
@click.argument("old", required=False, metavar="[OUD]")
@click.argument("new", required=False, metavar="[NIEUW]")
@click.option("--regio", help="Alleen deze regio.")
@click.option("--vorm", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def changes_command(old: str | None, new: str | None, regio: str | None, vorm: str) -> None:
    """Exit status 0; 2 for an unknown version; 1 when nothing is published yet."""
    versions = answered(configured_versions)
    new = new or answered(versions.published)
    old = old or versions.before(new)
    if old is None:
        click.echo("Er is nog geen tweede versie om mee te vergelijken.", err=True)
        return
    before, after = old, new
    found = answered(lambda: indicator_changes(versions, before, after))
    found = found[found["regiocode"] == regio] if regio else found
    write(found, vorm)
    times = found["soort"].value_counts()
    counted = ", ".join(f"{times.get(kind, 0)} {kind}" for kind in ("nieuw", "herzien", "vervallen"))
    click.echo(f"{counted} tussen {old} en {new}", err=True)


@click.command("comparable", help="De vijf arbeidsmarktregio's die qua opbouw het meest op een regio lijken.")
@click.option("--regio", required=True, help="Code van een arbeidsmarktregio, zoals AM37.")
@click.option("--json", "as_document", is_flag=True, help="Als JSON.")
@stand_option
def comparable_command(regio: str, as_document: bool, stand: str | None) -> None:
    """Exit status 0; 2 for what is no arbeidsmarktregio; 1 when nothing is published yet."""
    found = answered(lambda: comparable(figures_on(stand), regio))
    click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1) if as_document else comparable_text(found))


COMMANDS = [explain_command, cells_command, changes_command, comparable_command]


def answered(question: Callable[[], Answer]) -> Answer:
    """The answer; a question that cannot be answered ends the program with status 2, one without any figures with 1."""
    try:
        return question()
    except (BadQuestion, UnknownDefinition, UnknownVersion, ConfigurationError, WrongAgenda) as error:
        raise click.UsageError(str(error)) from error
    except NothingPublished as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def write(table: pd.DataFrame, form: str) -> None:
    """Write a table to standard output, as csv or json."""
    sys.stdout.buffer.write(to_csv(table) if form == "csv" else to_json(table) + b"\n")
