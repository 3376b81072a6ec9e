"""The example's tables about jobs: by section and region, by company size, and the vacancy rate."""

from collections.abc import Iterable, Iterator, Mapping

from ingest.example.model import Anchors, apportion, bent, line, noise
from ingest.example.places import GEMEENTEN, HOME, PROVINCIE_SIZE, REGIO_SIZE, region_titles, towns_of, up_to_the_country
from ingest.example.times import MODIFIED, cbs_quarter, cbs_status, cbs_title, quarters
from ingest.example.vacancy_tables import ALL_SECTIONS, VACANCIES
from ingest.example.vacancy_tables import SECTIONS as VACANCY_SECTIONS
from ingest.example.wire import Lazily, WireDimension, WireTable, WireTopic
from ingest.regions import COUNTRY

YEARS = range(2010, 2025)  # December of each
_DEFINITE_BEFORE = 2023
_FOCUS = "BCDEFJPQ"  # the focus sectors as the agenda draws them

# The country's jobs (x 1000), and the part of each section in them.
_JOBS = {2010: 7890.0, 2013: 7700.0, 2016: 7990.0, 2019: 8560.0, 2020: 8450.0, 2022: 8900.0, 2025: 9120.0}
_PARTS = {
    "A": 0.012, "B": 0.001, "C": 0.092, "D": 0.004, "E": 0.004, "F": 0.040, "G": 0.166, "H": 0.049, "I": 0.049, "J": 0.034,
    "K": 0.027, "L": 0.009, "M": 0.074, "N": 0.126, "O": 0.062, "P": 0.063, "Q": 0.161, "R": 0.014, "S": 0.013,
}  # fmt: skip
_TITLES = {title[0]: (code, title) for code, title, _ in VACANCY_SECTIONS}
_SUMS = [
    (*ALL_SECTIONS, "ABCDEFGHIJKLMNOPQRS"),
    ("300035", "A-F Landbouw en nijverheid", "ABCDEF"),
    ("300003", "B-F Nijverheid en energie", "BCDEF"),
    ("300002", "B-E Nijverheid (geen bouw) en energie", "BCDE"),
    ("300007", "G-N Commerciële dienstverlening", "GHIJKLMN"),
    ("300006", "G-I Handel, vervoer en horeca", "GHI"),
    ("300010", "M-N Zakelijke dienstverlening", "MN"),
    ("300013", "O-U Niet-commerciële dienstverlening", "OPQRS"),
    ("300012", "O-Q Overheid en zorg", "OPQ"),
    ("300014", "R-U Cultuur, recreatie, overige diensten", "RS"),
]
_CODES = [*((code, title) for code, title, _ in _SUMS), *(_TITLES[letter] for letter in _PARTS)]
_CONFIDENTIAL = "DE"  # sections with few employers: kept secret in gemeenten below this number of jobs (x 100)
_CONFIDENTIAL_BELOW = 400

Jobs = Mapping[str, int]  # section -> jobs, in hundreds, as CBS rounds them


def jobs_by_region(anchors: Anchors) -> WireTable:
    """Jobs in December by section for the country, landsdelen, provinces and gemeenten, without arbeidsmarktregio's."""
    regions = WireDimension("RegioS", region_titles("NL", "LD", "PV", "GM"), "GeoDimension")
    title = "Banen van werknemers in december; economische activiteit (SBI2008), regio"
    rows = Lazily(lambda: _rows_by_region(anchors))
    return WireTable("voorbeeld-banen", title, MODIFIED, [_SECTORS, regions, _DECEMBERS], [_TOPIC], rows)


def _rows_by_region(anchors: Anchors) -> Iterator[dict[str, object]]:
    for year in YEARS:
        for region, jobs in _everywhere(year, anchors).items():
            small = region.startswith("GM") and sum(jobs.values()) < _CONFIDENTIAL_BELOW
            shown = {letter: None if small and letter in _CONFIDENTIAL else value for letter, value in jobs.items()}
            cells = _with_sums(shown, jobs)
            for code, _ in _CODES:
                where = {"BedrijfstakkenBranchesSBI2008": code, "RegioS": region, "Perioden": f"{year}JJ00"}
                yield where | {_TOPIC.column: cells[code]}


def jobs_by_size() -> WireTable:
    """The country's jobs by section and company size."""
    sizes = {"T001098": ("Totaal", 1.0), "WP19074": ("0 tot 10 werkzame personen", 0.2), "WP19091": ("10 en meer", 0.8)}
    rows = []
    for year in YEARS:
        jobs = _everywhere(year, {})[COUNTRY]
        for size, (_, part) in sizes.items():
            own = {letter: round(value * part) for letter, value in jobs.items()}
            cells = _with_sums(own, own)
            rows += [
                {"BedrijfstakkenBranchesSBI2008": code, "Bedrijfsgrootte": size, "Perioden": f"{year}JJ00", _TOPIC.column: value}
                for code, value in cells.items()
            ]
    dimensions = [_SECTORS, WireDimension("Bedrijfsgrootte", [(code, title) for code, (title, _) in sizes.items()]), _DECEMBERS]
    title = "Banen van werknemers; bedrijfsgrootte en economische activiteit (SBI2008) "
    return WireTable("voorbeeld-banen-grootte", title, MODIFIED, dimensions, [_TOPIC], rows)


def vacancy_rate() -> WireTable:
    """Vacancies per 1,000 jobs by section, per quarter, whole numbers."""
    times = quarters(2011)
    parts = {title[0]: part for _, title, part in VACANCY_SECTIONS}
    rows: list[dict[str, object]] = []
    for time in times:
        per_job = 1000 * line(VACANCIES, time) / line(_JOBS, time)
        for code, letters in [*((code, letters) for code, _, letters in _SUMS), *((_TITLES[x][0], x) for x in _PARTS)]:
            density = sum(parts[letter] for letter in letters) / sum(_PARTS[letter] for letter in letters)
            rows.append({"SBI2008": code, "Perioden": cbs_quarter(time), "Vacaturegraad_1": round(per_job * density)})
    codes = [(cbs_quarter(t), cbs_title(cbs_quarter(t)), "Definitief") for t in times]
    topic = WireTopic("Vacaturegraad_1", ("Vacaturegraad",), "per 1 000 banen")
    dimensions = [WireDimension("SBI2008", _CODES), WireDimension("Perioden", codes, "TimeDimension")]
    title = "Vacatures; vacaturegraad naar SBI 2008"
    return WireTable("voorbeeld-vacaturegraad", title, MODIFIED, dimensions, [topic], rows, "Perkwartaal")


_TOPIC = WireTopic("BanenVanWerknemersInDecember_1", ("Banen van werknemers in december",), decimals=1)
_SECTORS = WireDimension("BedrijfstakkenBranchesSBI2008", _CODES)
_DECEMBERS = WireDimension(
    "Perioden", [(f"{year}JJ00", f"{year} december", cbs_status(year, _DEFINITE_BEFORE)) for year in YEARS], "TimeDimension"
)


def _everywhere(year: int, anchors: Anchors) -> dict[str, Jobs]:
    """The jobs of each place; those of the home region pass through the anchors and are those of its gemeenten together."""
    inhabitants = sum(PROVINCIE_SIZE.values())
    provinces = {code: _jobs(code, size / inhabitants, year, {}) for code, size in PROVINCIE_SIZE.items()}
    found = up_to_the_country(provinces, _add)
    region = _jobs(HOME, 0.79 * REGIO_SIZE[HOME] / inhabitants, year, anchors)
    towns = towns_of(HOME)
    parts = {
        letter: apportion(value, [share * (1 + 0.2 * noise(town, letter)) for town, share in towns.items()])
        for letter, value in region.items()
    }
    for number, town in enumerate(towns):
        found[town] = {letter: values[number] for letter, values in parts.items()}
    for town, (_, inside, share) in GEMEENTEN.items():
        if inside != HOME:
            found[town] = _jobs(town, REGIO_SIZE[inside] * share / inhabitants, year, {})
    return found


def _jobs(place: str, size: float, year: int, anchors: Anchors) -> Jobs:
    """The jobs by section of a place that has this part of the country's."""
    time = float(year)
    total = bent(lambda t: 1000 * size * line(_JOBS, t) * (1 + 0.02 * noise(place, t)), anchors.get("werknemersbanen", {}), time)
    weights = {
        letter: part * (1 + 0.2 * noise(place, letter) + 0.01 * (year - YEARS[0]) * noise(letter))
        for letter, part in _PARTS.items()
    }
    own = 100 * sum(weights[letter] for letter in _FOCUS) / sum(weights.values())
    share = bent(lambda t: own + 0.3 * noise(place, t), anchors.get("werknemersbanen-aandeel-focus", {}), time)
    tenths = round(total / 100)
    focus = round(tenths * share / 100)
    jobs: dict[str, int] = {}
    for letters, whole in ((_FOCUS, focus), ([letter for letter in _PARTS if letter not in _FOCUS], tenths - focus)):
        jobs |= dict(zip(letters, apportion(whole, [weights[letter] for letter in letters]), strict=True))
    return {letter: jobs[letter] for letter in _PARTS}


def _with_sums(shown: Mapping[str, int | None], jobs: Jobs) -> dict[str, float | None]:
    """The cells by code (x 1000); sums are published even where a section is secret."""
    sums = {code: sum(jobs[letter] for letter in letters) / 10 for code, _, letters in _SUMS}
    return sums | {_TITLES[letter][0]: None if value is None else value / 10 for letter, value in shown.items()}


def _add(parts: Iterable[Jobs]) -> Jobs:
    listed = list(parts)
    return {letter: sum(part[letter] for part in listed) for letter in _PARTS}
