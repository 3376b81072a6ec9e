"""The files for systemd: one environment file says where the data are, for the services and for who types a command."""

import getpass
import os
import stat
import subprocess
from pathlib import Path

import pytest

from ingest.settings import PROJECT

FILES = PROJECT / "docs" / "systemd"
SETTINGS = "/etc/arbeidsmarktdashboard.env"


@pytest.mark.parametrize("unit", sorted(FILES.glob("*.service")), ids=lambda unit: unit.stem)
def test_a_service_takes_its_data_folder_from_the_environment_file_and_does_not_start_without(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    assert f"EnvironmentFile={SETTINGS}" in lines
    assert not [line for line in lines if line.startswith("Environment=") and "DATA_DIR" in line]


def test_a_command_has_the_settings_of_the_services_and_keeps_its_arguments_whole(tmp_path: Path) -> None:
    program, settings, script = tmp_path / "program", tmp_path / "env", tmp_path / "arbeidsmarktdashboard"
    python = program / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s|" "$PWD" "$DATA_DIR" "$SECRET" "$@"\nexit 3\n')
    python.chmod(0o755)
    settings.write_text("DATA_DIR=\"/var/lib/arbeidsmarktdashboard\"\nSECRET='a $b'\n")
    text = (FILES / "arbeidsmarktdashboard").read_text()
    places = {"/opt/arbeidsmarktdashboard": str(program), SETTINGS: str(settings), "!= dashboard": f"!= {getpass.getuser()}"}
    for place, here in places.items():
        assert place in text
        text = text.replace(place, here)
    script.write_text(text)
    asked = ["/bin/sh", str(script), "ingest", "add", "x", "een bestand.csv"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env={**os.environ, "DATA_DIR": "/elsewhere"})
    said = [str(program), "/var/lib/arbeidsmarktdashboard", "a $b", "-m", "ingest", "add", "x", "een bestand.csv", ""]
    assert (done.returncode, done.stdout, done.stderr) == (3, "|".join(said), "")
    settings.write_text("SECRET=x\n")
    refused = subprocess.run(asked, capture_output=True, text=True, check=False, env={**os.environ, "DATA_DIR": "/elsewhere"})
    assert (refused.returncode != 0, refused.stdout) == (True, "")
    assert "DATA_DIR" in refused.stderr
    assert stat.S_IMODE((FILES / "arbeidsmarktdashboard").stat().st_mode) & 0o111


def test_no_command_in_the_manual_for_the_server_leaves_the_data_folder_to_chance() -> None:
    lines = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8").splitlines()
    typed = [line for line in lines if line.startswith("    ") and any(f"{name} " in line for name in ("ingest", "warehouse"))]
    assert [line for line in typed if "arbeidsmarktdashboard" not in line] == []
