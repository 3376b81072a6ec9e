"""The template through the hands of a person and back: filled in, also where LibreOffice saved it as ODS."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.example.files import ExampleFiles
from ingest.example.sources import printed_figures
from ingest.files.hand_file import HandFile
from ingest.files.rows import Row, Skipped
from ingest.files.template import template
from ingest.settings import AGENDA
from tests.workbooks import edited, ods_of

COLUMNS, ROWS = 16_384, 1_048_576  # of a sheet of LibreOffice, which writes all of it


def typed(text: str) -> object:
    """What a spreadsheet makes of a text that somebody types: a whole number, a day, or the text itself; nothing of nothing."""
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text)
    return text or None


def filled_in(dataset: HandFile) -> bytes:
    """The template as XLSX, with the example figures of a dataset below its header."""
    _, data = ExampleFiles(printed_figures(AGENDA)).file(dataset.name)
    text = data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ",")

    def fill(workbook: openpyxl.Workbook) -> None:
        header = [str(cell.value) for cell in workbook["Gegevens"][1]]
        for row in rows:
            workbook["Gegevens"].append([typed(row.get(column) or "") for column in header])

    return edited(template(dataset, "leeg.xlsx"), fill)


def saved_by_libreoffice(data: bytes) -> bytes:
    """The same workbook as ODS: cells and rows that are alike are written once and counted, as is the empty rest of a sheet."""
    tables = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        rows = [_row(cells) for cells in sheet.iter_rows(values_only=True)]
        written = "".join(f"<table:table-row{_times('rows', same)}>{row}</table:table-row>" for row, same in groupby(rows))
        rest = f'<table:table-cell table:number-columns-repeated="{COLUMNS}"/>'
        below = f'<table:table-row table:number-rows-repeated="{ROWS - len(rows)}">{rest}</table:table-row>'
        column = f'<table:table-column table:number-columns-repeated="{COLUMNS}" table:default-cell-style-name="Default"/>'
        tables.append(f'<table:table table:name="{sheet.title}">{column}{written}{below}</table:table>')
    return ods_of(tables)


def _row(cells: Iterable[object]) -> str:
    runs = [(value, len([*same])) for value, same in groupby(cells)]
    rest = f'<table:table-cell table:number-columns-repeated="{COLUMNS - sum(many for _, many in runs)}"/>'
    return "".join(_cell(value, f' table:number-columns-repeated="{many}"' if many > 1 else "") for value, many in runs) + rest


def _cell(value: object, times: str) -> str:
    if value is None:
        return f"<table:table-cell{times}/>"
    if isinstance(value, datetime):
        kind, stored, shown = "date", f' office:date-value="{value:%Y-%m-%d}"', f"{value:%d-%m-%y}"
    elif isinstance(value, int | float):
        kind, stored, shown = "float", f' office:value="{value}"', str(value)
    else:
        kind, stored, shown = "string", "", str(value).replace("&", "&amp;").replace("<", "&lt;")
    types = f'office:value-type="{kind}"{stored} calcext:value-type="{kind}"'
    return f"<table:table-cell{times} {types}><text:p>{shown}</text:p></table:table-cell>"


def _times(what: str, same: Iterable[object]) -> str:
    many = len([*same])
    return f' table:number-{what}-repeated="{many}"' if many > 1 else ""


def read(dataset: HandFile, file_name: str, data: bytes, agenda: Path) -> tuple[list[Row], list[Skipped]]:
    sheets = dataset.sheets_of(file_name, data)
    return dataset.rows_of(file_name, sheets, dataset.locate(file_name, sheets, agenda, None))


@pytest.mark.slow
@pytest.mark.parametrize("name", HAND_FILES)
def test_a_template_that_is_filled_in_is_read_whole_whatever_program_saved_it(name: str, tmp_path: Path) -> None:
    dataset, data = HAND_FILES[name], filled_in(HAND_FILES[name])
    rows, skipped = read(dataset, "ingevuld.xlsx", data, tmp_path)
    assert len(rows) > 1
    assert skipped == []  # nor is its own explanation named as a sheet that was passed over
    assert read(dataset, "ingevuld.ods", saved_by_libreoffice(data), tmp_path) == (rows, skipped)


@pytest.mark.slow
def test_a_sheet_of_which_the_name_alone_is_that_of_the_explanation_is_named(tmp_path: Path) -> None:
    dataset = HAND_FILES["uwv-vacatures"]
    data = edited(filled_in(dataset), lambda workbook: setattr(workbook["Toelichting"]["C1"], "value", "cijfer"))
    _, skipped = read(dataset, "ingevuld.xlsx", data, tmp_path)
    assert [str(each) for each in skipped] == ["blad Toelichting (niet gelezen, want de koppen staan er niet)"]


def test_a_file_without_an_example_says_where_to_make_one() -> None:
    with pytest.raises(IngestError, match=r"geen cijfers voor nieuw\. Zet ze in ingest/example/own_files\.py\.$"):
        ExampleFiles({}).file("nieuw")
