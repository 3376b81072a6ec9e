"""Files of the programme into records: a row that is wrong is named by file, line and field, and left out; the others stay."""

import csv
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from indicators.agenda_files import wrong_columns
from indicators.export import as_before
from indicators.programme.fields import Record, in_dutch
from indicators.programme.records import Story
from ingest.files.csv_file import delimiter_by_header
from ingest.shape_words import why_refused

Kind = TypeVar("Kind", bound=Record)

STORIES = "stories"  # the folder in agenda/ where they are


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file: its name below agenda/, the line (0 for the file as a whole), the field and a Dutch sentence."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        where = [f"agenda/{self.file}", f"regel {self.line}" if self.line else "", f"veld {self.field}" if self.field else ""]
        return f"{', '.join(filter(None, where))}: {self.reason}."


@dataclass(frozen=True)
class Read(Generic[Kind]):
    """What a file holds: its good records, each with its line, and its problems."""

    file: str
    rows: tuple[tuple[int, Kind], ...]
    problems: tuple[Problem, ...]

    @property
    def records(self) -> tuple[Kind, ...]:
        """The records, in the order of the file."""
        return tuple(record for _, record in self.rows)


def columns_of(kind: type[Record]) -> list[str]:
    """The columns of a file of these records, those of its own first, then document and place."""
    own = [name for name in kind.model_fields if name not in Record.model_fields]
    return [*own, *Record.model_fields]


def read_csv(path: Path, kind: type[Kind]) -> Read[Kind]:
    """The records of a CSV file, with commas or (as a Dutch Excel saves it) semicolons. Never raises for what a file holds."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return _refused(
            name, 0, "dit bestand ontbreekt of is niet te lezen; neem een leeg uit de map die `python -m agenda new` neerlegt"
        )
    except UnicodeDecodeError:
        return _refused(name, 0, "dit bestand is geen UTF-8; sla het op als 'CSV UTF-8'")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_by_header(text), strict=True)
    try:
        columns = next(table)
    except (StopIteration, csv.Error):
        return _refused(name, 1, f"de eerste regel hoort de kolommen te noemen: {', '.join(columns_of(kind))}")
    if wrong := wrong_columns(columns, columns_of(kind)):
        return _refused(name, 1, wrong)
    rows: list[tuple[int, Kind]] = []
    problems: list[Problem] = []
    line = table.line_num + 1  # where a row begins: a cell may hold more lines
    try:
        for cells in table:
            found = _record(name, line, columns, cells, kind) if any(cells) else []
            if isinstance(found, list):
                problems += found
            else:
                rows.append((line, found))
            line = table.line_num + 1
    except csv.Error:
        problems.append(Problem(name, line, "", "deze regel is geen goede CSV; staan de aanhalingstekens goed?"))
    return Read(name, tuple(rows), tuple(problems))


def story_paths(agenda: Path) -> list[Path]:
    """The files of the stories of an agenda folder, by name."""
    return sorted(path for path in (agenda / STORIES).glob("*.md") if path.name != "README.md")


def read_story(path: Path) -> Read[Story]:
    """The story of a Markdown file: TOML between two lines `+++`, then the text, which is shown as plain text."""
    name = f"{STORIES}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return _refused(name, 0, "dit bestand is niet te lezen als UTF-8")
    if (parts := split_story(text)) is None:
        return _refused(name, 1, "het bestand begint met een regel +++, dan de velden, dan weer een regel +++")
    head, body = parts
    try:
        fields = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        return _refused(name, 0, f"de velden boven de tekst kloppen niet: {why_refused(error)}")
    lines = {line.partition("=")[0].strip(): number for number, line in enumerate(text.splitlines(), start=1) if "=" in line}
    try:
        return Read(name, ((1, Story.model_validate({**fields, "tekst": body})),), ())
    except ValidationError as error:
        return Read(name, (), tuple(_problems(name, error, 1, lines)))


def split_story(text: str) -> tuple[str, str] | None:
    """The TOML of a story, on the lines that it has in the file, and its text; None where the lines `+++` are not there.

    Lines may end as on Windows, and empty lines may stand before the first `+++`.
    """
    before, _, rest = text.replace("\r\n", "\n").partition("+++\n")
    head, closed, body = rest.partition("\n+++\n")
    return None if before.strip() or not closed else ("\n" * (before.count("\n") + 1) + head + "\n", body.strip())


def _record(name: str, line: int, columns: list[str], cells: list[str], kind: type[Kind]) -> Kind | list[Problem]:
    """The record that a row holds, or what is wrong with the row."""
    if len(cells) != len(columns):
        reason = f"er zijn {len(cells)} cellen en {len(columns)} kolommen; staat een komma los of ontbreekt er een"
        return [Problem(name, line, "", reason)]
    known = zip(columns, map(as_before, cells), strict=True)  # as a download has them
    given = {c: v for c, v in known if v.strip() or kind.model_fields[c].is_required()}
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        return _problems(name, error, line)


def _problems(name: str, error: ValidationError, line: int, lines: dict[str, int] | None = None) -> list[Problem]:
    found = []
    for each in error.errors():
        field, _, reason = in_dutch(each).partition(": ") if not each["loc"] else (str(each["loc"][0]), "", in_dutch(each))
        found.append(Problem(name, (lines or {}).get(field, line), field, reason))
    return found


def _refused(name: str, line: int, reason: str) -> Read[Kind]:
    return Read(name, (), (Problem(name, line, "", reason),))
