"""The programme of the agenda for programs: `/api/v1/agenda` lists its files, each of which comes as CSV or JSON."""

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.programme.export import NAMES, records_csv, records_json
from indicators.programme.programme import programme
from pages.api.endpoint import TEXT, WRITING, Endpoint, file_of
from pages.api.files import form_of
from pages.interface.base import base_path
from pages.interface.refusals import refused

_FILE = {"type": "object", "properties": {"naam": TEXT, "rijen": {"type": "integer"}, "csv": TEXT}}


@partial(
    Endpoint,
    path="/agenda",
    title="De bestanden van de agenda",
    what="Welke bestanden het programma heeft, hoeveel rijen daarin staan en wat er niet aan klopt.",
    example="/agenda",
    schema={
        "type": "object",
        "properties": {"bestanden": {"type": "array", "items": _FILE}, "fouten": {"type": "array", "items": TEXT}},
    },
)
def programme_list(request: Request) -> Response:
    """`GET /api/v1/agenda`: the files of the programme, how many records each has, and what is wrong with them."""
    found = programme()
    start = f"{base_path()}/api/v1/agenda"
    files = [{"naam": name, "rijen": len(found.records(name)), "csv": f"{start}/{name}.csv"} for name in NAMES]
    return JSONResponse({"bestanden": files, "fouten": [str(problem) for problem in found.problems]})


@partial(
    Endpoint,
    path="/agenda/{bestand}",
    title="Een bestand van de agenda",
    what="Projecten, doelgroepen en wat de agenda verder heeft, met de kolommen van de bestanden in agenda/.",
    example="/agenda/projects.json",
    part=file_of("bestand", "De naam van een bestand", "projects.csv", ("csv", "json")),
    parameters=(WRITING,),
    forms=("csv", "json"),
    schema={"type": "array", "items": {"type": "object"}},
)
def programme_file(request: Request) -> Response:
    """`GET /api/v1/agenda/{name}.csv` or `.json`; 404 with a sentence for another name."""
    name, _, ending = str(request.path_params["bestand"]).rpartition(".")
    if name not in NAMES or ending not in ("csv", "json"):
        return refused(404, f"Vraag om .csv of .json van een van: {', '.join(NAMES)}.")
    records = programme().records(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    if ending == "json":
        return Response(records_json(records), media_type="application/json", headers=headers)
    return Response(records_csv(name, records, form_of(request)), media_type="text/csv; charset=utf-8", headers=headers)
