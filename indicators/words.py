"""How periods, amounts and lists are written in Dutch: pages take the same words as commands and files do."""

from ingest.dutch import counted as counted
from ingest.dutch import day_and_hour as day_and_hour
from ingest.dutch import listed as listed
from ingest.periods import AMSTERDAM as AMSTERDAM
from ingest.periods import first_and_last as first_and_last
from ingest.periods import in_words as in_words


def first_lower(text: str) -> str:
    """The text as it goes on in a sentence, with a small letter in front: `personen met bijstand`.

    What begins with an abbreviation, as `WW-instroom`, or with two capitals, as `IJmond`, stays as it is.
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
