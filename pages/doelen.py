"""Haalt de regio haar doelen?"""

from indicators.agenda import home_region
from indicators.targets import all_progress
from pages.components.goals import goal_cards, goals_table
from pages.components.html import draw
from pages.components.sentences import overview
from pages.components.view import View, current_view, drawn_once

_HONEST = (
    "Een doel zonder getal krijgt hier ook geen getal: dan staat er wat wel is afgesproken. "
    "Noemt het document de richting niet, dan staat er dat het dashboard die heeft afgeleid."
)


@drawn_once
def draw_page(view: View) -> None:
    home = home_region()
    found = all_progress(view.figures)
    draw(
        "head",
        title="Doelen",
        place=home.agenda.naam,
        paragraphs=[overview(found), _HONEST] if found else [],
    )
    if not view.is_home:
        draw("notice", kind="note", strong="Doelen", text=f"horen bij de agenda van {home.naam}, niet bij {view.place.said}.")
    if not found:
        draw("notice", kind="empty", strong="Er zijn nog geen doelen.", text="Het programmateam heeft ze nog niet toegevoegd.")
        return
    draw("goals", pillars=goal_cards(view, found), table=goals_table(found, view.figures.regions))


draw_page(current_view())
