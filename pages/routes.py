"""What is served beside the pages: figures for programs, the alerts as a feed, and the health of the data."""

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from indicators.figures import configured_versions
from pages.api.briefing import briefing
from pages.api.description import Versioned, description
from pages.api.endpoints import ENDPOINTS
from pages.api.feed import feed
from pages.interface.own_files import OWN_FILES, PATHS
from pages.interface.polite import polite
from pages.interface.refusals import NO_ADDRESS, refused
from pages.interface.settings import WebSettings
from warehouse.health import health

SETTINGS = WebSettings.from_environment()
configured_versions()  # what is wrong with the settings of the data is told at the start too


def healthz(request: Request) -> Response:
    """`GET /healthz`: 200 when there is a version to show, 503 otherwise."""
    found = health(configured_versions().data_dir)
    body = {
        "versie": found.version,
        "gemaakt": found.built.isoformat() if found.built else None,
        "leeftijd_uren": found.age_hours,
        "mislukt": found.failed,
        "te_laat": found.overdue,
        "laatste_poging": found.last_attempt.isoformat() if found.last_attempt else None,
    }
    return JSONResponse(body, status_code=200 if found.version else 503, headers={"Cache-Control": "no-store"})


class Otherwise:
    """What stands behind the routes and gets what none of them takes: 404 for another address, 405 for anything but a question,
    each with a sentence. Figures change by way of a refresh or a login, never from here."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever the method."""
        if scope["method"] in ("GET", "HEAD"):
            answer = refused(404, NO_ADDRESS)
        else:
            answer = refused(405, "Hier valt alleen te lezen: vraag met GET.")
            answer.headers["Allow"] = "GET, HEAD"
        await answer(scope, receive, send)


API: list[BaseRoute] = [
    *(endpoint.route for endpoint in ENDPOINTS),
    Route("/openapi.json", description),
    Route("/{rest:path}", Otherwise()),  # stays last
]
ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/briefing.pdf", briefing, middleware=polite(SETTINGS)),
    *OWN_FILES,
    Route("/feed.xml", feed, middleware=polite(SETTINGS)),
    Mount("/api/v1", routes=API, middleware=[Middleware(Versioned), *polite(SETTINGS)]),
    *(Route(path, Otherwise()) for path in ("/healthz", "/briefing.pdf", *PATHS, "/feed.xml")),
    Route("/api", Otherwise()),
    Route("/api/{rest:path}", Otherwise()),
]
