"""The tables about jobs and benefits, from a server that speaks as CBS does to what the commands, the pages and the API say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.lines import line
from indicators.registry import INDICATORS
from indicators.tables import indicator_table
from indicators.targets import progress_of
from ingest.cbs.fit import fit
from ingest.cbs_work_and_income import WORK_AND_INCOME
from ingest.datasets import DATASETS
from ingest.example.benefit_tables import unemployment_benefits
from ingest.example.wire import WireDimension, WireTable, WireTopic
from ingest.periods import Period
from ingest.regions import ARBEIDSMARKTREGIOS
from ingest.wire.cbs import read_structure
from tests.answering import answered
from tests.cbs_server import CbsServer, served_tables, serving
from tests.conftest import run_command, shown
from tests.home_towns import TOWN_CODES
from tests.real_tables import SHARED, needs_real_tables
from tests.visits import seen, visit

pytestmark = pytest.mark.slow
NAMES = [table.name for table in WORK_AND_INCOME]
KEYS = ["vacaturegraad", "ww", "bijstand", "bijstandsuitkeringen", "werknemersbanen", "werknemersbanen-aandeel-focus"]
Row = dict[str, str]


@pytest.fixture(scope="module")
def cbs() -> Iterator[CbsServer]:
    """A server with the tables of the example, as if they were real."""
    with serving(served_tables()) as server:
        yield server


@pytest.fixture(scope="module")
def data(cbs: CbsServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder refreshed from that server."""
    folder = tmp_path_factory.mktemp("work")
    done = run_command("ingest", "refresh", "areas", *NAMES, data_dir=folder, CBS_V3_URL=cbs.url)
    assert done.returncode == 0, done.stderr
    return folder


def wire(title: str) -> WireTable:
    """The example table whose title starts so."""
    (table,) = [table for table in served_tables() if table.title.startswith(title)]
    return table


def test_check_says_which_region_levels_each_table_has(cbs: CbsServer, tmp_path: Path) -> None:
    done = run_command("ingest", "check", "--json", data_dir=tmp_path, CBS_V3_URL=cbs.url)
    found = {row["dataset"]: row for row in json.loads(done.stdout)}
    assert all(found[name]["fits"] for name in NAMES), found
    assert (
        "GM, LD, NL, PV, 2010-2024, 1 onderwerp; zonder AM, dus regio's worden opgeteld uit gemeenten waar dat kan"
        in (found["jobs"]["found"])
    )
    assert "AM, NL, PV, 2013-2026" in found["ww"]["found"]
    assert "zonder" not in found["ww"]["found"]


@pytest.mark.parametrize(
    ("name", "title"), [("jobs", "Banen van werknemers in december;"), ("jobs-nl", "Banen van werknemers; bed")]
)
@pytest.mark.parametrize("code", ["2024JJ00", "2024MM12"])
def test_jobs_in_december_are_those_of_the_year_however_cbs_writes_it(name: str, title: str, code: str) -> None:
    periods = WireDimension("Perioden", [(code, "2024 december", "Voorlopig")], "TimeDimension")
    table = wire(title)
    others = [dimension for dimension in table.dimensions if dimension.name != "Perioden"]
    found = fit(DATASETS[name], read_structure(replace(table, dimensions=[*others, periods]).metadata()))
    assert found.periods == {code: Period("2024", "year", "voorlopig")}


def test_only_the_pinned_codes_are_asked_for(data: Path, cbs: CbsServer) -> None:
    assert cbs.asked_for("voorbeeld-ww/TypedDataSet") >= 3  # three figures for each cell make more than two pages
    assert any("Geslacht+eq+%27T001038%27+and+Leeftijd+eq+%2710000%27" in address for address in cbs.asked)
    assert not any("Marges+eq" in address for address in cbs.asked)


def test_ww_is_the_cell_of_the_table_with_its_bounds_and_its_status(data: Path) -> None:
    raw = {
        row["Marges"]: str(row["PersonenMetEenWerkloosheidsuitkering_1"])
        for row in unemployment_benefits().rows
        if (row["RegioS"], row["Perioden"]) == ("AM37", "2023MM03")
    }
    row = shown(data, "ww", "--regio", "AM37", "--van", "2023")["AM37", "totaal", "2023-03"]
    assert (row["waarde"], row["ondergrens"], row["bovengrens"]) == (raw["MW00000"], raw["MOG0095"], raw["MBG0095"])
    assert float(row["ondergrens"]) < float(row["waarde"]) < float(row["bovengrens"])
    assert (row["status"], row["tabel"]) == ("nader voorlopig", "voorbeeld-ww")
    assert row["eenheid"] == "personen, gecorrigeerd voor het seizoen"


def test_the_last_three_months_of_ww_are_provisional(data: Path) -> None:
    rows = list(shown(data, "ww", "--regio", "NL01", "--van", "2026").values())
    assert [row["status"] for row in rows] == ["nader voorlopig", "nader voorlopig", "voorlopig", "voorlopig", "voorlopig"]


def test_the_figures_of_am16_are_those_of_am37_until_it_took_over_in_2016(data: Path) -> None:
    rows = shown(data, "ww", "--regio", "AM37")
    old = {
        row["Perioden"]: row["PersonenMetEenWerkloosheidsuitkering_1"]
        for row in unemployment_benefits().rows
        if (row["RegioS"], row["Marges"]) == ("AM16", "MW00000")
    }
    assert rows["AM37", "totaal", "2015-12"]["waarde"] == str(old["2015MM12"])
    assert old["2016MM01"] is None
    assert rows["AM37", "totaal", "2016-01"]["waarde"] != ""
    assert rows["AM37", "totaal", "2013-12"]["waarde"] == ""  # not published, not 0
    assert rows["AM37", "totaal", "2015-12"]["ondergrens"] != ""
    assert {row["regiocode"] for row in shown(data, "ww").values()} & {"AM04", "AM16", "AM31"} == set()


def test_a_gemeente_has_ww_from_another_series_and_its_unit_says_so(data: Path) -> None:
    row = shown(data, "ww", "--regio", "GM0392")["GM0392", "totaal", "2023-03"]
    assert (row["eenheid"], row["tabel"], row["ondergrens"]) == ("personen", "voorbeeld-uitkeringen", "")


@pytest.mark.parametrize("key", ["bijstand", "bijstandsuitkeringen"])
def test_bijstand_of_the_region_is_the_sum_of_its_gemeenten(data: Path, key: str) -> None:
    rows = shown(data, key, "--regio", ",".join(["AM37", *TOWN_CODES]), "--van", "2023", "--tot", "2023")
    towns = [float(rows[town, "totaal", "2023-03"]["waarde"]) for town in TOWN_CODES]
    assert float(rows["AM37", "totaal", "2023-03"]["waarde"]) == sum(towns)


def test_the_latest_bijstandsuitkeringen_are_published_for_the_country_only(data: Path) -> None:
    rows = shown(data, "bijstandsuitkeringen", "--regio", "NL01,AM37", "--van", "2026")
    assert rows["NL01", "totaal", "2026-05"]["waarde"].endswith("000")
    assert (rows["NL01", "totaal", "2026-05"]["status"], rows["AM37", "totaal", "2026-05"]["waarde"]) == ("voorlopig", "")


def test_jobs_of_the_region_are_the_sum_of_its_gemeenten_in_each_sector(data: Path) -> None:
    rows = shown(data, "werknemersbanen", "--regio", ",".join(["AM37", *TOWN_CODES]), "--van", "2023")
    for sector in ("totaal", "sbi-Q", "sbi-B-F", "techniek", "focus", "overig"):
        towns = [float(rows[town, sector, "2023"]["waarde"]) for town in TOWN_CODES]
        assert float(rows["AM37", sector, "2023"]["waarde"]) == sum(towns), sector
    assert ("AM37", "sbi-D", "2023") not in rows  # secret in Zandvoort, so the sum is not known


def test_a_definition_of_techniek_with_a_secret_section_leaves_the_region_without_it(data: Path) -> None:
    narrow = shown(data, "werknemersbanen", "--regio", "AM37,NL01", "--sector", "techniek", "--techniek", "smal", "--van", "2023")
    assert {region for region, _, _ in narrow} == {"NL01"}


def test_the_share_of_the_focus_sectors_is_their_jobs_over_all_jobs(data: Path) -> None:
    jobs = shown(data, "werknemersbanen", "--regio", "AM37", "--van", "2023")
    parts = shown(data, "werknemersbanen-aandeel-focus", "--regio", "AM37", "--van", "2023")
    assert {sector for _, sector, _ in parts} == {"focus", "zorg-welzijn", "onderwijs", "techniek"}
    quotient = 100 * float(jobs["AM37", "focus", "2023"]["waarde"]) / float(jobs["AM37", "totaal", "2023"]["waarde"])
    assert float(parts["AM37", "focus", "2023"]["waarde"]) == round(quotient, 1)


def test_the_vacancy_rate_of_the_country_is_what_cbs_prints_and_is_never_added_over_sectors(data: Path) -> None:
    printed = {
        str(row["SBI2008"]): row["Vacaturegraad_1"]
        for row in wire("Vacatures; vacaturegraad").rows
        if row["Perioden"] == "2023KW01"
    }
    rows = shown(data, "vacaturegraad", "--regio", "NL01", "--van", "2023", "--tot", "2023")
    found = {sector: row["waarde"] for (_, sector, period), row in rows.items() if period == "2023-Q1"}
    assert (found["totaal"], found["sbi-B-F"], found["sbi-Q"]) == tuple(str(printed[c]) for c in ("T001081", "300003", "422400"))
    assert (found["zorg-welzijn"], found["onderwijs"]) == (found["sbi-Q"], found["sbi-P"])
    assert not {"techniek", "focus", "overig"} & set(found)
    assert {row["eenheid"] for row in rows.values()} == {"vacatures per 1.000 banen"}


def test_the_vacancy_rate_of_the_region_is_an_approximation_from_two_sources(figures: Figures) -> None:
    table = indicator_table(figures, "vacaturegraad")
    (row,) = table[(table["regiocode"] == "AM37") & (table["sector"] == "totaal") & (table["periode"] == "2023-Q1")].to_dict(
        "records"
    )
    assert row["waarde"] == 54  # 8,150 vacancies in 2023-Q1 on 150,900 jobs in December 2022: both printed in the agenda
    assert row["eenheid"] == "vacatures per 1.000 banen, benadering"
    assert (row["bron"], row["tabel"]) == ("CBS; UWV", "voorbeeld-banen; voorbeeld-uwv-vacatures.csv")


@pytest.mark.parametrize("key", KEYS)
def test_each_key_works_for_the_home_region_its_province_the_country_and_all_35_regions(figures: Figures, key: str) -> None:
    table = indicator_table(figures, key)
    have = set(table[table["waarde"].notna()]["regiocode"])
    assert {"NL01", "PV27", *ARBEIDSMARKTREGIOS} <= have
    assert set(TOWN_CODES) <= have or key == "vacaturegraad"  # nobody publishes vacancies per gemeente


def test_the_target_on_jobs_in_the_focus_sectors_has_a_direction(figures: Figures) -> None:
    found = progress_of(figures, "werknemersbanen", "AM37", "focus")
    assert found
    assert found.baseline
    assert found.latest
    assert (found.baseline.period, found.baseline.value) == ("2022", 61_900)  # 41% of 150,900, as the agenda prints both
    assert found.latest.period == "2024"
    assert found.status == ("goede richting" if found.latest.value > found.baseline.value else "verkeerde richting")


def test_a_monthly_line_is_compared_with_the_same_month_a_year_before(figures: Figures) -> None:
    points = line(figures, "ww", "AM37").points
    assert (points[0].period, points[-1].period) == ("2014-01", "2026-05")
    assert points[-1].moment - points[-13].moment == 1
    assert points[-13].period == "2025-05"
    assert {found.name for found in line(figures, "ww", "AM37").breaks} >= {
        "begin van de coronacrisis",
        "nieuwe naam van de regio",
    }


@pytest.mark.usefixtures("on_example")
def test_the_page_with_figures_offers_them_with_months_and_margins() -> None:
    found = seen(visit("gegevens.py", indicator="ww,bijstand", gebieden="AM37", van="2023", tot="2023"))
    assert found.errors == []
    assert "Personen met een WW-uitkering" in found.text
    assert "Marge (95%)" in found.text
    assert "mrt 2023" in found.text


@pytest.mark.usefixtures("on_example")
def test_the_api_gives_months_with_their_bounds() -> None:
    rows = json.loads(answered("/api/v1/indicatoren/ww.json?regio=AM37&van=2023&tot=2023").body)
    assert [row["periode"] for row in rows] == [f"2023-{month:02d}" for month in range(1, 13)]
    assert all(row["ondergrens"] < row["waarde"] < row["bovengrens"] for row in rows)


def test_every_new_indicator_says_how_its_margin_stands() -> None:
    for key in KEYS:
        said = " ".join([INDICATORS[key].calculation, *INDICATORS[key].caveats])
        assert "marge" in said or "interval" in said, key
    assert set(NAMES) <= set(DATASETS)


@needs_real_tables
def test_the_declaration_of_ww_fits_the_real_code_lists_of_85554ned() -> None:
    """Schema and code lists of 85554NED as CBS gave them in July 2026, turned from OData v4 into the v3 shape."""
    folder = SHARED / "v4_fixtures" / "85554NED"

    def codes(name: str) -> list[tuple[str, ...]]:
        listed = json.loads((folder / f"codes-{name}.json").read_text())["value"]
        return [(code["Identifier"], code["Title"], *([code["Status"]] if "Status" in code else [])) for code in listed]

    (measure,) = json.loads((folder / "measure-codes.json").read_text())["value"]
    topic = WireTopic("D001908_1", (measure["Title"],), measure["Unit"], measure["Decimals"])
    dimensions = [WireDimension(name, codes(name)) for name in ("Geslacht", "Leeftijd", "Marges", "RegioS")]
    periods = WireDimension("Perioden", codes("Perioden"), "TimeDimension")
    table = WireTable("85554NED", "WW", "2026-06-30", [*dimensions, periods], [topic], [])
    (declared,) = [each for each in WORK_AND_INCOME if each.name == "ww"]
    found = fit(declared, read_structure(table.metadata()))
    assert found.margin_codes == {"MW00000": "value", "MOG0095": "lower", "MBG0095": "upper"}
    assert found.levels == {"NL", "PV", "AM"}
    assert {"AM16", "AM37"} <= set(found.region.meaning.values())
    assert (found.periods["2026MM04"].code, found.periods["2026MM04"].status) == ("2026-04", "voorlopig")
