"""Banenafspraak: extra jobs for people in the doelgroepregister. Source: UWV, by hand; always indicative per region."""

from indicators.formulas import difference, share_of_the_year, total
from indicators.indicator import Indicator

_SOURCES = ("banenafspraak",)
_INDICATIVE = "Regionale cijfers van UWV zijn indicatief en hebben geen marge; alleen de landelijke jaarmeting is officieel."

EXTRA_JOBS = Indicator(
    key="banenafspraak",
    label="Extra banen banenafspraak",
    unit="banen",
    definition="Banen voor mensen uit het doelgroepregister boven de nulmeting; één baan is 25,5 verloonde uur per week.",
    inputs={"market": "jobs_market", "government": "jobs_government", "hired": "jobs_hired", "start": "jobs_at_start"},
    formula=lambda market, government, hired, start: difference(total(market, government, hired), start),
    better="higher",
    sources=_SOURCES,
    frequency="quarter",
    sentence="In {period} waren er {place} {value} banen boven de nulmeting voor mensen uit het doelgroepregister.",
    calculation="Banen bij markt, overheid en via inleen - banen bij de nulmeting; het totaal van UWV gaat voor.",
    published="extra_jobs",
    caveats=(_INDICATIVE, "Banen zijn geen personen: wie 13 uur werkt telt voor een halve baan."),
)

INDICATORS = [
    EXTRA_JOBS,
    Indicator(
        key="banenafspraak-realisatie",
        label="Realisatie banenafspraak",
        unit="% van de indicatie",
        definition="De extra banen als deel van de regionale indicatie van de Werkkamer tot en met dat jaar. Die groeit elk "
        "jaar, en is daarom een ander getal dan een doel zonder jaar.",
        inputs={"extra": EXTRA_JOBS, "indication": "indication"},
        formula=share_of_the_year,
        better="higher",
        sources=_SOURCES,
        frequency="quarter",
        sentence="In {period} was {place} {value} gehaald van de indicatie van de Werkkamer tot en met dat jaar.",
        calculation="Extra banen / indicatie van de Werkkamer tot en met hetzelfde jaar x 100.",
        decimals=1,
        caveats=(
            _INDICATIVE,
            "De indicatie is een verdeling over regio's, geen afspraak met de regio.",
            "Elk eerste kwartaal geldt de hogere indicatie van een nieuw jaar: dan daalt het percentage, ook als er banen bij "
            "komen. Vergelijk daarom met hetzelfde kwartaal een jaar eerder.",
        ),
    ),
]
