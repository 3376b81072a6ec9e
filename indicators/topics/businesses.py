"""Establishments of firms, and new ones. Source: CBS, bedrijvendemografie."""

from indicators.formulas import same
from indicators.indicator import NO_MARGIN, Indicator

INDICATORS = [
    Indicator(
        key="vestigingen",
        label="Vestigingen van bedrijven",
        unit="vestigingen",
        definition="Vestigingen van bedrijven en instellingen in het gebied.",
        inputs={"figures": "establishments"},
        formula=same,
        better=None,
        sources=("establishments-by-gemeente", "establishments"),
        sentence="In {period} waren er {place} {value} vestigingen van bedrijven{sector}.",
        calculation="Het cijfer van CBS; een regio is de som van haar gemeenten.",
        by_sector=True,
        caveats=(
            NO_MARGIN,
            "Een zelfstandige zonder personeel telt als vestiging: verreweg de meeste vestigingen zijn van één persoon.",
            "CBS rondt af op vijftallen. LISA en de Kamer van Koophandel tellen anders.",
        ),
    ),
    Indicator(
        key="oprichtingen",
        label="Opgerichte vestigingen",
        unit="vestigingen",
        definition="Vestigingen van bedrijven die in het jaar zijn opgericht.",
        inputs={"figures": "opened_establishments"},
        formula=same,
        better="higher",
        sources=("openings",),
        sentence="In {period} werden {place} {value} vestigingen van bedrijven opgericht{sector}.",
        calculation="Het cijfer van CBS.",
        by_sector=True,
        caveats=(
            NO_MARGIN,
            "Elke vestiging waarmee een nieuw bedrijf begint telt apart: het is een ander aantal dan de starters van de KVK.",
            "CBS rondt af op vijftallen.",
            "Waar CBS dit cijfer niet voor een gemeente of regio geeft, staat de provincie.",
        ),
    ),
]
