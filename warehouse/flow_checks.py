"""What must hold of flows between regions before anyone reads them. As in `warehouse/checks.py`: a sentence and its query.

`fresh` has the flows just loaded with factor and decimals, `published` those of the same dataset in the published version.
"""

import duckdb

from warehouse.checks import FEWER_CELLS, refuse_broken

# Flows are rounded one by one, each by at most half of the last decimal that is printed.
_HALF = "0.5 / power(10, any_value(decimals))"

FLOW_CHECKS: dict[str, str] = {
    "een stroom komt één keer voor": """
        select home, work, period, 'staat er ' || count(*) || ' keer' from fresh
        group by home, work, period having count(*) > 1""",
    "een stroom is niet negatief": "select home, work, period, value from fresh where value < 0",
    "de stromen uit een gebied zijn samen niet groter dan alle banen van inwoners": f"""
        select home, '', period, sum(value) filter (work <> 'totaal') || ' van ' || max(value) filter (work = 'totaal')
        from fresh where home <> 'totaal' group by home, period
        having sum(value) filter (work <> 'totaal') - max(value) filter (work = 'totaal') > (count(*) + 1) * {_HALF}""",
    "de stromen naar een gebied zijn samen niet groter dan alle banen daar": f"""
        select work, '', period, sum(value) filter (home <> 'totaal') || ' van ' || max(value) filter (home = 'totaal')
        from fresh where work <> 'totaal' group by work, period
        having sum(value) filter (home <> 'totaal') - max(value) filter (home = 'totaal') > (count(*) + 1) * {_HALF}""",
    FEWER_CELLS: """
        select '', '', '', count(*) || ' stromen, dat waren er ' || (select count(*) from published where value is not null)
        from fresh where value is not null
        having count(*) < 0.9 * (select count(*) from published where value is not null)""",
}


def check_flows(connection: duckdb.DuckDBPyConnection, dataset: str, skip: frozenset[str] = frozenset()) -> None:
    """Run all checks on the flows of one dataset of the draft, to which the published version is attached as `before`.

    Raises CheckFailed with the first three rows that break a check.
    """
    (any_flow,) = connection.execute(
        "select exists(from flow where dataset = $1) or exists(from before.flow where dataset = $1)", [dataset]
    ).fetchone() or (False,)
    if not any_flow:
        return
    fresh = f"""
        create or replace temp view fresh as select flow.*, decimals from flow
        join (select dataset, max(decimals) as decimals from measure group by dataset) using (dataset)
        where dataset = '{dataset}'"""
    connection.execute(fresh)
    connection.execute(f"create or replace temp view published as from before.flow where dataset = '{dataset}'")
    refuse_broken(connection, dataset, {each: query for each, query in FLOW_CHECKS.items() if each not in skip})
