"""The filters that all pages share: region, sector and years. Their choices live in the address, and links take them along."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from indicators.agenda import home_region
from indicators.agenda_files import agenda_mark
from indicators.figures import Figures, figures_of
from indicators.regions import COUNTRY
from indicators.sectors import SECTORS, sector_name
from indicators.words import AMSTERDAM
from pages.components import address
from pages.components.html import draw
from pages.components.view import View


def choose_view(figures: Figures) -> View:
    """The filters, drawn, and the view that they ask for."""
    regions = region_options(figures.version)
    home = home_region().code if home_region().code in regions else next(iter(regions))
    region = address.choose("Gebied", "regio", regions, home)
    sectors = {sector: sector_name(sector) for sector in SECTORS}
    sector = address.choose("Sector", "sector", sectors, "totaal", "Werkt op de cijfers die er per sector zijn.")
    newest = max(home_region().agenda.tot, datetime.now(AMSTERDAM).year)  # figures go on after the agenda has ended
    years = {str(year): str(year) for year in range(2003, newest + 1)}
    first, last = st.columns(2)
    with first:
        van = address.choose("Van", "van", {"begin": "begin", **years}, "begin")
    with last:
        tot = address.choose("Tot en met", "tot", {"nu": "nu", **dict(reversed(years.items()))}, "nu")
    return View(
        version=figures.version,
        region=region,
        sector=sector,
        van=int(van) if van != "begin" else None,
        tot=int(tot) if tot != "nu" else None,
        agenda=agenda_mark(),
    )


@st.cache_data(show_spinner=False, max_entries=4)
def region_options(version: str) -> dict[str, str]:
    """All regions with how the list names them: the home region and its gemeenten first, then wider, then the others."""
    figures, home = figures_of(version), home_region()
    first = [home.code, *home.gemeenten, home.provincie, COUNTRY]
    order = ["arbeidsmarktregio", "provincie", "landsdeel", "gemeente"]
    rest = sorted((r for r in figures.regions.values() if r.level in order), key=lambda r: (order.index(r.level), r.name))
    codes = dict.fromkeys([code for code in first if code in figures.regions] + [region.code for region in rest])
    return {code: _option(figures, code) for code in codes}


def _option(figures: Figures, code: str) -> str:
    """The name of a region with its level; of a gemeente that is no more also her last year."""
    region, last = figures.regions[code], figures.last_years.get(code)
    if code in (home_region().code, COUNTRY):
        return region.name
    return f"{region.name} ({region.level}{f' tot en met {last}' if last else ''})"


def kept_in_links(query: Mapping[str, str]) -> dict[str, str]:
    """What a link to another page takes along of the address."""
    return {name: value for name, value in query.items() if name in ("regio", "sector", "van", "tot")}


def draw_complaints(view: View) -> None:
    """What is wrong with the years that were chosen, and with the address that the visitor came with."""
    if view.van and view.tot and view.van > view.tot:
        text = "Kies bij Van een jaar dat niet na Tot en met ligt."
        draw("notice", kind="complaint", strong="Deze jaren kunnen niet.", text=text)
    for complaint in address.complaints():
        draw("notice", kind="complaint", strong="Deze link klopt niet helemaal.", text=complaint)
