"""What CBS's services say, whichever road it came by: catalogue entries, the structure of a table, a page of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec

Code = Mapping[str, str | None]
Metadata = dict[str, list[dict[str, object]]]


@dataclass(frozen=True)
class CatalogueEntry:
    """One table in the catalogue; `modified` as CBS writes it (local time without zone)."""

    table: str
    title: str
    modified: str


@dataclass(frozen=True)
class Topic:
    """One column with figures. `path` is the titles of its groups, from the outside in, and its own title."""

    column: str
    path: tuple[str, ...]
    unit: str
    decimals: int

    def __str__(self) -> str:
        return " > ".join(self.path)


@dataclass(frozen=True)
class Structure:
    """What a table holds: its dimensions with their code lists, and its topics."""

    table: str
    title: str
    modified: str
    row_count: int | None
    dimensions: dict[str, list[Code]]
    topics: list[Topic]


class Page(msgspec.Struct):
    """One answer with rows. Each row stays raw: the snapshot keeps the page, and the warehouse reads the rows."""

    value: list[msgspec.Raw]
    next_link: str | None = msgspec.field(name="odata.nextLink", default=None)


class Cbs(Protocol):
    """A road to CBS's tables: the real service, or the example tables."""

    root: str

    def tables(self) -> list[CatalogueEntry]:
        """The catalogue; asked once, however often this is called."""

    def metadata(self, table: str) -> Metadata:
        """TableInfos, DataProperties and the code list of each dimension."""

    def modified(self, table: str) -> str:
        """What the table itself says now of when it was modified."""

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        """All pages in order, each with its number of rows. `row_count` is given where all rows are asked for."""


_PAGE = msgspec.json.Decoder(Page)


def read_page(body: bytes) -> Page:
    """A page of rows. Raises msgspec.MsgspecError for a body that is cut short or is no such page."""
    return _PAGE.decode(body)


def read_structure(metadata: Metadata) -> Structure:
    """The structure that a v3 table describes in TableInfos, DataProperties and its code lists."""
    info = metadata["TableInfos"][0]
    properties = {row["ID"]: row for row in metadata["DataProperties"]}
    dimensions, topics = {}, []
    for row in metadata["DataProperties"]:
        kind = _kind(row)
        if kind == "Topic":
            topics.append(
                Topic(str(row["Key"]), _path(row, properties), str(row.get("Unit") or ""), int(str(row.get("Decimals") or 0)))
            )
        elif kind != "TopicGroup":
            dimensions[str(row["Key"])] = metadata[str(row["Key"])]
    return Structure(
        table=str(info["Identifier"]),
        title=_one_line(info["Title"]),
        modified=str(info["Modified"]),
        row_count=int(str(info["RecordCount"])) if info.get("RecordCount") is not None else None,
        dimensions=dimensions,  # type: ignore[arg-type]
        topics=topics,
    )


def dimension_names(properties: list[dict[str, object]]) -> list[str]:
    """The dimensions of a table, which are the names of its code lists."""
    return [str(row["Key"]) for row in properties if _kind(row) not in ("Topic", "TopicGroup")]


def _kind(row: Mapping[str, object]) -> str:
    return str(row.get("Type") or row.get("odata.type") or "").rsplit(".", 1)[-1]


def _path(row: Mapping[str, object], properties: Mapping[object, Mapping[str, object]]) -> tuple[str, ...]:
    titles = [_one_line(row["Title"])]
    parent = properties.get(row.get("ParentID"))
    while parent is not None:
        titles.append(_one_line(parent["Title"]))
        parent = properties.get(parent.get("ParentID"))
    return tuple(reversed(titles))


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
