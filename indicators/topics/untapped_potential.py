"""Onbenut arbeidspotentieel: people who are out of work or want more hours. Source: CBS, binding met de arbeidsmarkt."""

from indicators.formulas import same, share, total
from indicators.indicator import EBB_BREAK, Indicator

_SOURCES = ("untapped-potential", "labour-force-nl-adjusted", "labour-force-nl")
_SAMPLE = (
    "Uit een steekproef (EBB), afgerond op duizendtallen; de bron geeft geen marge. "
    "Een 0 bij een kleine gemeente betekent minder dan 500 mensen."
)

UNEMPLOYED = Indicator(
    key="werklozen",
    label="Werklozen",
    unit="personen",
    definition="Mensen zonder betaald werk die recent naar werk zochten en direct beschikbaar zijn.",
    inputs={"figures": "unemployed"},
    formula=same,
    better="lower",
    sources=_SOURCES,
    calculation="Het cijfer van CBS (werkloze beroepsbevolking).",
    caveats=(_SAMPLE, EBB_BREAK),
)

SEMI_UNEMPLOYED = Indicator(
    key="semiwerklozen",
    label="Semiwerklozen",
    unit="personen",
    definition="Mensen zonder werk die wel beschikbaar zijn maar niet zochten, of wel zochten maar niet beschikbaar zijn.",
    inputs={"available": "available_not_searched", "searched": "searched_not_available"},
    formula=total,
    better="lower",
    sources=_SOURCES,
    calculation="Beschikbaar maar niet gezocht + gezocht maar niet beschikbaar.",
    caveats=(_SAMPLE, EBB_BREAK),
)

UNDEREMPLOYED = Indicator(
    key="onderbenutte-deeltijders",
    label="Onderbenutte deeltijders",
    unit="personen",
    definition="Mensen met een deeltijdbaan die meer uren willen werken en daarvoor beschikbaar zijn.",
    inputs={"figures": "underemployed"},
    formula=same,
    better="lower",
    sources=_SOURCES,
    calculation="Het cijfer van CBS (wil meer uren werken, beschikbaar).",
    caveats=(_SAMPLE, EBB_BREAK, "Deeltijders werken al: zij tellen ook mee bij de werkzame beroepsbevolking."),
)

UNTAPPED = Indicator(
    key="onbenut-arbeidspotentieel",
    label="Onbenut arbeidspotentieel",
    unit="personen",
    definition="Werklozen, semiwerklozen en onderbenutte deeltijders samen.",
    inputs={"unemployed": UNEMPLOYED, "semi_unemployed": SEMI_UNEMPLOYED, "underemployed": UNDEREMPLOYED},
    formula=total,
    better="lower",
    sources=_SOURCES,
    sentence="In {period} waren er {place} {value} mensen die werkloos of semiwerkloos waren, of meer uren wilden werken.",
    calculation="Werklozen + semiwerklozen + onderbenutte deeltijders.",
    caveats=(_SAMPLE, EBB_BREAK),
)

UNTAPPED_SHARE = Indicator(
    key="onbenut-aandeel",
    label="Aandeel onbenut arbeidspotentieel",
    unit="% van de bevolking van 15 tot 75 jaar",
    definition="Het onbenut arbeidspotentieel als deel van de bevolking van 15 tot 75 jaar.",
    inputs={"untapped": UNTAPPED, "population": "population"},
    formula=share,
    better="lower",
    sources=_SOURCES,
    sentence="In {period} hoorde {place} {value} van de inwoners van 15 tot 75 jaar tot het onbenut arbeidspotentieel.",
    calculation="Onbenut arbeidspotentieel / bevolking van 15 tot 75 jaar x 100, uit dezelfde tabel.",
    decimals=1,
    caveats=(_SAMPLE, EBB_BREAK),
)

INDICATORS = [UNTAPPED, UNTAPPED_SHARE, UNEMPLOYED, SEMI_UNEMPLOYED, UNDEREMPLOYED]
