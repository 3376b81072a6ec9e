"""The foot of every page: how the data stand, and where to report what is wrong."""

from datetime import datetime
from pathlib import Path

from indicators.figures import Figures, configured_versions
from pages.components import contact, dutch
from pages.components.html import draw
from pages.components.view import View, drawn_once
from warehouse.health import Health, health, last_change


def draw_foot(view: View, title: str) -> None:
    """Version, reference dates, the last refresh and a link to report something about this page."""
    data_dir = configured_versions().data_dir
    _draw(view, title, str(data_dir), last_change(data_dir), contact.contact())


@drawn_once
def _draw(view: View, title: str, data_dir: str, log_changed: int, reported_to: str) -> None:
    """As above; drawn again when the figures, the run log or the address to report to changed."""
    found = health(Path(data_dir))
    draw(
        "footer",
        to=view.address,
        version=view.version,
        example=view.figures.example,
        dates=reference_dates(view.figures),
        refreshed=refreshed(found),
        report=contact.mail_to(
            f"Arbeidsmarktdashboard: {title}", f"Over de pagina {title} ({view.address('')}), versie {view.version}:"
        ),
        how_to_report=contact.NONE,
    )


def reference_dates(figures: Figures) -> str:
    """For CBS and UWV the day of their newest figures, as they say or else when they were fetched; empty without such figures."""
    newest: dict[str, datetime] = {}
    for receipt in figures.receipts.values():
        dated = dutch.source_moment(receipt.modified) or datetime.fromisoformat(receipt.retrieved)
        newest[receipt.producer] = max(newest.get(receipt.producer, dated), dated)
    return ", ".join(f"{producer} {dutch.day(moment)}" for producer, moment in newest.items() if producer in ("CBS", "UWV"))


def refreshed(found: Health) -> str:
    """When the sources were last asked, which of them did not answer well, and what stands in their place."""
    when = f"Bijgewerkt op {dutch.day_and_time(found.last_attempt)}." if found.last_attempt else ""
    failed = [row for row in found.datasets if row.outcome == "failed"]
    if not failed:
        return when
    before = {row.last_success is not None for row in failed}
    instead = "ziet u de vorige cijfers" if True in before else "is er nog niets"
    where = ", waar die er zijn" if len(before) > 1 else ""
    return f"{when} Niet gelukt: {dutch.listed_in_part([row.label for row in failed], most=3)}. Daarvan {instead}{where}."
