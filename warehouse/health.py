"""How the data stands: which version readers see, how old it is, and which datasets failed at their last attempt."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.datasets import DATASETS
from ingest.run_log import RunLog
from ingest.status import DatasetStatus, status
from warehouse.versions import Versions


@dataclass(frozen=True)
class Health:
    """`version` is None when nothing is published or it cannot be read; `age_hours` counts from when it was built."""

    version: str | None
    built: datetime | None
    age_hours: float | None
    datasets: list[DatasetStatus]

    @property
    def failed(self) -> list[str]:
        """The datasets whose last attempt failed."""
        return [row.dataset for row in self.datasets if row.outcome == "failed"]

    @property
    def overdue(self) -> list[str]:
        """The datasets whose next figures are late."""
        return [row.dataset for row in self.datasets if row.overdue]

    @property
    def last_attempt(self) -> datetime | None:
        """When any dataset was last tried, in UTC; long ago means that the schedule stands still."""
        return max((row.last_attempt for row in self.datasets if row.last_attempt), default=None)


def health(data_dir: Path) -> Health:
    """The health of a data folder now."""
    versions = Versions(data_dir)
    current = next((version for version in versions.all() if version.current and versions.facts(version.name).mark), None)
    age = round((datetime.now(UTC) - current.built).total_seconds() / 3600, 2) if current else None
    rows = status(DATASETS.values(), RunLog(data_dir))
    return Health(current.name if current else None, current.built if current else None, age, rows)


def last_change(data_dir: Path) -> int:
    """A mark that changes with every attempt at a dataset; 0 before the first."""
    log = RunLog(data_dir).path
    return log.stat().st_mtime_ns if log.exists() else 0
