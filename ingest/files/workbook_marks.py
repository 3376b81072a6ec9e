"""What a person sees in a workbook and the library that opens it does not tell: errors such as #N/A, formulas of which the result
was never stored (it gives both as an empty cell, which would mean "not published"), percentages, hidden rows and columns."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ingest.files.tabular import UNCOMPUTED

_SHEET = re.compile(rb'<sheet\b[^<>]*\s\w+:id="([^"<>]+)"')
_CELL = re.compile(rb"<c\b([^<>]*)>\s*(?:<f\b[^<>]*(?:/>|>[^<]*</f>)\s*)?<v>(#[^<]{1,20})</v>")
_WITHOUT_RESULT = re.compile(rb"<c\b([^<>]*)>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>")
_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:(?:<v\s*/>|<v>\s*</v>)\s*)?</c>")
_FAILED_ODS = re.compile(rb'<table:table-cell\b[^<>]*\scalcext:value-type="error"[^<>]*>')
_PERCENT_ODS = re.compile(rb'<table:table-cell\b[^<>]*\soffice:value-type="percentage"[^<>]*>')
_PARTS_ODS = re.compile(rb"</table:table>|<table:table(?:-row|-column)?(?=[\s/>])[^<>]*>")
_NEEDED = {"mimetype", "META-INF/manifest.xml"}  # to open an ODS file for its cells, beside those
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_SEARCHED = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_BESIDE = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
_MOST = 50 * 2**20  # bytes that are searched
_BUILT_IN_PERCENT = {b"9", b"10"}  # the numbers that Excel has for its own two
_MOST_DIGITS = 30  # of a percentage that is written out: 9E999999 would fill the memory, or is no number that Python writes

Range = tuple[int, int]  # first and last row or column, counted from 0


@dataclass(frozen=True)
class Hidden:
    """The rows and columns of a sheet that who opens the file does not see."""

    rows: tuple[Range, ...] = ()
    columns: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Marks:
    """What is to be known of a workbook beside its cells.

    `data` is what to open: an ODS file with the text that a person sees in each such cell, any other file as it was. `cells` are
    the cells of XLSX to be replaced, as (sheet, row, column, text) counted from 0; the text for a formula without a result is
    UNCOMPUTED. `hidden` is by number of the sheet.
    """

    data: bytes
    cells: list[tuple[int, int, int, str]] = field(default_factory=list)
    hidden: dict[int, Hidden] = field(default_factory=dict)
    uncomputed: bool = False


def marks(data: bytes) -> Marks:
    """What is to be known of a packed workbook, unpacked once; nothing of one whose sheets are too large to be searched."""
    parts = unpacked(data)
    text = parts.get("content.xml")
    if text is not None:
        return Marks(_with_seen_texts(data, text), hidden=_hidden_in_ods(text), uncomputed=has_uncomputed(parts))
    sheets = dict(_sheets(parts))
    hidden = {number: found for number, sheet in sheets.items() if (found := _hidden_in(sheet)) != Hidden()}
    return Marks(data, list(cells_of(parts)), hidden, has_uncomputed(parts))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook that are searched, by name; none where the sheets are too large for that."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        searched = [each for each in packed.infolist() if each.filename in _BESIDE or _SEARCHED.fullmatch(each.filename)]
        if sum(each.file_size for each in searched) > _MOST:
            return {}
        return {each.filename: packed.read(each) for each in searched}


def has_uncomputed(parts: Mapping[str, bytes]) -> bool:
    """Whether a workbook has a formula whose result no program ever stored."""
    return any(_UNCOMPUTED.search(text) for name, text in parts.items() if _SEARCHED.fullmatch(name))


def cells_of(parts: Mapping[str, bytes]) -> Iterator[tuple[int, int, int, str]]:
    """The cells of XLSX that hold an error, a formula without a result, or a percentage; a formula of which the result is an
    empty text has a result."""
    percent = _percent_cell(parts.get("xl/styles.xml", b""))
    for number, text in _sheets(parts):
        found = [(attributes, said.decode()) for attributes, said in _CELL.findall(text) if b't="e"' in attributes]
        found += [(attributes, UNCOMPUTED) for attributes in _WITHOUT_RESULT.findall(text) if b't="str"' not in attributes]
        found += [(each[1], _percentage(each[2])) for each in (percent.finditer(text) if percent else ())]
        for attributes, shown in found:
            if place := _PLACE.search(attributes):
                yield number, int(place[2]) - 1, _column(place[1].decode()), shown


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[int, bytes]]:
    """The number and the text of each sheet of XLSX, in the order of the list of sheets."""
    if {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts.keys():
        names = _targets(parts["xl/_rels/workbook.xml.rels"])
        for number, key in enumerate(_SHEET.findall(parts["xl/workbook.xml"])):
            yield number, parts.get(names.get(key, ""), b"")


def _percent_cell(styles: bytes) -> re.Pattern[bytes] | None:
    """What finds the numbers that Excel shows as a percentage; None where a workbook has no such style."""
    formats = [(_said(b"numFmtId", each), _said(b"formatCode", each)) for each in re.findall(rb"<numFmt\b([^<>]*)>", styles)]
    known = _BUILT_IN_PERCENT | {key for key, code in formats if b"%" in re.sub(rb"&quot;.*?&quot;|\\.", b"", code)}
    start, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs>")
    used = re.findall(rb"<xf\b([^<>]*)>", styles[start:end]) if 0 <= start < end else []
    wanted = b"|".join(b"%d" % number for number, each in enumerate(used) if _said(b"numFmtId", each) in known)
    number = rb"(?:<f\b[^<>]*(?:/>|>[^<]*</f>)\s*)?<v>([-+.0-9Ee]{1,30})</v>"
    return re.compile(rb'<c\b((?![^<>]*\st="[^n])[^<>]*\ss="(?:%s)"[^<>]*)>\s*%s' % (wanted, number)) if wanted else None


def _percentage(stored: bytes) -> str:
    """A number as a percentage: `0.125` is `12.5%`. Of three decimals there is one more, as they might be thousands."""
    as_it_stands = f"{stored.decode(errors='replace')}%"
    try:
        number = Decimal(stored.decode())
    except InvalidOperation:
        return as_it_stands
    if abs(number.adjusted()) > _MOST_DIGITS:
        return as_it_stands
    text = f"{number * 100:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}0%" if re.fullmatch(r"-?[0-9]+\.[0-9]{3}", text) else f"{text}%"


def _with_seen_texts(data: bytes, text: bytes) -> bytes:
    """The same ODS file, in which a cell that failed has the text that LibreOffice shows there, and a percentage its sign.

    LibreOffice writes a cell that failed as a text that is empty, and what it shows beside that.
    """
    text, failed = _FAILED_ODS.subn(lambda cell: cell[0].replace(b' office:string-value=""', b""), text)
    text, percent = _PERCENT_ODS.subn(_percentage_as_text, text)
    if not failed and not percent:
        return data
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as written:
        for name in _NEEDED & set(packed.namelist()):
            written.writestr(name, packed.read(name))
        written.writestr("content.xml", text)
    return into.getvalue()


def _percentage_as_text(cell: re.Match[bytes]) -> bytes:
    seen = _percentage(_said(b"office:value", cell[0])).encode()
    as_text = cell[0].replace(b'office:value-type="percentage"', b'office:value-type="string" office:string-value="%s"' % seen)
    return re.sub(rb'\s(?:office:value|calcext:value-type)="[^"]*"', b"", as_text)


def _hidden_in(text: bytes) -> Hidden:
    """What is hidden in a sheet of XLSX."""
    rows = [int(_said(b"r", each) or 0) - 1 for each in re.findall(rb'<row\b([^<>]*\shidden="(?:1|true)"[^<>]*)>', text)]
    columns = re.findall(rb'<col\b([^<>]*\shidden="(?:1|true)"[^<>]*)>', text)
    ranges = [(int(_said(b"min", each) or 0) - 1, int(_said(b"max", each) or 0) - 1) for each in columns]
    return Hidden(tuple((row, row) for row in rows if row >= 0), tuple(each for each in ranges if each[0] >= 0))


def _hidden_in_ods(text: bytes) -> dict[int, Hidden]:
    """What is hidden in the sheets of an ODS file, by number of the sheet."""
    if b'table:visibility="' not in text:
        return {}
    found: dict[int, dict[bytes, list[Range]]] = {}
    at, sheet = {b"row": 0, b"column": 0}, -1
    for part in map(re.Match.group, _PARTS_ODS.finditer(text)):
        kind = next((each for each in at if part.startswith(b"<table:table-" + each)), None)
        if kind is None:
            sheet, at = sheet + (not part.startswith(b"</")), {b"row": 0, b"column": 0}
            continue
        many = int(_said(b"table:number-%ss-repeated" % kind, part) or 1)
        if _said(b"table:visibility", part) in (b"collapse", b"filter"):
            found.setdefault(sheet, {b"row": [], b"column": []})[kind].append((at[kind], at[kind] + many - 1))
        at[kind] += many
    return {number: Hidden(tuple(each[b"row"]), tuple(each[b"column"])) for number, each in found.items()}


def _said(name: bytes, attributes: bytes) -> bytes:
    """What an element says by this attribute; empty when it does not."""
    found = re.search(rb'\s%s="([^"]*)"' % name, attributes)
    return found[1] if found else b""


def _targets(relations: bytes) -> dict[bytes, str]:
    """The file in the workbook by the key that the list of sheets has for it."""
    found = {}
    for attributes in re.findall(rb"<Relationship\b([^<>]*)>", relations):
        key, target = _said(b"Id", attributes), _said(b"Target", attributes).decode()
        if key and target:
            found[key] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
