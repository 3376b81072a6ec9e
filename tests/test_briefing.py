"""The briefing on paper says what the screen says, and can be read by everyone."""

import io
import json
import re
from functools import cache

import pypdf
import pytest
from starlette.requests import Request

from indicators.agenda import WrongAgenda, briefing_choice, home_region
from indicators.figures import current_figures
from indicators.lines import line
from indicators.registry import INDICATORS
from indicators.targets import all_progress, progress_of
from pages.api.briefing import briefing
from pages.components import dutch
from pages.paper.content import Briefing, briefing_of
from pages.paper.drawing import drawing
from pages.paper.pdf import briefing_pdf
from tests.visits import seen, visit

pytestmark = pytest.mark.usefixtures("on_example")
BASE = "https://dashboard.voorbeeld.nl/"


def document(region: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(briefing_pdf(current_figures().version, region, BASE)))


@cache
def text_of(region: str) -> str:
    """What can be selected in the briefing, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in document(region).pages).split())


def asked(query: str) -> tuple[int, bytes]:
    scope = {"type": "http", "path": "/briefing.pdf", "query_string": query.encode(), "headers": [(b"host", b"voorbeeld.nl")]}
    answer = briefing(Request({**scope, "scheme": "https", "server": ("voorbeeld.nl", 443)}))
    return answer.status_code, bytes(answer.body)


@pytest.mark.slow
def test_every_key_figure_on_paper_is_the_newest_figure_of_its_indicator():
    figures, text = current_figures(), text_of("AM37")
    for each in briefing_choice().kerncijfers:
        indicator = INDICATORS[each.indicator]
        latest = line(figures, each.indicator, "AM37", each.sector or "totaal").points[-1]
        value = dutch.amount(latest.value, indicator.unit, indicator.decimals)
        words = f"{dutch.short_period(latest.period)} · {latest.status} {value}"
        assert f"{indicator.label}" in text
        assert words in text


@pytest.mark.slow
def test_the_tiles_of_the_briefing_are_those_of_the_screen():
    version = current_figures().version
    for region in ("AM37", "GM0392", "AM18"):
        for tile in briefing_of(version, region, BASE).tiles:
            assert tile.value
            assert f"{tile.when} {tile.value}" in text_of(region)
            assert " ".join(tile.change.split()) in text_of(region)


def test_of_what_has_no_figure_no_earlier_one_is_missed(tmp_path, monkeypatch):
    chosen = 'verloop = "werkloosheid"\nkerncijfers = [{ indicator = "scholing-met-hulp" }]\n'
    (tmp_path / "briefing.toml").write_text(chosen, encoding="utf-8")
    monkeypatch.setattr("pages.paper.content.briefing_choice", lambda: briefing_choice(tmp_path))
    pdf = pypdf.PdfReader(io.BytesIO(briefing_pdf(current_figures().version, "NL01", BASE, str(tmp_path))))
    assert "Scholing met hulp van de regio – geen cijfer geen doel" in " ".join(pdf.pages[0].extract_text().split())


@pytest.mark.slow
def test_the_trend_is_drawn_with_the_figures_of_all_its_lines():
    figures, chart = current_figures(), briefing_of(current_figures().version, "GM0392", BASE).chart
    indicator = INDICATORS[briefing_choice().verloop]
    for region in ("GM0392", "AM37", "NL01"):
        latest = line(figures, indicator.key, region).points[-1]
        assert f">{dutch.amount(latest.value, indicator.unit, 1)} ({latest.period})</text>" in chart.svg
        assert f"{dutch.amount(latest.value, indicator.unit, 1)} ({latest.period})" in text_of("GM0392")


@pytest.mark.slow
def test_the_status_of_every_target_of_the_agenda_is_told_with_its_rule_and_document():
    text = text_of("AM37")
    for each in all_progress(current_figures()):
        assert each.target.name.split(" ", 1)[1] in text
        if each.status != "geen doel vastgesteld":
            rule = each.rule
            if each.benchmark:
                rule = rule.replace("het vergelijkingsgebied", f"Nederland ({dutch.amount(each.benchmark.value, '%', 1)})")
            assert f"{dutch.first_upper(each.verdict)} {rule}" in text
            assert each.target.document in text
    assert "vergelijkingsgebied" not in text


@pytest.mark.slow
def test_the_page_has_the_document_of_each_goal_too_and_ascribes_none_to_another():
    page = seen(visit("briefing.py")).text
    goals = briefing_of(current_figures().version, "AM37", BASE).goals
    assert {goal.document.split(" 20")[0] for goal in goals} == {
        "Uitvoeringsplan regionale arbeidsmarkt",
        "Regionale strategische arbeidsmarktagenda ZKIJ",
    }
    for goal in goals:
        assert f'{goal.name}<br><span class="meta">{goal.document}</span>' in page
    assert "Uit “" not in page


def test_every_figure_of_a_goal_has_its_period_and_status_and_the_newest_one_is_said_to_be_newer():
    version, text = current_figures().version, text_of("AM37")
    goals = {goal.name: goal for goal in briefing_of(version, "AM37", BASE).goals}
    for goal in goals.values():
        for said in (goal.start, goal.latest):
            assert said.startswith("Doel: ") or re.search(r"\((K\d )?20\d\d, voorbeeld\)", said)
            assert said in text
    assert goals["Minstens 1.941 extra banen voor de banenafspraak"].start == "Doel: 1.941 banen"
    vacancies = progress_of(current_figures(), "vacatures", "AM37", "focus")
    newest, judged = (
        f"{dutch.number(each.value)} vacatures ({dutch.short_period(each.period)}, voorbeeld)"
        for each in (vacancies.newest, vacancies.latest)
    )
    said = f"{newest}; beoordeeld is {judged}, hetzelfde kwartaal als het beginpunt"
    assert newest != judged
    assert goals[vacancies.target.name].latest == said


@pytest.mark.slow
def test_key_figures_of_the_region_in_the_briefing_of_a_gemeente_have_the_status_that_its_goals_have():
    version, home = current_figures().version, home_region()
    found = briefing_of(version, "GM0392", BASE)
    of_region = [tile for tile in found.tiles if home.naam in tile.label]
    assert [tile.status for tile in of_region] == [
        dutch.first_upper(progress_of(current_figures(), key, home.code, sector).status)
        for key, sector in (("vacatures", "focus"), ("banenafspraak", "totaal"))
    ]
    assert "geen doel bij dit gebied" not in text_of("GM0392")
    assert text_of("GM0392").count("geen doel voor Haarlem apart") == sum(not tile.status for tile in found.tiles) == 3
    assert text_of("AM18").count("geen doel bij dit gebied") == 5


def test_a_gemeente_reads_that_the_targets_are_those_of_the_region_and_another_region_that_it_has_none():
    assert "Ze gelden voor de hele regio Zuid-Kennemerland en IJmond, niet voor Haarlem apart." in text_of("GM0392")
    assert "staan alleen in de briefing van die regio en van haar gemeenten." in text_of("AM18")
    assert all(each.target.name not in text_of("AM18") for each in all_progress(current_figures()))


@pytest.mark.slow
@pytest.mark.parametrize("region", ["AM37", "GM0473", "NL01", "PV27", "AM18"])
def test_sources_reference_date_version_and_permalink_stand_on_every_briefing(region):
    text, version = text_of(region), current_figures().version
    assert "Voorbeeldcijfers. Alle cijfers in deze briefing zijn verzonnen" in text
    assert re.search(r"Bronnen • voorbeeld in de vorm van (CBS|UWV), .+ gemaakt \d+ \w+ \d{4}", text)
    assert "Peildatum: 20" in text
    assert f"versie {version}" in text
    assert f"{BASE}briefing.pdf?regio={region}&versie={version}" in text.replace(" ", "")
    assert len(document(region).pages) == (2 if briefing_of(version, region, BASE).goals else 1)


def test_the_pdf_is_tagged_dutch_titled_and_claims_pdf_ua():
    found = document("AM37")
    catalog = found.trailer["/Root"]
    assert catalog["/Lang"] == "nl-NL"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert found.metadata.title == "Arbeidsmarkt Zuid-Kennemerland en IJmond"
    assert b"pdfuaid:part>1<" in found.trailer["/Root"]["/Metadata"].get_data()
    tags, words = walk(catalog["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L", "/LI", "/Link"} <= tags
    assert any(words_of.startswith("Netto arbeidsparticipatie") for words_of in words)
    assert any("QR-code" in words_of for words_of in words)


def walk(node: pypdf.generic.PdfObject) -> tuple[set[str], list[str]]:
    """The tags below a node of the structure, and the words of its figures."""
    node = node.get_object()
    tags, words = set(), []
    if isinstance(node, pypdf.generic.ArrayObject):
        children = list(node)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        tags |= {str(node["/S"])} if "/S" in node else set()
        words += [str(node["/Alt"])] if "/Alt" in node else []
        children = [node["/K"]] if "/K" in node else []
    else:
        children = []
    for child in children:
        below, said = walk(child)
        tags, words = tags | below, words + said
    return tags, words


def test_the_charts_are_vectors_and_the_letters_travel_along():
    for page in document("AM37").pages:
        assert list(page.images) == []
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"])


def test_the_same_version_and_region_give_the_same_bytes():
    version = current_figures().version
    once = briefing_pdf(version, "GM0375", BASE)
    briefing_pdf.cache_clear()
    assert briefing_pdf(version, "GM0375", BASE) == once


def test_a_line_is_broken_where_the_method_broke_and_where_a_figure_misses():
    found = line(current_figures(), "netto-arbeidsparticipatie", "AM37")
    before, after = found.pieces
    assert (before[-1].period, after[0].period) == ("2020", "2021")
    rows = found.rows.copy()
    rows.loc[rows["periode"] == "2016", "waarde"] = float("nan")
    holed = type(found)(found.key, found.region, found.sector, rows)
    assert [piece[0].period for piece in holed.pieces] == ["2013", "2017", "2021"]
    svg = drawing(INDICATORS[found.key], [(holed, "A & B")])
    assert svg.count('stroke-width="2.6"') == 3
    assert ">A &amp; B</text>" in svg


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("regio=Haarlem", "Onbekende regio 'Haarlem'. Bedoelde u: GM0392 (Haarlem)?"),
        ("versie=oud", "Versie 'oud' is niet (meer) bewaard."),
        ("versie=../../geheim", "Versie '../../geheim' is niet (meer) bewaard."),
        ("kleur=rood", "Onbekende parameter 'kleur'. Er zijn: regio, versie."),
        ("regio=AM37&regio=GM0392", "regio staat er 2 keer. Geef er één."),
    ],
)
def test_a_wrong_question_is_refused_with_a_sentence(query, said):
    status, body = asked(query)
    assert status == 400
    assert json.loads(body)["detail"].startswith(said)


@pytest.mark.slow
def test_without_a_region_the_briefing_is_that_of_the_home_region():
    version = current_figures().version
    status, body = asked("")
    assert status == 200
    assert (
        body == asked(f"regio={home_region().code}&versie={version}")[1] == briefing_pdf(version, "AM37", "https://voorbeeld.nl/")
    )


def test_without_any_version_the_briefing_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert asked("regio=AM37")[0] == 503


def test_the_agenda_chooses_five_figures_that_exist():
    choice = briefing_choice()
    assert len(choice.kerncijfers) == 5
    assert {choice.verloop, *(each.indicator for each in choice.kerncijfers)} <= set(INDICATORS)


@pytest.mark.slow
def test_what_has_no_goal_is_named_in_the_sentence_and_an_abbreviation_keeps_its_capitals(monkeypatch):
    monkeypatch.setattr(Briefing, "without_goal", ["WW-instroom", "Plaatsingen", "Deelname aan scholing"])
    anew = pypdf.PdfReader(io.BytesIO(briefing_pdf(current_figures().version, "AM37", f"{BASE}elders/")))
    text = " ".join(" ".join(page.extract_text() for page in anew.pages).split())
    assert "nog geen doel vastgesteld: WW-instroom, plaatsingen en deelname aan scholing. Bronnen" in text


def test_a_mistake_in_the_choice_is_named(tmp_path):
    (tmp_path / "briefing.toml").write_text('verloop = "werklozen"\n', encoding="utf-8")
    with pytest.raises(WrongAgenda, match=r"agenda/briefing\.toml: .*kerncijfers"):
        briefing_choice(tmp_path)
