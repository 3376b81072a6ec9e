"""The files of agenda/ as they are read: rows of CSV, shapes of TOML, and the state they are in, so that an edit is seen at once.

A mistake gives a sentence with the file and the row.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar, get_args, get_origin

import msgspec

from ingest.files.csv_file import delimiter_by_header
from ingest.periods import is_period
from ingest.settings import AGENDA
from ingest.shape_words import why_refused
from ingest.system_words import in_words

Shape = TypeVar("Shape")
Rows = Iterator[tuple[str, dict[str, str]]]  # of a CSV file: where each stands, and its cells by column


class WrongAgenda(ValueError):
    """A file in agenda/ that cannot be right; the sentence names the file, the row and what is allowed."""


def read_again_when_changed(*names: str) -> Callable[[Callable[[Path], Shape]], Callable[..., Shape]]:
    """Remembers what a function reads from these files of an agenda folder (the standard one), until one of them changes."""

    def remember(read: Callable[[Path], Shape]) -> Callable[..., Shape]:
        @lru_cache(maxsize=4)
        def once(agenda: Path, _: tuple[tuple[int, int] | None, ...]) -> Shape:
            return read(agenda)

        @wraps(read)
        def now(agenda: Path = AGENDA) -> Shape:
            return once(agenda, tuple(state_of(agenda / name) for name in names))

        return now

    return remember


def agenda_mark(agenda: Path = AGENDA) -> str:
    """A mark that changes with every edit of a file that may be edited while the dashboard runs."""
    paths = [*sorted(agenda.glob("*.csv")), *sorted(agenda.glob("*.toml")), *sorted((agenda / "stories").glob("*.md"))]
    return hashlib.sha256(repr([(path.name, state_of(path)) for path in paths]).encode()).hexdigest()[:16]


def state_of(path: Path) -> tuple[int, int] | None:
    """What changes with every edit of a file; None where there is none, and no file's where it cannot be reached."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError:  # why, is told when it is read
        return 0, 0
    return found.st_mtime_ns, found.st_size


def rows(path: Path, columns: list[str], later: tuple[str, ...] = ()) -> Rows:
    """The rows of a CSV file, with commas or semicolons, each with a text that says where it stands; empty rows are passed over.

    A file from before the columns of `later` were there may lack them, and is read as if they were empty.
    Raises WrongAgenda for a file that cannot be read, for other columns, and for a loose quote: it would make one cell of all the
    rows behind it.
    """
    text, number = _text(path), 0
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_by_header(text), strict=True)
    try:
        found = next(table, [])
        if wrong := wrong_columns(found, [column for column in columns if column in found or column not in later]):
            expected = f"verwacht zijn de kolommen {', '.join(columns)}"
            raise WrongAgenda(f"agenda/{path.name}: {expected}. Herstel de kop: {wrong}.")
        number = 1
        for number, cells in enumerate(table, start=2):
            if not any(cells):
                continue
            if len(cells) != len(found):
                raise WrongAgenda(
                    f"agenda/{path.name}, rij {number}: er zijn niet precies {len(found)} cellen; staat een komma los?"
                )
            yield f"agenda/{path.name}, rij {number}", dict.fromkeys(later, "") | dict(zip(found, cells, strict=True))
    except csv.Error as error:
        raise WrongAgenda(f"agenda/{path.name}, rij {number + 1}: dit is geen CSV. Staan de aanhalingstekens goed?") from error


def wrong_columns(found: list[str], expected: list[str]) -> str:
    """What is wrong with the columns of a file, which may stand in any order; in Dutch, empty where nothing is."""
    missing, strange = [c for c in expected if c not in found], [c for c in found if c not in expected]
    said = [f"kolom {', '.join(missing)} ontbreekt"] if missing else []
    said += [f"kolom {', '.join(repr(c) for c in strange)} kennen wij niet"] if strange else []
    said += ["een kolom staat er dubbel"] if len(set(found)) < len(found) else []
    return "; ".join(said)


def toml(path: Path, shape: type[Shape]) -> Shape:
    """What a TOML file holds. Raises WrongAgenda, also for a file that cannot be read."""
    text = _text(path)
    try:
        return msgspec.toml.decode(text, type=shape)
    except msgspec.MsgspecError as error:
        part, why = _part_at_fault(text, shape, error)
        raise WrongAgenda(
            f"agenda/{path.name}{part}: {why_refused(why)}. Vergelijk met de toelichting in het bestand."
        ) from error


def _part_at_fault(text: str, shape: type, error: msgspec.MsgspecError) -> tuple[str, msgspec.MsgspecError]:
    """Of a file with parts that have a name, which of them it is (`, techniek`), and what is wrong inside that."""
    if get_origin(shape) is not dict or not isinstance(error, msgspec.ValidationError):
        return "", error
    for name, part in msgspec.toml.decode(text).items():
        try:
            msgspec.convert(part, get_args(shape)[1])
        except msgspec.ValidationError as inside:
            return f", {name}", inside
    return "", error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongAgenda(
            f"agenda/{path.name} is geen UTF-8. Bewaar het als 'CSV UTF-8' of als platte tekst in UTF-8."
        ) from error
    except OSError as error:
        remedy = "Zet het terug, of neem een leeg bestand uit de map die `python -m agenda new` neerlegt."
        raise WrongAgenda(f"agenda/{path.name} is niet te lezen: het {in_words(error)}. {remedy}") from error


def one_of(where: str, column: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise WrongAgenda for a value that is not one of these."""
    if value not in allowed:
        raise WrongAgenda(f"{where}: {column} '{value}' bestaat niet; kies uit {', '.join(filter(None, allowed))}.")


def check_period(where: str, column: str, value: str) -> None:
    """Raise WrongAgenda for what is no period."""
    if not is_period(value):
        raise WrongAgenda(f"{where}: {column} '{value}' is geen periode; schrijf bijvoorbeeld 2023, 2023-Q1 of 2023-03.")
