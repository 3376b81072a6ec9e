"""How many pages of a table of unknown length are asked for: none beyond the end of a short one, and no waiting for more."""

import json
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.wire.cbs_v3 import CbsV3
from tests.cbs_server import CbsServer, Fault, Handler
from tests.paged_table import COLUMNS, TABLE, asked_for_data, at, cbs, everything, page_of, server

__all__ = ["cbs", "server"]  # fixtures

MEN = "Geslacht eq '3000   '"


def test_a_filtered_table_of_two_pages_takes_two_requests(server: CbsServer, cbs: CbsV3) -> None:
    server.page_size = 40
    assert everything(cbs, MEN, None) == list(range(1, 95, 2))
    assert len(asked_for_data(server)) == 2


def test_of_a_long_filtered_table_several_pages_are_asked_for_at_a_time(server: CbsServer, cbs: CbsV3) -> None:
    server.page_size = 5
    assert everything(cbs, MEN, None) == list(range(1, 95, 2))
    skips = [int(address.partition("$skip=")[2].split("&")[0]) for address in asked_for_data(server) if "$skip=" in address]
    assert set(range(5, 47, 5)) <= set(skips)
    assert max(skips) <= 45 + 3 * 5


def test_what_is_under_way_beyond_the_last_page_is_not_waited_for(server: CbsServer, cbs: CbsV3) -> None:
    server.page_size = 20  # 47 rows: after the second page two are under way, and the third is the last

    def late(handler: Handler) -> None:
        time.sleep(1)
        page_of(server, 60, 0, link="")(handler)

    server.faults.append(Fault(at(60), late))
    begun = time.monotonic()
    assert everything(cbs, MEN, None) == list(range(1, 95, 2))
    assert time.monotonic() - begun < 0.9


@pytest.mark.parametrize("rows", [2500, 2000, 1000, 999])
def test_a_filtered_table_that_is_cut_off_at_a_round_number_without_a_link_is_read_on(
    server: CbsServer, cbs: CbsV3, rows: int
) -> None:
    server.replace(replace(TABLE, rows=[{"Geslacht": "3000", "Perioden": "2023JJ00", "Aantal_1": n} for n in range(rows)]))

    def cut_off(handler: Handler) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        skip = int(query.get("$skip", 0))
        page = server.tables[TABLE.table].select(COLUMNS, query["$filter"])[skip : skip + 1000]
        handler.send_text(200, json.dumps({"value": page}))

    server.faults.append(Fault("TypedDataSet", cut_off))
    assert everything(cbs, MEN, None) == list(range(rows))
    if rows < 2000:  # of a longer table pages are asked for ahead
        assert len(asked_for_data(server)) == (2 if rows == 1000 else 1)
