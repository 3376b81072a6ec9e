"""The figure of woon-werkstromen can be read on a telephone: names beside the bars that stay on their own side."""

import pandas as pd
import pytest

from indicators.regions import Region
from pages.components.flow_charts import Flows, largest, sankey, together
from tests.visits import seen, visit

HALF = 126  # pixels between the bar in the middle and one at a side, on a screen of 360 pixels
LETTER = 5.6  # pixels of a letter in a name, as it is drawn


def flows(column: str, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({column: names, "waarde": [23_900.0 - 100 * number for number, _ in enumerate(names)]})


OUT = ["Groot Amsterdam", "Veluwe Stedendriehoek", "Zuid-Holland Centraal", "Noordoost-Brabant", "Rijnmond"]
HERE = Region("AM37", "Hier", "arbeidsmarktregio")
BACK = ["Zaanstreek/Waterland", "Noord-Holland Noord", "Haaglanden"]
FOUND = Flows(
    Region("AM37", "Zuid-Kennemerland en IJmond", "arbeidsmarktregio"),
    "2024",
    "arbeidsmarktregio",
    flows("werkregio_naam", OUT),
    flows("woonregio_naam", BACK),
)


@pytest.fixture(scope="module")
def figure():
    return sankey(FOUND)


def test_a_name_with_its_figure_does_not_reach_the_bar_in_the_middle_of_a_telephone(figure):
    labels = figure.data[0].node.label[1:]
    assert [label.replace("<br>", " ").rsplit(" ", 1)[0] for label in labels] == BACK + OUT
    for label in labels:
        lines = label.split("<br>")
        assert max(map(len, lines)) * LETTER <= HALF
        assert len(lines) * 14 <= figure.data[0].node.pad  # nor the name of the place above or below it


def test_the_place_itself_is_named_above_the_figure_and_not_among_the_others(figure):
    assert figure.data[0].node.label[0] == ""
    (name,) = figure.layout.annotations
    assert name.text == "Zuid-Kennemerland en<br>IJmond"
    assert (name.x, name.xref, name.y, name.yref, name.yanchor) == (0.5, "paper", 1, "paper", "bottom")
    assert figure.layout.margin.t >= 2 * 16


def test_under_the_mouse_a_name_is_whole_and_on_one_line(figure):
    node = figure.data[0].node
    assert node.hovertemplate == "%{customdata}<extra></extra>"
    assert node.customdata[:2] == ("Zuid-Kennemerland en IJmond", "Zaanstreek/Waterland 23.900")
    assert len(node.customdata) == len(node.label)


@pytest.mark.parametrize(
    ("jobs", "said"),
    [
        ([2100, 1900, 100], "De grootste stroom naar buiten gaat naar A: 2.100 banen, 10,5% van alle banen van inwoners."),
        (
            [2100, 2000, 100],
            "De grootste stromen naar buiten gaan naar A en B: elk ongeveer 2.100 banen, 10,5% van alle banen van inwoners; "
            "het verschil valt binnen de afronding.",
        ),
        (
            [200, 200, 200, 100, 100, 100],
            "De grootste stromen naar buiten gaan naar A, B, C en 3 andere: elk ongeveer 200 banen, 10,5% van alle banen van "
            "inwoners; het verschil valt binnen de afronding.",
        ),
        ([], ""),
    ],
)
def test_of_flows_that_differ_by_no_more_than_a_step_of_rounding_none_is_the_largest(jobs: list[int], said: str) -> None:
    names = list("ABCDEF")[: len(jobs)]
    out = pd.DataFrame({"werkregio": names, "werkregio_naam": names, "waarde": jobs, "aandeel": 10.5, "step": 100.0})
    assert largest(Flows(HERE, "2024", "arbeidsmarktregio", out, out), "uitgaand") == said


def test_flows_that_are_sums_of_many_differ_only_by_more_than_the_rounding_of_all_of_these() -> None:
    out = pd.DataFrame(
        {"werkregio": ["A", "B", "C"], "werkregio_naam": ["A", "B", "C"], "waarde": [9000, 8300, 8200], "aandeel": 10.5}
    )
    said = {
        step: largest(Flows(HERE, "2024", "arbeidsmarktregio", out.assign(step=[step, 100.0, 100.0]), out), "uitgaand")
        for step in (100.0, 700.0)
    }
    assert "gaat naar A: 9.000 banen" in said[100.0]
    assert "gaan naar A en B: elk ongeveer 9.000 banen" in said[700.0]


def test_a_place_that_has_an_article_has_it_where_a_flow_goes_or_comes_from() -> None:
    codes, names = ["AM09", "AM08"], ["Achterhoek", "Rijk van Nijmegen"]
    flow = pd.DataFrame({"waarde": [9000, 8950], "aandeel": 10.5, "step": 100.0})
    out, back = (flow.assign(**{end: codes, f"{end}_naam": names}) for end in ("werkregio", "woonregio"))
    found = Flows(HERE, "2024", "arbeidsmarktregio", out, back)
    assert "gaan naar de Achterhoek en het Rijk van Nijmegen: " in largest(found, "uitgaand")
    assert "komen uit de Achterhoek en het Rijk van Nijmegen: " in largest(found, "inkomend")


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_largest_flow_of_a_gemeente_among_regions_is_that_beyond_its_own_region() -> None:
    by_gemeente = seen(visit("woonwerk.py", regio="GM0453", per="gemeente")).text
    assert "<h2>Wie van buiten in Velsen werkt, woont het meest in Haarlem</h2>" in by_gemeente
    among_regions = seen(visit("woonwerk.py", regio="GM0453", per="arbeidsmarktregio")).text
    assert "<h2>Wie van buiten de eigen regio in Velsen werkt, woont het meest in Groot Amsterdam</h2>" in among_regions
    assert "<h2>Inwoners van Velsen werken buiten de eigen regio het meest in Groot Amsterdam</h2>" in among_regions
    assert among_regions.count("Buiten de eigen regio gaat de grootste stroom naar Groot Amsterdam: ") == 2
    assert among_regions.count("Van buiten de eigen regio komt de grootste stroom uit Groot Amsterdam: ") == 2
    assert "De grootste stroom naar" not in among_regions


BEYOND = "De pendel in procenten telt ook mee wat als stroom op 0 is afgerond."


@pytest.mark.parametrize(
    ("outgoing", "incoming", "said"),
    [
        ([2100, 1900], [300, 0], f"Alle stromen samen zijn 4.000 banen naar buiten en 300 banen naar binnen. {BEYOND}"),
        (
            [2100, 1900, None],
            [300, 0],
            f"Alle gepubliceerde stromen samen zijn 4.000 banen naar buiten en 300 banen naar binnen. {BEYOND}",
        ),
        (
            [None, None],
            [300],
            f"Alle gepubliceerde stromen samen zijn 300 banen naar binnen. {BEYOND} Naar buiten is er geen stroom gepubliceerd.",
        ),
        ([None], [], "Naar buiten en naar binnen is er geen stroom gepubliceerd."),
    ],
)
def test_all_flows_together_are_said_in_both_directions_and_what_is_not_published_is_not_nil(
    outgoing: list[float | None], incoming: list[float | None], said: str
) -> None:
    out, back = (pd.DataFrame({"waarde": jobs}, dtype=float) for jobs in (outgoing, incoming))
    assert together(Flows(HERE, "2024", "arbeidsmarktregio", out, back)) == said
