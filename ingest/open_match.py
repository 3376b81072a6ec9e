"""UWV Open Match Data: vacancies and jobseekers on werk.nl per gemeente, the one open series of UWV; it ended on 16-05-2023.

data.overheid.nl lists a zip file with one CSV for each week. As nothing is added any more, it is fetched on request only
(`python -m ingest refresh uwv-open-match`), and of each quarter only the last week: that is history, not a current figure.
"""

import csv
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from ingest.dataset import Cells, Codes, Found, Rhythm, always, count, fingerprint
from ingest.errors import IngestError, SourceChanged
from ingest.files.place_cells import OutsideScope, gemeente_place
from ingest.files.tabular import UnreadableCell, read_month, read_number
from ingest.home import home
from ingest.periods import Period
from ingest.sectors import TOTAL
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources, at_hand
from ingest.wire.ckan import Resource

PACKAGE = "uwv-open-match-data"
_MEASURES = {"vacature": count("posted_vacancies", "vacatures"), "werkzoekende": count("posted_jobseekers", "personen")}
_NEEDED = {"PEILDATUM", "GEMEENTE", "REC_TYPE", "AANTAL"}
_MAX_UNPACKED = 600 * 2**20  # a week of all occupations and postcodes; it is read line by line


@dataclass(frozen=True)
class OpenMatchData:
    """The series as a dataset: one figure for each own gemeente, month and kind of record."""

    name: str = "uwv-open-match"
    label: str = "Vacatures en werkzoekenden op werk.nl, historisch (tot 16 mei 2023)"
    producer: str = "UWV"
    licence: str = "CC BY 4.0"
    rhythm: Rhythm | None = None
    accumulates: bool = False
    from_agenda: bool = False

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return last.declaration == fingerprint(self)

    def words(self, measure: str) -> str:
        return next((f"Aantal op werk.nl van de soort {kind}" for kind, each in _MEASURES.items() if each.name == measure), "")

    def offers(self, sources: Sources) -> bool:
        return sources.open_data is not None

    def inspect(self, sources: Sources) -> Found:
        return Found(PACKAGE, "afgesloten reeks tot 16-05-2023, wordt alleen op verzoek opgehaald")

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The last week of each quarter, each zip as it is. Raises IngestError."""
        catalogue = at_hand(sources.open_data)
        chosen = last_of_each_quarter(catalogue.resources(PACKAGE))
        if not chosen:
            raise _changed("van de lijst", "een zip met een datum", "geen enkele")
        rows = 0
        for number, resource in enumerate(chosen):
            data = catalogue.fetch(resource.url)
            rows += len(_sums(resource.url, data))
            draft.write(f"week-{number:03d}.zip", data)
        return [
            Origin(
                producer=self.producer,
                title="UWV Open Match Data (historisch, bevroren sinds mei 2023)",
                table=PACKAGE,
                url=f"{catalogue.root}/dataset/{PACKAGE}",
                licence=self.licence,
                modified=chosen[-1].created or None,
                retrieved=datetime.now(UTC),
                sha256=draft.sha256("week-"),
                rows=rows,
                columns={measure.name: "AANTAL" for measure in _MEASURES.values()},
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Cells]:
        """The sums over occupations and postcodes per own gemeente. A sum of which a part is missing, is missing."""
        (origin,) = snapshot.receipt.origins
        sums = {key: value for name in snapshot.names("week-") for key, value in _sums(name, snapshot.read(name)).items()}
        cells: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
        for (gemeente, month, kind), value in sums.items():
            cells[gemeente, month] |= {"region": gemeente, "period": month, kind: value}
        yield Cells(
            origin=origin,
            measures=_MEASURES,
            decimals={measure.name: 0 for measure in _MEASURES.values()},
            region=Codes("region", {code: code for code, _ in cells}),
            sector=always(TOTAL),
            period_column="period",
            periods={month: Period(month, "month", "definitief") for _, month in cells},
            lines=[msgspec.json.encode(dict.fromkeys(_MEASURES) | row) + b"\n" for row in cells.values()],
            region_names=home().gemeenten,
        )


def last_of_each_quarter(resources: Iterable[Resource]) -> list[Resource]:
    """Of the zip files the last that was made in each quarter, oldest first."""
    found: dict[tuple[int, int], Resource] = {}
    for resource in sorted(resources, key=lambda one: one.created):
        try:
            made = datetime.fromisoformat(resource.created)
        except ValueError:
            continue
        if "ZIP" in resource.format.upper():
            found[made.year, (made.month - 1) // 3] = resource
    return list(found.values())


def _sums(name: str, data: bytes) -> dict[tuple[str, str, str], float | None]:
    """(gemeente, month, kind of record) -> the sum of AANTAL for each own gemeente. Raises SourceChanged."""
    sums: dict[tuple[str, str, str], float | None] = {}
    for number, row in _records(name, data):
        kind = (row["REC_TYPE"] or "").strip().lower()
        try:
            gemeente, month, amount = gemeente_place(row["GEMEENTE"]), read_month(row["PEILDATUM"]), read_number(row["AANTAL"])
        except OutsideScope:
            continue
        except UnreadableCell as error:
            raise _changed(name, "leesbare cellen", f"op regel {number}: {error}") from error
        if kind not in _MEASURES:
            raise _changed(name, " of ".join(_MEASURES), f"op regel {number}: REC_TYPE '{row['REC_TYPE']}'")
        if gemeente in home().gemeenten:
            before = sums.get((gemeente, month, kind), 0.0)
            sums[gemeente, month, kind] = None if before is None or amount is None else before + amount
    return sums


def _records(name: str, data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the one CSV in a zip, with their line numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            (entry,) = [one for one in packed.infolist() if one.filename.lower().endswith(".csv")]
            if entry.file_size > _MAX_UNPACKED:
                raise _changed(name, f"hooguit {_MAX_UNPACKED // 2**20} MB", f"{entry.file_size // 2**20} MB")
            with packed.open(entry) as file:
                encoding = "utf-8-sig" if _is_utf8(packed, entry) else "latin-1"
                table = csv.DictReader(io.TextIOWrapper(file, encoding, newline=""), delimiter=";")
                if not set(table.fieldnames or ()) >= _NEEDED:
                    raise _changed(
                        name, f"de kolommen {', '.join(sorted(_NEEDED))}", ", ".join(table.fieldnames or ()) or "geen kop"
                    )
                yield from enumerate(table, start=2)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, csv.Error) as error:  # RuntimeError: encrypted
        raise _changed(name, "een zip met één CSV", str(error)) from error


def _is_utf8(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with packed.open(entry) as file:
        try:
            for _ in io.TextIOWrapper(file, "utf-8"):
                pass
        except UnicodeDecodeError:
            return False
    return True


def _changed(name: str, declared: str, found: str) -> IngestError:
    return SourceChanged(f"Pakket {PACKAGE}, bestand {name}", declared, found, "Bekijk het bestand op data.overheid.nl.")
