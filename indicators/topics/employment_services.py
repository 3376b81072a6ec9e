"""What the region itself does for people: placements, the Werkcentrum, schooling. Source: own figures, by hand."""

from indicators.formulas import same
from indicators.indicator import NO_MARGIN, Indicator
from ingest.files.small_counts import why_left_out
from ingest.home import home

_SMALL = why_left_out(home().kleinste_aantal)
_OWN = "Een eigen opgave van de regio: niet gecontroleerd door een statistisch bureau."

INDICATORS = [
    Indicator(
        key="plaatsingen-wsp",
        label="Plaatsingen door het WSP",
        unit="plaatsingen",
        definition="Plaatsingen van werkzoekenden op een baan, door het Werkgeversservicepunt.",
        inputs={"figures": "placements"},
        formula=same,
        better="higher",
        sources=("plaatsingen-wsp",),
        frequency="quarter",
        sentence="In {period} waren er {place} {value} plaatsingen door het Werkgeversservicepunt.",
        calculation="Het cijfer van de regio zelf.",
        caveats=(_OWN, _SMALL, NO_MARGIN, "Plaatsingen zijn geen personen: wie twee keer begint telt twee keer."),
    ),
    Indicator(
        key="werkcentrum-geholpen",
        label="Geholpen door het Werkcentrum",
        unit="personen",
        definition="Mensen die het Werkcentrum verder heeft geholpen op de arbeidsmarkt.",
        inputs={"figures": "people_helped"},
        formula=same,
        better="higher",
        sources=("werkcentrum-geholpen",),
        frequency="quarter",
        sentence="In {period} hielp het Werkcentrum {place} {value} mensen verder.",
        calculation="Het cijfer van de regio zelf.",
        caveats=(
            _OWN,
            _SMALL,
            NO_MARGIN,
        ),
    ),
    Indicator(
        key="werkcentrum-trajecten",
        label="Trajecten van het Werkcentrum",
        unit="personen",
        definition="Mensen die een door het Werkcentrum betaald traject volgden (werkfit, opleiding, loopbaan).",
        inputs={"figures": "people_in_trajectory"},
        formula=same,
        better=None,
        sources=("werkcentrum-trajecten",),
        frequency="quarter",
        sentence="In {period} volgden er {place} {value} mensen een traject dat het Werkcentrum betaalde.",
        calculation="Het cijfer van de regio zelf.",
        caveats=(_OWN, _SMALL, NO_MARGIN, "Zij tellen ook mee bij de mensen die het Werkcentrum heeft geholpen: tel ze niet op."),
    ),
    Indicator(
        key="scholing-met-hulp",
        label="Scholing met hulp van de regio",
        unit="personen",
        definition="Mensen die met hulp van de regio scholing volgden.",
        inputs={"figures": "people_in_training"},
        formula=same,
        better="higher",
        sources=("scholing-met-hulp",),
        sentence="In {period} volgden er {place} {value} mensen scholing met hulp van de regio.",
        calculation="Het cijfer van de regio zelf.",
        caveats=(_OWN, _SMALL, NO_MARGIN, "Een andere telling dan deelname aan scholing in het mbo: tel ze niet op."),
    ),
]
