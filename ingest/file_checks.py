"""Checks on a whole file that more than one file shares: functions that return what is wrong, in Dutch, one sentence each."""

from collections import Counter, defaultdict
from collections.abc import Callable

from ingest.file_rows import Row
from ingest.home import home


def double_rows(*columns: str) -> Callable[[list[Row]], list[str]]:
    """A check that no two rows are about the same."""

    def check(rows: list[Row]) -> list[str]:
        found = Counter(tuple(row[column] for column in columns) for row in rows)
        return [
            f"Staat {times} keer in het bestand: {', '.join(str(part) for part in key if part is not None)}"
            for key, times in found.items()
            if times > 1
        ]

    return check


def all_own_gemeenten(period: str) -> Callable[[list[Row]], list[str]]:
    """A check that a period with one gemeente of the own region has all of them: one that is not there was spelled otherwise."""

    def check(rows: list[Row]) -> list[str]:
        there: dict[object, set[object]] = defaultdict(set)
        for row in rows:
            there[row[period]].add(row["regiocode"])
        own = home().gemeenten
        return [
            f"{when}: {', '.join(missing)} ontbreekt, terwijl andere gemeenten van {home().naam} er staan"
            for when, codes in there.items()
            if codes & own.keys() and (missing := [name for code, name in own.items() if code not in codes])
        ]

    return check
