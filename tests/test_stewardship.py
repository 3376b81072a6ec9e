"""Every action of stewardship, called directly: refused and recorded for who may not, done and recorded for who may."""

import ast
import hashlib
import runpy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ingest.settings import PROJECT
from pages.stewardship import agenda_actions, data_actions, file_actions, log_actions
from pages.stewardship.guard import GUARDED, NotDone, Refused
from pages.stewardship.roles import MAY, Action
from pages.stewardship.settings import ROLES
from pages.stewardship.who import Visitor
from tests.clocks import until
from tests.stewarding import NOBODY, person, stewardship_on
from warehouse.audit import AuditLog, Record
from warehouse.runs import StartedRuns
from warehouse.steering import show_version
from warehouse.versions import Versions

FILE = (
    "regiocode;periode;aantal;aangeleverd_door;aangeleverd_op\r\n"
    "AM37;2026-Q1;120;WSP, coördinator;03-04-2026\r\nGM0392;2026-Q1;60;WSP, coördinator;03-04-2026\r\n"
).encode()
# What each action is called with, besides who; names of versions are filled in where it is called.
ARGUMENTS: dict[Action, tuple[Any, ...]] = {
    Action.SEE_RUNS: (),
    Action.COMPARE: ("OLD", "NEW"),
    Action.REFRESH: (["areas"],),
    Action.SHOW_VERSION: ("OLD", "NEW"),
    Action.PRUNE: (2,),
    Action.SEE_FILES: ("plaatsingen-wsp",),
    Action.PREVIEW_FILE: ("plaatsingen-wsp", "plaatsingen.csv", FILE, ""),
    Action.PUBLISH_FILE: ("plaatsingen-wsp", "plaatsingen.csv", FILE, "", "NEW"),
    Action.UNDO_FILE: ("plaatsingen-wsp", ""),
    Action.EDIT_NOTES: ([], "mark"),
    Action.EDIT_TARGETS: ([], "mark"),
    Action.EDIT_PROJECTS: ([], "mark"),
    Action.EDIT_BUDGETS: ([], "mark"),
    Action.EDIT_SERVICES: ([], "mark"),
    Action.EDIT_STORIES: ("", {"titel": "Een baan", "tekst": "Gelukt."}, "mark"),
    Action.READ_LOG: (),
    Action.EXPORT_LOG: (),
}
WRONG = [(action, role) for action in Action for role in ROLES if action not in MAY[role]]
MODULES = (data_actions, file_actions, agenda_actions, log_actions)


def state(*folders: Path) -> dict[str, str]:
    """The sha256 of every file in some folders, but for the audit log and its lock."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.name.startswith("audit.")]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def on(example_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A data folder with two (empty) versions and an agenda, with stewardship turned on."""
    data_dir = tmp_path / "data"
    (data_dir / "versions").mkdir(parents=True)
    published = Versions(example_data).path(Versions(example_data).published())
    for name in ("20260101T000000000000Z", "20260102T000000000000Z"):
        (data_dir / "versions" / f"{name}.duckdb").symlink_to(published)
    (data_dir / "versions" / "current").write_text("20260102T000000000000Z\n")
    return data_dir, stewardship_on(monkeypatch, data_dir, tmp_path)


def called(action: Action, who: Visitor, data_dir: Path) -> Any:
    names = {"OLD": Versions(data_dir).all()[0].name, "NEW": Versions(data_dir).all()[-1].name}
    return GUARDED[action](who, *(names.get(each, each) if isinstance(each, str) else each for each in ARGUMENTS[action]))


def refused(action: Action, who: Visitor, on: tuple[Path, Path]) -> str:
    """Call an action that must be refused: nothing changes, and the refusal is in the audit log. Gives what was said."""
    before = state(*on)
    with pytest.raises(Refused) as said:
        called(action, who, on[0])
    assert state(*on) == before
    last = AuditLog(on[0]).records()[-1]
    assert (last.who, last.action, last.outcome, last.message) == (who.name, action.value, "geweigerd", str(said.value))
    return str(said.value)


@pytest.mark.parametrize("action", Action)
def test_nobody_does_anything_without_logging_in(action: Action, on: tuple[Path, Path]) -> None:
    assert refused(action, NOBODY, on) == "U bent niet (meer) ingelogd. Log in en probeer het opnieuw."


@pytest.mark.parametrize("action", Action)
def test_a_login_that_is_too_old_counts_no_more(action: Action, on: tuple[Path, Path]) -> None:
    assert "niet (meer) ingelogd" in refused(action, person(*ROLES, age=12 * 3600 + 1), on)


@pytest.mark.parametrize(("action", "role"), WRONG)
def test_the_wrong_role_does_nothing(action: Action, role: str, on: tuple[Path, Path]) -> None:
    assert refused(action, person(role), on) == f"Uw rol mag dit niet: {action.value}. Vraag de beheerder om een andere rol."


@pytest.mark.parametrize("action", Action)
def test_nothing_is_done_where_stewardship_is_off(action: Action, on: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_METADATA_URL", "")
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_REDIRECT_URL", "COOKIE_SECRET"):
        monkeypatch.delenv(name)
    assert "Beheer staat uit" in refused(action, person(*ROLES), on)


@pytest.mark.parametrize("action", Action)
def test_every_action_has_one_function_and_a_role_that_may(action: Action) -> None:
    assert action in GUARDED
    assert action in ARGUMENTS
    assert [role for role in ROLES if action in MAY[role]]


# What changes data, wherever pages could reach it; only a guarded function may.
CHANGING = {
    "finish", "show_version", "prune_versions", "start", "write", "publish", "prune", "show", "withdraw", "unlink", "write_text",
    "write_bytes", "rename", "rmtree", "mkdir", "Popen", "run", "add",
}  # fmt: skip
HARMLESS = {
    ("pages/stewardship/guard.py", "record"), ("pages/stewardship/file_actions.py", "_laid_down"),  # the record; a temporary file
    ("pages/stewardship/who.py", "end"), ("pages/stewardship/agenda_actions.py", "_save"),  # a login; called by guarded ones only
}  # fmt: skip


def calls(function: ast.FunctionDef) -> set[str]:
    """The last part of the name of everything that a function calls, outside the functions in it."""
    defined = [each for each in ast.walk(function) if isinstance(each, ast.FunctionDef) and each is not function]
    inner = {node for each in defined for node in ast.walk(each)}
    found = [node.func for node in ast.walk(function) if isinstance(node, ast.Call) and node not in inner]
    return {ast.unparse(each).rpartition(".")[2] for each in found}


def is_guarded(function: ast.FunctionDef) -> bool:
    return any("guarded" in ast.unparse(each) for each in function.decorator_list)


def unguarded(source: str, name: str) -> list[str]:
    """The functions of a module that change something and are not guarded."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [
        f"{name}: {each.name} calls {sorted(calls(each) & CHANGING)}"
        for each in functions
        if calls(each) & CHANGING and not is_guarded(each) and (name, each.name) not in HARMLESS
    ]


def test_whatever_changes_data_is_guarded() -> None:
    paths = [*(PROJECT / "pages" / "stewardship").glob("*.py"), *(PROJECT / "pages" / f"{page}.py" for page in PAGES)]
    sources = {path.relative_to(PROJECT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    assert [each for name, source in sources.items() for each in unguarded(source, name)] == []
    without = sources["pages/stewardship/data_actions.py"].replace("@guarded(Action.PRUNE)\n", "")
    assert unguarded(without, "data_actions") == ["data_actions: prune_versions calls ['prune_versions']"]


PAGES = ("beheer", "bestanden", "bewerken", "logboek", "inloggen")


def test_a_public_function_of_the_actions_that_takes_a_deed_is_guarded() -> None:
    guarded = set(map(id, GUARDED.values()))
    for module in MODULES:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for each in tree.body:
            takes_deed = isinstance(each, ast.FunctionDef) and "deed" in [argument.arg for argument in each.args.args]
            if takes_deed and not each.name.startswith("_"):
                assert id(getattr(module, each.name)) in guarded, each.name


def test_a_version_is_shown_and_recorded_with_old_and_new(on: tuple[Path, Path]) -> None:
    old, new = (version.name for version in Versions(on[0]).all())
    data_actions.show_version(person("databeheerder"), old, new)
    assert (Versions(on[0]).current(), Versions(on[0]).held()) == (old, True)
    last = AuditLog(on[0]).records()[-1]
    told = ("bea@voorbeeld.nl", "databeheerder", "versie tonen", new, old, "gelukt")
    assert (last.who, last.role, last.action, last.old, last.new, last.outcome) == told
    with pytest.raises(NotDone, match=f"Lezers zien intussen versie {old}"):
        data_actions.show_version(person("databeheerder"), old, new)
    assert AuditLog(on[0]).records()[-1].outcome == "mislukt"


def test_pruning_keeps_what_readers_see_however_old(on: tuple[Path, Path]) -> None:
    old, new = (version.name for version in Versions(on[0]).all())
    for name in ("20260103T000000000000Z", "20260104T000000000000Z"):
        (on[0] / "versions" / f"{name}.duckdb").symlink_to(Versions(on[0]).path(new).resolve())
    show_version(on[0], old, "bea")
    with pytest.raises(NotDone, match="Bewaar minstens 2 versies"):
        data_actions.prune_versions(person("databeheerder"), 1)
    assert data_actions.prune_versions(person("databeheerder"), 2) == [new]
    assert [version.name for version in Versions(on[0]).all()] == [old, "20260103T000000000000Z", "20260104T000000000000Z"]


def test_a_target_is_saved_with_old_and_new_in_the_log_or_refused_with_the_row(on: tuple[Path, Path]) -> None:
    from indicators.programme.editable import rows_of

    desk = agenda_actions.desk()
    opened = desk.open("targets.csv")
    rows = rows_of(opened.text)[1]
    wrong = [rows[0] | {"waarde": "veel"}, *rows[1:]]
    with pytest.raises(NotDone, match=r"agenda/targets\.csv, rij 2: waarde 'veel' is geen getal"):
        agenda_actions.SAVE["targets"](person("programmateam"), wrong, opened.mark)
    agenda_actions.SAVE["targets"](person("programmateam"), [rows[0] | {"waarde": "2000"}, *rows[1:]], opened.mark)
    failed, done = AuditLog(on[0]).records()[-2:]
    assert (failed.outcome, failed.new) == ("mislukt", f"{rows[0]['naam']}, waarde: veel")
    assert (done.subject, done.old, done.new) == (
        "agenda/targets.csv", f"{rows[0]['naam']}, waarde: 1941", f"{rows[0]['naam']}, waarde: 2000"
    )  # fmt: skip
    assert desk.earlier("targets.csv")[0].replaced.by == "bea@voorbeeld.nl"


@pytest.mark.slow
def test_a_story_gets_a_name_that_cannot_lead_elsewhere(on: tuple[Path, Path]) -> None:
    fields = {
        "titel": "../../Een nieuwe baan!", "datum": "2025-03", "pijler": "inclusiviteit", "project": "", "indicator": "",
        "toestemming": "ja", "document": "Gesprek", "vindplaats": "Werkcentrum", "tekst": "Toen vond ik werk.\n\n+++ en meer",
    }  # fmt: skip
    save = agenda_actions.save_story
    assert save(person("programmateam"), "", fields, "") == "stories/een-nieuwe-baan.md"
    assert save(person("programmateam"), "", fields, "") == "stories/een-nieuwe-baan-2.md"
    for name in ("../region.toml", "stories/../../region.toml", "region.toml"):
        with pytest.raises(NotDone, match="is er niet"):
            save(person("programmateam"), name, None, "")
    opened = agenda_actions.desk().open("stories/een-nieuwe-baan.md")
    assert agenda_actions.story_fields(opened.text) == {**fields}
    assert save(person("programmateam"), "stories/een-nieuwe-baan.md", None, opened.mark)
    assert agenda_actions.desk().names() == ["stories/een-nieuwe-baan-2.md"]


def test_the_log_goes_out_harmless_and_says_that_it_went(on: tuple[Path, Path]) -> None:
    odd = person(email="=1+1,=2@voorbeeld.nl")
    with pytest.raises(Refused):
        log_actions.read_log(odd)
    text = log_actions.export_log(person("databeheerder")).decode("utf-8-sig")
    assert text.splitlines()[0] == "wanneer;wie;rol;handeling;onderwerp;oud;nieuw;uitkomst;melding"
    assert ";'=1+1,'=2@voorbeeld.nl;" in text
    assert AuditLog(on[0]).records()[-1].action == "logboek uitvoeren"


def test_the_log_says_how_many_there_are_as_the_dutch_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[Any] = []
    monkeypatch.setattr("pages.stewardship.door.entered", lambda *_: NOBODY)
    monkeypatch.setattr("pages.stewardship.doing.look", lambda _: [Record.now("bea", "", "x", "", "", "", "gelukt")] * 1234)
    monkeypatch.setattr("pages.components.html.draw", lambda *_, table: tables.append(table))
    runpy.run_path(str(PROJECT / "pages" / "logboek.py"))
    assert tables[0].note == "U ziet de nieuwste 200 van de 1.234 regels; de CSV heeft ze allemaal."


def test_nothing_is_done_that_cannot_be_recorded(on: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (version.name for version in Versions(on[0]).all())
    (on[0] / "audit.jsonl").mkdir()
    with pytest.raises(NotDone, match=r"Het logboek is niet te schrijven, dus er is niets gedaan"):
        data_actions.show_version(person("databeheerder"), old, new)
    assert Versions(on[0]).current() == new


@pytest.mark.parametrize("action", [Action.PUBLISH_FILE, Action.UNDO_FILE])
def test_what_was_begun_with_a_file_is_recorded_though_the_dashboard_is_killed(on, monkeypatch, action: Action) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(file_actions, "finish", killed)
    with pytest.raises(SystemExit):
        called(action, person("databeheerder"), on[0])
    (begun,) = AuditLog(on[0]).records()
    assert (begun.who, begun.subject, begun.outcome) == ("bea@voorbeeld.nl", "plaatsingen-wsp", "begonnen")


def test_what_nobody_expected_is_recorded_and_told_without_its_innards(on: tuple[Path, Path]) -> None:
    with pytest.raises(NotDone, match=r"Er ging iets mis \(TypeError\)") as said:
        data_actions.prune_versions(person("databeheerder"), None)
    assert AuditLog(on[0]).records()[-1].message == str(said.value)


@pytest.mark.slow
def test_a_refresh_runs_by_itself_and_its_end_is_recorded(on: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBS_V3_URL", "http://127.0.0.1:9")  # nobody there
    monkeypatch.setenv("CBS_API", "v3")
    name = data_actions.start_refresh(person("databeheerder"), ["areas"])
    started = StartedRuns(on[0]).get(name).started.when.astimezone(ZoneInfo("Europe/Amsterdam"))
    with pytest.raises(NotDone, match=rf"begonnen door bea@voorbeeld\.nl op {started:%d-%m-%Y om %H:%M} uur\. Wacht tot die"):
        data_actions.start_refresh(person("databeheerder"), [])
    run = until(lambda: (found := StartedRuns(on[0]).get(name)) and found.end and found, "the end of the refresh")
    assert (run.ok, run.going_on, run.started.by) == (False, False, "bea@voorbeeld.nl")
    assert "areas" in "\n".join(run.lines)
    begun, _, ended = until(lambda: len(AuditLog(on[0]).records()) == 3 and AuditLog(on[0]).records(), "its record")
    assert (begun.outcome, ended.outcome) == ("begonnen", "mislukt")


def test_a_refresh_that_crashes_says_how_and_takes_nothing_along(on: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    name = data_actions.start_refresh(person("databeheerder"), ["areas"])
    os.kill(StartedRuns(on[0]).get(name).started.process, signal.SIGKILL)
    run = until(lambda: (found := StartedRuns(on[0]).get(name)) and found.end and found, "the end of the refresh")
    assert run.message.startswith("De verversing is afgebroken (SIGKILL), na: ")
    assert until(lambda: AuditLog(on[0]).records()[1:], "its record")[-1].message == run.message
