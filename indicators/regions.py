"""A region as people see it: its level in words, and its name, alone, in a sentence and beside others of the same name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest import regions as codes
from ingest.regions import COUNTRY as COUNTRY
from ingest.regions import in_a_sentence as in_a_sentence
from ingest.regions import level as level

LEVELS = tuple(codes.LEVELS.values())  # in words, from the country down


@dataclass(frozen=True)
class Region:
    """A region: its code, its name and its level in words."""

    code: str
    name: str
    level: str

    @property
    def said(self) -> str:
        """The name as it stands in a sentence, with its article where it has one: `de Drechtsteden`."""
        return in_a_sentence(self.code, self.name)

    @property
    def with_level(self) -> str:
        """The name with its level behind it: `Haarlem (gemeente)`."""
        return f"{self.name} ({self.level})"


def distinct_names(places: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of each place by its code; with its level where two of them have one name, as Groningen."""
    named = dict(places)
    times = Counter(named.values())
    return {code: f"{name} ({level(code)})" if times[name] > 1 else name for code, name in named.items()}
