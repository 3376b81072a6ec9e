"""The CBS tables on commuting, education and firms. As in `ingest/cbs_tables.py`; `levels` are the regions hoped for.

Which levels CBS really gives was not seen here for most of them: `python -m ingest check` reports what it found.
"""

from ingest.cbs.table import CbsTable
from ingest.dataset import YEARLY, count, thousands

_SBI = "BedrijfstakkenBranchesSBI2008"

PEOPLE_AND_FIRMS: list[CbsTable] = [
    CbsTable(
        name="home-work",
        label="Banen van werknemers naar woon- en werkregio",
        title="Werknemersbanen en reisafstand; woon- en werkregio",
        known_as="85481NED",
        earlier={"Banen van werknemers naar woon- en werkregio (2014-2020)": "83628NED"},
        region="WoonregioS",
        work="WerkregioS",
        levels=("NL", "PV", "GM"),
        since=2014,
        december=True,
        measures={"Banen van werknemers|Banen van werknemers in december": thousands("jobs_by_home_and_work")},
        rhythm=YEARLY,
    ),
    CbsTable(
        name="students",
        label="Studenten naar de gemeente waar zij wonen",
        title="Leerlingen en studenten; onderwijssoort, woonregio",
        known_as="85701NED",
        keep={"Geslacht": "Totaal mannen en vrouwen"},
        region="Regiokenmerken|RegioS",
        sector="Onderwijssoort",
        kinds={
            "Totaal mbo (excl. extranei)|Mbo (excl. extranei)|Totaal mbo|Middelbaar beroepsonderwijs": "mbo",
            "Hbo|Totaal hbo|Hoger beroepsonderwijs": "hbo",
            "Wo|Totaal wo|Wetenschappelijk onderwijs": "wo",
        },
        levels=("NL", "PV", "AM", "GM"),
        measures={"Leerlingen/studenten|Leerlingen en studenten|Leerlingen": count("students", "aantal", rounded_to=10)},
        rhythm=YEARLY,
    ),
    CbsTable(
        name="mbo-students",
        label="Mbo-studenten naar leerweg en woonregio",
        title="Mbo; studenten, niveau, leerweg, studierichting, regiokenmerken",
        known_as="85353NED",
        keep={"Geslacht": "Totaal mannen en vrouwen", "Niveau": "Totaal", "Studierichting": "Totaal"},
        region="Regio|Regiokenmerken|RegioS",
        mixed_regions=True,
        sector="Leerweg",
        kinds={"Bbl totaal|Bbl": "mbo-bbl"},
        levels=("NL", "PV", "AM"),
        measures={"Mbo-studenten": count("students", "aantal", rounded_to=10)},
        rhythm=YEARLY,
    ),
    CbsTable(
        name="establishments-by-gemeente",
        label="Vestigingen van bedrijven per gemeente",
        title="Vestigingen van bedrijven; bedrijfstak, gemeente",
        known_as="81575NED",
        region="RegioS",
        sector=_SBI,
        levels=("GM",),
        measures={"Vestigingen|Vestigingen van bedrijven": count("establishments", "aantal", rounded_to=5)},
        rhythm=YEARLY,
    ),
    CbsTable(
        name="establishments",
        label="Vestigingen van bedrijven per provincie",
        title="Vestigingen van bedrijven; bedrijfstak, regio",
        known_as="81578NED",
        region="RegioS",
        sector=_SBI,
        levels=("NL", "PV", "AM", "GM"),
        measures={"Vestigingen|Vestigingen van bedrijven": count("establishments", "aantal", rounded_to=5)},
        rhythm=YEARLY,
    ),
    CbsTable(
        name="openings",
        label="Opgerichte vestigingen van bedrijven",
        title="Vestigingen van bedrijven; oprichtingen, bedrijfstak, regio",
        known_as="83631NED",
        region="RegioS",
        sector=_SBI,
        levels=("NL", "PV", "AM", "GM"),
        measures={"Oprichtingen van vestigingen|Oprichtingen": count("opened_establishments", "aantal", rounded_to=5)},
        rhythm=YEARLY,
    ),
]
