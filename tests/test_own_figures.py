"""Figures that the region supplies: who gave them and when, small counts held back everywhere, and a file taken back."""

import json
from pathlib import Path

import pytest

from indicators.figures import Figures
from indicators.query import series
from indicators.revisions import indicator_changes
from ingest.datasets import HAND_FILES
from ingest.errors import IngestError
from ingest.example.sources import example_sources
from ingest.files.rows import RejectedFile, Row
from ingest.files.small_counts import Counts, without_small_counts
from ingest.home import Home, home
from ingest.own_figures import OWN_FIGURES
from ingest.settings import AGENDA
from tests.adding_files import Steward, steward
from tests.conftest import Command
from tests.data_folder import DataFolder
from tests.placements import HEADER, WSP, lines
from warehouse.export import export

__all__ = ["steward"]  # a fixture

# 4 in Zandvoort is too small; 12 in Bloemendaal is then hidden too, or the 4 would follow from the total of 166.
COUNTS = {"Beverwijk": 20, "Bloemendaal": 12, "Haarlem": 60, "Heemskerk": 20, "Heemstede": 15, "Velsen": 35, "Zandvoort": 4}


def readers_see(steward: Steward, key: str = "plaatsingen-wsp") -> dict[tuple[str, str], float | None]:
    """What readers see of an own figure, by region and period; None for missing."""
    table = series(Figures(steward.versions, steward.versions.published()), key)
    return {(row.regio, row.periode): None if row.waarde != row.waarde else row.waarde for row in table.itertuples(index=False)}


@pytest.mark.slow
def test_own_figures_are_shown_with_their_status_and_who_supplied_them(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 166}))
    figures = Figures(steward.versions, steward.versions.published())
    table = series(figures, "plaatsingen-wsp", ["AM37"])
    assert table[["waarde", "status", "bron"]].to_numpy().tolist() == [[166, "eigen opgave", "Werkgeversservicepunt"]]
    (receipt,) = [r for r in figures.receipts.values() if r.dataset == "plaatsingen-wsp"]
    assert receipt.title == f"{WSP.label}, aangeleverd door Werkgeversservicepunt"
    assert receipt.modified == "2026-04-03"
    assert steward.log.attempts()[-1].source_modified == "2026-04-03"


@pytest.mark.slow
def test_a_count_under_10_is_hidden_and_so_is_the_next_one_that_would_give_it_away(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines(COUNTS))
    shown = readers_see(steward)
    assert shown["Zandvoort", "2026-Q1"] is None
    assert shown["Bloemendaal", "2026-Q1"] is None
    assert shown["Heemstede", "2026-Q1"] == 15
    assert shown["Zuid-Kennemerland en IJmond", "2026-Q1"] == 166


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([20, 1, 50, 22, 2, 30, 15], {1, 2, 15}),  # 1 and 2 alone would follow as 3, from the total of 140
        ([20, 0, 50, 22, 0, 30, 18], {0, 18}),  # as would two zeros
        ([20, 4, 50, 22, 6, 30, 15], {4, 6}),  # together 10, which may be shown
        ([16, 4, 40, 20, 11, 19, 10], {4, 10}),  # 20 more than the gemeenten together do not stand for the 4
        ([20, 40, 50, 22, 25, 30, 15], set()),
        ([20, 1, 50, 22, 2, 30, "."], {1, 2}),  # one that is not known may be any of what is left
        ([20, 16, 50, 22, ".", 30, "."], {16}),  # 2 is left for two that the supplier left out: with 16 hidden it is 18
        ([20, 4, 52, 24, ".", 32, "."], {4}),  # 12 is left for those three
        ([21, 3, 52, 26, ".", 33, "."], {3, 21}),  # 8 is left, of which 3 is hidden
    ],
)
def test_gemeenten_are_hidden_until_together_they_are_no_small_count(counts: list[int | str], hidden: set[int]) -> None:
    towns = dict(zip(COUNTS, counts, strict=True))
    given: list[Row] = [
        {"regiocode": place, "periode": "2026-Q1", "aantal": None if count == "." else float(count)}
        for place, count in {"AM37": 140, **towns}.items()
    ]
    shown = without_small_counts(given, Counts("aantal", 10, "AM37", tuple(towns)), "periode")
    expected = {place: None if count in {*hidden, "."} else count for place, count in towns.items()}
    assert {row["regiocode"]: row["aantal"] for row in shown} == {"AM37": 140, **expected}


@pytest.mark.slow
def test_a_later_file_does_not_give_away_what_an_earlier_one_hid(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines(COUNTS))
    steward.add(WSP.name, HEADER + lines({"Bloemendaal": 12}))  # with the total of 166, Zandvoort would follow
    shown = readers_see(steward)
    assert {town for town in COUNTS if shown[town, "2026-Q1"] is None} == {"Bloemendaal", "Zandvoort"}


@pytest.mark.slow
def test_a_later_total_does_not_give_away_the_gemeente_that_is_missing(steward: Steward) -> None:
    earlier = lines(dict.fromkeys(COUNTS, 40), "2025-Q4")
    steward.add(WSP.name, HEADER + earlier + lines({town: count for town, count in COUNTS.items() if town != "Zandvoort"}))
    steward.add(WSP.name, HEADER + lines({"AM37": 166}))
    shown = readers_see(steward)
    assert {town for town in shown if shown[town] is None} == {("Bloemendaal", "2026-Q1")}


@pytest.mark.slow
def test_the_year_of_the_region_does_not_give_away_a_quarter_of_a_gemeente(steward: Steward) -> None:
    for part in (list(COUNTS)[:3], list(COUNTS)[3:]):  # in two files, so that nothing adds the gemeenten up to the region
        earlier = [lines(dict.fromkeys(part, 40), quarter) for quarter in ("2025-Q1", "2025-Q2", "2025-Q3")]
        steward.add(WSP.name, HEADER + "".join(earlier) + lines({town: COUNTS[town] for town in part}, "2025-Q4"))
    with pytest.raises(IngestError, match=r"per jaar \(AM37\) en per kwartaal"):
        steward.add(WSP.name, HEADER + lines({"AM37": 3 * 7 * 40 + 166}, "2025"))  # less all that is shown: 4 in Zandvoort
    assert readers_see(steward)["Zandvoort", "2025-Q4"] is None


def test_a_small_count_reaches_no_export_and_no_comparison_of_versions(steward: Steward, tmp_path: Path) -> None:
    steward.add(WSP.name, HEADER + lines(COUNTS))
    with steward.versions.reading() as connection:
        values = {row[0] for row in connection.execute("select value from observation").fetchall()}
    assert 4 not in values
    assert 60 in values
    export(steward.versions, tmp_path / "uit")
    assert b"Zandvoort;2026-Q1;4" in steward.store.of("plaatsingen-wsp")[-1].read("a.csv")


@pytest.mark.slow
def test_a_correction_after_which_counts_are_left_out_does_not_tell_what_they_were(steward: Steward) -> None:
    before = {**COUNTS, "Bloemendaal": 11, "Zandvoort": 12}
    earlier = [lines(dict.fromkeys(COUNTS, 40), quarter) for quarter in ("2025-Q2", "2025-Q3", "2025-Q4")]
    steward.add(WSP.name, HEADER + "".join(earlier) + lines(before | {"AM37": sum(before.values())}))
    old = steward.versions.published()
    steward.add(WSP.name, HEADER + lines(before | {"Zandvoort": 4, "AM37": sum(before.values()) - 8}))
    shown = readers_see(steward)
    assert {town for town in COUNTS if shown[town, "2026-Q1"] is None} == {"Bloemendaal", "Zandvoort"}
    found = indicator_changes(steward.versions, old, steward.versions.published())
    assert found[["regio", "soort", "oud", "nieuw"]].to_numpy().tolist() == [
        ["Zuid-Kennemerland en IJmond", "herzien", 173, 165],
    ]


@pytest.mark.slow
def test_who_corrects_a_short_history_hears_that_counts_may_have_become_too_small_to_be_shown(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({**COUNTS, "Zandvoort": 12, "AM37": 174}))
    with pytest.raises(IngestError, match=r"Klopt het kortere bestand, ook doordat aantallen nu te klein zijn om te tonen, neem"):
        steward.add(WSP.name, HEADER + lines({**COUNTS, "AM37": 166}))


@pytest.mark.slow
@pytest.mark.parametrize(("count", "shown"), [(9, None), (10, 10), (0, None)])
def test_the_limit_is_10_and_a_hidden_figure_is_missing_and_not_zero(steward: Steward, count: int, shown: float | None) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 200, "Haarlem": count}))
    assert readers_see(steward)["Haarlem", "2026-Q1"] == shown


def test_the_limit_stands_in_the_agenda_and_another_limit_means_that_files_are_read_again() -> None:
    assert home().kleinste_aantal == 10
    assert all(file.counts and file.counts.smallest == 10 for file in OWN_FIGURES)
    assert Home("AM37", "x", {}, "PV27", kleinste_aantal=5).kleinste_aantal == 5
    row = {"regiocode": "GM0392", "periode": "2026", "aantal": 7.0}
    assert without_small_counts([dict(row)], Counts("aantal", 7, "AM37", ()), "periode")[0]["aantal"] == 7
    assert without_small_counts([dict(row)], Counts("aantal", 8, "AM37", ()), "periode")[0]["aantal"] is None


def test_the_reason_stands_with_the_indicator_and_with_the_figures(command: Command, tmp_path: Path) -> None:
    Steward(tmp_path).add(WSP.name, HEADER + lines(COUNTS))
    listed = json.loads(command("indicators", "list", "--json").stdout)
    (wsp,) = [row for row in listed if row["key"] == "plaatsingen-wsp"]
    assert any("Aantallen onder 10" in caveat for caveat in wsp["caveats"])
    done = command("indicators", "show", "plaatsingen-wsp", "--regio", "GM0473")
    assert "plaatsingen-wsp,GM0473,Zandvoort,totaal,2026-Q1,,,,eigen opgave,plaatsingen," in done.stdout
    assert "Aantallen onder 10" in done.stderr


@pytest.mark.slow
def test_a_figure_that_the_supplier_does_not_know_is_empty(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 200, "Haarlem": "."}))
    assert readers_see(steward)["Haarlem", "2026-Q1"] is None


@pytest.mark.slow
def test_a_figure_that_a_later_file_does_not_know_is_withdrawn(steward: Steward) -> None:
    towns = {"AM37": 200, **dict.fromkeys(COUNTS, 40)}
    steward.add(WSP.name, HEADER + lines(towns) + lines(towns, "2025-Q4"))
    assert readers_see(steward)["Haarlem", "2026-Q1"] == 40
    steward.add(WSP.name, HEADER + lines({"Haarlem": "."}))
    shown = readers_see(steward)
    assert (shown["Haarlem", "2026-Q1"], shown["Haarlem", "2025-Q4"], shown["Velsen", "2026-Q1"]) == (None, 40, 40)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (lines({"Amsterdam": 20}), "rij 2, kolom regiocode: 'Amsterdam' is niet Zuid-Kennemerland en IJmond"),
        (lines({"AM37": "12,5"}), "rij 2, kolom aantal: '12,5' is geen heel getal"),
        (lines({"AM37": 20}, given="03-13-2026"), "rij 2, kolom aangeleverd_op: '03-13-2026' is een dag die niet bestaat"),
        (lines({"AM37": 20}, given=""), "rij 2, kolom aangeleverd_op: is leeg, maar verplicht"),
        (lines({"AM37": 20}, given="03-12-2025"), "aangeleverd op 2025-12-03, voordat 2026-Q1 begon"),
        (lines({"AM37": 20}, given="01-05-2040"), "aangeleverd op 2040-05-01, en die dag moet nog komen"),
        (lines({"AM37": 20}, period="2099-Q1", given="01-01-2099"), "2099-Q1 ligt in de toekomst"),
        (lines({"AM37": 20}) + lines({"Zuid-Kennemerland en IJmond": 21}), "Staat 2 keer in het bestand: AM37, 2026-Q1"),
    ],
)
def test_a_wrong_row_is_named_and_changes_nothing(steward: Steward, text: str, said: str) -> None:
    with pytest.raises(RejectedFile) as refusal:
        steward.add(WSP.name, HEADER + text)
    assert said in str(refusal.value)
    assert steward.versions.current() is None


@pytest.mark.slow
def test_undo_makes_the_previous_file_count_again_in_a_new_version_and_loses_nothing(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 166}), "goed.csv")
    first = steward.versions.current()
    steward.add(WSP.name, HEADER + lines({"AM37": 661}) + lines({"AM37": 50}, "2026-Q2", "03-07-2026"), "fout.csv")
    wrong = steward.versions.current()
    steward.undo(WSP.name)
    assert readers_see(steward) == {("Zuid-Kennemerland en IJmond", "2026-Q1"): 166}
    assert steward.versions.current() not in (first, wrong)
    assert {version.name for version in steward.versions.all()} >= {first, wrong}
    good, bad = steward.store.ever_of("plaatsingen-wsp")
    assert bad.read("fout.csv")
    assert [steward.store.is_withdrawn(one) for one in (good, bad)] == [False, True]
    assert steward.log.attempts()[-1].table.startswith("goed.csv")


@pytest.mark.slow
def test_a_file_added_after_an_undo_counts_as_ever(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 166}))
    steward.add(WSP.name, HEADER + lines({"AM37": 661}))
    steward.undo(WSP.name)
    steward.add(WSP.name, HEADER + lines({"AM37": 167}))
    assert readers_see(steward) == {("Zuid-Kennemerland en IJmond", "2026-Q1"): 167}


def test_the_only_figures_that_there_are_are_not_taken_back(steward: Steward) -> None:
    steward.add(WSP.name, HEADER + lines({"AM37": 166}))
    before = steward.versions.current()
    with pytest.raises(IngestError, match="blijft er niets over"):
        steward.undo(WSP.name)
    assert steward.versions.current() == before
    assert not steward.store.is_withdrawn(steward.store.ever_of("plaatsingen-wsp")[0])


def test_there_is_nothing_to_take_back_without_a_file(steward: Steward) -> None:
    with pytest.raises(IngestError, match="geen bestand om terug te nemen"):
        steward.undo(WSP.name)


def test_undo_and_files_are_commands(command: Command, tmp_path: Path) -> None:
    steward = Steward(tmp_path)
    steward.add(WSP.name, HEADER + lines({"AM37": 166}), "goed.csv")
    steward.add(WSP.name, HEADER + lines({"AM37": 661}), "fout.csv")
    done = command("ingest", "undo", "plaatsingen-wsp")
    assert done.returncode == 0
    assert "Teruggenomen: fout.csv" in done.stderr
    assert "nu geldt weer goed.csv" in done.stderr
    listed = command("ingest", "files", "plaatsingen-wsp").stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == ["telt mee", "teruggenomen"]
    assert "aangeleverd door Werkgeversservicepunt" in listed[0]


@pytest.mark.slow
def test_of_two_who_take_the_same_file_back_the_second_takes_no_other(command: Command, tmp_path: Path) -> None:
    steward = Steward(tmp_path)
    steward.add(WSP.name, HEADER + lines({"AM37": 166}), "goed.csv")
    steward.add(WSP.name, HEADER + lines({"AM37": 661}), "fout.csv")
    seen = steward.store.ever_of("plaatsingen-wsp")[-1].receipt.taken.isoformat()
    assert command("ingest", "undo", "plaatsingen-wsp", "--taken", seen).returncode == 0
    again = command("ingest", "undo", "plaatsingen-wsp", "--taken", seen)
    assert (again.returncode, "Het laatste bestand is intussen een ander" in again.stderr) == (1, True)
    assert len(steward.store.of("plaatsingen-wsp")) == 1


def test_undo_that_brings_example_figures_back_says_so_in_one_line(command: Command, tmp_path: Path) -> None:
    command("ingest", "refresh", "--example", "plaatsingen-wsp", "banenafspraak")
    Steward(tmp_path).add(WSP.name, HEADER + lines({"AM37": 166}), "goed.csv")
    done = command("ingest", "undo", "plaatsingen-wsp")
    assert [line[:22] for line in done.stderr.splitlines()] == ["Teruggenomen: goed.csv"]


@pytest.mark.slow
def test_every_own_figure_has_an_example_in_which_something_is_too_small(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, *(HAND_FILES[file.name] for file in OWN_FIGURES))
    assert folder.run(example_sources(AGENDA)).ok
    figures = folder.figures
    for file in OWN_FIGURES:
        table = series(figures, file.name)
        assert set(table["status"]) == {"voorbeeld"}
        assert table[table["regiocode"] == "AM37"]["waarde"].notna().all()
    assert series(figures, "werkcentrum-trajecten")["waarde"].isna().any()


@pytest.mark.slow
def test_a_total_is_passed_over_and_named_and_another_gemeente_is_to_be_taken_out(steward: Steward) -> None:
    rows = lines({"AM37": 120, "Totaal": 120})
    sheets = WSP.sheets_of("a.csv", (HEADER + rows).encode())
    read, skipped = WSP.rows_of("a.csv", sheets, WSP.locate("a.csv", sheets, steward.agenda, None))
    assert ([row["regiocode"] for row in read], [one.why for one in skipped]) == (["AM37"], ["totaal of overig"])
    steward.add(WSP.name, HEADER + rows)
    assert readers_see(steward) == {("Zuid-Kennemerland en IJmond", "2026-Q1"): 120}
    with pytest.raises(RejectedFile, match=r"rij 3, kolom regiocode: 'Haarlemmermeer' is niet .* of haal de rij weg"):
        steward.add(WSP.name, HEADER + lines({"AM37": 121, "Haarlemmermeer": 1}))
