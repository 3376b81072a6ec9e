"""Targets: where an indicator stands against one, with round numbers; and the files of the agenda that state them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from indicators.agenda import Kind, Target, home_region, pillars, targets
from indicators.breaks import Break, breaks
from indicators.figures import Figures
from indicators.point import Point, differs, year_before
from indicators.progress import Progress, Status, progress
from indicators.registry import INDICATORS
from indicators.targets import all_progress, progress_of, target_progress
from ingest.datasets import DATASETS
from ingest.published import read_figures
from ingest.regions import level
from ingest.settings import AGENDA, PROJECT
from pages.components.goals import goals_table
from tests.contract import CONTRACT_KEYS
from tests.made_figures import points, quarters
from tests.made_targets import number, target


def said(found: Progress) -> tuple[Status, float | None, float | None, float | None]:
    """The status, what is still to go, the pace and the pace needed, both per year."""
    return found.status, found.distance, found.pace, found.needed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1000, 1100, 1200), ("op koers", 800, 100, 100)),  # 800 to go in the eight years up to 2030
        ((1000, 1050, 1100), ("loopt achter", 900, 50, 112.5)),
        ((1000, 900, 800), ("loopt achter", 1200, -100, 150)),
        ((1000, 1500, 2000), ("op koers", 0, 500, None)),
        ((1000, 1500, 2100), ("op koers", -100, 550, None)),
        ((1000,), ("te weinig gegevens", 1000, None, 100)),
    ],
)
def test_a_number_with_a_year_is_on_course_when_the_pace_is_enough(values: Sequence[float], expected: tuple[object, ...]) -> None:
    assert said(progress(number(2000), points(*values))) == expected


@pytest.mark.parametrize("start", [65.0, 65.2, 66.1, 72.4])
def test_a_pace_that_is_just_enough_is_enough_whatever_a_computer_makes_of_tenths(start: float) -> None:
    first, second, third = (round(start + fifths / 5, 1) for fifths in range(3))  # 65.2 - 65.0 is a little less than 65.4 - 65.2
    for goal, had, way in ((third, first, "omhoog"), (first, third, "omlaag")):
        there = progress(number(goal, tot="2022", unit="%", richting=way), points(had, second, step=0.1))
        assert there.status == "op koers"


def test_a_pace_that_rounding_explains_is_not_enough_for_any_number() -> None:
    assert progress(number(74.2), points(73.8, 73.9, step=0.1)).verdict == "verschil valt binnen de afronding"


@pytest.mark.parametrize("with_margin", [0, 1])
def test_the_margin_of_either_figure_is_what_may_explain_a_difference(with_margin: int) -> None:
    found = points(100, 105)
    found[with_margin] = replace(found[with_margin], lower=80, upper=120)
    assert progress(target(), found).verdict == "verschil valt binnen de marge"


def test_a_number_to_stay_below_is_reached_downwards() -> None:
    fewer = number(400, richting="omlaag", tot="2025")
    assert said(progress(fewer, points(1000, 900, 800))) == ("loopt achter", 400, -100, -400 / 3)
    assert said(progress(fewer, points(1000, 800, 600))) == ("op koers", 200, -200, -200 / 3)
    assert said(progress(fewer, points(1000, 300))) == ("op koers", -100, -700, None)


def test_a_number_that_is_not_reached_when_its_year_is_there_lags_behind() -> None:
    found = progress(number(2000, tot="2022"), points(1000, 1400, 1800))
    assert said(found) == ("loopt achter", 200, 400, None)
    assert found.rule == "Het einde, 2022, is bereikt en het doel nog niet."


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((1000, 1100), "goede richting"), ((1100, 1000), "verkeerde richting"),
        ((1000, 1001), "verschil valt binnen de marge"), ((1000,), "te weinig gegevens"),
    ],
)  # fmt: skip
def test_a_number_without_a_year_is_judged_by_its_direction_alone(values: Sequence[float], status: Status) -> None:
    found = progress(number(2000, tot=None, van=None), points(*values))
    assert (found.status, found.needed, found.distance) == (status, None, 2000 - values[-1])
    assert found.rule.startswith("Het document noemt geen jaar, dus een nodig tempo is niet te berekenen. ")


def test_without_a_baseline_the_pace_is_that_of_the_last_year_or_else_since_the_first_figure() -> None:
    open_start = number(2000, van=None)
    assert said(progress(open_start, points(1000, 1100, 1300))) == ("op koers", 700, 200, 87.5)
    assert progress(open_start, quarters(1000, 1010, 1020, 1030, 1080)).pace == 80
    assert progress(open_start, quarters(1000, 1010, 1020)).pace == 40


@pytest.mark.parametrize(
    ("values", "status", "rule"),
    [
        ((1000, 1100), "goede richting", "Sinds 2020 gaat het cijfer de goede kant op."),
        ((1000, 900), "verkeerde richting", "Sinds 2020 gaat het cijfer de verkeerde kant op."),
        ((1000, 1300, 1000), "verschil valt binnen de marge", "De verandering is niet groter dan de afronding van de bron."),
        ((1000,), "te weinig gegevens", "Sinds het beginpunt is er nog geen nieuw cijfer."),
    ],
)
def test_a_direction_is_judged_by_the_change_since_its_baseline(values: Sequence[float], status: Status, rule: str) -> None:
    found = progress(target(), points(*values))
    assert (found.status, found.distance, found.needed) == (status, None, None)
    assert found.rule.startswith(rule)
    other_way = {"goede richting": "verkeerde richting", "verkeerde richting": "goede richting"}
    assert progress(target(richting="omlaag"), points(*values)).status == other_way.get(status, status)


def test_a_direction_without_a_figure_at_its_baseline_cannot_be_judged() -> None:
    found = progress(target(van="2019"), points(1000, 900))
    assert (found.status, found.latest) == ("te weinig gegevens", Point("2021", 900, step=1.0))
    assert found.rule == "Er is geen vergelijkbaar cijfer over het beginpunt, 2019."


def test_a_quarter_is_compared_with_the_same_quarter_because_of_the_season() -> None:
    found = progress(target(van="2020-Q1"), quarters(100, 500, 500, 500, 120, 900), seasonal=True)
    assert (found.status, found.latest, found.pace) == ("goede richting", Point("2021-Q1", 120, step=1.0), 20)
    assert progress(target(van="2020-Q1"), quarters(100, 500), seasonal=True).status == "te weinig gegevens"


def test_the_newest_figure_stands_beside_an_earlier_one_that_is_judged() -> None:
    by_season = progress(target(van="2020-Q1"), quarters(100, 500, 500, 500, 120, 900), seasonal=True)
    assert by_season.newer == by_season.newest == Point("2021-Q2", 900, step=1.0)
    *_, now, _, _, _, _ = goals_table([by_season], {}).rows[0]
    assert now == "900 banen (K2 2021); beoordeeld is 120 banen (K1 2021), hetzelfde kwartaal als het beginpunt"
    beside = progress(target("benchmark", benchmark="NL01"), points(60, 70, 75), points(90, 65))
    assert (beside.latest, beside.newer) == (Point("2021", 70, step=1.0), Point("2022", 75, step=1.0))
    assert (
        goals_table([beside], {})
        .rows[0][3]
        .endswith("beoordeeld is 70 banen (2021), de nieuwste periode met een cijfer voor beide gebieden")
    )
    assert progress(target(), points(1000, 1100)).newer is None
    assert goals_table([progress(target(van="2020-Q1"), quarters(100, 500))], {}).rows[0][3] == "500 banen (K2 2020)"


@pytest.mark.parametrize(
    ("figures_of", "said"),
    [
        (points(28_000, 28_000, 29_000, step=2000), "niet te zeggen: de verandering valt binnen de afronding"),
        (points(61_900, 61_000, 60_700, step=500), "-600 per jaar"),
        (points(20_000, 21_000, 23_100, step=1000), "+2.000 per jaar"),
        (points(*[20_000] * 9, 23_000, step=1000), "minder dan 1.000 per jaar"),
        (points(1000), "niet te zeggen"),
        (quarters(100, 500, 500, 500, 120), "+5 per kwartaal"),
    ],
)
def test_a_pace_is_as_precise_as_its_figures_and_none_stands_within_the_margin(figures_of: list[Point], said: str) -> None:
    found = progress(target(van=figures_of[0].period), figures_of)
    assert goals_table([found], {}).rows[0][4] == said
    assert found.moved is not said.startswith("niet")


def test_the_pace_of_a_percentage_is_in_points_and_the_pace_needed_in_the_same_rhythm() -> None:
    share = target(indicator="netto-arbeidsparticipatie", unit="% van de bevolking")
    assert goals_table([progress(share, points(70, 70.4, 71, step=0.1))], {}).rows[0][4] == "+0,5 procentpunt per jaar"
    by_year, by_quarter = (
        progress(number(2000), points(1000, 1050, 1100)),
        progress(number(2000, van=None), quarters(*[1000] * 5)),
    )
    assert goals_table([by_year], {}).rows[0][5] == "+113 per jaar, tot en met 2030"  # 112,5
    assert "per kwartaal, tot en met 2030" in goals_table([by_quarter], {}).rows[0][5]


def test_nothing_is_compared_across_a_break() -> None:
    method = [Break("2022", None, None, "breuk", "nieuwe methode", "")]
    assert progress(target(), points(1000, 900, 1200), breaks=method).status == "te weinig gegevens"
    assert progress(target(van="2022"), points(1000, 900, 1200, 1300), breaks=method).pace == 100
    assert said(progress(number(2000, van=None), points(5000, 9000, 1200, 1300), breaks=method)) == ("op koers", 700, 100, 100)
    border = [Break("2022", None, None, "grenswijziging", "nieuwe grens", "")]
    assert progress(target(), points(1000, 900, 1200), breaks=border).status == "goede richting"


@pytest.mark.parametrize(
    ("own", "country", "status", "distance"),
    [(75, 70, "op koers", -5), (65, 70, "loopt achter", 5), (70, 70, "verschil valt binnen de marge", 0)],
)
def test_a_benchmark_is_another_region_in_the_same_period(own: float, country: float, status: Status, distance: float) -> None:
    found = progress(target("benchmark"), points(60, own), points(90, country, 99))
    assert (found.status, found.distance, found.benchmark) == (status, distance, Point("2021", country, step=1.0))
    assert found.latest == Point("2021", own, step=1.0)


def test_a_benchmark_without_a_shared_period_cannot_be_judged() -> None:
    found = progress(target("benchmark"), points(60), points(60, since=2021))
    assert (found.status, found.benchmark) == ("te weinig gegevens", None)


def test_a_monitor_without_a_target_gets_no_judgement() -> None:
    found = progress(target("nog niet vastgesteld"), points(1000, 2000))
    assert said(found) == ("geen doel vastgesteld", None, None, None)
    assert found.latest == Point("2021", 2000, step=1.0)


@pytest.mark.parametrize("kind", ["aantal", "richting", "benchmark"])
def test_a_target_without_any_figure_says_so(kind: Kind) -> None:
    assert progress(target(kind, value=1.0), []).rule == "Er zijn nog geen cijfers over de regio."


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (Point("2020", 100), Point("2021", 101), True),
        (Point("2020", 100, step=1), Point("2021", 101, step=1), False),
        (Point("2020", 100, step=1), Point("2021", 102, step=1), True),
        (Point("2020", 100, step=10), Point("2021", 105, step=1), False),
        (Point("2020", 73.8, step=0.1), Point("2021", 73.9, step=0.1), False),
        (Point("2020", 1.06, step=0.01), Point("2021", 1.07, step=0.01), False),
        (Point("2020", 73.8, step=0.1), Point("2021", 74.0, step=0.1), True),
        (Point("2020", 100, 90, 110), Point("2021", 120, 111, 130), True),
        (Point("2020", 100, 90, 110), Point("2021", 120, 109, 130), False),
        (Point("2020", 100, 90, 110), Point("2021", 120, 110, 130), False),
        (Point("2020", 100, 90, 110), Point("2021", 105), False),
        (Point("2020", 100, 90, None), Point("2021", 105, None, 120), True),  # no margins: each lacks a bound
        (Point("2020", 100, 90, 110), Point("2021", 111), True),
    ],
)
def test_figures_differ_when_neither_rounding_nor_overlapping_margins_explain_it(one: Point, other: Point, differ: bool) -> None:
    assert differs(one, other) is differs(other, one) is differ


def test_the_point_a_year_before_the_last_is_in_the_same_quarter() -> None:
    assert year_before(quarters(1, 2, 3, 4, 5)) == Point("2020-Q1", 1, step=1.0)
    assert year_before(quarters(1, 2, 3, 4)) is None


PRINTED = read_figures((AGENDA / "published_figures.csv").read_bytes())


@pytest.mark.parametrize("stated", targets(), ids=lambda stated: stated.name)
def test_each_target_of_the_agenda_is_as_its_document_states_it(stated: Target) -> None:
    assert stated.document in {row["document"] for row in PRINTED}
    assert (stated.value is not None) == (stated.kind == "aantal")
    if stated.value is not None:
        assert (stated.value, stated.document) in {(row["waarde"], row["document"]) for row in PRINTED}
    if stated.indicator in INDICATORS:
        indicator = INDICATORS[stated.indicator]
        assert stated.unit == indicator.unit
        assert stated.sector == "totaal" or indicator.by_sector
        assert (stated.richting, indicator.better) not in {("omhoog", "lower"), ("omlaag", "higher")}
    assert level(stated.region)
    assert stated.benchmark is None or level(stated.benchmark)


def test_the_only_number_is_that_of_the_banenafspraak_and_it_has_no_year() -> None:
    (only,) = [stated for stated in targets() if stated.value is not None]
    assert (only.indicator, only.value, only.van, only.tot) == ("banenafspraak", 1941, None, None)


def test_the_monitors_of_each_pillar_have_an_indicator_and_a_page() -> None:
    monitors = [monitor for pillar in pillars().values() for monitor in pillar.monitors]
    assert len(pillars()) == 3
    for monitor in monitors:
        assert monitor.sector is None or INDICATORS[monitor.indicator].by_sector
        assert (PROJECT / "pages" / f"{monitor.pagina}.py").is_file()


def test_the_breaks_and_the_region_of_the_agenda_name_what_exists() -> None:
    assert {found.series for found in breaks()} <= {None, *DATASETS, *CONTRACT_KEYS}
    home = home_region()
    assert {found.region for found in breaks()} <= {None, home.code}
    assert (level(home.code), level(home.provincie), len(home.gemeenten)) == ("arbeidsmarktregio", "provincie", 7)
    assert home.agenda.van < home.agenda.tot


def test_each_target_has_its_progress_in_the_example(figures: Figures) -> None:
    found = all_progress(figures)
    assert [each.target for each in found] == targets()
    assert all(each.rule.endswith(".") for each in found)
    with_figures = set(INDICATORS) - {"oprichtingen"}  # CBS gives these by province
    assert {each.target.indicator for each in found if each.latest} == {t.indicator for t in targets()} & with_figures
    vacancies = progress_of(figures, "vacatures", "AM37", "focus")
    assert vacancies
    assert vacancies.baseline
    assert (vacancies.baseline.period, vacancies.baseline.value) == ("2023-Q1", 3260)  # 40% of 8,150, as the agenda prints both
    assert progress_of(figures, "vacatures", "AM37", "techniek") is None


def test_a_target_against_the_country_takes_the_country_at_its_own_frequency(figures: Figures) -> None:
    wanted = target("benchmark", indicator="netto-arbeidsparticipatie", benchmark="NL01", van=None)
    found = target_progress(figures, wanted)
    assert found.latest and found.benchmark  # noqa: PT018
    assert found.latest.period == found.benchmark.period == "2025"
    assert found.distance == pytest.approx(found.benchmark.value - found.latest.value)
