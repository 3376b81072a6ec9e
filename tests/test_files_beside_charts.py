"""The files beside a chart hold its figures; where they do not, a sentence beside them says so."""

import html
import json
import re

import pytest

from tests.answering import answered
from tests.visits import in_download, in_table, seen, visit

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_example")]
USUAL = "Deze bestanden bevatten de gewone reeks, niet "


def remark(foot: str) -> str:
    """The sentence beside the downloads of a chart."""
    (said,) = re.findall(r"Download deze cijfers:</span>.*?(?:<span>([^<]*)</span>)?\s*</p>", foot, re.DOTALL)
    return html.unescape(said)


def test_another_definition_of_techniek_goes_along_to_the_files():
    feet = seen(visit("vacatures.py", regio="NL01", techniek="smal")).feet
    assert [foot.count("techniek=smal") for foot in feet if "vacatures-aandeel-focus." in foot] == [6]  # and to the calculation
    assert "techniek=" not in "".join(seen(visit("vacatures.py", regio="NL01")).feet)
    for foot in feet:
        assert in_table(foot)
        assert in_table(foot) <= in_download(foot)


@pytest.mark.parametrize(("page", "key"), [("vacatures.py", "vacatures"), ("focussectoren.py", "vacatures-aandeel-focus")])
def test_the_files_beside_a_chart_of_sectors_hold_these_sectors(page, key):
    (foot,) = [foot for foot in seen(visit(page)).feet if f"/{key}." in foot and "per sector" in foot]
    assert len(in_table(foot)) > 2
    assert in_table(foot) <= in_download(foot)


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ({"weergave": "index"}, "de index."),
        ({"weergave": "verandering"}, "de verandering op een jaar."),
        ({"weergave": "inwoners"}, "het aantal per 1.000 inwoners."),
        ({"weergave": "index", "seizoen": "met"}, "de index."),
        ({"seizoen": "met"}, "die met het seizoen erin."),
        ({"seizoen": "zonder"}, None),
        ({"naast": "niets"}, None),
    ],
)
def test_files_that_hold_another_series_than_the_chart_say_so_beside_it(address, other):
    (foot,) = [foot for foot in seen(visit("uitkeringen.py", **address)).feet if "/api/v1/indicatoren/ww." in foot]
    assert remark(foot) == (USUAL + other if other else "")
    assert (in_table(foot) <= in_download(foot)) is (other is None)


def test_diamonds_that_are_not_in_the_files_are_named():
    feet = seen(visit("participatie.py")).feet
    for foot in feet:
        assert ("(de ruiten)" in remark(foot)) is (">gepubliceerd<" in foot and "gepubliceerd" not in statuses(foot))
    assert any("(de ruiten)" in remark(foot) for foot in feet)


def statuses(foot: str) -> str:
    """What the file for programs beside a chart says, whole."""
    (address,) = re.findall(r'href="([^"]+\.json\?[^"]+)"', foot)
    return answered(html.unescape(address)).body.decode()


def test_the_figure_of_flows_says_which_of_them_its_files_hold():
    first, *others = seen(visit("woonwerk.py")).feet
    assert remark(first).startswith("Deze bestanden bevatten de stromen naar buiten.")
    assert not any(map(remark, others))


@pytest.mark.parametrize("page", ["banen.py", "bedrijven.py", "vacatures.py"])
def test_a_bar_of_a_sector_says_the_status_of_its_figure(page):
    bars = [trace for chart in seen(visit(page)).charts for trace in json.loads(chart.spec)["data"] if trace["type"] == "bar"]
    hovers = [text for trace in bars for text in trace["hovertext"]]
    assert any("(voorbeeld)" in text for text in hovers)
    assert [text for text in hovers if "(voorbeeld)" not in text] == []
