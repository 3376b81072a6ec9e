"""The example's matrix of homes and workplaces: the more jobs and the less distance, the more people go there.

Small flows round to zero, as in CBS's table, so most far pairs of gemeenten are zero.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, hypot

from ingest.example.model import noise
from ingest.example.places import GEMEENTEN, HOME, LANDSDEEL_OF, REGIO_SIZE, region_titles, towns_of
from ingest.example.times import MODIFIED, cbs_status
from ingest.example.wire import Lazily, WireDimension, WireTable, WireTopic
from ingest.regions import COUNTRY, PROVINCIE_OF

EVERYWHERE, UNKNOWN, ABROAD = "NL00", "GM0000", "buitenland"
_ELSEWHERE = (UNKNOWN, ABROAD)
_TITLE_EVERYWHERE = "Nederland, Buitenland, Niet in te delen"

# Where each region lies, in kilometres east and north; roughly, so that neighbours are near each other.
_CENTRE = {
    "AM01": (234, 582), "AM02": (182, 579), "AM03": (240, 545), "AM05": (250, 475), "AM06": (195, 470), "AM07": (190, 444),
    "AM08": (187, 428), "AM09": (225, 445), "AM10": (158, 432), "AM11": (155, 500), "AM12": (142, 472), "AM13": (136, 455),
    "AM14": (155, 463), "AM15": (115, 525), "AM17": (118, 500), "AM18": (121, 486), "AM19": (94, 464), "AM20": (108, 447),
    "AM21": (82, 454), "AM22": (92, 437), "AM23": (105, 425), "AM24": (45, 395), "AM25": (100, 402), "AM26": (133, 397),
    "AM27": (155, 410), "AM28": (160, 383), "AM29": (207, 377), "AM30": (185, 320), "AM32": (176, 388), "AM33": (195, 357),
    "AM34": (93, 452), "AM35": (127, 427), "AM36": (203, 503), "AM37": (104, 490), "AM38": (168, 447),
}  # fmt: skip

_SPREAD = 7  # kilometres between a gemeente and the middle of its region, at most, in each direction
_OWN = 3.0  # kilometres to work inside one's own gemeente
_REACH = 16.0  # kilometres over which the flows to equally large workplaces fall by a factor e
_JOBS_PER_INHABITANT = 0.62
_GROWTH = 0.012  # a year, of the number of jobs
_STAYING = 0.006  # a year, by which fewer stay in their own gemeente
_ABROAD, _NOWHERE = 0.006, 0.004  # of the jobs of residents: abroad, and at an unknown place
_FROM_ABROAD = 0.011  # of the jobs in a place
_STAY_HOME = 0.46  # of the jobs of the residents of the region itself: its documents print 54% for who leaves it, without a year

Matrix = dict[tuple[str, str], float]


@dataclass(frozen=True)
class _Place:
    """A gemeente, or what is left of a region whose gemeenten the example does not all have (then `code` is the region's)."""

    code: str
    region: str
    size: float
    x: float
    y: float


def home_work(since: int = 2018) -> list[WireTable]:
    """The two tables: since 2021, and the years before it (from `since` on) in the table that it took over from."""
    return [
        _table("voorbeeld-woonwerk", "Werknemersbanen en reisafstand; woon- en werkregio", range(2021, 2025)),
        _table("voorbeeld-woonwerk-tot-2020", "Banen van werknemers naar woon- en werkregio (2014-2020)", range(since, 2021)),
    ]


def _places() -> Iterator[_Place]:
    for region, size in REGIO_SIZE.items():
        towns = towns_of(region)
        rest = 1 - sum(towns.values())
        x, y = _CENTRE[region]
        for code, share in towns.items() if rest < 0.01 else {**towns, region: rest}.items():
            yield _Place(code, region, size * share, x + _SPREAD * noise(code, "x"), y + _SPREAD * noise(code, "y"))


def _commuters() -> Matrix:
    """The jobs (x 1000) in 2021 from each place to each other, to abroad and to an unknown place."""
    places = list(_places())
    pull = {place.code: place.size**1.15 * (1 + 0.35 * noise(place.code, "work")) for place in places}
    found: Matrix = {}
    for home in places:
        jobs = home.size * _JOBS_PER_INHABITANT * (1 + 0.05 * noise(home.code, "jobs"))
        weights = {work.code: pull[work.code] * exp(-_distance(home, work) / _REACH) for work in places}
        if home.region == HOME:
            weights = _with_share(weights, {place.code for place in places if place.region == HOME}, _STAY_HOME)
        whole = sum(weights.values())
        stay = jobs * (1 - _ABROAD - _NOWHERE)
        found |= {(home.code, work): stay * weight / whole for work, weight in weights.items()}
        found |= {(home.code, ABROAD): jobs * _ABROAD, (home.code, UNKNOWN): jobs * _NOWHERE}
    return found


def _distance(home: _Place, work: _Place) -> float:
    return _OWN if home is work else _OWN + hypot(home.x - work.x, home.y - work.y)


def _with_share(weights: dict[str, float], inside: set[str], share: float) -> dict[str, float]:
    """The same weights, with those inside scaled so that they are this share of what is counted abroad too."""
    within = sum(weights[code] for code in inside)
    wanted = share / (1 - _ABROAD - _NOWHERE)
    factor = wanted / (1 - wanted) * (sum(weights.values()) - within) / within
    return {code: weight * (factor if code in inside else 1) for code, weight in weights.items()}


def _province(place: str) -> str:
    return PROVINCIE_OF[GEMEENTEN[place][1] if place in GEMEENTEN else place]


# From the code of a place to the code of the gemeente, province, landsdeel and country in which it is counted.
_LEVELS: list[Callable[[str], str]] = [
    lambda place: place,
    _province,
    lambda place: LANDSDEEL_OF[_province(place)],
    lambda _: COUNTRY,
]


def _counted(matrix: Matrix, level: Callable[[str], str]) -> dict[tuple[str, str, bool], float]:
    """The jobs from each place to each region of a level, to abroad and to nowhere; apart what stays in the place itself."""
    found: dict[tuple[str, str, bool], float] = defaultdict(float)
    for (home, work), jobs in matrix.items():
        found[home, work if work in _ELSEWHERE else level(work), home == work] += jobs
    return found


def _flows(matrix: Matrix, years: range) -> Iterator[tuple[int, dict[tuple[str, str], float]]]:
    """Per year the flows between regions of one level, and those from and to everywhere."""
    levels = [(level, _counted(matrix, level)) for level in _LEVELS]
    homes = {home for home, _ in matrix}
    for year in years:
        growth = {place: 1 + _GROWTH * (year - 2021) + 0.01 * noise(place, year, "commuting") for place in homes}
        found: dict[tuple[str, str], float] = defaultdict(float)
        for level, counted in levels:
            for (place, work, stays), base in counted.items():
                jobs, home = base * growth[place] * (1 - _STAYING * (year - 2021) * stays), level(place)
                found[home, EVERYWHERE] += jobs
                if home == COUNTRY:
                    found[EVERYWHERE, EVERYWHERE] += jobs / (1 - _FROM_ABROAD)
                if work not in _ELSEWHERE:
                    found[home, work] += jobs
                    found[EVERYWHERE, work] += jobs / (1 - _FROM_ABROAD)
                elif work == UNKNOWN:
                    found[home, work] += jobs
        yield year, found


def _table(table: str, title: str, years: range) -> WireTable:
    codes = [(EVERYWHERE, _TITLE_EVERYWHERE), *region_titles("NL", "LD", "PV", "GM"), (UNKNOWN, "Niet in te delen")]
    dimensions = [
        WireDimension("WoonregioS", codes, "GeoDimension"),
        WireDimension("WerkregioS", codes, "GeoDimension"),
        WireDimension("Perioden", [(f"{y}MM12", f"{y} december", cbs_status(y, 2023)) for y in years], "TimeDimension"),
    ]
    topics = [
        WireTopic("BanenVanWerknemers_1", ("Banen van werknemers",), decimals=1),
        WireTopic("WoonWerkafstand_2", ("Woon-werkafstand",), "km", 1),
    ]
    return WireTable(table, title, MODIFIED, dimensions, topics, Lazily(lambda: _rows({code for code, _ in codes}, years)))


def _rows(known: set[str], years: range) -> Iterator[dict[str, object]]:
    for year, flows in _flows(_commuters(), years):
        for (home, work), jobs in flows.items():
            if home in known and work in known:
                value = round(jobs, 1)
                flow: dict[str, object] = {"WoonregioS": home, "WerkregioS": work, "Perioden": f"{year}MM12"}
                yield flow | {"BanenVanWerknemers_1": value, "WoonWerkafstand_2": 18.5 if value else None}
