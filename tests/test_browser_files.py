"""Files that a steward adds in a real browser, with the impatience and the second thoughts that people have."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browsing import visiting
from tests.placements import BETTER, GOOD
from tests.provider import NEEDED, address, cbs, folder, give, log_in, ports, provider

pytestmark = NEEDED
__all__ = ["address", "cbs", "folder", "ports", "provider"]  # fixtures
PUBLISH = "Publiceer dit bestand"
# How many buttons to publish there are: now, and while it is said that the second file is looked at.
COUNT_BUTTONS = f"""() => {{
    const count = () => [...document.querySelectorAll("button")].filter((each) => each.textContent.includes("{PUBLISH}")).length;
    window.buttons = [];
    new MutationObserver(() => {{
        const said = document.querySelector("[data-testid=stSpinner]")?.textContent ?? "";
        if (said.includes("twee.csv wordt bekeken") && !buttons.includes(count())) buttons.push(count());
    }}).observe(document.body, {{childList: true, subtree: true, characterData: true, attributes: true}});
    return count();
}}"""
LONG = "\n" * 300_000  # empty rows, which take a second or two to look at


def at_files(page: Page, address: str) -> None:
    log_in(page, address, "bea")
    page.goto(f"{address}/bestanden?onderwerp=plaatsingen-wsp")
    expect(page.get_by_role("heading", name="Een bestand toevoegen")).to_be_visible()


def recorded(folder: Path) -> list[tuple[str, str]]:
    """What was done with files, and how that went."""
    log = folder / "data" / "audit.jsonl"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [(each["handeling"].removeprefix("bestand "), each["uitkomst"]) for each in map(json.loads, lines)]


def twice(page: Page, name: str) -> None:
    """Press a button, and again when nothing seems to happen."""
    button = page.get_by_role("button", name=name, exact=True)
    button.click()
    page.wait_for_timeout(400)
    button.click()


def test_what_is_pressed_twice_is_done_once_and_said_to_be_done(window: Page, address: str, folder: Path) -> None:
    with visiting(window) as page:
        at_files(page, address)
        for name, text in {"goed.csv": GOOD + "Bron: wij zelf\n", "beter.csv": BETTER}.items():
            give(page, name, text)
            expect(page.get_by_role("table", name=f"Zo wordt {name} gelezen")).to_be_visible()
            twice(page, PUBLISH)
            expect(page.get_by_text(f"Gelukt. {name} is toegevoegd aan plaatsingen-wsp")).to_be_visible()
            expect(page.get_by_role("button", name=PUBLISH)).to_have_count(0)
        twice(page, "Neem beter.csv terug")
        expect(page.get_by_text("nu geldt weer goed.csv")).to_be_visible()
        expect(page.get_by_role("button", name="Neem goed.csv terug")).to_be_visible()
    done = ["publiceren", "publiceren", "terugnemen"]
    assert recorded(folder) == [(each, outcome) for each in done for outcome in ("begonnen", "gelukt")]


def test_a_file_that_is_chosen_while_another_is_being_published_stays_and_is_said_to_wait(
    window: Page, address: str, folder: Path
) -> None:
    before = len(recorded(folder))
    with visiting(window) as page:
        at_files(page, address)
        give(page, "cijfers.csv", GOOD)
        button = page.get_by_role("button", name=PUBLISH, exact=True)
        button.click()
        page.wait_for_timeout(400)
        give(page, "cijfers.csv", BETTER)  # the same name with other figures
        expect(page.get_by_text("Gelukt. cijfers.csv is toegevoegd aan plaatsingen-wsp")).to_be_visible()
        expect(page.get_by_text("Het bestand dat u daarna koos, is nog niet gepubliceerd.")).to_be_visible()
        expect(page.get_by_role("table", name="Zo wordt cijfers.csv gelezen")).to_contain_text("130")
        expect(button).to_have_count(1)  # that of the file before is gone
        assert recorded(folder)[before:] == [("publiceren", "begonnen"), ("publiceren", "gelukt")]
        button.click()
        expect(button).to_have_count(0)
        expect(page.get_by_text("Het bestand dat u daarna koos, is nog niet gepubliceerd.")).to_have_count(0)
    assert recorded(folder)[before:] == [("publiceren", "begonnen"), ("publiceren", "gelukt")] * 2


def test_a_file_is_not_published_by_the_button_of_the_one_before(window: Page, address: str, folder: Path) -> None:
    before = recorded(folder)
    with visiting(window) as page:
        at_files(page, address)
        give(page, "een.csv", GOOD)
        expect(page.get_by_role("table", name="Zo wordt een.csv gelezen")).to_be_visible()
        button = page.get_by_role("button", name=PUBLISH)
        expect(button).to_be_visible()
        assert page.evaluate(COUNT_BUTTONS) == 1
        give(page, "twee.csv", BETTER + LONG)
        expect(page.get_by_role("table", name="Zo wordt twee.csv gelezen")).to_be_visible()
        expect(button).to_be_enabled()
        assert page.evaluate("buttons") == [0]  # that of een.csv was gone as soon as twee.csv was looked at
        expect(page.get_by_text("Dit is niet gebeurd")).to_have_count(0)
    assert recorded(folder) == before


def test_of_a_file_that_is_not_taken_it_is_said_in_dutch(window: Page, address: str) -> None:
    with visiting(window) as page:
        at_files(page, address)
        field = page.locator("input[type=file]")
        field.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
        uploader = page.get_by_test_id("stFileUploader")
        expect(uploader).to_contain_text("Dit bestand telt niet mee: deze soort wordt niet gelezen.")
        field.set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": b"a;b\n" * 7 * 2**20})
        expect(uploader).to_contain_text("Dit bestand is te groot en telt niet mee: het mag 25 MB zijn.")
        page.context.clear_cookies()  # the login is over, so the server takes nothing
        field.set_input_files({"name": "c.csv", "mimeType": "text/csv", "buffer": GOOD.encode()})
        expect(uploader).to_contain_text("Het bestand is niet aangekomen. Laad de pagina opnieuw")
        assert "Error" not in uploader.inner_text()
