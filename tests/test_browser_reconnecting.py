"""A page in a real browser that stays open while the server is away."""

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
