"""The other files of UWV's catalogue of downloads: tension, benefits per gemeente, registered jobseekers, older employees.

Like those in ingest/uwv_files.py they are fetched by a person. How UWV lays these files out is not documented: the first time
`python -m ingest add NAME FILE` proposes how to read the headers, and from then on it knows them.
"""

from ingest.dataset import MONTHLY, QUARTERLY, YEARLY, count, ratio_of
from ingest.files.checks import all_own_gemeenten, double_rows
from ingest.files.columns import Column, ratio, whole_number
from ingest.files.hand_file import HandFile
from ingest.files.place_cells import TOTALS, place
from ingest.files.tabular import read_month, read_quarter, read_year
from ingest.uwv_files import DATASETS_PAGE, LICENCE, OCCUPATION, REGION, SECTOR, SOURCE_ADDRESS, about_all_occupations

_PLACE = Column(
    "regiocode",
    place,
    "Code of naam van een gemeente, een arbeidsmarktregio of Nederland",
    also=("gemeente", "woongemeente", "gemeentecode", "gemeentenaam", "arbeidsmarktregio", "amr", "regio"),
    required=True,
    passed_over=TOTALS,
    below=place,
)
_MONTH = Column("periode", read_month, "Maand, zoals 2026-03", also=("maand", "peildatum", "stand per"), required=True)


UWV_CATALOGUE: list[HandFile] = [
    HandFile(
        name="uwv-spanning",
        label="Spanningsindicator per arbeidsmarktregio",
        producer="UWV",
        page="https://www.werk.nl/arbeidsmarktinformatie/dashboards/spanningsindicator",
        licence=LICENCE,
        rhythm=QUARTERLY,
        period="periode",
        status="definitief",
        columns=(
            REGION,
            Column("periode", read_quarter, "Kwartaal, zoals 2026-Q1", also=("kwartaal", "peildatum"), required=True),
            OCCUPATION,
            Column(
                "waarde",
                ratio,
                "Openstaande vacatures per persoon die korter dan een half jaar WW heeft, zoals 3,12",
                also=("spanning", "spanningsindicator", "indicator"),
                required=True,
                measure=ratio_of("tension"),
                decimals=2,
            ),
            SOURCE_ADDRESS,
        ),
        file_checks=(double_rows("regiocode", "periode", "beroepsgroep"),),
        keep=about_all_occupations,
    ),
    HandFile(
        name="uwv-ww-gemeente",
        label="Lopende WW-uitkeringen per gemeente",
        producer="UWV",
        page=DATASETS_PAGE,
        licence=LICENCE,
        rhythm=MONTHLY,
        period="periode",
        status="definitief",
        columns=(
            _PLACE,
            _MONTH,
            Column(
                "waarde",
                whole_number,
                "Lopende WW-uitkeringen aan het einde van de maand",
                also=("ww uitkeringen", "ww", "lopende ww uitkeringen", "lopende uitkeringen", "aantal"),
                required=True,
                measure=count("ww_benefits", "uitkeringen"),
            ),
            SOURCE_ADDRESS,
        ),
        file_checks=(double_rows("regiocode", "periode"), all_own_gemeenten("periode")),
    ),
    HandFile(
        name="uwv-werkzoekenden",
        label="Geregistreerde werkzoekenden UWV (GWU)",
        producer="UWV",
        page=DATASETS_PAGE,
        licence=LICENCE,
        rhythm=MONTHLY,
        period="periode",
        status="definitief",
        columns=(
            _PLACE,
            _MONTH,
            Column(
                "waarde",
                whole_number,
                "Mensen die bij UWV als werkzoekende staan geregistreerd",
                also=("gwu", "geregistreerde werkzoekenden", "werkzoekenden", "aantal"),
                required=True,
                measure=count("registered_jobseekers", "personen"),
            ),
            SOURCE_ADDRESS,
        ),
        file_checks=(double_rows("regiocode", "periode"), all_own_gemeenten("periode")),
    ),
    HandFile(
        name="uwv-60plus",
        label="Werknemers van 60 jaar en ouder per arbeidsmarktregio",
        producer="UWV",
        page="UWV, op aanvraag bij de arbeidsmarktadviseur van de regio",
        licence=LICENCE,
        rhythm=YEARLY,
        period="periode",
        status="definitief",
        columns=(
            REGION,
            Column("periode", read_year, "Jaar, zoals 2025", also=("jaar",), required=True),
            SECTOR,
            Column(
                "waarde",
                whole_number,
                "Werknemers van 60 jaar en ouder in loondienst",
                also=("60 plussers", "werknemers 60+", "aantal"),
                required=True,
                measure=count("employees_60_plus", "personen"),
            ),
            SOURCE_ADDRESS,
        ),
        file_checks=(double_rows("regiocode", "periode", "sector"),),
    ),
]
