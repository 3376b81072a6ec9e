"""What the pages about the agenda share: its files with what is wrong in them, figures of indicators, names and downloads."""

from dataclasses import dataclass, replace

from indicators.agenda import home_region, pillars
from indicators.programme.programme import Programme, programme
from indicators.programme.records import Budget, Project
from indicators.registry import INDICATORS
from indicators.sectors import sector_name
from pages.components import dutch, topic
from pages.components.cards import Tile
from pages.components.html import draw
from pages.components.search import page_of
from pages.components.view import View
from pages.interface.base import base_path

LEVELS = {
    "dienstverlening": "Regionale dienstverlening",
    "initiatief": "Lopende initiatieven en projecten",
    "innovatieve agenda": "Innovatieve agenda",
    "in verbinding": "In verbinding met de agenda",
}
FILE_NAMES = {
    "ambitions": "ambities",
    "focus_areas": "aandachtsgebieden",
    "matrix": "matrix",
    "projects": "projecten",
    "budgets": "bedragen",
    "target_groups": "doelgroepen",
    "partners": "partners",
    "services": "diensten en doelen",
    "evaluation": "activiteiten",
    "stories": "verhalen",
}
OWN_GROUPING = (
    "Welke pijler, welk aandachtsgebied en welk cijfer bij een project horen, staat niet duidelijk in het document. Waar 'eigen "
    "indeling' staat, is dat hier afgeleid uit wat het project wil bereiken. Het programmateam kan dat aanpassen."
)


@dataclass(frozen=True)
class Card:
    """A project with all that is said of it in words."""

    project: Project
    level: str
    pillars: list[str]
    aimed_at: list[str]
    agreed: str
    missing: list[str]
    measured: str
    money: str
    amounts: list[str]
    indicators: list[str]


def home_view(view: View) -> View:
    """The same view of the region whose agenda this is, where the figures have that region."""
    code = home_region().code
    return replace(view, region=code) if code in view.figures.regions else view


def draw_state(view: View, *files: str) -> Programme:
    """The programme, after saying what is wrong in the files that a page shows, and whose programme it is."""
    found = programme()
    problems = [str(problem) for problem in found.problems_in(*files, "region", "pillars", "published_figures")]
    if problems:
        draw("problems", problems=problems)
    if not view.is_home:
        words = f"hoort bij {home_region().naam}. De cijfers op deze pagina gaan daarom over die regio."
        draw("notice", kind="note", strong="Dit programma", text=words)
    return found


def draw_downloads(*names: str) -> None:
    """Links to files of the programme as CSV (in two writings) and JSON."""
    forms = [(".csv?opmaak=nl", "CSV voor Excel"), (".csv", "CSV internationaal"), (".json", "JSON")]
    start = f"{base_path()}/api/v1/agenda"
    files = {FILE_NAMES[name]: [(f"{start}/{name}{ending}", words) for ending, words in forms] for name in names}
    draw("programme_downloads", files=files)


def card(found: Programme, project: Project) -> Card:
    """A project as it is shown."""
    budgets = found.money_of(project.sleutel)
    return Card(
        project=project,
        level=LEVELS[project.niveau],
        pillars=[pillar_name(key) for key in project.pijlers],
        aimed_at=aimed_at(found, project),
        agreed=agreed(project),
        missing=project.missing,
        measured=measured(project),
        money=dutch.euro(sum(budget.bedrag or 0 for budget in budgets)) if budgets else "geen bedrag genoemd",
        amounts=[_amount(budget) for budget in budgets],
        indicators=[indicator_label(key) for key in project.indicatoren],
    )


def agreed(project: Project) -> str:
    """The number agreed, in words; empty where there is none."""
    if project.doel is None:
        return ""
    by = f", {dutch.period(project.datum)}" if project.datum else ""
    return f"{project.maat or 'Doel'}: {dutch.trimmed(project.doel)} {project.eenheid}{by}"


def measured(project: Project) -> str:
    """The result as a later document gives it; says so when there is no figure."""
    if project.gemeten is None:
        return "nog geen gemeten resultaat"
    return f"{dutch.trimmed(project.gemeten)} {project.gemeten_eenheid} ({dutch.period(project.gemeten_periode)})"


def aimed_at(found: Programme, project: Project) -> list[str]:
    """The focus sectors and target groups of a project, by name."""
    groups = {group.sleutel: group.naam for group in found.target_groups}
    return [sector_name(key) for key in project.sectoren] + [groups.get(key, key) for key in project.doelgroepen]


def pillar_name(key: str) -> str:
    """The name of a pillar; its key where the agenda does not have it."""
    return pillars()[key].naam if key in pillars() else key


def indicator_label(key: str) -> str:
    """What an indicator is called, also one that has no figures on the dashboard yet."""
    if key in INDICATORS:
        return INDICATORS[key].label
    named = (service.naam for service in programme().services if service.sleutel == key)
    return next(named, dutch.first_upper(key.replace("-", " ")))


def indicator_tile(view: View, key: str, sector: str | None = None) -> Tile:
    """The tile of an indicator, with a link to its page; of one without series the newest figure that a document prints."""
    if key not in INDICATORS:
        return _printed_tile(view, key)
    by_sector = INDICATORS[key].by_sector
    return topic.key_figure(view, key, sector if by_sector else None, page_of(view, key))


def _printed_tile(view: View, key: str) -> Tile:
    printed = view.figures.printed
    own = printed[(printed["onderwerp"] == key) & (printed["regiocode"] == view.region) & printed["periode"].notna()]
    if own.empty:
        return Tile(indicator_label(key), "", meaning="Hierover heeft het dashboard nog geen cijfers.")
    row = own.sort_values("periode").iloc[-1]
    added = f" ({row['toevoeging']})" if isinstance(row["toevoeging"], str) else ""
    return Tile(
        label=indicator_label(key),
        when=f"{dutch.printed_period(row['periode'], short=True)} · uit een document",
        value=dutch.amount_given(row["waarde"], row["eenheid"]),
        unit=row["eenheid"].removeprefix("%").strip(),
        meaning=f"{row['omschrijving']}{added}. {row['document']}, {row['vindplaats']}.",
    )


def _amount(budget: Budget) -> str:
    what = f" ({budget.waarvoor})" if budget.waarvoor else ""
    return f"{dutch.euro(budget.bedrag)}, bron: {budget.bron}{what}"
