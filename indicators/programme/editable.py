"""The files of the agenda that people edit while the dashboard runs: their columns, and what may stand there."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from indicators.agenda import FILLED, LATER, NOTE, TARGET, Direction, Kind, pillars
from indicators.programme.fields import Record
from indicators.programme.programme import FILES, programme
from indicators.programme.reading import columns_of
from indicators.programme.records import Story
from indicators.registry import INDICATORS
from indicators.sectors import SECTORS
from ingest.files.csv_file import delimiter_by_header

Row = dict[str, str]


@dataclass(frozen=True)
class Column:
    """One column: what may stand in it (`choices` is empty where anything may), whether it must be filled, whether its texts are
    long, and whether it came `later`: an older file lacks it, and gets it at the end when it is saved."""

    name: str
    choices: tuple[str, ...] = ()
    required: bool = False
    long: bool = False
    later: bool = False

    @property
    def label(self) -> str:
        """The name for people."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class EditableFile:
    """One CSV file of the agenda that is edited as a table; `named_by` are the columns by which people know a row."""

    key: str
    title: str
    what: str
    named_by: tuple[str, ...]
    columns: Callable[[], tuple[Column, ...]]

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.key}.csv"


_LONG = {"toelichting", "tekst", "impact", "resultaat", "stand", "budget_toelichting", "partijen"}


def _of_targets() -> tuple[Column, ...]:
    choices = {
        "pijler": tuple(pillars()),
        "indicator": tuple(sorted(INDICATORS)),
        "sector": SECTORS,
        "soort": get_args(Kind),
        "richting": ("", *get_args(Direction)),
        "afgeleid": ("", "ja"),
    }
    return tuple(Column(name, choices.get(name, ()), name in FILLED, name in _LONG, name in LATER) for name in TARGET)


def _of_notes() -> tuple[Column, ...]:
    choices = {"indicator": tuple(sorted(INDICATORS)), "sector": SECTORS}
    return tuple(Column(name, choices.get(name, ()), True, name in _LONG) for name in NOTE)


def _of(kind: type[Record]) -> Callable[[], tuple[Column, ...]]:
    return lambda: tuple(_column(name, kind.model_fields[name]) for name in columns_of(kind))


def _column(name: str, field: Any) -> Column:
    allowed = get_args(field.annotation) if get_origin(field.annotation) is Literal else _referred_to(name)
    return Column(name, tuple(map(str, allowed)), field.is_required(), name in _LONG)


def _referred_to(name: str) -> tuple[str, ...]:
    """What a column of this name refers to; empty where that is nothing, or more than one thing."""
    known = {
        "pijler": lambda: ("", *pillars()),
        "indicator": lambda: ("", *sorted(INDICATORS)),
        "project": lambda: ("", *dict.fromkeys(project.sleutel for project in programme().projects)),
    }
    return known.get(name, tuple)()


EDITABLE: dict[str, EditableFile] = {
    each.key: each
    for each in (
        EditableFile("targets", "Doelen", "de doelen van de agenda, elk met document en vindplaats", ("naam",), _of_targets),
        EditableFile(
            "notes", "Toelichtingen", "wat de redactie bij een cijfer zegt", ("indicator", "regiocode", "periode"), _of_notes
        ),
        EditableFile("projects", "Projecten", "het uitvoeringsplan", ("jaar", "sleutel", "naam"), _of(FILES["projects"])),
        EditableFile("budgets", "Bedragen", "het geld per project", ("project", "bron", "bedrag"), _of(FILES["budgets"])),
        EditableFile(
            "services", "Dienstverlening", "wat er van elke dienst wordt geteld", ("sleutel", "naam"), _of(FILES["services"])
        ),
    )
}
STORY_COLUMNS = _of(Story)


def columns_to_save(file: EditableFile, columns: list[str]) -> list[str]:
    """The columns with which a file that has these is saved; all of its columns where there was no file."""
    return columns + [column.name for column in file.columns() if column.name not in columns and (column.later or not columns)]


class LooseQuote(ValueError):
    """A CSV file in which a quote has no other; the sentence says in which row, and what to do."""


def rows_of(text: str) -> tuple[list[str], list[Row]]:
    """The columns and the rows of a CSV file, as texts. A row that is too short or long is taken as far as it goes.

    Raises LooseQuote: the rows behind it would be one cell, and be lost when the file is saved.
    """
    lines, table = list[list[str]](), io.StringIO(text.removeprefix("\ufeff"), newline="")
    try:
        for cells in csv.reader(table, delimiter=delimiter_by_header(text), strict=True):
            lines += [cells] if any(cells) else []
    except csv.Error as error:
        raise LooseQuote(
            f"In rij {len(lines) + 1} staat een aanhalingsteken los, of staat er in een cel een die niet dubbel is. Herstel dat "
            "in het bestand zelf."
        ) from error
    columns = lines[0] if lines else []
    return columns, [dict(zip(columns, [*cells, *[""] * len(columns)], strict=False)) for cells in lines[1:]]


def text_of(columns: list[str], rows: list[Row]) -> str:
    """A CSV file with these columns and rows; what cannot be seen in a cell is left out, but for line ends."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_plain(row.get(column, "")) for column in columns] for row in rows])
    return text.getvalue()


def told(old: list[Row], new: list[Row], named_by: tuple[str, ...]) -> tuple[str, str]:
    """What changed between two states of a file, as the old and the new side: changed fields, and rows that came or went."""
    gone = [row for row in old if row not in new]
    come = [row for row in new if row not in old]
    if len(gone) != len(come):
        return "\n".join(map(_whole, gone)), "\n".join(map(_whole, come))
    sides: tuple[list[str], list[str]] = ([], [])
    for before, after in zip(gone, come, strict=True):
        name = " ".join(before.get(column, "") for column in named_by)
        for column in after:
            if before.get(column, "") != after[column]:
                sides[0].append(f"{name}, {column}: {before.get(column, '')}")
                sides[1].append(f"{name}, {column}: {after[column]}")
    return "\n".join(sides[0]), "\n".join(sides[1])


def _whole(row: Row) -> str:
    return "; ".join(f"{column}: {value}" for column, value in row.items() if value)


def _plain(value: object) -> str:
    text = "" if value is None else str(value).replace("\r\n", "\n")
    return "".join(each for each in text if each.isprintable() or each == "\n").strip()
