"""The same real HTTP server, speaking OData v4 beside v3: a row for each cell, codes without padding, why a cell is empty."""

import json
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from ingest.example.wire import WireTable
from tests.cbs_server import Handler

Documents = Mapping[str, list[dict[str, object]]]

_EQUALS = re.compile(r"(\w+) eq '([^']*)'")
_EMPTY = ["Impossible", "Confidential", "NotAvailable"]


class BothRoads(Handler):
    """Answers on /odata/v1/CBS as v4 does, and elsewhere as v3.

    `recorded` holds the documents of tables that come from v4 itself; the others are written from the wire tables.
    """

    recorded: Mapping[str, Documents] = {}

    def answer(self, path: str, query: dict[str, str]) -> None:
        """What the service says when nothing goes wrong, over the road that the address is of."""
        match = re.fullmatch(r"/odata/v1/CBS/(\w[\w-]*)(?:/(\w+)(/\$count)?)?", path)
        if not match:
            super().answer(path, query)
            return
        table, name, counting = match.groups()
        served = {table.table: documents(table) for table in self.cbs.tables.values()} | self.recorded
        if table == "Datasets":
            self._list("Datasets", [each["Properties"][0] for each in served.values()], query, path)
        elif table not in served or name not in served[table]:  # ids count with their capitals here
            self.send_text(404, "Not found")
        elif name == "Properties":
            body = {"@odata.context": f"{self.cbs.url}/{table}/$metadata#Properties"} | served[table]["Properties"][0]
            self.send_text(200, json.dumps(body), "application/json")
        elif counting:
            self.send_text(200, f"\ufeff{len(_fitting(served[table][name], query))}")
        else:
            self._list(name, _fitting(served[table][name], query), query, path)

    def _list(self, name: str, rows: list[dict[str, object]], query: dict[str, str], path: str) -> None:
        """One page of a list; only observations are so many that there is a next."""
        skip = int(query.get("$skip", 0))
        size = self.cbs.page_size if name == "Observations" else len(rows)
        columns = [c for c in query.get("$select", "").split(",") if c]
        page = [{column: row[column] for column in columns} if columns else row for row in rows[skip : skip + size]]
        body: dict[str, object] = {"@odata.context": f"{self.cbs.url}/$metadata#{name}", "value": page}
        if skip + size < len(rows):
            body["@odata.nextLink"] = f"{self.cbs.url}{path}?{urlencode(query | {'$skip': skip + size})}"
        self.send_text(200, json.dumps(body, ensure_ascii=False), "application/json; odata.metadata=minimal")


def _fitting(rows: list[dict[str, object]], query: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of a filter of equalities: within one name any of the codes, over all names together."""
    wanted: dict[str, set[str]] = {}
    for name, code in _EQUALS.findall(query.get("$filter", "")):
        wanted.setdefault(name, set()).add(code)
    return [row for row in rows if all(row[name] in codes for name, codes in wanted.items())]


_written: dict[int, tuple[WireTable, Documents]] = {}


def documents(table: WireTable) -> Documents:
    """All that v4 says of a wire table, each resource by its name."""
    kept = _written.get(id(table))
    if kept is None or kept[0] is not table:
        kept = _written[id(table)] = (table, _write(table))
    return kept[1]


def _write(table: WireTable) -> Documents:
    described = table.metadata()["DataProperties"]
    topics = [row for row in described if row["Type"] == "Topic"]
    measures = {str(row["Key"]): f"M{int(str(row['ID'])):06d}_2" for row in topics}
    cells = _cells(table, measures)
    return {
        "Properties": [_properties(table, len(cells))],
        "Dimensions": [
            {"@odata.type": f"#Cbs.Ccb.Models.{d.kind}", "Identifier": d.name, "Title": d.name, "Kind": d.kind}
            for d in table.dimensions
        ],
        "MeasureCodes": [
            {
                "Identifier": measures[str(row["Key"])],
                "Index": row["ID"],
                "Title": row["Title"],
                "Description": "",
                "MeasureGroupId": _group(row["ParentID"], "_1 "),  # CBS leaves a space here now and then
                "DataType": row["Datatype"],
                "Unit": str(row["Unit"]).replace("x 1 000", "x 1000"),
                "Decimals": row["Decimals"],
                "PresentationType": None,
            }
            for row in reversed(topics)  # their order is told by Index only
        ],
        "MeasureGroups": [
            {"Id": _group(row["ID"], "_1"), "Index": row["ID"], "Title": row["Title"], "ParentId": _group(row["ParentID"], "_1")}
            for row in described
            if row["Type"] == "TopicGroup"
        ],
        **{
            f"{d.name}Codes": [
                {"Identifier": code[0], "Index": number, "Title": code[1], "Description": "", "DimensionGroupId": None}
                | ({"Status": code[2]} if len(code) > 2 else {})
                for number, code in enumerate(d.codes, 1)
            ]
            for d in table.dimensions
        },
        "Observations": cells,
    }


def _group(number: object, ending: str) -> str | None:
    return None if number is None else f"T{int(str(number)):06d}{ending}"


def _properties(table: WireTable, cells: int) -> dict[str, object]:
    summer = "04" <= table.modified[5:7] <= "10"
    return {
        "Identifier": table.table,
        "Title": f"{table.title} ",
        "Modified": f"{table.modified}+0{2 if summer else 1}:00",
        "Status": "Regulier",
        "Language": "nl",
        "DatasetType": "Numeric",
        "ObservationCount": cells,
        "License": "https://creativecommons.org/licenses/by/4.0/",
    }


def _cells(table: WireTable, measures: Mapping[str, str]) -> list[dict[str, object]]:
    """One row for each cell, combination by combination, as CBS numbers them; whole numbers without a decimal."""
    cells: list[dict[str, object]] = []
    for row in table.rows:
        codes = {d.name: row[d.name] for d in table.dimensions}
        for column, measure in measures.items():
            value = row[column]
            number = int(value) if isinstance(value, float) and value.is_integer() else value
            cells.append(
                {
                    "Id": len(cells),
                    "Measure": measure,
                    "ValueAttribute": _EMPTY[len(cells) % 3] if value is None else "None",
                    "Value": None if isinstance(value, str) else number,
                    "StringValue": value if isinstance(value, str) else None,
                    **codes,
                }
            )
    return cells
