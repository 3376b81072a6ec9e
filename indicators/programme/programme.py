"""The whole programme of one agenda folder: read once for each state of its files, so that an edit shows at the next visit."""

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from indicators.agenda_files import state_of
from indicators.programme.fields import Record
from indicators.programme.reading import STORIES, Problem, Read, read_csv, read_story, story_paths
from indicators.programme.records import (
    Activity,
    Ambition,
    Budget,
    Cell,
    FocusArea,
    Partner,
    Project,
    ServiceTarget,
    Story,
    TargetGroup,
)
from indicators.programme.references import known_names, loose_ends
from ingest.settings import AGENDA

# Name of the file (and of its download) -> what one row is.
FILES: dict[str, type[Record]] = {
    "ambitions": Ambition,
    "focus_areas": FocusArea,
    "matrix": Cell,
    "projects": Project,
    "budgets": Budget,
    "target_groups": TargetGroup,
    "partners": Partner,
    "services": ServiceTarget,
    "evaluation": Activity,
}
KINDS: dict[str, type[Record]] = {**FILES, STORIES: Story}  # with the stories, of which each is a file by itself
_ALSO = ("region.toml", "pillars.toml", "focus_sectors.toml", "targets.csv", "published_figures.csv")  # what it refers to


@dataclass(frozen=True)
class Programme:
    """All records of the programme. `problems` says what is wrong with the files, in Dutch; a wrong row is left out."""

    ambitions: tuple[Ambition, ...]
    focus_areas: tuple[FocusArea, ...]
    matrix: tuple[Cell, ...]
    projects: tuple[Project, ...]
    budgets: tuple[Budget, ...]
    target_groups: tuple[TargetGroup, ...]
    partners: tuple[Partner, ...]
    services: tuple[ServiceTarget, ...]
    evaluation: tuple[Activity, ...]
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def years(self) -> list[int]:
        """The years for which there is a plan, newest first."""
        return sorted({project.jaar for project in self.projects}, reverse=True)

    def of_year(self, year: int) -> list[Project]:
        """The projects of the plan of one year, in the order of the file."""
        return [project for project in self.projects if project.jaar == year]

    def in_cell(self, pillar: str, area: str) -> list[Project]:
        """The projects under a pillar that work along an aandachtsgebied."""
        return [p for p in self.projects if pillar in p.pijlers and area in p.aandachtsgebieden]

    def money_of(self, project: str) -> list[Budget]:
        """The amounts of a project, in the order of the file; empty where the document gives none."""
        return [budget for budget in self.budgets if budget.project == project]

    def problems_in(self, *files: str) -> list[Problem]:
        """The problems of some of the files, by their name in FILES (or `stories`)."""
        return [p for p in self.problems if any(p.file.startswith((f"{name}.", f"{name}/")) for name in files)]

    def records(self, name: str) -> tuple[Record, ...]:
        """The records of one kind, by its name in KINDS. Raises KeyError."""
        if name not in KINDS:
            raise KeyError(name)
        found: tuple[Record, ...] = getattr(self, name)
        return found


def programme(agenda: Path = AGENDA) -> Programme:
    """The programme as the files of an agenda folder have it now. Never raises for what a file holds: see `problems`."""
    paths = [*(agenda / f"{name}.csv" for name in FILES), *(agenda / name for name in _ALSO), *story_paths(agenda)]
    return _programme(agenda, tuple((path, state_of(path)) for path in paths))


@lru_cache(maxsize=4)
def _programme(agenda: Path, _: tuple[tuple[Path, tuple[int, int] | None], ...]) -> Programme:
    read: dict[str, Read[Any]] = {name: read_csv(agenda / f"{name}.csv", kind) for name, kind in FILES.items()}
    stories = [read_story(path) for path in story_paths(agenda)]
    known, unknown = known_names(agenda, read)
    problems = [problem for each in [*read.values(), *stories] for problem in each.problems]
    problems += [*unknown, *(problem for each in [*read.values(), *stories] for problem in loose_ends(each, known))]
    told = [record for story in stories for record in story.records]
    records = {name: found.records for name, found in read.items()}
    assert set(records) | {STORIES, "problems"} == {field.name for field in fields(Programme)}  # noqa: S101 - a file, a field
    return Programme(**records, stories=tuple(told), problems=tuple(problems))
