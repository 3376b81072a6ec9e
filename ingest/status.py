"""How each dataset stands: its last attempt and success, what its source said, when the next figures are expected.

The next figures are expected one rhythm after the source's own last change. They are late ("te laat") when they are not there
some days after that: the grace of the rhythm, since no source keeps to the day.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from ingest.dataset import Dataset
from ingest.files.hand_file import HandFile
from ingest.periods import AMSTERDAM
from ingest.run_log import Attempt, RunLog


@dataclass(frozen=True)
class DatasetStatus:
    """One dataset. `outcome` is that of the last attempt, `never` when there was none; times are UTC.

    `message` is empty when all is well, and otherwise says why not and what to do: the attempt failed, or figures are late.
    """

    dataset: str
    label: str
    table: str
    outcome: str
    message: str
    last_attempt: datetime | None
    last_success: datetime | None
    source_modified: str | None
    rows: int | None
    next_expected: date | None
    overdue: bool

    def as_json(self) -> dict[str, object]:
        """The fields as JSON values, times in ISO 8601."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def status(datasets: Iterable[Dataset], log: RunLog, today: date | None = None) -> list[DatasetStatus]:
    """The status of each dataset, in the order given."""
    attempts, datasets = log.attempts(), list(datasets)
    both = {dataset.name for dataset in datasets if dataset.from_agenda}  # goes with real figures and with example ones
    if any(not a.example and a.outcome != "failed" and a.dataset not in both for a in attempts):
        attempts = [a for a in attempts if not a.example or a.dataset in both]  # once there are real figures no example counts
    today = today or datetime.now(AMSTERDAM).date()
    return [_status(dataset, [a for a in attempts if a.dataset == dataset.name], today) for dataset in datasets]


def _status(dataset: Dataset, attempts: list[Attempt], today: date) -> DatasetStatus:
    last = attempts[-1] if attempts else None
    good = next((attempt for attempt in reversed(attempts) if attempt.outcome != "failed"), None)
    expected = _next_expected(dataset, good, next((each for each in reversed(attempts) if each.outcome == "refreshed"), good))
    late = expected is not None and _is_late(dataset, expected, today) and not (good and good.example)
    return DatasetStatus(
        dataset=dataset.name,
        label=dataset.label,
        table=next((attempt.table for attempt in reversed(attempts) if attempt.table), ""),
        outcome=last.outcome if last else "never",
        message=last.message or (_late(dataset, expected) if expected and late else "") if last else _never(dataset),
        last_attempt=last.started if last else None,
        last_success=good.started if good else None,
        source_modified=good.source_modified if good else None,
        rows=good.rows if good else None,
        next_expected=expected,
        overdue=late,
    )


def _next_expected(dataset: Dataset, good: Attempt | None, got: Attempt | None) -> date | None:
    """One rhythm after what the source said of its last change or, where it says nothing, after we last got something."""
    if good is None or got is None or dataset.rhythm is None:
        return None
    try:
        changed = datetime.fromisoformat(good.source_modified or "").date()
    except ValueError:
        changed = got.started.astimezone(AMSTERDAM).date()
    return changed + timedelta(days=dataset.rhythm.days)


def _is_late(dataset: Dataset, expected: date, today: date) -> bool:
    return dataset.rhythm is not None and today > expected + timedelta(days=dataset.rhythm.grace)


def _never(dataset: Dataset) -> str:
    """What to do about a file that nobody added yet. Whatever else never came, comes by itself or on request."""
    return f"Nog niet toegevoegd. {_to_do(dataset)}" if isinstance(dataset, HandFile) else ""


def _to_do(dataset: HandFile) -> str:
    get = f"Haal het bestand ({dataset.page})"
    if dataset.counts:  # the region counts these itself
        get = f"Vul een bestand in (`python -m ingest template {dataset.name} BESTAND` maakt er een)"
    return f"{get} en voeg het toe met `python -m ingest add {dataset.name} BESTAND`."


def _late(dataset: Dataset, expected: date) -> str:
    """What to do about figures that are late: a file is for a person to fetch, a table for its source to publish."""
    rhythm = dataset.rhythm.label if dataset.rhythm else ""
    said = f"Te laat: nieuwe cijfers waren verwacht op {expected:%d-%m-%Y} ({rhythm}). "
    if isinstance(dataset, HandFile):
        return said + _to_do(dataset)
    return said + f"De bron biedt nog niets nieuws; kijk met `python -m ingest check` of {dataset.label} nog verschijnt."
