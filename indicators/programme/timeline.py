"""When projects run, as parts of a time line in whole years."""

from dataclasses import dataclass

from indicators.programme.records import Project
from ingest.periods import end, moment

_BIT = 0.001  # years: a period up to 2025.0 lies in 2024


@dataclass(frozen=True)
class Run:
    """A project on the time line: where it starts and ends, in years (2024-Q3 ends at 2024.75); None where no document says."""

    project: Project
    start: float | None
    end: float | None


@dataclass(frozen=True)
class Timeline:
    """The projects that have a period, the years that they cover together, and the projects without any."""

    runs: list[Run]
    first: int
    last: int
    undated: list[Project]


def timeline(projects: list[Project]) -> Timeline | None:
    """The time line of some projects, in their order; None when none of them has a period."""
    runs = [Run(p, moment(p.van) if p.van else None, end(p.tot) if p.tot else None) for p in projects if p.van or p.tot]
    if not runs:
        return None
    starts = [run.start for run in runs if run.start is not None]
    inside = starts + [run.end - _BIT for run in runs if run.end is not None]
    undated = [project for project in projects if not (project.van or project.tot)]
    return Timeline(runs, int(min(inside)), int(max(inside)), undated)
