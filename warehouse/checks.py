"""What must hold of the figures before anyone reads them. To add a check, add an entry: a sentence and the rows that break it.

Each query finds wrong rows among the views `fresh` (the figures of the dataset just loaded, with unit, factor and decimals of
the measure) and `published` (those of the same dataset in the published version, empty when there is none). In `fresh` a cell
has a `key`, and the cells that are parts of one total, each for a sector, have the same `whole`.
"""

from collections.abc import Set as AbstractSet

import duckdb

from ingest.dataset import IngestError
from warehouse.cells import number_term

FEWER_CELLS = "een dataset verliest niet meer dan een tiende van zijn cellen"

# Three figures that were rounded apart can miss their sum by 1.5 unit; CBS's own tables do by 1 (85224NED, 2014 and 2016).
_ROUNDED_SUM = "1.5 * factor + 1e-6"

CHECKS: dict[str, str] = {
    "een cel komt één keer voor": """
        select any_value(region), any_value(sector), any_value(period), any_value(measure) || ' staat er ' || count(*) || ' keer'
        from fresh where key in (select key from fresh group by key having count(*) > 1) group by key""",
    "een percentage ligt tussen 0 en 100": """
        select region, sector, period, measure || ' is ' || value from fresh where unit = '%' and value not between 0 and 100""",
    "een aantal is niet negatief": """
        select region, sector, period, measure || ' is ' || value from fresh where unit <> '%' and not signed and value < 0""",
    "een cijfer ligt binnen zijn marge": """
        select region, sector, period, measure || ' is ' || value from fresh where value < lower or value > upper""",
    "de werkzame en de werkloze beroepsbevolking zijn samen de beroepsbevolking": f"""
        with side as (
            pivot (from fresh where measure in ('employed', 'unemployed', 'labour_force'))
            on measure in ('employed', 'unemployed', 'labour_force') using max(value) group by region, sector, period, factor)
        select region, sector, period, employed || ' + ' || unemployed || ' is niet ' || labour_force from side
        where abs(employed + unemployed - labour_force) * factor > {_ROUNDED_SUM}""",
    "een sector is niet groter dan alle sectoren samen": f"""
        select part.region, part.sector, part.period, part.measure || ' is ' || part.value || ', het totaal ' || whole.value
        from fresh as part join fresh as whole using (whole)
        where whole.sector = 'totaal' and not part.signed and part.unit <> '%' and part.unit not like 'per %'
          and (part.value - whole.value) * part.factor > {_ROUNDED_SUM.replace("factor", "part.factor")}""",
    "een periode is al begonnen toen het cijfer werd opgehaald": """
        select '', '', period, '' from (select distinct period, frequency, origin from fresh) join origin using (origin)
        where make_date(left(period, 4)::int, case frequency when 'quarter' then right(period, 1)::int * 3 - 2
                        when 'month' then right(period, 2)::int else 1 end, 1) > retrieved::date""",
    FEWER_CELLS: """
        select '', '', '', count(*) || ' cellen, dat waren er ' || (select count(*) from published where value is not null)
        from fresh where value is not null
        having count(*) < 0.9 * (select count(*) from published where value is not null)""",
}


class CheckFailed(IngestError):
    """Figures that break a check; the sentence names it, with examples."""


def check(connection: duckdb.DuckDBPyConnection, dataset: str, skip: frozenset[str] = frozenset()) -> None:
    """Run all checks on one dataset of the draft, to which the published version is attached as `before`.

    Raises CheckFailed with the first three rows that break a check.
    """
    number = number_term(connection, dataset)
    (cells,) = connection.execute("select count(*) from cell where dataset = ?", [number]).fetchone() or (0,)
    connection.execute("set variable texts = (select list(text order by term) from term)")
    connection.execute(f"create or replace temp view published as from before.observation where dataset = '{dataset}'")
    connection.execute(_MEASURED, [dataset])
    connection.execute(_FRESH.format(condition=f"dataset = {number}"))
    _run(connection, dataset, {FEWER_CELLS} - skip)
    parts = 1 + cells // _PART
    for part in range(parts):
        connection.execute(_FRESH.format(condition=f"dataset = {number} and region % {parts} = {part}"))
        _run(connection, dataset, CHECKS.keys() - skip - {FEWER_CELLS})


_PART = 250_000  # cells looked at together, so that memory does not grow with the table; each region is in one part

_MEASURED = """
create or replace temp table measured as
select term, unit, factor, decimals, signed from measure join term on text = measure where dataset = ?
"""

# The texts come from a list, not from joins: DuckDB guesses the size of such a chain of joins wrong, at the cost of memory.
_FRESH = """
create or replace temp view fresh as
select getvariable('texts')[measure] as measure, getvariable('texts')[region] as region, getvariable('texts')[sector] as sector,
       getvariable('texts')[period] as period, getvariable('texts')[frequency] as frequency, value, lower, upper, origin,
       unit, factor, decimals, signed,
       (measure::ubigint << 48) | (region::ubigint << 32) | (sector::ubigint << 16) | period as key,
       (measure::ubigint << 32) | (region::ubigint << 16) | period as whole
from (from cell where {condition}) join measured on term = measure
"""


def _run(connection: duckdb.DuckDBPyConnection, dataset: str, sentences: AbstractSet[str]) -> None:
    for sentence, query in CHECKS.items():
        if sentence not in sentences:
            continue
        found = connection.execute(f"select *, count(*) over () from ({query}) limit 3").fetchall()
        if found:
            examples = "; ".join(" ".join(str(cell) for cell in row[:-1] if cell) for row in found)
            raise CheckFailed(_sentence(dataset, sentence, found[0][-1], examples))


def _sentence(dataset: str, sentence: str, times: int, examples: str) -> str:
    remedy = "De vorige cijfers blijven staan. Vergelijk met de tabel op de site van de bron"
    if sentence == FEWER_CELLS:
        remedy += f"; klopt de kortere tabel, neem haar dan over met `python -m ingest refresh {dataset} --accept-fewer`"
    return f"Dataset {dataset}: verwacht is dat {sentence}; gevonden: {times} keer niet, bijvoorbeeld {examples}. {remedy}."
