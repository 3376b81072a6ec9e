"""Flows between regions: from raw rows into the table `flow`, and out of it only as sums.

A matrix of all gemeenten by all gemeenten is large and nobody reads it whole. So it is added up inside DuckDB, and what
leaves this module has one row for a region and a year, or for a pair of regions in one year.
"""

from dataclasses import dataclass

import duckdb

from ingest.dataset import Cells, Codes, Measure
from ingest.sectors import TOTAL
from warehouse.cells import LONGEST_ROW, lookup, place, quoted_name, statuses_of

RESIDENTS, LOCAL, INSIDE = "jobs_of_residents", "jobs_in_region", "jobs_inside"
COMMUTING_MEASURES = (RESIDENTS, LOCAL, INSIDE)


@dataclass(frozen=True)
class Flow:
    """The jobs in a year from where people live to where they work.

    `jobs` is None where a flow that belongs in the sum is not published; `cells` is how many published flows are in it.
    """

    home: str
    work: str
    jobs: float | None
    cells: int
    status: str
    origin: int


def flow_measures(cells: Cells) -> tuple[dict[str, Measure], dict[str, int]]:
    """The measures that flows are summed to, each in the unit of the one measure of `cells`; and the decimals of each."""
    (measure,) = cells.measures.values()
    return dict.fromkeys(COMMUTING_MEASURES, measure), dict.fromkeys(COMMUTING_MEASURES, cells.decimals[measure.name])


def insert_flows(connection: duckdb.DuckDBPyConnection, dataset: str, cells: Cells, workplaces: Codes, *, example: bool) -> str:
    """As `insert_cells`, for rows about flows into the table `flow`; `workplaces` is the second region of `cells`.

    Kept are flows between two regions of one level, and from or to everywhere; of an older edition the years before those that
    are there.
    """
    (column,) = cells.measures
    places = {
        "home": place(connection, "woonregio", cells.region),
        "work": place(connection, "werkregio", workplaces),
        "period": place(connection, "periode", Codes(cells.period_column, dict.fromkeys(cells.periods, ""))),
    }
    looked_up = {
        "home": lookup(connection, "home", "home_place", cells.region.meaning),
        "work": lookup(connection, "work", "work_place", workplaces.meaning),
        "period": lookup(connection, "period", "period_place", {raw: period.code for raw, period in cells.periods.items()}),
        "status": lookup(connection, "status", "period_place", statuses_of(cells, example=example)),
    }
    (first,) = connection.execute("select min(period)::varchar from flow where dataset = ?", [dataset]).fetchone() or (None,)
    texts = (cells.region.column, workplaces.column, cells.period_column)
    spec = ", ".join(f"{quoted_name(name)}: 'varchar'" for name in texts) + f", {quoted_name(column)}: 'double'"
    return f"""
        insert into flow
        select $dataset::code, home, work, period, value, status, $origin
        from (
            select {", ".join(f"{what} as {name}" for name, what in looked_up.items())}, value
            from (select {", ".join(f"{found} as {name}_place" for name, found in places.items())},
                         {quoted_name(column)} as value
                  from read_json($paths, format = 'newline_delimited', maximum_object_size = {LONGEST_ROW},
                                 columns = {{{spec}}})))
        where home is not null and work is not null
        and (left(home::varchar, 2) = left(work::varchar, 2) or '{TOTAL}' in (home, work))
        and period < '{first or "9999"}'::varchar"""


# The classification, also of a version from before it told which gemeenten came and went.
AREA = "(from area union all by name select null::integer as since, null::integer as until where false)"

# Of each region and year the parts that its flows are summed from: itself, or its gemeenten where the source does not have it.
# A gemeente that is no more counts until its last year where the source has it, one that came later from its first year on; each
# also in a year of which the source has it. The flows themselves are not materialized: each use filters them first.
_PARTS = f"""
cell as not materialized (from flow where dataset = $dataset),
there as materialized (
    select home as region, period, count(value) > 0 as known from cell where home <> '{TOTAL}' group by all),
own as materialized (select distinct region from there),
year as materialized (select distinct period from there),
part as materialized (
    select region, region as part, period from own, year
    union all
    select region, gemeente, year.period from {AREA} as town, year
    where region like 'AM%' and region not in (from own)
      and (exists (from there where known and there.region = town.gemeente and there.period = year.period)
           or (left(year.period::varchar, 4)::integer between coalesce(since, 0) and coalesce(until, 9999)
               and (until is null or gemeente in (from own))))),
size as materialized (select region, period, count(*) as parts from part group by region, period)
"""

# The measures RESIDENTS, LOCAL and INSIDE of each region and year, with the columns of `observation` and the number of
# flows in each. A sum in which a flow misses is not published, so its value is empty. A year has one status and one receipt.
COMMUTING = f"""
with {_PARTS},
summed as (
    select '{RESIDENTS}' as measure, region, period, sum(value) as value, count(value) as cells, any_value(parts) as needed,
           max(status) as status, max(origin) as origin
    from cell join part using (period) join size using (region, period)
    where home = part and work = '{TOTAL}' group by region, period
    union all
    select '{LOCAL}', region, period, sum(value), count(value), any_value(parts), max(status), max(origin)
    from cell join part using (period) join size using (region, period)
    where work = part and home = '{TOTAL}' group by region, period
    union all
    select '{INSIDE}', region, period, sum(value), count(value), any_value(parts) ** 2, max(status), max(origin)
    from cell join part as at_home using (period) join part as at_work using (region, period) join size using (region, period)
    where home = at_home.part and work = at_work.part group by region, period)
select $dataset as dataset, measure, region, '{TOTAL}' as sector, period, 'year' as frequency,
       case when cells = needed then value end as value, null::double as lower, null::double as upper, status, origin, cells
from summed
"""

_FLOWS = f"""
with {_PARTS},
place as (select region, part from part where period = $period and (region like $level || '%' or region in ($home, $work))),
side as (
    select at_home.region as home, at_work.region as work, value, status, origin
    from cell join place as at_home on home = at_home.part join place as at_work on work = at_work.part
    where period = $period
      and case when $home is null then at_home.region like $level || '%' else at_home.region = $home end
      and case when $work is null then at_work.region like $level || '%' else at_work.region = $work end)
select home, work, case when count(value) = any_value(homes.parts * works.parts) then round(sum(value) * any_value(factor)) end
       as jobs, count(value) as cells, max(status), max(origin)
from side join size as homes on homes.region = home and homes.period = $period
join size as works on works.region = work and works.period = $period
join measure on dataset = $dataset and measure = '{RESIDENTS}'
group by home, work order by jobs desc nulls last, home, work
"""


def flows_between(
    connection: duckdb.DuckDBPyConnection, dataset: str, period: str, level: str, home: str | None, work: str | None
) -> list[Flow]:
    """The flows of a year from or to one region, largest first: its counterparts are the regions whose code has this level.

    Give `home` or `work`, or both for a single flow. A region that the source lacks is summed over its gemeenten.
    """
    given = {"dataset": dataset, "period": period, "level": level, "home": home, "work": work}
    return [Flow(*row) for row in connection.execute(_FLOWS, given).fetchall()]


def years_of(connection: duckdb.DuckDBPyConnection, dataset: str) -> list[str]:
    """The years of which there are flows, oldest first."""
    found = connection.execute("select distinct period from flow where dataset = ? order by period", [dataset])
    return [str(row[0]) for row in found.fetchall()]
