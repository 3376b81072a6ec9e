"""Where the data lives and which services are asked, read from the environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ingest.system_words import in_words

PROJECT = Path(__file__).resolve().parent.parent

# What only the dashboard itself needs, and what only those need who send messages.
_SECRETS = ("OIDC_CLIENT_SECRET", "COOKIE_SECRET")
_SECRETS_OF_MESSAGES = ("ALERT_URLS",)

# The roads to CBS, with what they mean in a message.
CBS_ROADS = {"auto": "v3, en v4 waar v3 niet lukt", "v3": "alleen OData v3", "v4": "alleen OData v4"}


class ConfigurationError(Exception):
    """A setting that cannot work; the sentence says which one and what is allowed."""


def _resolved(variable: str, folder: str) -> Path:
    """The whole path of a folder that a setting names. Raises ConfigurationError for the home of a user who is not here."""
    try:
        return Path(folder).expanduser().resolve()
    except RuntimeError as error:
        raise ConfigurationError(f"{variable} noemt een gebruiker die hier niet is: {folder}. Geef een map.") from error


def _agenda_folder() -> Path:
    """The folder of the agenda. It is needed on import, when nobody can tell an error: a wrong one ends the program here."""
    try:
        return _resolved("AGENDA_DIR", os.environ.get("AGENDA_DIR") or str(PROJECT / "agenda"))
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error


AGENDA = _agenda_folder()


@dataclass(frozen=True)
class Settings:
    """Where the data live and where the services are; an empty address is a service that is not asked."""

    data_dir: Path
    cbs_v3_url: str
    cbs_v4_url: str = "https://datasets.cbs.nl"
    cbs_api: str = "auto"
    data_overheid_url: str = "https://data.overheid.nl"
    pdok_url: str = ""
    duo_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of this run.

        Raises ConfigurationError for a data folder that cannot be one, for a service address that is not https, unless it is
        a loopback address, and for a road to CBS that does not exist.
        """
        cbs_v3_url = _service_root(environment, "CBS_V3_URL", "https://opendata.cbs.nl")
        # A CBS on this computer is for trying something out: then no other source is asked, unless it is named.
        alone = is_loopback(urlsplit(cbs_v3_url).hostname)

        def beside(variable: str, default: str) -> str:
            return "" if alone and not environment.get(variable) else _service_root(environment, variable, default)

        return cls(
            data_dir=_data_folder(environment.get("DATA_DIR") or str(PROJECT / "data")),
            cbs_v3_url=cbs_v3_url,
            cbs_v4_url=_service_root(environment, "CBS_V4_URL", cls.cbs_v4_url),
            cbs_api=_one_of(environment, "CBS_API", CBS_ROADS, cls.cbs_api),
            data_overheid_url=_service_root(environment, "DATA_OVERHEID_URL", cls.data_overheid_url),
            pdok_url=beside("PDOK_URL", "https://service.pdok.nl"),
            duo_url=beside("DUO_URL", "https://onderwijsdata.duo.nl"),
        )


@cache
def _data_folder(folder: str) -> Path:
    found = _resolved("DATA_DIR", folder)
    try:
        is_folder = all(each.is_dir() for each in (found, *found.parents) if each.exists())
    except OSError as error:  # a name that is too long, or a folder that hides what is in it
        raise ConfigurationError(f"DATA_DIR is niet te gebruiken: {folder} {in_words(error)}. Kies een andere map.") from error
    if not is_folder:
        raise ConfigurationError(f"DATA_DIR is geen map: {folder}. Geef een map; zij hoeft nog niet te bestaan.")
    _refuse_what_the_database_cannot_name(found)
    return found


def _refuse_what_the_database_cannot_name(folder: Path) -> None:
    """Raise ConfigurationError for a folder in which DuckDB finds no file: it takes names as UTF-8, and `?` for their end."""
    if "?" in str(folder):
        raise ConfigurationError(
            f"DATA_DIR heeft een vraagteken: {folder}. Daar kan de database niet mee overweg. Kies een andere map."
        )
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise ConfigurationError(
            f"DATA_DIR heeft tekens die hier niet te lezen zijn: {str(folder)!r}. Kies een map zonder bijzondere letters, "
            "of een omgeving die UTF-8 kent (LC_ALL=C.UTF-8)."
        ) from error


def _one_of(environment: Mapping[str, str], variable: str, allowed: Mapping[str, str], default: str) -> str:
    found = environment.get(variable) or default
    if found not in allowed:
        choices = ", ".join(f"{name} ({meaning})" for name, meaning in allowed.items())
        raise ConfigurationError(f"{variable} kent de waarde {found!r} niet. Kies uit: {choices}.")
    return found


def _service_root(environment: Mapping[str, str], variable: str, default: str) -> str:
    url = (environment.get(variable, "").strip() or default).rstrip("/")
    parts = _parts(url)
    if parts is None or not parts.hostname or any(map(str.isspace, url)) or parts.scheme not in ("http", "https"):
        raise ConfigurationError(f"{variable} is geen webadres: {url!r}. Geef een adres zoals {default}.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError(
            f"{variable} gebruikt http, en dat mag alleen op deze computer zelf (127.0.0.1 of localhost): {url}. Gebruik https."
        )
    return url


def _parts(url: str) -> SplitResult | None:
    """An address in its parts; None where it cannot be one."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - a port that is no number is found out here
    except ValueError:
        return None
    return parts


def is_loopback(host: str | None) -> bool:
    """Whether a name or number of a host is this computer itself."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def own_command(*command: str, **more: str) -> dict[str, Any]:
    """How `subprocess` runs `python -m` with this command: from our folder, in our environment without secrets of no use to it.

    `more` are variables of the environment that it gets besides.
    """
    left_out = _SECRETS if command[:2] == ("indicators", "alerts") else (*_SECRETS, *_SECRETS_OF_MESSAGES)
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {"args": [sys.executable, "-m", *command], "cwd": PROJECT, "env": kept | more}
