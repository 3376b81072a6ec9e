"""The version before the one that is being built: what figures are compared with, and kept from where they cannot be read."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.cells import quoted_text
from warehouse.draft_file import SCHEMA
from warehouse.versions import Versions


@dataclass(frozen=True)
class Before:
    """The version before the one that is built.

    `path` is its file; None when there is none, or when nothing may be taken from it: it cannot be read, it has example figures
    where the new one has real ones (or the reverse), or it has other tables (`has_other_tables`). `comparable` says that its
    figures were read by today's declarations, so that a loss of cells tells something.
    """

    path: Path | None = None
    comparable: bool = False
    has_other_tables: bool = False

    def attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Attach it as `before`, to compare with and to keep figures of; or an empty one."""
        if self.path:
            connection.execute(f"attach {quoted_text(str(self.path))} as before (read_only)")
            return
        connection.execute("attach ':memory:' as before")
        for table in ("observation", "flow", "origin"):
            connection.execute(f"create table before.{table} as from {table} limit 0")

    def texts(self, datasets: Collection[str]) -> set[str]:
        """All that the figures of these datasets say in it."""
        if not self.path or not datasets:
            return set()
        with duckdb.connect(str(self.path), read_only=True) as connection:
            found: set[str] = set()
            for table in ("observation", "flow"):
                kinds = connection.execute(f"select column_name, column_type from (describe {table})").fetchall()
                for column in (name for name, kind in kinds if kind.startswith("ENUM")):
                    query = f"select distinct {column}::varchar from {table} where list_contains(?, dataset::varchar)"
                    found |= {text for (text,) in connection.execute(query, [list(datasets)]).fetchall()}
            return found


def before_of(versions: Versions, mark: str, example: bool) -> Before:
    """What stands before a version that is built under this mark, of example figures or of real ones."""
    head = versions.head()
    if not head or not (facts := versions.facts(head)).mark or facts.example != example:
        return Before()
    path = versions.path(head)
    if facts.mark == mark:
        return Before(path, comparable=True)
    return Before(path) if has_our_tables(path) else Before(has_other_tables=True)


_COLUMNS = "select table_name, column_name from duckdb_columns() where not internal"


def has_our_tables(version: Path) -> bool:
    """Whether an earlier version has the tables and columns of today."""
    with duckdb.connect(str(version), read_only=True) as old, duckdb.connect() as new:
        new.execute("create type code as varchar;" + SCHEMA)
        return set(old.execute(_COLUMNS).fetchall()) == set(new.execute(_COLUMNS).fetchall())
