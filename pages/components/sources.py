"""The source note under a chart, which follows from the figures in it."""

import pandas as pd

from indicators.figures import Figures
from pages.components import dutch

EXAMPLE = "voorbeeld"  # the status of a figure that was invented


def source_note(figures: Figures, rows: pd.DataFrame) -> str:
    """Producer, title, table and time of retrieval of everything that the rows come from, and what is not definite."""
    return "" if rows.empty else f"Bron: {'; '.join(named_sources(figures, rows))}.{_remarks(rows)}"


def named_sources(figures: Figures, rows: pd.DataFrame) -> list[str]:
    """Producer, title, table and time of retrieval of each source that the rows come from; of example figures in whose form."""
    titles = {receipt.table: receipt.title for receipt in figures.receipts.values()}
    notes = []
    for (producers, tables), part in rows.groupby(["bron", "tabel"], sort=False):
        makers = dutch.listed(str(producers).split("; "))  # a figure that was made of several sources names each
        named = dutch.listed([_with_title(table, titles.get(table)) for table in str(tables).split("; ")])
        invented = (part["status"] == EXAMPLE).any()
        whose, when = (f"voorbeeld in de vorm van {makers}", "gemaakt") if invented else (makers, "opgehaald")
        notes.append(f"{whose}, {named}, {when} {dutch.day(part['opgehaald'].min())}")
    return notes


def _with_title(table: str, title: str | None) -> str:
    return f"{title} ({table})" if title and title != table else table


def _remarks(rows: pd.DataFrame) -> str:
    """The periods whose figures are not definite, by status."""
    said = []
    known = rows[rows["waarde"].notna()]
    for status, part in known.groupby("status", sort=False):
        periods = sorted(set(part["periode"]))
        if status == EXAMPLE:
            said.append(f"Alle {'' if len(part) == len(known) else 'andere '}cijfers zijn voorbeeldcijfers")
        elif status != "definitief":
            shown = [dutch.short_period(period) for period in periods]
            said.append(
                f"{dutch.first_upper(dutch.listed(shown) if len(shown) < 4 else f'{shown[0]} tot en met {shown[-1]}')}: {status}"
            )
    said.sort(key=lambda sentence: sentence.startswith("Alle "))  # what is not so comes before the rest
    return "".join(f" {sentence}." for sentence in said)
