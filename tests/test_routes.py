"""What is served beside the pages, asked of the real server as another program would ask it."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow.parquet as parquet
import pytest
import requests
from starlette.requests import Request

from indicators.registry import INDICATORS
from indicators.selection import Selection
from indicators.tables import CONTRACT
from pages.api.series import indicator_series
from pages.components.citing import data_address, python_line
from pages.components.downloads import series_links
from pages.routes import healthz
from warehouse.versions import Versions

pytestmark = pytest.mark.slow

Ask = Callable[..., requests.Response]
PAGE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="module")
def ask(address: str) -> Ask:
    """Asks the dashboard for a path."""

    def asked(path: str, **options: object) -> requests.Response:
        return requests.get(f"{address}{path}", timeout=30, **options)

    return asked


@pytest.fixture(scope="module")
def series(ask: Ask) -> Ask:
    """Asks the dashboard for a file with figures; keywords are parameters of the address."""
    return lambda file, **parameters: ask(f"/api/v1/indicatoren/{file}", params=parameters)


def test_the_list_names_every_indicator_with_unit_definition_and_sources(ask):
    answer = ask("/api/v1/indicatoren")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert [each["key"] for each in answer.json()] == list(INDICATORS)
    assert all(each["label"] and each["unit"] and each["definition"] and each["sources"] for each in answer.json())


def test_csv_for_programs_has_the_columns_of_the_contract_with_commas_and_points(series):
    answer = series("netto-arbeidsparticipatie.csv", regio="AM37", van="2023", tot="2023")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="netto-arbeidsparticipatie.csv"'
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8")))
    assert header == CONTRACT
    assert dict(zip(header, row, strict=True)) | {"opgehaald": "", "tabel": ""} == {
        "indicator": "netto-arbeidsparticipatie",
        "regiocode": "AM37",
        "regio": "Zuid-Kennemerland en IJmond",
        "sector": "totaal",
        "periode": "2023",
        "waarde": "73.9",
        "ondergrens": "",
        "bovengrens": "",
        "status": "voorbeeld",
        "eenheid": "% van de bevolking van 15 tot 75 jaar",
        "bron": "CBS",
        "tabel": "",
        "opgehaald": "",
    }


def test_csv_for_a_dutch_excel_has_a_mark_semicolons_and_decimal_commas(series):
    answer = series("netto-arbeidsparticipatie.csv", regio="AM37", van="2023", tot="2023", opmaak="nl")
    assert answer.content.startswith(b"\xef\xbb\xbfindicator;regiocode;")
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert header == CONTRACT
    assert row[header.index("waarde")] == "73,9"


def test_json_has_the_columns_of_the_contract_and_null_for_what_is_not_there(series):
    answer = series("vacatures.json", regio="AM37", sector="totaal", van="2024", tot="2024")
    assert answer.headers["Content-Type"] == "application/json"
    rows = answer.json()
    assert [row["periode"] for row in rows] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert all(list(row) == CONTRACT for row in rows)
    assert (rows[1]["waarde"], rows[1]["ondergrens"]) == (8110, None)


def test_parquet_has_the_columns_of_the_contract_and_the_same_rows(series):
    asked = {"regio": "AM37,NL01", "van": "2024"}
    answer = series("vacatures.parquet", **asked)
    assert answer.headers["Content-Type"] == "application/vnd.apache.parquet"
    table = parquet.read_table(io.BytesIO(answer.content))
    assert table.column_names == CONTRACT
    assert table.num_rows == len(series("vacatures.json", **asked).json()) > 100


def test_regions_stand_in_the_order_asked_and_everything_is_given_when_nothing_is_asked(series):
    rows = series("werklozen.json", regio="NL01, AM37", van="2023", tot="2023").json()
    assert list(dict.fromkeys(row["regiocode"] for row in rows)) == ["NL01", "AM37"]
    everything = series("werklozen.json").json()
    assert len({row["regiocode"] for row in everything}) > 40
    assert len({row["periode"] for row in everything}) > 10


def test_a_narrower_techniek_has_fewer_vacancies(series):
    asked = {"regio": "NL01", "sector": "techniek", "van": "2024", "tot": "2024"}
    broad, narrow = series("vacatures.json", **asked).json(), series("vacatures.json", **asked, techniek="smal").json()
    assert [row["periode"] for row in narrow] == [row["periode"] for row in broad]
    assert broad
    assert all(small["waarde"] < large["waarde"] for small, large in zip(narrow, broad, strict=True))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("vacature.csv", "Onbekende indicator 'vacature'. Bedoelde u: vacatures, vacatures-aandeel-focus, vacaturegraad?"),
        ("xyz.json", "Onbekende indicator 'xyz'. Mogelijk zijn onder meer: vacatures, "),
        ("vacatures.ods", "Vraag om vacatures.csv, .json, .parquet of .xlsx."),
        ("vacatures", "Vraag om een indicator.csv, .json, .parquet of .xlsx."),
    ],
)
def test_an_unknown_file_is_not_found_and_the_nearest_names_are_given(series, file, said):
    answer = series(file)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith(said)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"regio": "AM37,XX99"}, "Onbekende regio 'XX99'."),
        ({"regio": "Haarlem"}, "Onbekende regio 'Haarlem'. Bedoelde u: GM0392 (Haarlem)?"),
        ({"sector": "technik"}, "Onbekende sector 'technik'. Bedoelde u: techniek (Techniek)?"),
        ({"van": "23"}, "van is geen jaar: '23'. Schrijf een jaartal van 1900 tot en met 2100, zoals 2023."),
        ({"tot": "straks"}, "tot is geen jaar: 'straks'."),
        ({"van": "2025", "tot": "2020"}, "van (2025) ligt na tot (2020). Draai ze om."),
        ({"opmaak": "us"}, "opmaak 'us' bestaat niet; kies uit nl, internationaal."),
        ({"techniek": "zzz"}, "Techniek kent geen definitie 'zzz'. Er zijn: agenda, smal, midden, breed."),
        ({"foo": "1"}, "Onbekende parameter 'foo'. Er zijn: opmaak, regio, sector, stand, techniek, tot, van."),
    ],
    ids=lambda value: "&".join(value) if isinstance(value, dict) else "",
)
def test_a_question_that_cannot_be_answered_is_refused_with_what_is_allowed(series, parameters, said):
    answer = series("vacatures.csv", **parameters)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(said)


def test_every_download_link_of_a_page_is_answered(ask):
    links = series_links("vacatures", ["AM37", "NL01"], ["focus"], 2020, 2024)
    answers = [ask(link.href) for link in links]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert all(len(answer.content) > 1000 for answer in answers)


def test_the_health_names_the_published_version_its_age_and_what_failed(ask, example_data):
    answer = ask("/healthz")
    assert answer.status_code == 200
    found = answer.json()
    assert found["versie"] == Versions(example_data).published()
    assert found["gemaakt"].endswith("+00:00")
    age = datetime.now(UTC) - datetime.fromisoformat(found["gemaakt"])
    assert found["leeftijd_uren"] == pytest.approx(age.total_seconds() / 3600, abs=0.02)
    assert found["mislukt"] == []


def test_without_a_version_to_show_the_health_is_503(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    answer = healthz(Request({"type": "http"}))
    assert answer.status_code == 503
    empty = {"versie": None, "gemaakt": None, "leeftijd_uren": None, "mislukt": [], "te_laat": [], "laatste_poging": None}
    assert json.loads(answer.body) == empty


@pytest.mark.parametrize(("asked", "status"), [("sector=zz", 400), ("van=nul", 400), ("sector=sbi-Q", 503)])
def test_what_is_wrong_whatever_figures_there_are_is_told_before_there_are_any(tmp_path, monkeypatch, asked, status):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    where = {"path_params": {"bestand": "vacatures.csv"}, "query_string": asked.encode(), "headers": []}
    assert indicator_series(Request({"type": "http", "method": "GET", "path": "/", **where})).status_code == status


@pytest.mark.parametrize("encoding", ["identity", "gzip", "gzip, deflate, br"])
@pytest.mark.parametrize("path", ["/", "/participatie", "/participatie?regio=GM0392"])
def test_every_page_says_that_its_language_is_dutch_also_to_a_browser_that_takes_gzip(ask, path, encoding):
    answer = ask(path, headers={**PAGE, "Accept-Encoding": encoding})
    assert answer.status_code == 200
    assert '<html lang="nl">' in answer.text
    assert 'lang="en"' not in answer.text


@pytest.mark.parametrize(
    ("asked", "packed"),
    [
        ("gzip", True),
        ("gzip;q=0.5", True),
        ("br, gzip", True),
        ("br;q=0, gzip", True),
        ("br;q=0, gzip;q=.", True),
        ("gzip;q=0", False),
        ("br;q=1, GZIP ; q=0.000", False),
        ("", False),
    ],
)
def test_who_says_not_to_take_gzip_does_not_get_it(ask, asked, packed):
    answer = ask("/api/v1/indicatoren", headers={"Accept-Encoding": asked})
    assert (answer.headers.get("Content-Encoding") == "gzip") == packed
    assert len(answer.json()) > 10


def test_a_page_is_as_long_as_it_says(address):
    answer = requests.get(address, headers={**PAGE, "Accept-Encoding": "identity"}, timeout=30, stream=True)
    assert len(answer.raw.read()) == int(answer.headers["Content-Length"]) > 1000


def test_the_line_of_python_reads_the_selection_as_it_stands(address):
    selection = Selection(("werklozen", "vacatures"), ("AM37", "NL01"), (), "2022", "2024")
    series = data_address(f"{address}/", selection, "csv")
    printed = "print(len(cijfers), cijfers.waarde.sum(), cijfers.periode.iloc[0])"
    run = subprocess.run([sys.executable, "-c", f"{python_line(series)}; {printed}"], capture_output=True, text=True, check=True)
    rows = requests.get(data_address(f"{address}/", selection, "json"), timeout=30).json()
    total = sum(row["waarde"] for row in rows if row["waarde"] is not None)
    count, read, period = run.stdout.split()
    assert (count, float(read), period) == (str(len(rows)), float(total), rows[0]["periode"])


def test_a_workbook_of_one_indicator_and_the_briefing_are_served(ask):
    book = ask("/api/v1/indicatoren/vacatures.xlsx?regio=AM37")
    assert (book.status_code, book.content[:2]) == (200, b"PK")
    assert book.headers["Content-Disposition"] == 'attachment; filename="vacatures.xlsx"'
    paper = ask("/briefing.pdf?regio=GM0392")
    assert (paper.status_code, paper.headers["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert ask("/briefing.pdf?regio=GM0392", headers={"If-None-Match": paper.headers["ETag"]}).status_code == 304
    assert ask("/briefing.pdf?regio=XX").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/v1", "/api/v2/indicatoren", "/bestaat-niet", "/_stcore/metrics", "/a/b/c", "/API/V1/indicatoren"],
)
def test_an_address_that_does_not_exist_is_404_for_a_program_too(ask, path):
    assert ask(path).status_code == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_what_a_browser_and_a_container_ask_of_the_server_itself_is_answered(ask, path):
    assert ask(path).status_code == 200


@pytest.mark.parametrize("path", ["/onzin", "/overzicht", "/vacatures", "/healthz"])
def test_who_asks_for_the_head_alone_hears_what_a_get_would_say(address, path):
    head = requests.head(address + path, headers=PAGE, timeout=30)
    whole = requests.get(address + path, headers=PAGE, timeout=30, allow_redirects=False)
    assert (head.status_code, head.content) == (whole.status_code, b"")


def test_an_unknown_sector_is_refused_also_by_a_selection_without_sectors(ask):
    answer = ask("/api/v1/gegevens.csv?indicator=werkloosheid&regio=AM37&sector=zz")
    assert (answer.status_code, answer.json()["detail"].startswith("Onbekende sector 'zz'")) == (400, True)
    assert ask("/api/v1/gegevens.csv?indicator=werkloosheid&regio=AM37&sector=sbi-Q").status_code == 200


@pytest.mark.parametrize(("method", "path"), [("POST", "/healthz"), ("OPTIONS", "/api/v1/indicatoren")])
def test_what_is_no_question_is_refused_in_dutch(address, method, path):
    answer = requests.request(method, address + path, timeout=10)
    assert (answer.status_code, answer.json()["detail"]) == (405, "Hier valt alleen te lezen: vraag met GET.")


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, "text/javascript") for name in ("shell.js", "pictures.js", "moving.js")] + [("style.css", "text/css")],
)
def test_each_page_loads_our_scripts_and_style(ask, name, kind):
    (address,) = re.findall(rf'"\.(/{re.escape(name)}\?v=[0-9a-f]+)"', ask("/vacatures", headers=PAGE).text)
    answer = ask(address)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, kind)
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_script_of_streamlit_comes_packed_and_is_kept(ask):
    (address,) = re.findall(r'<script type="module" crossorigin src="\.(/static/js/index\.[^"]+)"', ask("/", headers=PAGE).text)
    answer = ask(address, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["Cache-Control"]
