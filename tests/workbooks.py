"""Workbooks as people and their programs make them: Excel and OpenDocument with these rows, and what is changed in one."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import openpyxl

Rows = list[list[object]]

_OF = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = (
    f'xmlns:office="{_OF}office:1.0" xmlns:table="{_OF}table:1.0" xmlns:text="{_OF}text:1.0" xmlns:calcext="urn:org:calcext:1.0"'
)


def xlsx(hidden: str = "", **sheets: Rows) -> bytes:
    """An Excel workbook with these rows on these sheets, of which one may be hidden."""
    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    return _saved(workbook)


def edited(data: bytes, edit: Callable[[openpyxl.Workbook], object]) -> bytes:
    """An Excel workbook after someone opened it, changed it and saved it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    edit(workbook)
    return _saved(workbook)


def _saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods(**sheets: Rows) -> bytes:
    """An OpenDocument spreadsheet with these texts, numbers and dates on these sheets."""

    def cell(value: object) -> str:
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    return ods_of(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )


def ods_of(tables: Iterable[str]) -> bytes:
    """An OpenDocument spreadsheet of sheets that are XML already."""
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OF}manifest:1.0"/>',
            "content.xml": f"<office:document-content {_NAMES}>{body}</office:document-content>",
        }
    )


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed file, as each workbook is, with these parts by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A packed file of which each part went through `change`; None leaves the part out."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        changed = {name: change(name, old.read(name)) for name in old.namelist()}
    return packed({name: part for name, part in changed.items() if part is not None})
