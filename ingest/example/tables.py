"""The CBS tables of the example: the same titles, dimensions and topic paths as the real ones, invented figures."""

from itertools import chain

from ingest.example.benefit_tables import benefits_by_gemeente, social_assistance, unemployment_benefits
from ingest.example.commuting_tables import home_work
from ingest.example.mbo_tables import mbo_by_leerweg
from ingest.example.model import Anchors
from ingest.example.people_tables import national_people, regional_people
from ingest.example.places import GEMEENTEN, LANDSDEEL_OF, region_titles
from ingest.example.students_and_firms import firms, students
from ingest.example.times import MODIFIED
from ingest.example.vacancy_tables import national_vacancies, regional_vacancies
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.example.work_tables import jobs_by_region, jobs_by_size, vacancy_rate
from ingest.regions import ARBEIDSMARKTREGIOS, LANDSDELEN, PROVINCIE_OF, PROVINCIES


def example_tables(anchors: Anchors) -> list[WireTable]:
    """All tables; those about the region itself pass through the anchors."""
    work = [jobs_by_region(anchors), jobs_by_size(), vacancy_rate()]
    benefits = [unemployment_benefits(), benefits_by_gemeente(), social_assistance()]
    people = [*regional_people(anchors), national_people(), students(anchors), mbo_by_leerweg(anchors)]
    vacancies = [regional_vacancies(), national_vacancies()]
    return [_areas(), *people, *vacancies, *work, *benefits, *home_work(), *firms()]


def _areas() -> WireTable:
    levels = [("Arbeidsmarktregio's", ARBEIDSMARKTREGIOS), ("Landsdelen", LANDSDELEN), ("Provincies", PROVINCIES)]
    rows = []
    for gemeente, (_, region, _) in GEMEENTEN.items():
        provincie = PROVINCIE_OF[region]
        codes = [region, LANDSDEEL_OF[provincie], provincie]
        named = [
            (code, f"{names[code]} (AM)" if code == region else names[code])
            for code, (_, names) in zip(codes, levels, strict=True)
        ]
        cells = chain.from_iterable((code.ljust(10), name.ljust(35)) for code, name in named)
        rows.append(
            {"RegioS": gemeente}
            | {f"{kind}_{number}": cell for number, (kind, cell) in enumerate(zip(["Code", "Naam"] * 3, cells, strict=True), 1)}
        )
    topics = [
        WireTopic(f"{kind}_{2 * number + place}", (title, kind), unit="", datatype="String")
        for number, (title, _) in enumerate(levels)
        for place, kind in ((1, "Code"), (2, "Naam"))
    ]
    regions = WireDimension("RegioS", region_titles("GM"), "GeoDimension")
    return WireTable("voorbeeld-gebieden", "Gebieden in Nederland 2026", MODIFIED, [regions], topics, rows)
