"""Sums of many figures at once: over the gemeenten of each region, or the sections of each sector."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from indicators.series import COLUMNS, INDEX, Objects, joined, named_statuses, ranks_of, squared_reaches, translated

Numbers = np.typing.NDArray[np.float64]
Places = np.typing.NDArray[np.intp]


def sums(rows: pd.DataFrame, level: str, member_of: Mapping[str, str]) -> pd.DataFrame:
    """The figures of wholes, from rows of their parts; both have the frame of a Series.

    `level` is the level of the index that names the parts, `member_of` gives the whole that each part is in. A cell is missing
    where one of its parts is missing. Step and margin are those of `formulas.total`: roots of summed squares.
    """
    if rows.empty:
        return rows
    cells, place = _cells(rows.index, level, member_of)  # type: ignore[arg-type]
    needed = translated(cells.get_level_values(level), Counter(member_of.values())).astype(np.intp)
    whole = np.bincount(place, minlength=len(cells)) == needed

    def added(parts: "pd.Series[float]") -> Numbers:
        return np.where(
            whole, np.bincount(place, parts.to_numpy(float), len(cells)), np.nan
        )  # a missing part is missing in the sum

    value = added(rows["value"])
    below, above = (np.sqrt(added(part)) for part in squared_reaches(rows, 1.0))
    ranks = np.full(len(cells), -1)
    np.maximum.at(ranks, place, ranks_of(rows["status"]))
    return pd.DataFrame(
        {
            "value": value,
            "lower": value - below,
            "upper": value + above,
            "status": named_statuses(ranks),
            "origin": _origins(rows["origin"].to_numpy(object), place, len(cells)),
            "step": np.sqrt(added(rows["step"] ** 2)),
        },
        index=cells,
        columns=COLUMNS,
    )


def _cells(index: pd.MultiIndex, level: str, member_of: Mapping[str, str]) -> tuple[pd.MultiIndex, Places]:
    """The cells of the wholes, and for each row of the index the place of the cell that it is a part of."""
    levels: dict[str, Any] = dict(zip(INDEX, index.levels, strict=True))
    codes: dict[str, Any] = dict(zip(INDEX, index.codes, strict=True))
    of_part, wholes = pd.factorize(translated(levels[level], member_of))
    levels[level], codes[level] = pd.Index(wholes), of_part[codes[level]]
    key = np.ravel_multi_index([codes[name] for name in INDEX], [len(levels[name]) for name in INDEX])
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    found = pd.MultiIndex([levels[name] for name in INDEX], [codes[name][first] for name in INDEX], names=INDEX)
    return found, place


def _origins(cells: Objects, place: Places, count: int) -> Objects:
    """Per place the receipts of all its cells. Nearly always they have the same ones, so that only the others are joined."""
    numbers, receipts = pd.factorize(cells)
    lowest, highest = np.full(count, len(receipts)), np.full(count, -1)
    np.minimum.at(lowest, place, numbers)
    np.maximum.at(highest, place, numbers)
    found: Objects = np.array([*receipts, None], dtype=object)[highest]
    for mixed in np.flatnonzero(lowest != highest):
        found[mixed] = joined(tuple(cells[place == mixed]))
    return found
