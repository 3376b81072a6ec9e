"""Answers of CBS with status 200 that are none: what it says of an error, in the form of either road, or nothing at all."""

import msgspec
import pytest

from ingest.errors import SourceUnavailable
from ingest.wire.cbs import CatalogueEntry, catalogue, refuse_error
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.web import PassingFault, whole
from tests.cbs_server import CbsServer, Fault, no_rows
from tests.paged_table import TABLE, cbs, server

__all__ = ["cbs", "server"]  # fixtures


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '{"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": "De tabel wordt\\nververst"}}}',
            ": 'De tabel wordt ververst'",
        ),
        ('{"error":{"code":"503","message":"De tabel wordt ververst"}}', ": 'De tabel wordt ververst'"),
        ('{"error": {"code": "NotReady"}}', ": 'NotReady'"),
        (f'{{"error": {{"message": "{"lang " * 100}"}}}}', f": '{'lang ' * 40}'"),
        ('{"odata.error": "stuk"}', ", zonder te zeggen welke"),
        ('{"error": {"message": "afge', ", zonder te zeggen welke"),
    ],
)
def test_an_error_is_told_in_one_line_with_what_there_is_of_it(body: str, said: str) -> None:
    with pytest.raises(PassingFault) as fault:
        refuse_error(body.encode())
    assert str(fault.value) == f"CBS antwoordt met een fout{said}"


@pytest.mark.parametrize("body", ['{"value": [{"error": 1}]}', '{"errors": 2}', "[]", ""])
def test_an_answer_is_no_error_for_what_stands_in_it(body: str) -> None:
    refuse_error(body.encode())


@pytest.mark.parametrize("name", ["DataProperties", "Perioden"])
def test_a_table_without_columns_or_codes_is_an_answer_that_is_not_whole(server: CbsServer, cbs: CbsV3, name: str) -> None:
    server.faults.append(Fault(name, no_rows, times=2))
    assert cbs.metadata("80472ned") == TABLE.metadata()


def test_an_empty_catalogue_is_an_answer_that_is_not_whole(server: CbsServer, cbs: CbsV3) -> None:
    server.faults.append(Fault("ODataCatalog", no_rows))
    with pytest.raises(SourceUnavailable, match=r"catalogus van CBS.*3 pogingen: de catalogus heeft geen rijen"):
        cbs.tables()


@pytest.mark.parametrize("body", ["[]", '{"value": [null]}', '{"value": {"a": 1}}', "[" * 100_000])
def test_a_catalogue_in_another_form_is_no_catalogue(server: CbsServer, cbs: CbsV3, body: str) -> None:
    server.faults.append(Fault("ODataCatalog", lambda handler: handler.send_text(200, body)))
    with pytest.raises(SourceUnavailable, match="3 pogingen: het antwoord heeft een andere vorm dan CBS altijd gaf"):
        cbs.tables()


@pytest.mark.parametrize("body", [b'{"Title": "\xe9\xe9n"}', b"[" * 100_000])
def test_what_is_no_utf8_or_nests_without_end_is_an_answer_that_is_not_whole(body: bytes) -> None:
    with pytest.raises(PassingFault, match="het antwoord is afgebroken of in een andere vorm"):
        whole(msgspec.json.Decoder().decode)(body)


def test_a_table_that_is_listed_twice_is_one_table() -> None:
    rows = [("80472ned", "Vacatures", "2026-08-14T06:30:00"), ("80472NED ", "Vacatures", "2020-01-01T06:30:00")]
    assert catalogue(rows) == [CatalogueEntry("80472ned", "Vacatures", "2026-08-14T06:30:00")]


@pytest.mark.parametrize("said", [None, "", "gisteren", 5])
def test_a_table_without_a_moment_of_change_has_an_empty_one(said: object) -> None:
    assert catalogue([("80472ned", "Vacatures", said)]) == [CatalogueEntry("80472ned", "Vacatures", "")]
