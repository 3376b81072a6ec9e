"""Snapshots into the tables of a draft: receipts, names of regions, and cells in chunks of bounded memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest.dataset import Cells, Dataset, Origin, Rows, SourceChanged
from ingest.regions import SUCCESSORS
from ingest.snapshots import Snapshot
from warehouse.cells import insert_cells, number_term, unreadable
from warehouse.flows import load_flows

CHUNK = 8 * 1024 * 1024  # bytes of raw rows read at a time: large enough to be quick, small enough to stay in memory

_KEY = "dataset, measure, region, sector, period"


class Loader:
    """Loads snapshots into one draft. `names` gathers what the sources call each region, the first one heard counts."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        self.connection, self.scratch = connection, scratch
        self.names: dict[str, str] = {}

    def load(self, dataset: Dataset, snapshots: list[Snapshot]) -> None:
        """All figures of a dataset, from these snapshots (oldest first). Raises IngestError.

        Where snapshots accumulate, a later one replaces the cells that it has too. Where one snapshot holds several
        editions of a table, newest first, an older one only adds periods before those that the newer ones have.
        """
        for snapshot in snapshots:
            for number, part in enumerate(dataset.read(snapshot)):
                origin = self._add_origin(dataset, snapshot, part.origin)
                if isinstance(part, Rows):
                    self._load_rows(part, origin)
                elif part.work:
                    example, files = bool(snapshot.receipt.example), self._files(part)
                    load_flows(self.connection, dataset.name, part, part.work, origin, example, files)
                elif dataset.accumulates:
                    with self._beside() as table:
                        self._load_cells(dataset, snapshot, part, origin, table)
                        self.connection.execute(f"delete from cell where ({_KEY}) in (select {_KEY} from {table})")
                        self.connection.execute(f"insert into cell from {table}")
                elif number:
                    with self._beside() as table:
                        self._load_cells(dataset, snapshot, part, origin, table)
                        number = number_term(self.connection, dataset.name)
                        self.connection.execute(_OLDER_EDITION.format(table=table), {"dataset": number})
                else:
                    self._load_cells(dataset, snapshot, part, origin, "cell")
        self._join_successors(dataset)

    def _files(self, cells: Cells) -> Iterator[Path]:
        self.names |= {code: name for code, name in cells.region_names.items() if code not in self.names}
        return _chunks(cells.lines, self.scratch)

    def _add_origin(self, dataset: Dataset, snapshot: Snapshot, origin: Origin) -> int:
        """The number of a receipt in this draft; the same receipt keeps its number."""
        place = f"{snapshot.receipt.dataset}/{snapshot.receipt.key}"
        found = self.connection.execute(
            "select origin from origin where snapshot = ? and table_id = ?", [place, origin.table]
        ).fetchone()
        if found:
            return int(found[0])
        (number,) = self.connection.execute("select count(*) + 1 from origin").fetchone() or (1,)
        receipt = (
            origin.producer,
            origin.title,
            origin.table,
            origin.url,
            origin.licence,
            origin.modified,
            in_utc(origin.retrieved),
        )
        self.connection.execute(
            "insert into origin values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, map(?::varchar[], ?::varchar[]), ?)",
            [
                number,
                dataset.name,
                dataset.label,
                *receipt,
                origin.sha256,
                origin.rows,
                list(origin.columns),
                list(origin.columns.values()),
                place,
            ],
        )
        return int(number)

    def _load_rows(self, part: Rows, origin: int) -> None:
        if part.table == "area":
            self.names = {str(r["gemeente"]): str(r["gemeente_name"]) for r in part.rows} | self.names
            self.names = {str(r["region"]): str(r["region_name"]) for r in part.rows} | self.names
        if not part.rows:  # the file of a region whose documents print nothing yet
            return
        columns = [row[0] for row in self.connection.execute(f"describe {part.table}").fetchall() if row[0] != "origin"]
        self.connection.executemany(
            f"insert into {part.table} ({', '.join(columns)}, origin) values ({', '.join('?' for _ in columns)}, ?)",
            [[row[column] if row[column] != "" else None for column in columns] + [origin] for row in part.rows],
        )

    def _load_cells(self, dataset: Dataset, snapshot: Snapshot, cells: Cells, origin: int, table: str) -> None:
        """Every raw row of a table or file into `table`, which has the columns of `cell`. Raises SourceChanged."""
        self.names |= {code: name for code, name in cells.region_names.items() if code not in self.names}
        self._add_measures(dataset, cells)
        statement = insert_cells(self.connection, cells, table, example=bool(snapshot.receipt.example))
        number = number_term(self.connection, dataset.name)
        for path in _chunks(cells.lines, self.scratch):
            try:
                self.connection.execute(statement, {"dataset": number, "origin": origin, "path": str(path)})
            except duckdb.InvalidInputException as error:
                raise unreadable(cells, error) from error

    def _add_measures(self, dataset: Dataset, cells: Cells) -> None:
        self.connection.executemany(
            "insert or ignore into measure values (?, ?, ?, ?, ?, ?)",
            [(dataset.name, m.name, m.unit, m.factor, cells.decimals[m.name], m.signed) for m in cells.measures.values()],
        )

    @contextmanager
    def _beside(self) -> Iterator[str]:
        """An empty table with the columns of `cell`, for cells that must be fitted in among others."""
        self.connection.execute("create or replace temp table beside as from cell limit 0")
        yield "beside"
        self.connection.execute("drop table beside")

    def _join_successors(self, dataset: Dataset) -> None:
        """Give a region the figures of its predecessor where it has none of its own. Raises SourceChanged when both differ."""
        for old, new in SUCCESSORS.items():
            texts = {"dataset": dataset.name, "old": old, "new": new}
            values = {name: number_term(self.connection, text) for name, text in texts.items()}
            clash = self.connection.execute(_SUCCESSOR_CLASH, values).fetchone()
            if clash:
                raise SourceChanged(
                    f"Dataset {dataset.name}, {clash[0]} in {clash[1]}",
                    f"een cijfer bij {old} of bij {new}, zijn opvolger",
                    f"{clash[2]} bij {old} en {clash[3]} bij {new}",
                    "Zoek uit welk van de twee geldt en pas ingest/regions.py aan.",
                )
            self.connection.execute(_SUCCESSOR_DROP_EMPTY, values)
            self.connection.execute("update cell set region = $new where dataset = $dataset and region = $old", values)


_OLDER_EDITION = """
insert into cell
with newer as (
    select measure, region, frequency, min(text) as first from cell join term on term = period
    where dataset = $dataset and value is not null group by all)
select older.* from {table} as older join term on term = older.period left join newer using (measure, region, frequency)
where newer.first is null or text < newer.first
"""

_SUCCESSOR_CLASH = """
select m.text, p.text, before.value, after.value
from cell as before join cell as after using (dataset, measure, sector, period)
join term as m on m.term = measure join term as p on p.term = period
where dataset = $dataset and before.region = $old and after.region = $new and before.value <> after.value limit 1
"""

# Of the two rows for one cell the one without a figure goes; when both have the same figure, the old one goes.
_SUCCESSOR_DROP_EMPTY = """
delete from cell as one using cell as other
where one.dataset = $dataset and other.dataset = $dataset and one.measure = other.measure and one.sector = other.sector
  and one.period = other.period
  and ((one.region = $old and other.region = $new and (one.value is null or other.value is not null))
    or (one.region = $new and other.region = $old and one.value is null and other.value is not null))
"""


def _chunks(lines: Iterable[bytes], scratch: Path) -> Iterator[Path]:
    """The raw rows as files of about CHUNK bytes, one at a time under the same name."""
    path = scratch.with_suffix(".ndjson")
    size = 0
    file = path.open("wb")
    try:
        for chunk in lines:
            size += file.write(chunk)
            if size >= CHUNK:
                file.close()
                yield path
                file, size = path.open("wb"), 0
        file.close()
        if size:
            yield path
    finally:
        file.close()
        path.unlink(missing_ok=True)


def in_utc(moment: datetime) -> datetime:
    """A moment as DuckDB's TIMESTAMP holds it: in UTC, without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
