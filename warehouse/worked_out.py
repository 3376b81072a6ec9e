"""Tables that were worked out of a version ahead of time, kept in a file beside the versions so that readers need only read.

On disk, below `DATA_DIR/worked_out`: `<version>-<mark>.duckdb`. The mark stands for how they were worked out: under another one
they count as not there. All of it can be worked out again, so such a file may be thrown away at any time.
"""

import io
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import duckdb
import filelock
import zstandard

from ingest.errors import IngestError
from warehouse.cells import quoted_text
from warehouse.database_words import in_a_sentence
from warehouse.version_file import DamagedVersion, Identity, identity, is_whole, telling_damage
from warehouse.versions import Versions, throw_away, throw_away_draft

if TYPE_CHECKING:
    import pandas as pd

_LEFT_BEHIND = 3600  # seconds after which a draft has nobody who works on it
_SETTINGS = {"threads": 1, "memory_limit": "160MB"}  # while tables are being kept: those who work them out take the most
STANDARD = ""  # the name of the variant that is meant unless another is asked for
ALL_YEARS = ("0000", "9999")

Cells = Mapping[str, str]  # the columns of a CSV, each with the SQL expression for its cells


class Kept(NamedTuple):
    """One table to keep: of which indicator and variant; a mark of all that it is made of, and how to work it out; why a figure
    may be missing on purpose, and why there may be none."""

    indicator: str
    variant: str
    made_of: str
    work_out: "Callable[[], pd.DataFrame]"
    hidden: str = ""
    absent: str = ""


class Written(NamedTuple):
    """How many rows were written, how many of them without a figure; and what was kept of why that may be."""

    rows: int
    missing: int
    hidden: str
    absent: str


class WorkedOut:
    """The tables of one version under one mark, and what their CSV says. Safe to share between threads."""

    def __init__(self, versions: Versions, version: str, mark: str, cells: Cells) -> None:
        self._versions, self.version, self._cells = versions, version, cells
        self._folder = versions.data_dir / "worked_out"
        self._path = self._folder / f"{version}-{mark}.duckdb"
        self._guard = threading.Lock()
        self._useless: Identity | None = None

    @property
    def there(self) -> bool:
        """Whether these tables have been kept."""
        return self._path.exists()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hold the right to work tables out, for which others wait: it takes all cores and much memory. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(self._folder / "lock"):
            yield

    def keep(self, tables: Sequence[Kept]) -> None:
        """Keep all tables of the version, and the CSV of each standard variant: all of them, or none.

        All have the same columns, `indicator`, `regiocode`, `sector`, `periode` and `waarde` among them. A table that is made of
        the same as in the version worked out last is taken from there. What was worked out of versions that readers no longer see
        goes away. Raises OSError, and IngestError where the database fails (a full disk).
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".draft-{os.getpid()}-{self._path.name}"
        try:
            with duckdb.connect(str(draft), config=_SETTINGS) as connection:  # type: ignore[arg-type]
                there = _attached(connection, self._last())
                connection.begin()  # and one commit: apart, each table would be written twice
                connection.execute(_TABLES)
                for number, table in enumerate(tables):
                    again = table[:3] in there
                    rows = _rows(connection, table, again)
                    if number == 0:
                        rows.limit(0).create("figure")
                    rows.insert_into("figure")
                    connection.execute(
                        "insert into contents values ($1, $2, $3, $4, $5)", [*table[:3], table.hidden, table.absent]
                    )
                    if table.variant == STANDARD:
                        _keep_csv(connection, table.indicator, self._cells, again)
                connection.execute("create table place as select distinct regiocode from figure")
                connection.commit()
            os.replace(draft, self._path)
        except duckdb.Error as error:
            raise IngestError(f"De tabellen zijn niet uit te rekenen of te bewaren: {in_a_sentence(error)}") from error
        finally:
            throw_away_draft(draft)
        self._clear()

    def _last(self) -> Path | None:
        """The file of the version that was worked out before this one, under the same mark; None where it cannot be read."""
        mark = self._path.stem.removeprefix(self.version)
        last = max((path for path in self._folder.glob(f"[0-9]*{mark}.duckdb") if path != self._path), default=None)
        return last if last and is_whole(last) else None

    def table(self, indicator: str, variant: str, regions: Sequence[str] = ()) -> "pd.DataFrame | None":
        """The rows of an indicator about these regions, or about all of them, in the order in which they were kept.

        None when this table was not kept.
        """
        with self._thrown_away_if_damaged():
            return self._table(indicator, variant, regions)
        return None

    def _table(self, indicator: str, variant: str, regions: Sequence[str]) -> "pd.DataFrame | None":
        if not self._of_use or (indicator, variant) not in self._contents:
            return None
        where = _ONE_TABLE
        asked: dict[str, object] = {"indicator": indicator, "variant": variant}
        if regions:
            where, asked = f"{where} and list_contains($regions, regiocode)", asked | {"regions": list(regions)}
        with self._connection.cursor() as cursor:
            found = cursor.sql(f"select * exclude variant from figure where {where} order by rowid", params=asked)
            table: pd.DataFrame = found.to_arrow_table().to_pandas()  # by way of Arrow, which takes half the time
            return table

    def write_csv(
        self,
        out: BinaryIO,
        indicator: str,
        regions: Sequence[str] = (),
        sectors: Sequence[str] = (),
        years: tuple[str, str] = ALL_YEARS,
    ) -> Written | None:
        """Write rows of the standard variant as CSV: the regions in the order asked for, all of them where none are named.

        None, and nothing is written, for an indicator that was not kept, a sector that has no rows here, a region that no
        indicator has, or years without rows. Raises OSError, also where `out` does not take it.
        """
        with self._thrown_away_if_damaged():
            return self._write_csv(out, indicator, regions, sectors, years)
        return None

    def _write_csv(
        self, out: BinaryIO, indicator: str, regions: Sequence[str], sectors: Sequence[str], years: tuple[str, str]
    ) -> Written | None:
        if not self._of_use or (indicator, STANDARD) not in self._contents:
            return None
        with self._connection.cursor() as cursor:
            if not regions and not sectors and years == ALL_YEARS:
                rows, missing, packed = cursor.execute(_WHOLE, [indicator]).fetchone() or (0, 0, b"")
                zstandard.ZstdDecompressor().copy_stream(io.BytesIO(packed), out)
            else:
                _ask(cursor, indicator, regions, sectors, years)
                rows, missing, parts, places = cursor.execute(_COUNTED).fetchone() or (0, 0, 0, 0)
                if places < len(set(regions)) or parts < len(set(sectors)) or (not rows and years != ALL_YEARS):
                    return None
                with _csv_file(cursor, self._cells, _AS_ASKED if regions else _AS_KEPT) as path, path.open("rb") as rows_written:
                    shutil.copyfileobj(rows_written, out, 1 << 20)
        return Written(rows, missing, *self._contents[indicator, STANDARD])

    @property
    def _of_use(self) -> bool:
        """Whether there is a file, and not one that turned out to be damaged before and could not be thrown away."""
        return self.there and (self._useless is None or self._useless != identity(self._path))

    @contextmanager
    def _thrown_away_if_damaged(self) -> Iterator[None]:
        """A file that is damaged goes away, and the block ends there: all of it can be worked out again.

        The block ends too where something else was in the way, such as a full disk for what is written beside it; the file stays.
        """
        try:
            with telling_damage(self._path):
                yield
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            return
        except DamagedVersion:
            try:
                self._path.unlink(missing_ok=True)
            except OSError:  # the folder is another user's: what is damaged stays, and is of as little use
                self._useless = identity(self._path)
            self.__dict__.pop("_contents", None)
            if opened := self.__dict__.pop("_connection", None):
                opened.close()  # what it read would stand for what is kept here next

    def _clear(self) -> None:
        for old in self._folder.glob("*.duckdb"):
            if old != self._path and not old.name.startswith(f"{self._versions.current()}-"):
                old.unlink(missing_ok=True)
        for left in self._folder.glob(".draft-*"):  # by a process that was killed; one that is at work is younger
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                throw_away(left)

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self._path), read_only=True, config={"threads": 1})

    @cached_property
    def _contents(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Why figures may be missing and why there may be none, by indicator and variant."""
        with self._guard:
            rows = self._connection.execute("select indicator, variant, hidden, absent from contents").fetchall()
        return {(indicator, variant): (hidden, absent) for indicator, variant, hidden, absent in rows}


def _ask(
    cursor: duckdb.DuckDBPyConnection,
    indicator: str,
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    years: tuple[str, str] = ALL_YEARS,
) -> None:
    """Set what `_ASKED` asks for."""
    asked = {"indicator": indicator, "regions": list(regions), "sectors": list(sectors), "first": years[0], "last": years[1]}
    for name, value in asked.items():
        cursor.execute(f"set variable {name} = $1", [value])


@contextmanager
def _csv_file(cursor: duckdb.DuckDBPyConnection, cells: Cells, order: str) -> Iterator[Path]:
    """The rows asked for as CSV, in a passing file. DuckDB writes to a name only, and would overwrite what is in /dev/stdout."""
    columns = ", ".join(f"{cell} as {column}" for column, cell in cells.items())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        cursor.execute(f"copy (select {columns} from (select * {_ASKED} {order})) to {quoted_text(str(path))} (header, null '')")
        yield path


def _attached(connection: duckdb.DuckDBPyConnection, last: Path | None) -> set[tuple[str, str, str]]:
    """The tables in the file of the version before, attached as `last`: of each the indicator, the variant and the mark."""
    if last is None:
        return set()
    connection.execute(f"attach {quoted_text(str(last))} as last (read_only)")
    return set(connection.execute("select indicator, variant, made_of from last.contents").fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, table: Kept, again: bool) -> duckdb.DuckDBPyRelation:
    """The rows of a table with their variant: as they are in `last`, or worked out now."""
    if again:
        asked = {"indicator": table.indicator, "variant": table.variant}
        return connection.sql(f"select * from last.figure where {_ONE_TABLE} order by rowid", params=asked)
    return connection.from_df(table.work_out()).select(f"{quoted_text(table.variant)} as variant, *")


def _keep_csv(connection: duckdb.DuckDBPyConnection, indicator: str, cells: Cells, again: bool) -> None:
    """Keep the whole CSV of an indicator, packed: the question that gives most rows is asked most, and should not wait."""
    if again:
        connection.execute("insert into whole from last.whole where indicator = $1", [indicator])
        return
    _ask(connection, indicator)
    with _csv_file(connection, cells, _AS_KEPT) as path:
        packed = zstandard.ZstdCompressor().compress(path.read_bytes())
    connection.execute(f"insert into whole select $1, count(*), count(*) - count(waarde), $2 {_ASKED}", [indicator, packed])


_TABLES = """
create table contents (indicator varchar, variant varchar, made_of varchar, hidden varchar, absent varchar);
create table whole (indicator varchar, rows bigint, missing bigint, csv blob);
"""
_ONE_TABLE = "indicator = $indicator and variant = $variant"
_WHOLE = "select rows, missing, csv from whole where indicator = $1"
_ASKED = f"""
from figure where variant = '{STANDARD}' and indicator = getvariable('indicator')
and (len(getvariable('regions')) = 0 or list_contains(getvariable('regions'), regiocode))
and (len(getvariable('sectors')) = 0 or list_contains(getvariable('sectors'), sector))
and left(periode, 4) between getvariable('first') and getvariable('last')
"""
_COUNTED = f"""
select count(*), count(*) - count(waarde), count(distinct sector),
(select count(*) from place where list_contains(getvariable('regions'), regiocode)) {_ASKED}
"""
_AS_KEPT = "order by rowid"
_AS_ASKED = "order by list_position(getvariable('regions'), regiocode), rowid"
