"""Figures on the banenafspraak: which of them are official."""

from pathlib import Path

import pytest

from tests.data_folder import DataFolder
from tests.filled_templates import JOBS, Take, agenda, draft, jobs, rows_of, take

__all__ = ["agenda", "draft", "take"]  # fixtures


@pytest.mark.parametrize(
    ("regiocode", "peildatum", "status"),
    [("NL01", "31-12-2025", "definitief"), ("NL01", "31-03-2026", "indicatief"), ("AM37", "31-12-2025", "indicatief")],
)
def test_only_the_yearly_figure_of_the_country_is_official(take: Take, regiocode: str, peildatum: str, status: str) -> None:
    row = jobs(regiocode=regiocode, peildatum=peildatum, status="officieel", indicatie_banen="", indicatie_tot_en_met_jaar="")
    by_quarter, *_ = JOBS.read(take(JOBS, [row]))
    assert [row["status"] for row in rows_of(by_quarter)] == [status]


@pytest.mark.parametrize(("first", "second"), [("500", ""), ("", "500")])
def test_an_indication_is_not_blanked_by_another_row_of_that_year_without_one(take: Take, first: str, second: str) -> None:
    rows = [jobs(indicatie_banen=first), jobs(peildatum="30-06-2026", indicatie_banen=second)]
    _, by_year = JOBS.read(take(JOBS, rows))
    assert [(row["indicatie_tot_en_met_jaar"], row["indicatie_banen"]) for row in rows_of(by_year)] == [("2026", 500)]


@pytest.mark.slow
def test_a_later_file_without_an_indication_leaves_that_of_an_earlier_one(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS)
    header = "regiocode;peildatum;extra_banen_totaal;indicatie_banen;indicatie_tot_en_met_jaar\n"
    folder.add(JOBS.name, "een.csv", f"{header}AM37;31-03-2026;900;500;2026\n")
    folder.add(JOBS.name, "twee.csv", f"{header}AM37;30-06-2026;910;;2026\n")
    shown = [row for row in folder.rows("measure", "period", "value") if row[2] is not None]
    assert shown == [("indication", "2026", 500), ("extra_jobs", "2026-Q1", 900), ("extra_jobs", "2026-Q2", 910)]
