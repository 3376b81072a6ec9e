"""CBS's OData v3 from a real server: pages in order and whole, faults waited out, and refusals that name the table."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise
from urllib.parse import unquote_plus

import cbsodata
import pytest
import requests
from cbsodata import cbsodata3

from ingest.errors import SourceChanged, SourceUnavailable
from ingest.wire.cbs import CatalogueEntry
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import PassingFault, Patience, Web, user_agent
from tests.cbs_server import CbsServer, Fault, Handler, cut, no_rows, reset, serving, short_json, status, web_page
from tests.paged_table import COLUMNS, DATA, TABLE, How, asked_for_data, at, cbs, everything, page_of, server

__all__ = ["cbs", "server"]  # fixtures

ENTRY = CatalogueEntry("80472ned", "Vacatures", "2026-08-14T02:00:00")

Call = Callable[[CbsV3], object]


def detour(to: str) -> How:
    """Send whoever asks on to the catalogue of another server."""
    return status(302, location=f"{to}/ODataCatalog/Tables?$format=json")


def link(to: str) -> How:
    """An answer that names the catalogue of another server as its next page."""
    further = {"value": [], "odata.nextLink": f"{to}/ODataCatalog/Tables?$format=json"}
    return lambda handler: handler.send_text(200, json.dumps(further), "application/json")


@pytest.mark.parametrize("page_size", [10, 47, 94, 95, 96])
def test_many_pages_keep_their_order_and_lose_nothing(server: CbsServer, cbs: CbsV3, page_size: int) -> None:
    server.page_size = page_size
    assert everything(cbs) == list(range(95))
    assert len(asked_for_data(server)) == len(set(asked_for_data(server))) == -(-95 // page_size)


def test_pages_that_arrive_out_of_order_are_put_in_order(server: CbsServer, cbs: CbsV3) -> None:
    def late(handler: Handler) -> None:
        time.sleep(0.1)
        page_of(server, 30, 30)(handler)

    server.faults.append(Fault(at(30), late))
    assert everything(cbs) == list(range(95))


@pytest.mark.parametrize("size", [1, 20, 29])
def test_a_page_in_the_middle_may_be_shorter_than_the_first(server: CbsServer, cbs: CbsV3, size: int) -> None:
    server.faults.append(Fault(at(30), page_of(server, 30, size)))
    assert everything(cbs) == list(range(95))


def test_a_table_without_rows_is_one_empty_page(server: CbsServer, cbs: CbsV3) -> None:
    server.replace(replace(TABLE, rows=[]))
    assert everything(cbs, row_count=0) == []
    assert len(asked_for_data(server)) == 1


def test_columns_and_a_padded_filter_go_over_the_line_with_every_page(server: CbsServer, cbs: CbsV3) -> None:
    assert everything(cbs, "Geslacht eq '3000   '", None) == list(range(1, 95, 2))
    asked = asked_for_data(server)
    assert len(asked) >= 2
    assert all("$select=Geslacht,Perioden,Aantal_1" in address for address in asked)
    assert all("$filter=Geslacht eq '3000   '" in address for address in asked)
    everything(cbs)
    assert "$filter" not in asked_for_data(server)[-1]


def test_fewer_rows_than_the_table_says_it_has_is_a_failure(cbs: CbsV3) -> None:
    with pytest.raises(SourceUnavailable, match=r"80472ned.*100 rijen.*95.*python -m ingest refresh"):
        everything(cbs, row_count=100)


def test_a_page_without_a_link_ends_the_table_and_the_missing_rows_are_noticed(server: CbsServer, cbs: CbsV3) -> None:
    server.faults.append(Fault(at(30), page_of(server, 30, 30, link="")))
    with pytest.raises(SourceUnavailable, match=r"80472ned.*95 rijen.*60"):
        everything(cbs)


@pytest.mark.parametrize("link", ["{url}?$skip=90", "{url}?$skip=30", "{url}?$skiptoken=60", "{url}"])
def test_a_link_that_points_elsewhere_shows_where_it_should_have_pointed(server: CbsServer, cbs: CbsV3, link: str) -> None:
    elsewhere = link.format(url=f"{server.url}/ODataFeed/odata/{DATA}")
    server.faults.append(Fault(at(30), page_of(server, 30, 30, elsewhere)))
    with pytest.raises(SourceChanged, match=r"80472ned.*vanaf rij 60") as changed:
        everything(cbs)
    assert elsewhere in str(changed.value)


def test_an_empty_page_with_a_link_does_not_go_round_for_ever(server: CbsServer, cbs: CbsV3) -> None:
    server.faults.append(Fault(at(30), page_of(server, 30, 0)))
    with pytest.raises(SourceChanged, match="80472ned"):
        everything(cbs)


def test_the_catalogue_is_asked_once_however_often_it_is_looked_in(server: CbsServer, cbs: CbsV3) -> None:
    server.replace(replace(TABLE, table="80590ned", title="Werkloosheid per maand "))
    for _ in range(3):
        assert cbs.tables() == [ENTRY, replace(ENTRY, table="80590ned", title="Werkloosheid per maand")]
    assert server.asked_for("ODataCatalog/Tables") == 1
    assert "$select=Identifier,Title,Modified" in unquote_plus(server.asked[0])


def test_a_catalogue_that_fails_is_not_asked_again_by_each_dataset(server: CbsServer, cbs: CbsV3) -> None:
    server.faults.append(Fault("ODataCatalog", status(503)))
    for _ in range(3):
        with pytest.raises(SourceUnavailable, match=r"catalogus van CBS.*3 pogingen.*503"):
            cbs.tables()
    assert server.asked_for("ODataCatalog") == 3  # the three tries of the first time


def test_metadata_is_the_table_its_columns_and_each_code_list_as_they_are_at_that_moment(server: CbsServer, cbs: CbsV3) -> None:
    for table in (TABLE, replace(TABLE, modified="2026-09-01T02:00:00")):
        server.replace(table)
        assert cbs.metadata("80472ned") == table.metadata()
        assert cbs.modified("80472ned") == table.modified
    assert len(server.asked) == 2 * (4 + 1)


@pytest.mark.parametrize("call", [lambda cbs: cbs.metadata("80472ned"), lambda cbs: cbs.modified("80472ned")])
def test_a_table_that_says_nothing_of_itself_is_asked_again_and_then_named(server: CbsServer, cbs: CbsV3, call: Call) -> None:
    server.faults.append(Fault("TableInfos", no_rows))
    with pytest.raises(SourceUnavailable, match=r"Tabel 80472ned, TableInfos.* 3 pogingen: TableInfos heeft geen rijen"):
        call(cbs)


CALLS: dict[str, tuple[str, str, Call]] = {
    "catalogue": ("ODataCatalog", "catalogus van CBS", lambda cbs: cbs.tables()),
    "codes": ("80472ned/Perioden", "Tabel 80472ned, Perioden", lambda cbs: cbs.metadata("80472ned")),
    "info": ("80472ned/TableInfos", "Tabel 80472ned, TableInfos", lambda cbs: cbs.modified("80472ned")),
    "first-page": (DATA, "Tabel 80472ned, rijen vanaf 0", everything),
    "later-page": (at(30), "Tabel 80472ned, rijen vanaf 30", everything),
}
each_call = pytest.mark.parametrize(("where", "what", "call"), CALLS.values(), ids=CALLS)
each_road = pytest.mark.parametrize("road", ["catalogue", "later-page"])  # through cbsodata, and with our own session
FAULTS: dict[str, tuple[How, str]] = {
    "503": (status(503), "status 503"),
    "500": (status(500), "status 500"),
    "429": (status(429, retry_after="0"), "status 429"),
    "reset": (reset, "verbinding is verbroken"),
    "cut": (cut, r"verbroken|niet heel"),
    "short-json": (short_json, "geen JSON|afgebroken"),
    "web-page": (web_page, "geen JSON|een webpagina"),
}


@each_road
@pytest.mark.parametrize(("how", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_waited_out_twice_and_named_the_third_time(
    server: CbsServer, cbs: CbsV3, road: str, how: How, reason: str
) -> None:
    where, _, call = CALLS[road]
    server.faults.append(Fault(where, how, times=2))
    assert call(cbs) == (list(range(95)) if road == "later-page" else [ENTRY])
    assert server.asked_for(where) == 3
    server.faults.append(Fault(where, how))
    with pytest.raises(SourceUnavailable, match=reason):
        call(CbsV3(server.url, cbs.web))


@each_call
def test_a_source_that_cannot_be_had_is_named_with_what_was_tried_and_the_remedy(
    server: CbsServer, cbs: CbsV3, where: str, what: str, call: Call
) -> None:
    server.faults.append(Fault(where, status(503)))
    with pytest.raises(SourceUnavailable) as unavailable:
        call(cbs)
    told = str(unavailable.value)
    assert all(part in told for part in [what, "niet gelukt na 3 pogingen", "python -m ingest refresh"]), told
    assert server.asked_for(where) == 3


@each_call
def test_a_refusal_is_not_tried_again(server: CbsServer, cbs: CbsV3, where: str, what: str, call: Call) -> None:
    server.faults.append(Fault(where, status(404)))
    with pytest.raises(SourceUnavailable, match=r"weigert.*status 404.*python -m ingest check"):
        call(cbs)
    assert server.asked_for(where) == 1


@each_road
@pytest.mark.parametrize("answer", ['{"fout": "onderhoud"}', "[]", "null", '{"value": 5}'])
def test_json_of_another_shape_is_a_fault_of_the_source(server: CbsServer, cbs: CbsV3, road: str, answer: str) -> None:
    where, _, call = CALLS[road]
    server.faults.append(Fault(where, lambda handler: handler.send_text(200, answer)))
    with pytest.raises(SourceUnavailable):
        call(cbs)


@each_call
def test_an_error_in_the_place_of_an_answer_is_told_in_the_words_of_cbs(
    server: CbsServer, cbs: CbsV3, where: str, what: str, call: Call
) -> None:
    error = '{"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": "De tabel wordt ververst"}}}'
    server.faults.append(Fault(where, lambda handler: handler.send_text(200, error)))
    with pytest.raises(SourceUnavailable, match=rf"{what}.* 3 pogingen: CBS antwoordt met een fout: 'De tabel wordt ververst'\."):
        call(cbs)


@pytest.mark.slow
def test_the_server_may_ask_to_wait_a_second(server: CbsServer, cbs: CbsV3) -> None:
    server.faults.append(Fault(DATA, status(429, retry_after="1"), times=1))
    started = time.monotonic()
    assert everything(cbs) == list(range(95))
    assert time.monotonic() - started >= 1


WAITS = {
    "seconds": ("3600", 0.5, 9),
    "date": (formatdate(time.time() + 3600, usegmt=True), 0.5, 9),
    "past": ("Wed, 01 Jan 2020 00:00:00 GMT", 0, 0.5),
    "words": ("straks", 0, 0.5),
    "negative": ("-5", 0, 0.5),
}


@pytest.mark.slow
@pytest.mark.parametrize(("header", "least", "most"), WAITS.values(), ids=WAITS)
def test_a_wait_in_either_form_is_honoured_up_to_our_longest_and_a_strange_one_is_ours(
    server: CbsServer, header: str, least: float, most: float
) -> None:
    server.faults.append(Fault("TableInfos", status(503, retry_after=header), times=1))
    started = time.monotonic()
    assert CbsV3(server.url, Web(Patience(tries=3, first_wait=0.01, longest_wait=0.5))).modified("80472ned") == TABLE.modified
    assert least <= time.monotonic() - started < most


def test_each_wait_is_twice_the_one_before() -> None:
    moments = []

    def failing() -> None:
        moments.append(time.monotonic())
        raise PassingFault("storing")

    with pytest.raises(SourceUnavailable, match="Proef is niet gelukt na 4 pogingen: storing"):
        Web(Patience(tries=4, first_wait=0.02)).patiently(failing, "Proef")
    waits = [after - before for before, after in pairwise(moments)]
    assert all(wait >= least for wait, least in zip(waits, [0.02, 0.04, 0.08], strict=True))


@pytest.mark.parametrize("before", [True, False])
def test_cbsodata_gets_its_scheme_back_also_after_an_error(
    server: CbsServer, cbs: CbsV3, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    monkeypatch.setattr(cbsodata.options, "use_https", before)
    cbs.tables()
    assert cbsodata.options.use_https is before
    server.faults.append(Fault("TableInfos", reset))
    with pytest.raises(SourceUnavailable):
        cbs.modified("80472ned")
    assert cbsodata.options.use_https is before


@pytest.mark.parametrize(
    ("what", "how"), [("ODataCatalog", detour), ("DataProperties", detour), ("DataProperties", link), ("TableInfos", link)]
)
def test_what_cbsodata_asks_leads_no_more_to_another_server_without_https_than_what_we_ask(
    server: CbsServer, cbs: CbsV3, what: str, how: Callable[[str], How]
) -> None:
    with serving([TABLE]) as elsewhere:
        server.faults.append(Fault(what, how(elsewhere.url)))
        with pytest.raises(SourceUnavailable, match=rf"{elsewhere.url}/ODataCatalog.* geen https .*Open het adres"):
            cbs.tables() if what == "ODataCatalog" else cbs.metadata("80472ned")
    assert elsewhere.asked == []
    assert cbsodata3.Session is requests.Session


def test_requests_for_rows_say_who_we_are_and_share_a_connection(server: CbsServer, cbs: CbsV3) -> None:
    seen = []

    def noting(handler: Handler) -> None:
        seen.append((handler.headers["User-Agent"], handler.headers["Accept"], handler.client_address))
        page_of(server, 0, 95, link="")(handler)

    server.faults.append(Fault(DATA, noting))
    for _ in range(3):
        everything(cbs)
    assert seen[0][:2] == (user_agent(), "application/json")
    assert seen == 3 * seen[:1]


def test_traffic_counts_each_answer_and_its_bytes(server: CbsServer, cbs: CbsV3) -> None:
    bodies = [body for body, _ in cbs.pages("80472ned", COLUMNS, "", 95)]
    assert (cbs.web.traffic.requests, cbs.web.traffic.bytes) == (4, sum(map(len, bodies)))
    cbs.metadata("80472ned")
    assert cbs.web.traffic.requests == 8
