"""What readers see of a data folder: every table of the published version."""

from pathlib import Path

from warehouse.versions import Versions

PUBLISHED = {
    "observation": "select * exclude origin from observation order by all",
    "flow": "select * exclude origin from flow order by all",
    "area": "select * exclude origin from area order by all",
    "measure": "from measure order by all",
    "region": "from region order by all",
}


def published(data_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that readers see, but for the receipts."""
    with Versions(data_dir).reading() as connection:
        return {table: connection.execute(query).fetchall() for table, query in PUBLISHED.items()}
