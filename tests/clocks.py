"""Time in tests: a clock that stands still, and waiting for what takes a while."""

import time
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TypeVar

PATIENCE = 60  # seconds until we say that something never happens
Found = TypeVar("Found")


def clock_at(moment: datetime) -> type[datetime]:
    """A clock that stands still."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    return Clock


def until(question: Callable[[], Found], what: str) -> Found:
    """What a question gives as soon as it gives anything; fails, and names what never came, after a minute."""
    end = time.monotonic() + PATIENCE
    while not (found := question()):
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)
    return found
