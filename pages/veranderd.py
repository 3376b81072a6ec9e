"""Wat is er veranderd: sinds de vorige verversing en in een jaar, en waardoor?"""

from contextlib import suppress

from indicators.figures import configured_versions
from indicators.year_changes import year_changes
from pages.components import address
from pages.components.change_tables import changes_since, draw_late, draw_refresh, draw_year, year_sentence
from pages.components.contribution_charts import ADDING, draw_contributions
from pages.components.html import draw
from pages.components.view import View, current_view, drawn_once
from warehouse.version_file import DamagedVersion

FIRST = next(key for key in ("werknemersbanen", "vestigingen") if key in ADDING)


@drawn_once
def draw_head(view: View) -> None:
    changed, steady = year_changes(view.figures, view.region)
    said = year_sentence(changed, steady, view.place)
    draw("head", title="Wat is er veranderd?", place=view.place.with_level, paragraphs=[said])


@drawn_once
def draw_cause(view: View, key: str) -> None:
    draw_contributions(view, key)


view = current_view()
draw_head(view)
if old := configured_versions().before(view.version):
    with suppress(DamagedVersion):  # said where it is drawn
        changes_since(old, view.version)  # worked out before it is drawn: only drawing has others wait for their turn
draw_refresh(view, old)
draw_year(view)
draw_late()
draw("section", title="Waardoor veranderde het?", text="Hoeveel elke gemeente en elke sector bijdraagt aan de verandering.")
key = address.choose("Indicator", "cijfer", ADDING, FIRST)
draw_cause(view, key)
