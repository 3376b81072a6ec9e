"""What the plan of one year adds up to: money by level, pillar and source, and which results can be measured."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indicators.agenda import pillars
from indicators.programme.programme import Programme
from indicators.programme.records import Budget, Project

NO_PILLAR = "geen pijler"
Keys = Callable[[Project, Budget], Iterable[str]]


@dataclass(frozen=True)
class Sum:
    """An amount of money (euro) under one name, and of how many projects it is."""

    name: str
    amount: float
    projects: int


def by_level(found: Programme, projects: list[Project]) -> list[Sum]:
    """The money of each level, in the order of the plan."""
    return _sums(found, projects, lambda project, _: [project.niveau])


def by_source(found: Programme, projects: list[Project]) -> list[Sum]:
    """The money of each source, largest first."""
    return sorted(_sums(found, projects, lambda _, budget: [budget.bron]), key=lambda each: -each.amount)


def by_pillar(found: Programme, projects: list[Project]) -> list[Sum]:
    """The money of the projects under each pillar. A project under several counts under each, so these do not add up."""
    sums = {each.name: each for each in _sums(found, projects, lambda project, _: project.pijlers or (NO_PILLAR,))}
    names = {key: pillar.naam for key, pillar in pillars().items()} | {NO_PILLAR: "Bij geen pijler ingedeeld"}
    return [Sum(name, sums[key].amount, sums[key].projects) for key, name in names.items() if key in sums]


def total(found: Programme, projects: list[Project]) -> float | None:
    """All money of some projects together, in euro; None where the documents give no amount at all."""
    amounts = [budget.bedrag or 0.0 for project in projects for budget in found.money_of(project.sleutel)]
    return sum(amounts) if amounts else None


def measurable(projects: list[Project]) -> list[Project]:
    """The projects whose result was agreed in full: measure, baseline, target and date."""
    return [project for project in projects if not project.missing]


def with_number(projects: list[Project]) -> list[Project]:
    """The projects for which the document names a number to reach."""
    return [project for project in projects if project.doel is not None]


def _sums(found: Programme, projects: list[Project], keys: Keys) -> list[Sum]:
    amounts: dict[str, float] = {}
    counted: dict[str, set[str]] = {}
    for project in projects:
        for budget in found.money_of(project.sleutel):
            for key in keys(project, budget):
                amounts[key] = amounts.get(key, 0.0) + (budget.bedrag or 0.0)
                counted.setdefault(key, set()).add(project.sleutel)
    return [Sum(key, amount, len(counted[key])) for key, amount in amounts.items()]
