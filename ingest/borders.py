"""The borders of gemeenten: CBS's yearly "gebiedsindelingen", generalised, from PDOK as GeoJSON.

The newest year that is there is taken. The answer is kept as it came. When it is read, only the outer rings stay, in thousandths
of a degree (some 70 to 110 metres): neighbours are rounded to the same points, so that they still meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec

from ingest.dataset import YEARLY, Found, Rhythm, Rows, fingerprint
from ingest.errors import SourceChanged
from ingest.regions import is_place, level
from ingest.snapshot import Draft, Origin, Receipt, Snapshot
from ingest.sources import Sources, at_hand
from ingest.wire.pdok import LAYER

FILE = "gemeenten.geojson"
Ring = list[tuple[float, float]]

_FEWEST = 200  # the Netherlands has 342 gemeenten and loses a few each year: far fewer is no longer the whole country
_WEST, _EAST, _SOUTH, _NORTH = 3.0, 7.5, 50.5, 53.8  # degrees around the European Netherlands
_DECIMALS = 3


@dataclass(frozen=True)
class Borders:
    """The borders of all gemeenten by the newest classification."""

    name: str = "gemeente-borders"
    label: str = "Grenzen van gemeenten"
    producer: str = "CBS en Kadaster, via PDOK"
    licence: str = "CC BY 4.0"
    rhythm: Rhythm | None = YEARLY
    accumulates: bool = False
    from_agenda: bool = False

    def is_current(self, sources: Sources, last: Receipt) -> bool:
        return last.declaration == fingerprint(self) and last.origins[0].table == _table(at_hand(sources.pdok).newest())

    def words(self, measure: str) -> str:
        return ""

    def offers(self, sources: Sources) -> bool:
        return sources.pdok is not None

    def inspect(self, sources: Sources) -> Found:
        if sources.pdok is None:
            return Found("", "niet bekeken: er is geen adres van PDOK ingesteld; de kaart bestaat dan uit vierkanten")
        return Found(_table(sources.pdok.newest()), f"laag {LAYER}")

    def take(self, sources: Sources, draft: Draft) -> list[Origin]:
        """The newest year, as it came. Raises IngestError."""
        pdok = at_hand(sources.pdok)
        year = pdok.newest()
        data = pdok.borders(year)
        found = outlines(data)
        draft.write(FILE, data)
        return [
            Origin(
                producer=self.producer,
                title=f"CBS gebiedsindelingen {year}, gemeenten (gegeneraliseerd)",
                table=_table(year),
                url=pdok.address(year),
                licence=self.licence,
                modified=None,
                retrieved=datetime.now(UTC),
                sha256=draft.sha256(FILE),
                rows=len(found),
                columns={},
            )
        ]

    def read(self, snapshot: Snapshot) -> Iterator[Rows]:
        """Rows of the warehouse table `border`: one for each gemeente, its outer rings as JSON."""
        (origin,) = snapshot.receipt.origins
        found = outlines(snapshot.read(FILE))
        yield Rows(
            origin, "border", [{"gemeente": code, "rings": msgspec.json.encode(rings).decode()} for code, rings in found.items()]
        )


def outlines(data: bytes) -> dict[str, list[Ring]]:
    """The outer rings of each gemeente as (longitude, latitude), by code. Raises SourceChanged for anything else."""
    try:
        features = msgspec.json.decode(data)["features"]
        found = {
            feature["properties"]["statcode"].strip(): [_ring(outer) for outer in _outer(feature["geometry"])]
            for feature in features
            if _is_gemeente(feature["properties"]["statcode"].strip())
        }
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _changed("GeoJSON met statcode en een vlak per gemeente", f"iets anders ({error!r})") from error
    if len(found) < _FEWEST:
        raise _changed(f"minstens {_FEWEST} gemeenten", str(len(found)))
    astray = next((code for code, rings in found.items() for ring in rings for point in ring if not _inside(*point)), None)
    if astray:
        raise _changed("graden lengte en breedte in Nederland (EPSG:4326)", f"{astray} ligt daarbuiten")
    return {code: [ring for ring in rings if len(ring) > 3] for code, rings in found.items()}


def _is_gemeente(code: str) -> bool:
    return level(code) == "gemeente" and is_place(code)


def _outer(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]


def _ring(points: list[list[float]]) -> Ring:
    """The ring in thousandths of a degree, without points that then fall together.

    Services do not agree on whether EPSG:4326 begins with the latitude; in the Netherlands that is always the larger number.
    """
    degrees = [sorted(map(float, point[:2])) for point in points]
    rounded = [(round(east, _DECIMALS), round(north, _DECIMALS)) for east, north in degrees]
    return rounded[:1] + [after for before, after in pairwise(rounded) if after != before]


def _inside(east: float, north: float) -> bool:
    return _WEST < east < _EAST and _SOUTH < north < _NORTH


def _table(year: int) -> str:
    return f"gebiedsindelingen {year}"


def _changed(declared: str, found: str) -> SourceChanged:
    return SourceChanged(
        "PDOK, grenzen van gemeenten", declared, found, "De vorige grenzen blijven staan. Pas ingest/borders.py aan."
    )
