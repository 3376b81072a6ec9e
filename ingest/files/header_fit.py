"""How well a column of somebody's file fits a declared one: by what its header says and by the cells that stand below it."""

import difflib
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from ingest.files.columns import Column, is_wrong_percentage, text
from ingest.files.mapping import header_value
from ingest.files.place_cells import OutsideScope, place
from ingest.files.tabular import Cell, UnreadableCell, as_text, plain
from ingest.periods import AMSTERDAM

_ALIKE = 0.8  # a header this much like a name is that name, unless the cells below contradict it
_RATHER = 0.55  # so much alike is enough when the cells below fit as well
_NOT_THE_SAME = 0.95
_FIRST_YEAR = 1990  # no figure of a file is about an earlier year: a lower number is a count


def fit(column: Column, pieces: tuple[str, ...], cells: list[Cell]) -> float:
    """How well a header, in its pieces, and the cells below it fit a column: from 0 for not at all to 2.

    A header that is itself a value of the column, as `2025-Q1` is of a period, is not its name and does not fit.
    """
    if column.read is not text and not column.measure and header_value(column, pieces):
        return 0.0
    alike = max(_alike(spelled, name) for spelled in _spellings(pieces) for name in (column.name, *column.also))
    if column.read is text:
        return alike if alike >= _ALIKE else 0.0
    if alike < _RATHER and not _nearly_all_fit(column, cells):  # what most columns of a wide sheet end with
        return 0.0
    fits = share_that_fits(column, cells)
    if (alike >= _ALIKE and fits >= 0.5) or (alike >= _RATHER and fits >= 0.8):
        return alike + fits
    tells_itself = column.required and not column.measure and fits >= 0.9 and not any(_may_be_a_count(column, c) for c in cells)
    return fits if tells_itself else 0.0


def share_that_fits(column: Column, cells: list[Cell]) -> float:
    """The part of the cells that the column reads; notes below a table may be among them."""
    return sum(reads(column, cell) for cell in cells) / len(cells) if cells else 0.0


def _nearly_all_fit(column: Column, cells: list[Cell]) -> bool:
    """Whether the column is required and reads nine in ten of the cells: enough to know it, whatever its header says."""
    if not cells or not column.required or column.measure:
        return False
    misfits = (cell for cell in cells if not reads(column, cell))
    return next(islice(misfits, len(cells) // 10, None), None) is None


def reads(column: Column, cell: Cell) -> bool:
    """Whether a cell is one that the column reads, or passes over."""
    if plain(cell) in column.passed_over:
        return True
    if is_wrong_percentage(column, cell):
        return False
    try:
        column.read(cell)
    except (OutsideScope, UnreadableCell):
        return False
    return True


def _may_be_a_count(column: Column, cell: Cell) -> bool:
    """Whether a cell below an unknown header may be a figure or the number of its row: any bare number but a recent year."""
    number = as_text(cell).strip()
    recent = bool(re.fullmatch("[0-9]{4}", number)) and _FIRST_YEAR <= int(number) <= datetime.now(AMSTERDAM).year + 1
    return number.isdecimal() and (column.read is place or not recent)


def _spellings(pieces: tuple[str, ...]) -> Iterable[str]:
    return (plain(" ".join(pieces)), plain(pieces[-1]))


def _alike(header: str, name: str) -> float:
    """How much a header is like a name, up to 1; 0 where it is too little to count."""
    wanted = plain(name)
    if header == wanted:
        return 1.0
    whole = len(wanted) > 3 and wanted.split()[0] in header and set(wanted.split()) <= set(re.split(r"\W+", header))
    shared = sum(map(wanted.count, set(header)))  # no more signs than these can be alike, and comparing takes long
    most = 2 * shared / (len(header) + len(wanted)) * _NOT_THE_SAME
    ratio = difflib.SequenceMatcher(None, header, wanted).ratio() * _NOT_THE_SAME if most >= _RATHER else 0.0
    return max(0.9 if whole else 0.0, ratio)
