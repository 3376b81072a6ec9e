"""What was worked out ahead of time, and the mark under which it is kept.

It stands apart, as `show` asks for it and should not wait for what the reading of the agenda needs.
"""

import hashlib
from functools import cache
from pathlib import Path

from indicators.export import csv_cells
from ingest.settings import AGENDA, PROJECT
from warehouse.versions import Versions
from warehouse.worked_out import WorkedOut


def worked_out(versions: Versions, version: str) -> WorkedOut:
    """The tables that were, or will be, worked out of a version as indicators are worked out now."""
    return WorkedOut(versions, version, calculation_mark(), csv_cells())


@cache
def calculation_mark(agenda: Path = AGENDA) -> str:
    """A mark of all that decides how figures are worked out of a version: the program itself and the settings in the agenda."""
    program = [path for layer in ("ingest", "warehouse", "indicators") for path in sorted((PROJECT / layer).rglob("*.py"))]
    found = hashlib.sha256()
    for path in [*program, *sorted(agenda.glob("*.toml"))]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]
