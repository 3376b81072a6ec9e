"""What is wrong in the files of the agenda, also what reading them does not notice: an indicator, sector or place that does not
exist, so that something is silently missing on a page.

`python -m agenda check` runs these checks on the folder as it is; saving a file runs them on a copy that has the new file in it.
The files of the programme are read and checked in `indicators/programme`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from indicators.agenda import (
    HomeRegion,
    briefing_choice,
    check_indicator,
    glossary,
    home_region,
    notes,
    pillars,
    targets,
    wrong_notes,
    wrong_targets,
)
from indicators.agenda_files import WrongAgenda
from indicators.alerts import rules
from indicators.breaks import breaks
from indicators.figures import Figures
from indicators.programme.programme import programme
from indicators.registry import INDICATORS
from indicators.sectors import FOCUS, OTHER, focus_sectors, sbi_mistakes
from indicators.targets import of_its_size
from ingest.datasets import DATASETS
from ingest.errors import IngestError
from ingest.periods import end, moment
from ingest.published import FILE, figures_in
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY, LANDSDELEN, PROVINCIES
from ingest.sectors import TOTAL
from ingest.settings import PROJECT, ConfigurationError
from ingest.timetable import timetable

_GEMEENTE = re.compile(r"GM[0-9]{4}")


def agenda_problems(agenda: Path, figures: Figures | None = None) -> list[str]:
    """What is wrong, each mistake once with its file: every wrong row of what is edited as a table, else the first of a file.

    With figures the region is also set beside the classification of CBS among them; invented ones say nothing about it.
    """
    others: list[Callable[[Path], object]] = [
        figures_in,
        focus_sectors,
        lambda folder: timetable(folder / "schedule.toml", DATASETS),
    ]
    checks = [
        _region,
        lambda folder: _division(folder, figures),
        _pillars,
        _targets,
        _notes,
        _breaks,
        _words,
        _thresholds,
        _repeated,
        *map(_read, others),
    ]
    found = dict.fromkeys(said for check in checks for said in _said(check, agenda))  # several checks need the same file
    further = [each for each in programme(agenda).problems if each.line or not any(each.file in said for said in found)]
    return [*found, *map(str, further)]


def _said(check: Callable[[Path], Iterator[str]], agenda: Path) -> Iterator[str]:
    try:
        yield from check(agenda)
    except (WrongAgenda, ConfigurationError, IngestError) as error:
        yield str(error)


def _region(agenda: Path) -> Iterator[str]:
    home = home_region(agenda)
    if home.code not in ARBEIDSMARKTREGIOS:
        yield f"agenda/region.toml: code '{home.code}' is geen arbeidsmarktregio; schrijf bijvoorbeeld AM37."
    if not home.naam.strip():
        yield "agenda/region.toml: naam is leeg. Schrijf hoe de regio op de pagina's heet."
    if home.provincie and home.provincie not in PROVINCIES:
        yield f"agenda/region.toml: provincie '{home.provincie}' bestaat niet; schrijf bijvoorbeeld PV27."
    for code in home.gemeenten:
        if not _GEMEENTE.fullmatch(code):
            yield f"agenda/region.toml: '{code}' is geen code van een gemeente; schrijf bijvoorbeeld GM0392."
    for year in (home.agenda.van, home.agenda.tot):
        if not 1900 <= year <= 2200:
            yield f"agenda/region.toml: {year} is geen jaar van een agenda. Schrijf het met vier cijfers, zoals 2027."
    if home.kleinste_aantal < 0:
        yield f"agenda/region.toml: kleinste_aantal is {home.kleinste_aantal}. Schrijf een aantal, zoals 10."
    if home.agenda.van > home.agenda.tot:
        yield f"agenda/region.toml: de agenda begint in {home.agenda.van} en eindigt in {home.agenda.tot}. Draai ze om."


def _division(agenda: Path, figures: Figures | None) -> Iterator[str]:
    """Whether the gemeenten and the province of the region are those by which CBS divides the country now."""
    home = home_region(agenda)
    found = [] if not figures or figures.example else [each for each in figures.receipts.values() if each.dataset == "areas"]
    if not figures or not found or not home.gemeenten:
        return
    where, by = "agenda/region.toml:", f"volgens CBS ({found[-1].title})"
    towns, lie_in = set(figures.areas.get(home.code, ())), {code: figures.region_of(code) for code in home.gemeenten}
    for code, region in lie_in.items():
        named = f"{home.gemeenten[code]} ({code})"
        if region is None:
            yield f"{where} {named} is {by} geen gemeente meer. Schrijf in haar plaats de gemeente waar zij in opging."
        elif region != home.code:
            yield f"{where} {named} ligt {by} in {figures.regions[region].name} ({region}). Haal haar weg."
    for code in sorted(towns - lie_in.keys()):
        yield f"{where} {figures.regions[code].name} ({code}) ligt {by} in {home.code} en staat er niet. Voeg haar toe."
    province = figures.province_of(home.code)
    if home.provincie and province and not towns & set(figures.areas.get(home.provincie, ())):
        yield f"{where} provincie '{home.provincie}': {home.code} ligt {by} in {province}. Schrijf die."


def _pillars(agenda: Path) -> Iterator[str]:
    for key, pillar in pillars(agenda).items():
        where = f"agenda/pillars.toml, {key}"
        for monitor in pillar.monitors:
            yield from _sector(where, monitor.sector or TOTAL, agenda)
            if not (PROJECT / "pages" / f"{monitor.pagina}.py").is_file():
                yield f"{where}: de pagina '{monitor.pagina}' bestaat niet. Schrijf het laatste deel van haar adres."


def _repeated(agenda: Path) -> Iterator[str]:
    """Rows that would be counted and drawn twice; `references.py` sees to the files of the programme."""
    yield from _twice("targets.csv", ((each.name, each) for each in targets(agenda)))
    yield from _twice("notes.csv", ((each.text, each) for each in notes(agenda)))
    yield from _twice("breaks.csv", ((each.name, each) for each in breaks(agenda)))
    yield from _twice(FILE, ((each["omschrijving"], tuple(each.values())) for each in figures_in(agenda)))


def _twice(file: str, rows: Iterable[tuple[object, object]]) -> Iterator[str]:
    for (name, _), times in Counter(rows).items():
        if times > 1:
            yield f"agenda/{file}, '{name}': dezelfde rij staat er {times} keer. Laat er één staan."


def _targets(agenda: Path) -> Iterator[str]:
    home = home_region(agenda)
    yield from wrong_targets(agenda)
    for target in targets(agenda):
        where = f"agenda/targets.csv, '{target.name}'"
        yield from _indicator(where, target.indicator)
        yield from _sector(where, target.sector, agenda)
        for code in (target.region, target.benchmark):
            yield from _place(where, code, home)
        known = INDICATORS.get(target.indicator)
        if known and target.unit not in (known.unit, "%" if known.is_percentage else known.unit):
            counted = "Reken het doel daarin om." if target.value is not None else "Schrijf dat bij eenheid."
            yield f"{where}: '{target.unit}' past niet bij {known.key}, dat in {known.unit} is. {counted}"
        if (
            known
            and target.kind == "benchmark"
            and target.benchmark
            and (why := of_its_size(known, target.region, target.benchmark))
        ):
            beside = f"{target.region} is niet te vergelijken met {target.benchmark}"
            yield f"{where}: {beside}: {why}. Kies een aandeel of een andere soort."
        if target.van and target.tot and end(target.tot) <= moment(target.van):
            van, tot = target.van, target.tot
            yield f"{where}: van {van} ligt na tot {tot}. Draai ze om: tot ({tot}) ligt voor van ({van})."


def _notes(agenda: Path) -> Iterator[str]:
    home = home_region(agenda)
    yield from wrong_notes(agenda)
    for note in notes(agenda):
        where = f"agenda/notes.csv, {note.indicator} {note.period}"
        yield from _indicator(where, note.indicator)
        yield from _sector(where, note.sector, agenda)
        yield from _place(where, note.region, home)


def _breaks(agenda: Path) -> Iterator[str]:
    home = home_region(agenda)
    for found in breaks(agenda):
        where = f"agenda/breaks.csv, '{found.name}'"
        if found.series and found.series not in {*DATASETS, *INDICATORS}:
            yield f"{where}: reeks '{found.series}' is geen dataset of indicator. Zie `python -m ingest status`."
        yield from _place(where, found.region, home)


def _words(agenda: Path) -> Iterator[str]:
    for key, term in glossary(agenda).items():
        for indicator in term.indicatoren:
            yield from _indicator(f"agenda/glossary.toml, {key}", indicator)
    for figure in briefing_choice(agenda).kerncijfers:
        yield from _sector("agenda/briefing.toml", figure.sector or TOTAL, agenda)


def _thresholds(agenda: Path) -> Iterator[str]:
    home = home_region(agenda)
    for threshold in rules(agenda).drempels:  # of which the indicator is known
        where = f"agenda/alerts.toml, '{threshold.naam}'"
        yield from _sector(where, threshold.sector, agenda)
        yield from _place(where, threshold.regio, home)


def _read(reading: Callable[[Path], object]) -> Callable[[Path], Iterator[str]]:
    """A check that finds what the reading of a file raises."""

    def check(agenda: Path) -> Iterator[str]:
        reading(agenda)
        yield from ()

    return check


def _indicator(where: str, key: str) -> Iterator[str]:
    try:
        check_indicator(where, key)
    except WrongAgenda as error:
        yield str(error)


def _sector(where: str, sector: str, agenda: Path) -> Iterator[str]:
    known = {TOTAL, FOCUS, OTHER, *focus_sectors(agenda)}
    if sector.startswith("sbi-"):
        if wrong := next(sbi_mistakes([sector.removeprefix("sbi-")]), None):
            yield f"{where}: {wrong}"
    elif sector not in known:
        yield f"{where}: de sector '{sector}' bestaat niet; kies uit {', '.join(sorted(known))}."


def _place(where: str, code: str | None, home: HomeRegion) -> Iterator[str]:
    known = {COUNTRY, *LANDSDELEN, *PROVINCIES, *ARBEIDSMARKTREGIOS, *home.gemeenten}
    if code and code not in known and not _GEMEENTE.fullmatch(code):
        yield f"{where}: regiocode '{code}' bestaat niet; schrijf bijvoorbeeld {home.code} of {COUNTRY}."
