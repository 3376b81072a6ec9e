"""A question that a program can ask: its address, what may be asked, and what comes back.

From the declaration follow its route, the check of what is asked, and how it is described to people and to programs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from indicators.query import BadQuestion
from pages.interface.refusals import or_refusal

TEXT = {"type": "string"}  # in JSON Schema


@dataclass(frozen=True)
class Parameter:
    """A part of an address. `values` are all that it may be, none where these are too many to name; with `several`, more of them
    may stand in it, with commas between."""

    name: str
    what: str
    example: str
    values: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Endpoint:
    """A question at `path` (below `/api/v1`, its `part` in braces), with the parameters behind it and the forms of its answer.

    `columns` are those of the rows of the answer; of one that has no such rows, `schema` describes the JSON.
    `example` is an address with an answer.
    """

    answer: Callable[[Request], Response]
    path: str
    title: str
    what: str
    example: str
    part: Parameter | None = None
    parameters: tuple[Parameter, ...] = ()
    forms: tuple[str, ...] = ("json",)
    columns: Sequence[str] = ()
    schema: Mapping[str, Any] | None = None

    @property
    def asked(self) -> tuple[Parameter, ...]:
        """All that is asked in an address: its part, where it has one, and then the parameters behind it."""
        return (*((self.part,) if self.part else ()), *self.parameters)

    @property
    def route(self) -> Route:
        """Where this is answered."""
        return Route(self.path, self.__call__)

    def __call__(self, request: Request) -> Response:
        """The answer, or a sentence that says why there is none: 400 for a parameter that cannot be."""
        return or_refusal(self._checked)(request)

    def _checked(self, request: Request) -> Response:
        check_parameters(request.query_params, self.parameters)
        return self.answer(request)


def check_parameters(asked: QueryParams, known: tuple[Parameter, ...]) -> None:
    """Raises BadQuestion for a parameter that is not known or stands there twice, or a value that it cannot have."""
    by_name = {each.name: each for each in known}
    for name in asked:
        if name not in by_name:
            raise BadQuestion(f"Onbekende parameter '{name}'. Er zijn: {', '.join(sorted(by_name)) or 'geen'}.")
        parameter, values = by_name[name], asked.getlist(name)
        if len(values) > 1:
            remedy = f"Zet waarden bij elkaar: {name}={','.join(values)}." if parameter.several else "Geef er één."
            raise BadQuestion(f"{name} staat er {len(values)} keer. {remedy}")
        if parameter.values and values[0] not in parameter.values:
            raise BadQuestion(f"{name} '{values[0]}' bestaat niet; kies uit {', '.join(parameter.values)}.")


def file_of(name: str, what: str, example: str, forms: Sequence[str]) -> Parameter:
    """The part of an address that names a file: what it is about and, behind a point, one of these forms."""
    return Parameter(name, f"{what}, met een punt en de vorm erachter: {', '.join(forms)}.", example)


REGION = Parameter("regio", "Codes van gebieden. Zonder: alle gebieden die het cijfer hebben.", "NL01,GM0363", several=True)
SECTOR = Parameter("sector", "Sectoren. Zonder: alle sectoren die het cijfer heeft.", "zorg-welzijn,onderwijs", several=True)
FROM = Parameter("van", "Het eerste jaar.", "2021")
UNTIL = Parameter("tot", "Het laatste jaar.", "2024")
TECHNIEK = Parameter("techniek", "Welke bedrijfstakken techniek zijn; zonder: zoals de agenda het bedoelt.", "smal")
AS_IT_STOOD = Parameter("stand", "De cijfers zoals die op een dag waren, of de naam van een versie.", "2026-03-01")
WRITING = Parameter(
    "opmaak", "Hoe een CSV is geschreven: met , en . of, voor een Nederlandse Excel, met ; en ,", "nl", ("nl", "internationaal")
)
