"""Answers as plain text, for people on a command line: what changed, how a figure came about, which regions are alike."""

from indicators.comparable import Comparable
from indicators.contributions import Explanation, Part
from indicators.derivation import Derivation
from indicators.figures import Citation
from indicators.sectors import sector_name
from ingest.periods import in_words
from ingest.sectors import TOTAL


def explanation_text(found: Explanation) -> str:
    """The change and its parts, per division the largest first."""
    whole = found.whole
    lines = [
        f"{found.indicator.label}, {_place(found.place, found.sector)}: "
        f"van {_number(whole.before)} in {in_words(found.van)} naar {_number(whole.after)} in {in_words(found.tot)}, "
        f"dat is {_signed(whole.change)} {found.unit} ({whole.status}). {whole.note}".rstrip()
    ]
    for division, parts in found.divisions.items():
        lines += ["", f"Bijdrage per {division}:", *(_part(part) for part in parts)]
    return "\n".join([*lines, "", *found.notes, _source(whole.source)])


def derivation_text(found: Derivation) -> str:
    """One figure, its formula, its inputs and the cells that gave it."""
    margin = f" (95%-marge {_number(found.lower)} tot {_number(found.upper)})" if found.lower is not None else ""
    lines = [
        f"{found.indicator.label}, {_place(found.place, found.sector)}, {in_words(found.period)}: "
        f"{_amount(found.value, found.unit)}{margin}, {found.status}.",
        f"Berekening: {found.indicator.calculation}",
        *([found.note] if found.note else []),
        *(
            f"  {' = '.join(filter(None, [given.what, given.column]))}, {in_words(given.period)}: {_number(given.value)}"
            for given in found.inputs
        ),
    ]
    if found.cells:
        lines += ["", "Cellen in de bron:"]
    for cell in found.cells:
        bounds = f" [{_number(cell.lower)}; {_number(cell.upper)}]" if cell.lower is not None else ""
        where = f"{cell.source.table}, {cell.column}, {cell.name} ({cell.region}), {cell.sector}, {cell.period}"
        lines.append(f"  {where}: {_amount(cell.value, cell.unit, bounds)}, {cell.status}")
    return "\n".join([*lines, "", _source(found.source)])


def comparable_text(found: Comparable) -> str:
    """The regions, the variables with their periods and sources, and what was left out."""
    lines = [f"Meest vergelijkbaar met {found.name}:"]
    lines += [f"  {n.code}  {n.name:28} afstand {_number(round(n.distance, 2))}" for n in found.neighbours]
    lines.append("Vergeleken op (gestandaardiseerd; elk thema telt even zwaar):")
    for each in found.used:
        lines.append(f"  {each.variable.theme}: {each.label}, {in_words(each.period)} ({each.status}). Bron: {each.source}")
    return "\n".join([*lines, *found.notes])


def _part(part: Part) -> str:
    levels = f"  ({_number(part.before)} -> {_number(part.after)})" if part.code else ""
    note = f"  {part.note}" if part.note else ""
    return f"  {part.name:28} {_signed(part.change):>12}{levels}{note}"


def _place(place: str, sector: str) -> str:
    return place if sector == TOTAL else f"{place}, {sector_name(sector)}"


def _source(source: Citation) -> str:
    return f"Bron: {source.producer}, {source.table}, opgehaald {source.retrieved}."


def _signed(value: float | None) -> str:
    return _number(value) if value is None or value <= 0 else f"+{_number(value)}"


def _amount(value: float | None, unit: str, bounds: str = "") -> str:
    """A figure with its unit, or that it is not published; a percentage sign stands at the number."""
    if value is None:
        return _number(value)
    return f"{_number(value)}{bounds}{'' if unit.startswith('%') and not bounds else ' '}{unit}"


def _number(value: float | None) -> str:
    """A number as the Dutch write it, or that it is not published: `1.234,5`."""
    if value is None:
        return "niet gepubliceerd"
    text = f"{value:,.0f}" if value == round(value) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))
