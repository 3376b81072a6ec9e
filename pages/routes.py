"""What is served beside the pages: figures for programs, the alerts as a feed, and the health of the data."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from indicators.export import Form, to_csv, to_json, to_parquet
from indicators.figures import configured_versions
from indicators.query import BadQuestion, UnknownIndicator, listed, series
from indicators.registry import INDICATORS
from indicators.sectors import UnknownDefinition
from indicators.summary import summary
from indicators.vintages import figures_on
from pages.interface.feed import feed
from pages.interface.polite import polite
from pages.interface.programme import PROGRAMME
from pages.interface.settings import WebSettings
from warehouse.health import health
from warehouse.versions import NothingPublished

SETTINGS = WebSettings.from_environment()
_ENDINGS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
_LESS = "Vraag minder met regio, sector, van en tot."
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
    if len(table) > (most := WebSettings.from_environment().most_rows):
        return _refused(400, f"Dit zijn {len(table)} rijen en een antwoord heeft er hoogstens {most}. {_LESS}")
    body = to_csv(table, _form(form)) if ending == "csv" else to_json(table) if ending == "json" else to_parquet(table)
    name = "-".join(filter(None, [key, asked.get("stand")]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(body, media_type=_ENDINGS[ending], headers=headers)


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


def nowhere(request: Request) -> Response:
    """Any other address below /api/v1: 404 with a sentence."""
    return _refused(404, "Dit adres bestaat niet. Begin bij /api/v1/indicatoren.")


def _refused(status: int, sentence: str) -> Response:
    return JSONResponse({"fout": sentence}, status_code=status)


def _form(form: str) -> Form:
    return "nl" if form == "nl" else "internationaal"


API: list[BaseRoute] = [
    Route("/indicatoren", indicator_list),
    Route("/indicatoren/{file}", indicator_series),
    *PROGRAMME,
    Route("/{rest:path}", nowhere),  # stays last
]
ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/feed.xml", feed, middleware=polite(SETTINGS)),
    Mount("/api/v1", routes=API, middleware=polite(SETTINGS)),
]
