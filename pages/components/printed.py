"""What documents print, as a table: what it is, of when, the figure with its unit, and where it stands."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from indicators.lines import nearest_with_series
from indicators.registry import INDICATORS
from pages.components import dutch
from pages.components.html import draw
from pages.components.tables import Table
from pages.components.view import View

_COLUMNS = ["Wat", "Periode", "Cijfer", "Toevoeging", "Document"]


def draw_printed(view: View, *keys: str) -> None:
    """What documents print about these indicators, dated or not: of the place of the view, and of one that stands in for it."""
    printed = view.figures.printed
    rows = []
    for key in keys:
        places = [view.region, nearest_with_series(view.figures, key, view.region)]
        about = printed[(printed["onderwerp"] == key) & printed["regiocode"].isin(places)]
        rows += [_row(row, INDICATORS[key].label) for row in _rows(about)]
    if rows:
        draw("printed", table=Table("Cijfers in documenten van de regio", _COLUMNS, rows, {2}))


def printed_of(view: View, topics: tuple[str, ...], name: str) -> Table | None:
    """What documents print about some topics, in their order, under the name of what they are about; None when nothing."""
    printed = view.figures.printed
    rows = [_row(row, row.omschrijving) for each in topics for row in _rows(printed[printed["onderwerp"] == each])]
    return Table(f"Cijfers in documenten: {name}", _COLUMNS, rows, {2}) if rows else None


def _rows(found: pd.DataFrame) -> Iterable[Any]:
    return found.itertuples(index=False)


def _row(row: Any, what: str) -> list[str]:
    return [
        what,
        dutch.printed_period(row.periode, short=True),
        dutch.amount_in_full(row.waarde, row.eenheid),
        row.toevoeging if isinstance(row.toevoeging, str) else "",
        f"{row.document}, {row.vindplaats}",
    ]
