"""A channel that takes its time, or answers far too much: the others, and the refresh that comes next, do not suffer from it."""

import threading
import time
from contextlib import nullcontext

import pytest
import requests
from requests.adapters import HTTPAdapter

from ingest import notify
from tests.loopback import Quiet, answering


class Trickle(Quiet):
    """Answers a letter at a time, until the test is over."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.over.wait(0.05):
            self.wfile.write(b"x")


@pytest.mark.slow
def test_a_channel_of_which_the_answer_never_ends_has_not_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "PATIENCE", 0.5)
    with answering(Trickle) as server:
        server.over = threading.Event()
        ending = threading.Timer(5, server.over.set)
        ending.start()
        (channel,) = notify.channels({"ALERT_URLS": f"json://127.0.0.1:{server.server_port}/geheim"})
        started = time.monotonic()
        with pytest.raises(notify.NotDelivered, match=r"over kanaal 1 \(json\): het antwoord was na 0.5 seconden nog niet af\."):
            channel.send("Titel", "Tekst")
        assert time.monotonic() - started < 4
        server.over.set()
        ending.cancel()


class Endless(Quiet):
    """Answers 64 MB; `server.sent` is how much of it was taken."""

    def do_POST(self) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(64 << 20))
        self.end_headers()
        self.server.sent = 0
        try:
            while self.server.sent < 64 << 20:
                self.server.sent += self.wfile.write(b"x" * (1 << 20))
        except OSError:  # who asks has read enough
            self.server.cut_short.set()


@pytest.mark.parametrize("status", [200, 500])
def test_of_an_answer_no_more_is_read_than_tells_whether_the_message_was_taken(status: int) -> None:
    with answering(Endless) as server:
        server.status, server.cut_short = status, threading.Event()
        (channel,) = notify.channels({"ALERT_URLS": f"json://127.0.0.1:{server.server_port}/geheim"})
        with nullcontext() if status == 200 else pytest.raises(notify.NotDelivered, match="500"):
            channel.send("Titel", "Tekst")
        assert server.cut_short.wait(5)
    assert server.sent < 32 << 20  # what lies in the buffers of the system was sent, though nobody read it


class InPieces(Quiet):
    """Answers in three pieces."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in ("eerste ", "tweede ", "derde", ""):
            self.wfile.write(f"{len(piece):x}\r\n{piece}\r\n".encode())


def test_an_answer_that_comes_in_pieces_is_read_whole() -> None:
    with answering(InPieces) as server, notify._answers_cut_short():
        assert requests.get(server.url, timeout=5).text == "eerste tweede derde"


def test_sessions_of_others_read_answers_as_ever_once_a_message_was_sent() -> None:
    (channel,) = notify.channels({"ALERT_URLS": "json://127.0.0.1:9/geheim"})  # nobody there
    with pytest.raises(notify.NotDelivered):
        channel.send("Titel", "Tekst")
    assert type(requests.Session().get_adapter("http://127.0.0.1:9")) is HTTPAdapter
