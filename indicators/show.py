"""`python -m indicators show`: the figures of one indicator.

Most questions are answered straight from what was worked out ahead of time, without pandas: importing that takes longer than
all the rest. Any question that is not plain goes the usual way, which knows what is wrong and what to say.
"""

import re
import sys

import click

from indicators.asking import MISSING, Question, listed, stand_option, techniek_option
from indicators.mark import worked_out
from ingest.settings import ConfigurationError, Settings
from warehouse.versions import Versions
from warehouse.worked_out import ALL_YEARS

_YEAR = re.compile(r"(19|20)[0-9]{2}")


@click.command("show", help="De cijfers van één indicator.")
@click.argument("key", metavar="INDICATOR")
@click.option(
    "--regio", multiple=True, metavar="REGIO'S", help="Regiocodes met komma's ertussen, zoals AM37,GM0392 (standaard alle)."
)
@click.option(
    "--sector", multiple=True, metavar="SECTOREN", help="Sectoren met komma's ertussen, zoals totaal,techniek (standaard alle)."
)
@click.option("--van", metavar="JAAR", help="Eerste jaar.")
@click.option("--tot", metavar="JAAR", help="Laatste jaar.")
@click.option("--vorm", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@techniek_option
@stand_option
def show_command(
    key: str,
    regio: tuple[str, ...],
    sector: tuple[str, ...],
    van: str | None,
    tot: str | None,
    vorm: str,
    techniek: str | None,
    stand: str | None,
) -> None:
    """Exit status 0; 2 for an unknown key, region or sector; 1 when nothing is published yet."""
    question = Question(key, listed(",".join(regio)), listed(",".join(sector)), van, tot, vorm, techniek, stand)
    if _answered_at_once(question):
        return
    from indicators.commands import show_series

    show_series(question)


def _answered_at_once(asked: Question) -> bool:
    """Write the figures as they were kept. False, and nothing is written, where the question needs a closer look."""
    years = [year for year in (asked.van, asked.tot) if year]
    plain = asked.vorm == "csv" and not asked.techniek and not asked.stand
    if not plain or not all(_YEAR.fullmatch(year) for year in years) or years != sorted(years):
        return False
    try:
        versions = Versions(Settings.from_environment().data_dir)
        version = versions.current()
    except ConfigurationError:
        return False
    if version is None:
        return False
    kept, span = worked_out(versions, version), (asked.van or ALL_YEARS[0], asked.tot or ALL_YEARS[1])
    found = kept.write_csv(sys.stdout.buffer, asked.key, asked.regions, asked.sectors, span)
    if found is None:
        return False
    if not found.rows:
        click.echo(found.absent, err=True)
    elif found.missing and found.hidden:
        click.echo(MISSING.format(reason=found.hidden), err=True)
    return True
