"""Templates that a person filled in, and what is taken of them: the snapshot with its rows."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import openpyxl
import pytest

from ingest.dataset import Cells, fingerprint
from ingest.datasets import HAND_FILES
from ingest.files.hand_file import HandFile
from ingest.files.template import template
from ingest.snapshot import Draft, Snapshot
from ingest.snapshots import SnapshotStore
from tests.workbooks import edited

JOBS = HAND_FILES["banenafspraak"]
Row = dict[str, object]
Take = Callable[..., Snapshot]


def jobs(**other: object) -> Row:
    """A row of the banenafspraak in which 1,500 + 300 + 100 jobs are 900 more than the 1,000 at the start."""
    return {
        "regiocode": "AM37", "peildatum": "31-03-2026", "extra_banen_totaal": "900", "banen_nulmeting": "1.000",
        "banen_regulier_markt": "1.500", "banen_regulier_overheid": "300", "banen_inleen": "100",
        "indicatie_banen": "2.000", "indicatie_tot_en_met_jaar": "2026",
        "personen_doelgroep": "4.000", "personen_werkzaam": "2.100", **other,
    }  # fmt: skip


def filled(dataset: HandFile, rows: list[Row], file_name: str = "bestand.csv") -> bytes:
    """The template of a dataset with these rows below its header."""
    empty = template(dataset, file_name)
    if file_name.endswith(".csv"):
        header = empty.decode("utf-8-sig").strip().split(";")
        lines = [";".join(str(row.get(column, "")) for column in header) for row in rows]
        return empty + "\r\n".join(lines).encode()

    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Gegevens"]
        header = [str(cell.value) for cell in sheet[1]]
        for row in rows:
            sheet.append([row.get(column) for column in header])

    return edited(empty, fill)


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    """An empty agenda folder."""
    (tmp_path / "agenda").mkdir()
    return tmp_path / "agenda"


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """An empty draft."""
    return SnapshotStore(tmp_path).draft("met-de-hand", example=False)


@pytest.fixture
def take(draft: Draft, agenda: Path) -> Take:
    """Takes a file, or rows filled in in the template, as a snapshot."""

    def taken(dataset: HandFile, what: list[Row] | bytes, file_name: str = "bestand.csv") -> Snapshot:
        data = what if isinstance(what, bytes) else filled(dataset, what, file_name)
        return draft.finish(dataset.write(dataset.read_file(file_name, data, agenda), draft), fingerprint(dataset))

    return taken


def rows_of(cells: Cells) -> list[Row]:
    """The raw rows of a file or of a part of it."""
    return [msgspec.json.decode(line) for chunk in cells.lines for line in chunk.splitlines()]
