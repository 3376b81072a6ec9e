"""What people must know now: datasets that failed or are late, a refresh that went wrong, a figure beyond a threshold.

The rules are agenda/alerts.toml. A threshold is a decision of the region, so each names its document; there is none of our own.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import filelock
import msgspec

from indicators.agenda_files import WrongAgenda, toml
from indicators.alert_log import AlertLog, Event
from indicators.amounts import decimals_in, number, trimmed
from indicators.figures import Figures
from indicators.lines import line
from indicators.query import BadQuestion, indicator
from indicators.words import day_and_hour, in_words
from ingest.notify import Channel, NotDelivered
from ingest.run_log import scheduled_runs
from ingest.sectors import TOTAL
from ingest.settings import AGENDA
from warehouse.health import Health, health
from warehouse.version_file import DamagedVersion


class DatasetRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which states of the data are an event: a failed dataset, a late one, a scheduled refresh that did not come through."""

    mislukt: bool = True
    te_laat: bool = True
    verversing: bool = True


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure beyond a number, in the unit of the indicator, that a document of the region sets: `boven` or `onder`."""

    naam: str
    indicator: str
    regio: str
    document: str
    sector: str = TOTAL
    boven: float | None = None
    onder: float | None = None

    @property
    def key(self) -> str:
        """The key of its event; another number is another event."""
        return f"drempel:{self.indicator}:{self.regio}:{self.sector}:{self.side}:{self.number}"

    @property
    def side(self) -> str:
        """On which side of the number the event lies."""
        return "onder" if self.boven is None else "boven"

    @property
    def number(self) -> float:
        """The number, in the unit of the indicator."""
        number = self.onder if self.boven is None else self.boven
        assert number is not None, "rules() lets no threshold through without one"  # noqa: S101
        return number

    def is_passed_by(self, value: float) -> bool:
        """Whether a value lies beyond it; the number itself does not."""
        return value < self.number if self.boven is None else value > self.number


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    datasets: DatasetRules = DatasetRules()
    drempels: tuple[Threshold, ...] = ()


def rules(agenda: Path = AGENDA) -> Rules:
    """The rules of agenda/alerts.toml, or those about datasets only where there is no file. Raises WrongAgenda."""
    path = agenda / "alerts.toml"
    found = toml(path, Rules) if path.exists() else Rules()
    for threshold in found.drempels:
        if (threshold.boven is None) == (threshold.onder is None):
            raise WrongAgenda(f"agenda/{path.name}: drempel '{threshold.naam}' heeft niet precies één van boven en onder.")
        if not threshold.document.strip():
            raise WrongAgenda(f"agenda/{path.name}: drempel '{threshold.naam}' noemt geen document. Schrijf wie hem vaststelde.")
        try:
            indicator(threshold.indicator)
        except BadQuestion as error:
            raise WrongAgenda(f"agenda/{path.name}: drempel '{threshold.naam}'. {error}") from error
    return found


def look(data_dir: Path, figures: Figures | None, ruled: Rules) -> tuple[list[Event], set[str]]:
    """The events that are there now, and the keys of those of which nothing can be said.

    That is so for a threshold without figures, while all figures are examples or they cannot be read, and for the lateness of
    what failed.
    """
    found = health(data_dir)
    events = [*_dataset_events(found, ruled.datasets), *_run_events(data_dir, found, ruled.datasets)]
    untold = {f"te-laat:{name}" for name in found.failed}
    for threshold in ruled.drempels:
        told = _threshold_event(figures, threshold) if figures else None
        if told is None:
            untold.add(threshold.key)
        events += told or []
    return events, untold


def alert(data_dir: Path, figures: Figures | None, ruled: Rules, channels: list[Channel]) -> list[str]:
    """Note what arose and what is over, and deliver over each channel, in one message, what it has not brought yet.

    Returns a sentence for each channel that did not deliver; what it should have brought is tried again next time.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(data_dir / "alerts.lock"):
        log = AlertLog(data_dir)
        log.update(*look(data_dir, figures, ruled))
        lasting = log.lasting().values()
        troubles = []
        for channel in channels:
            waiting = [each.event for each in lasting if channel.key not in each.delivered]
            trouble = _sent(channel, waiting) if waiting else ""
            if waiting and not trouble:
                log.delivered(waiting, channel.key)
            troubles.append(trouble)
        return [trouble for trouble in troubles if trouble]


def try_out(channels: list[Channel]) -> list[str]:
    """Send a message over each channel that says it is a trial. Returns a sentence for each that did not deliver."""
    trial = Event("proef", "Proefbericht van het arbeidsmarktdashboard", "Meldingen over deze weg komen aan.")
    return [trouble for channel in channels if (trouble := _sent(channel, [trial]))]


def _sent(channel: Channel, events: list[Event]) -> str:
    """Empty when the channel brought these events, else why not."""
    try:
        channel.send(*_as_message(events))
    except NotDelivered as trouble:
        return str(trouble)
    return ""


def _as_message(events: list[Event]) -> tuple[str, str]:
    title = events[0].title if len(events) == 1 else f"{len(events)} meldingen van het arbeidsmarktdashboard"
    return title, "\n\n".join(f"{event.title}\n{event.message}" for event in events)


def _dataset_events(found: Health, ruled: DatasetRules) -> Iterator[Event]:
    for row in found.datasets:
        if ruled.mislukt and row.outcome == "failed":
            yield Event(f"mislukt:{row.dataset}", f"Niet ververst: {row.label}", row.message)
        elif ruled.te_laat and row.overdue:
            yield Event(f"te-laat:{row.dataset}", f"Te laat: {row.label}", row.message)


def _run_events(data_dir: Path, found: Health, ruled: DatasetRules) -> Iterator[Event]:
    """The last scheduled run of each dataset, when it went wrong otherwise than by a dataset that failed."""
    last = {name: run for run in scheduled_runs(data_dir).entries() for name in run.datasets}  # groups change with the timetable
    for names, run in {tuple(run.datasets): run for run in last.values()}.items():
        if ruled.verversing and run.exit_status and not set(found.failed) & set(names):
            said = f"Op {day_and_hour(run.started)}: {run.message} Wat gepubliceerd was, staat er nog."
            yield Event(f"verversing:{','.join(names)}", "Een verversing is niet gelukt", said)


def _threshold_event(figures: Figures, threshold: Threshold) -> list[Event] | None:
    """None when there is no figure to compare, else the event if there is one."""
    try:
        if figures.example:
            return None
        found = line(figures, threshold.indicator, threshold.regio, threshold.sector)
    except DamagedVersion:
        return None
    if not found.points:
        return None
    newest, asked = found.points[-1], indicator(threshold.indicator)
    if not threshold.is_passed_by(newest.value):
        return []
    row = found.rows[found.rows["periode"] == newest.period].iloc[-1]
    value, *margin = (number(each, max(asked.decimals, decimals_in(each))) for each in (newest.value, *(newest.margin or ())))
    unit = row["eenheid"] if asked.is_percentage else f" {row['eenheid']}"
    said = (
        f"{asked.label} in {row['regio']}, {in_words(newest.period)}: {value}{unit} "
        f"({'; marge '.join(filter(None, [newest.status, ' tot '.join(margin)]))}). "
        f"Dat is {threshold.side} de drempel van {trimmed(threshold.number)} uit {threshold.document}. "
        f"Bron: {row['bron']}, {row['tabel']}, opgehaald {day_and_hour(datetime.fromisoformat(row['opgehaald']))}."
    )
    return [Event(threshold.key, f"Drempel: {threshold.naam}", said)]
