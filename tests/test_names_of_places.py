"""A name in a file that comes by hand is one place: that of a gemeente is never taken for the region called after it."""

from pathlib import Path

import pytest

from ingest.datasets import HAND_FILES
from ingest.files import place_cells
from ingest.files.place_cells import OutsideScope, gemeente_place, own_place, place, region
from ingest.files.proposal import propose
from ingest.files.rows import RejectedFile
from ingest.files.tabular import UnreadableCell
from ingest.home import Home
from ingest.regions import ARBEIDSMARKTREGIOS, PROVINCIES
from tests.home_towns import TOWN_CODES

BOTH = {"AM01": "GM0014", "AM14": "GM0307", "AM35": "GM0512"}
WW = HAND_FILES["uwv-ww-gemeente"]
REGIONS = pytest.mark.parametrize(("code", "name"), ARBEIDSMARKTREGIOS.items())


@REGIONS
def test_a_bare_name_is_that_of_a_region_unless_a_gemeente_has_it_too(code: str, name: str) -> None:
    assert (region(name), place(code), place(f"{name} (AM)"), place(name, "Arbeidsmarktregio")) == (code,) * 4
    if code not in BOTH:
        assert place(name) == code
        if name in PROVINCIES.values():
            for header in ("Gemeente", "Provincie"):
                with pytest.raises(OutsideScope, match=f"'{name}' is ook een provincie, en hier staat .*schrijf dan {code}"):
                    place(name, header)
        else:
            assert place(name, "Gemeente") == code
        return
    for header in ("", "regiocode", "Gemeente of arbeidsmarktregio"):
        with pytest.raises(UnreadableCell, match=rf"'{name}' is een gemeente en.*schrijf {BOTH[code]} of {code}"):
            place(name, header)
    assert place(name, "Woongemeente") == place(BOTH[code]) == BOTH[code]


@REGIONS
def test_the_name_of_a_gemeente_is_never_that_of_a_region(code: str, name: str) -> None:
    for read, cell in ((place, f"{name} (gemeente)"), (gemeente_place, f"{name.upper()} (gemeente)"), (gemeente_place, name)):
        if code in BOTH:
            assert read(cell) == BOTH[code]
        else:
            with pytest.raises(OutsideScope):
                read(cell)


def test_the_name_of_a_region_is_never_that_of_a_gemeente() -> None:
    assert (place("Haarlem"), place("Haarlem (gemeente)"), gemeente_place("Haarlem"), gemeente_place(392.0)) == ("GM0392",) * 4
    with pytest.raises(OutsideScope):
        place("Haarlem (AM)")
    with pytest.raises(OutsideScope):
        gemeente_place("Nederland")


def test_in_a_file_of_the_whole_country_any_gemeente_is_known_by_its_name() -> None:
    named = [gemeente_place(cell) for cell in ("'S-GRAVENHAGE", "BERGEN (NH.)", "Utrecht", "utrecht (gemeente)", "HAARLEM")]
    assert named == ["GM0518", "GM0373", "GM0344", "GM0344", "GM0392"]
    for cell in ("Zaanstad (AM)", "BELGIE", "Overig buitenland"):
        with pytest.raises(OutsideScope):
            gemeente_place(cell)


def places_of(folder: Path, header: str, name: str) -> set[object]:
    """The places of a file with the own gemeenten and one other name."""
    rows = [f"{each};2026-03;10" for each in [*TOWN_CODES, name]]
    sheets = WW.sheets_of("ww.csv", "\n".join([f"{header};maand;ww", *rows]).encode())
    read, _ = WW.rows_of("ww.csv", sheets, WW.locate("ww.csv", sheets, folder, None))
    return {row["regiocode"] for row in read} - set(TOWN_CODES)


def test_the_header_of_a_file_tells_which_of_two_places_a_name_is(tmp_path: Path) -> None:
    assert places_of(tmp_path, "Woongemeente", "Amersfoort") == {"GM0307"}
    assert places_of(tmp_path, "AMR", "Amersfoort") == {"AM14"}
    assert (places_of(tmp_path, "AMR", "Drenthe"), places_of(tmp_path, "Gemeente", "Drenthe")) == ({"AM03"}, set())
    with pytest.raises(RejectedFile, match=r"rij 9, kolom regiocode: 'Amersfoort'.*schrijf GM0307 of AM14"):
        places_of(tmp_path, "regiocode", "Amersfoort")


@pytest.mark.parametrize("number", ["9" * 5000, "0" * 5000 + "2026", "3920000"])
def test_a_number_too_long_for_a_gemeente_is_none_however_long_it_is(tmp_path: Path, number: str) -> None:
    sheets = WW.sheets_of("ww.csv", f"regiocode;maand;ww\n{number};2026-03;10\n".encode())
    with pytest.raises(RejectedFile, match=r"rij 2, kolom regiocode: .* is geen nummer van een gemeente"):
        WW.rows_of("ww.csv", sheets, WW.locate("ww.csv", sheets, tmp_path, None))
    assert propose(WW.sheets_of("ww.csv", f"waar;maand;ww\n{number};2026-03;10\n".encode()), WW.columns, "ww.csv") is None


def test_the_own_region_and_its_gemeente_of_that_name_are_two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Home("AM14", "Amersfoort", {"GM0307": "Amersfoort", "GM0342": "Soest"}, "PV26")
    monkeypatch.setattr(place_cells, "home", lambda: own)
    assert (own_place("AM14"), own_place("Amersfoort (AM)"), own_place("Amersfoort", "regio")) == ("AM14",) * 3
    assert (own_place("307"), own_place("Amersfoort (gemeente)"), own_place("Amersfoort", "gemeente")) == ("GM0307",) * 3
    assert own_place("Soest") == own_place("Soest (gemeente)") == "GM0342"
    with pytest.raises(UnreadableCell, match="schrijf GM0307 of AM14"):
        own_place("Amersfoort")
    with pytest.raises(UnreadableCell, match="is niet Amersfoort"):
        own_place("Soest (AM)")
    (column,) = [each for each in HAND_FILES["plaatsingen-wsp"].columns if each.name == "regiocode"]
    assert column.reader("gemeente")("Amersfoort") == "GM0307"
