"""The example's stand-in for DUO's open data: one file of mbo students by woongemeente and leerweg, its years as columns."""

import csv
import io
from collections.abc import Mapping

from ingest.example.model import Anchors, apportion, noise
from ingest.example.places import GEMEENTEN
from ingest.example.students_and_firms import mbo_by_home
from ingest.regions import PROVINCIE_OF, PROVINCIES
from ingest.wire.ckan import Resource

BBL_PART = 0.27  # of the students, who work and learn

_HEADER = ["SECTORKAMER NAAM", "HOOFDGROEP NAAM", "LEERWEG", "NIVEAU", "WOONPROVINCIE", "WOONGEMEENTE"]
_YEARS = range(2021, 2026)
_SECTORKAMERS = {"Techniek en gebouwde omgeving": 0.4, "Zorg, welzijn en sport": 0.6}
_LEERWEGEN = {"BBL": BBL_PART, "BOLVT": 0.72, "BOLDT": 0.01}
_EXTRANEI = 3
_MOST_MASKED = 4  # DUO writes -1 for 1 to 4 students
_CELLS = [(kamer, leerweg) for kamer in _SECTORKAMERS for leerweg in _LEERWEGEN]


class ExampleDuo:
    """Lists and gives the one file, without a network."""

    root = "voorbeeld"

    def __init__(self, anchors: Anchors) -> None:
        self.anchors = anchors

    def resources(self, package: str) -> list[Resource]:
        """The file of the newest years."""
        return [Resource(f"{self.root}/{_YEARS[0]}-{_YEARS[-1]}-sectorkamer03-student", created="2026-03-02T06:00:00")]

    def fetch(self, url: str) -> bytes:
        """Two sectorkamers and three leerwegen for each gemeente, named in capitals; extranei come on top of the students."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([*_HEADER, *(f"JAAR_{year}" for year in _YEARS)])
        students = mbo_by_home(self.anchors, _YEARS)
        for gemeente, (name, region, _) in GEMEENTEN.items():
            home = [PROVINCIES[PROVINCIE_OF[region]], name.upper()]
            split = [_divided(gemeente, students[gemeente][year]) for year in _YEARS]
            for place, (kamer, leerweg) in enumerate(_CELLS):
                writer.writerow([kamer, kamer, leerweg, "4", *home, *(_masked(parts[place]) for parts in split)])
            writer.writerow([*["Zorg, welzijn en sport"] * 2, "EX", "4", *home, *(_masked(_EXTRANEI) for _ in _YEARS)])
        return text.getvalue().encode()


def _masked(students: int) -> int:
    return -1 if 1 <= students <= _MOST_MASKED else students


def bbl_by_home(students: Mapping[str, Mapping[int, int]]) -> dict[str, dict[int, int]]:
    """Of the mbo students by home and year who works and learns (BBL) in each gemeente of the example, as the file has them."""
    return {gemeente: {year: _bbl(gemeente, count) for year, count in students[gemeente].items()} for gemeente in GEMEENTEN}


def _bbl(gemeente: str, students: int) -> int:
    parts = zip(_CELLS, _divided(gemeente, students), strict=True)
    return sum(part for (_, leerweg), part in parts if leerweg == "BBL")


def _divided(gemeente: str, students: int) -> list[int]:
    """The mbo students of a gemeente over the cells of the file."""
    weights = [_SECTORKAMERS[kamer] * _LEERWEGEN[way] * (1 + 0.1 * noise(gemeente, kamer, way)) for kamer, way in _CELLS]
    return apportion(students, weights)
