"""The targets in words: what a year without a quarter means, what is still needed, and what nobody may say."""

from dataclasses import replace
from pathlib import Path

import pytest

from indicators.agenda import Target
from indicators.figures import Figures
from indicators.lines import line
from indicators.point import MARGIN, ROUNDING, Point
from indicators.progress import Progress, progress
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.targets import all_progress, target_progress
from ingest.periods import Frequency, first_and_last
from pages.components import dutch
from pages.components.goals import agreed, goal_cards, goals_table
from pages.components.sentences import overview, standing
from pages.components.view import View
from tests.data_folder import GOOD, JOBS, DataFolder, edition
from tests.made_figures import months, points, quarters
from tests.made_targets import number, target


@pytest.mark.parametrize(
    ("code", "frequency", "first", "last"),
    [
        ("2023", "quarter", "2023-Q1", "2023-Q4"),
        ("2023", "month", "2023-01", "2023-12"),
        ("2023-Q2", "month", "2023-04", "2023-06"),
        ("2023", "year", "2023", "2023"),
        ("2023-Q2", "quarter", "2023-Q2", "2023-Q2"),
        ("2023-03", "quarter", "2023-03", "2023-03"),
    ],
)
def test_a_longer_period_has_a_first_and_a_last_shorter_one(code: str, frequency: Frequency, first: str, last: str) -> None:
    assert first_and_last(code, frequency) == (first, last)


def test_an_end_year_lasts_until_its_last_quarter_or_month() -> None:
    in_2020 = number(1300, van=None, tot="2020")
    by_quarter = progress(in_2020, quarters(1000, 1050))
    assert (by_quarter.status, by_quarter.needed) == ("loopt achter", 500)  # 250 in the two quarters that are left
    assert goals_table([by_quarter], {}).rows[0][5] == "+125 per kwartaal, tot en met 2020"
    halfway = progress(number(1275, van=None, tot="2020"), quarters(1000, 1050))  # 225 in two quarters
    assert goals_table([halfway], {}).rows[0][5] == "+113 per kwartaal, tot en met 2020"
    assert goals_table([progress(number(775, van=None, tot="2020", richting="omlaag"), quarters(1100, 1000))], {}).rows[0][5] == (
        "-113 per kwartaal, tot en met 2020"
    )
    assert progress(in_2020, quarters(1000, 1100, 1200)).status == "op koers"
    done, going = (progress(in_2020, quarters(*[1000] * count)) for count in (4, 3))
    assert done.rule == "Het einde, 2020, is bereikt en het doel nog niet."
    assert "bereikt" not in going.rule
    assert progress(in_2020, months(1000, 1010)).needed == pytest.approx(290 / 10 * 12)
    assert [progress(in_2020, months(*[1000] * count)).needed is None for count in (11, 12)] == [False, True]


@pytest.mark.parametrize(
    ("last", "said"), [(25_000, "+3.000 per jaar"), (15_000, "-3.000 per jaar"), (23_000, "+2.000 per jaar")]
)
def test_a_pace_of_half_a_step_is_rounded_as_people_round(last: int, said: str) -> None:
    found = progress(target(van="2020"), points(20_000, 20_000, last, step=1000))  # 2.500 a year, and 1.500
    assert goals_table([found], {}).rows[0][4] == said


def test_a_start_year_begins_with_its_first_quarter() -> None:
    by_number = progress(number(2000, van="2020", tot="2021"), quarters(1000, 1100, 1200, 1300))
    assert (by_number.baseline, by_number.pace) == (Point("2020-Q1", 1000, step=1.0), 400)
    assert progress(target(van="2020"), quarters(100, 500, 500, 500, 120), seasonal=True).latest == Point(
        "2021-Q1", 120, step=1.0
    )
    before = progress(number(2000, van="2019", tot="2021"), quarters(1000, 1100))
    assert before.rule == "Er is geen vergelijkbaar cijfer over het beginpunt, 2019."


def test_a_start_year_is_found_where_the_source_has_no_figures_by_year(figures: Figures) -> None:
    found = target_progress(figures, number(1941, van="2023", tot="2026"))
    assert found.baseline
    assert found.baseline.period == "2023-Q1"
    assert target_progress(figures, target(indicator="netto-arbeidsparticipatie", van="2023")).baseline.period == "2023"


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [
        ({"tot": "2020"}, quarters(*[1000] * 4), "niet te zeggen: het einde, 2020, is bereikt"),
        ({"tot": "2020-Q4"}, quarters(*[1000] * 4), "niet te zeggen: het einde, het 4e kwartaal van 2020, is bereikt"),
        ({"tot": "2021-Q4"}, quarters(*[1000] * 4), "+250 per kwartaal, tot en met het 4e kwartaal van 2021"),
        ({"tot": None}, quarters(*[1000] * 4), "niet te zeggen: het document noemt geen jaar"),
        ({"tot": None}, quarters(2500), "niets meer: het doel is gehaald"),
        ({}, [], "niet te zeggen: er is nog geen cijfer"),
    ],
)
def test_where_there_is_a_number_no_one_says_that_there_is_none(wanted: dict[str, object], given: list[Point], said: str) -> None:
    assert goals_table([progress(number(2000, **wanted), given)], {}).rows[0][5] == said
    assert goals_table([progress(target(), given)], {}).rows[0][5] == "niet te zeggen: er is geen getal afgesproken"


def around(period: str, value: float, margin: float | None) -> Point:
    """A figure that is rounded to 10, with a margin where the source gives one."""
    return Point(period, value, *(() if margin is None else (value - margin, value + margin)), step=10)


@pytest.mark.parametrize(("margin", "word"), [(None, ROUNDING), (20, MARGIN)])
def test_only_a_figure_with_a_margin_is_said_to_be_within_or_beyond_one(margin: float | None, word: str) -> None:
    same, more = (around("2021", value, margin) for value in (1010, 1100))
    start = around("2020", 1000, margin)
    steady = progress(target(), [start, same])
    assert (steady.status, steady.verdict) == ("verschil valt binnen de marge", f"verschil valt binnen {word}")
    assert steady.rule == f"De verandering is niet groter dan {word} van de bron."
    row = goals_table([steady], {}).rows[0]
    assert (row[4], row[6]) == (f"niet te zeggen: de verandering valt binnen {word}", f"Verschil valt binnen {word}")
    assert overview([steady]) == f"Van het ene doel dat te beoordelen is: 1 blijft binnen {word}."
    beside = target("benchmark", benchmark="NL01")
    level = progress(beside, [same], [around("2021", 1000, margin)])
    assert level.rule == f"Het verschil met het vergelijkingsgebied is niet groter dan {word}."
    assert level.verdict == steady.verdict
    for own, other in ((more, start), (start, more)):
        found = progress(beside, [own], [around(own.period, other.value, margin)])
        assert found.rule.endswith(f"vergelijkingsgebied, en het verschil is groter dan {word}.")


def test_a_status_that_compares_nothing_stays_as_it_is() -> None:
    assert progress(target("nog niet vastgesteld"), points(1000)).verdict == "geen doel vastgesteld"
    assert progress(target(), points(1000, 1100)).verdict == "goede richting"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (number(1941), "1.941 banen of meer in 2030"),
        (number(1941, tot=None), "1.941 banen of meer, zonder jaar"),
        (number(900, richting="omlaag", tot="2027-Q2"), "900 banen of minder in het 2e kwartaal van 2027"),
        (target(), "Omhoog; geen getal afgesproken"),
        (target(richting="omlaag", tot="2027"), "Omlaag tot en met 2027; geen getal afgesproken"),
        (target("benchmark", benchmark="NL01"), "Hoger dan Nederland"),
        (target("benchmark", benchmark="NL01", richting="omlaag"), "Lager dan Nederland"),
        (target("benchmark", benchmark="PV27"), "Hoger dan PV27"),  # of which there are no figures
        (target("nog niet vastgesteld"), "Richting afgesproken (omhoog), geen getal vastgesteld"),
        (target("nog niet vastgesteld", richting=None), "Geen getal en geen richting vastgesteld"),
    ],
)
def test_what_is_agreed_is_said_for_each_kind_of_goal(wanted: Target, said: str) -> None:
    assert agreed(progress(wanted, points(1000)), {"NL01": Region("NL01", "Nederland", "land")}) == said


def test_what_the_dashboard_derived_is_not_said_to_be_agreed() -> None:
    wanted, read = (progress(target(derived=derived, tot="2027"), points(1000, 1100)) for derived in (False, True))
    assert [row[1] for row in goals_table([wanted, read], {}).rows] == [
        "Omhoog tot en met 2027; geen getal afgesproken",
        "Afgeleid door het dashboard: omhoog tot en met 2027; geen getal afgesproken",
    ]
    said = "De richting is afgeleid door het dashboard; het document noemt haar niet."
    assert standing(INDICATORS["banenafspraak"], read, None) == f"Sinds 2020 gaat het cijfer de goede kant op. {said}"
    assert said not in standing(INDICATORS["banenafspraak"], wanted, None)
    assert overview([wanted, read]).endswith("goede kant op. Bij 1 daarvan is de richting afgeleid door het dashboard.")
    assert "afgeleid" not in overview([wanted])


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_each_goal_says_what_its_document_says(figures: Figures) -> None:
    found = {each.target.indicator: each for each in all_progress(figures)}
    derived = {key for key, each in found.items() if each.target.derived}
    assert derived == {"onbenut-arbeidspotentieel", "netto-arbeidsparticipatie"}
    cards = {
        card.name: card
        for pillar in goal_cards(View(figures.version, "AM37", "totaal", None, None), list(found.values()))
        for card in pillar.cards
    }
    for each in found.values():
        terms = dict(cards[each.target.name].facts)
        assert ("Afgeleid door het dashboard" in terms) is each.target.derived is ("Afgesproken" not in terms)
    assert agreed(found["werkloosheid"], {}) == "Richting afgesproken (omlaag), geen getal vastgesteld"
    assert agreed(found["woon-werkbalans"], {}) == "Geen getal en geen richting vastgesteld"
    for key in ("vacatures", "werknemersbanen"):  # the Uitvoeringsplan names no year in which it must be so
        assert found[key].target.tot is None
        assert "2027" not in agreed(found[key], {})


@pytest.mark.parametrize(
    ("van", "given", "said"),
    [
        ("2020", points(1000, 1100), "Beginpunt: 1.000 banen (2020)"),
        (None, points(1000, 1100), "Een jaar eerder: 1.000 banen (2020)"),
        (None, quarters(1000, 1100), "Eerste cijfer: 1.000 banen (K1 2020)"),
        (None, points(1000), "geen beginpunt"),
        ("2019", points(1000), "Beginpunt: geen cijfer"),
    ],
)
def test_only_a_target_that_names_its_baseline_has_a_starting_point(van: str | None, given: list[Point], said: str) -> None:
    assert goals_table([progress(number(2000, van=van), given)], {}).rows[0][2] == said


def test_a_benchmark_is_named_in_the_table() -> None:
    found = progress(target("benchmark", benchmark="NL01"), points(70), points(60))
    places = {"NL01": Region("NL01", "Nederland", "land"), "PV27": Region("PV27", "Noord-Holland", "provincie")}
    assert goals_table([found], places).rows[0][1:3] == ["Hoger dan Nederland", "Nederland: 60 banen (2020)"]
    province = replace(found, target=replace(found.target, benchmark="PV27"))
    assert goals_table([province], places).rows[0][1:3] == ["Hoger dan Noord-Holland", "Noord-Holland: 60 banen (2020)"]


def facts_of(figures: Figures, found: Progress) -> dict[str, str]:
    """What the card of a target says, by term."""
    cards = goal_cards(View(figures.version, "AM37", "totaal", None, None), [found])
    (facts,) = [dict(card.facts) for pillar in cards for card in pillar.cards]
    return facts


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_a_target_without_a_figure_says_why_and_what_the_nearest_region_around_it_has(figures: Figures) -> None:
    founded = next(each for each in all_progress(figures) if each.target.indicator == "oprichtingen")
    facts = facts_of(figures, founded)
    assert (facts["Laatste cijfer"], facts["Waarom niet"]) == ("geen cijfer", "De bron geeft dit niet per arbeidsmarktregio.")
    newest = line(figures, "oprichtingen", "PV27").points[-1]
    assert facts["Noord-Holland"] == f"{dutch.number(newest.value)} vestigingen (2025, voorbeeld)"
    without = facts_of(figures, progress(target(indicator="banenafspraak"), []))
    assert "Waarom niet" not in without  # there is one; only this made-up progress has none


@pytest.mark.slow
def test_a_target_whose_file_nobody_added_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folder = DataFolder(tmp_path, JOBS)
    folder.refresh(edition(JOBS, GOOD))
    facts = facts_of(folder.figures, target_progress(folder.figures, number(1941, van=None)))
    assert facts["Waarom niet"].startswith("De gegevens “Banenafspraak")
    assert facts["Waarom niet"].endswith("(UWV) zijn er nog niet. De beheerder voegt ze toe: zie Bronnen en verversing.")


@pytest.mark.usefixtures("on_example")
def test_the_number_of_the_banenafspraak_has_no_starting_point_on_its_card(figures: Figures) -> None:
    (found,) = [each for each in all_progress(figures) if each.target.indicator == "banenafspraak"]
    facts, monitored = (
        facts_of(figures, each) for each in (found, progress(target("nog niet vastgesteld", van=None), points(1)))
    )
    assert "Beginpunt" not in facts
    assert list(monitored) == ["Afgesproken", "Laatste cijfer", "Document"]
    assert found.baseline
    assert facts["Een jaar eerder"] == f"{dutch.number(found.baseline.value)} banen (K1 2025, voorbeeld)"


@pytest.mark.usefixtures("on_example")
def test_what_is_still_to_go_to_a_percentage_is_in_percentage_points(figures: Figures) -> None:
    view = View(figures.version, "AM37", "totaal", None, None)
    rate = {"indicator": "werkloosheid", "unit": "% van de beroepsbevolking", "richting": "omlaag", "van": None}
    found = [progress(number(3.5, **rate), points(5.0, 4.5, step=0.1)), progress(number(1941, van=None), points(1800, 1819))]
    cards = [card for pillar in goal_cards(view, found) for card in pillar.cards]
    assert [dict(card.facts)["Nog te gaan"] for card in cards] == ["1,0 procentpunt", "122 banen"]
