"""A version in the making: a work database in which datasets are loaded and checked, and the finished file that it becomes.

While it is being built each text is a number in `term`, to which texts can be added, and each figure a row of numbers in `cell`.
In the finished file `observation` holds the texts as an enum, which is as small and needs no join.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY, LANDSDELEN, PROVINCIES, level

SCHEMA = (Path(__file__).parent / "schema.sql").read_text()

# DuckDB's own share of memory while it builds; more goes to disk beside the draft.
_SETTINGS = {"memory_limit": "128MB", "threads": 2, "preserve_insertion_order": False}

_WORK = """
create table term (term usmallint primary key, text varchar not null unique);
create table cell (
    dataset usmallint not null, measure usmallint not null, region usmallint not null, sector usmallint not null,
    period usmallint not null, frequency usmallint not null, value double, lower double, upper double,
    status usmallint not null, origin integer not null
);
create type code as varchar;
"""

_CODES = ("dataset", "measure", "region", "sector", "period", "frequency", "status")


@contextmanager
def work_database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty work database at this path, which is removed afterwards."""
    try:
        with duckdb.connect(str(path), config=_SETTINGS) as connection:  # type: ignore[arg-type]
            connection.execute(_WORK + SCHEMA)
            connection.execute("pragma force_compression = 'uncompressed'; pragma disable_checkpoint_on_shutdown")
            yield connection
    finally:
        for left in (path, path.with_suffix(".work.wal")):
            left.unlink(missing_ok=True)


def finish(connection: duckdb.DuckDBPyConnection, path: Path, names: Mapping[str, str]) -> None:
    """Write what a work database holds to a new file as a version. `names` is what the sources call each region."""
    (work,) = connection.execute("select current_database()").fetchone() or ("",)
    connection.execute(f"attach '{path}' as finished")
    connection.execute("use finished; pragma force_compression = 'auto'")
    connection.execute(f'create type code as enum (select text from "{work}".term order by text)')
    connection.execute(SCHEMA)
    for table in ("version", "origin", "measure", "flow", "area", "border", "published_figure"):
        connection.execute(f'insert into {table} from "{work}".{table}')
    connection.execute(f'set variable codes = (select list(text::code order by term) from "{work}".term)')
    texts = ", ".join(f"getvariable('codes')[{column}] as {column}" for column in _CODES)
    connection.execute(f'insert into observation by name select {texts}, value, lower, upper, origin from "{work}".cell')
    connection.executemany("insert into region values (?, ?, ?)", _regions(connection, names))
    connection.execute(f'checkpoint; use "{work}"; detach finished')


def _regions(connection: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Code, name and level of the country, provinces and arbeidsmarktregio's, and of every other region that a source has."""
    known = {COUNTRY: "Nederland", **LANDSDELEN, **PROVINCIES, **ARBEIDSMARKTREGIOS, **names}
    found = connection.execute(
        """select region::varchar from observation union select gemeente from area union select region from area
        union select unnest([home, work]) from flow where home <> 'totaal' and work <> 'totaal'"""
    ).fetchall()
    codes: list[str] = sorted({code for (code,) in found} | {*PROVINCIES, *ARBEIDSMARKTREGIOS, COUNTRY})
    return [(code, known.get(code, code), level(code) or "") for code in codes]
