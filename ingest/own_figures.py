"""Every file of figures that the region supplies itself. To add one, add an entry.

Each says who supplied it and when, and counts people: what is below `kleinste_aantal` in agenda/region.toml is kept in the
file and shown nowhere (ingest/files/small_counts.py). The figures have the status "eigen opgave".
"""

from datetime import datetime

from ingest.dataset import QUARTERLY, YEARLY, Rhythm, count
from ingest.files.checks import double_rows
from ingest.files.columns import Column, period, text, whole_number
from ingest.files.hand_file import HandFile
from ingest.files.place_cells import TOTALS, own_place
from ingest.files.rows import Row
from ingest.files.small_counts import Counts
from ingest.files.tabular import read_day
from ingest.home import home
from ingest.periods import AMSTERDAM, first_and_last

OWN = "eigen opgave"


def _given_in_time(row: Row) -> str | None:
    """What is wrong when a figure was supplied before its period began, or after today in the Netherlands; else None."""
    when, given = str(row["periode"]), str(row["aangeleverd_op"])
    if given < f"{first_and_last(when, 'month')[0]}-01":
        return f"aangeleverd op {given}, voordat {when} begon"
    if given > datetime.now(AMSTERDAM).date().isoformat():
        return f"aangeleverd op {given}, en die dag moet nog komen"
    return None


def _own_file(
    name: str, label: str, producer: str, measure: str, unit: str, what: str, also: tuple[str, ...], rhythm: Rhythm
) -> HandFile:
    """A file with one count for each place and period."""
    return HandFile(
        name=name,
        label=label,
        producer=producer,
        page="eigen opgave van de regio",
        licence="van de regio zelf",
        rhythm=rhythm,
        period="periode",
        status=OWN,
        columns=(
            Column(
                "regiocode",
                own_place,
                f"{home().code} voor de hele regio, of de code of naam van een gemeente",
                also=("gemeente", "regio"),
                required=True,
                passed_over=TOTALS,
                below=own_place,
            ),
            Column(
                "periode",
                period,
                "Kwartaal, maand of jaar, zoals 2026-Q1",
                also=("kwartaal", "maand", "jaar"),
                required=True,
                below=period,
            ),
            Column("aantal", whole_number, what, also=also, required=True, measure=count(measure, unit)),
            Column(
                "aangeleverd_door",
                text,
                "Organisatie en functie, geen naam van een persoon",
                also=("door wie", "ingevuld door", "opgegeven door", "aangeleverd door"),
                required=True,
            ),
            Column("aangeleverd_op", read_day, "Dag van opgave, zoals 03-04-2026", also=("datum", "datum opgave"), required=True),
            Column("toelichting", text, "Wat een lezer van het cijfer moet weten", also=("opmerking",)),
        ),
        row_checks=(_given_in_time,),
        file_checks=(double_rows("regiocode", "periode"),),
        counts=Counts("aantal", home().kleinste_aantal, home().code, tuple(home().gemeenten)),
    )


OWN_FIGURES: list[HandFile] = [
    _own_file(
        name="plaatsingen-wsp",
        label="Plaatsingen door het Werkgeversservicepunt",
        producer="Werkgeversservicepunt",
        measure="placements",
        unit="plaatsingen",
        what="Plaatsingen van werkzoekenden op een baan; wie twee keer begint telt twee keer",
        also=("plaatsingen", "aantal plaatsingen"),
        rhythm=QUARTERLY,
    ),
    _own_file(
        name="werkcentrum-geholpen",
        label="Mensen die het Werkcentrum heeft geholpen",
        producer="Werkcentrum",
        measure="people_helped",
        unit="personen",
        what="Mensen die het Werkcentrum verder heeft geholpen op de arbeidsmarkt",
        also=("geholpen", "personen geholpen"),
        rhythm=QUARTERLY,
    ),
    _own_file(
        name="werkcentrum-trajecten",
        label="Trajecten die het Werkcentrum betaalde",
        producer="Werkcentrum",
        measure="people_in_trajectory",
        unit="personen",
        what="Mensen die een door het Werkcentrum betaald traject volgden",
        also=("trajecten", "aantal trajecten"),
        rhythm=QUARTERLY,
    ),
    _own_file(
        name="scholing-met-hulp",
        label="Scholing met hulp van de regio",
        producer="Programmateam van de regio",
        measure="people_in_training",
        unit="personen",
        what="Mensen die met hulp van de regio scholing volgden",
        also=("deelnemers", "aantal deelnemers", "scholing"),
        rhythm=YEARLY,
    ),
]
