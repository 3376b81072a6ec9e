"""The figures that the region's own documents print (agenda/published_figures.csv), typed over with document and place."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.dataset import Found, IngestError, Origin, Rhythm, Rows, fingerprint
from ingest.home import home
from ingest.snapshots import Draft, Receipt, Snapshot
from ingest.sources import Sources
from ingest.system_words import in_words
from ingest.tabular import UnreadableCell, read_number

FILE = "published_figures.csv"
COLUMNS = ["onderwerp", "regiocode", "periode", "waarde", "eenheid", "toevoeging", "omschrijving", "document", "vindplaats"]
_REQUIRED = ("onderwerp", "regiocode", "eenheid", "omschrijving", "document", "vindplaats")


@dataclass(frozen=True)
class PublishedFigures:
    """One row of the file is one figure as a document prints it; an empty period means that the document names none."""

    name: str = "published-figures"
    label: str = "Cijfers uit de documenten van de regio"
    producer: str = f"Arbeidsmarktregio {home().naam}"
    rhythm: Rhythm | None = None
    accumulates: bool = False
    from_agenda: bool = True

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return last.declaration == fingerprint(self) and last.files[0].sha256 == hashlib.sha256(self._bytes(sources)).hexdigest()

    def offers(self, sources: Sources) -> bool:
        return True

    def inspect(self, sources: Sources) -> Found:
        return Found(FILE, f"{len(read_figures(self._bytes(sources)))} cijfers")

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The file as it is. Raises IngestError, naming the row, when a row is wrong."""
        data = self._bytes(sources)
        rows = read_figures(data)
        draft.write(FILE, data)
        return [
            Origin(
                producer=self.producer,
                title=self.label,
                table=FILE,
                url=f"agenda/{FILE}",
                licence="openbare documenten",
                modified=None,
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(FILE),
                rows=len(rows),
                columns={},
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Rows]:
        """Rows of the warehouse table `published_figure`."""
        (origin,) = snapshot.receipt.origins
        yield Rows(origin, "published_figure", read_figures(snapshot.read(FILE)))

    def _bytes(self, sources: Sources) -> bytes:
        try:
            return (sources.agenda / FILE).read_bytes()
        except OSError as error:
            raise IngestError(
                f"{sources.agenda / FILE} is niet te lezen (het {in_words(error)}). Zet het bestand terug."
            ) from error


def read_figures(data: bytes) -> list[dict[str, object]]:
    """The rows of the file, with `waarde` as a number. Raises IngestError, naming the row, when one is wrong."""
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    if table.fieldnames != COLUMNS:
        raise IngestError(
            f"{FILE}: verwacht zijn de kolommen {', '.join(COLUMNS)}; gevonden is {', '.join(table.fieldnames or [])}."
        )
    return [_checked(number, row) for number, row in enumerate(table, start=2)]


def _checked(number: int, row: dict[str, str]) -> dict[str, object]:
    empty = [column for column in _REQUIRED if not row[column]]
    if empty:
        raise IngestError(f"{FILE}, rij {number}: {', '.join(empty)} is leeg. Vul het aan.")
    try:
        value = read_number(row["waarde"])
    except UnreadableCell as error:
        raise IngestError(f"{FILE}, rij {number}, kolom waarde: {error}.") from error
    if value is None:
        raise IngestError(f"{FILE}, rij {number}, kolom waarde: er staat geen cijfer. Haal de rij weg of vul het aan.")
    return {**row, "waarde": value}
