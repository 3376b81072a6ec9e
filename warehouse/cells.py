"""Raw rows into observations: the statement that reads one chunk of raw rows, with each code looked up by its place in its list.

A raw code becomes a DuckDB enum, which is a place in the list of codes; our own text stands at the same place in a list beside
it. That takes a fifth of the time of joins on text. A code that is in no list stops the statement.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

import duckdb
import msgspec

from ingest.dataset import Cells, Codes
from ingest.errors import SourceChanged
from ingest.periods import STATUSES
from ingest.sectors import TOTAL

_COLUMNS = "dataset, measure, value, lower, upper, region, sector, period, frequency, status, origin"
LONGEST_ROW = 128 * 1024  # bytes


def texts_of(dataset: str, cells: Cells) -> set[str]:
    """Every text that the rows of a table or file can become, whatever is in them."""
    periods = cells.periods.values()
    said = {text for period in periods for text in (period.code, period.frequency, period.status)}
    measures = {measure.name for measure in cells.measures.values()}
    codes = (cells.region, cells.sector, *([cells.work] if cells.work else []))
    meant = {text for each in codes for text in each.meaning.values() if text is not None}
    return {dataset, TOTAL, "voorbeeld"} | said | measures | meant | ({*STATUSES} if cells.status_column else set())


def insert_cells(connection: duckdb.DuckDBPyConnection, cells: Cells, table: str, *, example: bool) -> str:
    """Prepare the lists of codes on this connection and give the statement that reads a chunk into `table`.

    `table` has the columns of `observation`. The statement takes $paths (newline-delimited JSON), $dataset and $origin. It
    raises duckdb.InvalidInputException for a code in no list and for text where a figure belongs.
    """
    periods = cells.periods.items()
    places = {
        "region": place(connection, "regio", cells.region),
        "sector": place(connection, "sector", cells.sector),
        "period": place(connection, "periode", Codes(cells.period_column, dict.fromkeys(cells.periods, ""))),
    }
    looked_up = {
        "region": lookup(connection, "region", "region_place", cells.region.meaning),
        "sector": lookup(connection, "sector", "sector_place", cells.sector.meaning),
        "period": lookup(connection, "period", "period_place", {raw: period.code for raw, period in periods}),
        "frequency": lookup(connection, "frequency", "period_place", {raw: period.frequency for raw, period in periods}),
        "status": lookup(connection, "status", "period_place", statuses_of(cells, example=example)),
    }
    if cells.status_column and not example:
        own = Codes(cells.status_column, {status: status for status in STATUSES})
        places["own_status"] = place(connection, "status", own, optional=True)
        given = lookup(connection, "own_status", "own_status_place", own.meaning)
        looked_up["status"] = f"coalesce({given}, {looked_up['status']})"
    named = [[f"{part}_{number}" for part in ("value", "lower", "upper")] for number in range(len(cells.measures))]
    figures = zip(_raw_figures(cells), named, strict=True)
    return f"""
    insert into {table} ({_COLUMNS})
    select $dataset::code, {_side_by_side(cells, named)}, region, sector, period, frequency, status, $origin
    from (
        select {", ".join(f"{what} as {name}" for name, what in looked_up.items())}, {", ".join(chain(*named))}
        from (select {", ".join(f"{found} as {name}_place" for name, found in places.items())},
                     {", ".join(f"{raw} as {name}" for raws, names in figures for raw, name in zip(raws, names, strict=True))}
              from read_json($paths, format = 'newline_delimited', maximum_object_size = {LONGEST_ROW},
                             columns = {_raw_columns(cells)})))
    where region is not null and sector is not null"""


def place(connection: duckdb.DuckDBPyConnection, what: str, codes: Codes, *, optional: bool = False) -> str:
    """An expression for the place, from 1, of a raw code in its list. An empty one is an error, or null where it is `optional`.

    Codes are looked for as they are listed or padded to one length, as CBS has them, and only then without their spaces.
    """
    if codes.column is None:
        return "1"
    raw = quoted_name(codes.column)
    kind = quoted_name(f"raw {what}")
    listed = ", ".join(map(quoted_text, _spelled(codes.meaning))) or quoted_text("")
    connection.execute(f"create or replace temp type {kind} as enum ({listed})")
    unknown = f"error('onbekende {what} ' || coalesce(trim({raw}), '(leeg)'))"
    found = f"coalesce(try_cast({raw} as {kind}), try_cast(trim({raw}) as {kind}), {unknown})"
    if optional:
        found = f"case when {raw} is not null then {found} end"
    return f"enum_code({found})::integer + 1"


def lookup(connection: duckdb.DuckDBPyConnection, name: str, place_column: str, meaning: Mapping[str, str | None]) -> str:
    """An expression for our text, from the column with the place of a raw code; null for a code that is left out."""
    listed = ", ".join("null" if text is None else quoted_text(text) for text in _spelled(meaning).values())
    connection.execute(f"set variable {name}_texts = [{listed}]::code[]")
    return f"getvariable('{name}_texts')[{place_column}]"


def statuses_of(cells: Cells, *, example: bool) -> dict[str, str | None]:
    """The status of the figures of each raw period."""
    return {raw: "voorbeeld" if example else period.status for raw, period in cells.periods.items()}


def _spelled(meaning: Mapping[str, str | None]) -> dict[str, str | None]:
    """The same codes, with the short ones also padded to the length of the longest."""
    width = max(map(len, meaning), default=0)
    return {**meaning, **{raw.ljust(width): ours for raw, ours in meaning.items()}}


def _raw_figures(cells: Cells) -> list[list[str]]:
    """Per measure its raw columns: the value and the bounds of its margin, empty where the source gives none."""
    bounds = {column: [quoted_name(bound) for bound in pair] for column, pair in cells.bounds.items()}
    return [[quoted_name(column), *bounds.get(column, ["null::double"] * 2)] for column in cells.measures]


def _side_by_side(cells: Cells, named: list[list[str]]) -> str:
    """The measure, value, lower and upper of a row; of several measures one row for each."""
    measures = [f"{quoted_text(measure.name)}::code" for measure in cells.measures.values()]
    if len(measures) == 1:
        return ", ".join([*measures, *named[0]])
    parts = [measures, *map(list, zip(*named, strict=True))]
    listed = [f"unnest([{', '.join(part)}])" for part in parts]
    return ", ".join(listed if cells.bounds else [*listed[:2], "null::double", "null::double"])


def _raw_columns(cells: Cells) -> str:
    """The raw columns that are read, with their types, as read_json takes them."""
    texts = [c for c in (cells.region.column, cells.sector.column, cells.period_column, cells.status_column) if c]
    bounds = [column for pair in cells.bounds.values() for column in pair]
    types = dict.fromkeys(texts, "varchar") | dict.fromkeys([*cells.measures, *bounds], "double")
    return "{" + ", ".join(f"{quoted_name(column)}: '{kind}'" for column, kind in types.items()) + "}"


def unreadable(cells: Cells, error: duckdb.InvalidInputException) -> SourceChanged:
    """What people must know when a raw row of a table or file could not be read."""
    said = str(error).splitlines()[0].removeprefix("Invalid Input Error: ")
    return SourceChanged(
        f"Tabel {cells.origin.table}",
        "alleen codes uit de eigen codelijsten, en getallen of lege cellen",
        _strange_row(cells, said) or said,
        "De vorige cijfers blijven staan. Bekijk de tabel op de site van de bron en pas de declaratie aan.",
    )


_PLACE_OF_ERROR = re.compile(r'in file "(?P<path>[^"]+)".*in line (?P<line>\d+): (?P<said>.*)')


def _strange_row(cells: Cells, said: str) -> str:
    """What is in the raw row that DuckDB could not read, as a column and a text; empty when it says something else.

    The file that it names is still there while this error is handled. Its number of a line is near the row and not always it.
    """
    place = _PLACE_OF_ERROR.search(said)
    if place is None:
        return ""
    figures = [*cells.measures, *(bound for pair in cells.bounds.values() for bound in pair)]
    with suppress(OSError), Path(place["path"]).open("rb") as file:
        for line in file:
            try:
                row = msgspec.json.decode(line)
            except msgspec.DecodeError:
                row = line.decode(errors="replace").strip()
            if not isinstance(row, dict):
                return f"een rij in een andere vorm: {str(row)[:_SHOWN]}"
            for column in figures:
                if not _is_number(row.get(column)):
                    return f'in kolom {column} de tekst "{str(row[column])[:_SHOWN]}"'
    return f"een rij die niet te lezen is ({place['said']})"


def _is_number(cell: object) -> bool:
    """Whether DuckDB takes this for a number or an empty cell."""
    if isinstance(cell, str):
        try:
            float(cell)
        except ValueError:
            return False
    return not isinstance(cell, list | dict)


_SHOWN = 80  # characters of a strange cell that are told


def quoted_name(column: str | None) -> str:
    """A column of the source as SQL writes it, whatever is in its name."""
    return '"' + str(column).replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
