"""Comparable regions and the reach of indicators: on hand-made structures with round numbers, and in the example."""

import json
import math
from pathlib import Path

import pytest

from indicators.comparable import VARIABLES, Comparable, Variable, as_json, comparable
from indicators.figures import Figures
from indicators.lines import line
from indicators.plain_text import comparable_text
from indicators.query import BadQuestion
from indicators.reach import Reach, in_words, reach
from indicators.registry import INDICATORS
from ingest.dataset import percentage, thousands
from ingest.published import PublishedFigures
from ingest.regions import ARBEIDSMARKTREGIOS
from tests.conftest import Command
from tests.contract import CONTRACT_KEYS
from tests.data_folder import DataFolder, declared, edition

PARTICIPATION = declared("participation", thousands("population"), percentage("net_participation"))
HEADER = "region sector period population net_participation\n"
SIZE, WORK = Variable("omvang", "bevolking-15-75", log=True), Variable("arbeidsdeelname", "netto-arbeidsparticipatie")
UNTAPPED = declared("untapped-potential", thousands("unemployed"), thousands("underemployed"))
MANY = Variable("werkloosheid", "werklozen")
UNKNOWN = Variable("pendel", "pendel-van-morgen")
# Six regions near each other, of which AM07 lacks its participation; all the others are much larger and work less.
NEAR = {"AM01": "200 70.0", "AM02": "200 71.0", "AM03": "400 70.0", "AM05": "100 70.0", "AM06": "200 76.0", "AM07": "100 ."}
REGIONS = dict.fromkeys(ARBEIDSMARKTREGIOS, "1600 50.0") | NEAR


@pytest.fixture(scope="module")
def structure(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """All regions in 2023, and one of them in 2024."""
    folder = DataFolder(tmp_path_factory.mktemp("structure"), PARTICIPATION, PublishedFigures())
    rows = [f"{code} A-U 2023JJ00 {cells}" for code, cells in REGIONS.items()] + ["AM01 A-U 2024JJ00 210 70.5"]
    folder.refresh(edition(PARTICIPATION, HEADER + "\n".join(rows)))
    comparable(folder.figures, "AM01", (SIZE, WORK))  # the tables are worked out once
    return folder.figures


@pytest.fixture(scope="module")
def thinning(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Werklozen in all 35 regions in 2021, in 18 in 2022 and in 17 in 2023, of two sizes, and none in one region; onderbenutte
    deeltijders are as many everywhere."""
    folder = DataFolder(tmp_path_factory.mktemp("thinning"), UNTAPPED, PublishedFigures())
    codes = sorted(ARBEIDSMARKTREGIOS)
    counts = dict.fromkeys(codes, 20) | {"AM01": 10, "AM02": 10, "AM03": 0}
    rows = [
        f"{code} A-U {year}JJ00 {counts[code]} 5" for year, many in ((2021, 35), (2022, 18), (2023, 17)) for code in codes[:many]
    ]
    folder.refresh(
        edition(UNTAPPED, "region sector period unemployed underemployed\n" + "\n".join([*rows, "GM0392 A-U 2022JJ00 90 5"]))
    )
    return folder.figures


def test_the_newest_period_counts_that_at_least_half_of_the_regions_have(thinning: Figures) -> None:
    found = comparable(thinning, "AM01", (MANY, Variable("omvang", "werklozen", log=True)))
    assert [(each.period, len(each.values)) for each in found.used] == [("2022", 18), ("2021", 34)]  # nil has no logarithm
    assert found.used[0].deviation == pytest.approx(math.sqrt((2 * 10_000**2 + 20_000**2 * 15) / 18 - (320_000 / 18) ** 2))
    assert (found.neighbours[0].code, found.neighbours[0].distance) == ("AM02", 0)
    assert found.notes == [f"Niet vergeleken, omdat er cijfers ontbreken: {', '.join(without(found))}."]


def without(found: Comparable) -> list[str]:
    """The names of the regions that lack a variable, in the order of their codes."""
    return [f"Plaats {code}" for code in sorted(ARBEIDSMARKTREGIOS) if any(code not in each.values for each in found.used)]


def test_a_variable_that_tells_no_region_from_another_does_not_count_and_is_named(thinning: Figures) -> None:
    found = comparable(thinning, "AM01", (MANY, Variable("werkloosheid", "onderbenutte-deeltijders")))
    assert [each.variable for each in found.used] == [MANY]
    assert found.notes[0] == (
        "Telt niet mee, omdat alle regio's hetzelfde cijfer hebben: werkloosheid (Onderbenutte deeltijders)."
    )


def test_where_no_region_lacks_a_figure_nothing_is_said_of_it(structure: Figures) -> None:
    assert comparable(structure, "AM01", (SIZE,)).notes == []


def test_the_most_similar_regions_stand_first(structure: Figures) -> None:
    found = comparable(structure, "AM01", (SIZE, WORK))
    assert [each.code for each in found.neighbours][:4] == ["AM02", "AM06", "AM03", "AM05"]
    assert len(found.neighbours) == 5
    assert found.notes == ["Niet vergeleken, omdat er cijfers ontbreken: Plaats AM07."]


def test_the_distance_is_in_standard_deviations_with_the_same_weight_for_each_theme(structure: Figures) -> None:
    found = comparable(structure, "AM01", (SIZE, WORK))
    distance = {each.code: each.distance for each in found.neighbours}
    points = [70.0, 71.0, 70.0, 70.0, 76.0, *[50.0] * 29]
    deviation = math.sqrt(sum((point - sum(points) / 34) ** 2 for point in points) / 34)
    assert distance["AM02"] == pytest.approx(math.sqrt(0.5) * 1 / deviation)
    assert distance["AM06"] == pytest.approx(math.sqrt(0.5) * 6 / deviation)
    assert distance["AM03"] == distance["AM05"]  # twice as large is as far as half as large; then by code
    assert [(each.period, each.weight) for each in found.used] == [("2023", 0.5), ("2023", 0.5)]


def test_a_period_that_only_one_region_has_is_not_used(structure: Figures) -> None:
    assert [point.period for point in line(structure, "bevolking-15-75", "AM01").points] == ["2023", "2024"]
    assert comparable(structure, "AM01", (SIZE,)).used[0].period == "2023"


def test_variables_of_one_theme_share_its_weight(structure: Figures) -> None:
    twice = (SIZE, WORK, Variable("omvang", "bevolking-15-75"))
    assert [each.weight for each in comparable(structure, "AM01", twice).used] == [0.25, 0.5, 0.25]


def test_a_variable_that_is_missing_reduces_the_set_and_is_named(structure: Figures) -> None:
    found = comparable(structure, "AM01", (SIZE, UNKNOWN))
    assert "Telt niet mee, omdat er te weinig cijfers zijn: pendel (pendel-van-morgen)." in found.notes
    assert [each.variable for each in found.used] == [SIZE]
    without = comparable(structure, "AM07", (SIZE, WORK))
    assert [each.variable for each in without.used] == [SIZE]
    assert without.neighbours[0].code == "AM05"


def test_a_stand_in_counts_only_as_long_as_what_it_stands_in_for_is_not_there(structure: Figures) -> None:
    for_work = Variable("arbeidsdeelname", "bevolking-15-75", instead_of="netto-arbeidsparticipatie")
    assert [each.variable for each in comparable(structure, "AM01", (SIZE, WORK, for_work)).used] == [SIZE, WORK]
    for_unknown = Variable("pendel", "netto-arbeidsparticipatie", instead_of=UNKNOWN.key)
    found = comparable(structure, "AM01", (SIZE, UNKNOWN, for_unknown))
    assert [each.variable for each in found.used] == [SIZE, for_unknown]
    assert any(note.startswith("Telt mee zolang pendel-van-morgen er niet is: pendel (") for note in found.notes)


def test_only_an_arbeidsmarktregio_with_figures_can_be_compared(structure: Figures) -> None:
    with pytest.raises(BadQuestion, match="Haarlem is geen arbeidsmarktregio"):
        comparable(structure, "GM0392", (SIZE,))
    with pytest.raises(BadQuestion, match="Onbekende regio 'AM99'"):
        comparable(structure, "AM99", (SIZE,))
    with pytest.raises(BadQuestion, match="nog geen cijfers om op te vergelijken"):
        comparable(structure, "AM01", (UNKNOWN,))


def test_the_variables_are_indicators_of_the_contract() -> None:
    assert {each.key for each in VARIABLES} <= set(CONTRACT_KEYS)


@pytest.mark.slow
def test_in_the_example_the_answer_is_five_regions_and_always_the_same(figures: Figures) -> None:
    found = comparable(figures, "AM37")
    assert len(found.neighbours) == 5
    assert "AM37" not in {each.code for each in found.neighbours}
    assert [each.distance for each in found.neighbours] == sorted(each.distance for each in found.neighbours)
    assert comparable(Figures(figures.versions, figures.version), "AM37") == found
    assert {"omvang", "sectorverdeling", "arbeidsdeelname", "werkloosheid"} <= {each.variable.theme for each in found.used}
    assert sum(each.weight for each in found.used) == pytest.approx(1)
    assert comparable_text(found).startswith("Meest vergelijkbaar met Zuid-Kennemerland en IJmond:")


def test_the_command_answers_in_text_and_as_json(command: Command, example_data: Path, figures: Figures) -> None:
    done = command("indicators", "comparable", "--regio", "AM37", "--json", data_dir=example_data)
    document = json.loads(done.stdout)
    assert (done.returncode, document) == (0, as_json(comparable(figures, "AM37")))
    assert [set(each) for each in document["vergelijkbaar"]] == [{"regiocode", "regio", "afstand"}] * 5
    for each in document["variabelen"]:
        assert len(each["waarden"]) == 6
        assert each["periode"]
        assert "opgehaald" in each["bron"]
    assert command("indicators", "comparable", "--regio", "GM0392", data_dir=example_data).returncode == 2


def test_the_reach_of_an_indicator_is_what_its_sources_have(structure: Figures) -> None:
    assert reach(structure, "bevolking-15-75") == [Reach("arbeidsmarktregio", "year", 35, "2023", "2024")]
    assert reach(structure, "netto-arbeidsparticipatie") == [Reach("arbeidsmarktregio", "year", 34, "2023", "2024")]
    assert reach(structure, "vacatures") == []
    assert in_words(reach(structure, "bevolking-15-75")) == "35 x arbeidsmarktregio per jaar, 2023 t/m 2024"
    assert in_words([]) == "nog geen cijfers"


def test_the_list_says_how_far_each_indicator_reaches(command: Command, example_data: Path) -> None:
    rows = json.loads(command("indicators", "list", "--json", data_dir=example_data).stdout)
    reached = {row["key"]: row["reach"] for row in rows}
    assert list(reached) == list(INDICATORS)
    assert {"level": "arbeidsmarktregio", "frequency": "year", "regions": 35, "first": "2013", "last": "2025"} in reached[
        "werkloosheid"
    ]
    assert {part["level"] for part in reached["werkloosheid"]} == {
        "land",
        "landsdeel",
        "provincie",
        "arbeidsmarktregio",
        "gemeente",
    }
    assert "35 x arbeidsmarktregio per kwartaal" in command("indicators", "list", data_dir=example_data).stdout
    nothing = json.loads(command("indicators", "list", "--json").stdout)
    assert [row["reach"] for row in nothing] == [[]] * len(INDICATORS)
