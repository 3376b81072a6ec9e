"""Tables that were worked out and are kept beside a version, with a few figures by hand."""

from pathlib import Path

import pandas as pd
import pytest

from warehouse.versions import Versions
from warehouse.worked_out import STANDARD, Kept, WorkedOut

HAARLEM, REGION = "GM0392", ("AM37", "GM0392")
CELLS = {"regiocode": "regiocode", "waarde": "waarde"}


def table(*values: float) -> pd.DataFrame:
    """A table of some places, in another order than that of their codes."""
    places = ["NL01", "AM37", HAARLEM][: len(values)]
    rows = {"indicator": "werkloosheid", "regiocode": places, "sector": "totaal", "periode": "2025", "waarde": list(values)}
    return pd.DataFrame(rows)


def given(rows: pd.DataFrame, variant: str = STANDARD, made_of: str = "one mark") -> Kept:
    """A table to keep."""
    return Kept("werkloosheid", variant, made_of, lambda: rows)


def after(kept: WorkedOut, mark: str = "mark") -> WorkedOut:
    """Where the tables of the next version are kept, none yet."""
    return WorkedOut(kept._versions, "20260102T000000000000Z", mark, CELLS)


@pytest.fixture
def kept(tmp_path: Path) -> WorkedOut:
    """Where tables of a version are kept, none yet."""
    return WorkedOut(Versions(tmp_path), "20260101T000000000000Z", "mark", CELLS)
