"""Cells of a workbook that hold an error such as #N/A, or in Excel a formula whose result was never stored. What opens the
workbook gives both as empty, and an empty figure is one that was not published."""

import io
import re
import zipfile
from collections.abc import Iterator

from ingest.tabular import UNCOMPUTED

_SHEET = re.compile(rb'<sheet\b[^<>]*\s\w+:id="([^"<>]+)"')
_CELL = re.compile(rb"<c\b([^<>]*)>\s*(?:<f\b[^<>]*(?:/>|>[^<]*</f>)\s*)?<v>(#[^<]{1,20})</v>")
_WITHOUT_RESULT = re.compile(rb"<c\b([^<>]*)>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>")
_FAILED_ODS = re.compile(rb'<table:table-cell\b[^<>]*\scalcext:value-type="error"[^<>]*>')
_NEEDED = {"mimetype", "META-INF/manifest.xml"}  # to open an ODS file for its cells, beside those
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')


def errors_in(data: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Each such cell as (sheet, row, column, what stands there), counted from 0; none for another kind of file than XLSX.

    Of a formula without a result that is UNCOMPUTED; one of which the result is an empty text has a result.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return
        parts = _parts(packed.read("xl/_rels/workbook.xml.rels"))
        for number, key in enumerate(_SHEET.findall(packed.read("xl/workbook.xml"))):
            part = parts.get(key, "")
            text = packed.read(part) if part in names else b""
            found = [(attributes, said.decode()) for attributes, said in _CELL.findall(text) if b't="e"' in attributes]
            found += [(attributes, UNCOMPUTED) for attributes in _WITHOUT_RESULT.findall(text) if b't="str"' not in attributes]
            for attributes, shown in found:
                if place := _PLACE.search(attributes):
                    yield number, int(place[2]) - 1, _column(place[1].decode()), shown


def with_errors_as_text(data: bytes) -> bytes:
    """The same ODS file, in which a cell that failed has the text that LibreOffice shows there; any other file as it is.

    LibreOffice writes such a cell as a text that is empty, and what it shows beside that.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if "content.xml" not in packed.namelist():
            return data
        text, failed = _FAILED_ODS.subn(lambda cell: cell[0].replace(b' office:string-value=""', b""), packed.read("content.xml"))
        if not failed:
            return data
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as written:
            for name in _NEEDED & set(packed.namelist()):
                written.writestr(name, packed.read(name))
            written.writestr("content.xml", text)
    return into.getvalue()


def _parts(relations: bytes) -> dict[bytes, str]:
    """The file in the workbook by the key that the list of sheets has for it."""
    found = {}
    for attributes in re.findall(rb"<Relationship\b([^<>]*)>", relations):
        key, target = (re.search(rb'\s%s="([^"]*)"' % name, attributes) for name in (b"Id", b"Target"))
        if key and target:
            path = target[1].decode()
            found[key[1]] = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
