"""Whether what a record refers to exists: pillars, aandachtsgebieden, target groups, sectors, projects and indicators."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from indicators.agenda import pillars, target_rows
from indicators.agenda_files import WrongAgenda
from indicators.programme.fields import Record
from indicators.programme.reading import Problem, Read
from indicators.registry import INDICATORS
from indicators.sectors import focus_sectors
from ingest.errors import IngestError
from ingest.published import FILE as PUBLISHED
from ingest.published import figures_in

# Field of a record -> what its values must be names of. What a region counts itself may wait for its figures: such a key is known
# from a target or from a figure that a document prints.
_REFERS = {
    "pijlers": "pijlers", "pijler": "pijlers", "aandachtsgebieden": "aandachtsgebieden", "aandachtsgebied": "aandachtsgebieden",
    "sectoren": "sectoren", "doelgroepen": "doelgroepen", "project": "projecten", "indicatoren": "indicatoren",
    "indicator": "indicatoren", "onderwerpen": "onderwerpen",
}  # fmt: skip
_OWN_PILLARS = "evaluation.csv"  # the doe-agenda had pillars of its own
_UNIQUE = {
    "projects.csv": ("jaar", "sleutel"), "target_groups.csv": ("jaar", "sleutel"), "evaluation.csv": ("nummer",),
    "focus_areas.csv": ("sleutel",), "services.csv": ("sleutel",), "matrix.csv": ("pijler", "aandachtsgebied"),
}  # fmt: skip


# The names that records may refer to, by what they are names of; None where they could not be read.
Known = Mapping[str, frozenset[str] | None]


def known_names(agenda: Path, read: Mapping[str, Read[Any]]) -> tuple[Known, list[Problem]]:
    """All names that may be referred to, and what kept some of them from being read."""
    problems: list[Problem] = []

    def names_in(file: str, reading: Callable[[], Iterable[str]]) -> frozenset[str] | None:
        try:
            return frozenset(reading())
        except (IngestError, WrongAgenda) as error:
            said = str(error).removeprefix(f"agenda/{file}").lstrip(":, ").rstrip(".")  # a problem names its file itself
            problems.append(Problem(file, 0, "", said))
            return None

    printed = names_in(PUBLISHED, lambda: [str(row["onderwerp"]) for row in figures_in(agenda)])
    topics = None if printed is None else printed | frozenset(INDICATORS)
    aims = _aims(agenda)
    return {
        "pijlers": names_in("pillars.toml", lambda: pillars(agenda)),
        "aandachtsgebieden": _keys(read["focus_areas"]),
        "doelgroepen": _keys(read["target_groups"]),
        "projecten": _keys(read["projects"]),
        "sectoren": names_in("focus_sectors.toml", lambda: focus_sectors(agenda)),
        "indicatoren": None if topics is None or aims is None else topics | aims,
        "onderwerpen": topics,
    }, problems


def _aims(agenda: Path) -> frozenset[str] | None:
    """The indicators of targets.csv, also of a row that is wrong otherwise; who checks that file tells what is wrong in it."""
    try:
        return frozenset(row["indicator"] for _, row in target_rows(agenda))
    except WrongAgenda:
        return None


def loose_ends(read: Read[Any], known: Known) -> Iterator[Problem]:
    """What a file refers to that is not there, and what stands in it twice."""
    unique = _UNIQUE.get(read.file, ())
    seen: Counter[tuple[object, ...]] = Counter()
    for line, record in read.rows:
        for field, what in _REFERS.items():
            if read.file != _OWN_PILLARS or field != "pijler":
                yield from _unknown(read.file, line, record, field, what, known[what])
        identity = tuple(getattr(record, field) for field in unique or type(record).model_fields)
        seen[identity] += 1
        if seen[identity] == 2 and unique:
            yield Problem(read.file, line, unique[-1], f"{' '.join(map(str, identity))} staat er al; elke rij is uniek")
        elif seen[identity] > 1 and not unique:
            yield Problem(read.file, line, "", "deze hele rij staat er al, en telt dus dubbel; haal er een weg")


def _unknown(file: str, line: int, record: Record, field: str, what: str, allowed: frozenset[str] | None) -> Iterator[Problem]:
    found = getattr(record, field, ())
    for name in (found,) if isinstance(found, str) else found:
        if name and allowed is not None and name not in allowed:
            near = get_close_matches(name, allowed, n=2) or sorted(allowed)[:8]
            choices = f"kies bijvoorbeeld {' of '.join(near)}" if near else f"er zijn nog geen {what}"
            yield Problem(file, line, field, f"'{name}' bestaat niet; {choices}")


def _keys(read: Read[Any]) -> frozenset[str] | None:
    """The keys of a file; None when rows were left out, so that one mistake is not told many times."""
    return None if read.problems else frozenset(record.sleutel for record in read.records)
