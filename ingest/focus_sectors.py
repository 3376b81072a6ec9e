"""The focus sectors of the agenda, read on import; and how files name a sector."""

import re

import msgspec

from ingest.dutch import listed
from ingest.home import needed
from ingest.sectors import TOTAL, sbi_code
from ingest.settings import AGENDA


class _FocusSector(msgspec.Struct, frozen=True):
    """As much of a focus sector as files must know; `indicators/sectors.py` reads and checks all of it."""

    naam: str
    definities: dict[str, object] = {}


_DECLARED = needed(AGENDA / "focus_sectors.toml", dict[str, _FocusSector])

# The sectors that the agenda names, and what is left; files may name them by code or in words.
FOCUS_SECTORS = {sector: declared.naam for sector, declared in _DECLARED.items()}
NOT_FOCUS = {TOTAL: "Totaal", "focus": "Focussectoren samen", "overig": "Overige sectoren"}
NAMED_SECTORS = {TOTAL: NOT_FOCUS[TOTAL], **FOCUS_SECTORS, **NOT_FOCUS}
NAMED_IN_WORDS = listed([*FOCUS_SECTORS.values()])
CHOICES = f"{', '.join((TOTAL, *FOCUS_SECTORS, 'overig'))} of een SBI-letter"  # as a template says what a cell may hold

# Techniek has no official border: where the agenda gives it more than one, a reader chooses.
TECHNIEK = "techniek"
TECHNIEK_IS_CHOSEN = TECHNIEK in _DECLARED and len(_DECLARED[TECHNIEK].definities) > 1

_RANGE = re.compile(r"\b([a-u])\s*(?:-|–|t/m|tot en met)\s*([a-u])\b")  # as people write a range of sections


def find_sector(text: str) -> str | None:
    """The sector code for a code, a name or an SBI section: `Q`, `B - F`, `Q Gezondheidszorg`; None for anything else."""
    wanted = text.strip().lower()
    for code, name in NAMED_SECTORS.items():
        if wanted in (code, name.lower(), name.lower().replace("&", "en")):
            return code
    wanted = _RANGE.sub(r"\1-\2", wanted)
    section = re.fullmatch(r"(?:sbi-)?([a-u](?:-[a-u])?)(?: (?!en [a-u]\b).*)?", wanted)
    return sbi_code(section[1].upper()) if section else None
