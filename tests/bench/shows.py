"""`indicators show` of every key for all regions, against writing as many rows of the warehouse to CSV with pandas."""

import sys
from pathlib import Path

from indicators.registry import INDICATORS
from tests.bench.measure import Measured, medians, run

_YARDSTICK = """
import sys, duckdb, pandas
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    connection.execute("from observation join origin using (origin, dataset) limit 20000").df().to_csv(sys.stdout, index=False)
"""


def measure_shows(folder: Path) -> list[Measured]:
    """Whole processes, start-up included."""
    data = folder / "show"
    run([sys.executable, "-m", "ingest", "refresh", "--example"], DATA_DIR=str(data))
    version = (data / "versions" / "current").read_text().strip()
    yardstick = medians([run([sys.executable, "-c", _YARDSTICK, str(data / "versions" / f"{version}.duckdb")]) for _ in range(5)])
    rows = []
    for key in INDICATORS:
        ours = medians([run([sys.executable, "-m", "indicators", "show", key], DATA_DIR=str(data)) for _ in range(3)])
        rows.append(Measured(f"show {key}, all regions", ours.seconds, yardstick.seconds, "s"))
    return rows
