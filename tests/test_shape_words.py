"""A TOML file of another shape than it must have is refused in Dutch, with the place, wherever it is read."""

from pathlib import Path
from typing import Literal

import msgspec
import pytest

from indicators.agenda_files import WrongAgenda
from indicators.alerts import rules
from ingest.datasets import DATASETS
from ingest.files.mapping import WrongMapping, saved_mappings
from ingest.settings import ConfigurationError
from ingest.shape_words import why_refused
from ingest.timetable import timetable


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    """Something of each kind."""

    number: int
    names: list[str] = []
    choice: Literal["x", "y"] = "x"
    perhaps: float | None = None
    inner: dict[str, dict[str, int]] = {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("names = []", "`number` ontbreekt"),
        ("number = 1\nother = 1", "`other` kennen wij niet"),
        ("number = true", "bij `number`: er staat true of false, maar daar hoort een geheel getal"),
        ("number = 1\nnames = 5", "bij `names`: er staat een geheel getal, maar daar hoort een lijst"),
        (
            "number = 1\nnames = [5]",
            "bij `names[0]`: er staat een geheel getal, maar daar hoort een tekst tussen aanhalingstekens",
        ),
        ("number = 1\nchoice = 'z'", "bij `choice`: 'z' kan daar niet"),
        ("number = 1\nperhaps = {}", "bij `perhaps`: er staat een tabel, maar daar hoort een getal"),
        (
            "number = 1\ninner = {a = {b = 2021-01-01}}",
            "bij `inner[...][...]`: er staat een datum, maar daar hoort een geheel getal",
        ),
        ("number =", "het is geen geldige TOML (bij het einde van het bestand)"),
        ("number = 1\nnumber = 2\nnames = []", "het is geen geldige TOML (bij regel 2, teken 11)"),
        (b"number = '\xff'", "het is geen UTF-8"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_dutch_with_the_place(text: str | bytes, said: str) -> None:
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)) as refused:
        msgspec.toml.decode(text, type=Shape)
    assert why_refused(refused.value) == said


def test_what_msgspec_may_say_some_day_is_dutch_too() -> None:
    assert why_refused(msgspec.ValidationError("Expected something - at `$.a`")) == "bij `a`: er staat iets dat niet kan"


def test_wherever_such_a_file_is_read_its_name_and_that_are_told(tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text("drempels = 5")
    (tmp_path / "schedule.toml").write_text("tijden = 5")
    (tmp_path / "mappings" / "uwv-vacatures").mkdir(parents=True)
    (tmp_path / "mappings" / "uwv-vacatures" / "oud.toml").write_text("niet_gebruikt = 5\nkolommen = {}")
    said = ".*er staat een geheel getal, maar daar hoort een lijst"
    with pytest.raises(WrongAgenda, match=rf"^agenda/alerts\.toml: bij `drempels`: {said[2:]}"):
        rules(tmp_path)
    with pytest.raises(ConfigurationError, match=rf"^schedule\.toml is niet te gebruiken: bij `tijden`{said}"):
        timetable(tmp_path / "schedule.toml", DATASETS)
    with pytest.raises(WrongMapping, match=rf"^uwv-vacatures/oud\.toml .* bij `niet_gebruikt`{said}"):
        saved_mappings(tmp_path, "uwv-vacatures")


@pytest.mark.parametrize("spoil", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"tijdzone = '\xff'")])
def test_a_timetable_that_cannot_be_read_says_why_in_dutch(tmp_path: Path, spoil) -> None:
    spoil(tmp_path / "schedule.toml")
    with pytest.raises(ConfigurationError, match=r"^schedule\.toml is niet te .*: het is (een map|geen UTF-8)\."):
        timetable(tmp_path / "schedule.toml", DATASETS)
