"""Breaks in series, read from agenda/breaks.csv: what no longer compares with the years before it, and what happened then."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from indicators.agenda_files import check_period, one_of, read_again_when_changed, rows
from ingest.periods import moment
from ingest.settings import AGENDA

BreakKind = Literal["breuk", "grenswijziging", "gebeurtenis"]


@dataclass(frozen=True)
class Break:
    """A dated change that a series must be read with. `kind` is breuk (figures before it do not compare), grenswijziging
    or gebeurtenis. `series` is the name of a dataset or the key of an indicator; without it, or without region, it holds
    for all."""

    since: str
    series: str | None
    region: str | None
    kind: BreakKind
    name: str
    note: str

    @property
    def moment(self) -> float:
        """When it happened, in years."""
        return moment(self.since)


@read_again_when_changed("breaks.csv")
def breaks(agenda: Path = AGENDA) -> list[Break]:
    """The breaks of agenda/breaks.csv. Raises WrongAgenda."""
    found = []
    for where, row in rows(agenda / "breaks.csv", ["vanaf", "reeks", "regiocode", "soort", "naam", "toelichting"]):
        one_of(where, "soort", row["soort"], get_args(BreakKind))
        check_period(where, "vanaf", row["vanaf"])
        kind = cast(BreakKind, row["soort"])
        found.append(Break(row["vanaf"], row["reeks"] or None, row["regiocode"] or None, kind, row["naam"], row["toelichting"]))
    return found


def breaks_of(dataset: str, region: str, indicator: str | None = None) -> list[Break]:
    """The breaks that touch the figures of one dataset, or of an indicator drawn from it, about one region."""
    return [b for b in breaks() if b.series in (None, dataset, indicator) and b.region in (None, region)]


def break_between(found: Iterable[Break], before: float, after: float) -> Break | None:
    """The first break in the method after one moment, up to and including another (in years); across it nothing compares."""
    return next((b for b in found if b.kind == "breuk" and before < b.moment <= after), None)
