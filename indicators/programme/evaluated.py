"""What the evaluation of the doe-agenda counts up to: per pillar how many activities, and which could be measured."""

from dataclasses import dataclass

from indicators.programme.records import Activity

HALTED = ("vertraagd", "vastgelopen", "niet gestart")


@dataclass(frozen=True)
class Tally:
    """The activities of one pillar, or of all, counted.

    How many there are, how many had a number agreed beforehand, how many report one afterwards, how many did not go as planned,
    and the money that the document names, in euro; None where it names none.
    """

    name: str
    activities: int
    agreed: int
    reached: int
    halted: int
    amount: float | None


def tally(name: str, activities: list[Activity]) -> Tally:
    """The counts of some activities. The amount leaves out what the document gives per year only."""
    amounts = [each.bedrag for each in activities if each.bedrag is not None]
    return Tally(
        name=name,
        activities=len(activities),
        agreed=sum(each.doel is not None for each in activities),
        reached=sum(each.behaald_getal is not None for each in activities),
        halted=sum(each.verloop in HALTED for each in activities),
        amount=sum(amounts) if amounts else None,
    )


def tallies(activities: list[Activity]) -> list[Tally]:
    """The counts of each pillar, in the order of the document, and of all together."""
    names = list(dict.fromkeys(each.pijler for each in activities))
    return [tally(name, [a for a in activities if a.pijler == name]) for name in names] + [
        tally("Alle pijlers samen", activities)
    ]


def found_by(activities: list[Activity], words: str) -> list[Activity]:
    """The activities in which each of the words occurs, in any field that people read; capitals do not matter."""
    wanted = words.casefold().split()
    return [each for each in activities if all(word in _text(each) for word in wanted)]


def _text(each: Activity) -> str:
    parts = [each.naam, each.actie, each.beoogd, each.behaald, each.vervolg, *each.partijen, each.bron, each.geld_toelichting]
    return " ".join(parts).casefold()
