"""Sector codes: SBI 2008 sections and divisions as CBS lists them, in our own writing."""

import re
from collections.abc import Iterable, Mapping

from ingest.errors import SourceChanged

TOTAL = "totaal"

# The sections of SBI 2008, as CBS calls them.
SBI_SECTIONS = {
    "A": "Landbouw, bosbouw en visserij",
    "B": "Delfstoffenwinning",
    "C": "Industrie",
    "D": "Energievoorziening",
    "E": "Waterbedrijven en afvalbeheer",
    "F": "Bouwnijverheid",
    "G": "Handel",
    "H": "Vervoer en opslag",
    "I": "Horeca",
    "J": "Informatie en communicatie",
    "K": "Financiële dienstverlening",
    "L": "Verhuur en handel van onroerend goed",
    "M": "Specialistische zakelijke diensten",
    "N": "Verhuur en overige zakelijke diensten",
    "O": "Openbaar bestuur en overheidsdiensten",
    "P": "Onderwijs",
    "Q": "Gezondheids- en welzijnszorg",
    "R": "Cultuur, sport en recreatie",
    "S": "Overige dienstverlening",
    "T": "Huishoudens als werkgever",
    "U": "Extraterritoriale organisaties",
}

# The sums of sections and of divisions that CBS publishes, by its titles in 83582NED and 83583NED.
SBI_SUMS = {
    "A-F": "Landbouw en nijverheid",
    "B-E": "Nijverheid (geen bouw) en energie",
    "B-F": "Nijverheid en energie",
    "G-I": "Handel, vervoer en horeca",
    "G-N": "Commerciële dienstverlening",
    "M-N": "Zakelijke dienstverlening",
    "O-Q": "Overheid en zorg",
    "O-U": "Niet-commerciële dienstverlening",
    "R-U": "Cultuur, recreatie, overige diensten",
    "62-63": "IT- en informatiedienstverlening",
}

# The divisions of each section of SBI 2008, its first and its last. Source: CBS, Standaard Bedrijfsindeling 2008.
SBI_DIVISIONS = {
    "A": (1, 3), "B": (6, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84), "P": (85, 85),
    "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip

_PART = r"(?:[A-U](?:-[A-U])?|\d{2,5}(?:-\d{2,5})?)"
_SECTION_OR_DIVISION = re.compile(rf"({_PART}) \S")
_APART = re.compile(rf"{_PART}(?:(?:\+|, ?){_PART})+ \S")  # seen in 70072ned and 85669NED: G+I Handel en horeca, 22, 31-32 ...
_UNKNOWN = "SBI-code onbekend"  # seen in 84826NED


def sectors_of(table: str, codes: Iterable[Mapping[str, str | None]], leave_out: str | None) -> dict[str, str | None]:
    """An SBI list as raw code -> our code: `A-U ...` is `totaal`, `Q ...` is `sbi-Q`, `62-63 ...` is `sbi-62-63`.

    A title that starts with `leave_out` belongs to another classification in the same list and maps to None. So do a sum of
    sectors that do not stand together (`G+I ...`), for which we have no code, and the code for firms of which CBS does not know
    the sector: these count in the total only. Raises SourceChanged for any other title.
    """
    meaning: dict[str, str | None] = {}
    for row in codes:
        title = str(row["Title"]).strip()
        match = _SECTION_OR_DIVISION.match(title)
        if title == _UNKNOWN or _APART.match(title) or (leave_out and title.startswith(leave_out)):
            sector = None
        elif match:
            sector = sbi_code(match[1])
        else:
            raise SourceChanged(
                f"Tabel {table}",
                "een bedrijfstak zoals 'Q Gezondheids- en welzijnszorg'",
                repr(title),
                "Vul ingest/sectors.py aan.",
            )
        meaning[str(row["Key"]).strip()] = sector
    return meaning


def sbi_code(section_or_division: str) -> str:
    """Our code for what SBI calls `Q`, `B-F`, `62-63`; all sections together are the total."""
    return TOTAL if section_or_division == "A-U" else f"sbi-{section_or_division}"
