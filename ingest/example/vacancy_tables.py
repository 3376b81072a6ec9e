"""The example's tables about open vacancies: per section and province, and the national table."""

from collections.abc import Iterable, Mapping

from ingest.example.model import line, noise
from ingest.example.places import PROVINCIE_SIZE, region_titles, up_to_the_country
from ingest.example.times import MODIFIED, cbs_quarter, cbs_title, quarters
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.sectors import SBI_SECTIONS

# Dutch vacancies at the end of a quarter (x 1000), and the part of each section in them: (code, title, part).
VACANCIES = {2011: 135.0, 2013.5: 92.0, 2019.5: 290.0, 2020.25: 200.0, 2022.25: 466.0, 2024: 405.0, 2026.25: 385.0}
SECTIONS = [
    (code, f"{letter} {SBI_SECTIONS[letter]}", part)
    for code, letter, part in [
        ("301000", "A", 0.008),
        ("305700", "B", 0.001),
        ("307500", "C", 0.080),
        ("346600", "D", 0.005),
        ("348000", "E", 0.004),
        ("350000", "F", 0.060),
        ("354200", "G", 0.195),
        ("383100", "H", 0.043),
        ("389100", "I", 0.083),
        ("391600", "J", 0.050),
        ("396300", "K", 0.024),
        ("402000", "L", 0.007),
        ("403300", "M", 0.095),
        ("410200", "N", 0.070),
        ("417400", "O", 0.057),
        ("419000", "P", 0.034),
        ("422400", "Q", 0.151),
        ("428100", "R", 0.016),
        ("435500", "S", 0.017),
    ]
]
SUMS = [
    ("300003", "B-F Nijverheid en energie", "BCDEF"),
    ("300007", "G-N Commerciële dienstverlening", "GHIJKLMN"),
    ("300010", "M-N Zakelijke dienstverlening", "MN"),
    ("300013", "O-U Niet-commerciële dienstverlening", "OPQRS"),
]
SIZES = [
    ("WP19074", "Bedrijfsgrootte: 0 tot 10 werkzame personen", 0.3),
    ("WP19091", "Bedrijfsgrootte: 10 tot 100 werkzame personen", 0.3),
    ("WP19098", "Bedrijfsgrootte: 100 of meer werkzame personen", 0.4),
]
ALL_SECTIONS = ("T001081", "A-U Alle economische activiteiten")


def _vacancies(place: str, size: float, time: float) -> dict[str, float]:
    """Open vacancies (x 1000) of a place that has this part of the country's, by code; totals are sums of sections."""
    national = line(VACANCIES, time) * size
    cells = {
        code: round(max(national * part * (1 + 0.15 * noise(place, code) + 0.04 * noise(place, code, time)), 0), 1)
        for code, _, part in SECTIONS
    }
    return cells | _summed(cells)


def _summed(cells: Mapping[str, float]) -> dict[str, float]:
    by_letter = {title[0]: cells[code] for code, title, _ in SECTIONS}
    sums = {code: round(sum(by_letter[letter] for letter in letters), 1) for code, _, letters in SUMS}
    return {ALL_SECTIONS[0]: round(sum(by_letter.values()), 1)} | sums


def _sector_codes() -> list[tuple[str, str]]:
    return [ALL_SECTIONS, *((code, title) for code, title, _ in SECTIONS), *((code, title) for code, title, _ in SUMS)]


def regional_vacancies() -> WireTable:
    """Vacancies by SBI section for the country, landsdelen and provinces, per quarter."""
    regions = WireDimension("RegioS", region_titles("NL", "LD", "PV"), "GeoDimension")
    sectors = WireDimension("BedrijfstakkenBranchesSBI2008", _sector_codes())
    times = quarters(2011)
    periods = WireDimension(
        "Perioden", [(cbs_quarter(t), cbs_title(cbs_quarter(t)), "Definitief") for t in times], "TimeDimension"
    )
    inhabitants = sum(PROVINCIE_SIZE.values())
    rows = []
    for time in times:
        provinces = {code: _vacancies(code, size / inhabitants, time) for code, size in PROVINCIE_SIZE.items()}
        rows += [
            {
                "BedrijfstakkenBranchesSBI2008": sector,
                "RegioS": region,
                "Perioden": cbs_quarter(time),
                "OpenstaandeVacatures_1": cells[sector],
            }
            for region, cells in up_to_the_country(provinces, _add).items()
            for sector, _ in sectors.codes
        ]
    topics = [WireTopic("OpenstaandeVacatures_1", ("Openstaande vacatures",), decimals=1)]
    title = "Openstaande vacatures; SBI 2008, regio"
    return WireTable("voorbeeld-vacatures-regio", title, MODIFIED, [sectors, regions, periods], topics, rows, "Perkwartaal")


def _add(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    listed = list(parts)
    return {code: round(sum(cells[code] for cells in listed), 1) for code in listed[0]}


def national_vacancies() -> WireTable:
    """Sections and company sizes in one dimension; a year's figure is the weighted mean of five quarters, as CBS takes it."""
    inhabitants = sum(PROVINCIE_SIZE.values())
    by_quarter = {
        time: _add(_vacancies(code, size / inhabitants, time) for code, size in PROVINCIE_SIZE.items()) for time in quarters(2011)
    }
    for cells in by_quarter.values():
        cells |= {code: round(cells[ALL_SECTIONS[0]] * part, 1) for code, _, part in SIZES}
    codes = [*_sector_codes(), *((code, title) for code, title, _ in SIZES)]
    found = {cbs_quarter(time): cells for time, cells in by_quarter.items()}
    for year in range(2012, 2026):
        weights = {year - 0.25: 1, year: 2, year + 0.25: 2, year + 0.5: 2, year + 0.75: 1}
        found[f"{year}JJ00"] = {code: round(sum(by_quarter[t][code] * w for t, w in weights.items()) / 8, 1) for code, _ in codes}
    rows = [
        {
            "Bedrijfskenmerken": code,
            "Perioden": period,
            "OpenstaandeVacatures_1": cells[code],
            "OntstaneVacatures_2": round(cells[code] * (4.0 if "JJ" in period else 1.0)),
            "VervuldeVacatures_3": round(cells[code] * (3.9 if "JJ" in period else 0.97)),
        }
        for period, cells in sorted(found.items())
        for code, _ in codes
    ]
    topics = [
        WireTopic("OpenstaandeVacatures_1", ("Openstaande vacatures",), decimals=1),
        WireTopic("OntstaneVacatures_2", ("Ontstane vacatures",)),
        WireTopic("VervuldeVacatures_3", ("Vervulde vacatures",)),
    ]
    periods = WireDimension("Perioden", [(code, cbs_title(code), "Definitief") for code in found], "TimeDimension")
    title = "Vacatures; SBI 2008; naar economische activiteit en bedrijfsgrootte"
    sectors = WireDimension("Bedrijfskenmerken", codes)
    return WireTable("voorbeeld-vacatures-nl", title, MODIFIED, [sectors, periods], topics, rows, "Perkwartaal")
