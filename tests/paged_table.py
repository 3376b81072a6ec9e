"""A table of 95 rows that a real server gives over OData v3 in pages of 30, and what was asked for and read of it."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import unquote_plus

import pytest

from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import Patience, Web
from tests.cbs_server import CbsServer, Handler, serving

SEX = WireDimension("Geslacht", [("T001038", "Totaal"), ("3000", "Mannen")])
PERIODS = WireDimension("Perioden", [("2023JJ00", "2023", "Definitief")], "TimeDimension")
ROWS = [{"Geslacht": ("T001038", "3000")[n % 2], "Perioden": "2023JJ00", "Aantal_1": n} for n in range(95)]
TABLE = WireTable("80472ned", "Vacatures", "2026-08-14T02:00:00", [SEX, PERIODS], [WireTopic("Aantal_1", ("Aantal",))], ROWS)
COLUMNS = ["Geslacht", "Perioden", "Aantal_1"]
DATA = "80472ned/TypedDataSet"
How = Callable[[Handler], None]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[CbsServer]:
    """A server with one table of 95 rows in pages of 30."""
    monkeypatch.setattr(Handler, "disable_nagle_algorithm", True)  # else a body waits 40 ms for the header's acknowledgement
    with serving([TABLE], page_size=30) as running:
        yield running


@pytest.fixture
def cbs(server: CbsServer) -> CbsV3:
    """Our road to it, with little patience."""
    return CbsV3(server.url, Web(Patience(tries=3, first_wait=0.01)))


def everything(cbs: CbsV3, where: str = "", row_count: int | None = len(ROWS)) -> list[int]:
    """The figures of all pages in the order in which they came; each page says its own number of rows."""
    figures = []
    for body, size in cbs.pages("80472ned", COLUMNS, where, row_count):
        page = json.loads(body)["value"]
        assert len(page) == size
        figures += [row["Aantal_1"] for row in page]
    return figures


def asked_for_data(server: CbsServer) -> list[str]:
    """The requests for rows, readable."""
    return [unquote_plus(address) for address in server.asked if DATA in address]


def page_of(server: CbsServer, skip: int, size: int, link: str | None = None) -> How:
    """Answer with `size` rows from `skip` on and a link to what follows, or another link."""

    def answer(handler: Handler) -> None:
        following = f"{server.url}/ODataFeed/odata/{DATA}?$skip={skip + size}" if link is None else link
        rows = TABLE.select(COLUMNS, "")[skip : skip + size]
        handler.send_text(200, json.dumps({"value": rows} | ({"odata.nextLink": following} if following else {})))

    return answer


def at(skip: int) -> str:
    """How the address of the page from this row ends."""
    return f"%24skip={skip}"
