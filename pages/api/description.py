"""`/api/v1/openapi.json`: what a program can ask, as an OpenAPI document.

It stands where the API Design Rules of the Dutch government (NLGov REST API Design Rules 2.0) want it, which also ask for the
header `API-Version` and for `application/problem+json` (RFC 9457) where something is wrong.
"""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.agenda import home_region
from indicators.dictionary import MEANINGS
from indicators.export import NUMBERS
from pages.api.endpoint import TEXT, Endpoint, Parameter
from pages.api.endpoints import ENDPOINTS
from pages.api.files import ENDINGS
from pages.components.contact import contact
from pages.interface.base import base_path
from pages.interface.refusals import PROBLEM, TITLES, or_refusal

VERSION = "1.0.0"  # of the interface, by semantic versioning; its first number stands in the address too
REFUSALS = (400, 401, 404, 429, 503)
READ_ALONG = (
    "Lees status, bron, tabel en opgehaald altijd mee: een cijfer kan voorlopig, indicatief of een voorbeeld zijn. "
    "Een leeg cijfer is niet gepubliceerd, en nooit nul. "
    "Wat niet veranderd is, hoeft niet opnieuw over de lijn: vraag met If-None-Match."
)


class Versioned:
    """Says of each answer by which version of the interface it was given."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["API-Version"] = VERSION
            await send(message)

        await self.app(scope, receive, marked)


@or_refusal
def description(request: Request) -> Response:
    """`GET /api/v1/openapi.json`: the document (OpenAPI 3.1), in Dutch."""
    return JSONResponse(document(str(request.base_url)))


def document(site: str) -> dict[str, Any]:
    """The OpenAPI document of this dashboard, of which `site` is the address. Raises WrongAgenda."""
    region, email = home_region(), contact()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Arbeidsmarktdashboard {region.naam}",
            "version": VERSION,
            "description": f"Cijfers over de arbeidsmarkt van alle regio's en gemeenten. {READ_ALONG}",
            "contact": {"name": f"Arbeidsmarktregio {region.naam}", "url": site, **({"email": email} if email else {})},
        },
        "servers": [{"url": f"{base_path()}/api/v1"}],
        "paths": {each.path: {"get": _operation(each)} for each in ENDPOINTS},
        "components": {
            "headers": {"API-Version": {"description": "De versie van deze API.", "schema": TEXT}},
            "schemas": {"Probleem": _PROBLEM_SCHEMA},
            "responses": {str(status): _refusal(TITLES[status]) for status in REFUSALS},
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    """How one question is asked and answered."""
    refusals = [status for status in REFUSALS if endpoint.part or status != 404]
    answer = {
        "description": "Het antwoord.",
        "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
        "content": {ENDINGS[form].split(";")[0]: {"schema": _schema(endpoint, form)} for form in endpoint.forms},
    }
    return {
        "operationId": endpoint.answer.__name__,
        "summary": endpoint.title,
        "description": endpoint.what,
        "parameters": [_parameter(each, "path" if each is endpoint.part else "query") for each in endpoint.asked],
        "responses": {"200": answer, **{str(each): {"$ref": f"#/components/responses/{each}"} for each in refusals}},
    }


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    text = TEXT | ({"enum": list(parameter.values)} if parameter.values else {})
    described = {"name": parameter.name, "in": place, "description": parameter.what, "required": place == "path"}
    if not parameter.several:
        return described | {"schema": text, "example": parameter.example}
    several = {"schema": {"type": "array", "items": text}, "style": "form", "explode": False}
    return described | several | {"example": parameter.example.split(",")}


def _schema(endpoint: Endpoint, form: str) -> dict[str, Any]:
    if form != "json":
        return TEXT
    if endpoint.schema:
        return dict(endpoint.schema)
    properties = {
        column: {"type": ["number" if column in NUMBERS else "string", "null"], "description": MEANINGS[column]}
        for column in endpoint.columns
    }
    row = {"type": "object", "properties": properties, "required": list(endpoint.columns), "additionalProperties": False}
    return {"type": "array", "items": row}


def _refusal(title: str) -> dict[str, Any]:
    return {"description": title, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}}}


_PROBLEM_SCHEMA = {
    "type": "object",
    "properties": {
        "status": {"type": "integer", "description": "De status van HTTP."},
        "title": {"type": "string", "description": "Wat voor probleem het is."},
        "detail": {"type": "string", "description": "Een zin die zegt wat er mis is, en wat wel kan."},
    },
    "required": ["status", "title", "detail"],
}
