"""Targets made by hand, each wanting more jobs: to compare figures with."""

from dataclasses import replace

from indicators.agenda import Kind, Target


def target(kind: Kind = "richting", **changes: object) -> Target:
    """A target that wants more jobs than in 2020; `changes` replaces what is named."""
    said = "Meer banen", "inclusiviteit", "banenafspraak", "AM37", "totaal", kind, None, "banen", "omhoog", None, "2020", None
    return replace(Target(*said, "Agenda", "Doelen", ""), **changes)  # type: ignore[arg-type]


def number(value: float, **changes: object) -> Target:
    """A target of at least this many jobs, by 2030."""
    return target("aantal", **{"value": value, "tot": "2030", **changes})
