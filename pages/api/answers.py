"""Flows and contributions over HTTP, as a file in the form that was asked for."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response

from indicators.agenda import home_region
from indicators.contributions import explain
from indicators.figures import Figures
from indicators.flows import FLOW_COLUMNS, Direction, Level, flow_years, no_flows_of, ranked_flows
from indicators.query import BadQuestion, indicator, known_region
from indicators.vintages import figures_on
from pages.api.files import ENDINGS, as_file, check_parameters, unknown_ending
from pages.interface.refusals import or_refusal

Asked = dict[str, str]
Choice = TypeVar("Choice", bound=str)


@or_refusal
def flows_file(request: Request) -> Response:
    """`GET /api/v1/pendel/{regio}.csv` (or another of ENDINGS): the flows from or to a region (`richting`, `per`, `jaar`)."""
    return _answer(request, {"richting", "per", "jaar"}, "pendel", _flows)


@or_refusal
def contributions_file(request: Request) -> Response:
    """`GET /api/v1/bijdragen/{key}.csv` (or another of ENDINGS): what adds to a change (`regio`, `sector`, `van`, `tot`)."""
    return _answer(request, {"regio", "sector", "van", "tot", "techniek"}, "bijdragen", _contributions, indicator)


def _flows(figures: Figures, region: str, asked: Asked) -> pd.DataFrame:
    if refusal := no_flows_of(figures.regions[known_region(figures, region)]):
        raise BadQuestion(f"{refusal} Kies bijvoorbeeld {home_region().code}.")
    way: Direction = _one_of("richting", asked, "uitgaand", ("uitgaand", "inkomend"))
    by: Level = _one_of("per", asked, "arbeidsmarktregio", ("arbeidsmarktregio", "gemeente"))
    years = flow_years(figures)
    year = _one_of("jaar", asked, years[-1], years) if years else None
    return ranked_flows(figures, region, way, by, year)[FLOW_COLUMNS]


def _contributions(figures: Figures, key: str, asked: Asked) -> pd.DataFrame:
    region = asked.get("regio", "")
    if not region:
        raise BadQuestion("Geef een regio, zoals regio=AM37.")
    given = (asked.get("van"), asked.get("tot"), asked.get("sector", "totaal"), asked.get("techniek"))
    return explain(figures, key, region, *given).table()


def _answer(
    request: Request,
    parameters: set[str],
    name: str,
    read: Callable[[Figures, str, Asked], pd.DataFrame],
    known: Callable[[str], object] = str,
) -> Response:
    what, _, ending = str(request.path_params["file"]).rpartition(".")
    if ending not in ENDINGS:
        return unknown_ending(what or name)
    asked = dict(request.query_params)
    known(what)  # first, as that can be told without any figure
    check_parameters(request.query_params, (*sorted(parameters), "opmaak", "stand"))
    figures = figures_on(asked.get("stand"))
    return as_file(request, figures, read(figures, what, asked), ending, f"{name}-{what}")


def _one_of(parameter: str, asked: Asked, default: Choice, allowed: Sequence[Choice]) -> Choice:
    value = asked.get(parameter, default)
    for each in allowed:
        if each == value:
            return each
    raise BadQuestion(f"{parameter} '{value}' bestaat niet; kies uit {', '.join(allowed)}.")
