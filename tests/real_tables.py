"""Real CBS material beside this project (never part of it), as tables in the wire shape. Tests that use it skip without it."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from ingest.example.wire import WireDimension, WireTable, WireTopic

SHARED = Path(__file__).resolve().parents[2] / "shared" / "cbs"

needs_real_tables = pytest.mark.skipif(not SHARED.is_dir(), reason="the real CBS tables (../shared/cbs) are not on this machine")


@cache
def vacancies_nl() -> WireTable:
    """80472ned, complete: every cell as CBS exported it; a dot is missing."""
    folder = SHARED / "v3_80472ned_statline_csv"
    titles = dict(_metadata_rows(folder / "80472ned_metadata.csv"))
    with (folder / "80472ned_UntypedDataSet.csv").open(encoding="utf-8-sig") as file:
        raw = list(csv.DictReader(file, delimiter=";"))
    topics = [
        WireTopic("OpenstaandeVacatures_1", ("Openstaande vacatures",), decimals=1),
        WireTopic("OntstaneVacatures_2", ("Ontstane vacatures",)),
        WireTopic("VervuldeVacatures_3", ("Vervulde vacatures",)),
    ]
    rows = [
        {"Bedrijfskenmerken": row["Bedrijfskenmerken"].strip(), "Perioden": row["Perioden"].strip()}
        | {topic.column: None if row[topic.column].strip() == "." else float(row[topic.column]) for topic in topics}
        for row in raw
    ]
    sectors = [(code, titles[code]) for code in dict.fromkeys(str(row["Bedrijfskenmerken"]) for row in rows)]
    return WireTable(
        "80472ned",
        "Vacatures; SBI 2008; naar economische activiteit en bedrijfsgrootte",
        "2023-08-16T02:00:00",
        [WireDimension("Bedrijfskenmerken", sectors), WireDimension("Perioden", _periods(rows), "TimeDimension")],
        topics,
        rows,
        "Perkwartaal",
    )


@cache
def vacancies_regional() -> WireTable:
    """83599NED, complete up to 2023KW02: 24 sectors, 17 regions, 50 quarters."""
    folder = SHARED / "v3_83599NED_vacatures_regio"
    with (folder / "sectoren_metadata.csv").open(encoding="utf-8-sig") as file:
        titles = {row["Key"].strip(): row["Title"] for row in csv.DictReader(file)}
    with (folder / "regios_metadata.csv").open(encoding="utf-8-sig") as file:
        regions = [(row["Key"].strip(), row["Title"]) for row in csv.DictReader(file)]
    with (folder / "vacatures_regio.csv").open(encoding="utf-8-sig") as file:
        rows = [
            {
                "BedrijfstakkenBranchesSBI2008": row["BedrijfstakkenBranchesSBI2008"].strip(),
                "RegioS": row["Regios"].strip(),
                "Perioden": row["Perioden"].strip(),
                "OpenstaandeVacatures_1": float(row["OpenstaandeVacatures"]) if row["OpenstaandeVacatures"].strip() else None,
            }
            for row in csv.DictReader(file)
        ]
    sectors = [(code, titles[code]) for code in dict.fromkeys(str(row["BedrijfstakkenBranchesSBI2008"]) for row in rows)]
    return WireTable(
        "83599NED",
        "Openstaande vacatures; SBI 2008, regio",
        "2023-08-16T02:00:00",
        [
            WireDimension("BedrijfstakkenBranchesSBI2008", sectors),
            WireDimension("RegioS", regions, "GeoDimension"),
            WireDimension("Perioden", _periods(rows), "TimeDimension"),
        ],
        [WireTopic("OpenstaandeVacatures_1", ("Openstaande vacatures",), decimals=1)],
        rows,
        "Perkwartaal",
    )


@cache
def jobs_by_size() -> WireTable:
    """83583NED, complete: its own DataProperties, 835 cells missing, and a December figure under a year's code."""
    folder = SHARED / "v3_83583NED" / "json_derived"
    names = ["BedrijfstakkenBranchesSBI2008", "Bedrijfsgrootte", "Perioden"]
    lists = {name: json.loads((folder / f"{name}.json").read_text()) for name in names}
    kinds = {"Perioden": "TimeDimension"}
    codes = {
        name: [(row["Key"].strip(), row["Title"], *([row["Status"]] if "Status" in row else [])) for row in rows]
        for name, rows in lists.items()
    }
    dimensions = [WireDimension(name, codes[name], kinds.get(name, "Dimension")) for name in names]
    info = json.loads((folder / "TableInfos.json").read_text())[0]
    rows = [{key: value.strip() if isinstance(value, str) else value for key, value in row.items() if key != "ID"}
            for row in json.loads((folder / "TypedDataSet.json").read_text())]  # fmt: skip
    topic = WireTopic("BanenVanWerknemersInDecember_1", ("Banen van werknemers in december",), decimals=1)
    return WireTable("83583NED", info["Title"], info["Modified"], dimensions, [topic], rows)


@cache
def labour_force_nl() -> WireTable:
    """85224NED, complete, turned from OData v4 into the v3 shape: one column for each measure, null where v4 has no value."""
    folder = SHARED / "v4_fixtures" / "85224NED"
    read = lambda name: json.loads((folder / f"{name}.json").read_text())  # noqa: E731
    measures = read("measure-codes")["value"]
    topics = [
        WireTopic(f"{m['Identifier']}", (m["Title"],), m["Unit"], m["Decimals"], m["DataType"])
        if m["MeasureGroupId"] is None
        else WireTopic(
            m["Identifier"], (f"Groep {m['MeasureGroupId'].strip()}", m["Title"]), m["Unit"], m["Decimals"], m["DataType"]
        )
        for m in measures
    ]
    cells: dict[tuple[str, str], dict[str, object]] = {}
    for row in read("observations-page-1")["value"]:
        cells.setdefault((row["SeizoenEnWerkdagcorrectie"], row["Perioden"]), {})[row["Measure"]] = row["Value"]
    rows = [
        {"SeizoenEnWerkdagcorrectie": adjustment, "Perioden": period}
        | {topic.column: found.get(topic.column) for topic in topics}
        for (adjustment, period), found in cells.items()
    ]
    codes = lambda name, *extra: [(c["Identifier"], c["Title"], *(c[e] for e in extra)) for c in read(name)["value"]]  # noqa: E731
    return WireTable(
        "85224NED",
        read("properties")["Title"],
        "2026-04-30T06:30:00",
        [
            WireDimension("SeizoenEnWerkdagcorrectie", codes("codes-SeizoenEnWerkdagcorrectie")),
            WireDimension("Perioden", codes("codes-Perioden", "Status"), "TimeDimension"),
        ],
        topics,
        rows,
        "Perkwartaal",
    )


def _periods(rows: list[dict[str, object]]) -> list[tuple[str, str, str]]:
    return [(code, code, "Definitief") for code in dict.fromkeys(str(row["Perioden"]) for row in rows)]


def _metadata_rows(path: Path) -> list[tuple[str, str]]:
    """The (code, title) rows of all lists that stand under each other in a metadata export."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row[0].strip(), row[1].strip()) for row in csv.reader(file, delimiter=";") if len(row) >= 2]
