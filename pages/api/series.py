"""The indicators over HTTP: which there are, and the series of each as a file."""

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.asking import listed
from indicators.export import CONTRACT
from indicators.query import indicator, series
from indicators.registry import INDICATORS
from indicators.summary import summary
from indicators.vintages import figures_on
from pages.api.endpoint import AS_IT_STOOD, FROM, REGION, SECTOR, TECHNIEK, UNTIL, WRITING, Endpoint, file_of
from pages.api.files import ENDINGS, FORMS, as_file, unknown_ending

_TEXT = {"type": "string"}


@partial(
    Endpoint,
    path="/indicatoren",
    title="Welke indicatoren er zijn",
    what="Van elke indicator de sleutel, naam, eenheid, definitie, berekening en bronnen.",
    example="/indicatoren",
    schema={
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                **dict.fromkeys(("key", "label", "unit", "definition", "calculation", "direction"), _TEXT),
                "by_sector": {"type": "boolean"},
                "sources": {
                    "type": "array",
                    "items": {"type": "object", "properties": dict.fromkeys(("dataset", "label", "producer"), _TEXT)},
                },
                "caveats": {"type": "array", "items": _TEXT},
            },
        },
    },
)
def indicator_list(request: Request) -> Response:
    """`GET /api/v1/indicatoren`: all indicators with units, definitions and sources."""
    return JSONResponse([summary(indicator) for indicator in INDICATORS.values()])


@partial(
    Endpoint,
    path="/indicatoren/{bestand}",
    title="De cijfers van een indicator",
    what="De hele reeks, of het deel dat u vraagt.",
    example="/indicatoren/werkloosheid.csv?regio=NL01,GM0363&van=2021",
    part=file_of("bestand", "De sleutel van een indicator", "werkloosheid.csv", FORMS),
    parameters=(REGION, SECTOR, FROM, UNTIL, TECHNIEK, AS_IT_STOOD, WRITING),
    forms=FORMS,
    columns=CONTRACT,
)
def indicator_series(request: Request) -> Response:
    """`GET /api/v1/indicatoren/{key}.csv`, `.json`, `.parquet` or `.xlsx`: the series. Raises UnknownIndicator, BadQuestion."""
    key, _, ending = str(request.path_params["bestand"]).rpartition(".")
    if ending not in ENDINGS:
        return unknown_ending(key or "een indicator")
    indicator(key)  # first, as that can be told without any figure
    asked = request.query_params
    figures = figures_on(asked.get("stand"))
    regions, sectors = listed(asked.get("regio")), listed(asked.get("sector"))
    table = series(figures, key, regions, sectors, asked.get("van"), asked.get("tot"), asked.get("techniek"))
    return as_file(request, figures, table, ending, key)
