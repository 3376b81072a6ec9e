"""The places of the example: all regions, and a few gemeenten or all, with a rough number of inhabitants of 15 to 75 (x 1000).

The numbers only give each place its size in the example; they are not figures about these places.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ingest.example.model import noise
from ingest.home import home
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY, LANDSDELEN, PROVINCIES, division

HOME = "AM37"

Figures = TypeVar("Figures")

PROVINCIE_SIZE = {
    "PV20": 450, "PV21": 480, "PV22": 365, "PV23": 870, "PV24": 330, "PV25": 1570, "PV26": 1040, "PV27": 2210, "PV28": 2860,
    "PV29": 285, "PV30": 1960, "PV31": 830,
}  # fmt: skip

LANDSDEEL_OF = {
    "PV20": "LD01", "PV21": "LD01", "PV22": "LD01", "PV23": "LD02", "PV24": "LD02", "PV25": "LD02", "PV26": "LD03",
    "PV27": "LD03", "PV28": "LD03", "PV29": "LD03", "PV30": "LD04", "PV31": "LD04",
}  # fmt: skip

REGIO_SIZE = {
    "AM01": 560, "AM02": 480, "AM03": 120, "AM05": 470, "AM06": 480, "AM07": 330, "AM08": 280, "AM09": 220, "AM10": 180,
    "AM11": 330, "AM12": 190, "AM13": 700, "AM14": 230, "AM15": 500, "AM17": 270, "AM18": 1150, "AM19": 430, "AM20": 190,
    "AM21": 680, "AM22": 1020, "AM23": 210, "AM24": 285, "AM25": 540, "AM26": 360, "AM27": 500, "AM28": 430, "AM29": 210,
    "AM30": 440, "AM32": 200, "AM33": 180, "AM34": 300, "AM35": 100, "AM36": 390, "AM37": 287, "AM38": 260,
}  # fmt: skip

# All of AM37, and the largest town of each other region; `_few` adds the others of the agenda's own region.
# Code: (name, region, share of the region).
_FEW: dict[str, tuple[str, str, float]] = {
    "GM0375": ("Beverwijk", "AM37", 0.113), "GM0377": ("Bloemendaal", "AM37", 0.058), "GM0392": ("Haarlem", "AM37", 0.435),
    "GM0396": ("Heemskerk", "AM37", 0.103), "GM0397": ("Heemstede", "AM37", 0.068), "GM0453": ("Velsen", "AM37", 0.177),
    "GM0473": ("Zandvoort", "AM37", 0.046),
    "GM0014": ("Groningen", "AM01", 0.34), "GM0080": ("Leeuwarden", "AM02", 0.2), "GM0114": ("Emmen", "AM03", 0.6),
    "GM0153": ("Enschede", "AM05", 0.27), "GM0200": ("Apeldoorn", "AM06", 0.26), "GM0202": ("Arnhem", "AM07", 0.38),
    "GM0268": ("Nijmegen", "AM08", 0.51), "GM0222": ("Doetinchem", "AM09", 0.2), "GM0281": ("Tiel", "AM10", 0.18),
    "GM0034": ("Almere", "AM11", 0.51), "GM0402": ("Hilversum", "AM12", 0.36), "GM0344": ("Utrecht", "AM13", 0.42),
    "GM0307": ("Amersfoort", "AM14", 0.52), "GM0361": ("Alkmaar", "AM15", 0.17), "GM0479": ("Zaanstad", "AM17", 0.43),
    "GM0363": ("Amsterdam", "AM18", 0.63), "GM0546": ("Leiden", "AM19", 0.23), "GM0513": ("Gouda", "AM20", 0.3),
    "GM0518": ("'s-Gravenhage", "AM21", 0.62), "GM0599": ("Rotterdam", "AM22", 0.5), "GM0505": ("Dordrecht", "AM23", 0.43),
    "GM0687": ("Middelburg", "AM24", 0.13), "GM0758": ("Breda", "AM25", 0.26), "GM0855": ("Tilburg", "AM26", 0.47),
    "GM0796": ("'s-Hertogenbosch", "AM27", 0.24), "GM0772": ("Eindhoven", "AM28", 0.45), "GM0983": ("Venlo", "AM29", 0.37),
    "GM0935": ("Maastricht", "AM30", 0.22), "GM0794": ("Helmond", "AM32", 0.36), "GM0957": ("Roermond", "AM33", 0.25),
    "GM0637": ("Zoetermeer", "AM34", 0.32), "GM0512": ("Gorinchem", "AM35", 0.29), "GM0193": ("Zwolle", "AM36", 0.27),
    "GM0228": ("Ede", "AM38", 0.36),
}  # fmt: skip


def settle(whole: bool) -> None:
    """Have the example hold all gemeenten of the country, or only a few. For the whole process: tables are made while they
    are asked for, and all of them must be about the same places."""
    GEMEENTEN.clear()
    GEMEENTEN.update(_all_gemeenten() if whole else _few())


def _few() -> dict[str, tuple[str, str, float]]:
    """The few, with all gemeenten of the agenda's own region: a file that has one of those must have them all."""
    inside = {code: name for code, name, region in division() if region == home().code}
    return _completed([(code, name, home().code) for code, name in (home().gemeenten or inside).items()])


def _all_gemeenten() -> dict[str, tuple[str, str, float]]:
    return _completed(division())


def _completed(towns: list[tuple[str, str, str]]) -> dict[str, tuple[str, str, float]]:
    """The few with the share that they have, and what that leaves of each region over its other towns."""
    found, names = dict(_FEW), {code: name for code, name, _ in towns}
    for region in REGIO_SIZE:
        weights = {code: 1 + 0.6 * noise(code, "size") for code, _, inside in towns if inside == region and code not in _FEW}
        left = 1 - sum(share for _, inside, share in _FEW.values() if inside == region)
        found |= {code: (names[code], region, left * weight / sum(weights.values())) for code, weight in weights.items()}
    return found


GEMEENTEN = _few()  # those of the example now, see `settle`


def towns_of(region: str) -> dict[str, float]:
    """The gemeenten of a region that the example has, each with its share of the region; 1 together where all are there."""
    return {code: share for code, (_, inside, share) in GEMEENTEN.items() if inside == region}


def up_to_the_country(found: Mapping[str, Figures], total: Callable[[Iterable[Figures]], Figures]) -> dict[str, Figures]:
    """The same with the landsdelen, which are sums of provinces, and the country, which is the sum of these."""
    inside = {landsdeel: [found[code] for code in PROVINCIES if LANDSDEEL_OF[code] == landsdeel] for landsdeel in LANDSDELEN}
    sums = {landsdeel: total(parts) for landsdeel, parts in inside.items()}
    return {**found, **sums, COUNTRY: total(sums.values())}


def region_titles(*levels: str) -> list[tuple[str, str]]:
    """The regions of these levels (NL, LD, PV, AM, GM) with their titles as CBS writes them."""
    titles = {
        "NL": {COUNTRY: "Nederland"},
        "LD": {code: f"{name} (LD)" for code, name in LANDSDELEN.items()},
        "PV": {code: f"{name} (PV)" for code, name in PROVINCIES.items()},
        "AM": {code: f"{name} (AM)" for code, name in ARBEIDSMARKTREGIOS.items()},
        "GM": {code: _town(name) for code, (name, _, _) in GEMEENTEN.items()},
    }
    return [pair for wanted in levels for pair in titles[wanted].items()]


def _town(name: str) -> str:
    """CBS adds "(gemeente)" where a province or region has the same name."""
    return f"{name} (gemeente)" if name in ("Groningen", "Utrecht", "'s-Gravenhage") else name
