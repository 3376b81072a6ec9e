"""A series as CSV (international or Dutch), JSON or Parquet: the forms in which figures leave the program."""

import csv
import io
import json
import re
from operator import add
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Form = Literal["internationaal", "nl"]
# The columns of every series that leaves the program, in this order.
CONTRACT = [
    "indicator", "regiocode", "regio", "sector", "periode", "waarde", "ondergrens", "bovengrens",
    "status", "eenheid", "bron", "tabel", "opgehaald",
]  # fmt: skip
NUMBERS = ["waarde", "ondergrens", "bovengrens", "waarde_van", "waarde_tot", "bijdrage", "oud", "nieuw", "aandeel"]
_AT_A_TIME = 10_000  # rows
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_SIGNS = "".join(DANGEROUS).replace("-", r"\-")
# Behind which a cell begins for someone who opens the file with another separator than it has: its quotes then have no meaning.
_BETWEEN = r"[;,\t\r\n]"
_WITHIN = re.compile(f'({_BETWEEN})(?="*[{_SIGNS}])')
_MADE_HARMLESS = re.compile(f"({_BETWEEN})'(?=\"*[{_SIGNS}])")


def to_csv(table: "pd.DataFrame", form: Form = "internationaal") -> bytes:
    """CSV in UTF-8: `,` and `.` without a byte order mark, or `;` and `,` with one, as a Dutch Excel wants it.

    What a spreadsheet would take for a formula gets an apostrophe in front, also where it would stand in a cell of its own for
    who opens the file with the other separator.
    """
    dutch = form == "nl"
    columns = [[_number(v, dutch) for v in table[c]] if c in NUMBERS else _texts(table[c].tolist()) for c in table.columns]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if dutch else ",", lineterminator="\r\n" if dutch else "\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig" if dutch else "utf-8")


def csv_cells() -> dict[str, str]:
    """What `to_csv` writes of each column of a series, internationally, as SQL expressions; null is an empty cell."""
    return {column: _csv_cell(column) for column in CONTRACT}


def _csv_cell(column: str) -> str:
    if column in NUMBERS:
        whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
        return f"case when {whole} then {column}::bigint::varchar else round({column}, 6)::varchar end"
    dangerous = ", ".join(f"chr({ord(sign)})" for sign in DANGEROUS)
    within = f"""'({_BETWEEN})("*[{_SIGNS}])', '\\1''\\2', 'g'"""
    # Twice: a sign may end one pair and begin the next, and this dialect cannot look ahead.
    safe = f"regexp_replace(regexp_replace({column}, {within}), {within})"
    return f"case when left({column}, 1) in ({dangerous}) then chr(39) || {safe} else nullif({safe}, '') end"


def to_json(table: "pd.DataFrame") -> bytes:
    """A list of objects, one for each row; null is "not published". Made in parts: as objects a long table takes a gigabyte."""
    names = [f"\n  {_json(name)}: " for name in table.columns]
    out = io.BytesIO()
    for first in range(0, len(table), _AT_A_TIME):
        part = table.iloc[first : first + _AT_A_TIME]
        columns = [_json_cells(part[column].tolist()) for column in table.columns]
        rows = (",".join(map(add, names, row)) for row in zip(*columns, strict=True))
        out.write(("," if first else "[").encode() + ",".join(f"\n {{{row}\n }}" for row in rows).encode())
    out.write(b"\n]" if len(table) else b"[]")
    return out.getvalue()


def to_parquet(table: "pd.DataFrame") -> bytes:
    """Parquet with text and float columns."""
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _number(value: float, dutch: bool) -> str:
    if value is None or value != value:
        return ""
    text = str(_plain(value))
    return text.replace(".", ",") if dutch else text


def _plain(value: object) -> object:
    """The value as JSON has it: None for missing, an integer for a whole number."""
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else round(value, 6)
    return value


def _json(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _json_cells(values: list[object]) -> list[str]:
    """Each value as JSON, each different text once."""
    texts = {value: _json(value) for value in {each for each in values if isinstance(each, str)}}
    return [texts[value] if isinstance(value, str) else _json(value) for value in values]


def harmless(value: object) -> str:
    """A cell of a CSV as text, with an apostrophe before what a spreadsheet would take for a formula.

    That is at the beginning, and behind each sign that some program takes for the end of a cell or of a line.
    """
    text = "" if value is None or value != value else _WITHIN.sub(r"\1'", str(value))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_before(cell: str) -> str:
    """A cell of a CSV as it was before `harmless`."""
    text = cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell
    return _MADE_HARMLESS.sub(r"\1", text)


def _texts(values: list[object]) -> list[str]:
    """Each value made harmless, each different one once."""
    found = {value: harmless(value) for value in set(values)}
    return [found[value] for value in values]
