"""Snapshots into the tables of a draft: receipts, names of regions, and cells in chunks of bounded memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import duckdb

from ingest.dataset import Cells, Dataset, Rows
from ingest.errors import IngestError, SourceChanged
from ingest.refresh import STRANGE_ANSWER
from ingest.regions import SUCCESSORS
from ingest.sectors import TOTAL
from ingest.snapshot import Origin, Snapshot
from warehouse.cells import insert_cells, texts_of, unreadable
from warehouse.draft_file import add_measures, add_rows
from warehouse.flows import flow_measures, insert_flows
from warehouse.small_counts import hide_what_files_tell_together

# Raw rows are read from files of this many bytes: each thread of DuckDB takes one into memory whole. Each statement reads some
# files, few at first so that reading starts at once, and then more, as a statement ends with work for one thread only.
CHUNK = 2 * 1024 * 1024
FIRST_FILES, FILES = 4, 32

_KEY = "dataset, measure, region, sector, period"


class Opened:
    """Snapshots that were opened: what texts they hold is known before any figure of them is read."""

    def __init__(self) -> None:
        self._texts: defaultdict[str, set[str]] = defaultdict(set)  # what figures may say, by dataset
        self._parts: dict[Path, list[Cells | Rows]] = {}

    def add(self, dataset: Dataset, snapshot: Snapshot) -> None:
        """Open a snapshot. One that cannot be read is passed over: the error comes back when its figures are read."""
        with suppress(IngestError, *STRANGE_ANSWER):
            self._parts[snapshot.folder] = parts = list(dataset.read(snapshot))
            self._texts[dataset.name].update(*(texts_of(dataset.name, part) for part in parts if isinstance(part, Cells)))

    def texts(self) -> set[str]:
        """All that figures may say."""
        return {TOTAL}.union(*self._texts.values())

    def may_say(self, dataset: Dataset, text: str) -> bool:
        """Whether a figure of a dataset may say this."""
        return text in self._texts[dataset.name]

    def parts(self, dataset: Dataset, snapshot: Snapshot) -> Iterable[Cells | Rows]:
        """What a snapshot holds, ready to be loaded; kept until it is asked for. Raises IngestError."""
        return self._parts.pop(snapshot.folder, None) or dataset.read(snapshot)


class Loader:
    """Loads snapshots into one draft. `names` gathers what the sources call each region, the first one heard counts."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, opened: Opened, scratch: Path) -> None:
        self.connection, self.opened, self.scratch = connection, opened, scratch
        self.names: dict[str, str] = {}

    def load(self, dataset: Dataset, snapshots: list[Snapshot]) -> None:
        """All figures of a dataset, from these snapshots (oldest first). Raises IngestError.

        Where snapshots accumulate, a later one replaces the cells that it has too. Where one snapshot holds several
        editions of a table, newest first, an older one only adds periods before those of which the newer ones have a figure.
        """
        for snapshot in snapshots:
            example = bool(snapshot.receipt.example)
            for number, part in enumerate(self.opened.parts(dataset, snapshot)):
                origin = self._add_origin(dataset, snapshot, part.origin)
                if isinstance(part, Rows):
                    self._load_rows(part, origin)
                elif part.work:
                    add_measures(self.connection, dataset.name, *flow_measures(part))
                    into = insert_flows(self.connection, dataset.name, part, part.work, example=example)
                    self._load_lines(dataset, part, origin, into)
                elif dataset.accumulates:
                    with self._beside() as table:
                        self._load_cells(dataset, part, origin, table, example=example)
                        self.connection.execute(f"delete from observation where ({_KEY}) in (select {_KEY} from {table})")
                        self.connection.execute(f"insert into observation from {table}")
                elif number:
                    with self._beside() as table:
                        self._load_cells(dataset, part, origin, table, example=example)
                        for statement in _OLDER_EDITION:
                            self.connection.execute(statement.format(table=table), {"dataset": dataset.name})
                else:
                    self._load_cells(dataset, part, origin, "observation", example=example)
        hide_what_files_tell_together(self.connection, dataset)
        self._join_successors(dataset)

    def keep(self, dataset: str) -> None:
        """The figures of a dataset as the version before has them, with their receipts: for one that cannot be read any more."""
        self.connection.execute(_RECEIPTS_KEPT, [dataset])
        self.connection.execute("insert or ignore into measure by name from before.measure where dataset = ?", [dataset])
        for table in _OF_A_DATASET:
            self.connection.execute(_ROWS_KEPT.format(table=table))
        names = self.connection.execute("select region, name from before.region").fetchall()
        self.names = {str(code): str(name) for code, name in names} | self.names

    def _add_origin(self, dataset: Dataset, snapshot: Snapshot, origin: Origin) -> int:
        """The number of a receipt in this draft; the same receipt keeps its number."""
        place = snapshot.place
        found = self.connection.execute(
            "select origin from origin where snapshot = ? and table_id = ?", [place, origin.table]
        ).fetchone()
        if found:
            return int(found[0])
        (number,) = self.connection.execute("select count(*) + 1 from origin").fetchone() or (1,)
        self.connection.execute(
            "insert into origin values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, map(?::varchar[], ?::varchar[]), ?)",
            [
                number,
                dataset.name,
                dataset.label,
                origin.producer,
                origin.title,
                origin.table,
                origin.url,
                origin.licence,
                origin.modified,
                in_utc(origin.retrieved),
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
        columns = [row[0] for row in self.connection.execute(f"describe {part.table}").fetchall() if row[0] != "origin"]
        rows = [[*(row.get(column) if row.get(column) != "" else None for column in columns), origin] for row in part.rows]
        add_rows(self.connection, part.table, [*columns, "origin"], rows)

    def _load_cells(self, dataset: Dataset, cells: Cells, origin: int, table: str, *, example: bool) -> None:
        """The rows of a table or file as figures into `table`, which has the columns of `observation`. Raises SourceChanged."""
        named = {measure.name: measure for measure in cells.measures.values()}
        add_measures(self.connection, dataset.name, named, cells.decimals)
        self._load_lines(dataset, cells, origin, insert_cells(self.connection, cells, table, example=example))

    def _load_lines(self, dataset: Dataset, cells: Cells, origin: int, statement: str) -> None:
        """Every raw row of a table or file, by a statement that reads one chunk of them. Raises SourceChanged."""
        self.names |= {code: name for code, name in cells.region_names.items() if code not in self.names}
        for paths in chunks(cells.lines, self.scratch):
            try:
                self.connection.execute(statement, {"dataset": dataset.name, "origin": origin, "paths": paths})
            except duckdb.InvalidInputException as error:
                raise unreadable(cells, error) from error

    @contextmanager
    def _beside(self) -> Iterator[str]:
        """An empty table with the columns of `observation`, for cells that must be fitted in among others."""
        self.connection.execute("create or replace temp table beside as from observation limit 0")
        yield "beside"
        self.connection.execute("drop table beside")

    def _join_successors(self, dataset: Dataset) -> None:
        """Give a region the figures of its predecessor where it has none of its own. Raises SourceChanged when both differ."""
        for old, new in SUCCESSORS.items():
            if not self.opened.may_say(dataset, old):
                continue
            values = {"dataset": dataset.name, "old": old, "new": new}
            clash = self.connection.execute(_SUCCESSOR_CLASH, values).fetchone()
            if clash:
                raise SourceChanged(
                    f"Dataset {dataset.name}, {clash[0]} in {clash[1]}",
                    f"een cijfer bij {old} of bij {new}, zijn opvolger",
                    f"{clash[2]} bij {old} en {clash[3]} bij {new}",
                    "Zoek uit welk van de twee geldt en pas ingest/regions.py aan.",
                )
            self.connection.execute(_SUCCESSOR_DROP_EMPTY, values)
            self.connection.execute("update observation set region = $new where dataset = $dataset and region = $old", values)


# The tables of which each row has a receipt.
_OF_A_DATASET = ("origin", "observation", "flow", "area", "border", "published_figure")

_RECEIPTS_KEPT = """
create or replace temp table kept as
select origin as old, ((select count(*) from origin) + row_number() over (order by origin))::integer as origin
from before.origin where dataset = ?
"""

_ROWS_KEPT = """
insert into {table} by name
select had.* replace (kept.origin as origin) from before.{table} as had join kept on had.origin = kept.old
"""

# First, of the older edition only the periods before the first figure of the newer ones stay. Then an empty cell of the newer
# ones goes where the older one has a figure for it. Last, what is left of the older one is added, but for cells that are there.
_OLDER_EDITION = (
    """
delete from {table} as older using (
    select measure, region, frequency, min(period) as first from observation
    where dataset = $dataset and value is not null group by all) as newer
where older.measure = newer.measure and older.region = newer.region and older.frequency = newer.frequency
  and older.period >= newer.first
""",
    """
delete from observation as newer using {table} as older
where newer.dataset = $dataset and newer.value is null and older.value is not null and newer.measure = older.measure
  and newer.region = older.region and newer.sector = older.sector and newer.period = older.period
""",
    """
insert into observation
from {table} anti join (from observation where dataset = $dataset) as newer using (measure, region, sector, period)
""",
)

_SUCCESSOR_CLASH = """
select before.measure, before.period, before.value, after.value
from observation as before join observation as after using (dataset, measure, sector, period)
where dataset = $dataset and before.region = $old and after.region = $new and before.value <> after.value limit 1
"""

# Of the two rows for one cell the one without a figure goes; when both have the same figure, the old one goes.
_SUCCESSOR_DROP_EMPTY = """
delete from observation as one using observation as other
where one.dataset = $dataset and other.dataset = $dataset and one.measure = other.measure and one.sector = other.sector
  and one.period = other.period
  and ((one.region = $old and other.region = $new and (one.value is null or other.value is not null))
    or (one.region = $new and other.region = $old and one.value is null and other.value is not null))
"""


def chunks(lines: Iterable[bytes], scratch: Path) -> Iterator[list[str]]:
    """The raw rows as some files at a time, of about CHUNK bytes; the next ones are being written while these are read."""
    rows = iter(lines)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(_written, rows, scratch, 0)
        try:
            for turn in count(1):
                if not (paths := coming.result()):
                    return
                coming = pool.submit(_written, rows, scratch, turn)
                yield paths
        finally:
            wait([coming])
            for left in scratch.parent.glob(f"{scratch.stem}.*.ndjson"):
                left.unlink()


def _written(rows: Iterator[bytes], scratch: Path, turn: int) -> list[str]:
    """The files of one turn. Each second turn writes over the files of two turns before, which is quicker than new files."""
    paths: list[str] = []
    for number in range(min(FIRST_FILES << turn, FILES)):
        path = scratch.with_suffix(f".{turn % 2}-{number}.ndjson")
        path.touch()
        with path.open("r+b") as file:
            while file.tell() < CHUNK and (chunk := next(rows, None)) is not None:
                file.write(chunk)
            size = file.truncate()
        if not size:
            break
        paths.append(str(path))
    return paths


def in_utc(moment: datetime) -> datetime:
    """A moment as DuckDB's TIMESTAMP holds it: in UTC, without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
