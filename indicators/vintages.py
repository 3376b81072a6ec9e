"""As it stood: the figures of the version that readers saw at the end of a day, or of the version with a name.

A day may have more versions, of which the last one counts; so who cites figures names their version.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from indicators.figures import Figures, configured_versions, current_figures, figures_of
from indicators.query import BadQuestion
from ingest.periods import AMSTERDAM, MONTHS
from warehouse.versions import NothingPublished, Versions

_NAME = re.compile(r"[0-9]{8}T[0-9]{6,12}Z")


def figures_on(stand: str | None) -> Figures:
    """The figures of the configured data folder as they stood at the end of a day in the Netherlands, or those of the version
    with this name; without either, today's.

    Raises BadQuestion for what is neither, a day that is still to come, or what is not kept; NothingPublished,
    ConfigurationError.
    """
    return figures_of(version_on(configured_versions(), stand)) if stand else current_figures()


def version_on(versions: Versions, stand: str) -> str:
    """The name of the version that was published on a day such as 2026-03-01, or has this name itself.

    Raises BadQuestion, NothingPublished.
    """
    if _NAME.fullmatch(stand.strip()):
        return _kept(versions, stand.strip())
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
        if oldest <= day:
            raise BadQuestion(f"De versie die lezers op {in_words(day)} zagen, is niet bewaard. Kies een andere dag.")
        raise BadQuestion(f"Van {in_words(day)} is geen versie bewaard; de oudste is van {in_words(oldest)}.")
    return found.name


def _kept(versions: Versions, name: str) -> str:
    if name not in [version.name for version in versions.all()]:
        raise BadQuestion(f"Versie {name} is niet (meer) bewaard. Vraag zonder stand om de nieuwste cijfers.")
    return name


def in_words(day: date) -> str:
    """A day as people write it: `1 maart 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
