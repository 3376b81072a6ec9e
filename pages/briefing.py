"""Wat neem ik mee naar het college of de raad?"""

from pages.components.cards import draw_tiles
from pages.components.html import as_image, draw
from pages.components.view import View, current_view, drawn_once
from pages.interface.base import base_path
from pages.paper.content import briefing_of


@drawn_once
def draw_page(view: View) -> None:
    found = briefing_of(view.version, view.region, f"{base_path()}/")
    draw("head", title="Briefing", place=view.place.with_level, paragraphs=[_WHAT])
    draw("briefing_link", briefing=found)
    draw("section", title="Kerncijfers", text=found.reference)
    draw_tiles(found.tiles)
    draw("briefing", briefing=found, image=as_image(found.chart.svg) if found.chart else "")


_WHAT = (
    "Eén klik geeft een pdf van één of twee pagina's A4 over het gebied dat u in het menu kiest. "
    "Hieronder ziet u wat erin staat. Jaren en sector uit het menu tellen hier niet mee."
)

draw_page(current_view())
