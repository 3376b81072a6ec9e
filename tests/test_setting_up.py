"""What `make` sets up, and with which Python: an old one is refused in a sentence, and half a .venv is made anew."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")]

# Notes what it is asked, and does only as much of it as the next question needs.
_STUB = """#!/bin/sh
echo "$@" >> "{calls}"
case "$2" in venv) mkdir -p .venv/bin && cp "$0" .venv/bin/python;; esac
"""
_OLD = """#!/bin/sh
exec "{python}" -c "import sys; sys.version_info, sys.version = (3, 9, 6), '3.9.6 (old)'; exec(sys.argv[1])" "$2"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of the project `make` needs to set up."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def set_up(checkout: Path, python: Path) -> subprocess.CompletedProcess[str]:
    asked = ["make", ".venv/installed", f"PYTHON={python}"]
    return subprocess.run(asked, cwd=checkout, capture_output=True, text=True, timeout=60, check=False)


def test_too_old_a_python_is_named_with_the_remedy_and_leaves_nothing_behind(checkout: Path) -> None:
    old = program(checkout / "python3.9", _OLD.format(python=sys.executable))
    done = set_up(checkout, old)
    assert done.returncode != 0
    assert f"Python 3.11 or newer is needed, {old} is 3.9.6. Name another: make" in done.stderr
    assert "PYTHON=python3.13" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_environment_without_pip_is_made_anew_and_a_whole_one_is_kept(checkout: Path) -> None:
    calls = checkout / "calls"
    python = program(checkout / "python", _STUB.format(calls=calls))
    program(checkout / ".venv" / "bin" / "python", "#!/bin/sh\nexit 1\n")
    done = set_up(checkout, python)
    assert done.returncode == 0, done.stderr
    assert "-m venv --clear .venv" in calls.read_text()
    assert "install" in calls.read_text().splitlines()[-1]
    calls.unlink()
    (checkout / ".venv" / "installed").unlink()
    assert set_up(checkout, python).returncode == 0
    assert "venv --clear" not in calls.read_text()
