"""One run: look per dataset whether the source has something new, take a snapshot, and hand all to the warehouse.

A dataset that fails keeps its last good snapshot and the others go on. Nothing that readers see changes before the
warehouse has built and checked a whole new version.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from ingest.dataset import Dataset, Found, fingerprint
from ingest.errors import Detour, IngestError
from ingest.run_log import Attempt, Outcome, RunLog
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.system_words import is_of_the_disk, unusable


@dataclass(frozen=True)
class Publication:
    """What the warehouse made of the snapshots.

    `version` is the one that readers see now, None when nothing was ever published. `problem` says why no new version could be
    made; then all stays as it was. `refused` says per dataset why a snapshot of it is not in the new version. Either its new one
    is wrong: the dataset keeps what it had. Or one that was accepted earlier cannot be read any more: the dataset keeps its
    figures of the version before. `recovered` names datasets of this second kind that can be read again, with their last
    snapshot. `waiting` is a new version that readers do not see yet, because a person holds an older one.
    """

    version: str | None
    refused: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    waiting: str = ""
    recovered: Mapping[str, Snapshot] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What became of it, in a sentence."""
        if self.waiting:
            return (
                f"Versie {self.waiting} is gemaakt en staat klaar. Lezers blijven versie {self.version} zien, want die is "
                f"teruggezet. Vooruit gaat met `python -m warehouse show {self.waiting}` of op de pagina Beheer."
            )
        return self.problem or f"Gepubliceerd: {self.version or 'nog niets'}"


Publish = Callable[[Mapping[str, Snapshot]], Publication]


# A run that is killed logs nothing: the next one finds what it had begun, and logs this.
_BROKEN_OFF = "Deze poging is afgebroken voordat zij klaar was; er is niets veranderd."


@dataclass(frozen=True)
class Refreshed:
    """The attempts of one run and what was published."""

    attempts: list[Attempt]
    publication: Publication

    @property
    def ok(self) -> bool:
        """Whether every dataset and the new version came through."""
        return not self.publication.problem and all(attempt.outcome != "failed" for attempt in self.attempts)

    @property
    def failure(self) -> str:
        """Which datasets failed and why the first did, in one line; empty when none did or the whole has a problem."""
        failed = {attempt.dataset: " ".join(attempt.message.split()) for attempt in self.attempts if attempt.outcome == "failed"}
        if not failed or self.publication.problem:
            return ""
        first, *others = dict.fromkeys(failed.values())
        causes = "andere oorzaak" if len(others) == 1 else "andere oorzaken"
        more = f" Nog {len(others)} {causes}: zie `python -m ingest status`." if others else ""
        return f"Mislukt: {', '.join(failed)}. {first}{more}"


def refresh(
    datasets: Iterable[Dataset],
    sources: Sources,
    store: SnapshotStore,
    log: RunLog,
    publish: Publish,
    force: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Refresh these datasets and publish a new version when anything changed.

    `publish` gets the new snapshots by dataset and builds, checks and publishes; `tell` hears what is being done.
    With `force` a dataset is taken again even when its source has not changed. What a killed run was busy with gets an attempt
    of its own in the log.
    """
    tell_broken_off(store, log, sources.example)
    attempts: list[Attempt] = []
    fresh: dict[str, Snapshot] = {}
    for dataset in datasets:
        tell(f"{dataset.name}: {dataset.label}")
        attempt, snapshot = _try(dataset, sources, store, force)
        if attempt:
            attempts.append(attempt)
        if snapshot:
            fresh[dataset.name] = snapshot
    tell("Cijfers controleren en publiceren")
    with log.intending(attempts):
        publication = publish(fresh)
        attempts = [_with_refusal(attempt, publication) for attempt in attempts]
        attempts += untried(publication, {attempt.dataset for attempt in attempts})
        for attempt in attempts:
            log.add(attempt)
    store.clear_pending()
    return Refreshed(attempts, publication)


def tell_broken_off(store: SnapshotStore, log: RunLog, example: bool = False) -> None:
    """Log what a killed run had begun as attempts that failed, and throw away what it left: only who comes next can.

    What it brought that counts already, as it was killed behind that, is logged as it would have been.
    """
    begun = store.clear_pending()
    for attempt in log.take_intended():
        if attempt.dataset not in begun:
            log.add(attempt)
    for name, when in begun.items():
        log.add(Attempt(name, "", when, "failed", _BROKEN_OFF, example=example))


def untried(publication: Publication, tried: Set[str]) -> list[Attempt]:
    """An attempt for each dataset that was not tried now, but whose accepted snapshots turn out unreadable, or readable again."""
    now = datetime.now(UTC)
    failed = [Attempt(name, "", now, "failed", reason) for name, reason in publication.refused.items() if name not in tried]
    return failed + [brought(snapshot, now) for name, snapshot in publication.recovered.items() if name not in tried]


def brought(snapshot: Snapshot, started: datetime) -> Attempt:
    """The attempt that brought a snapshot of one table or file, or brought it back."""
    receipt, first = snapshot.receipt, snapshot.receipt.origins[0]
    return Attempt(
        dataset=receipt.dataset,
        table=first.table,
        started=started,
        outcome="refreshed",
        rows=snapshot.rows,
        source_modified=first.modified,
        example=bool(receipt.example),
    )


def log_untried(publication: Publication, log: RunLog) -> list[str]:
    """Write down these attempts where nothing was tried; gives what is wrong with the datasets, for people."""
    attempts = untried(publication, set())
    for attempt in attempts:
        log.add(attempt)
    return [attempt.message for attempt in attempts if attempt.message]


def _try(dataset: Dataset, sources: Sources, store: SnapshotStore, force: bool) -> tuple[Attempt | None, Snapshot | None]:
    """One attempt at one dataset: its record (None when it waits for a person) and its new snapshot, if any."""
    started, clock = datetime.now(UTC), time.monotonic()
    requests, size = sources.traffic.requests, sources.traffic.bytes

    def attempt(outcome: Outcome, message: str, origins: list[Origin]) -> Attempt:
        return Attempt(
            dataset=dataset.name,
            table=", ".join(origin.table for origin in origins),
            started=started,
            outcome=outcome,
            message=message,
            seconds=round(time.monotonic() - clock, 3),
            requests=sources.traffic.requests - requests,
            bytes=sources.traffic.bytes - size,
            rows=sum(origin.rows for origin in origins),
            source_modified=origins[0].modified if origins else None,
            example=sources.example,
        )

    last: Receipt | None = None
    try:
        kept = [s for s in store.of(dataset.name) if dataset.from_agenda or s.receipt.example == sources.example]
        last = kept[-1].receipt if kept else None
        if not dataset.offers(sources):
            return None, None
        if last and not force and dataset.is_current(sources, last):
            return attempt("current", "", last.origins), None
        origins, draft = _take(dataset, sources, store)
        remarks = " ".join(dict.fromkeys(origin.remark for origin in origins if origin.remark))
        return attempt("refreshed", remarks, origins), draft.finish(origins, fingerprint(dataset))
    except (IngestError, OSError, *STRANGE_ANSWER) as error:
        return attempt("failed", _why_failed(dataset, error), last.origins if last else []), None


def _why_failed(dataset: Dataset, error: Exception) -> str:
    """What went wrong with a dataset, in a sentence that ends with what to do."""
    if isinstance(error, IngestError):
        return str(error)
    if isinstance(error, OSError) and is_of_the_disk(error):
        return not_kept(dataset, error)
    return strange_answer(dataset, error)


# What our reading code raises when an answer has another form than any we know.
STRANGE_ANSWER = (msgspec.MsgspecError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)


def strange_answer(dataset: Dataset, error: Exception) -> str:
    """The sentence for an answer in a form that we do not know."""
    what = " ".join(str(error).split())
    seen = f"Dataset {dataset.name}: de bron antwoordt in een vorm die wij niet kennen ({type(error).__name__}: {what}). "
    return seen + "Bekijk het antwoord van de bron en pas de lezer aan."


def not_kept(dataset: Dataset, error: OSError) -> str:
    """The sentence for what a source gave and our own disk did not take."""
    return f"Dataset {dataset.name}: wat de bron gaf, is niet te bewaren. {unusable(error)}"


def inspected(dataset: Dataset, sources: Sources) -> dict[str, object]:
    """Whether a declaration fits what its source offers now, and what that is or why not; a line for each thing to know."""
    found, message = Found("", ""), ""
    try:
        found = dataset.inspect(sources)
    except IngestError as error:
        told = "\n".join([str(error), *getattr(error, "__notes__", [])])
        message = re.sub(r" met `python -m ingest (refresh|check)`", "", told)  # who only looks, looks again
    except (OSError, *STRANGE_ANSWER) as error:
        message = strange_answer(dataset, error)
    return {"dataset": dataset.name, "table": found.table, "fits": not message, "message": message, "found": found.words}


def _take(dataset: Dataset, sources: Sources, store: SnapshotStore) -> tuple[list[Origin], Draft]:
    """What the source has now, in a draft; from the start again each time a table turns out to need another road."""
    while True:
        draft = store.draft(dataset.name, None if dataset.from_agenda else sources.example)
        try:
            return dataset.take(sources, draft), draft
        except Detour:
            continue


def _with_refusal(attempt: Attempt, publication: Publication) -> Attempt:
    """The attempt, failed if the warehouse refused what it brought, or refused the whole."""
    reason = publication.refused.get(attempt.dataset)
    if not reason and attempt.outcome == "refreshed":  # what it brought was thrown away with the whole
        reason = publication.problem
    if not reason:
        return attempt
    return msgspec.structs.replace(attempt, outcome="failed", message=reason)
