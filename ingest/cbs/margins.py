"""Tables in which CBS gives each figure three times: the value, and the bounds of its 95% interval, told apart by a dimension.

The snapshot keeps the three rows as they came; read, they are one row with a value and its bounds beside each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from ingest.errors import SourceChanged

_CHUNK = 10_000  # rows handed on at a time
_REMEDY = "Bekijk de tabel op opendata.cbs.nl en pas ingest/cbs/margins.py aan."


@dataclass(frozen=True)
class Margins:
    """The dimension that tells a value from its bounds, and the titles of its codes (seen in 85554NED)."""

    dimension: str
    value: str = "Waarde"
    lower: str = "Ondergrens 95%-interval"
    upper: str = "Bovengrens 95%-interval"


def bounds_of(column: str) -> tuple[str, str]:
    """The names that the lower and the upper bound of a column have once they stand beside its value."""
    return f"{column} lower", f"{column} upper"


def side_by_side(
    table: str, lines: Iterable[bytes], dimension: str, codes: Mapping[str, str], dimensions: list[str], columns: list[str]
) -> Iterator[bytes]:
    """Raw rows as newline-delimited JSON, the rows of one cell made into one: each column with its two bounds beside it.

    `codes` maps the raw codes of the dimension with margins to `value`, `lower` or `upper`. Bounds without a value are
    dropped: they would be the margin of nothing. Raises SourceChanged for an unknown code, for a cell that comes twice and for
    a row in another form.
    """
    bounds = [bounds_of(column) for column in columns]
    names = {"value": columns, "lower": [lower for lower, _ in bounds], "upper": [upper for _, upper in bounds]}
    place = [name for name in dimensions if name != dimension]
    cells: dict[tuple[str, ...], dict[str, object]] = {}
    try:
        for line in (line for chunk in lines for line in chunk.splitlines()):
            row = msgspec.json.decode(line)
            raw = str(row[dimension]).strip()
            if raw not in codes:
                raise SourceChanged(f"Tabel {table}, dimensie {dimension}", f"de codes {', '.join(codes)}", repr(raw), _REMEDY)
            cell = cells.setdefault(tuple(row[name] for name in place), {name: row[name] for name in place})
            for column, name in zip(columns, names[codes[raw]], strict=True):
                if name in cell:
                    where = ", ".join(str(row[each]).strip() for each in dimensions)
                    raise SourceChanged(f"Tabel {table}", "elke cel één keer", f"tweemaal {where}", _REMEDY)
                cell[name] = row[column]
    except (LookupError, TypeError, ValueError) as error:
        asked = f"rijen met {', '.join([*dimensions, *columns])}"
        raise SourceChanged(f"Tabel {table}", asked, f"een rij in een andere vorm ({error})", _REMEDY) from error
    yield from _encoded(cells.values(), columns)


def _encoded(cells: Iterable[dict[str, object]], columns: list[str]) -> Iterator[bytes]:
    chunk: list[bytes] = []
    for cell in cells:
        for column in columns:
            if cell.get(column) is None:
                cell |= dict.fromkeys((column, *bounds_of(column)))
        chunk.append(msgspec.json.encode(cell) + b"\n")
        if len(chunk) == _CHUNK:
            yield b"".join(chunk)
            chunk = []
    yield b"".join(chunk)
