"""What must hold of the figures before anyone reads them. To add a check, add an entry: a sentence and the rows that break it.

Each query finds wrong rows among the views `fresh` (the figures of the dataset just loaded, with unit, factor and decimals of
the measure) and `published` (those of the same dataset in the published version, empty when there is none).
"""

from collections.abc import Mapping

import duckdb

from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.files.columns import MOST
from ingest.home import home
from ingest.periods import AMSTERDAM
from ingest.regions import COUNTRY

_ONCE = "een cel komt één keer voor"
_WITHIN_COUNTRY = "een gebied heeft niet meer dan Nederland"
_WITHIN = "een sector is niet groter dan alle sectoren samen"
FEWER_CELLS = "een dataset verliest niet meer dan een tiende van zijn cellen"
HOME_STAYS = "de eigen regio, haar gemeenten, haar provincie en Nederland houden cijfers waar zij die hadden"
SHORTER = frozenset({FEWER_CELLS, HOME_STAYS})  # what a table that became shorter breaks, and a person may accept
# A year less three quarters gives a hidden fourth; so does the year of the region less the quarters of its gemeenten.
ONE_RHYTHM = "eigen cijfers van een dataset gaan over één soort periode"

# Three figures that were rounded apart can miss their sum by 1.5 unit; CBS's own tables do by 1 (85224NED, 2014 and 2016).
_ROUNDED_SUM = "1.5 * factor + 1e-6"

_PARTS = _ROUNDED_SUM.replace("factor", "part.factor")
_COUNTED = "not part.signed and part.unit not in ('%', 'verhouding') and part.unit not like 'per %'"  # of which a part is less

_HOME = ", ".join(f"'{code}'" for code in (home().code, *home().gemeenten, home().provincie, COUNTRY))

CHECKS: dict[str, str] = {
    _ONCE: """
        select region, sector, period, measure || ' staat er ' || count(*) || ' keer'
        from fresh group by measure, region, sector, period having count(*) > 1""",
    "een percentage ligt tussen 0 en 100": """
        select region, sector, period, measure || ' is ' || value from fresh where unit = '%' and value not between 0 and 100""",
    "een aantal is niet negatief": """
        select region, sector, period, measure || ' is ' || value from fresh where unit <> '%' and not signed and value < 0""",
    "een aantal is hoogstens honderd miljoen": f"""
        select region, sector, period, measure || ' is ' || value from fresh where unit <> '%' and value * factor > {MOST}""",
    "een cijfer ligt binnen zijn marge": """
        select region, sector, period, measure || ' is ' || value from fresh where value < lower or value > upper""",
    "de werkzame en de werkloze beroepsbevolking zijn samen de beroepsbevolking": f"""
        with side as (
            pivot (from fresh where measure in ('employed', 'unemployed', 'labour_force'))
            on measure in ('employed', 'unemployed', 'labour_force') using max(value) group by region, sector, period, factor)
        select region, sector, period, employed || ' + ' || unemployed || ' is niet ' || labour_force from side
        where abs(employed + unemployed - labour_force) * factor > {_ROUNDED_SUM}""",
    _WITHIN: f"""
        select part.region, part.sector, part.period, part.measure || ' is ' || part.value || ', het totaal ' || whole.value
        from fresh as part join fresh as whole using (measure, region, period)
        where whole.sector = 'totaal' and part.sector <> 'totaal'
          and {_COUNTED} and (part.value - whole.value) * part.factor > {_PARTS}""",
    _WITHIN_COUNTRY: f"""
        select part.region, part.sector, part.period, part.measure || ' is ' || part.value || ', Nederland ' || whole.value
        from fresh as part join fresh as whole using (measure, sector, period)
        where whole.region = try_cast('{COUNTRY}' as code)
          and {_COUNTED} and (part.value - whole.value) * part.factor > {_PARTS}""",
    "een periode is al begonnen toen het cijfer werd opgehaald": f"""
        select '', '', period, '' from (select distinct period, frequency, origin from fresh) join origin using (origin)
        where make_date(left(period, 4)::int, case frequency when 'quarter' then right(period, 1)::int * 3 - 2
                        when 'month' then right(period, 2)::int else 1 end, 1)
              > (retrieved at time zone 'UTC' at time zone '{AMSTERDAM}')::date""",
    ONE_RHYTHM: """
        select '', '', '', measure || ' staat er ' || string_agg(said, ' en ' order by said) from (
            select measure, 'per ' || case frequency when 'year' then 'jaar' when 'quarter' then 'kwartaal' else 'maand' end
                   || ' (' || min(region::varchar) || ')' as said
            from fresh where status = 'eigen opgave' group by measure, frequency)
        group by measure having count(*) > 1""",
    FEWER_CELLS: """
        select '', '', '', case when cells < 0.9 * before_cells then cells || ' cellen, dat waren er ' || before_cells
                           else margins || ' cellen met een marge, dat waren er ' || before_margins end
        from (select count(value) as cells, count(lower) as margins from fresh),
             (select count(value) as before_cells, count(lower) as before_margins from published)
        where cells < 0.9 * before_cells or margins < 0.9 * before_margins""",
    HOME_STAYS: f"""
        with had as (select distinct region from published where value is not null),
             has as (select distinct region from fresh where value is not null)
        select region::varchar, '', '', '' from had where region::varchar in ({_HOME})
        and region::varchar not in (select region::varchar from has) order by all""",
}


class CheckFailed(IngestError):
    """Figures that break a check; the sentence names it, with examples."""


def check(connection: duckdb.DuckDBPyConnection, dataset: str, skip: frozenset[str] = frozenset()) -> None:
    """Run all checks on one dataset of the draft, to which the published version is attached as `before`.

    Raises CheckFailed with the first three rows that break a check.
    """
    connection.execute(f"create or replace temp view published as from before.observation where dataset = '{dataset}'")
    connection.execute(_MEASURED, [dataset])
    connection.execute(_FRESH.format(dataset=dataset))
    plain = _plain_to_see(connection, dataset)
    refuse_broken(connection, dataset, {each: query for each, query in CHECKS.items() if each not in skip | plain})


# Sums of flows are measures too, but no figures, so their names need not be among the texts of figures.
_MEASURED = """
create or replace temp table measured as
select try_cast(measure as code) as measure, unit, factor, decimals, signed from measure where dataset = ?
"""

_FRESH = """
create or replace temp view fresh as
select cell.*, unit, factor, decimals, signed from (from observation where dataset = '{dataset}') as cell
join measured using (measure)
"""

_MOST_BITS = 1 << 28  # 32 MB

_SPREAD = f"""
select min(enum_code(region)::bigint), max(enum_code(region)::bigint) + 1, min(enum_code(sector)::bigint),
       max(enum_code(sector)::bigint) + 1, min(enum_code(period)::bigint), max(enum_code(period)::bigint) + 1,
       bool_or(region = try_cast('{COUNTRY}' as code)) is true
from observation where dataset = ?
"""

# A bit for each cell that could be: as many bits as there are rows means that no cell comes twice.
_BITS = """
select coalesce(bool_and(cells = different), true) from (
    select count(*) as cells, bit_count(bitstring_agg(
        ((enum_code(region)::bigint - {region}) * {sectors} + enum_code(sector)::bigint - {sector}) * {periods}
        + enum_code(period)::bigint - {period}, 0, {last})) as different
    from observation where dataset = $dataset group by measure)
"""


def _plain_to_see(connection: duckdb.DuckDBPyConnection, dataset: str) -> set[str]:
    """The checks that a look at the codes alone shows to hold; in a table of millions that saves most of the time and memory."""
    spread = connection.execute(_SPREAD, [dataset]).fetchone()
    if spread is None or spread[0] is None:
        return {_ONCE, _WITHIN, _WITHIN_COUNTRY}
    region, beyond_region, sector, beyond_sector, period, beyond_period, with_country = spread
    sectors, periods = beyond_sector - sector, beyond_period - period
    bits = (beyond_region - region) * sectors * periods
    holds = {_WITHIN} if sectors == 1 else set()
    if beyond_region - region == 1 or not with_country:
        holds.add(_WITHIN_COUNTRY)
    if bits <= _MOST_BITS:
        query = _BITS.format(region=region, sector=sector, period=period, sectors=sectors, periods=periods, last=bits - 1)
        (differ,) = connection.execute(query, {"dataset": dataset}).fetchone() or (False,)
        holds |= {_ONCE} if differ else set()
    return holds


def refuse_broken(connection: duckdb.DuckDBPyConnection, dataset: str, checks: Mapping[str, str]) -> None:
    """Raise CheckFailed for the first check that rows break, with how many rows do and three of them.

    All are counted in one statement, as preparing each apart takes longer than running it.
    """
    counted = " union all ".join(f"select {place}, count(*) from ({query})" for place, query in enumerate(checks.values()))
    times = dict(connection.execute(counted).fetchall())
    for place, (sentence, query) in enumerate(checks.items()):
        if times[place]:
            found = connection.execute(f"from ({query}) limit 3").fetchall()
            examples = "; ".join(" ".join(str(cell) for cell in row if cell not in ("", None)) for row in found)
            gone = _gone(connection, dataset) if sentence in SHORTER else ""
            raise CheckFailed(_sentence(dataset, sentence, times[place], examples, gone))


def _gone(connection: duckdb.DuckDBPyConnection, dataset: str) -> str:
    """Which tables figures came from in the version before and no longer do, in a sentence; empty where there is none."""
    found = connection.execute(_NO_LONGER_THERE, [dataset]).fetchall()
    named = "; ".join(f"{table} '{title}'" for table, title in found[:3]) + ("; ..." if len(found) > 3 else "")
    return f" Eerder kwamen er ook cijfers uit {named}, en nu niet meer: kijk of de bron die tabel nog geeft." if found else ""


_NO_LONGER_THERE = """
select distinct table_id, title from before.origin as had semi join published using (origin)
where table_id not in (select table_id from origin where dataset = ?) order by all
"""


def _sentence(dataset: str, sentence: str, times: int, examples: str, gone: str) -> str:
    remedy = "De vorige cijfers blijven staan. Vergelijk met de tabel op de site van de bron"
    if sentence in SHORTER and dataset in HAND_FILES:
        small = ", ook doordat aantallen nu te klein zijn om te tonen" if HAND_FILES[dataset].counts else ""
        remedy = f"De vorige cijfers blijven staan. Klopt het kortere bestand{small}, neem het dan over met "
        remedy += f"`python -m ingest add {dataset} BESTAND --accept-fewer`"
    elif sentence in SHORTER:
        remedy += f"; klopt de kortere tabel, neem haar dan over met `python -m ingest refresh {dataset} --accept-fewer`"
    if sentence == ONE_RHYTHM:
        remedy = "De vorige cijfers blijven staan. Lever alleen maanden, kwartalen of jaren aan: uit het verschil zou een "
        remedy += "weggelaten klein aantal volgen"
    return f"Dataset {dataset}: verwacht is: {sentence}; gevonden: {times} keer niet, bijvoorbeeld {examples}.{gone} {remedy}."
