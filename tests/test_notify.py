"""A channel that takes its time: the others, and the refresh that comes next, do not wait for it."""

import threading
import time

import pytest

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
