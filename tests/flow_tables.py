"""Small tables of homes and workplaces in the wire shape of CBS, with round numbers, for the tests on commuting."""

from ingest.datasets import DATASETS
from ingest.example.wire import WireDimension, WireTable, WireTopic
from tests.data_folder import FIRST
from tests.region_tables import areas

HOME_WORK = DATASETS["home-work"]
EVERYWHERE = "Nederland, Buitenland, Niet in te delen"

# Two gemeenten that are AM01 together, and one that is AM02. Of the 15 thousand jobs of residents of AM01, 9 are in AM01
# itself and 4.5 in AM02; of the 13 thousand jobs in AM01, 2.5 are of residents of AM02. The rest is abroad or unknown.
MATRIX = """
    GM0010 NL00 10.0 \n GM0010 GM0010 4.0 \n GM0010 GM0020 2.0 \n GM0010 GM0030 3.0
    GM0020 NL00  5.0 \n GM0020 GM0010 1.0 \n GM0020 GM0020 2.0 \n GM0020 GM0030 1.5
    GM0030 NL00 20.0 \n GM0030 GM0010 2.0 \n GM0030 GM0020 0.5 \n GM0030 GM0030 16.0
    NL00 GM0010  8.0 \n NL00 GM0020   5.0 \n NL00 GM0030  21.0
"""
TOWNS = areas(GM0010="AM01 PV20", GM0020="AM01 PV20", GM0030="AM02 PV21")


def matrix(
    text: str = MATRIX,
    *years: int,
    table: str = "85481NED",
    title: str = "Werknemersbanen en reisafstand; woon- en werkregio",
    modified: str = FIRST,
    key: str = "{year}MM12",
    unlisted: str = "",
) -> WireTable:
    """A table of flows in these years (2022 when none is given), a line of text for each: home, work, thousands of jobs; a dot
    is "not published". The `unlisted` code is in no code list."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    codes = [code for code in dict.fromkeys([*(line[0] for line in lines), *(line[1] for line in lines)]) if code != unlisted]
    named = [(code, EVERYWHERE if code == "NL00" else f"Plaats {code}") for code in codes]
    periods = [(key.format(year=year), f"{year} december", "Definitief") for year in years or (2022,)]
    rows = [
        {"WoonregioS": home, "WerkregioS": work, "Perioden": period[0], "Banen_1": None if jobs == "." else float(jobs)}
        for period in periods
        for home, work, jobs in lines
    ]
    dimensions = [
        WireDimension("WoonregioS", named, "GeoDimension"),
        WireDimension("WerkregioS", named, "GeoDimension"),
        WireDimension("Perioden", periods, "TimeDimension"),
    ]
    topics = [WireTopic("Banen_1", ("Banen van werknemers",), decimals=1)]
    return WireTable(table, title, modified, dimensions, topics, rows)


def earlier(*years: int) -> WireTable:
    """The table that this one took over from."""
    title = "Banen van werknemers naar woon- en werkregio (2014-2020)"
    return matrix(MATRIX, *years, table="83628NED", title=title)
