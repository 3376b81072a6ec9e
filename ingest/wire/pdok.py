"""PDOK's web feature service, asked for CBS's yearly "gebiedsindelingen"; each year has an address of its own."""

from datetime import UTC, datetime

from ingest.errors import SourceUnavailable
from ingest.wire.web import PassingFault, Web

LAYER = "gebiedsindelingen:gemeente_gegeneraliseerd"
_YEARS_BACK = 3  # a new year appears in the course of that year; a service without the last three has moved


class Pdok:
    """PDOK's service for the gebiedsindelingen of CBS."""

    def __init__(self, root: str, web: Web) -> None:
        self.root, self.web = root, web

    def address(self, year: int) -> str:
        """The address of the service for one year."""
        return f"{self.root}/cbs/gebiedsindelingen/{year}/wfs/v1_0"

    def newest(self) -> int:
        """The newest year of which there are borders. Raises SourceUnavailable."""
        first, seen = datetime.now(UTC).year, list[str]()
        for year in range(first, first - _YEARS_BACK, -1):
            try:
                asked = {"service": "WFS", "request": "GetCapabilities"}
                if self.web.get(self.address(year), asked, lambda body: LAYER.encode() in body, f"PDOK, jaar {year}"):
                    return year
                seen.append(f"{year}: zonder de laag {LAYER}.")
            except SourceUnavailable as refusal:
                if isinstance(refusal.__cause__, PassingFault):
                    raise
                seen.append(f"{year}: {refusal}")
        raise SourceUnavailable(
            f"PDOK heeft geen gemeentegrenzen van {first} of de twee jaren ervoor ({self.address(first)}). "
            f"Gevonden is: {' '.join(seen)} Kijk op www.pdok.nl of het adres is verhuisd en pas ingest/wire/pdok.py aan."
        )

    def borders(self, year: int) -> bytes:
        """The borders of one year as GeoJSON, longitude before latitude. Raises SourceUnavailable."""
        asked = {
            "service": "WFS",
            "version": "2.0.0",
            "request": "GetFeature",
            "typeNames": LAYER,
            "outputFormat": "application/json",
            "srsName": "EPSG:4326",
        }
        return self.web.get(self.address(year), asked, lambda body: body, f"PDOK, gemeentegrenzen {year}")
