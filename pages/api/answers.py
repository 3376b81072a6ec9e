"""Flows and contributions over HTTP, as a file in the form that was asked for."""

from dataclasses import replace
from functools import partial
from typing import cast, get_args

import pandas as pd
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from indicators.agenda import home_region
from indicators.contributions import COLUMNS, asked_periods, explain
from indicators.figures import Figures
from indicators.flows import FLOW_COLUMNS, Direction, Level, flow_years, no_flows_of, ranked_flows
from indicators.query import BadQuestion, indicator, known_region
from pages.api.endpoint import AS_IT_STOOD, REGION, SECTOR, TECHNIEK, WRITING, Endpoint, Parameter, file_of
from pages.api.files import FORMS, file_about

_WAY = Parameter("richting", "Van het gebied uit, of ernaartoe. Zonder: uitgaand.", "inkomend", get_args(Direction))
_BY = Parameter("per", "Waarnaar de andere kant is ingedeeld. Zonder: arbeidsmarktregio.", "gemeente", get_args(Level))
_YEAR = Parameter("jaar", "Het jaar. Zonder: het nieuwste.", "2024")
_ONE_REGION = replace(REGION, what="De code van één gebied. Die moet erbij.", example="NL01", several=False)
_ONE_SECTOR = replace(SECTOR, what="Eén sector. Zonder: totaal.", example="techniek", several=False)
_BEFORE = Parameter("van", "De eerste periode. Zonder: een jaar eerder.", "2021")
_AFTER = Parameter("tot", "De laatste periode. Zonder: de nieuwste.", "2024")


@partial(
    Endpoint,
    path="/pendel/{bestand}",
    title="Woon-werkverkeer van een gebied",
    what="Hoeveel banen de inwoners van het ene gebied in het andere hebben.",
    example="/pendel/GM0363.csv?richting=inkomend&per=gemeente",
    part=file_of("bestand", "De code van een gemeente of arbeidsmarktregio", "GM0363.csv", FORMS),
    parameters=(_WAY, _BY, _YEAR, AS_IT_STOOD, WRITING),
    forms=FORMS,
    columns=FLOW_COLUMNS,
)
def flows_file(request: Request) -> Response:
    """`GET /api/v1/pendel/{regio}.csv` (or another of ENDINGS): the flows from or to a region. Raises BadQuestion."""
    return file_about(request, _flows, folder="pendel")


@partial(
    Endpoint,
    path="/bijdragen/{bestand}",
    title="Wat aan een verandering bijdraagt",
    what="Hoeveel elke gemeente en sector bijdraagt aan de verandering van een aantal tussen twee periodes.",
    example="/bijdragen/werknemersbanen.csv?regio=NL01&van=2022",
    part=file_of("bestand", "De sleutel van een indicator die optelt", "werknemersbanen.csv", FORMS),
    parameters=(_ONE_REGION, _ONE_SECTOR, _BEFORE, _AFTER, TECHNIEK, AS_IT_STOOD, WRITING),
    forms=FORMS,
    columns=COLUMNS,
)
def contributions_file(request: Request) -> Response:
    """`GET /api/v1/bijdragen/{key}.csv` (or another of ENDINGS): what adds to a change. Raises BadQuestion."""
    return file_about(request, _contributions, _check, folder="bijdragen")


def _check(key: str, asked: QueryParams) -> None:
    indicator(key)
    if not asked.get("regio"):
        raise BadQuestion("Geef een regio, zoals regio=AM37.")
    asked_periods(asked.get("van"), asked.get("tot"))


def _flows(figures: Figures, region: str, asked: QueryParams) -> pd.DataFrame:
    if refusal := no_flows_of(figures.regions[known_region(figures, region)]):
        raise BadQuestion(f"{refusal} Kies bijvoorbeeld {home_region().code}.")
    way = cast(Direction, asked.get("richting", "uitgaand"))
    by = cast(Level, asked.get("per", "arbeidsmarktregio"))
    _check_year(figures, asked.get("jaar"))
    return ranked_flows(figures, region, way, by, asked.get("jaar"))[FLOW_COLUMNS]


def _check_year(figures: Figures, asked: str | None) -> None:
    """Raises BadQuestion for a year without flows, where there are any."""
    years = flow_years(figures)
    if years and asked and asked not in years:
        raise BadQuestion(f"jaar '{asked}' bestaat niet; kies uit {', '.join(years)}.")


def _contributions(figures: Figures, key: str, asked: QueryParams) -> pd.DataFrame:
    given = (asked.get("van"), asked.get("tot"), asked.get("sector") or "totaal", asked.get("techniek"))
    return explain(figures, key, asked["regio"], *given).table()
