"""Students by where they live. Sources: CBS, students by woonregio and mbo by leerweg; DUO, mbo by woongemeente and leerweg."""

from indicators.formulas import total
from indicators.indicator import NO_MARGIN, Indicator
from indicators.sectors import only

_SOURCES = ("students",)
_MBO_SOURCES = (*_SOURCES, "mbo-duo")
_CAVEATS = (
    "Geteld waar studenten staan ingeschreven als inwoner, niet waar zij les krijgen.",
    "2023 is het schooljaar 2023/'24; de teldatum is 1 oktober.",
    "CBS rondt af op tientallen; een som over gemeenten kan daardoor iets afwijken.",
    NO_MARGIN,
)

INDICATORS = [
    Indicator(
        key="studenten-mbo",
        label="Mbo-studenten onder de inwoners",
        unit="personen",
        definition="Inwoners die op 1 oktober staan ingeschreven in het mbo, in alle leerwegen.",
        inputs={"students": "students"},
        formula=lambda students: only(students, "mbo"),
        better=None,
        sources=_MBO_SOURCES,
        sentence="In {period} woonden {place} {value} mbo-studenten.",
        calculation="Het cijfer van CBS, of van DUO waar CBS het niet geeft; een regio is de som van haar gemeenten.",
        caveats=(*_CAVEATS, "Extranei (wie alleen examen doet) tellen niet mee."),
    ),
    Indicator(
        key="studenten-ho",
        label="Hbo- en wo-studenten onder de inwoners",
        unit="personen",
        definition="Inwoners die op 1 oktober staan ingeschreven in het hbo of wo.",
        inputs={"students": "students"},
        formula=lambda students: total(only(students, "hbo"), only(students, "wo")),
        better=None,
        sources=_SOURCES,
        sentence="In {period} woonden {place} {value} studenten van een hogeschool of universiteit.",
        calculation="Hbo-studenten + wo-studenten van CBS; een regio is de som van haar gemeenten.",
        caveats=(*_CAVEATS, "Wie aan een hogeschool en een universiteit studeert, telt twee keer."),
    ),
    Indicator(
        key="deelname-scholing",
        label="Deelname aan scholing",
        unit="personen",
        definition="Inwoners die werken en leren in het mbo (BBL).",
        inputs={"students": "students"},
        formula=lambda students: only(students, "mbo-bbl"),
        better="higher",
        sources=("mbo-students", "mbo-duo"),
        sentence="In {period} waren er {place} {value} inwoners die werken en leren in het mbo (BBL).",
        calculation="Het cijfer van CBS; van een gemeente, die CBS niet geeft, de som over opleidingen in het bestand van DUO.",
        caveats=(
            "Wat er onder deelname aan scholing valt, is een voorstel van het dashboard; het programmateam kiest.",
            "Scholing buiten het mbo telt niet mee.",
            "CBS rondt af op tientallen. DUO geeft geen aantallen van 1 tot en met 4; een som met zo'n aantal erin ontbreekt.",
            "Geteld waar studenten wonen; 2023 is het schooljaar 2023/'24, met teldatum 1 oktober.",
            NO_MARGIN,
        ),
    ),
]
