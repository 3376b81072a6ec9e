"""The programme as files, with the columns of agenda/: what is downloaded can be edited and put back."""

import json

import pandas as pd

from indicators.export import Form, to_csv
from indicators.programme.fields import Record
from indicators.programme.programme import KINDS
from indicators.programme.reading import columns_of

NAMES = tuple(KINDS)


def records_csv(name: str, records: tuple[Record, ...], form: Form = "internationaal") -> bytes:
    """One file of the programme as CSV, in either writing of `indicators.export.to_csv`. Raises KeyError for another name."""
    columns = columns_of(KINDS[name])
    rows = [[_text(getattr(record, column), form) for column in columns] for record in records]
    return to_csv(pd.DataFrame(rows, columns=columns, dtype="str"), form)


def records_json(records: tuple[Record, ...]) -> bytes:
    """The records as a list of objects; null is "the document gives none"."""
    return json.dumps([record.model_dump(mode="json") for record in records], ensure_ascii=False, indent=1).encode()


def _text(value: object, form: Form) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else str(value)
        return text.replace(".", ",") if form == "nl" else text
    return str(value)
