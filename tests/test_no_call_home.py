"""The running dashboard asks nothing of others: not when it starts, and not for a visitor who comes by another name."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import websockets

from tests.clocks import until
from tests.loopback import Quiet, answering, free_port, running

pytestmark = pytest.mark.slow


@pytest.fixture
def way_out() -> Iterator[tuple[str, list[str]]]:
    """The address of a proxy that is the only way out, and what was asked of it."""
    asked: list[str] = []

    class Proxy(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(502)

        do_CONNECT = do_GET

    with answering(Proxy) as server:
        yield server.url, asked


async def come_from_elsewhere(port: int) -> None:
    """Open the websocket of a page that was served under another name."""
    with suppress(websockets.InvalidStatus, websockets.ConnectionClosed):
        async with websockets.connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin="https://dashboard.voorbeeld.nl") as socket:
            await socket.recv()


def test_nothing_is_asked_of_others(example_data: Path, tmp_path: Path, way_out: tuple[str, list[str]]) -> None:
    proxy, asked = way_out
    port = free_port()
    environment = {
        "DATA_DIR": str(example_data),
        "HTTP_PROXY": proxy,
        "HTTPS_PROXY": proxy,
        "http_proxy": proxy,
        "https_proxy": proxy,
    }
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with running(command, f"http://127.0.0.1:{port}/healthz", log, **environment):
        asyncio.run(come_from_elsewhere(port))
        until(lambda: "You can now view" in log.read_text(), "the welcome")
    assert asked == []
