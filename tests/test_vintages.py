"""As it stood on a date, and what a refresh changed: figures of earlier versions, told apart from those of now."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from starlette.requests import Request
from starlette.responses import Response

from indicators import revisions
from indicators.query import BadQuestion, series
from indicators.revisions import COLUMNS, indicator_changes
from indicators.tables import indicator_table
from indicators.vintages import figures_on, version_on
from ingest.dataset import thousands
from ingest.published import PublishedFigures
from pages.api.series import indicator_series
from pages.components.citing import citation, fixed_address
from tests.conftest import Command
from tests.data_folder import FIRST, LATER, DataFolder, declared, edition
from warehouse.versions import NothingPublished, UnknownVersion, Versions

pytestmark = pytest.mark.slow

UNTAPPED = declared("untapped-potential", thousands("unemployed"), thousands("population"))
HEADER = "region sector period unemployed population\n"
MORNING, NIGHT = "20260301T054500000000Z", "20260310T233000000000Z"  # the second is 11 March in the Netherlands


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A table and its revision, built apart: 2021 stays, 2022 is revised, 2023 vanishes, 2024 is new."""
    folder = DataFolder(tmp_path, UNTAPPED, PublishedFigures())
    for cells, modified in (("6/200 8/200 9/200 ./.", FIRST), ("6/200 7/200 ./. 10/200", LATER)):
        rows = [f"AM37 A-U {2021 + place}JJ00 {cell.replace('/', ' ')}" for place, cell in enumerate(cells.split())]
        folder.refresh(edition(UNTAPPED, HEADER + "\n".join(rows), modified=modified), accept_fewer=["untapped-potential"])
    return folder


@pytest.fixture
def dated(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Versions:
    """The two versions as if they were built in March 2026; the program looks at them."""
    for version, name in zip(folder.versions.all(), (MORNING, NIGHT), strict=True):
        version.path.rename(version.path.with_name(f"{name}.duckdb"))
    (folder.versions.root / "current").write_text(NIGHT)
    monkeypatch.setenv("DATA_DIR", str(folder.folder))
    return Versions(folder.folder)


def in_2022(stand: str | None) -> list[float]:
    """The unemployed in 2022 as they stood on a day."""
    return list(series(figures_on(stand), "werklozen", ["AM37"], van=2022, tot=2022)["waarde"])


@pytest.mark.parametrize(
    ("stand", "value"),
    [("2026-03-01", 8000), ("2026-03-05", 8000), ("2026-03-10", 8000), ("2026-03-11", 7000), ("2026-04-01", 7000), (None, 7000)],
)
def test_a_figure_is_shown_as_it_stood_at_the_end_of_a_day_in_the_netherlands(
    dated: Versions, stand: str | None, value: float
) -> None:
    assert in_2022(stand) == [value]


def test_of_a_day_without_a_version_the_oldest_is_named(dated: Versions) -> None:
    with pytest.raises(BadQuestion, match=r"^Van 28 februari 2026 is geen versie bewaard; de oudste is van 1 maart 2026\.$"):
        version_on(dated, "2026-02-28")


@pytest.mark.parametrize("stand", ["1 maart 2026", "2026-13-01", "2026", "03-01-2026"])
def test_what_is_no_date_is_refused(dated: Versions, stand: str) -> None:
    with pytest.raises(BadQuestion, match=f"^stand is geen datum: '{stand}'. Schrijf jaar-maand-dag, zoals 2026-03-01."):
        version_on(dated, stand)


def test_a_day_that_is_still_to_come_is_refused(dated: Versions) -> None:
    with pytest.raises(BadQuestion, match="moet nog komen"):
        version_on(dated, str(datetime.now(UTC).date() + timedelta(days=2)))


def test_without_any_version_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        version_on(Versions(tmp_path / "nothing"), "2026-03-01")


def test_show_takes_a_date(command: Command, dated: Versions) -> None:
    question = ["indicators", "show", "werklozen", "--regio", "AM37", "--van", "2022", "--tot", "2022"]
    then = command(*question, "--stand", "2026-03-01", data_dir=dated.data_dir)
    assert [row["waarde"] for row in csv.DictReader(io.StringIO(then.stdout))] == ["8000"]
    too_early = command(*question, "--stand", "2025-01-01", data_dir=dated.data_dir)
    assert (too_early.returncode, too_early.stdout) == (2, "")
    assert "Van 1 januari 2025 is geen versie bewaard" in too_early.stderr


def asked(query: str) -> Response:
    """The answer to a program that asks for the unemployed of the region in 2022."""
    path = {"path_params": {"bestand": "werklozen.json"}, "query_string": f"regio=AM37&van=2022&tot=2022{query}".encode()}
    return indicator_series(Request({"type": "http", "method": "GET", "headers": [], **path}))


def test_the_figures_for_programs_take_a_date(dated: Versions) -> None:
    assert [row["waarde"] for row in json.loads(bytes(asked("").body))] == [7000]
    then = asked("&stand=2026-03-01")
    assert [row["waarde"] for row in json.loads(bytes(then.body))] == [8000]
    assert 'filename="werklozen-2026-03-01.json"' in then.headers["Content-Disposition"]


@pytest.mark.parametrize(("version", "value"), [(MORNING, 8000), (NIGHT, 7000)])
def test_what_is_cited_stays_as_it_was_though_a_newer_version_comes_on_the_same_day(
    dated: Versions, version: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = f"{version[:9]}235959{version[15:]}"
    dated.path(NIGHT if version == MORNING else MORNING).rename(dated.root / f"{later}.duckdb")
    (dated.root / "current").write_text(version)
    figures = figures_on(None)
    cited = citation(figures, series(figures, "werklozen", ["AM37"]), fixed_address("https://voorbeeld.nl/a?regio=AM37", version))
    (dated.root / "current").write_text(later)
    assert version in cited
    (query,) = re.findall(r"https://voorbeeld.nl/a\?regio=AM37(\S+)\. ?", cited)
    answer = asked(query)
    assert [row["waarde"] for row in json.loads(bytes(answer.body))] == [value]
    assert f'filename="werklozen-{version}.json"' in answer.headers["Content-Disposition"]


def test_a_version_that_is_not_kept_any_more_is_named(dated: Versions) -> None:
    with pytest.raises(BadQuestion, match=r"^Versie 20200101T000000000000Z is niet \(meer\) bewaard\. Vraag zonder stand"):
        version_on(dated, "20200101T000000000000Z")


@pytest.mark.parametrize(
    ("stand", "sentence"),
    [("2025-01-01", "Van 1 januari 2025 is geen versie bewaard"), ("gisteren", "stand is geen datum: 'gisteren'.")],
)
def test_a_program_that_asks_for_a_day_without_a_version_is_told_so(dated: Versions, stand: str, sentence: str) -> None:
    refused = asked(f"&stand={stand}")
    assert refused.status_code == 400
    assert json.loads(bytes(refused.body))["detail"].startswith(sentence)


def test_the_version_before_another_is_the_one_that_came_before(dated: Versions) -> None:
    assert dated.before(NIGHT) == MORNING
    assert dated.before(MORNING) is None


def said(table: pd.DataFrame, key: str) -> list[tuple[object, ...]]:
    """What changed in one indicator: kind, period, old and new value; None for no figure."""
    rows = table.loc[table["indicator"] == key, ["soort", "periode", "oud", "nieuw"]]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]


def test_a_refresh_tells_per_indicator_what_is_new_revised_or_gone(folder: DataFolder) -> None:
    old, new = (version.name for version in folder.versions.all())
    found = indicator_changes(folder.versions, old, new)
    assert list(found.columns) == COLUMNS
    assert said(found, "werklozen") == [
        ("herzien", "2022", 8000, 7000), ("vervallen", "2023", 9000, None), ("nieuw", "2024", None, 10_000),
    ]  # fmt: skip
    assert set(found["indicator"]) == {"werklozen"}  # the population is of another dataset, the share has other parts too
    assert set(found["regio"]) == {"Plaats AM37"}
    assert set(found["tabel"]) == {"untapped-potential-2025"}
    assert [tuple(row) for row in found[["status_oud", "status_nieuw"]].to_numpy()] == [
        ("definitief", "definitief"), ("definitief", ""), ("", "definitief"),
    ]  # fmt: skip


def test_a_refresh_that_changes_nothing_tells_nothing(folder: DataFolder) -> None:
    _, new = (version.name for version in folder.versions.all())
    assert indicator_changes(folder.versions, new, new).empty
    with pytest.raises(UnknownVersion):
        indicator_changes(folder.versions, "20200101T000000000000Z", new)


@pytest.mark.slow
def test_a_figure_that_a_document_prints_is_new_too(folder: DataFolder) -> None:
    old = folder.versions.published()
    folder.print_figures("vacatures,AM37,2023-Q1,8150,vacatures,,Open vacatures,Agenda,Kenmerken")
    folder.refresh(edition(UNTAPPED, f"{HEADER} AM37 A-U 2021JJ00 6 200 \n AM37 A-U 2022JJ00 7 200 \n AM37 A-U 2024JJ00 10 200"))
    found = indicator_changes(folder.versions, old, folder.versions.published())
    assert said(found, "vacatures") == [("nieuw", "2023-Q1", None, 8150)]


def test_what_a_document_prints_of_one_indicator_makes_no_other_be_worked_out(folder: DataFolder, monkeypatch) -> None:
    worked_out: list[str] = []
    monkeypatch.setattr(
        revisions, "indicator_table", lambda figures, key: worked_out.append(key) or indicator_table(figures, key)
    )
    old = folder.versions.published()
    folder.print_figures("vacatures,AM37,2023-Q1,8150,vacatures,,Open vacatures,Agenda,Kenmerken")
    folder.refresh()
    assert said(indicator_changes(folder.versions, old, folder.versions.published()), "vacatures")
    assert set(worked_out) == {"vacatures"}


def test_the_command_lists_the_changes_of_the_newest_version(command: Command, dated: Versions) -> None:
    done = command("indicators", "changes", data_dir=dated.data_dir)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (done.returncode, list(rows[0])) == (0, COLUMNS)
    assert [(row["soort"], row["oud"], row["nieuw"]) for row in rows] == [
        ("herzien", "8000", "7000"), ("vervallen", "9000", ""), ("nieuw", "", "10000"),
    ]  # fmt: skip
    assert done.stderr == f"1 nieuw, 1 herzien, 1 vervallen tussen {MORNING} en {NIGHT}\n"
    assert json.loads(command("indicators", "changes", MORNING, NIGHT, "--regio", "NL01", "--vorm", "json",
                              data_dir=dated.data_dir).stdout) == []  # fmt: skip
    assert command("indicators", "changes", "20200101T000000000000Z", data_dir=dated.data_dir).returncode == 2
    unknown = command("indicators", "changes", "--regio", "AM99", data_dir=dated.data_dir)
    assert (unknown.returncode, "Onbekende regio 'AM99'" in unknown.stderr) == (2, True)
    first = command("indicators", "changes", "--", data_dir=dated.data_dir / "none")
    assert first.returncode == 1
