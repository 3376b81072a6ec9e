"""What pages say in words: sentences, tiles and source notes, each from lines made by hand."""

import base64
from dataclasses import replace
from typing import get_args

import pytest

from indicators.agenda import targets
from indicators.point import CHANCE, Point
from indicators.progress import Progress, Status
from indicators.regions import Region
from indicators.registry import INDICATORS
from pages.components import cards, sentences
from pages.components.html import rendered
from tests.made_figures import HAARLEM, NOTHING, PARTICIPATION, RISEN, UNSURE, UNTAPPED, VACANCIES, line_of

SPANNING = INDICATORS["spanning"]
NETHERLANDS = Region("NL01", "Nederland", "land")


def standing(status: str) -> Progress:
    return Progress(targets()[0], status, "Waarom dat zo is.")


BROKEN = line_of(PARTICIPATION, {"2020": 70.0, "2021": 72.0}, dataset="participation")
FEWER = line_of(VACANCIES, {"2023-Q2": 8000, "2024-Q1": 9000, "2024-Q2": 7880}, step=1)
ROUNDED = line_of(UNTAPPED, {"2022": 25_000, "2023": 26_000}, step=1000)
SURE = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.0}, margin=0.4)
TENSION = INDICATORS["spanning"]


def test_the_level_is_said_per_hundred_and_as_a_percentage():
    said = "Van elke 100 inwoners van 15 tot 75 jaar in Haarlem hadden er 74 betaald werk in 2023: 73,9%."
    assert sentences.level(PARTICIPATION, RISEN, HAARLEM) == said


def test_the_level_names_a_quarter_in_full_and_the_sector():
    focus = line_of(VACANCIES, {"2024-Q2": 8110}, sector="focus")
    said = "Aan het einde van het 2e kwartaal van 2024 stonden er in Haarlem 8.110 vacatures open in de focussectoren samen."
    assert sentences.level(VACANCIES, focus, HAARLEM) == said


@pytest.mark.parametrize("key", ["werknemersbanen-aandeel-focus", "vacatures-aandeel-focus"])
def test_a_share_of_a_sector_is_of_all_that_there_is_in_the_place_and_not_of_the_sector_elsewhere(key):
    shares = line_of(INDICATORS[key], {"2024": 17.6}, sector="zorg-welzijn")
    assert " was 17,6% van alle " in sentences.level(INDICATORS[key], shares, HAARLEM)
    assert sentences.level(INDICATORS[key], shares, HAARLEM).endswith(" in Haarlem er een in Zorg & Welzijn.")


def test_placements_are_not_said_to_be_people():
    placements = INDICATORS["plaatsingen-wsp"]
    said = sentences.level(placements, line_of(placements, {"2024-Q2": 150}), HAARLEM)
    assert said == "In het 2e kwartaal van 2024 waren er in Haarlem 150 plaatsingen door het Werkgeversservicepunt."


@pytest.mark.parametrize("status", ["voorlopig", "nader voorlopig", "indicatief", "gepubliceerd", "voorbeeld"])
def test_a_figure_that_is_not_definite_says_so_beside_the_figure(status):
    assert "25.000 (" + status + ") mensen" in sentences.level(
        UNTAPPED, line_of(UNTAPPED, {"2025": 25_000}, status=status), HAARLEM
    )


@pytest.mark.parametrize(
    ("indicator", "given", "said"),
    [
        (PARTICIPATION, RISEN, "Dat is 1,9 procentpunt hoger dan in 2022."),
        (VACANCIES, FEWER, "Dat zijn er 120 minder dan in het 2e kwartaal van 2023 (-1,5%)."),
        (UNTAPPED, ROUNDED, "Dat is ongeveer evenveel als in 2022: het verschil valt binnen de afronding."),
        (PARTICIPATION, UNSURE, "Dat is ongeveer evenveel als in 2022: het verschil valt binnen de marge."),
        (PARTICIPATION, SURE, "Dat is 1,0 procentpunt hoger dan in 2022."),
        (PARTICIPATION, line_of(PARTICIPATION, {"2022": 73.9, "2023": 72.0}), "Dat is 1,9 procentpunt lager dan in 2022."),
        (TENSION, line_of(TENSION, {"2022": 1.0, "2023": 1.5}), "Dat is 0,50 hoger dan in 2022 (+50,0%)."),
        (TENSION, line_of(TENSION, {"2022": 1.5, "2023": 1.2}), "Dat is 0,30 lager dan in 2022 (-20,0%)."),
        (VACANCIES, line_of(VACANCIES, {"2023-Q2": 0, "2024-Q2": 50}), "Dat zijn er 50 meer dan in het 2e kwartaal van 2023."),
        (PARTICIPATION, BROKEN, "Met 2020 is dit niet te vergelijken: nieuwe meetmethode CBS."),
        (PARTICIPATION, line_of(PARTICIPATION, {"2021": 70.0, "2022": None, "2023": 73.9}), ""),
    ],
    ids=[
        "percentage",
        "count",
        "within rounding",
        "within margin",
        "beyond margin",
        "percentage that fell",
        "ratio",
        "ratio that fell",
        "from nothing",
        "across a break",
        "no year before",
    ],
)
def test_the_development_is_honest_about_rounding_margins_and_breaks(indicator, given, said):
    assert sentences.development(indicator, given) == said


@pytest.mark.parametrize(
    ("own", "theirs", "said"),
    [
        (
            RISEN,
            {"2023": 73.0},
            "Het cijfer is 0,9 procentpunt hoger dan in Nederland (73,0%); het verschil is groter dan de afronding.",
        ),
        (
            RISEN,
            {"2023": 75.0},
            "Het cijfer is 1,1 procentpunt lager dan in Nederland (75,0%); het verschil is groter dan de afronding.",
        ),
        (
            RISEN,
            {"2023": 73.9},
            "Het cijfer is ongeveer gelijk aan dat van Nederland (73,9%): het verschil valt binnen de afronding.",
        ),
        (
            UNSURE,
            {"2023": 73.5},
            "Het cijfer is ongeveer gelijk aan dat van Nederland (73,5%): het verschil valt binnen de marge.",
        ),
        (
            UNSURE,
            {"2023": 75.0},
            "Het cijfer is 2,0 procentpunt lager dan in Nederland (75,0%); het verschil is groter dan de marge.",
        ),
        (
            RISEN,
            {"2022": 70.0},
            "In 2022 was het cijfer 2,0 procentpunt hoger dan in Nederland (70,0%); het verschil is groter dan de afronding.",
        ),
        (RISEN, {"2019": 70.0}, ""),
    ],
)
def test_a_comparison_takes_the_same_period_and_weighs_the_margin(own, theirs, said):
    assert sentences.comparison(PARTICIPATION, own, line_of(PARTICIPATION, theirs), NETHERLANDS) == said


def test_a_target_to_do_better_than_another_place_names_it_with_its_figure():
    target = replace(standing("loopt achter"), rule="De regio staat er minder goed voor dan het vergelijkingsgebied.")
    beside = replace(target, benchmark=Point("2023", 73.1))
    said = "De regio staat er minder goed voor dan Nederland (73,1%)."
    assert sentences.standing(PARTICIPATION, beside, NETHERLANDS) == said
    assert sentences.standing(PARTICIPATION, target, None) == target.rule


def test_counts_of_places_of_different_size_are_not_compared():
    assert sentences.comparison(VACANCIES, FEWER, FEWER, NETHERLANDS) == ""


@pytest.mark.parametrize(
    ("indicator", "given", "country", "said"),
    [
        (PARTICIPATION, RISEN, {"2023": 73.0}, "Netto arbeidsparticipatie: hoger dan in Nederland"),
        (PARTICIPATION, RISEN, {"2023": 75.0}, "Netto arbeidsparticipatie: lager dan in Nederland"),
        (PARTICIPATION, RISEN, {"2023": 73.9}, "Netto arbeidsparticipatie: ongeveer gelijk aan Nederland"),
        (VACANCIES, FEWER, {}, "Openstaande vacatures: minder dan een jaar eerder"),
        (UNTAPPED, ROUNDED, {}, "Onbenut arbeidspotentieel: ongeveer gelijk aan een jaar eerder"),
        (PARTICIPATION, BROKEN, {}, "Netto arbeidsparticipatie"),
        (PARTICIPATION, RISEN, {}, "Netto arbeidsparticipatie: hoger dan een jaar eerder"),
        (SPANNING, RISEN, {}, "Spanningsindicator: hoger dan een jaar eerder"),
    ],
)
def test_the_title_of_a_chart_says_what_stands_out(indicator, given, country, said):
    assert sentences.message(indicator, given, line_of(indicator, country), NETHERLANDS) == said


def test_the_lead_says_level_development_and_comparison_and_nothing_without_figures():
    said = sentences.lead(PARTICIPATION, RISEN, HAARLEM, line_of(PARTICIPATION, {"2023": 73.0}), NETHERLANDS)
    assert said.endswith(": 73,9%. Dat is 1,9 procentpunt hoger dan in 2022. Het cijfer is 0,9 procentpunt hoger "
                         f"dan in Nederland (73,0%); het verschil is groter dan de afronding. {CHANCE}")  # fmt: skip
    assert CHANCE not in sentences.lead(PARTICIPATION, NOTHING, HAARLEM)
    assert CHANCE not in sentences.lead(PARTICIPATION, line_of(PARTICIPATION, {"2022": 73.9, "2023": 73.9}), HAARLEM)
    assert sentences.lead(PARTICIPATION, NOTHING, HAARLEM, NOTHING, NETHERLANDS) == ""


def test_the_overview_counts_targets_by_how_they_stand():
    found = [standing(status) for status in ["op koers", "loopt achter", *["geen doel vastgesteld"] * 3]]
    said = "Van de 2 doelen die te beoordelen zijn: 1 ligt op koers en 1 loopt achter."
    assert sentences.overview(found) == said + " Voor 3 andere monitors is nog geen doel vastgesteld."
    assert sentences.overview(found[:3]) == said + " Voor 1 andere monitor is nog geen doel vastgesteld."
    assert sentences.overview(found[:2]) == said
    assert sentences.overview(found[:1]) == "Van het ene doel dat te beoordelen is: 1 ligt op koers."
    assert sentences.overview([found[1], found[1]]) == "Van de 2 doelen die te beoordelen zijn: 2 lopen achter."


def test_a_target_without_enough_figures_is_not_counted_among_those_that_can_be_judged():
    known, unknown, without = (standing(each) for each in ("op koers", "te weinig gegevens", "geen doel vastgesteld"))
    said = "Van het ene doel dat te beoordelen is: 1 ligt op koers."
    assert sentences.overview([known, unknown]) == said + " Voor 1 ander doel zijn er nog te weinig gegevens."
    assert sentences.overview([known, unknown, unknown]) == said + " Voor 2 andere doelen zijn er nog te weinig gegevens."
    all_unknown = "Voor 2 doelen zijn er nog te weinig gegevens. Voor 1 andere monitor is nog geen doel vastgesteld."
    assert sentences.overview([unknown, unknown, without]) == all_unknown
    assert sentences.overview([without, without]) == "Voor 2 monitors is nog geen doel vastgesteld."


@pytest.mark.parametrize("status", get_args(Status))
def test_a_status_is_a_word_with_a_sign_never_colour_alone(status):
    shown = cards.tile(PARTICIPATION, RISEN, progress=standing(status))
    assert shown.status.lower() == status
    assert shown.icon.strip()
    assert f'<span aria-hidden="true">{shown.icon}</span> {shown.status}</p>' in rendered("tiles", tiles=[shown])


def test_every_status_has_a_sign_and_words_of_its_own():
    found = [standing(status) for status in get_args(Status)]
    assert len({cards.tile(PARTICIPATION, RISEN, progress=each).icon for each in found}) == len(found)
    assert sentences.overview(found).startswith(f"Van de {len(found) - 2} doelen")


@pytest.mark.parametrize(
    ("indicator", "given", "when", "value", "change"),
    [
        (PARTICIPATION, RISEN, "2023", "73,9%", "▲ +1,9 procentpunt sinds 2022"),
        (VACANCIES, FEWER, "K2 2024", "7.880", "▼ -120 (-1,5%) sinds K2 2023"),
        (UNTAPPED, ROUNDED, "2023", "26.000", "≈ ongeveer gelijk aan 2022"),
        (PARTICIPATION, BROKEN, "2021", "72,0%", "niet te vergelijken met 2020"),
        (UNTAPPED, line_of(UNTAPPED, {"2025": 25_000}, status="voorlopig"), "2025 · voorlopig", "25.000", ""),
    ],
)
def test_a_tile_says_period_figure_and_change(indicator, given, when, value, change):
    shown = cards.tile(indicator, given)
    assert (shown.label, shown.when, shown.value, shown.change) == (indicator.label, when, value, change)


@pytest.mark.parametrize(("step", "said"), [(1000, "0 (afgerond: minder dan 500)"), (1414.2, "0 (afgerond)"), (1, "0")])
def test_a_count_that_rounding_made_nothing_is_said_to_be_small(step, said):
    assert f"{said} mensen" in sentences.level(UNTAPPED, rounded := line_of(UNTAPPED, {"2023": 0}, step=step), HAARLEM)
    assert cards.tile(UNTAPPED, rounded).unit.partition("; ")[2] == said[3:-1]


def test_a_tile_without_figures_says_so_and_shows_no_zero():
    shown = cards.tile(PARTICIPATION, NOTHING)
    assert (shown.value, shown.meaning) == ("", "Er zijn nog geen cijfers voor dit gebied.")
    assert '<p class="value none">geen cijfer</p>' in rendered("tiles", tiles=[shown])


def test_a_small_trend_has_a_text_alternative():
    shown = cards.tile(VACANCIES, FEWER)
    assert shown.spark.words == "Verloop: van 8.000 (K2 2023) naar 7.880 (K2 2024)"
    assert f'alt="{shown.spark.words}"' in rendered("tiles", tiles=[shown])
    drawing = base64.b64decode(shown.spark.image.partition("base64,")[2]).decode()
    assert 'points="0.0,' in drawing
    assert cards.tile(PARTICIPATION, RISEN).spark is None  # two figures are no trend


@pytest.mark.parametrize("given", [{"step": 1000}, {"margin": 500}])
def test_a_small_trend_hardly_moves_where_rounding_or_margin_explains_all_of_it(given):
    steady = cards.tile(UNTAPPED, line_of(UNTAPPED, {"2022": 28_000, "2023": 29_000, "2024": 29_000}, **given))
    drawing = base64.b64decode(steady.spark.image.partition("base64,")[2]).decode()
    assert 'points="0.0,19.0 50.0,11.0 100.0,11.0"' in drawing  # a third of the height, and in the middle of it


def test_a_small_trend_shows_at_most_the_last_24_figures():
    shown = cards.tile(VACANCIES, line_of(VACANCIES, {str(year): year for year in range(2000, 2030)}))
    assert shown.spark.words.startswith("Verloop: van 2.006 (2006)")


def test_words_from_outside_are_made_harmless_on_a_page():
    page = rendered("tiles", tiles=[cards.tile(PARTICIPATION, RISEN, label="<script>")])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
