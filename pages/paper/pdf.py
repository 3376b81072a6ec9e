"""The briefing as bytes: a PDF/UA-1 (tagged, Dutch, with real text) of one or two pages A4.

Made by Typst, and not by WeasyPrint: Typst is one wheel without anything from the system, where WeasyPrint needs Pango, which
a plain Debian image (python:3.11-slim) lacks. It refuses to write what is not PDF/UA-1, so a picture without words cannot
slip in, and sets a briefing in a tenth of a second. The letters are Libertinus Serif, which Typst brings along; those of the
system are left alone, so that a briefing looks the same wherever it is made.
"""

import json
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import segno
import typst

from indicators.figures import configured_versions
from pages.components import dutch
from pages.paper.content import Briefing, briefing_of

_TEMPLATE = Path(__file__).with_name("briefing.typ")


@lru_cache(maxsize=64)
def briefing_pdf(version: str, region: str, base: str, agenda: str = "") -> bytes:
    """The PDF of a region in one version and one state of the agenda (its mark): the same bytes each time, with one date."""
    briefing = briefing_of(version, region, base)
    pdf = typst.compile(
        _TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"briefing": json.dumps(_as_data(briefing))},
        pdf_standards="ua-1",
        timestamp=_built(version),
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - a PDF is one file, also of several pages
    return pdf


def _as_data(briefing: Briefing) -> dict[str, object]:
    """All that the template shows, as texts."""
    chart = briefing.chart
    return {
        "title": briefing.title,
        "level": briefing.view.place.level,
        "lead": briefing.lead,
        "example": briefing.view.figures.example,
        "tiles": [
            {name: getattr(tile, name) for name in ("label", "when", "value", "unit", "change", "status", "icon", "tone")}
            for tile in briefing.tiles
        ],
        "chart": asdict(chart) if chart else None,
        "goals": [asdict(goal) for goal in briefing.goals],
        "goals_intro": briefing.goals_intro,
        "without_goal": dutch.listed([dutch.first_lower(each) for each in briefing.without_goal]),
        "no_goal": briefing.no_goal,
        "sources": briefing.sources,
        "reference": briefing.reference,
        "version": briefing.view.version,
        "built": dutch.day(_built(briefing.view.version)),
        "permalink": briefing.permalink,
        "dashboard": briefing.dashboard,
        "qr": segno.make(briefing.dashboard, error="m").svg_inline(border=0, scale=4, dark="#12436D"),
    }


def _built(version: str) -> datetime:
    """When a version was made, in UTC."""
    return next(each.built for each in configured_versions().all() if each.name == version)
