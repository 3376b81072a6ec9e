"""What is served beside the pages: figures for programs, the health of the data, and pages that say that they are Dutch."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.export import Form, to_csv, to_json, to_parquet
from indicators.figures import configured_versions
from indicators.query import BadQuestion, UnknownIndicator, listed, series
from indicators.registry import INDICATORS
from indicators.sectors import UnknownDefinition
from indicators.summary import summary
from indicators.vintages import figures_on
from warehouse.health import health
from warehouse.versions import NothingPublished

_ENDINGS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
_PARAMETERS = {"regio", "sector", "van", "tot", "opmaak", "techniek", "stand"}


def indicator_list(request: Request) -> Response:
    """`GET /api/v1/indicatoren`: all indicators with units, definitions and sources."""
    return JSONResponse([summary(indicator) for indicator in INDICATORS.values()])


def indicator_series(request: Request) -> Response:
    """`GET /api/v1/indicatoren/{key}.csv`, `.json` or `.parquet`: the series; 404 or 400 with a sentence otherwise."""
    key, _, ending = str(request.path_params["file"]).rpartition(".")
    if ending not in _ENDINGS:
        return _refused(404, f"Vraag om {key or 'een indicator'}.csv, .json of .parquet.")
    asked = request.query_params
    unknown = [name for name in asked if name not in _PARAMETERS]
    if unknown:
        return _refused(400, f"Onbekende parameter '{unknown[0]}'. Er zijn: {', '.join(sorted(_PARAMETERS))}.")
    form = asked.get("opmaak", "internationaal")
    if form not in ("internationaal", "nl"):
        return _refused(400, f"opmaak '{form}' bestaat niet; kies nl of internationaal.")
    try:
        table = series(
            figures_on(asked.get("stand")),
            key,
            listed(asked.get("regio")),
            listed(asked.get("sector")),
            asked.get("van"),
            asked.get("tot"),
            asked.get("techniek"),
        )
    except UnknownIndicator as error:
        return _refused(404, str(error))
    except (BadQuestion, UnknownDefinition) as error:
        return _refused(400, str(error))
    except NothingPublished as error:
        return _refused(503, str(error))
    body = to_csv(table, _form(form)) if ending == "csv" else to_json(table) if ending == "json" else to_parquet(table)
    name = "-".join(filter(None, [key, asked.get("stand")]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-cache"}
    return Response(body, media_type=_ENDINGS[ending], headers=headers)


def healthz(request: Request) -> Response:
    """`GET /healthz`: 200 when there is a version to show, 503 otherwise."""
    found = health(configured_versions().data_dir)
    body = {
        "versie": found.version,
        "gemaakt": found.built.isoformat() if found.built else None,
        "leeftijd_uren": found.age_hours,
        "mislukt": found.failed,
    }
    return JSONResponse(body, status_code=200 if found.version else 503)


def _refused(status: int, sentence: str) -> Response:
    return JSONResponse({"fout": sentence}, status_code=status)


def _form(form: str) -> Form:
    return "nl" if form == "nl" else "internationaal"


ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/api/v1/indicatoren", indicator_list),
    Route("/api/v1/indicatoren/{file}", indicator_series),
]


class DutchPages:
    """Says in each HTML page that its language is Dutch: Streamlit's own page has a fixed `lang="en"`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Ask for the page itself, not for a compressed one that we could not read; only pages accept text/html.
        if any(name == b"accept" and b"text/html" in value for name, value in scope["headers"]):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: Message | None = None

        async def translated(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                html = any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
                if html:
                    start = message  # held back until the body, which has the same length afterwards
                    return
            elif start is not None:
                message = {**message, "body": message.get("body", b"").replace(b'<html lang="en">', b'<html lang="nl">')}
                await send(start)
                start = None
            await send(message)

        await self.app(scope, receive, translated)
