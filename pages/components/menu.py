"""The menu: links to pages, in sections. One piece of HTML, as thirty separate links would make each page later."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from pages.components.html import draw
from pages.interface.base import base_path


class Entry(NamedTuple):
    """A link of the menu: its address, the name of its Material symbol, and its words."""

    href: str
    symbol: str
    title: str


def entry(page: Any, kept: Mapping[str, str], title: str = "") -> Entry:
    """The link to a page of `st.Page`, under its own title or this one, which takes along what is `kept` of the address."""
    query = f"?{urlencode(kept)}" if kept else ""
    symbol = page.icon.removeprefix(":material/").removesuffix(":")
    return Entry(f"{base_path()}/{page.url_path}{query}", symbol, title or page.title)


def draw_menu(name: str, sections: Mapping[str, Sequence[Entry]]) -> None:
    """A navigation with this name for who hears it, with the entries below the title of their section; one may have no title."""
    draw("menu", name=name, sections=sections)
