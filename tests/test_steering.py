"""Going back to an older version and forward again, and a file looked at against the figures before it counts."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indicators.query import BadQuestion
from indicators.vintages import version_on
from tests.cbs_server import CbsServer, serving, tables_of_few_regions
from tests.conftest import run_command
from tests.on_disk import files
from tests.placements import BETTER, BROKEN, GOOD
from warehouse.audit import AuditLog
from warehouse.steering import SeenAnother, prune_versions, show_version
from warehouse.versions import UnknownVersion, Versions

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cbs() -> Iterator[CbsServer]:
    """CBS with all tables, about few regions."""
    with serving(tables_of_few_regions()) as server:
        yield server


@pytest.fixture(scope="module")
def refreshed(cbs: CbsServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one version of CBS figures; shared, so not to be changed."""
    data_dir = tmp_path_factory.mktemp("refreshed")
    done = run_command("ingest", "refresh", "areas", "ww", data_dir=data_dir, CBS_V3_URL=cbs.url)
    assert done.returncode == 0, done.stderr
    return data_dir


@pytest.fixture
def data_dir(refreshed: Path, tmp_path: Path) -> Path:
    """A copy of that, to be changed at will."""
    return Path(shutil.copytree(refreshed, tmp_path / "data"))


def added(data_dir: Path, text: str, *more: str) -> tuple[int, str]:
    """Add a file with the placements: the exit status and what was said."""
    file = data_dir.parent / "plaatsingen.csv"
    file.write_text(text)
    done = run_command("ingest", "add", "plaatsingen-wsp", str(file), *more, data_dir=data_dir)
    return done.returncode, done.stderr


def looked_at(data_dir: Path, text: str, name: str = "plaatsingen.csv") -> tuple[int, dict]:
    """Preview a file with the placements: the exit status and the answer."""
    file = data_dir.parent / name
    file.write_text(text)
    done = run_command("ingest", "preview", "plaatsingen-wsp", str(file), data_dir=data_dir)
    return done.returncode, json.loads(done.stdout)


def test_after_going_back_a_new_version_waits_and_says_so_until_someone_goes_forward(data_dir: Path, cbs: CbsServer) -> None:
    versions = Versions(data_dir)
    first = versions.published()
    assert added(data_dir, GOOD)[0] == 0
    second = versions.published()
    show_version(data_dir, first, "bea", seen=second)
    status, said = added(data_dir, BETTER)
    third = versions.head()
    assert status == 0
    assert said.strip().endswith(f"Lezers zien het nog niet: versie {third} wacht (`python -m warehouse show {third}`).")
    assert (versions.current(), versions.held(), third > second) == (first, True, True)
    done = run_command("ingest", "refresh", "ww", "--force", data_dir=data_dir, CBS_V3_URL=cbs.url)
    assert done.returncode == 0
    assert f"Lezers blijven versie {first} zien, want die is teruggezet." in done.stderr
    assert versions.current() == first
    again = run_command("ingest", "refresh", "ww", data_dir=data_dir, CBS_V3_URL=cbs.url)
    assert (again.returncode, versions.current(), versions.all()[-1].name) == (0, first, versions.head())
    shown = run_command("warehouse", "show", str(versions.head()), data_dir=data_dir)
    assert (shown.returncode, versions.held()) == (0, False)
    assert "Nieuwe versies komen weer vanzelf." in shown.stderr
    assert AuditLog(data_dir).records()[-1].old == first
    assert added(data_dir, GOOD)[0] == 0
    assert versions.published() == versions.all()[-1].name


@pytest.fixture
def four(refreshed: Path, tmp_path: Path) -> Versions:
    """Four versions, a day apart, of which the last one is published."""
    folder = tmp_path / "data" / "versions"
    folder.mkdir(parents=True)
    for day in (1, 2, 3, 4):
        (folder / f"2026010{day}T120000000000Z.duckdb").symlink_to(Versions(refreshed).all()[0].path)
    (folder / "current").write_text("20260104T120000000000Z\n")
    return Versions(tmp_path / "data")


def test_a_version_that_is_shown_is_never_pruned_and_neither_is_the_newest(four: Versions) -> None:
    names = [version.name for version in four.all()]
    show_version(four.data_dir, names[0], "bea")
    assert prune_versions(four.data_dir, 2) == [names[1]]
    assert [version.name for version in four.all()] == [names[0], *names[2:]]
    assert (four.current(), four.head()) == (names[0], names[3])


def test_the_newest_version_is_followed_again_and_any_other_is_held(four: Versions) -> None:
    names = [version.name for version in four.all()]
    assert (four.held(), four.head()) == (False, names[3])
    assert show_version(four.data_dir, names[1], "bea") == names[3]
    assert four.held()
    show_version(four.data_dir, names[2], "bea")
    assert (four.held(), four.head()) == (True, names[3])
    show_version(four.data_dir, names[3], "bea")
    assert not four.held()
    assert [(move.version, move.by) for move in four.moves.entries()] == [(names[n], "bea") for n in (1, 2, 3)]


def test_a_version_that_is_not_there_or_was_not_seen_is_not_shown(four: Versions) -> None:
    names = [version.name for version in four.all()]
    with pytest.raises(UnknownVersion):
        show_version(four.data_dir, "20250101T000000000000Z", "bea")
    with pytest.raises(SeenAnother, match=f"Lezers zien intussen versie {names[3]}"):
        show_version(four.data_dir, names[1], "bea", seen=names[2])
    assert (four.current(), four.held(), four.moves.entries()) == (names[3], False, [])


def test_a_pointer_that_was_half_moved_by_a_power_cut_holds_nothing(four: Versions) -> None:
    (four.root / "held").write_text("20260102T120000000000Z\n")  # written before the pointer, which never moved
    assert (four.held(), four.head()) == (False, "20260104T120000000000Z")


def test_as_it_stood_on_a_day_knows_what_readers_saw_after_going_back(four: Versions) -> None:
    show_version(four.data_dir, "20260102T120000000000Z", "bea")
    now = datetime.now(UTC) + timedelta(seconds=1)
    seen = {day: four.as_of(datetime(2026, 1, day, 13, tzinfo=UTC)).name[:8] for day in (1, 2, 3, 4)}
    assert seen == {1: "20260101", 2: "20260102", 3: "20260103", 4: "20260104"}
    assert four.as_of(now).name[:8] == "20260102"


def test_as_it_stood_on_a_day_of_a_version_that_was_pruned_is_not_told_by_the_older_one_that_stayed(four: Versions) -> None:
    show_version(four.data_dir, "20260101T120000000000Z", "bea")
    assert prune_versions(four.data_dir, 2) == ["20260102T120000000000Z"]
    seen = {day: four.as_of(datetime(2026, 1, day, 13, tzinfo=UTC)) for day in (1, 2, 3, 4)}
    assert {day: found and found.name[:8] for day, found in seen.items()} == {
        1: "20260101",
        2: None,
        3: "20260103",
        4: "20260104",
    }
    with pytest.raises(BadQuestion, match=r"De versie die lezers op 2 januari 2026 zagen, is niet bewaard\. Kies een andere dag"):
        version_on(four, "2026-01-02")


def test_as_it_stood_on_a_day_is_right_too_where_pruning_was_killed_at_a_version(
    four: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process ends here."""

    def the_last(path: Path) -> None:
        path.replace(four.data_dir / "gone")
        raise Killed

    show_version(four.data_dir, "20260101T120000000000Z", "bea")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", the_last)
        with pytest.raises(Killed):
            four.prune(2)
    assert four.as_of(datetime(2026, 1, 2, 13, tzinfo=UTC)) is None


def test_what_was_pruned_before_anything_that_stayed_needs_no_note(four: Versions) -> None:
    assert prune_versions(four.data_dir, 2) == ["20260101T120000000000Z", "20260102T120000000000Z"]
    assert four.moves.entries() == []
    with pytest.raises(BadQuestion, match=r"Van 2 januari 2026 is geen versie bewaard; de oudste is van 3 januari 2026"):
        version_on(four, "2026-01-02")


def test_looking_at_a_file_changes_nothing_and_tells_old_against_new(data_dir: Path) -> None:
    assert added(data_dir, GOOD)[0] == 0
    before, there = Versions(data_dir).published(), files(data_dir)
    status, found = looked_at(data_dir, BETTER)
    assert (status, found["before"], found["rows"], found["counts"]) == (0, before, 2, {"herzien": 1})
    (change,) = found["changes"]
    assert (change["kind"], change["region"], change["period"], change["old"], change["new"]) == (
        "herzien", "AM37", "2026-Q1", 120, 130
    )  # fmt: skip
    assert files(data_dir) == there
    assert Versions(data_dir).published() == before


def test_every_mistake_in_a_file_is_told_by_row_and_column(data_dir: Path) -> None:
    status, found = looked_at(data_dir, BROKEN)
    assert (status, [(each["row"], each["column"]) for each in found["problems"]]) == (1, [(2, "aantal"), (3, "regiocode")])
    assert found["problems"][0]["reason"].startswith("'veel' is geen")


def test_a_file_with_other_headers_is_shown_as_it_would_be_read(data_dir: Path) -> None:
    other = GOOD.replace("regiocode;periode;aantal", "Gemeente;Kwartaal;Plaatsingen WSP totaal")
    status, found = looked_at(data_dir, other, "levering.csv")
    assert (status, found["mapping"], found["counts"]) == (0, "levering", {"nieuw": 2})
    assert "aantal <- kop 'Plaatsingen WSP totaal'" in "\n".join(found["mapping_lines"])
    status, found = looked_at(data_dir, f"{other}GM0375;2026-Q1;veel;WSP;03-04-2026\r\n", "levering.csv")
    assert (status, found["problems"][0]["header"], found["mapping"]) == (1, "Plaatsingen WSP totaal", "")
    assert "aantal <- kop 'Plaatsingen WSP totaal'" in "\n".join(found["mapping_lines"])


def test_what_was_looked_at_against_an_older_version_is_not_published(data_dir: Path) -> None:
    seen = Versions(data_dir).published()
    assert added(data_dir, GOOD)[0] == 0
    now = Versions(data_dir).published()
    status, said = added(data_dir, BETTER, "--after", seen)
    assert (status, said.strip()) == (
        1, f"Na versie {seen} is er al een nieuwere gemaakt: {now}. Bekijk het bestand opnieuw."
    )  # fmt: skip
    assert Versions(data_dir).published() == now
    assert added(data_dir, BETTER, "--after", now)[0] == 0
