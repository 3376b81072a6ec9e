"""What a target is judged by: a benchmark that says something, and a line of a source where there is one."""

from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.lines import line
from indicators.registry import INDICATORS
from indicators.targets import target_progress
from ingest.datasets import HAND_FILES
from ingest.published import PublishedFigures
from pages.components.sentences import overview, standing
from tests.data_folder import DataFolder
from tests.made_targets import number, target


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with one file of the region and what documents print."""
    return DataFolder(tmp_path, HAND_FILES["werkcentrum-geholpen"], PublishedFigures())


@pytest.mark.parametrize(
    ("key", "beside", "why"),
    [
        ("onbenut-arbeidspotentieel", "NL01", "het gaat om een aantal, en dat hangt af van hoe groot een gebied is"),
        ("onbenut-arbeidspotentieel", "AM22", "het gaat om een aantal, en dat hangt af van hoe groot een gebied is"),
        ("pendel-uitgaand", "PV27", "dit cijfer hangt af van hoe groot een gebied is"),
        ("pendel-uitgaand", "AM22", ""),
        ("onbenut-aandeel", "NL01", ""),
        ("spanning", "NL01", ""),
    ],
)
def test_a_figure_that_goes_with_size_is_no_benchmark(figures: Figures, key: str, beside: str, why: str) -> None:
    wanted = target("benchmark", indicator=key, unit=INDICATORS[key].unit, richting="omlaag", benchmark=beside, van=None)
    found = target_progress(figures, wanted)
    assert (found.status == "te weinig gegevens") is bool(why)
    assert (found.verdict == "geen eerlijke vergelijking") is bool(why)
    if why:
        assert overview([found]) == "Voor 1 doel is er geen eerlijke vergelijking."
        place = figures.regions[beside]
        assert (found.benchmark, found.distance) == (None, None)
        assert standing(INDICATORS[key], found, place) == f"De regio is niet te vergelijken met {place.said}: {why}."


def test_a_year_that_a_document_prints_is_no_series_beside_one_by_quarter(figures: Figures) -> None:
    printed = line(figures, "werkcentrum-geholpen", "AM37", frequency="year")
    assert ([point.period for point in printed.points], printed.only_printed) == (["2024"], True)
    wanted = number(2000, indicator="werkcentrum-geholpen", unit="personen", van="2025", tot="2027")
    found = target_progress(figures, wanted)
    assert found.baseline and found.newest  # noqa: PT018
    assert (found.baseline.period, found.newest.period) == ("2025-Q1", "2026-Q2")


@pytest.mark.slow
def test_a_series_of_another_length_goes_before_a_printed_year(folder: DataFolder) -> None:
    folder.print_figures("werkcentrum-geholpen,AM37,2024,1175,personen,,Geholpen,Stand van zaken,blz. 3")
    months = "regiocode;periode;aantal;aangeleverd_door;aangeleverd_op\nAM37;2025-01;90;WSP;03-04-2025\n"
    folder.add("werkcentrum-geholpen", "werkcentrum.csv", months)
    folder.refresh()
    assert [point.period for point in line(folder.figures, "werkcentrum-geholpen", "AM37").points] == ["2025-01"]
    (year,) = line(folder.figures, "werkcentrum-geholpen", "AM37", frequency="year").points
    assert year.value == 1175
