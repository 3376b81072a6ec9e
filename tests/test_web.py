"""How the web is asked by way of a proxy; and what system and network say comes in Dutch, from the innermost cause."""

import errno
from functools import partial

import pytest

from ingest.dataset import SourceUnavailable
from ingest.system_words import in_words
from ingest.web import Patience, Web
from tests.cbs_server import serving
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
        (ValueError("iets anders"), "iets anders"),
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
            with pytest.raises(SourceUnavailable, match=r"verwijst door naar .*; dat gebruikt geen https"):
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
