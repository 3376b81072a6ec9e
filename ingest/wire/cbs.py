"""What CBS's services say, whichever road it came by: catalogue entries, the structure of a table, a page of rows, an error."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from ingest.errors import SourceChanged
from ingest.periods import AMSTERDAM
from ingest.wire.web import PassingFault, whole

Answer = TypeVar("Answer")
Code = Mapping[str, str | None]
Metadata = dict[str, list[dict[str, object]]]


class RoadChanged(SourceChanged):
    """A service that no longer keeps to its own protocol; the table need not have changed, so another road may be open."""


@dataclass(frozen=True)
class CatalogueEntry:
    """One table in the catalogue; `modified` as CBS writes it (local time without zone), empty where it gives no moment."""

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
    """What a table holds: its dimensions with their code lists, and its topics. `table` names it in sentences.

    `row_count` counts rows as they come over the line: in v3 one for each combination of codes, in v4 one for each cell.
    """

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
    """A road to CBS's tables: one of the real services, both in turn, or the example tables."""

    def tables(self) -> list[CatalogueEntry]:
        """The catalogue; asked once, however often this is called."""

    def metadata(self, table: str) -> Metadata:
        """What the service says of a table, by the names that it uses itself; `read_structure` reads it."""

    def modified(self, table: str) -> str:
        """What the table itself says now of when it was modified."""

    def pages(self, table: str, select: list[str], where: str, row_count: int | None) -> Iterator[tuple[bytes, int]]:
        """All pages in order, each with its number of rows. `row_count` is given where all rows are asked for."""

    def address(self, table: str) -> str:
        """The web address of the table on this road, for the receipt."""

    def remark(self, table: str) -> str:
        """In words, what was unusual about how the table came; empty when nothing was."""


_PAGE = msgspec.json.Decoder(Page)


def read_page(body: bytes) -> Page:
    """A page of rows. Raises msgspec.MsgspecError for a body that is cut short or is no such page."""
    return _PAGE.decode(body)


# OData gives an error as an object with nothing else in it: `odata.error` in v3, `error` in v4.
_ERROR = re.compile(rb'\s*\{\s*"(?:odata\.)?error"\s*:')
_LONGEST_SHOWN = 200  # characters of what a service says of its error


def answered(decode: Callable[[bytes], Answer]) -> Callable[[bytes], Answer]:
    """A reader as `whole` makes it, which raises PassingFault also where CBS answers with an error instead of rows."""
    read = whole(decode)

    def unless_error(body: bytes) -> Answer:
        refuse_error(body)
        return read(body)

    return unless_error


def refuse_error(body: bytes) -> None:
    """Raise PassingFault, with what CBS said, where an answer is an error: those may come with status 200."""
    if not _ERROR.match(body):
        return
    try:
        (error,) = msgspec.json.decode(body, type=dict[str, dict[str, object]]).values()
    except (msgspec.MsgspecError, ValueError):
        error = {}
    message = error.get("message")
    said = _one_line((message.get("value") if isinstance(message, dict) else message) or error.get("code") or "")
    which = f": '{said[:_LONGEST_SHOWN]}'" if said else ", zonder te zeggen welke"
    raise PassingFault(f"CBS antwoordt met een fout{which}")


def catalogue(rows: Iterable[tuple[str | None, str | None, object]]) -> list[CatalogueEntry]:
    """The tables of a catalogue, from the id, title and moment in each row; without an id or title nobody could ask for one.

    A table that is listed twice is one table, or its figures would be taken twice.
    """
    found: dict[str, CatalogueEntry] = {}
    for table, title, moment in rows:
        if table and title:
            found.setdefault(table.strip().lower(), CatalogueEntry(table.strip(), title.strip(), _known_moment(moment)))
    return list(found.values())


def is_long(metadata: Metadata) -> bool:
    """Whether this is v4's description of a table, whose rows hold one cell each; v3's rows hold all topics."""
    return "MeasureCodes" in metadata


def read_structure(metadata: Metadata) -> Structure:
    """The structure that a table describes, in the words of v3 or of v4."""
    return _read_v4(metadata) if is_long(metadata) else _read_v3(metadata)


def local_time(moment: object) -> str:
    """A moment as v3 writes it, in Dutch time without zone; v4 adds the zone, and one table must have one moment."""
    text = str(moment)
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(AMSTERDAM).replace(tzinfo=None).isoformat() if found.tzinfo else text
    except (ValueError, OverflowError):  # no moment, or one at the edge of all years
        return text


def _known_moment(text: object) -> str:
    """As `local_time`, but empty where it is no moment at all."""
    local = local_time(text)
    try:
        datetime.fromisoformat(local)
    except ValueError:
        return ""
    return local


def _read_v4(metadata: Metadata) -> Structure:
    """From Properties, Dimensions, MeasureCodes, MeasureGroups and the code lists, which are called after their dimension.

    The number of a group may carry spaces in one place and none in another.
    """
    info = metadata["Properties"][0]
    groups = {str(row["Id"]).strip(): row for row in metadata.get("MeasureGroups", [])}
    topics = sorted(metadata["MeasureCodes"], key=lambda row: int(str(row["Index"])))
    names = [str(row["Identifier"]) for row in metadata["Dimensions"]]
    return Structure(
        table=f"{info['Identifier']} over OData v4",
        title=_one_line(info["Title"]),
        modified=local_time(info["Modified"]),
        row_count=_number(info, "ObservationCount"),
        dimensions={name: [_code(row) for row in metadata[f"{name}Codes"]] for name in names},
        topics=[_topic(row, "Identifier", _titles(row.get("MeasureGroupId"), groups, "ParentId")) for row in topics],
    )


def _code(row: Mapping[str, object]) -> Code:
    """A code of v4 with the fields of v3."""
    return {name: None if value is None else str(value) for name, value in row.items()} | {"Key": str(row["Identifier"])}


def _read_v3(metadata: Metadata) -> Structure:
    """From TableInfos, DataProperties and the code lists."""
    info, properties = metadata["TableInfos"][0], metadata["DataProperties"]
    groups = {str(row["ID"]).strip(): row for row in properties}
    topics = [row for row in properties if _kind(row) == "Topic"]
    return Structure(
        table=str(info["Identifier"]),
        title=_one_line(info["Title"]),
        modified=str(info["Modified"]),
        row_count=_number(info, "RecordCount"),
        dimensions={name: metadata[name] for name in dimension_names(properties)},  # type: ignore[misc]
        topics=[_topic(row, "Key", _titles(row.get("ParentID"), groups, "ParentID")) for row in topics],
    )


def dimension_names(properties: list[dict[str, object]]) -> list[str]:
    """The dimensions of a table, which are the names of its code lists."""
    return [str(row["Key"]) for row in properties if _kind(row) not in ("Topic", "TopicGroup")]


def _kind(row: Mapping[str, object]) -> str:
    return str(row.get("Type") or row.get("odata.type") or "").rsplit(".", 1)[-1]


def _topic(row: Mapping[str, object], column: str, groups: tuple[str, ...]) -> Topic:
    """A topic of either road; `column` is what that road calls the field with its column."""
    path, unit = (*groups, _one_line(row["Title"])), str(row.get("Unit") or "")
    return Topic(str(row[column]), path, unit, int(str(row.get("Decimals") or 0)))


def _titles(group: object, groups: Mapping[str, Mapping[str, object]], parent: str) -> tuple[str, ...]:
    """The titles of a group and of those around it, from the outside in; none where there is no such group."""
    row = groups.get(str(group).strip())
    return (*_titles(row.get(parent), groups, parent), _one_line(row["Title"])) if row else ()


def _number(row: Mapping[str, object], field: str) -> int | None:
    """A whole number; None where the service leaves it out."""
    return None if row.get(field) is None else int(str(row[field]))


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
