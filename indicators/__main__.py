"""`python -m indicators`: list, show, prepare and alerts, and the commands that explain figures (indicators/commands.py)."""

import json
import sys
from dataclasses import asdict

import click

import ingest.command_words  # noqa: F401 - click speaks Dutch
from indicators.absence import absence
from indicators.agenda import WrongAgenda
from indicators.ahead import work_out_ahead
from indicators.alert_log import AlertLog
from indicators.commands import COMMANDS, answered, stand_option, techniek_option, write
from indicators.figures import Figures, configured_versions, current_figures
from indicators.hidden import why_hidden
from indicators.query import listed, series
from indicators.reach import in_words, reach
from indicators.registry import INDICATORS
from indicators.summary import summary
from indicators.vintages import figures_on
from ingest.settings import ConfigurationError, Settings


@click.group(help="De indicatoren van de arbeidsmarktagenda: welke er zijn en wat hun cijfers zijn.")
def main() -> None:
    """The commands about indicators."""


@main.command("list", help="Alle indicatoren: sleutel, naam, eenheid, definitie, bronnen en hoe ver ze reiken.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def list_command(as_json: bool) -> None:
    """Exit status 0."""
    figures = _published()
    reached = {key: reach(figures, key) if figures else [] for key in INDICATORS}
    rows = [summary(each) | {"reach": [asdict(part) for part in reached[key]]} for key, each in INDICATORS.items()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['key']:28} {row['label']} ({row['unit']})\n{'':28} {row['definition']}")
        click.echo(f"{'':28} {in_words(reached[str(row['key'])])}")


@main.command("show", help="De cijfers van één indicator.")
@click.argument("key", metavar="INDICATOR")
@click.option("--regio", help="Regiocodes met komma's ertussen, zoals AM37,GM0392 (standaard alle).")
@click.option("--sector", help="Sectoren met komma's ertussen, zoals totaal,techniek (standaard alle).")
@click.option("--van", help="Eerste jaar.")
@click.option("--tot", help="Laatste jaar.")
@click.option("--vorm", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@techniek_option
@stand_option
def show_command(
    key: str,
    regio: str | None,
    sector: str | None,
    van: str | None,
    tot: str | None,
    vorm: str,
    techniek: str | None,
    stand: str | None,
) -> None:
    """Exit status 0; 2 for an unknown key, region or sector; 1 when nothing is published yet."""
    table = answered(lambda: series(figures_on(stand), key, listed(regio), listed(sector), van, tot, techniek))
    if table.empty:
        click.echo(absence(figures_on(stand), INDICATORS[key]), err=True)
    elif table["waarde"].isna().any() and (reason := why_hidden(INDICATORS[key])):
        click.echo(f"Lege cijfers: {reason}", err=True)
    write(table, vorm)


@main.command("alerts", help="Geef meldingen over mislukte of late datasets en over drempels, elk één keer (ALERT_URLS).")
@click.option("--test", is_flag=True, help="Stuur alleen een proefbericht over elk kanaal.")
def alerts_command(test: bool) -> None:
    """Exit status 0; 1 when a channel did not deliver; 2 for rules or addresses that cannot be."""
    from indicators import alerts  # with ingest.notify, which no other command should wait for
    from ingest.notify import channels

    try:
        ruled, ways, data_dir = alerts.rules(), channels(), Settings.from_environment().data_dir
    except (WrongAgenda, ConfigurationError) as error:
        raise click.UsageError(str(error)) from error
    troubles = alerts.try_out(ways) if test else alerts.alert(data_dir, _published(), ruled, ways)
    for each in [] if test else AlertLog(data_dir).lasting().values():
        click.echo(f"{each.raised:%d-%m-%Y %H:%M} UTC  {each.event.title}: {each.event.message}")
    for trouble in troubles:
        click.echo(trouble, err=True)
    sys.exit(1 if troubles else 0)


@main.command("prepare", help="Reken alle indicatoren vooruit uit, zodat een pagina of een vraag daar niet op hoeft te wachten.")
def prepare_command() -> None:
    """Exit status 0, also where it was done already; 1 when nothing is published yet or the data folder cannot be written."""
    figures = answered(current_figures)
    try:
        done = work_out_ahead(figures)
    except OSError as error:
        click.echo(f"Vooruit uitrekenen lukt niet: {error}. Alles blijft werken, maar langzamer.", err=True)
        sys.exit(1)
    click.echo(f"Versie {figures.version} is {'nu' if done else 'al'} vooruit uitgerekend.", err=True)


def _published() -> Figures | None:
    """The published version, or None when there is none yet: a list of indicators needs no figures."""
    return answered(current_figures) if answered(configured_versions).current() else None


for each in COMMANDS:
    main.add_command(each)

if __name__ == "__main__":
    main()
