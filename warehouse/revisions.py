"""What changed between two versions: figures that are new, revised (with the old and the new value) or gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.versions import Versions


@dataclass(frozen=True)
class Change:
    """One cell that differs. `kind` is nieuw, herzien or vervallen; values in the source's own unit, None for not published."""

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


_QUERY = """
with old as (from before.observation where value is not null),
     new as (from after.observation where value is not null)
select case when old.value is null then 'nieuw' when new.value is null then 'vervallen' else 'herzien' end as kind,
       dataset, measure, region, sector, period, old.value, new.value, old.status, new.status
from old full join new using (dataset, measure, region, sector, period)
where old.value is distinct from new.value
order by dataset, measure, region, sector, period
"""


def touched(versions: Versions, old: str, new: str) -> set[tuple[str, str]]:
    """The quantities (dataset, measure) of which a figure differs between two versions. Raises UnknownVersion."""
    with _both(versions.path(old), versions.path(new)) as connection:
        return set(connection.execute(f"select distinct dataset, measure from ({_QUERY})").fetchall())


def changes(versions: Versions, old: str, new: str) -> list[Change]:
    """Every figure that differs between two versions. Raises UnknownVersion."""
    return changes_between(versions.path(old), versions.path(new))


def changes_between(old: Path, new: Path) -> list[Change]:
    """Every figure that differs between two files of a version, of which the new one may still be a draft."""
    with _both(old, new) as connection:
        return [Change(*row) for row in connection.execute(_QUERY).fetchall()]


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to which both files are attached, as `before` and `after`."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{old}' as before (read_only)")
        connection.execute(f"attach '{new}' as after (read_only)")
        yield connection
