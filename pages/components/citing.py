"""How to name figures in a text, and how a program reads them: a citation, BibTeX, and a line of Python and of R."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zlib import crc32

import pandas as pd

from indicators.figures import Figures
from indicators.regions import distinct_names
from indicators.registry import INDICATORS
from indicators.selection import Selection
from pages.components import dutch
from pages.components.sources import named_sources

_TITLE = "Arbeidsmarktdashboard"


def data_address(base: str, selection: Selection, ending: str, **more: str) -> str:
    """The address of the HTTP interface that gives a selection as a file; `base` is that of the dashboard, with its slash."""
    return f"{base}api/v1/gegevens.{ending}?{urlencode(selection.asked() | more, safe=',')}"


def fixed_address(address: str, version: str) -> str:
    """An address of the HTTP interface that gives the figures of this version, whatever is published after it."""
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "stand"]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("stand", version)], safe=",")))


def citation(figures: Figures, table: pd.DataFrame, address: str) -> str:
    """A citation in running text: what, from whom, fetched when, where, and which version of the data."""
    sources = "; ".join(named_sources(figures, table))
    example = " Voorbeeldcijfers." if figures.example else ""
    return f"{_what(table)}. Bron: {sources}. Via {_TITLE}, versie {figures.version}, {address}.{example}"


def bibtex(figures: Figures, table: pd.DataFrame, address: str) -> str:
    """The same for a list of references in LaTeX. Its key follows from the address, as one list may hold several."""
    year = str(table["opgehaald"].min())[:4]
    fields = {
        "title": f"{{{_escaped(_what(table))}}}",
        "author": f"{{{_escaped('; '.join(dict.fromkeys(table['bron'])))}}}",
        "year": year,
        "howpublished": f"\\url{{{address}}}",
        "note": _escaped(
            f"{_TITLE}, versie {figures.version}; tabel {', '.join(dict.fromkeys(table['tabel']))}"
            f"{'; voorbeeldcijfers' if figures.example else ''}"
        ),
    }
    inside = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{arbeidsmarktdashboard{year}-{crc32(address.encode()):08x},\n{inside}}}"


def python_line(address: str) -> str:
    """A line of Python that reads a CSV of the interface."""
    return f'import pandas as pd; cijfers = pd.read_csv("{address}", dtype={{"periode": str}})'


def r_line(address: str) -> str:
    """A line of R that reads a CSV of the interface."""
    return f'cijfers <- read.csv("{address}", fileEncoding = "UTF-8", na.strings = "", colClasses = c(periode = "character"))'


def about(figures: Figures, table: pd.DataFrame, address: str) -> Sequence[tuple[str, str]]:
    """The lines on top of the sheet with metadata."""
    if table.empty:
        return [("Adres", address)]
    cited = fixed_address(address, figures.version)
    return [("Inhoud", _what(table)), ("Adres", address), ("Citeren", citation(figures, table, cited))]


def _what(table: pd.DataFrame) -> str:
    """Which indicators, where and when: `Werklozen, Haarlem en Nederland, 2013 tot en met 2025`; or which flows."""
    if "woonregio" in table:
        home, work = _places(table, ("woonregio", "woonregio_naam"), ("werkregio", "werkregio_naam"))
        return f"Woon-werkverkeer van {home} naar {work}, {_periods(table['periode'])}"
    labels = dutch.listed([INDICATORS[key].label for key in table["indicator"].unique()])
    periods = table["periode"] if "periode" in table else pd.concat([table["van"], table["tot"]])
    (places,) = _places(table, ("regiocode", "regio"))
    return f"{labels}, {places}, {_periods(periods)}"


def _places(table: pd.DataFrame, *columns: tuple[str, str]) -> list[str]:
    """The places in each pair of columns, of codes and of names: all by name, or how many there are."""
    sides = [dict(zip(table[code], table[name], strict=True)) for code, name in columns]
    names = distinct_names(place for side in sides for place in side.items())
    return [dutch.listed([names[code] for code in side]) if len(side) <= 4 else f"{len(side)} gebieden" for side in sides]


def _periods(periods: pd.Series) -> str:
    return dutch.span(periods.min(), periods.max())


def _escaped(text: str) -> str:
    """A text in which nothing is a command of LaTeX."""
    return "".join(f"\\{sign}" if sign in "&%$#_{}" else sign for sign in text)
