"""What cannot be answered over HTTP: a status and a sentence that says what is wrong or allowed."""

from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from indicators.agenda_files import WrongAgenda
from indicators.query import BadQuestion, UnknownIndicator
from indicators.sectors import UnknownDefinition
from pages.interface.turns import Busy
from warehouse.version_file import NothingPublished

NO_ADDRESS = "Dit adres bestaat niet. Begin bij /api/v1/indicatoren."
PROBLEM = "application/problem+json"
# Every status of a refusal, and what kind of problem it is.
TITLES = {
    400: "De vraag klopt niet",
    401: "Eerst inloggen",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Alleen te lezen",
    429: "Te veel vragen",
    503: "Nu geen antwoord",
}
Answer = Callable[[Request], Response]
# The first that fits counts: an unknown indicator is a bad question too.
_STATUS: dict[type[Exception], int] = {
    UnknownIndicator: 404,
    BadQuestion: 400,
    UnknownDefinition: 400,
    NothingPublished: 503,
    WrongAgenda: 503,
    Busy: 503,
}
_TOLD = tuple(_STATUS)


def refused(status: int, sentence: str) -> Response:
    """An answer that says what is wrong, as RFC 9457 has it."""
    problem = {"status": status, "title": TITLES[status], "detail": sentence}
    return JSONResponse(problem, status_code=status, media_type=PROBLEM)


def or_refusal(answer: Answer) -> Answer:
    """The same answer; 404 or 400 for a question that cannot be, 503 where there are no figures or the agenda cannot be read,
    and where too many ask for much at once: that one says when to ask again."""

    @wraps(answer)
    def told(request: Request) -> Response:
        try:
            return answer(request)
        except _TOLD as error:
            refusal = refused(next(status for kind, status in _STATUS.items() if isinstance(error, kind)), str(error))
            if isinstance(error, Busy):
                refusal.headers["Retry-After"] = str(error.seconds)
            return refusal

    return told
