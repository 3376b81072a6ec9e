"""The example's stand-in for data.overheid.nl: the ended series of werk.nl, one zip for each quarter."""

import io
import zipfile

from ingest.example.model import noise
from ingest.example.places import GEMEENTEN, HOME, REGIO_SIZE
from ingest.example.times import quarters
from ingest.wire.ckan import Resource

_LAST_WEEKS = ["28-03", "27-06", "26-09", "26-12"]
_HEADER = "PEILDATUM;REFERENTIEBEROEP;POSTCODEGEBIED;GEMEENTE;REC_TYPE;AANTAL"


class ExampleOpenData:
    """Lists and gives the example's weeks, without a network."""

    root = "voorbeeld"

    def resources(self, package: str) -> list[Resource]:
        """One zip for each quarter from 2020 to the first of 2023."""
        return [Resource(f"{self.root}/{time}", _day(time, "%Y-%m-%d"), "ZIP") for time in quarters(2020, 2023.0)]

    def fetch(self, url: str) -> bytes:
        """The zip of one quarter: two occupations in each gemeente of the region, vacancies and jobseekers."""
        time = float(url.rpartition("/")[2])
        day, people = _day(time, "%d-%m-%Y"), REGIO_SIZE[HOME]
        lines = [
            f"{day};{job};2000;{name};{kind};{round(people * share * rate * (1 + 0.2 * noise(name, job, time)))}"
            for name, region, share in GEMEENTEN.values()
            if region == HOME
            for job in ("Kok", "Verpleegkundige")
            for kind, rate in (("Vacature", 2.0), ("Werkzoekende", 5.0))
        ]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("voorbeeld.csv", "\r\n".join([_HEADER, *lines]).encode("utf-8-sig"))
        return buffer.getvalue()


def _day(time: float, form: str) -> str:
    """The last week of a quarter as a day in this form."""
    day, month = _LAST_WEEKS[round(time % 1 * 4)].split("-")
    return form.replace("%Y", str(int(time))).replace("%m", month).replace("%d", day)
