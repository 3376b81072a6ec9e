"""CBS's yearly table "Gebieden in Nederland": which gemeente lies in which arbeidsmarktregio, provincie and landsdeel."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from ingest.cbs.declaration import AMEND
from ingest.cbs.table import editions, stored_lines, stored_metadata, take_table, unchanged
from ingest.cbs.words import unmatched_editions
from ingest.dataset import Found, Rhythm, Rows, fingerprint
from ingest.dutch import counted
from ingest.errors import SourceChanged
from ingest.regions import clean_name, regions_of
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources
from ingest.wire.cbs import CatalogueEntry, Cbs, Metadata, Structure, read_structure


@dataclass(frozen=True)
class AreaTable:
    """A yearly classification. `levels` are the first letters of the regions wanted: their pair of columns (code, name)
    moves each year and is found by those letters. Of the editions from the year `since` on the newest counts; the older ones tell
    where gemeenten lay that are no more."""

    name: str
    label: str
    title: str
    levels: tuple[str, ...]
    rhythm: Rhythm
    region: str = "RegioS"
    producer: str = "CBS"
    accumulates: bool = False
    from_agenda: bool = False
    since: int = 2013

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return last.declaration == fingerprint(self) and unchanged(sources.cbs, self._editions(sources.cbs)[0], last)

    def words(self, measure: str) -> str:
        return ""

    def offers(self, sources: Sources) -> bool:
        return True

    def inspect(self, sources: Sources) -> Found:
        newest, *older = self._wanted(sources.cbs)
        structure = read_structure(sources.cbs.metadata(newest.table))
        gemeenten = counted(len(structure.dimensions[self.region]), "gemeente", "gemeenten")
        words = f"{newest.title}: {gemeenten}, {counted(len(structure.topics), 'kolom', 'kolommen')}"
        lines = [words, *(f"Vult aan: {entry.table} '{entry.title}'." for entry in older)]
        unmatched = unmatched_editions(sources.cbs.tables(), self.title, self._editions(sources.cbs))
        return Found(newest.table, "\n".join([*lines, *unmatched]))

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The newest classification and the older ones, each whole. Raises IngestError."""
        newest, *older = self._wanted(sources.cbs)
        described = [(newest, sources.cbs.metadata(newest.table))]
        for edition in older:
            with suppress(SourceChanged):  # an older edition with another layout tells nothing; the newest one stands
                described.append((edition, sources.cbs.metadata(edition.table)))
        return [self._taken(sources.cbs, draft, edition, metadata) for edition, metadata in described]

    def read(self, snapshot: Snapshot) -> Iterator[Rows]:
        """Rows `(gemeente, gemeente_name, region, region_name)`: one for each gemeente and each region that it lies in.

        A gemeente that came after the oldest edition has `since`, the year in which it came, and one that is no more has one row:
        the arbeidsmarktregio that it last lay in, with its last year as `until`. Raises SourceChanged when the codes of a wanted
        level are in no column of the newest edition.
        """
        newest, *older = snapshot.receipt.origins
        rows = self._rows(snapshot, newest)
        found = {_year(newest.title): rows}
        for origin in older:
            with suppress(SourceChanged):  # an edition that has no such regions
                found[_year(origin.title)] = [row for row in self._rows(snapshot, origin) if str(row["region"]).startswith("AM")]
        years: dict[str, list[int]] = {}
        for year, edition in found.items():
            for gemeente in {str(row["gemeente"]) for row in edition}:
                years.setdefault(gemeente, []).append(year)
        gone = {gemeente: max(there) for gemeente, there in years.items() if max(there) < max(found)}
        came = {gemeente: min(there) for gemeente, there in years.items() if min(there) > min(found)}
        rows += [
            row | {"until": year} for year, edition in found.items() for row in edition if gone.get(str(row["gemeente"])) == year
        ]
        yield Rows(newest, "area", [row | _since(came, row) for row in rows])

    def _taken(self, cbs: Cbs, draft: Draft, edition: CatalogueEntry, metadata: Metadata) -> Origin:
        select = [self.region, *(topic.column for topic in read_structure(metadata).topics)]
        return take_table(cbs, draft, edition, metadata, select, where="", columns={})

    def _rows(self, snapshot: Snapshot, origin: Origin) -> list[dict[str, object]]:
        """The rows of one edition. Raises SourceChanged."""
        structure = read_structure(stored_metadata(snapshot, origin.table))
        _, names = regions_of(structure.table, structure.dimensions[self.region])
        raw = [msgspec.json.decode(line) for chunk in stored_lines(snapshot, origin.table) for line in chunk.splitlines()]
        rows: list[dict[str, object]] = []
        for level in self.levels:
            code_column, name_column = self._pair(structure, raw, level)
            for row in raw:
                gemeente, region = row[self.region].strip(), (row[code_column] or "").strip()
                if region:
                    rows.append(
                        {
                            "gemeente": gemeente,
                            "gemeente_name": names.get(gemeente, gemeente),
                            "region": region,
                            "region_name": clean_name(row[name_column] or region),
                        }
                    )
        return rows

    def _wanted(self, cbs: Cbs) -> list[CatalogueEntry]:
        """The newest edition and the older ones that count, newest first. Raises SourceChanged when there is none."""
        newest, *older = self._editions(cbs)
        return [newest, *(edition for edition in older if _year(edition.title) >= self.since)]

    def _editions(self, cbs: Cbs) -> list[CatalogueEntry]:
        return editions(cbs, self.title, None, f"Dataset {self.name}")

    def _pair(self, structure: Structure, raw: list[dict[str, str | None]], level: str) -> tuple[str, str]:
        """The column with the codes of one level, and the one after it, with the names."""
        code = re.compile(rf"{level}\d+")
        columns = [topic.column for topic in structure.topics]
        for candidate, following in pairwise(columns):
            values = [value for row in raw if (value := (row[candidate] or "").strip())]
            if values and all(code.fullmatch(value) for value in values):
                return candidate, following
        raise SourceChanged(
            f"Tabel {structure.table} ({structure.title})",
            f"een kolom met codes die met {level} beginnen",
            f"alleen {', '.join(columns)}",
            AMEND,
        )


def _year(title: str) -> int:
    """The year that the title of an edition names; 0 where it names none."""
    found = re.search(r"[0-9]{4}", title)
    return int(found[0]) if found else 0


def _since(came: Mapping[str, int], row: Mapping[str, object]) -> dict[str, object]:
    year = came.get(str(row["gemeente"]))
    return {"since": year} if year else {}
