"""Comparable regions: the arbeidsmarktregio's whose published structure is most like that of a given one.

Method: a standardised Euclidean distance. Each variable is measured in standard deviations over all arbeidsmarktregio's that
have it, so that its unit does not count. The themes weigh the same, and so do the variables within a theme:

    distance = sqrt( sum over variables of  1 / themes / variables in the theme  x  ((own - other) / standard deviation)^2 )

Each variable is taken in its latest period for which the region itself and at least half of the regions have a figure. A
variable without such a period is left out, and a region that lacks one of the remaining variables is not compared; both are
said. Size counts as its logarithm: twice as large is as far away as half as large. The same version gives the same answer,
and regions at the same distance stand in the order of their codes.
"""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.figures import Figures
from indicators.query import BadQuestion, known_region
from indicators.registry import INDICATORS
from indicators.sectors import NAMED, sector_name
from indicators.tables import indicator_table
from ingest.sectors import TOTAL

NEIGHBOURS = 5


@dataclass(frozen=True)
class Variable:
    """One side of the structure of a region: an indicator in a sector, under a theme. `log` for what counts as a proportion.

    `instead_of` names the indicator whose place it takes as long as there are no figures of that one.
    """

    theme: str
    key: str
    sector: str = TOTAL
    log: bool = False
    instead_of: str | None = None


VARIABLES = (
    Variable("omvang", "bevolking-15-75", log=True),
    *(Variable("sectorverdeling", "werknemersbanen-aandeel-focus", sector) for sector in NAMED),
    *(
        Variable("sectorverdeling", "vacatures-aandeel-focus", sector, instead_of="werknemersbanen-aandeel-focus")
        for sector in NAMED
    ),
    Variable("arbeidsdeelname", "netto-arbeidsparticipatie"),
    Variable("werkloosheid", "werkloosheid"),
    Variable("pendel", "pendel-uitgaand"),
    Variable("pendel", "pendel-inkomend"),
)


@dataclass(frozen=True)
class Used:
    """A variable that counted: its period, its weight (all weights add up to 1), the value of each region, its source.

    Values are in the unit of the indicator; `deviation` is their standard deviation, of the logarithms where `log` is set.
    """

    variable: Variable
    label: str
    unit: str
    period: str
    weight: float
    deviation: float
    values: dict[str, float]
    status: str
    source: str


@dataclass(frozen=True)
class Neighbour:
    """A region and its distance to the region asked for: 0 is the same on all variables, 1 about a standard deviation."""

    code: str
    name: str
    distance: float


@dataclass(frozen=True)
class Comparable:
    """The regions most like one, nearest first, the variables that counted, and sentences about what was left out."""

    region: str
    name: str
    neighbours: list[Neighbour]
    used: list[Used]
    notes: list[str]


def comparable(figures: Figures, region: str, variables: tuple[Variable, ...] = VARIABLES) -> Comparable:
    """The regions most like an arbeidsmarktregio. Raises BadQuestion for another region, or one without any variable."""
    known_region(figures, region)
    if region not in figures.arbeidsmarktregios:
        raise BadQuestion(f"{figures.names[region]} is geen arbeidsmarktregio. Vraag om een arbeidsmarktregio, zoals AM37.")
    found = {variable: _latest(figures, variable, region) for variable in variables}
    used, notes = _chosen(found)
    if not used:
        raise BadQuestion(f"Van {figures.names[region]} zijn er nog geen cijfers om op te vergelijken.")
    weighed = _weighed(used)
    codes = sorted(figures.arbeidsmarktregios)
    others = [code for code in codes if code != region and all(code in each.values for each in weighed)]
    lacking = [figures.names[code] for code in codes if code not in {region, *others}]
    if lacking:
        notes.append(f"Niet vergeleken, omdat er cijfers ontbreken: {', '.join(lacking)}.")
    near = sorted((round(_distance(weighed, region, code), 9), code) for code in others)[:NEIGHBOURS]
    neighbours = [Neighbour(code, figures.names[code], distance) for distance, code in near]
    return Comparable(region, figures.names[region], neighbours, weighed, notes)


def _latest(figures: Figures, variable: Variable, region: str) -> pd.DataFrame | None:
    """The rows of all regions in the latest period that the region and half of the regions have, or None."""
    if variable.key not in INDICATORS:
        return None
    table = indicator_table(figures, variable.key)
    rows = table[
        table["regiocode"].isin(list(figures.arbeidsmarktregios))
        & (table["sector"] == variable.sector)
        & (table["frequency"] == INDICATORS[variable.key].frequency)
        & (table["waarde"] > 0 if variable.log else table["waarde"].notna())
    ]
    own = set(rows[rows["regiocode"] == region]["periode"])
    many = rows.groupby("periode")["regiocode"].nunique()
    periods = [period for period in many.index if period in own and 2 * many[period] >= len(figures.arbeidsmarktregios)]
    return rows[rows["periode"] == max(periods)] if periods else None


def _chosen(found: dict[Variable, pd.DataFrame | None]) -> tuple[list[tuple[Variable, pd.DataFrame]], list[str]]:
    """The variables to use with their rows, and a sentence about each that is left out or stands in for another."""
    there = {variable.key for variable, rows in found.items() if rows is not None}
    used, notes = [], []
    for variable, rows in found.items():
        if variable.instead_of in there:
            continue
        what = f"{variable.theme} ({_label(variable)})"
        if rows is None:
            notes.append(f"Telt niet mee, omdat er te weinig cijfers zijn: {what}.")
        elif len(set(rows["waarde"])) < 2:
            notes.append(f"Telt niet mee, omdat alle regio's hetzelfde cijfer hebben: {what}.")
        else:
            used.append((variable, rows))
            if variable.instead_of:
                notes.append(f"Telt mee zolang {variable.instead_of} er niet is: {what}.")
    return used, notes


def _weighed(used: list[tuple[Variable, pd.DataFrame]]) -> list[Used]:
    inside = Counter(variable.theme for variable, _ in used)
    weighed = []
    for variable, rows in used:
        values = {str(code): float(value) for code, value in zip(rows["regiocode"], rows["waarde"], strict=True)}
        weighed.append(
            Used(
                variable,
                _label(variable),
                INDICATORS[variable.key].unit,
                str(rows["periode"].iloc[0]),
                1 / len(inside) / inside[variable.theme],
                float(np.std([_scaled(variable, value) for value in values.values()])),
                values,
                "; ".join(dict.fromkeys(rows["status"])),
                "; ".join(dict.fromkeys(f"{r.bron}, {r.tabel}, opgehaald {r.opgehaald}" for r in rows.itertuples())),
            )
        )
    return weighed


def _distance(weighed: list[Used], one: str, other: str) -> float:
    apart = (_scaled(v.variable, v.values[one]) - _scaled(v.variable, v.values[other]) for v in weighed)
    return math.sqrt(sum(v.weight * (gap / v.deviation) ** 2 for v, gap in zip(weighed, apart, strict=True)))


def _scaled(variable: Variable, value: float) -> float:
    return math.log(value) if variable.log else value


def _label(variable: Variable) -> str:
    label = INDICATORS[variable.key].label if variable.key in INDICATORS else variable.key
    return label if variable.sector == TOTAL else f"{label}, {sector_name(variable.sector)}"


def as_json(found: Comparable) -> dict[str, object]:
    """The answer for programs: the regions with their distance and values, the variables with period, weight and source."""
    return {
        "regiocode": found.region,
        "regio": found.name,
        "methode": "gestandaardiseerde euclidische afstand; elk thema telt even zwaar",
        "vergelijkbaar": [{"regiocode": n.code, "regio": n.name, "afstand": round(n.distance, 4)} for n in found.neighbours],
        "variabelen": [
            {
                "thema": each.variable.theme,
                "indicator": each.variable.key,
                "sector": each.variable.sector,
                "naam": each.label,
                "eenheid": each.unit,
                "periode": each.period,
                "gewicht": round(each.weight, 4),
                "logaritme": each.variable.log,
                "standaardafwijking": round(each.deviation, 6),
                "waarden": {code: each.values[code] for code in (found.region, *(n.code for n in found.neighbours))},
                "status": each.status,
                "bron": each.source,
            }
            for each in found.used
        ],
        "opmerkingen": found.notes,
    }
