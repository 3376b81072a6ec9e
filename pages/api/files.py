"""A table as an answer: the kinds of file in which figures leave the program over HTTP."""

import pandas as pd
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from indicators.asking import listed
from indicators.export import Form, to_csv, to_json, to_parquet
from indicators.figures import Figures
from indicators.query import BadQuestion
from indicators.selection import Selection, TooManyRows, selected
from indicators.vintages import figures_on
from indicators.workbook import to_excel
from pages.components import dutch
from pages.components.citing import about
from pages.interface.refusals import or_refusal, refused
from pages.interface.settings import WebSettings
from pages.interface.turns import TURNS

ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SEVERAL = ("indicator", "regio", "sector")  # the parameters of a series that take more than one value
# What takes a turn: about a second of work, or more.
_MANY_LINES = 1_000  # three indicators of all gemeenten
_MANY_ROWS = 20_000
_LESS = "Vraag minder met regio, sector, van en tot."
_PARAMETERS = ("indicator", "opmaak", "regio", "sector", "stand", "tot", "van")


@or_refusal
def selection_file(request: Request) -> Response:
    """`GET /api/v1/gegevens.csv`, `.json`, `.parquet` or `.xlsx`: several indicators as one table, or a sentence."""
    ending, asked = str(request.path_params["ending"]), request.query_params
    if ending not in ENDINGS:
        return unknown_ending("gegevens")
    check_parameters(asked, _PARAMETERS, SEVERAL)
    figures, selection, most = figures_on(asked.get("stand")), _selection(asked), WebSettings.from_environment().most_rows
    lines = len(selection.keys) * len(selection.regions or figures.regions)
    with TURNS.taken(lines > _MANY_LINES):
        try:
            table = selected(figures, selection, most=most)
        except TooManyRows as error:
            raise BadQuestion(_too_many(f"meer dan {dutch.number(most)}", most)) from error
        return as_file(request, figures, table, ending, "arbeidsmarkt")


def as_file(request: Request, figures: Figures, table: pd.DataFrame, ending: str, name: str) -> Response:
    """The table as a file with this ending, in the form that was asked for; a long one is made in a turn.

    The file is called after what it holds and, where that was asked for, the day or version of which the figures are.
    Raises BadQuestion for one longer than allowed, Busy.
    """
    most = WebSettings.from_environment().most_rows
    if len(table) > most:
        raise BadQuestion(_too_many(dutch.number(len(table)), most))
    makers = {
        "csv": lambda: to_csv(table, form_of(request.query_params)),
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


def check_parameters(asked: QueryParams, known: tuple[str, ...], several: tuple[str, ...] = ()) -> None:
    """Raises BadQuestion for a parameter that is not known or stands there twice, or a form that does not exist.

    `several` take more values, with commas between them.
    """
    for name in asked:
        if len(values := asked.getlist(name)) > 1:
            remedy = f"Zet waarden bij elkaar: {name}={','.join(values)}." if name in several else "Geef er één."
            raise BadQuestion(f"{name} staat er {len(values)} keer. {remedy}")
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise BadQuestion(f"Onbekende parameter '{unknown[0]}'. Er zijn: {', '.join(known)}.")
    form_of(asked)


def form_of(asked: QueryParams) -> Form:
    """The form of a CSV that is asked for, the international one where none is. Raises BadQuestion for another."""
    match asked.get("opmaak", "internationaal"):
        case "internationaal" | "nl" as form:
            return form
        case other:
            raise BadQuestion(f"opmaak '{other}' bestaat niet; kies nl of internationaal.")


def unknown_ending(what: str) -> Response:
    """404, with the kinds of file that there are."""
    *others, last = ENDINGS
    return refused(404, f"Vraag om {what}.{', .'.join(others)} of .{last}.")


def _selection(asked: QueryParams) -> Selection:
    keys, regions, sectors = (tuple(listed(asked.get(name))) for name in ("indicator", "regio", "sector"))
    return Selection(keys, regions, sectors, asked.get("van", ""), asked.get("tot", ""))
