"""When each dataset is refreshed: agenda/schedule.toml, checked, as slots that share a time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from ingest.settings import ConfigurationError
from ingest.shape_words import why_refused
from ingest.system_words import in_words

Day = Literal["ma", "di", "wo", "do", "vr", "za", "zo"]
EVERY_DAY: tuple[Day, ...] = ("ma", "di", "wo", "do", "vr", "za", "zo")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


class Moments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When one dataset is refreshed; what is not said is as for all others."""

    tijden: tuple[str, ...] | None = None
    dagen: tuple[Day, ...] | None = None


class Timetable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `spreiding` is in seconds, `opnieuw_na` and `langste_duur` in minutes."""

    tijdzone: str = "Europe/Amsterdam"
    tijden: tuple[str, ...] = ("06:45",)
    dagen: tuple[Day, ...] = EVERY_DAY
    spreiding: int = 300
    opnieuw_na: float = 60
    pogingen: int = 3
    langste_duur: float = 180
    datasets: dict[str, Moments] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the times are in; summer and winter time are its business."""
        return ZoneInfo(self.tijdzone)

    def slots(self, datasets: Iterable[str]) -> list["Slot"]:
        """The slots of these datasets, earliest first; datasets of one slot are refreshed in one run."""
        found: dict[tuple[tuple[int, int, int], tuple[Day, ...]], list[str]] = {}
        for name in datasets:
            own = self.datasets.get(name, Moments())
            days = own.dagen or self.dagen
            in_order = tuple(day for day in EVERY_DAY if day in days)
            for clock in dict.fromkeys(map(_clock, own.tijden or self.tijden)):
                found.setdefault((clock, in_order), []).append(name)
        return [Slot(*clock, days, tuple(names)) for (clock, days), names in sorted(found.items())]


@dataclass(frozen=True)
class Slot:
    """One moment of the day, the days on which it counts, and the datasets that are refreshed then."""

    hour: int
    minute: int
    second: int
    days: tuple[Day, ...]
    datasets: tuple[str, ...]

    def __str__(self) -> str:
        days = "elke dag" if self.days == EVERY_DAY else ", ".join(self.days)
        return f"{days} om {self.hour:02d}:{self.minute:02d}" + (f":{self.second:02d}" if self.second else "")


def timetable(path: Path, datasets: Iterable[str]) -> Timetable:
    """The timetable of a file, or the standard one where there is no file. Raises ConfigurationError."""
    try:
        found = msgspec.toml.decode(path.read_text(encoding="utf-8-sig"), type=Timetable)
    except FileNotFoundError:
        return Timetable()
    except OSError as error:
        raise ConfigurationError(f"{path.name} is niet te lezen: het {in_words(error)}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path.name} is niet te gebruiken: {why_refused(error)}. Vergelijk met de toelichting in het bestand."
        ) from error
    known = list(datasets)
    for name in found.datasets:
        if name not in known:
            raise ConfigurationError(f"{path.name} noemt een onbekende dataset: {name}. Er zijn: {', '.join(known)}.")
    for time in [*found.tijden, *(time for own in found.datasets.values() for time in own.tijden or ())]:
        if not _TIME.fullmatch(time):
            raise ConfigurationError(f"{path.name}: '{time}' is geen tijd. Schrijf bijvoorbeeld 06:45.")
    _refuse_empty_lists(path, {"": Moments(found.tijden, found.dagen), **found.datasets})
    try:
        found.zone  # noqa: B018 - a wrong zone must be refused now, not at the first refresh
    except (LookupError, ValueError, OSError) as error:
        raise ConfigurationError(f"{path.name}: tijdzone '{found.tijdzone}' bestaat niet. Schrijf Europe/Amsterdam.") from error
    for name in ("spreiding", "opnieuw_na", "pogingen", "langste_duur"):
        if getattr(found, name) < 0 or (name in ("pogingen", "langste_duur") and not getattr(found, name)):
            raise ConfigurationError(f"{path.name}: {name} kan niet {getattr(found, name)} zijn. Geef een getal boven nul.")
    return found


def longest_run(path: Path, datasets: Iterable[str]) -> float:
    """How many seconds any refresh may last: as the timetable of a file says, or the standard one where that file is wrong."""
    try:
        found = timetable(path, datasets)
    except ConfigurationError:
        found = Timetable()
    return found.langste_duur * 60


def _refuse_empty_lists(path: Path, moments: dict[str, Moments]) -> None:
    """Raise ConfigurationError where the moments of a dataset, or of all (the empty name), are none: it would never be tried."""
    for name, own in moments.items():
        for what, listed in (("tijden", own.tijden), ("dagen", own.dagen)):
            if listed is not None and not listed:
                raise ConfigurationError(
                    f"{path.name}: de lijst {what}{' van ' if name else ''}{name} is leeg, dus er wordt nooit ververst. "
                    "Noem er minstens één, of haal de regel weg."
                )


def _clock(time: str) -> tuple[int, int, int]:
    hour, minute, second = _TIME.fullmatch(time).groups(default="0")  # type: ignore[union-attr]  # checked when it was read
    return int(hour), int(minute), int(second)
