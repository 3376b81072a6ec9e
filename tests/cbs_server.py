"""A real HTTP server on loopback that speaks CBS's OData v3: catalogue, metadata, filters, padding, pages, and its faults."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.example.sources import printed_figures
from ingest.example.tables import example_tables
from ingest.example.wire import WireTable
from ingest.settings import AGENDA
from tests.loopback import Quiet, answering


@dataclass
class Fault:
    """What goes wrong for requests whose address contains `where`: `how` answers instead; `times` is how often (None: always)."""

    where: str
    how: Callable[["Handler"], None]
    times: int | None = None
    after: int = 0


@dataclass
class CbsServer:
    """The tables that are served, what goes wrong, and what was asked."""

    tables: dict[str, WireTable]
    page_size: int = 10_000
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""
    delay: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def replace(self, table: WireTable) -> None:
        """Serve another edition of a table under the same id."""
        self.tables[table.table] = table

    def asked_for(self, text: str) -> int:
        """How many requests had this text in their address."""
        return sum(text in address for address in self.asked)


class Handler(Quiet):
    """Answers one connection; the server object is on the class that `serving` makes."""

    protocol_version = "HTTP/1.1"
    cbs: CbsServer

    def do_GET(self) -> None:
        """Note what is asked, and answer it or do what goes wrong with it."""
        address = self.path
        with self.cbs.lock:
            self.cbs.asked.append(address)
            fault = self._fault(address)
        if self.cbs.delay:
            time.sleep(self.cbs.delay)
        if fault:
            fault.how(self)
            return
        parts = urlsplit(address)
        self.answer(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})

    def answer(self, path: str, query: dict[str, str]) -> None:
        """What the service says when nothing goes wrong."""
        if path == "/ODataCatalog/Tables":
            self._rows("Tables", [table.info() for table in self.cbs.tables.values()], query)
            return
        match = re.fullmatch(r"/ODataFeed/odata/([^/]+)/(\w*)", path)
        table = next((t for t in self.cbs.tables.values() if match and t.table.lower() == match[1].lower()), None)
        if not match or table is None:
            self.send_text(404, "Not found")
        elif match[2] == "":
            names = [*table.metadata(), "TypedDataSet", "UntypedDataSet"]
            self._rows("", [{"name": name, "url": f"{self.cbs.url}{path}{name}"} for name in names], query)
        elif match[2] == "TypedDataSet":
            self._page(table, query)
        elif match[2] in table.metadata():
            self._rows(match[2], table.metadata()[match[2]], query)
        else:
            self.send_text(404, "Not found")

    def _fault(self, address: str) -> Fault | None:
        for fault in self.cbs.faults:
            if fault.where in address:
                if fault.after > 0:
                    fault.after -= 1
                    continue
                if fault.times is None:
                    return fault
                if fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def _page(self, table: WireTable, query: dict[str, str]) -> None:
        rows = table.select([c for c in query.get("$select", "").split(",") if c], query.get("$filter", ""))
        skip = int(query.get("$skip", 0))
        page = rows[skip : skip + self.cbs.page_size]
        body = {"odata.metadata": f"{self.cbs.url}/$metadata#TypedDataSet", "value": page}
        following = skip + len(page)
        if following < len(rows):
            kept = "&".join(f"{name}={value}" for name, value in query.items() if name != "$skip")
            body["odata.nextLink"] = f"{self.cbs.url}/ODataFeed/odata/{table.table}/TypedDataSet?{kept}&$skip={following}"
        self.send_text(200, json.dumps(body, ensure_ascii=False, separators=(",", ":")), "application/json; charset=utf-8")

    def _rows(self, name: str, rows: list[dict[str, object]], query: dict[str, str]) -> None:
        columns = [c for c in query.get("$select", "").split(",") if c]
        chosen = [{column: row[column] for column in columns} for row in rows] if columns else rows
        body = json.dumps({"odata.metadata": f"{self.cbs.url}/$metadata#{name}", "value": chosen}, ensure_ascii=False)
        self.send_text(200, body, "application/json; charset=utf-8")

    def send_text(self, status: int, text: str, kind: str = "text/plain", headers: dict[str, str] | None = None) -> None:
        """A whole answer."""
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    """Answer with this status; `retry_after="1"` becomes the header Retry-After."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda handler: handler.send_text(code, "storing", headers=named)


def web_page(handler: Handler) -> None:
    """A page for people with status 200, as a proxy or a maintenance notice gives."""
    handler.send_text(200, "<!doctype html><title>Onderhoud</title>", "text/html")


def reset(handler: Handler) -> None:
    """Close the connection without an answer."""
    handler.close_connection = True
    handler.connection.close()


def cut(handler: Handler) -> None:
    """Stop in the middle of a JSON answer, though the header promised more."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"value":[{"ID":0,"Perioden":"20')
    handler.close_connection = True
    handler.connection.close()


def short_json(handler: Handler) -> None:
    """JSON that stops in the middle, with a length that fits what was sent."""
    handler.send_text(200, '{"value":[{"ID":0,"Perioden":"20', "application/json")


def no_rows(handler: Handler) -> None:
    """A list that is whole, and has nothing in it."""
    handler.send_text(200, '{"value":[]}', "application/json")


@contextmanager
def serving(tables: list[WireTable], handler: type[Handler] = Handler, **settings: object) -> Iterator[CbsServer]:
    """A running server with these tables, which speaks the language of its handler."""
    cbs = CbsServer({table.table: table for table in tables}, **settings)  # type: ignore[arg-type]
    with answering(type("BoundHandler", (handler,), {"cbs": cbs})) as server:
        cbs.url = server.url
        yield cbs


@cache
def served_tables() -> list[WireTable]:
    """The example tables, made once: each test gets a server of its own, and none changes a table in place."""
    return example_tables(printed_figures(AGENDA))


FEW = {"NL01", "PV27", "AM18", "AM37", "GM0375", "GM0392", "GM0394", "GM0453"}
_LARGE = 2_000  # rows


@cache
def tables_of_few_regions() -> list[WireTable]:
    """The same tables, the large ones about some regions only: for tests of what happens around a refresh, not of its figures."""
    return [_about_few(table) for table in served_tables()]


def _about_few(table: WireTable) -> WireTable:
    places = [dimension.name for dimension in table.dimensions if dimension.kind == "GeoDimension"]
    if not places or len(table.rows) < _LARGE:
        return table
    return replace(table, rows=[row for row in table.rows if all(str(row[place]).strip() in FEW for place in places)])


@pytest.fixture
def cbs() -> Iterator[CbsServer]:
    """CBS with all tables, about few regions, for one test."""
    with serving(tables_of_few_regions()) as server:
        yield server
