"""Damage to the file of a version: it is told in Dutch wherever figures are asked for, and a new version is built without it."""

import json
import os
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from starlette.requests import Request

from agenda.__main__ import main as agenda
from indicators.__main__ import main as indicators
from pages.api.briefing import briefing
from pages.routes import healthz
from tests.answering import answered
from tests.damaged_files import Damage, cut_off, flipped
from tests.data_folder import GOOD, JOBS, LATER, DataFolder, edition
from tests.visits import seen, visit
from warehouse.health import health
from warehouse.preview import _compared
from warehouse.revisions import changes
from warehouse.version_file import DamagedVersion
from warehouse.versions import Versions

pytestmark = pytest.mark.slow
TOLD = "is beschadigd en niet te lezen. Maak een nieuwe versie uit de bewaarde gegevens: `python -m warehouse build`."


def flipped_in(table: str) -> Damage:
    """One bit turned where the figures of a table are."""

    def flip(file: Path) -> None:
        with duckdb.connect(str(file), read_only=True) as connection:
            query = "select min(block_id) from pragma_storage_info(?) where block_id >= 0"
            ((block,),) = connection.execute(query, [table]).fetchall()
        flipped(3 * 4096 + block * 2**18 + 100)(file)

    return flip


def another_database(file: Path) -> None:
    file.unlink()
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table something as select 1 as other")


def no_database(file: Path) -> None:
    file.write_text("dit is geen database" * 1000)


DAMAGE = {
    "first page": flipped(300), "header": flipped(5000), "catalogue": flipped(14000), "version": flipped_in("version"),
    "figures": flipped_in("observation"), "cut off": cut_off, "another": another_database, "none": no_database,
    "empty": lambda file: os.truncate(file, 0),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder with two versions of one dataset."""
    folder = DataFolder(tmp_path, JOBS)
    folder.refresh(edition(JOBS, GOOD.replace("500", "450")))
    folder.refresh(edition(JOBS, GOOD, modified=LATER))
    return folder


def published(folder: DataFolder) -> Path:
    """The file that readers see."""
    return folder.versions.path(folder.versions.published())


def read(folder: DataFolder) -> list[tuple[object, ...]]:
    """The figures that readers see, in a version that says what it is."""
    with folder.versions.reading() as connection:
        assert len(connection.execute("from version").fetchall()) == 1
    return folder.rows("value")


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_version_is_told_by_who_reads_it_and_by_its_health_and_is_built_anew(folder: DataFolder, damage: Damage):
    file = published(folder)
    damage(file)
    for _ in range(2):
        with pytest.raises(DamagedVersion, match=f"{file.stem} {TOLD}"):
            read(folder)
    assert health(folder.folder).version is None
    publication = DataFolder(folder.folder, JOBS).builder().publish({}, force=True)
    assert (publication.problem, publication.refused) == ("", {})
    assert folder.rows("value") == [(500,), (300,)]
    assert health(folder.folder).version == publication.version != file.stem


@pytest.mark.parametrize("damage", [each for what, each in DAMAGE.items() if what != "figures"])
def test_a_refresh_that_finds_nothing_new_builds_anew_what_cannot_be_opened(folder: DataFolder, damage: Damage) -> None:
    file = published(folder)
    damage(file)
    run = folder.refresh(edition(JOBS, GOOD, modified=LATER))
    assert (run.ok, run.attempts[0].outcome) == (True, "current")
    assert folder.versions.published() != file.stem
    assert folder.rows("value") == [(500,), (300,)]


def test_new_figures_are_published_and_previewed_over_a_version_with_damaged_figures(folder: DataFolder) -> None:
    flipped_in("observation")(published(folder))
    seen_before = _compared(folder.builder(), "jobs", folder.store.of("jobs")[-1])[0]
    assert (seen_before.before, seen_before.refused, seen_before.changes) == (None, {}, [])
    run = folder.refresh(edition(JOBS, GOOD.replace("500", "600"), modified="2026-10-01T02:00:00"))
    assert run.ok
    assert folder.rows("value") == [(600,), (300,)]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_older_version_breaks_only_what_asks_for_it(folder: DataFolder, damage: Damage) -> None:
    old, new = folder.versions.all()
    damage(old.path)
    assert folder.rows("value") == [(500,), (300,)]
    assert health(folder.folder).version == new.name
    assert folder.refresh(edition(JOBS, GOOD, modified=LATER)).publication.version == new.name
    assert folder.refresh(edition(JOBS, GOOD.replace("300", "310"), modified="2026-10-01T02:00:00")).ok
    assert len(list(changes(folder.versions, new.name, folder.versions.published()))) == 1


@pytest.mark.parametrize("damage", ["catalogue", "figures"])
def test_two_versions_of_which_one_is_damaged_are_not_compared(folder: DataFolder, damage: str) -> None:
    old, new = folder.versions.all()
    DAMAGE[damage](old.path)
    with pytest.raises(DamagedVersion, match=f"{old.name}.*{TOLD}"):
        list(changes(folder.versions, old.name, new.name))


def test_a_version_that_is_put_back_in_its_place_is_read_again(folder: DataFolder) -> None:
    file = published(folder)
    good = file.read_bytes()
    flipped_in("observation")(file)
    with pytest.raises(DamagedVersion):
        folder.rows("value")
    file.unlink()
    file.write_bytes(good)
    assert folder.rows("value") == [(500,), (300,)]
    assert health(folder.folder).version == file.stem


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the published version of the configured data folder, which is damaged."""
    versions = tmp_path / "damaged" / "versions"
    versions.mkdir(parents=True)
    name = "20260814T020000000000Z"
    another_database(_touched(versions / f"{name}.duckdb"))
    (versions / "current").write_text(f"{name}\n")
    monkeypatch.setenv("DATA_DIR", str(versions.parent))
    return name


def _touched(file: Path) -> Path:
    file.touch()
    return file


@pytest.mark.parametrize("address", ["indicatoren/vacatures.csv", "pendel/AM37.json", "bijdragen/ww.csv?regio=AM37"])
def test_programs_are_told_that_there_is_nothing_to_give(damaged: str, address: str) -> None:
    answer = answered(f"/api/v1/{address}")
    assert (answer.status_code, json.loads(answer.body)["detail"]) == (503, f"Het bestand van versie {damaged} {TOLD}")


def test_the_briefing_and_the_health_say_that_there_is_nothing_to_show(damaged: str) -> None:
    asked = Request({"type": "http", "query_string": b"regio=AM37", "headers": [], "path": "/", "server": ("x", 80)})
    paper, told = briefing(asked), healthz(asked)
    assert (paper.status_code, json.loads(paper.body)["detail"]) == (503, f"Het bestand van versie {damaged} {TOLD}")
    assert (told.status_code, json.loads(told.body)["versie"]) == (503, None)


@pytest.mark.parametrize(
    "command", ["show vacatures", "list", "prepare", "comparable --regio AM37", "explain vacatures --regio AM37"]
)
def test_commands_say_what_is_wrong_and_what_to_do(damaged: str, command: str) -> None:
    done = CliRunner().invoke(indicators, command.split())
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"Het bestand van versie {damaged} {TOLD}\n"


@pytest.mark.parametrize("command", ["check", "new AM18"])
def test_commands_about_the_agenda_say_so_too_and_lay_nothing_down(damaged: str, command: str, tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    done = CliRunner().invoke(agenda, [*command.split(), *([str(folder)] if command != "check" else [])])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"Het bestand van versie {damaged} {TOLD}\n"
    assert not folder.exists()


def test_alerts_still_go_out(damaged: str) -> None:
    assert CliRunner().invoke(indicators, ["alerts"]).exit_code == 0


@pytest.mark.parametrize("page", ["overzicht.py", "veranderd.py", "briefing.py"])
def test_a_page_says_in_dutch_that_the_figures_cannot_be_read(damaged: str, page: str) -> None:
    found = seen(visit(page))
    assert found.errors == []
    assert "<h1>De cijfers zijn nu niet te lezen</h1>" in found.text
    assert f"Het bestand van versie {damaged} {TOLD.replace('`', '')}" in found.text


def test_what_changed_says_that_the_version_before_cannot_be_read(example_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_database(Versions(example_copy).root / "20200101T000000000000Z.duckdb")
    monkeypatch.setenv("DATA_DIR", str(example_copy))
    found = seen(visit("veranderd.py"))
    assert found.errors == []
    assert "het bestand van een van beide versies is beschadigd" in found.text
    assert "Waardoor veranderde het?" in found.text
