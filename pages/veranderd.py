"""Wat is er veranderd: sinds de vorige verversing en in een jaar, en waardoor?"""

from contextlib import suppress

from indicators.figures import configured_versions
from indicators.year_changes import year_changes
from pages.components import address, dutch
from pages.components.change_tables import (
    chance_sentence,
    changes_since,
    counted,
    late_sentences,
    new_table,
    revised_table,
    uncertainties,
    year_sentence,
    year_table,
)
from pages.components.contribution_charts import ADDING, draw_contributions
from pages.components.html import draw
from pages.components.view import View, current_view, drawn_once
from warehouse.health import health
from warehouse.version_file import DamagedVersion

FIRST = next(key for key in ("werknemersbanen", "vestigingen") if key in ADDING)


@drawn_once
def draw_head(view: View) -> None:
    changed, steady = year_changes(view.figures, view.region)
    said = year_sentence(changed, steady, view.place)
    draw("head", title="Wat is er veranderd?", place=view.place.with_level, paragraphs=[said])


@drawn_once
def draw_year(view: View) -> None:
    changed, steady = year_changes(view.figures, view.region)
    always = " De nieuwste cijfers, welke jaren u ook koos." if view.van or view.tot else ""
    draw("changes", title="In een jaar", text=f"Alleen wat groter is dan {uncertainties(changed + steady)}.{always}",
         tables=[year_table(changed, view.place)] if changed else [])  # fmt: skip
    if said := chance_sentence(changed):
        draw("notice", kind="note", strong="Let op.", text=said)
    if steady:
        labels = dutch.listed([each.indicator.label for each in steady])
        draw("notice", kind="note", strong="Ongeveer gelijk gebleven:", text=f"{labels}.")


@drawn_once
def draw_refresh(view: View, old: str | None) -> None:
    if old is None:
        text = "Dit is de eerste verversing die bewaard is. Na de volgende staat hier wat er nieuw is en wat is herzien."
        draw("changes", title="Sinds de vorige verversing", text=text, tables=[])
        return
    try:
        found = changes_since(old, view.version)
    except DamagedVersion:
        text = (
            "Dat is niet te zien: het bestand van een van beide versies is beschadigd. Na de volgende verversing ziet u het weer."
        )
        draw("changes", title="Sinds de vorige verversing", text=text, tables=[])
        return
    tables = [revised_table(found, view.place), new_table(found, view.place), new_table(found, view.place, "vervallen")]
    known = [table for table in tables if table]
    text = counted(found) if len(found) else "Bij de laatste verversing zijn geen cijfers veranderd."
    rest = f" Voor {view.place.said} verandert er niets." if len(found) and not known else ""
    draw("changes", title="Sinds de vorige verversing", text=text + rest, tables=known)


def draw_late() -> None:
    late = late_sentences(health(configured_versions().data_dir))
    text = "" if late else "Alle bronnen zijn op tijd."
    draw("changes", title="Wat te laat is of misging", text=text, tables=[], sentences=late)


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
