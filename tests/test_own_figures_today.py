"""Own figures are about what has begun, by the clock of the Netherlands."""

from datetime import UTC, date, datetime

import pytest

from ingest import own_figures
from ingest.files import hand_file
from ingest.files.hand_file import _begun
from ingest.files.rows import RejectedFile
from tests.adding_files import Steward, steward
from tests.clocks import clock_at
from tests.placements import HEADER, WSP, lines

__all__ = ["steward"]  # a fixture


@pytest.mark.parametrize(
    ("today", "begun"),
    [
        (date(2026, 1, 1), ["2026", "2026-Q1", "2026-01"]),
        (date(2026, 3, 31), ["2026", "2026-Q1", "2026-03"]),
        (date(2026, 4, 1), ["2026", "2026-Q2", "2026-04"]),
        (date(2026, 12, 31), ["2026", "2026-Q4", "2026-12"]),
    ],
)
def test_a_figure_may_be_about_the_period_of_today_and_none_after_it(today: date, begun: list[str]) -> None:
    assert [*_begun(today).values()] == begun


def test_the_day_of_supply_may_be_today_as_it_is_in_the_netherlands(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_figures, "datetime", clock_at(datetime(2026, 5, 1, 22, 30, tzinfo=UTC)))
    steward.add(WSP.name, HEADER + lines({"AM37": 120}, given="02-05-2026"))
    with pytest.raises(RejectedFile, match="die dag moet nog komen"):
        steward.add(WSP.name, HEADER + lines({"AM37": 120}, given="03-05-2026"))


def test_a_month_begins_when_it_does_in_the_netherlands(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_file, "datetime", clock_at(datetime(2026, 4, 30, 22, 30, tzinfo=UTC)))
    rows = HEADER + lines({"AM37": 120}, period="2026-05", given="01-05-2026")
    steward.add(WSP.name, rows)
    with pytest.raises(RejectedFile, match="2026-06 ligt in de toekomst"):
        steward.add(WSP.name, rows + lines({"AM37": 120}, period="2026-06", given="01-06-2026"))
