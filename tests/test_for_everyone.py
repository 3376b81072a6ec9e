"""What helps every reader: search, words explained, editor's notes, where to report, and why a figure is not there."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from indicators.absence import absence
from indicators.agenda import WrongAgenda, glossary, notes
from indicators.regions import Region
from indicators.registry import INDICATORS
from indicators.search import entries, find, words_of
from ingest.settings import PROJECT
from pages.components import contact
from pages.components.cards import remarks
from pages.components.downloads import FORMS
from pages.components.foot import reference_dates, refreshed
from pages.components.html import rendered
from pages.components.search import page_of, pages_by_indicator
from pages.components.tables import receipts_table
from pages.components.view import View
from pages.interface.settings import WrongSetting
from pages.interface.shell import page_names
from tests.agenda_folder import agenda_copy
from tests.made_figures import HAARLEM, PARTICIPATION, VACANCIES, line_of
from tests.visits import visit

REGIONS = [
    Region("NL01", "Nederland", "land"),
    Region("AM37", "Zuid-Kennemerland en IJmond", "arbeidsmarktregio"),
    HAARLEM,
    Region("GM1900", "Súdwest-Fryslân", "gemeente"),
]
ALL = entries(INDICATORS.values(), REGIONS, glossary())


def labels(query: str) -> list[str]:
    return [found.entry.label for found in find(query, ALL)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Haarlem", "Haarlem"),
        ("haar", "Haarlem"),
        ("GM0392", "Haarlem"),
        ("sudwest fryslan", "Súdwest-Fryslân"),
        ("ijmond", "Zuid-Kennemerland en IJmond"),
        ("netto", "Netto arbeidsparticipatie"),
        ("participatie", "Netto arbeidsparticipatie"),
        ("WERKLOOSHEID", "Werkloosheidspercentage"),
        ("krapte", "Krapte"),
        ("forensen", "Woon-werkbalans"),
        ("procent punt", "Procentpunt"),
        ("de marge", "Marge"),
    ],
)
def test_what_people_type_finds_what_they_mean(query, first):
    assert labels(query)[0] == first


@pytest.mark.parametrize("query", ["", "  ", "!?", "qqqq", "haarlem qqqq"])
def test_what_matches_nothing_finds_nothing(query):
    assert labels(query) == []


def test_an_indicator_is_found_by_the_other_words_of_its_term():
    assert {"Spanningsindicator", "Vacaturegraad"} <= set(labels("personeelstekort"))


@pytest.mark.parametrize("query", ["werkloosheid haarlem", "Haarlem werkloosheid", "werkloosheid in Haarlem"])
def test_an_indicator_and_a_region_together_find_the_indicator_there(query):
    best = find(query, ALL)[0]
    assert (best.entry.key, best.place.key) == ("werkloosheid", "GM0392")


def test_a_region_that_an_explanation_names_is_still_the_region_that_was_asked_for():
    best = find("werkloosheid nederland", ALL)[0]  # as the manual has it; what WW is, names Nederland as well
    assert best.place
    assert (best.entry.key, best.place.key) == ("werkloosheid", "NL01")


@pytest.mark.parametrize(
    ("query", "kind", "label", "href"),
    [
        ("uitvoeringsplan", "Pagina", "Uitvoeringsplan", "/uitvoeringsplan"),
        ("doelen", "Pagina", "Doelen", "/doelen"),
        ("briefing", "Pagina", "Briefing", "/briefing"),
        ("raad", "Pagina", "Briefing", "/briefing"),
        ("leerwerkloket", "Project", "Leerwerkloket", "/uitvoeringsplan?jaar=2024&tekst=Leerwerkloket"),
        ("statushouders", "Doelgroep", "Statushouders", "/doelgroepen?jaar=2024"),
    ],
)
@pytest.mark.usefixtures("on_example")
def test_pages_projects_and_target_groups_are_found_too(query, kind, label, href):
    shown = visit(zoek=query)
    assert not shown.exception
    (block,) = [each.proto.body for each in shown.get("html") if 'class="search"' in each.proto.body]
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a> <span class="kind">([^<]+)</span>', unescape(block))
    assert any(label in name and (address, what) == (href, kind) for address, name, what in found), found


def test_of_much_that_matches_the_best_ten_are_found():
    assert len(find("werkloosheid", [*ALL] * 20)) == 10


def test_accents_capitals_and_signs_do_not_matter():
    assert words_of("Één café-baan, in ĲMOND!") == ["een", "cafe", "baan", "in", "ijmond"]


def test_every_term_has_a_name_an_explanation_and_indicators_that_exist():
    for term in glossary().values():
        assert term.naam
        assert term.uitleg.endswith((".", ")"))
        assert set(term.indicatoren) <= set(INDICATORS)


def test_the_page_of_an_indicator_is_a_page_that_exists():
    assert pages_by_indicator()["werkloosheid"] == "participatie"
    assert pages_by_indicator()["netto-arbeidsparticipatie"] == "participatie"  # where a page chooses from all, it is the first
    assert set(pages_by_indicator().values()) <= page_names()
    keys = ("werkloosheid", "plaatsingen-wsp", "open-match-historie")  # the last is on no page and under no pillar
    addresses = [page_of(View("", "AM37", "totaal", None, None), key) for key in keys]
    assert addresses == ["/participatie", "/dienstverlening", "/gegevens?indicator=open-match-historie"]


def noted(folder: Path, *rows: str) -> Path:
    """A copy of the agenda with these notes."""
    copy = agenda_copy(folder / "agenda")
    (copy / "notes.csv").write_text("\n".join(["indicator,regiocode,sector,periode,datum,tekst", *rows]), encoding="utf-8")
    return copy


def test_an_editors_note_is_read_and_stands_with_its_day_beside_the_figure_that_it_is_about(tmp_path):
    found = notes(noted(tmp_path, "netto-arbeidsparticipatie,GM0392,totaal,2023,2026-11-21,Een grote werkgever vertrok."))
    said = "<strong>Toelichting van de redactie</strong> bij 2023 (21 november 2026): Een grote werkgever vertrok."
    shown = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.9})
    assert said in rendered("editor", notes=remarks(shown, {"2023"}, found))
    assert remarks(shown, {"2022"}, found) == remarks(line_of(VACANCIES, {"2023": 1}), {"2023"}, found) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("werkloosheid,AM37,totaal,2023,21-11-2026,Tekst", "datum '21-11-2026' is geen datum"),
        ("werkloosheid,AM37,totaal,2023-Q9,2026-11-21,Tekst", "periode '2023-Q9' is geen periode"),
        ("werkloosheid,AM37,,2023,2026-11-21,Tekst", "sector is leeg"),
        ("werkloosheid,AM37,totaal,2023,2026-11-21, ", "tekst is leeg"),
        ("werkloosheid,AM37,totaal,2023,2026-11-21,Een, twee", "niet precies 6 cellen"),
    ],
)
def test_a_note_that_cannot_be_is_refused_with_its_row(tmp_path, row, said):
    with pytest.raises(WrongAgenda, match=r"agenda/notes\.csv, rij 2.*" + said):
        notes(noted(tmp_path, row))


def test_with_an_address_a_message_opens_and_what_is_no_address_is_refused(monkeypatch):
    monkeypatch.delenv("FEEDBACK_EMAIL", raising=False)
    assert contact.mail_to("Iets") == ""
    monkeypatch.setenv("FEEDBACK_EMAIL", "melden@voorbeeld.nl")
    assert (
        contact.mail_to("Pagina Vacatures", "a & b") == "mailto:melden@voorbeeld.nl?subject=Pagina%20Vacatures&body=a%20%26%20b"
    )
    monkeypatch.setenv("FEEDBACK_EMAIL", "javascript:alert(1)")
    with pytest.raises(WrongSetting, match=r"FEEDBACK_EMAIL: 'javascript:alert\(1\)' is geen e-mailadres"):
        contact.feedback_email()


def test_an_empty_place_says_whether_the_source_or_only_this_choice_is_missing(figures):
    there = SimpleNamespace(receipts=figures.receipts)
    nowhere = "Voor deze keuze zijn er geen cijfers. De bron heeft hierover niets voor dit gebied"
    assert absence(there, PARTICIPATION).startswith(nowhere)
    nothing = SimpleNamespace(receipts={})
    assert "Ze komen vanzelf bij de volgende verversing" in absence(nothing, PARTICIPATION)
    assert absence(nothing, INDICATORS["open-match-historie"]).endswith("op verzoek op: zie Bronnen en verversing.")
    assert absence(nothing, INDICATORS["spanning"]).endswith("De beheerder voegt ze toe: zie Bronnen en verversing.")


def test_the_foot_says_when_the_sources_were_asked_and_which_of_them_failed():
    asked = datetime(2026, 11, 21, 5, 45, tzinfo=UTC)

    def row(label: str, outcome: str) -> SimpleNamespace:
        return SimpleNamespace(label=label, outcome=outcome, last_success=asked)

    well = SimpleNamespace(last_attempt=asked, datasets=[row("Een", "current")])
    assert refreshed(well) == "Bijgewerkt op 21 november 2026 om 06:45."
    failed = SimpleNamespace(
        last_attempt=asked, datasets=[row(name, "failed") for name in ("Een", "Twee", "Drie", "Vier", "Vijf")]
    )
    assert refreshed(failed).endswith("Niet gelukt: Een, Twee, Drie en 2 andere. Daarvan ziet u de vorige cijfers.")
    failed.datasets[0].last_success = None
    assert refreshed(failed).endswith("Daarvan ziet u de vorige cijfers, waar die er zijn.")
    failed.datasets = failed.datasets[:1]
    assert refreshed(failed).endswith("Niet gelukt: Een. Daarvan is er nog niets.")


def test_the_foot_says_nothing_of_the_newest_figures_where_there_are_none_of_cbs_or_uwv():
    own = SimpleNamespace(producer="WerkgeversServicepunt", modified="2026-04-03", retrieved="2026-07-01T09:00:00Z")
    assert reference_dates(SimpleNamespace(receipts={1: own})) == ""
    said = {"version": "1", "example": False, "refreshed": "", "report": "", "how_to_report": "", "to": str}
    assert "Nieuwste cijfers" not in rendered("footer", dates="", **said)
    assert "Nieuwste cijfers: CBS 1 juli 2026. Versie 1." in rendered("footer", dates="CBS 1 juli 2026", **said)


def test_the_day_that_a_source_gives_is_dutch_time_at_the_foot_and_in_the_table(figures):
    said, fetched = (replace(next(iter(figures.receipts.values())), number=number, producer="CBS") for number in (1, 2))
    said = replace(said, modified="2026-06-30T23:30:00")  # as CBS says it, so 21:30 UTC
    fetched = replace(fetched, modified=None, retrieved="2026-06-30T22:15:00Z")  # after midnight in the Netherlands
    assert reference_dates(SimpleNamespace(receipts={1: said})) == "CBS 30 juni 2026"
    assert reference_dates(SimpleNamespace(receipts={1: said, 2: fetched})) == "CBS 1 juli 2026"
    assert reference_dates(SimpleNamespace(receipts={1: fetched, 2: said})) == "CBS 1 juli 2026"  # the newest, wherever it stands
    rows = receipts_table(SimpleNamespace(receipts={1: said, 2: fetched})).rows
    assert [row[4:6] for row in rows] == [["30-06-2026", rows[0][5]], ["niet vermeld", "01-07-2026 00:15"]]


@pytest.mark.parametrize("said", ["None", "gisteren", "5", "9999-12-31T23:59:59Z"])
def test_a_source_whose_day_cannot_be_read_breaks_no_page_off(figures, said):
    receipt = replace(next(iter(figures.receipts.values())), producer="CBS", modified=said, retrieved="2026-06-30T22:15:00Z")
    assert reference_dates(SimpleNamespace(receipts={1: receipt})) == "CBS 1 juli 2026"
    assert receipts_table(SimpleNamespace(receipts={1: receipt})).rows[0][4] == "niet vermeld"


def test_the_handbook_is_the_page_and_explains_every_status():
    text = (PROJECT / "docs" / "handleiding.md").read_text(encoding="utf-8")
    for status in ("definitief", "nader voorlopig", "voorlopig", "indicatief", "gepubliceerd", "eigen opgave", "voorbeeld"):
        assert f"| {status} |" in text


def test_the_handbook_tells_the_marks_in_a_chart_apart_and_names_every_download():
    text = (PROJECT / "docs" / "handleiding.md").read_text(encoding="utf-8")
    for mark in ("verticale lijn van\nstreepjes", "verticale lijn van puntjes", "**ruit**"):
        assert mark in text
    assert [words for _, _, words in FORMS if f'"{words}"' not in text] == ["JSON", "Parquet"]
    assert "JSON en Parquet zijn er ook" in text


@pytest.mark.slow
def test_the_page_of_the_handbook_has_its_tables_with_a_caption_and_no_link_that_leads_nowhere(example_data, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(example_data))
    page = visit("uitleg.py")
    text = "\n".join(each.value for each in page.markdown)
    assert "|" not in text
    tables = [table for each in page.get("html") for table in re.findall(r"<table>.*?</table>", each.proto.body, re.DOTALL)]
    assert [re.findall("<caption>(.+)</caption>", table) for table in tables] == [
        ["Wat de status van een cijfer betekent"],
        ["Wat er over een doel wordt gezegd"],
    ]
    assert all('<th scope="col">Wat het betekent</th>' in table and '<th scope="row">' in table for table in tables)
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^##+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(([^)]+)\)", text)) <= {f"#{heading}" for heading in headings}
