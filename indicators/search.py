"""Finding an indicator, a region, a word that is explained, a page or a part of the programme, by what a person types."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from indicators.agenda import Term
from indicators.indicator import Indicator
from indicators.regions import Region

Kind = Literal["cijfer", "gebied", "begrip", "pagina", "project", "doelgroep"]

# The least that a word typed must be long to be found inside a longer word: "participatie" in "arbeidsparticipatie".
_INSIDE = 4
_MOST = 10  # that are shown of what is found
_SMALL = {"de", "het", "een", "in", "van", "voor", "en", "of", "op", "per", "met", "naar"}
_ORDER = get_args(Kind)  # of what matches equally well


@dataclass(frozen=True)
class Entry:
    """What can be found: its kind, its key among that kind, its name, other words for it, and what it is."""

    kind: Kind
    key: str
    label: str
    also: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Found:
    """An entry that matches; `place` is the region that was asked for beside an indicator."""

    entry: Entry
    place: Entry | None = None


def entries(indicators: Iterable[Indicator], regions: Iterable[Region], terms: dict[str, Term]) -> list[Entry]:
    """All that can be found. Other words for an indicator are those of the terms that belong to it."""
    words: dict[str, list[str]] = {}
    for term in terms.values():
        for key in term.indicatoren:
            words.setdefault(key, []).extend([term.naam, *term.ook])
    return [
        *(Entry("cijfer", i.key, i.label, tuple(words.get(i.key, ())), i.definition) for i in indicators),
        *(Entry("gebied", r.code, r.name, (r.code, r.level)) for r in regions),
        *(Entry("begrip", key, term.naam, tuple(term.ook), term.uitleg) for key, term in terms.items()),
    ]


def find(query: str, among: Iterable[Entry]) -> list[Found]:
    """The entries that every word of the query matches, the best ten in order; accents, capitals and small words do not matter.

    Where no entry has all words in its names, an indicator and a region may share them: "werkloosheid haarlem". Entries that
    only explain with these words come after those: an explanation that names Nederland is no figure of Nederland.
    """
    words = [word for word in words_of(query) if word not in _SMALL] or words_of(query)
    if not words:
        return []
    known = list(among)
    alone = _ranked((entry, _score(words, entry)) for entry in known)
    named = any(_score(words, replace(entry, text="")) is not None for entry in alone)
    return [*([] if named else _with_place(words, known)), *map(Found, alone)][:_MOST]


def words_of(text: str) -> list[str]:
    """The words of a text without accents and capitals: `Één café-baan` is `een`, `cafe`, `baan`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def _with_place(words: list[str], known: list[Entry]) -> list[Found]:
    places = [entry for entry in known if entry.kind == "gebied"]
    for size in range(len(words) - 1, 0, -1):
        for own, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            place = next((each for each in places if words_of(each.label)[: len(own)] == own), None)
            found = _ranked((entry, _score(rest, entry)) for entry in known if entry.kind == "cijfer") if place else []
            if found:
                return [Found(entry, place) for entry in found]
    return []


def _ranked(scored: Iterable[tuple[Entry, int | None]]) -> list[Entry]:
    matching = [(score, _ORDER.index(entry.kind), len(entry.label), n, entry) for n, (entry, score) in enumerate(scored)
                if score is not None]  # fmt: skip
    return [entry for *_, entry in sorted(matching, key=lambda row: row[:4])]


def _score(words: list[str], entry: Entry) -> int | None:
    """How far an entry is from the words, 0 for the same name; None when a word does not match at all."""
    label, also, text = words_of(entry.label), words_of(" ".join(entry.also)), words_of(entry.text)
    if words == label:
        return 0
    scores = [_distance(word, label, also, text) for word in words]
    return None if None in scores else 1 + sum(score for score in scores if score is not None)


def _distance(word: str, label: list[str], also: list[str], text: list[str]) -> int | None:
    inside = len(word) >= _INSIDE
    if label and label[0].startswith(word):
        return 1
    if any(each.startswith(word) for each in label):
        return 2
    if inside and any(word in each for each in label):
        return 3
    if any(each.startswith(word) for each in also):
        return 4
    if inside and any(word in each for each in also):
        return 5
    return 8 if inside and any(each.startswith(word) for each in text) else None
