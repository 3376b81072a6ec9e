"""Figures on the banenafspraak: which of them are official."""

import pytest

from tests.test_hand_files import JOBS, Take, agenda, draft, jobs, rows_of, take

__all__ = ["agenda", "draft", "take"]  # fixtures


@pytest.mark.parametrize(
    ("regiocode", "peildatum", "status"),
    [("NL01", "31-12-2025", "definitief"), ("NL01", "31-03-2026", "indicatief"), ("AM37", "31-12-2025", "indicatief")],
)
def test_only_the_yearly_figure_of_the_country_is_official(take: Take, regiocode: str, peildatum: str, status: str) -> None:
    row = jobs(regiocode=regiocode, peildatum=peildatum, status="officieel", indicatie_banen="", indicatie_tot_en_met_jaar="")
    by_quarter, *_ = JOBS.read(take(JOBS, [row]))
    assert [row["status"] for row in rows_of(by_quarter)] == [status]
