"""The agenda as data: the region, its pillars, its targets and the notes of its editors, read from the folder agenda/.

Each file is checked when it is read: a mistake gives a sentence with the file and the row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec
from msgspec import structs

from indicators.agenda_files import Rows, check_period, one_of, read_again_when_changed, rows, toml
from indicators.agenda_files import WrongAgenda as WrongAgenda
from indicators.registry import INDICATORS
from ingest.files.tabular import UnreadableCell, read_number
from ingest.focus_sectors import NAMED_IN_WORDS
from ingest.home import Home
from ingest.settings import AGENDA

# The columns of targets.csv and of notes.csv, in their order.
TARGET = [
    "naam", "pijler", "indicator", "regiocode", "sector", "soort", "waarde", "eenheid", "richting", "vergelijk",
    "van", "tot", "document", "vindplaats", "toelichting", "afgeleid",
]  # fmt: skip
LATER = ("afgeleid",)  # of a target: what a file of another region may lack
NOTE = ["indicator", "regiocode", "sector", "periode", "datum", "tekst"]

Kind = Literal["aantal", "richting", "benchmark", "nog niet vastgesteld"]
Direction = Literal["omhoog", "omlaag"]
FILLED = ("naam", "pijler", "indicator", "regiocode", "sector", "soort", "eenheid", "document", "vindplaats")  # of each target
_SECTORS = "{focussectoren}"  # in an explanation: the names of the focus sectors


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The name and the years of the agenda. `eigen_indeling`: the dashboard chose which monitor stands under which pillar."""

    naam: str
    van: int
    tot: int
    eigen_indeling: bool = False


class HomeRegion(Home, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file about the own region: beside what comes in must know, its agenda and where readers report something."""

    agenda: Period
    contact: str = ""


class Monitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator under a pillar, for one sector, and the page that tells more."""

    indicator: str
    pagina: str
    sector: str | None = None


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that the dashboard explains, other words for it, and the indicators that belong to it."""

    naam: str
    uitleg: str
    ook: list[str] = []
    indicatoren: list[str] = []


class Pillar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pillar of the agenda: its name, what it is for, and its monitors."""

    naam: str
    doel: str
    monitors: list[Monitor]


class KeyFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key figure of the briefing: an indicator, in one sector where that is named."""

    indicator: str
    sector: str | None = None


class BriefingChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the briefing shows: the indicator drawn in time, and the key figures above it."""

    verloop: str
    kerncijfers: list[KeyFigure]


@dataclass(frozen=True)
class Target:
    """One aim of the agenda, as its document states it. `van` is the period of the baseline, `tot` that of the end; of a year
    with figures by quarter or month those are its first and its last one.

    `value` is only there for the kind `aantal`, `richting` only where a direction is wanted, `benchmark` is the code of the
    region to do better than. `derived` is true where the document does not name the direction and the dashboard reads it into it.
    """

    name: str
    pillar: str
    indicator: str
    region: str
    sector: str
    kind: Kind
    value: float | None
    unit: str
    richting: Direction | None
    benchmark: str | None
    van: str | None
    tot: str | None
    document: str
    place: str
    note: str
    derived: bool = False

    @property
    def is_set(self) -> bool:
        """Whether its document sets a number, a direction or a region to do better than, and not only names what it follows."""
        return self.kind != "nog niet vastgesteld"


@dataclass(frozen=True)
class Note:
    """What an editor says about one figure: of an indicator, a region, a sector and a period. `written` is the day of writing."""

    indicator: str
    region: str
    sector: str
    period: str
    written: date
    text: str


@cache
def home_region(agenda: Path = AGENDA) -> HomeRegion:
    """The region of agenda/region.toml. Raises WrongAgenda."""
    return toml(agenda / "region.toml", HomeRegion)


@read_again_when_changed("pillars.toml")
def pillars(agenda: Path = AGENDA) -> dict[str, Pillar]:
    """The pillars of agenda/pillars.toml by key, in its order. Raises WrongAgenda, also for a monitor of no indicator."""
    found = toml(agenda / "pillars.toml", dict[str, Pillar])
    for key, pillar in found.items():
        for monitor in pillar.monitors:
            check_indicator(f"agenda/pillars.toml, {key}", monitor.indicator)
    return found


@read_again_when_changed("glossary.toml")
def glossary(agenda: Path = AGENDA) -> dict[str, Term]:
    """The words of agenda/glossary.toml by key, in its order; none where there is no such file. Raises WrongAgenda."""
    path = agenda / "glossary.toml"
    found = toml(path, dict[str, Term]) if path.exists() else {}
    return {key: structs.replace(term, uitleg=term.uitleg.replace(_SECTORS, NAMED_IN_WORDS)) for key, term in found.items()}


@read_again_when_changed("notes.csv")
def notes(agenda: Path = AGENDA) -> list[Note]:
    """The editor's notes of agenda/notes.csv, in its order; none where there is no such file. Raises WrongAgenda."""
    return [_note(where, row) for where, row in _note_rows(agenda)]


def _note_rows(agenda: Path) -> Rows:
    path = agenda / "notes.csv"
    return rows(path, NOTE) if path.exists() else iter(())


@read_again_when_changed("briefing.toml")
def briefing_choice(agenda: Path = AGENDA) -> BriefingChoice:
    """What agenda/briefing.toml puts into the briefing. Raises WrongAgenda, also for what is no indicator."""
    found = toml(agenda / "briefing.toml", BriefingChoice)
    for key in (found.verloop, *(each.indicator for each in found.kerncijfers)):
        check_indicator("agenda/briefing.toml", key)
    return found


def check_indicator(where: str, key: str) -> None:
    """Raise WrongAgenda for the key of no indicator."""
    if key not in INDICATORS:
        raise WrongAgenda(f"{where}: de indicator '{key}' bestaat niet. Zie `python -m indicators list`.")


@read_again_when_changed("targets.csv", "pillars.toml")
def targets(agenda: Path = AGENDA) -> list[Target]:
    """The targets of agenda/targets.csv, in its order. Raises WrongAgenda."""
    return [_target(where, row, tuple(pillars(agenda))) for where, row in target_rows(agenda)]


def target_rows(agenda: Path) -> Rows:
    """The rows of agenda/targets.csv as they stand there, right or wrong. Raises WrongAgenda for a file that cannot be read."""
    return rows(agenda / "targets.csv", TARGET, LATER)


def wrong_targets(agenda: Path) -> list[str]:
    """What is wrong with agenda/targets.csv, a sentence for each wrong row."""
    return list(_wrong(target_rows(agenda), lambda where, row: _target(where, row, tuple(pillars(agenda)))))


def wrong_notes(agenda: Path) -> list[str]:
    """What is wrong with agenda/notes.csv, a sentence for each wrong row."""
    return list(_wrong(_note_rows(agenda), _note))


def _wrong(found: Rows, read: Callable[[str, dict[str, str]], object]) -> Iterator[str]:
    try:
        for where, row in found:
            try:
                read(where, row)
            except WrongAgenda as error:
                yield str(error)
    except WrongAgenda as error:  # the file as a whole: nothing after it can be read
        yield str(error)


def _note(where: str, row: dict[str, str]) -> Note:
    for column, value in row.items():
        if not value.strip():
            raise WrongAgenda(f"{where}: {column} is leeg. Schrijf 'totaal' bij sector als het om alle sectoren gaat.")
    check_period(where, "periode", row["periode"])
    try:
        written = date.fromisoformat(row["datum"])
    except ValueError as error:
        raise WrongAgenda(f"{where}: datum '{row['datum']}' is geen datum; schrijf bijvoorbeeld 2026-11-21.") from error
    return Note(row["indicator"], row["regiocode"], row["sector"], row["periode"], written, row["tekst"].strip())


def _check_target(where: str, row: dict[str, str], known_pillars: tuple[str, ...]) -> None:
    """Raise WrongAgenda for a row with something in it that cannot be, or without something that its kind needs."""
    if not known_pillars:
        raise WrongAgenda(f"{where}: er zijn nog geen pijlers. Zet ze eerst in agenda/pillars.toml.")
    one_of(where, "soort", row["soort"], get_args(Kind))
    one_of(where, "pijler", row["pijler"], known_pillars)
    one_of(where, "richting", row["richting"], (*get_args(Direction), ""))
    one_of(where, "afgeleid", row["afgeleid"], ("ja", ""))
    for column in ("van", "tot"):
        if row[column]:
            check_period(where, column, row[column])
    needed = {"aantal": ["waarde", "richting"], "richting": ["richting", "van"], "benchmark": ["richting", "vergelijk"]}
    for column in [*FILLED, *needed.get(row["soort"], [])]:
        if not row[column]:
            raise WrongAgenda(f"{where}: {column} is leeg, maar nodig bij een doel van de soort '{row['soort']}'.")
    if row["waarde"] and row["soort"] != "aantal":
        raise WrongAgenda(f"{where}: alleen een doel van de soort 'aantal' heeft een waarde.")
    if row["afgeleid"] and row["soort"] not in ("richting", "benchmark"):
        raise WrongAgenda(
            f"{where}: alleen een doel van de soort 'richting' of 'benchmark' kan afgeleid zijn. Maak afgeleid leeg."
        )


def _target(where: str, row: dict[str, str], known_pillars: tuple[str, ...]) -> Target:
    _check_target(where, row, known_pillars)
    try:
        value = read_number(row["waarde"])
    except UnreadableCell as error:
        raise WrongAgenda(f"{where}: waarde {error}.") from error
    if value is None and row["soort"] == "aantal":
        raise WrongAgenda(f"{where}: waarde '{row['waarde']}' is geen getal; schrijf bijvoorbeeld 1.941 of 73,9.")
    return Target(
        name=row["naam"],
        pillar=row["pijler"],
        indicator=row["indicator"],
        region=row["regiocode"],
        sector=row["sector"],
        kind=cast(Kind, row["soort"]),
        value=value,
        unit=row["eenheid"],
        richting=cast(Direction, row["richting"]) if row["richting"] else None,
        benchmark=row["vergelijk"] or None,
        van=row["van"] or None,
        tot=row["tot"] or None,
        document=row["document"],
        place=row["vindplaats"],
        note=row["toelichting"],
        derived=bool(row["afgeleid"]),
    )
