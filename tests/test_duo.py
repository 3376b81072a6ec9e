"""DUO's mbo students by woongemeente: one wide file over a real connection, summed per gemeente, year and leerweg."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from indicators.figures import Figures
from indicators.query import series
from ingest.datasets import DATASETS
from ingest.duo import PACKAGE, newest_file
from ingest.errors import SourceChanged
from ingest.example.wire import ExampleCbs
from ingest.refresh import Refreshed
from ingest.settings import AGENDA, ConfigurationError, Settings
from ingest.sources import Sources
from ingest.wire.ckan import Ckan, Resource
from ingest.wire.web import Patience, Web
from tests.conftest import run_command
from tests.data_folder import DataFolder
from tests.home_towns import TOWN_CODES
from tests.loopback import Quiet, answering

pytestmark = pytest.mark.slow

DATASET = DATASETS["mbo-duo"]
OWN = [code.removeprefix("GM") for code in TOWN_CODES]
HEADER = "SECTORKAMER NAAM;LEERWEG;NIVEAU;WOONGEMEENTE NUMMER;WOONGEMEENTE NAAM;JAAR_2024;JAAR_2025"
NAME = "2024-2025-sectorkamer03-student"


def rows(bbl: str = "10") -> list[str]:
    """Per own gemeente 10 who work and learn and 30 + 2 at school, in both years; and one who only sits an exam."""
    found = []
    for number in OWN:
        found += [
            f"Techniek;BBL;4;{number};x;{bbl};{bbl}",
            f"Techniek;BOLVT;4;{number};x;20;20",
            f"Zorg;BOLVT;3;{number};x;10;10",
        ]
        found += [f"Zorg;BOLDT;3;{number};x;2;2", f"Zorg;EX;3;{number};x;1;1"]
    return found


def file(lines: list[str], header: str = HEADER, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join([header, *lines]).encode(encoding)


@contextmanager
def duo(files: dict[str, bytes], modified: str = "2026-03-02T06:00:00") -> Iterator[tuple[str, list[str]]]:
    """A catalogue on loopback with these files, and what was asked of it."""
    asked: list[str] = []

    class Handler(Quiet):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            asked.append(path)
            name = path.rpartition("/")[2]
            listed = [{"url": f"{root}/download/{each}", "created": "2026-01-01", "last_modified": modified} for each in files]
            listing = json.dumps({"success": True, "result": {"resources": listed}}).encode()
            found = listing if path == "/api/3/action/package_show" else files.get(name)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(found or b"")

    with answering(Handler) as server:
        root = server.url
        yield root, asked


def fetched(folder: Path, root: str) -> tuple[Refreshed, Figures | None]:
    """How a refresh of the file went, and the figures that readers see then."""
    web, data = Web(Patience(tries=1)), DataFolder(folder, DATASET)
    done = data.run(Sources(ExampleCbs([]), AGENDA, web.traffic, duo=Ckan(root, web)))
    return done, data.figures if data.versions.current() else None


def test_students_are_summed_per_gemeente_and_the_region_over_its_gemeenten_without_extranei(tmp_path: Path) -> None:
    with duo({NAME: file(rows())}) as (root, _):
        done, figures = fetched(tmp_path, root)
    assert done.ok
    assert figures is not None
    mbo = series(figures, "studenten-mbo", ["AM37", "GM0392"], van=2025)
    assert mbo[["regiocode", "periode", "waarde", "bron", "tabel"]].to_numpy().tolist() == [
        ["AM37", "2025", 7 * 42, "DUO", f"{NAME}.csv"],
        ["GM0392", "2025", 42, "DUO", f"{NAME}.csv"],
    ]
    assert series(figures, "deelname-scholing", ["AM37"])["waarde"].tolist() == [70, 70]


def test_students_who_live_abroad_or_nobody_knows_where_are_passed_over(tmp_path: Path) -> None:
    elsewhere = [f"Techniek;BBL;4;{number};x;5;5" for number in ("9999", "0999", "998", "9998", "0")]
    with duo({NAME: file([*rows(), *elsewhere])}) as (root, _):
        done, figures = fetched(tmp_path, root)
    assert done.ok, done.attempts
    assert figures is not None
    assert {code for code in figures.regions if code.startswith("GM")} == {f"GM{number}" for number in OWN}


@pytest.mark.parametrize("masked", ["-1", "<5", "x", ""])
def test_a_masked_or_empty_cell_makes_its_sum_missing_and_is_never_zero(tmp_path: Path, masked: str) -> None:
    with duo({NAME: file([*rows(), f"Groen;BBL;2;0392;x;{masked};3"])}) as (root, _):
        _, figures = fetched(tmp_path, root)
    assert figures is not None
    found = series(figures, "deelname-scholing", ["GM0392", "GM0453", "AM37"])
    said = {(row.regiocode, row.periode): row.waarde for row in found.dropna(subset=["waarde"]).itertuples()}
    assert said == {("GM0392", "2025"): 13, ("GM0453", "2024"): 10, ("GM0453", "2025"): 10, ("AM37", "2025"): 73}


def test_a_file_with_names_in_capitals_and_commas_is_read_as_duo_writes_it(tmp_path: Path) -> None:
    """The headers and signs of 2021-2025-sectorkamer03-...-woongemeente-woonprovincie.csv; the numbers are made up."""
    header = "SECTORKAMER NAAM,HOOFDGROEP NAAM,LEERWEG,NIVEAU,WOONPROVINCIE,WOONGEMEENTE,JAAR_2024,JAAR_2025"
    lines = [
        '"Mobiliteit, transport, logistiek en maritiem",Mobiliteit en voertuigen,BBL,2,Noord-Holland,HAARLEM,12,14',
        '"Zorg, welzijn en sport",Zorg en welzijn,BBL,3,Noord-Holland,HAARLEM,30,-1',
        "Handel,Handel en ondernemerschap,BOLVT,4,Noord-Holland,HAARLEM,100,90",
        "Handel,Handel en ondernemerschap,BBL,4,Zuid-Holland,'S-GRAVENHAGE,500,510",
        *(f"Entree,Entree,BBL,1,{elsewhere},{elsewhere},5,5" for elsewhere in ("BELGIE", "OVERIG BUITENLAND", "ONBEKEND")),
    ]
    name = "2024-2025-sectorkamer03-studenten-per-sectorkamer-leerweg-niveau-woongemeente-woonprovincie"
    with duo({f"{name}.csv": file(lines, header=header, encoding="utf-8")}) as (root, _):
        done, figures = fetched(tmp_path, root)
    assert done.ok, done.attempts
    assert figures is not None
    found = series(figures, "deelname-scholing", ["GM0392", "GM0518"]).dropna(subset=["waarde"])
    said = {(row.regiocode, row.periode): row.waarde for row in found.itertuples()}
    assert said == {("GM0392", "2024"): 42, ("GM0518", "2024"): 500, ("GM0518", "2025"): 510}


def test_the_newest_year_is_provisional_as_duo_says(tmp_path: Path) -> None:
    with duo({NAME: file(rows())}) as (root, _):
        _, figures = fetched(tmp_path, root)
    assert figures is not None
    found = series(figures, "deelname-scholing", ["AM37"])
    assert found[["periode", "status"]].to_numpy().tolist() == [["2024", "definitief"], ["2025", "voorlopig"]]


def test_the_newest_file_counts_and_an_unchanged_one_costs_one_request(tmp_path: Path) -> None:
    older = "2023-2024-sectorkamer03-student"
    with duo({older: file([]), NAME: file(rows()), "2024-2025-typembo01-studenten": b"?"}) as (root, asked):
        fetched(tmp_path, root)
        assert asked == ["/api/3/action/package_show", f"/download/{NAME}"]
        asked.clear()
        done, _ = fetched(tmp_path, root)
        assert asked == ["/api/3/action/package_show"]
    assert [attempt.outcome for attempt in done.attempts] == ["current"]


def test_the_newest_file_is_that_with_the_latest_year_however_far_it_goes_back() -> None:
    names = ("2022-2024-sectorkamer03", "2018-2025-sectorkamer03", "2021-2023-sectorkamer03")
    assert newest_file([Resource(f"https://onderwijsdata.duo.nl/{name}") for name in names]).url.endswith(names[1])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (file([], header="SECTORKAMER;NIVEAU;JAAR_2024"), "LEERWEG, WOONGEMEENTE"),
        (file(["Techniek;AVOND;4;0392;x;1;1"]), "op rij 2: 'AVOND'"),
        (file(["Techniek;BBL;4;0392;x;veel;1"]), "op rij 2: 'veel' is geen getal"),
        (file(["Techniek;BBL;4;0392;x;-2;1"]), "op rij 2: '-2' is geen aantal studenten"),
        (b"<html>storing</html>", "is een webpagina"),
        (b"", "is leeg"),
    ],
)
def test_a_file_in_another_form_is_refused_with_both_sides_and_nothing_changes(tmp_path: Path, data: bytes, said: str) -> None:
    with duo({NAME: data}) as (root, _):
        done, figures = fetched(tmp_path, root)
    assert said in done.attempts[0].message
    assert done.attempts[0].message.endswith("pas ingest/duo.py aan.")
    assert figures is None


def test_a_package_without_the_file_by_woongemeente_says_what_there_is() -> None:
    with pytest.raises(SourceChanged, match="typembo01"):
        newest_file([Resource("https://onderwijsdata.duo.nl/dataset/x/download/2021-2025-typembo01-studenten")])


def test_the_refresh_command_asks_the_address_of_the_environment(tmp_path: Path) -> None:
    with duo({NAME: file(rows())}) as (root, asked):
        done = run_command("ingest", "refresh", "mbo-duo", data_dir=tmp_path, DUO_URL=root, CBS_V3_URL=root)
        assert f"/download/{NAME}" in asked
    assert done.returncode == 0, done.stderr
    with pytest.raises(ConfigurationError, match="DUO_URL"):
        Settings.from_environment({"DUO_URL": "http://onderwijsdata.duo.nl"})
    assert DATASET.label in done.stderr
    assert PACKAGE not in done.stderr
