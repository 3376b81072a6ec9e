"""Files as sheets of plain cells: CSV, XLSX, XLS and ODS, whatever program made them, within bounds of size and memory.

A workbook is first opened in a process of its own that may use little memory (`workbook_size.py`): a file that swells when it
is opened ends that process and not ours. How a text is read stands in `csv_file.py`.
"""

import io
import os
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePath

from ingest.files.csv_file import UTF16, decode, read_csv
from ingest.files.tabular import Cell, UnreadableFile
from ingest.files.workbook_marks import Hidden, Marks, marks
from ingest.files.workbook_size import NOT_A_BOOK, ONLY_THE_TABLE
from ingest.settings import own_command

MAX_BYTES = 25 * 2**20  # the largest download seen is a few MB; more is another file than was meant
_LONGEST_NAME = 240  # bytes: a disk takes 255, and what is kept has a few more behind it
_MAX_UNPACKED = 300 * 2**20
_CHILD_SECONDS = 60
_TEXT = (".csv", ".txt", ".tsv")
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
KINDS = [suffix.removeprefix(".") for suffix in (*_TEXT, *_BOOKS)]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows` are its cells as they stand, the first row is number 1 for people.

    `merged` are ranges of cells that were merged, as (first row, first column, last row, last column) counted from 0.
    A `hidden` sheet is one that a person who opens the file does not see, and `unseen` are such rows and columns. `uncomputed`
    says that the workbook has formulas without a result.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    uncomputed: bool = False
    unseen: Hidden = field(default_factory=Hidden)


def read_file(path: Path) -> bytes:
    """The bytes of a file of a bearable size; the size is looked at before anything is read. Raises UnreadableFile, OSError."""
    if not path.is_file():
        path.stat()  # raises the error of a file that is not there
        raise UnreadableFile(f"{path} is geen bestand. Geef de naam van één bestand.")
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise UnreadableFile(f"De naam van {path.name[:40]}... is te lang om te bewaren. Geef het bestand een kortere naam.")
    if (shown := path.name.encode(errors="replace").decode()) != path.name:  # bytes that are no letters, from another disk
        raise UnreadableFile(f"De naam van {shown} heeft tekens die niet te bewaren zijn. Geef het bestand een andere naam.")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFile(
            f"{path.name} is {size / 2**20:.0f} MB; meer dan {MAX_BYTES // 2**20} MB wordt niet gelezen. "
            "Kies bij het downloaden minder perioden of uitsplitsingen."
        )
    return path.read_bytes()


def read_sheets(file_name: str, data: bytes, trusted: bool = False) -> list[Sheet]:
    """The sheets of a file. A `trusted` one was read before and is not tried out first. Raises UnreadableFile."""
    suffix = PurePath(file_name).suffix.lower()
    _refuse_other_kinds(file_name, suffix, data)
    if suffix in _TEXT:
        return [Sheet("", read_csv(file_name, decode(file_name, data), strict=not trusted))]
    if not trusted:
        _look_inside(file_name, data)
        _try_out(file_name, data)
    import python_calamine

    try:
        if sheets := _marked(data):
            return sheets
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise _unreadable(file_name, str(error)) from error
    raise _unreadable(file_name, "er is geen enkel blad")


def _refuse_other_kinds(file_name: str, suffix: str, data: bytes) -> None:
    """Raise UnreadableFile for a file whose bytes are of another kind than its name says."""
    start = data[:512].lstrip().lower()
    said = None
    if suffix not in (*_TEXT, *_BOOKS):
        raise _unreadable(file_name, f"de soort {suffix or 'zonder achtervoegsel'} kennen wij niet")
    if not data.strip():
        said = "is leeg. Download het opnieuw"
    elif data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            said = "is met een wachtwoord beveiligd. Sla het zonder wachtwoord op"
        elif suffix != ".xls":
            said = f"is een oud Excel-bestand (.xls) met de naam {suffix}. Open het in Excel en sla het op als .xlsx"
    elif start.startswith((b"<!doctype html", b"<html", b"<table")):
        said = "is een webpagina en geen rekenblad. Download het bestand zelf, of sla het in Excel op als .xlsx"
    elif data.startswith(b"PK") and suffix in (*_TEXT, ".xls"):
        said = f"is een ingepakt bestand (zoals .xlsx of .zip) met de naam {suffix}. Geef het zijn eigen achtervoegsel"
    elif suffix in _TEXT and b"\0" in data[:4096] and not data.startswith(UTF16):
        said = "is geen tekst: er staan nullen tussen de tekens. Sla het op als CSV in UTF-8"
    if said:
        raise UnreadableFile(f"{file_name} {said}.")


def _unreadable(file_name: str, why: str) -> UnreadableFile:
    if "assword" in why:
        return UnreadableFile(f"{file_name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op.")
    return UnreadableFile(f"{file_name} is niet te lezen als CSV, XLSX of ODS ({why}). Sla het bestand opnieuw op.")


def _look_inside(file_name: str, data: bytes) -> None:
    """Raise UnreadableFile for a packed file that says itself that it becomes too large, or that is not whole."""
    if data.startswith(_OLE):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _unreadable(file_name, "het is geen heel rekenblad") from error
    largest = max(entries, key=lambda entry: entry.file_size, default=None)
    if largest and sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise UnreadableFile(
            f"{file_name} wordt uitgepakt te groot: alleen {largest.filename} is al {largest.file_size / 2**20:.0f} MB, "
            f"en meer dan {_MAX_UNPACKED // 2**20} MB wordt niet gelezen. Haal wat niet nodig is uit het bestand."
        )
    if len(entries) > 2000:
        raise UnreadableFile(f"{file_name} bestaat uit {len(entries)} onderdelen; dat is geen rekenblad. Sla het opnieuw op.")


def _try_out(file_name: str, data: bytes) -> None:
    """Raise UnreadableFile when the workbook cannot be opened within the bounds."""
    with tempfile.NamedTemporaryFile(suffix=PurePath(file_name).suffix) as copy:
        copy.write(data)
        copy.flush()
        try:
            done = subprocess.run(
                **own_command("ingest.files.workbook_size", copy.name),
                capture_output=True,
                text=True,
                timeout=_CHILD_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"{file_name} is na {_CHILD_SECONDS} seconden nog niet open. Haal wat niet nodig is uit het bestand."
            ) from error
    if done.returncode == 0:
        return
    said = done.stdout.strip()
    if said:
        raise _unreadable(file_name, said) if done.returncode == NOT_A_BOOK else UnreadableFile(f"{file_name}: {said}")
    raise UnreadableFile(
        f"{file_name} neemt bij het openen te veel geheugen: een blad is veel groter dan zijn cijfers. {ONLY_THE_TABLE}"
    )


def _book(data: bytes) -> Iterator[Sheet]:
    import python_calamine  # no command waits for it but those that open a workbook

    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        seen = {each.name for each in workbook.sheets_metadata if each.visible is python_calamine.SheetVisibleEnum.Visible}
        for number, name in enumerate(workbook.sheet_names):
            sheet = workbook.get_sheet_by_index(number)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            ranges = sheet.merged_cell_ranges or ()
            merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges if top < len(rows))
            yield Sheet(name, rows, merged, hidden=name not in seen)


def _marked(data: bytes) -> list[Sheet]:
    """The sheets of a workbook. A cell that holds an error, a formula without a result or a percentage says so: an error is not
    the same as an empty cell, and 100% is not 1."""
    known = Marks(data) if data.startswith(_OLE) else marks(data)
    sheets = list(_book(known.data))
    for number, row, column, said in known.cells:
        if number < len(sheets) and row < len(sheets[number].rows) and column < len(sheets[number].rows[row]):
            sheets[number].rows[row][column] = said
    return [
        replace(sheet, uncomputed=known.uncomputed, unseen=known.hidden.get(number, Hidden()))
        for number, sheet in enumerate(sheets)
    ]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | float | date):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return "" if value is None else str(value)
