"""How the dashboard shows itself to the outside: which sites may frame it, and how much one address may ask of the interface."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from limits import RateLimitItem, parse

_SITE = re.compile(r"'none'|'self'|https://(\*\.)?[A-Za-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?")
_GRANULARITIES = {
    "second": ("seconde", "seconden"),
    "minute": ("minuut", "minuten"),
    "hour": ("uur", "uur"),
    "day": ("dag", "dagen"),
    "month": ("maand", "maanden"),
    "year": ("jaar", "jaar"),
}


class WrongSetting(ValueError):
    """An environment variable that cannot be; the sentence says which one and what is allowed."""


@dataclass(frozen=True)
class WebSettings:
    """`frame_ancestors` is the value of that rule in the Content-Security-Policy; `rate` is None when there is no limit."""

    frame_ancestors: str
    rate: RateLimitItem | None
    most_rows: int

    @property
    def rate_in_words(self) -> str:
        """How much one address may ask: `600 keer per minuut`; empty when there is no limit."""
        if not self.rate:
            return ""
        one, more = _GRANULARITIES[self.rate.GRANULARITY.name]
        span = one if self.rate.multiples == 1 else f"{self.rate.multiples} {more}"
        return f"{self.rate.amount} keer per {span}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "WebSettings":
        """The settings of this server: FRAME_ANCESTORS, API_RATE_LIMIT and API_MAX_ROWS. Raises WrongSetting."""
        return cls(
            frame_ancestors=_sites(environment.get("FRAME_ANCESTORS") or "'self'"),
            rate=_rate(environment.get("API_RATE_LIMIT") or "600/minute"),
            most_rows=_rows(environment.get("API_MAX_ROWS") or "200000"),
        )


def asked_port(environment: Mapping[str, str] = os.environ) -> int | None:
    """The port that PORT asks for, None when it is not set. Raises WrongSetting."""
    value = environment.get("PORT", "")
    if value and not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= 65535):
        raise WrongSetting(f"PORT: '{value}' is geen poort. Schrijf een getal van 1 tot en met 65535, zoals 8501.")
    return int(value) if value else None


def _sites(value: str) -> str:
    wrong = [site for site in value.split() if not _SITE.fullmatch(site)]
    if wrong:
        raise WrongSetting(
            f"FRAME_ANCESTORS: {wrong[0]} kan niet. Schrijf 'none', 'self' of adressen met spaties ertussen, "
            "zoals 'self' https://intranet.voorbeeld.nl."
        )
    return " ".join(value.split())


def _rate(value: str) -> RateLimitItem | None:
    if value in ("0", "geen"):
        return None
    try:
        return parse(value)
    except ValueError as error:
        raise WrongSetting(f"API_RATE_LIMIT: '{value}' kan niet. Schrijf bijvoorbeeld 600/minute, of geen.") from error


def _rows(value: str) -> int:
    if not value.isdecimal() or not int(value):
        raise WrongSetting(f"API_MAX_ROWS: '{value}' is geen aantal rijen. Schrijf bijvoorbeeld 200000.")
    return int(value)
