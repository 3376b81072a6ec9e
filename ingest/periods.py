"""Period codes of CBS, and the sign of their status, in our own writing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from ingest.errors import SourceChanged

Frequency = Literal["year", "quarter", "month"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")  # the clock of the sources, and of who reads and writes here

# How firm a figure is, the best first.
STATUSES = ("definitief", "nader voorlopig", "voorlopig", "indicatief", "gepubliceerd", "eigen opgave", "voorbeeld")
# How CBS spells the status of a period, and how we do; a period without a sign is definite, as in CBS's printed tables.
_CBS_STATUSES = {"": "definitief", "definitief": "definitief", "nadervoorlopig": "nader voorlopig", "voorlopig": "voorlopig"}

MONTHS = [
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
]  # fmt: skip

_CODE = re.compile(r"(?P<year>[0-9]{4})(?:(?P<form>JJ|SJ)00|KW(?P<quarter>0[1-4])|MM(?P<month>0[1-9]|1[0-2]))")
_OURS = re.compile(r"[0-9]{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Period:
    """One period as we write it (`2023`, `2023-Q1`, `2023-03`) with the status that its source gives it."""

    code: str
    frequency: Frequency
    status: str


def read_period(code: str) -> str | None:
    """Our code for a CBS period code (`2023KW01` is `2023-Q1`), or None for an unknown form."""
    match = _CODE.fullmatch(code.strip())
    if not match:
        return None
    year = match["year"]
    if match["quarter"]:
        return f"{year}-Q{int(match['quarter'])}"
    if match["month"]:
        return f"{year}-{match['month']}"
    return year


def frequency_of(code: str) -> Frequency:
    """The frequency of a period in our writing: `2023-Q1` is a quarter, `2023-03` a month, `2023` a year."""
    if len(code) == 4:
        return "year"
    return "quarter" if "Q" in code else "month"


def is_period(code: str) -> bool:
    """Whether this is a period in our writing."""
    return bool(_OURS.fullmatch(code))


def moment(code: str) -> float:
    """A period in our writing as a point in time, in years: `2023` is 2023.0, `2023-Q2` 2023.25, `2023-07` 2023.5."""
    year, number, in_a_year = _numbered(code)
    return year + (number - 1) / in_a_year


def end(code: str) -> float:
    """Where a period in our writing ends, in years, which is where the next begins: `2023` and `2023-Q4` at 2024.0."""
    year, number, in_a_year = _numbered(code)
    return year + number / in_a_year


def _numbered(code: str) -> tuple[int, int, int]:
    """The year of a period, its number in that year, and how many such periods a year has: `2023-Q2` is 2023, 2, 4."""
    year, _, part = code.partition("-")
    if not part:
        return int(year), 1, 1
    return (int(year), int(part[1:]), 4) if part.startswith("Q") else (int(year), int(part), 12)


def first_and_last(code: str, frequency: Frequency) -> tuple[str, str]:
    """The first and the last period of this frequency within a longer one: `2026` by quarter is `2026-Q1` and `2026-Q4`.

    A period that is no longer than that stands for itself.
    """
    year, _, part = code.partition("-")
    if frequency == "quarter" and not part:
        return f"{year}-Q1", f"{year}-Q4"
    if frequency == "month" and frequency_of(code) != "month":
        quarters = (int(part[1]), int(part[1])) if part else (1, 4)
        return f"{year}-{3 * quarters[0] - 2:02}", f"{year}-{3 * quarters[1]:02}"
    return code, code


def in_words(code: str) -> str:
    """A period as it follows "in": `2023`, `het 2e kwartaal van 2023`, `maart 2023`."""
    year, _, part = code.partition("-")
    if not part:
        return year
    return f"het {part[1]}e kwartaal van {year}" if part.startswith("Q") else f"{MONTHS[int(part) - 1]} {year}"


def periods_of(table: str, codes: Iterable[Mapping[str, str | None]]) -> dict[str, Period]:
    """The Perioden list of a table as raw code -> Period. Raises SourceChanged for a code or status in an unknown form."""
    found: dict[str, Period] = {}
    for row in codes:
        key, status = str(row["Key"]).strip(), "".join((row.get("Status") or "").split())
        period = read_period(key)
        if period is None:
            raise SourceChanged(
                f"Tabel {table}",
                "een periode zoals 2023JJ00, 2023KW01 of 2023MM01",
                f"{key!r} ({row.get('Title')})",
                "Vul de vormen aan in ingest/periods.py.",
            )
        if status.lower() not in _CBS_STATUSES:
            raise SourceChanged(
                f"Tabel {table}, periode {key}",
                "de status Definitief, NaderVoorlopig of Voorlopig",
                repr(status),
                "Vul de statussen aan in ingest/periods.py.",
            )
        found[key] = Period(period, frequency_of(period), _CBS_STATUSES[status.lower()])
    return found


def years_of_december(table: str, periods: Mapping[str, Period]) -> dict[str, Period]:
    """The periods of a table that gives the position in December: `2022MM12` stands for the year 2022.

    Raises SourceChanged for any other month or quarter.
    """
    other = [raw for raw, period in periods.items() if period.frequency != "year" and not raw.endswith("MM12")]
    if other:
        raise SourceChanged(
            f"Tabel {table}",
            "alleen jaren of de maand december",
            ", ".join(other[:5]),
            "Pas `december` van de declaratie aan.",
        )
    return {raw: Period(period.code[:4], "year", period.status) for raw, period in periods.items()}
