"""Figures as an Excel workbook: the rows, where they come from, and what they mean, each on a sheet of its own.

Its parts are put together on disk, not in memory; a hundred thousand rows still take 200 MB while they are made. Every text is
written as a text, never as a formula or a link, and one that looks like a formula is marked as text, so that it stays harmless
when someone edits the cell.
"""

import io
from collections.abc import Iterable, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.dictionary import MEANINGS
from indicators.export import DANGEROUS, NUMBERS
from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.registry import INDICATORS
from indicators.topics.commuting import HOME_WORK
from ingest.stamps import moment_of

SHEETS = ("Gegevens", "Metagegevens", "Definities")
_WIDTHS = {"regio": 28, "eenheid": 32, "tabel": 24, "opgehaald": 22, "indicator": 26}


def to_excel(figures: Figures, table: pd.DataFrame, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """A workbook of a table of series, contributions or flows; `about` has more lines (name, text) for its metadata."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": moment_of(figures.version)})  # the same bytes each time
        head, text = book.add_format({"bold": True, "bg_color": "#F4F6F9", "bottom": 1}), book.add_format({"quote_prefix": True})
        sheets = {name: book.add_worksheet(name) for name in SHEETS}
        _write_table(sheets["Gegevens"], table, head, text)
        _write_rows(sheets["Metagegevens"], _metadata(figures, table, about), head, text, [34, 110])
        _write_rows(sheets["Definities"], _definitions(_defined(table)), head, text, [28, 32, 34, 80, 60, 80])
    return buffer.getvalue()


def _write_table(sheet: Worksheet, table: pd.DataFrame, head: Format, text: Format) -> None:
    """The rows: numbers as numbers, all else as text, nothing where a figure is not published."""
    for place, name in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS.get(name, 12))
        sheet.write_string(0, place, name, head)
        if name in NUMBERS:
            for row, value in enumerate(table[name].tolist(), start=1):
                if value == value:
                    sheet.write_number(row, place, value)
        else:
            for row, value in enumerate(table[name].astype(object).tolist(), start=1):
                _write_text(sheet, row, place, value, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[str]], head: Format, text: Format, widths: list[int]) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if number == 0:
                sheet.write_string(0, place, value, head)
            else:
                _write_text(sheet, number, place, value, text)
    sheet.freeze_panes(1, 0)


def _write_text(sheet: Worksheet, row: int, place: int, value: object, text: Format) -> None:
    if isinstance(value, str) and value:
        sheet.write_string(row, place, value, text if value.startswith(DANGEROUS) else None)


def _metadata(figures: Figures, table: pd.DataFrame, about: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """What the file is, how to read it, and every source of its rows."""
    yield ("Onderdeel", "Toelichting")
    yield from about
    yield ("Versie van de gegevens", figures.version)
    yield ("Aantal rijen", str(len(table)))
    if figures.example:
        yield ("Let op", "Dit zijn voorbeeldcijfers: ze zijn verzonnen.")
    yield from ((f"Kolom {column}", MEANINGS[column]) for column in map(str, table.columns))
    statuses = ", ".join(sorted(set(table["status"].dropna())))
    yield ("Status in dit bestand", statuses or "geen")
    receipts = {receipt.table: receipt for receipt in figures.receipts.values()}
    for row in table[["bron", "tabel", "opgehaald"]].drop_duplicates(["bron", "tabel"]).itertuples(index=False):
        named = [receipts[part] for part in str(row.tabel).split("; ") if part in receipts]
        more = "; ".join(f"{each.title}, {each.url}, licentie {each.licence}" for each in named)
        yield ("Bron", f"{row.bron}, {row.tabel}, opgehaald {row.opgehaald}{': ' if more else ''}{more}")


def _defined(table: pd.DataFrame) -> list[Indicator]:
    """The indicators that a table is about; flows have none of their own, but these are made of them."""
    if "indicator" in table:
        return [INDICATORS[key] for key in table["indicator"].unique()]
    return [indicator for indicator in INDICATORS.values() if HOME_WORK in indicator.sources]


def _definitions(used: Iterable[Indicator]) -> Iterable[tuple[str, ...]]:
    """What each indicator is and how it is calculated."""
    yield ("indicator", "naam", "eenheid", "definitie", "berekening", "let op")
    for each in used:
        yield (each.key, each.label, each.unit, each.definition, each.calculation, " ".join(each.caveats))
