"""What a refresh did to the indicators: which figures are new, revised (with the old and the new value) or gone."""

import pandas as pd

from indicators.figures import Figures
from indicators.hidden import holds_back, why_hidden
from indicators.quantities import drawn_from
from indicators.registry import INDICATORS
from indicators.tables import CONTRACT, indicator_table
from warehouse.revisions import touched
from warehouse.versions import Versions

COLUMNS = [
    "soort", "indicator", "regiocode", "regio", "sector", "periode", "oud", "nieuw", "status_oud", "status_nieuw", "eenheid",
    "bron", "tabel", "opgehaald",
]  # fmt: skip
_CELL = ["indicator", "regiocode", "sector", "periode"]
_TOLD = ["regio", "eenheid", "bron", "tabel", "opgehaald"]


def indicator_changes(versions: Versions, old: str, new: str) -> pd.DataFrame:
    """The figures of all indicators that differ between two versions, with the columns COLUMNS; one row is one figure.

    `soort` is nieuw, herzien of vervallen; `oud` and `nieuw` are in the unit of the indicator. A cell without a figure is
    no figure; what one was that is left out now, as it is small or a small one follows from it, is not told. The source is
    that of the new figure, of the old one where it is gone. In the order of the list of indicators. Raises UnknownVersion.
    """
    before, after = Figures(versions, old), Figures(versions, new)
    found = [_differences(before, after, key) for key in _affected(before, after, touched(versions, old, new))]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)


def _affected(before: Figures, after: Figures, cells: set[tuple[str, str]]) -> list[str]:
    """The keys of the indicators that can differ: those that draw from a quantity that does, and those of which a document prints
    something else. All of them where the gemeenten of a region differ."""
    if before.areas != after.areas:
        return list(INDICATORS)
    printed = {str(topic) for topic, *_ in _printed(before) ^ _printed(after)}
    drawn = {key for key, each in INDICATORS.items() if any(cells & drawn_from(each, dataset) for dataset in each.sources)}
    return [key for key in INDICATORS if key in drawn | printed]


def _printed(figures: Figures) -> set[tuple[object, ...]]:
    """What documents print, each as its topic and all that is known of it but the number of its receipt."""
    columns = ["onderwerp", *(column for column in figures.printed if column not in ("onderwerp", "origin"))]
    return set(figures.printed[columns].astype(object).fillna("").itertuples(index=False, name=None))


def _differences(before: Figures, after: Figures, key: str) -> pd.DataFrame:
    old, new = (_figures_of(figures, key) for figures in (before, after))
    if why_hidden(INDICATORS[key]):
        old = old[~old.set_index(_CELL).index.isin(_left_out(after, key))]
    both = new.merge(old, on=_CELL, how="outer", suffixes=("", "_oud"), indicator="side")
    both["soort"] = both["side"].map({"left_only": "nieuw", "right_only": "vervallen", "both": "herzien"}).astype(str)
    differs = both[(both["side"] != "both") | (both["waarde"] != both["waarde_oud"])]
    told = {column: differs[column].fillna(differs[f"{column}_oud"]) for column in _TOLD}
    renamed = {"waarde": "nieuw", "waarde_oud": "oud", "status": "status_nieuw"}
    table = differs.assign(**told).rename(columns=renamed)
    return table[COLUMNS].fillna({"status_oud": "", "status_nieuw": ""})


def _left_out(figures: Figures, key: str) -> pd.MultiIndex:
    """The cells of an indicator that hold no figure on purpose."""
    table = indicator_table(figures, key)
    empty = table[table["waarde"].isna()]
    return pd.MultiIndex.from_frame(empty.loc[empty["dataset"].map(holds_back).astype(bool), _CELL])


def _figures_of(figures: Figures, key: str) -> pd.DataFrame:
    table = indicator_table(figures, key)
    return table.loc[table["waarde"].notna(), CONTRACT]
