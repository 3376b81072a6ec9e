"""Files by gemeente: which gemeenten must be in them, and what is said of the others."""

from pathlib import Path

import pytest

from ingest.datasets import HAND_FILES
from ingest.files.rows import RejectedFile, Row, Skipped
from tests.home_towns import TOWN_NAMES

BENEFITS = HAND_FILES["uwv-ww-gemeente"]


def read(towns: list[str], agenda: Path) -> tuple[list[Row], list[Skipped]]:
    """The rows of a file with one figure for each of these, and what was passed over."""
    text = "regiocode;periode;waarde\n" + "".join(f"{town};2025-03;1200\n" for town in towns)
    sheets = BENEFITS.sheets_of("a.csv", text.encode())
    return BENEFITS.rows_of("a.csv", sheets, BENEFITS.locate("a.csv", sheets, agenda, None))


def test_who_gives_some_gemeenten_of_the_region_hears_to_give_all(tmp_path: Path) -> None:
    with pytest.raises(RejectedFile) as refusal:
        read(["Haarlem", "Velsen"], tmp_path)
    assert "2025-03: Beverwijk, Bloemendaal, Heemskerk, Heemstede en Zandvoort ontbreken" in str(refusal.value)
    assert "geef alle gemeenten van de regio" in str(refusal.value)


def test_the_code_of_haarlem_is_no_advice_for_another_gemeente(tmp_path: Path) -> None:
    rows, (passed_over,) = read([*TOWN_NAMES, "Haarlemmermeer"], tmp_path)
    assert len(rows) == len(TOWN_NAMES)
    assert "'Haarlemmermeer' is geen gemeente" in str(passed_over)
    assert "schrijf dan haar eigen CBS-code (die van Haarlem is bijvoorbeeld GM0392)" in str(passed_over)


def test_who_gives_none_of_the_gemeenten_need_not_give_all(tmp_path: Path) -> None:
    rows, passed_over = read(["AM37", "NL01", "GM0363"], tmp_path)
    assert ([row["regiocode"] for row in rows], passed_over) == (["AM37", "NL01", "GM0363"], [])
