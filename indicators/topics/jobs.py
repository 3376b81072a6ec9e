"""Jobs of employees, at the place of work. Source: CBS, banen van werknemers in december."""

from indicators.formulas import same, share_of_all_sectors
from indicators.indicator import SUMMED, Indicator
from indicators.sectors import BY_TECHNIEK, FOCUS, NAMED, NAMED_IN_WORDS

_SOURCES = ("jobs", "jobs-nl")
_PLACE_OF_WORK = "Banen tellen waar gewerkt wordt, niet waar de werknemer woont; een baan is geen persoon."
_NO_SELF_EMPLOYED = "Zelfstandigen tellen niet mee."
_CONFIDENTIAL = "CBS houdt cijfers geheim waar weinig werkgevers zijn; een som waarin zo'n cijfer zit, is dan ook niet bekend."
_NO_MARGIN = "Een telling uit de loonaangiften; de bron geeft geen marge."

JOBS = Indicator(
    key="werknemersbanen",
    label="Banen van werknemers",
    unit="banen",
    definition="Banen van werknemers bij bedrijven en instellingen in het gebied, in december.",
    inputs={"figures": "jobs"},
    formula=same,
    better="higher",
    sources=_SOURCES,
    sentence="In december {period} waren er {place} {value} banen van werknemers{sector}.",
    calculation="Het cijfer van CBS; focussectoren en overige sectoren zijn sommen van bedrijfstakken.",
    by_sector=True,
    caveats=(_PLACE_OF_WORK, _NO_SELF_EMPLOYED, _CONFIDENTIAL, SUMMED, _NO_MARGIN),
)

INDICATORS = [
    JOBS,
    Indicator(
        key="werknemersbanen-aandeel-focus",
        label="Aandeel banen in focussectoren",
        unit="% van de banen",
        definition=f"Het deel van de werknemersbanen in {NAMED_IN_WORDS}.",
        inputs={"figures": JOBS},
        formula=share_of_all_sectors,
        better="higher",
        sources=_SOURCES,
        sentence="In december {period} was {value} van alle banen van werknemers {place} er een{sector}.",
        calculation="Banen in de sector / alle banen van werknemers x 100.",
        decimals=1,
        by_sector=True,
        sectors=(FOCUS, *NAMED),
        caveats=(
            *BY_TECHNIEK,
            _NO_SELF_EMPLOYED,
            _CONFIDENTIAL,
            SUMMED,
            _NO_MARGIN,
        ),
    ),
]
