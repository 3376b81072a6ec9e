"""How a declared CBS table is found in the catalogue, fitted to its declaration, taken and read.

CBS gives a regional table a new id each year and its columns changing suffixes. So a declaration names titles; the ids and
columns that they led to are recorded in the receipt.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from ingest.cbs.declaration import AMEND, Declaration
from ingest.cbs.fit import Fit, fit
from ingest.cbs.margins import bounds_of, side_by_side
from ingest.cbs.words import nearest_titles, plain_title, unmatched_editions
from ingest.dataset import Cells, Found, fingerprint
from ingest.dutch import counted
from ingest.errors import SourceChanged, SourceUnavailable
from ingest.home import home
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources
from ingest.wire.cbs import CatalogueEntry, Cbs, Metadata, is_long, read_page, read_structure
from ingest.wire.cbs_long import wide_lines

LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class CbsTable(Declaration):
    """A declared CBS table as a dataset: found in the catalogue, taken, and read."""

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        """Whether the newest edition, and each older one that was used, is still as it was. Raises as `editions` does."""
        return last.declaration == fingerprint(self) and unchanged(sources.cbs, self.editions(sources.cbs)[0], last)

    def offers(self, sources: Sources) -> bool:
        return True

    def editions(self, cbs: Cbs) -> list[CatalogueEntry]:
        """The tables in the catalogue that this declaration names, newest first. Raises SourceChanged when there is none."""
        newest = editions(cbs, self.title, self.known_as, f"Dataset {self.name}")
        return newest + [entry for title, known_as in self.earlier.items() for entry in offered(cbs, title, known_as)]

    def inspect(self, sources: Sources) -> Found:
        cbs, passed_over = sources.cbs, list[str]()
        (newest, _, found), *older = self._chosen(cbs, passed_over)
        nowhere = set(self.levels).difference(found.levels, *(fitted.levels for _, _, fitted in older))
        topics = counted(len(found.topics), "onderwerp", "onderwerpen")
        first = f"{newest.title}: {found.extent}, {topics}{self._without(found)}"
        lines = [
            ". ".join(filter(None, [first, cbs.remark(newest.table)])),
            *found.in_words([measure.name for measure in self.measures.values() if measure.optional]),
            *self._told_of_titles(cbs, newest),
            *(f"Vult aan: {entry.table} '{entry.title}', {fitted.extent}." for entry, _, fitted in older),
            *passed_over,
            *([f"Let op: geen enkele editie geeft {', '.join(sorted(nowhere))}."] if nowhere and self.has_editions else []),
        ]
        return Found(newest.table, "\n".join(lines))

    def _without(self, found: Fit) -> str:
        """Which region levels are hoped for and not in this table, and what that means; empty when all are."""
        lacking = sorted(set(self.levels) - found.levels)
        if self.has_editions:
            meaning = "dus oudere edities vullen aan"
        elif "GM" in found.levels:
            meaning = "dus regio's worden opgeteld uit gemeenten waar dat kan"
        else:
            meaning = "die regio's geeft deze tabel niet"
        return f"; zonder {', '.join(lacking)}, {meaning}" if lacking else ""

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The newest edition, and as many older ones as it takes to have all levels and years. Raises IngestError."""
        taken: list[Origin] = []
        for edition, metadata, found in self._chosen(sources.cbs, []):
            columns = {measure.name: topic.column for measure, topic in found.topics}
            taken.append(take_table(sources.cbs, draft, edition, metadata, found.select, found.where, columns))
        return taken

    def _chosen(self, cbs: Cbs, passed_over: list[str]) -> Iterator[tuple[CatalogueEntry, Metadata, Fit]]:
        """The newest edition, and as many older ones as it takes to have all levels and years; `passed_over` hears of the others.

        Raises IngestError.
        """
        # Of each level, and of the own region, the first year found: editions with old years may have no AM or GM.
        reached = dict[str, int]()
        for edition in (all_of_them := self.editions(cbs)):
            older = edition is not all_of_them[0]
            try:
                metadata = cbs.metadata(edition.table)
                found = fit(self, read_structure(metadata))
            except SourceChanged as change:
                if not older:
                    raise
                passed_over.append(f"Overgeslagen: {edition.table} '{edition.title}'. {change}")
                continue  # an older edition with another layout adds nothing; the newest one stands
            # Also of an edition with no earlier year: it may fill cells that the newer editions leave empty.
            there = found.levels | {home().code} & {*found.region.meaning.values()}
            if older and not self._lacking(reached) & there:
                continue
            yield edition, metadata, found
            reached |= {each: min(found.first_year, reached.get(each, found.first_year)) for each in there}
            if not self._lacking(reached):
                return

    def _lacking(self, reached: Mapping[str, int]) -> set[str]:
        """The hoped-for levels, and the own region where its level is hoped for, not yet found or not from `since` on."""
        hoped = {*self.levels, *({home().code} if home().code[:2] in self.levels else ())}
        return {each for each in hoped if each not in reached or (self.since is not None and reached[each] > self.since)}

    def _told_of_titles(self, cbs: Cbs, newest: CatalogueEntry) -> list[str]:
        """What a person must know of the titles: which is no longer as declared, which edition is called otherwise."""
        told = unmatched_editions(cbs.tables(), self.title, self.editions(cbs))
        if self.known_as and newest not in offered(cbs, self.title, None):
            told.append(f"Let op: gevonden op het nummer {self.known_as}; de titel was '{self.title}'.")
        gone = [f"{known_as} '{title}'" for title, known_as in self.earlier.items() if not offered(cbs, title, known_as)]
        return told + [f"Let op: de voorganger {each} staat niet (meer) in de catalogus." for each in gone]

    def read(self, snapshot: Snapshot) -> Iterator[Cells]:
        """Each table of the snapshot, newest edition first."""
        for origin in snapshot.receipt.origins:
            metadata = stored_metadata(snapshot, origin.table)
            found = fit(self, read_structure(metadata))
            columns = [topic.column for _, topic in found.topics]
            lines = stored_lines(snapshot, origin.table)
            if self.margins:
                dimension, dimensions = self.margins.dimension, found.select[: -len(columns)]
                lines = side_by_side(origin.table, lines, dimension, found.margin_codes, dimensions, columns)
            yield Cells(
                origin=origin,
                measures={topic.column: measure for measure, topic in found.topics},
                decimals={measure.name: topic.decimals for measure, topic in found.topics},
                region=found.region,
                sector=found.sector,
                period_column=self.period,
                periods=found.periods,
                lines=lines,
                region_names=found.region_names,
                work=found.work,
                bounds={column: bounds_of(column) for column in columns} if self.margins else {},
            )


def editions(cbs: Cbs, title: str, known_as: str | None, where: str) -> list[CatalogueEntry]:
    """The catalogue's tables with this title, newest `{year}` first; failing that, the table with the known id.

    Raises SourceChanged when nothing is found.
    """
    if found := offered(cbs, title, known_as):
        return found
    raise SourceChanged(
        where,
        f"een tabel met de titel '{title}'" + (f" of het nummer {known_as}" if known_as else ""),
        "geen enkele in de catalogus van CBS",
        f"{nearest_titles(cbs.tables(), title)} Zoek de nieuwe titel op opendata.cbs.nl. {AMEND}",
    )


def offered(cbs: Cbs, title: str, known_as: str | None) -> list[CatalogueEntry]:
    """As `editions`, but empty when nothing is found. Semicolons and commas count as the same, as CBS has mixed them."""
    pattern = re.compile(re.escape(plain_title(title)).replace(re.escape("{year}"), r"(\d{4})"))
    found = []
    for entry in cbs.tables():
        match = pattern.fullmatch(plain_title(entry.title))
        if match:
            found.append((match.group(1) if match.groups() else entry.modified, entry))
    if found:
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]
    return [entry for entry in cbs.tables() if known_as and entry.table.lower() == known_as.lower()]


def unchanged(cbs: Cbs, newest: CatalogueEntry, last: Receipt) -> bool:
    """Whether this is the newest edition that was taken last, and the catalogue gives each that was taken the same date. Of one
    without a date nobody knows, so it is taken again."""
    modified = {entry.table: entry.modified for entry in cbs.tables() if entry.modified}
    return last.origins[0].table == newest.table and all(modified.get(each.table) == each.modified for each in last.origins)


def take_table(
    cbs: Cbs, draft: Draft, edition: CatalogueEntry, metadata: Metadata, select: list[str], where: str, columns: dict[str, str]
) -> Origin:
    """Write one table into the draft: its metadata and every page of its rows. Raises IngestError.

    CBS revises tables in place, so a table that changed while it was being read counts as not received.
    """
    table, structure = edition.table, read_structure(metadata)
    draft.write(f"{table}.metadata.json", msgspec.json.encode(metadata))
    rows = 0
    for number, (body, size) in enumerate(cbs.pages(table, select, where, None if where else structure.row_count)):
        draft.write(f"{table}.{number:05d}.json", body)
        rows += size
    if (now := cbs.modified(table)) != structure.modified:
        raise SourceUnavailable(
            f"Tabel {table} is door CBS gewijzigd ({structure.modified} werd {now}) terwijl hij werd opgehaald. "
            "Haal hem opnieuw op met `python -m ingest refresh`."
        )
    return Origin(
        producer="CBS",
        title=structure.title,
        table=table,
        url=cbs.address(table),
        licence=LICENCE,
        modified=edition.modified,
        retrieved=datetime.now(UTC),
        sha256=draft.sha256(f"{table}."),
        rows=rows,
        columns=columns,
        remark=cbs.remark(table),
    )


def stored_metadata(snapshot: Snapshot, table: str) -> Metadata:
    """The metadata of one table in a snapshot."""
    return msgspec.json.decode(snapshot.read(f"{table}.metadata.json"), type=Metadata)


def stored_lines(snapshot: Snapshot, table: str) -> Iterator[bytes]:
    """The rows of one table in a snapshot as newline-delimited JSON in v3's form, a chunk for each page.

    The metadata tell over which road the table came; v4's rows are turned round. Raises SourceChanged as `wide_lines` does.
    """
    bodies = (snapshot.read(name) for name in snapshot.names(f"{table}.0"))
    if not is_long(metadata := stored_metadata(snapshot, table)):
        yield from (b"\n".join([*read_page(body).value, b""]) for body in bodies)
        return
    structure = read_structure(metadata)
    taken = next(origin.columns for origin in snapshot.receipt.origins if origin.table == table)
    columns = list(taken.values()) or [topic.column for topic in structure.topics]
    yield from wide_lines(bodies, table, list(structure.dimensions), columns)
