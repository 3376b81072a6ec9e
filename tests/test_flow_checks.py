"""Each check in warehouse/flow_checks.py: flows that just pass it, and flows that it refuses."""

from pathlib import Path

import pytest

from tests.data_folder import LATER, DataFolder
from tests.flow_tables import HOME_WORK, MATRIX, TOWNS, matrix
from tests.region_tables import AREAS
from warehouse.checks import FEWER_CELLS
from warehouse.flow_checks import FLOW_CHECKS

pytestmark = pytest.mark.slow

# By the sentence of the check: what is replaced in the worked example so that it just passes, and so that it breaks.
CASES = {
    "een stroom komt één keer voor": (("GM0020 NL00  5.0", "GM0020 NL00 5.0"), ("GM0020 NL00", "GM0010 NL00"), "2 keer"),
    "een stroom is niet negatief": (("GM0010 GM0020 2.0", "GM0010 GM0020 0.0"), ("0 GM0020 2.0", "0 GM0020 -0.1"), "-0.1"),
    "de stromen uit een gebied zijn samen niet groter dan alle banen van inwoners": (
        ("GM0020 GM0020 2.0", "GM0020 GM0020 2.7"),  # four roundings of at most 50 jobs, and that of the sum
        ("GM0020 GM0020 2.0", "GM0020 GM0020 2.9"),
        "5.4 van 5.0",
    ),
    "de stromen naar een gebied zijn samen niet groter dan alle banen daar": (
        ("GM0030 GM0010 2.0", "GM0030 GM0010 3.2"),
        ("GM0030 GM0010 2.0", "GM0030 GM0010 3.4"),
        "8.4 van 8.0",
    ),
    FEWER_CELLS: (("GM0010 GM0020 2.0", "GM0010 GM0020 ."), ("0 GM0020", "0 GM0020  . \n GM0099 GM0099"), "stromen"),
}


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder in which the worked example is published."""
    folder = DataFolder(tmp_path, AREAS, HOME_WORK)
    assert folder.refresh(TOWNS, matrix()).ok
    return folder


def test_each_check_has_its_case() -> None:
    assert set(CASES) == set(FLOW_CHECKS)


@pytest.mark.parametrize("sentence", CASES)
def test_flows_that_just_pass_are_accepted(folder: DataFolder, sentence: str) -> None:
    result = folder.refresh(TOWNS, matrix(MATRIX.replace(*CASES[sentence][0]), modified=LATER))
    assert result.ok, [attempt.message for attempt in result.attempts]


@pytest.mark.parametrize("sentence", [sentence for sentence in CASES if sentence != FEWER_CELLS])
def test_flows_that_break_a_check_are_refused_in_words_and_the_figures_stay(folder: DataFolder, sentence: str) -> None:
    _, broken, said = CASES[sentence]
    result = folder.refresh(TOWNS, matrix(MATRIX.replace(*broken), modified=LATER))
    (message,) = [attempt.message for attempt in result.attempts if attempt.outcome == "failed"]
    assert sentence in message
    assert said in message
    assert "--accept-fewer" not in message  # which is for a table that became shorter
    assert folder.shown("pendel-uitgaand", "waarde", region="AM01") == [(40.0,)]


def test_a_matrix_that_became_much_shorter_is_taken_over_only_when_it_is_named(folder: DataFolder) -> None:
    short = matrix("\n".join(MATRIX.splitlines()[:3]), modified=LATER)
    (message,) = [attempt.message for attempt in folder.refresh(TOWNS, short).attempts if attempt.outcome == "failed"]
    assert "dat waren er 15" in message
    assert "--accept-fewer" in message
    assert folder.refresh(TOWNS, short, accept_fewer=["home-work"]).ok
