"""Files that a person downloads or fills in: declared columns, every row checked, nothing loaded when one is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from ingest.dataset import Cells, Codes, Found, Rhythm, always, fingerprint
from ingest.errors import IngestError
from ingest.files.checks import in_thousands, left_aside, parts_taken_for_the_whole
from ingest.files.columns import Column
from ingest.files.layout import HEADER_ROWS, Layout, doubled_header, find_tables, headers_seen, parts_of
from ingest.files.mapping import ColumnMapping, WrongMapping, layouts_by, overlooked, saved_mappings
from ingest.files.rows import EMPTY, Problem, RejectedFile, Row, Skipped, read_rows
from ingest.files.small_counts import Counts, without_small_counts
from ingest.files.tabular import UnreadableFile, plain
from ingest.files.workbook import Sheet, read_sheets
from ingest.home import home
from ingest.periods import AMSTERDAM, Period, frequency_of
from ingest.sectors import TOTAL
from ingest.snapshot import LAYOUT, Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources, at_hand


class UnknownLayout(RejectedFile):
    """A file whose headers are not the declared ones nor those of a saved mapping; `sheets` is what a person sees of it."""

    def __init__(self, file_name: str, said: list[str], sheets: list[Sheet]) -> None:
        super().__init__(file_name, [Problem(0, "", each) for each in said])
        self.sheets = sheets


@dataclass(frozen=True)
class FileRead:
    """A file as it was read: its bytes, where the tables in it stand, their rows, and what was passed over."""

    name: str
    data: bytes
    layouts: list[Layout]
    rows: list[Row]
    skipped: list[Skipped]


@dataclass(frozen=True)
class HandFile:
    """A file of one fixed meaning that comes by hand. `page` is where a person finds it.

    `period` names the column that dates a row; `row_checks` and `file_checks` say what must hold, as functions that return
    a sentence about what is wrong, or None. `keep` says which rows are figures of ours, where a file breaks them down further.
    `counts` is given for figures that the region supplies itself: small ones are then left out. `settle` corrects a row in which
    one cell may not say what it says because of another.
    """

    name: str
    label: str
    producer: str
    page: str
    licence: str
    rhythm: Rhythm | None
    columns: tuple[Column, ...]
    period: str
    status: str
    row_checks: tuple[Callable[[Row], str | None], ...] = ()
    file_checks: tuple[Callable[[list[Row]], list[str]], ...] = ()
    keep: Callable[[Row], bool] | None = None
    settle: Callable[[Row], None] = lambda _: None
    counts: Counts | None = None
    accumulates: bool = True
    from_agenda: bool = False

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return last.declaration == fingerprint(self)

    def words(self, measure: str) -> str:
        """What its column is for, without an example of how to write it."""
        explained = {column.measure.name: column.explanation for column in self.columns if column.measure}
        return explained.get(measure, "").partition(", zoals ")[0]

    def offers(self, sources: Sources) -> bool:
        return sources.example_files is not None

    def inspect(self, sources: Sources) -> Found:
        return Found("", f"komt met de hand, van {self.page}")

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The example file. Raises RejectedFile."""
        name, data = at_hand(sources.example_files).file(self.name)
        return self.write(self.read_file(name, data, sources.agenda), draft)

    def read_file(self, file_name: str, data: bytes, agenda: Path) -> FileRead:
        """A file by the declared headers, or by a mapping that was saved. Raises RejectedFile."""
        sheets = self.sheets_of(file_name, data)
        layouts = self.locate(file_name, sheets, agenda)
        return FileRead(file_name, data, layouts, *self.rows_of(file_name, sheets, layouts))

    def write(self, file: FileRead, draft: Draft) -> list[Origin]:
        """Write a file into the draft as it came, with the layouts by which it was read."""
        draft.write(file.name, file.data)
        draft.write(LAYOUT, msgspec.json.encode(file.layouts))
        return [
            Origin(
                producer=self.producer,
                title=self._title(file.rows),
                table=file.name,
                url=next((str(row["bron_url"]) for row in file.rows if row.get("bron_url")), self.page),
                licence=self.licence,
                modified=max((str(row["aangeleverd_op"]) for row in file.rows if row.get("aangeleverd_op")), default=None),
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(file.name),
                rows=len(file.rows),
                columns=file.layouts[0].columns,
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Cells]:
        """The figures of the file, one Cells for each column that dates them."""
        (origin,) = snapshot.receipt.origins
        found = msgspec.json.decode(snapshot.read(LAYOUT), type=Layout | list[Layout])
        sheets = read_sheets(origin.table, snapshot.read(origin.table), trusted=True)
        try:
            rows, _ = self.rows_of(origin.table, sheets, found if isinstance(found, list) else [found])
        except RejectedFile as error:
            wrong = "; ".join(map(str, error.problems[:3]))
            raise IngestError(
                f"{origin.table} is eerder aan {self.name} toegevoegd, maar wordt nu strenger gelezen: {wrong}. Neem het terug "
                f"met `python -m ingest undo {self.name}` en voeg het verbeterd opnieuw toe."
            ) from error
        rows = [row for row in rows if self.keep is None or self.keep(row)]
        if self.counts:
            rows = without_small_counts(rows, self.counts, self.period)
        figures = [column for column in self.columns if column.measure]
        headers = {each.measure.name: origin.columns.get(each.name, each.name) for each in figures if each.measure}
        for dated_by in dict.fromkeys(column.dated_by or self.period for column in figures):
            here = {c.name: c for c in figures if c.measure and (c.dated_by or self.period) == dated_by}
            told = [row for row in rows if row[dated_by] and (dated_by == self.period or any(row[c] is not None for c in here))]
            dated = list({(row["regiocode"], row.get("sector"), row[dated_by]): row for row in told}.values())
            measures = {name: column.measure for name, column in here.items() if column.measure}
            yield Cells(
                origin=replace(origin, columns={**origin.columns, **headers}),
                measures=measures,
                decimals={measure.name: here[name].decimals for name, measure in measures.items()},
                region=_codes("regiocode", dated),
                sector=_codes("sector", dated) if dated and "sector" in dated[0] else always(TOTAL),
                period_column=dated_by,
                periods={str(r[dated_by]): Period(str(r[dated_by]), frequency_of(str(r[dated_by])), self.status) for r in dated},
                lines=[msgspec.json.encode(row) + b"\n" for row in dated],
                region_names=home().gemeenten,
                status_column="status" if any(column.name == "status" for column in self.columns) else None,
            )

    def sheets_of(self, file_name: str, data: bytes) -> list[Sheet]:
        """The sheets of a file. Raises RejectedFile when it cannot be read."""
        try:
            return read_sheets(file_name, data)
        except UnreadableFile as error:
            raise RejectedFile(file_name, [Problem(0, "", str(error))]) from error

    def rows_of(self, file_name: str, sheets: list[Sheet], layouts: list[Layout]) -> tuple[list[Row], list[Skipped]]:
        """The rows of a file as they are read, and those that were passed over. Raises RejectedFile, naming each wrong row."""
        rows: list[Row] = []
        skipped: list[Skipped] = []
        problems: list[Problem] = []
        for layout in layouts:
            if doubled := doubled_header(sheets, layout):
                raise RejectedFile(file_name, [Problem(0, "", f"{doubled}. Haal er een weg of geef hem een andere naam.")])
            sheet = layout.sheet if len(sheets) > 1 else ""
            for reading in read_rows(sheets, layout, self.columns):
                if reading.skipped:
                    skipped.append(reading.skipped)
                    continue
                reading.row.sheet = sheet
                if not reading.problems:
                    self.settle(reading.row)
                rows.append(reading.row)
                wrong = reading.problems or [
                    Problem(reading.number, "-", said)
                    for check in (*self.row_checks, self._not_ahead)
                    if (said := check(reading.row))
                ]
                problems += [msgspec.structs.replace(problem, sheet=sheet) for problem in wrong]
        if not problems:
            whole = [said for check in self.file_checks for said in check(rows)]
            problems = [Problem(0, "", said) for said in (*whole, *in_thousands(sheets, layouts, skipped))]
        if not rows:
            problems = [Problem(0, "", f"Er staat geen enkele rij met cijfers onder de kop{_passed_over(skipped)}.")]
        if problems:
            raise RejectedFile(file_name, [_with_cause(problem, sheets) for problem in problems])
        return rows, [*skipped, *left_aside(sheets, layouts)]

    def locate(self, file_name: str, sheets: list[Sheet], agenda: Path, mapping: ColumnMapping | None = None) -> list[Layout]:
        """The tables in the file: by this mapping, or by the declared headers, else by a mapping that was saved in the agenda.

        Raises UnknownLayout when none fits.
        """
        seen = [sheet for sheet in sheets if not sheet.hidden]
        refused: list[str] = []
        try:
            for layouts, said in self._possible(seen, agenda, mapping):
                if layouts and not (said := said or parts_taken_for_the_whole(seen, layouts)):
                    return layouts
                refused += said
        except WrongMapping as error:
            raise RejectedFile(file_name, [Problem(0, "", str(error))]) from error
        raise UnknownLayout(file_name, list(dict.fromkeys(refused)) or [self._expected(sheets)], seen)

    def _possible(
        self, sheets: list[Sheet], agenda: Path, mapping: ColumnMapping | None
    ) -> Iterator[tuple[list[Layout], list[str]]]:
        """Each way to read the sheets, with what it would overlook. Raises WrongMapping."""
        if mapping is None:
            wanted = {column.name: (column.name, *column.also) for column in self.columns}
            yield find_tables(sheets, wanted, {column.name for column in self.columns if column.required}), []
        for each in [mapping] if mapping else saved_mappings(agenda, self.name, self.columns).values():
            layouts = layouts_by(each, sheets, self.columns)
            yield layouts, overlooked(each, sheets, layouts, self.columns)

    def _expected(self, sheets: list[Sheet]) -> str:
        """What the headers should be, what they are, which of them do not fit, and what to do."""
        required = [column for column in self.columns if column.required]
        found = headers_seen([sheet for sheet in sheets if not sheet.hidden])
        hidden = [sheet.name for sheet in sheets if sheet.hidden]
        return (
            self._in_one_cell(sheets, required)
            + _unlike(required, self.columns, found)
            + f"Verwacht zijn de kolommen {', '.join(sorted(column.name for column in required))}; "
            f"gevonden is: {', '.join(found[:20]) or 'geen kop'}. "
            + (f"Verborgen bladen tellen niet mee ({', '.join(hidden)}); maak ze zichtbaar als ze gelden. " if hidden else "")
            + f"Zet de cijfers onder de koppen van het sjabloon: {template_command(self.name)}."
        )

    def _in_one_cell(self, sheets: list[Sheet], required: list[Column]) -> str:
        """That the whole header stands in one cell, as where a program did not part the text of a CSV; empty when it does not."""
        names = [{plain(name) for name in (column.name, *column.also)} for column in required]
        rows = [row for sheet in sheets if not sheet.hidden for row in sheet.rows[:HEADER_ROWS]]
        if not any(all(each & set(map(plain, parts)) for each in names) for row in rows for parts in parts_of(row)):
            return ""
        return "Alle koppen staan in één cel: verdeel de tekst over kolommen (in Excel: Gegevens, Tekst naar kolommen). "

    def _not_ahead(self, row: Row) -> str | None:
        """What is wrong with a row about a time that has not begun; None when nothing is."""
        when = row.get(self.period)
        if isinstance(when, str) and when > _begun(datetime.now(AMSTERDAM).date())[frequency_of(when)]:
            return f"{self.period} {when} ligt in de toekomst; daarover kan nog geen cijfer bestaan"
        return None

    def _title(self, rows: list[Row]) -> str:
        """The label and, for figures that the region supplies, who did."""
        givers = dict.fromkeys(str(row["aangeleverd_door"]) for row in rows if row.get("aangeleverd_door"))
        return f"{self.label}, aangeleverd door {', '.join(givers)}" if givers else self.label


def template_command(dataset: str) -> str:
    """The command that makes an empty file of a dataset, as messages name it."""
    return f"`python -m ingest template {dataset} {dataset}.xlsx`"


def _unlike(required: list[Column], columns: tuple[Column, ...], found: list[str]) -> str:
    """Which required columns are missing and which headers are unknown; empty where all are missing, as the full lists say so."""
    headers = {plain(header): header for header in found}
    names = {column.name: {plain(name) for name in (column.name, *column.also)} for column in columns}
    missing = [column.name for column in required if not names[column.name] & headers.keys()]
    if not missing or len(missing) == len(required):
        return ""
    known = set().union(*names.values())
    extra = [header for spelled, header in headers.items() if spelled not in known]
    return f"Er ontbreekt: {', '.join(missing)}. " + (f"Onbekend is: {', '.join(extra[:20])}. " if extra else "")


@lru_cache(1)
def _begun(today: date) -> dict[str, str]:
    """The last year, quarter and month that have begun."""
    return {"year": f"{today:%Y}", "quarter": f"{today:%Y}-Q{(today.month + 2) // 3}", "month": f"{today:%Y-%m}"}


def _with_cause(problem: Problem, sheets: list[Sheet]) -> Problem:
    """The same problem. Of an empty cell it tells what a person does not see: a formula of which no result is stored."""
    if problem.reason != EMPTY or not any(sheet.uncomputed for sheet in sheets):
        return problem
    why = "van formules in dit bestand is de uitkomst niet bewaard. Open het in Excel, sla het op en voeg het opnieuw toe"
    return msgspec.structs.replace(problem, reason=f"{EMPTY}; {why}")


def _codes(column: str, rows: list[Row]) -> Codes:
    return Codes(column, {str(row[column]): str(row[column]) for row in rows})


def _passed_over(skipped: list[Skipped]) -> str:
    return f"; overgeslagen zijn {'; '.join(map(str, skipped[:3]))}" if skipped else ""
