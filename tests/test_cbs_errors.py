"""What CBS says of an error that comes in the place of an answer, in the form of either road."""

import pytest

from ingest.wire.cbs import refuse_error
from ingest.wire.web import PassingFault


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
