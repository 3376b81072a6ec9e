"""What a process of our own gets along: of the environment all but the secrets that it has no use for, and who may read it."""

import os
import subprocess

import pytest

from ingest.files.workbook import read_sheets
from ingest.settings import PROJECT, own_command
from tests.workbooks import xlsx

SECRETS = {"OIDC_CLIENT_SECRET": "a", "COOKIE_SECRET": "b", "ALERT_URLS": "mailto://c"}


@pytest.mark.parametrize(
    ("started", "given"),
    [
        (("ingest", "refresh", "ww"), set()),
        (("ingest", "preview", "uwv-vacatures", "file.csv"), set()),
        (("indicators", "prepare"), set()),
        (("indicators", "alerts"), {"ALERT_URLS"}),
    ],
    ids=str,
)
def test_a_process_gets_no_secret_that_it_does_not_need(monkeypatch, started, given):
    for name, value in (SECRETS | {"DATA_DIR": "/data", "FTP_PROXY": "x"}).items():
        monkeypatch.setenv(name, value)
    found = own_command(*started)["env"]
    assert found.keys() & SECRETS.keys() == given
    assert (found["DATA_DIR"], found["FTP_PROXY"]) == ("/data", "x")


def test_the_process_that_opens_a_file_of_unknown_origin_gets_no_secret_at_all(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    given = []
    run = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *command, **more: given.append(more.get("env", os.environ)) or run(*command, **more)
    )
    read_sheets("a.xlsx", xlsx(A=[["x"]]))
    assert [environment.keys() & SECRETS.keys() for environment in given] == [set()]


@pytest.mark.parametrize("unit", sorted((PROJECT / "docs" / "systemd").glob("*.service")), ids=lambda unit: unit.name)
def test_what_a_service_writes_is_for_nobody_outside_its_group(unit):
    service = unit.read_text().partition("[Service]")[2].partition("\n[")[0]
    assert "UMask=0027" in service.splitlines()
