"""What each column of a file with figures means, in Dutch: for the description of the interface and for workbooks."""

from ingest.periods import STATUSES

# The columns of a series, of flows and of contributions, each once.
MEANINGS = {
    "indicator": "De sleutel van de indicator.",
    "regiocode": "De code van CBS, zoals AM37 (arbeidsmarktregio), GM0392 (gemeente), PV27 (provincie) of NL01 (Nederland).",
    "regio": "De naam van het gebied.",
    "sector": "totaal, zorg-welzijn, onderwijs, techniek, focus (die drie samen), overig, of een bedrijfstak zoals sbi-Q.",
    "periode": "Een jaar (2023), een kwartaal (2023-Q1) of een maand (2023-03).",
    "waarde": "Het cijfer, in de eenheid van de rij en nooit in duizenden. Leeg is niet gepubliceerd, en nooit nul.",
    "ondergrens": "De onderkant van de marge van 95%, waar de bron die geeft.",
    "bovengrens": "De bovenkant van de marge van 95%, waar de bron die geeft.",
    "status": f"{', '.join(STATUSES[:-1])} of {STATUSES[-1]}.",
    "eenheid": "Waarin de cijfers van de rij zijn geteld.",
    "bron": "Wie het cijfer maakte.",
    "tabel": "De tabel of het bestand bij de maker.",
    "opgehaald": "Wanneer het cijfer daar is opgehaald, in UTC.",
    "woonregio": "De code van het gebied waar mensen wonen.",
    "woonregio_naam": "De naam van het gebied waar mensen wonen.",
    "werkregio": "De code van het gebied waar hun banen zijn.",
    "werkregio_naam": "De naam van het gebied waar hun banen zijn.",
    "aandeel": "Het deel van alle banen van de inwoners (uitgaand) of van alle banen in het gebied (inkomend), in procenten.",
    "van": "De periode waarin de verandering begint.",
    "tot": "De periode waarin de verandering eindigt.",
    "verdeling": "totaal (de hele verandering), of waarover zij is verdeeld: gemeente, arbeidsmarktregio, sector of bedrijfstak.",
    "code": "De code van het onderdeel. Leeg bij wat niet toe te delen is.",
    "naam": "De naam van het onderdeel.",
    "waarde_van": "Het cijfer van het onderdeel in de eerste periode.",
    "waarde_tot": "Het cijfer van het onderdeel in de laatste periode.",
    "bijdrage": "Wat het onderdeel bijdraagt. In elke verdeling tellen de bijdragen precies op tot de hele verandering.",
    "toelichting": "Wat u bij de rij moet weten.",
}
