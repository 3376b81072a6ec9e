"""Raw rows into the table `observation`: codes become ours, columns become measures, in chunks of bounded memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest.dataset import Cells, Codes, Dataset, Origin, Rows, SourceChanged
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY, LANDSDELEN, PROVINCIES, SUCCESSORS, level
from ingest.snapshots import Snapshot

CHUNK = 32 * 1024 * 1024  # bytes of raw rows read at a time: large enough to be quick, small enough to stay in memory

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
                elif dataset.accumulates:
                    with self._beside() as table:
                        self._load_cells(dataset, snapshot, part, origin, table)
                        self.connection.execute(f"delete from observation where ({_KEY}) in (select {_KEY} from {table})")
                        self.connection.execute(f"insert into observation from {table}")
                elif number:
                    with self._beside() as table:
                        self._load_cells(dataset, snapshot, part, origin, table)
                        self.connection.execute(_OLDER_EDITION.format(table=table))
                else:
                    self._load_cells(dataset, snapshot, part, origin, "observation")
        self._join_successors(dataset)

    def add_regions(self) -> None:
        """The table `region`: the country, provinces and arbeidsmarktregio's, and every other region that a source has."""
        known = {COUNTRY: "Nederland", **LANDSDELEN, **PROVINCIES, **ARBEIDSMARKTREGIOS} | self.names
        found = self.connection.execute(
            "select region from observation union select gemeente from area union select region from area"
        )
        codes = sorted({code for (code,) in found.fetchall()} | {*PROVINCIES, *ARBEIDSMARKTREGIOS, COUNTRY})
        rows = [(code, known.get(code, code), level(code)) for code in codes]
        self.connection.executemany("insert into region values (?, ?, ?)", rows)

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
        columns = [row[0] for row in self.connection.execute(f"describe {part.table}").fetchall() if row[0] != "origin"]
        self.connection.executemany(
            f"insert into {part.table} ({', '.join(columns)}, origin) values ({', '.join('?' for _ in columns)}, ?)",
            [[row[column] if row[column] != "" else None for column in columns] + [origin] for row in part.rows],
        )

    def _load_cells(self, dataset: Dataset, snapshot: Snapshot, cells: Cells, origin: int, table: str) -> None:
        """Every raw row of a table or file into `table`, which has the columns of `observation`. Raises SourceChanged."""
        self.names |= {code: name for code, name in cells.region_names.items() if code not in self.names}
        self._add_measures(dataset, cells)
        self._code_table("region_code", cells.region)
        self._code_table("sector_code", cells.sector)
        self.connection.execute(
            "create or replace temp table period_code (raw varchar, code varchar, frequency varchar, status varchar)"
        )
        self.connection.executemany(
            "insert into period_code values (?, ?, ?, ?)",
            [(raw, period.code, period.frequency, period.status) for raw, period in cells.periods.items()],
        )
        statement = _insert(table, cells, example=bool(snapshot.receipt.example))
        for path in _chunks(cells.lines, self.scratch):
            try:
                self.connection.execute(statement, {"dataset": dataset.name, "origin": origin, "path": str(path)})
            except duckdb.InvalidInputException as error:
                raise SourceChanged(
                    f"Tabel {cells.origin.table}",
                    "alleen codes uit de eigen codelijsten, en getallen of lege cellen",
                    _first_line(error),
                    "De vorige cijfers blijven staan. Bekijk de tabel op de site van de bron en pas de declaratie aan.",
                ) from error

    def _add_measures(self, dataset: Dataset, cells: Cells) -> None:
        self.connection.executemany(
            "insert or ignore into measure values (?, ?, ?, ?, ?, ?)",
            [(dataset.name, m.name, m.unit, m.factor, cells.decimals[m.name], m.signed) for m in cells.measures.values()],
        )

    def _code_table(self, name: str, codes: Codes) -> None:
        self.connection.execute(f"create or replace temp table {name} (raw varchar, code varchar)")
        self.connection.executemany(f"insert into {name} values (?, ?)", list(codes.meaning.items()))

    @contextmanager
    def _beside(self) -> Iterator[str]:
        """An empty table with the columns of `observation`, for cells that must be fitted in among others."""
        self.connection.execute("create or replace temp table beside as from observation limit 0")
        yield "beside"
        self.connection.execute("drop table beside")

    def _join_successors(self, dataset: Dataset) -> None:
        """Give a region the figures of its predecessor where it has none of its own. Raises SourceChanged when both differ."""
        for old, new in SUCCESSORS.items():
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


_OLDER_EDITION = """
insert into observation
from {table} as older
where not exists (
    from observation as newer
    where newer.dataset = older.dataset and newer.measure = older.measure and newer.region = older.region
      and newer.frequency = older.frequency and newer.period <= older.period and newer.value is not null)
"""

_SUCCESSOR_CLASH = """
select measure, period, before.value, after.value
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


def _insert(table: str, cells: Cells, example: bool) -> str:
    """The statement that reads one chunk of raw rows. An unmapped code or a text where a figure belongs is an error in it."""
    status = (
        "'voorbeeld'"
        if example
        else f"coalesce(raw.{_name(cells.status_column)}, p.status)"
        if cells.status_column
        else "p.status"
    )
    measures = ", ".join(_with_bounds(cells, column, measure.name) for column, measure in cells.measures.items())
    texts = [c for c in (cells.region.column, cells.sector.column, cells.period_column, cells.status_column) if c]
    bounds = [column for pair in cells.bounds.values() for column in pair]
    types = dict.fromkeys(texts, "varchar") | dict.fromkeys([*cells.measures, *bounds], "double")
    spec = ", ".join(f"{_name(column)}: '{kind}'" for column, kind in types.items())
    return f"""
    insert into {table}
    select $dataset, measure, region, sector, period, frequency, value, lower, upper, status, $origin
    from (
        select r.code as region, s.code as sector, p.code as period, p.frequency, {status} as status, {measures}
        from read_json($path, format = 'newline_delimited', maximum_object_size = 1048576, columns = {{{spec}}}) as raw
        left join region_code as r on r.raw = {_raw(cells.region)}
        left join sector_code as s on s.raw = {_raw(cells.sector)}
        left join period_code as p on p.raw = trim(raw.{_name(cells.period_column)})
        where {_known("r", "regio", _raw(cells.region))}
          and {_known("s", "sector", _raw(cells.sector))}
          and {_known("p", "periode", f"raw.{_name(cells.period_column)}")}
    )
    unpivot include nulls ((value, lower, upper) for measure in ({", ".join(_triple(m.name) for m in cells.measures.values())}))
    """


def _with_bounds(cells: Cells, column: str, name: str) -> str:
    """The columns of one measure: its value and the bounds of its margin, empty where the source gives none."""
    lower, upper = (f"raw.{_name(bound)}" for bound in cells.bounds[column]) if column in cells.bounds else ("null::double",) * 2
    return f"raw.{_name(column)} as {_name(name)}, {lower} as {_name(f'{name} lower')}, {upper} as {_name(f'{name} upper')}"


def _triple(name: str) -> str:
    return f"({', '.join(_name(part) for part in (name, f'{name} lower', f'{name} upper'))}) as '{name}'"


def _raw(codes: Codes) -> str:
    return f"trim(raw.{_name(codes.column)})" if codes.column else "''"


def _known(alias: str, what: str, raw: str) -> str:
    """True for a code that is mapped, false for one that is left out; an error for one that is in no list."""
    unknown = f"error('onbekende {what} ' || coalesce({raw}, '(leeg)'))"
    return f"case when {alias}.raw is null then {unknown} else {alias}.code is not null end"


def _name(column: str | None) -> str:
    return '"' + str(column).replace('"', '""') + '"'


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


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].removeprefix("Invalid Input Error: ")
