"""Small counts of persons that the region supplies: they stay in the file as it came and go no further.

A count below the limit could point at a person, so it does not reach the warehouse: no page, export, comparison of versions
or interface can show it. In its place comes a row without a figure, as for a figure that the supplier does not know: such a row
also replaces a figure that an earlier file gave. What several files tell together is looked at in warehouse/small_counts.py.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.files.rows import Row


@dataclass(frozen=True)
class Counts:
    """Which column counts persons (or their placements), the smallest count to be shown, and the region and its parts."""

    column: str
    smallest: int
    whole: str
    parts: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why a figure is not shown, in Dutch."""
        return f"{why_left_out(self.smallest)} Leeg is ook een cijfer dat de opgever niet kent of introk."


def why_left_out(smallest: int) -> str:
    """The sentence that tells a reader which figures are left out, and why."""
    return f"Aantallen onder {smallest} staan er niet, omdat ze naar personen kunnen wijzen."


def without_small_counts(rows: list[Row], counts: Counts, period: str) -> list[Row]:
    """The rows, with None for each count that is too small to be shown. Where the file has all gemeenten but not the region,
    their sum is added as the figure of the region.

    Where the region is shown, what its gemeenten without a figure have together follows by subtraction. So more gemeenten are
    hidden, the smallest first, until those together have no small count either: else a hidden 1 and 2 could still be read as 3,
    and so could a 3 that the supplier left out.
    """
    shown: list[Row] = []
    for dated in _by(rows, period).values():
        values = {str(row["regiocode"]): row for row in dated if isinstance(row[counts.column], float)}
        if counts.whole not in values and counts.parts and set(counts.parts) <= values.keys():
            total = sum(float(values[part][counts.column] or 0) for part in counts.parts)
            values[counts.whole] = values[counts.parts[0]] | {"regiocode": counts.whole, counts.column: total}
        left_out = hidden({code: float(row[counts.column] or 0) for code, row in values.items()}, counts)
        shown += [row | {counts.column: None} if code in left_out else row for code, row in values.items()]
        shown += [row for row in dated if str(row["regiocode"]) not in values]
    return shown


def hidden(values: Mapping[str, float], counts: Counts) -> set[str]:
    """The regions whose figure in one period is not shown, of all that have one (region -> persons)."""
    small = {code for code, value in values.items() if value < counts.smallest}
    known = {code for code in counts.parts if code in values}
    left_out, complete = small & known, len(known) == len(counts.parts)
    follows = counts.whole in values and counts.whole not in small and (left_out or not complete)
    for code in sorted(known - left_out, key=lambda code: (values[code], code)) if follows else ():
        together = sum(values[each] for each in left_out)
        if not complete:  # those without a figure are somewhere in what is left of the whole
            together = max(together, values[counts.whole] - sum(values[each] for each in known - left_out))
        if together >= counts.smallest:
            break
        left_out.add(code)
    return small | left_out


def _by(rows: list[Row], column: str) -> dict[object, list[Row]]:
    grouped: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped
