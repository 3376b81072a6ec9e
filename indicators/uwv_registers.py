"""What UWV's own downloads add: the tension on the labour market, benefits and jobseekers per gemeente, older employees."""

from indicators.formulas import same
from indicators.indicator import Indicator

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
        sentence="{Place} stonden er aan het einde van {period} {value} vacatures open voor elke persoon die kort WW had.",
        calculation=_FROM_UWV,
        decimals=2,
        caveats=(
            "Onder 0,25 is de arbeidsmarkt zeer ruim, tot 0,67 ruim, tot 1,5 gemiddeld, tot 4 krap en vanaf 4 zeer krap.",
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
        sentence="{Place} liepen er aan het einde van {period} {value} WW-uitkeringen.",
        calculation=f"{_FROM_UWV} De regio is de som van haar gemeenten.",
        caveats=("UWV telt uitkeringen en corrigeert niet voor het seizoen; CBS telt personen. Het zijn twee reeksen.",),
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
        sentence="{Place} stonden er aan het einde van {period} {value} mensen bij UWV als werkzoekende geregistreerd.",
        calculation=f"{_FROM_UWV} De regio is de som van haar gemeenten.",
        caveats=("Wie geregistreerd is, is niet altijd werkloos: een deel heeft werk of is nog niet beschikbaar.",),
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
        sentence="{Place} waren er in {period} {value} werknemers van 60 jaar en ouder{sector}.",
        calculation=_FROM_UWV,
        by_sector=True,
        caveats=("Of UWV naar woonplaats of werkplaats telt, staat niet bij de cijfers.",),
    ),
]
