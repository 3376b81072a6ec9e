"""Breaks in series: those that the sources and the region's history have are declared, and no change is taken across one."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.agenda_files import WrongAgenda
from indicators.breaks import break_between, breaks, breaks_of
from indicators.figures import Figures
from indicators.lines import line
from indicators.point import Point
from indicators.registry import INDICATORS
from ingest.regions import SUCCESSORS
from ingest.settings import PROJECT
from pages.components import charts
from pages.components.cards import tile
from pages.components.sentences import development, message
from pages.paper import drawing
from tests.agenda_folder import agenda_copy
from tests.made_figures import PARTICIPATION, VACANCIES, line_of


@pytest.mark.parametrize(
    ("series", "region", "since", "kind"),
    [
        ("participation", None, "2021", "breuk"),
        ("untapped-potential", None, "2021", "breuk"),
        ("vacancies-regional", None, "2012-Q1", "breuk"),
        ("spanning", None, "2022-Q1", "breuk"),
        ("spanning", None, "2017-Q1", "breuk"),
        ("home-work", None, "2021", "breuk"),
        (None, "AM37", "2016", "gebeurtenis"),
        (None, "AM37", "2019", "grenswijziging"),
        (None, None, "2020-03", "gebeurtenis"),
        ("werkcentrum-geholpen", "AM37", "2024-06", "gebeurtenis"),
    ],
)
def test_what_changed_in_a_series_is_declared(series: str | None, region: str | None, since: str, kind: str) -> None:
    (found,) = [each for each in breaks() if (each.series, each.region, each.since) == (series, region, since)]
    assert found.kind == kind
    assert found.note.endswith(".")


def test_the_old_code_of_the_region_is_that_of_the_region() -> None:
    assert SUCCESSORS["AM16"] == "AM37"
    (renamed,) = [each for each in breaks() if each.since == "2016"]
    assert "AM16" in renamed.note


def test_a_break_belongs_to_a_dataset_or_to_an_indicator() -> None:
    assert "2022-Q1" in {each.since for each in breaks_of("any-file", "AM37", "spanning")}
    assert "2022-Q1" not in {each.since for each in breaks_of("any-file", "AM37", "ww")}
    assert "2021" in {each.since for each in breaks_of("participation", "GM0392", "werkloosheid")}


def test_a_break_lies_between_the_last_figure_before_and_the_first_after() -> None:
    found = breaks_of("participation", "NL01")
    assert break_between(found, 2020.75, 2021.0)
    assert break_between(found, 2021.0, 2024.0) is None
    assert break_between(found, 2019.0, 2020.0) is None
    assert break_between(breaks_of("", "AM37"), 2018.0, 2019.0) is None  # another border or an event is no break in the method


@pytest.mark.parametrize("key", ["netto-arbeidsparticipatie", "werkloosheid", "onbenut-arbeidspotentieel", "onbenut-aandeel"])
def test_the_new_method_breaks_what_the_note_says_and_not_the_quarters_of_the_country(figures: Figures, key: str) -> None:
    (said,) = [each for each in INDICATORS[key].caveats if "meetmethode" in each]
    assert "CBS herberekende de tabellen per regio niet: vergelijk daarin 2021 en later niet met eerdere jaren." in said
    assert said.endswith("De kwartaalreeks van Nederland is herberekend en loopt door.")
    quarters, years = (line(figures, key, code, frequency=each) for code, each in (("NL01", "quarter"), ("AM37", "year")))
    assert (quarters.points[0].moment < 2020, years.points[0].moment < 2020) == (True, True)
    assert quarters.comparable == quarters.points
    assert years.comparable[0].period == "2021"


BROKEN = line_of(PARTICIPATION, {"2018": 60.0, "2019": 61.0, "2020": 62.0, "2021": 72.0}, dataset="participation")


def test_nothing_is_said_about_a_change_across_a_break() -> None:
    assert development(PARTICIPATION, BROKEN) == "Met 2020 is dit niet te vergelijken: nieuwe meetmethode CBS."
    assert message(PARTICIPATION, BROKEN) == PARTICIPATION.label
    assert tile(PARTICIPATION, BROKEN).change == "niet te vergelijken met 2020"


def test_the_small_line_of_a_tile_begins_after_the_last_break() -> None:
    assert tile(PARTICIPATION, BROKEN).spark is None
    years = {str(year): 60.0 + year - 2018 for year in range(2018, 2025)}
    found = tile(PARTICIPATION, line_of(PARTICIPATION, years, dataset="participation")).spark
    assert found
    assert "van 63,0% (2021) naar 66,0% (2024)" in found.words


def test_another_border_and_an_event_are_drawn_as_a_dotted_line_with_their_name() -> None:
    moved = replace(line_of(PARTICIPATION, {str(year): 70.0 for year in range(2015, 2021)}), region="AM37")
    figure = charts.trend(PARTICIPATION, moved, "Regio", [], None, [])
    lines = {(shape.x0, shape.line.dash) for shape in figure.layout.shapes if shape.x0 == shape.x1}
    assert lines == {(2015.5, "dot"), (2018.5, "dot")}
    names = {note.text.replace("<br>", " ") for note in figure.layout.annotations if note.textangle == -90}
    assert names == {"nieuwe naam van de regio", "Haarlemmerliede naar Haarlemmermeer"}


def test_a_break_in_a_quarterly_line_is_drawn_just_before_its_quarter() -> None:
    quarters = {f"{year}-Q{quarter}": 100.0 for year in (2011, 2012) for quarter in (1, 2, 3, 4)}
    line = line_of(VACANCIES, quarters, dataset="vacancies-regional")
    figure = charts.trend(VACANCIES, line, "Nederland", [], None, [])
    assert [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1] == [2011.875]
    assert None in next(trace for trace in figure.data if trace.name == "Nederland").y


@pytest.mark.parametrize(("period", "at"), [("2012", 2011.5), ("2012-Q1", 2011.875), ("2012-01", 2012 - 1 / 24)])
def test_a_break_stands_halfway_between_two_figures_on_a_page_and_on_paper_alike(period: str, at: float) -> None:
    before = {"2012": "2011", "2012-Q1": "2011-Q4", "2012-01": "2011-12"}[period]
    line = line_of(VACANCIES, {before: 100.0, period: 101.0}, dataset="vacancies-regional")
    figure = charts.trend(VACANCIES, line, "Nederland", [], None, [])
    assert [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1] == [at]
    middle = (drawing.LEFT + drawing.WIDTH - drawing.RIGHT) / 2  # of two figures that lie as far from the edges
    dashed = f'<path d="M{middle} {drawing.TOP}V{drawing.HEIGHT - drawing.BOTTOM}"'
    assert dashed in drawing.drawing(VACANCIES, [(line, "Nederland")])


def test_bars_of_negative_figures_begin_at_zero_too() -> None:
    rows = [("Haarlem", Point("2023", -40, -55, -25), True), ("Velsen", Point("2023", -10), True)]
    low, high = charts.places(VACANCIES, rows).layout.xaxis.range
    assert low < -55
    assert high >= 0
    assert charts.places(VACANCIES, [("Haarlem", Point("2023", 0), True)]).layout.xaxis.range[1] > 0


def test_bars_have_the_margins_that_the_source_gives() -> None:
    figure = charts.places(VACANCIES, [("Haarlem", Point("2023", 100, 90, 120), True), ("Velsen", Point("2023", 80), True)])
    (bars,) = figure.data
    assert dict(zip(bars.y, zip(bars.error_x.arrayminus, bars.error_x.array, strict=True), strict=True)) == {
        "Haarlem": (10, 20), "Velsen": (0, 0),
    }  # fmt: skip


ADDED = """
from indicators.figures import current_figures
from indicators.lines import line
from ingest.settings import AGENDA
figures = current_figures()
print(*[each.name for each in line(figures, "werkloosheid", "AM37").breaks], sep="|")
with (AGENDA / "breaks.csv").open("a") as file:
    file.write("2022,,AM37,gebeurtenis,Proef,Proef.\\n")
print(*[each.name for each in line(figures, "werkloosheid", "AM37").breaks], sep="|")
"""


@pytest.mark.slow
def test_a_break_that_is_added_shows_at_once(example_data: Path, tmp_path: Path) -> None:
    agenda = agenda_copy(tmp_path / "agenda")
    environment = {**os.environ, "AGENDA_DIR": str(agenda), "DATA_DIR": str(example_data)}
    command = [sys.executable, "-c", ADDED]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120, check=True)
    before, after = (row.split("|") for row in done.stdout.splitlines())
    assert after == [*before, "Proef"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2021,,,pauze,naam,tekst", ", rij 2: soort 'pauze' bestaat niet; kies uit breuk, grenswijziging, gebeurtenis."),
        ("vorig jaar,,,breuk,naam,tekst", ", rij 2: vanaf 'vorig jaar' is geen periode; schrijf bijvoorbeeld 2023, "),
        ("2021,,breuk,naam", ", rij 2: er zijn niet precies 6 cellen; staat een komma los?"),
        ('2021,,,breuk,naam,tekst\n2022,,,breuk,naam,"los\n2023,,,breuk,naam,tekst', ", rij 3: dit is geen CSV. Staan de "),
        ('2022,,,breuk,naam,"los\n2023,,,breuk,naam,"niet los"', ", rij 2: dit is geen CSV. Staan de "),
        ("", ": verwacht zijn de kolommen vanaf, reeks, regiocode, soort, naam, toelichting."),
    ],
)
def test_a_wrong_file_of_breaks_is_told_by_file_and_row(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "breaks.csv").write_text(f"vanaf,reeks,regiocode,soort,naam,toelichting\n{text}\n" if text else "jaar,naam\n")
    with pytest.raises(WrongAgenda) as refused:
        breaks(tmp_path)
    assert str(refused.value).startswith(f"agenda/breaks.csv{sentence}")
