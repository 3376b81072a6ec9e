"""CBS over OData v4: catalogue, metadata, and the observations page by page, one row for each cell."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, urlsplit

import msgspec

from ingest.errors import SourceUnavailable
from ingest.wire.cbs import CatalogueEntry, Metadata, RoadChanged, answered, catalogue, local_time
from ingest.wire.cbs_long import LongPage, read_long_page
from ingest.wire.web import Once, PassingFault, Web

CATALOGUE_FIELDS = "Identifier,Title,Modified"
LONGEST_FILTER = 1500  # characters; a web server may refuse an address of more than 2048

Answer = TypeVar("Answer")


class _Answer(msgspec.Struct, Generic[Answer]):
    """A list as v4 gives it."""

    value: list[Answer]
    next_link: str | None = msgspec.field(name="@odata.nextLink", default=None)


class _Entry(msgspec.Struct):
    """One table in v4's catalogue."""

    Identifier: str | None
    Title: str | None
    Modified: str | None


_CATALOGUE = msgspec.json.Decoder(_Answer[_Entry])
_LIST = msgspec.json.Decoder(_Answer[dict[str, object]])
_PROPERTIES = msgspec.json.Decoder(dict[str, object])


class CbsV4:
    """CBS's OData v4 service below one root address."""

    def __init__(self, root: str, web: Web | None = None) -> None:
        self.root = f"{root}/odata/v1/CBS"
        self.web = web or Web()
        self._catalogue = Once(self._read_catalogue)
        self._parts: dict[str, tuple[list[str], list[str]]] = {}

    def tables(self) -> list[CatalogueEntry]:
        """The catalogue, asked once. Raises SourceUnavailable."""
        return self._catalogue()

    def metadata(self, table: str) -> Metadata:
        """Properties, Dimensions, MeasureCodes, MeasureGroups (where there are any) and the code list of each dimension.

        Raises SourceUnavailable.
        """
        properties = self._properties(table)
        dimensions, measures = self._list(table, "Dimensions"), self._list(table, "MeasureCodes")
        self._parts[table] = _identifiers(dimensions), _identifiers(measures)
        grouped = any(row.get("MeasureGroupId") for row in measures)
        return {
            "Properties": [properties],
            "Dimensions": dimensions,
            "MeasureCodes": measures,
            "MeasureGroups": self._list(table, "MeasureGroups") if grouped else [],
            **{f"{name}Codes": self._list(table, f"{name}Codes") for name in _identifiers(dimensions)},
        }

    def modified(self, table: str) -> str:
        """The `Modified` that the table gives now, in local time. Raises SourceUnavailable."""
        return local_time(self._properties(table).get("Modified"))

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        """All pages in order, each with its number of cells.

        Only the measures in `select` are asked for, and only the codes in `where`. Each page names the next; of that link
        only the question counts, so that an answer cannot send us to another server. Raises SourceUnavailable for a faulty
        answer or fewer cells than CBS counts, RoadChanged for links that go round in circles.
        """
        asked = self._filter(table, select, where)
        expected = self._count(table, asked) if asked else row_count
        question: dict[str, str] | None = {"$filter": asked} if asked else {}
        rows, before = 0, list[dict[str, str]]()
        while question is not None:
            what = f"Tabel {table}, cellen vanaf {rows} ophalen over OData v4"
            body, page = self.web.get(f"{self.address(table)}/Observations", question, _whole_page, what)
            rows += len(page.value)
            yield body, len(page.value)
            before.append(question)
            question = _question(page.next_link)
            if question in before or (question is not None and not page.value):
                raise RoadChanged(
                    f"Tabel {table}", f"een nieuwe bladzijde na cel {rows}", str(page.next_link), "Pas ingest/wire/cbs_v4.py aan."
                )
        if expected is not None and rows < expected:
            raise SourceUnavailable(
                f"Tabel {table}: CBS meldt {expected} cellen, maar stuurde er {rows}. "
                "Probeer het later opnieuw met `python -m ingest refresh`."
            )

    def address(self, table: str) -> str:
        """The address of a table by v4's own spelling of its id: v3 takes an id in any case, v4 only in its own.

        Raises SourceUnavailable when the catalogue does not have the table.
        """
        own = [entry.table for entry in self.tables() if entry.table.lower() == table.lower()]
        if not own:
            raise SourceUnavailable(
                f"Tabel {table} staat niet in de catalogus van OData v4 ({self.root}). "
                "Haal hem over v3 op, of zoek op datasets.cbs.nl hoe hij nu heet."
            )
        return f"{self.root}/{own[0]}"

    def remark(self, table: str) -> str:
        return ""

    def _filter(self, table: str, select: list[str], where: str) -> str:
        """The question for these measures and codes; without the measures where all are wanted, or they are too many to name."""
        if table not in self._parts:
            self._parts[table] = _identifiers(self._list(table, "Dimensions")), _identifiers(self._list(table, "MeasureCodes"))
        dimensions, measures = self._parts[table]
        wanted = [name for name in select if name not in dimensions]
        if set(wanted) == set(measures):
            return where
        chosen = " or ".join(f"Measure eq '{code}'" for code in wanted)
        whole = f"{where} and ({chosen})" if where else chosen
        return whole if len(whole) <= LONGEST_FILTER else where

    def _count(self, table: str, asked: str) -> int | None:
        """How many cells fit a filter; None where the service does not count."""
        what = f"Tabel {table}, cellen tellen over OData v4"
        try:
            count = self.web.get(f"{self.address(table)}/Observations/$count", {"$filter": asked}, bytes, what)
        except SourceUnavailable:
            return None  # counting is a check upon the pages; when the service is really away, they will say so
        text = count.decode("utf-8-sig", errors="replace").strip()
        return int(text) if text.isdecimal() else None

    def _read_catalogue(self) -> list[CatalogueEntry]:
        what = f"De catalogus van CBS ophalen over OData v4 ({self.root})"
        rows = self._rows(f"{self.root}/Datasets", {"$select": CATALOGUE_FIELDS}, _CATALOGUE.decode, what)
        return catalogue((row.Identifier, row.Title, row.Modified) for row in rows)

    def _properties(self, table: str) -> dict[str, object]:
        what = f"Tabel {table}, Properties ophalen over OData v4"
        return self.web.get(f"{self.address(table)}/Properties", {}, answered(_PROPERTIES.decode), what)

    def _list(self, table: str, name: str) -> list[dict[str, object]]:
        what = f"Tabel {table}, {name} ophalen over OData v4"
        return self._rows(f"{self.address(table)}/{name}", {}, _LIST.decode, what)

    def _rows(self, url: str, question: dict[str, str], decode: Callable[[bytes], _Answer[Answer]], what: str) -> list[Answer]:
        """All rows of a list. CBS gives it in one page; a next link is followed all the same, unless it was followed before.

        There is always at least one row: no catalogue, dimension or list that is asked for is empty, so without any the answer
        is not whole.
        """
        following: dict[str, str] | None = question
        rows, asked = list[Answer](), list[dict[str, str]]()
        while following is not None and following not in asked:
            answer = self.web.get(url, following, answered(decode) if asked else _with_rows(answered(decode)), what)
            rows += answer.value
            asked.append(following)
            following = _question(answer.next_link) if answer.value else None
        return rows


def _with_rows(read: Callable[[bytes], _Answer[Answer]]) -> Callable[[bytes], _Answer[Answer]]:
    """The same reader, which raises PassingFault for a list without rows."""

    def with_rows(body: bytes) -> _Answer[Answer]:
        found = read(body)
        if not found.value:
            raise PassingFault("de lijst heeft geen rijen")
        return found

    return with_rows


def _question(link: str | None) -> dict[str, str] | None:
    """What a next link asks, or None where there is no link."""
    return dict(parse_qsl(urlsplit(link).query)) if link else None


def _identifiers(rows: list[dict[str, object]]) -> list[str]:
    return [str(row["Identifier"]) for row in rows]


def _whole_page(body: bytes) -> tuple[bytes, LongPage]:
    return body, answered(read_long_page)(body)
