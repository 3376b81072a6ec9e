"""Files that a person downloads or fills in: declared columns, every row checked, nothing loaded when one is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ingest.columns import Column
from ingest.dataset import Cells, Codes, IngestError, Origin, Period, Rhythm, always, fingerprint
from ingest.periods import frequency_of
from ingest.sectors import TOTAL
from ingest.snapshots import Draft, Receipt, Snapshot
from ingest.sources import Sources
from ingest.tabular import (
    Cell,
    Layout,
    Sheet,
    UnreadableCell,
    UnreadableFile,
    find_table,
    headers_seen,
    read_sheets,
    table_rows,
)

LAYOUT = "layout.json"
Row = dict[str, str | float | None]


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row; row 0 stands for the file as a whole."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"rij {self.row}, kolom {self.column}: {self.reason}" if self.row else self.reason


class RejectedFile(IngestError):
    """A file with at least one wrong row; `problems` says where and why, and nothing of the file was loaded."""

    def __init__(self, file_name: str, problems: list[Problem]) -> None:
        self.problems = problems
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{file_name} is niet toegevoegd; er is niets veranderd.\n{listed}\nVerbeter het bestand en voeg het opnieuw toe."
        )


@dataclass(frozen=True)
class HandFile:
    """A file of one fixed meaning that comes by hand. `page` is where a person finds it.

    `period` names the column that dates a row; `row_checks` and `file_checks` say what must hold, as functions that return
    a sentence about what is wrong, or None.
    """

    name: str
    label: str
    producer: str
    page: str
    licence: str
    rhythm: Rhythm
    columns: tuple[Column, ...]
    period: str
    status: str
    row_checks: tuple[Callable[[Row], str | None], ...] = ()
    file_checks: tuple[Callable[[list[Row]], list[str]], ...] = ()
    accumulates: bool = True
    from_agenda: bool = False

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return sources.example_files is None or last.declaration == fingerprint(self)

    def offers(self, sources: Sources) -> bool:
        return sources.example_files is not None

    def inspect(self, sources: Sources) -> str:
        return f"komt met de hand, van {self.page}"

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The example file. Raises RejectedFile."""
        if sources.example_files is None:
            return []
        return self.take_file(*sources.example_files.file(self.name), draft, sources.agenda)

    def take_file(self, file_name: str, data: bytes, draft: Draft, agenda: Path) -> list[Origin]:
        """Check a file and write it into the draft as it is, with the layout that was found. Raises RejectedFile."""
        sheets, layout = self._locate(file_name, data, agenda)
        rows = self._checked_rows(file_name, sheets, layout)
        draft.write(file_name, data)
        draft.write(LAYOUT, msgspec.json.encode(layout))
        return [
            Origin(
                producer=self.producer,
                title=self.label,
                table=file_name,
                url=next((str(row["bron_url"]) for row in rows if row.get("bron_url")), self.page),
                licence=self.licence,
                modified=None,
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(file_name),
                rows=len(rows),
                columns=layout.columns,
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Cells]:
        """The figures of the file, one Cells for each column that dates them."""
        (origin,) = snapshot.receipt.origins
        layout = msgspec.json.decode(snapshot.read(LAYOUT), type=Layout)
        rows = self._checked_rows(origin.table, read_sheets(origin.table, snapshot.read(origin.table)), layout)
        figures = [column for column in self.columns if column.measure]
        for dated_by in dict.fromkeys(column.dated_by or self.period for column in figures):
            dated = list({(row["regiocode"], row.get("sector"), row[dated_by]): row for row in rows if row[dated_by]}.values())
            measures = {c.name: c.measure for c in figures if c.measure and (c.dated_by or self.period) == dated_by}
            yield Cells(
                origin=origin,
                measures=measures,
                decimals={measure.name: 0 for measure in measures.values()},
                region=_codes("regiocode", dated),
                sector=_codes("sector", dated) if dated and "sector" in dated[0] else always(TOTAL),
                period_column=dated_by,
                periods={str(r[dated_by]): Period(str(r[dated_by]), frequency_of(str(r[dated_by])), self.status) for r in dated},
                lines=[msgspec.json.encode(row) + b"\n" for row in dated],
                region_names={},
                status_column="status" if any(column.name == "status" for column in self.columns) else None,
            )

    def _locate(self, file_name: str, data: bytes, agenda: Path) -> tuple[list[Sheet], Layout]:
        """The table in the file: by the declared headers, else by a column mapping that was saved in the agenda."""
        try:
            sheets = read_sheets(file_name, data)
        except UnreadableFile as error:
            raise RejectedFile(file_name, [Problem(0, "", str(error))]) from error
        required = {column.name for column in self.columns if column.required}
        declared = {column.name: (column.name, *column.also) for column in self.columns}
        for mapping in ({}, *saved_mappings(agenda, self.name).values()):
            wanted = declared | {name: (header,) for name, header in mapping.items()}
            if layout := find_table(sheets, wanted, required):
                return sheets, layout
        missing = (
            f"Verwacht zijn de kolommen {', '.join(sorted(required))}; "
            f"gevonden is: {', '.join(headers_seen(sheets)) or 'geen kop'}. "
            f"Heten ze anders, leg de namen dan vast in agenda/column_mappings.toml onder [{self.name}]."
        )
        raise RejectedFile(file_name, [Problem(0, "", missing)])

    def _checked_rows(self, file_name: str, sheets: list[Sheet], layout: Layout) -> list[Row]:
        rows: list[Row] = []
        problems: list[Problem] = []
        for number, cells in table_rows(sheets, layout):
            row, wrong = self._read_row(number, cells)
            rows.append(row)
            problems += wrong or [Problem(number, "-", said) for check in self.row_checks if (said := check(row))]
        if not problems:
            problems = [Problem(0, "", said) for check in self.file_checks for said in check(rows)]
        if not rows:
            problems = [Problem(0, "", "Er staat geen enkele rij onder de kop.")]
        if problems:
            raise RejectedFile(file_name, problems)
        return rows

    def _read_row(self, number: int, cells: Mapping[str, Cell]) -> tuple[Row, list[Problem]]:
        row: Row = {}
        problems = []
        for column in self.columns:
            cell = cells.get(column.name)
            empty = cell is None or cell == ""
            if empty and column.required:
                problems.append(Problem(number, column.name, "is leeg, maar verplicht"))
            try:
                row[column.name] = None if empty else column.read(cell)
            except UnreadableCell as error:
                problems.append(Problem(number, column.name, str(error)))
        return row, problems


def saved_mappings(agenda: Path, dataset: str) -> dict[str, dict[str, str]]:
    """The column mappings that were saved for a dataset: layout name -> our column -> header in the file."""
    path = agenda / "column_mappings.toml"
    if not path.is_file():
        return {}
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, dict[str, dict[str, str]]]).get(dataset, {})


def _codes(column: str, rows: list[Row]) -> Codes:
    return Codes(column, {str(row[column]): str(row[column]) for row in rows})
