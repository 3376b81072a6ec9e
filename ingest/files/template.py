"""Empty files with the right headers, for a person to fill in."""

import csv
import io
from pathlib import PurePath

import openpyxl

from ingest.files.checks import EXPLAINED, EXPLANATION
from ingest.files.hand_file import HandFile


def template(dataset: HandFile, file_name: str) -> bytes:
    """An empty file: CSV, or XLSX with a second sheet that explains each column."""
    names = [column.name for column in dataset.columns]
    if PurePath(file_name).suffix.lower() == ".csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(names)
        return text.getvalue().encode("utf-8-sig")
    workbook = openpyxl.Workbook()
    del workbook["Sheet"]
    workbook.create_sheet("Gegevens").append(names)
    notes = workbook.create_sheet(EXPLANATION)
    notes.append(EXPLAINED)
    for column in dataset.columns:
        notes.append([column.name, "ja" if column.required else "nee", column.explanation])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
