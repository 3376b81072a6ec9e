"""UWV Open Match Data: the ended series of data.overheid.nl, fetched on request over a real connection, one week a quarter."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.query import series
from ingest.datasets import DATASETS, ON_REQUEST
from ingest.errors import SourceUnavailable
from ingest.example.wire import ExampleCbs
from ingest.open_match import OpenMatchData, last_of_each_quarter
from ingest.settings import AGENDA
from ingest.sources import Sources
from ingest.wire.ckan import DATA_OVERHEID_API, Ckan, Resource
from ingest.wire.web import Patience, Web, allowed_address
from tests.data_folder import DataFolder
from tests.home_towns import TOWN_NAMES
from tests.loopback import Quiet, answering
from tests.workbooks import packed

pytestmark = pytest.mark.slow

DATASET = DATASETS["uwv-open-match"]
HEADER = "PEILDATUM;REFERENTIEBEROEP;POSTCODEGEBIED;GEMEENTE;REC_TYPE;AANTAL"


def week(day: str, rows: list[str], encoding: str = "utf-8-sig", header: str = HEADER) -> bytes:
    """A zip with the CSV of one week."""
    return packed({f"openmatch-{day}.csv": "\r\n".join([header, *rows]).encode(encoding)})


def corrupt() -> bytes:
    """A zip of which the list is in order and what was packed is not."""
    data = bytearray(packed({"openmatch.csv": "\r\n".join([HEADER, *everywhere("16-05-2023")])}))
    data[43:60] = b"\xff" * 17
    return bytes(data)


def encrypted() -> bytes:
    """A zip that asks for a password."""
    data = bytearray(week("c", everywhere("16-05-2023")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


def everywhere(day: str, amount: str = "10") -> list[str]:
    """Two occupations in each own gemeente, and a place elsewhere."""
    own = [f"{day};{job};2011;{town};Vacature;{amount}" for town in TOWN_NAMES for job in ("Kok", "Lasser")]
    return [*own, f"{day};Kok;1011;Amsterdam;Vacature;999", f"{day};Kok;2011;Haarlem;Werkzoekende;7"]


@contextmanager
def catalogue(files: dict[str, tuple[str, bytes]]) -> Iterator[str]:
    """A catalogue on loopback; `files` maps a name to the day on which it was made and its bytes."""

    class Handler(Quiet):
        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            listed = [
                {"url": f"{root}/files/{file}", "created": f"{day}T06:00:00", "format": "ZIP"} for file, (day, _) in files.items()
            ]
            found = files.get(name)
            body = found[1] if found else json.dumps({"success": True, "result": {"resources": listed}}).encode()
            self.send_response(200 if found or "package_show" in self.path else 404)
            self.end_headers()
            self.wfile.write(body)

    with answering(Handler) as server:
        root = server.url
        yield root


def fetched(folder: Path, root: str) -> tuple[str, Figures | None]:
    """How a refresh of the series went, and the figures that it published."""
    web, data = Web(Patience(tries=1)), DataFolder(folder, DATASET)
    done = data.run(Sources(ExampleCbs([]), AGENDA, web.traffic, open_data=Ckan(root, web, DATA_OVERHEID_API)))
    return done.attempts[0].message, data.figures if data.versions.current() else None


def test_the_last_week_of_each_quarter_is_summed_over_occupations_per_gemeente_and_region(tmp_path: Path) -> None:
    files = {
        "a.zip": ("2023-02-07", week("a", everywhere("07-02-2023", "1"))),
        "b.zip": ("2023-03-28", week("b", everywhere("28-03-2023"))),
        "c.zip": ("2023-05-16", week("c", everywhere("16-05-2023", "12"))),
    }
    with catalogue(files) as root:
        message, figures = fetched(tmp_path, root)
    assert message == ""
    assert figures is not None
    table = series(figures, "open-match-historie", ["AM37", "GM0392"])
    assert table[["regiocode", "periode", "waarde", "status"]].to_numpy().tolist() == [
        ["AM37", "2023-03", 140, "definitief"],
        ["AM37", "2023-05", 168, "definitief"],
        ["GM0392", "2023-03", 20, "definitief"],
        ["GM0392", "2023-05", 24, "definitief"],
    ]
    (receipt,) = figures.receipts.values()
    assert "historisch" in receipt.title
    assert receipt.licence == "CC BY 4.0"


def test_a_missing_part_makes_the_sum_missing_and_latin_1_is_read(tmp_path: Path) -> None:
    rows = [*everywhere("16-05-2023"), "16-05-2023;Béton;2011;Velsen;Vacature;"]
    with catalogue({"c.zip": ("2023-05-16", week("c", rows, "latin-1"))}) as root:
        _, figures = fetched(tmp_path, root)
    assert figures is not None
    shown = series(figures, "open-match-historie").set_index("regiocode")["waarde"]
    assert shown["GM0392"] == 20
    assert "GM0453" not in shown.index
    assert "AM37" not in shown.index


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"geen zip", "een zip met één CSV"),
        (corrupt(), "een zip met één CSV"),
        (encrypted(), "een zip met één CSV"),
        (week("c", [], header="PEILDATUM;PLAATS"), "AANTAL, GEMEENTE, PEILDATUM, REC_TYPE"),
        (week("c", ["16-05-2023;Kok;2011;Haarlem;Stage;1"]), "op regel 2: REC_TYPE 'Stage'"),
        (week("c", ["16-05-2023;Kok;2011;Haarlem;Vacature;veel"]), "op regel 2: 'veel' is geen getal"),
    ],
)
def test_a_file_in_another_form_is_refused_with_both_sides(tmp_path: Path, data: bytes, said: str) -> None:
    with catalogue({"c.zip": ("2023-05-16", data)}) as root:
        message, figures = fetched(tmp_path, root)
    assert said in message
    assert figures is None


def test_a_catalogue_without_the_package_is_an_error(tmp_path: Path) -> None:
    with catalogue({}) as root:
        message, _ = fetched(tmp_path, root)
    assert "een zip met een datum" in message


def test_a_file_is_fetched_over_https_or_from_the_machine_itself() -> None:
    assert allowed_address("https://elders.nl/a.zip", "https://data.overheid.nl")
    assert allowed_address("http://127.0.0.1:80/a.zip", "http://127.0.0.1:80")
    assert not allowed_address("http://elders.nl/a.zip", "https://data.overheid.nl")
    with pytest.raises(SourceUnavailable, match="geen https"):
        Ckan("https://data.overheid.nl", Web(Patience(tries=1)), DATA_OVERHEID_API).fetch("ftp://elders.nl/a.zip")


def test_what_is_no_zip_or_has_no_date_is_left_out() -> None:
    listed = [Resource("a", "2023-01-01", "CSV"), Resource("b", "", "ZIP"), Resource("c", "2022-12-31", "zip")]
    assert [one.url for one in last_of_each_quarter(listed)] == ["c"]


def test_an_ended_series_is_asked_for_only_by_name_and_says_so() -> None:
    assert {DATASET.name} == ON_REQUEST
    sources = Sources(ExampleCbs([]), AGENDA, Web().traffic)
    assert not DATASET.offers(sources)
    assert "alleen op verzoek" in OpenMatchData().inspect(sources).words
