"""What adds to a change: a bar for each gemeente or sector, and one for what the source does not divide."""

import plotly.graph_objects as go

from indicators.absence import ONLY_YEARS, elsewhere
from indicators.contributions import UNALLOCATED, Explanation, Part, explain
from indicators.lines import line
from indicators.query import BadQuestion
from indicators.registry import INDICATORS
from pages.components import dutch
from pages.components.chart_card import Reading, Telling, draw_card
from pages.components.chart_parts import GREY, MORE, TARGET, bars_across, bars_layout, drawing
from pages.components.downloads import file_links
from pages.components.html import draw
from pages.components.sentences import in_lines, in_sector
from pages.components.sources import source_note
from pages.components.tables import Table
from pages.components.topic import draw_absence
from pages.components.view import View

ADDING = {key: each.label for key, each in INDICATORS.items() if each.adds_up}


def draw_contributions(view: View, key: str) -> None:
    """A chart for each way in which the change can be divided; a sentence where it cannot."""
    indicator = INDICATORS[key]
    sector = view.sector if indicator.by_sector else "totaal"
    own = line(view.figures, key, view.region, sector)
    points = own.between(None, view.tot).points
    if not points:
        why = ONLY_YEARS if own.points else elsewhere(view.figures, indicator, view.region, sector)
        draw_absence(view, indicator, why)
        return
    try:
        found = explain(view.figures, key, view.region, tot=points[-1].period, sector=sector)
    except BadQuestion as reason:
        draw("notice", kind="empty", strong=f"{indicator.label}.", text=str(reason))
        return
    drawn = [(division, parts) for division, parts in found.divisions.items() if len(parts) > 1]
    for division, parts in drawn:
        _draw_division(view, found, division, parts)
    if not drawn:
        text = f"De verandering is {_change(found)}. De bron verdeelt dit cijfer hier niet over gemeenten of sectoren."
        draw("notice", kind="empty", strong=f"{indicator.label}.", text=text)
    for note in found.notes:
        draw("notice", kind="note", strong="Let op.", text=note)


def in_the_title(found: Explanation) -> str:
    """The whole change in a few words; one that margin or rounding may explain is no rise or fall."""
    if not found.whole.change:
        return "onveranderd"
    return f"ongeveer gelijk, {_change(found)}" if found.whole.note else _change(found)


def _change(found: Explanation) -> str:
    return dutch.change_of(found.indicator, found.whole.before or 0, found.whole.after or 0)


def _draw_division(view: View, found: Explanation, division: str, parts: list[Part]) -> None:
    sector = "" if found.sector == "totaal" else f" in {in_sector(found.sector)}"
    each = "sector van de agenda" if division == "sector" else division
    told = Telling(
        name=division,
        title=f"{found.indicator.label}{sector}: {in_the_title(found)}, verdeeld per {each}",
        subtitle=f"{dutch.first_upper(found.unit)}, {found.place}, "
        f"van {dutch.short_period(found.van)} naar {dutch.short_period(found.tot)}. "
        "De delen tellen op tot de hele verandering; gearceerd is wat niet toe te delen is",
        finding=finding(parts),
    )
    table = found.table()
    rows = table[table["verdeling"] == division].rename(columns={"waarde_tot": "waarde", "tot": "periode"})
    asked = {
        "regio": found.region,
        "sector": "" if found.sector == "totaal" else found.sector,
        "van": found.van,
        "tot": found.tot,
    }
    reading = Reading(
        found.indicator.definition,
        "De bijdrage van een deel is zijn cijfer nu min zijn cijfer toen. Wat overblijft van de hele verandering heet "
        "niet toe te delen: afronding, en wat de bron niet verdeelt of geheim houdt.",
        found.indicator.caveats,
    )
    name = f"bijdrage-{found.indicator.key}-{division}"
    source = source_note(view.figures, rows)
    draw_card(
        name,
        bars(parts),
        told,
        source,
        _table(found, division, parts),
        reading,
        file_links(f"bijdragen/{found.indicator.key}", asked),
    )


def bars(parts: list[Part]) -> go.Figure:
    """A bar for each part with a figure: to the right what went up, to the left what went down; what is left is hatched."""
    known = [part for part in reversed(parts) if part.change is not None]
    values = [part.change or 0.0 for part in known]
    rest = [part.name == UNALLOCATED for part in known]
    reach = max((abs(value) for value in values), default=1) or 1
    names = [in_lines(dutch.first_upper(part.name)) for part in known]
    hovers = [f"<b>{name}</b><br>{_hover(part)}" for name, part in zip(names, known, strict=True)]
    marker = {
        "color": [GREY if left else MORE if value >= 0 else TARGET for value, left in zip(values, rest, strict=True)],
        "pattern": {"shape": ["/" if left else "" for left in rest], "solidity": 0.3},
    }
    low, high = min(values, default=0), max(values, default=0)
    layout = {
        **bars_layout(80 + 34 * len(known)),
        "xaxis": {"range": [low - 0.35 * reach if low < 0 else -0.02 * reach, high + 0.35 * reach], "tickformat": ",.0f",
                  "nticks": 5, "tickangle": 0, "fixedrange": True, "zeroline": True, "zerolinecolor": GREY},
        "yaxis": {"automargin": True, "fixedrange": True},
    }  # fmt: skip
    texts = [dutch.number(value, sign=True) for value in values]
    return drawing([{**bars_across(names, values, texts, hovers), "marker": marker}], layout)


def _hover(part: Part) -> str:
    if part.before is None or part.after is None:
        return dutch.number(part.change, sign=True)
    return f"van {dutch.number(part.before)} naar {dutch.number(part.after)}: {dutch.number(part.change, sign=True)}"


def finding(parts: list[Part]) -> str:
    """Which part changed most, and what is not to be divided; more than one part where rounding does not tell them apart."""
    known = [part for part in parts if part.change and part.name != UNALLOCATED]
    rest = parts[-1]
    left = f"Niet toe te delen is {dutch.number(rest.change, sign=True)}. {rest.note}" if rest.change else ""
    if not known:
        return left or "Geen van de delen veranderde."
    most = max(known, key=lambda part: abs(part.change or 0))
    alike = [part for part in known if abs(most.change or 0) - abs(part.change or 0) <= max(most.step, part.step)]
    if len(alike) == 1:
        caution = f" Dat {dutch.first_lower(most.note)}" if most.note else ""
        return f"De grootste verandering is die van {most.name}: {dutch.number(most.change, sign=True)}.{caution} {left}".strip()
    those = dutch.listed_in_part([f"{part.name} ({dutch.number(part.change, sign=True)})" for part in alike])
    caution = f" Elk daarvan {dutch.first_lower(most.note)}" if all(part.note for part in alike) else ""
    apart = "het verschil valt" if len(alike) == 2 else "de verschillen vallen"
    return f"De grootste veranderingen zijn die van {those}: {apart} binnen de afronding.{caution} {left}".strip()


def _table(found: Explanation, division: str, parts: list[Part]) -> Table:
    van, tot = dutch.short_period(found.van), dutch.short_period(found.tot)
    columns = [dutch.first_upper(division), van, tot, "Bijdrage", "Status", "Let op"]
    rows = [
        [
            dutch.first_upper(part.name),
            "" if part.name == UNALLOCATED else dutch.number(part.before),
            "" if part.name == UNALLOCATED else dutch.number(part.after),
            dutch.number(part.change, sign=True),
            part.status,
            part.note,
        ]
        for part in [*parts, found.whole]
    ]
    rows[-1][0] = "Samen: de hele verandering"
    return Table(f"{found.indicator.label}: bijdragen per {division}, {found.place}", columns, rows, {1, 2, 3})
