"""Logging in: which settings can be, who has which role for how long, and what the gate lets through."""

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ingest.settings import PROJECT
from pages.interface.headers import SecurityHeaders
from pages.interface.settings import WebSettings, WrongSetting
from pages.routes import ROUTES
from pages.stewardship.gate import Gate
from pages.stewardship.roles import Action
from pages.stewardship.settings import StewardSettings, settings
from pages.stewardship.who import Visitor, may, rules
from tests.stewarding import NOBODY, PROVIDER, ROLES, person, stewardship_on

ON = {**PROVIDER, **ROLES}


def roles(who: Visitor, **more: str) -> list[str]:
    return who.roles(StewardSettings.read({**PROVIDER, **more}))


def test_without_any_setting_there_is_no_provider_and_reading_is_free() -> None:
    found = StewardSettings.read({})
    assert (found.provider, found.login_required, found.hours) == (None, False, 12)


def test_the_settings_come_from_the_environment_and_from_secrets_toml_for_the_rest() -> None:
    file = {
        "auth": {
            "server_metadata_url": "https://login.voorbeeld.nl/x", "client_id": "uit-bestand", "client_secret": "geheim",
            "redirect_uri": "https://dashboard.voorbeeld.nl/oauth2callback", "cookie_secret": "s" * 32,
        },
        "stewardship": {"role_claim": "roles", "session_hours": 8, "login_required": True,
                        "role_names": {"databeheerder": ["Dashboard beheer"]}, "addresses": {"lezer": ["@gemeente.nl"]}},
    }  # fmt: skip
    found = StewardSettings.read({"OIDC_CLIENT_ID": "uit-omgeving"}, file)
    assert found.provider
    assert (found.provider.client_id, found.provider.redirect_url[-15:]) == ("uit-omgeving", "/oauth2callback")
    assert (found.hours, found.login_required) == (8, True)
    assert found.roles.names == {"databeheerder": frozenset({"Dashboard beheer"})}
    assert found.provider.as_auth()["client_kwargs"] == {"scope": "openid email profile", "prompt": "select_account"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "Voor inloggen ontbreekt nog OIDC_CLIENT_SECRET. Vul alle vijf in"),
        (
            {"OIDC_METADATA_URL": "http://login.voorbeeld.nl/x"},
            "OIDC_METADATA_URL gebruikt http, en dat mag alleen",
        ),
        ({"OIDC_METADATA_URL": "login"}, "OIDC_METADATA_URL is geen webadres."),
        ({"OIDC_REDIRECT_URL": "https://dashboard.voorbeeld.nl/"}, "OIDC_REDIRECT_URL moet eindigen op /oauth2callback"),
        ({"COOKIE_SECRET": "kort"}, "COOKIE_SECRET is te kort: er zijn minstens 32 tekens nodig."),
        ({"ROLE_CLAIM": ""}, "Er is een OpenID-aanbieder, maar niemand heeft een rol."),
        ({"ROLE_ADDRESSES": "baas=a@b.nl"}, "ROLE_ADDRESSES noemt de rol 'baas', en die bestaat niet. Kies uit lezer, analist"),
        ({"ROLE_ADDRESSES": "analist=*"}, "ROLE_ADDRESSES: '*' kan niet bij de rol analist."),
        ({"ROLE_ADDRESSES": "analist="}, "ROLE_ADDRESSES noemt bij de rol analist niemand."),
        ({"LOGIN_REQUIRED": "soms"}, "LOGIN_REQUIRED: 'soms' kan niet. Schrijf ja of nee."),
        ({"SESSION_HOURS": "0"}, "SESSION_HOURS: '0' kan niet."),
        (
            {"OIDC_METADATA_URL": "https://login.microsoftonline.com/common/v2.0/x", "ROLE_ADDRESSES": "lezer=*"},
            "OIDC_METADATA_URL laat iedereen met een Microsoft-account toe",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do_and_no_secret(changed: dict[str, str], said: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        StewardSettings.read({**ON, **changed})
    assert str(refused.value).startswith(said)
    assert "zeer-geheim" not in str(refused.value)


def test_who_must_log_in_to_read_needs_somewhere_to_do_so() -> None:
    with pytest.raises(WrongSetting, match="LOGIN_REQUIRED staat aan, maar er is geen OpenID-aanbieder"):
        StewardSettings.read({"LOGIN_REQUIRED": "ja"})


def test_no_secret_shows_when_the_settings_are_shown() -> None:
    assert "zeer-geheim" not in repr(StewardSettings.read(ON))


def test_http_is_for_this_computer_only() -> None:
    local = {"OIDC_METADATA_URL": "http://127.0.0.1:9000/x", "OIDC_REDIRECT_URL": "http://localhost:8501/oauth2callback"}
    assert StewardSettings.read({**ON, **local}).provider


@pytest.mark.parametrize(
    ("claims", "more", "expected"),
    [
        ({"roles": ["databeheerder"]}, {"ROLE_CLAIM": "roles"}, ["databeheerder"]),
        ({"roles": "analist"}, {"ROLE_CLAIM": "roles"}, ["analist"]),
        ({"roles": ["AMD", "overig"]}, {"ROLE_CLAIM": "roles", "ROLE_NAMES": "programmateam=AMD"}, ["programmateam"]),
        ({"roles": ["programmateam"]}, {"ROLE_CLAIM": "roles", "ROLE_NAMES": "programmateam=AMD"}, []),
        ({"realm_access": {"roles": ["lezer"]}}, {"ROLE_CLAIM": "realm_access.roles"}, ["lezer"]),
        ({"https://x.nl/rol": ["lezer"]}, {"ROLE_CLAIM": "https://x.nl/rol"}, ["lezer"]),
        ({"roles": {"lezer": 1}}, {"ROLE_CLAIM": "roles"}, []),
        ({}, {"ROLE_ADDRESSES": "databeheerder=Bea@Voorbeeld.nl; lezer=@voorbeeld.nl"}, ["lezer", "databeheerder"]),
        ({"email": "bea@kwaad-voorbeeld.nl"}, {"ROLE_ADDRESSES": "lezer=@voorbeeld.nl"}, []),
        ({"email": "nico@elders.nl"}, {"ROLE_ADDRESSES": "lezer=*"}, ["lezer"]),
        ({"email_verified": False}, {"ROLE_ADDRESSES": "databeheerder=bea@voorbeeld.nl"}, []),
        ({"email_verified": "false"}, {"ROLE_ADDRESSES": "databeheerder=@voorbeeld.nl"}, []),
        ({"email": "", "preferred_username": "bea@voorbeeld.nl"}, {"ROLE_ADDRESSES": "analist=bea@voorbeeld.nl"}, []),
    ],
)
def test_a_role_follows_from_a_claim_or_from_a_verified_address(claims: Any, more: dict[str, str], expected: list[str]) -> None:
    assert roles(person(**claims), **more) == expected


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"age": 60}, True),
        ({"age": 12 * 3600 - 5}, True),
        ({"age": 12 * 3600 + 5}, False),
        ({"age": -60}, True),  # the clock of the provider is a little ahead
        ({"age": -3600}, False),
        ({"iat": None}, False),
        ({"iat": True}, False),
        ({"iat": "1700000000"}, False),
        ({"is_logged_in": False}, False),
        ({"is_logged_in": "ja"}, False),
    ],
)
def test_a_login_counts_for_as_long_as_the_settings_say(claims: Any, counts: bool) -> None:
    assert person("lezer", **claims).logged_in(StewardSettings.read(ON)) is counts


def test_a_login_that_was_ended_counts_in_no_other_window() -> None:
    here, other = person("lezer", sub="id-2", iat=time.time()), person("lezer", sub="id-2")
    same = Visitor(dict(here.claims))
    here.end()
    assert [each.logged_in(StewardSettings.read(ON)) for each in (here, same, other)] == [False, False, True]


def test_a_name_in_the_log_cannot_be_chosen_to_look_like_someone_else() -> None:
    assert person().name == "bea@voorbeeld.nl"
    assert person(email_verified=False, preferred_username="chef@voorbeeld.nl").name == "id-1 (zonder bevestigd adres)"
    assert NOBODY.name == "niet ingelogd"


def test_who_is_taken_off_the_list_has_no_rights_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr("streamlit.get_option", lambda _: [str(file)])
    file.write_text('[stewardship.addresses]\ndatabeheerder = ["bea@voorbeeld.nl"]\n')
    assert may(person(), Action.PRUNE)
    file.write_text('[stewardship.addresses]\ndatabeheerder = ["anna@voorbeeld.nl"]\n')
    assert not may(person(), Action.PRUNE)
    file.write_text("[stewardship\n")
    assert (rules(), may(person(email="anna@voorbeeld.nl"), Action.PRUNE)) == (None, False)
    with pytest.raises(WrongSetting, match=r"secrets\.toml is geen goed TOML-bestand"):
        settings()


def cookie(who: Visitor, secret: str = PROVIDER["COOKIE_SECRET"]) -> dict[str, str]:
    """The cookie that Streamlit gives who logs in."""
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(dict(who.claims)))
    return {"_streamlit_user": signed.decode()}


async def echo(request: Request) -> Response:
    """Stands where Streamlit takes uploads and sets cookies."""
    answer = PlainTextResponse("taken")
    answer.set_cookie("_streamlit_user", "x", max_age=30 * 24 * 3600, httponly=True)
    answer.set_cookie("other", "x", max_age=30 * 24 * 3600)
    return answer


@pytest.fixture
def ask(example_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Asks the server, as it stands behind its gate, with these settings."""

    def asking(method: str, path: str, who: Visitor | None = None, base: str = "http://test", **more: str) -> httpx.Response:
        if not (tmp_path / "agenda").exists():
            stewardship_on(monkeypatch, example_data, tmp_path, **more)
        monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {"cookie_secret": PROVIDER["COOKIE_SECRET"]}})
        around = [Middleware(SecurityHeaders, settings=WebSettings.from_environment({})), Middleware(Gate, routes=ROUTES)]
        taking = Route("/_stcore/upload_file/{a}/{b}", echo, methods=["PUT"])
        measuring = Route("/{base:path}/_stcore/metrics", echo)
        app = Starlette(routes=[*ROUTES, taking, measuring], middleware=around)
        return TestClient(app, base_url=base, cookies=cookie(who) if who else None).request(method, path)

    return asking


FIGURES = ["/api/v1/indicatoren", "/api/v1/indicatoren/ww.csv?regio=AM37", "/api/v1/agenda", "/briefing.pdf", "/feed.xml"]


@pytest.mark.parametrize("path", FIGURES)
def test_where_reading_asks_for_a_login_no_route_leaks_a_figure(ask: Any, path: str) -> None:
    for who in (None, person("lezer", age=13 * 3600), person("onbekend")):
        answer = ask("GET", path, who, LOGIN_REQUIRED="ja")
        assert (answer.status_code, "alleen te lezen na inloggen" in answer.json()["detail"]) == (401, True)


def test_who_is_logged_in_reads_and_nobody_keeps_it_for_others(ask: Any) -> None:
    answer = ask("GET", FIGURES[0], person("lezer"), LOGIN_REQUIRED="ja")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "Cookie" in answer.headers["vary"]
    assert ask("GET", "/healthz").status_code == 200


def test_a_cookie_that_we_did_not_sign_is_nobody(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    forged = cookie(person("lezer"), "een ander geheim van minstens 32 tekens")
    monkeypatch.setattr("tests.test_logging_in.cookie", lambda _: forged)
    assert ask("GET", FIGURES[0], person("lezer"), LOGIN_REQUIRED="ja").status_code == 401


@pytest.mark.parametrize("path", FIGURES)
def test_without_that_setting_reading_is_free(ask: Any, path: str) -> None:
    assert ask("GET", path).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 403), (person("programmateam"), 403), (person("databeheerder", age=13 * 3600), 403), (person("databeheerder"), 200)],
)
def test_a_file_is_taken_only_from_who_may_add_files(ask: Any, who: Visitor | None, status: int) -> None:
    assert ask("PUT", "/_stcore/upload_file/session/file", who).status_code == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("base", ["", "/arbeidsmarkt"])
def test_what_the_server_measures_of_itself_is_no_address_to_anyone(ask: Any, base: str, method: str) -> None:
    for who in (None, person("databeheerder")):
        answer = ask(method, f"{base}/_stcore/metrics", who)
        assert (answer.status_code, "metrics" in answer.text) == (404, False)
    assert "Dit adres bestaat niet" in ask("GET", f"{base}/_stcore/metrics?families=cache_memory_bytes").json()["detail"]


def test_the_cookie_of_a_login_ends_with_it_and_travels_over_tls_only(ask: Any) -> None:
    def given(base: str) -> list[str]:
        return ask("PUT", "/_stcore/upload_file/a/b", person("databeheerder"), base).headers.get_list("set-cookie")

    plain, secure = given("http://test"), given("https://test")
    assert [("Max-Age=43200" in each, "Secure" in each) for each in plain] == [(True, False), (False, False)]
    assert [("Max-Age=43200" in each, "Secure" in each) for each in secure] == [(True, True), (False, True)]


def test_a_browser_is_told_to_use_tls_only_where_there_is_tls(ask: Any) -> None:
    assert "strict-transport-security" not in ask("GET", "/healthz").headers
    assert ask("GET", "/healthz", None, "https://test").headers["strict-transport-security"] == "max-age=31536000"


def test_streamlit_guards_against_forged_requests_and_large_files() -> None:
    import tomllib

    server = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert (server["enableXsrfProtection"], server["enableCORS"], server["maxUploadSize"]) == (True, True, 25)
