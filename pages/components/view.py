"""What a visitor is looking at: which version, which region, sector and years."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st

from indicators.agenda import home_region
from indicators.figures import Figures, figures_of
from indicators.regions import COUNTRY, Region
from pages.interface.base import base_path

Drawing = TypeVar("Drawing", bound=Callable[..., None])


@dataclass(frozen=True)
class Look:
    """How lines in time are looked at (pages/components/look.py): in which form, beside which places, with or without margins,
    and with or without the season."""

    shape: str = "cijfer"
    beside: str = "breed"
    margins: bool = True
    season: str = "gewoon"


@dataclass(frozen=True)
class View:
    """One view; the same view always draws the same page. `van` and `tot` are years, None for no limit.

    `agenda` is the mark of the agenda's files: an edit gives another view, so that nothing is drawn from memory that was edited.
    """

    version: str
    region: str
    sector: str
    van: int | None
    tot: int | None
    agenda: str = ""
    look: Look = Look()

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.version)

    @property
    def place(self) -> Region:
        return self.figures.regions[self.region]

    @property
    def benchmarks(self) -> list[str]:
        """The regions to compare with, from near to wide: for a gemeente its region, then the province and the country."""
        province = self.figures.province_of(self.region) if self.place.level in ("gemeente", "arbeidsmarktregio") else None
        wider = [self.figures.region_of(self.region), province, COUNTRY]
        return [code for code in dict.fromkeys(wider) if code and code != self.region and code in self.figures.regions]

    @property
    def is_home(self) -> bool:
        """Whether this is the region whose agenda it is."""
        return self.region == home_region().code

    def address(self, page: str, **more: str) -> str:
        """The address of a page with the same choices, and more where that page has choices of its own."""
        chosen = {"regio": "" if self.is_home else self.region, "sector": "" if self.sector == "totaal" else self.sector}
        query = urlencode({name: value for name, value in (chosen | {"van": self.van, "tot": self.tot} | more).items() if value})
        return f"{base_path()}/{page}?{query}" if query else f"{base_path()}/{page}"


def current_view() -> View:
    """The view that the frame has set for this run."""
    view: View = st.session_state["view"]
    return view


def drawn_once(function: Drawing) -> Drawing:
    """Remember what a function draws for the same arguments, and draw it again from memory.

    A version never changes, so neither does what is drawn from it. The function must not hold widgets.
    """

    @wraps(function)
    def in_turn(*arguments: Any, **named: Any) -> None:
        with _DRAWING:
            function(*arguments, **named)

    return cast(Drawing, st.cache_data(show_spinner=False, max_entries=400)(in_turn))


# One page is drawn at a time. Several would only take turns at one interpreter, and each turn costs: with fifty visitors who all
# ask for something new, most of the time went to that.
_DRAWING = threading.RLock()
