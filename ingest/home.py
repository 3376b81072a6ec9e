"""The region for which the dashboard is set up, as far as files that come by hand must know it: agenda/region.toml."""

from functools import cache
from pathlib import Path

import msgspec

from ingest.settings import AGENDA


class Home(msgspec.Struct, frozen=True):
    """The own region: its code, its name, its gemeenten (code -> name).

    `kleinste_aantal` is the smallest count of persons in own figures that may be shown; what is less could point at a person.
    """

    code: str
    naam: str
    gemeenten: dict[str, str]
    kleinste_aantal: int = 10


@cache
def home(agenda: Path = AGENDA) -> Home:
    """The region of agenda/region.toml. Raises msgspec.MsgspecError, OSError."""
    return msgspec.toml.decode((agenda / "region.toml").read_bytes(), type=Home)
