"""What changed: how much each gemeente and each sector adds to the change of an indicator in a region between two periods.

Only for indicators that add up (`Indicator.adds_up`). The change of a share is not split here: the percentages that a source
prints are rounded apart, so that what shifts within places and what shifts between them would not add up to the change.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from indicators.absence import absence
from indicators.breaks import Break, break_between, breaks_of
from indicators.figures import Citation, Figures
from indicators.indicator import Indicator
from indicators.lines import line
from indicators.point import Point, differs, uncertainty
from indicators.query import BadQuestion, checked, indicator, period
from indicators.sectors import FOCUS, NAMED, OTHER, sbi_codes, sector_name, sector_rank
from indicators.series import or_none, weakest
from indicators.source_kinds import PRINTED
from indicators.tables import evaluate
from indicators.words import first_lower, in_words
from ingest.periods import frequency_of, moment
from ingest.regions import COUNTRY, level
from ingest.sectors import TOTAL

UNALLOCATED = "niet toe te delen"
COLUMNS = [
    "indicator", "regiocode", "regio", "sector", "van", "tot", "verdeling", "code", "naam", "waarde_van", "waarde_tot",
    "bijdrage", "status", "eenheid", "bron", "tabel", "opgehaald", "toelichting",
]  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of the change. `division` is totaal (the change itself), gemeente, arbeidsmarktregio, sector or bedrijfstak.

    `before`, `after` and `change` are in the unit of the indicator; None where the source publishes no figure, and for the
    levels of what is not to be divided. `status` is the weaker of the two, `step` the coarser unit to which the source rounds.
    """

    division: str
    code: str
    name: str
    before: float | None
    after: float | None
    change: float | None
    status: str
    source: Citation
    note: str = ""
    step: float = 0.0


@dataclass(frozen=True)
class Explanation:
    """The change of an indicator in one region and sector between two periods, and its parts per division.

    In each division the changes of the parts add up exactly to `whole.change`; the last part is `niet toe te delen`: the
    rounding of the source, and what it does not give or keeps secret. `notes` are sentences to read it with; `unit` is that of
    the series, which says whether the season is taken out.
    """

    indicator: Indicator
    unit: str
    region: str
    place: str
    sector: str
    van: str
    tot: str
    whole: Part
    divisions: dict[str, list[Part]]
    notes: list[str]

    def table(self) -> pd.DataFrame:
        """One row is one part, the change itself first, with the columns COLUMNS."""
        asked = (self.indicator.key, self.region, self.place, self.sector, self.van, self.tot)
        parts = [self.whole, *(part for division in self.divisions.values() for part in division)]
        rows = [
            (*asked, p.division, p.code, p.name, p.before, p.after, p.change, p.status, self.unit, *p.source, p.note)
            for p in parts
        ]
        table = pd.DataFrame(rows, columns=COLUMNS)
        return table.astype(dict.fromkeys(("waarde_van", "waarde_tot", "bijdrage"), float))


def explain(
    figures: Figures,
    key: str,
    region: str,
    van: str | None = None,
    tot: str | None = None,
    sector: str = TOTAL,
    techniek: str | None = None,
) -> Explanation:
    """The contributions to the change from one period to another: by default the last year for which there are figures.

    All figures come from the dataset that the region's own line comes from, so that nothing of another source is mixed in.
    Raises BadQuestion for what does not add up, for a period without a figure and for a change across a declared break;
    UnknownIndicator, UnknownDefinition.
    """
    asked = indicator(key)
    checked(figures, key, [region], [sector], techniek)
    if not asked.adds_up:
        raise BadQuestion(_does_not_add_up(asked))
    rows = _two_rows(figures, asked, region, sector, van, tot, techniek)
    first, last = rows["periode"]
    touching = breaks_of(rows["dataset"].iloc[-1], region, key)
    _check_comparable(rows, touching)
    cells = _Cells(figures, asked, rows["dataset"].iloc[-1], (first, last), techniek)
    place = figures.regions[region]
    whole = cells.part("totaal", (region, sector), place.name)
    divisions: dict[str, list[Part]] = {}
    for division, inside in _divisions(figures, region, sector, asked, techniek, cells).items():
        parts = [cells.part(division, cell, figures.names.get(cell[0], cell[0]) if cell[1] == sector else sector_name(cell[1]))
                 for cell in inside]  # fmt: skip
        divisions[division] = _completed(whole, division, parts)
    notes = [b.note for b in touching if b.kind != "breuk" and moment(first) < b.moment <= moment(last)]
    return Explanation(asked, rows["eenheid"].iloc[-1], region, place.name, sector, first, last, whole, divisions, notes)


class _Cells:
    """The figures of one indicator from one dataset in two periods, by region and sector."""

    def __init__(self, figures: Figures, asked: Indicator, dataset: str, periods: tuple[str, str], techniek: str | None) -> None:
        frame = evaluate(figures, asked, dataset, techniek).frame
        self.figures, self.periods = figures, periods
        found = frame[frame.index.get_level_values("period").isin(periods)]
        self.rows = dict(zip(found.index, found.itertuples(index=False), strict=True))
        self.known = {(place, name) for (place, name, _), row in self.rows.items() if not pd.isna(row.value)}

    def part(self, division: str, cell: tuple[str, str], name: str) -> Part:
        rows = [self.rows.get((*cell, when)) for when in self.periods]
        before, after = (or_none(row.value) if row else None for row in rows)
        change = float(_exact(after) - _exact(before)) if before is not None and after is not None else None
        lacking = [in_words(when) for when, value in zip(self.periods, (before, after), strict=True) if value is None]
        there = [row for row in rows if row]
        return Part(
            division,
            cell[0] if division in ("totaal", "gemeente", "arbeidsmarktregio") else cell[1],
            name,
            before,
            after,
            change,
            weakest(row.status for row in there),
            self.figures.cite(frozenset().union(*(row.origin for row in there))),
            f"Geen cijfer over {' en over '.join(lacking)}." if lacking else self._caution(there),
            max((float(row.step) for row in there), default=0.0),
        )

    def _caution(self, rows: list[Any]) -> str:
        one, other = (Point("", row.value, lower=or_none(row.lower), upper=or_none(row.upper), step=row.step) for row in rows)
        same = one.value == other.value or differs(one, other)
        return "" if same else f"Valt binnen {uncertainty(one, other)} van de bron."


def asked_periods(van: str | None, tot: str | None) -> tuple[str | None, str | None]:
    """The first and the last period that are asked for, None where none is. Raises BadQuestion."""
    van, tot = (period(what, text) if text else None for what, text in (("van", van), ("tot", tot)))
    if van and tot and frequency_of(van) != frequency_of(tot):
        raise BadQuestion(f"van ({van}) en tot ({tot}) zijn niet even lang. Kies twee jaren, twee kwartalen of twee maanden.")
    return van, tot


def _two_rows(
    figures: Figures, asked: Indicator, region: str, sector: str, van: str | None, tot: str | None, techniek: str | None
) -> pd.DataFrame:
    """The two rows of the line to compare, in time order. Raises BadQuestion."""
    van, tot = asked_periods(van, tot)
    frequencies = {frequency_of(each) for each in (van, tot) if each}
    key = asked.key
    rows = line(figures, key, region, sector, next(iter(frequencies), None), techniek).rows
    rows = rows[rows["waarde"].notna()]
    have = list(rows["periode"])
    if not have:
        name, other = figures.regions[region].name, list(line(figures, key, region, sector, techniek=techniek).rows["periode"])
        if not other:
            raise BadQuestion(absence(figures, asked))
        raise BadQuestion(f"{name} heeft voor deze keuze geen cijfers van {first_lower(asked.label)}; wel {_from_to(other)}.")
    last = tot or have[-1]
    first = van or next((each for each in have if moment(last) - moment(each) == 1), None)
    for what, each in (("tot", last), ("van", first)):
        if each not in have:
            said = f"over {in_words(each)} ({what})" if each else "van een jaar eerder"
            raise BadQuestion(f"Er is geen cijfer {said}. Er zijn cijfers {_from_to(have)}.")
    if first is None or moment(first) >= moment(last):
        raise BadQuestion(f"van ({first}) ligt niet voor tot ({last}). Kies een eerder begin.")
    return rows[rows["periode"].isin([first, last])]


def _from_to(periods: list[str]) -> str:
    return f"van {in_words(periods[0])} tot en met {in_words(periods[-1])}"


def _check_comparable(rows: pd.DataFrame, touching: list[Break]) -> None:
    first, last = rows["periode"]
    printed = rows[rows["dataset"] == PRINTED]
    if len(printed):
        row = printed.iloc[0]
        raise BadQuestion(
            f"Het cijfer over {in_words(row.periode)} staat alleen in een document ({row.tabel}), zonder onderdelen."
        )
    broken = break_between(touching, moment(first), moment(last))
    if broken:
        raise BadQuestion(
            f"Tussen {in_words(first)} en {in_words(last)} ligt een breuk in de reeks ({broken.name}, {in_words(broken.since)}). "
            f"Daarover heen is geen verandering te berekenen. Kies beide periodes voor of beide vanaf {in_words(broken.since)}."
        )


def _divisions(
    figures: Figures, region: str, sector: str, asked: Indicator, techniek: str | None, cells: _Cells
) -> dict[str, list[tuple[str, str]]]:
    """Into which cells (region, sector) the whole can be divided without overlap, by the name of the division."""
    if region == COUNTRY:
        places = {"arbeidsmarktregio": sorted(code for code in figures.areas if code.startswith("AM"))}
    else:
        gone = [code for code in figures.changing.get(region, ()) if (code, sector) in cells.known]
        towns = list(dict.fromkeys([*figures.areas.get(region, ()), *gone]))
        places = {"gemeente": towns} if level(region) != "gemeente" else {}
    found = {division: [(code, sector) for code in codes] for division, codes in places.items()}
    if not asked.by_sector:
        return found | ({"sector": []} if sector == TOTAL else {})
    sections = sorted(
        {each for place, each in cells.known if place == region and re.fullmatch("sbi-[A-Z]", each)}, key=sector_rank
    )
    inside = {
        TOTAL: {"sector": [*NAMED, OTHER], "bedrijfstak": sections},
        FOCUS: {"sector": list(NAMED)},
        **{name: {"bedrijfstak": sbi_codes(name, techniek)} for name in NAMED},
    }.get(sector, {})
    return found | {division: [(region, each) for each in names] for division, names in inside.items() if names}


def _completed(whole: Part, division: str, parts: list[Part]) -> list[Part]:
    """The parts, largest change first, and what is left of the whole."""
    known = [part for part in parts if part.change is not None]
    left = _exact(whole.change) - sum((_exact(part.change) for part in known), Decimal(0))
    lacking = [part.name for part in parts if part.change is None]
    if not known:
        note = f"De bron geeft hiervan geen cijfers per {division}."
    elif lacking:
        note = f"Zonder cijfer: {', '.join(lacking)}. Verder afronding."
    else:
        note = "Afronding, of wat de bron niet verdeelt." if left else ""
    ordered = sorted(parts, key=lambda part: (part.change is None, -abs(part.change or 0), part.code))
    rest = Part(division, "", UNALLOCATED, None, None, float(left), whole.status, whole.source, note)
    return [*(ordered if known else []), rest]


def _does_not_add_up(asked: Indicator) -> str:
    counts = [given.key for given in asked.inputs.values() if isinstance(given, Indicator) and given.adds_up]
    instead = f" Vraag de bijdragen van {' of '.join(counts)}." if counts else " Kies een indicator die aantallen telt."
    return (
        f"{asked.label} ({asked.unit}) is een verhouding: die telt niet op over gemeenten of sectoren, "
        f"en door afronding is ook een verdeling in delen niet precies.{instead}"
    )


def _exact(value: float | None) -> Decimal:
    """The value in decimal writing, so that sums are exact; more than six decimals are the noise of earlier sums."""
    return Decimal(str(round(value or 0.0, 6)))
