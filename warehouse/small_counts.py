"""Small counts of persons that several files together would give away: a later file may hold just the figure that was hidden."""

from collections import defaultdict

import duckdb

from ingest.dataset import Dataset
from ingest.files.hand_file import HandFile
from ingest.files.small_counts import hidden

# Of one file alone this was seen to when it was read, with its small counts at hand.
_OF_SEVERAL_FILES = """
select period::varchar, region::varchar, value from observation
where dataset = $dataset and value is not null
  and period in (select period from observation where dataset = $dataset group by period having count(distinct origin) > 1)
"""

_LEAVE_OUT = """
update observation set value = null
where dataset = $dataset and period::varchar = $period and list_contains($regions, region::varchar)
"""


def hide_what_files_tell_together(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Hide figures of gemeenten in a period of which several files together would give a small count away.

    A later file may hold the gemeente that was hidden beside a small count, or the figure of the region. Where the region is
    less than its gemeenten together nothing is hidden: they were counted on different days, and nothing follows by subtraction.
    """
    if not isinstance(dataset, HandFile) or not dataset.counts:
        return
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for period, region, value in connection.execute(_OF_SEVERAL_FILES, {"dataset": dataset.name}).fetchall():
        values[period][region] = value
    for period, by_region in values.items():
        if by_region.get(dataset.counts.whole, 0) >= sum(by_region.get(part, 0) for part in dataset.counts.parts):
            regions = sorted(hidden(by_region, dataset.counts))
            connection.execute(_LEAVE_OUT, {"dataset": dataset.name, "period": period, "regions": regions})
