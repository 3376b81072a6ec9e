"""The mark under which indicators are kept that were worked out ahead of time.

It stands apart, as `show` asks for it and should not wait for what the reading of the agenda needs.
"""

import hashlib
from functools import cache
from pathlib import Path

from ingest.settings import AGENDA, PROJECT


@cache
def calculation_mark(agenda: Path = AGENDA) -> str:
    """A mark of all that decides how figures are worked out of a version: the program itself and the settings in the agenda."""
    program = [path for layer in ("ingest", "warehouse", "indicators") for path in sorted((PROJECT / layer).rglob("*.py"))]
    found = hashlib.sha256()
    for path in [*program, *sorted(agenda.glob("*.toml"))]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]
