"""The settings of a run, from the environment: what is accepted, and what is refused with the name of the setting."""

from pathlib import Path

import pytest

from ingest.settings import PROJECT, ConfigurationError, Settings
from tests.conftest import run_command


@pytest.mark.parametrize(
    "url",
    [
        "https://opendata.cbs.nl",
        "https://127.0.0.1:8000/pad",
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
        "http://LOCALHOST",
        "http://127.0.0.2:9",
    ],
)
def test_http_is_accepted_for_this_computer_and_https_for_any(url: str) -> None:
    assert Settings.from_environment({"CBS_V3_URL": url}).cbs_v3_url == url


def test_blanks_round_an_address_as_a_file_of_settings_may_have_them_are_no_part_of_it() -> None:
    assert Settings.from_environment({"CBS_V3_URL": " https://opendata.cbs.nl/ \n"}).cbs_v3_url == "https://opendata.cbs.nl"
    assert Settings.from_environment({"CBS_V3_URL": " "}).cbs_v3_url == "https://opendata.cbs.nl"


@pytest.mark.parametrize(
    "url",
    [
        "http://opendata.cbs.nl",
        "http://127.0.0.1.opendata.cbs.nl",
        "http://localhost@opendata.cbs.nl",
        "http://10.0.0.1",
        "http://0.0.0.0:8000",
    ],
)
def test_http_to_another_computer_is_refused_with_the_name_of_the_setting(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"CBS_V3_URL.*http.*Gebruik https"):
        Settings.from_environment({"CBS_V3_URL": url})


@pytest.mark.parametrize(
    "url",
    [
        "opendata.cbs.nl",
        "ftp://opendata.cbs.nl",
        "https://",
        "file:///etc/passwd",
        "http://[",
        "https://cbs:abc",
        "https://opendata. cbs.nl",
    ],
)
def test_what_is_no_web_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"CBS_V3_URL.*https://opendata\.cbs\.nl"):
        Settings.from_environment({"CBS_V3_URL": url})


@pytest.mark.parametrize("beyond", [".", "onder/een"])
def test_a_data_folder_that_is_a_file_or_in_one_is_refused(tmp_path: Path, beyond: str) -> None:
    (tmp_path / "file").write_text("geen map")
    with pytest.raises(ConfigurationError, match="DATA_DIR is geen map"):
        Settings.from_environment({"DATA_DIR": str(tmp_path / "file" / beyond)})


def test_a_data_folder_that_is_a_device_or_has_too_long_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"DATA_DIR is geen map: /dev/null\. Geef een map"):
        Settings.from_environment({"DATA_DIR": "/dev/null"})
    with pytest.raises(ConfigurationError, match=r"niet te gebruiken: .*x heeft een naam die te lang is\. Kies een andere map"):
        Settings.from_environment({"DATA_DIR": str(tmp_path / ("x" * 300))})


@pytest.mark.parametrize(("name", "why"), [("wat?", "een vraagteken"), ("\udce4", r"tekens die .*\\udce4/data")])
def test_a_data_folder_in_which_the_database_finds_no_file_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=f"DATA_DIR heeft {why}.*Kies een"):
        Settings.from_environment({"DATA_DIR": str(tmp_path / name / "data")})


def test_a_data_folder_of_a_person_who_is_not_here_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="DATA_DIR noemt een gebruiker die hier niet is: ~niemand-hier/data"):
        Settings.from_environment({"DATA_DIR": "~niemand-hier/data"})


@pytest.mark.slow
def test_an_agenda_of_a_person_who_is_not_here_is_refused(tmp_path: Path) -> None:
    done = run_command("ingest", "status", data_dir=tmp_path, AGENDA_DIR="~niemand-hier/agenda")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "AGENDA_DIR noemt een gebruiker die hier niet is: ~niemand-hier/agenda. Geef een map.\n"


@pytest.mark.parametrize("environment", [{}, {"CBS_V3_URL": "", "DATA_DIR": ""}])
def test_without_settings_cbs_itself_is_asked_and_the_data_lies_beside_the_program(environment: dict[str, str]) -> None:
    assert Settings.from_environment(environment) == Settings(
        PROJECT / "data",
        "https://opendata.cbs.nl",
        pdok_url="https://service.pdok.nl",
        duo_url="https://onderwijsdata.duo.nl",
    )


def test_a_slash_at_the_end_of_an_address_does_not_count(tmp_path: Path) -> None:
    settings = Settings.from_environment({"CBS_V3_URL": "http://localhost:8000/", "DATA_DIR": str(tmp_path / "a" / ".." / "b")})
    assert settings == Settings(tmp_path / "b", "http://localhost:8000")
