"""`python -m indicators`: list and show."""

import json
import sys

import click

from indicators.export import to_csv, to_json
from indicators.figures import Figures, current_figures
from indicators.hidden import why_hidden
from indicators.query import BadQuestion, listed, series
from indicators.registry import INDICATORS
from indicators.sectors import UnknownDefinition
from indicators.summary import summary
from ingest.settings import ConfigurationError
from warehouse.versions import NothingPublished


@click.group(help="De indicatoren van de arbeidsmarktagenda: welke er zijn en wat hun cijfers zijn.")
def main() -> None:
    """The commands about indicators."""


@main.command("list", help="Alle indicatoren: sleutel, naam, eenheid, definitie en bronnen.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
def list_command(as_json: bool) -> None:
    """Exit status 0."""
    rows = [summary(indicator) for indicator in INDICATORS.values()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['key']:28} {row['label']} ({row['unit']})\n{'':28} {row['definition']}")


@main.command("show", help="De cijfers van één indicator.")
@click.argument("key", metavar="INDICATOR")
@click.option("--regio", help="Regiocodes met komma's ertussen, zoals AM37,GM0392 (standaard alle).")
@click.option("--sector", help="Sectoren met komma's ertussen, zoals totaal,techniek (standaard alle).")
@click.option("--van", help="Eerste jaar.")
@click.option("--tot", help="Laatste jaar.")
@click.option("--vorm", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--techniek", help="Definitie van Techniek uit agenda/focus_sectors.toml.")
def show_command(
    key: str, regio: str | None, sector: str | None, van: str | None, tot: str | None, vorm: str, techniek: str | None
) -> None:
    """Exit status 0; 2 for an unknown key, region or sector; 1 when nothing is published yet."""
    try:
        table = series(_figures(), key, listed(regio), listed(sector), van, tot, techniek)
    except (BadQuestion, UnknownDefinition) as error:
        raise click.UsageError(str(error)) from error
    if table["waarde"].isna().any() and (reason := why_hidden(INDICATORS[key])):
        click.echo(f"Lege cijfers: {reason}", err=True)
    sys.stdout.buffer.write(to_csv(table) if vorm == "csv" else to_json(table) + b"\n")


def _figures() -> Figures:
    try:
        return current_figures()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    except NothingPublished as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
