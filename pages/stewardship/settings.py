"""How people log in and who may do what: from environment variables, and from secrets.toml for what they do not give."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from pages.interface.settings import WrongSetting
from pages.stewardship.roles import MAY

ROLES = tuple(MAY)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_LONG_ENOUGH = 32  # characters of the secret that signs the cookie
# Variable -> where it stands in secrets.toml. The names under [auth] are those of Streamlit itself.
_PROVIDER = {
    "OIDC_METADATA_URL": "server_metadata_url",
    "OIDC_CLIENT_ID": "client_id",
    "OIDC_CLIENT_SECRET": "client_secret",
    "OIDC_REDIRECT_URL": "redirect_uri",
    "COOKIE_SECRET": "cookie_secret",
}
# Anyone with a Microsoft account can come in by these, with an address of their own making.
_OPEN_TO_ALL = ("/common/", "/organizations/", "/consumers/")


@dataclass(frozen=True)
class Provider:
    """The OpenID provider that people log in with; the secrets in it are never shown."""

    metadata_url: str
    client_id: str
    redirect_url: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    prompt: str = "select_account"
    scope: str = "openid email profile"

    def as_auth(self) -> dict[str, Any]:
        """The section [auth] that Streamlit wants to have."""
        return {
            "server_metadata_url": self.metadata_url,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "redirect_uri": self.redirect_url,
            "cookie_secret": self.cookie_secret,
            "client_kwargs": {"scope": self.scope, "prompt": self.prompt},
        }


@dataclass(frozen=True)
class RoleTable:
    """Who has which role: by what the provider says in `claim` (names per role), or by address (addresses per role).

    An address is whole, or `@gemeente.nl` for all of one domain; `*` is everyone who is logged in, for the role lezer only.
    """

    claim: str
    names: Mapping[str, frozenset[str]]
    addresses: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class StewardSettings:
    """Without a `provider` nobody can log in and stewardship is off. `hours` is how long a login lasts."""

    provider: Provider | None
    roles: RoleTable
    login_required: bool
    hours: float

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, file: Mapping[str, Any] | None = None) -> "StewardSettings":
        """The settings of an environment and of the contents of secrets.toml. Raises WrongSetting."""
        auth, own = (_table(file or {}, name) for name in ("auth", "stewardship"))
        provider = _provider(environment, auth)
        roles = RoleTable(
            claim=str(environment.get("ROLE_CLAIM") or own.get("role_claim") or ""),
            names=_per_role("ROLE_NAMES", environment.get("ROLE_NAMES") or own.get("role_names") or {}),
            addresses=_addresses(_per_role("ROLE_ADDRESSES", environment.get("ROLE_ADDRESSES") or own.get("addresses") or {})),
        )
        required = _yes("LOGIN_REQUIRED", environment.get("LOGIN_REQUIRED") or own.get("login_required") or "nee")
        hours = _hours(environment.get("SESSION_HOURS") or own.get("session_hours") or "12")
        if required and not provider:
            raise WrongSetting(
                "LOGIN_REQUIRED staat aan, maar er is geen OpenID-aanbieder: dan kan niemand lezen. "
                f"Vul ook {', '.join(_PROVIDER)} in, of zet LOGIN_REQUIRED op nee."
            )
        if provider and not roles.claim and not roles.addresses:
            raise WrongSetting(
                "Er is een OpenID-aanbieder, maar niemand heeft een rol. Vul ROLE_ADDRESSES in, zoals "
                "databeheerder=naam@gemeente.nl, of ROLE_CLAIM."
            )
        _refuse_open_provider(provider, roles)
        return cls(provider, roles, required, hours)


def settings() -> StewardSettings:
    """The settings as they are now: secrets.toml is read again when it changed. Raises WrongSetting."""
    paths = [Path(path) for path in st.get_option("secrets.files")]
    return _read(tuple((path, path.stat().st_mtime_ns) for path in paths if path.is_file()), tuple(sorted(os.environ.items())))


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...], environment: tuple[tuple[str, str], ...]) -> StewardSettings:
    found: dict[str, Any] = {}
    for path, _ in files:
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:  # what stands there may be secret: say only where it is
            raise WrongSetting(f"{path} is geen goed TOML-bestand. Herstel het, of haal het weg.") from error
    return StewardSettings.read(dict(environment), found)


def _provider(environment: Mapping[str, str], auth: Mapping[str, Any]) -> Provider | None:
    found = {variable: str(environment.get(variable) or auth.get(name) or "") for variable, name in _PROVIDER.items()}
    missing = [variable for variable, value in found.items() if not value]
    if len(missing) == len(found):
        return None
    if missing:
        raise WrongSetting(
            f"Voor inloggen ontbreekt nog {', '.join(missing)}. Vul alle vijf in ({', '.join(_PROVIDER)}), of geen van alle."
        )
    for variable in ("OIDC_METADATA_URL", "OIDC_REDIRECT_URL"):
        _check_address(variable, found[variable])
    if not urlsplit(found["OIDC_REDIRECT_URL"]).path.endswith("/oauth2callback"):
        raise WrongSetting(
            "OIDC_REDIRECT_URL moet eindigen op /oauth2callback, zoals https://dashboard.voorbeeld.nl/oauth2callback. "
            "Zet hetzelfde adres bij de aanbieder."
        )
    if len(found["COOKIE_SECRET"]) < _LONG_ENOUGH:
        raise WrongSetting(
            f"COOKIE_SECRET is te kort: er zijn minstens {_LONG_ENOUGH} tekens nodig. "
            'Maak er een met `python -c "import secrets; print(secrets.token_hex(32))"`.'
        )
    more = auth.get("client_kwargs") or {}
    return Provider(
        metadata_url=found["OIDC_METADATA_URL"],
        client_id=found["OIDC_CLIENT_ID"],
        client_secret=found["OIDC_CLIENT_SECRET"],
        redirect_url=found["OIDC_REDIRECT_URL"],
        cookie_secret=found["COOKIE_SECRET"],
        prompt=str(environment.get("OIDC_PROMPT") or more.get("prompt") or Provider.prompt),
        scope=str(environment.get("OIDC_SCOPE") or more.get("scope") or Provider.scope),
    )


def _check_address(variable: str, value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongSetting(f"{variable} is geen webadres. Schrijf een adres dat begint met https://.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise WrongSetting(f"{variable} gebruikt http, en dat mag alleen op deze computer zelf (127.0.0.1). Gebruik https.")


def _refuse_open_provider(provider: Provider | None, roles: RoleTable) -> None:
    """Raise WrongSetting where addresses decide and anyone could come in with an address of their own making."""
    if not provider or not roles.addresses:
        return
    parts = urlsplit(provider.metadata_url)
    if "microsoftonline" in str(parts.hostname) and any(part in parts.path for part in _OPEN_TO_ALL):
        raise WrongSetting(
            "OIDC_METADATA_URL laat iedereen met een Microsoft-account toe, en die kiezen zelf hun adres. Gebruik het adres met "
            "het nummer van uw eigen tenant, en liever rollen uit een claim (ROLE_CLAIM=roles) dan ROLE_ADDRESSES."
        )


def _per_role(variable: str, given: object) -> dict[str, frozenset[str]]:
    """What is given per role, as `rol=a b; rol=c` or as a table of lists."""
    if isinstance(given, str):
        parts = [part.partition("=") for part in given.split(";") if part.strip()]
        table: dict[str, Any] = {role.strip(): value.replace(",", " ").split() for role, _, value in parts}
    else:
        table = dict(given) if isinstance(given, Mapping) else {"": []}
    for role, values in table.items():
        if role not in ROLES:
            raise WrongSetting(f"{variable} noemt de rol '{role}', en die bestaat niet. Kies uit {', '.join(ROLES)}.")
        if not isinstance(values, list) or not values:
            raise WrongSetting(f"{variable} noemt bij de rol {role} niemand. Schrijf {role}=... of haal de rol weg.")
    return {role: frozenset(str(value).strip() for value in values) for role, values in table.items()}


def _addresses(table: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    for role, values in table.items():
        wrong = sorted(value for value in values if "@" not in value and not (value == "*" and role == "lezer"))
        if wrong:
            raise WrongSetting(
                f"ROLE_ADDRESSES: '{wrong[0]}' kan niet bij de rol {role}. Schrijf een adres zoals naam@gemeente.nl, of "
                "@gemeente.nl voor een heel domein; * (iedereen die is ingelogd) kan alleen bij lezer."
            )
    return {role: frozenset(value.casefold() for value in values) for role, values in table.items()}


def _table(file: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = file.get(name) or {}
    if not isinstance(found, Mapping):
        raise WrongSetting(f"[{name}] in secrets.toml is geen blok. Schrijf [{name}] met regels daaronder.")
    return found


def _yes(variable: str, value: object) -> bool:
    said = {"ja": True, "true": True, "1": True, "nee": False, "false": False, "0": False}.get(str(value).strip().lower())
    if said is None:
        raise WrongSetting(f"{variable}: '{value}' kan niet. Schrijf ja of nee.")
    return said


def _hours(value: object) -> float:
    try:
        hours = float(str(value))
    except ValueError:
        hours = 0.0
    if not 0 < hours <= 24 * 7:
        raise WrongSetting(f"SESSION_HOURS: '{value}' kan niet. Schrijf een aantal uren tot en met 168, zoals 12.")
    return hours
