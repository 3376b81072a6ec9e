"""Real CBS tables through the whole house: from a server that speaks CBS's OData v3 to `indicators show`, a page and a CSV."""

from pathlib import Path

import pytest

from tests.cbs_server import serving
from tests.conftest import run_command, shown
from tests.real_tables import jobs_by_size, labour_force_nl, needs_real_tables, vacancies_nl, vacancies_regional
from tests.visits import looked_at, seen, visit
from warehouse.versions import Versions

pytestmark = [needs_real_tables, pytest.mark.slow]
REAL = ["labour-force-nl", "labour-force-nl-adjusted", "vacancies-regional", "vacancies-nl", "jobs-nl"]


@pytest.fixture(scope="module")
def real_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder refreshed from the real tables, in pages of a thousand rows, with the agenda's printed figures beside them.

    Worked out ahead of time, as the server does.
    """
    data_dir = tmp_path_factory.mktemp("real")
    with serving([vacancies_nl(), vacancies_regional(), labour_force_nl(), jobs_by_size()], page_size=1000) as cbs:
        done = run_command("ingest", "refresh", *REAL, "published-figures", data_dir=data_dir, CBS_V3_URL=cbs.url)
        assert done.returncode == 0, done.stderr
        assert cbs.asked_for("83599NED/TypedDataSet") >= 21
    assert run_command("indicators", "prepare", data_dir=data_dir).returncode == 0
    return data_dir


def test_dutch_net_participation_is_the_printed_cell(real_data: Path) -> None:
    rows = shown(real_data, "netto-arbeidsparticipatie", "--regio", "NL01")
    assert rows["NL01", "totaal", "2022"]["waarde"] == "72.2"  # 85224NED, A042501, 2022JJ00
    assert rows["NL01", "totaal", "2025"]["waarde"] == "73.2"
    assert rows["NL01", "totaal", "2025"]["tabel"] == "85224NED"
    assert "gecorrigeerd voor het seizoen" in rows["NL01", "totaal", "2025-Q1"]["eenheid"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("beroepsbevolking", "9898000"),
        ("werklozen", "350000"),
        ("werkloosheid", "3.5"),
        ("bruto-arbeidsparticipatie", "74.8"),
        ("bevolking-15-75", "13228000"),
        ("onderbenutte-deeltijders", "507000"),
        ("semiwerklozen", "300000"),  # 190 + 110
        ("onbenut-arbeidspotentieel", "1157000"),
        ("onbenut-aandeel", "8.7"),
    ],
)
def test_the_figures_of_2022_are_those_of_85224ned(real_data: Path, key: str, value: str) -> None:
    assert shown(real_data, key, "--regio", "NL01", "--van", "2022", "--tot", "2022")["NL01", "totaal", "2022"]["waarde"] == value


@pytest.mark.parametrize(
    ("region", "sector", "period", "value", "table"),
    [
        ("NL01", "totaal", "2023-Q2", "441200", "83599NED"),
        ("PV27", "totaal", "2023-Q2", "83100", "83599NED"),
        ("NL01", "sbi-Q", "2023-Q2", "66700", "83599NED"),
        ("PV27", "onderwijs", "2023-Q2", "2300", "83599NED"),
        ("PV27", "sbi-B-F", "2023-Q2", "8100", "83599NED"),
        ("NL01", "totaal", "2019", "281100", "80472ned"),  # the weighted mean that CBS gives for a year
        ("PV31", "sbi-O-U", "2014-Q3", "", "83599NED"),  # the one empty cell of the table stays empty
    ],
)
def test_vacancies_are_the_printed_cells(real_data: Path, region: str, sector: str, period: str, value: str, table: str) -> None:
    row = shown(real_data, "vacatures", "--regio", region, "--sector", sector)[region, sector, period]
    assert (row["waarde"], row["tabel"]) == (value, table)


@pytest.mark.parametrize(("region", "value"), [("NL01", "38.6"), ("PV27", "33.7")])
def test_the_share_of_the_focus_sectors_with_all_of_ict(real_data: Path, region: str, value: str) -> None:
    assert shown(real_data, "vacatures-aandeel-focus", "--regio", region)[region, "focus", "2023-Q2"]["waarde"] == value


def test_a_narrower_definition_of_techniek_gives_the_share_without_ict(real_data: Path) -> None:
    rows = shown(real_data, "vacatures-aandeel-focus", "--regio", "NL01", "--techniek", "midden")
    assert rows["NL01", "focus", "2023-Q2"]["waarde"] == "33.7"


@pytest.mark.parametrize(
    ("sector", "value"),
    [("totaal", "8560500"), ("sbi-Q", "1421300"), ("sbi-P", "540800"), ("sbi-B-F", "1179800"), ("sbi-62-63", "211500")],
)
def test_jobs_are_the_printed_cells_of_december(real_data: Path, sector: str, value: str) -> None:
    row = shown(real_data, "werknemersbanen", "--sector", sector, "--van", "2019")["NL01", sector, "2019"]
    assert (row["waarde"], row["tabel"], row["status"]) == (value, "83583NED", "voorlopig")


@pytest.mark.parametrize(("techniek", "value"), [("agenda", "40"), ("midden", "36.7"), ("breed", "40.6")])
def test_the_share_of_jobs_in_the_focus_sectors_of_2019(real_data: Path, techniek: str, value: str) -> None:
    rows = shown(real_data, "werknemersbanen-aandeel-focus", "--sector", "focus", "--techniek", techniek)
    assert rows["NL01", "focus", "2019"]["waarde"] == value  # 83583NED, T001098: (Q + P + Techniek) / all


def test_each_table_arrived_whole(real_data: Path) -> None:
    with Versions(real_data).reading() as connection:
        rows = dict(connection.execute("select dataset, rows from origin").fetchall())
    assert rows["vacancies-regional"] == 24 * 17 * 50
    assert rows["vacancies-nl"] == 58 * 133
    assert rows["jobs-nl"] == 124 * 10  # one company size
    assert (rows["labour-force-nl"], rows["labour-force-nl-adjusted"]) == (66, 53)


def test_the_region_without_a_series_of_its_own_shows_noord_holland_and_says_so(
    real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(real_data))
    visitor = visit()
    assert "Zuid-Kennemerland en IJmond heeft hierover zelf geen reeks. U ziet daarom Nederland." in seen(visitor).text
    found = looked_at(visitor, "vacatures.py")
    assert found.errors == []
    assert "U ziet daarom Noord-Holland" in found.text
    assert "8.150" in found.text
    assert "Voorbeeldcijfers" not in found.text
