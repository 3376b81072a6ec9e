"""The region for which the dashboard is set up, as far as what comes in must know it: agenda/region.toml."""

import sys
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from ingest.settings import AGENDA
from ingest.shape_words import why_refused
from ingest.system_words import in_words

Shape = TypeVar("Shape")


class Home(msgspec.Struct, frozen=True):
    """The own region: its code, its name, its gemeenten (code -> name) and the code of the province that it is set beside.

    `kleinste_aantal` is the smallest count of persons in own figures that may be shown; what is less could point at a person.
    """

    code: str
    naam: str
    gemeenten: dict[str, str]
    provincie: str
    kleinste_aantal: int = 10


@cache
def home() -> Home:
    """The region of agenda/region.toml."""
    return needed(AGENDA / "region.toml", Home)


def needed(path: Path, shape: type[Shape]) -> Shape:
    """What a TOML file of the agenda holds. Nothing can be done without it: a wrong one ends the program with a sentence."""
    try:
        return msgspec.toml.decode(path.read_text(encoding="utf-8-sig"), type=shape)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        reason = f"het {in_words(error)}" if isinstance(error, OSError) else why_refused(error)
        print(f"{path} is niet te gebruiken: {reason}. Vergelijk met agenda/{path.name} van het programma.", file=sys.stderr)
        raise SystemExit(2) from error
