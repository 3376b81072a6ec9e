"""How the Dutch write how many of something there are, several things in a row, and when something was."""

from collections.abc import Sequence
from datetime import datetime

from ingest.periods import AMSTERDAM


def counted(number: int, one: str, more: str) -> str:
    """A number of things: `1 rij`, `160.906 rijen`."""
    return f"{f'{number:,}'.replace(',', '.')} {one if number == 1 else more}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a en b`, `a, b en c`; empty for nothing."""
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def day_and_hour(moment: datetime) -> str:
    """`21-11-2026 om 06:45 uur`, on the clock of Amsterdam."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M} uur"
