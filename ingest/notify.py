"""Messages to people outside: e-mail and webhooks, over the addresses in ALERT_URLS.

An address is one of apprise (`mailtos://user:password@host?to=...`, `jsons://host/path`, and those of a hundred other services),
and holds secrets: it comes from the environment only, and no part of it is ever shown or stored. Apprise asks nothing of the
network but what delivers a message; what it could do besides (follow redirects, make keys, keep files) is switched off.
"""

import hashlib
import logging
import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

import apprise

from ingest.errors import IngestError
from ingest.settings import ConfigurationError, is_loopback

_VARIABLE = "ALERT_URLS"
_SHORTEST_SECRET = 4  # parts of an address that are shorter are words such as `to`

PATIENCE = 120  # seconds for one message: the library has shorter limits, but none for an answer that comes byte by byte


class NotDelivered(IngestError):
    """A message that did not arrive; the sentence names the channel by its place and kind, without its address."""


@dataclass(frozen=True)
class Channel:
    """One way out. `name` can be shown; `key` recognises the same address again and does not give it away."""

    name: str
    key: str
    address: str = field(repr=False)

    def send(self, title: str, body: str) -> None:
        """Deliver one message, plain text. Raises NotDelivered. Only in the main thread of a process, for its clock."""
        sender = apprise.Apprise(self.address, asset=_asset())
        arrived = False
        with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as captured:  # type: ignore[no-untyped-call]
            try:
                with _at_most(PATIENCE):
                    arrived = bool(sender.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT))
                reason = " ".join(captured.getvalue().split())
            except _TooLong:
                reason = f"het antwoord was na {PATIENCE} seconden nog niet af"
        if not arrived:
            raise NotDelivered(
                f"De melding is niet bezorgd over {self.name}: {_without_secrets(reason, self.address) or 'geen reden bekend'}. "
                f"Controleer het adres in {_VARIABLE} met `python -m indicators alerts --test`."
            )


class _TooLong(BaseException):
    """Time is up; no exception that a library catches to go on."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _TooLong inside the block once it has lasted this long."""

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def channels(environment: Mapping[str, str] = os.environ) -> list[Channel]:
    """The channels that are configured; none when ALERT_URLS is empty. Raises ConfigurationError."""
    return [_channel(number, address) for number, address in enumerate(environment.get(_VARIABLE, "").split(), start=1)]


def _channel(number: int, address: str) -> Channel:
    kind = address.partition("://")[0].lower()
    kind = kind if re.fullmatch(r"[a-z0-9]{1,20}", kind) and "://" in address else "onbekende soort"
    name = f"kanaal {number} ({kind})"
    with apprise.LogCapture(level=logging.CRITICAL):  # type: ignore[no-untyped-call]
        plugin = apprise.Apprise.instantiate(address, asset=_asset())
    if plugin is None:
        raise ConfigurationError(
            f"{_VARIABLE}, {name}: dit adres is niet te gebruiken. Schrijf adressen met spaties ertussen, "
            "zoals mailtos://gebruiker:wachtwoord@mail.voorbeeld.nl?to=iemand@voorbeeld.nl of jsons://voorbeeld.nl/melding."
        )
    open_kinds = plugin.protocol if isinstance(plugin.protocol, tuple) else (plugin.protocol,)
    if kind in open_kinds and not is_loopback(plugin.host):
        raise ConfigurationError(
            f"{_VARIABLE}, {name}: zonder versleuteling mag alleen naar deze computer zelf. Gebruik de soort met een s: {kind}s://."
        )
    return Channel(name, hashlib.sha256(address.encode()).hexdigest()[:12], address)


@cache
def _asset() -> apprise.AppriseAsset:
    return apprise.AppriseAsset(
        app_id="Arbeidsmarktdashboard",
        app_desc="Meldingen van het arbeidsmarktdashboard",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        http_redirects=False,
        pgp_autogen=False,
        pem_autogen=False,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )


def _without_secrets(text: str, address: str) -> str:
    """A text in which no part of an address stands."""
    rest = address.partition("://")[2]
    parts = {part for form in (rest, unquote(rest)) for part in [form, *re.split(r"[/?&=:@,;]+", form)]}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST_SECRET:
            text = text.replace(part, "****")
    return text
