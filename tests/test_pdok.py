"""The borders of gemeenten: the newest year that PDOK has, over a real connection, kept as it came and read in outline."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from indicators.figures import Figures
from ingest.borders import Borders, outlines
from ingest.datasets import DATASETS
from ingest.errors import SourceChanged, SourceUnavailable
from ingest.example.sources import example_sources
from ingest.settings import AGENDA, PROJECT, Settings
from ingest.snapshots import SnapshotStore
from ingest.sources import Sources
from ingest.wire.pdok import LAYER, Pdok
from ingest.wire.web import Patience, Web
from pages.components.place_shapes import shapes
from tests.data_folder import DataFolder
from tests.loopback import Quiet, answering

pytestmark = pytest.mark.slow

REAL = PROJECT.parent / "shared" / "geo" / "gemeenten_2023plus_simplified_wgs84.geojson"
THIS_YEAR = datetime.now(UTC).year


def square(code: str, west: float = 5.0, south: float = 52.0, **geometry: object) -> dict[str, object]:
    """A gemeente as PDOK gives it, a tenth of a degree wide."""
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    properties = {"statcode": code, "statnaam": code, "jrstatcode": f"2026{code}"}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, object], many: int = 250) -> bytes:
    """A whole answer: these gemeenten and so many others."""
    others = [square(f"GM{1000 + number}", 4.0 + number % 20 / 10, 51.0 + number // 20 / 10) for number in range(many)]
    return json.dumps({"type": "FeatureCollection", "features": [*features, *others]}).encode()


@contextmanager
def service(years: dict[int, bytes], fails: bool = False) -> Iterator[tuple[str, list[str]]]:
    """A service on loopback with the borders of these years, and what it was asked."""
    asked: list[str] = []

    class Handler(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            year, query = int(urlsplit(self.path).path.split("/")[3]), parse_qs(urlsplit(self.path).query)
            whole = query["request"] == ["GetFeature"] and query["typeNames"] == [LAYER] and query["srsName"] == ["EPSG:4326"]
            body = years.get(year, b"") if whole else f"<Name>{LAYER}</Name>".encode()
            self.send_response(503 if fails else 200 if year in years else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as server:
        yield server.url, asked


def pdok(root: str) -> Pdok:
    return Pdok(root, Web(Patience(tries=2, first_wait=0.01)))


@contextmanager
def published(folder: Path, answer: bytes) -> Iterator[tuple[Figures, Sources]]:
    """A version with these borders beside the example's areas, and the sources they came from."""
    with service({THIS_YEAR: answer}) as (root, _):
        sources = replace(example_sources(AGENDA), pdok=pdok(root))
        data = DataFolder(folder, DATASETS["gemeente-borders"], DATASETS["areas"])
        result = data.run(sources)
        assert result.ok, [attempt.message for attempt in result.attempts]
        yield data.figures, sources


def test_the_newest_year_that_is_there_is_taken_without_a_year_in_the_code() -> None:
    with service({THIS_YEAR - 1: collection(), THIS_YEAR - 2: collection()}) as (root, asked):
        assert pdok(root).newest() == THIS_YEAR - 1
    assert [int(path.split("/")[3]) for path in asked] == [THIS_YEAR, THIS_YEAR - 1]


def test_a_service_that_moved_or_fails_says_so_and_is_not_taken_for_an_older_year() -> None:
    with (
        service({}) as (root, _),
        pytest.raises(SourceUnavailable, match=r"of de twee jaren ervoor.+pas ingest/wire/pdok.py aan"),
    ):
        pdok(root).newest()
    with (
        service({THIS_YEAR - 1: collection()}, fails=True) as (root, asked),
        pytest.raises(SourceUnavailable, match="2 pogingen"),
    ):
        pdok(root).newest()
    assert {path.split("/")[3] for path in asked} == {str(THIS_YEAR)}


def test_where_no_year_will_do_each_is_told_with_what_came_instead() -> None:
    class Without(Quiet):
        def do_GET(self) -> None:
            body = b"<Capabilities/>"
            self.send_response(403 if str(THIS_YEAR) in self.path else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    said = rf"Gevonden is: {THIS_YEAR}: De server weigert .* met status 403.* {THIS_YEAR - 1}: zonder de laag {LAYER}\."
    with answering(Without) as server, pytest.raises(SourceUnavailable, match=said):
        pdok(server.url).newest()


def test_a_map_that_begins_with_the_latitude_is_the_same_map() -> None:
    given = json.loads(collection(square("GM0392", 4.6, 52.3)))
    for feature in given["features"]:
        feature["geometry"]["coordinates"] = [[[n, e] for e, n in ring] for ring in feature["geometry"]["coordinates"]]
    assert outlines(json.dumps(given).encode()) == outlines(collection(square("GM0392", 4.6, 52.3)))


def test_the_borders_become_a_dataset_with_a_receipt_and_are_current_until_a_newer_year(tmp_path: Path) -> None:
    with published(tmp_path, collection(square("GM0392", 4.6, 52.3))) as (figures, sources):
        receipt = next(each for each in figures.receipts.values() if each.dataset == "gemeente-borders")
        assert (receipt.table, receipt.rows, receipt.licence) == (f"gebiedsindelingen {THIS_YEAR}", 251, "CC BY 4.0")
        assert receipt.url.endswith(f"/cbs/gebiedsindelingen/{THIS_YEAR}/wfs/v1_0")
        assert figures.borders["GM0392"] == [[[4.6, 52.3], [4.7, 52.3], [4.7, 52.4], [4.6, 52.4], [4.6, 52.3]]]
        (snapshot,) = SnapshotStore(tmp_path).of("gemeente-borders")
        assert Borders().is_current(sources, snapshot.receipt)
        before = replace(snapshot.receipt.origins[0], table=f"gebiedsindelingen {THIS_YEAR - 1}")
        assert not Borders().is_current(sources, msgspec.structs.replace(snapshot.receipt, origins=[before]))


def test_only_outer_rings_of_gemeenten_stay_and_what_is_abroad_goes() -> None:
    hole = [[5.02, 52.02], [5.04, 52.02], [5.04, 52.04], [5.02, 52.02]]
    outer = [[5.00004, 52.0], [5.1, 52.0], [5.10001, 52.00001], [5.1, 52.1], [5.0, 52.0]]
    island = [[4.8, 53.0], [4.9, 53.0], [4.9, 53.1], [4.8, 53.0]]
    several = square("GM0394", type="MultiPolygon", coordinates=[[outer, hole], [island]])
    found = outlines(collection(several, square("GM0998"), square("GM0000"), square("PV27")))
    assert found["GM0394"] == [[(5.0, 52.0), (5.1, 52.0), (5.1, 52.1), (5.0, 52.0)], [tuple(point) for point in island]]
    assert not {"GM0998", "GM0000", "PV27"} & set(found)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<ows:Exception/>", "GeoJSON met statcode"),
        (json.dumps({"features": [{"properties": {"naam": "Haarlem"}}]}).encode(), "GeoJSON met statcode"),
        (collection(many=7), "minstens 200 gemeenten, gevonden is 7"),
        (collection(square("GM0392", 103_000.0, 488_000.0)), "GM0392 ligt daarbuiten"),
    ],
    ids=["no GeoJSON", "another property", "too few", "another projection"],
)
def test_an_answer_that_is_no_longer_the_map_is_refused_with_both_sides(answer: bytes, said: str) -> None:
    with pytest.raises(SourceChanged, match=said):
        outlines(answer)


def test_without_an_address_nothing_is_asked_and_the_map_is_made_of_squares(figures: Figures) -> None:
    assert not Borders().offers(example_sources(AGENDA))
    assert "kaart bestaat dan uit vierkanten" in Borders().inspect(example_sources(AGENDA)).words
    assert figures.borders == {}
    assert shapes(figures, ["GM0392", "GM0453"])[1] is False


def test_a_trial_on_this_computer_asks_no_other_service_unless_it_is_named() -> None:
    here = {"CBS_V3_URL": "http://127.0.0.1:8000"}
    assert Settings.from_environment({}).pdok_url == "https://service.pdok.nl"
    assert Settings.from_environment(here).pdok_url == ""
    assert Settings.from_environment({**here, "PDOK_URL": "http://127.0.0.1:8001/"}).pdok_url == "http://127.0.0.1:8001"


@pytest.mark.skipif(not REAL.exists(), reason="the real borders are not on this machine")
def test_the_real_borders_of_all_gemeenten_are_read_and_drawn(tmp_path: Path) -> None:
    with published(tmp_path, REAL.read_bytes()) as (figures, _):
        assert len(figures.borders) == 342
        home = figures.areas["AM37"]
        drawn, real = shapes(figures, list(home))
        assert real
        assert {shape.name for shape in drawn.values()} >= {"Haarlem", "Velsen"}
        assert all(2.7 < x < 2.95 and 52.2 < y < 52.7 for shape in drawn.values() for ring in shape.rings for x, y in ring)
        (region,) = shapes(figures, ["AM37"])[0].values()
        assert len(region.rings) == sum(len(figures.borders[code]) for code in home)
