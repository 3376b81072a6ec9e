"""Flows of commuters between regions: how many jobs residents of one place have in another. Source: CBS, woon- en werkregio."""

from math import sqrt
from typing import Literal

import pandas as pd

from indicators.figures import Figures
from indicators.formulas import rounded
from indicators.regions import Region
from indicators.topics.commuting import HOME_WORK
from ingest.sectors import TOTAL
from warehouse.flows import LOCAL, RESIDENTS, Flow, flows_between, years_of

Direction = Literal["uitgaand", "inkomend"]
Level = Literal["gemeente", "arbeidsmarktregio"]
FLOW_COLUMNS = [
    "woonregio", "woonregio_naam", "werkregio", "werkregio_naam", "periode", "waarde", "aandeel",
    "status", "eenheid", "bron", "tabel", "opgehaald",
]  # fmt: skip
_STEP = "step"  # beside these, for our own use: the unit to which a flow is rounded

_PREFIX = {"gemeente": "GM", "arbeidsmarktregio": "AM"}


def no_flows_of(place: Region) -> str:
    """Why there are no flows of a place, in Dutch; empty where there are."""
    return "" if place.level in _PREFIX else f"Stromen zijn er per gemeente en per arbeidsmarktregio, niet voor {place.said}."


def flow_years(figures: Figures) -> list[str]:
    """The years of which the version has flows, oldest first."""
    with figures.versions.reading(figures.version) as connection:
        return years_of(connection, HOME_WORK)


def ranked_flows(
    figures: Figures,
    region: str,
    direction: Direction = "uitgaand",
    by: Level = "arbeidsmarktregio",
    year: str | int | None = None,
) -> pd.DataFrame:
    """The flows from (`uitgaand`) or to (`inkomend`) a region in one year, the newest by default, largest first.

    One row is a home region and a work region, with the columns FLOW_COLUMNS: `waarde` in jobs, missing where one of the flows
    in it is not published; `aandeel` as a percentage of all jobs of the residents (`uitgaand`) or all jobs in the region. Beside
    these stands `step`, in jobs: what the flow is rounded to, of a sum of flows times the root of their number.

    The counterpart may be the region itself, or lie in it; abroad and unknown are in the whole but have no row. Empty where the
    version has no flows of that region and year.
    """
    wanted = str(year or max(flow_years(figures), default=""))
    home, work = (region, None) if direction == "uitgaand" else (None, region)
    with figures.versions.reading(figures.version) as connection:
        found = flows_between(connection, HOME_WORK, wanted, _PREFIX[by], home, work)
    whole = figures.measure(HOME_WORK, RESIDENTS if home else LOCAL).frame["value"].get((region, TOTAL, wanted))
    step = figures.step(HOME_WORK, RESIDENTS) if found else 0.0
    rows = [_row(figures, flow, wanted, whole) | {_STEP: step * sqrt(flow.cells)} for flow in found]
    table = pd.DataFrame(rows, columns=[*FLOW_COLUMNS, _STEP])
    return table.astype(dict.fromkeys(("waarde", "aandeel", _STEP), float))  # also where no figure is published


def _row(figures: Figures, flow: Flow, year: str, whole: float | None) -> dict[str, object]:
    receipt = figures.receipts[flow.origin]
    return {
        "woonregio": flow.home,
        "woonregio_naam": figures.regions[flow.home].name,
        "werkregio": flow.work,
        "werkregio_naam": figures.regions[flow.work].name,
        "periode": year,
        "waarde": flow.jobs,
        "aandeel": rounded(100 * flow.jobs / whole, 1) if whole and flow.jobs is not None else None,
        "status": flow.status,
        "eenheid": "banen",
        "bron": receipt.producer,
        "tabel": receipt.table,
        "opgehaald": receipt.retrieved,
    }
