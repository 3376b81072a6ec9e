"""Experiences in words beside the figures: as plain text, whatever a file holds."""

from collections.abc import Collection

from indicators.agenda import pillars
from indicators.programme.programme import programme
from indicators.programme.records import Story
from pages.components import dutch
from pages.components.html import draw


def draw_stories(stories: list[Story], title: str = "Ervaringsverhalen") -> None:
    """Stories below each other, with when and where they were written down; nothing when there are none."""
    if stories:
        draw("stories", title=title, stories=[(story, dutch.period(story.datum)) for story in stories])


def stories_about(indicators: Collection[str]) -> list[Story]:
    """The stories that stand under one of some indicators."""
    return [story for story in programme().stories if story.indicator and story.indicator in indicators]


def draw_stories_of_page(page: str) -> None:
    """Below a page about indicators: the stories about the indicators that the agenda shows there."""
    monitors = [monitor for pillar in pillars().values() for monitor in pillar.monitors]
    draw_stories(stories_about([monitor.indicator for monitor in monitors if monitor.pagina == page]))
