"""What was agreed about a service, in words, and how a figure stands against it."""

from indicators.point import Point
from indicators.programme.records import ServiceTarget
from indicators.words import in_words
from pages.components import dutch

NO_GOAL = "Geen getal afgesproken"
_LONG = {"year": "jaar", "quarter": "kwartaal", "month": "maand"}


def goal_of(service: ServiceTarget) -> str:
    """The goal in words: `Doel: minstens 100 trajecten per jaar vanaf het 2e kwartaal van 2023`."""
    if service.doel is None:
        return NO_GOAL
    since = f" vanaf {in_words(service.vanaf)}" if service.vanaf else ""
    return f"Doel: minstens {dutch.trimmed(service.doel)} {service.eenheid} per {service.per}{since}"


def against_goal(service: ServiceTarget, latest: Point | None) -> str:
    """How the newest figure stands against the goal; one of another length of time, or from before it, is not judged."""
    if service.doel is None or latest is None:
        return ""
    long = _LONG[latest.frequency]
    figure = f"{dutch.number(latest.value)} in {in_words(latest.period)}"
    if long != service.per:
        return f"Het doel geldt per {service.per} en het cijfer per {long} ({figure}); zo zijn ze niet te vergelijken."
    if not service.holds_in(latest.period):
        return f"Het doel geldt vanaf {in_words(service.vanaf)}; het nieuwste cijfer is van daarvoor: {figure}."
    return f"Het doel is {'gehaald' if latest.value >= service.doel else 'niet gehaald'}: {figure}."
