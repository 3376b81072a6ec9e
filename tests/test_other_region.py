"""The agenda of another region, as docs/another-region.md has it: Friesland on the example figures, and what its pages say."""

import csv
import html
import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from indicators.agenda import briefing_choice, home_region
from indicators.agenda_check import agenda_problems
from indicators.point import Point
from indicators.programme.new_region import lay_down
from indicators.programme.programme import FILES
from indicators.regions import Region
from indicators.registry import INDICATORS
from ingest.regions import ARBEIDSMARKTREGIOS, LEVELS, PROVINCIE_OF, division
from ingest.settings import PROJECT
from pages.components.focus import highest
from pages.components.sentences import comparison, level, told_apart
from pages.components.shown import short_names
from tests.conftest import run_command
from tests.made_figures import PARTICIPATION, RISEN, line_of
from tests.visits import seen, visit, visited

HANDBOOK = PROJECT / "docs" / "handleiding.md"
GUIDE = (PROJECT / "docs" / "another-region.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n# (\S+)\n(.*?)```", GUIDE, re.S)
TARGETS = """
Meer mensen aan het werk,iedereen,netto-arbeidsparticipatie,AM02,totaal,benchmark,,%,omhoog,PV21,,2028,Fryslân Werkt!,blz. 4,,
Meer banen in toerisme,iedereen,werknemersbanen,AM02,toerisme,richting,,banen,omhoog,,2022,2028,Fryslân Werkt!,blz. 5,,
"""
PAGES = ["focussectoren.py", "vacatures.py", "banen.py", "berekening.py", "agenda.py", "uitvoeringsplan.py"]


@dataclass(frozen=True)
class Elsewhere:
    """The agenda and the data folder of another region, and what its first refresh said."""

    agenda: Path
    data: Path
    refreshed: "subprocess.CompletedProcess[str]"

    def pages(self, *names: str) -> list[str]:
        """Some pages as HTML, on which nothing went wrong."""
        found = visited(self.data, self.agenda, *names).values()
        assert [errors for errors, _ in found if errors] == []
        return [text for _, text in found]

    def text(self, *names: str) -> str:
        """What a visitor reads on some pages."""
        return plain("".join(self.pages(*names)))


def plain(page: str) -> str:
    """What a visitor reads of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture(scope="module")
def friesland(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("friesland")
    agenda, data = folder / "agenda", folder / "data"
    lay_down("AM02", agenda)
    for name, text in EXAMPLES:
        (agenda / name).write_text(text, encoding="utf-8")
    with (agenda / "targets.csv").open("a", encoding="utf-8") as file:
        file.write(TARGETS.lstrip())
    done = run_command("ingest", "refresh", "--example", data_dir=data, AGENDA_DIR=str(agenda))
    return Elsewhere(agenda, data, done)


@pytest.mark.slow
def test_the_example_has_all_gemeenten_of_the_region_that_the_agenda_is_of(friesland: Elsewhere) -> None:
    assert friesland.refreshed.returncode == 0, friesland.refreshed.stderr
    asked = ("indicators", "show", "ww-uitkeringen", "--van", "2026")
    shown = run_command(*asked, data_dir=friesland.data, AGENDA_DIR=str(friesland.agenda))
    assert {"Leeuwarden", "Harlingen", "Súdwest-Fryslân"} <= {line.split(",")[2] for line in shown.stdout.splitlines()}


@pytest.mark.slow
def test_focus_sectors_are_those_of_the_agenda_in_figures_and_on_pages(friesland: Elsewhere) -> None:
    asked = ("indicators", "show", "werknemersbanen", "--regio", "AM02", "--van", "2024", "--tot", "2024")
    done = run_command(*asked, data_dir=friesland.data, AGENDA_DIR=str(friesland.agenda))
    jobs = {row["sector"]: int(row["waarde"]) for row in csv.DictReader(io.StringIO(done.stdout))}
    assert jobs["toerisme"] == jobs["sbi-I"] + jobs["sbi-R"]
    assert jobs["landbouw"] == jobs["sbi-A"]
    assert jobs["focus"] == jobs["toerisme"] + jobs["landbouw"] == jobs["totaal"] - jobs["overig"]
    assert not {"techniek", "zorg-welzijn", "onderwijs"} & jobs.keys()
    text = friesland.text(*PAGES)
    assert "De agenda kiest voor deze sectoren: Toerisme & récreaasje en Landbouw. U ziet ze hier naast elkaar." in text
    assert "Het deel van de werknemersbanen in Toerisme & récreaasje en Landbouw." in text
    assert [word for word in ("Techniek", "Zorg & Welzijn") if word in text] == []


@pytest.mark.slow
def test_an_agenda_without_techniek_knows_no_definition_of_it(friesland: Elsewhere) -> None:
    asked = ("indicators", "show", "werknemersbanen", "--techniek", "smal")
    done = run_command(*asked, data_dir=friesland.data, AGENDA_DIR=str(friesland.agenda))
    assert (done.returncode, "geen focussector Techniek" in done.stderr) == (2, True), done.stderr


def test_a_single_focus_sector_is_the_highest_of_none() -> None:
    one = {"techniek": Point("2024", 17.3)}
    assert highest(INDICATORS["werknemersbanen-aandeel-focus"], one) == ("Techniek", "Techniek heeft 17,3%.")


@pytest.mark.slow
def test_nothing_that_holds_for_one_region_only_is_said_of_another(friesland: Elsewhere) -> None:
    checked = run_command("agenda", "check", data_dir=friesland.data, AGENDA_DIR=str(friesland.agenda))
    assert (checked.returncode, checked.stdout) == (0, "")
    text = friesland.text("overzicht.py", "evaluatie.py", "briefing.py", "scholing.py", "dienstverlening.py", "uitleg.py")
    assert "Een sector waar de regio de meeste aandacht aan geeft: Toerisme & récreaasje en Landbouw." in text
    assert "De doelen bij “Fryslân Werkt! 2025-2028”, elk met het document waarin het staat." in text
    for word in (
        "doe-agenda",
        "drie pijlers",
        "eigen indeling",
        "3 juni 2024",
        "De agenda noemt deze monitor",
        "IJmond",
        "Haarlem",
        "Zorg & Welzijn",
    ):
        assert word not in text, word


@pytest.fixture(scope="module")
def beginning(friesland: Elsewhere) -> Elsewhere:
    """The same region before anyone wrote pillars and targets."""
    agenda = friesland.agenda.with_name("beginning")
    lay_down("AM02", agenda)
    shutil.copy(friesland.agenda / "region.toml", agenda)
    shutil.copy(friesland.agenda / "focus_sectors.toml", agenda)
    return Elsewhere(agenda, friesland.data, friesland.refreshed)


@pytest.mark.slow
def test_without_pillars_the_overview_has_the_key_figures_of_the_briefing_with_links(beginning: Elsewhere) -> None:
    (text,) = beginning.pages("overzicht.py")
    assert "De agenda heeft nog geen pijlers." in text
    assert "Kerncijfers van de arbeidsmarkt. Elk vak is een onderwerp" in text
    assert "De pijlers van de arbeidsmarktagenda" not in text
    tiles = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a></h3>', text)
    assert ("/participatie", "Werkloosheidspercentage") in tiles
    assert len(tiles) == len(briefing_choice(beginning.agenda).kerncijfers)


@pytest.mark.slow
def test_a_page_says_that_there_are_no_goals_or_projects_yet_and_shows_no_empty_table(beginning: Elsewhere) -> None:
    goals, briefing = beginning.pages("doelen.py", "briefing.py")
    assert "Er zijn nog geen doelen. Het programmateam" in plain(goals)
    assert "<table" not in goals
    assert "De doelen van de agenda zijn nog niet toegevoegd." in plain(briefing)
    assert "De doelen bij “Fryslân Werkt! 2025-2028”, elk met het document waarin het staat." not in plain(briefing)


@pytest.mark.slow
def test_a_region_and_its_province_of_one_name_are_told_apart(friesland: Elsewhere) -> None:
    text = friesland.text("overzicht.py", "doelen.py", "briefing.py")
    assert "Friesland (arbeidsmarktregio), Friesland (provincie) en Nederland, 2013 tot en met" in text
    assert "Hoger dan Friesland (provincie)" in text
    assert "dan Friesland (7" not in text


@pytest.mark.parametrize("code", ["AM08", "AM35"])
def test_what_is_laid_down_names_no_other_region(tmp_path: Path, code: str) -> None:
    written = lay_down(code, tmp_path / "nieuw")
    texts = "".join(path.read_text(encoding="utf-8") for path in written)
    assert [word for word in ("AM37", "IJmond", "Haarlem", "voetnoot") if word in texts] == []
    assert f'# regio = "{code}"' in texts
    assert agenda_problems(tmp_path / "nieuw") == []


@pytest.mark.parametrize(("code", "province", "towns"), [("AM01", "PV20", 14), ("AM23", "PV28", 7), ("AM30", "PV31", 16)])
def test_without_figures_of_cbs_an_agenda_has_the_gemeenten_of_the_division_that_is_shipped(
    tmp_path: Path, code: str, province: str, towns: int
) -> None:
    lay_down(code, tmp_path / "nieuw")
    home = home_region(tmp_path / "nieuw")
    assert (home.provincie, len(home.gemeenten)) == (province, towns)


def test_every_region_has_gemeenten_in_the_division_that_is_shipped_and_lies_in_a_province() -> None:
    assert {region for _, _, region in division()} == set(ARBEIDSMARKTREGIOS) == set(PROVINCIE_OF)


def test_what_every_region_reads_names_no_gemeente_of_the_one_that_is_shipped() -> None:
    texts = [HANDBOOK, *(PROJECT / "pages" / "components" / "templates").glob("*.html")]
    told = {name for path in texts for name in home_region().gemeenten.values() if name in path.read_text(encoding="utf-8")}
    assert told == set()


def test_the_docs_have_an_example_of_each_file_that_must_be_edited() -> None:
    assert [name for name, _ in EXAMPLES] == ["region.toml", "focus_sectors.toml", "pillars.toml"]


@pytest.mark.parametrize("name", FILES)
def test_the_docs_name_what_a_row_of_the_programme_needs(name: str) -> None:
    (needs,) = re.findall(rf"^\| `{name}.csv` \|.*\| (.*) \|$", GUIDE, re.M)
    always = {"document", "vindplaats"}
    needed = {field for field, about in FILES[name].model_fields.items() if about.is_required()} - always
    assert set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", needs))) == needed


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("AM23", "Drechtsteden", "in de Drechtsteden "),
        ("AM08", "Rijk van Nijmegen", "in het Rijk van Nijmegen "),
        ("AM35", "Gorinchem", "in Gorinchem "),
    ],
)
def test_the_name_of_a_region_has_its_article_in_a_sentence(code: str, name: str, said: str) -> None:
    place = Region(code, name, "arbeidsmarktregio")
    assert said in level(PARTICIPATION, RISEN, place)
    assert f"hoger dan {said}(" in comparison(PARTICIPATION, RISEN, line_of(PARTICIPATION, {"2023": 60.0}), place)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "region", "asked", "told"),
    [
        ("vacatures.py", "GM0014", "Groningen (gemeente)", "Groningen (arbeidsmarktregio)"),
        ("berekening.py", "GM0014", "Groningen (gemeente)", "Groningen (arbeidsmarktregio)"),
        ("bedrijven.py", "AM02", "", "Friesland (provincie)"),
    ],
)
@pytest.mark.usefixtures("on_example")
def test_a_place_that_stands_in_for_one_of_the_same_name_is_told_apart(page: str, region: str, asked: str, told: str) -> None:
    text = seen(visit(page, regio=region, **({"indicator": "vacatures"} if page == "berekening.py" else {}))).text
    assert f"{asked} heeft hierover zelf geen reeks. U ziet daarom {told}." in text or not asked
    assert f"{told.split()[0]} heeft hierover" not in text
    assert asked or f"werden in {told} " in text


@pytest.mark.slow
@pytest.mark.usefixtures("on_example")
def test_a_focus_sector_of_a_province_that_stands_in_says_that_it_is_the_province() -> None:
    text = seen(visit("focussectoren.py", regio="AM02")).text
    assert "Opgerichte vestigingen per sector, Friesland (provincie)" in text
    assert "Banen van werknemers per sector, Friesland<" in text


def test_lines_of_places_with_one_name_end_in_their_level() -> None:
    town, region, province = (Region(code, "Groningen", LEVELS[code[:2]]) for code in ("GM0014", "AM01", "PV20"))
    country, other = Region("NL01", "Nederland", "land"), Region("GM0037", "Stadskanaal", "gemeente")
    assert short_names([town, region, province, country]) == ["Gemeente", "Regio", "Provincie", "Nederland"]
    assert short_names([other, region, province, country]) == ["Stadskanaal", "Regio", "Provincie", "Nederland"]
    assert short_names([other, country]) == ["Stadskanaal", "Nederland"]
    assert short_names(told_apart(province, region)[:1]) == ["Provincie"]
