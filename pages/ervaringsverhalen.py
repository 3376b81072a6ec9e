"""Wat vertellen mensen over hun ervaringen?"""

from pages.components.html import draw
from pages.components.programme import draw_downloads, draw_state
from pages.components.stories import draw_stories
from pages.components.view import View, current_view


def draw_page(view: View) -> None:
    said = "Korte verhalen bij de cijfers: zij laten zien wat getallen niet laten zien."
    draw("head", title="Ervaringsverhalen", place="", paragraphs=[said])
    found = draw_state(view, "stories")
    if found.stories:
        draw_stories(list(found.stories), "Alle verhalen")
        draw_downloads("stories")
        return
    words = (
        "Dit dashboard verzint er geen. Het programmateam zet hier een verhaal neer, en alleen als degene over "
        "wie het gaat dat goed vindt."
    )
    draw("notice", kind="empty", strong="Er zijn nog geen ervaringsverhalen.", text=words)


draw_page(current_view())
