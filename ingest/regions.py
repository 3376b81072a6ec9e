"""Region codes of CBS: which levels we keep, how names are cleaned, which region took over from which."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ingest.errors import SourceChanged

COUNTRY = "NL01"

# Numbers of codes that are no place: abroad, unknown, or both with the country (NL00: Nederland, Buitenland, Niet in te delen).
_NO_PLACE = {"00", "98", "99", "0000", "0998", "0999", "9998", "9999"}

# The first letters of a code tell its level. Other levels (COROP and so on) are left out.
LEVELS = {"NL": "land", "LD": "landsdeel", "PV": "provincie", "AM": "arbeidsmarktregio", "GM": "gemeente"}

# Arbeidsmarktregio's that got another name and code; CBS lists both codes in one table.
# Source: the RegioS list of table 85554NED (AM37 since 1-1-2016, AM36 since 2016, AM38 since 2017).
SUCCESSORS = {"AM16": "AM37", "AM04": "AM36", "AM31": "AM38"}

# The regions of a file that names them without a code. Source: CBS, Gebieden in Nederland 2026 (86247NED).
LANDSDELEN = {"LD01": "Noord-Nederland", "LD02": "Oost-Nederland", "LD03": "West-Nederland", "LD04": "Zuid-Nederland"}
PROVINCIES = {
    "PV20": "Groningen", "PV21": "Friesland", "PV22": "Drenthe", "PV23": "Overijssel", "PV24": "Flevoland",
    "PV25": "Gelderland", "PV26": "Utrecht", "PV27": "Noord-Holland", "PV28": "Zuid-Holland", "PV29": "Zeeland",
    "PV30": "Noord-Brabant", "PV31": "Limburg",
}  # fmt: skip
ARBEIDSMARKTREGIOS = {
    "AM01": "Groningen", "AM02": "Friesland", "AM03": "Drenthe", "AM05": "Twente", "AM06": "Veluwe Stedendriehoek",
    "AM07": "Midden-Gelderland", "AM08": "Rijk van Nijmegen", "AM09": "Achterhoek", "AM10": "Rivierenland", "AM11": "Flevoland",
    "AM12": "Gooi en Vechtstreek", "AM13": "Midden-Utrecht", "AM14": "Amersfoort", "AM15": "Noord-Holland Noord",
    "AM17": "Zaanstreek/Waterland", "AM18": "Groot Amsterdam", "AM19": "Holland Rijnland", "AM20": "Midden-Holland",
    "AM21": "Haaglanden", "AM22": "Rijnmond", "AM23": "Drechtsteden", "AM24": "Zeeland", "AM25": "West-Brabant",
    "AM26": "Midden-Brabant", "AM27": "Noordoost-Brabant", "AM28": "Zuidoost-Brabant", "AM29": "Noord-Limburg",
    "AM30": "Zuid-Limburg", "AM32": "Helmond-De Peel", "AM33": "Midden-Limburg", "AM34": "Zuid-Holland Centraal",
    "AM35": "Gorinchem", "AM36": "Regio Zwolle", "AM37": "Zuid-Kennemerland en IJmond", "AM38": "FoodValley",
}  # fmt: skip

# The province in which most gemeenten of each region lie.
PROVINCIE_OF = {
    "AM01": "PV20", "AM02": "PV21", "AM03": "PV22", "AM05": "PV23", "AM06": "PV25", "AM07": "PV25", "AM08": "PV25",
    "AM09": "PV25", "AM10": "PV25", "AM11": "PV24", "AM12": "PV27", "AM13": "PV26", "AM14": "PV26", "AM15": "PV27",
    "AM17": "PV27", "AM18": "PV27", "AM19": "PV28", "AM20": "PV28", "AM21": "PV28", "AM22": "PV28", "AM23": "PV28",
    "AM24": "PV29", "AM25": "PV30", "AM26": "PV30", "AM27": "PV30", "AM28": "PV30", "AM29": "PV31", "AM30": "PV31",
    "AM32": "PV30", "AM33": "PV31", "AM34": "PV28", "AM35": "PV28", "AM36": "PV23", "AM37": "PV27", "AM38": "PV25",
}  # fmt: skip

# The gemeente after which an arbeidsmarktregio is called: the name alone may mean either. Source: the same table.
NAMESAKES = {"AM01": "GM0014", "AM14": "GM0307", "AM35": "GM0512"}

# Names that have an article in a sentence: Hoe staat de Achterhoek ervoor?
_ARTICLES = {"AM08": "het", "AM09": "de", "AM23": "de"}

_BY_WORDS = {word.lower(): code for code, name in {COUNTRY: "Nederland", **ARBEIDSMARKTREGIOS}.items() for word in (code, name)}
_CODE = re.compile(r"[A-Z]{2,4}[0-9]{1,6}")
_LEVEL_IN_NAME = re.compile(r"\s*\((?:LD|PV|CR|AM|gemeente)\)$")


def division() -> list[tuple[str, str, str]]:
    """All gemeenten of 2026: code, name, arbeidsmarktregio. Source: CBS, Gebieden in Nederland 2026 (86247NED, CC BY 4.0)."""
    with Path(__file__).with_name("gemeenten.csv").open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["naam"], row["regio"]) for row in csv.DictReader(file)]


def level(code: str) -> str | None:
    """The level of a region code in words, or None for a level that we do not keep."""
    return LEVELS.get(code[:2]) if _CODE.fullmatch(code) else None


def is_place(code: str) -> bool:
    """Whether a region code is that of a place of a level that we keep, and not "abroad", "unknown" or "not to be divided"."""
    return level(code) is not None and code[2:] not in _NO_PLACE


def clean_name(title: str) -> str:
    """The name without CBS's sign of the level: `Utrecht (PV)` is `Utrecht`."""
    return _LEVEL_IN_NAME.sub("", title.strip())


def regions_of(
    table: str, codes: Iterable[Mapping[str, str | None]], mixed: bool = False
) -> tuple[dict[str, str | None], dict[str, str]]:
    """A region list as raw code -> our code (None: a level that is left out), and our code -> name.

    What is no place ("Niet in te delen": AM99, PV99, GM0000) is left out. Raises SourceChanged for a code that is no region code,
    unless the list is `mixed` with codes of other classes, which are left out then.
    """
    meaning: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for row in codes:
        raw = str(row["Key"]).strip()
        if not mixed and not _CODE.fullmatch(raw):
            raise SourceChanged(
                f"Tabel {table}", "een regiocode zoals NL01, PV27, AM37 of GM0392", repr(raw), "Vul ingest/regions.py aan."
            )
        kept = is_place(raw)
        meaning[raw] = raw if kept else None
        if kept:
            names[raw] = clean_name(str(row["Title"]))
    return meaning, names


def in_a_sentence(code: str, name: str) -> str:
    """The name of a region as it stands in a sentence: `Haarlem`, `de Drechtsteden`."""
    return " ".join(filter(None, [_ARTICLES.get(code), name]))


def find_region(text: str) -> str | None:
    """The code of the country or an arbeidsmarktregio, from its code or its exact name; None when it is neither.

    Never from part of a name: "Zuid-Kennemerland" was the name of a region with another border.
    """
    return _BY_WORDS.get(" ".join(text.lower().split()))
