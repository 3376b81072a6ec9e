"""Two roads to CBS: OData v3, and v4 for each table that v3 does not give.

Another road is taken when a road is blocked: no answer after all tries, a refusal, fewer rows than promised, or a service that
no longer keeps to its protocol. A table that no longer fits its declaration (any other SourceChanged) is not tried over the
other road: it is the same table there, and its sentence must reach a person.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import Detour, IngestError, SourceUnavailable
from ingest.settings import Settings
from ingest.wire.cbs import CatalogueEntry, Cbs, Metadata, RoadChanged
from ingest.wire.cbs_v3 import CbsV3
from ingest.wire.cbs_v4 import CbsV4
from ingest.wire.web import PassingFault, Web

BLOCKED = (SourceUnavailable, RoadChanged)


def road_to_cbs(settings: Settings, web: Web | None = None) -> tuple[Cbs, Web]:
    """CBS over the road or roads that the settings name, and the session that they share."""
    web = web or Web()
    v3, v4 = CbsV3(settings.cbs_v3_url, web), CbsV4(settings.cbs_v4_url, web)
    roads: dict[str, Cbs] = {"v3": v3, "v4": v4, "auto": CbsRoads(v3, v4)}
    return roads[settings.cbs_api], web


class CbsRoads:
    """CBS over v3, and over v4 for a table that v3 does not give, or for all when v3 has no catalogue.

    A table's metadata and pages always come over one road. When v3 fails after its metadata were taken, Detour says that the
    table must be taken from the start; it then comes over v4.
    """

    def __init__(self, v3: Cbs, v4: Cbs) -> None:
        self.v3, self.v4 = v3, v4
        self._no_catalogue = ""
        self._blocked: dict[str, str] = {}

    def tables(self) -> list[CatalogueEntry]:
        """The catalogue of v3, or else of v4. Raises SourceUnavailable, which then tells of both."""
        try:
            return self.v3.tables()
        except BLOCKED as failure:
            self._no_catalogue = _reason(failure)
        with self._telling_of_v3(""):
            return self.v4.tables()

    def metadata(self, table: str) -> Metadata:
        if not self._why(table):
            try:
                return self.v3.metadata(table)
            except BLOCKED as failure:
                self._blocked[table] = _reason(failure)
        with self._telling_of_v3(table):
            return self.v4.metadata(table)

    def modified(self, table: str) -> str:
        if self._why(table):
            with self._telling_of_v3(table):
                return self.v4.modified(table)
        with self._or_detour(table):
            return self.v3.modified(table)

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        if self._why(table):
            with self._telling_of_v3(table):
                yield from self.v4.pages(table, select, where, row_count)
        else:
            with self._or_detour(table):
                yield from self.v3.pages(table, select, where, row_count)

    def address(self, table: str) -> str:
        return (self.v4 if self._why(table) else self.v3).address(table)

    def remark(self, table: str) -> str:
        why = self._why(table)
        return f"Tabel {table} kwam over OData v4, omdat het over v3 niet lukte: {why}." if why else ""

    def _why(self, table: str) -> str:
        """Why this table does not come over v3; empty while it does."""
        return self._no_catalogue or self._blocked.get(table, "")

    @contextmanager
    def _telling_of_v3(self, table: str) -> Iterator[None]:
        """A failure of v4 tells also what v3 had said."""
        try:
            yield
        except SourceUnavailable as failure:
            raise SourceUnavailable(f"{failure} (Over OData v3 lukte het ook niet: {self._why(table)}.)") from failure

    @contextmanager
    def _or_detour(self, table: str) -> Iterator[None]:
        """A road that is blocked halfway a table closes for that table, and the table must be taken anew."""
        try:
            yield
        except BLOCKED as failure:
            self._blocked[table] = _reason(failure)
            raise Detour(f"{self.remark(table)} Haal hem opnieuw op met `python -m ingest refresh`.") from failure


def _reason(failure: IngestError) -> str:
    """What went wrong, without the advice to try again later: that is being done."""
    passing = isinstance(failure.__cause__, PassingFault)
    return str(failure.__cause__ if passing else failure).rstrip(".")
