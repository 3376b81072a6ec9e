"""A version as Parquet files with a data dictionary, for who wants to work with all of it elsewhere."""

import tempfile
from pathlib import Path

from warehouse.cells import quoted_text
from warehouse.versions import Versions

_TABLES = """
select table_name, comment from duckdb_tables() where database_name = current_database() and not temporary order by table_name
"""
_COLUMNS = """
select column_name, data_type, comment from duckdb_columns()
where database_name = current_database() and table_name = ? order by column_index
"""


def export(versions: Versions, folder: Path) -> list[Path]:
    """Write each table of the published version as `<table>.parquet` and the dictionary as `LEESMIJ.md`. Returns the files.

    They take the place of those of an earlier export once all are written. Raises NothingPublished, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as unfinished:
        return [path.replace(folder / path.name) for path in _written(versions, Path(unfinished))]


def _written(versions: Versions, folder: Path) -> list[Path]:
    files = []
    lines = ["# Gegevens van het arbeidsmarktdashboard", ""]
    with versions.reading() as connection:
        for table, comment in connection.execute(_TABLES).fetchall():
            path = folder / f"{table}.parquet"
            connection.execute(f"copy (from {table}) to {quoted_text(str(path))} (format parquet, compression zstd)")
            files.append(path)
            lines += [f"## {table}.parquet", "", comment or "", "", "| kolom | soort | wat het is |", "|---|---|---|"]
            lines += [
                f"| {column} | {'tekst' if kind.startswith('ENUM') else kind.lower()} | {said or ''} |"
                for column, kind, said in connection.execute(_COLUMNS, [table]).fetchall()
            ]
            lines.append("")
    dictionary = folder / "LEESMIJ.md"
    dictionary.write_text("\n".join(lines), encoding="utf-8")
    return [*files, dictionary]
