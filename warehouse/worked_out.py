"""Tables that were worked out of a version ahead of time, kept in a file beside the versions so that readers need only read.

On disk, below `DATA_DIR/worked_out`: `<version>-<mark>.duckdb`. The mark stands for how they were worked out: under another one
they count as not there. All of it can be worked out again, so such a file may be thrown away at any time.
"""

import os
import threading
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import duckdb

from warehouse.versions import Versions

if TYPE_CHECKING:
    import pandas as pd

_LEFT_BEHIND = 3600  # seconds after which a draft has nobody who works on it
STANDARD = ""  # how the variant is called that counts unless another is asked for


class WorkedOut:
    """The tables of one version under one mark. Safe to share between threads."""

    def __init__(self, versions: Versions, version: str, mark: str) -> None:
        self._versions, self.version = versions, version
        self._folder = versions.data_dir / "worked_out"
        self._path = self._folder / f"{version}-{mark}.duckdb"
        self._guard = threading.Lock()

    @property
    def there(self) -> bool:
        """Whether these tables have been kept."""
        return self._path.exists()

    def keep(self, tables: Iterable[tuple[str, str, "pd.DataFrame"]]) -> None:
        """Keep all tables of the version, each with the name of its indicator and its variant: all of them, or none.

        Each has a column `regiocode`; all have the same columns. What was worked out of versions that readers no longer see
        goes away.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".draft-{os.getpid()}-{self._path.name}"
        try:
            with duckdb.connect(str(draft)) as connection:
                connection.execute("create table contents (indicator varchar, variant varchar)")
                for number, (indicator, variant, table) in enumerate(tables):
                    connection.register("rows", table)
                    if number == 0:
                        connection.execute("create table figure as select ''::varchar as variant, * from rows limit 0")
                    connection.execute("insert into figure select $1, * from rows", [variant])
                    connection.execute("insert into contents values ($1, $2)", [indicator, variant])
                    connection.unregister("rows")
            os.replace(draft, self._path)
        finally:
            draft.unlink(missing_ok=True)
        self._clear()

    def table(self, indicator: str, variant: str, regions: Sequence[str] = ()) -> "pd.DataFrame | None":
        """The rows of an indicator about these regions, or about all of them, in the order in which they were kept.

        None when this table was not kept.
        """
        if not self.there or (indicator, variant) not in self._contents:
            return None
        where = "indicator = $indicator and variant = $variant"
        asked: dict[str, object] = {"indicator": indicator, "variant": variant}
        if regions:
            where, asked = f"{where} and list_contains($regions, regiocode)", asked | {"regions": list(regions)}
        with self._connection.cursor() as cursor:
            found = cursor.sql(f"select * exclude variant from figure where {where}", params=asked)
            table: pd.DataFrame = found.to_arrow_table().to_pandas()  # by way of Arrow, which takes half the time
            return table

    def _clear(self) -> None:
        for old in self._folder.glob("*.duckdb"):
            if old != self._path and not old.name.startswith(f"{self._versions.current()}-"):
                old.unlink(missing_ok=True)
        for left in self._folder.glob(".draft-*"):  # by a process that was killed; one that is at work is younger
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink(missing_ok=True)

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self._path), read_only=True, config={"threads": 1})

    @cached_property
    def _contents(self) -> set[tuple[str, str]]:
        with self._guard:
            return set(self._connection.execute("from contents").fetchall())
