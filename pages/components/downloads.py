"""Links to the same figures as files: each is an address of the HTTP interface, so it can be kept and shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pages.components.shown import Shown
from pages.components.view import View
from pages.interface.base import base_path


@dataclass(frozen=True)
class Link:
    """A link and what it says."""

    href: str
    words: str


def series_links(
    key: str, regions: Sequence[str], sectors: Sequence[str] = (), van: int | None = None, tot: int | None = None,
    techniek: str | None = None,
) -> list[Link]:  # fmt: skip
    """Downloads of a series: Excel and CSV for a Dutch Excel first, then the forms for programs."""
    asked = {"regio": ",".join(regions), "sector": ",".join(sectors), "van": van, "tot": tot, "techniek": techniek}
    return file_links(f"indicatoren/{key}", asked)


# The forms in which figures are taken along: ending, what else to ask for, and what people call it.
FORMS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("xlsx", {}, "Excel"),
    ("csv", {"opmaak": "nl"}, "CSV voor Excel"),
    ("csv", {}, "CSV internationaal"),
    ("json", {}, "JSON"),
    ("parquet", {}, "Parquet"),
)


def file_links(path: str, asked: Mapping[str, str | int | None]) -> list[Link]:
    """Downloads of an address of the HTTP interface, without its ending, in each of the forms."""
    kept = {name: value for name, value in asked.items() if value}
    start = f"{base_path()}/api/v1/{path}"
    return [Link(f"{start}.{ending}?{urlencode(kept | extra, safe=',')}", words) for ending, extra, words in FORMS]


def calculation_link(view: View, found: Shown) -> str:
    """The address of the page that shows how the latest figure of a line came about."""
    asked = {
        "regio": "" if view.is_home else view.region,
        "sector": "" if found.sector == found.indicator.own_sector else found.sector,
        "indicator": found.indicator.key,
        "periode": found.line.points[-1].period if found.line.points else "",
        "techniek": found.techniek,
    }
    return f"{base_path()}/berekening?{urlencode({name: value for name, value in asked.items() if value})}"
