"""Cells that people wrote, in Dutch and international ways: each `read_*` turns one cell into a value or says why it cannot."""

import re
from datetime import date
from functools import lru_cache

from ingest.periods import MONTHS, Frequency, frequency_of, read_period

Cell = str | float | date | None

# How sources write "not published"; never zero.
MISSING = {"", ".", "..", "-", "–", "—", "x", "*", "n.b.", "nb", "n.v.t.", "nvt", "onbekend", "geheim"}

UNCOMPUTED = "="  # stands for a formula of which no program stored the result

_MONTH = {name: number for number, name in enumerate(MONTHS, start=1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"mrt": 3, "sept": 9}

# A number in Dutch and in international writing: the sign of thousands, the decimal sign, its form with thousands and without.
# What stands before the first sign of thousands begins with no 0: `0,375` is a fraction.
_WRITINGS = [
    (
        thousands,
        decimal,
        re.compile(rf"[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+(?:\{decimal}[0-9]+)?"),
        re.compile(rf"[0-9]+(?:\{decimal}[0-9]+)?"),
    )
    for thousands, decimal in ((".", ","), (",", "."))
]
_WHOLE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_SPACED_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?")


class UnreadableFile(ValueError):
    """A file that holds no table we can read; the sentence names it and says what to do."""


class UnreadableCell(ValueError):
    """A cell that is not what its column asks for; the sentence says what it is and what would do."""


def read_number(cell: Cell) -> float | None:
    """A number in either writing: `1.234,5`, `1,234.5`, `1234.5`, `1 234`; None for the signs that mean "not published".

    A single separator with exactly three digits behind each is a thousands sign: counts of people and jobs are whole. A percent
    sign may stand behind it. Raises UnreadableCell.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _finite(float(cell), cell)
    text, digits, sign = _digits(cell)
    if text in MISSING:
        return None
    for thousands, decimal, grouped, ungrouped in _WRITINGS:
        if grouped.fullmatch(digits) or (ungrouped.fullmatch(digits) and not _WHOLE_THOUSANDS.fullmatch(digits)):
            return _finite(sign * float(digits.replace(thousands, "").replace(decimal, ".")), cell)
    raise UnreadableCell(f"'{cell}' is geen getal; schrijf bijvoorbeeld 1234 of 1.234,5")


def read_ratio(cell: Cell) -> float | None:
    """A ratio such as 1,375 or 1.375: a single separator is always the decimal one. None for "not published".

    Raises UnreadableCell.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _finite(float(cell), cell)
    text, digits, sign = _digits(cell)
    if text in MISSING:
        return None
    if has_percent_sign(cell) or not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", digits):
        raise UnreadableCell(f"'{cell}' is geen verhouding; schrijf bijvoorbeeld 1,38")
    return _finite(sign * float(digits.replace(",", ".")), cell)


def read_quarter(cell: Cell) -> str:
    """A quarter as `2023-Q1`, from `2023-Q1`, `K1 2023`, `1e kwartaal 2023`, or its last day. Raises UnreadableCell."""
    if day := _day(cell):
        return _quarter_of(day, cell)
    year, rest = _year_in(_text(cell).lower(), cell)
    if is_numbered_month(cell):
        raise UnreadableCell(f"'{cell}' is een maand en geen kwartaal; schrijf bijvoorbeeld {year}-Q1 of 31-03-{year}")
    quarter = re.fullmatch(r"(?:[kq]|kwartaal|kw)?0?([1-4])(?:e|ste|de)?(?:kwartaal|kw|k|q)?", re.sub(r"[\s\-_/.]", "", rest))
    if not quarter:
        raise UnreadableCell(f"'{cell}' is geen kwartaal; schrijf bijvoorbeeld 2023-Q1 of 31-03-2023")
    return f"{year}-Q{quarter[1]}"


def read_month(cell: Cell) -> str:
    """A month as `2023-03`, from `2023-03`, `maart 2023`, `2023 Maart`, `2023MM03` or a day in it. Raises UnreadableCell."""
    if code := _code_of_cbs(cell, "month"):
        return code
    if day := _day(cell):
        return f"{day.year}-{day.month:02d}"
    if isinstance(cell, float) and not cell.is_integer():  # 2023.10 is the number 2023.1
        raise UnreadableCell(f"'{cell}' is een getal, waarin oktober en januari hetzelfde zijn; schrijf 2023-10 of oktober 2023")
    year, rest = _year_in(_text(cell).lower(), cell)
    word = re.sub(r"[\s\-_/.]", "", rest)
    month = int(word) if re.fullmatch("[0-9]{1,2}", word) else _MONTH.get(word, 0)
    if not 1 <= month <= 12:
        raise UnreadableCell(f"'{cell}' is geen maand; schrijf bijvoorbeeld 2023-03 of maart 2023")
    return f"{year}-{month:02d}"


def read_year(cell: Cell) -> str:
    """A year as `2023`, from `2023` or `2023JJ00`. Raises UnreadableCell."""
    if code := _code_of_cbs(cell, "year"):
        return code
    text = as_text(cell).strip()
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise UnreadableCell(f"'{cell}' is geen jaar; schrijf bijvoorbeeld 2023")
    return text


def read_day(cell: Cell) -> str:
    """A day as `2026-04-03`, from a date or `3-4-2026`. Raises UnreadableCell."""
    if day := _day(cell):
        return day.isoformat()
    raise UnreadableCell(f"'{cell}' is geen datum; schrijf bijvoorbeeld 03-04-2026")


def is_day(cell: Cell) -> bool:
    """Whether a cell writes out a day that can be meant."""
    try:
        return _day(cell) is not None
    except UnreadableCell:
        return False


def has_percent_sign(cell: Cell) -> bool:
    """Whether a cell is written as a percentage: no count of people is."""
    return isinstance(cell, str) and cell.rstrip().endswith("%")


def is_bare_number_of_year(cell: Cell) -> bool:
    """Whether a cell is a year with one loose digit (`2023-2`), which may mean a quarter as well as a month."""
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}[\s\-_/.]*[1-4]|[1-4][\s\-_/.]+(?:19|20)[0-9]{2}", _text(cell)))


def is_numbered_month(cell: Cell) -> bool:
    """Whether a cell is a year with a month in two digits (`2023-03`), as programs write it."""
    return bool(
        re.fullmatch(r"(?:19|20)[0-9]{2}[\s\-_/.]*(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[\s\-_/.]+(?:19|20)[0-9]{2}", _text(cell))
    )


def as_text(cell: Cell) -> str:
    """A cell as a person writes it: a whole number without decimals, nothing for an empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


@lru_cache(4096)  # a table asks it of the same few words for each of its cells
def plain(header: object) -> str:
    """A header as it is compared: case, spaces and joining signs do not count."""
    return re.sub(r"[\s_\-]+", " ", str(header or "")).strip().lower()


def _code_of_cbs(cell: Cell, frequency: Frequency) -> str | None:
    """What a cell writes as CBS does (`2023MM03`), where that is a year or month as asked; None when it writes otherwise."""
    code = read_period(_text(cell).upper()) if isinstance(cell, str) else None
    return code if code and frequency_of(code) == frequency and code.startswith(("19", "20")) else None


def _finite(number: float, cell: Cell) -> float:
    if abs(number) > 1e12 or number != number:
        raise UnreadableCell(f"'{_text(cell)[:40]}' is te groot om een cijfer te zijn; controleer de cel")
    return number


def _digits(cell: Cell) -> tuple[str, str, float]:
    """The text of a cell without spaces and percent sign; its digits, without a space only between thousands; and the sign."""
    spaced = re.sub(r"\s+", " ", _text(cell)).replace("\u2212", "-").rstrip("% ")
    sign = -1.0 if spaced.startswith("-") else 1.0
    digits = spaced.removeprefix("-").strip()
    if _SPACED_THOUSANDS.fullmatch(digits):
        digits = digits.replace(" ", "")
    return spaced.replace(" ", "").lower(), digits, sign


def _day(cell: Cell) -> date | None:
    """The day that a cell writes out, None when it writes none. Raises UnreadableCell for a day that cannot be meant."""
    if isinstance(cell, date):
        return _in_these_centuries(cell)
    text = _text(cell)
    if match := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", text):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?", text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        written = date(year, month, day)
    except ValueError as error:
        raise UnreadableCell(f"'{cell}' is een dag die niet bestaat") from error
    return _in_these_centuries(written)


def _in_these_centuries(day: date) -> date:
    if not 1900 <= day.year <= 2099:
        raise UnreadableCell(f"'{day}' is een dag die niet bestaat: het jaar ligt buiten 1900 tot 2099")
    return day


def _quarter_of(day: date, cell: Cell) -> str:
    if (day.month, day.day) not in ((3, 31), (6, 30), (9, 30), (12, 31)):
        raise UnreadableCell(f"'{cell}' is niet de laatste dag van een kwartaal; schrijf bijvoorbeeld 31-03-{day.year}")
    return f"{day.year}-Q{day.month // 3}"


def _year_in(text: str, cell: Cell) -> tuple[str, str]:
    """The four-digit year in a text, and what is left of the text without it."""
    match = re.search(r"(?<!\d)((?:19|20)[0-9]{2})(?!\d)", text)
    if not match:
        raise UnreadableCell(f"'{cell}' heeft geen jaartal van vier cijfers")
    return match[1], text[: match.start()] + text[match.end() :]


def _text(cell: Cell) -> str:
    return str(cell if cell is not None else "").strip()
