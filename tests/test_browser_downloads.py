"""Each kind of download, clicked in a real browser and opened: the same figures as the command line gives."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page

from indicators.export import NUMBERS
from tests.browsing import IN_BROWSER, opened
from tests.conftest import run_command

pytestmark = IN_BROWSER

FORMS = ["Excel", "CSV voor Excel", "CSV internationaal", "JSON", "Parquet"]


def read(form: str, data: bytes) -> list[dict[str, object]]:
    """The rows of a downloaded file: text as text, figures as numbers, None where nothing is published."""
    if form == "Excel":
        header, *rows = openpyxl.load_workbook(io.BytesIO(data))["Gegevens"].iter_rows(values_only=True)
        return [{name: cell if name in NUMBERS else cell or "" for name, cell in zip(header, row, strict=True)} for row in rows]
    if form == "Parquet":
        table = pd.read_parquet(io.BytesIO(data)).astype(object)
        return table.where(table.notna(), None).to_dict("records")
    if form == "JSON":
        return json.loads(data)
    dutch = form == "CSV voor Excel"
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig" if dutch else "utf-8")), delimiter=";" if dutch else ",")
    return [{name: _number(cell, dutch) if name in NUMBERS else cell for name, cell in row.items()} for row in rows]


def _number(cell: str, dutch: bool) -> float | None:
    return float(cell.replace(",", ".") if dutch else cell) if cell else None


def of_the_command(address: str, data_dir: Path) -> list[dict[str, object]]:
    """What `python -m indicators show` gives for the question that the address of a download asks."""
    parts = urlsplit(address)
    key = parts.path.rpartition("/")[2].rpartition(".")[0]
    asked = {f"--{name}": values[0] for name, values in parse_qs(parts.query).items() if name != "opmaak"}
    done = run_command("indicators", "show", key, *(part for pair in asked.items() for part in pair), "--vorm", "json",
                       data_dir=data_dir)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "path",
    ["onbenut?regio=GM0392", "vacatures?regio=AM37&sector=techniek&van=2020", "uitkeringen?van=2024", "banenafspraak"],
)
def test_every_kind_of_file_below_a_chart_holds_what_the_command_line_gives(page: Page, address: str, example_data: Path, path):
    opened(page, address, path)
    foot = page.locator(".chart-foot").first
    wanted = of_the_command(foot.get_by_role("link", name="JSON").get_attribute("href"), example_data)
    assert len(wanted) > 3
    for form in FORMS:
        with page.expect_download() as download:
            foot.get_by_role("link", name=form, exact=True).click()
        assert read(form, Path(download.value.path()).read_bytes()) == wanted, form
