"""How the Dutch write how many of something there are, and several things in a row."""

from collections.abc import Sequence


def counted(number: int, one: str, more: str) -> str:
    """A number of things: `1 rij`, `160.906 rijen`."""
    return f"{f'{number:,}'.replace(',', '.')} {one if number == 1 else more}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a en b`, `a, b en c`; empty for nothing."""
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
