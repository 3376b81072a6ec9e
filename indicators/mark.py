"""What was worked out ahead of time, and the mark under which it is kept.

It has a file of its own so that `show` can use it without waiting for the libraries that read the agenda.
"""

import hashlib
from functools import cache
from pathlib import Path

from indicators.export import csv_cells
from ingest.settings import AGENDA, PROJECT
from warehouse.versions import Versions
from warehouse.worked_out import WorkedOut

# The files of the agenda that figures follow from. A file that may be edited while the dashboard runs must not be one of them:
# the server, which remembers its mark, would look under another than the processes that work tables out after the edit.
_DECIDE = ("focus_sectors.toml", "region.toml")


def worked_out(versions: Versions, version: str) -> WorkedOut:
    """The tables that were, or will be, worked out of a version as indicators are worked out now."""
    return WorkedOut(versions, version, calculation_mark(), csv_cells())


@cache
def calculation_mark(agenda: Path = AGENDA) -> str:
    """A mark of all that decides how figures are worked out of a version: the program with its libraries, and the agenda."""
    program = [path for layer in ("ingest", "warehouse", "indicators") for path in sorted((PROJECT / layer).rglob("*.py"))]
    program += PROJECT.glob("requirements.txt")
    found = hashlib.sha256()
    for path in [*program, *(path for path in sorted(agenda.glob("*.toml")) if path.name in _DECIDE)]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]
