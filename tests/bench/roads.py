"""Refreshing one large CBS table over OData v4 against the same table over v3, from the same server."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.big_table import TABLE, render, serving_files
from tests.bench.measure import Measured, Run, medians, run

SIZES = (300_000, 1_500_000)
RUNS = 3
CELLS = 100_000  # in one page of v4
MEASURE = "D000001"


def measure_roads(folder: Path) -> list[Measured]:
    """Two lines for each size."""
    rows = []
    for size in SIZES:
        pages = folder / f"roads-{size}"
        render(pages, size)
        _render_v4(pages)
        with serving_files(pages) as url:
            v4, v3 = _in_turn(folder, url)
        shutil.rmtree(pages)
        rows.append(Measured(f"refresh of {size:,} rows over v4: seconds, against v3", v4.seconds, v3.seconds, "s"))
        what = f"refresh of {size:,} rows over v4: peak memory, against v3"
        rows.append(Measured(what, v4.megabytes, v3.megabytes, "MB", "<= 1.2"))
    return rows


def _in_turn(folder: Path, url: str) -> tuple[Run, Run]:
    runs: dict[str, list[Run]] = {"v4": [], "v3": []}
    for _ in range(RUNS):
        for road, done in runs.items():
            data = folder / "data"
            shutil.rmtree(data, ignore_errors=True)
            command = [sys.executable, "-m", "ingest", "refresh", "vacancies-regional"]
            done.append(run(command, DATA_DIR=str(data), CBS_V3_URL=url, CBS_V4_URL=url, CBS_API=road))
    return medians(runs["v4"]), medians(runs["v3"])


def _render_v4(folder: Path) -> None:
    """Write beside the files of v3 what v4 says of the same table."""
    read = lambda name: json.loads((folder / f"{name}.json").read_text())["value"]  # noqa: E731
    (info,) = read("TableInfos")
    described = [row for row in read("DataProperties") if row["Type"] != "TopicGroup"]
    (topic,) = [row for row in described if row["Type"] == "Topic"]
    names = [row["Key"] for row in described if row["Type"] != "Topic"]
    properties = {"Identifier": TABLE, "Title": info["Title"], "Modified": f"{info['Modified']}+02:00"}
    measure = {"Identifier": MEASURE, "Index": 4, "Title": topic["Title"], "MeasureGroupId": None, "Unit": topic["Unit"]}
    documents: dict[str, object] = {
        "Datasets": {"value": [properties]},
        "Properties": properties | {"ObservationCount": info["RecordCount"]},
        "Dimensions": {"value": [{"Identifier": name} for name in names]},
        "MeasureCodes": {"value": [measure | {"Decimals": topic["Decimals"], "DataType": "Double"}]},
    }
    for name in names:
        codes = [{"Identifier": row["Key"].strip(), "Title": row["Title"], "Status": row.get("Status")} for row in read(name)]
        documents[f"{name}Codes"] = {"value": codes}
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
    _write_cells(folder, _cells(folder, names, topic["Key"]), info["RecordCount"])


def _cells(folder: Path, names: list[str], column: str) -> Iterator[dict[str, object]]:
    """The rows of v3's pages as v4's cells, in order."""
    paths = sorted(folder.glob("page-*.json"), key=lambda path: int(path.stem.removeprefix("page-")))
    for path in paths:
        for row in json.loads(path.read_text())["value"]:
            value = row[column]
            cell = {"Id": row["ID"], "Measure": MEASURE, "ValueAttribute": "Impossible" if value is None else "None"}
            yield cell | {"Value": value, "StringValue": None} | {name: row[name].strip() for name in names}


def _write_cells(folder: Path, cells: Iterator[dict[str, object]], count: int) -> None:
    for start in range(0, count, CELLS):
        page = [next(cells) for _ in range(min(CELLS, count - start))]
        link = {"@odata.nextLink": f"http://x/?$skip={start + CELLS}"} if start + CELLS < count else {}
        body = {"@odata.context": "http://x/$metadata#Observations", "value": page, **link}
        (folder / f"cells-{start}.json").write_text(json.dumps(body, separators=(",", ":")))
