"""Only figures of one series stand beside each other; a place that is left out for that is named, with the reason."""

import html

import pytest

from indicators.agenda import Kind
from indicators.figures import Figures
from indicators.line import Line
from indicators.lines import apart, line
from indicators.point import CHANCE
from indicators.progress import JUDGED
from indicators.registry import INDICATORS
from indicators.reshaped import INDEX
from indicators.source_kinds import PRINTED
from indicators.targets import target_progress
from pages.components import look, topic
from pages.components.comparing import compare
from pages.components.offered import offered
from pages.components.sentences import not_beside, standing
from pages.components.shown import shown
from pages.components.view import Look, View
from tests.made_targets import target
from tests.visits import seen, visit

OTHER_SOURCE = "die cijfers komen uit een andere bron (CBS) dan die van dit gebied (UWV)"
NOT_ADJUSTED = "die cijfers zijn niet gecorrigeerd voor het seizoen en die van dit gebied wel"
ADJUSTED = "die cijfers zijn wel gecorrigeerd voor het seizoen en die van dit gebied niet"
BOTH_LEFT_OUT = f"Noord-Holland en Nederland staan er niet bij: {OTHER_SOURCE}."
MOST = "de meeste gebieden"
SHARE = "vacatures-aandeel-focus"


def why_not(figures: Figures, key: str, own: str, other: str, over_a_year: bool = False) -> str:
    """Why a place may not stand beside another in an indicator; empty where it may."""
    sector = INDICATORS[key].own_sector
    lines = {code: line(figures, key, code, sector) for code in (own, other)}
    return apart(lines, own, over_a_year).get(other, "")


@pytest.mark.parametrize(
    ("key", "own", "other", "why"),
    [
        (SHARE, "AM37", "NL01", OTHER_SOURCE),
        ("vacatures", "AM37", "PV27", OTHER_SOURCE),
        (SHARE, "AM37", "AM22", ""),
        (SHARE, "PV27", "NL01", ""),
        ("ww", "GM0392", "NL01", ADJUSTED),
        ("ww", "AM37", "GM0392", NOT_ADJUSTED),
        ("ww", "AM37", "NL01", ""),
        ("vacaturegraad", "PV27", "NL01", "die cijfers zijn geen benadering en die van dit gebied wel"),
        ("vacaturegraad", "AM37", "NL01", "die cijfers komen uit een andere bron (CBS) dan die van dit gebied (CBS en UWV)"),
        ("spanning", "AM37", "NL01", ""),
        ("netto-arbeidsparticipatie", "GM0392", "NL01", ""),
        ("vestigingen", "AM37", "NL01", ""),  # two tables of CBS in one definition
        ("oprichtingen", "AM37", "NL01", ""),  # the region has none: nothing to set beside
    ],
)
def test_figures_of_other_producers_of_another_season_or_approximated_are_another_series(figures, key, own, other, why):
    assert why_not(figures, key, own, other) == why


def test_a_change_on_a_year_has_no_season_in_it_but_does_have_a_source(figures):
    assert why_not(figures, "ww", "GM0392", "NL01", over_a_year=True) == ""
    assert why_not(figures, SHARE, "AM37", "NL01", over_a_year=True) == OTHER_SOURCE


def test_a_figure_that_a_document_prints_does_not_make_another_series_of_a_line(figures):
    own, country = (line(figures, "netto-arbeidsparticipatie", code) for code in ("AM37", "NL01"))
    rows = own.rows.copy()
    rows.loc[rows.index[0], ["dataset", "bron"]] = PRINTED, "Regio"
    assert apart({"AM37": Line(own.key, "AM37", "totaal", rows), "NL01": country}, "AM37") == {}


def test_the_makers_of_a_line_are_named_as_any_three_things_are(figures):
    own, country = (line(figures, "netto-arbeidsparticipatie", code) for code in ("AM37", "NL01"))
    three = Line(own.key, "AM37", "totaal", own.rows.assign(bron="UWV; DUO; CBS"))
    assert "(CBS) dan die van dit gebied (CBS, DUO en UWV)" in apart({"AM37": three, "NL01": country}, "AM37")["NL01"]


def test_without_a_place_of_ones_own_the_series_of_most_counts(figures):
    lines = {code: line(figures, SHARE, code, "focus") for code in ("NL01", "AM37", "AM22")}
    assert apart(lines) == {"NL01": OTHER_SOURCE.replace("dit gebied", MOST)}
    assert apart({}) == {}


def test_the_sentence_names_the_places_of_each_reason():
    names = {"A": "Aa", "B": "Bee", "C": "Cee"}
    said = not_beside({"A": "zo", "B": "zus", "C": "zo"}, names)
    assert said == "Aa en Cee staan er niet bij: zo. Bee staat er niet bij: zus."
    assert not_beside({}, names) == ""


@pytest.mark.usefixtures("on_example")
def test_neither_the_sentence_nor_the_title_compares_with_another_series(figures):
    found = shown(View(figures.version, "AM37", "totaal", None, None), SHARE)
    assert found.line.points
    assert (found.others, "Nederland" in found.said) == ([], False)
    usual = shown(View(figures.version, "AM37", "totaal", None, None), "netto-arbeidsparticipatie")
    assert ([place.code for _, place in usual.others], "Nederland" in usual.said) == (["PV27", "NL01"], True)


def test_a_target_against_another_series_gets_no_verdict(figures):
    wanted = target("benchmark", indicator=SHARE, sector="focus", unit=INDICATORS[SHARE].unit, benchmark="NL01", van=None)
    found = target_progress(figures, wanted)
    assert (found.status, found.benchmark, found.distance) == ("te weinig gegevens", None, None)
    assert standing(INDICATORS[SHARE], found, figures.regions["NL01"]) == (
        f"De regio is niet te vergelijken met Nederland: {OTHER_SOURCE}."
    )


@pytest.mark.usefixtures("on_example")
def test_a_rank_leaves_out_what_is_of_another_series(figures):
    view = View(figures.version, "AM37", "totaal", None, None)
    found = compare(view, SHARE, "regio", ["AM37", "AM22", "NL01"], "2026-Q2")
    assert (found.codes, [*found.points]) == (["AM37", "AM22"], ["AM37", "AM22"])
    assert {*found.rows["regiocode"]} == {"AM37", "AM22"}
    assert set(found.apart) == {"NL01"}


@pytest.mark.usefixtures("on_example")
def test_places_side_by_side_are_of_one_series(figures, monkeypatch):
    drawn = []
    monkeypatch.setattr(topic, "draw_chart", lambda *given: drawn.append(given))
    topic.draw_places(View(figures.version, "NL01", "totaal", None, None), SHARE)
    (_, _, _, told, _, rows, codes) = drawn[0]
    assert "NL01" not in codes
    assert {*rows["bron"]} == {"UWV"}
    assert told.subtitle.endswith(f". Nederland staat er niet bij: {OTHER_SOURCE.replace('dit gebied', MOST)}.")


@pytest.mark.usefixtures("on_example")
def test_what_depends_on_the_size_of_a_place_stands_beside_no_larger_one_in_any_form(figures, monkeypatch):
    drawn = []
    monkeypatch.setattr(look, "draw_card", lambda *given: drawn.append(given))
    view = View(figures.version, "AM37", "totaal", None, None, look=Look(INDEX))
    for key in ("pendel-uitgaand", "woon-werkbalans"):
        look.draw_looked_at(view, shown(view, key))
    assert ["Nederland" in told.subtitle for _, _, told, *_ in drawn] == [False, True]


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_margins_are_offered_only_where_a_place_with_margins_may_stand_beside(figures):
    assert not offered(View(figures.version, "GM0392", "totaal", None, None), ("ww",)).margins
    assert offered(View(figures.version, "AM37", "totaal", None, None), ("ww",)).margins


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("key", "drawn", "left_out"),
    [
        ("netto-arbeidsparticipatie", True, False),
        ("spanning", True, False),  # a ratio of one source, though no percentage
        (SHARE, False, True),
        ("pendel-uitgaand", False, False),  # a larger place has fewer commuters: no figure to look for
    ],
)
def test_the_country_is_drawn_among_regions_where_its_figure_may_stand_beside_theirs(key, drawn, left_out):
    found = seen(visit("regios.py", cijfer=key))
    assert ("Nederland " in found.charts[0].spec) is drawn
    assert (f"Nederland staat er niet bij: {OTHER_SOURCE.replace('dit gebied', MOST)}." in html.unescape(found.text)) is left_out


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
@pytest.mark.parametrize(
    ("page", "asked", "said", "unsaid"),
    [
        ("vacatures.py", {}, BOTH_LEFT_OUT, "focussectoren: hoger dan in Nederland"),
        ("vacatures.py", {}, BOTH_LEFT_OUT, "focussectoren: lager dan in Nederland"),
        ("vacatures.py", {"weergave": "inwoners"}, BOTH_LEFT_OUT, "15 tot 75 jaar, Zuid-Kennemerland en IJmond,"),
        ("uitkeringen.py", {"naast": "gemeenten"}, f"Zandvoort staan er niet bij: {NOT_ADJUSTED}.", "vergelijking: Beverwijk 2"),
        ("uitkeringen.py", {"regio": "GM0392", "weergave": "index"}, f"Nederland staan er niet bij: {ADJUSTED}.", "Zonder "),
    ],
)
def test_a_page_says_which_places_are_left_out_and_why(page, asked, said, unsaid):
    found = seen(visit(page, **asked))
    assert found.errors == []
    assert said in html.unescape(found.text)
    assert unsaid not in html.unescape(found.text)


@pytest.mark.parametrize(("key", "estimated"), [("netto-arbeidsparticipatie", True), ("woon-werkbalans", False)])
def test_a_verdict_on_estimates_without_a_margin_says_that_it_may_be_chance(figures: Figures, key: str, estimated: bool):
    found = target_progress(figures, target("benchmark", benchmark="NL01", indicator=key))
    assert found.status in JUDGED
    assert found.rule.endswith(CHANCE) is estimated


def test_each_verdict_on_estimates_says_so_and_what_is_none_does_not(figures: Figures):
    kinds: tuple[Kind, ...] = ("benchmark", "richting")
    asked = [
        target(kind, benchmark="NL01", indicator="netto-arbeidsparticipatie", van="2023", richting=way)
        for kind in kinds
        for way in ("omhoog", "omlaag")
    ]
    found = [target_progress(figures, each) for each in asked]
    assert {each.status for each in found} == JUDGED
    assert all(each.rule.endswith(CHANCE) for each in found)
    same = target_progress(figures, target(indicator="netto-arbeidsparticipatie", van="2022"))
    assert (same.status, CHANCE in same.rule) == ("verschil valt binnen de marge", False)
