"""Formulas of which no result was stored are found in the text of a sheet, in time that grows with its size only."""

import time

import pytest

from ingest.files.workbook_marks import has_uncomputed, unpacked
from tests.workbooks import packed


def book(cells: str) -> bytes:
    """As much of a workbook as is searched."""
    return packed({"xl/worksheets/sheet1.xml": f"<sheetData><row>{cells}</row></sheetData>"})


@pytest.mark.parametrize(
    ("cell", "uncomputed"),
    [
        ("<c><f>A1</f></c>", True),
        ("<c><f>A1</f> </c>", True),
        ("<c><f>A1</f><v/></c>", True),
        ("<c><f>A1</f>\n<v />\n</c>", True),
        ("<c><f>A1</f> <v> </v> </c>", True),
        ('<c><f t="shared" si="0"/></c>', True),
        ('<c><f t="shared" si="0"/><v></v></c>', True),
        ("<c><f>A1</f><v>0</v></c>", False),
        ('<c><f t="shared" si="0"/><v>12</v></c>', False),
        ("<c><v/></c>", False),
        ("<c></c>", False),
    ],
)
def test_a_formula_without_a_stored_result_is_seen(cell: str, uncomputed: bool) -> None:
    assert has_uncomputed(unpacked(book(cell))) is uncomputed


@pytest.mark.parametrize("cells", ["<c><f>A1</f>" + " " * 40_000 + "<v>1</v></c>", "<f " * 40_000])
def test_a_sheet_that_is_made_to_take_long_does_not(cells: str) -> None:
    data, begun = book(cells), time.process_time()
    assert not has_uncomputed(unpacked(data))
    assert time.process_time() - begun < 0.5
