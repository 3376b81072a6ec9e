"""Stewardship in a real browser, with people who log in at a real OpenID provider on this computer."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ingest.example.sources import printed_figures
from ingest.example.tables import example_tables
from ingest.settings import AGENDA, PROJECT
from tests.cbs_server import CbsServer, serving
from tests.test_browser import CHROMIUM, browser
from tests.test_browser_accessibility import RULES, TOO_WIDE
from tests.test_steering import BETTER, BROKEN, GOOD

OIDC = PROJECT / "tests" / "oidc"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(NODE is None, reason="there is no Node on this machine for the OpenID provider"),
    pytest.mark.skipif(not (OIDC / "node_modules").is_dir(), reason="the OpenID provider is not installed (make test does that)"),
]
__all__ = ["browser"]  # a fixture

SECRETS = {"OIDC_CLIENT_SECRET": "geheim-van-de-toepassing", "COOKIE_SECRET": "een-geheim-alleen-voor-deze-tests-0123"}
STEWARD_PAGES = ("Beheer", "Bestanden", "Agenda bewerken", "Logboek")
PATIENCE = 30_000  # milliseconds until we say that something never comes


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], asked: str, output: Path, **environment: str) -> Iterator[None]:
    """A server in a process of its own, from when it answers an address."""
    with output.open("wb") as said:
        process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment}, stdout=said, stderr=said)
    try:
        for _ in range(300):
            try:
                requests.get(asked, timeout=2)
                break
            except requests.RequestException:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def ports() -> tuple[int, int, int]:
    """Those of the provider, of the dashboard, and of the one that asks readers to log in."""
    return free_port(), free_port(), free_port()


@pytest.fixture(scope="module")
def provider(ports: tuple[int, int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the metadata of the provider."""
    callbacks = [f"http://127.0.0.1:{port}/oauth2callback" for port in ports[1:]]
    metadata = f"http://127.0.0.1:{ports[0]}/.well-known/openid-configuration"
    command = [str(NODE), str(OIDC / "server.mjs"), str(ports[0]), *callbacks]
    with running(command, metadata, tmp_path_factory.mktemp("oidc") / "output.txt"):
        yield metadata


@pytest.fixture(scope="module")
def cbs() -> Iterator[CbsServer]:
    """CBS with all tables."""
    with serving(example_tables(printed_figures(AGENDA))) as server:
        yield server


@contextmanager
def dashboard(port: int, provider: str, output: Path, **more: str) -> Iterator[str]:
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    settings = {
        "OIDC_METADATA_URL": provider, "OIDC_CLIENT_ID": "dashboard", "OIDC_REDIRECT_URL": f"{url}/oauth2callback",
        "OIDC_PROMPT": "login", "ROLE_CLAIM": "roles", "CBS_API": "v3",
        "ROLE_NAMES": "databeheerder=dashboard-data; programmateam=dashboard-programma; lezer=dashboard-lezer",
        "ROLE_ADDRESSES": "databeheerder=anna@voorbeeld.nl vera@voorbeeld.nl",
    }  # fmt: skip
    with running(command, f"{url}/healthz", output, **SECRETS, **settings, **more):
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder (empty), the agenda and the output of the dashboard."""
    folder = tmp_path_factory.mktemp("stewardship")
    shutil.copytree(AGENDA, folder / "agenda", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def address(ports: tuple[int, int, int], provider: str, cbs: CbsServer, folder: Path) -> Iterator[str]:
    """The address of the dashboard, without any figure yet."""
    where = {"DATA_DIR": str(folder / "data"), "AGENDA_DIR": str(folder / "agenda"), "CBS_V3_URL": cbs.url}
    with dashboard(ports[1], provider, folder / "output.txt", **where) as url:
        yield url


@contextmanager
def visitor(browser: Browser, width: int = 1440) -> Iterator[Page]:
    """Someone with a browser of their own."""
    context = browser.new_context(viewport={"width": width, "height": 1000}, locale="nl-NL", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    context.close()


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/inloggen")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill("geheim")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{address}/")
    expect(menu(page).get_by_role("link", name="Uitloggen")).to_be_visible()


def menu(page: Page) -> object:
    return page.get_by_test_id("stSidebar")


def opened(page: Page, name: str) -> None:
    menu(page).get_by_role("link", name=name, exact=True).click()
    heading = {"Bestanden": "Bestanden toevoegen"}.get(name, name)
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()


def press(page: Page, button: str, then: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(then).first).to_be_visible()


def give(page: Page, name: str, text: str) -> None:
    """Choose a file with this text, and look at it once it is there."""
    expect(page.locator("input[type=file]")).to_have_count(1)  # the field of another subject is gone
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    expect(page.get_by_text(name, exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.get_by_role("button", name="Bekijk het bestand").click()


def test_a_data_steward_refreshes_goes_back_and_forward_adds_a_file_and_takes_it_back(browser: Browser, address: str) -> None:
    with visitor(browser) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        log_in(page, address, "bea")
        opened(page, "Beheer")
        expect(page.get_by_text("Er is nog geen versie.")).to_be_visible()
        for subject in ("Gemeenten en de regio", "Personen met een WW"):
            choose(page, "Alleen deze onderwerpen", subject)
        page.keyboard.press("Escape")
        press(page, "Ververs nu", "Er loopt een verversing.")
        expect(page.get_by_role("progressbar", name="Voortgang van de verversing")).to_be_visible()
        expect(page.get_by_text("De laatste verversing is gelukt.")).to_be_visible()
        expect(page.get_by_role("table", name="Versies, de nieuwste eerst")).to_contain_text("ja")

        opened(page, "Bestanden")
        choose(page, "Onderwerp", "Plaatsingen door het WerkgeversServicepunt")
        expect(page.get_by_role("heading", name="Plaatsingen door het WerkgeversServicepunt")).to_be_visible()
        give(page, "fout.csv", BROKEN)
        mistakes = page.get_by_role("table", name="Fouten in fout.csv")
        expect(mistakes.get_by_role("row")).to_have_count(3)
        expect(mistakes).to_contain_text("'veel' is geen")
        expect(page.get_by_role("button", name="Publiceer dit bestand")).to_have_count(0)
        give(page, "vreemd.csv", GOOD.replace("WSP, coördinator", "<img src=x onerror=alert(1)> ![x](https://example.org/x.png)"))
        expect(page.get_by_role("table", name="Zo wordt vreemd.csv gelezen")).to_contain_text(
            "<img src=x onerror=alert(1)> ![x](https"
        )
        assert page.locator("img[src*=example], img[src=x]").count() == 0
        give(page, "plaatsingen.csv", GOOD)
        expect(page.get_by_role("table", name="Zo wordt plaatsingen.csv gelezen")).to_be_visible()
        expect(page.get_by_role("table", name="Oud tegen nieuw: 2 nieuw")).to_be_visible()
        press(page, "Publiceer dit bestand", "plaatsingen.csv is toegevoegd aan plaatsingen-wsp: 2 rijen.")
        give(page, "beter.csv", BETTER)
        changed = page.get_by_role("table", name="Oud tegen nieuw: 1 herzien").get_by_role("row").nth(1)
        expect(changed).to_contain_text("herzien")
        assert [cell.strip() for cell in changed.get_by_role("cell").all_inner_texts()][-2:] == ["120", "130"]

        opened(page, "Beheer")
        press(page, "Ga terug naar deze versie", "Lezers zien nu de versie van")
        expect(page.get_by_text("Teruggezet.")).to_be_visible()
        press(page, "Vergelijk", "Oud tegen nieuw: 2 nieuw")
        press(page, "Ga vooruit naar deze versie", "Lezers zien nu de versie van")
        expect(page.get_by_text("Teruggezet.")).to_have_count(0)

        opened(page, "Bestanden")
        choose(page, "Onderwerp", "Plaatsingen door het WerkgeversServicepunt")
        press(page, "Neem plaatsingen.csv terug", "plaatsingen-wsp heeft nu geen bestand meer.")
        assert [each for each in said if "favicon" not in each and "404" not in each] == []

        opened(page, "Logboek")
        log = page.get_by_role("table", name="Logboek, het nieuwste eerst")
        expect(log).to_contain_text("bestand terugnemen: plaatsingen-wsp")
        with page.expect_download() as taken:
            page.get_by_role("button", name="Hele logboek als CSV").click()
        lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
        actions = [line.split(";")[3] for line in lines[1:]]
        assert actions == [
            "verversen", "verversen", "bestand publiceren", "versie tonen", "versie tonen", "bestand terugnemen"
        ]  # fmt: skip
        assert all(line.split(";")[1:3] == ["bea@voorbeeld.nl", "databeheerder"] for line in lines[1:])

        opened_to_log_out(page, address)
        page.goto(f"{address}/beheer")
        expect(page.get_by_text("Log in om hier verder te gaan.")).to_be_visible()


def opened_to_log_out(page: Page, address: str) -> None:
    menu(page).get_by_role("link", name="Uitloggen").click()
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Ja, log mij uit").click()
    page.wait_for_url(f"{address}/")
    expect(menu(page).get_by_role("link", name="Inloggen")).to_be_visible()


def test_the_programme_team_edits_a_target_wrong_and_then_right_and_everyone_sees_it(browser: Browser, address: str) -> None:
    with visitor(browser) as page:
        log_in(page, address, "pim")
        for name in ("Beheer", "Agenda bewerken", "Logboek"):
            expect(menu(page).get_by_role("link", name=name, exact=True)).to_be_visible()
        expect(menu(page).get_by_role("link", name="Bestanden", exact=True)).to_have_count(0)
        opened(page, "Agenda bewerken")
        expect(page.get_by_label("Waarde", exact=True)).to_have_value("1941")
        page.get_by_label("Waarde", exact=True).fill("veel")
        press(page, "Bewaar", "rij 2: waarde 'veel' is geen getal")
        expect(page.get_by_label("Waarde", exact=True)).to_have_value("veel")
        page.get_by_label("Waarde", exact=True).fill("2000")
        press(page, "Bewaar", "agenda/targets.csv is bewaard en staat op het dashboard.")
        expect(page.get_by_text("Eerdere versies (1)")).to_be_visible()
        page.get_by_text("Alles als tabel").click()
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        choose(page, "Wat wilt u bewerken?", "Ervaringsverhalen")
        for label, text in {
            "Titel (verplicht)": "Een nieuwe baan", "Datum (verplicht)": "2025-03",
            "Document (verplicht)": "Gesprek", "Vindplaats (verplicht)": "Werkcentrum",
            "Tekst (verplicht)": "Toen **vond** ik werk.",
        }.items():  # fmt: skip
            page.get_by_label(label, exact=True).fill(text)
        choose(page, "Pijler", "inclusiviteit")
        choose(page, "Toestemming (verplicht)", "ja")
        press(page, "Bewaar", "agenda/stories/een-nieuwe-baan.md is bewaard.")
    with visitor(browser) as page:
        page.goto(f"{address}/ervaringsverhalen")
        expect(page.get_by_text("Toen **vond** ik werk.")).to_be_visible()
        page.goto(f"{address}/doelen")
        expect(page.get_by_text("2.000").first).to_be_visible()


def test_who_saves_second_is_told_and_what_they_typed_stays(browser: Browser, address: str, folder: Path) -> None:
    with visitor(browser) as page:
        log_in(page, address, "pim")
        opened(page, "Agenda bewerken")
        field = page.get_by_label("Toelichting", exact=True)
        field.fill("Wat ik vind.")
        file = folder / "agenda" / "targets.csv"
        theirs = file.read_text(encoding="utf-8").replace("Het document noemt geen jaar", "Er is geen jaar")
        file.write_text(theirs, encoding="utf-8")
        press(page, "Bewaar", "targets.csv is intussen veranderd")
        expect(field).to_have_value("Wat ik vind.")
        page.get_by_role("button", name="Haal op wat er nu staat").click()
        expect(field).to_have_value(theirs.splitlines()[1].rpartition(",")[2])
        page.get_by_text("Wat u invulde en nog niet is bewaard").click()
        expect(page.get_by_role("table", name="Ingevuld")).to_contain_text("Wat ik vind.")


def test_the_wrong_role_or_an_address_that_was_not_verified_opens_nothing(browser: Browser, address: str) -> None:
    said = {"lea": "met rol: lezer", "nico": "met rol: geen", "vera": "zonder bevestigd adres), met rol: geen"}
    for name, why in said.items():
        with visitor(browser) as page:
            log_in(page, address, name)
            for each in STEWARD_PAGES:
                expect(menu(page).get_by_role("link", name=each, exact=True)).to_have_count(0)
            for path in ("beheer", "bestanden", "bewerken", "logboek") if name == "lea" else ("beheer",):
                page.goto(f"{address}/{path}")
                expect(page.get_by_text(why)).to_be_visible()
                assert page.get_by_role("main").get_by_role("button").all_inner_texts() == []


def test_an_address_in_the_table_gives_a_role_and_a_login_that_is_too_old_gives_none(browser: Browser, address: str) -> None:
    with visitor(browser) as page:
        log_in(page, address, "anna")
        opened(page, "Beheer")
        expect(page.get_by_role("button", name="Ververs nu")).to_be_visible()
    claims = {"sub": "bea", "email": "anna@voorbeeld.nl", "email_verified": True, "iat": time.time() - 13 * 3600}
    claims |= {"is_logged_in": True, "origin": address, "provider": "default"}
    old = create_signed_value(SECRETS["COOKIE_SECRET"], "_streamlit_user", json.dumps(claims)).decode()
    with visitor(browser) as page:
        page.context.add_cookies([{"name": "_streamlit_user", "value": old, "url": address}])
        page.goto(f"{address}/beheer")
        expect(page.get_by_text("Uw login is verlopen. Log opnieuw in.")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_on_the_pages_of_stewardship_and_they_fit(browser: Browser, address: str, width: int) -> None:
    found = {}
    with visitor(browser) as page:
        log_in(page, address, "bea")
        page.set_viewport_size({"width": width, "height": 1000})
        for path in ("inloggen", "beheer", "bestanden", "bewerken", "logboek"):
            page.goto(f"{address}/{path}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
            page.wait_for_timeout(600)
            page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
            wrong = Axe().run(page, options=RULES).response["violations"]
            found[path] = [f"{rule['id']}: {node['html'][:150]}" for rule in wrong for node in rule["nodes"]]
            found[path] += ["too wide"] if page.evaluate(TOO_WIDE) else []
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_where_readers_must_log_in_nothing_can_be_read_before(
    browser: Browser, ports: tuple[int, int, int], provider: str, example_data: Path, tmp_path: Path
) -> None:
    with dashboard(ports[2], provider, tmp_path / "output.txt", DATA_DIR=str(example_data), LOGIN_REQUIRED="ja") as url:
        assert requests.get(f"{url}/api/v1/indicatoren", timeout=10).status_code == 401
        with visitor(browser) as page:
            page.goto(f"{url}/vacatures")
            expect(page.get_by_text("Dit dashboard is alleen te lezen na inloggen.")).to_be_visible()
            expect(page.locator(".js-plotly-plot, footer.foot, [data-testid=stSidebar] a")).to_have_count(0)
            page.get_by_role("button", name="Inloggen", exact=True).click()
            page.get_by_label("Naam").fill("lea")
            page.get_by_label("Wachtwoord").fill("geheim")
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_role("heading", level=1, name="Hoe staat de regio ervoor?")).to_be_visible()
            assert page.request.get(f"{url}/api/v1/indicatoren").status == 200


def test_no_secret_was_logged(address: str, folder: Path) -> None:
    said = (folder / "output.txt").read_text(encoding="utf-8", errors="replace")
    assert "You can now view" in said
    assert [secret for secret in SECRETS.values() if secret in said] == []
    kept = [path for path in (folder / "data").rglob("*") if path.suffix in (".jsonl", ".json", ".txt")]
    assert [path for path in kept if any(secret in path.read_text(errors="replace") for secret in SECRETS.values())] == []
