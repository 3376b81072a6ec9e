"""`python -m agenda check` with figures: the region is set beside the classification of CBS, as far as there is one."""

from pathlib import Path

import pytest

from indicators.agenda_check import agenda_problems
from indicators.programme.new_region import lay_down
from tests.agenda_folder import change
from tests.data_folder import DataFolder
from tests.region_tables import AREAS, areas

BY = "volgens CBS (Gebieden in Nederland 2026)"


@pytest.fixture
def divided(tmp_path: Path) -> DataFolder:
    """Figures with the classification alone: AM02 has two gemeenten in PV21, AM18 one in PV27."""
    folder = DataFolder(tmp_path / "data", AREAS)
    folder.refresh(areas(GM0080="AM02 PV21", GM0072="AM02 PV21", GM0363="AM18 PV27"))
    return folder


@pytest.fixture
def agenda(tmp_path: Path, divided: DataFolder) -> Path:
    """An agenda for AM02, as it is laid down with these figures."""
    lay_down("AM02", tmp_path / "agenda", divided.figures)
    return tmp_path / "agenda"


def test_what_is_laid_down_with_figures_is_in_order_with_them(agenda: Path, divided: DataFolder) -> None:
    assert 'GM0072 = "Plaats GM0072"' in (agenda / "region.toml").read_text(encoding="utf-8")
    assert agenda_problems(agenda, divided.figures) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", 'GM0363 = "Amsterdam"\n', f"Amsterdam (GM0363) ligt {BY} in Gebied AM18 (AM18). Haal haar weg."),
        ("", 'GM0081 = "Leeuwarderadeel"\n', f"Leeuwarderadeel (GM0081) is {BY} geen gemeente meer."),
        ('GM0072 = "Plaats GM0072"\n', "", f"Plaats GM0072 (GM0072) ligt {BY} in AM02 en staat er niet. Voeg haar toe."),
        ("PV21", "PV27", f"provincie 'PV27': AM02 ligt {BY} in PV21. Schrijf die."),
    ],
)
def test_another_gemeente_or_province_than_that_of_the_region_is_named(
    agenda: Path, divided: DataFolder, old: str, new: str, said: str
) -> None:
    change(agenda, "region.toml", old or "[gemeenten]\n", new if old else f"[gemeenten]\n{new}")
    assert agenda_problems(agenda) == []
    (problem,) = agenda_problems(agenda, divided.figures)
    assert problem.startswith(f"agenda/region.toml: {said}")


@pytest.mark.slow
def test_invented_figures_and_those_without_a_classification_say_nothing_of_it(tmp_path: Path, agenda: Path) -> None:
    change(agenda, "region.toml", "[gemeenten]\n", '[gemeenten]\nGM0363 = "Amsterdam"\n')
    invented = DataFolder(tmp_path / "example", AREAS)
    invented.refresh(areas(GM0080="AM02 PV21", GM0363="AM18 PV27"), example=True)
    assert agenda_problems(agenda, invented.figures) == []
