"""`show` answers at once from what was worked out ahead, with the bytes of the usual way; all other questions go that way."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from indicators import show
from indicators.absence import ONLY_YEARS
from indicators.export import CONTRACT, csv_cells, to_csv
from indicators.figures import Figures
from indicators.query import series
from indicators.registry import INDICATORS
from tests.conftest import Command
from warehouse.worked_out import Written


def at_once(figures: Figures, *question: object) -> tuple[Written | None, bytes]:
    out = io.BytesIO()
    return figures.worked_out.write_csv(out, *question), out.getvalue()  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("key", INDICATORS)
def test_the_bytes_are_those_of_the_usual_way(figures, key):
    written, text = at_once(figures, key)
    usual = series(figures, key)
    assert text == to_csv(usual)
    assert at_once(figures, key, [], [], ("1900", "2100")) == (written, text)  # row by row instead of as it was kept whole
    assert written.rows == len(usual)
    assert written.missing == usual["waarde"].isna().sum()


def test_regions_stand_in_the_order_asked_for_and_years_and_sectors_are_kept_apart(figures):
    question = ("werknemersbanen", ["GM0392", "AM37"], ["zorg-welzijn", "totaal"])
    _, text = at_once(figures, *question, ("2015", "2017"))
    assert text == to_csv(series(figures, *question, 2015, 2017))
    assert text.count(b"\n") == 1 + 2 * 2 * 3


@pytest.mark.parametrize(
    "question",
    [
        ("banen",),
        ("werkloosheid", ["GM9999"]),
        ("werkloosheid", ["AM37", "GM9999"]),
        ("werkloosheid", [], ["sbi-Q"]),
    ],
)
def test_what_may_be_a_mistake_is_left_to_the_usual_way(figures, question):
    assert at_once(figures, *question) == (None, b"")


def test_a_number_and_a_text_are_written_as_the_usual_way_does(figures, tmp_path):
    with figures.versions.reading(figures.version) as connection:
        odd = """select 0.1 + 0.2 as waarde, '=som' as regio union all select 1e-7, '' union all select 12345678901, 'a;"b",c'
                 union all select null, null union all select -3.0, '-x'
                 union all select 1, 'x;=1,"+2;' || chr(9) || chr(9) || '@'"""
        found = connection.sql(odd).to_arrow_table().to_pandas()
        text = ", ".join(f"{csv_cells()[column]} as {column}" for column in ("waarde", "regio"))
        connection.execute(f"copy (select {text} from ({odd})) to '{tmp_path}/odd.csv' (header, null '')")
    assert (tmp_path / "odd.csv").read_bytes() == to_csv(found)


@pytest.fixture
def usual(monkeypatch):
    """The questions that go the usual way."""
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("indicators.commands.show_series", lambda *question: asked.append(question))
    return asked


def shown(*arguments: str) -> str:
    done = CliRunner().invoke(show.show_command, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_plain_question_is_answered_at_once(on_example, usual):
    assert "werkloosheid,AM37," in shown("werkloosheid", "--regio", "AM37", "--van", "2015")
    assert usual == []


def test_regions_may_be_named_one_by_one(on_example):
    together, apart = ("--regio", "AM37,GM0392"), ("--regio", "AM37", "--regio", "GM0392")
    assert shown("werkloosheid", *apart) == shown("werkloosheid", *together)


@pytest.mark.parametrize(
    "arguments",
    [
        ("werkloosheid", "--vorm", "json"),
        ("werknemersbanen", "--techniek", "smal"),
        ("werkloosheid", "--stand", "2026-03-01"),
        ("werkloosheid", "--van", "vorig jaar"),
        ("werkloosheid", "--van", "202\u0663"),  # a digit, but none of ours
        ("werkloosheid", "--van", "2020", "--tot", "2019"),
        ("werkloosheit",),
        ("werkloosheid", "--regio", "AM99"),
    ],
)
def test_any_other_question_goes_the_usual_way(on_example, usual, arguments):
    assert shown(*arguments) == ""
    assert len(usual) == 1


def test_without_a_version_or_with_a_wrong_setting_the_usual_way_says_so(usual, monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    shown("werkloosheid")
    monkeypatch.setenv("CBS_V3_URL", "ftp://opendata.cbs.nl")
    shown("werkloosheid")
    assert len(usual) == 2


def test_why_figures_are_left_out_or_are_not_there_is_told_both_ways(command: Command, example_copy: Path):
    hidden, absent = ("werkcentrum-trajecten",), ("oprichtingen", "--regio", "AM37,GM0392")
    early = ("werkloosheid", "--regio", "AM37", "--tot", "1950")
    ahead = [command("indicators", "show", *question, data_dir=example_copy) for question in (hidden, absent, early)]
    for path in (example_copy / "worked_out").iterdir():
        path.unlink()
    usual = [command("indicators", "show", *question, data_dir=example_copy) for question in (hidden, absent, early)]
    assert "Lege cijfers: " in ahead[0].stderr
    assert ahead[1].stdout == ahead[2].stdout == ",".join(CONTRACT) + "\n"
    assert ONLY_YEARS in ahead[2].stderr
    assert [(done.stdout, done.stderr) for done in ahead] == [(done.stdout, done.stderr) for done in usual]
