"""Fitting a declaration to a table as CBS publishes it now: which columns, which codes, which filter.

Everything that does not fit is a SourceChanged that shows what was declared and what was found.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.cbs.declaration import AMEND, Declaration
from ingest.cbs.words import described
from ingest.dataset import Codes, Measure, always
from ingest.errors import SourceChanged
from ingest.home import home
from ingest.periods import Period, frequency_of, periods_of, years_of_december
from ingest.regions import COUNTRY, regions_of
from ingest.sectors import TOTAL, sectors_of
from ingest.wire.cbs import Code, Structure, Topic

_FREQUENCIES = {"year": "jaren", "quarter": "kwartalen", "month": "maanden"}


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
    work: Codes | None = None

    @property
    def levels(self) -> set[str]:
        """The region levels that the table has, as the two letters of their codes."""
        return {code[:2] for code in self.region.meaning.values() if code and code != TOTAL}

    @property
    def extent(self) -> str:
        """The levels and the years in words: `GM, NL, 2021-2024`."""
        years = sorted(period.code[:4] for period in self.periods.values())
        return f"{', '.join(sorted(self.levels))}, {f'{years[0]}-{years[-1]}' if years else 'geen enkele periode'}"

    @property
    def first_year(self) -> int:
        """The year of the first period; 9999 where there is none."""
        return min((int(period.code[:4]) for period in self.periods.values()), default=9999)

    def in_words(self, optional: Iterable[str]) -> list[str]:
        """What is read from a table that fits: its topics by our names, its periods, and whether the own region is there.

        `optional` are the names of the measures that it may lack.
        """
        topics = [f"{measure.name} = '{topic}' ({topic.column}, {topic.unit})" for measure, topic in self.topics]
        named = {measure.name for measure, _ in self.topics}
        absent = [name for name in optional if name not in named]
        without = f"; zonder {', '.join(absent)}, wat mag" if absent else ""
        codes: dict[str, list[str]] = {}
        for period in sorted(self.periods.values(), key=lambda period: period.code):
            codes.setdefault(_FREQUENCIES[frequency_of(period.code)], []).append(f"{period.code} ({period.status})")
        periods = [f"{name} {all_of[0].split()[0]} tot en met {all_of[-1]}" for name, all_of in codes.items()]
        lines = [f"Onderwerpen: {'; '.join(topics)}{without}.", f"Perioden: {'; '.join(periods) or 'geen'}."]
        own, there = [home().code, *home().gemeenten], set(self.region.meaning.values())
        lacking = [code for code in own if code[:2] in self.levels and code not in there]
        return lines + ([f"Let op: {', '.join(lacking)} van de eigen regio staat er niet in."] if lacking else [])


def fit(table: Declaration, structure: Structure) -> Fit:
    """How the declared table reads in this structure.

    Raises SourceChanged for a declared topic, dimension or code that is not there, a dimension that is neither pinned nor
    mapped (its totals would be counted double), another unit, or a code in an unknown form; its notes tell what the table has.
    """
    try:
        return _fit(table, structure)
    except SourceChanged as change:
        for line in described(structure):
            change.add_note(line)
        raise


def _fit(table: Declaration, structure: Structure) -> Fit:
    if table.region:
        table = replace(table, region=_present(structure, table.region))
    _check_dimensions(table, structure)
    topics = [found for path, measure in table.measures.items() if (found := _find_topic(structure, path, measure))]
    pins = {dimension: _pinned_code(structure, dimension, title) for dimension, title in table.keep.items()}
    region, names = always(COUNTRY), {COUNTRY: "Nederland"}
    if table.region:
        region, names = _places(table, structure, table.region)
    work, workplaces = _places(table, structure, table.work) if table.work else (None, {})
    periods = periods_of(structure.table, structure.dimensions[table.period])
    return Fit(
        topics=topics,
        select=[*structure.dimensions, *(topic.column for _, topic in topics)],
        where=" and ".join(f"{dimension} eq '{code}'" for dimension, code in pins.items()),
        region=region,
        region_names=workplaces | names,
        sector=_sectors(table, structure, table.sector) if table.sector else always(TOTAL),
        periods=years_of_december(structure.table, periods) if table.december else periods,
        margin_codes=_margin_codes(table, structure),
        work=work,
    )


def _present(structure: Structure, names: str) -> str:
    """The dimension that the table has, of the alternatives declared; the first of them when it has none."""
    alternatives = names.split("|")
    return next((name for name in alternatives if name in structure.dimensions), alternatives[0])


def _places(table: Declaration, structure: Structure, dimension: str) -> tuple[Codes, dict[str, str]]:
    """A region dimension and the names in it; in a table of flows with the code for everywhere, which it must have."""
    meaning, names = regions_of(structure.table, structure.dimensions[dimension], mixed=table.mixed_regions)
    if table.work:
        meaning |= {_pinned_code(structure, dimension, table.everywhere).strip(): TOTAL}
    return Codes(dimension, meaning), names


def _sectors(table: Declaration, structure: Structure, dimension: str) -> Codes:
    """The sector dimension: SBI codes, or the kinds that are declared. Raises SourceChanged for a kind that is not there."""
    codes = structure.dimensions[dimension]
    if table.kinds is None:
        return Codes(dimension, sectors_of(structure.table, codes, table.leave_out_sectors))
    kinds = {_pinned_code(structure, dimension, title).strip(): ours for title, ours in table.kinds.items()}
    return Codes(dimension, {raw: kinds.get(raw) for raw in (str(code["Key"]).strip() for code in codes)})


def _margin_codes(table: Declaration, structure: Structure) -> dict[str, str]:
    if table.margins is None:
        return {}
    titles = {"value": table.margins.value, "lower": table.margins.lower, "upper": table.margins.upper}
    return {_pinned_code(structure, table.margins.dimension, title).strip(): kind for kind, title in titles.items()}


def _check_dimensions(table: Declaration, structure: Structure) -> None:
    margins = table.margins.dimension if table.margins else None
    declared = {*table.keep, table.period, *(d for d in (table.region, table.sector, table.work, margins) if d)}
    if declared != set(structure.dimensions):
        raise SourceChanged(
            f"Tabel {structure.table} ({structure.title})",
            f"de dimensies {', '.join(sorted(declared))}",
            ", ".join(sorted(structure.dimensions)),
            f"Zet een nieuwe dimensie vast op één code, anders tellen totalen dubbel. {AMEND}",
        )


def _find_topic(structure: Structure, path: str, measure: Measure) -> tuple[Measure, Topic] | None:
    """The topic that a declared path names, or its code (`M001906`), and the measure in its unit; None where it is optional."""
    for alternative in path.split("|"):
        wanted = [_plain(title) for title in alternative.split(">")]
        ends = [t for t in structure.topics if wanted in ([*map(_plain, t.path)][-len(wanted) :], [t.column.lower()])]
        whole = [topic for topic in ends if len(topic.path) == len(wanted)]
        chosen = whole if len(whole) == 1 else ends
        if len(chosen) == 1:
            return _in_unit(structure, chosen[0], measure), chosen[0]
    if measure.optional:
        return None
    raise SourceChanged(
        f"Tabel {structure.table} ({structure.title})", f"het onderwerp '{path}'", _nearest(structure, path), AMEND
    )


def _in_unit(structure: Structure, topic: Topic, measure: Measure) -> Measure:
    """The measure with its unit in the first of the ways to write it, when the topic has it in one of those ways."""
    ways = measure.unit.split("|")
    if topic.unit.replace(" ", "").lower() in (way.replace(" ", "").lower() for way in ways):
        return replace(measure, unit=ways[0])
    raise SourceChanged(f"Tabel {structure.table}, onderwerp '{topic}'", f"de eenheid '{measure.unit}'", f"'{topic.unit}'", AMEND)


def _pinned_code(structure: Structure, dimension: str, title: str) -> str:
    """The raw, padded code of a dimension whose title is a declared one (`|` between them): CBS's filter wants the padding."""
    codes: list[Code] = structure.dimensions[dimension]
    matching = [str(code["Key"]) for code in codes if _plain(code["Title"]) in map(_plain, title.split("|"))]
    if len(matching) != 1:
        raise SourceChanged(
            f"Tabel {structure.table}, dimensie {dimension}",
            f"één code met de titel '{title}'",
            "; ".join(str(code["Title"]).strip() for code in codes[:8]),
            AMEND,
        )
    return matching[0]


def _nearest(structure: Structure, path: str) -> str:
    """The topics of a table, those first that look most like the declared path."""
    names = [str(topic) for topic in structure.topics]
    near = difflib.get_close_matches(path, names, n=6, cutoff=0.0)
    return "; ".join(f"'{name}'" for name in near) or "geen enkel onderwerp"


def _plain(title: object) -> str:
    """A title as it is compared: without capitals and double spaces."""
    return " ".join(str(title).split()).lower()
