"""A table as an answer: the kinds of file in which figures leave the program over HTTP."""

from collections.abc import Callable
from functools import partial
from typing import cast

import pandas as pd
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from indicators.asking import listed
from indicators.export import CONTRACT, Form, to_csv, to_json, to_parquet
from indicators.figures import Figures
from indicators.query import BadQuestion
from indicators.selection import Selection, TooManyRows, selected
from indicators.vintages import figures_on
from indicators.workbook import to_excel
from pages.api.endpoint import AS_IT_STOOD, FROM, REGION, SECTOR, UNTIL, WRITING, Endpoint, Parameter
from pages.components import dutch
from pages.components.citing import about
from pages.interface.refusals import refused
from pages.interface.settings import WebSettings
from pages.interface.turns import TURNS

ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What takes a turn: about a second of work, or more.
_MANY_LINES = 1_000  # three indicators of all gemeenten
_MANY_ROWS = 20_000
_LESS = "Vraag minder met regio, sector, van en tot."
FORMS = tuple(ENDINGS)
_INDICATORS = Parameter("indicator", "Sleutels van indicatoren.", "werkloosheid,werklozen", several=True)


@partial(
    Endpoint,
    path="/gegevens.{vorm}",
    title="Meer indicatoren in één tabel",
    what="Wat u op Gegevens en downloads kiest, met elk cijfer in een eigen rij.",
    example="/gegevens.csv?indicator=werkloosheid,werklozen&regio=NL01,GM0363&van=2021",
    part=Parameter("vorm", "De vorm van het antwoord.", "csv", FORMS),
    parameters=(_INDICATORS, REGION, SECTOR, FROM, UNTIL, AS_IT_STOOD, WRITING),
    forms=FORMS,
    columns=CONTRACT,
)
def selection_file(request: Request) -> Response:
    """`GET /api/v1/gegevens.csv`, `.json`, `.parquet` or `.xlsx`: several indicators as one table. Raises BadQuestion, Busy."""
    ending, asked = str(request.path_params["vorm"]), request.query_params
    if ending not in ENDINGS:
        return unknown_ending("gegevens")
    keys, regions, sectors = (tuple(listed(asked.get(name))) for name in ("indicator", "regio", "sector"))
    selection = Selection(keys, regions, sectors, asked.get("van", ""), asked.get("tot", ""))
    selection.check()
    figures, most = figures_on(asked.get("stand")), WebSettings.from_environment().most_rows
    lines = len(selection.keys) * len(selection.regions or figures.regions)
    with TURNS.taken(lines > _MANY_LINES):
        try:
            table = selected(figures, selection, most=most)
        except TooManyRows as error:
            raise BadQuestion(_too_many(f"meer dan {dutch.number(most)}", most)) from error
        return as_file(request, figures, table, ending, "arbeidsmarkt")


def file_about(
    request: Request,
    read: Callable[[Figures, str, QueryParams], pd.DataFrame],
    check: Callable[[str, QueryParams], object] | None = None,
    folder: str = "",
) -> Response:
    """The table that `read` gives of what the file in the path is called after, which is called after that and its `folder` too.

    `check` raises for what is wrong whatever figures there are. 404 for another kind of file.
    """
    what, _, ending = str(request.path_params["bestand"]).rpartition(".")
    if ending not in ENDINGS:
        return unknown_ending(what or folder or "een indicator")
    asked = request.query_params
    if check:
        check(what, asked)
    figures = figures_on(asked.get("stand"))
    table = read(figures, what, asked)
    return as_file(request, figures, table, ending, "-".join(filter(None, [folder, what])))


def as_file(request: Request, figures: Figures, table: pd.DataFrame, ending: str, name: str) -> Response:
    """The table as a file with this ending, in the form that was asked for; a long one is made in a turn.

    The file is called after what it holds and, where that was asked for, the day or version of which the figures are.
    Raises BadQuestion for one longer than allowed, Busy.
    """
    most = WebSettings.from_environment().most_rows
    if len(table) > most:
        raise BadQuestion(_too_many(dutch.number(len(table)), most))
    makers = {
        "csv": lambda: to_csv(table, form_of(request)),
        "json": lambda: to_json(table),
        "parquet": lambda: to_parquet(table),
        "xlsx": lambda: to_excel(figures, table, about(figures, table, str(request.url))),
    }
    called = "-".join(filter(None, [name, request.query_params.get("stand", "").strip()]))
    headers = {"Content-Disposition": f'attachment; filename="{called}.{ending}"'}
    with TURNS.taken(len(table) > _MANY_ROWS):
        body = makers[ending]()
    return Response(body, media_type=ENDINGS[ending], headers=headers)


def _too_many(rows: str, most: int) -> str:
    return f"Dit zijn {rows} rijen en een antwoord heeft er hoogstens {dutch.number(most)}. {_LESS}"


def form_of(request: Request) -> Form:
    """The writing of a CSV that is asked for, the international one where none is."""
    return cast(Form, request.query_params.get(WRITING.name, "internationaal"))


def unknown_ending(what: str) -> Response:
    """404, with the kinds of file that there are."""
    *others, last = ENDINGS
    return refused(404, f"Vraag om {what}.{', .'.join(others)} of .{last}.")
