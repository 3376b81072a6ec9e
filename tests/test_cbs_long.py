"""The cells of v4 as rows of v3: in any order, with what is missing missing, and nothing guessed."""

import json
import random
from typing import Any

import pytest

from ingest.errors import SourceChanged
from ingest.wire import cbs_long
from ingest.wire.cbs_long import wide_lines

DIMENSIONS = ["RegioS", "Perioden"]
COLUMNS = ["M1", "M2"]


def cell(measure: str, region: str, value: object, **more: object) -> dict[str, object]:
    """One cell of 2023 as v4 gives it."""
    sign = "Impossible" if value is None else "None"
    text = {"Measure": measure, "ValueAttribute": sign, "Value": value, "StringValue": None, "RegioS": region}
    return {"Id": 0, **text, "Perioden": "2023JJ00", **more}


def rows(*pages: list[dict[str, object]], columns: list[str] = COLUMNS) -> list[dict[str, Any]]:
    """What the warehouse gets of these pages."""
    bodies = [json.dumps({"@odata.context": "x", "value": page}).encode() for page in pages]
    return [json.loads(line) for chunk in wide_lines(bodies, "83599NED", DIMENSIONS, columns) for line in chunk.splitlines()]


def row(region: str, first: object, second: object) -> dict[str, object]:
    return {"RegioS": region, "Perioden": "2023JJ00", "M1": first, "M2": second}


def test_the_cells_of_one_combination_become_one_row() -> None:
    page = [cell("M1", "NL01", 441.2), cell("M2", "NL01", 7), cell("M1", "PV27", 83.1), cell("M2", "PV27", 2.0)]
    assert rows(page) == [row("NL01", 441.2, 7), row("PV27", 83.1, 2.0)]


def test_a_figure_keeps_each_digit_that_came() -> None:
    body = b'{"value":[{"Measure":"M1","ValueAttribute":"None","Value":10.10,"RegioS":"NL01","Perioden":"2023JJ00"}]}'
    assert b'"M1":10.10' in b"".join(wide_lines([body], "83599NED", DIMENSIONS, ["M1"]))


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_combination_may_be_spread_over_pages(at: int) -> None:
    cells = [cell("M1", "NL01", 1), cell("M2", "NL01", 2), cell("M1", "PV27", 3), cell("M2", "PV27", 4)]
    assert rows(cells[:at], cells[at:]) == [row("NL01", 1, 2), row("PV27", 3, 4)]


def test_cells_in_any_order_become_the_same_rows() -> None:
    cells = [cell(measure, f"GM{n:04d}", n) for n in range(60) for measure in COLUMNS]
    for seed in range(5):
        mixed = random.Random(seed).sample(cells, len(cells))
        found = rows(*[mixed[start : start + 13] for start in range(0, len(mixed), 13)])
        assert sorted(found, key=lambda each: each["RegioS"]) == [row(f"GM{n:04d}", n, n) for n in range(60)]


@pytest.mark.parametrize("sign", ["Impossible", "Confidential", "NotAvailable"])
@pytest.mark.parametrize("value", [None, 0])
def test_a_cell_with_the_sign_of_an_empty_one_is_missing_and_never_zero(sign: str, value: object) -> None:
    assert rows([cell("M1", "NL01", value, ValueAttribute=sign), cell("M2", "NL01", 0)]) == [row("NL01", None, 0)]


def test_an_empty_cell_without_a_reason_or_with_one_that_we_do_not_know_is_missing() -> None:
    unknown = cell("M2", "NL01", None, ValueAttribute="Onbetrouwbaar")
    assert rows([cell("M1", "NL01", None, ValueAttribute="None"), unknown]) == [row("NL01", None, None)]


def test_a_figure_with_a_sign_that_we_do_not_know_is_not_read() -> None:
    with pytest.raises(SourceChanged, match=r"83599NED, M1 bij NL01, 2023JJ00.*het teken Schatting.*ingest/wire/cbs_long\.py"):
        rows([cell("M1", "NL01", 5, ValueAttribute="Schatting")])


def test_a_cell_that_v4_leaves_out_is_missing() -> None:
    page = [cell("M1", "NL01", 1), cell("M2", "PV27", 4)]
    assert rows(page) == [row("NL01", 1, None), row("PV27", None, 4)]


def test_a_text_is_kept_as_it_came_and_other_measures_are_left_out() -> None:
    page = [cell("M1", "GM0392", None, ValueAttribute="None", StringValue="AM37      "), cell("M9", "GM0392", 1)]
    assert rows(page, columns=["M1"]) == [{"RegioS": "GM0392", "Perioden": "2023JJ00", "M1": "AM37      "}]


def test_a_cell_that_comes_twice_is_an_error() -> None:
    with pytest.raises(SourceChanged, match=r"elke cel één keer.*M1 bij NL01, 2023JJ00 twee keer"):
        rows([cell("M1", "NL01", 1), cell("M1", "NL01", 1)])


@pytest.mark.parametrize(
    "strange", [{"Measure": "M1"}, {"Measure": 5, "RegioS": "NL01", "Perioden": "2023JJ00"}, [], "tekst", None]
)
def test_a_row_in_another_form_shows_what_it_should_be(strange: Any) -> None:
    with pytest.raises(SourceChanged, match=r"rijen met Measure, Value en RegioS, Perioden"):
        rows([strange])


def test_rows_that_wait_for_their_other_cells_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cbs_long, "WAITING", 3)
    cells = [cell("M1", f"GM{n:04d}", n) for n in range(10)]
    bodies = iter([json.dumps({"value": cells}).encode()])
    first = next(wide_lines(bodies, "83599NED", DIMENSIONS, COLUMNS)).splitlines()
    assert [json.loads(line)["RegioS"] for line in first] == [f"GM{n:04d}" for n in range(7)]
