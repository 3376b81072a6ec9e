"""The example's stand-in for DUO's open data: one file of mbo students by woongemeente and leerweg, its years as columns."""

from ingest.example.model import Anchors, apportion, noise
from ingest.example.students_and_firms import mbo_by_home
from ingest.wire.ckan import Resource

_YEARS = range(2021, 2026)
_SECTORKAMERS = {"Techniek en gebouwde omgeving": 0.4, "Zorg, welzijn en sport": 0.6}
_LEERWEGEN = {"BBL": 0.27, "BOLVT": 0.72, "BOLDT": 0.01}


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
        for gemeente, students in mbo_by_home(self.anchors, _YEARS).items():
            cells = [(kamer, leerweg) for kamer in _SECTORKAMERS for leerweg in _LEERWEGEN]
            weights = [_SECTORKAMERS[kamer] * _LEERWEGEN[way] * (1 + 0.1 * noise(gemeente, kamer, way)) for kamer, way in cells]
            split = [apportion(students[year], weights) for year in _YEARS]
            for place, (kamer, leerweg) in enumerate(cells):
                lines.append([kamer, leerweg, "4", gemeente[2:], *(str(parts[place]) for parts in split)])
            lines.append(["Zorg, welzijn en sport", "EX", "4", gemeente[2:], *("3" for _ in _YEARS)])
        return "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode("utf-8-sig")
