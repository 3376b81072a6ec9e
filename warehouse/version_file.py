"""The file of one version: what it says about itself, and whether all of it can be read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import duckdb

Identity = tuple[Path, int, int]

# What DuckDB raises for a file that is no version or holds nonsense; for a wrong checksum it raises Error itself, bare.
_NO_VERSION = (duckdb.CatalogException, duckdb.BinderException)
_NONSENSE = (duckdb.InternalError, duckdb.NotSupportedError, duckdb.FatalException, duckdb.SerializationException)


_NO_FIGURES = (
    "Er zijn nog geen cijfers. Haal ze op met `python -m ingest refresh`, "
    "of bekijk het dashboard met voorbeeldcijfers: `python -m ingest refresh --example`."
)


class NothingPublished(Exception):
    """There is no version to read yet; the sentence says how to make one."""

    def __init__(self, said: str = _NO_FIGURES) -> None:
        super().__init__(said)


class DamagedVersion(NothingPublished):
    """A version of which the file is damaged."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Het bestand van versie {name} is beschadigd en niet te lezen. Maak een nieuwe versie uit de bewaarde gegevens: "
            "`python -m warehouse build`."
        )


class Source(NamedTuple):
    """What figures come from: the tables or files in a snapshot, and the sha256 of each."""

    tables: str
    sha256s: frozenset[str]


class Facts(NamedTuple):
    """What a version says about itself: the mark of its schema, whether it holds example figures, the snapshots it was built
    from, as `<dataset>/<key>`, and what its figures come from, also those that were kept from a version before.

    Of a version that cannot be read all are empty.
    """

    mark: str = ""
    example: bool = False
    snapshots: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = MappingProxyType({})


# Opening a file of DuckDB takes as long as reading all that a small dataset holds. By path, size and time of the file.
_known: dict[Identity, Facts] = {}


def facts_of(file: Path) -> Facts:
    """The facts of a version. Those of a file that could not be opened are asked for again each time."""
    asked = identity(file)
    if asked not in _known and (found := _read(file)).mark:
        _known[asked] = found
    return _known.get(asked, Facts())


def connected(file: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a version. Raises DamagedVersion."""
    try:
        return duckdb.connect(str(file), read_only=True)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise DamagedVersion(file.stem) from error


@contextmanager
def telling_damage(*files: Path) -> Iterator[None]:
    """Where DuckDB cannot read (one of) these files inside the block, that becomes DamagedVersion.

    Of a single file it is remembered: its facts are empty from then on, as long as the file stays as it is.
    """
    try:
        yield
    except duckdb.Error as error:
        if not _tells_damage(error, files):
            raise
        if len(files) == 1 and not isinstance(error, _NO_VERSION) and files[0].exists():
            _known[identity(files[0])] = Facts()
        raise DamagedVersion(" of ".join(file.stem for file in files)) from error


def is_whole(file: Path) -> bool:
    """Whether all of a version can be read; one of which that turns out not to be so has no facts from then on."""
    try:
        with connected(file) as connection, telling_damage(file):
            tables = connection.execute("select table_name from duckdb_tables() where not internal").fetchall()
            for (table,) in tables:
                connection.execute(f"select max(hash(had)) from {table} as had").fetchone()
    except DamagedVersion:
        return False
    return True


def _tells_damage(error: duckdb.Error, files: tuple[Path, ...]) -> bool:
    if isinstance(error, duckdb.IOException):  # where a disk is full it names another file, or none
        return any(f'"{file}"' in str(error) for file in files)
    return type(error) is duckdb.Error or isinstance(error, (*_NO_VERSION, *_NONSENSE))


def _read(file: Path) -> Facts:
    try:
        with connected(file) as connection, telling_damage(file):
            row = connection.execute("select schema_mark, example, snapshots from version").fetchone()
            origins = connection.execute(_SOURCES).fetchall()
    except DamagedVersion:
        return Facts()
    sources = {place: Source(tables, frozenset(sha256s)) for place, tables, sha256s in origins}
    return Facts(row[0], row[1], frozenset(row[2]), sources) if row else Facts()


_SOURCES = "select snapshot, string_agg(table_id, ', ' order by origin), list(sha256) from origin group by snapshot"


def identity(file: Path) -> Identity:
    """What tells a file from the one that comes in its place: path, size and time. Raises OSError."""
    found = file.stat()
    return file, found.st_size, found.st_mtime_ns
