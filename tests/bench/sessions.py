"""Many visitors at once: memory for each extra one, and how long a change of filter takes while fifty of them click.

A visitor here is a websocket that speaks Streamlit's own protocol, so that the measured machine works for the server and not
for fifty browsers. Each looks at a page, waits a moment as people do, and changes the page or a filter, for two minutes.
"""

import asyncio
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.measure import Measured, run
from tests.bench.pages import PAGES
from tests.loopback import dashboard

SESSIONS, MINUTES = 50, 2
PAUSE = (1.0, 4.0)  # seconds between what a visitor sees and the next click
MOST_MEGABYTES, MOST_SECONDS = 3.0, 1.5
REGIONS = ["AM37", "GM0392", "GM0453", "GM0375", "GM0473", "AM18", "AM19", "AM22", "PV27", "NL01"]


@dataclass
class Clicks:
    """The seconds of each change, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One session."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket

    async def look(self, page: str, query: str) -> str:
        """Open a page with these filters and wait until it is drawn; what went wrong, empty when nothing did."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        await self.socket.send(asked.SerializeToString())
        wrong = ""
        while True:
            said = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))  # type: ignore[arg-type]
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                wrong = said.delta.new_element.exception.message
            if kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return wrong


def measure_sessions(folder: Path) -> list[Measured]:
    """Three lines: memory for each extra session, the 95th percentile of a change, and errors."""
    data = folder / "sessions"
    run([sys.executable, "-m", "ingest", "refresh", "--example"], DATA_DIR=str(data))
    run([sys.executable, "-m", "indicators", "prepare"], DATA_DIR=str(data))  # as the server does when it starts
    with dashboard(data) as (url, server):
        before, after, clicks = asyncio.run(_visit(url.replace("http", "ws", 1) + "/_stcore/stream", server))
    each = (after - before) / (SESSIONS - 1)
    slow = statistics.quantiles(clicks.seconds, n=20)[-1]
    what = f"{SESSIONS} sessions clicking for {MINUTES} minutes, {len(clicks.seconds)} changes"
    return [
        Measured("memory for each extra session, against 3 MB", each, MOST_MEGABYTES, "MB", "<= 1"),
        Measured(f"{what}: 95th percentile, against 1.5 s", slow, MOST_SECONDS, "s", "<= 1"),
        Measured(f"{what}: errors, against one", float(len(clicks.errors)), 1.0, "", "<= 0"),
    ]


async def _visit(url: str, server: subprocess.Popen[bytes]) -> tuple[float, float, Clicks]:
    """Server memory (MB) with one session and with all of them, all having seen the same pages; and their clicks."""
    visitors = [await _arrived(url)]
    before = _megabytes(server)
    visitors += [await _arrived(url) for _ in range(SESSIONS - 1)]
    after = _megabytes(server)
    clicks, until = Clicks(), time.monotonic() + 60 * MINUTES
    await asyncio.gather(*(_click(visitor, random.Random(number), until, clicks) for number, visitor in enumerate(visitors)))
    for visitor in visitors:
        await visitor.socket.close()
    return before, after, clicks


async def _arrived(url: str) -> Visitor:
    """A new visitor who has seen two pages."""
    socket = await websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None)
    visitor = Visitor(socket)
    for page in ("", "participatie"):
        await visitor.look(page, "")
    return visitor


async def _click(visitor: Visitor, chance: random.Random, until: float, clicks: Clicks) -> None:
    page = ""
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(*PAUSE))
        page = chance.choice(PAGES) if chance.random() < 0.3 else page
        start = time.monotonic()
        try:
            wrong = await visitor.look("" if page == "overzicht" else page, f"regio={chance.choice(REGIONS)}")
        except TimeoutError:
            clicks.errors.append(f"{page}: no answer within a minute")
            return
        clicks.seconds.append(time.monotonic() - start)
        if wrong:
            clicks.errors.append(f"{page}: {wrong}")


def _megabytes(server: subprocess.Popen[bytes]) -> float:
    """The memory that a process holds now."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
