"""The example's tables about people: participation and untapped potential per region, and the national table."""

from collections.abc import Callable, Iterable

from ingest.example.model import YEARS, Anchors, People, people, percent, split
from ingest.example.places import HOME, PROVINCIE_SIZE, REGIO_SIZE, region_titles, towns_of, up_to_the_country
from ingest.example.times import MODIFIED, cbs_quarter, cbs_status, cbs_title, quarters
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY


def _everyone(year: int, anchors: Anchors) -> dict[str, People]:
    """The people of each region of the example in one year. Landsdelen and the country are sums of provinces."""
    found = {code: people(code, size, year, {}) for code, size in {**PROVINCIE_SIZE, **REGIO_SIZE}.items() if code != HOME}
    found[HOME] = people(HOME, REGIO_SIZE[HOME], year, anchors)
    for region in ARBEIDSMARKTREGIOS:
        towns = towns_of(region)
        rest = [] if region == HOME else [1 - sum(towns.values())]
        found |= dict(zip(towns, split(found[region], [*towns.values(), *rest], region), strict=False))
    return up_to_the_country(found, _sum)


def _sum(parts: Iterable[People]) -> People:
    listed = list(parts)
    counts = {name: sum(getattr(p, name) for p in listed) for name in ("population", "employed", "unemployed", "underemployed",
              "available_not_searched", "searched_not_available")}  # fmt: skip
    return People(
        **counts,
        net_participation=percent(counts["employed"], counts["population"]),
        unemployment_rate=percent(counts["unemployed"], counts["employed"] + counts["unemployed"]),
    )


_Quantity = tuple[WireTopic, Callable[[People], float]]
_IN_WORK, _OUT_OF_WORK = "Werkzame beroepsbevolking", "Niet-werkzame bevolking"

_PARTICIPATION: list[_Quantity] = [
    (WireTopic("BeroepsEnNietBeroepsbevolking_1", ("Beroeps- en niet-beroepsbevolking",)), lambda p: p.population),
    (WireTopic("Beroepsbevolking_2", ("Beroepsbevolking", "Beroepsbevolking")), lambda p: p.labour_force),
    (WireTopic("WerkzameBeroepsbevolking_3", ("Beroepsbevolking", _IN_WORK, _IN_WORK)), lambda p: p.employed),
    (WireTopic("WerklozeBeroepsbevolking_6", ("Beroepsbevolking", "Werkloze beroepsbevolking")), lambda p: p.unemployed),
    (
        WireTopic("Werkloosheidspercentage_7", ("Beroepsbevolking", "Werkloosheidspercentage"), "%", 1),
        lambda p: p.unemployment_rate,
    ),
    (WireTopic("NietBeroepsbevolking_8", ("Niet-beroepsbevolking",)), lambda p: p.population - p.labour_force),
    (WireTopic("BrutoArbeidsparticipatie_9", ("Bruto arbeidsparticipatie",), "%", 1), lambda p: p.gross_participation),
    (WireTopic("NettoArbeidsparticipatie_10", ("Netto arbeidsparticipatie",), "%", 1), lambda p: p.net_participation),
]

_BINDING: list[_Quantity] = [
    (WireTopic("BeroepsEnNietBeroepsbevolking_1", ("Beroeps- en niet-beroepsbevolking",)), lambda p: p.population),
    (WireTopic("WerkzameBeroepsbevolking_2", (_IN_WORK, _IN_WORK)), lambda p: p.employed),
    (WireTopic("WilMeerUrenWerkenBeschikbaar_3", (_IN_WORK, "Wil meer uren werken, beschikbaar")), lambda p: p.underemployed),
    (WireTopic("WerklozeBeroepsbevolking_6", (_OUT_OF_WORK, "Werkloze beroepsbevolking")), lambda p: p.unemployed),
    (
        WireTopic(
            "BeschikbaarNietGezocht_8",
            (_OUT_OF_WORK, "Niet-beroepsbevolking", "Beschikbaar, niet gezocht", "Beschikbaar, niet gezocht"),
        ),
        lambda p: p.available_not_searched,
    ),
    (
        WireTopic("GezochtNietBeschikbaar_11", (_OUT_OF_WORK, "Niet-beroepsbevolking", "Gezocht, niet beschikbaar")),
        lambda p: p.searched_not_available,
    ),
]


def regional_people(anchors: Anchors) -> list[WireTable]:
    """Participation and untapped potential by region and year, as CBS gives them: two tables."""
    regions = WireDimension("RegioS", region_titles("NL", "LD", "PV", "AM", "GM"), "GeoDimension")
    periods = WireDimension("Perioden", [(f"{year}JJ00", str(year), cbs_status(year, 2024)) for year in YEARS], "TimeDimension")
    everyone = {year: _everyone(year, anchors) for year in YEARS}

    def rows(pinned: dict[str, str], topics: list[_Quantity]) -> list[dict[str, object]]:
        return [
            {**pinned, "RegioS": code, "Perioden": f"{year}JJ00"}
            | {topic.column: value(everyone[year][code]) for topic, value in topics}
            for code, _ in regions.codes
            for year in YEARS
        ]

    persons = WireDimension("Persoonskenmerken", [("T009002", "Totaal personen")])
    sexes = WireDimension("Geslacht", [("T001038", "Totaal mannen en vrouwen")])
    return [
        WireTable(
            "voorbeeld-arbeidsdeelname",
            "Arbeidsdeelname; regionale indeling 2025",
            MODIFIED,
            [persons, regions, periods],
            [topic for topic, _ in _PARTICIPATION],
            rows({"Persoonskenmerken": "T009002"}, _PARTICIPATION),
        ),
        WireTable(
            "voorbeeld-binding",
            "Arbeidsdeelname; binding arbeidsmarkt; regio (indeling 2025)",
            MODIFIED,
            [sexes, regions, periods],
            [topic for topic, _ in _BINDING],
            rows({"Geslacht": "T001038"}, _BINDING),
        ),
    ]


def national_people() -> WireTable:
    """The national table: quarters with and without adjustment for the season, years without."""
    adjustment = WireDimension(
        "SeizoenEnWerkdagcorrectie",
        [("A042501", "Oorspronkelijke, ongecorrigeerde cijfers"), ("A050903", "Seizoengecorrigeerde cijfers")],
    )
    topics = {topic.path[-1]: (topic, value) for topic, value in [*_PARTICIPATION, *_BINDING]}
    chosen = [(WireTopic(topic.column, topic.path[-1:], topic.unit, topic.decimals), value) for topic, value in topics.values()]
    years = {f"{year}JJ00": _everyone(year, {})[COUNTRY] for year in YEARS}
    by_quarter = {cbs_quarter(time): _national_quarter(time) for time in quarters(2013)}
    codes = [(code, cbs_title(code), "Definitief") for code in [*by_quarter, *years]]
    rows = []
    for code, found in [*by_quarter.items(), *years.items()]:
        for key in ("A042501", "A050903") if "KW" in code else ("A042501",):
            season = 0.25 * (int(code[-1]) - 2.5) if key == "A042501" and "KW" in code else 0.0
            cells: dict[str, object] = {topic.column: _seasonal(topic, value(found), season) for topic, value in chosen}
            rows.append({"SeizoenEnWerkdagcorrectie": key, "Perioden": code} | cells)
    dimensions = [adjustment, WireDimension("Perioden", codes, "TimeDimension")]
    title = "Arbeidsdeelname; kerncijfers seizoengecorrigeerd"
    return WireTable(
        "voorbeeld-arbeidsdeelname-nl", title, MODIFIED, dimensions, [topic for topic, _ in chosen], rows, "Perkwartaal"
    )


def _national_quarter(time: float) -> People:
    return _sum(people(code, size, time, {}) for code, size in PROVINCIE_SIZE.items())


def _seasonal(topic: WireTopic, value: float, season: float) -> float:
    """An unadjusted figure: participation is a little higher in the second half of the year. Counts stay whole."""
    return round(value + season, 1) if topic.path[-1] in ("Netto arbeidsparticipatie", "Bruto arbeidsparticipatie") else value
