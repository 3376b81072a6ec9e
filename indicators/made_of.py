"""What a version holds for each indicator, as a mark: where two versions have the same mark, its tables are the same in both.

The figures themselves are marked, and not the files that they were read from: a later program may read the same file otherwise.
"""

import hashlib

from indicators.figures import Figures
from indicators.quantities import drawn_from
from indicators.registry import INDICATORS
from indicators.source_kinds import PRINTED
from warehouse.flows import AREA


def made_of(figures: Figures) -> dict[str, str]:
    """The mark of each indicator, under its key. What the program and the agenda decide is not in it: see indicators/mark.py."""
    with figures.versions.reading(figures.version) as connection:
        places = [connection.execute(query).fetchall() for query in _PLACES]
        receipts, measures, cells, printed = (
            {name: said for name, *said in connection.execute(query).fetchall()}
            for query in (_RECEIPTS, _MEASURES, _CELLS, _PRINTED)
        )
    # In the order of their receipts, as that of the sources in a citation follows from it.
    datasets = {name: (receipt, measures.get(name), cells.get(name)) for name, receipt in receipts.items()}
    found = {}
    for key, indicator in INDICATORS.items():
        drawn = {dataset for source in indicator.sources for dataset, _ in drawn_from(indicator, source)}
        asked = {*indicator.sources, *drawn, *({PRINTED} if key in printed else ())}
        found[key] = _mark([places, printed.get(key), [each for each in datasets.items() if each[0] in asked]])
    return found


def _mark(held: list[object]) -> str:
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]


# Receipts are numbered anew in each version: a cell has the place of its receipt among those of its dataset.
_PLACES = (
    "select hash(list(place order by region)) from region as place",
    f"select sum(hash(gemeente, region, since, until)::hugeint) from {AREA}",
)
_RECEIPTS = """
select dataset, list(said order by origin) from (select dataset, origin, hash(*columns(* exclude (origin))) as said from origin)
group by dataset order by min(origin)
"""
_MEASURES = "select dataset, list(hash(said) order by measure) from measure as said group by dataset"
_CELLS = """
with cell as (
    select dataset::varchar as dataset, origin, hash(
        measure::varchar, region::varchar, sector::varchar, period::varchar, status::varchar, value, lower, upper) as said
    from observation
    union all
    select dataset::varchar, origin, hash(home::varchar, work::varchar, period::varchar, status::varchar, value) from flow
), receipt as (select dataset, min(origin) as first from origin group by dataset)
select dataset, count(*), sum(hash(said, origin - first)::hugeint) from cell join receipt using (dataset) group by dataset
"""
_PRINTED = """
select onderwerp, list(said order by said)
from (select onderwerp, hash(*columns(* exclude (origin))) as said from published_figure) group by onderwerp
"""
