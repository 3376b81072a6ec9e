"""How the HTTP interface answers: a table as a file in the form that was asked for, or a sentence that says what is allowed."""

from collections.abc import Callable

import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.commuting import flow_years, ranked_flows
from indicators.contributions import explain
from indicators.export import to_csv, to_json, to_parquet
from indicators.figures import Figures
from indicators.query import BadQuestion, UnknownIndicator
from indicators.sectors import UnknownDefinition
from indicators.vintages import figures_on
from warehouse.versions import NothingPublished

ENDINGS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
Asked = dict[str, str]


def refused(status: int, sentence: str) -> Response:
    """A refusal with a sentence for people."""
    return JSONResponse({"fout": sentence}, status_code=status)


def as_file(table: pd.DataFrame, name: str, ending: str, form: str) -> Response:
    """A table as a download."""
    body = to_csv(table, "nl" if form == "nl" else "internationaal") if ending == "csv" else _BYTES[ending](table)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(body, media_type=ENDINGS[ending], headers=headers)


def flows_file(request: Request) -> Response:
    """`GET /api/v1/pendel/{regio}.csv`, `.json` or `.parquet`: the flows from or to a region (`richting`, `per`, `jaar`)."""
    return _answer(request, {"richting", "per", "jaar"}, "pendel", _flows)


def contributions_file(request: Request) -> Response:
    """`GET /api/v1/bijdragen/{key}.csv`, `.json` or `.parquet`: what adds to a change (`regio`, `sector`, `van`, `tot`)."""
    return _answer(request, {"regio", "sector", "van", "tot", "techniek"}, "bijdragen", _contributions)


def _flows(figures: Figures, region: str, asked: Asked) -> pd.DataFrame:
    if region not in figures.regions:
        raise BadQuestion(f"Onbekende regio '{region}'. Schrijf een code zoals AM37 of GM0392.")
    way = _one_of("richting", asked, "uitgaand", ("uitgaand", "inkomend"))
    by = _one_of("per", asked, "arbeidsmarktregio", ("arbeidsmarktregio", "gemeente"))
    years = flow_years(figures)
    year = _one_of("jaar", asked, years[-1], years) if years else None
    return ranked_flows(figures, region, way, by, year)  # type: ignore[arg-type]  # checked against what is allowed


def _contributions(figures: Figures, key: str, asked: Asked) -> pd.DataFrame:
    region = asked.get("regio", "")
    if not region:
        raise BadQuestion("Geef een regio, zoals regio=AM37.")
    given = (asked.get("van"), asked.get("tot"), asked.get("sector", "totaal"), asked.get("techniek"))
    return explain(figures, key, region, *given).table()


def _answer(request: Request, parameters: set[str], name: str, read: Callable[[Figures, str, Asked], pd.DataFrame]) -> Response:
    what, _, ending = str(request.path_params["file"]).rpartition(".")
    if ending not in ENDINGS:
        return refused(404, f"Vraag om {what or name}.csv, .json of .parquet.")
    asked = dict(request.query_params)
    allowed = parameters | {"opmaak", "stand"}
    if unknown := [each for each in asked if each not in allowed]:
        return refused(400, f"Onbekende parameter '{unknown[0]}'. Er zijn: {', '.join(sorted(allowed))}.")
    try:
        form = _one_of("opmaak", asked, "internationaal", ("internationaal", "nl"))
        table = read(figures_on(asked.get("stand")), what, asked)
    except UnknownIndicator as error:
        return refused(404, str(error))
    except (BadQuestion, UnknownDefinition) as error:
        return refused(400, str(error))
    except NothingPublished as error:
        return refused(503, str(error))
    return as_file(table, f"{name}-{what}", ending, form)


def _one_of(parameter: str, asked: Asked, default: str, allowed: tuple[str, ...] | list[str]) -> str:
    value = asked.get(parameter, default)
    if value not in allowed:
        raise BadQuestion(f"{parameter} '{value}' bestaat niet; kies uit {', '.join(allowed)}.")
    return value


_BYTES = {"json": to_json, "parquet": to_parquet}
