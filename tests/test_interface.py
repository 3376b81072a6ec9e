"""How the HTTP interface deals with who asks: marks and 304, HEAD, other websites, limits, the feed, and security headers."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from indicators.agenda_files import WrongAgenda
from indicators.alert_log import Alert, AlertLog, Event
from indicators.vintages import AMSTERDAM
from pages.api.feed import NEWEST, atom, feed
from pages.interface.headers import SecurityHeaders
from pages.interface.polite import polite
from pages.interface.settings import WebSettings, WrongSetting
from tests.answering import Ask, answered, asking

ATOM = "{http://www.w3.org/2005/Atom}"
SERIES = "/api/v1/indicatoren/vacatures.json?regio=AM37"


@pytest.fixture
def ask(on_example: Path) -> Ask:
    """Asks the routes as they are served."""
    from pages.routes import ROUTES

    return asking(Starlette(routes=ROUTES))


def test_who_has_an_answer_already_gets_304_without_a_body(ask):
    first = ask(SERIES)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    again = ask(SERIES, if_none_match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert ask(SERIES, if_none_match=f'"x", {tag.removeprefix("W/")}').status == 304
    assert ask(SERIES, if_none_match="*").status == 304
    assert ask(SERIES, if_none_match='W/"x"').status == 200


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("indicatoren/vacatures.csv", 503, "Er zijn nog geen cijfers"),
        ("indicatoren/vacature.csv?van=morgen", 404, "Onbekende indicator 'vacature'"),
        ("indicatoren/vacatures.csv?van=morgen", 400, "van is geen jaar: 'morgen'"),
        ("indicatoren/vacatures.csv?van=2024&tot=2023", 400, "van (2024) ligt na tot (2023)"),
        ("indicatoren/vacatures.csv?opmaak=mooi", 400, "opmaak 'mooi' bestaat niet"),
        ("indicatoren/vacatures.csv?regio=AM37&regio=NL01", 400, "Zet waarden bij elkaar: regio=AM37,NL01."),
        ("bijdragen/ww.csv?regio=AM37", 503, "Er zijn nog geen cijfers"),
        ("bijdragen/w-w.csv?regio=AM37", 404, "Onbekende indicator 'w-w'"),
        ("bijdragen/ww.csv", 400, "Geef een regio"),
        ("bijdragen/ww.csv?regio=AM37&tot=straks", 400, "tot is geen periode: 'straks'"),
        ("bijdragen/ww.csv?regio=AM37&van=2023&tot=2024-Q1", 400, "niet even lang"),
        ("gegevens.csv?indicator=ww", 503, "Er zijn nog geen cijfers"),
        ("gegevens.csv?indicator=w-w", 404, "Onbekende indicator 'w-w'"),
        ("gegevens.csv?indicator=ww&sector=horeca", 400, "Onbekende sector 'horeca'"),
        ("gegevens.csv?indicator=ww&tot=1", 400, "tot is geen jaar: '1'"),
    ],
)
def test_what_is_wrong_whatever_figures_there_are_is_said_without_any(tmp_path, monkeypatch, question, status, said):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    answer = answered(f"/api/v1/{question}")
    assert answer.status_code == status
    assert said in json.loads(answer.body)["detail"]


def test_304_says_that_the_answer_may_be_compressed_for_others(ask):
    again = ask(SERIES, if_none_match=ask(SERIES).headers["etag"])
    assert "Accept-Encoding" in again.headers["vary"].split(", ")


def test_another_answer_has_another_mark(ask):
    tags = {ask(path).headers["etag"] for path in (SERIES, f"{SERIES}&van=2024", SERIES.replace("json", "csv"))}
    assert len(tags) == 3


def test_a_refusal_has_no_mark(ask):
    answer = ask("/api/v1/indicatoren/vacatures.json?regio=XX")
    assert answer.status == 400
    assert "etag" not in answer.headers
    assert "regio" in answer.body.decode()


@pytest.mark.parametrize("path", [SERIES, "/api/v1/indicatoren", "/feed.xml", "/healthz"])
def test_head_has_the_headers_of_get(ask, path):
    got, head = ask(path), ask(path, "HEAD")
    assert head.status == got.status == 200
    assert head.headers.keys() == got.headers.keys()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "FOO"])
@pytest.mark.parametrize("path", [SERIES, "/healthz", "/briefing.pdf", "/feed.xml", "/pictures.js", "/api/v1/agenda"])
def test_nothing_can_be_changed(ask, path, method):
    answer = ask(path, method)
    assert (answer.status, answer.headers["allow"], "alleen te lezen" in answer.body.decode()) == (405, "GET, HEAD", True)


def test_programs_on_other_websites_may_read_the_figures_and_nothing_else(ask):
    answer = ask(SERIES, origin="https://elders.nl")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    before = {"origin": "https://elders.nl", "access_control_request_method": "GET"}
    assert ask(SERIES, "OPTIONS", **before, access_control_request_headers="if-none-match").status == 200
    assert ask(SERIES, "OPTIONS", **before | {"access_control_request_method": "DELETE"}).status == 400
    assert "access-control-allow-origin" not in ask("/healthz", origin="https://elders.nl").headers


def test_an_address_of_the_interface_that_is_not_there_says_where_to_begin(ask):
    answer = ask("/api/v1/bestaat-niet")
    assert (answer.status, "/api/v1/indicatoren" in answer.body.decode()) == (404, True)


@pytest.mark.slow
def test_an_answer_has_at_most_so_many_rows(ask, monkeypatch):
    monkeypatch.setenv("API_MAX_ROWS", "100")
    answer = ask("/api/v1/indicatoren/vacatures.csv")
    assert answer.status == 400
    assert "hoogstens 100. Vraag minder met regio" in answer.body.decode()
    assert ask("/api/v1/indicatoren/vacatures.csv?regio=AM37&sector=totaal&van=2024").status == 200
    monkeypatch.setenv("API_MAX_ROWS", "3")
    for path in ("/api/v1/pendel/AM37.csv", "/api/v1/bijdragen/werknemersbanen.csv?regio=AM37"):
        assert ask(path).status == 400, path


@pytest.mark.parametrize("around", ["%E2%80%83", "%0D%0A", "%20"])
def test_what_stands_around_a_day_does_not_reach_the_name_of_the_file(ask, around):
    day = datetime.now(AMSTERDAM).date().isoformat()
    answer = ask(f"/api/v1/indicatoren/werklozen.csv?regio=AM37&stand={day}{around}")
    assert (answer.status, f'werklozen-{day}.csv"' in answer.headers["content-disposition"]) == (200, True)


@pytest.mark.parametrize("key", ["vacatures", "werklozen"])
def test_a_border_of_techniek_that_is_not_there_is_refused_also_where_nothing_depends_on_it(ask, key):
    answer = ask(f"/api/v1/indicatoren/{key}.csv?regio=NL01&techniek=foo")
    assert (answer.status, "'foo'" in answer.body.decode()) == (400, True)


@pytest.mark.parametrize("path", ["/briefing.pdf", "/api/v1/indicatoren/vacatures.csv?regio=NL01"])
def test_an_agenda_that_cannot_be_read_is_told_with_status_503(ask, path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise WrongAgenda("agenda/targets.csv is geen UTF-8.")

    monkeypatch.setattr("pages.api.briefing.briefing_pdf", broken)
    monkeypatch.setattr("pages.api.series.series", broken)
    answer = ask(path)
    assert (answer.status, answer.headers["content-type"]) == (503, "application/problem+json")
    assert answer.body.decode() == '{"status":503,"title":"Nu geen antwoord","detail":"agenda/targets.csv is geen UTF-8."}'


@pytest.mark.parametrize("year", ["19²3", "٢٠٢٣"])
def test_a_year_in_other_digits_is_no_year(ask, year):
    assert ask(f"/api/v1/indicatoren/werklozen.csv?regio=AM37&van={quote(year)}").status == 400


def limited(rate: str) -> Ask:
    settings = WebSettings.from_environment({"API_RATE_LIMIT": rate})
    return asking(Starlette(routes=[Route("/", lambda request: PlainTextResponse("ja"), middleware=polite(settings))]))


def test_who_asks_too_often_is_refused_for_a_while_and_others_are_not():
    ask = limited("3/hour")
    assert [ask("/").status for _ in range(4)] == [200, 200, 200, 429]
    refusal = ask("/", origin="https://elders.nl")
    assert 0 < int(refusal.headers["retry-after"]) <= 3600
    assert refusal.headers["access-control-allow-origin"] == "*"
    assert "hoogstens 3 keer per uur" in refusal.body.decode()
    assert ask("/", client="192.0.2.2").status == 200


@pytest.mark.slow
def test_the_limit_can_be_switched_off():
    ask = limited("geen")
    assert {ask("/").status for _ in range(700)} == {200}


@pytest.mark.parametrize(
    "environment",
    [
        {"API_RATE_LIMIT": "veel"},
        {"API_MAX_ROWS": "0"},
        {"FRAME_ANCESTORS": "*"},
        {"FRAME_ANCESTORS": "'self'; script-src *"},
        {"FRAME_ANCESTORS": "http://elders.nl"},
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_is_refused_by_name(environment):
    with pytest.raises(WrongSetting, match=next(iter(environment))):
        WebSettings.from_environment(environment)


def test_every_answer_has_security_headers_and_may_be_framed_by_whom_the_setting_names():
    settings = WebSettings.from_environment({"FRAME_ANCESTORS": "'self' https://intranet.voorbeeld.nl"})
    routes = [Route("/", lambda request: Response("ja"))]
    ask = asking(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, settings=settings)]))
    for path in ("/", "/nergens"):
        headers = ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
        assert policy["frame-ancestors"] == "'self' https://intranet.voorbeeld.nl"
        assert policy["default-src"] == "'self'"
        assert "unsafe" not in policy["script-src"]


def test_the_feed_is_empty_but_whole_when_nothing_happened(ask):
    answer = ask("/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.body)
    assert {child.tag.removeprefix(ATOM) for child in root} >= {"id", "title", "updated", "author", "link"}
    assert root.findall(f"{ATOM}entry") == []


def test_an_alert_is_an_entry_that_keeps_its_id_when_it_is_over(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    log = AlertLog(tmp_path)
    log.update([Event("mislukt:x", "Niet ververst: x", "CBS zei <nee> & meer\x00.")], set())
    ask = asking(Starlette(routes=[Route("/feed.xml", feed)]))
    (entry,) = ET.fromstring(ask("/feed.xml").body).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Niet ververst: x"
    assert entry.findtext(f"{ATOM}content") == "CBS zei <nee> & meer\N{REPLACEMENT CHARACTER}."
    assert entry.find(f"{ATOM}link").get("href") == "https://voorbeeld.nl/bronnen"
    log.update([], set())
    (over,) = ET.fromstring(ask("/feed.xml").body).findall(f"{ATOM}entry")
    assert over.findtext(f"{ATOM}id") == entry.findtext(f"{ATOM}id")
    assert over.findtext(f"{ATOM}title") == "Voorbij: Niet ververst: x"


def test_two_alerts_about_the_same_thing_have_ids_of_their_own_and_the_feed_stays_short(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    log = AlertLog(tmp_path)
    for _ in range(NEWEST + 5):
        log.update([Event("mislukt:x", "Niet ververst: x", "Mis.")], set())
        log.update([], set())
    entries = ET.fromstring(feed(Request({"type": "http", "headers": [(b"host", b"x")], "path": "/"})).body).findall(
        f"{ATOM}entry"
    )
    assert len(entries) == NEWEST == len({entry.findtext(f"{ATOM}id") for entry in entries})


def test_times_in_the_feed_are_utc():
    alert = Alert(Event("a", "b", "c"), datetime(2026, 11, 21, 5, 45, tzinfo=UTC))
    assert b"<updated>2026-11-21T05:45:00Z</updated>" in atom([alert], "https://voorbeeld.nl/")


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("600/minute", "600 keer per minuut"),
        ("10/5minute", "10 keer per 5 minuten"),
        ("9/2hour", "9 keer per 2 uur"),
        ("geen", ""),
    ],
)
def test_how_often_one_may_ask_is_told_in_dutch(rate, said):
    assert WebSettings.from_environment({"API_RATE_LIMIT": rate}).rate_in_words == said
