"""The alert log: each event when it arose, over which channels it was delivered, and when it was over; only ever added to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from ingest.journal import Journal


@dataclass(frozen=True)
class Event:
    """Something that people must know. The same `key` is the same event until it is over."""

    key: str
    title: str
    message: str


class Entry(msgspec.Struct, frozen=True):
    """One line of the log. `channel` is the key of the channel of a delivery; times are UTC."""

    time: datetime
    what: Literal["raised", "delivered", "over"]
    event: str
    title: str = ""
    message: str = ""
    channel: str = ""


@dataclass
class Alert:
    """One event as it went. `over` is None while it lasts."""

    event: Event
    raised: datetime
    over: datetime | None = None
    delivered: set[str] = field(default_factory=set)


class AlertLog:
    """The alerts of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._journal = Journal(data_dir / "alerts.jsonl", Entry)

    def alerts(self) -> list[Alert]:
        """All alerts, oldest first."""
        found: list[Alert] = []
        lasting: dict[str, Alert] = {}
        for entry in self._journal.entries():
            if entry.what == "raised":
                lasting[entry.event] = Alert(Event(entry.event, entry.title, entry.message), entry.time)
                found.append(lasting[entry.event])
            elif entry.event in lasting and entry.what == "delivered":
                lasting[entry.event].delivered.add(entry.channel)
            elif entry.event in lasting:
                lasting.pop(entry.event).over = entry.time
        return found

    def lasting(self) -> dict[str, Alert]:
        """The alerts that are not over, by the key of their event."""
        return {alert.event.key: alert for alert in self.alerts() if alert.over is None}

    def update(self, events: list[Event], untold: set[str]) -> None:
        """Note which events arose and which are over. Of those in `untold` nothing can be said now: they stay as they were."""
        lasting, now = self.lasting(), datetime.now(UTC)
        for event in events:
            if event.key not in lasting:
                self._journal.add(Entry(now, "raised", event.key, event.title, event.message))
        for key in lasting.keys() - {event.key for event in events} - untold:
            self._journal.add(Entry(now, "over", key))

    def delivered(self, events: list[Event], channel: str) -> None:
        """Note that a channel has brought these events."""
        for event in events:
            self._journal.add(Entry(datetime.now(UTC), "delivered", event.key, channel=channel))
