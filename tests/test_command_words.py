"""The commands speak Dutch: their help, and what they say of a wrong question."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click
import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from agenda import __main__ as agenda_door
from indicators import __main__ as indicators_door
from ingest import __main__ as ingest_door
from ingest import breaking_off
from ingest.command_words import LOCALE, Commands
from ingest.errors import IngestError
from ingest.settings import PROJECT, ConfigurationError
from tests.conftest import Command
from warehouse import __main__ as warehouse_door

FOLDER = LOCALE / "nl" / "LC_MESSAGES"
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Error|Show this|Try|Missing|Invalid|No such|Got unexpected|default|file)\b")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ingest", "refresh", "--hard"), "De optie '--hard' bestaat niet."),
        (("ingest", "ververs"), "De opdracht 'ververs' bestaat niet."),
        (("ingest", "add", "banenafspraak"), "Er ontbreekt een argument 'BESTAND'"),
        (("indicators", "show", "ww", "--vorm", "xml"), "'xml' is geen van 'csv', 'json'."),
        (("indicators", "show", "ww", "nog iets"), "Er staat een argument te veel (nog iets)"),
        (("warehouse", "prune", "--keep", "nul"), "'nul' is geen geldig getal"),
        (("agenda", "new"), "Er ontbreekt een argument"),
    ],
)
def test_a_wrong_question_is_answered_in_dutch_with_exit_status_2(command: Command, arguments, said):
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not ENGLISH.search(done.stderr)


def ended_with(error: BaseException) -> object:
    """The exit status of a command in which this goes wrong."""

    def fails():
        raise error

    with pytest.raises(SystemExit) as ended:
        Commands("deur", {"werk": click.Command("werk", callback=fails)})(["werk"])
    return ended.value.code


def test_ctrl_c_ends_a_command_with_one_word_and_the_status_that_a_shell_knows(capsys):
    assert ended_with(KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "\nAfgebroken.\n")


@pytest.mark.parametrize("door", ["ingest", "warehouse", "indicators", "agenda"])
def test_ctrl_c_ends_a_command_with_that_word_while_it_is_still_being_imported(tmp_path, door):
    (tmp_path / "click.py").write_text("import signal; signal.raise_signal(signal.SIGINT)")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", door], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nAfgebroken.\n")


def test_ctrl_c_ends_work_in_good_order_once_it_begins_and_stays_ignored_where_it_was():
    before = signal.getsignal(signal.SIGINT)
    try:
        for own, meanwhile in ((signal.default_int_handler, breaking_off._end), (signal.SIG_IGN, signal.SIG_IGN)):
            signal.signal(signal.SIGINT, own)
            breaking_off.at_once()
            assert signal.getsignal(signal.SIGINT) == meanwhile
            with pytest.raises(SystemExit):
                Commands("deur")(["--help"])
            assert signal.getsignal(signal.SIGINT) == own
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture
def on_a_full_disk() -> Iterator[TextIO]:
    """A stream to a disk that is full."""
    full = Path("/dev/full").open("w")  # noqa: SIM115 - closing it fails, too
    yield full
    with suppress(OSError):
        full.close()


def test_who_has_errors_on_a_full_disk_hears_nothing_and_the_work_is_done(monkeypatch, on_a_full_disk):
    monkeypatch.setattr(sys, "stderr", on_a_full_disk)
    monkeypatch.setattr(sys, "__stderr__", on_a_full_disk)
    done = []

    def works():
        click.echo("Er is werk.", err=True)
        done.append("werk")
        click.echo("Het is gedaan.", err=True)

    with pytest.raises(SystemExit) as ended:
        Commands("deur", {"werk": click.Command("werk", callback=works)})(["werk"])
    assert (ended.value.code, done) == (0, ["werk"])


def test_an_error_that_is_told_in_a_line_is_told_at_once(monkeypatch, tmp_path):
    with (tmp_path / "fouten").open("w") as errors:
        monkeypatch.setattr(sys, "stderr", errors)
        monkeypatch.setattr(sys, "__stderr__", errors)

        def works():
            print("Er is werk.", file=sys.stderr)  # and a process may end here, killed
            assert (tmp_path / "fouten").read_text() == "Er is werk.\n"

        with pytest.raises(SystemExit) as ended:
            Commands("deur", {"werk": click.Command("werk", callback=works)})(["werk"])
    assert ended.value.code == 0


@pytest.mark.parametrize("arguments", [["--help"], ["werk"]])
def test_an_answer_that_does_not_fit_on_a_disk_is_told(monkeypatch, capsys, on_a_full_disk, arguments):
    monkeypatch.setattr(sys, "stdout", on_a_full_disk)
    with pytest.raises(SystemExit) as ended:
        Commands("deur", {"werk": click.Command("werk", callback=lambda: click.echo("antwoord"))})(arguments)
    assert ended.value.code == 1
    assert "past niet meer: de schijf is vol. Maak ruimte op de schijf" in capsys.readouterr().err


def test_why_something_cannot_be_done_is_said_by_every_command_in_its_own_words(capsys):
    assert ended_with(IngestError("Een ander is al bezig met deze gegevens.")) == 1
    assert capsys.readouterr() == ("", "Een ander is al bezig met deze gegevens.\n")


def test_a_setting_that_cannot_be_is_wrong_usage(capsys):
    assert ended_with(ConfigurationError("De map is niet te maken. Kies een andere DATA_DIR.")) == 2
    assert "De map is niet te maken. Kies een andere DATA_DIR." in capsys.readouterr().err


@pytest.mark.parametrize(("keep", "said"), [(2, "1 versie verwijderd"), (1, "2 versies verwijderd"), (9, "0 versies verwijderd")])
def test_one_thing_is_told_in_the_singular(monkeypatch, tmp_path, capsys, keep, said):
    (tmp_path / "versions").mkdir()
    for day in (1, 2, 3):
        (tmp_path / "versions" / f"2026010{day}T120000000000Z.duckdb").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    warehouse_door.main(["prune", "--keep", str(keep)], standalone_mode=False)
    assert capsys.readouterr().err.splitlines() == [said]


@pytest.mark.parametrize(
    ("door", "arguments"),
    [(warehouse_door, ["export"]), (warehouse_door, ["backup"]), (agenda_door, ["export"]), (agenda_door, ["new", "AM18"])],
)
def test_an_empty_name_is_not_the_folder_where_the_command_was_started(monkeypatch, tmp_path, capsys, door, arguments):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        door.main([*arguments, ""])
    assert (ended.value.code, list(tmp_path.iterdir())) == (2, [])
    assert "de naam is leeg. Geef een naam." in capsys.readouterr().err


@pytest.mark.parametrize("door", [agenda_door, indicators_door, ingest_door, warehouse_door])
def test_every_command_tells_its_usage_in_dutch(door, capsys):
    for name in ("", *door.main.list_commands(click.Context(door.main))):
        door.main([*filter(None, [name]), "--help"], standalone_mode=False)
    told = capsys.readouterr().out
    assert "[OPTIES]" in told
    assert not re.search(r"OPTIONS|COMMAND|ARGS|TEXT|INTEGER|PATH|required", told)


@pytest.mark.parametrize("door", [ingest_door, warehouse_door])
def test_a_door_says_which_commands_it_has(door):
    listed = door.__doc__.partition(": ")[2].removesuffix(".").replace(" and ", ", ").split(", ")
    assert sorted(listed) == sorted(door.main.commands)


@pytest.mark.parametrize("module", ["ingest", "warehouse", "indicators", "agenda"])
def test_the_help_is_dutch_whatever_language_the_machine_has(command: Command, module):
    done = command(module, "--help", LANGUAGE="en", LC_ALL="C.UTF-8")
    assert done.returncode == 0
    assert done.stdout.startswith("Gebruik: ")
    assert not ENGLISH.search(done.stdout)


def test_what_is_compiled_is_what_is_written():
    compiled = io.BytesIO()
    with (FOLDER / "messages.po").open("rb") as written, (FOLDER / "messages.mo").open("rb") as kept:
        write_mo(compiled, read_po(written))
        compiled.seek(0)
        words, known = ({str(each.id): str(each.string) for each in read_mo(file) if each.id} for file in (compiled, kept))
    assert words == known


@pytest.mark.slow
def test_who_has_read_enough_hears_no_complaint(example_data: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command, environment = (
        [sys.executable, "-m", "ingest", "files", "uwv-vacatures"],
        {**os.environ, "DATA_DIR": str(example_data)},
    )
    done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("arguments", ["-m ingest refresh --example areas", "-m indicators show vacatures"])
def test_who_closed_the_streams_hears_nothing_and_the_work_is_done(tmp_path: Path, example_data: Path, arguments: str) -> None:
    data_dir = tmp_path if "refresh" in arguments else example_data
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" {arguments} <&- >&- 2>&-', sys.executable],
        cwd=PROJECT,
        env={**os.environ, "DATA_DIR": str(data_dir)},
        check=False,
    )
    assert done.returncode == 0
