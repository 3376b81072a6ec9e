"""The CBS tables about jobs and benefits. To add one, add an entry, as in ingest/cbs_tables.py.

`levels` are the region levels that we hope for; `python -m ingest check` tells which of them a table has. An indicator uses
the finest level there is, and sums gemeenten into an arbeidsmarktregio that a table lacks. Units and title paths with
alternatives (`|`) were not seen yet.
"""

from ingest.cbs.margins import Margins
from ingest.cbs.table import CbsTable
from ingest.dataset import MONTHLY, QUARTERLY, YEARLY, Measure, count, thousands

_JOBS: dict[str, Measure] = {"Banen van werknemers in december": thousands("jobs")}

WORK_AND_INCOME: list[CbsTable] = [
    CbsTable(
        name="jobs",
        label="Banen van werknemers per bedrijfstak en regio",
        title="Banen van werknemers in december; economische activiteit (SBI2008), regio",
        known_as="83582NED",
        region="RegioS",
        sector="BedrijfstakkenBranchesSBI2008",
        levels=("NL", "PV", "AM", "GM"),
        december=True,
        measures=_JOBS,
        rhythm=YEARLY,
    ),
    CbsTable(
        name="jobs-nl",
        label="Banen van werknemers van Nederland, ook per bedrijfsklasse",
        title="Banen van werknemers; bedrijfsgrootte en economische activiteit (SBI2008)",
        known_as="83583NED",
        keep={"Bedrijfsgrootte": "Totaal"},
        sector="BedrijfstakkenBranchesSBI2008",
        december=True,
        measures=_JOBS,
        rhythm=YEARLY,
    ),
    CbsTable(
        name="ww",
        label="Personen met een WW-uitkering per regio, gecorrigeerd voor het seizoen",
        title="Personen met WW-uitkering, seizoengecorrigeerd; persoonskenmerken en regio",
        known_as="85554NED",
        keep={"Geslacht": "Totaal mannen en vrouwen", "Leeftijd": "Totaal"},
        margins=Margins("Marges"),
        region="RegioS",
        levels=("NL", "PV", "AM"),
        measures={"Personen met een werkloosheidsuitkering": count("unemployment_benefit", "aantal", rounded_to=10)},
        rhythm=MONTHLY,
    ),
    CbsTable(
        name="benefits",
        label="Personen met een uitkering per gemeente",
        title="Personen met een uitkering; uitkeringsontvangers per regio",
        known_as="80794ned",
        region="RegioS",
        levels=("NL", "PV", "AM", "GM"),
        measures={
            "Werkloosheid|Werkloosheidsuitkering": count("unemployment_benefit", "aantal", rounded_to=10),
            "Bijstand tot de AOW-leeftijd|Bijstand > Tot de AOW-leeftijd": count("social_assistance", "aantal", rounded_to=10),
        },
        rhythm=MONTHLY,
    ),
    CbsTable(
        name="social-assistance",
        label="Bijstandsuitkeringen aan huishoudens per regio",
        title="Bijstandsuitkeringen; uitkeringsgrondslag, regio's",
        known_as="82015NED",
        keep={"UitkeringenInRelatieMetDeAOW": "Aan personen tot de AOW-leeftijd"},
        region="RegioS",
        levels=("NL", "PV", "AM", "GM"),
        measures={  # of the latest months there is only the country, in thousands
            "Aantal bijstandsuitkeringen": count("social_assistance_households", "aantal", rounded_to=10, provisional_to=1000)
        },
        rhythm=MONTHLY,
    ),
    CbsTable(
        name="vacancy-rate",
        label="Vacaturegraad van Nederland per bedrijfstak",
        title="Vacatures; vacaturegraad naar SBI 2008",
        known_as="80567ned",
        sector="SBI2008",
        measures={"Vacaturegraad": Measure("vacancy_rate", "per 1 000 banen|aantal per 1 000 banen|‰|per 1 000|aantal")},
        rhythm=QUARTERLY,
    ),
]
