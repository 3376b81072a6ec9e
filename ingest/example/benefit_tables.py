"""The example's tables about benefits: WW by month and arbeidsmarktregio with its margins, and benefits by gemeente."""

import math
from collections.abc import Iterator

from ingest.example.model import apportion, line, noise
from ingest.example.places import GEMEENTEN, HOME, PROVINCIE_SIZE, REGIO_SIZE, region_titles, towns_of, up_to_the_country
from ingest.example.times import MODIFIED, cbs_month, cbs_title, months
from ingest.example.wire import Lazily, WireDimension, WireTable, WireTopic
from ingest.regions import COUNTRY, SUCCESSORS

# Dutch persons with a benefit at the end of a month (x 1000).
_WW = {2013: 340.0, 2014.2: 440.0, 2017: 390.0, 2019.5: 225.0, 2020.2: 235.0, 2020.6: 315.0, 2022.5: 150.0, 2026.5: 190.0}
_ASSISTANCE = {2013: 380.0, 2017: 465.0, 2020: 415.0, 2021.2: 425.0, 2023: 395.0, 2026.5: 402.0}
_HOUSEHOLDS = 0.87  # benefits for each person: a couple is one benefit
_PROVISIONAL = 3  # the latest months
_FIRST_YEAR = 2013
_REGIONAL_FROM = 2014  # the WW table has no arbeidsmarktregio's before

# The old codes of renamed arbeidsmarktregio's, their names then, and when the new code took over.
_OLD_CODES = {"AM04": ("IJsselvechtstreek", 2016), "AM16": ("Zuid-Kennemerland", 2016), "AM31": ("Food Valley", 2017)}
_MARGINS = [("MW00000", "Waarde", 0), ("MOG0095", "Ondergrens 95%-interval", -1), ("MBG0095", "Bovengrens 95%-interval", 1)]


def unemployment_benefits() -> WireTable:
    """Persons with WW, adjusted for the season, in tens with the bounds of a 95% interval; a full cube, as CBS has it."""
    old = [(code, f"{name} (AM)") for code, (name, _) in _OLD_CODES.items()]
    unplaced = [("PV99", "Niet in te delen (PV)"), ("AM99", "Niet in te delen (AM)")]
    regions = [*region_titles("NL", "PV"), unplaced[0], *sorted([*region_titles("AM"), *old]), unplaced[1]]
    times = months(_FIRST_YEAR)
    sizes = _sizes() | {code: REGIO_SIZE[SUCCESSORS[code]] for code in _OLD_CODES}
    rows = [
        {"Geslacht": "T001038", "Leeftijd": "10000", "Marges": margin, "RegioS": region, "Perioden": cbs_month(time)}
        | {"PersonenMetEenWerkloosheidsuitkering_1": _bound(region, sizes.get(region), time, sign)}
        for margin, _, sign in _MARGINS
        for region, _ in regions
        for time in times
    ]
    dimensions = [
        WireDimension("Geslacht", [("T001038", "Totaal mannen en vrouwen"), ("3000", "Mannen"), ("4000", "Vrouwen")]),
        WireDimension("Leeftijd", [("10000", "Totaal"), ("41600", "Jonger dan 27 jaar")]),
        WireDimension("Marges", [(code, title) for code, title, _ in _MARGINS]),
        WireDimension("RegioS", regions, "GeoDimension"),
        _months(times, "NaderVoorlopig"),
    ]
    topic = WireTopic("PersonenMetEenWerkloosheidsuitkering_1", ("Personen met een werkloosheidsuitkering",), "aantal", 0, "Long")
    title = "Personen met WW-uitkering, seizoengecorrigeerd; persoonskenmerken en regio"
    return WireTable("voorbeeld-ww", title, MODIFIED, dimensions, [topic], rows, "Permaand")


def benefits_by_gemeente() -> WireTable:
    """Persons with WW (not adjusted) and with bijstand, in tens, for the country, landsdelen, provinces and gemeenten."""
    times = months(_FIRST_YEAR)
    regions = region_titles("NL", "LD", "PV", "GM")

    def rows() -> Iterator[dict[str, object]]:
        by_month = {time: (_everywhere("ww", time), _everywhere("assistance", time)) for time in times}
        for region, _ in regions:
            for time, (ww, assistance) in by_month.items():
                benefits = {"Werkloosheid_4": ww[region], "BijstandTotDeAOWLeeftijd_7": assistance[region]}
                yield {"RegioS": region, "Perioden": cbs_month(time), **benefits}

    topics = [
        WireTopic("Werkloosheid_4", ("Werkloosheid",), "aantal"),
        WireTopic("BijstandTotDeAOWLeeftijd_7", ("Bijstand", "Bijstand tot de AOW-leeftijd"), "aantal"),
    ]
    dimensions = [WireDimension("RegioS", regions, "GeoDimension"), _months(times, "Definitief")]
    title = "Personen met een uitkering; uitkeringsontvangers per regio"
    return WireTable("voorbeeld-uitkeringen", title, MODIFIED, dimensions, topics, Lazily(rows), "Permaand")


def social_assistance() -> WireTable:
    """Bijstand to households, in tens; the latest months only for the country, in thousands."""
    times = months(_FIRST_YEAR)
    regions = region_titles("NL", "LD", "PV", "GM")

    def rows() -> Iterator[dict[str, object]]:
        for number, time in enumerate(times):
            provisional = number >= len(times) - _PROVISIONAL
            for region, persons in _everywhere("assistance", time).items():
                value: float | None = round(_HOUSEHOLDS * persons, -1)
                if provisional:
                    value = round(_HOUSEHOLDS * persons, -3) if region == COUNTRY else None
                where = {"UitkeringenInRelatieMetDeAOW": "T001295", "RegioS": region, "Perioden": cbs_month(time)}
                yield where | {"AantalBijstandsuitkeringen_1": value}

    ages = [("T001295", "Aan personen tot de AOW-leeftijd"), ("T001296", "Uitkeringen totaal")]
    dimensions = [
        WireDimension("UitkeringenInRelatieMetDeAOW", ages),
        WireDimension("RegioS", regions, "GeoDimension"),
        _months(times, "Definitief"),
    ]
    topic = WireTopic("AantalBijstandsuitkeringen_1", ("Aantal bijstandsuitkeringen",), "aantal")
    title = "Bijstandsuitkeringen; uitkeringsgrondslag, regio's"
    return WireTable("voorbeeld-bijstand", title, MODIFIED, dimensions, [topic], Lazily(rows), "Permaand")


def _months(times: list[float], settled: str) -> WireDimension:
    status = [settled] * (len(times) - _PROVISIONAL) + ["Voorlopig"] * _PROVISIONAL
    codes = [(cbs_month(time), cbs_title(cbs_month(time)), said) for time, said in zip(times, status, strict=True)]
    return WireDimension("Perioden", codes, "TimeDimension")


def _sizes() -> dict[str, float]:
    return {COUNTRY: sum(PROVINCIE_SIZE.values()), **PROVINCIE_SIZE, **REGIO_SIZE}


def _bound(region: str, size: float | None, time: float, sign: int) -> int | None:
    """The value, or a bound of its margin; empty where the code was not in use, or the region not published."""
    if size is None or (region.startswith("AM") and time < _REGIONAL_FROM):
        return None
    place = SUCCESSORS.get(region, region)
    taken_over = next((year for old, (_, year) in _OLD_CODES.items() if SUCCESSORS[old] == place), 0)
    if (region in SUCCESSORS) != (time < taken_over):
        return None
    part = size / sum(PROVINCIE_SIZE.values())
    value = 1000 * part * line(_WW, time) * (1 + 0.15 * noise(place, "ww") + 0.01 * noise(place, "ww", time))
    return 10 * round((value + sign * 4.5 * math.sqrt(value)) / 10)


def _everywhere(kind: str, time: float) -> dict[str, int]:
    """Persons in each place; landsdelen and the country are sums of provinces, gemeenten have their part of their region."""
    national = line(_WW if kind == "ww" else _ASSISTANCE, time) * (1 + (0.05 * _winter(time) if kind == "ww" else 0.0))
    inhabitants = sum(PROVINCIE_SIZE.values())

    def tens(place: str, size: float) -> int:
        return round(100 * national * size / inhabitants * (1 + 0.2 * noise(place, kind) + 0.01 * noise(place, kind, time)))

    found = up_to_the_country({code: tens(code, size) for code, size in PROVINCIE_SIZE.items()}, sum)
    towns = towns_of(HOME)
    weights = [share * (1 + 0.3 * noise(town, kind)) for town, share in towns.items()]
    found |= dict(zip(towns, apportion(tens(HOME, REGIO_SIZE[HOME]), weights), strict=True))
    found |= {code: tens(code, REGIO_SIZE[inside] * share) for code, (_, inside, share) in GEMEENTEN.items() if inside != HOME}
    return {code: 10 * value for code, value in found.items()}


def _winter(time: float) -> float:
    """1 in January, -1 in July: more people have WW in winter."""
    return 1 - 4 * min(time % 1, 1 - time % 1)
