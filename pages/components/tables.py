"""Figures as a table in Dutch, for a page: real HTML, with a caption and the status beside each figure."""

from dataclasses import dataclass, field

import pandas as pd

from indicators.figures import Figures
from indicators.hidden import why_hidden
from indicators.indicator import Indicator
from indicators.regions import distinct_names
from indicators.registry import INDICATORS
from indicators.sectors import sector_name
from indicators.words import first_and_last
from pages.components import dutch
from warehouse.health import Health

_SHOWN = ("indicator", "regiocode", "sector", "periode", "waarde", "ondergrens", "bovengrens", "status", "bron", "tabel")
_MOST = 1000  # rows of one table on a page
TOO_SMALL = "niet getoond (klein aantal)"


@dataclass(frozen=True)
class Table:
    """A table of texts; `numeric` are the places of the columns that hold numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    numeric: set[int] = field(default_factory=set)
    note: str = ""


def series_table(caption: str, rows: pd.DataFrame, newest_first: bool = True, shown_as: Indicator | None = None) -> Table:
    """Rows of indicator_table (or a question to it): region, sector where there are several, period, figure, margin, status.

    `shown_as` is the indicator with another unit, for rows in another form (indicators/reshaped.py).
    """
    shown = (_newest_first(rows) if newest_first else rows).head(_MOST)
    sectors, margins = rows["sector"].nunique() > 1, rows["ondergrens"].notna().any()
    several = rows["indicator"].nunique() > 1
    columns = ["Gebied", *(["Indicator"] if several else []), *(["Sector"] if sectors else []), "Periode", "Cijfer"]
    columns += [*(["Marge (95%)"] if margins else []), "Status", "Bron"]
    places = distinct_names(rows[["regiocode", "regio"]].drop_duplicates().itertuples(index=False, name=None))
    texts = []
    for key, code, sector, period, value, low, high, status, source, table in zip(
        *(shown[column].tolist() for column in _SHOWN), strict=True
    ):
        indicator = shown_as or INDICATORS[key]
        cells = [places[code]]
        cells += [indicator.with_unit] if several else []
        cells += [sector_name(sector)] if sectors else []
        cells += [dutch.short_period(period), _figure(value, indicator)]
        cells += [dutch.bounds(low, high, indicator.decimals)] if margins else []
        texts.append([*cells, status, f"{source}, {table}"])
    note = (
        f"U ziet {dutch.number(len(texts))} van de {dutch.number(len(rows))} rijen; de download heeft ze allemaal."
        if len(texts) < len(rows)
        else ""
    )
    return Table(caption, columns, texts, {columns.index("Cijfer")}, note)


def unit_of(rows: pd.DataFrame) -> str:
    """The unit of rows of one series, as a subtitle begins: `Personen, gecorrigeerd voor het seizoen`."""
    return dutch.first_upper(str(rows["eenheid"].iloc[0]))


def _newest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by the month in which their period ends; rows of one period stay in their order."""
    ends = rows["periode"].map(lambda code: first_and_last(code, "month")[1])
    return rows.iloc[ends.reset_index(drop=True).sort_values(ascending=False, kind="stable").index]


def _figure(value: float, indicator: Indicator) -> str:
    """A figure, or why there is none: left out because it is small, or not published."""
    if pd.isna(value) and why_hidden(indicator):
        return TOO_SMALL
    return dutch.amount_of(indicator, value)


_OUTCOMES = {"current": "actueel", "refreshed": "vernieuwd", "failed": "mislukt", "never": "nog niet opgehaald"}


def refresh_table(found: Health) -> Table:
    """How the last attempt at each dataset went, and when new figures are expected."""
    columns = ["Onderwerp", "Uitkomst", "Laatste poging", "Laatst gelukt", "Nieuwe cijfers verwacht", "Melding"]
    rows = [
        [
            row.label,
            _OUTCOMES[row.outcome],
            dutch.short_day_and_time(row.last_attempt) if row.last_attempt else "-",
            dutch.short_day_and_time(row.last_success) if row.last_success else "-",
            (dutch.short_day(row.next_expected.isoformat()) if row.next_expected else "-")
            + (" (te laat)" if row.overdue else ""),
            row.message,
        ]
        for row in found.datasets
    ]
    return Table("Laatste poging per onderwerp", columns, rows)


def receipts_table(figures: Figures) -> Table:
    """All receipts: what came from where, and when."""
    columns = [
        "Onderwerp",
        "Maker",
        "Titel bij de maker",
        "Tabel of bestand",
        "Gewijzigd volgens de bron",
        "Opgehaald",
        "Rijen",
        "Licentie",
    ]
    rows = [
        [
            receipt.label,
            receipt.producer,
            receipt.title,
            receipt.table,
            dutch.short_day(changed) if (changed := dutch.source_moment(receipt.modified)) else "niet vermeld",
            dutch.short_day_and_time(receipt.retrieved),
            dutch.number(receipt.rows),
            receipt.licence,
        ]
        for receipt in figures.receipts.values()
    ]
    return Table("Herkomst van alle cijfers", columns, rows, {6})
