"""How the web is asked by way of a proxy; and what system and network say comes in Dutch, from the innermost cause."""

import errno
from functools import partial

import pytest

from ingest.errors import SourceUnavailable
from ingest.system_words import in_words
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import Patience, Web
from tests.cbs_server import Fault, serving, status
from tests.loopback import Quiet, answering


def caused(cause: BaseException) -> Exception:
    try:
        try:
            raise cause
        except BaseException as error:
            raise RuntimeError("HTTPConnectionPool(host='x', port=9): Max retries exceeded") from error
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "bestaat niet"),
        (ConnectionResetError("Remote end closed connection"), "de server brak de verbinding af"),
        (OSError(errno.ENOSPC, "No space left on device"), "past niet meer: de schijf is vol"),
        (OSError(errno.EFBIG, "File too large"), "is groter dan een bestand hier mag zijn"),
        (ValueError("iets anders"), "iets anders"),
        (ValueError("\0\x1b[2J garbage\r\n"), "[2J garbage"),
        (OSError("Tunnel connection failed: 403 Forbidden"), "antwoord: status 403"),
    ],
)
def test_the_innermost_cause_is_said_in_dutch(cause, said):
    assert in_words(caused(cause)) == said


def test_a_server_that_is_not_there_is_said_so_without_the_words_of_a_library():
    with pytest.raises(SourceUnavailable) as refusal:
        Web(Patience(tries=1)).get("http://127.0.0.1:9/", {}, len, "De catalogus ophalen")
    assert "de server neemt de verbinding niet aan" in str(refusal.value)
    assert "HTTPConnectionPool" not in str(refusal.value)


@pytest.mark.parametrize(("to", "followed"), [("/there", True), ("http://127.0.0.1:{other}/", False), ("//elders.nl/", False)])
def test_a_server_may_send_us_on_to_itself_or_over_https_and_nowhere_else(to, followed):
    class Sending(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if self.path == "/" else 200)
            self.send_header("Location", to.format(other=other.server_port))
            self.send_header("Content-Length", "0")
            self.end_headers()

    asked: list[str] = []
    with answering(Sending) as one, answering(Sending) as other:
        ask = partial(Web(Patience(tries=1)).get, f"{one.url}/", {}, bytes, "De catalogus ophalen")
        if followed:
            assert ask() == b""
        else:
            with pytest.raises(SourceUnavailable, match=r"verwijst door naar .*; dat gebruikt geen https .*Open het adres"):
                ask()
    assert asked == ["/", "/there"][: 1 + followed]


def test_what_is_asked_goes_through_the_proxy_that_the_environment_names_for_its_host(monkeypatch):
    web = Web(Patience(tries=1))
    with serving([]) as server:
        monkeypatch.setenv("http_proxy", server.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        for host in ("http://opendata.example", server.url):  # the second one without the proxy, which gets whole addresses
            with pytest.raises(SourceUnavailable):
                web.get(f"{host}/Tables", {}, len, "de catalogus")
    assert server.asked == ["http://opendata.example/Tables", "/Tables"]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (404, r"Controleer met `python -m ingest check` of de tabel nog bestaat\.$"),
        (403, r"een proxy of filter van het eigen netwerk, laat ons niet toe\. Open het adres"),
        (401, r"laat ons niet toe"),
        (406, r"De bron wil anders gevraagd worden dan wij doen\. Meld dit aan"),
    ],
)
def test_a_refusal_says_what_may_be_done_about_it(code, remedy):
    with serving([]) as server:
        server.faults.append(Fault("/", status(code)))
        with pytest.raises(SourceUnavailable, match=rf"weigert {server.url}/Tables met status {code}\. .*{remedy}"):
            Web(Patience(tries=1)).get(f"{server.url}/Tables", {}, len, "de catalogus")


ROADS = {
    "rows": lambda web: web.get("https://opendata.example/Tables", {}, len, "De catalogus ophalen"),
    "cbsodata": lambda web: CbsV3("https://opendata.example", web).tables(),
}
each_road = pytest.mark.parametrize("ask", ROADS.values(), ids=ROADS)


@each_road
@pytest.mark.parametrize(("code", "said"), [(407, r"status 407, een naam en wachtwoord zijn nodig"), (403, r"status 403")])
def test_a_proxy_that_lets_nobody_through_is_named_as_such(monkeypatch, ask, code, said):
    class Proxy(Quiet):
        def do_CONNECT(self) -> None:
            self.send_response(code)
            self.end_headers()

    with answering(Proxy) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.replace("http://", "http://ik:geheim@"))
        with pytest.raises(
            SourceUnavailable, match=rf"de proxy van HTTPS_PROXY laat ons niet door \(antwoord: {said}\)"
        ) as failed:
            ask(Web(Patience(tries=1)))
    assert "geheim" not in str(failed.value)


@each_road
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("https_proxy", "http://", r"^HTTPS_PROXY noemt geen proxy die wij kunnen gebruiken\. Schrijf http://server:poort"),
        ("https_proxy", "socks5://127.0.0.1:9", r"^HTTPS_PROXY noemt geen proxy die wij kunnen gebruiken"),
        ("REQUESTS_CA_BUNDLE", "/is/er/niet.pem", r"^REQUESTS_CA_BUNDLE .* noemt een bestand dat er niet is: /is/er/niet\.pem\."),
        ("CURL_CA_BUNDLE", "/is/er/niet.pem", r"noemt een bestand dat er niet is: /is/er/niet\.pem\. Geef het bestand"),
    ],
)
def test_a_setting_of_the_network_that_cannot_work_is_named_at_once(monkeypatch, ask, name, value, said):
    for each in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv(name, value)
    with pytest.raises(SourceUnavailable, match=said) as failed:
        ask(Web(Patience(tries=1)))
    assert "pogingen" not in str(failed.value)
