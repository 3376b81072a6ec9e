"""The programme of the agenda for programs: `/api/v1/agenda` lists its files, each of which comes as CSV or JSON."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from indicators.programme.export import NAMES, records_csv, records_json
from indicators.programme.programme import programme
from pages.api.files import check_parameters, form_of
from pages.interface.base import base_path
from pages.interface.refusals import or_refusal, refused


def programme_list(request: Request) -> Response:
    """`GET /api/v1/agenda`: the files of the programme, how many records each has, and what is wrong with them."""
    found = programme()
    start = f"{base_path()}/api/v1/agenda"
    files = [{"naam": name, "rijen": len(found.records(name)), "csv": f"{start}/{name}.csv"} for name in NAMES]
    return JSONResponse({"bestanden": files, "fouten": [str(problem) for problem in found.problems]})


@or_refusal
def programme_file(request: Request) -> Response:
    """`GET /api/v1/agenda/{name}.csv` or `.json`; 404 with a sentence for another name, 400 for another form or parameter."""
    name, _, ending = str(request.path_params["file"]).rpartition(".")
    if name not in NAMES or ending not in ("csv", "json"):
        return refused(404, f"Vraag om .csv of .json van een van: {', '.join(NAMES)}.")
    check_parameters(request.query_params, ("opmaak",))
    records = programme().records(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    if ending == "json":
        return Response(records_json(records), media_type="application/json", headers=headers)
    body = records_csv(name, records, form_of(request.query_params))
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


PROGRAMME: list[BaseRoute] = [Route("/agenda", programme_list), Route("/agenda/{file}", programme_file)]
