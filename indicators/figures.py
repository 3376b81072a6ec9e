"""All that one published version says: its regions, its receipts, its measures. Read once, then remembered."""

import copy
import json
import threading
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from indicators.agenda import home_region
from indicators.line import Line
from indicators.mark import worked_out
from indicators.regions import LEVELS, Region, distinct_names
from indicators.remembered import Remembered
from indicators.series import COLUMNS, INDEX, Series
from ingest.settings import Settings
from warehouse.flows import AREA, COMMUTING, COMMUTING_MEASURES
from warehouse.versions import Versions
from warehouse.worked_out import WorkedOut


@dataclass(frozen=True)
class Receipt:
    """Where figures come from, as people see it. `retrieved` is UTC, ISO 8601.

    `modified` is what the source says; without a zone, as CBS says it, that is Dutch time.
    """

    number: int
    dataset: str
    label: str
    producer: str
    title: str
    table: str
    url: str
    licence: str
    modified: str | None
    retrieved: str
    rows: int
    sha256: str


class Citation(NamedTuple):
    """The source note of one figure: who, which tables or files, and when they were retrieved (UTC, ISO 8601)."""

    producer: str
    table: str
    retrieved: str


class Figures:
    """One version. Safe to share between threads; `current_figures` gives the published one.

    As long as it is in use it remembers what indicators/tables.py and indicators/lines.py made of it: tables, where each line
    begins and ends in them (`spans`), lines, and what documents print of an indicator. A thread that works out a table holds
    `working`: others that ask for the same table wait for it.
    """

    def __init__(self, versions: Versions, version: str) -> None:
        self.versions, self.version = versions, version
        self.tables: Remembered[pd.DataFrame] = Remembered(2500)  # some sixty for each region, of together two to five megabytes
        self.spans: Remembered[dict[tuple[str, str, str], tuple[int, int]]] = Remembered(500)
        self.lines: Remembered[Line] = Remembered(1000)
        self.with_series: dict[tuple[str, str], bool] = {}
        self.printed_of: dict[str, pd.DataFrame] = {}
        self.drawn: dict[tuple[object, ...], Series] = {}
        self._only: list[str] | None = None
        self._measures: dict[tuple[str, str], Series] = {}
        self._guard = threading.Lock()
        self.working = threading.RLock()

    @lru_cache(maxsize=8)  # noqa: B019 - a version is in use for as long as the process, or until the next one is published
    def about(self, regions: tuple[str, ...]) -> "Figures":
        """The same version, in which only these regions, and the gemeenten that they are summed from, have figures."""
        wanted = set(regions)
        inside = [known.get(region, ()) for known in (self.areas, self.changing) for region in wanted if region.startswith("AM")]
        towns = {town for those in inside for town in those}
        _ = self.regions, self.receipts, self.printed, self._rounding  # read once, for the part as well
        part = copy.copy(self)
        part._only, part._guard = sorted(wanted | towns), threading.Lock()
        part.drawn, part._measures = {}, {}
        return part

    @cached_property
    def worked_out(self) -> WorkedOut:
        """The tables that were worked out of this version ahead of time, if any were (indicators/ahead.py)."""
        return worked_out(self.versions, self.version)

    @cached_property
    def example(self) -> bool:
        """Whether all figures are invented examples."""
        return bool(self._rows("select example from version")[0][0])

    @cached_property
    def regions(self) -> dict[str, Region]:
        """All regions by code, those of the agenda among them: the country first, then by level and name."""
        home = [Region(code, name, "gemeente") for code, name in home_region().gemeenten.items()]
        known = {region.code: region for region in home}
        known |= {row[0]: Region(*row) for row in self._rows("select region, name, level from region")}
        return {region.code: region for region in sorted(known.values(), key=lambda r: (LEVELS.index(r.level), r.name))}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of all regions by code, in the order of `regions`."""
        return {code: region.name for code, region in self.regions.items()}

    @cached_property
    def distinct_names(self) -> dict[str, str]:
        """The same, in which regions that share a name have their level behind it: for where all of them may stand."""
        return distinct_names(self.names.items())

    @cached_property
    def wide(self) -> tuple[str, ...]:
        """The country, the landsdelen and the provinces."""
        return tuple(code for code, region in self.regions.items() if region.level in LEVELS[:3])

    @cached_property
    def arbeidsmarktregios(self) -> tuple[str, ...]:
        """The arbeidsmarktregio's, by name."""
        return tuple(code for code, region in self.regions.items() if region.level == "arbeidsmarktregio")

    @cached_property
    def receipts(self) -> dict[int, Receipt]:
        """All receipts by number."""
        rows = self._rows(
            """select origin, dataset, label, producer, title, table_id, url, licence, modified,
            strftime(retrieved, '%Y-%m-%dT%H:%M:%SZ'), rows, sha256 from origin order by origin"""
        )
        return {row[0]: Receipt(*row) for row in rows}

    @cached_property
    def printed(self) -> pd.DataFrame:
        """The figures that documents print, with the columns of agenda/published_figures.csv and `origin`."""
        with self.versions.reading(self.version) as connection:
            return connection.execute("from published_figure").df()

    @cached_property
    def areas(self) -> dict[str, tuple[str, ...]]:
        """The gemeenten of each arbeidsmarktregio, province and landsdeel, by the newest classification.

        Without that classification, those of the agenda's own region are still known.
        """
        home = home_region()
        known = dict.fromkeys((home.code, home.provincie), tuple(sorted(home.gemeenten)))
        rows = self._rows(f"select region, list(gemeente order by gemeente) from {AREA} where until is null group by region")
        return known | {region: tuple(inside) for region, inside in rows}

    @cached_property
    def changing(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Of each arbeidsmarktregio the gemeenten that are no more, or that came later, with their first and their last year."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for region, town, since, until in self._rows(_CHANGING):
            found.setdefault(region, {})[town] = since, until
        return found

    @cached_property
    def last_years(self) -> dict[str, int]:
        """The last year of each gemeente that is no more."""
        return dict(self._rows(f"select gemeente, until from {AREA} where until is not null"))

    @cached_property
    def borders(self) -> dict[str, list[list[tuple[float, float]]]]:
        """The outlines of gemeenten, each as rings of (longitude, latitude); empty where the version has none."""
        if not self._rows("select 1 from duckdb_tables() where table_name = 'border'"):
            return {}  # a version from before there were borders
        return {code: json.loads(rings) for code, rings in self._rows("select gemeente, rings from border")}

    def cite(self, numbers: frozenset[int]) -> Citation:
        """Where a figure comes from that was made of these receipts: each source once, the oldest time of retrieval."""
        found = [self.receipts[number] for number in sorted(numbers)]
        producers, tables = dict.fromkeys(r.producer for r in found), dict.fromkeys(r.table for r in found)
        return Citation("; ".join(producers), "; ".join(tables), min((r.retrieved for r in found), default=""))

    def region_of(self, gemeente: str) -> str | None:
        """The arbeidsmarktregio that a gemeente lies in."""
        return next((code for code, inside in self.areas.items() if code.startswith("AM") and gemeente in inside), None)

    def province_of(self, region: str) -> str | None:
        """The province that a gemeente, or most gemeenten of a region, lie in."""
        towns = set(self.areas.get(region, (region,)))
        shared = {code: len(towns & set(inside)) for code, inside in self.areas.items() if code.startswith("PV")}
        best = max(shared, key=lambda code: shared[code], default=None)
        return best if best and shared[best] else None

    def measure(self, dataset: str, measure: str) -> Series:
        """A published quantity of one dataset, in units; empty when the version does not have it."""
        with self._guard:
            if (dataset, measure) not in self._measures:
                self._measures[dataset, measure] = self._read_measure(dataset, measure)
            return self._measures[dataset, measure]

    def _read_measure(self, dataset: str, measure: str) -> Series:
        with self.versions.reading(self.version) as connection:
            asked: dict[str, object] = {"dataset": dataset, "measure": measure}
            query = _MEASURE.format(source=cells_of(measure), **self._rounding)
            if self._only is not None:
                query, asked = query + _ONLY, {**asked, "only": self._only}
            frame = connection.execute(query, asked).df()
        if frame.empty:
            return Series.empty()
        boxed = {number: frozenset([number]) for number in frame["origin"].unique()}
        frame["origin"] = frame["origin"].map(boxed)
        return Series(frame.set_index(INDEX)[COLUMNS].sort_index())

    def step(self, dataset: str, measure: str) -> float:
        """The unit to which a source rounds one cell of a measure: 100 for thousands with one decimal."""
        known = f"dataset = '{dataset}' and measure = '{measure}'"
        return float(self._rows(f"select {_STEP.format(**self._rounding)} from measure where {known}")[0][0])

    @cached_property
    def _rounding(self) -> dict[str, str]:
        """In SQL the unit to which a source rounds a measure, and the one to which it rounds provisional figures.

        An older version may lack these columns: there the unit is 1, or that of the other figures.
        """
        known = {str(name) for (name,) in self._rows("select column_name from duckdb_columns() where table_name = 'measure'")}
        usual = "rounded_to" if "rounded_to" in known else "1"
        return {"rounded_to": usual, "provisional_to": "provisional_to" if "provisional_to" in known else usual}

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.versions.reading(self.version) as connection:
            return connection.execute(sql).fetchall()


def cells_of(measure: str) -> str:
    """A query with the cells of a measure, with the columns of `observation` and `cells`: from how many flows each was summed."""
    return COMMUTING if measure in COMMUTING_MEASURES else "select *, 1 as cells from observation"


# Values in units, rounded to what the source printed: 83.1 thousand is 83100, not 83099.99999999999. Of a sum of cells that
# were rounded apart the step grows with the root of their number, as in formulas.total.
_STEP = "{rounded_to} * factor / power(10, decimals)"
_ROUNDED = "case when status::varchar = 'voorlopig' then {provisional_to} else {rounded_to} end"
_MEASURE = f"""
select region::varchar as region, sector::varchar as sector, period::varchar as period, status::varchar as status, origin,
       round(value * factor, greatest(decimals - log10(factor)::int, 0)) as value,
       lower * factor as lower, upper * factor as upper,
       {_STEP.replace("{rounded_to}", _ROUNDED)} * sqrt(cells) as step
from ({{source}}) join measure using (dataset, measure)
where dataset = $dataset and measure = $measure
"""
_CHANGING = f"""select region, gemeente, coalesce(since, 0), coalesce(until, 9999) from {AREA}
where region like 'AM%' and coalesce(since, until) is not null order by all"""
_ONLY = "and region in (select unnest($only::varchar[]))"


@lru_cache(maxsize=4)
def _versions(data_dir: Path) -> Versions:
    return Versions(data_dir)


def configured_versions() -> Versions:
    """The versions of the configured data folder, shared by the whole process. Raises ConfigurationError."""
    return _versions(Settings.from_environment().data_dir)


# Two memories, so that questions about earlier days never push out the published version. The first has room for the version
# before it as well, which some visitors still look at.
_PUBLISHED: "Remembered[Figures]" = Remembered(2)
_ASKED: "Remembered[Figures]" = Remembered(2)


def current_figures() -> Figures:
    """The published version of the configured data folder; looks at the pointer each time. Raises NothingPublished."""
    versions = configured_versions()
    name = versions, versions.published()
    return _PUBLISHED.get(name) or _PUBLISHED.keep(name, Figures(*name))


def figures_of(version: str) -> Figures:
    """One version of the configured data folder."""
    name = configured_versions(), version
    return _PUBLISHED.get(name) or _ASKED.get(name) or _ASKED.keep(name, Figures(*name))
