"""The kinds of field that the files of the programme have: text, number, period, list, choice. Mistakes are told in Dutch."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import ErrorDetails

from ingest.files.tabular import UnreadableCell, read_number
from ingest.periods import is_period

Grouping = Literal["document", "eigen indeling"]


def _number(cell: object) -> float | None:
    """A number in either writing, None for an empty cell. Raises ValueError, in Dutch."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if not isinstance(cell, str | int | float):
        raise ValueError(f"'{cell}' is geen getal")
    try:
        found = read_number(cell)
    except UnreadableCell as error:
        raise ValueError(str(error)) from error
    if found is None:
        raise ValueError(f"'{cell}' is geen getal; laat de cel leeg als het document er geen noemt")
    return found


def _items(cell: object) -> object:
    """The parts of a cell that holds several, with a semicolon between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


def _period(cell: str) -> str:
    if cell and not is_period(cell):
        raise ValueError(f"'{cell}' is geen periode; schrijf bijvoorbeeld 2024, 2024-Q1 of 2024-03")
    return cell


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Maybe = Annotated[str, StringConstraints(strip_whitespace=True)]
Number = Annotated[float | None, BeforeValidator(_number)]
Period = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_period)]
Items = Annotated[tuple[str, ...], BeforeValidator(_items)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Record(BaseModel):
    """What every record has: the document that says it, and where in that document. Fields of a class are columns of its file.

    A place is one or more headings as the document spells them, from large to small, with ` > ` between them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Text
    vindplaats: Text


def in_dutch(error: ErrorDetails) -> str:
    """What pydantic found wrong, as a Dutch sentence without a full stop.

    What is wrong between fields says first which field to change: `eenheid: bij een doel hoort een eenheid`.
    """
    kind, context, found = error["type"], error.get("ctx", {}), error.get("input")
    sentences = {
        "missing": "ontbreekt; vul het aan",
        "string_too_short": "is leeg; vul het in",
        "extra_forbidden": "bestaat hier niet; haal het weg",
        "literal_error": f"'{found}' bestaat niet; kies uit {str(context.get('expected', '')).replace(' or ', ' of ')}",
        "string_pattern_mismatch": f"'{found}' mag alleen kleine letters, cijfers en streepjes hebben",
        "string_type": f"'{found}' is geen tekst; zet er aanhalingstekens om",
        "int_parsing": f"'{found}' is geen geheel getal; schrijf bijvoorbeeld 2024",
        "value_error": str(context.get("error", "klopt niet")),
    }
    return sentences.get(kind, f"'{found}' klopt niet ({kind})")
