"""Moments as the names of folders and files, which then stand in order of time: `20261127T064512345678Z`."""

from datetime import UTC, datetime, timedelta

_FORM = "%Y%m%dT%H%M%S%fZ"
ANY_STAMP = "????????T????????????Z"  # as `glob` finds them


def stamp(moment: datetime) -> str:
    """A moment, in UTC, as a name."""
    return moment.strftime(_FORM)


def moment_of(name: str) -> datetime:
    """The moment with which a name begins, in UTC. Raises ValueError."""
    return datetime.strptime(name[: len(ANY_STAMP)], _FORM).replace(tzinfo=UTC)


def now_behind(last: str) -> datetime:
    """This moment; where `last` was named by a clock that was ahead, the moment just behind it. An empty `last` is none."""
    now = datetime.now(UTC)
    return max(now, moment_of(last) + timedelta(microseconds=1)) if last else now
