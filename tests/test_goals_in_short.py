"""What a tile says of a target: in a line or two what is asked and how far that is, and why behind a line that opens."""

import re
from dataclasses import replace

import pytest

from indicators.agenda import Target
from indicators.point import CHANCE, Point
from indicators.progress import progress
from indicators.regions import Region
from indicators.registry import INDICATORS
from pages.components.sentences import goal_in_short
from tests.made_figures import points, quarters
from tests.made_targets import number, target
from tests.visits import seen, visit

JOBS = INDICATORS["banenafspraak"]
PARTICIPATION = INDICATORS["netto-arbeidsparticipatie"]
COUNTRY = Region("NL01", "Nederland", "land")
LESS = {"richting": "omlaag"}


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [
        (target(), points(1000, 1100), "Doel: omhoog; sinds 2020 gestegen."),
        (target(**LESS), points(1000, 1100), "Doel: omlaag; sinds 2020 gestegen."),
        (target(**LESS), quarters(1000, 900), "Doel: omlaag; sinds K1 2020 gedaald."),
        (target(), points(20_000, 20_400, step=1000), "Doel: omhoog; sinds 2020 ongeveer gelijk."),
        (target(), points(1000), "Doel: omhoog."),
        (number(1941, tot=None), points(1000, 1819), "Doel: 1.941 of meer; nog 122 te gaan."),
        (number(1941), points(1000, 1941), "Doel: 1.941 of meer in 2030; gehaald."),
        (number(900, **LESS), points(1000, 950), "Doel: 900 of minder in 2030; nog 50 te gaan."),
        (number(1500, tot="2021"), points(1000, 1400, 1600), "Doel: 1.500 of meer in 2021; in 2021 nog 100 te gaan."),
        (number(1500), [], "Doel: 1.500 of meer in 2030."),
    ],
)
def test_a_tile_says_what_is_asked_and_how_far_that_is(wanted: Target, given: list[Point], said: str) -> None:
    assert goal_in_short(JOBS, progress(wanted, given), None) == said


def test_a_distance_in_a_percentage_is_in_percentage_points() -> None:
    wanted = number(75, unit="% van de bevolking van 15 tot 75 jaar")
    assert goal_in_short(PARTICIPATION, progress(wanted, points(70, 73.8)), None) == (
        "Doel: 75,0% of meer in 2030; nog 1,2 procentpunt te gaan."
    )


def test_a_region_to_do_better_than_has_its_figure_beside_it_with_its_period_where_that_is_not_the_newest() -> None:
    wanted = target("benchmark", benchmark="NL01")
    own, theirs = points(72.0, 72.4), points(73.0, 73.1)
    assert goal_in_short(PARTICIPATION, progress(wanted, own, theirs), COUNTRY) == "Doel: hoger dan Nederland (73,1%)."
    assert (
        goal_in_short(PARTICIPATION, progress(wanted, own, theirs[:1]), COUNTRY) == "Doel: hoger dan Nederland (73,0% in 2020)."
    )
    apart = progress(replace(wanted, **LESS), own, theirs, apart="het gaat om een aantal")
    assert goal_in_short(PARTICIPATION, apart, COUNTRY) == "Doel: lager dan Nederland."


def test_what_may_be_chance_is_said_beside_the_goal() -> None:
    found = progress(target(), points(1000, 1100))
    doubtful = replace(found, rule=f"{found.rule} {CHANCE}")
    assert goal_in_short(JOBS, doubtful, None) == "Doel: omhoog; sinds 2020 gestegen. Kan toeval zijn."


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_first_page_says_each_verdict_in_short_and_opens_to_the_whole_reason() -> None:
    text = seen(visit("overzicht.py")).text
    assert [len(said) for said in re.findall(r'<p class="meaning">(Doel: [^<]*)</p>\s*<details>', text) if len(said) > 60] == []
    opened = re.findall(r"<details><summary>(Waarom[^<]*)</summary><p class=\"meaning\">([^<]*)</p></details>", text)
    assert [summary for summary, _ in opened].count("Waarom (doel afgeleid)") == 2
    assert len(opened) == 5
    reasons = " ".join(reason for _, reason in opened)
    assert re.search(r"minder goed voor dan Nederland \(\d\d,\d%\), en het verschil is groter dan de afronding\.", reasons)
    assert reasons.count("De richting is afgeleid door het dashboard; het document noemt haar niet.") == 2
    assert reasons.count(CHANCE) == text.count("Kan toeval zijn.") == 2
