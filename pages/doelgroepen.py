"""Voor welke groepen doet de regio iets extra's, wat is afgesproken, en wat zeggen de cijfers?"""

from indicators.programme.programme import Programme, programme
from indicators.programme.records import TargetGroup
from pages.components import address, dutch
from pages.components.cards import draw_tiles
from pages.components.html import draw
from pages.components.printed import printed_of
from pages.components.programme import (
    OWN_GROUPING,
    card,
    draw_downloads,
    draw_state,
    home_view,
    indicator_tile,
)
from pages.components.service_goals import goal_of
from pages.components.stories import draw_stories, stories_about
from pages.components.view import View, current_view, drawn_once


def draw_page(view: View) -> None:
    draw(
        "head",
        title="Doelgroepen",
        place="",
        paragraphs=["De groepen waarvoor de regio elk jaar kiest of zij extra aandacht krijgen."],
    )
    found = draw_state(view, "target_groups", "projects", "services", "stories")
    years = [str(year) for year in sorted({group.jaar for group in found.target_groups}, reverse=True)]
    if not years:
        words = "Het programmateam heeft ze nog niet toegevoegd."
        draw("notice", kind="empty", strong="Er zijn nog geen doelgroepen.", text=words)
        return
    year = int(address.choose("Jaar", "jaar", {each: each for each in years}, years[0]))
    draw_groups(home_view(view), year)
    draw("notice", kind="note", strong="Eigen indeling.", text=OWN_GROUPING)
    draw_downloads("target_groups", "projects")


@drawn_once
def draw_groups(home: View, year: int) -> None:
    """The groups of a year."""
    found = programme()
    for group in found.target_groups:
        if group.jaar == year:
            draw_group(found, group, home)


def draw_group(found: Programme, group: TargetGroup, home: View) -> None:
    """One group: why, its figures, what documents print, its targets, projects and stories."""
    chosen = f"Focusdoelgroep in {group.jaar}." if group.focus == "ja" else f"Geen focusdoelgroep in {group.jaar}."
    draw("section", title=group.naam, text=f"{chosen} {group.waarom} Bron: {group.document}, {group.vindplaats}.")
    if group.indicatoren:
        draw_tiles([indicator_tile(home, key) for key in group.indicatoren])
    else:
        words = "Voor deze groep is er geen openbare reeks per regio op dit dashboard."
        draw("notice", kind="empty", strong="Geen reeks.", text=words)
    goals = [goal_of(service) for service in found.services if service.sleutel in group.onderwerpen and service.doel is not None]
    projects = [project for project in found.of_year(group.jaar) if group.sleutel in project.doelgroepen]
    if goals:
        draw("notice", kind="note", strong="", text=f"{dutch.listed(goals)}.")
    if table := printed_of(home, group.onderwerpen, group.naam):
        draw("plain_table", table=table)
    if projects:
        draw("projects", cards=[card(found, project) for project in projects])
    keys = {project.sleutel for project in projects}
    draw_stories([story for story in found.stories if story.project in keys] or stories_about(group.indicatoren))


draw_page(current_view())
