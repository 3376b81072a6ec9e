"""Hoeveel mensen en werkgevers helpt de regionale dienstverlening, en wat is daarover afgesproken?"""

from indicators.lines import line
from indicators.programme.records import ServiceTarget
from indicators.registry import INDICATORS
from pages.components import topic
from pages.components.cards import draw_tiles
from pages.components.html import draw
from pages.components.printed import printed_of
from pages.components.programme import draw_downloads, draw_state, home_view, indicator_tile
from pages.components.service_goals import NO_GOAL, against_goal, goal_of
from pages.components.stories import draw_stories, stories_about
from pages.components.view import View, current_view, drawn_once

# What the region counts of its services, also where nothing was agreed about it.
COUNTED = ("werkcentrum-geholpen", "werkcentrum-trajecten", "plaatsingen-wsp")


@drawn_once
def draw_page(view: View) -> None:
    said = (
        "Wat de regio zelf telt over het Werkcentrum, het Werkgeversservicepunt (WSP) en trajecten, met het doel dat erbij hoort."
    )
    draw("head", title="Dienstverlening", place="", paragraphs=[said])
    found = draw_state(view, "services", "stories")
    home, agreed = home_view(view), [service.sleutel for service in found.services]
    counted = [key for key in COUNTED if key not in agreed and line(home.figures, key, home.region, "totaal").points]
    shown = [*agreed, *counted]
    if not agreed:
        draw(
            "notice",
            kind="empty",
            strong="Er zijn nog geen afspraken over diensten.",
            text="Het programmateam heeft ze nog niet toegevoegd.",
        )
    if shown:
        draw_tiles([indicator_tile(home, key) for key in shown], heading="Laatste cijfers")
    for service in found.services:
        draw_service(home, service)
    for key in counted:
        draw("section", title=INDICATORS[key].label, text=f"{NO_GOAL}.")
        topic.draw_trend(home, key)
    draw_stories(stories_about(shown))
    if agreed:
        draw_downloads("services")


def draw_service(home: View, service: ServiceTarget) -> None:
    """One service: what was agreed, the line in time where there is one, and what documents print."""
    draw("section", title=service.naam, text=f"{service.dienst}. {goal_of(service)}. {service.toelichting}")
    if service.sleutel in INDICATORS:
        newest = line(home.figures, service.sleutel, home.region, "totaal")
        if said := against_goal(service, newest.points[-1] if newest.points else None):
            draw("notice", kind="note", strong="", text=said)
        if newest.points:
            topic.draw_trend(home, service.sleutel)
        else:
            topic.draw_absence(home, INDICATORS[service.sleutel])
    table = printed_of(home, (service.sleutel, f"doel:{service.sleutel}"), service.naam)
    if table:
        draw("plain_table", table=table)
    elif service.sleutel not in INDICATORS:
        words = "Er zijn nog geen cijfers: niet op dit dashboard en niet in de documenten."
        draw("notice", kind="empty", strong=service.naam, text=words)
    source = "Bron" if service.doel is None else "Bron van de afspraak"
    draw("source_line", text=f"{source}: {service.document}, {service.vindplaats}.")


draw_page(current_view())
