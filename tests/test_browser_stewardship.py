"""Stewardship in a real browser, with people who log in at a real OpenID provider on this computer."""

import csv
import json
import time
from pathlib import Path

import requests
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests import browsing
from tests.browsing import OPEN_ALL, TOO_WIDE, violations, visiting
from tests.placements import BETTER, BROKEN, GOOD
from tests.provider import NEEDED, SECRETS, address, cbs, dashboard, folder, give, log_in, menu, ports, provider

pytestmark = NEEDED
__all__ = ["address", "cbs", "folder", "ports", "provider"]  # fixtures
STEWARD_PAGES = ("Beheer", "Bestanden", "Agenda bewerken", "Logboek")


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


def test_a_data_steward_refreshes_goes_back_and_forward_adds_a_file_and_takes_it_back(window: Page, address: str) -> None:
    with visiting(window) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        log_in(page, address, "bea")
        opened(page, "Beheer")
        versions = page.get_by_role("table", name="Versies, de nieuwste eerst")
        expect(versions.get_by_role("row")).to_have_count(2)
        for subject in ("Gemeenten en de regio", "Personen met een WW"):
            page.get_by_role("combobox", name="Alleen deze onderwerpen").fill(subject)
            expect(page.get_by_role("option")).to_have_count(1)  # typed, as a click in a list that still moves can miss
            page.keyboard.press("Enter")
            expect(page.get_by_test_id("stMultiSelect").get_by_text(subject)).to_be_visible()
            browsing.drawn(page)
        page.keyboard.press("Escape")
        press(page, "Ververs nu", "Er loopt een verversing.")
        expect(page.get_by_role("progressbar", name="Voortgang van de verversing")).to_be_visible()
        expect(page.get_by_text("De laatste verversing is gelukt.")).to_be_visible()
        expect(versions.get_by_role("row")).to_have_count(3)

        page.goto(f"{address}/bestanden?onderwerp=plaatsingen-wsp")
        expect(page.get_by_role("heading", name="Plaatsingen door het Werkgeversservicepunt")).to_be_visible()
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
        expect(page.get_by_role("table", name="Zo wordt beter.csv gelezen")).to_be_visible()
        changed = page.get_by_role("table", name="Oud tegen nieuw: 1 herzien").get_by_role("row").nth(1)
        expect(changed).to_contain_text("herzien")
        assert [cell.strip() for cell in changed.get_by_role("cell").all_inner_texts()][-2:] == ["120", "130"]

        opened(page, "Beheer")
        press(page, "Ga terug naar deze versie", "Lezers zien nu de versie van")
        expect(page.get_by_text("Teruggezet.")).to_be_visible()
        press(page, "Vergelijk", "Oud tegen nieuw: 2 nieuw")
        press(page, "Ga vooruit naar deze versie", "Lezers zien nu de versie van")
        expect(page.get_by_text("Teruggezet.")).to_have_count(0)

        page.goto(f"{address}/bestanden?onderwerp=plaatsingen-wsp")
        give(page, "minder.csv", GOOD.replace(";60;", ";.;"))
        expect(page.get_by_role("table", name="Oud tegen nieuw: 1 vervallen")).to_be_visible()
        expect(page.get_by_role("button", name="Publiceer dit bestand")).to_be_disabled()
        page.get_by_text("Het klopt dat er minder overblijft").click()
        press(page, "Publiceer dit bestand", "minder.csv is toegevoegd aan plaatsingen-wsp: 2 rijen.")
        press(page, "Neem minder.csv terug", "nu geldt weer plaatsingen.csv")
        press(page, "Neem plaatsingen.csv terug", "plaatsingen-wsp heeft nu geen bestand meer.")
        assert [each for each in said if "favicon" not in each and "404" not in each] == []

        opened(page, "Logboek")
        log = page.get_by_role("table", name="Logboek, het nieuwste eerst")
        expect(log).to_contain_text("bestand terugnemen: plaatsingen-wsp")
        with page.expect_download() as taken:
            page.get_by_role("button", name="Hele logboek als CSV").click()
        lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
        actions = [line.split(";")[3] for line in lines[1:]]
        assert actions == [  # what goes on by itself is told when it begins and when it is over
            *["verversen"] * 2, *["bestand publiceren"] * 2, "versie tonen", "versie tonen", *["bestand publiceren"] * 2,
            *["bestand terugnemen"] * 4,
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


def test_the_programme_team_edits_a_target_wrong_and_then_right_and_everyone_sees_it(window: Page, address: str) -> None:
    with visiting(window) as page:
        log_in(page, address, "pim")
        for name in ("Beheer", "Agenda bewerken", "Logboek"):
            expect(menu(page).get_by_role("link", name=name, exact=True)).to_be_visible()
        expect(menu(page).get_by_role("link", name="Bestanden", exact=True)).to_have_count(0)
        opened(page, "Agenda bewerken")
        expect(page.get_by_label("Waarde", exact=True)).to_have_value("1941")
        page.get_by_label("Waarde", exact=True).fill("veel")
        press(page, "Bewaar", "rij 2: waarde 'veel' is geen getal")
        expect(page.get_by_label("Waarde", exact=True)).to_have_value("veel")
        beside = page.locator("[data-testid=stElementContainer]:has(.complaint) + [data-testid=stElementContainer]")
        expect(beside).to_have_count(1)
        expect(beside.get_by_label("Waarde", exact=True)).to_be_visible()
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
    with visiting(window) as page:
        page.goto(f"{address}/ervaringsverhalen")
        expect(page.get_by_text("Toen **vond** ik werk.")).to_be_visible()
        page.goto(f"{address}/doelen")
        expect(page.get_by_text("2.000").first).to_be_visible()


def test_who_saves_second_is_told_and_what_they_typed_stays(window: Page, address: str, folder: Path) -> None:
    with visiting(window) as page:
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
        expect(page.get_by_role("button", name="Haal op wat er nu staat")).to_have_count(0)
        expect(field).to_have_count(1)  # the form of before is gone
        expect(field).to_have_value(next(csv.DictReader(theirs.splitlines()))["toelichting"])
        page.get_by_text("Wat u invulde en nog niet is bewaard").click()
        expect(page.get_by_role("table", name="Ingevuld")).to_contain_text("Wat ik vind.")


def test_the_wrong_role_or_an_address_that_was_not_verified_opens_nothing(window: Page, address: str) -> None:
    said = {"lea": "met rol: lezer", "nico": "met rol: geen", "vera": "zonder bevestigd adres), met rol: geen"}
    for name, why in said.items():
        with visiting(window) as page:
            log_in(page, address, name)
            for each in STEWARD_PAGES:
                expect(menu(page).get_by_role("link", name=each, exact=True)).to_have_count(0)
            for path in ("beheer", "logboek") if name == "lea" else ("beheer",):
                page.goto(f"{address}/{path}")
                expect(page.get_by_text(why)).to_be_visible()
                assert page.get_by_role("main").get_by_role("button").all_inner_texts() == []


def test_an_address_in_the_table_gives_a_role_and_a_login_that_is_too_old_gives_none(window: Page, address: str) -> None:
    with visiting(window) as page:
        log_in(page, address, "anna")
        opened(page, "Beheer")
        expect(page.get_by_role("button", name="Ververs nu")).to_be_visible()
    claims = {"sub": "bea", "email": "anna@voorbeeld.nl", "email_verified": True, "iat": time.time() - 13 * 3600}
    claims |= {"is_logged_in": True, "origin": address, "provider": "default"}
    old = create_signed_value(SECRETS["COOKIE_SECRET"], "_streamlit_user", json.dumps(claims)).decode()
    with visiting(window) as page:
        page.context.add_cookies([{"name": "_streamlit_user", "value": old, "url": address}])
        page.goto(f"{address}/beheer")
        expect(page.get_by_text("Uw login is verlopen. Log opnieuw in.")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_stewardship_and_they_fit(window: Page, address: str) -> None:
    found = {}
    with visiting(window) as page:
        log_in(page, address, "bea")
        for path in ("inloggen", "beheer", "bestanden", "bewerken", "logboek"):
            browsing.opened(page, address, path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.evaluate(OPEN_ALL)
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 1000})
                page.wait_for_timeout(400)
                found[path, width] = violations(page) + (["too wide"] if page.evaluate(TOO_WIDE) else [])
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_where_readers_must_log_in_nothing_can_be_read_before(
    window: Page, ports: tuple[int, int, int], provider: str, example_data: Path, tmp_path: Path
) -> None:
    with dashboard(example_data, ports[2], provider, tmp_path / "output.txt", LOGIN_REQUIRED="ja") as url:
        assert requests.get(f"{url}/api/v1/indicatoren", timeout=10).status_code == 401
        with visiting(window) as page:
            for path in ("vacatures", "inloggen?zoek=werklozen"):
                page.goto(f"{url}/{path}")
                expect(page.get_by_text("Dit dashboard is alleen te lezen na inloggen.")).to_be_visible()
                page.wait_for_timeout(500)
                expect(page.locator(".js-plotly-plot, .search, footer.foot, [data-testid=stSidebar] a")).to_have_count(0)
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
