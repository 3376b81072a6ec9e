"""Hoe staat de regio ervoor?"""

from indicators.agenda import briefing_choice, home_region, pillars
from indicators.targets import all_progress
from pages.components import topic
from pages.components.cards import draw_tiles
from pages.components.downloads import Link
from pages.components.html import draw
from pages.components.search import page_of
from pages.components.sentences import overview
from pages.components.shown import shown
from pages.components.view import View, current_view, drawn_once


@drawn_once
def draw_page(view: View) -> None:
    participation = shown(view, "netto-arbeidsparticipatie")
    goals = overview(all_progress(view.figures)) if view.is_home else ""
    newest = "Daarvoor tellen de nieuwste cijfers, welke jaren u ook koos." if goals and (view.van or view.tot) else ""
    paragraphs = [participation.said, f"{goals} {newest}".strip()]
    draw(
        "head",
        title="Hoe staat de regio ervoor?" if view.is_home else f"Hoe staat het ervoor in {view.place.said}?",
        place=view.place.with_level,
        paragraphs=paragraphs,
    )
    topic.draw_stand_in(view, participation)
    draw("button", link=Link(view.address("briefing"), "Briefing voor college en raad (pdf)"))
    draw("welcome", to=view.address, pillars=pillars())
    if not pillars():
        words = "Het programmateam heeft de pijlers nog niet toegevoegd. Hier komen ze, elk met haar cijfers."
        draw("notice", kind="empty", strong="De agenda heeft nog geen pijlers.", text=words)
        draw("section", title="Kerncijfers", text="De kerncijfers van de briefing, zolang er nog geen pijlers zijn.")
        draw_tiles(
            [topic.key_figure(view, k.indicator, k.sector, page_of(view, k.indicator)) for k in briefing_choice().kerncijfers]
        )
    for pillar in pillars().values():
        draw("section", title=pillar.naam, text=pillar.doel)
        draw_tiles([topic.key_figure(view, m.indicator, m.sector, view.address(m.pagina)) for m in pillar.monitors])
    if pillars() and home_region().agenda.eigen_indeling:
        draw("source_line", text="Welke monitor onder welke pijler staat, is een eigen indeling: de agenda zegt dat niet.")
    if not view.is_home:
        draw(
            "notice",
            kind="note",
            strong="Doelen",
            text=f"horen bij de agenda van {home_region().naam} en gelden voor die regio als geheel.",
        )


draw_page(current_view())
