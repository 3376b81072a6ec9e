"""What changed between two versions: figures and flows that are new, revised (with the old and the new value) or gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.cells import quoted_text
from warehouse.flows import COMMUTING_MEASURES
from warehouse.version_file import telling_damage
from warehouse.versions import Versions


class OtherTables(Exception):
    """A version of which the tables differ from those of the other; the sentence says which and what to do."""


@dataclass(frozen=True)
class Change:
    """One cell that differs. `kind` is nieuw, herzien or vervallen; values in the source's own unit, None for not published.

    For a flow `region` is where people live and `work` where they work; `work` is empty for all other figures.
    """

    kind: str
    dataset: str
    measure: str
    region: str
    sector: str
    period: str
    old: float | None
    new: float | None
    old_status: str | None
    new_status: str | None
    work: str = ""


_KEY = "dataset, measure, region, work, sector, period"
_SHOWN = "dataset, measure, region, sector, period"
_TEXT = ", ".join(f"{column}::varchar as {column}" for column in _KEY.split(", "))
_FIGURES = "select *, '' as work from {version}.observation"
_FLOWS = """
select flow.*, 'flow' as measure, home as region, 'totaal' as sector from {version}.flow
"""

# Compared and put in order inside DuckDB, which uses the disk where memory does not do; texts, as each version has its own enum.
_QUERY = """
with old as (select {text}, value, status::varchar as status from ({old}) where value is not null),
     new as (select {text}, value, status::varchar as status from ({new}) where value is not null)
select case when old.value is null then 'nieuw' when new.value is null then 'vervallen' else 'herzien' end as kind,
       {shown}, old.value, new.value, old.status, new.status, work
from old full join new using ({key})
where old.value is distinct from new.value
order by {key}
"""


def _query(cells: str) -> str:
    old, new = (cells.format(version=version) for version in ("before", "after"))
    return _QUERY.format(text=_TEXT, key=_KEY, shown=_SHOWN, old=old, new=new)


def touched(versions: Versions, old: str, new: str) -> set[tuple[str, str]]:
    """The quantities (dataset, measure) of which a figure differs between two versions, as far as both have them.

    All sums of flows count as touched where a flow is. Raises UnknownVersion, DamagedVersion.
    """
    with _both(versions.path(old), versions.path(new)) as connection:
        found: set[tuple[str, str]] = set()
        found |= set(connection.execute(f"select distinct dataset, measure from ({_query(_FIGURES)})").fetchall())
        if _columns(connection, "flow", "before") == _columns(connection, "flow", "after"):
            flows = connection.execute(f"select distinct dataset from ({_query(_FLOWS)})").fetchall()
            found |= {(dataset, measure) for (dataset,) in flows for measure in COMMUTING_MEASURES}
        return found


def changes(versions: Versions, old: str, new: str) -> Iterator[Change]:
    """Every figure and then every flow that differs between two versions, one by one.

    Raises UnknownVersion, DamagedVersion, OtherTables.
    """
    return changes_between(versions.path(old), versions.path(new))


def changes_between(old: Path, new: Path) -> Iterator[Change]:
    """The same of two files of a version, of which the new one may still be a draft. Raises DamagedVersion, OtherTables."""
    with _both(old, new) as connection:
        _check_tables(connection, old.stem, new.stem)
        for cells in (_FIGURES, _FLOWS):
            found = connection.execute(_query(cells))
            while rows := found.fetchmany(_AT_A_TIME):
                yield from (Change(*row) for row in rows)


_AT_A_TIME = 10_000


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to which both files are attached, as `before` and `after`. Raises DamagedVersion, also inside the block."""
    with duckdb.connect() as connection, telling_damage(old, new):
        for file, name in ((old, "before"), (new, "after")):
            with telling_damage(file):
                connection.execute(f"attach {quoted_text(str(file))} as {name} (read_only)")
        yield connection


def _columns(connection: duckdb.DuckDBPyConnection, table: str, version: str) -> list[str]:
    """The columns of a table in one of the two versions; none where the version lacks it."""
    query = "select column_name from duckdb_columns() where table_name = ? and database_name = ? order by column_name"
    return [str(row[0]) for row in connection.execute(query, [table, version]).fetchall()]


def _check_tables(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> None:
    for table, named in (("observation", "cijfers"), ("flow", "stromen")):
        before, after = (_columns(connection, table, version) for version in ("before", "after"))
        if before != after:
            said = "ontbreekt in een van beide" if not (before and after) else "heeft niet dezelfde kolommen"
            raise OtherTables(
                f"De versies {old} en {new} zijn niet te vergelijken: de tabel met {named} ({table}) {said}. "
                "Vergelijk twee nieuwere versies; `python -m warehouse versions` noemt ze."
            )
