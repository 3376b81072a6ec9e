"""What every dataset offers, whatever its source: a way to take a snapshot, and a way to read one."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ingest.periods import Period
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources


@dataclass(frozen=True)
class Measure:
    """One quantity as a source publishes it: its name here, its unit there (with `|` between ways to write it).

    `signed` marks a quantity that may be negative (a difference); `optional` one that not every edition of a table has.
    `rounded_to` counts in the last digit that the source prints: 10 where it prints 750 or 760 and nothing between;
    `provisional_to` is that for a figure of which it says that it is provisional, where such a figure is coarser.
    """

    name: str
    unit: str
    factor: int = 1
    signed: bool = False
    optional: bool = False
    rounded_to: int = 1
    provisional_to: int | None = None


def thousands(name: str) -> Measure:
    """A count that the source prints in thousands."""
    return Measure(name, "x 1000", factor=1000)


def percentage(name: str, optional: bool = False) -> Measure:
    """A percentage, 73.9 for 73.9%."""
    return Measure(name, "%", optional=optional)


def count(name: str, unit: str, signed: bool = False, rounded_to: int = 1, provisional_to: int | None = None) -> Measure:
    """A count in units (persons, jobs, vacancies); `rounded_to` 10 where the source rounds it to tens."""
    return Measure(name, unit, signed=signed, rounded_to=rounded_to, provisional_to=provisional_to)


def ratio_of(name: str) -> Measure:
    """A ratio, 3.12 for 3.12 to one."""
    return Measure(name, "verhouding")


@dataclass(frozen=True)
class Rhythm:
    """How often a source brings new figures, and how many days later than that we call it late."""

    label: str
    days: int
    grace: int


MONTHLY = Rhythm("maandelijks", 31, 10)
QUARTERLY = Rhythm("per kwartaal", 92, 21)
YEARLY = Rhythm("jaarlijks", 366, 45)


@dataclass(frozen=True)
class Codes:
    """How the raw codes of one column become ours; a raw code that maps to None is left out on purpose.

    `column` None means that the source has no such column: every row then has the one code in `meaning[""]`.
    """

    column: str | None
    meaning: Mapping[str, str | None]


def always(code: str) -> Codes:
    """The same code for each row, for a source without that dimension."""
    return Codes(None, {"": code})


@dataclass(frozen=True)
class Cells:
    """Raw rows of one table or file, with all that is needed to read each of them as observations.

    `lines` yields chunks of newline-delimited JSON, one object per raw row. `periods` maps raw period codes.
    `decimals` gives per measure how many decimals the source prints. `status_column` names a raw column that overrules
    the status of the period; `bounds` the raw columns with the lower and upper bound of a column's 95% margin. Only codes
    that are mapped may occur: any other is a SourceChanged. Where `work` is given each row is a flow, from `region` (where
    people live) to `work`, with one measure: see warehouse/flows.py.
    """

    origin: Origin
    measures: Mapping[str, Measure]
    decimals: Mapping[str, int]
    region: Codes
    sector: Codes
    period_column: str
    periods: Mapping[str, Period]
    lines: Iterable[bytes]
    region_names: Mapping[str, str]
    status_column: str | None = None
    work: Codes | None = None
    bounds: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """Rows for a warehouse table that does not hold observations (the areas, the figures printed in documents)."""

    origin: Origin
    table: str
    rows: list[dict[str, object]]


class Found(NamedTuple):
    """What a source offers now: the table or file (empty where it comes by hand or was not looked at), and more in words."""

    table: str
    words: str


class Dataset(Protocol):
    """One declared source.

    `accumulates` is true where each snapshot adds to the ones before (files that a person downloads each quarter) and
    false where the newest replaces them (a table that CBS publishes whole). `from_agenda` is true for what lies in the
    agenda folder: it goes with real figures and with example figures.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def producer(self) -> str: ...
    @property
    def rhythm(self) -> Rhythm | None: ...
    @property
    def accumulates(self) -> bool: ...
    @property
    def from_agenda(self) -> bool: ...

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        """Whether the source offers nothing newer than the snapshot with this receipt."""

    def offers(self, sources: Sources) -> bool:
        """Whether there is something to take without a person's help; if not, `is_current` and `take` are not asked."""

    def inspect(self, sources: Sources) -> Found:
        """What the source offers now, without downloading figures. Raises IngestError where it does not fit."""

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """Write what the source has now, raw, into the draft; one origin for each table or file taken."""

    def read(self, snapshot: Snapshot) -> Iterable[Cells | Rows]:
        """What a snapshot holds, ready for the warehouse."""

    def words(self, measure: str) -> str:
        """What the source calls a quantity, for people; empty for one that it has not."""


def fingerprint(declaration: object) -> str:
    """A short mark of a declaration; another mark means that an unchanged source must be read again."""
    text = re.sub(r" at 0x[0-9a-f]+", "", repr(declaration))  # functions are known by their name, not their place in memory
    # A set has another order in each process.
    text = re.sub(r"frozenset\(\{(.*?)\}\)", lambda found: str(sorted(found[1].split(", "))), text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
