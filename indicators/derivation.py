"""How one figure came about: its formula, its inputs, and the cells of the source that gave it.

Which cells those are is not worked out a second time: the indicator is computed again from figures that carry their own cell
where others carry their receipt, so what comes out with the result is exactly what went into it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from indicators.figures import Citation, Figures, Receipt, cells_of
from indicators.formulas import same
from indicators.indicator import From, Indicator
from indicators.query import BadQuestion, checked, period
from indicators.registry import INDICATORS
from indicators.sectors import sector_name
from indicators.series import Series, or_none
from indicators.source_kinds import PRINTED
from indicators.tables import evaluate
from ingest.datasets import DATASETS
from ingest.periods import frequency_of, in_words
from ingest.sectors import TOTAL
from warehouse.flows import INSIDE, LOCAL, RESIDENTS

COLUMNS = [
    "dataset", "grootheid", "kolom", "regiocode", "regio", "sector", "periode", "waarde", "ondergrens", "bovengrens", "eenheid",
    "factor", "status", "bron", "titel", "tabel", "url", "opgehaald", "momentopname",
]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One figure as its source published it, in the source's own unit; `factor` is what one of that unit is.

    `value` is None where the source publishes none, the bounds where it gives no margin. `column` is the column in the
    source, `snapshot` the stored bytes that it was read from, as dataset/time. `flows` is 1, and more where a source has flows
    between gemeenten of which this is the sum.
    """

    dataset: str
    measure: str
    column: str
    region: str
    name: str
    sector: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    factor: int
    status: str
    source: Receipt
    snapshot: str
    flows: int


@dataclass(frozen=True)
class Input:
    """One argument of the formula: the indicator or quantity that it is, and its value in units; None when it has none.

    `column` is that of the source; empty for another indicator.
    """

    what: str
    column: str
    period: str
    value: float | None


@dataclass(frozen=True)
class Derivation:
    """One figure with all that gave it. `value` is None when the figure is not published; `note` says what is special.

    `unit` is that of the indicator, with what makes the figure another series where it is one (indicators/tables.py).
    """

    indicator: Indicator
    region: str
    place: str
    sector: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    status: str
    source: Citation
    inputs: list[Input]
    cells: list[Cell]
    note: str

    def table(self) -> pd.DataFrame:
        """One row is one cell of a source, with the columns COLUMNS."""
        rows = [
            (
                *(c.dataset, c.measure, c.column, c.region, c.name, c.sector, c.period, c.value, c.lower, c.upper, c.unit),
                *(c.factor, c.status, c.source.producer, c.source.title, c.source.table, c.source.url, c.source.retrieved),
                c.snapshot,
            )
            for c in self.cells
        ]
        table = pd.DataFrame(rows, columns=COLUMNS)
        return table.astype(dict.fromkeys(("waarde", "ondergrens", "bovengrens"), float))


def derivation(
    figures: Figures, key: str, region: str, when: str, sector: str | None = None, techniek: str | None = None
) -> Derivation:
    """The derivation of one figure; in the sector that the indicator shows by itself unless one is named.

    Raises UnknownIndicator, UnknownDefinition; BadQuestion for an unknown region or sector, for what is no period, and for a
    figure that the indicator does not have.
    """
    when = period("periode", when)
    table = checked(figures, key, [region], [sector] if sector else [], techniek)
    asked = INDICATORS[key]
    sector = sector or asked.own_sector
    found = table[(table["regiocode"] == region) & (table["sector"] == sector) & (table["periode"] == when)]
    if found.empty:
        raise BadQuestion(_not_there(figures, asked, region, sector, when, table))
    row = found.iloc[0]
    inputs: list[Input] = []
    cells: list[Cell] = []
    if row["dataset"] == PRINTED:
        note = f"Overgenomen uit {row['tabel']}; het document geeft geen onderdelen."
    else:
        traced, cell = _Traced(figures, region), (region, sector, when)
        result = evaluate(traced, asked, row["dataset"], techniek)
        cells = traced.cells(_at(result, cell, "origin") or frozenset())
        given = _inputs(traced, asked, row["dataset"], cell, techniek, cells)
        inputs = [each for each in given if each.value is not None or not _stands_as_printed(asked, cells)]
        note = _note(asked, region, cells)
    value, lower, upper = (or_none(row[name]) for name in ("waarde", "ondergrens", "bovengrens"))
    source = Citation(row["bron"], row["tabel"], row["opgehaald"])
    place = figures.regions[region].name
    figure = (value, lower, upper, row["eenheid"], row["status"])
    return Derivation(asked, region, place, sector, when, *figure, source, inputs, cells, note)


class _Traced(Figures):
    """The figures of one region and its gemeenten, in which the origin of a figure is the number of its own cell."""

    def __init__(self, figures: Figures, region: str) -> None:
        super().__init__(figures.versions, figures.version)
        self._known, self._inside = figures, {region, *figures.areas.get(region, ()), *figures.changing.get(region, ())}
        self._cells: list[tuple[str, str, tuple[str, str, str]]] = []

    def _read_measure(self, dataset: str, measure: str) -> Series:
        frame = self._known.measure(dataset, measure).frame
        frame = frame[frame.index.get_level_values("region").isin(self._inside)].copy()
        first = len(self._cells)
        self._cells += [(dataset, measure, cell) for cell in frame.index]
        frame["origin"] = pd.Series([frozenset([first + n]) for n in range(len(frame))], index=frame.index, dtype=object)
        return Series(frame)

    def cells(self, numbers: frozenset[int]) -> list[Cell]:
        """The cells with these numbers, as the source published them; by dataset, measure, region, sector and period."""
        wanted = sorted(self._cells[number] for number in numbers)
        found = {}
        with self.versions.reading(self.version) as connection:
            for dataset, measure in dict.fromkeys((dataset, measure) for dataset, measure, _ in wanted):
                cells = [cell for *quantity, cell in wanted if quantity == [dataset, measure]]
                asked = {"dataset": dataset, "measure": measure, "regions": [cell[0] for cell in cells]}
                for row in connection.execute(_CELLS.format(source=cells_of(measure)), asked).fetchall():
                    found[dataset, measure, row[:3]] = row
        return [self._cell(dataset, measure, found[dataset, measure, cell]) for dataset, measure, cell in wanted]

    def column(self, dataset: str, measure: str) -> str:
        """The column of the source that holds a quantity, as its newest receipt names it."""
        with self.versions.reading(self.version) as connection:
            named = connection.execute(_COLUMNS, {"dataset": dataset}).fetchall()
        return _column(measure, *(columns for (columns,) in named))

    def _cell(self, dataset: str, measure: str, row: tuple[Any, ...]) -> Cell:
        """A cell from a row of the query _CELLS."""
        region, sector, period, value, lower, upper, status, unit, factor, origin, columns, snapshot, flows = row
        return Cell(
            dataset, measure, _column(measure, columns), region, self.regions[region].name, sector, period,
            value, lower, upper, unit, factor, status, self.receipts[origin], snapshot, flows,
        )  # fmt: skip


_CELLS = """
select region, sector, period, round(value, decimals), lower, upper, status, unit, factor, origin, columns, snapshot, cells
from ({source}) as cell join measure using (dataset, measure) join origin using (origin)
where cell.dataset = $dataset and measure = $measure and list_contains($regions, region::varchar)
"""

# Which cells of the one column of a source with flows each measure of commuting is, and what people call their sum.
_SIDES = {RESIDENTS: "naar woonregio", LOCAL: "naar werkregio", INSIDE: "binnen één regio"}
_SUMS = {
    RESIDENTS: "Banen van inwoners",
    LOCAL: "Banen in het gebied",
    INSIDE: "Banen van inwoners in het gebied zelf",
}
_COLUMNS = "select columns from origin where dataset = $dataset order by origin desc"


def _column(measure: str, *named: dict[str, str]) -> str:
    """What receipts call the column of a measure, the first that names it; the measure itself where none does."""
    if measure in _SIDES:
        return ", ".join([*named[0].values(), _SIDES[measure]])
    return next((columns[measure] for columns in named if measure in columns), measure)


def _inputs(
    traced: _Traced, asked: Indicator, dataset: str, cell: tuple[str, str, str], techniek: str | None, cells: list[Cell]
) -> Iterator[Input]:
    """The arguments of the formula; one that is only there per year is that of the year that was used.

    A share of all sectors has one argument in two sectors: the part and the whole. Of a table by kind (mbo, hbo, wo) an argument
    is each of the kinds that the formula takes from it.
    """
    used = {(each.dataset, each.measure): each.period for each in cells}
    for given in asked.inputs.values():
        if isinstance(given, Indicator):
            what, column, mine = given.label, "", None
            series = evaluate(traced, given, dataset, techniek)
        else:
            drawn = replace(asked, inputs={"figures": given}, formula=same, published=None, sectors=None)
            mine = From.of(given, dataset)
            column, series = traced.column(*mine), evaluate(traced, drawn, dataset, techniek)
            what = _called(*mine) or column
        likely = (used.get(mine, cell[2]) if mine else cell[2], cell[2][:4])
        sectors = _sectors(asked, cell[1], [each.sector for each in cells if (each.dataset, each.measure) == mine])
        when = next((each for each in likely if (cell[0], sectors[0], each) in series.frame.index), cell[2])
        for sector in sectors:
            named = what if sector == TOTAL else f"{what}, {sector_name(sector)}"
            yield Input(named, column, when, or_none(_at(series, (cell[0], sector, when), "value")))


def _called(dataset: str, measure: str) -> str:
    """What a quantity is called for people: in the words of its source, or in ours where it is a sum of flows."""
    return _SUMS.get(measure) or DATASETS[dataset].words(measure)


def _sectors(asked: Indicator, sector: str, used: list[str]) -> list[str]:
    """The sectors or kinds in which an argument stands, given those of its cells that were used."""
    if asked.by_sector:
        return list(dict.fromkeys((sector, TOTAL))) if asked.sectors else [sector]
    return list(dict.fromkeys(used)) or [sector]


def _at(series: Series, cell: tuple[str, str, str], column: str) -> Any:
    return series.frame.at[cell, column] if cell in series.frame.index else None


def _stands_as_printed(asked: Indicator, cells: list[Cell]) -> bool:
    """Whether the source prints the figure itself: what the formula would need is then often not there, and not needed."""
    return {cell.measure for cell in cells} == {asked.published}


def _note(asked: Indicator, region: str, cells: list[Cell]) -> str:
    """What a reader must know of this way in particular."""
    if any(cell.value is None for cell in cells):
        return "Een van de cellen is niet gepubliceerd; daarom is er geen cijfer."
    if _stands_as_printed(asked, cells):
        return "Dit cijfer staat zo in de bron; de formule vult alleen aan waar de bron het niet geeft."
    if any(cell.flows > 1 for cell in cells):
        return "De bron geeft stromen van gemeente naar gemeente; wat hieronder over de regio staat, is daarvan de som."
    if cells and region not in {cell.region for cell in cells}:
        return "De bron heeft geen cijfer over de regio zelf; daarom is er over de gemeenten opgeteld."
    return ""


def _not_there(figures: Figures, asked: Indicator, region: str, sector: str, when: str, table: pd.DataFrame) -> str:
    have = table[(table["regiocode"] == region) & (table["sector"] == sector)]
    same_length = have[have["frequency"] == frequency_of(when)]
    periods = list((same_length if len(same_length) else have)["periode"])
    instead = f"Er is {periods[0]} tot en met {periods[-1]}." if periods else "Er is er geen; zie `python -m indicators list`."
    return f"{figures.regions[region].name} heeft geen {asked.key} over {in_words(when)} ({sector_name(sector)}). {instead}"
