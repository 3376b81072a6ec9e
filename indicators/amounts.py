"""How numbers are written in Dutch: `8.110`, `73,9`. Apart from indicators/words.py, as no command should wait for babel."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

NOT_PUBLISHED = "niet gepubliceerd"


@lru_cache(maxsize=50_000)
def number(value: float | None, decimals: int = 0, sign: bool = False) -> str:
    """`8.110` or `1.234,5`; with `sign` a plus for a rise. "niet gepubliceerd" for None and NaN."""
    if value is None or value != value:
        return NOT_PUBLISHED
    rounded = _rounded(value, decimals)
    text = format_decimal(rounded, format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale="nl")
    return f"+{text}" if sign and rounded > 0 else text


def _rounded(value: float, decimals: int) -> Decimal:
    """As people round: 72,5 is 73, where Python makes it the even 72."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def decimals_in(value: float | None) -> int:
    """How many decimals a number needs to stand as it was given, two at most: 1 for 8.6."""
    return next(each for each in (0, 1, 2) if each == 2 or value is None or round(value, each) == value)


def trimmed(value: float | None) -> str:
    """A number without needless decimals: `0,67`, `1,5`, `4`. "niet gepubliceerd" for None and NaN."""
    return number(value, decimals_in(value))
