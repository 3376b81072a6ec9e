"""Who is there: what the provider says of a visitor, for how long that counts, and which roles follow from it now."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.interface.settings import WrongSetting
from pages.stewardship.roles import MAY, Action
from pages.stewardship.settings import ROLES, RoleTable, StewardSettings, settings

NOBODY = "niet ingelogd"
_CLOCKS = 300  # seconds that the clocks of the provider and of this server may differ
_ended: set[tuple[str, float]] = set()


@dataclass(frozen=True)
class Visitor:
    """Someone who looks at the dashboard. `claims` is what the provider said at the login, which a signed cookie keeps.

    The moment of that login is `iat`; `exp` only says until when the provider's answer could be used to log in with.
    """

    claims: Mapping[str, Any]

    @property
    def address(self) -> str:
        """The address of a person in small letters; empty when there is none, or when the provider says it was not verified."""
        verified = self.claims.get("email_verified", True)
        said = self.claims.get("email") if verified is True or str(verified).lower() == "true" else ""
        return str(said or "").strip().casefold()

    @property
    def name(self) -> str:
        """What to call a person on the screen and in the audit log: nothing that they could have chosen to look like another."""
        if not self.claims.get("is_logged_in"):
            return NOBODY
        return self.address or f"{self.claims.get('sub') or 'onbekend'} (zonder bevestigd adres)"

    def logged_in(self, found: StewardSettings, now: float | None = None) -> bool:
        """Whether the login counts: there is one, it did not end, and it is not older than the settings allow."""
        since, now = self.claims.get("iat"), time.time() if now is None else now
        if not found.provider or self.claims.get("is_logged_in") is not True:
            return False
        if isinstance(since, bool) or not isinstance(since, int | float) or self._login in _ended:
            return False
        return -_CLOCKS <= now - since < found.hours * 3600

    def roles(self, found: StewardSettings, now: float | None = None) -> list[str]:
        """The roles that a person has now, in the order of ROLES; none for who is not logged in."""
        if not self.logged_in(found, now):
            return []
        said = _values(self.claims, found.roles.claim) if found.roles.claim else frozenset[str]()
        return [role for role in ROLES if said & _names(found.roles, role) or self._stands_in(found.roles, role)]

    def end(self) -> None:
        """Have this login count no more in any window, until the server starts again; the browser then lost its cookie."""
        _ended.add(self._login)

    @property
    def _login(self) -> tuple[str, float]:
        return str(self.claims.get("sub")), float(self.claims.get("iat") or 0)

    def _stands_in(self, table: RoleTable, role: str) -> bool:
        listed = table.addresses.get(role, frozenset())
        domain = f"@{self.address.rpartition('@')[2]}"
        return "*" in listed or bool(self.address and {self.address, domain} & listed)


def visitor() -> Visitor:
    """Who looks at this page."""
    return Visitor(st.user.to_dict())


def rules() -> StewardSettings | None:
    """The settings as they are now; None when they were spoiled since the start: then nobody has a role."""
    try:
        return settings()
    except WrongSetting:
        logging.getLogger(__name__).exception("The settings for logging in are wrong; nobody has a role until they are right.")
        return None


def may(who: Visitor, action: Action) -> bool:
    """Whether someone may do this now, by the roles they have at this moment."""
    return action in allowed(who)


def allowed(who: Visitor) -> frozenset[Action]:
    """Everything that someone may do now."""
    found = rules()
    return frozenset[Action]().union(*(MAY[role] for role in who.roles(found))) if found else frozenset()


def _names(table: RoleTable, role: str) -> frozenset[str]:
    """What the provider calls a role; where nothing is said, the same as we do."""
    return table.names.get(role, frozenset()) if table.names else frozenset({role})


def _values(claims: Mapping[str, Any], path: str) -> frozenset[str]:
    """What stands in a claim, such as `roles` or `realm_access.roles`; a name of a claim may itself have dots."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return (
        frozenset([found]) if isinstance(found, str) else frozenset(map(str, found)) if isinstance(found, list) else frozenset()
    )
