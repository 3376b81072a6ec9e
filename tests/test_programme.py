"""The programme says what the documents say: the counts agree, amounts agree, and every record can be looked up."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.agenda import targets
from indicators.point import Point
from indicators.programme.evaluated import found_by, tallies
from indicators.programme.plan import by_level, by_pillar, by_source, measurable, total, with_number
from indicators.programme.programme import FILES, programme
from indicators.programme.timeline import timeline
from indicators.progress import progress
from ingest.settings import AGENDA, PROJECT
from pages.components.evaluation import counts_table
from pages.components.goals import agreed as agreed_of_target
from pages.components.marks import target_level
from pages.components.programme import agreed, measured
from pages.components.service_goals import against_goal, goal_of

FOUND = programme(AGENDA)
DOCUMENTS = PROJECT.parent / "shared" / "agenda_documents"
STARTS = {"Uitvoeringsplan": "000", "Regionale strategische": "001", "Stand van zaken": "003", "Evaluatie doe-agenda": "004"}
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the agenda's documents are not on this machine")


def squeezed(text: str) -> str:
    """A text without spaces, hyphens and capitals, as line breaks in the documents go through words."""
    return re.sub(r"[\s-]+", "", text).lower()


def text_of(document: str) -> str:
    (number,) = [number for start, number in STARTS.items() if document.startswith(start)]
    (path,) = DOCUMENTS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@needs_documents
@pytest.mark.parametrize("name", FILES)
def test_each_record_stands_in_a_document_at_a_place_that_is_there(name):
    assert FOUND.records(name)
    for record in FOUND.records(name):
        places = [(record.document, record.vindplaats)]
        if getattr(record, "stand", ""):
            places.append((record.stand_document, record.stand_vindplaats))
        for document, place in places:
            missing = [part for part in place.split(" > ") if squeezed(part) not in squeezed(text_of(document))]
            assert not missing, f"{name}: {missing} is not in {document}"


@needs_documents
def test_each_target_stands_in_its_document_at_a_place_that_is_there():
    for each in targets():
        text = squeezed(text_of(each.document))
        assert [part for part in each.place.split(", ") if squeezed(part) not in text] == [], each.name


@needs_documents
def test_that_unemployment_is_to_be_prevented_is_cited_from_where_the_agenda_says_so():
    (target,) = [each for each in targets() if each.indicator == "werkloosheid"]
    heading, _, part = target.place.rpartition(", ")
    page = text_of(target.document).split(heading)[0].split(part)[-1]  # in these texts the heading of a page stands below it
    assert "Voorkomen van werkloosheid" in page
    assert len(page) < 1000


def test_what_a_reader_sees_at_a_target_does_not_tell_an_editor_what_to_fill_in():
    assert [each.note for each in targets() if re.search(r"\bvul\b", each.note, re.IGNORECASE)] == []


@needs_documents
def test_the_plan_has_every_line_of_the_overview_in_the_document():
    overview = (
        text_of("Uitvoeringsplan").split("Totaal overzicht initiatieven naar pijlers")[1].split("Regionale dienstverlening")[0]
    )
    heads = ("PROJECT", "LEVEN", "ONTWIKKELEN", "TALENT", "BINDEN", "Dienstverlening", "(Lopende)", "Initiatieven", "Projecten")
    more = ("Innovatieve", "Focus", "doelgroepen", "Diensten,", "netwerken", "verbinding")
    lines = [line.strip() for line in overview.splitlines() if line.strip() and not line.strip().startswith(heads + more)]
    assert len(lines) == len(FOUND.of_year(2024)) == 22
    counted = {level: sum(p.niveau == level for p in FOUND.projects) for level in {p.niveau for p in FOUND.projects}}
    assert counted == {"dienstverlening": 2, "initiatief": 4, "innovatieve agenda": 8, "in verbinding": 8}


@needs_documents
def test_the_evaluation_has_every_activity_of_each_pillar_of_the_document():
    text = text_of("Evaluatie doe-agenda")
    assert "In totaal zijn het er 42" in text
    parts = re.split(r"^3\.[1-4] .*$", text.split("3. Evaluatie per activiteit")[-1].split("\n4. Conclusies")[0], flags=re.M)[1:]
    rows = [sum(line.count("\t") >= 5 and not line.startswith("TITEL") for line in part.splitlines()) for part in parts]
    assert rows == [each.activities for each in tallies(list(FOUND.evaluation))[:-1]] == [6, 16, 16, 4]


@needs_documents
def test_each_amount_and_each_number_agreed_is_printed_in_its_document():
    derived = {("hoofdzaak-werk", 92725.0)}  # 112.725 less 20.000
    for budget in FOUND.budgets:
        if (budget.project, budget.bedrag) not in derived:
            assert f"{budget.bedrag:,.0f}".replace(",", ".") in text_of(budget.document)
    for record in [*FOUND.projects, *FOUND.evaluation, *FOUND.services]:
        if record.doel is not None:
            assert re.search(rf"\b{f'{record.doel:,.0f}'.replace(',', '[.]')}\b", text_of(record.document))


def test_amounts_agree_with_the_figures_typed_over_from_the_documents():
    with (AGENDA / "published_figures.csv").open(encoding="utf-8", newline="") as file:
        printed = {
            row["onderwerp"]: float(row["waarde"]) for row in csv.DictReader(file) if row["onderwerp"].startswith("budget:")
        }
    rmt = FOUND.money_of("rmt")
    assert sorted(b.bedrag for b in rmt) == [
        printed["budget:rmt-interventiebudget"],
        printed["budget:rmt-personeel-bedrijfsvoering"],
    ]
    assert [b.bedrag for b in FOUND.money_of("wsp")] == [printed["budget:wsp"]]
    names = ["van-bijstand-naar-werk", "werkwijzer", "opleidingen", "procesregisseur"]
    assert sum(b.bedrag for b in FOUND.money_of("hoofdzaak-werk")) == sum(printed[f"budget:hoofdzaakwerk-{n}"] for n in names)


def test_no_project_of_2024_was_agreed_in_full_and_three_have_a_number():
    projects = FOUND.of_year(2024)
    assert measurable(projects) == []
    assert {p.sleutel: (p.doel, p.missing) for p in with_number(projects)} == {
        "vvb": (1941, ["nulmeting", "datum"]),
        "hoofdzaak-werk": (100, ["nulmeting"]),
        "voorrangsregeling": (40, ["nulmeting"]),
    }


def test_money_adds_up_by_level_and_source_and_counts_double_by_pillar():
    projects = FOUND.of_year(2024)
    assert total(FOUND, projects) == 4_867_687
    assert (
        sum(each.amount for each in by_level(FOUND, projects))
        == sum(each.amount for each in by_source(FOUND, projects))
        == 4_867_687
    )
    assert sum(each.amount for each in by_pillar(FOUND, projects)) > 4_867_687
    assert total(FOUND, [p for p in projects if p.sleutel == "techport"]) is None


def test_three_of_the_42_activities_had_a_number_beforehand():
    everything = tallies(list(FOUND.evaluation))[-1]
    assert (everything.activities, everything.agreed) == (42, 3)
    assert [a.naam for a in FOUND.evaluation if a.doel] == ["Talent naar de zorg", "Hoofdzaak}Werk", "Masterplan Keten O&A"]


def test_money_of_which_the_evaluation_names_no_amount_is_not_nil():
    without, priced = FOUND.evaluation[2], FOUND.evaluation[7]
    assert [row[-1] for row in counts_table(tallies([without, priced])).rows] == ["niet genoemd", "€357.500", "€357.500"]
    assert counts_table(tallies([without])).rows[-1][-1] == "niet genoemd"


def test_activities_are_found_by_all_words_in_any_field():
    assert [a.naam for a in found_by(list(FOUND.evaluation), "heddes BOUW")] == ["Praktijkleren in het mbo"]
    assert len(found_by(list(FOUND.evaluation), "")) == 42
    assert found_by(list(FOUND.evaluation), "ruimtevaart") == []


def test_the_time_line_covers_the_years_of_its_projects_and_names_those_without():
    found = timeline([p for p in FOUND.projects if p.sleutel in ("vvb", "aanpak-jeugdwerkloosheid", "rmt")])
    assert found is not None
    assert [(run.project.sleutel, run.start, run.end) for run in found.runs] == [
        ("aanpak-jeugdwerkloosheid", None, 2025.5),
        ("vvb", 2022.25, 2025.0),
    ]
    assert (found.first, found.last, [p.sleutel for p in found.undated]) == (2022, 2025, ["rmt"])
    assert timeline([p for p in FOUND.projects if p.sleutel == "rmt"]) is None


def test_every_cell_of_the_matrix_is_there_once():
    assert len({(cell.pijler, cell.aandachtsgebied) for cell in FOUND.matrix}) == len(FOUND.matrix) == 3 * 4


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_of_the_programme_ends_twice_or_means_two_things(name):
    texts = [str(value) for record in FOUND.records(name) for value in record.model_dump().values()]
    for wrong in ("!.", "..", "doet UWV dit gewoon", "een betaald traject"):  # paid to them, or for them?
        assert [text for text in texts if wrong in text] == []


def test_there_are_no_stories_that_nobody_told():
    assert FOUND.stories == ()
    assert (Path(AGENDA) / "stories" / "README.md").is_file()


def test_a_number_of_a_document_stands_with_the_decimals_that_it_has():
    project = next(each for each in FOUND.projects if each.doel is not None)
    given = {"maat": "cijfer", "doel": 7.5, "eenheid": "punten", "datum": "", "gemeten": 8.6, "gemeten_eenheid": "punten"}
    changed = project.model_copy(update={**given, "gemeten_periode": "2024"})
    assert agreed(changed) == "cijfer: 7,5 punten"
    assert measured(changed) == "8,6 punten (2024)"
    service = next(each for each in FOUND.services if each.doel is not None)
    assert goal_of(service.model_copy(update={"doel": 2.5, "vanaf": ""})).startswith("Doel: minstens 2,5 ")
    quarterly = service.model_copy(update={"per": "kwartaal"})
    assert against_goal(quarterly, Point("2024-Q2", 99.0)) == "Het doel is niet gehaald: 99 in het 2e kwartaal van 2024."
    number = next(each for each in targets() if each.kind == "aantal")
    fraction = progress(replace(number, indicator="vacaturegraad", value=27.5, unit="vacatures per 1.000 banen"), [])
    assert agreed_of_target(fraction, {}).startswith("27,5 vacatures per 1.000 banen")
    level = target_level(fraction)
    assert level
    assert level.words == "doel: 27,5"


def test_a_figure_from_before_a_goal_began_does_not_say_whether_it_is_reached():
    service = next(each for each in FOUND.services if each.doel == 100)
    goal = service.model_copy(update={"per": "kwartaal", "vanaf": "2024-Q3"})
    said = "Het doel geldt vanaf het 3e kwartaal van 2024; het nieuwste cijfer is van daarvoor: 99 in het 2e kwartaal van 2024."
    assert against_goal(goal, Point("2024-Q2", 99.0)) == said
    assert against_goal(goal, Point("2024-Q3", 120.0)) == "Het doel is gehaald: 120 in het 3e kwartaal van 2024."
