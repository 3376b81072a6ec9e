"""`indicators show` of every key, for all regions and for one, beyond an interpreter that only imports pandas and duckdb."""

import sys
from pathlib import Path

from indicators.registry import INDICATORS
from tests.bench.country import refresh_country
from tests.bench.measure import Measured, Run, quickest, run

BEYOND = 0.3  # seconds
RUNS = 3


def measure_shows(folder: Path) -> list[Measured]:
    """Per example (small, whole country) and question the slowest key; and how many keys stay within BEYOND.

    `ours` is the whole process, the quickest of RUNS for each key; the yardstick is what it may take: the quickest bare
    interpreter, and BEYOND. And once without the interpreter: BEYOND itself.
    """
    rows = []
    for size in ("small", "whole"):
        data = folder / f"show-{size}"
        refresh_country(data, size)
        run([sys.executable, "-m", "indicators", "prepare"], DATA_DIR=str(data))
        for question in ([], ["--regio", "AM37"]):
            rows += _measured(data, size, question)
    return rows


def _measured(data: Path, size: str, question: list[str]) -> list[Measured]:
    bare, shown = [], dict[str, Run]()
    for number, key in enumerate(INDICATORS):
        if number % 4 == 0:
            bare.append(run([sys.executable, "-c", "import pandas, duckdb"]))
        command = [sys.executable, "-m", "indicators", "show", key, *question]
        shown[key] = quickest([run(command, DATA_DIR=str(data)) for _ in range(RUNS)])
    may = quickest(bare).seconds + BEYOND
    slow = sorted(shown, key=lambda key: shown[key].seconds)
    middle, last = slow[len(slow) // 2], slow[-1]
    within = sum(each.seconds <= may for each in shown.values())
    what = f"show, {size}, {'one region' if question else 'all regions'}"
    return [
        Measured(f"{what}: {middle} (median), against bare + {BEYOND}", shown[middle].seconds, may, "s", "<= 1"),
        Measured(f"{what}: {last} (slowest)", shown[last].seconds, may, "s", "<= 1"),
        Measured(f"{what}: {last} (slowest), all of it, against {BEYOND}", shown[last].seconds, BEYOND, "s", "<= 1"),
        Measured(f"{what}: keys beyond, of all keys", len(shown) - within, len(shown), "keys", "<= 0"),
    ]
