"""A page in a real browser that stays open while the server is away, or while there are no figures yet."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import IN_BROWSER, choose, drawn, opened
from tests.loopback import dashboard, free_port

pytestmark = [*IN_BROWSER, pytest.mark.slow]

CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"


def test_the_first_choice_after_a_server_was_started_again_counts(page: Page, example_data: Path) -> None:
    port = free_port()
    with dashboard(example_data, port) as (address, _):
        opened(page, address, "vacatures?regio=GM0392")
    expect(page.locator(CONNECTED)).to_have_count(0)
    with dashboard(example_data, port):
        expect(page.locator(CONNECTED)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.wait_for_timeout(500)
        drawn(page)
        expect(page.locator(".head .place")).to_have_text("Haarlem (gemeente)")
        choose(page, "Gebied", "Velsen (gemeente)")
        expect(page.locator(".head .place")).to_have_text("Velsen (gemeente)")
        page.wait_for_url("**/vacatures?regio=GM0453")


def test_who_waits_for_the_first_figures_sees_them_when_they_come(page: Page, example_data: Path, tmp_path: Path) -> None:
    with dashboard(tmp_path / "data") as (address, _):
        page.goto(f"{address}/vacatures")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nog geen cijfers")
        shutil.copytree(example_data, tmp_path / "komt")
        (tmp_path / "komt").rename(tmp_path / "data")
        expect(page.get_by_role("heading", level=1)).to_have_text("Vacatures en krapte")


# What to do is said to a reader whose server is elsewhere and to one who runs it, whatever a proxy in between answers.
ANSWERS = [None, (403, "text/plain", "Forbidden"), (502, "text/html", "<html><h1>502 Bad Gateway</h1></html>")]
AWAY = (
    "Geen verbinding Het dashboard is even niet bereikbaar. Wacht op deze pagina: zodra er weer verbinding is, gaat dit venster "
    "vanzelf dicht. Duurt het langer dan een paar minuten? Kijk of u internet heeft en laad de pagina dan opnieuw."
)


def asked_again(page: Page, status: int, kind: str, body: str) -> None:
    """Wait until the page asked once more, and was answered so by a proxy."""
    page.route("**/_stcore/health", lambda route: route.fulfill(status=status, content_type=kind, body=body))
    with page.expect_response("**/_stcore/health"):
        pass
    page.wait_for_timeout(300)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_who_loses_the_server_reads_what_to_do_and_nothing_for_who_runs_it(page: Page, example_data: Path, host: str) -> None:
    with dashboard(example_data) as (address, _):
        opened(page, address.replace("127.0.0.1", host), "toegankelijkheid")
    said = page.get_by_role("dialog", name="Geen verbinding")
    for answer in ANSWERS if host == "127.0.0.1" else ANSWERS[:1]:
        if answer:
            asked_again(page, *answer)
        expect(said).to_be_visible()
        assert " ".join(said.inner_text().split()) == AWAY
    page.unroute_all()
