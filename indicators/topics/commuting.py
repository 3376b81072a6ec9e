"""Commuting: jobs of residents and jobs in the region. Source: CBS, woon- en werkregio."""

from indicators.formulas import share, share_of_the_rest
from indicators.indicator import NO_MARGIN, Indicator
from warehouse.flows import INSIDE, LOCAL, RESIDENTS

HOME_WORK = "home-work"
_JOBS = "Het gaat om banen van werknemers in december; zelfstandigen tellen niet mee, en wie twee banen heeft telt twee keer."
_ROUNDED = "CBS rondt elke stroom af op honderdtallen (minder dan 50 is 0); in een som over gemeenten telt die afronding op."
_ABROAD = "Werk in het buitenland of op een onbekende plaats telt als buiten het gebied."
_NEIGHBOURS = "Wie in de ene gemeente van de regio woont en in de andere werkt, is voor de regio geen pendelaar."

INDICATORS = [
    Indicator(
        key="woon-werkbalans",
        label="Woon-werkbalans",
        unit="banen per 100 banen van inwoners",
        definition="Banen van werknemers in het gebied per 100 banen van inwoners.",
        inputs={"jobs": LOCAL, "residents": RESIDENTS},
        formula=share,
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} waren er {place} {value} banen op elke 100 banen van inwoners.",
        calculation="Banen met werkplek in het gebied / banen van inwoners van het gebied x 100.",
        decimals=1,
        summed=False,
        caveats=("CBS geeft zelf geen woon-werkbalans: dit is een eigen berekening.", _JOBS, _ROUNDED, NO_MARGIN),
    ),
    Indicator(
        key="pendel-uitgaand",
        label="Uitgaande pendel",
        unit="% van de banen van inwoners",
        definition="Het deel van de banen van inwoners dat buiten het eigen gebied is.",
        inputs={"everyone": RESIDENTS, "inside": INSIDE},
        formula=share_of_the_rest,
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} was {place} {value} van de banen van inwoners buiten het eigen gebied.",
        calculation="(Banen van inwoners - banen van inwoners binnen het gebied) / banen van inwoners x 100.",
        decimals=1,
        summed=False,
        depends_on_size=True,
        caveats=(_JOBS, _ABROAD, _NEIGHBOURS, _ROUNDED, NO_MARGIN),
    ),
    Indicator(
        key="pendel-inkomend",
        label="Inkomende pendel",
        unit="% van de banen in het gebied",
        definition="Het deel van de banen in het gebied dat door mensen van buiten wordt vervuld.",
        inputs={"everyone": LOCAL, "inside": INSIDE},
        formula=share_of_the_rest,
        better=None,
        sources=(HOME_WORK,),
        sentence="In {period} werd {value} van de banen {place} vervuld door mensen die ergens anders wonen.",
        calculation="(Banen in het gebied - banen van inwoners binnen het gebied) / banen in het gebied x 100.",
        decimals=1,
        summed=False,
        depends_on_size=True,
        caveats=(_JOBS, _NEIGHBOURS, _ROUNDED, NO_MARGIN),
    ),
]
