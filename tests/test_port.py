"""The dashboard stands on the port of PORT, also without make."""

import sys
from pathlib import Path

import pytest
import requests

from pages.interface.settings import WrongSetting, asked_port
from tests.loopback import free_port, running

PLAIN = [sys.executable, "-m", "streamlit", "run", "app.py"]


@pytest.mark.slow
def test_port_is_the_port_of_the_dashboard_and_the_command_line_goes_before_it(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    first, second = free_port(), free_port()
    url = "http://127.0.0.1:{}/_stcore/health"
    with running(PLAIN, url.format(first), log, DATA_DIR=str(tmp_path / "data"), PORT=str(first)):
        assert requests.get(url.format(first), timeout=5).ok
        assert f"PORT is {first}: het dashboard begint opnieuw, op die poort." in log.read_text()
    named = [*PLAIN, "--server.port", str(second)]
    with running(named, url.format(second), log, DATA_DIR=str(tmp_path / "data"), PORT=str(first)):
        assert requests.get(url.format(second), timeout=5).ok


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "8501.0", "٨٥٠١"])
def test_a_port_that_is_no_port_is_refused_by_name(value: str) -> None:
    with pytest.raises(WrongSetting, match=f"PORT: '{value}' is geen poort"):
        asked_port({"PORT": value})


def test_an_empty_port_is_none() -> None:
    assert asked_port({}) is None
    assert asked_port({"PORT": ""}) is None
    assert asked_port({"PORT": "8501"}) == 8501
