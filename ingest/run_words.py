"""What commands say of datasets: the steps of a run and what came of it, the status, and how declarations fit their sources."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ingest.dutch import counted
from ingest.refresh import Refreshed
from ingest.status import DatasetStatus

_OUTCOMES = {"current": "actueel", "refreshed": "vernieuwd", "failed": "MISLUKT", "never": "nog nooit"}
_STATUS_LINE = "{:26} {:9} {:20} {:20} {:25} {:>8}  {:18}"
_STATUS_HEAD = ("dataset", "uitkomst", "laatste poging", "laatste succes", "bron gewijzigd", "rijen", "verwacht")


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Hears the steps of a run: a spinner with the current one on a terminal, a plain line for each elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(step, err=True)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")
        yield lambda step: progress.update(task, description=step)


def run_lines(result: Refreshed) -> list[str]:
    """What came of a run: a line for each attempt, and at the end what is remembered of it."""
    lines = []
    for attempt in result.attempts:
        rows = counted(attempt.rows, "rij", "rijen")
        lines.append(f"{_OUTCOMES[attempt.outcome]:10} {attempt.dataset:26} {rows:>15}  {attempt.message}".rstrip())
    return lines + [said for said in (result.publication.told, result.failure) if said]


def status_table(found: list[DatasetStatus]) -> list[str]:
    """A line with the headers and one for each dataset."""
    lines = [_STATUS_LINE.format(*_STATUS_HEAD)]
    for row in found:
        tried, good = (f"{when:%d-%m-%Y %H:%M} UTC" if when else "-" for when in (row.last_attempt, row.last_success))
        expected = f"{row.next_expected or '-'}{' TE LAAT' if row.overdue else ''}"
        modified, rows = row.source_modified or "-", "-" if row.rows is None else row.rows
        told = (row.dataset, _OUTCOMES[row.outcome], tried, good, modified, rows, expected)
        lines.append(f"{_STATUS_LINE.format(*told)}  {row.message}".rstrip())
    return lines


def check_lines(row: dict[str, object]) -> list[str]:
    """How one declaration fits its source, as `inspected` has it: a line, and one below it for each further thing to know."""
    what = " ".join(filter(None, [row["table"], row["found"] or row["message"]]))  # type: ignore[list-item]
    first, *more = f"{'past    ' if row['fits'] else 'PAST NIET'} {row['dataset']}: {what}".splitlines()
    return [first, *(f"          {line}" for line in more)]
