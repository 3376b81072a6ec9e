"""The example's files of UWV's catalogue and of the region itself, in the shape of their templates."""

from functools import partial

from ingest.errors import IngestError
from ingest.example.model import Anchors, apportion, bent, line, noise
from ingest.example.places import GEMEENTEN, HOME, REGIO_SIZE
from ingest.example.times import quarter, quarters
from ingest.focus_sectors import FOCUS_SECTORS
from ingest.home import home
from ingest.regions import ARBEIDSMARKTREGIOS, COUNTRY
from ingest.sectors import TOTAL

Rows = list[dict[str, object]]

_TENSION = {2017: 1.1, 2019: 2.0, 2020.5: 1.0, 2022.25: 4.6, 2024: 3.4, 2026: 3.0}
_WW = {2019: 16.0, 2020.5: 22.0, 2022.5: 10.5, 2026: 14.0}  # per 1,000 inhabitants of 15 to 75
_REGISTERED = {2019: 60.0, 2022: 48.0, 2026: 55.0}  # idem
_OLDER = {"zorg-welzijn": 0.21, "onderwijs": 0.09, "techniek": 0.15}  # the part of the employees of 60 and older in a sector
_OWN = {"plaatsingen-wsp": 160, "werkcentrum-geholpen": 590, "werkcentrum-trajecten": 140}  # the region's, in a quarter
# Own figures are those of the region that the agenda is set up for, of which the example may know few gemeenten or none.
_TOWNS = {code: share for code, (_, _, share) in GEMEENTEN.items() if code in home().gemeenten}


def tension() -> Rows:
    """The spanningsindicator of the country and each arbeidsmarktregio, by quarter."""
    rows: Rows = []
    for time in quarters(2017):
        for region in (COUNTRY, *ARBEIDSMARKTREGIOS):
            ratio = line(_TENSION, time) * (1 + 0.25 * noise(region, "krap")) + 0.05 * noise(region, time)
            rows.append(
                {"regiocode": region, "periode": quarter(time), "beroepsgroep": "", "waarde": _dutch(ratio), "bron_url": ""}
            )
    return rows


def benefits() -> Rows:
    """WW benefits of each gemeente of the example, by month."""
    return _monthly(_WW, "ww")


def jobseekers() -> Rows:
    """Registered jobseekers of each gemeente of the example, by month."""
    return _monthly(_REGISTERED, "gwu")


def older_employees(anchors: Anchors) -> Rows:
    """Employees of 60 and older of each arbeidsmarktregio, by year and sector."""
    rows: Rows = []
    for year in range(2019, 2026):
        for region, size in REGIO_SIZE.items():
            printed = {t: 1000 * value for t, value in anchors.get("werknemers-60plus", {}).items()} if region == HOME else {}
            own = 1000 * size * (1 + 0.1 * noise(region, "60"))
            total = round(bent(partial(_older, own), printed, year))
            parts = apportion(total, [*(_OLDER.get(name, 0.1) for name in FOCUS_SECTORS), 0.55])
            for sector, value in zip([TOTAL, *FOCUS_SECTORS, "overig"], [total, *parts], strict=True):
                rows.append({"regiocode": region, "periode": year, "sector": sector, "waarde": value, "bron_url": ""})
    return rows


def own(dataset: str, anchors: Anchors) -> Rows:
    """Counts of the own region's gemeenten, some of them too small to be shown; schooling by year, the rest by quarter.

    The quarters of a year of which a document prints the figure add up to that. Raises IngestError for a file without example.
    """
    if dataset == "scholing-met-hulp":
        years = {year: 900 + 60 * (year - 2022) for year in range(2022, 2026)}
        return [row for year, total in years.items() for row in _counts(dataset, str(year), f"15-01-{year + 1}", total)]
    if dataset not in _OWN:
        raise IngestError(f"Het voorbeeld heeft geen cijfers voor {dataset}. Zet ze in ingest/example/own_files.py.")
    times = quarters(2022.0 if dataset == "plaatsingen-wsp" else 2024.5)
    totals = {time: round(_OWN[dataset] * (1 + 0.15 * noise(dataset, time))) for time in times}
    for year, printed in anchors.get(dataset, {}).items():
        own = [time for time in times if int(time) == year]
        totals |= dict(zip(own, apportion(round(1000 * printed), [totals[time] for time in own]), strict=True))
    return [row for time, total in totals.items() for row in _counts(dataset, quarter(time), _given(time), total)]


def _counts(dataset: str, period: str, given: str, total: int) -> Rows:
    parts = apportion(total, [share * (1 + 0.1 * noise(town, dataset, period)) for town, share in _TOWNS.items()])
    return [
        {
            "regiocode": place,
            "periode": period,
            "aantal": value,
            "aangeleverd_door": "voorbeeld",
            "aangeleverd_op": given,
            "toelichting": "",
        }
        for place, value in zip((home().code, *_TOWNS), (total, *parts), strict=True)
    ]


def _monthly(rate: dict[int, float] | dict[float, float], seed: str) -> Rows:
    return [
        {
            "regiocode": town,
            "periode": f"{year}-{month:02d}",
            "waarde": round(REGIO_SIZE[region] * share * line(rate, year + (month - 1) / 12) * (1 + 0.1 * noise(town, seed))),
            "bron_url": "",
        }
        for year in range(2019, 2027)
        for month in range(1, 7 if year == 2026 else 13)
        for town, (_, region, share) in GEMEENTEN.items()
    ]


def _older(people: float, time: float) -> float:
    return people * (0.052 + 0.001 * (time - 2019))


def _dutch(ratio: float) -> str:
    return f"{max(ratio, 0.1):.2f}".replace(".", ",")


def _given(time: float) -> str:
    """The fifteenth of the month after a quarter."""
    month = round(time % 1 * 4) * 3 + 4
    return f"15-{(month - 1) % 12 + 1:02d}-{int(time) + (month > 12)}"
