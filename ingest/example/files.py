"""The UWV files of the example, in the shape of their templates."""

import csv
import io
from collections.abc import Callable

from ingest.example import own_files
from ingest.example.model import Anchors, apportion, bent, line, noise
from ingest.example.places import HOME, REGIO_SIZE, towns_of
from ingest.example.times import quarter, quarters
from ingest.example.vacancy_tables import VACANCIES
from ingest.focus_sectors import FOCUS_SECTORS
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY

_INHABITANTS = sum(REGIO_SIZE.values())
_WEIGHTS = {"zorg-welzijn": 0.42, "onderwijs": 0.10, "techniek": 0.48}  # of the focus sectors here; another one has what is below
_OTHERS = 0.1
_EXTRA_JOBS = {2013: 0, 2016: 27000, 2019: 60000, 2021: 68000, 2023: 84000, 2026: 92000}  # the country's, as the example has it
_LAST_DAYS = ["31-03", "30-06", "30-09", "31-12"]
_INDICATION = {2019: 55000, 2023: 105000, 2026: 125000}


class ExampleFiles:
    """The files that a person would download, made on the spot."""

    def __init__(self, anchors: Anchors) -> None:
        self.anchors = anchors

    def file(self, dataset: str) -> tuple[str, bytes]:
        """The file of a dataset: its name and its bytes."""
        made: dict[str, Callable[[], own_files.Rows]] = {
            "uwv-vacatures": self._vacancies,
            "banenafspraak": self._jobs,
            "uwv-spanning": own_files.tension,
            "uwv-ww-gemeente": own_files.benefits,
            "uwv-werkzoekenden": own_files.jobseekers,
            "uwv-60plus": lambda: own_files.older_employees(self.anchors),
        }
        rows = made[dataset]() if dataset in made else own_files.own(dataset, self.anchors)
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        return f"voorbeeld-{dataset}.csv", text.getvalue().encode("utf-8-sig")

    def _vacancies(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        for time in quarters(2019):
            for region in REGIO_SIZE:
                total, focus = self._total_and_focus(region, time)
                weights = [_WEIGHTS.get(name, _OTHERS) for name in FOCUS_SECTORS]
                focus = round(focus * min(1.0, round(sum(weights), 2)))
                weights[-1] += 0.1 * noise(region, "techniek")
                sectors = dict(zip(FOCUS_SECTORS, apportion(focus, weights), strict=True))
                for sector, value in {"totaal": total, **sectors, "overig": total - focus}.items():
                    rows.append(
                        {"regiocode": region, "periode": quarter(time), "sector": sector, "waarde": value, "bron_url": ""}
                    )
        return rows

    def _total_and_focus(self, region: str, time: float) -> tuple[int, int]:
        """Open vacancies and those in the focus sectors; for the region itself through what its documents print."""
        anchors = self.anchors if region == HOME else {}
        # Jobs are the sum over the gemeenten that are there: vacancies in proportion, or there would be too many for these jobs.
        people = 1000 * REGIO_SIZE[region] * sum(towns_of(region).values())
        size = people / _INHABITANTS * (0.84 if region == HOME else 1 + 0.2 * noise(region))
        total = bent(lambda t: size * line(VACANCIES, t) * (1 + 0.03 * noise(region, t)), anchors.get("vacatures", {}), time)
        share = bent(lambda t: 37 + 4 * noise(region) + 0.5 * noise(region, t), anchors.get("vacatures-aandeel-focus", {}), time)
        tens = 10 * round(total / 10)
        return tens, round(tens * share / 100)

    def _jobs(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        places = {COUNTRY: 1.0, **{region: REGIO_SIZE[region] / _INHABITANTS for region in ARBEIDSMARKTREGIOS}}
        for time in quarters(2015, 2026.0):
            year, quarter = int(time), round(time % 1 * 4) + 1
            for region, part in places.items():
                own = part * (1 if region == COUNTRY else 1 + 0.15 * noise(region))
                extra = round(line(_EXTRA_JOBS, time) * own)
                at_start = round(75000 * own)
                market, government = round((at_start + extra) * 0.74), round((at_start + extra) * 0.09)
                group = round(line({2015: 200000, 2026: 275000}, time) * own)
                rows.append(
                    {
                        "regiocode": region,
                        "peildatum": f"{_LAST_DAYS[quarter - 1]}-{year}",
                        "extra_banen_totaal": extra,
                        "banen_nulmeting": at_start,
                        "banen_regulier_markt": market,
                        "banen_regulier_overheid": government,
                        "banen_inleen": at_start + extra - market - government,
                        "indicatie_banen": round(line(_INDICATION, year) * own, -1) if year >= 2019 else "",
                        "indicatie_tot_en_met_jaar": year if year >= 2019 else "",
                        "personen_doelgroep": group,
                        "personen_werkzaam": round(group * 0.53),
                        "status": "indicatief",
                        "bron_url": "",
                    }
                )
        return rows
