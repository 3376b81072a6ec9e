"""The commands but `show`: which indicators there are, what changed, which regions are alike, how a figure came about, alerts."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

import click
import pandas as pd

from indicators.absence import ONLY_YEARS, absence, left_out
from indicators.agenda import WrongAgenda
from indicators.ahead import work_out_ahead
from indicators.alert_log import AlertLog
from indicators.asking import MISSING, Question, stand_option, techniek_option
from indicators.comparable import as_json, comparable
from indicators.contributions import explain
from indicators.derivation import derivation
from indicators.export import to_csv, to_json
from indicators.figures import Figures, configured_versions, current_figures
from indicators.hidden import why_hidden
from indicators.plain_text import comparable_text, derivation_text, explanation_text
from indicators.query import BadQuestion, check_beforehand, known_region, series
from indicators.reach import in_words, reach
from indicators.registry import INDICATORS
from indicators.revisions import indicator_changes
from indicators.sectors import UnknownDefinition
from indicators.summary import summary
from indicators.vintages import figures_on
from ingest.dutch import counted
from ingest.errors import IngestError
from ingest.sectors import TOTAL
from ingest.settings import Settings
from warehouse.database_words import in_a_sentence
from warehouse.versions import NothingPublished, UnknownVersion

Answer = TypeVar("Answer")

_form_option = click.option("--vorm", type=click.Choice(["tekst", "csv", "json"]), default="tekst", show_default=True)


@click.command("explain", help="Wat veranderde: de bijdrage van elke gemeente en elke sector aan de verandering.")
@click.argument("key", metavar="INDICATOR")
@click.option("--regio", metavar="REGIO", required=True, help="Regiocode, zoals AM37.")
@click.option("--van", metavar="PERIODE", help="Periode van vergelijking, zoals 2022 of 2023-Q1 (standaard een jaar voor --tot).")
@click.option("--tot", metavar="PERIODE", help="Laatste periode (standaard de nieuwste).")
@click.option("--sector", metavar="SECTOR", default=TOTAL, show_default=True)
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
@click.option("--regio", metavar="REGIO", required=True, help="Regiocode, zoals AM37.")
@click.option("--periode", metavar="PERIODE", required=True, help="Zoals 2023, 2023-Q1 of 2023-03.")
@click.option("--sector", metavar="SECTOR", help="Sector (standaard die de indicator zelf toont).")
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
@click.option("--regio", metavar="REGIO", help="Alleen deze regio.")
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
    if regio:
        found = found[found["regiocode"] == regio]
        if found.empty:  # nothing changed there, or there is no such region
            answered(lambda: known_region(current_figures(), regio))
    write(found, vorm)
    times = found["soort"].value_counts()
    said = ", ".join(counted(int(times.get(kind, 0)), kind, kind) for kind in ("nieuw", "herzien", "vervallen"))
    click.echo(f"{said} tussen {old} en {new}", err=True)


@click.command("comparable", help="De vijf arbeidsmarktregio's die qua opbouw het meest op een regio lijken.")
@click.option("--regio", metavar="REGIO", required=True, help="Code van een arbeidsmarktregio, zoals AM37.")
@click.option("--json", "as_document", is_flag=True, help="Als JSON.")
@stand_option
def comparable_command(regio: str, as_document: bool, stand: str | None) -> None:
    """Exit status 0; 2 for what is no arbeidsmarktregio; 1 when nothing is published yet."""
    found = answered(lambda: comparable(figures_on(stand), regio))
    click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1) if as_document else comparable_text(found))


@click.command("list", help="Alle indicatoren: sleutel, naam, eenheid, definitie, bronnen en hoe ver ze reiken.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def list_command(as_json: bool) -> None:
    """Exit status 0; 1 when what is published cannot be read."""
    figures = _published()
    reached = answered(lambda: {key: reach(figures, key) if figures else [] for key in INDICATORS})
    rows = [summary(each) | {"reach": [asdict(part) for part in reached[key]]} for key, each in INDICATORS.items()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['key']:28} {row['label']} ({row['unit']})\n{'':28} {row['definition']}")
        click.echo(f"{'':28} {in_words(reached[str(row['key'])])}")


@click.command("prepare", help="Reken alle indicatoren vooruit uit, zodat een pagina of een vraag daar niet op hoeft te wachten.")
def prepare_command() -> None:
    """Exit status 0, also where it was done already; 1 when there is nothing to read or it cannot be kept."""
    figures = answered(current_figures)
    try:
        done = answered(lambda: work_out_ahead(figures))
    except (IngestError, OSError) as error:
        click.echo(f"Vooruit uitrekenen lukt niet, dus alles werkt, maar langzamer. {in_a_sentence(error)}", err=True)
        sys.exit(1)
    click.echo(f"Versie {figures.version} is {'nu' if done else 'al'} vooruit uitgerekend.", err=True)


@click.command("alerts", help="Geef meldingen over mislukte of late datasets en over drempels, elk één keer (ALERT_URLS).")
@click.option("--test", is_flag=True, help="Stuur alleen een proefbericht over elk kanaal.")
def alerts_command(test: bool) -> None:
    """Exit status 0; 1 when a channel did not deliver; 2 for rules or addresses that cannot be."""
    from indicators import alerts  # with ingest.notify, which no other command should wait for
    from ingest.notify import channels

    try:
        ruled, ways, data_dir = alerts.rules(), channels(), Settings.from_environment().data_dir
    except WrongAgenda as error:
        raise click.UsageError(str(error)) from error
    troubles = alerts.try_out(ways) if test else alerts.alert(data_dir, _published(), ruled, ways)
    for each in [] if test else AlertLog(data_dir).lasting().values():
        click.echo(f"{each.raised:%d-%m-%Y %H:%M} UTC  {each.event.title}: {each.event.message}")
    for trouble in troubles:
        click.echo(trouble, err=True)
    sys.exit(1 if troubles else 0)


def _published() -> Figures | None:
    """The published version, or None when there is none yet: a list of indicators needs no figures."""
    return answered(current_figures) if answered(configured_versions).current() else None


def show_series(asked: Question) -> None:
    """What `show` does with a question that is not answered at once."""

    def found() -> pd.DataFrame:
        check_beforehand(asked.key, asked.sectors, asked.van, asked.tot)  # first, as that can be told without any figure
        return series(figures_on(asked.stand), asked.key, asked.regions, asked.sectors, asked.van, asked.tot, asked.techniek)

    table = answered(found)
    figures, about = figures_on(asked.stand), INDICATORS[asked.key]
    why = left_out(figures, about, asked.techniek, asked.regions, asked.sectors, asked.van, asked.tot)
    if why or table.empty:
        click.echo(why or absence(figures, about, _years_alone(figures, asked)), err=True)
    if table["waarde"].isna().any() and (reason := why_hidden(about)):
        click.echo(MISSING.format(reason=reason), err=True)
    write(table, asked.vorm)


def _years_alone(figures: Figures, asked: Question) -> str:
    """That the years are why there are no figures, where there are some in others; else empty."""
    always = series(figures, asked.key, asked.regions, asked.sectors, techniek=asked.techniek)
    return ONLY_YEARS if always["waarde"].notna().any() else ""


def answered(question: Callable[[], Answer]) -> Answer:
    """The answer; a question that cannot be answered ends the program with status 2, one without any figures with 1."""
    try:
        return question()
    except (BadQuestion, UnknownDefinition, UnknownVersion, WrongAgenda) as error:
        raise click.UsageError(str(error)) from error
    except NothingPublished as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def write(table: pd.DataFrame, form: str) -> None:
    """Write a table to standard output, as csv or json."""
    sys.stdout.buffer.write(to_csv(table) if form == "csv" else to_json(table) + b"\n")
