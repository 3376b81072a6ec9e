"""An indicator as a table: for all regions, sectors and periods, each figure with its status, unit and source."""

from collections.abc import Mapping, Sequence

import pandas as pd

from indicators.export import CONTRACT as CONTRACT
from indicators.figures import Figures
from indicators.hidden import holds_back
from indicators.indicator import From, Indicator
from indicators.registry import INDICATORS
from indicators.sectors import WITH_TECHNIEK, sector_rank, unless_standard, with_focus_sectors
from indicators.series import INDEX, Series, of_each, translated
from indicators.source_kinds import PRINTED, SEASONALLY_ADJUSTED
from indicators.sums import sums
from ingest.periods import frequency_of, is_period
from warehouse.worked_out import STANDARD

INTERNAL = ["frequency", "step", "dataset"]
_NUMBERS = {"waarde", "ondergrens", "bovengrens", "step"}
_TYPES = {column: "float64" if column in _NUMBERS else "str" for column in [*CONTRACT, *INTERNAL]}

_CELL = ["regiocode", "sector", "periode"]
_ALWAYS = (0, 9999)  # the years of a gemeente that neither came nor went


def indicator_table(figures: Figures, key: str, techniek: str | None = None, regions: Sequence[str] = ()) -> pd.DataFrame:
    """An indicator of one version, with the columns CONTRACT and INTERNAL; one row is one figure. Not to be changed.

    A line (one region at one frequency) comes from one dataset, the first that has it. A figure that a document prints
    stands only where no dataset has that cell. `techniek` chooses another definition of Techniek. With `regions` only the
    rows of these, which are worked out without the rest of the country unless that was asked for before.
    Raises UnknownDefinition.
    """
    techniek = unless_standard(techniek)
    asked = (key, techniek, tuple(regions))
    if (known := figures.tables.get(asked)) is not None:
        return known
    with figures.working:  # many visitors ask for the same at once: one works it out, and the others wait for that
        known = figures.tables.get(asked)
        return figures.tables.keep(asked, _found(figures, key, techniek, regions)) if known is None else known


def _found(figures: Figures, key: str, techniek: str | None, regions: Sequence[str]) -> pd.DataFrame:
    """A table from what is remembered or was worked out ahead of time; worked out now where it is in neither."""
    if regions and (whole := figures.tables.get((key, techniek, ()))) is not None:
        return _rows_about(whole, regions)
    kept = figures.worked_out.table(key, techniek or STANDARD, regions)
    return work_out(figures, key, techniek, regions) if kept is None else kept


def _rows_about(table: pd.DataFrame, regions: Sequence[str]) -> pd.DataFrame:
    return table[table["regiocode"].isin(list(regions))].reset_index(drop=True)


def work_out(figures: Figures, key: str, techniek: str | None = None, regions: Sequence[str] = ()) -> pd.DataFrame:
    """What `indicator_table` gives, worked out now from what the version holds. Raises UnknownDefinition."""
    if regions:
        return _rows_about(work_out(figures.about(tuple(regions)), key, techniek), regions)
    indicator = INDICATORS[key]
    taken: set[tuple[str, str]] = set()
    parts: list[pd.DataFrame] = []
    for dataset in indicator.sources:
        found = evaluate(figures, indicator, dataset, techniek)
        if found.frame.empty:
            continue  # as most sources are when only some regions are asked for
        lines = _free_lines(figures, found, taken, holds_back(dataset))
        taken |= set(lines[["region", "frequency"]].drop_duplicates().itertuples(index=False, name=None))
        parts.append(_as_table(figures, indicator, dataset, lines))
    printed = printed_table(figures, key)
    if unless_standard(techniek):  # a document draws the border of Techniek as its source did
        printed = printed[~printed["sector"].isin(WITH_TECHNIEK)]
    for part in parts if len(printed) else []:
        printed = printed[~pd.MultiIndex.from_frame(printed[_CELL]).isin(pd.MultiIndex.from_frame(part[_CELL]))]
    tables = [part for part in [*parts, printed] if len(part)]
    return (_sorted(figures, pd.concat(tables)) if tables else pd.DataFrame(columns=[*_TYPES])).astype(_TYPES)


def source_table(figures: Figures, key: str, dataset: str, regions: Sequence[str]) -> pd.DataFrame:
    """The rows that one of the sources gives of an indicator, also where another source goes before it; as `indicator_table`."""
    indicator, part = INDICATORS[key], figures.about(tuple(regions))
    lines = _free_lines(part, evaluate(part, indicator, dataset), set(), holds_back(dataset))
    return _rows_about(_sorted(part, _as_table(part, indicator, dataset, lines)).astype(_TYPES), regions)


def printed_table(figures: Figures, key: str) -> pd.DataFrame:
    """The dated figures that documents print of an indicator, for regions that the version knows; columns as above."""
    if key not in figures.printed_of:
        figures.printed_of[key] = _printed(figures, INDICATORS[key])
    return figures.printed_of[key]


def _printed(figures: Figures, indicator: Indicator) -> pd.DataFrame:
    key = indicator.key
    found = figures.printed[figures.printed["onderwerp"] == key]
    dated = found["periode"].map(lambda period: is_period(str(period))).astype(bool)
    found = found[dated & found["regiocode"].isin(list(figures.regions))]
    return pd.DataFrame(
        {
            "indicator": key,
            "regiocode": found["regiocode"],
            "regio": found["regiocode"].map(figures.names),
            "sector": indicator.own_sector,
            "periode": found["periode"],
            "waarde": found["waarde"],
            "ondergrens": float("nan"),
            "bovengrens": float("nan"),
            "status": "gepubliceerd",
            "eenheid": indicator.unit,
            "bron": found["origin"].map({n: receipt.producer for n, receipt in figures.receipts.items()}),
            "tabel": found["document"] + ", " + found["vindplaats"],
            "opgehaald": found["origin"].map({n: receipt.retrieved for n, receipt in figures.receipts.items()}),
            "frequency": found["periode"].map(frequency_of),
            "step": [step_as_printed(value, indicator.is_ratio) for value in found["waarde"]],
            "dataset": PRINTED,
        },
        columns=[*CONTRACT, *INTERNAL],
    )


def step_as_printed(value: float, is_ratio: bool) -> float:
    """The rounding of a figure of which only the print is known: 0.1 for 73.9, 1 for 40%, 1 for 8387 people, 1000 for 28000."""
    whole, _, decimals = f"{value:.3f}".rstrip("0").partition(".")
    zeros = 0 if is_ratio or decimals else len(whole) - len(whole.rstrip("0") or whole)
    return 10.0 ** (zeros - len(decimals))


def evaluate(figures: Figures, indicator: Indicator, dataset: str, techniek: str | None = None) -> Series:
    """The indicator computed from one dataset alone. A figure that the source prints itself goes before a computed one."""

    def argument(given: str | From | Indicator) -> Series:
        if isinstance(given, Indicator):
            return evaluate(figures, given, dataset, techniek)
        return _drawn(figures, indicator, From.of(given, dataset), techniek)

    inputs = [argument(given) for given in indicator.inputs.values()]
    result = Series.empty() if all(each.frame.empty for each in inputs) else indicator.formula(*inputs)
    if indicator.published:
        result = argument(indicator.published).or_else(result)
    if indicator.sectors:
        result = result.where(result.frame.index.get_level_values("sector").isin(indicator.sectors))
    return result


def _drawn(figures: Figures, indicator: Indicator, given: From, techniek: str | None) -> Series:
    """A measure with the sums over gemeenten and over sections of sectors, remembered as several indicators draw the same one."""
    adds_up = given.measure != indicator.published or not indicator.is_ratio
    roll_up = indicator.summed and adds_up
    asked = (given, roll_up, indicator.by_sector, techniek, adds_up)
    if asked not in figures.drawn:
        found = figures.measure(*given)
        found = _rolled_up(figures, found) if roll_up else found
        figures.drawn[asked] = with_focus_sectors(found, techniek, adds_up) if indicator.by_sector else found
    return figures.drawn[asked]


def _rolled_up(figures: Figures, series: Series) -> Series:
    """The figures and, for an arbeidsmarktregio that the source lacks, the sum over its gemeenten where each has one."""
    have = set(series.frame.index[series.frame["value"].notna()].unique("region"))
    lacking = [code for code in figures.areas if code.startswith("AM") and code not in have]
    changing = {code: figures.changing.get(code, {}) for code in lacking}
    towns: dict[str, str] = {}
    for region in lacking:
        now, dated = figures.areas[region], changing[region]
        # Each gemeente has figures, or came later and has none yet.
        if all(town in have or dated.get(town, _ALWAYS)[0] for town in now) and not have.isdisjoint([*now, *dated]):
            towns |= dict.fromkeys([*now, *(town for town in dated if town in have)], region)
    if not towns:
        return series
    places = series.frame.index.get_level_values("region")
    own = series.frame[~places.isin(list(towns.values()))]  # without the empty rows of these regions
    years = {town: dated[town] for dated in changing.values() for town in dated if town in towns}
    return Series(pd.concat([own, sums(_while_they_were(series.frame[places.isin(list(towns))], towns, years), "region", towns)]))


def _while_they_were(rows: pd.DataFrame, towns: Mapping[str, str], years: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """The rows of gemeenten, and a 0 where one that has no figure was not there yet or no more, by its first and last year."""
    if not years:
        return rows
    cells = rows.index.to_frame(index=False)
    cells["summed"], when = cells["region"].map(towns), cells["period"].str[:4].astype(int)
    known = set(rows.index[rows["value"].notna()])
    absent = [
        (town, sector, period)
        for town, (first, last) in years.items()
        for sector, period in cells.loc[(cells["summed"] == towns[town]) & ~when.between(first, last), ["sector", "period"]]
        .drop_duplicates()
        .itertuples(index=False, name=None)
        if (town, sector, period) not in known
    ]
    if not absent:
        return rows
    nothing = pd.DataFrame({"value": 0.0, "lower": 0.0, "upper": 0.0}, index=pd.MultiIndex.from_tuples(absent, names=INDEX))
    nothing = nothing.assign(status=None, origin=pd.Series([frozenset()] * len(absent), nothing.index, dtype=object), step=0.0)
    return pd.concat([rows[~rows.index.isin(nothing.index)], nothing[rows.columns]])


def _free_lines(figures: Figures, series: Series, taken: set[tuple[str, str]], empty_too: bool) -> pd.DataFrame:
    """The rows of regions and frequencies that are not taken yet; with `empty_too` also lines in which nothing is published."""
    frame = series.frame.reset_index()
    frame["frequency"] = of_each(frame["period"], frequency_of)
    filled = frame["value"].notna().groupby([frame["region"], frame["sector"], frame["frequency"]]).transform("any").astype(bool)
    taken_already = pd.MultiIndex.from_frame(frame[["region", "frequency"]]).isin(list(taken))
    return frame[(filled | empty_too) & ~taken_already & frame["region"].isin(list(figures.regions))]


def _as_table(figures: Figures, indicator: Indicator, dataset: str, lines: pd.DataFrame) -> pd.DataFrame:
    cited = {numbers: figures.cite(numbers) for numbers in set(lines["origin"])}
    return pd.DataFrame(
        {
            "indicator": indicator.key,
            "regiocode": lines["region"],
            "regio": translated(lines["region"], figures.names),
            "sector": lines["sector"],
            "periode": lines["period"],
            "waarde": lines["value"],
            "ondergrens": lines["lower"],
            "bovengrens": lines["upper"],
            "status": lines["status"],
            "eenheid": _unit(indicator, dataset),
            "bron": translated(lines["origin"], {numbers: found.producer for numbers, found in cited.items()}),
            "tabel": translated(lines["origin"], {numbers: found.table for numbers, found in cited.items()}),
            "opgehaald": translated(lines["origin"], {numbers: found.retrieved for numbers, found in cited.items()}),
            "frequency": lines["frequency"],
            "step": lines["step"],
            "dataset": dataset,
        },
        columns=[*CONTRACT, *INTERNAL],
    )


def _unit(indicator: Indicator, dataset: str) -> str:
    """The unit, with what makes figures from this dataset another series than those from the next."""
    if dataset in indicator.approximate:
        return f"{indicator.unit}, benadering"
    return f"{indicator.unit}, gecorrigeerd voor het seizoen" if dataset in SEASONALLY_ADJUSTED else indicator.unit


def _sorted(figures: Figures, table: pd.DataFrame) -> pd.DataFrame:
    """By region (as in `regions`), sector, then period."""
    regions = {code: place for place, code in enumerate(figures.regions)}
    sectors = {sector: place for place, sector in enumerate(sorted(table["sector"].unique(), key=sector_rank))}
    order = table.assign(
        _region=translated(table["regiocode"], regions).astype(int), _sector=translated(table["sector"], sectors).astype(int)
    )
    order = order.sort_values(["_region", "_sector", "frequency", "periode"], kind="stable")
    return order.drop(columns=["_region", "_sector"]).reset_index(drop=True)
