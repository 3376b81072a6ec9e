"""A copy of the agenda of the region, to be changed at will, and a story for it."""

import shutil
from pathlib import Path

import pytest

from ingest.settings import AGENDA


def agenda_copy(place: Path) -> Path:
    """The agenda copied to a place where nothing is yet, which is given back."""
    return Path(shutil.copytree(AGENDA, place, ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the agenda, to be changed at will."""
    return agenda_copy(tmp_path / "agenda")


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Write something else in a file of an agenda, wherever `old` stands; it must stand somewhere."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


STORY = """+++
titel = "Een nieuwe baan"
datum = "2025-03"
pijler = "inclusiviteit"
toestemming = "ja"
document = "Nieuwsbrief"
vindplaats = "Bladzijde 2"
+++
Eerst <b>dit</b>.

Toen [dat](https://example.org).
"""
