"""Numbers, periods and dates as Dutch readers expect them: 8.110, 73,9%, 2e kwartaal 2024, 21 november 2026."""

from datetime import UTC, datetime
from functools import lru_cache

from babel.dates import format_date

from indicators.amounts import NOT_PUBLISHED as NOT_PUBLISHED
from indicators.amounts import decimals_in
from indicators.amounts import number as number
from indicators.amounts import trimmed as trimmed
from indicators.indicator import Indicator
from indicators.reshaped import OVER_A_YEAR
from indicators.words import AMSTERDAM, in_words
from indicators.words import counted as counted
from indicators.words import first_lower as first_lower
from indicators.words import listed as listed


def amount(value: float | None, unit: str, decimals: int = 0) -> str:
    """A figure as it stands on its own: `73,9%` for a percentage, `8.110` for a count, `+0,8 procentpunt` for a change."""
    text = number(value, decimals, sign=unit.endswith(OVER_A_YEAR))
    if text == NOT_PUBLISHED:
        return text
    return f"{text}{'%' if unit.startswith('%') else ' procentpunt' if unit.startswith('procentpunt') else ''}"


def amount_of(indicator: Indicator, value: float | None) -> str:
    """A figure of an indicator as it stands on its own, with as many decimals as people see of it."""
    return amount(value, indicator.unit, indicator.decimals)


def amount_given(value: float | None, unit: str, decimals: int = 0) -> str:
    """A figure that a document gives: with as many decimals as it has there, and at least so many."""
    return amount(value, unit, max(decimals, decimals_in(value)))


def amount_in_full(value: float | None, unit: str, decimals: int = 0) -> str:
    """A figure that a document gives, with what it counts: `40%`, `8.150 vacatures`."""
    return amount_given(value, unit, decimals) + ("" if unit.startswith("%") else f" {unit}")


def bounds(lower: float | None, upper: float | None, decimals: int = 0) -> str:
    """The bounds of a margin: `3.940 tot 4.530`; empty where one of them is not given (None or NaN)."""
    texts = [number(each, decimals) for each in (lower, upper)]
    return "" if NOT_PUBLISHED in texts else " tot ".join(texts)


def change(old: float, new: float, unit: str, decimals: int = 0) -> str:
    """`+0,3 procentpunt` for a percentage, `-120 (-1,5%)` for a count; no part of what was nothing or less."""
    text = number(new - old, decimals, sign=True)
    if unit.startswith("%"):
        return f"{text} procentpunt"
    return f"{text} ({number(100 * (new - old) / old, 1, sign=True)}%)" if old > 0 else text


def change_of(indicator: Indicator, old: float, new: float) -> str:
    """The change of an indicator from one figure to another, with as many decimals as people see of it."""
    return change(old, new, indicator.unit, indicator.decimals)


def euro(value: float | None) -> str:
    """An amount of money in whole euros: `€2.384.722`; "niet genoemd" for None."""
    return "niet genoemd" if value is None else f"€{number(value)}"


@lru_cache(maxsize=5_000)
def period(code: str) -> str:
    """A period on its own: `2023`, `2e kwartaal 2023`, `maart 2023`."""
    year, _, part = code.partition("-")
    return f"{part[1]}e kwartaal {year}" if part.startswith("Q") else in_words(code)


@lru_cache(maxsize=5_000)
def short_period(code: str) -> str:
    """A period where there is little room: `2023`, `K2 2023`, `mrt 2023`."""
    year, _, part = code.partition("-")
    if part.startswith("Q"):
        return f"K{part[1]} {year}"
    if not part:
        return year
    month = in_words(code).split(" ")[0]
    return f"{'mrt' if month == 'maart' else month[:3]} {year}"


def span(first: str, last: str) -> str:
    """From one period to another, where there is little room: `2015 tot en met 2023`; `2023` for a single one."""
    begin, end = short_period(first), short_period(last)
    return begin if begin == end else f"{begin} tot en met {end}"


def printed_period(code: object, short: bool = False) -> str:
    """When a printed figure is of, as agenda/published_figures.csv allows: a period, a date, `2022-01/2022-09` or `2021/`.

    "niet genoemd" where the document does not say (empty, None or NaN).
    """
    if not isinstance(code, str) or not code:
        return "niet genoemd"
    first, between, last = code.partition("/")
    if between:
        begin, end = printed_period(first, short), printed_period(last, short)
        return f"{begin} tot en met {end}" if last else f"vanaf {begin}"
    if len(code) == len("2023-03-20"):
        return short_day(code) if short else day(code)
    return short_period(code) if short else period(code)


def source_moment(text: str | None) -> datetime | None:
    """A moment as a source wrote it, or None where it wrote none or something else: that is no reason for a page to break off.
    One without a zone, as CBS writes it, is on the clock of Amsterdam; our own are in UTC."""
    try:
        at = datetime.fromisoformat(text or "")
        return at.astimezone(AMSTERDAM) if at.tzinfo else at.replace(tzinfo=AMSTERDAM)
    except (ValueError, OverflowError):
        return None


def day(moment: str | datetime) -> str:
    """A date in running text, on the clock of Amsterdam: `21 november 2026`. Takes ISO 8601 or a moment in UTC."""
    return format_date(_local(moment), "d MMMM yyyy", locale="nl")


def day_and_time(moment: str | datetime) -> str:
    """`21 november 2026 om 06:45`, on the clock of Amsterdam."""
    return f"{day(moment)} om {_local(moment):%H:%M}"


def short_day(moment: str | datetime) -> str:
    """A date in a table: `21-11-2026`."""
    return f"{_local(moment):%d-%m-%Y}"


def short_day_and_time(moment: str | datetime) -> str:
    """A date and time in a table: `21-11-2026 06:45`."""
    return f"{_local(moment):%d-%m-%Y %H:%M}"


def to_the_second(moment: datetime) -> str:
    """A moment in a table of what happened: `21-11-2026 06:45:12`."""
    return f"{_local(moment):%d-%m-%Y %H:%M:%S}"


def listed_in_part(parts: list[str], most: int = 4) -> str:
    """As `listed`; of more than `most` the first three and how many others there are: `a, b, c en 4 andere`."""
    return listed(parts if len(parts) <= most else [*parts[:3], f"{len(parts) - 3} andere"])


def first_upper(text: str) -> str:
    """The text with a capital in front, the rest as it is."""
    return text[:1].upper() + text[1:]


def _local(moment: str | datetime) -> datetime:
    """A moment of ours on the clock of Amsterdam. One without a zone, as the warehouse keeps them, is in UTC."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(AMSTERDAM)
