"""Files as a careful person would not have made them: what a program would read otherwise than a person sees it, is refused."""

import pytest

from tests.test_odd_files import HEADER, TENSION, VACANCIES, Steward, steward

__all__ = ["steward"]


@pytest.mark.parametrize(
    ("dataset", "text", "lost"),
    [
        (TENSION, "regiocode,periode,waarde\nAM37,2025-Q1,3,12\n", "12"),
        (VACANCIES, "regiocode,periode,sector,waarde\nAM37,2025-Q1,totaal,1,234\nAM18,2025-Q1,totaal,5,678,,\n", "234"),
        (VACANCIES, "AMR,2025 K1,2025 K2\nAM37,5,000,5,100\n", "5"),
    ],
    ids=["decimal sign", "sign of thousands", "wide"],
)
def test_a_number_that_the_sign_between_cells_parts_is_not_read_as_its_beginning(
    steward: Steward, dataset: str, text: str, lost: str
) -> None:
    said = steward.refusal(dataset, text)
    assert f"rij 2, kolom -: deze rij heeft meer cellen dan de kop ('{lost}' is er te veel)" in said


def test_a_row_may_end_with_empty_cells_beyond_the_header_and_a_note_with_full_ones(steward: Steward) -> None:
    added = steward.add(VACANCIES, HEADER + "AM37;2025-Q1;totaal;1234;x;;;\nBron: UWV; werk.nl; ; ; ; zie daar\n")
    assert steward.figures() == [("AM37", "totaal", "2025-Q1", 1234)]
    assert [each.why for each in added.skipped] == ["toelichting"]
