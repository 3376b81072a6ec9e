"""A real server on this computer, for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Quiet(BaseHTTPRequestHandler):
    """Answers without a word on standard error."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on a free port."""

    daemon_threads = True

    @property
    def url(self) -> str:
        """Its root address."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler]) -> Iterator[Server]:
    """A server that answers with this handler as long as the block lasts."""
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
