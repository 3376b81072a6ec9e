"""Every file of UWV that a person downloads. To add one, add an entry (docs/architecture.md shows how).

UWV has no open service with these figures and forbids automatic collection, so a person fetches the file (`page`) and
`python -m ingest add NAME FILE` takes it in. Under another layout the columns are found by `also`, or by a mapping that was
learnt once (ingest/files/mapping.py).
"""

from collections import defaultdict

from ingest.dataset import QUARTERLY, count
from ingest.files.checks import double_rows
from ingest.files.columns import ALL, Column, difference, one_of, period, sector, text, whole_number
from ingest.files.hand_file import HandFile
from ingest.files.place_cells import TOTALS, region
from ingest.files.rows import Row
from ingest.files.tabular import read_quarter, read_year
from ingest.focus_sectors import CHOICES, FOCUS_SECTORS
from ingest.regions import COUNTRY
from ingest.sectors import TOTAL

REGION = Column(
    "regiocode",
    region,
    "Code of hele naam van de arbeidsmarktregio, zoals AM37",
    also=("arbeidsmarktregio", "amr", "regio", "arbeidsmarktregiocode", "amr naam", "naam regio"),
    required=True,
    passed_over=TOTALS,
)
SECTOR = Column("sector", sector, CHOICES, also=("branche", "bedrijfstak"), required=True, unless_named=TOTAL)
SOURCE_ADDRESS = Column("bron_url", text, "Webadres waar het cijfer staat", also=("bron", "url"))
DATASETS_PAGE = "https://www.uwv.nl/nl/arbeidsmarktinformatie/datasets"
LICENCE = "niet vermeld door UWV"

OCCUPATION = Column(
    "beroepsgroep",
    text,
    "Leeg of totaal voor alle beroepen samen; rijen over een beroepsgroep blijven in het bestand en worden geen cijfer",
    also=("beroep", "beroepsgroepen", "beroepsklasse"),
)


def about_all_occupations(row: Row) -> bool:
    """Whether a row is about all occupations together; figures of occupations may not be added up or called a sector."""
    return str(row.get("beroepsgroep") or "").strip().lower() in ALL


_OFFICIAL = "definitief"  # what `officieel` in a file becomes

# Banen are rounded one by one, so parts may miss their sum by one for each part.
_ROUNDING = 4


def _extra_jobs_known(row: Row) -> str | None:
    if row["extra_banen_totaal"] is None and (row["banen_nulmeting"] is None or _jobs(row) is None):
        return "vul extra_banen_totaal in, of de nulmeting met de banen bij markt, overheid en inleen"
    return None


def _extra_jobs_add_up(row: Row) -> str | None:
    extra, base, jobs = row["extra_banen_totaal"], row["banen_nulmeting"], _jobs(row)
    if isinstance(extra, float) and isinstance(base, float) and jobs is not None and abs(jobs - base - extra) > _ROUNDING:
        return f"extra_banen_totaal is {extra:.0f}, maar markt + overheid + inleen - nulmeting is {jobs - base:.0f}"
    return None


def _jobs(row: Row) -> float | None:
    parts = [row["banen_regulier_markt"], row["banen_regulier_overheid"], row["banen_inleen"]]
    return sum(part for part in parts if isinstance(part, float)) if None not in parts else None


def _people_within_group(row: Row) -> str | None:
    working, group = row["personen_werkzaam"], row["personen_doelgroep"]
    if isinstance(working, float) and isinstance(group, float) and working > group:
        return f"personen_werkzaam ({working:.0f}) is meer dan personen_doelgroep ({group:.0f})"
    return None


def _indication_has_year(row: Row) -> str | None:
    if row["indicatie_banen"] is not None and row["indicatie_tot_en_met_jaar"] is None:
        return "indicatie_banen staat er zonder indicatie_tot_en_met_jaar; zonder jaar is de indicatie niet te gebruiken"
    return None


def _only_the_country_is_official(row: Row) -> None:
    """UWV's yearly measurement of the country is official; all else is indicative, whatever a file says."""
    if row["status"] == _OFFICIAL and not (row["regiocode"] == COUNTRY and str(row["peildatum"]).endswith("-Q4")):
        row["status"] = "indicatief"


def _one_indication_a_year(rows: list[Row]) -> list[str]:
    found: dict[tuple[object, object], set[object]] = defaultdict(set)
    for row in rows:
        if row["indicatie_banen"] is not None:
            found[row["regiocode"], row["indicatie_tot_en_met_jaar"]].add(row["indicatie_banen"])
    return [
        f"{region}: twee verschillende indicaties tot en met {year}"
        for (region, year), values in found.items()
        if len(values) > 1
    ]


def _sectors_within_total(rows: list[Row]) -> list[str]:
    found: dict[tuple[object, object], dict[object, float]] = defaultdict(dict)
    for row in rows:
        if isinstance(row["waarde"], float) and about_all_occupations(row):
            found[row["regiocode"], row["periode"]][row["sector"]] = row["waarde"]
    return [
        f"{region} {when}: de focussectoren samen zijn meer dan het totaal"
        for (region, when), values in found.items()
        if TOTAL in values and sum(values.get(name, 0) for name in FOCUS_SECTORS) > values[TOTAL] + _ROUNDING
    ]


UWV_FILES: list[HandFile] = [
    HandFile(
        name="banenafspraak",
        label="Banenafspraak per arbeidsmarktregio",
        producer="UWV",
        page="https://www.werk.nl/arbeidsmarkt-informatie/dashboards/banenafspraak",
        licence=LICENCE,
        rhythm=QUARTERLY,
        period="peildatum",
        status="indicatief",
        columns=(
            REGION,
            Column(
                "peildatum",
                read_quarter,
                "Laatste dag van het kwartaal, zoals 31-03-2026",
                also=("periode", "kwartaal"),
                required=True,
            ),
            Column(
                "extra_banen_totaal",
                difference,
                "Extra banen boven de nulmeting",
                also=("extra banen",),
                measure=count("extra_jobs", "banen", signed=True),
            ),
            Column(
                "banen_nulmeting",
                whole_number,
                "Banen bij de nulmeting",
                also=("nulmeting",),
                measure=count("jobs_at_start", "banen"),
            ),
            Column("banen_regulier_markt", whole_number, "Banen in dienst bij de markt", measure=count("jobs_market", "banen")),
            Column(
                "banen_regulier_overheid",
                whole_number,
                "Banen in dienst bij de overheid",
                measure=count("jobs_government", "banen"),
            ),
            Column("banen_inleen", whole_number, "Banen via uitzenden en detacheren", measure=count("jobs_hired", "banen")),
            Column(
                "indicatie_banen",
                whole_number,
                "Regionale indicatie van de Werkkamer",
                also=("indicatie",),
                dated_by="indicatie_tot_en_met_jaar",
                measure=count("indication", "banen"),
            ),
            Column("indicatie_tot_en_met_jaar", read_year, "Jaar waar de indicatie tot en met loopt"),
            Column(
                "personen_doelgroep",
                whole_number,
                "Mensen in het doelgroepregister",
                measure=count("people_in_group", "personen"),
            ),
            Column(
                "personen_werkzaam", whole_number, "Mensen uit de doelgroep met werk", measure=count("people_at_work", "personen")
            ),
            Column(
                "status",
                one_of({"indicatief": "indicatief", "officieel": _OFFICIAL}),
                f"indicatief (standaard); officieel telt alleen bij {COUNTRY} met peildatum 31-12",
            ),
            SOURCE_ADDRESS,
        ),
        row_checks=(_extra_jobs_known, _extra_jobs_add_up, _people_within_group, _indication_has_year),
        settle=_only_the_country_is_official,
        file_checks=(double_rows("regiocode", "peildatum"), _one_indication_a_year),
    ),
    HandFile(
        name="uwv-vacatures",
        label="Openstaande vacatures per arbeidsmarktregio",
        producer="UWV",
        page=DATASETS_PAGE,
        licence=LICENCE,
        rhythm=QUARTERLY,
        period="periode",
        status="definitief",
        columns=(
            REGION,
            Column("periode", period, "Kwartaal, zoals 2026-Q1", also=("kwartaal", "peildatum"), required=True, below=period),
            SECTOR,
            Column(
                "waarde",
                whole_number,
                "Aantal openstaande vacatures",
                also=("vacatures", "openstaande vacatures", "aantal"),
                required=True,
                measure=count("open_vacancies", "vacatures"),
            ),
            SOURCE_ADDRESS,
            OCCUPATION,
        ),
        file_checks=(double_rows("regiocode", "periode", "sector", "beroepsgroep"), _sectors_within_total),
        keep=about_all_occupations,
    ),
]
