"""Real servers on this computer, for as long as a test needs them: of our own making, or the dashboard itself."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

from ingest.settings import PROJECT

_TRIES = 300  # a tenth of a second apart


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


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], asked: str, log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process of its own, from when it answers an address. Fails with what it said where it never does."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment}, stdout=said, stderr=said)
    try:
        _wait_for(asked, process, log)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def streamlit(
    script: str, asked: str = "_stcore/health", port: int | None = None, log: Path | None = None, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes], Path]]:
    """The address of a running program of Streamlit, its process, and the file with what it says."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1"]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        said = log or Path(folder) / "log.txt"
        with running(command, f"{url}/{asked}", said, **environment) as process:
            yield url, process, said


@contextmanager
def dashboard(
    data_dir: Path, port: int | None = None, log: Path | None = None, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a running dashboard on a data folder, and its process. Fails at its end where a page broke off meanwhile."""
    with streamlit("app.py", "healthz", port, log, DATA_DIR=str(data_dir), **environment) as (url, process, said):
        yield url, process
        log_of_pages = said.read_text(encoding="utf-8")
        assert "Traceback" not in log_of_pages, log_of_pages


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_TRIES):
        assert process.poll() is None, log.read_text()
        try:
            requests.get(url, timeout=5)
        except requests.RequestException:  # not there yet, or a slow machine
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
