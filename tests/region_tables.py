"""Small tables under the names of the real sources: which gemeente lies where, and who takes part in work, and vacancies."""

from ingest.cbs.areas import AreaTable
from ingest.dataset import YEARLY, percentage, thousands
from ingest.example.wire import WireDimension, WireTable, WireTopic
from tests.data_folder import FIRST, declared

PEOPLE = thousands("employed"), thousands("population"), percentage("net_participation")
PARTICIPATION = declared("participation", *PEOPLE)
AREAS = AreaTable("areas", "Gebieden", "Gebieden in Nederland {year}", ("AM", "PV"), YEARLY)
VACANCIES = declared("vacancies-regional", thousands("open_vacancies"))

PEOPLE_HEADER = "region sector period employed population net_participation\n"
VACANCIES_HEADER = "region sector period open_vacancies\n"


def areas(**places: str) -> WireTable:
    """The yearly classification: each gemeente with the arbeidsmarktregio and province that it lies in."""
    pairs = {gemeente: said.split() for gemeente, said in places.items()}
    columns = [("AmCode_1", 0), ("AmNaam_2", 0), ("PvCode_3", 1), ("PvNaam_4", 1)]
    rows = [
        {"RegioS": gemeente} | {name: pair[place] if "Code" in name else f"Gebied {pair[place]}" for name, place in columns}
        for gemeente, pair in pairs.items()
    ]
    topics = [WireTopic(name, (name,), "", 0, "String") for name, _ in columns]
    regions = WireDimension("RegioS", [(code, f"Plaats {code}") for code in pairs], "GeoDimension")
    return WireTable("gebieden", "Gebieden in Nederland 2026", FIRST, [regions], topics, rows)


TWO_TOWNS = areas(GM0010="AM01 PV20", GM0020="AM01 PV20")
