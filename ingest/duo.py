"""DUO's open data: who lives where and studies in the mbo, by leerweg.

The file has a row for each woongemeente, sectorkamer, leerweg and niveau, and its years as columns, which stand in its name
too; so its address changes every year. It is kept as it came. When it is read, the rows are summed per gemeente and year:
all leerwegen but extranei (who only sit an exam) as `mbo`, and those who work and learn (BBL) as `mbo-bbl`.

DUO writes the name of the woongemeente and no number, -1 for 1 to 4 students, and calls its newest year provisional. Columns are
found by how their headers begin, and what does not fit is an error that shows both sides.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from ingest.dataset import YEARLY, Cells, Codes, Found, Rhythm, count, fingerprint
from ingest.errors import SourceChanged
from ingest.files.place_cells import OutsideScope, gemeente_place
from ingest.files.tabular import Cell, UnreadableCell, UnreadableFile, plain, read_number
from ingest.files.workbook import read_sheets
from ingest.periods import Period
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources, at_hand
from ingest.wire.ckan import Resource

PACKAGE = "mbo-studenten-per-sectorkamer-en-leerweg"
MBO, BBL = "mbo", "mbo-bbl"
_STUDENTS = "students"
_FILE = re.compile(r"(?P<first>20\d\d)-(?P<last>20\d\d)-sectorkamer03")  # of the three cuts, the one by woongemeente
_YEAR = re.compile(r"(?:jaar )?(20\d\d)")
_MASKED = -1  # what stands for 1 to 4 students
_LEERWEGEN = {"bbl": (MBO, BBL), "bolvt": (MBO,), "boldt": (MBO,), "ex": ()}
_REMEDY = "Bekijk het bestand op onderwijsdata.duo.nl en pas ingest/duo.py aan."

Key = tuple[str, str, str]  # gemeente, kind, year


@dataclass(frozen=True)
class MboByHome:
    """Mbo students by the gemeente where they live: a figure for each gemeente, year and kind (`mbo`, `mbo-bbl`)."""

    name: str = "mbo-duo"
    label: str = "Mbo-studenten naar woongemeente en leerweg"
    producer: str = "DUO"
    licence: str = "voorwaarden van onderwijsdata.duo.nl"
    rhythm: Rhythm | None = YEARLY
    accumulates: bool = False
    from_agenda: bool = False

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        """Whether the newest file is the one that was taken, by its address and the moment that the catalogue gives it."""
        newest = newest_file(at_hand(sources.duo).resources(PACKAGE))
        origin = last.origins[0]
        return (last.declaration, origin.url, origin.modified) == (fingerprint(self), newest.url, _moment(newest))

    def words(self, measure: str) -> str:
        return "Mbo-studenten per woongemeente" if measure == _STUDENTS else ""

    def offers(self, sources: Sources) -> bool:
        return sources.duo is not None

    def inspect(self, sources: Sources) -> Found:
        if sources.duo is None:
            return Found("", "niet bekeken: er is geen adres van DUO ingesteld")
        newest = newest_file(sources.duo.resources(PACKAGE))
        return Found(newest.url.rpartition("/")[2], f"pakket {PACKAGE}, gewijzigd {_moment(newest) or 'onbekend'}")

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The newest file, as it is. Raises IngestError."""
        catalogue = at_hand(sources.duo)
        newest = newest_file(catalogue.resources(PACKAGE))
        data = catalogue.fetch(newest.url)
        name = _file_name(newest.url, data)
        rows, _ = summed(name, data)
        draft.write(name, data)
        return [
            Origin(
                producer=self.producer,
                title="Mbo-studenten per sectorkamer en leerweg",
                table=name,
                url=newest.url,
                licence=self.licence,
                modified=_moment(newest),
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(name),
                rows=rows,
                columns={_STUDENTS: "JAAR_..., opgeteld per woongemeente"},
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Cells]:
        """The sums of the file. A sum of which a part is not published is not published."""
        (origin,) = snapshot.receipt.origins
        _, sums = summed(origin.table, snapshot.read(origin.table))
        years = {year for _, _, year in sums}
        yield Cells(
            origin=origin,
            measures={"aantal": count(_STUDENTS, "aantal")},
            decimals={_STUDENTS: 0},
            region=Codes("gemeente", {gemeente: gemeente for gemeente, _, _ in sums}),
            sector=Codes("soort", {MBO: MBO, BBL: BBL}),
            period_column="jaar",
            periods={year: Period(year, "year", "voorlopig" if year == max(years) else "definitief") for year in years},
            lines=[
                msgspec.json.encode({"gemeente": gemeente, "soort": kind, "jaar": year, "aantal": value}) + b"\n"
                for (gemeente, kind, year), value in sums.items()
            ],
            region_names={},
        )


def newest_file(resources: list[Resource]) -> Resource:
    """The file by woongemeente with the latest year in its name. Raises SourceChanged."""
    dated = [(found["last"], resource) for resource in resources if (found := _FILE.search(resource.url))]
    if not dated:
        names = ", ".join(resource.url.rpartition("/")[2] for resource in resources) or "geen enkel bestand"
        raise SourceChanged(f"DUO, pakket {PACKAGE}", "een bestand '2021-2025-sectorkamer03...'", names, _REMEDY)
    return max(dated, key=lambda pair: pair[0])[1]


def summed(name: str, data: bytes) -> tuple[int, dict[Key, float | None]]:
    """How many rows a file has, and its sums. Raises SourceChanged.

    A gemeente is known by its number, or by its name; a name that is none of 2026 is passed over.
    """
    try:
        rows = read_sheets(name, data)[0].rows
    except UnreadableFile as error:
        raise SourceChanged(f"DUO, bestand {name}", "een tabel", str(error), _REMEDY) from error
    columns = _Columns.of(name, rows[0] if rows else [])
    sums: defaultdict[Key, float | None] = defaultdict(float)
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        kinds = _LEERWEGEN.get(plain(_at(row, columns.leerweg)).replace(" ", ""))
        if kinds is None:
            found = f"op rij {number}: '{_at(row, columns.leerweg)}'"
            raise SourceChanged(f"DUO, bestand {name}", f"de leerwegen {', '.join(_LEERWEGEN).upper()}", found, _REMEDY)
        try:
            gemeente = gemeente_place(_at(row, columns.gemeente))
            for year, column in columns.years.items():
                value = _count(_at(row, column))
                for kind in kinds:
                    before = sums[gemeente, kind, year]
                    sums[gemeente, kind, year] = None if before is None or value is None else before + value
        except OutsideScope:
            continue
        except UnreadableCell as error:
            raise SourceChanged(f"DUO, bestand {name}", "leesbare cellen", f"op rij {number}: {error}", _REMEDY) from error
    return len(rows) - 1, dict(sums)


@dataclass(frozen=True)
class _Columns:
    """Where in a row the leerweg, the woongemeente and each year stand."""

    leerweg: int
    gemeente: int
    years: dict[str, int]

    @classmethod
    def of(cls, name: str, header: list[Cell]) -> "_Columns":
        """The columns by their headers. Raises SourceChanged."""
        titles = [plain(cell) for cell in header]
        homes = [n for n, title in enumerate(titles) if title.startswith("woon") and "gemeente" in title]
        numbered = [n for n in homes if "nummer" in titles[n] or "code" in titles[n]]
        years = {found[1]: n for n, title in enumerate(titles) if (found := _YEAR.fullmatch(title))}
        if "leerweg" not in titles or not homes or not years:
            declared = "de kolommen LEERWEG, WOONGEMEENTE... en JAAR_2021 en verder"
            raise SourceChanged(f"DUO, bestand {name}", declared, ", ".join(map(str, header)) or "geen kop", _REMEDY)
        return cls(titles.index("leerweg"), (numbered or homes)[0], years)


def _at(row: list[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _count(cell: Cell) -> float | None:
    """A number of students; None where it is not published, or masked as -1 or `<5`. Raises UnreadableCell."""
    if isinstance(cell, str) and cell.strip().startswith("<"):
        return None
    number = read_number(cell)
    if number is not None and number < 0 and number != _MASKED:
        raise UnreadableCell(f"'{cell}' is geen aantal studenten; voor 1 tot en met 4 schrijft DUO {_MASKED}")
    return None if number == _MASKED else number


def _file_name(url: str, data: bytes) -> str:
    """A name with the ending that its bytes have; DUO's addresses have none."""
    base = url.rpartition("/")[2].split("?")[0].removesuffix(".csv").removesuffix(".xlsx")
    return f"{base}.{'xlsx' if data.startswith(b'PK') else 'csv'}"


def _moment(resource: Resource) -> str | None:
    return resource.last_modified or resource.created or None
