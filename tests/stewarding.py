"""What the tests of stewardship share: people as the provider describes them, and the settings that give them roles."""

import time
from pathlib import Path

import pytest

from pages.stewardship import agenda_actions
from pages.stewardship.who import Visitor
from tests.agenda_folder import agenda_copy

PROVIDER = {
    "OIDC_METADATA_URL": "https://login.voorbeeld.nl/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "dashboard",
    "OIDC_CLIENT_SECRET": "zeer-geheim-van-de-toepassing",
    "OIDC_REDIRECT_URL": "https://dashboard.voorbeeld.nl/oauth2callback",
    "COOKIE_SECRET": "zeer-geheim-van-het-koekje-0123456789",
}
ROLES = {"ROLE_CLAIM": "roles"}


def person(*roles: str, age: float = 60, **claims: object) -> Visitor:
    """Someone who logged in `age` seconds ago and of whom the provider says these roles."""
    about = {"sub": "id-1", "email": "bea@voorbeeld.nl", "email_verified": True, "is_logged_in": True}
    return Visitor({**about, "iat": time.time() - age, "roles": list(roles), **claims})


NOBODY = Visitor({"is_logged_in": False})


def stewardship_on(monkeypatch: pytest.MonkeyPatch, data_dir: Path, folder: Path, **more: str) -> Path:
    """Turn stewardship on for this test, on this data folder and a copy of the agenda, which is given back."""
    agenda = agenda_copy(folder / "agenda")
    monkeypatch.setattr(agenda_actions, "AGENDA", agenda)
    for name, value in {**PROVIDER, **ROLES, "DATA_DIR": str(data_dir), **more}.items():
        monkeypatch.setenv(name, value)
    return agenda
