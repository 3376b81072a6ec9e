"""As it stood on a date: the figures of the version that readers saw at the end of that day."""

from datetime import UTC, date, datetime, time, timedelta

from indicators.figures import Figures, configured_versions, current_figures, figures_of
from indicators.query import BadQuestion
from ingest.periods import AMSTERDAM, MONTHS
from warehouse.versions import NothingPublished, Versions


def figures_on(stand: str | None) -> Figures:
    """The figures of the configured data folder as they stood at the end of a day in the Netherlands; without one, today's.

    Raises BadQuestion for what is no date, a day that is still to come, or a day of which no version is kept;
    NothingPublished, ConfigurationError.
    """
    return figures_of(version_on(configured_versions(), stand)) if stand else current_figures()


def version_on(versions: Versions, stand: str) -> str:
    """The name of the version that was published on a day such as 2026-03-01. Raises BadQuestion, NothingPublished."""
    try:
        day = date.fromisoformat(stand.strip())
    except ValueError as error:
        raise BadQuestion(f"stand is geen datum: '{stand}'. Schrijf jaar-maand-dag, zoals 2026-03-01.") from error
    if day > datetime.now(AMSTERDAM).date():
        raise BadQuestion(f"{in_words(day)} moet nog komen. Kies een dag tot en met vandaag.")
    kept = versions.all()
    if not kept:
        raise NothingPublished
    midnight = datetime.combine(day + timedelta(days=1), time(), AMSTERDAM)
    found = versions.as_of(midnight.astimezone(UTC) - timedelta(microseconds=1))
    if found is None:
        oldest = kept[0].built.astimezone(AMSTERDAM).date()
        raise BadQuestion(f"Van {in_words(day)} is geen versie bewaard; de oudste is van {in_words(oldest)}.")
    return found.name


def in_words(day: date) -> str:
    """A day as people write it: `1 maart 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
