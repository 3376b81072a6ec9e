"""Points in time of the example, and how CBS writes them."""

from ingest.periods import MONTHS

MODIFIED = "2026-08-14T02:00:00"
LAST_QUARTER = 2026.25  # the second quarter of 2026
LAST_MONTH = (2026, 5)


def quarters(first: float, last: float = LAST_QUARTER) -> list[float]:
    """The quarters from `first` to `last`, each as the point in time where it starts."""
    return [first + step / 4 for step in range(round((last - first) * 4) + 1)]


def cbs_quarter(time: float) -> str:
    """The code of the quarter in which a moment falls: 2023.25 is 2023KW02."""
    return f"{int(time)}KW{round(time % 1 * 4) + 1:02d}"


def quarter(time: float) -> str:
    """The same quarter in our writing: 2023.25 is 2023-Q2."""
    return f"{int(time)}-Q{round(time % 1 * 4) + 1}"


def months(first_year: int) -> list[float]:
    """The months from January of a year to the last one, each as the point in time where it starts."""
    last_year, last_month = LAST_MONTH
    return [first_year + step / 12 for step in range(12 * (last_year - first_year) + last_month)]


def cbs_month(time: float) -> str:
    """The code of the month that starts at a moment: 2023 + 2/12 is 2023MM03."""
    return f"{int(time)}MM{round(time % 1 * 12) + 1:02d}"


def cbs_title(code: str) -> str:
    """The title that CBS gives a period: "2023 2e kwartaal", "2023 maart"."""
    if "MM" in code:
        return f"{code[:4]} {MONTHS[int(code[-2:]) - 1]}"
    return code[:4] if "JJ" in code else f"{code[:4]} {code[-1]}e kwartaal"


def cbs_status(year: int, definite_before: int) -> str:
    """The status that CBS gives a period."""
    return "Definitief" if year < definite_before else "NaderVoorlopig" if year == definite_before else "Voorlopig"
