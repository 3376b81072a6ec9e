"""A CBS table of any size on a loopback server that is faster than both sides: every answer is rendered beforehand."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Event, Process, Queue
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ingest.example.vacancy_tables import SECTIONS
from ingest.example.wire import PAGE_SIZE, WireDimension, WireTable, WireTopic

TABLE = "83599NED"
_SECTORS = [("T001081", "A-U Alle economische activiteiten"), *((code, title) for code, title, _ in SECTIONS)]
_QUARTERS = [f"{year}KW0{quarter}" for year in range(2001, 2026) for quarter in range(1, 5)]


def render(folder: Path, rows: int) -> None:
    """Write the metadata and the pages of a table with this many rows, in the shape of vacancies by sector and region."""
    regions = [f"GM{number:04d}" for number in range(1, rows // (len(_SECTORS) * len(_QUARTERS)) + 1)]
    table = WireTable(
        TABLE,
        "Openstaande vacatures; SBI 2008, regio",
        "2026-08-14T02:00:00",
        [
            WireDimension("BedrijfstakkenBranchesSBI2008", _SECTORS),
            WireDimension("RegioS", [(code, f"Gemeente {code}") for code in regions], "GeoDimension"),
            WireDimension("Perioden", [(code, code, "Definitief") for code in _QUARTERS], "TimeDimension"),
        ],
        [WireTopic("OpenstaandeVacatures_1", ("Openstaande vacatures",), decimals=1)],
        [],
    )
    count = len(_SECTORS) * len(regions) * len(_QUARTERS)
    folder.mkdir(parents=True)
    metadata = {**table.metadata(), "TableInfos": [table.info() | {"RecordCount": count}]}
    for name, listed in metadata.items():
        (folder / f"{name}.json").write_text(json.dumps({"value": listed}))
    (folder / "Tables.json").write_text(json.dumps({"value": [table.info() | {"RecordCount": count}]}))
    names = [*metadata, "TypedDataSet", "UntypedDataSet"]
    (folder / ".json").write_text(json.dumps({"value": [{"name": name, "url": name} for name in names]}))
    for number, page in enumerate(_pages(regions)):
        link = {"odata.nextLink": f"http://x/?$skip={(number + 1) * PAGE_SIZE}"} if (number + 1) * PAGE_SIZE < count else {}
        for kind, rows_of in (("page", page), ("selected", [{k: v for k, v in row.items() if k != "ID"} for row in page])):
            body = {"odata.metadata": f"http://x/{TABLE}", "value": rows_of, **link}
            (folder / f"{kind}-{number * PAGE_SIZE}.json").write_text(json.dumps(body, separators=(",", ":")))


def _pages(regions: list[str]) -> Iterator[list[dict[str, object]]]:
    page: list[dict[str, object]] = []
    number = 0
    for place, region in enumerate(regions):
        for part, (sector, _) in enumerate(_SECTORS):
            for moment, quarter in enumerate(_QUARTERS):
                value = (
                    None
                    if (place + part + moment) % 97 == 0
                    else round((10 if part == 0 else 0.1) + (place + part + moment) % 7 / 10, 1)
                )
                page.append(
                    {"ID": number, "BedrijfstakkenBranchesSBI2008": sector.ljust(7), "RegioS": region, "Perioden": quarter,
                     "OpenstaandeVacatures_1": value}
                )  # fmt: skip
                number += 1
                if len(page) == PAGE_SIZE:
                    yield page
                    page = []
    if page:
        yield page


_PAGED = {"TypedDataSet": "page", "Observations": "cells"}  # what comes in pages, and how their files are called


class _Files(BaseHTTPRequestHandler):
    """Sends the rendered files; next links point to this server. Who selects columns gets all but CBS's own row number."""

    protocol_version = "HTTP/1.1"
    folder: Path
    delay: float  # seconds before each page of rows

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name = parts.path.rsplit("/", 1)[-1]
        if name in _PAGED:
            time.sleep(self.delay)
            asked = parse_qs(parts.query)
            kind = "selected" if name == "TypedDataSet" and "$select" in asked else _PAGED[name]
            name = f"{kind}-{asked.get('$skip', ['0'])[0]}"
        body = (
            (self.folder / f"{name}.json")
            .read_bytes()
            .replace(b"http://x/?", f"http://{self.headers['Host']}{parts.path}?".encode())
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@contextmanager
def serving_files(folder: Path, delay: float = 0.0) -> Iterator[str]:
    """The address of a server, in a process of its own, with what `render` wrote; each page of rows waits for `delay` seconds."""
    address: Queue[str] = Queue()
    done = Event()
    process = Process(target=_serve, args=(folder, delay, address, done), daemon=True)
    process.start()
    try:
        yield address.get(timeout=30)
    finally:
        done.set()
        process.terminate()


def _serve(folder: Path, delay: float, address: "Queue[str]", _: object) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Files", (_Files,), {"folder": folder, "delay": delay}))
    server.daemon_threads = True
    address.put(f"http://127.0.0.1:{server.server_address[1]}")
    server.serve_forever()
