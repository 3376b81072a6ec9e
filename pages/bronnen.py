"""Waar komen de cijfers vandaan, en hoe ging de laatste verversing?"""

from indicators.figures import configured_versions
from pages.components.html import draw
from pages.components.tables import receipts_table, refresh_table
from pages.components.view import View, current_view
from warehouse.health import health


def draw_page(view: View) -> None:
    found = health(configured_versions().data_dir)
    failed = [row.label for row in found.datasets if row.outcome == "failed"]
    late = [row.label for row in found.datasets if row.overdue]
    said = (
        "Bij de laatste verversing is alles gelukt."
        if not failed
        else f"Bij de laatste verversing ging iets mis bij: {', '.join(failed)}."
    )
    overdue = f"Te laat {'is' if len(late) == 1 else 'zijn'}: {', '.join(late)}." if late else ""
    draw("head", title="Bronnen en verversing", place="", paragraphs=[said, overdue])
    draw("sources", receipts=receipts_table(view.figures), refreshes=refresh_table(found), version=view.version)


draw_page(current_view())
