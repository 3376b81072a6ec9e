"""Students by where they live. Source: CBS, leerlingen en studenten naar woonregio."""

from indicators.formulas import total
from indicators.indicator import Indicator
from indicators.sectors import only

_SOURCES = ("students",)
_CAVEATS = (
    "Geteld waar studenten staan ingeschreven als inwoner, niet waar zij les krijgen.",
    "2023 is het schooljaar 2023/'24; de teldatum is 1 oktober.",
    "CBS rondt af op tientallen; een som over gemeenten kan daardoor iets afwijken.",
)

INDICATORS = [
    Indicator(
        key="studenten-mbo",
        label="Mbo-studenten die in de regio wonen",
        unit="personen",
        definition="Inwoners die op 1 oktober staan ingeschreven in het mbo, in alle leerwegen.",
        inputs={"students": "students"},
        formula=lambda students: only(students, "mbo"),
        better=None,
        sources=_SOURCES,
        sentence="{Place} woonden in {period} {value} mbo-studenten.",
        calculation="Het cijfer van CBS; een regio is de som van haar gemeenten.",
        caveats=(*_CAVEATS, "Extranei (wie alleen examen doet) tellen niet mee."),
    ),
    Indicator(
        key="studenten-ho",
        label="Hbo- en wo-studenten die in de regio wonen",
        unit="personen",
        definition="Inwoners die op 1 oktober staan ingeschreven in het hbo of wo.",
        inputs={"students": "students"},
        formula=lambda students: total(only(students, "hbo"), only(students, "wo")),
        better=None,
        sources=_SOURCES,
        sentence="{Place} woonden in {period} {value} studenten van een hogeschool of universiteit.",
        calculation="Hbo-studenten + wo-studenten van CBS; een regio is de som van haar gemeenten.",
        caveats=(*_CAVEATS, "Wie aan een hogeschool en een universiteit studeert, telt twee keer."),
    ),
]
