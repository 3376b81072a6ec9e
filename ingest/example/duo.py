"""The example's stand-in for DUO's open data: one file of mbo students by woongemeente and leerweg, its years as columns."""

from collections.abc import Mapping

from ingest.example.model import Anchors, apportion, noise
from ingest.example.places import GEMEENTEN
from ingest.example.students_and_firms import mbo_by_home
from ingest.wire.ckan import Resource

BBL_PART = 0.27  # of the students, who work and learn

_YEARS = range(2021, 2026)
_SECTORKAMERS = {"Techniek en gebouwde omgeving": 0.4, "Zorg, welzijn en sport": 0.6}
_LEERWEGEN = {"BBL": BBL_PART, "BOLVT": 0.72, "BOLDT": 0.01}
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
        """Two sectorkamers and four leerwegen for each gemeente; extranei come on top of the students."""
        header = ["SECTORKAMER NAAM", "LEERWEG", "NIVEAU", "WOONGEMEENTE NUMMER", *(f"JAAR_{year}" for year in _YEARS)]
        lines = [header]
        students = mbo_by_home(self.anchors, _YEARS)
        for gemeente in GEMEENTEN:
            split = [_divided(gemeente, students[gemeente][year]) for year in _YEARS]
            for place, (kamer, leerweg) in enumerate(_CELLS):
                lines.append([kamer, leerweg, "4", gemeente[2:], *(str(parts[place]) for parts in split)])
            lines.append(["Zorg, welzijn en sport", "EX", "4", gemeente[2:], *("3" for _ in _YEARS)])
        return "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")


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
