"""A version in the making: the file in which datasets are loaded and checked, and which becomes the version when all is well.

All texts that figures may hold are known before the first figure is read, so they are an enum from the start: figures are
small to keep and quick to find, and are written once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest.dataset import Measure
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY, LANDSDELEN, PROVINCIES, level
from warehouse.cells import quoted_text

SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")

# DuckDB's own share of memory while it builds; more goes to disk beside the draft. Nothing is deleted that would be worth
# vacuuming at the end, which costs as much memory again.
_SETTINGS = {"memory_limit": "128MB", "threads": 2, "preserve_insertion_order": False, "max_vacuum_tasks": 0}


@contextmanager
def draft_database(path: Path, texts: Iterable[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database file with the empty tables of a version, in which figures may hold these texts."""
    with duckdb.connect(str(path), config=_SETTINGS) as connection:  # type: ignore[arg-type]
        # A draft that fails is thrown away, and one that succeeds is written out by `finish`.
        connection.execute("pragma disable_checkpoint_on_shutdown; set checkpoint_threshold = '1TB'")
        # In order of text, so that codes compare as texts do.
        connection.begin()  # the many comments take half as long together
        connection.execute(f"create type code as enum ({', '.join(map(quoted_text, sorted(texts)))})")
        connection.execute(SCHEMA)
        connection.commit()
        yield connection


def finish(connection: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> None:
    """Add the regions to a loaded draft and write it out whole. `names` is what the sources call each region."""
    add_rows(connection, "region", ["region", "name", "level"], _regions(connection, names))
    connection.execute("checkpoint")


def add_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    skip_known: bool = False,
) -> None:
    """Rows into a table, in one statement: a thousand times quicker than one by one where there is a primary key.

    A key that is there already is an error, unless `skip_known`: then the row that was first stays.
    """
    if rows:
        values = ", ".join(f"unnest(${number})" for number in range(1, len(columns) + 1))
        insert = "insert or ignore" if skip_known else "insert"
        statement = f"{insert} into {table} ({', '.join(columns)}) select {values}"
        connection.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def add_measures(
    connection: duckdb.DuckDBPyConnection, dataset: str, measures: Mapping[str, Measure], decimals: Mapping[str, int]
) -> None:
    """The measures of a dataset that are not there yet, each under its name, with the number of decimals of each."""
    columns = ["dataset", "measure", "unit", "factor", "decimals", "signed", "rounded_to", "provisional_to"]
    rows = [
        (dataset, name, m.unit, m.factor, decimals[name], m.signed, m.rounded_to, m.provisional_to or m.rounded_to)
        for name, m in measures.items()
    ]
    add_rows(connection, "measure", columns, rows, skip_known=True)


def _regions(connection: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Code, name and level of the country, provinces and arbeidsmarktregio's, and of every other region that a source has."""
    known = {COUNTRY: "Nederland", **LANDSDELEN, **PROVINCIES, **ARBEIDSMARKTREGIOS, **names}
    found = connection.execute(
        """select distinct region::varchar from observation union select gemeente from area where until is null
        union select region from area
        union select distinct home::varchar from flow where home <> 'totaal'
        union select distinct work::varchar from flow where work <> 'totaal'"""
    ).fetchall()
    codes: list[str] = sorted({code for (code,) in found} | {*PROVINCIES, *ARBEIDSMARKTREGIOS, COUNTRY})
    return [(code, known.get(code, code), level(code) or "") for code in codes]
