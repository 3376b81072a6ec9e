"""Commuting drawn: from where people come to work in a place, and where its residents go."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from indicators.agenda import home_region
from indicators.flows import Direction, Level, flow_years, no_flows_of, ranked_flows
from indicators.regions import Region, in_a_sentence
from pages.components import dutch
from pages.components.chart_card import Reading, Telling, draw_card
from pages.components.chart_parts import GREY, above, bars_across, bars_layout, drawing
from pages.components.downloads import Link, file_links
from pages.components.sentences import in_lines
from pages.components.sources import source_note
from pages.components.tables import Table
from pages.components.view import View

_MOST = 8  # flows on each side of the figure; the others are one flow together
_LETTERS = 21  # of a name with its figure on one line: on a telephone there is no room for more beside the middle
_APART = 30  # pixels between two places: room for a name on two lines
_INWARD, _OUTWARD = "rgba(40, 161, 151, 0.45)", "rgba(32, 115, 188, 0.45)"  # told apart by their side as well
_BEYOND_FLOWS = "De pendel in procenten telt ook mee wat als stroom op 0 is afgerond."
_READING = Reading(
    "Banen van werknemers in december, naar waar iemand woont en waar iemand werkt.",
    "De stromen zoals CBS ze geeft; van een arbeidsmarktregio de som over haar gemeenten. "
    "Het aandeel is van alle banen van inwoners (wie gaat) of van alle banen in het gebied (wie komt).",
    (
        "Zelfstandigen tellen niet mee, en wie twee banen heeft telt twee keer.",
        "CBS rondt elke stroom af op honderdtallen; minder dan 50 is 0. De bron geeft geen marge.",
        "Werk in het buitenland of op een onbekende plaats staat niet in de lijst, en een stroom die op 0 is afgerond staat er "
        "als 0. In alle banen en in de uitgaande en inkomende pendel telt dat wel mee: die zijn groter dan de stromen samen.",
    ),
)


@dataclass(frozen=True)
class Flows:
    """What goes out of and into a place in one year: rows as `ranked_flows` gives them, without those that stay inside."""

    place: Region
    year: str
    by: Level
    outgoing: pd.DataFrame
    incoming: pd.DataFrame

    def there(self, way: Direction) -> tuple[pd.DataFrame, str]:
        """The flows in one direction, and the column that names the places at their other end."""
        return (self.outgoing, "werkregio_naam") if way == "uitgaand" else (self.incoming, "woonregio_naam")

    @property
    def beyond_region(self) -> bool:
        """Whether only what crosses the border of its region is here: of its own region a gemeente is itself a part."""
        return self.place.level == "gemeente" and self.by == "arbeidsmarktregio"


def commuting_place(view: View) -> str:
    """The gemeente or arbeidsmarktregio of the view; the home region where the view is wider than that."""
    return home_region().code if no_flows_of(view.place) else view.region


def years(view: View) -> list[str]:
    """The years of which there are flows, within those of the view, newest first."""
    first, last = view.van or 0, view.tot or 9999
    return [year for year in reversed(flow_years(view.figures)) if first <= int(year) <= last]


def flows(view: View, place: str, by: Level, year: str) -> Flows:
    """The flows of a place. What goes between its own parts does not cross its border and is left out."""
    inside = {place, *view.figures.areas.get(place, ())}
    if by == "arbeidsmarktregio" and (own := view.figures.region_of(place)):
        inside.add(own)  # of its own region the gemeente itself is a part: what stays there cannot be told apart
    out = ranked_flows(view.figures, place, "uitgaand", by, year)
    back = ranked_flows(view.figures, place, "inkomend", by, year)
    return Flows(
        view.figures.regions[place], year, by,
        out[~out["werkregio"].isin(inside)].reset_index(drop=True), back[~back["woonregio"].isin(inside)].reset_index(drop=True),
    )  # fmt: skip


def draw_flows(view: View, found: Flows) -> None:
    """The figure of both directions, and under it a ranked table of each."""
    rows = pd.concat([found.incoming, found.outgoing])
    told = Telling(
        name="stromen",
        title=f"Woon-werkstromen over de grens van {found.place.said}",  # which way more go, the balance says: flows are not all
        subtitle=f"Banen van werknemers, {found.place.name}, december {found.year}. {_without(found)}"
        "Links waar mensen wonen, rechts waar zij werken; hoe dikker de band, hoe meer banen",
        finding=" ".join(filter(None, [largest(found, "uitgaand"), largest(found, "inkomend"), together(found)])),
        files="Deze bestanden bevatten de stromen naar buiten. Die naar binnen staan bij de grafiek over wie van buiten komt.",
    )
    source, links = source_note(view.figures, rows), _links(found, "uitgaand")
    draw_card(f"stromen-{found.place.code}", sankey(found), told, source, _both(found), _READING, links)


def draw_direction(view: View, found: Flows, way: Direction) -> None:
    """The largest flows in one direction as bars."""
    rows, column = found.there(way)
    known = rows[rows["waarde"] > 0].head(15)
    if known.empty:
        return
    words = f"{_who(found, way)} het meest in {dutch.listed_in_part(_most(known, column))}"
    told = Telling(
        name=way,
        title=words,
        subtitle=f"Banen van werknemers, december {found.year}, de {len(known)} grootste stromen over de grens",
        finding=largest(found, way),
    )
    source, table = source_note(view.figures, rows), flow_table(rows, column, words)
    draw_card(f"pendel-{way}-{found.place.code}", _bars(known, column), told, source, table, _READING, _links(found, way))


def sankey(found: Flows) -> go.Figure:
    """Left the places where people come from, in the middle the place itself, right where its residents work."""
    sides = [_sides(*found.there("inkomend")), _sides(*found.there("uitgaand"))]
    labels, sources, targets, values, colours, words = [""], [], [], [], [], []
    for inward, side in zip((True, False), sides, strict=True):
        for name, jobs in side:
            labels.append(in_lines(f"{name} {dutch.number(jobs)}", _LETTERS))
            here = len(labels) - 1
            sources.append(here if inward else 0)
            targets.append(0 if inward else here)
            values.append(jobs)
            colours.append(_INWARD if inward else _OUTWARD)
            ends = (name, found.place.name) if inward else (found.place.name, name)
            words.append(f"Van {ends[0]} naar {ends[1]}: {dutch.number(jobs)} banen")
    around = [found.place.name, *(f"{name} {dutch.number(jobs)}" for side in sides for name, jobs in side)]
    bands = {
        "type": "sankey",
        "arrangement": "snap",
        "node": {"label": labels, "color": GREY, "pad": _APART, "thickness": 12, "line": {"width": 0},
                 "customdata": around, "hovertemplate": "%{customdata}<extra></extra>"},
        "link": {"source": sources, "target": targets, "value": values, "color": colours, "customdata": words,
                 "hovertemplate": "%{customdata}<extra></extra>"},
        "textfont": {"size": 12},
    }  # fmt: skip
    title = {**above(0.5), "xref": "paper", "text": in_lines(found.place.name), "font": {"color": GREY, "size": 12}}
    height = 140 + (_APART + 18) * max(len(side) for side in sides)
    return drawing([bands], {"height": height, "margin": {"l": 4, "r": 4, "t": 40, "b": 16}, "annotations": [title]})


def flow_table(rows: pd.DataFrame, column: str, caption: str) -> Table:
    """One row is one flow, the largest first; an empty figure is not published."""
    columns = ["Gebied", "Banen", "Aandeel", "Periode", "Status", "Bron"]
    texts = [
        [
            row[column],
            dutch.number(row["waarde"]),
            dutch.amount(row["aandeel"], "%", 1),
            row["periode"],
            row["status"],
            f"{row['bron']}, {row['tabel']}",
        ]
        for row in rows.to_dict("records")
    ]
    return Table(caption, columns, texts, {1, 2})


def _both(found: Flows) -> Table:
    out, back = flow_table(*found.there("uitgaand"), ""), flow_table(*found.there("inkomend"), "")
    rows = [[f"naar {row[0]}", *row[1:]] for row in out.rows] + [[f"uit {row[0]}", *row[1:]] for row in back.rows]
    caption = f"Stromen over de grens van {found.place.said} in {found.year}"
    return Table(caption, ["Richting", *out.columns[1:]], rows, out.numeric)


def _sides(rows: pd.DataFrame, column: str) -> list[tuple[str, float]]:
    """The largest flows and the others together; what is not published or nil has no band."""
    known = rows[rows["waarde"] > 0]
    most = [(str(name), float(jobs)) for name, jobs in zip(known[column][:_MOST], known["waarde"][:_MOST], strict=True)]
    rest = float(known["waarde"][_MOST:].sum())
    return most + ([("Overige", rest)] if rest else [])


def _bars(rows: pd.DataFrame, column: str) -> go.Figure:
    known = rows.iloc[::-1]
    names, jobs = known[column].tolist(), known["waarde"].tolist()
    texts = [dutch.number(each) for each in jobs]
    hovers = [f"<b>{name}</b><br>{text} banen" for name, text in zip(names, texts, strict=True)]
    layout = {
        **bars_layout(80 + 32 * len(known)),
        "xaxis": {"range": [0, max(jobs) * 1.2], "tickformat": ",.0f", "nticks": 5, "tickangle": 0, "fixedrange": True},
        "yaxis": {"automargin": True, "fixedrange": True},
    }  # fmt: skip
    return drawing([bars_across(names, jobs, texts, hovers)], layout)


def _without(found: Flows) -> str:
    return "Zonder de eigen regio: kies daarvoor per gemeente. " if found.beyond_region else ""


def _who(found: Flows, way: Direction) -> str:
    """Whose place of work or home is told, up to the verb; of a gemeente among regions only who leaves or enters its region."""
    if way == "uitgaand":
        return f"Inwoners van {found.place.said} werken {'buiten de eigen regio' if found.beyond_region else 'elders'}"
    return f"Wie van buiten {'de eigen regio ' * found.beyond_region}in {found.place.said} werkt, woont"


def largest(found: Flows, way: Direction) -> str:
    """Where the largest flow in one direction goes to or comes from, with its share; empty without flows."""
    rows, column = found.there(way)
    known = rows[rows["waarde"] > 0]
    if known.empty:
        return ""
    first, most = known.iloc[0], _most(known, column)
    several = len(most) > 1
    flow, goes, comes = ("grootste stromen", "gaan", "komen") if several else ("grootste stroom", "gaat", "komt")
    if way == "uitgaand":
        to = f"Buiten de eigen regio {goes} de {flow}" if found.beyond_region else f"De {flow} naar buiten {goes}"
        of, end = f"{to} naar {dutch.listed_in_part(most)}", "van alle banen van inwoners"
    else:
        back = f"Van buiten de eigen regio {comes} de {flow}" if found.beyond_region else f"De {flow} naar binnen {comes}"
        of, end = f"{back} uit {dutch.listed_in_part(most)}", "van alle banen hier"
    each, within = ("elk ongeveer ", "; het verschil valt binnen de afronding") if several else ("", "")
    jobs, share = dutch.number(first["waarde"]), dutch.amount(first["aandeel"], "%", 1)
    return f"{of}: {each}{jobs} banen, {share} {end}{within}."


def together(found: Flows) -> str:
    """The jobs of all flows in both directions: fewer than cross the border, as not all that does is a flow (`_READING`)."""
    sides = {"naar buiten": found.outgoing["waarde"], "naar binnen": found.incoming["waarde"]}
    known = [f"{dutch.number(float(jobs.sum()))} banen {way}" for way, jobs in sides.items() if jobs.notna().any()]
    unknown = [way for way, jobs in sides.items() if not jobs.notna().any()]
    which = "gepubliceerde stromen" if any(jobs.isna().any() for jobs in sides.values()) else "stromen"
    said = f"Alle {which} samen zijn {dutch.listed(known)}. {_BEYOND_FLOWS}" if known else ""
    rest = f"{dutch.first_upper(dutch.listed(unknown))} is er geen stroom gepubliceerd." if unknown else ""
    return " ".join(filter(None, [said, rest]))


def _most(known: pd.DataFrame, column: str) -> list[str]:
    """The places, as a sentence has them, of the largest flow and of those that are no more than a step of rounding smaller."""
    first = known.iloc[0]
    most = known[first["waarde"] - known["waarde"] <= known["step"].clip(lower=first["step"])]
    return list(map(in_a_sentence, most[column.removesuffix("_naam")], most[column]))


def _links(found: Flows, way: Direction) -> list[Link]:
    return file_links(f"pendel/{found.place.code}", {"richting": way, "per": found.by, "jaar": found.year})
