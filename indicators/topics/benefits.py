"""People with WW or bijstand, at their place of residence. Source: CBS, personen met een uitkering."""

from indicators.formulas import same
from indicators.indicator import SUMMED, Indicator

_TENS = "CBS rondt af op tientallen; bij een som over gemeenten telt die afronding op."
_NO_MARGIN = "Een telling uit de administraties; de bron geeft geen marge."

INDICATORS = [
    Indicator(
        key="ww",
        label="Personen met een WW-uitkering",
        unit="personen",
        definition="Mensen met een werkloosheidsuitkering op de laatste dag van de maand; "
        "voor arbeidsmarktregio's, provincies en Nederland gecorrigeerd voor het seizoen.",
        inputs={"figures": "unemployment_benefit"},
        formula=same,
        better="lower",
        sources=("ww", "benefits"),  # adjusted for the season where CBS does that; not for gemeenten and landsdelen
        frequency="month",
        sentence="Aan het einde van {period} hadden {place} {value} mensen een WW-uitkering.",
        calculation="Het cijfer van CBS, met de grenzen van het 95%-interval waar CBS die geeft.",
        caveats=(
            "CBS telt personen; UWV telt lopende uitkeringen. Die twee reeksen passen niet bij elkaar.",
            "Voor gemeenten en landsdelen is er alleen een telling zonder correctie voor het seizoen, en zonder marge.",
            "Alleen ontslagwerkloosheid. Van arbeidsmarktregio's zijn er cijfers vanaf 2014.",
            "De laatste drie maanden zijn voorlopig.",
            _TENS,
        ),
    ),
    Indicator(
        key="bijstand",
        label="Personen met bijstand",
        unit="personen",
        definition="Mensen tot de AOW-leeftijd met een bijstandsuitkering.",
        inputs={"figures": "social_assistance"},
        formula=same,
        better="lower",
        sources=("benefits",),
        frequency="month",
        sentence="In {period} hadden {place} {value} mensen tot de AOW-leeftijd een bijstandsuitkering.",
        calculation="Het cijfer van CBS.",
        caveats=(
            "Personen: bij een paar met één uitkering tellen beiden mee.",
            "Uitkeringen die op bijstand lijken (IOAW, IOAZ) tellen niet mee.",
            SUMMED,
            _TENS,
            _NO_MARGIN,
        ),
    ),
    Indicator(
        key="bijstandsuitkeringen",
        label="Bijstandsuitkeringen",
        unit="uitkeringen",
        definition="Bijstandsuitkeringen aan huishoudens tot de AOW-leeftijd, bij de gemeente die de uitkering betaalt.",
        inputs={"figures": "social_assistance_households"},
        formula=same,
        better="lower",
        sources=("social-assistance",),
        frequency="month",
        sentence="In {period} liepen er {place} {value} bijstandsuitkeringen aan huishoudens tot de AOW-leeftijd.",
        calculation="Het cijfer van CBS.",
        caveats=(
            "Uitkeringen aan huishoudens: een paar telt één keer, bij personen met bijstand twee keer.",
            "Zonder mensen in instellingen en zonder dak- en thuislozen.",
            "Over de laatste maanden publiceert CBS alleen Nederland, afgerond op duizendtallen.",
            SUMMED,
            _TENS,
            _NO_MARGIN,
        ),
    ),
]
