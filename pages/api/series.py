"""The indicators over HTTP: which there are, and the series of each as a file."""

from functools import partial

import pandas as pd
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.asking import listed
from indicators.export import CONTRACT
from indicators.figures import Figures
from indicators.query import check_beforehand, series
from indicators.registry import INDICATORS
from indicators.summary import summary
from pages.api.endpoint import AS_IT_STOOD, FROM, REGION, SECTOR, TECHNIEK, TEXT, UNTIL, WRITING, Endpoint, file_of
from pages.api.files import FORMS, file_about


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
                **dict.fromkeys(("key", "label", "unit", "definition", "calculation", "direction"), TEXT),
                "by_sector": {"type": "boolean"},
                "sources": {
                    "type": "array",
                    "items": {"type": "object", "properties": dict.fromkeys(("dataset", "label", "producer"), TEXT)},
                },
                "caveats": {"type": "array", "items": TEXT},
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
    return file_about(request, _series, _check)


def _check(key: str, asked: QueryParams) -> None:
    check_beforehand(key, listed(asked.get("sector")), asked.get("van"), asked.get("tot"))


def _series(figures: Figures, key: str, asked: QueryParams) -> pd.DataFrame:
    regions, sectors = listed(asked.get("regio")), listed(asked.get("sector"))
    return series(figures, key, regions, sectors, asked.get("van"), asked.get("tot"), asked.get("techniek"))
