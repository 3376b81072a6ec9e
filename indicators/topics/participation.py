"""Participation and unemployment of the population of 15 to 75. Source: CBS, arbeidsdeelname (EBB)."""

from indicators.formulas import same, share, total
from indicators.indicator import EBB_BREAK, Indicator

_SOURCES = ("participation", "labour-force-nl-adjusted", "labour-force-nl")
_OF_POPULATION = "% van de bevolking van 15 tot 75 jaar"
_SAMPLE = "Uit een steekproef (EBB); de bron geeft geen marge."

INDICATORS = [
    Indicator(
        key="netto-arbeidsparticipatie",
        label="Netto arbeidsparticipatie",
        unit=_OF_POPULATION,
        definition="Het deel van de bevolking van 15 tot 75 jaar dat betaald werk heeft.",
        inputs={"working": "employed", "population": "population"},
        formula=share,
        better="higher",
        sources=_SOURCES,
        sentence="Van elke 100 inwoners van 15 tot 75 jaar {place} hadden er {per100} betaald werk in {period}: {value}.",
        calculation="Werkzame beroepsbevolking / bevolking van 15 tot 75 jaar x 100; het percentage van CBS gaat voor.",
        published="net_participation",
        decimals=1,
        caveats=(_SAMPLE, EBB_BREAK),
    ),
    Indicator(
        key="bruto-arbeidsparticipatie",
        label="Bruto arbeidsparticipatie",
        unit=_OF_POPULATION,
        definition="Het deel van de bevolking van 15 tot 75 jaar dat werkt of werk zoekt.",
        inputs={"working": "employed", "unemployed": "unemployed", "population": "population"},
        formula=lambda working, unemployed, population: share(total(working, unemployed), population),
        better="higher",
        sources=_SOURCES,
        sentence="Van elke 100 inwoners van 15 tot 75 jaar {place} werkten of zochten er {per100} werk in {period}: {value}.",
        calculation="Beroepsbevolking / bevolking van 15 tot 75 jaar x 100; het percentage van CBS gaat voor.",
        published="gross_participation",
        decimals=1,
        caveats=(_SAMPLE, EBB_BREAK),
    ),
    Indicator(
        key="werkloosheid",
        label="Werkloosheidspercentage",
        unit="% van de beroepsbevolking",
        definition="Werklozen als deel van de beroepsbevolking.",
        inputs={"working": "employed", "unemployed": "unemployed"},
        formula=lambda working, unemployed: share(unemployed, total(working, unemployed)),
        better="lower",
        sources=_SOURCES,
        sentence="In {period} was {place} {value} van de mensen die werken of werk zoeken werkloos.",
        calculation="Werkloze beroepsbevolking / beroepsbevolking x 100; het percentage van CBS gaat voor.",
        published="unemployment_rate",
        decimals=1,
        caveats=(_SAMPLE, EBB_BREAK, "Werkloosheid is iets anders dan het aantal WW-uitkeringen."),
    ),
    Indicator(
        key="beroepsbevolking",
        label="Beroepsbevolking",
        unit="personen",
        definition="Mensen van 15 tot 75 jaar die werken of werkloos zijn.",
        inputs={"working": "employed", "unemployed": "unemployed"},
        formula=total,
        better=None,
        sources=_SOURCES,
        calculation="Werkzame + werkloze beroepsbevolking; het cijfer van CBS gaat voor.",
        published="labour_force",
        caveats=(_SAMPLE, EBB_BREAK),
    ),
    Indicator(
        key="bevolking-15-75",
        label="Bevolking van 15 tot 75 jaar",
        unit="personen",
        definition="Inwoners van 15 tot 75 jaar buiten instellingen.",
        inputs={"figures": "population"},
        formula=same,
        better=None,
        sources=_SOURCES,
        calculation="Het cijfer van CBS (beroeps- en niet-beroepsbevolking).",
        caveats=(_SAMPLE, "Mensen in instellingen tellen niet mee; daarom is dit minder dan het aantal inwoners."),
    ),
]
