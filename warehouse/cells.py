"""Raw rows into cells: the statement that reads one chunk of raw rows, with each code looked up by its place in its list.

A raw code becomes a DuckDB enum, which is a place in the list of codes; the number of our own text stands at the same place in
a list beside it. That takes a fifth of the time of joins on text. A code that is in no list stops the statement.
"""

from collections.abc import Iterable

import duckdb

from ingest.dataset import STATUSES, Cells, Codes, SourceChanged

_CELL = "dataset, measure, region, sector, period, frequency, value, lower, upper, status, origin"


def insert_cells(connection: duckdb.DuckDBPyConnection, cells: Cells, table: str, *, example: bool) -> str:
    """Prepare the lists of codes on this connection and give the statement that reads a chunk into `table`.

    `table` has the columns of `cell`. The statement takes $path (newline-delimited JSON), $dataset and $origin. It raises
    duckdb.InvalidInputException for a code in no list and for text where a figure belongs.
    """
    periods = list(cells.periods.values())
    places = {
        "region": _place(connection, "regio", cells.region),
        "sector": _place(connection, "sector", cells.sector),
        "period": _place(connection, "periode", Codes(cells.period_column, dict.fromkeys(cells.periods, ""))),
    }
    looked_up = {
        "region": _lookup(connection, "region", "region", cells.region.meaning.values()),
        "sector": _lookup(connection, "sector", "sector", cells.sector.meaning.values()),
        "period": _lookup(connection, "period", "period", (period.code for period in periods)),
        "frequency": _lookup(connection, "frequency", "period", (period.frequency for period in periods)),
        "status": _lookup(connection, "status", "period", ("voorbeeld" if example else period.status for period in periods)),
    }
    if cells.status_column and not example:
        places["own_status"] = _place(
            connection, "status", Codes(cells.status_column, dict.fromkeys(STATUSES, "")), missing="null"
        )
        own = _lookup(connection, "own_status", "own_status", STATUSES)
        looked_up["status"] = f"coalesce({own}, {looked_up['status']})"
    numbers = number_terms(connection, (measure.name for measure in cells.measures.values()))
    triples = {str(numbers[measure.name]): _with_bounds(cells, column) for column, measure in cells.measures.items()}
    named = {number: [quoted_name(f"{number} {part}") for part in ("value", "lower", "upper")] for number in triples}
    return f"""
    insert into {table} ({_CELL})
    select $dataset, measure::usmallint, region, sector, period, frequency, value, lower, upper, status, $origin
    from (
        select {", ".join(f"{what} as {name}" for name, what in looked_up.items())},
               {", ".join(", ".join(names) for names in named.values())}
        from (select {", ".join(f"{place} as {name}_place" for name, place in places.items())},
                     {", ".join(f"{raw} as {name}" for n in triples for raw, name in zip(triples[n], named[n], strict=True))}
              from read_json($path, format = 'newline_delimited', maximum_object_size = {_LONGEST_ROW},
                             columns = {_columns(cells)}))
        where {looked_up["region"]} is not null and {looked_up["sector"]} is not null
    )
    unpivot include nulls ((value, lower, upper) for measure in (
        {", ".join(f"({', '.join(names)}) as '{number}'" for number, names in named.items())}))
    """


_LONGEST_ROW = 128 * 1024  # bytes


def _with_bounds(cells: Cells, column: str) -> list[str]:
    """The raw columns of one measure: its value and the bounds of its margin, empty where the source gives none."""
    return [quoted_name(column), *(map(quoted_name, cells.bounds[column]) if column in cells.bounds else ["null::double"] * 2)]


def number_terms(connection: duckdb.DuckDBPyConnection, texts: Iterable[str | None]) -> dict[str, int]:
    """The number of every text in the table `term`; texts that it lacks are added."""
    known: dict[str, int] = dict(connection.execute("select text, term from term").fetchall())
    new = [text for text in dict.fromkeys(texts) if text is not None and text not in known]
    numbered = dict(zip(new, range(len(known) + 1, len(known) + len(new) + 1), strict=True))
    connection.execute("insert into term select unnest($1::usmallint[]), unnest($2::varchar[])", [[*numbered.values()], new])
    return known | numbered


def number_term(connection: duckdb.DuckDBPyConnection, text: str) -> int:
    """The number of one text in the table `term`, to which it is added when it is new."""
    return number_terms(connection, [text])[text]


def _place(connection: duckdb.DuckDBPyConnection, what: str, codes: Codes, missing: str = "") -> str:
    """An expression for the place, from 1, of a raw code in its list. An empty one is an error, or `missing` when given."""
    if codes.column is None:
        return "1"
    raw = f"trim({quoted_name(codes.column)})"
    kind = quoted_name(f"raw {what}")
    connection.execute(f"create or replace temp type {kind} as enum ({', '.join(map(_text, codes.meaning)) or _text('')})")
    unknown = f"error('onbekende {what} ' || coalesce({raw}, '(leeg)'))"
    found = f"coalesce(try_cast({raw} as {kind}), {unknown})"
    if missing:
        found = f"case when {raw} is not null then {found} end"
    return f"enum_code({found})::integer + 1"


def _lookup(connection: duckdb.DuckDBPyConnection, name: str, place: str, texts: Iterable[str | None]) -> str:
    """An expression for the number of our text at the place of a raw code; null for a code that is left out."""
    texts = list(texts)
    numbers = number_terms(connection, texts)
    listed = ", ".join("null" if text is None else str(numbers[text]) for text in texts)
    connection.execute(f"set variable {name}_numbers = [{listed}]::usmallint[]")
    return f"getvariable('{name}_numbers')[{place}_place]"


def _columns(cells: Cells) -> str:
    """The raw columns that are read, with their types, as read_json takes them."""
    texts = [c for c in (cells.region.column, cells.sector.column, cells.period_column, cells.status_column) if c]
    bounds = [column for pair in cells.bounds.values() for column in pair]
    types = dict.fromkeys(texts, "varchar") | dict.fromkeys([*cells.measures, *bounds], "double")
    return "{" + ", ".join(f"{quoted_name(column)}: '{kind}'" for column, kind in types.items()) + "}"


def unreadable(cells: Cells, error: duckdb.InvalidInputException) -> SourceChanged:
    """What people must know when a raw row of a table or file could not be read."""
    return SourceChanged(
        f"Tabel {cells.origin.table}",
        "alleen codes uit de eigen codelijsten, en getallen of lege cellen",
        str(error).splitlines()[0].removeprefix("Invalid Input Error: "),
        "De vorige cijfers blijven staan. Bekijk de tabel op de site van de bron en pas de declaratie aan.",
    )


def quoted_name(column: str | None) -> str:
    """A column of the source as SQL writes it, whatever is in its name."""
    return '"' + str(column).replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
