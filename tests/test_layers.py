"""The house keeps its order: imports point one way, each outside package has one place, files are small and say what they are."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ingest.settings import PROJECT

LAYERS = {
    "ingest": {"ingest"},
    "warehouse": {"ingest", "warehouse"},
    "indicators": {"ingest", "warehouse", "indicators"},
    "pages": {"warehouse", "indicators", "pages"},
    "app": {"pages"},
}
# The command that fetches also publishes: a door stands at the end of the flow, wherever its folder is.
DOORS = {"ingest/__main__.py": {"ingest", "warehouse"}}
ONLY_IN = {
    "streamlit": {"pages", "app"},
    "plotly": {"pages", "app"},
    "starlette": {"pages", "app"},
    "requests": {"ingest"},
    "urllib3": {"ingest"},
    "urllib.request": {"ingest"},
    "http.client": {"ingest"},
    "cbsodata": {"ingest"},
    "duckdb": {"warehouse"},
    "apscheduler": {"ingest"},
    "apprise": {"ingest"},
    "smtplib": {"ingest"},
    "limits": {"pages"},
    "authlib": set(),  # Streamlit's own st.login uses it
    "httpx": set(),
}
SHAPELESS = {"utils", "helpers", "common", "constants", "services", "manager"}
MODULES = sorted(path for layer in LAYERS for path in [*(PROJECT / layer).rglob("*.py"), *PROJECT.glob(f"{layer}.py")])
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
SHARED = [path for path in TESTS if not path.name.startswith("test_")]


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def layer_of(path: Path) -> str:
    return path.relative_to(PROJECT).parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> set[str]:
    """The full names of all modules that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} has a relative import; write the whole name"
            found |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def at_depth(parts: int, module: str) -> str:
    return ".".join(module.split(".")[:parts])


def is_protocol(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base).startswith("Protocol") for base in node.bases)


def is_one_line(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and [ast.unparse(line) for line in node.body] == ["..."]


@cache
def explained_by_protocols() -> set[str]:
    """The methods that a protocol explains once; each class that offers them need not explain them again."""
    protocols = [node for path in MODULES for node in ast.walk(tree_of(path)) if is_protocol(node)]
    methods = [each for node in protocols for each in ast.iter_child_nodes(node) if isinstance(each, ast.FunctionDef)]
    return {each.name for each in methods if ast.get_docstring(each)}


def silent(path: Path) -> Iterator[str]:
    """What a file makes public without saying what it is."""

    def inside(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
        if not ast.get_docstring(node):
            yield prefix
        for each in node.body:
            if not isinstance(each, ast.FunctionDef | ast.ClassDef) or each.name.startswith("_"):
                continue
            name = f"{prefix}: {each.name}" if isinstance(node, ast.Module) else f"{prefix}.{each.name}"
            by_protocol = each.name in explained_by_protocols() or (is_protocol(node) and is_one_line(each))
            explained = isinstance(node, ast.ClassDef) and by_protocol
            if isinstance(each, ast.ClassDef):
                yield from inside(each, name)
            elif not explained and not ast.get_docstring(each):
                yield name

    return inside(tree_of(path), name_of(path))


@pytest.mark.parametrize("layer", LAYERS)
def test_there_are_modules_to_look_at(layer):
    assert any(layer_of(path) == layer for path in MODULES)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_back_along_the_flow(path):
    ours = {name.split(".")[0] for name in imports_of(path)} & {*LAYERS, "tests"}
    assert ours <= DOORS.get(name_of(path), LAYERS[layer_of(path)])


def test_a_door_is_never_imported():
    doors = {name_of(path).removesuffix(".py").replace("/", ".") for path in MODULES if path.name == "__main__.py"}
    assert "ingest.__main__" in doors
    assert [name_of(path) for path in MODULES if imports_of(path) & doors] == []


@pytest.mark.parametrize("depth", [4, 2], ids=["files", "files and folders"])
def test_nothing_imports_itself_by_way_of_another(depth):
    """Not for types alone either, nor within a function: who reads a file need not know a second one that needs the first.

    With two parts of each name a folder within a layer counts as one room: `pages.paper` for `pages.paper.drawing`.
    """
    known = {name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in MODULES}
    needs: dict[str, set[str]] = {}
    for name, path in known.items():
        others = {at_depth(depth, other) for other in imports_of(path) & known.keys()}
        needs.setdefault(at_depth(depth, name), set()).update(others - {at_depth(depth, name), *LAYERS})
    assert needs["ingest.refresh"] >= {"ingest.dataset", "ingest.snapshots"}
    TopologicalSorter(needs).prepare()  # CycleError names them


@pytest.mark.parametrize(("package", "layers"), ONLY_IN.items(), ids=ONLY_IN)
def test_an_outside_package_has_one_place(package, layers):
    users = {layer_of(path) for path in MODULES for name in imports_of(path) if name == package or name.startswith(f"{package}.")}
    assert users <= layers


@pytest.mark.parametrize("package", ["streamlit", "plotly", "requests", "cbsodata", "duckdb"])
def test_a_package_with_a_place_is_used_there(package):
    assert any(package in {name.split(".")[0] for name in imports_of(path)} for path in MODULES)


def test_no_module_or_folder_has_a_name_that_says_nothing():
    parts = {part for path in [*MODULES, *TESTS] for part in path.relative_to(PROJECT).with_suffix("").parts}
    assert {"ingest", "dutch", "conftest"} <= parts  # the test looks at folders, modules and tests
    assert parts & SHAPELESS == set()


def test_every_file_of_ingest_stands_in_the_map_of_that_folder():
    map_ = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## What is where in `ingest/`")[2]
    listed = re.findall(r"`(\w+\.py)`", map_.partition("\n## ")[0])
    ours = [path for path in MODULES if layer_of(path) == "ingest" and path.parent.name != "example"]
    assert sorted(listed) == sorted(path.name for path in ours if path.name != "__init__.py")


def test_every_file_that_is_named_is_there():
    """Messages tell people which file to mend, and docstrings where more stands: none of these has moved since."""
    a_file = re.compile(rf"\b(?:{'|'.join(LAYERS)}|tests)/[\w/]+\.(?:py|js|css|sql|csv)\b")
    texts = {
        name_of(path): path.read_text(encoding="utf-8") for path in [*MODULES, *PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md")]
    }
    named = {(where, each) for where, text in texts.items() for each in a_file.findall(text)}
    assert ("docs/architecture.md", "ingest/cbs_tables.py") in named
    assert sorted(pair for pair in named if not (PROJECT / pair[1]).is_file()) == []


def test_no_file_is_longer_than_300_lines():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *TESTS]}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_nothing_in_the_repository_is_a_link_to_somewhere_on_one_machine():
    try:
        listed = subprocess.run(["git", "ls-files", "--stage"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of a repository, or there is no git")
    assert [line for line in listed.splitlines() if line.startswith("120000 ")] == []


def test_no_test_imports_another_for_what_they_share_stands_in_a_module_of_its_own():
    tests = {f"tests.{path.stem}" for path in TESTS if path not in SHARED}
    found = {name_of(path): sorted(imports_of(path) & tests) for path in TESTS}
    assert {name: others for name, others in found.items() if others} == {}


def test_what_tests_share_says_what_it_is():
    assert [name for path in SHARED for name in silent(path) if path.name != "__init__.py"] == []


@pytest.mark.parametrize("layer", ["ingest", "warehouse", "indicators"])
def test_everything_public_says_what_it_is(layer):
    found = [name for path in MODULES if layer_of(path) == layer for name in silent(path)]
    assert not found, "no docstring: " + "; ".join(found)


@pytest.mark.parametrize("path", [path for path in MODULES if layer_of(path) in ("pages", "app")], ids=name_of)
def test_every_page_says_what_it_is_about(path):
    assert ast.get_docstring(tree_of(path))


def test_the_configuration_sends_no_statistics_and_no_errors_to_anyone():
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorLinks"] is False


def test_what_a_session_remembers_for_one_module_no_other_module_uses() -> None:
    users: dict[str, set[str]] = {}
    for path in (PROJECT / "pages").rglob("*.py"):
        if "session_state" in (text := path.read_text(encoding="utf-8")):
            for key in re.findall(r'"(_[a-z][a-z_]*)"', text):
                users.setdefault(key, set()).add(name_of(path))
    assert {key: names for key, names in users.items() if len(names) > 1} == {}
    assert "_file" in users
