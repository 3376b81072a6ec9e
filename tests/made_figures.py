"""Figures made by hand with round numbers, in each form in which the program holds them: series, lines and points."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from indicators.line import Line
from indicators.point import Point
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.series import COLUMNS, INDEX, Series
from indicators.tables import CONTRACT, INTERNAL
from ingest.periods import frequency_of

PARTICIPATION = INDICATORS["netto-arbeidsparticipatie"]
UNTAPPED = INDICATORS["onbenut-arbeidspotentieel"]
VACANCIES = INDICATORS["vacatures"]
HAARLEM = Region("GM0392", "Haarlem", "gemeente")


def series_of(
    cells: Mapping[str, float | None], status: str = "definitief", origin: int = 1, step: float = 1.0, margin: float = nan
) -> Series:
    """A series from figures by period, by "region period", or by "region sector period"; AM37, all sectors unless named."""
    keys = [["AM37", "totaal"][: 3 - len(words)] + words if len(words) != 2 else [words[0], "totaal", words[1]]
            for words in (cell.split() for cell in cells)]  # fmt: skip
    values = [nan if value is None else float(value) for value in cells.values()]
    frame = pd.DataFrame({"value": values}, index=pd.MultiIndex.from_tuples([tuple(key) for key in keys], names=INDEX))
    frame["lower"], frame["upper"], frame["status"], frame["step"] = (
        frame["value"] - margin,
        frame["value"] + margin,
        status,
        step,
    )
    frame["origin"] = [frozenset([origin])] * len(frame)
    return Series(frame[COLUMNS])


def only(series: Series, column: str) -> object:
    """The one cell of a series of one figure."""
    (cell,) = series.frame[column]
    return cell


def line_of(
    indicator,
    figures: Mapping[str, float | None],
    *,
    status: Mapping[str, str] | str = "definitief",
    margin: float = nan,
    step: float = 0.1,
    sector: str = "totaal",
    dataset: str = "uwv-vacatures",
) -> Line:
    """A line from {period: figure}, None where nothing was published; breaks are those of the dataset in agenda/breaks.csv."""
    values = pd.Series(list(figures.values()), dtype=float)
    rows = pd.DataFrame(
        {"periode": list(figures), "waarde": values, "ondergrens": values - margin, "bovengrens": values + margin}
    )
    rows["status"] = [status if isinstance(status, str) else status.get(period, "definitief") for period in figures]
    rows["frequency"] = [frequency_of(period) for period in figures]
    rows = rows.assign(indicator=indicator.key, eenheid=indicator.unit, sector=sector, step=step, dataset=dataset)
    rows = rows.assign(regiocode=HAARLEM.code, regio=HAARLEM.name, bron="CBS", tabel="85230NED", opgehaald="2026-11-21T05:45:00Z")
    return Line(indicator.key, HAARLEM.code, sector, rows[[*CONTRACT, *INTERNAL]])


NOTHING = line_of(PARTICIPATION, {})
RISEN = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.9})
UNSURE = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.0}, margin=0.6)


def points(*values: float, since: int = 2020, step: float = 1.0) -> list[Point]:
    """Figures of successive years."""
    return [Point(str(since + years), value, step=step) for years, value in enumerate(values)]


def quarters(*values: float) -> list[Point]:
    """Figures of successive quarters from the first of 2020."""
    return [Point(f"{2020 + place // 4}-Q{place % 4 + 1}", value, step=1.0) for place, value in enumerate(values)]


def months(*values: float) -> list[Point]:
    """Figures of successive months from the first of 2020."""
    return [Point(f"{2020 + place // 12}-{place % 12 + 1:02}", value, step=1.0) for place, value in enumerate(values)]


def point(value: float, margin: float | None = None, step: float = 0.1) -> Point:
    """A figure of 2025 with the same margin on both sides, rounded to a tenth."""
    return Point("2025", value, *((value - margin, value + margin) if margin else (None, None)), step=step)
