"""Files of the agenda as a Dutch Excel saves them: semicolons, a mark at the begin, rows that only look empty, columns moved."""

import csv
import shutil
from pathlib import Path

import pytest

from indicators.agenda import NOTE, TARGET, WrongAgenda, notes, targets
from indicators.agenda_check import agenda_problems
from indicators.breaks import breaks
from indicators.programme.programme import programme
from ingest.published import figures_in
from tests.agenda_folder import change, folder

__all__ = ["folder"]  # a fixture


@pytest.mark.parametrize("file", ["targets.csv", "breaks.csv", "notes.csv", "published_figures.csv", "projects.csv"])
def test_a_file_that_excel_saved_says_what_it_said_with_commas(folder: Path, tmp_path: Path, file: str) -> None:
    if file == "notes.csv":
        (folder / file).write_text(f"{','.join(NOTE)}\nwerklozen,AM37,totaal,2023,2026-11-21,Fusie; groei\n")
    excel = Path(shutil.copytree(folder, tmp_path / "excel"))
    table = list(csv.reader((folder / file).read_text(encoding="utf-8").splitlines()))
    with (excel / file).open("w", encoding="utf-8-sig", newline="") as saved:
        csv.writer(saved, delimiter=";").writerows([*table, [""] * len(table[0]), ["", ""]])
    read = {"targets.csv": targets, "breaks.csv": breaks, "notes.csv": notes, "published_figures.csv": figures_in}
    reading = read.get(file, lambda agenda: programme(agenda).projects)
    assert reading(excel) == reading(folder) != []
    assert agenda_problems(excel) == []


def test_columns_may_stand_in_any_order_and_which_one_is_wrong_is_said(folder: Path) -> None:
    before, path = targets(folder), folder / "targets.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        moved = csv.DictWriter(file, TARGET[::-1])
        moved.writeheader()
        moved.writerows(rows)
    assert targets(folder) == before
    change(folder, "targets.csv", "regiocode", "regio")
    with pytest.raises(WrongAgenda, match=r"Herstel de kop: kolom regiocode ontbreekt; kolom 'regio' kennen wij niet\.$"):
        targets(folder)
