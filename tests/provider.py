"""A dashboard where people can log in, at a real OpenID provider on this computer."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from ingest.settings import AGENDA, PROJECT
from tests import loopback
from tests.browsing import CHROMIUM
from tests.cbs_server import CbsServer, serving, tables_of_few_regions
from tests.conftest import run_command
from tests.loopback import free_port, running

OIDC = PROJECT / "tests" / "oidc"
NODE = shutil.which("node")
NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(NODE is None, reason="there is no Node on this machine for the OpenID provider"),
    pytest.mark.skipif(not (OIDC / "node_modules").is_dir(), reason="the OpenID provider is not installed (make test does that)"),
]
SECRETS = {"OIDC_CLIENT_SECRET": "geheim-van-de-toepassing", "COOKIE_SECRET": "een-geheim-alleen-voor-deze-tests-0123"}


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
    """CBS with all tables, about few regions."""
    with serving(tables_of_few_regions()) as server:
        yield server


@contextmanager
def dashboard(data_dir: Path, port: int, provider: str, log: Path, **more: str) -> Iterator[str]:
    """The address of a dashboard where people can log in."""
    settings = {
        "OIDC_METADATA_URL": provider, "OIDC_CLIENT_ID": "dashboard", "OIDC_REDIRECT_URL": f"http://127.0.0.1:{port}/oauth2callback",
        "OIDC_PROMPT": "login", "ROLE_CLAIM": "roles", "CBS_API": "v3",
        "ROLE_NAMES": "databeheerder=dashboard-data; programmateam=dashboard-programma; lezer=dashboard-lezer",
        "ROLE_ADDRESSES": "databeheerder=anna@voorbeeld.nl vera@voorbeeld.nl",
    }  # fmt: skip
    with loopback.dashboard(data_dir, port, log, **SECRETS, **settings, **more) as (url, _):
        yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, cbs: CbsServer) -> Path:
    """The data folder (with one table), the agenda and the output of the dashboard."""
    folder = tmp_path_factory.mktemp("stewardship")
    shutil.copytree(AGENDA, folder / "agenda", ignore=shutil.ignore_patterns("__pycache__"))
    done = run_command("ingest", "refresh", "areas", "participation", data_dir=folder / "data", CBS_V3_URL=cbs.url)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def address(ports: tuple[int, int, int], provider: str, cbs: CbsServer, folder: Path) -> Iterator[str]:
    """The address of the dashboard."""
    where = {"AGENDA_DIR": str(folder / "agenda"), "CBS_V3_URL": cbs.url}
    with dashboard(folder / "data", ports[1], provider, folder / "output.txt", **where) as url:
        yield url


def log_in(page: Page, address: str, name: str) -> None:
    """Log in at the provider under this name, until the menu of the dashboard offers to log out."""
    page.goto(f"{address}/inloggen")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Wachtwoord").fill("geheim")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{address}/")
    expect(menu(page).get_by_role("link", name="Uitloggen")).to_be_visible()


def menu(page: Page) -> Locator:
    """The menu beside the page."""
    return page.get_by_test_id("stSidebar")


def give(page: Page, name: str, text: str) -> None:
    """Choose a file with this text; the page then looks at it."""
    expect(page.locator("input[type=file]")).to_have_count(1)  # the field of the file before is gone
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
