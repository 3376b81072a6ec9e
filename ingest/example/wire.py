"""Tables in the wire shape of CBS's OData v3, padding and all, and a stand-in for the service that serves them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import msgspec

from ingest.errors import SourceUnavailable
from ingest.wire.cbs import CatalogueEntry, Metadata

PAGE_SIZE = 10_000  # rows in one answer of ODataFeed

_EQUALS = re.compile(r"(\w+) eq '([^']*)'")


@dataclass(frozen=True)
class WireDimension:
    """A dimension with its codes as (key, title) or (key, title, status); keys are padded to the longest among them."""

    name: str
    codes: Sequence[tuple[str, ...]]
    kind: str = "Dimension"

    @cached_property
    def width(self) -> int:
        """The number of characters to which keys are padded."""
        return max(len(code[0]) for code in self.codes)

    def pad(self, key: str) -> str:
        """A key as it stands in an observation."""
        return key.ljust(self.width)

    def rows(self) -> list[dict[str, object]]:
        """The code list as the service gives it."""
        return [
            {"Key": self.pad(code[0]), "Title": code[1], "Description": "", **({"Status": code[2]} if len(code) > 2 else {})}
            for code in self.codes
        ]


@dataclass(frozen=True)
class WireTopic:
    """A topic: its column, its title path, unit and decimals."""

    column: str
    path: tuple[str, ...]
    unit: str = "x 1 000"
    decimals: int = 0
    datatype: str = "Double"


class Lazily:
    """Rows that are made anew each time that they are gone through, so that they never stand in memory together."""

    def __init__(self, make: Callable[[], Iterator[Mapping[str, object]]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        return self._make()

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class WireTable:
    """One table; `rows` map dimension names (unpadded keys) and topic columns to values."""

    table: str
    title: str
    modified: str
    dimensions: list[WireDimension]
    topics: list[WireTopic]
    rows: Sequence[Mapping[str, object]] | Lazily = field(repr=False)
    frequency: str = "Perjaar"

    def info(self) -> dict[str, object]:
        """The table's row in the catalogue and in TableInfos."""
        return {
            "Identifier": self.table,
            "Title": self.title,
            "Modified": self.modified,
            "Frequency": self.frequency,
            "OutputStatus": "Regulier",
            "Language": "nl",
            "Catalog": "CBS",
            "RecordCount": len(self.rows),
        }

    def metadata(self) -> Metadata:
        """TableInfos, DataProperties and the code lists."""
        lists = {dimension.name: dimension.rows() for dimension in self.dimensions}
        return {"TableInfos": [self.info()], "DataProperties": self._properties(), **lists}

    def _properties(self) -> list[dict[str, object]]:
        rows = [_property(number, d.kind, d.name, d.name, None) for number, d in enumerate(self.dimensions)]
        groups: dict[tuple[str, ...], int] = {}
        for topic in self.topics:
            for depth in range(1, len(topic.path)):
                group = topic.path[:depth]
                if group not in groups:
                    groups[group] = len(rows)
                    rows.append(_property(len(rows), "TopicGroup", "", group[-1], groups.get(group[:-1])))
            facts = {"Datatype": topic.datatype, "Unit": topic.unit, "Decimals": topic.decimals, "Default": "Missing"}
            rows.append(_property(len(rows), "Topic", topic.column, topic.path[-1], groups.get(topic.path[:-1])) | facts)
        return rows

    def select(self, columns: list[str], where: str) -> list[dict[str, object]]:
        """The rows that fit an OData filter of equalities, with padded keys and only these columns (all when empty)."""
        return list(self.selected(columns, where))

    def selected(self, columns: list[str], where: str) -> Iterator[dict[str, object]]:
        """As `select`, one by one."""
        wanted = {name: code.strip() for name, code in _EQUALS.findall(where)}
        padded = {dimension.name: dimension.pad for dimension in self.dimensions}
        names = columns or [*padded, *(topic.column for topic in self.topics)]
        for number, row in enumerate(self.rows):
            if all(str(row[name]) == code for name, code in wanted.items()):
                yield {"ID": number} | {name: padded[name](str(row[name])) if name in padded else row[name] for name in names}


def _property(number: int, kind: str, key: str, title: str, parent: int | None) -> dict[str, object]:
    return {
        "odata.type": f"Cbs.OData.{kind}",
        "ID": number,
        "Position": number,
        "ParentID": parent,
        "Type": kind,
        "Key": key,
        "Title": title,
    }


class ExampleCbs:
    """Serves wire tables as CBS's service would, without a network."""

    def __init__(self, tables: list[WireTable]) -> None:
        self._tables = {table.table: table for table in tables}

    def tables(self) -> list[CatalogueEntry]:
        return [CatalogueEntry(table.table, table.title, table.modified) for table in self._tables.values()]

    def metadata(self, table: str) -> Metadata:
        return self._table(table).metadata()

    def modified(self, table: str) -> str:
        return self._table(table).modified

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        rows = self._table(table).selected(select, where)
        page = list(islice(rows, PAGE_SIZE))  # the first is there even when it is empty
        while True:
            yield msgspec.json.encode({"odata.metadata": f"voorbeeld#{table}", "value": page}), len(page)
            if not (page := list(islice(rows, PAGE_SIZE))):
                return

    def address(self, table: str) -> str:
        return f"voorbeeld/ODataFeed/odata/{table}"

    def remark(self, table: str) -> str:
        return ""

    def _table(self, table: str) -> WireTable:
        if table not in self._tables:
            raise SourceUnavailable(f"Voorbeeldtabel {table} bestaat niet.")
        return self._tables[table]
