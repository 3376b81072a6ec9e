"""A CSV file as rows of cells, whatever program wrote it: its encoding, what stands between cells, and loose quotation marks."""

import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice

from ingest.files.tabular import Cell, UnreadableFile
from ingest.files.workbook_size import MAX_CELLS, MAX_COLUMNS, too_wide

UTF16 = (b"\xff\xfe", b"\xfe\xff")  # what a text in it begins with
_SAMPLE = 30  # lines that tell what stands between cells


def decode(file_name: str, data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, as an older Excel saves it, Windows-1252. Raises UnreadableFile."""
    if data.startswith(UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{file_name} is UTF-16 die halverwege stopt (byte {error.start}). Download opnieuw.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimiter_by_header(text: str) -> str:
    """What stands between the cells of a CSV text by its first line: a comma or, as a Dutch Excel saves it, a semicolon.

    For a file whose first line is known to be its header; of files from elsewhere more lines must tell.
    """
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def read_csv(file_name: str, text: str, strict: bool) -> list[list[Cell]]:
    """The rows of a text. A loose quotation mark would make one cell of all lines below it: `strict` refuses that.

    Raises UnreadableFile, also for a text with more columns or cells than are read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # also as an old Macintosh writes them
    delimiter = _delimiter_of(text)
    rows: list[list[Cell]] = []
    cells = 0
    reader, read = csv.reader(io.StringIO(text), delimiter=delimiter, strict=strict), 0
    try:
        for row in reader:
            if strict and any("\n" in cell for cell in row) and _swallows_a_line(row, delimiter):
                raise csv.Error
            rows.append([cell.strip() for cell in row])
            read = reader.line_num
            cells += len(row)
            if strict and any(row[MAX_COLUMNS:]):
                raise UnreadableFile(f"{file_name}: rij {len(rows)} {too_wide(len(row))}")
            if cells > MAX_CELLS:
                raise UnreadableFile(f"{file_name} heeft tot rij {len(rows)} al meer dan {MAX_CELLS} cellen. Neem een deel.")
    except csv.Error as error:
        lines = list(islice(io.StringIO(text), read, reader.line_num))
        if len(lines) == 1 and lines[0].count('"') % 2 == 0:
            raise UnreadableFile(
                f"{file_name}, rij {len(rows) + 1}: een cel heeft meer dan {csv.field_size_limit()} tekens, en zo lang "
                "wordt geen cel gelezen. Kort haar in."
            ) from error
        raise UnreadableFile(
            f"{file_name}, rij {len(rows) + 1}: een cel heeft geen einde, want er staat een aanhalingsteken los. Haal het weg, "
            "of zet de hele cel tussen aanhalingstekens en schrijf een aanhalingsteken daarin dubbel."
        ) from error
    whole = "\n".join(str(row[0]) if row else "" for row in rows)
    if whole != text.strip("\n") and all(len(row) < 2 and "\n" not in str(row[0]) for row in rows if row):
        # Each line stands between quotation marks, as Excel saves what it did not part.
        return read_csv(file_name, whole, strict)
    return rows


def _delimiter_of(text: str) -> str:
    """What stands between cells: the sign that most of the first lines have equally often, outside quotation marks.

    Signs in a text are not it: a remark with commas has as many as it likes.
    """
    sample = list(islice(io.StringIO(text), _SAMPLE))

    def alike(sign: str) -> tuple[int, int]:
        widths = Counter[int]()
        with suppress(csv.Error):  # a cell too long to be one
            widths.update(len(row) for row in csv.reader(sample, delimiter=sign) if len(row) > 1)
        width, lines = max(widths.items(), key=lambda found: found[1], default=(0, 0))
        return lines, width

    return max(";\t,", key=alike)


def _swallows_a_line(row: list[str], delimiter: str) -> bool:
    """Whether a cell holds a line that is a row by itself: between two loose quotation marks."""
    return len(row) > 1 and any(line.count(delimiter) >= len(row) - 1 for cell in row for line in cell.splitlines()[1:])
