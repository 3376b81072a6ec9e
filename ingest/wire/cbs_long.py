"""The rows of OData v4, one for each cell, as rows of v3, one for each combination of codes with a column for each topic.

A snapshot keeps v4's pages as they came. They are turned round when they are read, so that all that comes after reads one
form, whichever road the table came by.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ingest.errors import SourceChanged

# How many rows may wait for their other cells. CBS numbers its cells combination by combination, so in fact one waits at a
# time; this leaves room for another order without holding a whole table in memory.
WAITING = 50_000

READY = 5_000  # rows handed on together: a page of v4 has a hundred thousand cells, and as dicts those are large

# The signs at a cell that has no figure (impossible, secret, not available); its reason stays in the snapshot, as v3 has none.
NO_FIGURE = frozenset({"Impossible", "Confidential", "NotAvailable"})

_NOTHING = msgspec.Raw(b"null")
_REMEDY = "De vorige cijfers blijven staan. Bekijk de tabel op de site van CBS en pas ingest/wire/cbs_long.py aan."

Key = tuple[str, ...]
Figure = msgspec.Raw | str | None


class LongPage(msgspec.Struct):
    """One answer of v4 with rows, which stay raw."""

    value: list[msgspec.Raw]
    next_link: str | None = msgspec.field(name="@odata.nextLink", default=None)


_PAGE = msgspec.json.Decoder(LongPage)


def read_long_page(body: bytes) -> LongPage:
    """A page of v4. Raises msgspec.MsgspecError for a body that is cut short or is no such page."""
    return _PAGE.decode(body)


def wide_lines(bodies: Iterable[bytes], table: str, dimensions: Sequence[str], columns: Sequence[str]) -> Iterator[bytes]:
    """The pages of a table as newline-delimited JSON, one object for each combination of codes, thousands of them together.

    `columns` are the measure codes that become columns; other measures are left out. A cell without a figure, and one that v4
    leaves out, is missing (null). Raises SourceChanged for a row in another form, a cell that comes twice, or a figure with a
    sign that we do not know.
    """
    cells = _cell_reader(table, dimensions)
    encode = msgspec.json.Encoder().encode_lines
    wanted, empty = set(columns), dict.fromkeys(columns)
    waiting: dict[Key, dict[str, Figure]] = {}

    def row(key: Key) -> dict[str, object]:
        return {**dict(zip(dimensions, key, strict=True)), **empty, **waiting.pop(key)}

    for body in bodies:
        ready = []
        for raw in read_long_page(body).value:
            measure, key, figure = cells(raw)
            if measure not in wanted:
                continue
            found = waiting.setdefault(key, {})
            if measure in found:
                raise SourceChanged(f"Tabel {table}", "elke cel één keer", f"{measure} bij {', '.join(key)} twee keer", _REMEDY)
            found[measure] = figure
            if len(found) == len(wanted):
                ready.append(row(key))
            elif len(waiting) > WAITING:
                ready.append(row(next(iter(waiting))))
            if len(ready) == READY:
                yield encode(ready)
                ready = []
        if ready:
            yield encode(ready)
    if waiting:
        yield encode([row(key) for key in list(waiting)])


def _cell_reader(table: str, dimensions: Sequence[str]) -> Callable[[msgspec.Raw], tuple[str, Key, Figure]]:
    """A function that reads one raw row as its measure, its codes in the order of `dimensions`, and its figure."""
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [(name, str) for name in dimensions]
    fields += [("Measure", str), ("ValueAttribute", str | None, None), ("Value", msgspec.Raw, _NOTHING)]
    cell = msgspec.defstruct("Cell", [*fields, ("StringValue", str | None, None)])
    decode, values = msgspec.json.Decoder(cell).decode, msgspec.structs.astuple

    def read(raw: msgspec.Raw) -> tuple[str, Key, Figure]:
        try:
            *key, measure, sign, value, text = values(decode(raw))
        except msgspec.MsgspecError as error:
            expected = f"rijen met Measure, Value en {', '.join(dimensions)}"
            raise SourceChanged(f"Tabel {table}", expected, f"een rij waarin dat anders is ({error})", _REMEDY) from error
        figure = text if text is not None else None if bytes(value) == b"null" else value
        if sign not in (None, "None"):
            if figure is not None and sign not in NO_FIGURE:
                raise SourceChanged(
                    f"Tabel {table}, {measure} bij {', '.join(key)}",
                    f"een cijfer zonder teken, of een van de tekens {', '.join(sorted(NO_FIGURE))}",
                    f"een cijfer met het teken {sign}",
                    _REMEDY,
                )
            figure = None
        return measure.strip(), tuple(key), figure

    return read
