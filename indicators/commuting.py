"""Commuting: jobs of residents, jobs in the region, and the flows between regions. Source: CBS, woon- en werkregio."""

from math import sqrt
from typing import Literal

import pandas as pd

from indicators.figures import Figures
from indicators.formulas import rounded, share, share_of_the_rest
from indicators.indicator import NO_MARGIN, Indicator
from indicators.series import Series
from ingest.sectors import TOTAL
from warehouse.flows import INSIDE, LOCAL, RESIDENTS, Flow, flows_between, years_of

HOME_WORK = "home-work"
Direction = Literal["uitgaand", "inkomend"]
Level = Literal["gemeente", "arbeidsmarktregio"]
FLOW_COLUMNS = [
    "woonregio", "woonregio_naam", "werkregio", "werkregio_naam", "periode", "waarde", "aandeel",
    "status", "eenheid", "bron", "tabel", "opgehaald",
]  # fmt: skip
_STEP = "step"  # beside these, for our own use: the unit to which a flow is rounded

_PREFIX = {"gemeente": "GM", "arbeidsmarktregio": "AM"}
_JOBS = "Het gaat om banen van werknemers in december; zelfstandigen tellen niet mee, en wie twee banen heeft telt twee keer."
_ROUNDED = "CBS rondt elke stroom af op honderdtallen (minder dan 50 is 0); in een som over gemeenten telt die afronding op."
_ABROAD = "Werk in het buitenland of op een onbekende plaats telt als buiten de regio."


_NEIGHBOURS = "Wie in de ene gemeente van de regio woont en in de andere werkt, is voor de regio geen pendelaar."


def _crossing(everyone: Series, inside: Series) -> Series:
    """What crosses the border of the region, as a percentage of all."""
    return share_of_the_rest(inside, everyone)


INDICATORS = [
    Indicator(
        key="woon-werkbalans",
        label="Woon-werkbalans",
        unit="banen per 100 banen van inwoners",
        definition="Banen van werknemers in het gebied per 100 banen van inwoners.",
        inputs={"jobs": LOCAL, "residents": RESIDENTS},
        formula=lambda jobs, residents: share(jobs, residents),
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} waren er {place} {value} banen op elke 100 banen van inwoners.",
        calculation="Banen met werkplek in de regio / banen van inwoners van de regio x 100.",
        decimals=1,
        summed=False,
        caveats=("CBS geeft zelf geen woon-werkbalans: dit is een eigen berekening.", _JOBS, _ROUNDED, NO_MARGIN),
    ),
    Indicator(
        key="pendel-uitgaand",
        label="Uitgaande pendel",
        unit="% van de banen van inwoners",
        definition="Het deel van de banen van inwoners dat buiten het eigen gebied is.",
        inputs={"everyone": RESIDENTS, "inside": INSIDE},
        formula=_crossing,
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} was {place} {value} van de banen van inwoners buiten het eigen gebied.",
        calculation="(Banen van inwoners - banen van inwoners binnen de regio) / banen van inwoners x 100.",
        decimals=1,
        summed=False,
        depends_on_size=True,
        caveats=(_JOBS, _ABROAD, _NEIGHBOURS, _ROUNDED, NO_MARGIN),
    ),
    Indicator(
        key="pendel-inkomend",
        label="Inkomende pendel",
        unit="% van de banen in de regio",
        definition="Het deel van de banen in het gebied dat door mensen van buiten wordt vervuld.",
        inputs={"everyone": LOCAL, "inside": INSIDE},
        formula=_crossing,
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} werd {value} van de banen {place} vervuld door mensen die ergens anders wonen.",
        calculation="(Banen in de regio - banen van inwoners binnen de regio) / banen in de regio x 100.",
        decimals=1,
        summed=False,
        depends_on_size=True,
        caveats=(_JOBS, _NEIGHBOURS, _ROUNDED, NO_MARGIN),
    ),
]


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
    most: int | None = None,
) -> pd.DataFrame:
    """The flows from (`uitgaand`) or to (`inkomend`) a region in one year, the newest by default, largest first.

    One row is a home region and a work region, with the columns FLOW_COLUMNS: `waarde` in jobs, missing where one of the flows
    in it is not published; `aandeel` as a percentage of all jobs of the residents (`uitgaand`) or all jobs in the region. Beside
    these stands `step`, in jobs: what the flow is rounded to, of a sum of flows times the root of their number.

    The counterpart may be the region itself, or lie in it; abroad and unknown are in the whole but have no row. `most` limits the
    rows. Empty where the version has no flows of that region and year.
    """
    wanted = str(year or max(flow_years(figures), default=""))
    home, work = (region, None) if direction == "uitgaand" else (None, region)
    with figures.versions.reading(figures.version) as connection:
        found = flows_between(connection, HOME_WORK, wanted, _PREFIX[by], home, work)[:most]
    whole = figures.measure(HOME_WORK, RESIDENTS if home else LOCAL).frame["value"].get((region, TOTAL, wanted))
    step = figures.step(HOME_WORK, RESIDENTS) if found else 0.0
    rows = [_row(figures, flow, wanted, whole) | {_STEP: step * sqrt(flow.cells)} for flow in found]
    return pd.DataFrame(rows, columns=[*FLOW_COLUMNS, _STEP])


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
