"""What changed in a year, in words: a margin is named only where there is one, and what may be chance is said to be so."""

import pytest

from indicators.breaks import Break
from indicators.breaks import breaks_of as breaks_as_they_are
from indicators.figures import Figures
from indicators.indicator import Indicator
from indicators.lines import line
from indicators.point import year_before
from indicators.registry import INDICATORS
from indicators.source_kinds import ESTIMATED
from indicators.year_changes import YearChange, year_changes
from ingest.datasets import DATASETS
from pages.components.change_tables import chance_sentence, year_sentence
from tests.made_figures import HAARLEM, PARTICIPATION, line_of
from tests.visits import seen, visit

JOBS = INDICATORS["werknemersbanen"]
MIXED = "de marge of, waar de bron geen marge geeft, de afronding"


def change_of(indicator: Indicator, dataset: str, margin: float = float("nan"), after: float = 1100) -> YearChange:
    """A change from 1.000 in a year, drawn from one dataset."""
    line = line_of(indicator, {"2022": 1000, "2023": after}, margin=margin, dataset=dataset)
    before = year_before(line.points)
    assert before
    return YearChange(indicator, line, before, line.points[-1])


SURE = change_of(INDICATORS["ww"], "ww", margin=10)
COUNTED = change_of(JOBS, "jobs")
SAMPLED = change_of(PARTICIPATION, "participation")


@pytest.mark.parametrize(
    ("changed", "steady", "said"),
    [
        ([COUNTED], [], "In Haarlem veranderde 1 indicator in een jaar meer dan de afronding. "),
        ([SURE], [], "In Haarlem veranderde 1 indicator in een jaar meer dan de marge. "),
        ([SURE, COUNTED], [], f"In Haarlem veranderden 2 indicatoren in een jaar meer dan {MIXED}. "),
        ([], [COUNTED], "In Haarlem veranderde in een jaar niets meer dan de afronding."),
        ([], [], "Over Haarlem zijn er geen cijfers om met een jaar eerder te vergelijken."),
    ],
)
def test_a_change_is_larger_than_what_its_source_gives(changed: list[YearChange], steady: list[YearChange], said: str) -> None:
    assert year_sentence(changed, steady, HAARLEM).startswith(said)
    assert "echt" not in year_sentence(changed, steady, HAARLEM)


@pytest.mark.parametrize(("before", "after", "size"), [(1000, 1100, 0.1), (1000, 900, 0.1), (-200, -100, 0.5), (0, 5, 1.0)])
def test_the_size_of_a_change_is_its_part_of_the_figure_before(before: float, after: float, size: float) -> None:
    points = line_of(JOBS, {"2022": before, "2023": after}).points
    assert YearChange(JOBS, line_of(JOBS, {}), *points).size == pytest.approx(size)


def test_what_stayed_the_same_did_so_within_what_its_own_sources_give() -> None:
    assert year_sentence([SURE], [COUNTED], HAARLEM).endswith(" Bij 1 andere indicator valt de verandering binnen de afronding.")
    both = " Bij 2 andere indicatoren valt de verandering binnen " + MIXED + "."
    assert year_sentence([COUNTED], [SURE, COUNTED], HAARLEM).endswith(both)


def test_a_change_between_estimates_without_a_margin_may_be_chance() -> None:
    said = (
        "Deze cijfers zijn schattingen, en de bron geeft geen marge. De verandering kan toeval zijn: Netto arbeidsparticipatie."
    )
    assert chance_sentence([SURE, COUNTED, SAMPLED]) == said
    assert chance_sentence([SURE, COUNTED, change_of(PARTICIPATION, "participation", margin=1)]) == ""


def test_what_changed_most_is_said_to_be_chance_where_it_may_be() -> None:
    assert "sinds 2022), maar dat kan toeval zijn." in year_sentence([SAMPLED], [], HAARLEM)
    assert "toeval" not in year_sentence([COUNTED, SAMPLED], [], HAARLEM)


@pytest.mark.parametrize("found", INDICATORS.values(), ids=lambda found: found.key)
def test_an_indicator_says_that_it_is_estimated_where_its_sources_are(found: Indicator) -> None:
    said = " ".join(found.caveats)
    assert set(DATASETS) >= ESTIMATED
    assert ("steekproef" in said or "schat" in said) is not ESTIMATED.isdisjoint(found.sources)


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_the_page_says_which_changes_may_be_chance(figures: Figures) -> None:
    changed, _ = year_changes(figures, "AM37")
    text = seen(visit("veranderd.py")).text
    assert chance_sentence(changed) in text
    assert any(each.may_be_chance for each in changed)
    assert " echt" not in text


@pytest.mark.slow
def test_across_a_break_in_the_newest_year_nothing_has_changed(figures: Figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(version: Figures) -> set[str]:
        return {each.indicator.key for found in year_changes(version, "AM37") for each in found}

    before = told(figures)
    newest = line(figures, PARTICIPATION.key, "AM37").points[-1].period
    new_questions = Break(newest, None, None, "breuk", "Andere vragen", "")

    def breaks_of(dataset: str, region: str, indicator: str) -> list[Break]:
        return [new_questions] if indicator == PARTICIPATION.key else breaks_as_they_are(dataset, region, indicator)

    monkeypatch.setattr("indicators.line.breaks_of", breaks_of)
    anew = Figures(figures.versions, figures.version)  # lines are remembered with their breaks
    assert before - told(anew) == {PARTICIPATION.key}
