"""What UWV's own downloads add: the tension on the labour market, benefits and jobseekers per gemeente, older employees."""

from indicators.formulas import same
from indicators.indicator import NO_MARGIN, Indicator
from indicators.sectors import DRAWN_BY_UWV

_FROM_UWV = "Het cijfer van UWV, van een bestand dat met de hand is opgehaald."

INDICATORS = [
    Indicator(
        key="spanning",
        label="Spanningsindicator",
        unit="verhouding",
        definition="Openstaande vacatures gedeeld door het aantal mensen dat korter dan een half jaar WW heeft.",
        inputs={"figures": "tension"},
        formula=same,
        better=None,
        sources=("uwv-spanning",),
        frequency="quarter",
        sentence="Aan het einde van {period} stonden er {place} {value} vacatures open voor elke persoon die kort WW had.",
        calculation=_FROM_UWV,
        decimals=2,
        # Sources differ on who has a figure that is exactly on a limit; here it belongs to the class that begins there.
        classes=((0.0, "zeer ruim"), (0.25, "ruim"), (0.67, "gemiddeld"), (1.5, "krap"), (4.0, "zeer krap")),
        caveats=(
            NO_MARGIN,
            "De vacatures zijn een schatting van UWV.",
            "UWV vernieuwde de methode in 2022: vergelijk niet met cijfers van daarvoor.",
            "De spanning van regio's of beroepen mag niet worden opgeteld of gemiddeld.",
        ),
    ),
    Indicator(
        key="ww-uitkeringen",
        label="Lopende WW-uitkeringen",
        unit="uitkeringen",
        definition="WW-uitkeringen die aan het einde van de maand lopen.",
        inputs={"figures": "ww_benefits"},
        formula=same,
        better="lower",
        sources=("uwv-ww-gemeente",),
        frequency="month",
        sentence="Aan het einde van {period} liepen er {place} {value} WW-uitkeringen.",
        calculation=f"{_FROM_UWV} De regio is de som van haar gemeenten.",
        caveats=(
            NO_MARGIN,
            "UWV telt uitkeringen en corrigeert niet voor het seizoen; CBS telt personen. Het zijn twee reeksen.",
        ),
    ),
    Indicator(
        key="geregistreerde-werkzoekenden",
        label="Geregistreerde werkzoekenden",
        unit="personen",
        definition="Mensen die bij UWV als werkzoekende staan geregistreerd, met of zonder uitkering.",
        inputs={"figures": "registered_jobseekers"},
        formula=same,
        better=None,
        sources=("uwv-werkzoekenden",),
        frequency="month",
        sentence="Aan het einde van {period} stonden er {place} {value} mensen bij UWV als werkzoekende geregistreerd.",
        calculation=f"{_FROM_UWV} De regio is de som van haar gemeenten.",
        caveats=(NO_MARGIN, "Wie geregistreerd is, is niet altijd werkloos: een deel heeft werk of is nog niet beschikbaar."),
    ),
    Indicator(
        key="open-match-historie",
        label="Vacatures op werk.nl (historisch)",
        unit="vacatures",
        definition="Vacatures die op werk.nl stonden, per gemeente, aan het einde van elk kwartaal van 2019 tot mei 2023.",
        inputs={"figures": "posted_vacancies"},
        formula=same,
        better=None,
        sources=("uwv-open-match",),
        frequency="month",
        sentence="In {period} stonden er {place} {value} vacatures op werk.nl.",
        calculation="De som over alle beroepen en postcodes in UWV Open Match Data; de regio is de som van haar gemeenten.",
        caveats=(
            NO_MARGIN,
            "UWV sloot deze reeks af op 16 mei 2023: het is geschiedenis en geen actueel cijfer.",
            "Alleen wat op werk.nl stond: niet te vergelijken met de openstaande vacatures van UWV of CBS.",
        ),
    ),
    Indicator(
        key="werknemers-60plus",
        label="Werknemers van 60 jaar en ouder",
        unit="personen",
        definition="Werknemers van 60 jaar en ouder in loondienst.",
        inputs={"figures": "employees_60_plus"},
        formula=same,
        better=None,
        sources=("uwv-60plus",),
        sentence="In {period} waren er {place} {value} werknemers van 60 jaar en ouder{sector}.",
        calculation=_FROM_UWV,
        by_sector=True,
        caveats=(
            NO_MARGIN,
            "Of UWV personen of banen telt, en naar woonplaats of werkplaats, staat niet bij de cijfers.",
            *DRAWN_BY_UWV,
        ),
    ),
]
