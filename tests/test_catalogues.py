"""Catalogues of which a few rows are not filled in: those are passed over, and the others count."""

import json

import pytest

from ingest.errors import SourceChanged
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.cbs_v4 import CbsV4
from ingest.wire.ckan import Ckan, Resource
from ingest.wire.web import Patience, Web
from tests.cbs_server import Fault, Handler, serving


def answered_with(what: object):
    """Answers each request with this as JSON."""
    return lambda handler: Handler.send_text(handler, 200, json.dumps(what), "application/json")


@pytest.mark.parametrize("road", [CbsV3, CbsV4])
def test_a_table_without_an_id_or_a_title_does_not_hide_the_others(road):
    whole = {"Identifier": "80472ned", "Title": "Vacatures ", "Modified": "2026-08-14T02:00:00"}
    rows = [whole | {"Title": None}, whole | {"Identifier": None}, whole, whole | {"Identifier": "1NED", "Modified": None}]
    with serving([]) as server:
        server.faults.append(Fault("/", answered_with({"value": rows})))
        found = road(server.url, Web(Patience(tries=1))).tables()
    assert [(entry.table, entry.title) for entry in found] == [("80472ned", "Vacatures"), ("1NED", "Vacatures")]


def test_a_file_of_which_a_catalogue_says_little_is_a_file():
    listed = [{"url": "https://a.nl/b", "created": None, "format": None, "last_modified": None}, {"url": None}, {"format": "CSV"}]
    with serving([]) as server:
        server.faults.append(Fault("/", answered_with({"success": True, "result": {"resources": listed}})))
        assert Ckan(server.url, Web(Patience(tries=1))).resources("pakket") == [Resource("https://a.nl/b")]


def test_a_package_that_a_catalogue_does_not_have_is_a_change_of_the_source():
    with serving([]) as server:
        server.faults.append(Fault("/", answered_with({"success": False, "error": {"message": "Not found"}})))
        with pytest.raises(
            SourceChanged, match=r"Pakket pakket: verwacht was een lijst van bestanden, gevonden is geen\. Kijk op"
        ):
            Ckan(server.url, Web(Patience(tries=1))).resources("pakket")
