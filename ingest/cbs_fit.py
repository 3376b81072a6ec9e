"""Fitting a declaration to a table as CBS publishes it now: which columns, which codes, which filter.

Everything that does not fit is a SourceChanged that shows what was declared and what was found.
"""

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.cbs_wire import Code, Structure, Topic
from ingest.dataset import Codes, Measure, Period, SourceChanged, always
from ingest.periods import periods_of
from ingest.regions import COUNTRY, regions_of
from ingest.sectors import TOTAL, sectors_of

if TYPE_CHECKING:
    from ingest.cbs import CbsTable

_DECLARATION = "Pas de declaratie aan in ingest/cbs_tables.py."


@dataclass(frozen=True)
class Fit:
    """A declaration and a table that fit: what to ask for, and how to read what comes.

    `where` is an OData filter with the padded codes of the pinned dimensions, empty when nothing is pinned.
    `levels` are the region levels found (`NL`, `AM`, ...); `margin_codes` says which raw code is the value and which its bounds.
    """

    topics: list[tuple[Measure, Topic]]
    select: list[str]
    where: str
    region: Codes
    region_names: dict[str, str]
    sector: Codes
    periods: dict[str, Period]
    margin_codes: dict[str, str]

    @property
    def levels(self) -> set[str]:
        """The region levels that the table has, as the two letters of their codes."""
        return {code[:2] for code in self.region.meaning.values() if code}

    @property
    def first_year(self) -> int:
        """The year of the first period; 9999 where there is none."""
        return min((int(period.code[:4]) for period in self.periods.values()), default=9999)


def fit(table: "CbsTable", structure: Structure) -> Fit:
    """How the declared table reads in this structure.

    Raises SourceChanged for a declared topic, dimension or code that is not there, a dimension that is neither pinned nor
    mapped (its totals would be counted double), another unit, or a code in an unknown form.
    """
    _check_dimensions(table, structure)
    topics = [found for path, measure in table.measures.items() if (found := _find_topic(structure, path, measure))]
    pins = {dimension: _pinned_code(structure, dimension, title) for dimension, title in table.keep.items()}
    region, names = always(COUNTRY), {COUNTRY: "Nederland"}
    if table.region:
        meaning, names = regions_of(structure.table, structure.dimensions[table.region])
        region = Codes(table.region, meaning)
    sector = always(TOTAL)
    if table.sector:
        sector = Codes(table.sector, sectors_of(structure.table, structure.dimensions[table.sector], table.leave_out_sectors))
    return Fit(
        topics=topics,
        select=[*structure.dimensions, *(topic.column for _, topic in topics)],
        where=" and ".join(f"{dimension} eq '{code}'" for dimension, code in pins.items()),
        region=region,
        region_names=names,
        sector=sector,
        periods=periods_of(structure.table, structure.dimensions[table.period]),
        margin_codes=_margin_codes(table, structure),
    )


def _margin_codes(table: "CbsTable", structure: Structure) -> dict[str, str]:
    if table.margins is None:
        return {}
    titles = {"value": table.margins.value, "lower": table.margins.lower, "upper": table.margins.upper}
    return {_pinned_code(structure, table.margins.dimension, title).strip(): kind for kind, title in titles.items()}


def _check_dimensions(table: "CbsTable", structure: Structure) -> None:
    margins = table.margins.dimension if table.margins else None
    declared = {*table.keep, table.period, *(d for d in (table.region, table.sector, margins) if d)}
    if declared != set(structure.dimensions):
        raise SourceChanged(
            f"Tabel {structure.table} ({structure.title})",
            f"de dimensies {', '.join(sorted(declared))}",
            ", ".join(sorted(structure.dimensions)),
            f"Zet een nieuwe dimensie vast op één code, anders tellen totalen dubbel. {_DECLARATION}",
        )


def _find_topic(structure: Structure, path: str, measure: Measure) -> tuple[Measure, Topic] | None:
    """The one topic that a declared path names, and the measure in the unit found; None only for an optional measure."""
    for alternative in path.split("|"):
        wanted = tuple(" ".join(title.split()).lower() for title in alternative.split(">"))
        ends = [topic for topic in structure.topics if _lower(topic)[-len(wanted) :] == wanted]
        whole = [topic for topic in ends if len(topic.path) == len(wanted)]
        chosen = whole if len(whole) == 1 else ends
        if len(chosen) == 1:
            return _in_unit(structure, chosen[0], measure), chosen[0]
    if measure.optional:
        return None
    raise SourceChanged(
        f"Tabel {structure.table} ({structure.title})", f"het onderwerp '{path}'", _nearest(structure, path), _DECLARATION
    )


def _in_unit(structure: Structure, topic: Topic, measure: Measure) -> Measure:
    """The measure with its unit in the first of the ways to write it, when the topic has it in one of those ways."""
    ways = measure.unit.split("|")
    if topic.unit.replace(" ", "").lower() in (way.replace(" ", "").lower() for way in ways):
        return replace(measure, unit=ways[0])
    raise SourceChanged(
        f"Tabel {structure.table}, onderwerp '{topic}'", f"de eenheid '{measure.unit}'", f"'{topic.unit}'", _DECLARATION
    )


def _pinned_code(structure: Structure, dimension: str, title: str) -> str:
    """The raw, padded code of a dimension whose title is the declared one: CBS's filter wants the padding."""
    codes: list[Code] = structure.dimensions[dimension]
    matching = [str(code["Key"]) for code in codes if _same(code["Title"], title)]
    if len(matching) != 1:
        raise SourceChanged(
            f"Tabel {structure.table}, dimensie {dimension}",
            f"één code met de titel '{title}'",
            "; ".join(str(code["Title"]).strip() for code in codes[:8]),
            _DECLARATION,
        )
    return matching[0]


def _nearest(structure: Structure, path: str) -> str:
    """The topics of a table, those first that look most like the declared path."""
    names = [str(topic) for topic in structure.topics]
    near = difflib.get_close_matches(path, names, n=6, cutoff=0.0)
    return "; ".join(f"'{name}'" for name in near) or "geen enkel onderwerp"


def _lower(topic: Topic) -> tuple[str, ...]:
    return tuple(title.lower() for title in topic.path)


def _same(found: object, declared: str) -> bool:
    return " ".join(str(found).split()).lower() == " ".join(declared.split()).lower()
