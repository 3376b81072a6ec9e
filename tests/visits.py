"""The dashboard as a visitor opens it, without a browser: pages that are run whole, and what is seen of them."""

import html
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from indicators.registry import INDICATORS
from ingest.settings import PROJECT
from pages.components import dutch
from tests.answering import answered

FRAME = PROJECT / "pages" / "frame.py"
PAGES = sorted(path.name for path in FRAME.parent.glob("*.py") if path.name not in ("__init__.py", "frame.py", "routes.py"))
OVERVIEW = "overzicht.py"


@dataclass(frozen=True)
class Seen:
    """What a visitor sees of one page: the pieces of text in order, the charts, and what went wrong."""

    blocks: list[str]
    charts: list[Any]
    errors: list[str]

    @property
    def text(self) -> str:
        """All that it says, in HTML with letters for entities."""
        return html.unescape("\n".join(self.blocks))

    @property
    def feet(self) -> list[str]:
        """What stands below the charts."""
        return [block for block in self.blocks if 'class="chart-foot"' in block]


def visit(page: str = OVERVIEW, /, **address: str) -> AppTest:
    """The dashboard as a visitor opens it with this address."""
    visitor = AppTest.from_file(FRAME, default_timeout=180)
    if page != OVERVIEW:
        visitor.switch_page(page)
    for name, value in address.items():
        visitor.query_params[name] = value
    return visitor.run()


def seen(visitor: AppTest) -> Seen:
    """What is on the page where a visitor is."""
    errors = [error.message for error in visitor.exception]
    return Seen([each.proto.body for each in visitor.get("html")], [each.proto for each in visitor.get("plotly_chart")], errors)


def looked_at(visitor: AppTest, page: str) -> Seen:
    """What is on another page, to which the visitor goes."""
    return seen(visitor.switch_page(page).run())


def in_table(foot: str) -> set[tuple[str, str, str]]:
    """Region, period and figure of each row of the table below a chart, without what is typed over from a document."""
    columns = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', foot)
    rows = [re.findall(r">([^<]*)</t[hd]>", row) for row in re.findall(r'<tr>(<th scope="row">.*?)</tr>', foot)]
    cells = [dict(zip(columns, map(html.unescape, row), strict=True)) for row in rows]
    return {(row["Gebied"], row["Periode"], row["Cijfer"]) for row in cells if row["Status"] != "gepubliceerd"}


def in_download(foot: str) -> set[tuple[str, str, str]]:
    """The same of each row that the download below a chart holds."""
    (address,) = re.findall(r'href="([^"]+\.json\?[^"]+)"', foot)
    rows = json.loads(answered(html.unescape(address)).body)
    units = [(row, INDICATORS[row["indicator"]]) for row in rows]
    return {(r["regio"], dutch.short_period(r["periode"]), dutch.amount(r["waarde"], i.unit, i.decimals)) for r, i in units}


def table_rows(text: str, caption: str) -> list[list[str]]:
    """The rows of the first table whose caption starts so."""
    (table,) = re.findall(rf"<caption>{re.escape(caption)}.*?</table>", text, re.DOTALL)[:1]
    plain = re.sub(r"</?span[^>]*>", "", table)
    return [re.findall(r">([^<]*)</t[hd]>", row) for row in re.findall(r'<tr>(<th scope="row">.*?)</tr>', plain)]


_VISIT = """
import json, sys
from tests.visits import looked_at, seen, visit
first, *others = sys.argv[1:]
visitor = visit(first)
found = {first: seen(visitor)} | {page: looked_at(visitor, page) for page in others}
print(json.dumps({page: [each.errors, "".join(each.blocks)] for page, each in found.items()}))
"""


def visited(data_dir: Path, agenda: Path, *pages: str) -> dict[str, tuple[list[str], str]]:
    """What went wrong on each page and its text, in a process whose agenda is another folder."""
    done = subprocess.run(
        [sys.executable, "-c", _VISIT, *pages],
        cwd=PROJECT,
        env={**os.environ, "DATA_DIR": str(data_dir), "AGENDA_DIR": str(agenda)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
