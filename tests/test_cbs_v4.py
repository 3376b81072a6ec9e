"""CBS's OData v4 from a real server: pages by their links and whole, its own spelling, and cells turned into rows."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import unquote_plus

import pytest

from ingest.errors import SourceUnavailable
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.wire.cbs import CatalogueEntry, RoadChanged, local_time, read_structure
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.cbs_v4 import CbsV4
from ingest.wire.web import Patience, Web
from tests.cbs_server import CbsServer, Fault, Handler, cut, no_rows, reset, serving, short_json, status, web_page
from tests.cbs_v4_server import BothRoads

SEX = WireDimension("Geslacht", [("T001038", "Totaal"), ("3000", "Mannen")])
PERIODS = WireDimension("Perioden", [(f"{year}JJ00", f"{year}", "Voorlopig") for year in range(2000, 2024)], "TimeDimension")
TOPICS = [
    WireTopic("Bevolking_1", ("Bevolking",)),
    WireTopic("Werkloos_2", ("Beroepsbevolking", "Werkloos"), decimals=1),
    WireTopic("Totaal_3", ("Beroepsbevolking", "Vacatures", "Totaal"), unit="aantal"),
]
ROWS = [
    {"Geslacht": sex, "Perioden": period, "Bevolking_1": 100 + number, "Werkloos_2": number + 0.5, "Totaal_3": None}
    for number, (sex, period) in enumerate((sex[0], period[0]) for sex in SEX.codes for period in PERIODS.codes)
]
TABLE = WireTable("80472ned", "Vacatures", "2026-08-14T06:30:00", [SEX, PERIODS], TOPICS, ROWS)
CODES = ["M000002_2", "M000004_2", "M000006_2"]
SELECT = ["Geslacht", "Perioden", *CODES]
DATA = "80472ned/Observations"

How = Callable[[Handler], None]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[CbsServer]:
    """A server with one table of 48 rows of three cells, in pages of 50 cells."""
    monkeypatch.setattr(Handler, "disable_nagle_algorithm", True)
    with serving([TABLE], BothRoads, page_size=50) as running:
        yield running


@pytest.fixture
def cbs(server: CbsServer) -> CbsV4:
    """Our road to it, with little patience."""
    return CbsV4(server.url, Web(Patience(tries=3, first_wait=0.01)))


def everything(cbs: CbsV4, select: list[str] = SELECT, where: str = "", row_count: int | None = None) -> list[int]:
    """The numbers of all cells in the order in which they came."""
    numbers = []
    for body, size in cbs.pages("80472ned", select, where, row_count):
        page = json.loads(body)["value"]
        assert len(page) == size
        numbers += [cell["Id"] for cell in page]
    return numbers


def asked(server: CbsServer, what: str) -> list[str]:
    return [unquote_plus(address) for address in server.asked if what in address]


@pytest.mark.parametrize("page_size", [1, 50, 143, 144, 145])
def test_pages_are_followed_by_their_links_until_there_is_none(server: CbsServer, cbs: CbsV4, page_size: int) -> None:
    server.page_size = page_size
    assert everything(cbs, row_count=144) == list(range(144))
    assert len(asked(server, "Observations")) == -(-144 // page_size)


def test_only_the_wanted_measures_and_codes_are_asked_for_with_every_page(server: CbsServer, cbs: CbsV4) -> None:
    server.page_size = 20
    assert everything(cbs, ["Geslacht", "Perioden", CODES[0], CODES[2]], "Geslacht eq '3000'") == [
        number for number in range(72, 144) if number % 3 != 1
    ]
    pages = [address for address in asked(server, "Observations?") if "$count" not in address]
    assert len(pages) == 3
    assert all("Geslacht eq '3000' and (Measure eq 'M000002_2' or Measure eq 'M000006_2')" in address for address in pages)


def test_measures_too_many_for_an_address_are_not_named_in_it(server: CbsServer, cbs: CbsV4) -> None:
    topics = [WireTopic(f"Onderwerp_{number}", (f"Onderwerp {number}",)) for number in range(90)]
    rows = [{"Geslacht": "3000", "Perioden": "2023JJ00"} | {topic.column: 1 for topic in topics}]
    server.replace(replace(TABLE, topics=topics, rows=rows))
    codes = [topic.column for topic in read_structure(cbs.metadata("80472ned")).topics]
    assert len(everything(cbs, ["Geslacht", "Perioden", *codes[:80]], "Geslacht eq '3000'")) == 90
    assert max(len(address) for address in server.asked) < 200


@pytest.mark.parametrize(
    ("select", "where", "cells"), [(SELECT, "", 144), (SELECT, "Geslacht eq '3000'", 72), (["Perioden", CODES[0]], "", 48)]
)
def test_fewer_cells_than_cbs_counts_is_a_failure(
    server: CbsServer, cbs: CbsV4, select: list[str], where: str, cells: int
) -> None:
    server.page_size = 10
    server.faults.append(Fault("skip=20", lambda handler: handler.send_text(200, '{"value": []}')))
    with pytest.raises(SourceUnavailable, match=rf"80472ned.*{cells} cellen.*stuurde er 20.*python -m ingest refresh"):
        everything(cbs, select, where, None if where else 144)


def test_a_service_that_does_not_count_is_believed(server: CbsServer, cbs: CbsV4) -> None:
    for how in (status(404), web_page):
        server.faults[:] = [Fault("$count", how)]
        assert len(everything(cbs, ["Perioden", CODES[0]], "Geslacht eq '3000'")) == 24


def to(link: str, *rows: object) -> How:
    return lambda handler: handler.send_text(200, json.dumps({"value": rows, "@odata.nextLink": link}))


@pytest.mark.parametrize("answer", [to("?$skip=50", {"Id": 50}), to("?$skip=100")], ids=["itself", "nothing"])
def test_links_that_go_round_in_circles_are_an_end(server: CbsServer, cbs: CbsV4, answer: How) -> None:
    server.faults.append(Fault("skip=50", answer))
    with pytest.raises(RoadChanged, match=r"80472ned.*een nieuwe bladzijde.*ingest/wire/cbs_v4\.py"):
        everything(cbs)


@pytest.mark.parametrize("link", ["?$skip=0", "?$skip=2"])
def test_a_list_whose_links_go_round_in_circles_is_read_once(server: CbsServer, cbs: CbsV4, link: str) -> None:
    server.faults.append(Fault("skip=1", to(link, {"Identifier": "Perioden"})))
    server.faults.append(Fault("skip=2", to("?$skip=1", {"Identifier": "Geslacht"})))
    server.faults.append(Fault("Dimensions", to("?$skip=1", {"Identifier": "BedrijfstakkenBranches"})))
    found = [row["Identifier"] for row in cbs._list("80472ned", "Dimensions")]
    assert found == ["BedrijfstakkenBranches", "Perioden", "BedrijfstakkenBranches" if link == "?$skip=0" else "Geslacht"]


@pytest.mark.parametrize("where", ["/Datasets", "/Dimensions", "/MeasureCodes", "/MeasureGroups", "/PeriodenCodes"])
def test_a_list_without_rows_is_asked_again_and_then_named(server: CbsServer, cbs: CbsV4, where: str) -> None:
    server.faults.append(Fault(where, no_rows, times=1))
    assert read_structure(cbs.metadata("80472ned")).dimensions.keys() == {"Geslacht", "Perioden"}
    server.faults.append(Fault(where, no_rows))
    with pytest.raises(SourceUnavailable, match=r"over OData v4.*3 pogingen: de lijst heeft geen rijen"):
        CbsV4(server.url, cbs.web).metadata("80472ned")


def test_a_link_to_another_server_is_asked_of_our_own(server: CbsServer, cbs: CbsV4) -> None:
    first = [{"Id": number} for number in range(50)]
    server.faults.append(Fault("Observations", to("https://elders.example/odata?$skip=50", *first), times=1))
    assert everything(cbs) == list(range(144))


def test_the_catalogue_is_asked_once_and_its_times_are_those_of_v3(server: CbsServer, cbs: CbsV4) -> None:
    for _ in range(3):
        assert cbs.tables() == [CatalogueEntry("80472ned", "Vacatures", "2026-08-14T06:30:00")]
    assert cbs.tables() == CbsV3(server.url, cbs.web).tables()
    assert asked(server, "Datasets") == ["/odata/v1/CBS/Datasets?$select=Identifier,Title,Modified"]


def test_a_catalogue_that_fails_is_not_asked_again_by_each_dataset(server: CbsServer, cbs: CbsV4) -> None:
    server.faults.append(Fault("Datasets", status(503)))
    for _ in range(3):
        with pytest.raises(SourceUnavailable, match=r"catalogus van CBS.*v4.*3 pogingen.*503"):
            cbs.tables()
    assert server.asked_for("Datasets") == 3


def test_a_table_is_asked_for_by_the_spelling_of_v4(server: CbsServer, cbs: CbsV4) -> None:
    assert cbs.address("80472NED") == f"{server.url}/odata/v1/CBS/80472ned"
    assert cbs.modified("80472NED") == "2026-08-14T06:30:00"
    with pytest.raises(SourceUnavailable, match=r"99999NED staat niet in de catalogus van OData v4"):
        cbs.metadata("99999NED")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-07-16T06:30:00+02:00", "2026-07-16T06:30:00"),
        ("2026-02-17T00:00:00+01:00", "2026-02-17T00:00:00"),
        ("2026-07-15T22:30:00Z", "2026-07-16T00:30:00"),
        ("2023-08-16T02:00:00", "2023-08-16T02:00:00"),
        ("onbekend", "onbekend"),
        ("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00+01:00"),
    ],
)
def test_a_moment_is_written_in_dutch_time_without_its_zone(written: str, read: str) -> None:
    assert local_time(written) == read


def test_both_roads_describe_one_structure(server: CbsServer, cbs: CbsV4) -> None:
    v3 = read_structure(CbsV3(server.url, cbs.web).metadata("80472ned"))
    v4 = read_structure(cbs.metadata("80472ned"))
    assert [(topic.path, topic.unit.replace(" ", ""), topic.decimals) for topic in v4.topics] == [
        (topic.path, topic.unit.replace(" ", ""), topic.decimals) for topic in v3.topics
    ]
    assert [topic.column for topic in v4.topics] == CODES
    assert (v4.title, v4.modified, list(v4.dimensions)) == (v3.title, v3.modified, list(v3.dimensions))
    assert (v3.row_count, v4.row_count) == (48, 144)
    for name in v3.dimensions:
        told = [[(str(c["Key"]).strip(), c["Title"], c.get("Status")) for c in s.dimensions[name]] for s in (v3, v4)]
        assert told[0] == told[1]
    assert v4.table == "80472ned over OData v4"


def test_groups_are_only_asked_for_where_a_measure_has_one(server: CbsServer, cbs: CbsV4) -> None:
    server.replace(replace(TABLE, topics=TOPICS[:1]))
    server.faults.append(Fault("MeasureGroups", status(404)))
    assert read_structure(cbs.metadata("80472ned")).topics[0].path == ("Bevolking",)


CALLS: dict[str, tuple[str, Callable[[CbsV4], object]]] = {
    "catalogue": ("Datasets", lambda cbs: cbs.tables()),
    "measures": ("80472ned/MeasureCodes", lambda cbs: cbs.metadata("80472ned")),
    "codes": ("80472ned/PeriodenCodes", lambda cbs: cbs.metadata("80472ned")),
    "properties": ("80472ned/Properties", lambda cbs: cbs.modified("80472ned")),
    "cells": (DATA, lambda cbs: everything(cbs)),
    "later cells": ("skip=100", lambda cbs: everything(cbs)),
}
each_call = pytest.mark.parametrize(("where", "call"), CALLS.values(), ids=CALLS)


@each_call
@pytest.mark.parametrize(
    "how", [status(503), status(429), reset, cut, short_json, web_page], ids=["503", "429", "reset", "cut", "short", "page"]
)
def test_a_fault_that_passes_is_waited_out_and_one_that_stays_is_named(
    server: CbsServer, cbs: CbsV4, how: How, where: str, call: Callable[[CbsV4], object]
) -> None:
    server.faults.append(Fault(where, how, times=2))
    assert call(cbs)
    server.faults[:] = [Fault(where, how)]
    with pytest.raises(SourceUnavailable, match=r"OData v4.*niet gelukt na 3 pogingen.*python -m ingest refresh"):
        call(CbsV4(server.url, cbs.web))


@each_call
def test_an_error_in_the_place_of_an_answer_is_told_in_the_words_of_cbs(
    server: CbsServer, cbs: CbsV4, where: str, call: Callable[[CbsV4], object]
) -> None:
    error = '{"error": {"code": "", "message": "De tabel wordt ververst"}}'
    server.faults.append(Fault(where, lambda handler: handler.send_text(200, error)))
    with pytest.raises(SourceUnavailable, match=r"v4.* 3 pogingen: CBS antwoordt met een fout: 'De tabel wordt ververst'\."):
        call(cbs)


@each_call
def test_a_refusal_is_not_tried_again(server: CbsServer, cbs: CbsV4, where: str, call: Callable[[CbsV4], object]) -> None:
    server.faults.append(Fault(where, status(404)))
    with pytest.raises(SourceUnavailable, match=r"weigert.*status 404.*python -m ingest check"):
        call(cbs)
    assert server.asked_for(where) == 1
