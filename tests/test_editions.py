"""Editions of one table: what an older one adds to the newest in a version, and when it counts as taken."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.dataset import count
from ingest.errors import SourceUnavailable
from ingest.example.wire import ExampleCbs
from ingest.wire.cbs import Metadata
from tests.data_folder import JOBS, LATER, DataFolder, declared, edition

pytestmark = pytest.mark.slow
SINCE_2013 = declared("jobs", count("jobs", "banen"), since=2013)


def test_an_older_edition_adds_only_what_lies_before_the_first_figure_of_the_newer_one(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, SINCE_2013)
    newer = "region sector period jobs\n GM0001 A-U 2015JJ00 30\n GM0001 A-U 2016JJ00 ."
    older = """
        region sector period   jobs
        GM0001 A-U    2013JJ00 10
        GM0001 A-U    2014JJ00 20
        GM0001 A-U    2015JJ00 31
        GM0001 A-U    2016JJ00 41
    """
    folder.refresh(edition(SINCE_2013, newer, 2025), edition(SINCE_2013, older, 2024))
    assert folder.rows("period", "value", "origin") == [("2013", 10, 2), ("2014", 20, 2), ("2015", 30, 1), ("2016", None, 1)]


def test_a_sector_that_the_newer_edition_lacks_does_not_come_back_in_the_years_of_that_edition(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, SINCE_2013)
    newer = "region sector period jobs\n GM0001 A-U 2015JJ00 30\n GM0001 A-U 2016JJ00 40"
    older = "region sector period jobs\n GM0001 Q 2014JJ00 2\n GM0001 Q 2015JJ00 3\n GM0001 Q 2016JJ00 4"
    folder.refresh(edition(SINCE_2013, newer, 2025), edition(SINCE_2013, older, 2024))
    assert folder.rows("sector", "period", "value") == [("sbi-Q", "2014", 2), ("totaal", "2015", 30), ("totaal", "2016", 40)]


def test_a_region_that_only_the_older_edition_has_keeps_all_its_periods(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS)
    newer = "region sector period jobs\n GM0001 A-U 2015JJ00 30"
    older = "region sector period jobs\n AM37 A-U 2015JJ00 100\n AM37 A-U 2016JJ00 110"
    folder.refresh(edition(JOBS, newer, 2025), edition(JOBS, older, 2024))
    assert folder.rows("region", "period", "value") == [("AM37", "2015", 100), ("AM37", "2016", 110), ("GM0001", "2015", 30)]


def test_an_older_edition_that_the_catalogue_lost_is_named_where_its_figures_would_go(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, JOBS)
    newer, older = (
        "region sector period jobs" + "".join(f"\n {place}{number} A-U 2015JJ00 30" for number in range(10))
        for place in ("GM001", "AM2")
    )
    folder.refresh(edition(JOBS, newer, 2025), edition(JOBS, older, 2024))
    before = folder.versions.current()
    (attempt,) = folder.refresh(edition(JOBS, newer, 2025)).attempts
    gone = "Eerder kwamen er ook cijfers uit jobs-2024 'jobs 2024', en nu niet meer: kijk of de bron die tabel nog geeft."
    assert f"10 cellen, dat waren er 20. {gone} De vorige cijfers blijven staan." in attempt.message
    assert folder.versions.current() == before
    shorter = edition(JOBS, newer.replace("00 30", "00 .", 3), 2025, LATER)
    (attempt,) = folder.refresh(shorter, edition(JOBS, older, 2024)).attempts
    assert "17 cellen, dat waren er 20. De vorige cijfers blijven staan." in attempt.message


@pytest.mark.parametrize(
    ("newer", "older", "shown"),
    [
        ("2014JJ00 .\n GM0001 A-U 2015JJ00 30", "2014JJ00 20", [("2014", 20, 2), ("2015", 30, 1)]),
        ("2014JJ00 .\n GM0001 A-U 2015JJ00 30", "2014JJ00 .", [("2014", None, 1), ("2015", 30, 1)]),
        ("2014JJ00 .\n GM0001 A-U 2015JJ00 .", "2014JJ00 20", [("2014", 20, 2), ("2015", None, 1)]),
        ("2014JJ00 .", "2014JJ00 .", [("2014", None, 1)]),
        ("2014JJ00 0", "2014JJ00 20", [("2014", 0, 1)]),
    ],
)
def test_an_empty_cell_of_the_newer_edition_is_filled_by_the_older_one_and_never_stands_twice(
    tmp_path: Path, newer: str, older: str, shown: list[tuple[object, ...]]
) -> None:
    folder = DataFolder(tmp_path, SINCE_2013)
    header = "region sector period jobs\n GM0001 A-U "
    run = folder.refresh(edition(SINCE_2013, header + newer, 2025), edition(SINCE_2013, header + older, 2024))
    assert [attempt.message for attempt in run.attempts] == [""]
    assert folder.rows("period", "value", "origin") == shown


def test_of_three_editions_the_newest_figure_of_each_cell_counts(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, since_2012 := replace(SINCE_2013, since=2012))
    header = "region sector period jobs\n"
    newest = header + " GM0001 A-U 2013JJ00 .\n GM0001 A-U 2014JJ00 .\n GM0001 A-U 2015JJ00 30"
    middle = header + " GM0001 A-U 2013JJ00 .\n GM0001 A-U 2014JJ00 20"
    oldest = header + " GM0001 A-U 2013JJ00 10\n GM0001 A-U 2014JJ00 21"
    tables = [(newest, 2025), (middle, 2024), (oldest, 2023)]
    folder.refresh(*(edition(since_2012, text, year) for text, year in tables))
    assert folder.rows("period", "value", "origin") == [("2013", 10, 3), ("2014", 20, 2), ("2015", 30, 1)]


def test_an_older_edition_that_does_not_answer_now_is_no_edition_that_adds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder(tmp_path, SINCE_2013)
    header = "region sector period jobs\n GM0001 A-U "
    tables = [edition(SINCE_2013, header + "2015JJ00 30", 2025), edition(SINCE_2013, header + "2014JJ00 20", 2024)]
    metadata = ExampleCbs.metadata

    def unavailable(cbs: ExampleCbs, table: str) -> Metadata:
        if table == "jobs-2024":
            raise SourceUnavailable("Tabel jobs-2024, DataProperties ophalen: de server antwoordt met 503.")
        return metadata(cbs, table)

    with monkeypatch.context() as patched:
        patched.setattr(ExampleCbs, "metadata", unavailable)
        (attempt,) = folder.refresh(*tables).attempts
    assert (attempt.outcome, "503" in attempt.message) == ("failed", True)
    (attempt,) = folder.refresh(*tables).attempts
    assert attempt.outcome == "refreshed"
    assert folder.rows("period", "value") == [("2014", 20), ("2015", 30)]
