"""Every CBS table that we take. To add one, add an entry (docs/architecture.md shows how).

Titles and topics as CBS spells them; see `Declaration` for what each field means. Where a title path has alternatives (`|`),
CBS has used both, or has not been seen yet (`python -m ingest check` tells which one fits).
"""

from ingest.cbs.areas import AreaTable
from ingest.cbs.table import CbsTable
from ingest.dataset import QUARTERLY, YEARLY, Measure, percentage, thousands

_POPULATION = "Beroeps- en niet-beroepsbevolking"

_LABOUR_FORCE_NL: dict[str, Measure] = {
    f"{_POPULATION}|Bevolking > Totaal|Totaal": thousands("population"),
    "Beroepsbevolking": thousands("labour_force"),
    "Werkzame beroepsbevolking": thousands("employed"),
    "Wil meer uren werken, beschikbaar": thousands("underemployed"),
    "Werkloze beroepsbevolking": thousands("unemployed"),
    "Beschikbaar, niet gezocht": thousands("available_not_searched"),
    "Gezocht, niet beschikbaar": thousands("searched_not_available"),
    "Werkloosheidspercentage": percentage("unemployment_rate"),
    "Bruto arbeidsparticipatie": percentage("gross_participation", optional=True),
    "Netto arbeidsparticipatie": percentage("net_participation"),
}

CBS_TABLES: list[CbsTable | AreaTable] = [
    AreaTable(
        name="areas",
        label="Gemeenten en de regio's waar ze bij horen",
        title="Gebieden in Nederland {year}",
        levels=("AM", "PV", "LD"),
        rhythm=YEARLY,
    ),
    CbsTable(
        name="participation",
        label="Arbeidsdeelname per regio",
        title="Arbeidsdeelname; regionale indeling {year}",
        keep={"Persoonskenmerken": "Totaal personen"},
        region="RegioS",
        levels=("NL", "PV", "AM", "GM"),
        since=2013,
        measures={
            _POPULATION: thousands("population"),
            "Beroepsbevolking > Beroepsbevolking|Beroepsbevolking": thousands("labour_force"),
            "Werkzame beroepsbevolking > Werkzame beroepsbevolking|Werkzame beroepsbevolking": thousands("employed"),
            "Werkloze beroepsbevolking": thousands("unemployed"),
            "Werkloosheidspercentage": percentage("unemployment_rate"),
            "Bruto arbeidsparticipatie": percentage("gross_participation", optional=True),
            "Netto arbeidsparticipatie": percentage("net_participation"),
        },
        rhythm=YEARLY,
    ),
    CbsTable(
        name="untapped-potential",
        label="Binding met de arbeidsmarkt per regio (onbenut arbeidspotentieel)",
        title="Arbeidsdeelname; binding arbeidsmarkt; regio (indeling {year})",
        keep={"Geslacht": "Totaal mannen en vrouwen"},
        region="RegioS",
        levels=("NL", "PV", "AM", "GM"),
        since=2013,
        measures={
            _POPULATION: thousands("population"),
            "Werkzame beroepsbevolking > Werkzame beroepsbevolking|Werkzame beroepsbevolking": thousands("employed"),
            "Wil meer uren werken, beschikbaar": thousands("underemployed"),
            "Werkloze beroepsbevolking": thousands("unemployed"),
            "Beschikbaar, niet gezocht > Beschikbaar, niet gezocht|Beschikbaar, niet gezocht": thousands(
                "available_not_searched"
            ),
            "Gezocht, niet beschikbaar": thousands("searched_not_available"),
        },
        rhythm=YEARLY,
    ),
    CbsTable(
        name="labour-force-nl",
        label="Arbeidsdeelname van Nederland, ongecorrigeerd",
        title="Arbeidsdeelname; kerncijfers seizoengecorrigeerd",
        known_as="85224NED",
        keep={"SeizoenEnWerkdagcorrectie": "Oorspronkelijke, ongecorrigeerde cijfers"},
        measures=_LABOUR_FORCE_NL,
        rhythm=QUARTERLY,
    ),
    CbsTable(
        name="labour-force-nl-adjusted",
        label="Arbeidsdeelname van Nederland, gecorrigeerd voor het seizoen",
        title="Arbeidsdeelname; kerncijfers seizoengecorrigeerd",
        known_as="85224NED",
        keep={"SeizoenEnWerkdagcorrectie": "Seizoengecorrigeerde cijfers"},
        measures=_LABOUR_FORCE_NL,
        rhythm=QUARTERLY,
    ),
    CbsTable(
        name="vacancies-regional",
        label="Openstaande vacatures per bedrijfstak en provincie",
        title="Openstaande vacatures; SBI 2008, regio",
        known_as="83599NED",
        region="RegioS",
        sector="BedrijfstakkenBranchesSBI2008",
        levels=("NL", "PV"),
        measures={"Openstaande vacatures": thousands("open_vacancies")},
        rhythm=QUARTERLY,
    ),
    CbsTable(
        name="vacancies-nl",
        label="Vacatures van Nederland per bedrijfstak",
        title="Vacatures; SBI 2008; naar economische activiteit en bedrijfsgrootte",
        known_as="80472ned",
        sector="Bedrijfskenmerken",
        leave_out_sectors="Bedrijfsgrootte",
        measures={
            "Openstaande vacatures": thousands("open_vacancies"),
            "Ontstane vacatures": thousands("new_vacancies"),
            "Vervulde vacatures": thousands("filled_vacancies"),
        },
        rhythm=QUARTERLY,
    ),
]
